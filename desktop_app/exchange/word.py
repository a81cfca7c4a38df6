"""Reports as Word documents, ready to print and to rewrite; set like the same reports on paper.

Import this module only where a document is written: python-docx is slow to load.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Final, NamedTuple
from xml.sax.saxutils import escape

from desktop_app.core.atomic import writing
from desktop_app.exchange.blank_word import (
    BODY_FACE,
    HEADING_FACE,
    TITLE_FACE,
    BlankDocument,
    style,
    text_height,
    text_room,
)
from desktop_app.exchange.report import (
    AIRS,
    LEADING,
    PADDING,
    SHORT,
    TITLE_SIZE,
    Align,
    Box,
    Heading,
    Report,
    Row,
    RowKind,
    Table,
    lies_sideways,
    line_count,
    printable,
    worded,
)

_POINT: Final = 20
"""Word counts in twentieths of a point."""
_LINE: Final = 0.5
"""The lines of tables, in points; Word adds them to the height of a row."""
_FACTS_SIZE, _NOTES_SIZE, _NUMBER_SIZE, _STAMP_SIZE = 10.5, 9.0, 9.0, 7.5
_TO_NUMBER, _TO_STAMP = 9.0, 5.0
"""From the edge of the paper to the last line of the footer, in millimetres."""
_BORDERS: Final = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_NO_GAPS: Final = '<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
"""Between Chinese characters and digits there is none on paper either."""
_KEEP, _NEW_PAGE = "<w:keepNext/>", "<w:pageBreakBefore/>"
_SHADED, _FAINT = "E3EAF3", "EFF3F8"
_FILLS: Final = {RowKind.GROUP: _FAINT, RowKind.SUBTOTAL: _FAINT, RowKind.TOTAL: _SHADED}
_SUMS: Final = (RowKind.SUBTOTAL, RowKind.TOTAL)
_NARROW: Final = 0.55
"""A digit beside a Chinese character, as it is in most faces."""
_DOUBT: Final = 12.0
"""What the estimate of a page's height may be wrong by, in points."""
_SURE: Final = 0.8
"""A row that is estimated to fill less than so much of a page is not divided."""
_MERGE: Final = {False: "restart", True: "continue"}


def write(reports: Sequence[Report], path: Path, author: str = "") -> None:
    """Write the reports as one document; `author` is the office's name, for the properties of the file."""
    is_sideways = lies_sideways(reports)
    room, height = text_room(is_sideways), text_height(is_sideways)
    looks = [_look(content, room / _POINT, height / _POINT - _DOUBT) for content in reports]
    document = BlankDocument(_styles(set(looks)), is_sideways, reports[0].title, author)
    last, whole = len(reports) - 1, list[str]()
    for number, (content, look) in enumerate(zip(reports, looks, strict=True)):
        section = document.section(_footer(content.stamp), _TO_STAMP if content.stamp else _TO_NUMBER)
        whole += _body(content, _Setter(look, room, height), "" if number == last else section)
        if number == last:
            whole.append(section)
    document.fill("".join(whole))
    with writing(path) as temporary:
        document.save(temporary)


class _Look(NamedTuple):
    """How the tables of a report are set: size of type and, in parts of it, the room above and below the text."""

    size: float
    air: float

    @property
    def key(self) -> str:
        return f"{self.size * 10:.0f}x{self.air * 10:.0f}"

    @property
    def name(self) -> str:
        return f"{self.size:g}磅" if self.air == AIRS[0] else f"{self.size:g}磅 紧{AIRS.index(self.air)}"

    @property
    def layout(self) -> str:
        room = (self.air * self.size - _LINE) / 2
        return _spacing(self.size, room, room)

    def height(self, lines: float) -> float:
        """Return the height of a row of so many lines, in points."""
        return (lines * LEADING + self.air) * self.size


