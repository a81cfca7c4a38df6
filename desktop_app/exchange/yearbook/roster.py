"""花名册 as of the end of the year, and the year's changes of posting; in the headings that the import understands."""

from collections import defaultdict
from itertools import pairwise

from desktop_app.core.period import day_text
from desktop_app.core.posting import LASTING
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import cadres, units
from desktop_app.records.cadres import CadreRow, PostingRow

CENTER = Align.CENTER


def roster(year: Year) -> list[Report]:
    """Return everybody in post on the last day, then who left during the year; and who moved or was seconded."""
    of_cadre: dict[int, list[PostingRow]] = defaultdict(list)
    for posting in cadres.postings():
        of_cadre[posting.cadre_id].append(posting)
    people = cadres.listed(year.scope.period.last)
    return [
        _everybody(year, people, of_cadre), *_changes(year, people, of_cadre), _histories(year, people, of_cadre),
        _units(year),
    ]  # fmt: skip


def _everybody(year: Year, people: list[CadreRow], of_cadre: dict[int, list[PostingRow]]) -> Report:
    columns = (
        Column("序号", 2, CENTER), Column("姓名", 4), Column("区分", 5), Column("性别", 2, CENTER),
        Column("出生年月", 4.5), Column("单位", 7), Column("职务", 8), Column("职级", 6), Column("领导身份", 8),
        Column("任职类别", 4), Column("人员类别", 4), Column("政治面貌", 5), Column("入党日期", 5.5),
        Column("入职日期", 5.5), Column("离岗日期", 5.5), Column("离岗原因", 4), Column("备注", 6),
    )  # fmt: skip
    in_post = [(row, None) for row in people if row.unit_id is not None]
    gone = [(row, _last_of(of_cadre[row.id], row)) for row in people if row.unit_id is None and _left_in(row, year)]
    rows = [
        Row((number, *_cells(row, last)), record=("cadre", row.id))
        for number, (row, last) in enumerate((*in_post, *gone), start=1)
    ]
    said = f"截至{day_text(year.scope.period.last)}在岗{len(in_post)}人（含借调、挂职在外的）"
    note = f"{said}，本年离岗{len(gone)}人列在最后。"
    return year.report("花名册", "干部花名册", Table("", columns, tuple(rows)), notes=(note,))


def _cells(row: CadreRow, last: PostingRow | None) -> tuple[Cell, ...]:
    """Return a line of the roster; of who left by the last posting."""
    held = last or row
    return (
        row.name, row.distinction, row.gender, row.birth_month, held.unit, held.post, held.rank, held.leadership,
        held.kind, row.staff_kind, row.political_status, row.party_joined_on, row.joined_on,
        row.left_on if last else None, row.left_for if last else "", row.remark,
    )  # fmt: skip


def _changes(year: Year, people: list[CadreRow], of_cadre: dict[int, list[PostingRow]]) -> list[Report]:
    """Return the postings that began in the year and followed another, a return from elsewhere too."""
    columns = (
        Column("序号", 2, CENTER), Column("姓名", 4), Column("区分", 5), Column("自何日", 5.5), Column("任职类别", 4),
        Column("单位", 7), Column("职务", 9), Column("职级", 6), Column("领导身份", 9), Column("最后一日", 5.5),
        Column("原单位", 7), Column("原职务", 9), Column("原职级", 6), Column("原领导身份", 9),
    )  # fmt: skip
    found = [
        (row, before, after)
        for row in people
        for before, after in pairwise(of_cadre[row.id])
        if after.from_date in year.scope.period
    ]
    found.sort(key=lambda each: each[2].from_date)
    rows = [
        Row(
            (
                number, row.name, row.distinction, after.from_date, after.kind, after.unit, after.post, after.rank,
                after.leadership, None if after.kind == LASTING else after.to_date, before.unit, before.post,
                before.rank, before.leadership,
            )
        )
        for number, (row, before, after) in enumerate(found, start=1)
    ]  # fmt: skip
    return [year.report("任职变动", "干部任职变动", Table("", columns, tuple(rows)))] if rows else []


def _histories(year: Year, people: list[CadreRow], of_cadre: dict[int, list[PostingRow]]) -> Report:
    """Return every posting that had begun by the last day, of everybody who ever was in post."""
    columns = (
        Column("序号", 2, CENTER), Column("姓名", 4), Column("区分", 5), Column("单位", 7), Column("职务", 9),
        Column("职级", 6), Column("领导身份", 9), Column("任职类别", 4), Column("开始日期", 5.5), Column("结束日期",
         5.5),
        Column("离任原因", 5),
    )  # fmt: skip
    last = year.scope.period.last
    found = [(row, each) for row in people for each in of_cadre[row.id] if each.from_date <= last]
    rows = [
        Row(
            (
                number, row.name, row.distinction, each.unit, each.post, each.rank, each.leadership, each.kind,
                each.from_date, *((each.to_date, each.end_reason) if each.to_date and each.to_date <= last else (None,
                 "")),
            )
        )
        for number, (row, each) in enumerate(found, start=1)
    ]  # fmt: skip
    return year.report("任职经历", "干部任职经历", Table("", columns, tuple(rows), "没有任职经历"))


def _units(year: Year) -> Report:
    columns = (
        Column("序号", 2, CENTER), Column("单位", 10), Column("性质", 5), Column("上级单位", 8), Column("成立日期",
         5.5),
        Column("撤销日期", 5.5), Column("在岗人数", 4, Align.RIGHT),
    )  # fmt: skip
    found = units.listed(year.scope.period.last)
    names = {row.id: row.name for row in found}
    rows = [
        Row(
            (
                number, row.name, row.kind, names.get(row.parent_id or 0, ""), row.valid_from, row.valid_to,
                row.in_post,
            )
        )
        for number, row in enumerate(found, start=1)
    ]  # fmt: skip
    return year.report("单位", "单位", Table("", columns, tuple(rows), "没有单位"))


def _left_in(row: CadreRow, year: Year) -> bool:
    return row.left_on is not None and row.left_on in year.scope.period


def _last_of(postings: list[PostingRow], row: CadreRow) -> PostingRow | None:
    return next((posting for posting in postings if posting.to_date == row.left_on), None)
