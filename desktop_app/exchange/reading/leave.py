"""请假: leave entered in advance, a line each."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.core.attendance import LEAVE_KINDS
from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.core.period import day_text
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.records.known import Known
from desktop_app.records.leave import LeaveDraft, NewLeave

LEAVE = Layout(
    "请假",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("开始日期", ("请假开始日期", "起始日期", "开始时间", "请假日期"), required=True),
        Column("结束日期", ("请假结束日期", "截止日期", "结束时间"), required=True),
        Column("类别", ("请假类别", "请假类型", "假别"), required=True),
        Column("天数"),
        Column("备注", ("事由", "请假事由", "说明")),
    ),
)
LAYOUTS = (LEAVE,)
_FIELDS = {"from_date": "开始日期", "to_date": "结束日期", "kind": "类别"}


@dataclass
class _Span:
    """The days of a leave that is there already, and the row it stands in; 0 for one of the ledger."""

    first: date
    last: date
    row: int


class _Reader:
    """One file of leaves against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = People(known.people)
        self.leaves: list[NewLeave] = []
        self.spans: dict[Person, list[_Span]] = {}
        for person, first, last in known.leaves:
            self.spans.setdefault(person, []).append(_Span(first, last, 0))

    def read_leave(self, line: Line) -> None:
        person = person_of(line, self.people) if self.known.people else None
        first, last = line.needed_day("开始日期"), line.needed_day("结束日期")
        kind = line.needed("类别", cells.word)
        if kind and kind not in LEAVE_KINDS:
            line.table.notice(f"请假类别“{kind}”不是常用的（{'、'.join(LEAVE_KINDS)}），照原样写入。")
        if person is None or first is None or last is None or not kind:
            return
        draft = LeaveDraft(0, first, last, kind, line.text("备注"))
        line.check(draft.check, _FIELDS)
        if not line.is_good:
            return
        for heading, day in (("开始日期", first), ("结束日期", last)):
            self._check_in_post(line, heading, person, day)
        self._check_overlap(line, person, draft)
        self.spans.setdefault(person, []).append(_Span(first, last, line.number))
        if line.is_good:
            self.leaves.append(NewLeave(person, draft))

    def _check_in_post(self, line: Line, heading: str, person: Person, day: date) -> None:
        try:
            self.people.check_in_post(person, day)
        except UserError as error:
            line.problem(heading, str(error))

    def _check_overlap(self, line: Line, person: Person, draft: LeaveDraft) -> None:
        for span in self.spans.get(person, ()):
            if span.first <= draft.to_date and span.last >= draft.from_date:
                where = f"第 {span.row} 行" if span.row else "台账里已有的请假"
                days = f"{day_text(span.first)}至{day_text(span.last)}"
                line.problem("开始日期", f"{full_name(*person)}的请假与{where}（{days}）重叠，请改日期或删去一行。")
                return


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewLeave, ...], Known]:
    """Read the leaves of a file; also return what is known once they are in, for the files that follow."""
    reader = _Reader(known)
    if not known.people:
        tables[0].problem(0, "", "台账里还没有人员，请先导入花名册，或与花名册一起导入。")
    for line in lines_of(tables, LEAVE):
        reader.read_leave(line)
    new = tuple(reader.leaves)
    spans = frozenset((each.person, each.draft.from_date, each.draft.to_date) for each in new)
    return new, replace(known, leaves=known.leaves | spans)
