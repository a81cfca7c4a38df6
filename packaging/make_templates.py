"""Make the Word templates that the program ships, in the official layout of GB/T 9704-2012.

Run it after changing the layout or the wording in packaging/templates/: python packaging/make_templates.py
The words are plain text, a paragraph a line, its style in front; the same words always give the same file.

    【页码居中】            in the first line: page numbers in the middle, as is usual within an office
    【标题】文字            a paragraph in the style 公文标题; ↵ breaks the line; without a style it is 正文
    {%p if 主送机关 %}      a statement that stands alone
    【附件】附件1           begins a page, or a section with 【横排】 before it; 【竖排】 returns to upright pages
    【表格】序号 3｜单位 12 左｜在岗 5
    {%tr for 行 in 单位情况 %}
    {{ 行.序号 }}｜{{ 行.单位 }}｜{{ 行.在岗 }}
    {%tr endfor %}
    【表格完】              headings with their share of the width (and 左, 右), then rows; a short row reaches the edge
"""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.package import Package
from docx.text.paragraph import Paragraph
from layout_parts import (
    Column,
    Numbers,
    add_run,
    add_table,
    begin_section,
    element,
    lay_sideways,
    lay_upright,
)
from layout_styles import AFTER_TABLE, APP, CHARACTER, RARE_NAME, SETTINGS, STYLES, UNIT, font_table

ROOT: Final = Path(__file__).resolve().parents[1]
WORDS: Final = ROOT / "packaging" / "templates"
TEMPLATES: Final = ROOT / "resources" / "templates"

MAY_HOLD_RARE: Final = re.compile(r"(\{\{ [^}]*\.(?:责任|对象|姓名|主讲)[^}]*\}\})")
"""Names of people: 仿宋_GB2312 lacks 堃 喆 玥 and others that 仿宋 has."""

_STYLED: Final = re.compile(r"【(\w+)】(.*)")
_COLUMN: Final = re.compile(r"(?P<heading>\S+) (?P<width>[\d.]+)(?: (?P<side>[左右]))?")
_SIDES: Final = {"左": "left", "右": "right", None: "center"}
_NUMBERED: Final = re.compile(r"(?:附件：)?\d+\.")
_NUMBER_WIDTH: Final = 0.75
"""Of “1.”, in characters."""
_ZIP_DATE: Final = (1980, 1, 1, 0, 0, 0)
_DATE: Final = datetime(2022, 1, 1, tzinfo=UTC)
_UNWANTED: Final = ("theme", "stylesWithEffects", "numbering", "webSettings", "customXml", "thumbnail")


def blank(numbers: Numbers) -> Document:
    """Return an empty document in the official layout, with nothing left of python-docx's own template."""
    document = docx.Document()
    for owner in _owners(document):
        for key, relation in list(owner.rels.items()):
            if any(word in relation.reltype for word in _UNWANTED):
                del owner.rels[key]
    _replace(document.styles.element, STYLES)
    _replace(document.settings.element, SETTINGS)
    _set_blob(document, RELATIONSHIP_TYPE.FONT_TABLE, font_table())
    _set_blob(document, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, APP)
    lay_upright(document.sections[0], numbers)
    return document


def _owners(document: Document) -> tuple[Part, Package]:
    return document.part, cast(Package, document.part.package)


def _replace(part: Any, xml: str) -> None:
    """Put other content in place of a part's, keeping the element that the part holds."""
    new = parse_xml(re.sub(r">\n<", "><", xml))
    part[:] = list(new)
    part.attrib.clear()


def _set_blob(document: Document, kind: str, xml: str) -> None:
    for owner in _owners(document):
        for relation in owner.rels.values():
            if relation.reltype == kind:
                part: Part = relation.target_part
                part._blob = xml.encode()  # noqa: SLF001  python-docx has no other way in


