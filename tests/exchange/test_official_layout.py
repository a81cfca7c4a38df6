"""The shipped templates against GB/T 9704-2012, read from the files; tests/office/ measures them on paper."""

import io
import re
import zipfile
from pathlib import Path

import docx
import make_templates
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = {path.stem: path for path in sorted((ROOT / "resources" / "templates").glob("*.docx"))}
REPORT = "年终总结与计划"
EMU_PER_TWENTIETH = 635


@pytest.fixture(scope="module", params=TEMPLATES)
def name(request):
    return request.param


@pytest.fixture(scope="module")
def document(name):
    return docx.Document(str(TEMPLATES[name]))


@pytest.fixture(scope="module")
def parts(name):
    with zipfile.ZipFile(TEMPLATES[name]) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


@pytest.fixture(scope="module")
def styles(document):
    """Every style as {attribute path: value}, such as jc.val or rFonts.eastAsia, with what it takes from Normal."""
    found = {}
    for style in document.styles.element.style_lst:
        facts = dict(found.get(style.basedOn_val, {}))
        for properties in (style.pPr, style.rPr):
            for element in properties if properties is not None else ():
                name = element.tag.partition("}")[2]
                kind = "run." if properties is style.rPr and name == "spacing" else ""
                facts[kind + name] = ""
                facts |= {f"{kind}{name}.{key.partition('}')[2]}": value for key, value in element.attrib.items()}
        found[style.styleId] = facts
    return found


def test_there_are_words_for_every_template():
    assert [words.stem for words in sorted(make_templates.WORDS.glob("*.txt"))] == list(TEMPLATES)


def test_the_file_is_what_the_script_makes_of_the_words(name, parts):
    words = (make_templates.WORDS / f"{name}.txt").read_text(encoding="utf-8")
    first, again = make_templates.make(name, words), make_templates.make(name, words)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {name: package.read(name).decode() for name in package.namelist()} == parts


def test_the_page_is_a4_with_the_type_area_of_156_by_225_mm(document):
    section = document.sections[0]
    sizes = [section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin]
    assert [round(size.mm) for size in [*sizes, section.bottom_margin]] == [210, 297, 37, 28, 26, 35]
    assert round(section.footer_distance.mm) == 25


def test_a_page_that_lies_sideways_has_the_same_type_area_turned(document):
    for section in document.sections[1:]:
        sizes = [section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin]
        assert [round(size.mm) for size in [*sizes, section.bottom_margin]] == [297, 210, 28, 35, 37, 26]
        assert section.orientation == WD_ORIENT.LANDSCAPE


def test_twenty_two_exact_lines_fill_the_type_area(document, styles):
    section = document.sections[0]
    height = (section.page_height - section.top_margin - section.bottom_margin) / EMU_PER_TWENTIETH
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(styles["Normal"]["spacing.line"])
    assert (grid.get(qn("w:type")), int(grid.get(qn("w:linePitch"))), pitch) == ("lines", 579, 579)
    assert styles["Normal"]["spacing.lineRule"] == "exact"
    assert height // pitch == 22


def test_twenty_eight_characters_fill_a_line(document, styles):
    section = document.sections[0]
    width = (section.page_width - section.left_margin - section.right_margin) / EMU_PER_TWENTIETH
    character = int(styles["公文正文"]["sz.val"]) * 10 + int(styles["公文正文"]["run.spacing.val"])
    assert character == 314
    assert width // character == 28


@pytest.mark.parametrize(
    ("style", "face", "half_points"),
    [
        ("公文标题", "方正小标宋简体", "44"),
        ("公文主送", "仿宋_GB2312", "32"),
        ("公文正文", "仿宋_GB2312", "32"),
        ("公文一级标题", "黑体", "32"),
        ("公文二级标题", "楷体_GB2312", "32"),
        ("公文三级标题", "仿宋_GB2312", "32"),
        ("公文四级标题", "仿宋_GB2312", "32"),
        ("公文附件", "黑体", "32"),
        ("公文附件说明", "仿宋_GB2312", "32"),
        ("公文表头", "黑体", "24"),
        ("公文表文", "仿宋", "24"),
        ("公文署名", "仿宋_GB2312", "32"),
        ("公文成文日期", "仿宋_GB2312", "32"),
        ("公文页码", "宋体", "28"),
    ],
)
def test_each_level_has_its_face_and_size(styles, style, face, half_points):
    assert (styles[style]["rFonts.eastAsia"], styles[style]["sz.val"]) == (face, half_points)
    assert "b" not in styles[style]


def test_names_of_people_stand_in_a_face_that_has_rare_characters(document, styles):
    assert styles["公文姓名"]["rFonts.eastAsia"] == "仿宋"
    named = [
        run for paragraph in document.paragraphs for run in paragraph.runs if re.search(r"\.(责任|主讲) \}\}", run.text)
    ]
    assert {run.style.name for run in named} <= {"公文姓名"}


