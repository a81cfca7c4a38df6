"""The ledgers of sessions (例会, 夜学, 党课 and so on): a line a session, closed by the register's figures."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.core.attendance import Role
from desktop_app.core.figure import Figure
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook import exams
from desktop_app.exchange.yearbook.year import Year, amount, share
from desktop_app.metrics import register
from desktop_app.metrics.subjects import of_categories
from desktop_app.records import categories, session_ledger
from desktop_app.records.session_ledger import LedgerLine

RIGHT, CENTER = Align.RIGHT, Align.CENTER
TOTALS = ("次数", "学时", "天数", "应到人次", "实到人次", "发言人次")
MARKED_RULE = "登记了出勤的人次：到、迟到、请假、公差、缺席、补学"
CAME_RULE = "到、迟到、补学的人次，不含外单位"
OUTSIDE_RULE = "外单位参加人数，另列"
HOURS_RULE = "每场的学时；合计行为本类各场学时之和"


@dataclass(frozen=True)
class Field:
    """A column that not every ledger has."""

    title: str
    width: float
    of: Callable[[LedgerLine], Cell]
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Ledger:
    """A sheet: the kinds of session it holds (none: all that no other sheet has) and the columns of its own.

    The kinds are told by the names they came with.
    """

    name: str
    categories: tuple[str, ...]
    fields: tuple[Field, ...]


def ledgers(year: Year) -> list[Report]:
    lines = session_ledger.ledger_lines(year.scope.period)
    present = {row.uid.removeprefix("category-"): row.name for row in categories.listed()}  # she may have renamed one
    of_ledger = {ledger.name: [present.get(kind, kind) for kind in ledger.categories] for ledger in LEDGERS}
    named = {kind for kinds in of_ledger.values() for kind in kinds}
    held, own = {line.category for line in lines}, of_categories()
    subjects = {own[kind] for kind in held if kind in own}
    totals = register.figures(year.scope, {f"{subject}.{measure}" for subject in subjects for measure in TOTALS})
    sheets: list[Report] = []
    for ledger in LEDGERS:
        kinds = of_ledger[ledger.name] or dict.fromkeys(line.category for line in lines if line.category not in named)
        of_kind = {kind: [line for line in lines if line.category == kind] for kind in kinds if kind in held}
        rows = [_total(year, each, own.get(kind, ""), totals, len(ledger.fields)) for kind, each in of_kind.items()]
        mine = [line for line in lines if line.category in of_kind]
        sheets.append(_ledger(year, ledger, mine, rows))
    return sheets


def _ledger(year: Year, ledger: Ledger, lines: Sequence[LedgerLine], totals: Sequence[Row]) -> Report:
    columns = (
        Column("序号", 2, CENTER), Column("编号", 5.5), Column("类型", 6), Column("日期", 5.5), Column("题目", 11),
        *(Column(field.title, field.width, field.align) for field in ledger.fields),
        Column("学时", 2.5, RIGHT, note=HOURS_RULE), Column("天数", 2.5, RIGHT),
        Column("应到", 3, RIGHT, note=MARKED_RULE), Column("实到", 3, RIGHT, note=CAME_RULE),
        Column("外单位", 3, RIGHT, note=OUTSIDE_RULE), Column("发言", 2.5, RIGHT, note="研讨发言的人次"),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, line.number, line.category, line.held_on, line.title,
                *(field.of(line) for field in ledger.fields), amount(line.hours), amount(line.days), line.marked,
                line.attended, line.outsiders or None, line.speeches or None,
            ),
            record=("session", line.id),
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    by_session = Table("", columns, (*rows, *totals))
    if ledger.name != EXAMS:
        return year.report(ledger.name, f"{ledger.name}台账", by_session, is_signed=True)
    titled = replace(by_session, title="一、场次")
    results = exams.results_table(year, "二、个人成绩")
    return year.report(ledger.name, f"{ledger.name}台账", titled, results, is_signed=True)


def _total(year: Year, lines: Sequence[LedgerLine], subject: str, found: Mapping[str, Figure], fields: int) -> Row:
    """Close the lines of a kind with the register's own figures; a kind without a subject of its own adds them up."""
    added = (
        len(lines), amount(sum(line.hours for line in lines)), amount(sum(line.days for line in lines)),
        sum(line.marked for line in lines), sum(line.attended for line in lines), sum(line.speeches for line in lines),
    )  # fmt: skip
    figures = (found.get(f"{subject}.{measure}") for measure in TOTALS)
    held, hours, days, marked, attended, speeches = (
        year.cell(figure) if figure else number for figure, number in zip(figures, added, strict=True)
    )
    outsiders = sum(line.outsiders for line in lines)
    return Row(
        (
            "合计", "", lines[0].category, "次数", held, *[""] * fields, hours, days, marked, attended,
            outsiders or None, speeches,
        ),
        RowKind.TOTAL,
    )  # fmt: skip


