"""Checks of sessions: missing, unrecorded, empty, twice, or without what their kind needs."""

from collections.abc import Iterable
from datetime import date, timedelta

from desktop_app.core.attendance import ATTENDED, Role
from desktop_app.core.errors import UserError
from desktop_app.core.number import shown
from desktop_app.core.period import day_text
from desktop_app.core.session import HELD, SessionState, hours_between
from desktop_app.records import duties, series, session_list
from desktop_app.records.checks.finding import Found, Looked, day_of, rows, short_day
from desktop_app.store.models import Session

DRAFT_DAYS = 7
ONE_DAY = 100
ROLE_OF_KIND = {"category-党课": Role.LECTURER, "category-宣讲": Role.PREACHER}
"""Which role somebody must have had in a session of a kind."""
OUTING, EXAM = "category-外出培训", "category-资格考试"
HELD_SQL = "(" + ", ".join(f"'{state}'" for state in HELD) + ")"
ATTENDED_SQL = "(" + ", ".join(f"'{mark}'" for mark in ATTENDED) + ")"


def missing_weeks(looked: Looked) -> Iterable[Found]:
    arranged = {row.category_id: row.id for row in series.listed()}
    for week in series.missing_weeks(looked.period):
        if not week.reason:
            what = f"{day_text(week.monday)}至{week.sunday.month}月{week.sunday.day}日一周没有{week.category}。"
            series_id = arranged.get(week.category_id, 0)
            table = "series" if series_id else ""
            yield Found(f"{week.category}:{week.monday}", what, table, series_id, week.monday)


def unrecorded(looked: Looked) -> Iterable[Found]:
    return _in_state(looked, (SessionState.PLANNED, SessionState.DUE), looked.today, "到期还没有登记出勤。")


def old_drafts(looked: Looked) -> Iterable[Found]:
    until = looked.today - timedelta(DRAFT_DAYS + 1)
    return _in_state(looked, (SessionState.DRAFT,), until, f"的出勤是草稿，已超过{DRAFT_DAYS}天，还没有登记。")


def _in_state(looked: Looked, states: Iterable[SessionState], until: date, said: str) -> Iterable[Found]:
    named = ", ".join(f"'{state}'" for state in states)
    query = f"SELECT id, uid, held_on, title, state FROM session WHERE held_on BETWEEN ? AND ? AND state IN ({named})"
    last = min(looked.period.last, until)
    for id_, uid, day, title, state in rows(
        f"{query} ORDER BY held_on, id", (looked.period.first.isoformat(), last.isoformat())
    ):
        yield Found(f"{uid}:{day}:{state}", f"{short_day(day)}“{title}”{said}", "session", id_, day_of(day))


def nobody(looked: Looked) -> Iterable[Found]:
    query = f"""
        SELECT s.id, s.uid, s.held_on, s.title, s.state FROM session s
        WHERE s.held_on BETWEEN ? AND ? AND s.state IN {HELD_SQL}
            AND NOT EXISTS (SELECT 1 FROM attendance a WHERE a.session_id = s.id)
            AND NOT EXISTS (SELECT 1 FROM external_headcount e WHERE e.session_id = s.id AND e.headcount > 0)
        ORDER BY s.held_on, s.id"""
    for id_, uid, day, title, state in rows(query, looked.days):
        what = f"{short_day(day)}“{title}”已登记，却没有一个人的出勤，也没有外单位人数。"
        aim = (id_,) if state == SessionState.RECORDED else ()
        yield Found(f"{uid}:{day}", what, "session", id_, day_of(day), aim)


def make_due(found: Found) -> None:
    """Let a session without marks wait to be recorded again."""
    (session_id,) = found.aim
    marked = "EXISTS (SELECT 1 FROM attendance WHERE session_id = ?)"
    if rows(f"SELECT {marked}", (session_id,))[0][0]:
        raise UserError(f"{found.what}现在已有出勤，请重新体检。")
    Session.update(state=SessionState.DUE).where(
        Session.id == session_id, Session.state == SessionState.RECORDED
    ).execute()


def twice(looked: Looked) -> Iterable[Found]:
    """Find sessions of one kind and day that have the same title or begin at the same time."""
    count = " + ".join(
        f"(SELECT count(*) FROM {table} WHERE session_id = {{0}}.id)"
        for table in ("attendance", "part", "attachment", "first_topic")
    )
    query = f"""
        SELECT a.id, a.uid, b.id, b.uid, a.held_on, a.title, b.title, a.state, b.state,
            {count.format("a")}, {count.format("b")}
        FROM session a JOIN session b ON b.held_on = a.held_on AND b.category_id = a.category_id AND b.id > a.id
            AND (b.title = a.title OR (a.start != '' AND substr('0' || a.start, -5) = substr('0' || b.start, -5)))
        WHERE a.held_on BETWEEN ? AND ? AND a.state != '不举行' AND b.state != '不举行'
        ORDER BY a.held_on, a.id, b.id"""
    for id_, uid, other, other_uid, day, title, other_title, state, other_state, had, other_had in rows(
        query, looked.days
    ):
        same = "登记了两次" if title == other_title else f"和“{other_title}”同一天、同一时间"
        removable = [
            session
            for session, records, its_state in ((id_, had, state), (other, other_had, other_state))
            if not records and its_state != SessionState.LOCKED
        ]
        aim = tuple(removable[-1:])
        yield Found(
            f"{uid}:{other_uid}:{day}:{title}:{other_title}", f"{short_day(day)}“{title}”{same}。",
            "session", other if not aim or aim[0] == other else id_, day_of(day), aim,
        )  # fmt: skip


