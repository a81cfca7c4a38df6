"""Problems found and put right (问题整改): from a session (查摆问题, 我的岗位这样干) or by hand.

A problem is of one person, of one unit or of neither. How it stands is computed from its deadline and the day it
was closed on, never typed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from peewee import fn

from desktop_app.core import problem
from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.core.period import day_text
from desktop_app.core.problem import ProblemState
from desktop_app.core.scope import EVERYBODY
from desktop_app.metrics import register
from desktop_app.records import attachments
from desktop_app.store import journal
from desktop_app.store.models import Attachment, Cadre, Category, Posting, Problem, Session, Unit

ProblemKey = tuple[date, str]
"""What makes a problem the same one: the day it was found and what it is."""
SHORT = 20
"""Characters of a problem that stand for it in a title."""
_FROM = "（来源："
_ORDER = (ProblemState.OVERDUE, ProblemState.OPEN, ProblemState.CLOSED)


@dataclass(frozen=True)
class Closing:
    """That a problem was put right: on which day and what proves it."""

    closed_on: date
    evidence: str

    def check(self) -> None:
        if self.closed_on > date.today():
            raise UserError("办结日期还没有到，请填今天或以前的日期。", "closed_on")
        if not self.evidence.strip():
            raise UserError("请填写整改证明，如整改报告、照片、会议记录。", "evidence")


@dataclass(frozen=True)
class ProblemDraft:
    """A problem as typed: of one cadre, of one unit or of neither; it is closed where closed_on is given.

    `files` are attached with it when it is added.
    """

    found_on: date
    content: str
    session_id: int | None = None
    cadre_id: int | None = None
    unit_id: int | None = None
    measure: str = ""
    responsible: str = ""
    deadline: date | None = None
    closed_on: date | None = None
    evidence: str = ""
    files: tuple[Path, ...] = ()

    def check(self) -> None:
        if not self.content.strip():
            raise UserError("请填写发现的问题。", "content")
        if self.cadre_id and self.unit_id:
            raise UserError("问题是个人的还是单位的，干部和单位只填一项。", "unit_id")
        if self.deadline and self.deadline < self.found_on:
            raise UserError(f"整改时限早于发现日期{day_text(self.found_on)}，请改正。", "deadline")
        if self.closed_on:
            Closing(self.closed_on, self.evidence).check()
            if self.closed_on < self.found_on:
                raise UserError(f"办结日期早于发现日期{day_text(self.found_on)}，请改正。", "closed_on")


@dataclass(frozen=True)
class NewProblem:
    """A problem of a file, by names: whose it is, and the title or kind of the session of that day it comes from."""

    draft: ProblemDraft
    person: Person | None = None
    unit: str = ""
    session: str = ""


@dataclass(frozen=True)
class ProblemRow:
    """A problem as it is listed; `unit` is its own, or that of its person on the day it was found."""

    id: int
    found_on: date
    content: str
    measure: str
    responsible: str
    deadline: date | None
    closed_on: date | None
    evidence: str
    session_id: int | None
    attachments: int
    session: str
    cadre: str
    unit: str
    state: ProblemState


@dataclass(frozen=True)
class Wanted:
    """Which problems are listed: found in a year, in a state, of a unit ("" for all)."""

    year: int | None = None
    state: str = ""
    unit: str = ""


def listed(wanted: Wanted, day: date | None = None) -> list[ProblemRow]:
    """Return the problems as they stand on the day (today by default): overdue ones first, closed ones last."""
    on = day or date.today()
    query = _query()
    if wanted.year is not None:
        query = query.where(Problem.found_on.between(date(wanted.year, 1, 1), date(wanted.year, 12, 31)))
    rows = {row.id: row for row in (_row(line, on) for line in query.tuples())}
    taken = [
        row
        for row in rows.values()
        if wanted.state in ("", row.state) and wanted.unit in ("", row.unit) and (day is None or row.found_on <= day)
    ]
    return sorted(taken, key=_rank)


def _rank(row: ProblemRow) -> tuple[int, int, date, int]:
    """Order by state; what is open by its deadline, what is closed with the newest first."""
    if row.state is ProblemState.CLOSED and row.closed_on:
        when = -row.closed_on.toordinal()
    else:
        when = (row.deadline or date.max).toordinal()
    return _ORDER.index(row.state), when, row.found_on, row.id


def years() -> list[int]:
    """Return the years problems were found in, newest first; this year is always among them."""
    days = Problem.select(Problem.found_on).distinct().tuples()
    return sorted({day.year for (day,) in days} | {date.today().year}, reverse=True)


def units_of() -> list[str]:
    """Return the units that problems are of, their own or their person's, in the order of their first problem."""
    return list(dict.fromkeys(row.unit for row in listed(Wanted()) if row.unit))


def draft_of(problem_id: int) -> ProblemDraft:
    row = Problem.select().where(Problem.id == problem_id).dicts().get()
    return ProblemDraft(
        row["found_on"], row["content"], row["session"], row["cadre"], row["unit"], row["measure"],
        row["responsible"], row["deadline"], row["closed_on"], row["evidence"],
    )  # fmt: skip


def fresh(session_id: int | None = None) -> ProblemDraft:
    """Return what a new problem begins with: found at this session, or today by hand."""
    if session_id is None:
        return ProblemDraft(date.today(), "")
    return ProblemDraft(Session.get_by_id(session_id).held_on, "", session_id)


