"""The year-end workbook (年终台账): the sheets of the ledger book in their order, each a Report.

Rows are records; every total, mean and rate is a figure of the register.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from pathlib import Path

from desktop_app.core.number import decimal, shown
from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.progress import silent
from desktop_app.core.scope import EVERYBODY, FIXED_POPULATIONS, Denominator, Population, Scope, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.core.wording import percent
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, RowKind, Table
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import SubjectOf, subjects
from desktop_app.records import cadres, categories, plans, sessions, settings, stamp
from desktop_app.records import subjects as subject_records
from desktop_app.records.sessions import LedgerLine

RIGHT, CENTER = Align.RIGHT, Align.CENTER
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
YEARLY = "年度学时"


@dataclass(frozen=True)
class Year:
    """What every sheet needs: the year up to its as-of day, and who files it."""

    scope: Scope
    office: str

    @property
    def number(self) -> int:
        return self.scope.period.first.year

    @property
    def facts(self) -> tuple[str, ...]:
        return (f"统计期间：{self.scope.period.text}", f"口径：{self.scope.population.text}")

    def report(
        self, sheet: str, title: str, *tables: Table, notes: Sequence[str] = (), upright: bool = False
    ) -> Report:
        return Report(
            f"{self.office}{self.number}年{title}", self.facts, tables, notes=tuple(notes), sideways=not upright,
            sheet_name=sheet, stamp=stamp.printed(),
        )  # fmt: skip


def write(year: int, path: Path, as_of: date | None = None, report: Listener = silent) -> None:
    """Write the workbook of a year; figures and states as of the day where one is given."""
    from desktop_app.exchange import excel  # noqa: PLC0415  openpyxl is loaded only to write

    office = settings.current().office
    content = book(year, as_of, report)
    excel.write_book(content, path, office, office)


def book(year: int, as_of: date | None = None, report: Listener = silent) -> list[Report]:
    """Return the sheets of a year in their order."""
    period = Period.year(year).until(as_of)
    said = settings.current()
    context = Year(Scope(period, EVERYBODY, Denominator(said.denominator), as_of), said.office)
    makers: list[Callable[[Year], Sequence[Report]]] = [
        _summary, _ledgers, _people, _by_session, _notes, _hours, _plan, _months, _rules,
    ]  # fmt: skip
    sheets: list[Report] = []
    for done, make in enumerate(makers):
        report(done, len(makers))
        sheets += make(context)
    return sheets


def _summary(year: Year) -> list[Report]:
    found = register.figures(year.scope)
    session_measures = ("次数", "人次", "人数", "应到人次", "实到率", "学时", "人学时", "人均学时", "人次含外单位")
    note_measures = ("篇数", "字数", "人均篇数", "人均字数", "已签", "未审数", "退回数", "审签率")

    def table(title: str, kinds: Sequence[SubjectKind], measures: Sequence[str]) -> Table:
        rows = [
            Row((subject.name, *cells))
            for subject in subjects()
            if subject.kind in kinds
            and any((cell := found.get(f"{subject.name}.{measure}")) and cell.numerator for measure in measures)
            and (cells := [found.get(f"{subject.name}.{measure}") for measure in measures])
        ]
        rules = {name: measure for kind in reversed(kinds) for name, measure in MEASURES[kind].items()}
        columns = [Column("统计项", 9), *(Column(name, 5, RIGHT, note=rules[name].rule) for name in measures)]
        return Table(title, tuple(columns), tuple(rows))

    plan_names = ("年度计划.计划数", "年度计划.完成数", "年度计划.完成率")
    plan = Table(
        "三、年度计划与队伍",
        (*(Column(name.partition(".")[2], 6, RIGHT) for name in plan_names), Column("期末在岗", 6, RIGHT)),
        (Row((*(found[name] for name in plan_names), found["在岗.人数"])),),
    )
    return [
        year.report(
            "总览", "干部学习培训台账总览",
            table("一、学习培训活动", (SubjectKind.SESSIONS, SubjectKind.PARTS), session_measures),
            table("二、心得笔记", (SubjectKind.NOTES,), note_measures),
            plan,
            notes=(f"人均的分母：{year.scope.denominator}。各项数字的算法见“口径说明”。",),
        )
    ]  # fmt: skip


def _ledgers(year: Year) -> list[Report]:
    lines = sessions.ledger_lines(year.scope.period)
    named = {category for _, of_sheet in LEDGERS for category in of_sheet}
    sheets = [
        _ledger(year, sheet, [line for line in lines if line.category in of_sheet], of_sheet)
        for sheet, of_sheet in LEDGERS
    ]
    others = [line for line in lines if line.category not in named]
    return [*sheets, _ledger(year, "其他活动", others, tuple(dict.fromkeys(line.category for line in others)))]


def _ledger(year: Year, sheet: str, lines: Sequence[LedgerLine], of_sheet: Sequence[str]) -> Report:
    columns = (
        Column("序号", 2, CENTER), Column("编号", 5), Column("类型", 5), Column("日期", 5.5), Column("题目", 11),
        Column("时间", 6), Column("地点", 5), Column("主办单位", 5), Column("主持、领学、主讲", 9),
        Column("学习内容", 10), Column("学时", 2.5, RIGHT), Column("天数", 2.5, RIGHT), Column("应到", 3, RIGHT),
        Column("实到", 3, RIGHT), Column("外单位", 3, RIGHT), Column("发言", 2.5, RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, line.number, line.category, line.held_on, line.title, _time(line),
                line.place, line.organiser or line.level, _who(line), _content(line), shown(line.hours),
                shown(line.days), line.marked, line.attended, line.outsiders or None, len(line.people.get("研讨发言", ())) or None,
            )
        )
        for number, line in enumerate(lines, start=1)
    ]  # fmt: skip
    rows += [_ledger_total(year, category) for category in of_sheet] if lines else []
    return year.report(sheet, f"{sheet}台账", Table("", columns, tuple(rows)))


def _ledger_total(year: Year, category: str) -> Row:
    """Close a ledger with the register's own figures of each kind that stands in it."""
    found = register.figures(
        year.scope, {f"{category}.{measure}" for measure in ("次数", "学时", "天数", "应到人次", "人次", "发言人次")}
    )

    def cell(measure: str) -> Cell:
        return found.get(f"{category}.{measure}")

    return Row(
        (
            "合计", "", category, None, cell("次数"), "", "", "", "", "", cell("学时"), cell("天数"), cell("应到人次"),
            cell("人次"), None, cell("发言人次"),
        ),
        RowKind.TOTAL,
    )  # fmt: skip


