"""Somebody's postings read and written as one history: what core/posting.py makes of it becomes one step."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from desktop_app.core.collation import split_list
from desktop_app.core.errors import UserError
from desktop_app.core.people import UnitKind
from desktop_app.core.period import day_text
from desktop_app.core.posting import (
    LASTING,
    Change,
    History,
    Kept,
    PostingDraft,
    corrected,
    days_lost,
    on_day,
    posted,
    seconded,
)
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Note, Part, Posting, Session, Unit


def rewrite(cadre_id: int, change: Change, title: str) -> set[str]:
    before = _history(cadre_id)
    after = change(before)
    refuse_closed_units(before, after)
    with journal.step(title) as changed:
        _write_all(cadre_id, before, after)
    return changed


def uncounted(cadre_id: int, change: Change) -> int:
    """Return how many marks, parts and notes of a cadre such a change would leave on days not in post."""
    inside = {unit for (unit,) in Unit.select(Unit.id).where(Unit.kind != UnitKind.OUTSIDE).tuples()}
    before = _history(cadre_id)
    return days_lost(before, change(before), inside, _record_days(cadre_id))


def unit_on(draft: PostingDraft) -> str:
    """Return the name of the unit of a posting; UserError where it was not there on the first day."""
    unit = Unit.get_by_id(draft.unit_id)
    if unit.valid_from and draft.from_date < unit.valid_from:
        raise UserError(f"“{unit.name}”{day_text(unit.valid_from)}才成立，请改单位或日期。", "unit_id")
    if unit.valid_to and draft.from_date > unit.valid_to:
        raise UserError(f"“{unit.name}”{day_text(unit.valid_to)}已撤销，请改单位或日期。", "unit_id")
    return str(unit.name)


def refuse_closed_units(before: History, after: History) -> None:
    """Refuse days, new in this change, on which the unit of a posting was no more (撤并、更名)."""
    known = {each.id: each.posting for each in before}
    closed = {id_: (name, last) for id_, name, last in Unit.select(Unit.id, Unit.name, Unit.valid_to).tuples() if last}
    for each in after:
        posting, old = each.posting, known.get(each.id)
        if posting.unit_id not in closed or posting.last <= closed[posting.unit_id][1]:
            continue
        if old and old.unit_id == posting.unit_id and old.from_date <= posting.from_date and posting.last <= old.last:
            continue
        name, last = closed[posting.unit_id]
        if posting.from_date > last:
            what = f"{day_text(posting.from_date)}起不能再在这里任职，请用“任职变动”登记这一天起的单位"
        else:
            what = f"这段任职请填最后一日，或先用“任职变动”登记{day_text(last + timedelta(days=1))}起的单位"
        raise UserError(f"“{name}”{day_text(last)}已撤销，{what}。", "unit_id")


def write(cadre_id: int, draft: PostingDraft) -> None:
    """Write a posting as it is, inside a step that is already open."""
    Posting.create(cadre=cadre_id, **_columns(draft))


def post(cadre_id: int, draft: PostingDraft) -> None:
    """Post or second somebody from a day on, inside a step that is already open.

    A change on the day after a secondment that is written too says as what he came back.
    """
    before = _history(cadre_id)
    held = on_day(before, draft.from_date)
    if held and held.id is not None and held.posting.from_date == draft.from_date:
        back = replace(draft, to_date=draft.to_date or held.posting.to_date, end_reason=held.posting.end_reason)
        after = corrected(before, held.id, back)
    else:
        after = (posted if draft.kind == LASTING or held is None else seconded)(before, draft)
    _write_all(cadre_id, before, after)


def _history(cadre_id: int) -> History:
    query = Posting.select(
        Posting.id, Posting.unit, Posting.from_date, Posting.post, Posting.rank, Posting.leadership, Posting.to_date,
        Posting.end_reason, Posting.kind,
    ).where(Posting.cadre == cadre_id).order_by(Posting.from_date)  # fmt: skip
    return tuple(
        Kept(id_, PostingDraft(unit, first, post, rank, split_list(leadership), *rest))
        for id_, unit, first, post, rank, leadership, *rest in query.tuples()
    )


def _write_all(cadre_id: int, before: History, after: History) -> None:
    kept, wanted = ({each.id: each.posting for each in history} for history in (before, after))
    for posting_id in kept.keys() - wanted.keys():
        Posting.delete_by_id(posting_id)
    for each in after:
        if each.id is None:
            write(cadre_id, each.posting)
        elif each.posting != kept[each.id]:
            Posting.update(**_columns(each.posting)).where(Posting.id == each.id).execute()


def _columns(draft: PostingDraft) -> dict[str, Any]:
    columns = vars(draft) | {"unit": draft.unit_id, "leadership": "、".join(draft.leadership)}
    columns.pop("unit_id")
    return columns


def _record_days(cadre_id: int) -> list[date]:
    """Return the days of all marks, parts and notes of a cadre."""
    queries = (
        Attendance.select(Session.held_on).join(Session).where(Attendance.cadre == cadre_id),
        Part.select(Session.held_on).join(Session).where(Part.cadre == cadre_id),
        Note.select(Note.handed_in_on).where(Note.cadre == cadre_id),
    )
    return [day for query in queries for (day,) in query.tuples()]