def write_words(document: Document, words: list[str], numbers: Numbers) -> None:
    lines = iter(words)
    for line in lines:
        found = _STYLED.fullmatch(line)
        match found.groups() if found else ("正文", line):
            case "横排", _:
                lay_sideways(begin_section(document), numbers)
            case "竖排", _:
                lay_upright(begin_section(document), numbers)
            case "表格", headings:
                add_table(document, _columns(headings), [row.split("｜") for row in _until(lines, "【表格完】")])
            case style_name, text:
                _write_paragraph(document, f"公文{style_name}", text)
    if document.element.body[-2].tag == qn("w:tbl"):
        document.add_paragraph(style=AFTER_TABLE)  # a document ends with a paragraph: one too low to need a page


def _until(lines: Iterator[str], end: str) -> Iterator[str]:
    return iter(lambda: next(lines), end)


def _columns(headings: str) -> list[Column]:
    found = [_COLUMN.fullmatch(heading) for heading in headings.split("｜")]
    return [Column(each["heading"], float(each["width"]), _SIDES[each["side"]]) for each in found if each]


def _write_paragraph(document: Document, style_name: str, text: str) -> None:
    follows_section = document.element.body.xpath("./*[last() - 1]/w:pPr/w:sectPr")
    paragraph = document.add_paragraph(style=style_name)
    if style_name == "公文附件" and not follows_section:
        paragraph.paragraph_format.page_break_before = True
    if style_name == "公文附件说明":
        _indent_list(paragraph, text)
    if style_name == UNIT:
        _keep_last_words(document)
    for piece in MAY_HOLD_RARE.split(text):
        if piece:
            run = add_run(paragraph, piece)
            if MAY_HOLD_RARE.fullmatch(piece):
                run.style = RARE_NAME


def _keep_last_words(document: Document) -> None:
    """Keep all from the last words of the text with the signature, which never stands alone on a page."""
    for paragraph in reversed(document.paragraphs[:-1]):
        if "{%p" not in paragraph.text:
            paragraph.paragraph_format.keep_with_next = True
        if paragraph.text and not paragraph.text.startswith(("{%p", "附件：")) and not _NUMBERED.match(paragraph.text):
            return


def _indent_list(paragraph: Paragraph, text: str) -> None:
    """Set “附件：” two characters in and every later line below the first letter of the attachment's name."""
    name = 5 + (_NUMBER_WIDTH if _NUMBERED.match(text) else 0)
    hanging = name - (2 if text.startswith("附件：") else 5)
    paragraph.paragraph_format.element.get_or_add_pPr().append(
        element(
            "w:ind",
            left=round(name * CHARACTER),
            leftChars=round(name * 100),
            hanging=round(hanging * CHARACTER),
            hangingChars=round(hanging * 100),
        )
    )


def packed(document: Document) -> bytes:
    """Return the file, the same bytes for the same content: parts in order, no dates."""
    stream, result = io.BytesIO(), io.BytesIO()
    document.save(stream)
    with zipfile.ZipFile(stream) as package, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(package.namelist(), key=lambda name: (not name.startswith("[Content"), name)):
            info = zipfile.ZipInfo(name, _ZIP_DATE)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            out.writestr(info, package.read(name))
    return result.getvalue()


def make(title: str, words: str) -> bytes:
    """Return the document of the words; `title` is what its properties say it is."""
    lines = words.splitlines()
    numbers = Numbers.CENTRED if lines[0] == f"【{Numbers.CENTRED}】" else Numbers.OUTER
    document = blank(numbers)
    write_words(document, lines[numbers is Numbers.CENTRED :], numbers)
    properties = document.core_properties
    properties.author = properties.last_modified_by = properties.comments = properties.keywords = ""
    properties.title, properties.language = title, "zh-CN"
    properties.created = properties.modified = _DATE
    properties.revision = 1
    return packed(document)


def main() -> None:
    TEMPLATES.mkdir(parents=True, exist_ok=True)
    for words in sorted(WORDS.glob("*.txt")):
        target = TEMPLATES / f"{words.stem}.docx"
        target.write_bytes(make(words.stem, words.read_text(encoding="utf-8")))
        print(f"wrote {target.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
