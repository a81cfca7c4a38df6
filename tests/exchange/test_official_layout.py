"""The shipped template against GB/T 9704-2012, read from the file itself: no office program is needed."""

import importlib.util
import io
import zipfile
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "resources" / "templates" / "年终总结与计划.docx"
EMU_PER_TWENTIETH = 635


@pytest.fixture(scope="module")
def document():
    return docx.Document(str(SHIPPED))


@pytest.fixture(scope="module")
def parts():
    with zipfile.ZipFile(SHIPPED) as package:
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


def test_the_file_is_what_the_script_makes_of_the_words(parts):
    spec = importlib.util.spec_from_file_location("make_templates", ROOT / "packaging" / "make_templates.py")
    script = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(script)
    words = script.WORDS / f"{SHIPPED.stem}.txt"
    first, again = script.make(words), script.make(words)
    assert first == again
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {name: package.read(name).decode() for name in package.namelist()} == parts


def test_the_page_is_a4_with_the_type_area_of_156_by_225_mm(document):
    (section,) = document.sections
    sizes = [section.page_width, section.page_height, section.top_margin, section.left_margin, section.right_margin]
    assert [round(size.mm) for size in [*sizes, section.bottom_margin]] == [210, 297, 37, 28, 26, 35]
    assert round(section.footer_distance.mm) == 25


def test_twenty_two_exact_lines_fill_the_type_area(document, styles):
    (section,) = document.sections
    height = (section.page_height - section.top_margin - section.bottom_margin) / EMU_PER_TWENTIETH
    grid = section._sectPr.find(qn("w:docGrid"))
    pitch = int(styles["Normal"]["spacing.line"])
    assert (grid.get(qn("w:type")), int(grid.get(qn("w:linePitch"))), pitch) == ("lines", 579, 579)
    assert styles["Normal"]["spacing.lineRule"] == "exact"
    assert height // pitch == 22


def test_twenty_eight_characters_fill_a_line(document, styles):
    (section,) = document.sections
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
    runs = [run for paragraph in document.paragraphs for run in paragraph.runs if run.text == "{{ 项.责任 }}"]
    assert [run.style.name for run in runs] == ["公文姓名"]


@pytest.mark.parametrize("style", ["公文正文", "公文一级标题", "公文二级标题", "公文三级标题"])
def test_the_first_line_is_indented_for_word_and_for_libreoffice(styles, style):
    assert (styles[style]["ind.firstLineChars"], styles[style]["ind.firstLine"]) == ("200", "640")


def test_the_title_is_centred_and_the_signature_stands_right(styles):
    assert styles["公文标题"]["jc.val"] == "center"
    for style in ("公文署名", "公文成文日期"):
        assert (styles[style]["jc.val"], styles[style]["ind.rightChars"]) == ("right", "200")


def test_every_style_used_is_there_and_named_in_chinese(document, styles):
    paragraphs = [*document.paragraphs, *(p for part in footers(document) for p in part.paragraphs)]
    used = {p.paragraph_format.element.pPr.pStyle.val for p in paragraphs}
    assert used <= set(styles)
    assert all(name.startswith("公文") for name in used)


def test_page_numbers_stand_at_the_outer_corners(document):
    odd, even = (part.paragraphs[0] for part in footers(document))
    assert (odd.text, even.text) == ("— 1 —", "— 1 —")
    for paragraph, side in ((odd, "right"), (even, "left")):
        properties = paragraph.paragraph_format.element.pPr
        assert (properties.jc.get(qn("w:val")), properties.ind.get(qn(f"w:{side}Chars"))) == (side, "100")
        assert " PAGE " in [node.text for node in properties.getparent().iter(qn("w:instrText"))]
    assert document.settings.odd_and_even_pages_header_footer


def footers(document):
    return document.sections[0].footer, document.sections[0].even_page_footer


def test_the_signature_never_stands_alone_on_a_page(document, styles):
    said, empty, unit, _ = document.paragraphs[-4:]
    assert said.text == "特此报告。"
    assert said.paragraph_format.keep_with_next
    assert empty.paragraph_format.keep_with_next
    assert "keepNext" in styles[unit.style.style_id]


def test_the_text_begins_on_the_first_page(document):
    assert document.paragraphs[0].text.startswith("{{ 单位名称 }}")
    assert not document.element.xpath("//w:br[@w:type='page'] | //w:pageBreakBefore | //w:titlePg")


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
