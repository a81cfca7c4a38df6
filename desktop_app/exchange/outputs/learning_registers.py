"""What was learnt and taught: 学习篇目登记 (read, watched, taught, by the day) and 党课登记 (by the lecture)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.core.attendance import Role
from desktop_app.core.period import Period
from desktop_app.core.reading import same_title, titles_in
from desktop_app.core.scope import Scope
from desktop_app.core.subject import SubjectKind
from desktop_app.core.wording import book_titles
from desktop_app.exchange.output import Ask, Choice, Output, facts, signature
from desktop_app.exchange.outputs.asking import figures_table, sourced
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.metrics.subjects import of_category, of_list
from desktop_app.records import lectures, readings, session_ledger, settings, stamp
from desktop_app.records.lectures import LECTURE, LectureRow
from desktop_app.records.readings import ReadingKey
from desktop_app.records.session_ledger import LedgerLine

CENTER, RIGHT = Align.CENTER, Align.RIGHT
TOPIC, READ, WATCHED, TAUGHT = "第一议题", "学习", "观看", "讲授"
OF_READINGS = ("篇目数", "已学篇数", "完成率")


@dataclass(frozen=True)
class _Learnt:
    """One title of a session: in which way it was learnt, and who led."""

    line: LedgerLine
    way: str
    title: str
    led_by: tuple[str, ...]


def titles(period: Period, category: str = "") -> Report:
    """Return what was learnt at the held sessions of the period, of one kind where one is given."""
    office, required = settings.current(), frozenset(readings.ids_by_key())
    lines = [line for line in session_ledger.ledger_lines(period) if category in ("", line.category)]
    found = [each for line in lines for each in _learnt(line)]
    columns = (
        Column("序号", 2.2, CENTER), Column("日期", 5.5), Column("活动类型", 5), Column("活动题目", 8),
        Column("方式", 2.6, CENTER), Column("篇目、片名、讲题", 13), Column("领学、主讲", 5),
        Column("必学", 2.2, CENTER), Column("参加人数", 4, RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, each.line.held_on, each.line.category, each.line.title, each.way, book_titles([each.title]),
                "、".join(each.led_by), "是" if _is_required(each, required) else "", each.line.attended,
            ),
            record=("session", each.line.id),
        )
        for number, each in enumerate(found, start=1)
    ]  # fmt: skip
    listed = Table("一、登记", columns, tuple(rows), "这一期间没有登记学习篇目")
    covered = figures_table(
        "二、必学篇目完成情况", Scope(period), SubjectKind.READINGS, of_list(SubjectKind.READINGS),
        OF_READINGS,
    )  # fmt: skip
    return Report(
        f"{office.office}学习篇目登记表",
        (*facts(Choice(period)), f"活动类型：{category or '全部'}"), (listed, covered),
        signature=signature(), notes=("必学：在当年必学篇目中的；参加人数为到、迟到、补学之和。",),
        sheet_name="学习篇目登记", stamp=stamp.printed(),
    )  # fmt: skip


def _learnt(line: LedgerLine) -> Iterator[_Learnt]:
    """Return the titles of a session, each once: a first topic that stands among the readings too is a first topic."""
    led = line.people.get(Role.LEAD_READER, ())
    written = (
        *((TOPIC, title, led) for title in line.topics),
        *((READ, title, led) for title in line.readings.splitlines()),
        *((WATCHED, title, ()) for title in line.films.splitlines()),
        *((TAUGHT, title, names) for title, names in line.lectures),
    )
    seen = set[str]()
    for way, title, names in written:
        if same_title(title) not in seen:
            seen.add(same_title(title))
            yield _Learnt(line, way, title, names)


def _is_required(each: _Learnt, required: Iterable[ReadingKey]) -> bool:
    year = each.line.held_on.year
    return any((year, title) in required for title in titles_in(each.title))


def party_lectures(choice: Choice) -> Report:
    """Return the party lectures of a period, a line for each talk, closed by the register's figures."""
    period, office = choice.period, settings.current()
    lines = {line.id: line for line in session_ledger.ledger_lines(period)}
    talks = lectures.listed(period)
    columns = (
        Column("序号", 2.2, CENTER), Column("日期", 5.5), Column("讲题", 12), Column("主讲人", 5.4), Column("身份", 5),
        Column("地点", 6), Column("应到", 3, RIGHT), Column("实到", 3, RIGHT), Column("研讨发言", 9),
    )  # fmt: skip
    seen, rows = set[int](), list[Row]()
    for number, talk in enumerate(talks, start=1):
        rows.append(_lecture(number, talk, lines[talk.session_id], is_first=talk.session_id not in seen))
        seen.add(talk.session_id)
    if rows:
        rows.append(_lectures_total(Scope(period)))
    listed = Table("", columns, tuple(rows), "这一期间没有登记党课")
    return Report(
        f"{office.office}党课登记表", facts(Choice(period)), (listed,), signature=signature(),
        notes=("身份为讲课当日的领导身份；一场有几讲的，应到、实到写在第一讲；合计的研讨发言为人次。",),
        sheet_name="党课登记", stamp=stamp.printed(),
    )  # fmt: skip


def _lecture(number: int, talk: LectureRow, line: LedgerLine, *, is_first: bool) -> Row:
    counts = (line.marked, line.attended, "、".join(line.people.get(Role.SPEAKER, ()))) if is_first else ("", "", "")
    return Row(
        (number, talk.day, book_titles([talk.title]), talk.lecturer, talk.role, line.place, *counts),
        record=("session", line.id),
    )


def _lectures_total(scope: Scope) -> Row:
    subject = of_category(LECTURE)
    names = [f"{subject}.{measure}" for measure in ("次数", "应到人次", "实到人次", "发言人次")]
    held, due, came, spoke = map(sourced(scope, names).get, names)
    return Row(("合计（场次）", held, "", due, came, spoke), RowKind.TOTAL, spans=(2, 1, 3, 1, 1, 1))


OUTPUTS = (
    Output(
        "学习篇目登记", "登记", "一个期间学过的篇目、看过的片子、讲过的题目，按日期排列，标明必学",
        frozenset({Ask.PERIOD, Ask.CATEGORY}), lambda choice: [titles(choice.period, choice.category)],
        lambda choice: f"{choice.period.text}{choice.category}学习篇目登记表",
    ),
    Output(
        "党课登记", "登记", "一个期间的党课：讲题、主讲人和当日身份、应到实到、研讨发言",
        frozenset({Ask.PERIOD}), lambda choice: [party_lectures(choice)],
        lambda choice: f"{choice.period.text}党课登记表",
    ),
)  # fmt: skip