def _look(content: Report, room: float, height: float) -> _Look:
    """Choose the look: as on paper, a few rows too many for the last page of a short report are set tighter."""
    size = content.type_size(room)
    lines = [_lines(table, size, room) for table in content.tables]
    pages = [_pages(content, lines, _Look(size, air), room, height) for air in AIRS]
    tighter = next((air for air, count in zip(AIRS, pages, strict=True) if count < pages[0]), AIRS[0])
    return _Look(size, tighter if 1 < pages[0] <= SHORT else AIRS[0])


def _lines(table: Table, size: float, room: float) -> list[float]:
    """Estimate how many lines each row takes."""
    edges = [0.0, *accumulate(table.fitted(room / size))]
    return [
        max(row.lines, *(_line_count(worded(box.cell), edges, box) for box in table.boxes(row))) for row in table.shown
    ]


def _heading_height(table: Table, look: _Look, room: float) -> float:
    """Estimate how high the heading is: a name in a narrow column takes several lines."""
    edges = [0.0, *accumulate(table.fitted(room / look.size))]
    lines = [1] * table.heading_lines
    for heading in sorted(table.headings, key=lambda each: each.bottom - each.top):
        above = sum(lines[heading.top : heading.bottom])
        lines[heading.bottom] = max(lines[heading.bottom], _line_count(heading.text, edges, heading) - above)
    return sum(map(look.height, lines))


def _line_count(text: str, edges: Sequence[float], over: Box | Heading) -> int:
    return line_count(text, edges[over.last + 1] - edges[over.first] - PADDING, _NARROW)


def _pages(content: Report, lines: Sequence[list[float]], look: _Look, room: float, height: float) -> int:
    """Estimate how many pages a report takes."""
    title, facts = room / TITLE_SIZE, room / _FACTS_SIZE
    pages, at = 1, sum(line_count(line, title, _NARROW) for line in content.title_lines(title)) * TITLE_SIZE * LEADING
    for line in content.fact_lines(facts):
        at += line_count(line, facts, _NARROW) * _FACTS_SIZE * LEADING + 3
    at += 8
    for number, (table, of_table) in enumerate(zip(content.tables, lines, strict=True)):
        if table.starts_page and number:
            pages, at = pages + 1, 0.0
        heading = _heading_height(table, look, room) if table.is_headed else 0.0
        at += heading + (12 * LEADING + 20 if table.title else 2 * look.size * bool(number))
        for row in map(look.height, of_table):
            at += row
            if at > height:
                pages, at = pages + 1, heading + row
    closing = (_FACTS_SIZE * LEADING + 20) * bool(content.signature)
    closing += sum(line_count(note, room / _NOTES_SIZE) * _NOTES_SIZE * LEADING + 2 for note in content.notes)
    return pages + (at + closing > height)


def _styles(looks: Iterable[_Look]) -> str:
    centred = '<w:jc w:val="center"/>'
    of_tables = "".join(
        style(f"Cell{look.key}", f"单元格 {look.name}", BODY_FACE, look.size, look.layout)
        + style(f"Strong{look.key}", f"栏目 {look.name}", HEADING_FACE, look.size, look.layout)
        for look in sorted(looks)
    )
    return (
        style("Normal", "Normal", BODY_FACE, _FACTS_SIZE, _NO_GAPS)
        + style("ReportTitle", "表名", TITLE_FACE, TITLE_SIZE, f"{_KEEP}{_spacing(TITLE_SIZE, 0, 8)}{centred}")
        + style("Facts", "说明", BODY_FACE, _FACTS_SIZE, f"{_KEEP}{_spacing(_FACTS_SIZE, 0, 3)}")
        + style("TableTitle", "分表标题", HEADING_FACE, 12, f"{_KEEP}{_spacing(12, 16, 4)}")
        + style("FirstTableTitle", "首个分表标题", HEADING_FACE, 12, f"{_KEEP}{_spacing(12, 9, 4)}")
        + of_tables
        + style("Signature", "签字", BODY_FACE, _FACTS_SIZE, _spacing(_FACTS_SIZE, 10, 10))
        + style("Notes", "附注", BODY_FACE, _NOTES_SIZE, _spacing(_NOTES_SIZE, 2, 0))
        + style("Gap", "间隔", BODY_FACE, 1, '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>')
        + style("Footer", "footer", BODY_FACE, _NUMBER_SIZE, f"{_spacing(_NUMBER_SIZE)}{centred}")
        + style("Stamp", "页脚附记", BODY_FACE, _STAMP_SIZE, f"{_spacing(_STAMP_SIZE)}{centred}")
    )