def _time(line: LedgerLine) -> str:
    return "—".join(filter(None, (line.start, line.end)))


def _who(line: LedgerLine) -> str:
    roles = [role for role in Role if role is not Role.SPEAKER]
    return "；".join(f"{role}：{'、'.join(line.people[role])}" for role in roles if role in line.people)


def _content(line: LedgerLine) -> str:
    return "、".join((*line.readings.splitlines(), *line.films.splitlines()))


def _talks(line: LedgerLine) -> str:
    return "；".join(line.talks)


def _topics(line: LedgerLine) -> str:
    return "；".join(line.topics)


TIME, PLACE = Field("时间", 7.5, _time), Field("地点", 6, lambda line: line.place)
ORGANISER = Field("主办单位", 6, lambda line: line.organiser or line.level)
LEVEL = Field("层级", 5, lambda line: line.level)
WHO, CONTENT = Field("主持、领学、主讲", 9, _who), Field("学习内容", 11, _content)
TALKS, TOPICS = Field("讲题", 11, _talks), Field("第一议题", 11, _topics)
FORM = Field("形式", 3, lambda line: line.form)
NOTICE = Field("通知文号", 8, lambda line: line.notice_number)
REGION = Field("区域", 3, lambda line: line.region)
REPORT_DUE = Field("成果报告期限", 5.5, lambda line: line.report_due_on)
REPORT_IN = Field("成果报告提交", 5.5, lambda line: line.report_handed_in_on)
PASS_MARK = Field("合格线", 3, lambda line: amount(line.pass_mark) if line.pass_mark is not None else None, RIGHT)
RESULTS = Field("有成绩", 3, lambda line: line.marks.graded or None, RIGHT)
PASSED = Field("合格", 3, lambda line: line.marks.passed if line.marks.graded else None, RIGHT)
EXAMS = "考试"
LEDGERS = (
    Ledger("例会", ("周例会",), (TIME, PLACE, WHO, TOPICS, CONTENT)),
    Ledger("夜学", ("夜学",), (TIME, PLACE, WHO, CONTENT)),
    Ledger("中心组学习", ("中心组学习",), (TIME, PLACE, WHO, TOPICS, CONTENT)),
    Ledger("党课", ("党课",), (TIME, PLACE, WHO, TALKS, CONTENT)),
    Ledger("警示教育与先进事迹", ("警示教育", "先进事迹"), (TIME, PLACE, FORM, ORGANISER, WHO, CONTENT)),
    Ledger("业务培训", ("业务培训", "网络培训"), (TIME, PLACE, ORGANISER, LEVEL, FORM, WHO, TALKS, CONTENT)),
    Ledger(
        "外出培训", ("外出培训", "任职培训"),
        (NOTICE, ORGANISER, LEVEL, REGION, PLACE, CONTENT, REPORT_DUE, REPORT_IN),
    ),
    Ledger(EXAMS, ("资格考试",), (TIME, PLACE, ORGANISER, PASS_MARK, RESULTS, PASSED)),
    Ledger("其他活动", (), (TIME, PLACE, FORM, ORGANISER, WHO, TALKS, TOPICS, CONTENT)),
)  # fmt: skip
"""The sheets of session ledgers; the last takes all kinds that have no sheet of their own."""


def by_session(year: Year) -> list[Report]:
    """出勤(场): each session's marks."""
    columns = (
        Column("编号", 5.5), Column("日期", 5.5), Column("类型", 6), Column("题目", 14),
        Column("应到", 3, RIGHT, note=MARKED_RULE), Column("实到", 3, RIGHT, note=CAME_RULE),
        Column("实到率", 4, RIGHT, note="实到÷应到"), Column("外单位", 4, RIGHT, note=OUTSIDE_RULE),
    )  # fmt: skip
    rows = [
        Row(
            (
                line.number, line.held_on, line.category, line.title, line.marked, line.attended,
                share(line.attended, line.marked) if line.marked else None, line.outsiders or None,
            ),
            record=("session", line.id),
        )
        for line in session_ledger.ledger_lines(year.scope.period)
    ]  # fmt: skip
    names = [f"全部活动.{measure}" for measure in ("次数", "应到人次", "实到人次", "实到率", "人次", "人次含外单位")]
    found = register.figures(year.scope, set(names))
    *counts, heads, with_outsiders = (found[name] for name in names)
    outsiders = int(with_outsiders.numerator - heads.numerator)
    total = ("合计", None, "场次", *map(year.cell, counts), outsiders or None)
    table = Table("", columns, (*rows, Row(total, RowKind.TOTAL)))
    return [year.report("出勤(场)", "出勤统计（按场）", table, is_signed=True)]
