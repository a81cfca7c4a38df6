import errno
import io
import os
import re
import zipfile
from types import SimpleNamespace

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.exchange import masked_word, masking, word
from desktop_app.exchange.masked_word import forget_properties, masked_document, nameless
from desktop_app.exchange.masking import Masking
from desktop_app.exchange.report import Column, Report, Row, Table

PEOPLE, UNITS = {"王伟", "李堃喆"}, {"示例县司法局"}
NAMES, EVERYTHING = Masking(names=True), Masking(digits=True, names=True, units=True)
BOX = (
    f'<w:r {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:pict><v:shape id="a" alt="李堃喆的图3"><v:textbox>'
    "<w:txbxContent><w:p><w:r><w:t>框里李堃喆3人</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r>"
)
CHANGED = (
    f'<w:ins {nsdecls("w")} w:id="1" w:author="李堃喆" w:date="2022-03-07T00:00:00Z" w:rsidR="00AB12CD">'
    "<w:r><w:t>修订</w:t></w:r></w:ins>"
)


@pytest.fixture(autouse=True)
def known(monkeypatch):
    monkeypatch.setattr(masking, "names", SimpleNamespace(people=lambda: PEOPLE, units=lambda: UNITS))


def filled(*runs):
    """Return a document with these runs as its first paragraph and names everywhere."""
    document = Document()
    paragraph = document.add_paragraph()
    for run in runs:
        paragraph.add_run(run)
    paragraph._p.append(parse_xml(CHANGED))
    document.add_paragraph()._p.append(parse_xml(BOX))
    document.add_table(1, 1).cell(0, 0).text = "示例县司法局\n2022年李堃喆"
    section = document.sections[0]
    section.header.paragraphs[0].text, section.footer.paragraphs[0].text = "王伟3", "李堃喆"
    properties = document.core_properties
    properties.author, properties.title, properties.keywords = "李堃喆", "示例县司法局", "王伟"
    return bytes_of(document)


def bytes_of(document):
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def opened(data):
    return Document(io.BytesIO(data))


def whole(data):
    """Return all parts of a package as text."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name).decode(errors="ignore") for name in package.namelist()}


def test_a_name_split_over_runs_is_masked_and_the_runs_keep_their_look():
    document = Document()
    paragraph = document.add_paragraph()
    first, second = paragraph.add_run("干部李堃"), paragraph.add_run("喆讲课")
    first.bold, second.font.size = True, Pt(22)
    runs = opened(masked_document(bytes_of(document), NAMES)).paragraphs[0].runs
    assert [run.text for run in runs] == ["干部**", "*讲课"]
    assert (runs[0].bold, runs[1].font.size) == (True, Pt(22))


def test_no_name_is_left_in_any_part():
    parts = whole(masked_document(filled("王", "伟"), EVERYTHING))
    assert not [(name, word) for name, text in parts.items() for word in PEOPLE | UNITS if word in text]
    assert "框里****人" in parts["word/document.xml"]


def test_headers_tables_and_text_boxes_are_masked():
    document = opened(masked_document(filled("王伟"), EVERYTHING))
    assert document.tables[0].cell(0, 0).text == "******\n****年***"
    assert [part.paragraphs[0].text for part in (document.sections[0].header, document.sections[0].footer)] == [
        "***",
        "***",
    ]


def test_only_what_was_chosen_is_masked():
    document = opened(masked_document(filled("王伟2022年"), NAMES))
    assert document.paragraphs[0].text.startswith("**2022年")
    assert document.tables[0].cell(0, 0).text == "示例县司法局\n2022年***"


def test_who_wrote_it_and_when_is_forgotten():
    data = masked_document(filled("正文"), NAMES)
    properties, parts = opened(data).core_properties, whole(data)
    said = (properties.author, properties.last_modified_by, properties.title, properties.keywords, properties.created)
    assert said == ("", "", "", "", None)
    assert "python-docx" not in "".join(parts.values())
    assert 'w:author=""' in parts["word/document.xml"]
    assert not re.search(r"2022-03-07|rsid", parts["word/document.xml"] + parts["word/settings.xml"])
    assert not [name for name in parts if "thumbnail" in name]


def test_a_document_that_holds_another_file_is_refused():
    stream = io.BytesIO(filled("正文"))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("word/embeddings/表.xlsx", b"")
    with pytest.raises(UserError, match="嵌有别的文件"):
        masked_document(stream.getvalue(), NAMES)


@settings(deadline=None)
@given(st.lists(st.text("王伟李堃喆的12　", max_size=5), min_size=1, max_size=6))
def test_no_name_survives_however_it_is_split(runs):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        texts = "".join(f"<w:r><w:t>{run}</w:t></w:r>" for run in runs)
        package.writestr("word/document.xml", f"<w:document {nsdecls('w')}><w:p>{texts}</w:p></w:document>")
    masked = parse_xml(whole(masked_document(stream.getvalue(), NAMES))["word/document.xml"].encode())
    shown = [element.text or "" for element in masked.iter(qn("w:t"))]
    assert [len(text) for text in shown] == [len(run) for run in runs]
    assert not [name for name in PEOPLE if name in "".join("".join(shown).split())]


def test_a_written_report_forgets_its_properties(tmp_path):
    path = tmp_path / "表.docx"
    word.write([Report("统计表", (), (Table("", (Column("甲", 5),), (Row(("一",)),)),))], path, "某县司法局")
    forget_properties(path)
    document = Document(str(path))
    assert (document.core_properties.title, document.core_properties.created) == ("", None)
    assert document.paragraphs[0].text == "统计表"
    assert "某县司法局" not in "".join(whole(path.read_bytes()).values())


def test_a_font_called_as_a_person_stays_and_a_style_goes_along_with_its_paragraphs(monkeypatch):
    monkeypatch.setattr(masking.names, "people", lambda: {"方正"})
    document = Document()
    style = document.styles.add_style("方正的样式", WD_STYLE_TYPE.PARAGRAPH)
    style.element.get_or_add_rPr().append(parse_xml(f'<w:rFonts {nsdecls("w")} w:eastAsia="方正小标宋简体"/>'))
    document.add_paragraph("正文", style)
    copy = opened(masked_document(bytes_of(document), NAMES))
    found = copy.styles["**的样式"]
    assert copy.paragraphs[-1].style == found
    assert found.element.rPr.find(qn("w:rFonts")).get(qn("w:eastAsia")) == "方正小标宋简体"


def test_text_between_the_elements_of_a_part_of_its_own_is_masked():
    stream = io.BytesIO(filled("正文"))
    with zipfile.ZipFile(stream, "a") as package:
        package.writestr("customXml/item9.xml", "<a><b>王伟</b>和李堃喆</a>")
    assert "<b>**</b>和***" in whole(masked_document(stream.getvalue(), NAMES))["customXml/item9.xml"]


def test_a_copy_whose_properties_cannot_be_forgotten_leaves_the_old_file(tmp_path, monkeypatch):
    path = tmp_path / "表.docx"
    path.write_bytes(b"old")

    def full(file, change):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(masked_word, "_rewritten", full)
    with pytest.raises(UserError, match=r"无法写入“表\.docx”：磁盘已满"), nameless(path) as place:
        place.write_bytes(bytes_of(Document()))
    assert [each.name for each in tmp_path.iterdir()] == ["表.docx"]
    assert path.read_bytes() == b"old"