def _spacing(size: float, before: float = 0, after: float = 0) -> str:
    """Return the distances of a style, given in points; lines are as far apart as on paper."""
    line, above, below = (round(points * _POINT) for points in (size * LEADING, before, after))
    return f'<w:spacing w:before="{above}" w:after="{below}" w:line="{line}" w:lineRule="exact"/>'


def _body(content: Report, setter: "_Setter", section: str) -> Iterator[str]:
    """Yield the paragraphs and tables; the last paragraph ends the section where more reports follow."""
    yield _paragraph("ReportTitle", "\n".join(content.title_lines(setter.room / _POINT / TITLE_SIZE)))
    for line in content.fact_lines(setter.room / _POINT / _FACTS_SIZE):
        yield _paragraph("Facts", line)
    last = len(content.tables) - 1
    for number, table in enumerate(content.tables):
        yield _above(table, number, setter.look.size)
        yield from setter.table(table, keeps_next=number == last and bool(content.signature or content.notes))
    if content.signature:
        yield _signature(content, setter.room, "" if content.notes else section)
    for note in content.notes[:-1]:
        yield _paragraph("Notes", note, _KEEP)
    if content.notes:
        yield _paragraph("Notes", content.notes[-1], after=section)
    elif not content.signature:
        yield _paragraph("Gap", "", after=section)  # Word wants a paragraph after a table


def _above(table: Table, number: int, size: float) -> str:
    """Return what parts a table from what stands above it: two with nothing between them would become one."""
    before = _NEW_PAGE if table.starts_page and number else ""
    if table.title:
        return _paragraph("FirstTableTitle" if before or not number else "TableTitle", table.title, before)
    if not number:
        return ""
    space = "" if before else f'<w:spacing w:before="{round(2 * size * _POINT) - 20}"/>'
    return _paragraph("Gap", "", f"{_KEEP}{before}{space}")