@pytest.mark.parametrize("name", [REPORT], indirect=True)
def test_who_is_responsible_is_a_name(document):
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "{{ 项.责任 }}"]
    assert [run.style.name for run in runs] == ["公文姓名"]


@pytest.mark.parametrize("style", ["公文正文", "公文一级标题", "公文二级标题", "公文三级标题", "公文四级标题"])
def test_the_first_line_is_indented_for_word_and_for_libreoffice(styles, style):
    assert (styles[style]["ind.firstLineChars"], styles[style]["ind.firstLine"]) == ("200", "640")


def test_the_title_is_centred_and_the_signature_stands_right(styles):
    assert styles["公文标题"]["jc.val"] == "center"
    for style in ("公文署名", "公文成文日期"):
        assert (styles[style]["jc.val"], styles[style]["ind.rightChars"]) == ("right", "200")


def test_every_style_used_is_there_and_named_in_chinese(document, styles):
    roots = [document.element, *(part.part.element for part in footers(document))]
    used = {node.get(qn("w:val")) for root in roots for node in root.iter(qn("w:pStyle"), qn("w:rStyle"))}
    assert used <= set(styles)
    assert all(name.startswith("公文") for name in used)
    assert all(paragraph.pPr.pStyle is not None for paragraph in document.element.iter(qn("w:p")))


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "工作提示"], indirect=True)
def test_page_numbers_stand_at_the_outer_corners(document):
    for section in document.sections:
        for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
            properties = page_number(footer).pPr
            assert (properties.jc.get(qn("w:val")), properties.ind.get(qn(f"w:{side}Chars"))) == (side, "100")
    assert document.settings.odd_and_even_pages_header_footer


@pytest.mark.parametrize("name", ["工作提示"], indirect=True)
def test_the_page_number_of_a_note_within_the_office_stands_in_the_middle(document):
    for footer in footers(document):
        assert page_number(footer).pPr.jc.get(qn("w:val")) == "center"


def test_every_section_has_page_numbers_of_its_own(document):
    for section in document.sections:
        assert not section.footer.is_linked_to_previous
        assert not section.even_page_footer.is_linked_to_previous


def footers(document):
    return [footer for section in document.sections for footer in (section.footer, section.even_page_footer)]


def page_number(footer):
    """The paragraph of the page number, which may lie in a text box."""
    (field,) = footer.part.element.iter(qn("w:instrText"))
    paragraph = field.getparent().getparent()
    assert field.text == " PAGE "
    assert "".join(node.text for node in paragraph.iter(qn("w:t"))) == "— 1 —"
    return paragraph


def test_the_signature_never_stands_alone_on_a_page(document, styles):
    paragraphs = document.paragraphs
    unit = next(index for index, paragraph in enumerate(paragraphs) if paragraph.style.name == "公文署名")
    assert "keepNext" in styles["公文署名"]
    before = [paragraph for paragraph in paragraphs[:unit] if "{%p" not in paragraph.text]
    last_words = max(index for index, each in enumerate(before) if each.style.name == "公文正文" and each.text)
    for paragraph in before[last_words:]:
        assert paragraph.paragraph_format.keep_with_next or "keepNext" in styles[paragraph.style.style_id]


def test_the_text_begins_on_the_first_page(document):
    assert document.paragraphs[0].style.name == "公文标题"
    assert not document.element.xpath("//w:br[@w:type='page'] | //w:titlePg")
    for paragraph in document.paragraphs:
        if paragraph.paragraph_format.page_break_before:
            assert paragraph.style.name == "公文附件"


def test_a_table_repeats_its_heading_and_breaks_between_rows(document):
    for table in document.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
        grid = [column.width for column in table.columns]
        assert abs(sum(grid) - {True: Mm(156), False: Mm(225)}[is_upright(table)]) < Mm(0.2)


def is_upright(table):
    """The section that a table stands in ends with the first section mark after it."""
    marks = table._tbl.xpath("following::w:pgSz")
    return marks[0].get(qn("w:orient")) != "landscape"


def test_nothing_of_the_stock_template_is_left(parts):
    everything = "".join(parts.values())
    for trace in ("Theme=", "ja-JP", "theme1.xml", "Calibri", "Cambria", "ＭＳ", "python-docx", "Heading", "customXml"):
        assert trace not in everything
    assert '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>' in parts["word/styles.xml"]
    assert "<dc:creator></dc:creator>" in parts["docProps/core.xml"] or "<dc:creator/>" in parts["docProps/core.xml"]


def test_every_run_says_that_its_punctuation_is_chinese(document):
    """Without the hint Word draws “ ” and — in the Latin face, half as wide."""
    for paragraph in document.paragraphs:
        for run in paragraph.runs:
            assert run.font.element.rPr.rFonts.get(qn("w:hint")) == "eastAsia"


def test_missing_faces_have_a_stand_in(parts):
    for face, other in (("方正小标宋简体", "华文中宋"), ("仿宋_GB2312", "仿宋"), ("楷体_GB2312", "楷体")):
        assert f'<w:font w:name="{face}"><w:altName w:val="{other}"/>' in parts["word/fontTable.xml"]
