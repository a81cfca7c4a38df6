"""What an official document has beside its paragraphs: sections upright and sideways, page numbers, tables.

A table that lies sideways keeps its page number where an upright page has it (GB/T 9704-2012): in the left margin,
turned with the page, so that a bound document shows all numbers in one place. Its head lies where an upright page has
its left edge, so the upright margins turn with it.
"""

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import OxmlElement, parse_xml
from docx.section import Section
from docx.shared import Emu, Mm
from docx.text.paragraph import Paragraph
from layout_styles import AFTER_TABLE, LINE, NUMBER_CHARACTER, PAGE_NUMBER, TABLE_HEADING, TABLE_TEXT

_NUMBER_BELOW: Final = Mm(7)
"""From the type area to the dashes of the page number, which stand in the middle of its line."""
_NUMBER_LINE: Final = Mm(7)
_EMU_PER_TWENTIETH: Final = 635
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_SHAPE: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
_BOX: Final = f"""<w:r {nsdecls("w", "wp", "a")}
xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:wps="{_SHAPE}"><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"
relativeHeight="1" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>{{left}}</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>{{top}}</wp:posOffset></wp:positionV>
<wp:extent cx="{{width}}" cy="{{height}}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>
<wp:docPr id="{{number}}" name="页码{{number}}"/><wp:cNvGraphicFramePr/><a:graphic><a:graphicData uri="{_SHAPE}">
<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{{width}}" cy="{{height}}"/></a:xfrm>
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/></wps:spPr><wps:txbx><w:txbxContent/></wps:txbx>
<wps:bodyPr vert="vert" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr"/></wps:wsp></a:graphicData>
</a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


class Numbers(StrEnum):
    """Where page numbers stand."""

    OUTER = "页码外侧"
    CENTRED = "页码居中"


def lay_upright(section: Section, numbers: Numbers) -> None:
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    _set_footers(section, numbers, is_sideways=False)


def lay_sideways(section: Section, numbers: Numbers) -> None:
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.top_margin, section.bottom_margin = Mm(28), Mm(26)
    section.left_margin, section.right_margin = Mm(35), Mm(37)
    _set_footers(section, numbers, is_sideways=True)


def begin_section(document: Document) -> Section:
    """End the section after the last paragraph, which carries what it was; return the one that begins."""
    last = document.element.body[-2]
    if last.tag != qn("w:p") or "{%" in "".join(last.itertext()):
        last = document.add_paragraph(style=AFTER_TABLE).paragraph_format.element
    properties = document.element.body.sectPr
    last.get_or_add_pPr().append(copy.deepcopy(properties))
    for reference in properties.findall(qn("w:footerReference")):
        properties.remove(reference)
    return document.sections[-1]


def _set_footers(section: Section, numbers: Numbers, *, is_sideways: bool) -> None:
    section.header_distance = Mm(15)
    section.footer_distance = Mm(10) if is_sideways else Mm(25)  # sideways the footer itself is empty and needs room
    properties = section._sectPr  # noqa: SLF001  python-docx has no other way in
    for grid in properties.findall(qn("w:docGrid")):
        properties.remove(grid)
    properties.append(element("w:docGrid", type="lines", linePitch=LINE))  # linesAndChars breaks LibreOffice's layout
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.style = PAGE_NUMBER
        where = "center" if numbers is Numbers.CENTRED else side
        if is_sideways:
            paragraph = _turned(paragraph, section, number=1 if side == "right" else 2)
        _set_page_number(paragraph, where)


def _turned(paragraph: Paragraph, section: Section, number: int) -> Paragraph:
    """Return the paragraph of a text box in the left margin, its lines running downwards."""
    left, top = section.left_margin or Emu(0), section.top_margin or Emu(0)
    height = (section.page_height or Emu(0)) - top - (section.bottom_margin or Emu(0))
    box = _BOX.format(
        left=left - _NUMBER_BELOW - _NUMBER_LINE // 2, top=top, width=_NUMBER_LINE, height=height, number=number
    )
    run = parse_xml(re.sub(r">\n<", "><", box))
    paragraph.paragraph_format.element.append(run)
    inner = OxmlElement("w:p")
    next(run.iter(qn("w:txbxContent"))).append(inner)
    turned = Paragraph(inner, paragraph._parent)  # noqa: SLF001
    turned.style = PAGE_NUMBER
    return turned


def _set_page_number(paragraph: Paragraph, side: str) -> None:
    """— 1 — in the middle, or one character from the outer corner: right on odd pages, left on even ones."""
    properties = paragraph.paragraph_format.element.get_or_add_pPr()
    if side != "center":
        properties.append(element("w:ind", **{side: NUMBER_CHARACTER, f"{side}Chars": 100}))
    properties.append(element("w:jc", val=side))
    for text, field, instruction in (
        ("— ", "", ""),
        ("", "begin", ""),
        ("", "", " PAGE "),
        ("", "separate", ""),
        ("1", "", ""),
        ("", "end", ""),
        (" —", "", ""),
    ):
        run = paragraph.add_run(text)
        if field:
            run.font.element.append(element("w:fldChar", fldCharType=field))
        if instruction:
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = instruction
            run.font.element.append(code)


@dataclass(frozen=True)
class Column:
    """A column of a table: its share of the width in characters, and how its text stands."""

    heading: str
    width: float
    side: str


def add_table(document: Document, columns: Sequence[Column], rows: Sequence[Sequence[str]]) -> None:
    """Add a table as wide as the type area; the last cell of a row that is short goes on to the right edge."""
    section = document.sections[-1]
    whole = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    total = sum(column.width for column in columns)
    widths = [round(whole / _EMU_PER_TWENTIETH * column.width / total) for column in columns]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    table = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:top w:w="40" w:type="dxa"/><w:left w:w="57" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
        f'<w:right w:w="57" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>{grid}</w:tblGrid></w:tbl>'
    )
    table.append(_row([column.heading for column in columns], columns, widths, is_heading=True))
    for row in rows:
        table.append(_row(row, columns, widths))
    document.element.body.insert_element_before(table, "w:sectPr")


def _row(cells: Sequence[str], columns: Sequence[Column], widths: Sequence[int], *, is_heading: bool = False) -> Any:
    row = parse_xml(f"<w:tr {nsdecls('w')}><w:trPr><w:cantSplit/></w:trPr></w:tr>")
    if is_heading:
        row[0].append(element("w:tblHeader"))
    for number, text in enumerate(cells):
        is_last = number == len(cells) - 1
        span = len(widths) - number if is_last else 1
        cell = parse_xml(
            f'<w:tc {nsdecls("w")}><w:tcPr><w:tcW w:w="{sum(widths[number : number + span])}" w:type="dxa"/>'
            f'{f"""<w:gridSpan w:val="{span}"/>""" if span > 1 else ""}<w:vAlign w:val="center"/></w:tcPr><w:p/></w:tc>'
        )
        paragraph = Paragraph(cell[-1], None)  # pyright: ignore[reportArgumentType]  it lies in no story yet
        properties = cell[-1].get_or_add_pPr()
        properties.append(element("w:pStyle", val=TABLE_HEADING if is_heading else TABLE_TEXT))
        if span == len(widths):
            properties.append(element("w:keepNext"))  # the heading of the rows below it
        side = "left" if span > 1 else columns[number].side
        if not is_heading and side != "center":
            properties.append(element("w:jc", val=side))
        add_run(paragraph, text)
        row.append(cell)
    return row


def add_run(paragraph: Paragraph, text: str) -> Any:
    """Add text with the hint that makes quotation marks and dashes Chinese ones; ↵ breaks the line."""
    run = paragraph.add_run(text.replace("↵", "\n"))
    run.font.element.get_or_add_rPr().append(element("w:rFonts", hint="eastAsia"))
    return run


def element(tag: str, **attributes: object) -> Any:
    made = OxmlElement(tag)
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    return made