def session_title(session_id: int) -> str:
    """Return how the session a problem comes from is called."""
    session = Session.get_by_id(session_id)
    return f"{session.held_on.isoformat()} {session.title}"


def add(draft: ProblemDraft) -> set[str]:
    _check(draft)
    kept = attachments.keep(draft.files)
    with journal.step(f"登记问题“{_short(draft.content)}”") as changed:
        attachments.write("problem", create(draft), kept)
    return changed


def change(problem_id: int, draft: ProblemDraft) -> set[str]:
    _check(draft)
    with journal.step(f"修改问题“{_short(draft.content)}”") as changed:
        Problem.update(**_columns(draft)).where(Problem.id == problem_id).execute()
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    with journal.step(f"删除问题{len(ids)}个") as changed:
        Problem.delete().where(Problem.id.in_(list(ids))).execute()
    return changed


def close(ids: Sequence[int], closing: Closing) -> set[str]:
    """Close problems together, with one day and one proof."""
    closing.check()
    found = Problem.select(Problem.content, Problem.found_on, Problem.closed_on).where(Problem.id.in_(list(ids)))
    for content, found_on, closed_on in found.tuples():
        if closed_on:
            raise UserError(f"“{_short(content)}”已在{day_text(closed_on)}办结，不用再办结。")
        if found_on > closing.closed_on:
            raise UserError(f"“{_short(content)}”是{day_text(found_on)}发现的，办结日期不能更早。", "closed_on")
    with journal.step(f"问题办结{len(ids)}个") as changed:
        Problem.update(closed_on=closing.closed_on, evidence=closing.evidence.strip()).where(
            Problem.id.in_(list(ids))
        ).execute()
    return changed


def reopen(ids: Sequence[int]) -> set[str]:
    """Take problems up again: they are no longer closed; what was given as proof stays written."""
    with journal.step(f"问题重新整改{len(ids)}个") as changed:
        Problem.update(closed_on=None).where(Problem.id.in_(list(ids))).execute()
    return changed


def create(draft: ProblemDraft) -> int:
    """Write a problem inside a step that is already open."""
    return Problem.create(**_columns(draft)).id


def create_named(new: NewProblem, people: Mapping[Person, int]) -> int:
    """Write a problem of a file inside an open step; a session nobody knows stays written behind the problem."""
    unit_id = Unit.get(Unit.name == new.unit).id if new.unit else None
    of_day = Session.select(Session.id).join(Category).where(Session.held_on == new.draft.found_on)
    session = of_day.where((Session.title == new.session) | (Category.name == new.session)).first()
    content = new.draft.content if session or not new.session else f"{new.draft.content}{_FROM}{new.session}）"
    draft = replace(
        new.draft,
        content=content,
        cadre_id=people[new.person] if new.person else None,
        unit_id=unit_id,
        session_id=session.id if session else None,
    )
    return create(draft)


def keys() -> frozenset[ProblemKey]:
    """Return what makes each problem the same one, so that no file brings it twice."""
    found = Problem.select(Problem.found_on, Problem.content).tuples()
    return frozenset((day, content.partition(_FROM)[0]) for day, content in found)


def _check(draft: ProblemDraft) -> None:
    draft.check()
    if draft.cadre_id and draft.cadre_id not in register.in_post(EVERYBODY, draft.found_on):
        cadre = Cadre.get_by_id(draft.cadre_id)
        name = full_name(cadre.name, cadre.distinction)
        raise UserError(f"{name}在{day_text(draft.found_on)}不在岗，请核对日期或任职。", "cadre_id")


def _query() -> Any:
    of_cadre = Unit.alias()
    attached = Attachment.select(fn.COUNT(Attachment.id)).where(Attachment.problem == Problem.id)
    on_day = (
        (Posting.cadre == Cadre.id)
        & (Posting.from_date <= Problem.found_on)
        & (Posting.to_date.is_null() | (Posting.to_date >= Problem.found_on))
    )
    return (
        Problem.select(
            Problem.id, Problem.found_on, Problem.content, Problem.measure, Problem.responsible, Problem.deadline,
            Problem.closed_on, Problem.evidence, Problem.session, attached, Session.held_on, Session.title,
            Cadre.name, Cadre.distinction, fn.COALESCE(Unit.name, of_cadre.name, ""),
        )
        .left_outer_join(Session)
        .switch(Problem)
        .left_outer_join(Unit)
        .switch(Problem)
        .left_outer_join(Cadre)
        .left_outer_join(Posting, on=on_day)
        .left_outer_join(of_cadre, on=(Posting.unit == of_cadre.id))
    )  # fmt: skip


def _row(line: Sequence[Any], on: date) -> ProblemRow:
    *own, held_on, title, name, distinction, unit = line
    deadline, closed_on = own[5:7]
    return ProblemRow(
        *own,
        session=f"{held_on.isoformat()} {title}" if held_on else "",
        cadre=full_name(name, distinction) if name else "",
        unit=unit,
        state=problem.state(deadline, closed_on, on),
    )


def _columns(draft: ProblemDraft) -> dict[str, Any]:
    references = {"session_id": "session", "cadre_id": "cadre", "unit_id": "unit"}
    columns = {references.get(name, name): value for name, value in vars(draft).items() if name != "files"}
    return columns | {"content": draft.content.strip(), "evidence": draft.evidence.strip()}


def _short(content: str) -> str:
    return content if len(content) <= SHORT else f"{content[: SHORT - 1]}…"