def remove_empty(found: Found) -> None:
    (session_id,) = found.aim
    if rows("SELECT 1 FROM attendance WHERE session_id = ?", (session_id,)):
        raise UserError(f"{found.what}两场都有出勤了，请打开核对。")
    Session.delete().where(Session.id == session_id).execute()


def hours_off(looked: Looked) -> Iterable[Found]:
    """Compare hours with end minus start, where they are not what the kind usually has or the day is worth."""
    query = """
        SELECT s.id, s.uid, s.held_on, s.title, s.start, s."end", s.hours, s.days, s.state, c.hours, c.minutes
        FROM session s JOIN category c ON c.id = s.category_id
        WHERE s.held_on BETWEEN ? AND ? AND s.state != '不举行' AND s.start != '' AND s."end" != '' AND s.days <= ?
        ORDER BY s.held_on, s.id"""
    for id_, uid, day, title, start, end, hours, days, state, usual, minutes in rows(query, (*looked.days, ONE_DAY)):
        lasted = hours_between(start, end)
        if lasted is None or hours == lasted or (not hours and not usual):
            continue
        if hours == usual and lasted == minutes * ONE_DAY // 60:
            continue  # so much is the rule of its kind
        if days and hours == duties.hours_of_days(days, day_of(day)):
            continue
        what = f"{short_day(day)}“{title}”{start}至{end}是{shown(lasted)}小时，登记的是{shown(hours)}学时。"
        aim = () if state == SessionState.LOCKED else (id_, hours, lasted)
        yield Found(f"{uid}:{start}-{end}:{hours}", what, "session", id_, day_of(day), aim)


def set_hours(found: Found) -> None:
    session_id, hours, lasted = found.aim
    Session.update(hours=lasted).where(Session.id == session_id, Session.hours == hours).execute()


def no_lecturer(looked: Looked) -> Iterable[Found]:
    for kind, role in ROLE_OF_KIND.items():
        query = f"""
            SELECT s.id, s.uid, s.held_on, s.title FROM session s JOIN category c ON c.id = s.category_id
            WHERE c.uid = ? AND s.held_on BETWEEN ? AND ? AND s.state IN {HELD_SQL}
                AND NOT EXISTS (SELECT 1 FROM part p WHERE p.session_id = s.id AND p.role = ?)
            ORDER BY s.held_on, s.id"""
        for id_, uid, day, title in rows(query, (kind, *looked.days, str(role))):
            what = f"{short_day(day)}“{title}”没有填{role}人。"
            yield Found(f"{uid}:{role}", what, "session", id_, day_of(day))


def report_missing(looked: Looked) -> Iterable[Found]:
    for due in session_list.reports_due(looked.today):
        if due.held_on in looked.period:
            what = f"“{due.title}”的成果报告应在{day_text(due.report_due_on)}前交，还没有交。"
            yield Found(f"{due.id}:{due.report_due_on}", what, "session", due.id, due.report_due_on)


def no_notice(looked: Looked) -> Iterable[Found]:
    query = f"""
        SELECT s.id, s.uid, s.held_on, s.title FROM session s JOIN category c ON c.id = s.category_id
        WHERE c.uid = ? AND s.held_on BETWEEN ? AND ? AND s.state IN {HELD_SQL} AND s.notice_number = ''
        ORDER BY s.held_on, s.id"""
    for id_, uid, day, title in rows(query, (OUTING, *looked.days)):
        yield Found(uid, f"{short_day(day)}“{title}”没有填通知文号。", "session", id_, day_of(day))


def no_scores(looked: Looked) -> Iterable[Found]:
    query = f"""
        SELECT s.id, s.uid, s.held_on, s.title, count(*) FROM session s CROSS JOIN category c ON c.id = s.category_id
        CROSS JOIN attendance a ON a.session_id = s.id
        WHERE (c.uid = ? OR s.pass_mark IS NOT NULL) AND s.held_on BETWEEN ? AND ? AND s.state IN {HELD_SQL}
            AND a.mark IN {ATTENDED_SQL} AND a.score IS NULL AND a.passed IS NULL
        GROUP BY s.id ORDER BY s.held_on, s.id"""
    for id_, uid, day, title, lacking in rows(query, (EXAM, *looked.days)):
        what = f"{short_day(day)}“{title}”有{lacking}人没有填成绩或是否合格。"
        yield Found(f"{uid}:{lacking}", what, "session", id_, day_of(day))