class _Setter:
    """Sets tables in a look; `room` and the height of a page are in twentieths of a point."""

    def __init__(self, look: _Look, room: int, height: int) -> None:
        self.look, self.room, self._height = look, room, height
        self._body, self._strong = f"Cell{look.key}", f"Strong{look.key}"

    def table(self, table: Table, keeps_next: bool) -> Iterator[str]:
        """Yield the table; `keeps_next` binds its last row to the signature below."""
        size = self.look.size
        widths = [int(width * size * _POINT) for width in table.fitted(self.room / _POINT / size)]
        margin = round(PADDING / 2 * size * _POINT)
        yield (
            f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
            f'<w:tblBorders>{_BORDERS}</w:tblBorders><w:tblLayout w:type="fixed"/><w:tblCellMar>'
            f'<w:left w:w="{margin}" w:type="dxa"/><w:right w:w="{margin}" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        )
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        yield f"<w:tblGrid>{grid}</w:tblGrid>"
        if table.is_headed:
            yield from self._heading(table, widths)
        rows = table.shown
        lines = _lines(table, size, self.room / _POINT)
        for row, following, of_row in zip(rows, (*rows[1:], None), lines, strict=True):
            bound = keeps_next if following is None else row.kind is RowKind.GROUP or following.kind in _SUMS
            yield _line(self._cells(table, widths, row, _KEEP if bound else ""), self._properties(row, of_row))
        yield "</w:tbl>"

    def _heading(self, table: Table, widths: list[int]) -> Iterator[str]:
        for line in range(table.heading_lines):
            cells = list[str]()
            for heading in table.headings:
                if heading.top <= line <= heading.bottom:
                    merge = "" if heading.top == heading.bottom else f'<w:vMerge w:val="{_MERGE[line > heading.top]}"/>'
                    text = heading.text if line == heading.top else ""
                    paragraph = _paragraph(self._strong, text, _KEEP, Align.CENTER)
                    cells.append(_cell(paragraph, widths[heading.first : heading.last + 1], _SHADED, merge))
            yield _line(cells, "<w:cantSplit/><w:tblHeader/>")

    def _cells(self, table: Table, widths: list[int], row: Row, before: str) -> Iterator[str]:
        for box in table.boxes(row):
            name = self._body if row.kind is RowKind.BODY and not box.is_label else self._strong
            paragraph = _paragraph(name, worded(box.cell), before, box.align)
            yield _cell(paragraph, widths[box.first : box.last + 1], _fill(row, box))

    def _properties(self, row: Row, lines: float) -> str:
        """Return what keeps a row whole, unless it may be higher than a page, and as high as it has to be."""
        height = round(self.look.height(lines) * _POINT)
        whole = "<w:cantSplit/>" if height < self._height * _SURE else ""
        return whole + (f'<w:trHeight w:val="{height}" w:hRule="atLeast"/>' if row.lines > 1 else "")


def _fill(row: Row, box: Box) -> str:
    return _FILLS.get(row.kind, _SHADED if box.is_label else "")


def _line(cells: Iterable[str], properties: str) -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(paragraph: str, widths: list[int], fill: str, merge: str = "") -> str:
    span = f'<w:gridSpan w:val="{len(widths)}"/>' if len(widths) > 1 else ""
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    width = f'<w:tcW w:w="{sum(widths)}" w:type="dxa"/>'
    return f'<w:tc><w:tcPr>{width}{span}{merge}{shade}<w:vAlign w:val="center"/></w:tcPr>{paragraph}</w:tc>'


def _paragraph(name: str, text: str, before: str = "", align: Align | None = None, after: str = "") -> str:
    """Return a paragraph of a style; `before`, `align` and `after` are what it adds to it, in Word's order."""
    aligned = f'<w:jc w:val="{align}"/>' if align else ""
    return f'<w:p><w:pPr><w:pStyle w:val="{name}"/>{before}{aligned}{after}</w:pPr>{_run(text)}</w:p>'


def _run(text: str) -> str:
    kept = escape(printable(text))
    for letter, mark in (("\n", "<w:br/>"), ("\t", "<w:tab/>")):
        kept = kept.replace(letter, f'</w:t>{mark}<w:t xml:space="preserve">')
    return f'<w:r><w:t xml:space="preserve">{kept}</w:t></w:r>' if text else ""


def _signature(content: Report, room: int, section: str) -> str:
    parts = content.signature
    stops = "".join(f'<w:tab w:val="left" w:pos="{room * n // len(parts)}"/>' for n in range(1, len(parts)))
    keep = _KEEP if content.notes else ""
    return _paragraph(
        "Signature", "\t".join(parts), f"{keep}<w:tabs>{stops}</w:tabs>" if stops else keep, after=section
    )


def _footer(stamp: str) -> str:
    """第1页 共7页 as on paper, and the stamp below."""
    number = f"{_run('第')}{_field('PAGE')}{_run('页 共')}{_field('NUMPAGES')}{_run('页')}"
    paragraph = f'<w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{number}</w:p>'
    return paragraph + (_paragraph("Stamp", stamp) if stamp else "")


def _field(name: str) -> str:
    codes = ('<w:fldChar w:fldCharType="begin"/>', f'<w:instrText xml:space="preserve"> {name} </w:instrText>')
    codes += ('<w:fldChar w:fldCharType="separate"/>', "<w:t>1</w:t>", '<w:fldChar w:fldCharType="end"/>')
    return "".join(f"<w:r>{code}</w:r>" for code in codes)
