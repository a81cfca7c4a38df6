"""Leave (请假) entered in advance: who is away from when to when, so that the sheets of those days know it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import EVERYBODY
from desktop_app.metrics.people import People
from desktop_app.store import journal
from desktop_app.store.models import Cadre, LeaveRecord
from desktop_app.store.reading import among, read

LONGEST_DAYS = 3 * 366


@dataclass(frozen=True)
class LeaveDraft:
    """A leave as typed; both days are days off."""

    cadre_id: int
    from_date: date
    to_date: date
    kind: str
    remark: str = ""

    def check(self) -> None:
        if self.to_date < self.from_date:
            raise UserError(
                f"结束日期{day_text(self.to_date)}早于开始日期{day_text(self.from_date)}，请改日期。", "to_date"
            )
        if (self.to_date - self.from_date).days >= LONGEST_DAYS:
            raise UserError("一次请假超过三年，请核对日期；长期离开的请在花名册里办离岗。", "to_date")
        if not self.kind.strip():
            raise UserError("请填写请假类别，如事假、病假。", "kind")


@dataclass(frozen=True)
class NewLeave:
    """A leave of a file, its person by name and distinction."""

    person: Person
    draft: LeaveDraft


LeaveKey = tuple[Person, date, date]
"""Person, first and last day: with these no file brings a leave that overlaps another."""


@dataclass(frozen=True)
class LeaveRow:
    id: int
    cadre_id: int
    name: str
    distinction: str
    from_date: date
    to_date: date
    kind: str
    remark: str

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def days(self) -> int:
        """Calendar days, both ends included."""
        return (self.to_date - self.from_date).days + 1

    def draft(self) -> LeaveDraft:
        return LeaveDraft(self.cadre_id, self.from_date, self.to_date, self.kind, self.remark)


def listed(period: Period | None = None) -> list[LeaveRow]:
    """Return the leaves that have a day in the period (all where none is given), the latest first."""
    query = LeaveRecord.select(
        LeaveRecord.id, LeaveRecord.cadre.alias("cadre_id"), Cadre.name, Cadre.distinction, LeaveRecord.from_date,
        LeaveRecord.to_date, LeaveRecord.kind, LeaveRecord.remark,
    ).join(Cadre).order_by(LeaveRecord.from_date.desc(), LeaveRecord.id.desc())  # fmt: skip
    if period:
        query = query.where(LeaveRecord.from_date <= period.last, LeaveRecord.to_date >= period.first)
    return read(query, LeaveRow)


def on_day(day: date) -> dict[int, str]:
    """Return the kind of leave of everybody who is on leave on the day, by cadre id."""
    return {row.cadre_id: row.kind for row in listed(Period(day, day))}


def years() -> list[int]:
    """Return the years that have leaves, newest first; this year is always among them."""
    spans = LeaveRecord.select(LeaveRecord.from_date, LeaveRecord.to_date).tuples()
    found = {year for first, last in spans for year in range(first.year, last.year + 1)}
    return sorted({date.today().year, *found}, reverse=True)


def add(draft: LeaveDraft) -> set[str]:
    _check(draft, None)
    with journal.step(f"请假：{_said(draft)}") as changed:
        create(draft)
    return changed


def change(leave_id: int, draft: LeaveDraft) -> set[str]:
    _check(draft, leave_id)
    with journal.step(f"修改请假：{_said(draft)}") as changed:
        LeaveRecord.update(**_columns(draft)).where(LeaveRecord.id == leave_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    """Remove leaves; marks that were saved because of them stay."""
    with journal.step(f"删除请假{len(ids)}条") as changed:
        LeaveRecord.delete().where(among(LeaveRecord.id, ids)).execute()
    return changed


def create(draft: LeaveDraft) -> None:
    """Write a leave inside a step that is already open."""
    LeaveRecord.create(**_columns(draft))


def keys() -> frozenset[LeaveKey]:
    return frozenset(((row.name, row.distinction), row.from_date, row.to_date) for row in listed())


def _check(draft: LeaveDraft, leave_id: int | None) -> None:
    draft.check()
    name = _name(draft.cadre_id)
    other = (
        LeaveRecord.select()
        .where(
            LeaveRecord.cadre == draft.cadre_id, LeaveRecord.id != (leave_id or 0),
            LeaveRecord.from_date <= draft.to_date, LeaveRecord.to_date >= draft.from_date,
        )
        .order_by(LeaveRecord.from_date)
        .first()
    )  # fmt: skip
    if other:
        span = f"{day_text(other.from_date)}至{day_text(other.to_date)}"
        raise UserError(f"{name}{span}已有{other.kind}，与这次重叠，请改日期。", "from_date")
    if away := _first_day_out_of_post(draft):
        raise UserError(
            f"{name}在{day_text(away)}不在岗，请核对日期或任职。",
            "from_date" if away == draft.from_date else "to_date",
        )


def _first_day_out_of_post(draft: LeaveDraft) -> date | None:
    """Return the first day of the span on which the person is not in post; None where there is none."""
    day = draft.from_date
    stays = People().stays(EVERYBODY, Period(draft.from_date, draft.to_date))
    for stay in sorted((stay for stay in stays if stay.cadre_id == draft.cadre_id), key=lambda stay: stay.first):
        if stay.first > day:
            break
        day = max(day, stay.last + timedelta(days=1))
    return day if day <= draft.to_date else None


def _columns(draft: LeaveDraft) -> dict[str, Any]:
    return {
        "cadre": draft.cadre_id, "from_date": draft.from_date, "to_date": draft.to_date, "kind": draft.kind.strip(),
        "remark": draft.remark.strip(),
    }  # fmt: skip


def _said(draft: LeaveDraft) -> str:
    return f"{_name(draft.cadre_id)}，{draft.kind}，{Period(draft.from_date, draft.to_date).text}"


def _name(cadre_id: int) -> str:
    cadre = Cadre.get_by_id(cadre_id)
    return full_name(str(cadre.name), str(cadre.distinction))