def _time(line: LedgerLine) -> str:
    return "—".join(filter(None, (line.start, line.end)))


def _who(line: LedgerLine) -> str:
    roles = ("主持", "领学", "主讲", "宣讲", "交流")
    return "；".join(f"{role}：{'、'.join(line.people[role])}" for role in roles if role in line.people)


def _content(line: LedgerLine) -> str:
    return "、".join((*line.readings.splitlines(), *line.films.splitlines()))


def _people(year: Year) -> list[Report]:
    """出勤(人): each person's marks by kind of session."""
    active = [row.name for row in categories.listed() if row.sessions]
    names = [f"{category}.人次" for category in active if category in register.names()]
    whole = ("全部活动.人次", "全部活动.应到人次")
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], {*names, *whole})[""]
    totals = register.figures(year.scope, {*names, *whole, "全部活动.实到率"})
    rows: list[Row] = []
    for person in _persons(year, found):
        mine = found.get(person.id, {})
        attended, marked = (mine.get(name) for name in whole)
        rate = percent(attended.numerator / marked.numerator) if attended and marked and marked.numerator else None
        rows.append(
            Row(
                (
                    person.full_name,
                    person.unit or "（已离岗）",
                    *(mine.get(name) for name in names),
                    attended,
                    marked,
                    rate,
                )
            )
        )
    total = ("合计", "", *(totals[name] for name in (*names, *whole, "全部活动.实到率")))
    columns = (
        Column("姓名", 5), Column("单位", 6),
        *(Column(name.partition(".")[0], 3, RIGHT, "参加人次") for name in names),
        Column("实到合计", 3, RIGHT), Column("应到合计", 3, RIGHT), Column("实到率", 3.5, RIGHT),
    )  # fmt: skip
    return [year.report("出勤（人）", "出勤统计（按人）", Table("", columns, (*rows, Row(total, RowKind.TOTAL))))]


