"""Results of exams (成绩): score, passed or not, certificate, of whoever was at a session."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.core.attendance import ATTENDED, Entry, Mark
from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.number import shown
from desktop_app.core.period import Period, day_text
from desktop_app.core.session import HELD, MOST_SCORE, SessionState
from desktop_app.records import attendance, cadres
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Cadre, Category, Session


@dataclass(frozen=True)
class Result:
    """A result; the score in hundredths. Nothing given is no result."""

    score: int | None = None
    passed: bool | None = None
    certificate: str = ""

    def check(self) -> None:
        if self.score is not None and not 0 <= self.score <= MOST_SCORE:
            raise UserError(f"成绩{shown(self.score)}应在0和{shown(MOST_SCORE)}之间，请核对。", "score")


NO_RESULT = Result()
PASSED = {True: "合格", False: "不合格", None: ""}
"""How `passed` is worded."""


def passes(score: int | None, pass_mark: int | None) -> bool | None:
    """Return whether a score reaches the pass mark; None where either is not known."""
    return None if score is None or pass_mark is None else score >= pass_mark


@dataclass(frozen=True)
class ScoreLine:
    """One person on the list of results, with the mark of attendance (None is 未登记)."""

    cadre_id: int
    name: str
    distinction: str
    unit: str
    mark: Mark | None
    result: Result

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def attended(self) -> bool:
        return self.mark in ATTENDED


@dataclass(frozen=True)
class ScoreSheet:
    """A session with everyone who can have a result in it."""

    session_id: int
    title: str
    held_on: date
    pass_mark: int | None
    is_locked: bool
    lines: tuple[ScoreLine, ...]


def sheet(session_id: int) -> ScoreSheet:
    """Return everybody who is on the sheet of the session's day, or has a mark in it all the same."""
    session = Session.get_by_id(session_id)
    query = Attendance.select(
        Attendance.cadre, Attendance.mark, Attendance.score, Attendance.passed, Attendance.certificate
    ).where(Attendance.session == session_id)
    marked = {cadre: (Mark(mark), Result(*result)) for cadre, mark, *result in query.tuples()}
    return ScoreSheet(
        session_id,
        str(session.title),
        session.held_on,
        session.pass_mark,
        session.state == SessionState.LOCKED,
        tuple(
            ScoreLine(row.id, row.name, row.distinction, row.unit or "不在岗", *marked.get(row.id, (None, NO_RESULT)))
            for row in cadres.listed(session.held_on)
            if row.is_in_post or row.id in marked
        ),
    )


def not_attending(sheet_: ScoreSheet, results: Mapping[int, Result]) -> list[ScoreLine]:
    """Return those among the results who are not marked as having been there."""
    return [line for line in sheet_.lines if results.get(line.cadre_id, NO_RESULT) != NO_RESULT and not line.attended]


def save(session_id: int, results: Mapping[int, Result], present: Sequence[int] = ()) -> set[str]:
    """Write the results of these people; `present` are those who are thereby marked 到, the others must be already."""
    session = Session.get_by_id(session_id)
    attendance.refuse_locked(session)
    if session.held_on > date.today():
        raise UserError(f"“{session.title}”在{day_text(session.held_on)}，还没有到日子，不能登记成绩。")
    for result in results.values():
        result.check()
    sheet_ = sheet(session_id)
    absent = [line for line in not_attending(sheet_, results) if line.cadre_id not in present]
    if absent:
        names = "、".join(line.full_name for line in absent)
        raise UserError(f"{names}没有登记到场，不能有成绩，请先登记出勤。")
    marks = {line.cadre_id: line.mark for line in sheet_.lines}
    with journal.step(f"登记成绩“{session.title}”（{len(results)}人）") as changed:
        attendance.write(session_id, {cadre: Mark.PRESENT for cadre in present if marks[cadre] is None})
        for cadre_id in present:
            if marks[cadre_id]:
                attendance.rewrite(session_id, cadre_id, Entry(Mark.PRESENT))
        write(session_id, {cadre: result for cadre, result in results.items() if marks[cadre] or cadre in present})
        if present:
            Session.update(state=SessionState.RECORDED, reason="").where(Session.id == session_id).execute()
    return changed


def write(session_id: int, results: Mapping[int, Result]) -> None:
    """Write results of people who have a mark, inside a step that is already open."""
    for cadre_id, result in results.items():
        of_cadre = (Attendance.session == session_id) & (Attendance.cadre == cadre_id)
        Attendance.update(**vars(result)).where(of_cadre).execute()


@dataclass(frozen=True)
class ResultLine:
    """A result as it stands in the year-end workbook."""

    number: str
    held_on: date
    category: str
    title: str
    cadre_id: int
    name: str
    result: Result


def results(period: Period) -> list[ResultLine]:
    """Return the results of the held sessions of the period, by session and then the best first."""
    query = (
        Attendance.select(
            Session.number, Session.held_on, Category.name, Session.title, Cadre.id, Cadre.name, Cadre.distinction,
            Attendance.score, Attendance.passed, Attendance.certificate,
        )
        .join(Session)
        .join(Category)
        .switch(Attendance)
        .join(Cadre)
        .where(
            Session.held_on.between(period.first, period.last),
            Session.state.in_([str(state) for state in HELD]),
            Attendance.mark.in_([str(mark) for mark in ATTENDED]),
            Attendance.score.is_null(False) | Attendance.passed.is_null(False) | (Attendance.certificate != ""),
        )
        .order_by(Session.held_on, Session.start, Session.id, Attendance.score.desc(nulls="LAST"), Cadre.id)
    )  # fmt: skip
    return [
        ResultLine(number, held_on, category, title, id_, full_name(name, distinction), Result(*result))
        for number, held_on, category, title, id_, name, distinction, *result in query.tuples()
    ]
