"""学时规定: the yearly duties with their days of effect."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.core.collation import plain, split_list
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.records.duty_rules import DutyDraft, DutySpan
from desktop_app.records.known import Known

DUTIES = Layout(
    "学时规定",
    (
        Column("序号", weak=True),
        Column("学时任务", ("任务", "任务名称"), required=True),
        Column("应达学时", ("学时",)),
        Column("应达天数", ("天数",)),
        Column("年限", ("几年内",)),
        Column("职级含", ("职级",)),
        Column("职级不含"),
        Column("仅党员", ("只要求党员",)),
        Column("计入类型", ("活动类型",)),
        Column("开始日期", ("自何日起", "执行日期"), required=True),
        Column("结束日期", ("最后一日", "截止日期")),
    ),
)
LAYOUTS = (DUTIES,)

_FIELDS = {
    "name": "学时任务", "hours": "应达学时", "years": "年限", "from_date": "开始日期", "to_date": "结束日期",
}  # fmt: skip
_YES, _NO = "是", "否"


class _Reader:
    """One file of duties against what is known."""

    def __init__(self, known: Known) -> None:
        self.kinds = {plain(name): name for name in known.categories}
        self.spans = list(known.duties)
        self.duties: list[DutyDraft] = []

    def read_duty(self, line: Line) -> None:
        draft = DutyDraft(
            name=line.needed("学时任务"),
            from_date=line.needed_day("开始日期") or date.min,
            hours=line.read("应达学时", cells.hundredths("应达学时", "学时 小时"), 0),
            days=line.read("应达天数", cells.hundredths("应达天数", "天"), 0),
            years=line.read("年限", cells.whole("年限", "年"), 1) or 1,
            ranks=split_list(line.text("职级含")),
            not_ranks=split_list(line.text("职级不含")),
            party_only=line.read("仅党员", cells.one_of((_YES, _NO), "仅党员"), _NO) == _YES,
            categories=self._kinds(line),
            to_date=line.day("结束日期"),
        )
        if line.is_good:
            line.check(draft.check, _FIELDS)
        span = DutySpan(draft.name, draft.from_date, draft.to_date)
        if line.is_good and any(span.meets(other) for other in self.spans):
            line.problem("开始日期", f"同名的任务“{draft.name}”在这段日期已有一条，请改日期或删去这一行。")
        self.spans.append(span)
        if line.is_good:
            self.duties.append(draft)

    def _kinds(self, line: Line) -> tuple[str, ...]:
        """Return the names of the kinds that count; none for all."""
        written = split_list(line.text("计入类型"))
        for name in written:
            if plain(name) not in self.kinds:
                line.problem("计入类型", f"没有“{name}”这个活动类型，请先新增这个类型或改正。")
        return tuple(self.kinds.get(plain(name), name) for name in written)


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[DutyDraft, ...], Known]:
    """Read the duties of a file; also return what is known once they are in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, DUTIES):
        reader.read_duty(line)
    return tuple(reader.duties), replace(known, duties=tuple(reader.spans))