def _by_session(year: Year) -> list[Report]:
    """出勤(场): each session's marks."""
    columns = (
        Column("编号", 5), Column("日期", 5.5), Column("类型", 6), Column("题目", 14), Column("应到", 3, RIGHT),
        Column("实到", 3, RIGHT), Column("实到率", 4, RIGHT), Column("外单位", 4, RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                line.number, line.held_on, line.category, line.title, line.marked, line.attended,
                percent(Fraction(line.attended, line.marked)) if line.marked else None, line.outsiders or None,
            )
        )
        for line in sessions.ledger_lines(year.scope.period)
    ]  # fmt: skip
    found = register.figures(year.scope, {f"全部活动.{name}" for name in ("次数", "应到人次", "人次", "实到率")})
    total = (
        "合计", None, "", found["全部活动.次数"], found["全部活动.应到人次"], found["全部活动.人次"],
        found["全部活动.实到率"], None,
    )  # fmt: skip
    return [year.report("出勤（场）", "出勤统计（按场）", Table("", columns, (*rows, Row(total, RowKind.TOTAL))))]


def _notes(year: Year) -> list[Report]:
    of_notes = [subject for subject in subjects() if subject.kind is SubjectKind.NOTES]
    measures = ("篇数", "字数", "已签")
    names = [f"{subject.name}.{measure}" for subject in of_notes for measure in measures]
    totals = register.figures(year.scope, set(names))
    used = [subject for subject in of_notes if totals[f"{subject.name}.篇数"].numerator]
    names = [f"{subject.name}.{measure}" for subject in used for measure in measures]
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], set(names))[""]
    columns = (
        Column("姓名", 5), Column("单位", 7),
        *(Column(measure, 4, RIGHT, subject.name) for subject in used for measure in measures),
    )  # fmt: skip
    rows = [
        Row((person.full_name, person.unit or "（已离岗）", *(found.get(person.id, {}).get(name) for name in names)))
        for person in _persons(year, found)
    ]
    total = Row(("合计", "", *(totals[name] for name in names)), RowKind.TOTAL)
    return [year.report("心得笔记", "心得笔记审签台账", Table("", columns, (*rows, total)), _per_head(year, used))]


def _per_head(year: Year, used: Sequence[SubjectOf]) -> Table:
    """人均 by population: the same measure under each, so that none is taken for another."""
    measures = ("篇数", "人均篇数", "字数", "人均字数", "审签率")
    rows: list[Row] = []
    for population in FIXED_POPULATIONS:
        found = register.figures(year.scope.of(Population(population)))
        rows += [
            Row((subject.name, population, found["在岗.人数"], *(found[f"{subject.name}.{each}"] for each in measures)))
            for subject in used
        ]
    columns = (
        Column("统计项", 6),
        Column("口径", 5),
        Column("期末在岗", 5, RIGHT),
        *(Column(each, 5, RIGHT) for each in measures),
    )
    return Table("人均情况", columns, tuple(rows))


def _hours(year: Year) -> list[Report]:
    """学时: each person's hours and days that count, against the yearly duty."""
    said = settings.current()
    duty_hours, duty_days = int(said.duty_hours), int(said.duty_days)
    names = (f"{YEARLY}.人学时", f"{YEARLY}.人天数", "全部活动.人学时")
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], set(names))[""]
    totals = register.figures(year.scope, set(names))
    columns = (
        Column("姓名", 5), Column("单位", 7), Column("职级", 6), Column("计入学时", 5, RIGHT),
        Column("培训天数", 5, RIGHT), Column("全部学时", 5, RIGHT), Column("是否达标", 6, CENTER), Column("差额", 8),
    )  # fmt: skip
    rows: list[Row] = []
    for person in _persons(year, found):
        mine = found.get(person.id, {})
        hours, days = (mine[name].numerator if name in mine else Fraction(0) for name in names[:2])
        met = hours >= duty_hours or days >= duty_days
        lack = "" if met else f"差{decimal(duty_hours - hours)}学时或{decimal(duty_days - days)}天"
        cells = (*(mine.get(name) for name in names), "达标" if met else "未达标", lack)
        rows.append(Row((person.full_name, person.unit or "（已离岗）", person.rank or "", *cells)))
    total = Row(("合计", "", "", *(totals[name] for name in names), "", ""), RowKind.TOTAL)
    rule = f"达标：一年内计入学时满{duty_hours}学时，或培训满{duty_days}天；计入与否按活动类型设置。"
    return [year.report("学时", "干部学时统计", Table("", columns, (*rows, total)), notes=(rule,), upright=True)]


