"""Reports as Word documents, ready to print and to rewrite.

Import this module only where a document is written: python-docx is slow to load.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape

from desktop_app.core.atomic import writing
from desktop_app.exchange import report
from desktop_app.exchange.blank_word import (
    BODY_FACE,
    HEADING_FACE,
    TITLE_FACE,
    blank,
    fill_body,
    fill_footer,
    style,
    text_room,
)
from desktop_app.exchange.report import Align, Report, Row, RowKind, Table, printable, worded

_POINT: Final = 20
"""Word counts in twentieths of a point."""
_FACTS_SIZE: Final = 10.5
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_KEEP: Final = "<w:keepNext/>"
_HEADING_FILL, _FAINT_FILL = "E3EAF3", "EFF3F8"
_STYLE: Final = {
    RowKind.BODY: "Cell",
    RowKind.GROUP: "CellStrong",
    RowKind.SUBTOTAL: "CellStrong",
    RowKind.TOTAL: "CellStrong",
}


def write(content: Report, path: Path, author: str = "") -> None:
    """Write the report; `author` is the office's name, for the properties of the file."""
    room = text_room(content.sideways)
    document = blank(_styles(content.type_size(room / _POINT)), content.sideways, content.title, author)
    fill_body(document, _body(content, room))
    fill_footer(document, _footer(content.stamp))
    with writing(path) as temporary:
        document.save(str(temporary))


def _styles(size: float) -> str:
    centred = '<w:jc w:val="center"/>'
    air = '<w:spacing w:before="60" w:after="60"/>'
    rows_air = f'<w:spacing w:before="{round(size * 3.6)}" w:after="{round(size * 3.6)}"/>'
    return (
        style("Normal", "Normal", BODY_FACE, _FACTS_SIZE)
        + style("ReportTitle", "表名", TITLE_FACE, 18, f'{_KEEP}<w:spacing w:after="160"/>{centred}')
        + style("Facts", "说明", BODY_FACE, _FACTS_SIZE, f"{_KEEP}{air}")
        + style("TableTitle", "分表标题", HEADING_FACE, 12, f'{_KEEP}<w:spacing w:before="240" w:after="80"/>')
        + style("Heading", "栏目", HEADING_FACE, size, f"{_KEEP}{rows_air}{centred}")
        + style("Cell", "单元格", BODY_FACE, size, rows_air)
        + style("CellStrong", "合计单元格", HEADING_FACE, size, rows_air)
        + style("Signature", "签字", BODY_FACE, _FACTS_SIZE, '<w:spacing w:before="240" w:after="120"/>')
        + style("Notes", "附注", BODY_FACE, 9, '<w:spacing w:before="20" w:after="20"/>')
        + style("Footer", "footer", BODY_FACE, 14, centred)
        + style("Stamp", "页脚附记", BODY_FACE, 8, centred)
    )


def _body(content: Report, room: int) -> str:
    parts = [_paragraph("ReportTitle", content.title)]
    parts += [_paragraph("Facts", line) for line in content.fact_lines(room / _POINT / _FACTS_SIZE)]
    last = len(content.tables) - 1
    for number, table in enumerate(content.tables):
        if table.title or number:  # two tables with nothing between them would become one
            parts.append(_paragraph("TableTitle", table.title))
        parts.append(_table(table, room, keeps_next=number == last and bool(content.signature)))
    parts.append(_signature(content.signature, room, _KEEP if content.notes else ""))
    parts += [_paragraph("Notes", note, _KEEP) for note in content.notes[:-1]]
    parts.append(_paragraph("Notes", content.notes[-1] if content.notes else ""))  # Word wants one after a table
    return "".join(parts)


def _table(table: Table, room: int, keeps_next: bool) -> str:
    """Return the table; `keeps_next` binds its last row to the signature below."""
    widths = [int(width) for width in report.stretched(table.widths, room)]
    rows = table.rows or (Row((table.empty,), RowKind.GROUP),)
    bound = [row.kind is RowKind.GROUP and bool(table.rows) for row in rows]
    bound[-1] = keeps_next
    lines = "".join(_row(table, widths, row, keep) for row, keep in zip(rows, bound, strict=True))
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="60" w:type="dxa"/><w:right w:w="60" w:type="dxa"/></w:tblCellMar></w:tblPr><w:tblGrid>'
        + "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        + f"</w:tblGrid>{_heading(table, widths)}{lines}</w:tbl>"
    )


def _heading(table: Table, widths: list[int]) -> str:
    lines = list[str]()
    for line in range(table.heading_lines):
        cells = list[str]()
        for heading in table.headings:
            if heading.top <= line <= heading.bottom:
                merge = "" if heading.top == heading.bottom else f'<w:vMerge w:val="{_MERGE[line > heading.top]}"/>'
                text = heading.text if line == heading.top else ""
                paragraph = _paragraph("Heading", text)
                cells.append(_cell(paragraph, widths[heading.first : heading.last + 1], _HEADING_FILL, merge))
        lines.append(_line(cells, "<w:tblHeader/>"))
    return "".join(lines)


_MERGE: Final = {False: "restart", True: "continue"}


def _row(table: Table, widths: list[int], row: Row, keep: bool) -> str:
    name, fill = _STYLE[row.kind], "" if row.kind is RowKind.BODY else _FAINT_FILL
    before = _KEEP if keep else ""
    if row.kind is RowKind.GROUP:
        align = Align.LEFT if table.rows else Align.CENTER
        return _line([_cell(_paragraph(name, worded(row.cells[0]), before, align), widths, fill)])
    cells = list[str]()
    for number, column in enumerate(table.columns):
        text = worded(row.cells[number]) if number < len(row.cells) else ""
        cells.append(_cell(_paragraph(name, text, before, column.align), widths[number : number + 1], fill))
    return _line(cells)


def _line(cells: Iterable[str], kind: str = "") -> str:
    return f"<w:tr><w:trPr><w:cantSplit/>{kind}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(paragraph: str, widths: list[int], fill: str, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    width = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>'


def _paragraph(name: str, text: str, before: str = "", align: Align | None = None) -> str:
    """Return a paragraph of a style; `before` and `align` are what it adds to it."""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{before}{aligned}</w:pPr>{_run(text)}</w:p>'


def _run(text: str) -> str:
    kept = escape(printable(text))
    for letter, mark in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        kept = kept.replace(letter, f'</w:t>{mark}<w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{kept}</w:t></w:r>' if text else ""


def _signature(parts: tuple[str, ...], room: int, before: str) -> str:
    if not parts:
        return ""
    stops = "".join(f'<w:tab w:val="left" w:pos="{room * n // len(parts)}"/>' for n in range(1, len(parts)))
    return _paragraph("Signature", "\t".join(parts), f"{before}<w:tabs>{stops}</w:tabs>")


def _footer(stamp: str) -> str:
    """— 1 — as on official documents, and the stamp below."""
    codes = ('<w:fldChar w:fldCharType="begin"/>', '<w:instrText xml:space="preserve"> PAGE </w:instrText>')
    codes += ('<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')
    number = _run("— ") + "".join(f"<w:r>{code}</w:r>" for code in codes) + _run(" —")
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{number}</w:p>'
    return paragraph + (_paragraph("Stamp", stamp) if stamp else "")
