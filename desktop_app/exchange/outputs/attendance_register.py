"""出勤登记册: a month's marks, names down and recorded sessions across, as they are filed."""

from pathlib import Path

from desktop_app.core.period import Period
from desktop_app.exchange.output import Ask, Choice, Output
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.records import month_grid, settings, stamp
from desktop_app.records.month_grid import Grid, GridSession

CENTER, RIGHT = Align.CENTER, Align.RIGHT
NOT_DUE = "—"
"""Of somebody who was not in post on the day; an empty cell is 未登记."""


def register(period: Period, category: str = "") -> Report:
    """Return the marks of the recorded sessions of a month, of one kind where one is given."""
    grid = month_grid.grid(period, category)
    held = [session for session in grid.sessions if session.is_held]
    waiting = len(grid.sessions) - len(held)
    columns = (
        Column("姓名", 5), Column("单位", 7),
        *(Column(f"{session.held_on.day}日", 2.6, CENTER, session.category) for session in held),
        Column("实到", 2.6, RIGHT), Column("应到", 2.6, RIGHT),
    )  # fmt: skip
    rows = [
        Row((person.full_name, person.unit, *(_mark(grid, session, person.cadre_id) for session in held),
             *grid.of_people.get(person.cadre_id, (0, 0))))
        for person in grid.people
    ]  # fmt: skip
    counts = [grid.of_sessions.get(session.id, (0, 0)) for session in held]
    total = ("实到/应到", "", *(f"{came}/{due}" for came, due in counts), *map(sum, zip((0, 0), *counts, strict=True)))
    office = settings.current()
    notes = ("“—”为当日不在岗，空白为未登记。", *([f"另有{waiting}场未登记，不在表内。"] if waiting else []))
    return Report(
        f"{office.office}{period.text}干部出勤登记册", (f"活动类型：{category or '全部'}",),
        (Table("", columns, (*rows, Row(total, RowKind.TOTAL)) if held else (), "这个月没有已登记的活动"),),
        signature=(f"填表人：{office.clerk}", f"审核人：{office.reviewer}", "填表日期：　　　年　　月　　日"),
        notes=notes, sideways=True, sheet_name=f"出勤{period.first.month}月", stamp=stamp.printed(),
    )  # fmt: skip


def write(period: Period, category: str, path: Path) -> None:
    """Write the register of a month as an Excel workbook."""
    from desktop_app.exchange import excel  # noqa: PLC0415  openpyxl is loaded only to write

    office = settings.current().office
    excel.write(register(period, category), path, office, office)


def _mark(grid: Grid, session: GridSession, cadre_id: int) -> str:
    entry = grid.entries.get((session.id, cadre_id))
    if entry:
        return str(entry.mark)
    return "" if grid.stands_on(session.id, cadre_id) else NOT_DUE


def _make(choice: Choice) -> list[Report]:
    return [register(choice.period, choice.category)]


def _file_name(choice: Choice) -> str:
    return f"{choice.period.text}{choice.category}出勤登记册"


OUTPUT = Output(
    "出勤登记册", "每月", "一个月里每场活动每个人的出勤，姓名在左、日期在上", frozenset({Ask.MONTH, Ask.CATEGORY}),
    _make, _file_name,
)  # fmt: skip
