"""Checks of who was where: in two places at once, off the roster on that day, on leave and present all the same."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from desktop_app.core.attendance import Mark
from desktop_app.core.collation import full_name
from desktop_app.core.session import SessionState
from desktop_app.records.checks.finding import Found, Looked, day_of, digest, rows, short_day, some
from desktop_app.records.checks.of_sessions import ATTENDED_SQL, HELD_SQL
from desktop_app.store.models import Attendance, Part

PRESENT_SQL = f"('{Mark.PRESENT}', '{Mark.LATE}')"
LEAVE_SHARE = 7
"""Leave from a training may be at most one part in so many of it."""
LAST_DAY = "date({0}.held_on, '+' || ((max({0}.days, 100) + 99) / 100) || ' days', '-1 day')"
"""The last day of a session that lasts several, in SQL."""
OUTSIDE = """
    WITH away (cadre_id, first, last) AS MATERIALIZED (SELECT json_extract(value, '$[0]'),
        json_extract(value, '$[1]'), json_extract(value, '$[2]') FROM json_each(?))"""


def two_places(looked: Looked) -> Iterable[Found]:
    """Find sessions at the same time with somebody present at both; a training of several days is all of them."""
    a_last, b_last = LAST_DAY.format("a"), LAST_DAY.format("b")
    a_time, b_time = ([f"substr('0' || {each}.{part}, -5)" for part in ("start", '"end"')] for each in "ab")
    query = f"""
        SELECT a.id, a.uid, a.held_on, a.title, b.uid, b.title, b.held_on, c.id, c.name, c.distinction
        FROM session a CROSS JOIN session b ON b.id != a.id AND b.held_on BETWEEN a.held_on AND {a_last}
            AND (b.held_on > a.held_on OR (a.days > 100 AND (b.days <= 100 OR a.id < b.id))
                OR (a.id < b.id AND b.days <= 100 AND a.start != '' AND a."end" != '' AND b.start != ''
                    AND b."end" != '' AND {a_time[0]} < {b_time[1]} AND {b_time[0]} < {a_time[1]}))
        CROSS JOIN attendance m ON m.session_id = a.id AND m.mark IN {PRESENT_SQL}
        CROSS JOIN attendance n ON n.session_id = b.id AND n.cadre_id = m.cadre_id AND n.mark IN {PRESENT_SQL}
        CROSS JOIN cadre c ON c.id = m.cadre_id
        WHERE a.state IN {HELD_SQL} AND b.state IN {HELD_SQL}
            AND ((a.held_on BETWEEN ? AND ?) OR (b.held_on BETWEEN ? AND ?)) AND {b_last} >= a.held_on
        ORDER BY b.held_on, a.id, b.id, c.pinyin"""
    pairs: dict[tuple[Any, ...], list[tuple[int, str]]] = defaultdict(list)
    for *pair, cadre, name, distinction in rows(query, (*looked.days, *looked.days)):
        pairs[tuple(pair)].append((cadre, full_name(name, distinction)))
    for (id_, uid, _, title, other_uid, other_title, day), who in pairs.items():
        what = f"{short_day(day)}“{title}”和“{other_title}”时间重叠，{some([name for _, name in who])}两场都到。"
        yield Found(
            f"{uid}:{other_uid}:{digest(cadre for cadre, _ in who)}", what, "session", id_, day_of(day)
        )  # fmt: skip


def marks_off_roster(looked: Looked) -> Iterable[Found]:
    query = f"""{OUTSIDE}
        SELECT s.id, s.uid, s.held_on, s.title, s.state, c.id, c.uid, c.name, c.distinction, a.mark
        FROM away w CROSS JOIN session s ON s.held_on BETWEEN w.first AND w.last AND s.held_on BETWEEN ? AND ?
        CROSS JOIN attendance a ON a.session_id = s.id AND a.cadre_id = w.cadre_id
        CROSS JOIN cadre c ON c.id = w.cadre_id ORDER BY s.held_on, s.id, c.pinyin"""
    for id_, uid, day, title, state, cadre, cadre_uid, name, distinction, mark in rows(
        query, (_away(looked), *looked.days)
    ):
        who = full_name(name, distinction)
        what = f"{who}{short_day(day)}不在岗，“{title}”里却记了“{mark}”，统计不算。"
        aim = () if state == SessionState.LOCKED else (id_, cadre)
        yield Found(f"{uid}:{cadre_uid}:{mark}", what, "session", id_, day_of(day), aim)


def remove_mark(found: Found) -> None:
    session_id, cadre_id = found.aim
    Attendance.delete().where(Attendance.session == session_id, Attendance.cadre == cadre_id).execute()


def parts_off_roster(looked: Looked) -> Iterable[Found]:
    """Find who had, or is to have, a part in a session of a day on which he is not in post."""
    query = f"""{OUTSIDE}
        SELECT p.id, p.uid, s.id, s.held_on, s.title, s.state, c.name, c.distinction, p.role
        FROM away w CROSS JOIN part p ON p.cadre_id = w.cadre_id
        CROSS JOIN session s ON s.id = p.session_id AND s.held_on BETWEEN w.first AND w.last
            AND s.held_on BETWEEN ? AND ? AND s.state != '不举行'
        CROSS JOIN cadre c ON c.id = w.cadre_id ORDER BY s.held_on, s.id, p.id"""
    for part, uid, id_, day, title, state, name, distinction, role in rows(query, (_away(looked), *looked.days)):
        who = full_name(name, distinction)
        what = f"{who}{short_day(day)}不在岗，却是“{title}”的{role}人。"
        aim = () if state == SessionState.LOCKED else (part,)
        yield Found(f"{uid}:{day}", what, "session", id_, day_of(day), aim)


def remove_part(found: Found) -> None:
    (part_id,) = found.aim
    Part.delete().where(Part.id == part_id).execute()


def notes_off_roster(looked: Looked) -> Iterable[Found]:
    query = f"""{OUTSIDE}
        SELECT n.id, n.uid, n.handed_in_on, n.kind, c.name, c.distinction
        FROM away w CROSS JOIN note n ON n.cadre_id = w.cadre_id AND n.handed_in_on BETWEEN w.first AND w.last
            AND n.handed_in_on BETWEEN ? AND ?
        CROSS JOIN cadre c ON c.id = w.cadre_id ORDER BY n.handed_in_on, n.id"""
    for id_, uid, day, kind, name, distinction in rows(query, (_away(looked), *looked.days)):
        what = f"{full_name(name, distinction)}{short_day(day)}不在岗，却交了一篇{kind}，统计不算。"
        yield Found(f"{uid}:{day}", what, "note", id_, day_of(day))


def leave_but_present(looked: Looked) -> Iterable[Found]:
    query = f"""
        SELECT s.id, s.uid, s.held_on, s.title, s.state, c.id, c.uid, c.name, c.distinction, a.mark, l.kind
        FROM leave_record l CROSS JOIN session s ON s.held_on BETWEEN l.from_date AND l.to_date
        CROSS JOIN attendance a ON a.session_id = s.id AND a.cadre_id = l.cadre_id AND a.mark IN {PRESENT_SQL}
        CROSS JOIN cadre c ON c.id = l.cadre_id
        WHERE s.held_on BETWEEN ? AND ? AND l.to_date >= ? AND l.from_date <= ? AND s.state IN {HELD_SQL}
        ORDER BY s.held_on, s.id, c.pinyin"""
    for id_, uid, day, title, state, cadre, cadre_uid, name, distinction, mark, kind in rows(
        query, (*looked.days, *looked.days)
    ):
        what = f"{full_name(name, distinction)}{short_day(day)}请{kind}，“{title}”里却记了“{mark}”。"
        aim = () if state == SessionState.LOCKED else (id_, cadre, mark, kind)
        yield Found(f"{uid}:{cadre_uid}:{mark}:{kind}", what, "session", id_, day_of(day), aim)


def mark_leave(found: Found) -> None:
    session_id, cadre_id, mark, kind = found.aim
    Attendance.update(mark=Mark.LEAVE, leave_kind=kind).where(
        Attendance.session == session_id, Attendance.cadre == cadre_id, Attendance.mark == mark
    ).execute()


def too_much_leave(looked: Looked) -> Iterable[Found]:
    """Compare the days of leave within a training of several days with its days: more than one in seven is too many.

    The hours of a training are taken to be spread evenly over its days; calendar days on both sides.
    """
    last = LAST_DAY.format("s")
    query = f"""
        SELECT 'session', s.id, s.uid, s.title, s.held_on, {last}, c.uid, c.name, c.distinction, l.from_date, l.to_date
        FROM session s JOIN leave_record l ON l.from_date <= {last} AND l.to_date >= s.held_on
        JOIN attendance a ON a.session_id = s.id AND a.cadre_id = l.cadre_id AND a.mark IN {ATTENDED_SQL}
        JOIN cadre c ON c.id = l.cadre_id
        WHERE s.days > 100 AND s.held_on BETWEEN ? AND ? AND s.state IN {HELD_SQL}
        UNION ALL
        SELECT 'training', t.id, t.uid, t.title, t.from_date, t.to_date, c.uid, c.name, c.distinction, l.from_date,
            l.to_date
        FROM training t JOIN leave_record l ON l.cadre_id = t.cadre_id AND l.from_date <= t.to_date
            AND l.to_date >= t.from_date
        JOIN cadre c ON c.id = t.cadre_id
        WHERE t.to_date > t.from_date AND t.from_date BETWEEN ? AND ?"""
    away: dict[tuple[Any, ...], set[int]] = defaultdict(set)
    for *training, leave_from, leave_to in rows(query, (*looked.days, *looked.days)):
        first, until = max(training[4], leave_from), min(training[5], leave_to)
        away[tuple(training)] |= set(range(day_of(first).toordinal(), day_of(until).toordinal() + 1))
    for (table, id_, uid, title, first, until, cadre_uid, name, distinction), days in away.items():
        span = (day_of(until) - day_of(first)).days + 1
        if LEAVE_SHARE * len(days) > span:
            what = (
                f"{full_name(name, distinction)}在“{title}”（{span}天）期间请假{len(days)}天，"
                f"超过了{LEAVE_SHARE}分之一，请核对学时是否计入。"
            )
            yield Found(f"{uid}:{cadre_uid}:{len(days)}/{span}", what, table, id_, day_of(first))


def _away(looked: Looked) -> str:
    """Return who is not in post when, cut to the period, as JSON."""
    stays = looked.people.outside(looked.period)
    return json.dumps([(stay.cadre_id, stay.first.isoformat(), stay.last.isoformat()) for stay in stays])
