"""The ledgers of sessions (例会, 夜学, 党课 and so on): a line a session, closed by the register's figures."""

from collections.abc import Sequence
from fractions import Fraction

from desktop_app.core.attendance import Role
from desktop_app.core.number import shown
from desktop_app.core.wording import percent
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics import register
from desktop_app.records import session_ledger
from desktop_app.records.session_ledger import LedgerLine

RIGHT, CENTER = Align.RIGHT, Align.CENTER
TOTALS = ("次数", "学时", "天数", "应到人次", "人次", "人次含外单位", "发言人次")
LEDGERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("例会", ("周例会",)),
    ("夜学", ("夜学",)),
    ("中心组学习", ("中心组学习",)),
    ("党课", ("党课",)),
    ("警示教育与先进事迹", ("警示教育", "先进事迹")),
    ("培训", ("业务培训", "外出培训", "任职培训", "网络培训")),
    ("考试", ("资格考试",)),
)
"""Sheets of session ledgers by the kinds they hold; all other kinds share 其他活动."""


def ledgers(year: Year) -> list[Report]:
    lines = session_ledger.ledger_lines(year.scope.period)
    named = {category for _, of_sheet in LEDGERS for category in of_sheet}
    sheets = [
        _ledger(year, sheet, [line for line in lines if line.category in of_sheet], of_sheet)
        for sheet, of_sheet in LEDGERS
    ]
    others = [line for line in lines if line.category not in named]
    return [*sheets, _ledger(year, "其他活动", others, tuple(dict.fromkeys(line.category for line in others)))]


def _ledger(year: Year, sheet: str, lines: Sequence[LedgerLine], of_sheet: Sequence[str]) -> Report:
    columns = (
        Column("序号", 2, CENTER), Column("编号", 5.5), Column("类型", 6), Column("日期", 5.5), Column("题目", 11),
        Column("时间", 7.5), Column("地点", 6), Column("主办单位", 5), Column("主持、领学、主讲", 9),
        Column("学习内容", 11), Column("学时", 2.5, RIGHT), Column("天数", 2.5, RIGHT), Column("应到", 3, RIGHT),
        Column("实到", 3, RIGHT), Column("外单位", 3, RIGHT), Column("发言", 2.5, RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, line.number, line.category, line.held_on, line.title, _time(line),
                line.place, line.organiser or line.level, _who(line), _content(line), shown(line.hours),
                shown(line.days), line.marked, line.attended, line.outsiders or None,
                len(line.people.get(Role.SPEAKER, ())) or None,
            )
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    rows += [_total(year, category) for category in of_sheet if any(line.category == category for line in lines)]
    return year.report(sheet, f"{sheet}台账", Table("", columns, tuple(rows)))


def _total(year: Year, category: str) -> Row:
    """Close a ledger with the register's own figures of a kind that stands in it."""
    found = register.figures(year.scope, {f"{category}.{measure}" for measure in TOTALS})
    held, *others = (found.get(f"{category}.{measure}") for measure in TOTALS)
    hours, days, marked, attended, with_outsiders, speakers = others
    outsiders = int(with_outsiders.numerator - attended.numerator) if with_outsiders and attended else 0
    return Row(
        (
            "合计", "", category, None, f"共{held.text}" if held else "", "", "", "", "", "", hours, days, marked,
            attended, outsiders or None, speakers,
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


def by_session(year: Year) -> list[Report]:
    """出勤(场): each session's marks."""
    columns = (
        Column("编号", 5.5), Column("日期", 5.5), Column("类型", 6), Column("题目", 14), Column("应到", 3, RIGHT),
        Column("实到", 3, RIGHT), Column("实到率", 4, RIGHT), Column("外单位", 4, RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                line.number, line.held_on, line.category, line.title, line.marked, line.attended,
                percent(Fraction(line.attended, line.marked)) if line.marked else None, line.outsiders or None,
            )
        )
        for line in session_ledger.ledger_lines(year.scope.period)
    ]  # fmt: skip
    names = [f"全部活动.{measure}" for measure in ("次数", "应到人次", "人次", "实到率", "人次含外单位")]
    found = register.figures(year.scope, set(names))
    held, marked, attended, rate, with_outsiders = (found[name] for name in names)
    outsiders = int(with_outsiders.numerator - attended.numerator)
    total = ("合计", None, "", f"共{held.text}", marked, attended, rate, outsiders or None)
    return [year.report("出勤(场)", "出勤统计（按场）", Table("", columns, (*rows, Row(total, RowKind.TOTAL))))]