def _plan(year: Year) -> list[Report]:
    columns = (
        Column("序号", 2.5, CENTER), Column("内容", 12), Column("对象", 6), Column("统计口径", 11),
        Column("目标", 4, RIGHT), Column("单位", 3), Column("已完成", 4, RIGHT), Column("完成率", 4, RIGHT),
        Column("状态", 4, CENTER), Column("说明", 8),
    )  # fmt: skip
    rows: list[Row] = []
    part = None
    for number, item in enumerate(plans.progress(year.number, year.scope.as_of or year.scope.period.last), start=1):
        if item.part != part:
            part = item.part
            rows.append(Row((part,), RowKind.GROUP))
        rule = f"{item.figure_name}（{item.population}）" if item.figure_name else ""
        rows.append(
            Row(
                (
                    number, item.content, item.audience, rule, decimal(item.target) if item.target is not None else "",
                    item.target_unit, item.done, percent(item.share) if item.target is not None else "", item.state,
                    item.not_done_reason,
                )
            )
        )  # fmt: skip
    return [year.report("计划", "干部教育培训计划完成情况", Table("", columns, tuple(rows), "没有这一年的计划"))]


def _months(year: Year) -> list[Report]:
    """月份矩阵: kinds of session by month, the months in which each was held, and the share of them."""
    of_sessions = [subject for subject in subjects() if subject.kind is SubjectKind.SESSIONS]
    names = {f"{subject.name}.次数" for subject in of_sessions}
    by_month = register.by_month(year.number, year.scope, names)
    totals = register.figures(year.scope, names)
    elapsed = year.scope.period.last.month
    rows: list[Row] = []
    for subject in of_sessions:
        name = f"{subject.name}.次数"
        if not totals[name].numerator:
            continue
        months = [by_month[month][name] for month in range(1, 13)]
        held = sum(figure.numerator > 0 for figure in months)
        cells = (*(figure if figure.numerator else None for figure in months), totals[name], held)
        rows.append(Row((subject.name, *cells, percent(Fraction(held, elapsed)))))
    columns = (
        Column("统计项", 8), *(Column(f"{month}月", 2.5, RIGHT) for month in range(1, 13)), Column("全年", 3, RIGHT),
        Column("开展月份数", 3.5, RIGHT), Column("按月开展率", 4, RIGHT),
    )  # fmt: skip
    note = f"按月开展率为有活动的月份数÷{elapsed}个月。"
    return [year.report("月份矩阵", "活动月份矩阵（次数）", Table("", columns, tuple(rows)), notes=(note,))]


def _rules(year: Year) -> list[Report]:
    """口径说明: what every measure means and what every subject takes."""
    measures = [
        Row((kind.value, measure.name, measure.rule))
        for kind, of_kind in MEASURES.items()
        for measure in of_kind.values()
    ]
    taken = [
        Row((row.name, row.kind, row.measure_word, subject_records.in_words(row.draft().filter)))
        for row in subject_records.listed()
    ]
    return [
        year.report(
            "口径说明", "统计口径说明",
            Table("一、指标", (Column("对象", 4), Column("指标", 5), Column("算法", 28)), tuple(measures)),
            Table(
                "二、统计项",
                (Column("统计项", 7), Column("对象", 4), Column("量词", 3), Column("范围", 22)),
                tuple(taken),
            ),
            notes=(
                f"人均的分母：{year.scope.denominator}；人员按活动或上交当日所在单位归口，当日以后调动不影响以前的数字。",
            ),
            upright=True,
        )
    ]  # fmt: skip


def _persons(year: Year, found: Mapping[int, object]) -> list[cadres.CadreRow]:
    """Return everybody in post at the end of the period, then those who left but have records."""
    last = year.scope.period.last
    belonging = register.in_post(year.scope.population, last)
    return [person for person in cadres.listed(last) if person.id in belonging or person.id in found]


def file_name(year: int) -> str:
    """Return the name the workbook is offered to be saved under, without its ending."""
    return f"{year}年干部学习培训台账"
