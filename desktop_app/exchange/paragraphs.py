"""The paragraphs of a Word document, each with where its reader finds it: 第 3 段, 表格第 2 行第 1 列, 页眉, 文本框.

The text of a paragraph is put together from its runs, however Word has split them. Imports python-docx: the rest of
the program imports this module only when a Word file is read.
"""

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import XmlPart
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml

PARAGRAPH, TEXT, TABLE, ROW, CELL = (qn(f"w:{name}") for name in ("p", "t", "tbl", "tr", "tc"))
TITLE_STYLE: Final = "公文标题"
TEXT_BOX: Final = qn("w:txbxContent")
FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second copy of a text box, for programs older than Word 2010."""
_BREAKS: Final = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_EXCERPT: Final = 20
_MARGINS: Final = {RELATIONSHIP_TYPE.HEADER: "页眉", RELATIONSHIP_TYPE.FOOTER: "页脚"}
_NOTES: Final = {RELATIONSHIP_TYPE.FOOTNOTES: "脚注", RELATIONSHIP_TYPE.ENDNOTES: "尾注"}

Element = Any
"""An lxml element; lxml brings no types."""


@dataclass(frozen=True)
class Line:
    """A paragraph: `container` is the cell, text box or part it lies in."""

    place: str
    text: str
    container: Element
    row: Element | None
    cell: Element | None
    holds_text_box: bool

    @property
    def where(self) -> str:
        """The place with the first words, as it is told to the user."""
        words = " ".join(self.text.split())
        return f"{self.place}“{words[:_EXCERPT]}{'…' if len(words) > _EXCERPT else ''}”"


def body(document: Document) -> list[Line]:
    return list(_lines(document.element.body, ""))


def margins(document: Document) -> list[list[Line]]:
    """Return the lines of each header and footer."""
    return [list(_lines(root, place)) for place, root in _roots(document, _MARGINS)]


def notes(document: Document) -> list[Line]:
    """Return the lines of footnotes and endnotes."""
    return [line for place, root in _roots(document, _NOTES) for line in _lines(root, place)]


def roots(document: Document) -> list[Element]:
    """Return what a template fills: the body, then headers and footers."""
    return [document.element.body, *(root for _, root in _roots(document, _MARGINS))]


def marked_title(document: bytes, mark: str) -> bytes:
    """Return a document with a mark behind its title: the paragraph in the title's style, else the first with words."""
    opened = docx.Document(io.BytesIO(document))
    worded = [paragraph for paragraph in opened.paragraphs if paragraph.text.strip()]
    titles = [paragraph for paragraph in worded if paragraph.style and paragraph.style.name == TITLE_STYLE]
    for title in (titles or worded)[:1]:
        title.add_run(mark)
    stream = io.BytesIO()
    opened.save(stream)
    return stream.getvalue()


def plain_text(element: Element) -> str:
    """Return the text below an element as Word shows it, without that of text boxes anchored in it."""
    return "".join(
        node.text or "" if node.tag == TEXT else _BREAKS[node.tag]
        for node in element.iter(TEXT, *_BREAKS)
        if _nearest(node, TEXT_BOX, element.tag) is element
    )


def _roots(document: Document, kinds: dict[str, str]) -> Iterator[tuple[str, Element]]:
    for relation in document.part.rels.values():
        if relation.reltype in kinds:
            part = relation.target_part
            yield kinds[relation.reltype], part.element if isinstance(part, XmlPart) else parse_xml(part.blob)


def _lines(root: Element, part_place: str) -> Iterator[Line]:
    cells = _cell_places(root)
    count = 0
    for paragraph in root.iter(PARAGRAPH):
        if _nearest(paragraph, FALLBACK) is not None:
            continue
        text = plain_text(paragraph)
        around = _nearest(paragraph, CELL, TEXT_BOX)
        if around is None and text.strip():
            count += 1
        is_cell = around is not None and around.tag == CELL
        yield Line(
            place=part_place or (f"第 {count} 段" if around is None else cells.get(around, "文本框")),
            text=text,
            container=root if around is None else around,
            row=_nearest(around, ROW) if is_cell else None,
            cell=around if is_cell else None,
            holds_text_box=next(paragraph.iter(TEXT_BOX), None) is not None,
        )


def _cell_places(root: Element) -> dict[Element, str]:
    """Return where each cell is; a table is numbered only where there are several."""
    tables = [table for table in root.iter(TABLE) if _nearest(table, FALLBACK) is None]
    places: dict[Element, str] = {}
    for table_number, table in enumerate(tables, start=1):
        name = f"第 {table_number} 个表格" if len(tables) > 1 else "表格"
        for row_number, row in enumerate(_own(table, ROW), start=1):
            for column, cell in enumerate(_own(row, CELL), start=1):
                places[cell] = f"{name}第 {row_number} 行第 {column} 列"
    return places


def _own(element: Element, tag: str) -> Iterator[Element]:
    """Yield the rows of a table or the cells of a row, but not those of tables within it."""
    return (inner for inner in element.iter(tag) if _nearest(inner, element.tag) is element)


def _nearest(element: Element, *tags: str) -> Element | None:
    return next(element.iterancestors(*tags), None)
