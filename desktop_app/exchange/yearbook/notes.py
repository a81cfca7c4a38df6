"""Every note of the year, one a line, in the headings that the import understands; per head it is in people.py."""

from dataclasses import replace

from desktop_app.core.review import NoteState
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import notes as note_records
from desktop_app.records.notes import NoteRow, Wanted

CENTER = Align.CENTER
OUT_OF_POST = "（不在岗）"


def each_note(year: Year) -> list[Report]:
    """心得笔记明细: in the order in which they were handed in, as they stood on the as-of day."""
    columns = (
        Column("序号", 2.5, CENTER), Column("姓名", 6), Column("单位", 7), Column("类别", 5), Column("题目", 13),
        Column("提交日期", 5.5), Column("所属月份", 4.5, CENTER), Column("字数", 4, Align.RIGHT), Column("字数来源", 5),
        Column("状态", 4, CENTER), Column("审签人", 5), Column("审签日期", 5.5), Column("等次", 3, CENTER),
        Column("意见", 7),
    )  # fmt: skip
    ids = note_records.keys(Wanted(year.scope.period), descending=False)
    found = [_as_of(row, year) for row in note_records.rows(ids)]
    rows = [Row(_cells(number, row), record=("note", row.id)) for number, row in enumerate(found, start=1)]
    table = Table("", columns, tuple(rows), "没有登记的心得笔记")
    uncounted = sum(row.unit is None for row in found)
    said = (f"{uncounted}篇提交时不在岗，列在这里，不计入统计。",) if uncounted else ()
    return [year.report("心得笔记明细", "心得笔记明细台账", table, notes=said)]


def _as_of(row: NoteRow, year: Year) -> NoteRow:
    """Return a note with the act of 审签 that stood on the as-of day."""
    as_of = year.scope.as_of
    if as_of is None or row.signed_on is None or row.signed_on <= as_of:
        return row
    acts = [act for act in note_records.reviews(row.id) if act.on_date <= as_of]
    last = acts[-1] if acts else None
    return replace(
        row,
        act=last and last.act, signer=last and last.signer, signed_on=last and last.on_date,
        grade=last and last.grade, opinion=last and last.opinion,
    )  # fmt: skip


def _cells(number: int, row: NoteRow) -> tuple[Cell, ...]:
    is_reviewed = row.state is not NoteState.WAITING
    review = (row.signer, row.signed_on, row.grade, row.opinion) if is_reviewed else ()
    return (
        number, row.full_name, row.unit or OUT_OF_POST, row.kind, row.title, row.handed_in_on, row.period, row.words,
        row.words_source, row.state, *review,
    )  # fmt: skip
