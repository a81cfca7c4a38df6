"""Outputs and releases (报出): the figures of an output on their way into one, and what is printed of it afterwards.

Each figure is kept with the words that say where it stood. Afterwards there are a corrected output (更正) and the list
of what has changed.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop_app.core.figure import Shape
from desktop_app.core.number import decimal
from desktop_app.core.period import day_text
from desktop_app.exchange.report import BLANK_DAY, Align, Column, Report, Row, RowKind, Sourced, Table, worded
from desktop_app.records import releases, settings, stamp
from desktop_app.records.releases import Difference, Frozen, ReleaseRow

CORRECTED = "（更正）"


def of_reports(reports: Sequence[Report]) -> tuple[Frozen, ...]:
    """Return every sourced figure of the reports in the order of reading."""
    return tuple(
        frozen
        for report in reports
        for table in report.tables
        for frozen in _of_table(table, report.title if len(reports) > 1 else "")
    )


def corrected(reports: Sequence[Report], release_id: int) -> list[Report]:
    """Return the reports marked as taking the place of a release."""
    old = releases.one(release_id)
    said = f"更正说明：本表代替{day_text(old.released_on)}报{old.recipient}的“{old.title}”。"
    return [replace(each, title=f"{each.title}{CORRECTED}", facts=(*each.facts, said)) for each in reports]


def list_of_changes(release: ReleaseRow, differences: Sequence[Difference]) -> Report:
    """Return the reported figures that are no longer so, to be laid beside the paper that went out."""
    columns = (
        Column("序号", 2.5, Align.CENTER), Column("所在位置", 16), Column("取数名称", 10),
        Column("报出时", 6, Align.RIGHT), Column("现在", 6, Align.RIGHT), Column("相差", 5, Align.RIGHT),
    )  # fmt: skip
    rows = [
        Row((number, each.then.place, each.then.asked.name, each.then.text, now_text(each), change_text(each)))
        for number, each in enumerate(differences, start=1)
    ]
    facts = (
        f"报出日期：{day_text(release.released_on)}",
        f"报送：{release.recipient}",
        f"统计期间：{release.period.text}",
    )
    return Report(
        f"“{release.title}”报出数字变动清单", (*facts, f"报出数字{release.figures}个，其中{len(rows)}个有变动"),
        (Table("", columns, tuple(rows), "报出的数字都没有变动"),),
        signature=(f"核对人：{settings.current().clerk}", f"核对日期：{BLANK_DAY}"), stamp=stamp.printed(),
    )  # fmt: skip


def now_text(difference: Difference) -> str:
    return difference.now.text if difference.now else "已无此统计项、口径或人员"


def change_text(difference: Difference) -> str:
    """Return by how much a figure went up or down, in its own unit; nothing for lists and what cannot be asked."""
    then, now = difference.then, difference.now
    if now is None or not then.denominator or now.value is None:
        return ""
    step = now.value - then.numerator / then.denominator
    if not step:
        return ""
    if now.shape is Shape.RATE:
        return f"{'+' if step > 0 else '−'}{decimal(abs(step) * 100, 1)}个百分点"
    return f"{'+' if step > 0 else '−'}{decimal(abs(step), 2)}"


def _of_table(table: Table, title: str) -> Iterator[Frozen]:
    group = ""
    for row in table.rows:
        if row.kind is RowKind.GROUP:
            group = worded(row.cells[0])
        for number, cell in enumerate(row.cells):
            if isinstance(cell, Sourced):
                words = (title, table.title, group, _name(row), _heading(table, row, number))
                yield Frozen.of(" ".join(filter(None, words)), cell.asked, cell.figure)


def _name(row: Row) -> str:
    """Return what a row is called: its first words."""
    return next((cell for cell in row.cells if isinstance(cell, str) and cell), "")


def _heading(table: Table, row: Row, number: int) -> str:
    """Return the heading of a cell; in a form the words that stand before it."""
    if not table.is_headed:
        before = [cell for cell in row.cells[:number] if isinstance(cell, str) and cell]
        return before[-1] if len(before) > 1 else ""
    first = sum(row.spans[:number]) if row.spans else number
    column = table.columns[first]
    return f"{column.group}{column.title}"
