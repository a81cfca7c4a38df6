import zipfile

import pytest
from docx import Document

from desktop_app.core import words
from desktop_app.exchange import note_file
from desktop_app.exchange.note_file import plain_text
from desktop_app.exchange.note_worker import text_of
from desktop_app.exchange.problem import UnreadableFileError
from desktop_app.exchange.workbook_checks import RefusedError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
BODY = f"<w:document {W} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'><w:body>%s</w:body></w:document>"
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


@pytest.fixture
def file(tmp_path):
    def make(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    return make


@pytest.fixture
def docx(tmp_path):
    """Make a .docx of raw parts."""

    def make(body, **parts):
        path = tmp_path / "a.docx"
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("word/document.xml", BODY % body)
            for name, part in parts.items():
                archive.writestr(f"word/{name}.xml", part)
        return path

    return make


def refusal(path):
    with pytest.raises(UnreadableFileError) as error:
        note_file.read(path)
    return str(error.value)


def refused(path):
    with pytest.raises(RefusedError) as error:
        text_of(path)
    return str(error.value)


def paragraph(text):
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def test_a_document_is_read_with_its_tables_and_without_its_headers(tmp_path):
    document = Document()
    document.add_paragraph("学习心得体会")
    document.add_table(1, 2).cell(0, 1).text = "共12页"
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.save(tmp_path / "李雷.docx")
    found = note_file.read(tmp_path / "李雷.docx")
    assert (found.words, found.first_line) == (9, "学习心得体会")


def test_text_boxes_and_footnotes_count_once_and_deleted_text_not_at_all(docx):
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    both = f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    gone = "<w:del><w:r><w:delText>删</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r>"
    notes = f"<w:footnotes {W}><w:footnote>{paragraph('脚注')}</w:footnote></w:footnotes>"
    path = docx(f"<w:p><w:r><w:t>前</w:t>{both}<w:tab/><w:t>后</w:t></w:r>{gone}</w:p>", footnotes=notes)
    assert text_of(path).split() == ["前", "框内", "后", "脚注"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_is_read_in_the_usual_encodings(file, encoding):
    assert words.count(text_of(file("a.txt", "第一议题：学习\n".encode(encoding)))) == 7


def test_the_marks_of_a_markdown_file_are_not_counted():
    text = "# 标题\n\n- **重点**一\n1. 第`二`\n> 引[链接](http://a.cn)\n\n---\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | 丁 |\n"
    assert "".join(plain_text(text).split()) == "标题重点一第二引链接甲乙丙丁"


@pytest.mark.parametrize(
    ("name", "data", "sentence"),
    [
        ("a.docx", b"", "a.docx：这是一个空文件，请换成 .docx、.txt 或 .md 文件。"),
        ("a.docx", b"PK\x03\x04broken", "a.docx：文件不完整或已损坏，请用 WPS 打开后另存为 .docx 再收。"),
        ("a.doc", b"x", "a.doc：不是 .docx、.txt、.md 文件，请用 WPS 另存为 .docx 再收。"),
        ("a.txt", b" \n ", "a.txt：里面没有文字；手写拍照的请在登记时填页数或字数。"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_in_one_sentence(file, name, data, sentence):
    assert refusal(file(name, data)) == sentence


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (OLD_OFFICE + "EncryptedPackage".encode("utf-16-le"), "文件设有打开密码，请在 WPS 里取消密码后再收。"),
        (
            OLD_OFFICE + "WordDocument".encode("utf-16-le"),
            "这是旧格式的文档（.doc），请用 WPS 打开后另存为 .docx 再收。",
        ),
        (OLD_OFFICE, "这是旧格式的 Office 文件，不是文档，请换成 .docx、.txt 或 .md 文件。"),
        (b"\x89PNG\r\n", "这是一张图片，不是文字，请换成 .docx、.txt 或 .md 文件。"),
        (b"ab\0cd", "这不是文字，请换成 .docx、.txt 或 .md 文件。"),
        (b"\xff\x81", "文字编码认不出来，请用 WPS 打开后另存为 .docx 再收。"),
    ],
)
def test_what_is_no_document_is_told_by_its_first_bytes(file, data, sentence):
    assert refused(file("a.docx", data)) == sentence


def test_a_workbook_is_no_note(workbook):
    assert refused(workbook("a.docx", {"出勤": [["编号"]]})) == "这不是 Word 文档，请换成 .docx、.txt 或 .md 文件。"


def test_a_document_that_lies_about_its_parts_is_refused(docx):
    bomb = '<!DOCTYPE a [<!ENTITY b "学习">]>' + BODY % "<w:p><w:r><w:t>&b;</w:t></w:r></w:p>"
    path = docx("")
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", bomb)
    assert "内容已损坏" in refused(path)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * (64 * 2**20 + 1))
    assert refused(path) == "解压后超过 64 MB，请检查文件来源。"


def test_a_file_of_three_gigabytes_is_refused_without_reading_it(tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(3 * 2**30)
    assert refusal(path) == "大.docx：文件有 3072 MB，超过 100 MB，请删去里面的图片再收。"


def test_a_stack_is_read_as_far_as_it_can_be(file, tmp_path):
    found = note_file.read_all([file("一.txt", "学习".encode()), tmp_path / "没有.txt", file("二.md", b"# a b")])
    assert [(text.path.name, text.words) for text in found.texts] == [("一.txt", 2), ("二.md", 2)]
    assert found.problems == ("没有.txt：找不到这个文件，请检查它是否已移走或改名。",)
