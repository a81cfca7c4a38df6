"""What each person attended, wrote and earned in hours; and 人均 by population."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

from desktop_app.core.duty import DutyRule
from desktop_app.core.figure import NOTHING, Figure
from desktop_app.core.scope import FIXED_POPULATIONS, Population, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.by_unit import LEFT_OFFICE, SUBTOTAL_RULE, grouped
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import SubjectOf, of_categories, subjects
from desktop_app.records import cadres, categories, duties, trainings

RIGHT, CENTER = Align.RIGHT, Align.CENTER
Found = Mapping[int, Mapping[str, Figure]]
"""Figures by cadre and name."""


def people(year: Year) -> list[Report]:
    """出勤(人): each person's marks by kind of session."""
    taken = {row.category for row in trainings.listed(year.number)}
    active = [row.name for row in categories.listed() if row.sessions or row.name in taken]
    own = of_categories()
    names = [f"{own[category]}.人次" for category in active if category in own]
    whole = ("全部活动.人次", "全部活动.应到人次", "全部活动.实到率")
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], {*names, *whole})[""]
    totals = register.figures(year.scope, {*names, *whole})
    rows = grouped(_persons(year, found), partial(_person, year, found, (*names, *whole)))
    total = ("合计", "", *(year.cell(totals[name]) for name in (*names, *whole)))
    columns = (
        Column("姓名", 7), Column("单位", 9.5, note=SUBTOTAL_RULE),
        *(Column(name.partition(".")[0], 3, RIGHT, "参加人次", _rule(name)) for name in names),
        *(Column(title, width, RIGHT, note=_rule(name)) for title, width, name in zip(
            ("人次合计", "应到合计", "实到率"), (3, 3, 3.5), whole, strict=True)),
    )  # fmt: skip
    note = "人次含个人培训结业，应到和实到率只算活动的出勤。"
    table = Table("", columns, (*rows, Row(total, RowKind.TOTAL)))
    return [year.report("出勤(人)", "出勤统计（按人）", table, notes=(note, f"{SUBTOTAL_RULE}。"), is_signed=True)]


def _person(year: Year, found: Found, names: Sequence[str], person: cadres.CadreRow) -> Row:
    mine = found.get(person.id, {})
    cells = (year.cell(mine.get(name), cadre_id=person.id) for name in names)
    return Row((person.name_beside_unit, person.unit or LEFT_OFFICE, *cells), record=("cadre", person.id))


def _rule(name: str) -> str:
    """Return the rule of a figure, for the heading it stands under."""
    return register.named(name)[1].rule


def notes(year: Year) -> list[Report]:
    of_notes = [subject for subject in subjects() if subject.kind is SubjectKind.NOTES]
    measures = ("篇数", "字数", "已签")
    names = [f"{subject.name}.{measure}" for subject in of_notes for measure in measures]
    totals = register.figures(year.scope, set(names))
    used = [subject for subject in of_notes if totals[f"{subject.name}.篇数"].numerator]
    names = [f"{subject.name}.{measure}" for subject in used for measure in measures]
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], set(names))[""]
    columns = (
        Column("姓名", 7), Column("单位", 9.5, note=SUBTOTAL_RULE),
        *(Column(measure, 4, RIGHT, subject.name, MEASURES[SubjectKind.NOTES][measure].rule)
          for subject in used for measure in measures),
    )  # fmt: skip
    rows = grouped(_persons(year, found), partial(_person, year, found, names))
    total = Row(("合计", "", *(year.cell(totals[name]) for name in names)), RowKind.TOTAL)
    by_person = Table("二、个人", columns, (*rows, total))
    notes = (f"{SUBTOTAL_RULE}。",)
    return [year.report("心得笔记", "心得笔记审签台账", _per_head(year, used), by_person, notes=notes, is_signed=True)]


def _per_head(year: Year, used: Sequence[SubjectOf]) -> Table:
    """人均 by population: the same measure under each, so that none is taken for another."""
    measures = ("篇数", "人均篇数", "字数", "人均字数", "审签率")
    rows: list[Row] = []
    names = {"在岗.人数", *(f"{subject.name}.{measure}" for subject in used for measure in measures)}
    for population in FIXED_POPULATIONS:
        found = register.figures(year.scope.of(Population(population)), names)
        rows += [
            Row(
                (
                    subject.name,
                    population,
                    year.cell(found["在岗.人数"], population),
                    *(year.cell(found[f"{subject.name}.{each}"], population) for each in measures),
                )
            )
            for subject in used
        ]
    columns = (
        Column("统计项", 6),
        Column("口径", 5),
        Column("期末在岗", 5, RIGHT, note=_rule("在岗.人数")),
        *(Column(each, 5, RIGHT, note=MEASURES[SubjectKind.NOTES][each].rule) for each in measures),
    )
    return Table("一、人均", columns, tuple(rows))


def hours(year: Year) -> list[Report]:
    """学时: each person's hours and days that count, against each of his duties on the last day."""
    standing = {line.id: line for line in duties.listed_on(year.day, year.scope.population)}
    asked = sorted({line.rule for person in standing.values() for line in person.lines}, key=lambda rule: rule.id)
    names = (duties.HOURS, duties.DAYS, "全部活动.人学时")
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], set(names))[""]
    totals = register.figures(year.scope, {*names, *duties.SUMS})
    columns = (
        Column("姓名", 7), Column("单位", 9.5, note=SUBTOTAL_RULE), Column("职级", 6),
        *(Column(title, 5, RIGHT, note=_rule(name)) for title, name in zip(
            ("计入学时", "培训天数", "全部学时"), names, strict=True)),
        *(Column(rule.name, 7, CENTER, "各项任务", rule.text) for rule in asked),
        Column("是否达标", 5, CENTER, note=_rule("学时达标.达标率")),
    )  # fmt: skip

    def person_row(person: cadres.CadreRow) -> Row:
        stands = standing.get(person.id)
        of_rule = {line.rule: line.result for line in stands.lines} if stands else {}
        name, unit, *cells = _person(year, found, names, person).cells
        results = (of_rule.get(rule, NOTHING) for rule in asked)
        state = stands.state if stands else NOTHING
        return Row((name, unit, person.rank or "", *cells, *results, state), record=("cadre", person.id))

    rows = grouped(_persons(year, found), person_row)
    sums = (year.cell(totals[name]) for name in names)
    rate = year.cell(totals["学时达标.达标率"])
    total = Row(("合计", "", "", *sums, *("" for _ in asked), rate), RowKind.TOTAL)
    resting = {line.rule.name for person in standing.values() for line in person.lines if not line.is_asked}
    notes = (_duties_said(asked, resting), f"{SUBTOTAL_RULE}。")
    return [year.report("学时", "干部学时统计", Table("", columns, (*rows, total)), notes=notes, is_signed=True)]


def _duties_said(asked: Sequence[DutyRule], resting: Collection[str]) -> str:
    """Return what is asked of whom, as it is printed below."""
    told = "；".join(
        f"{rule.name}{rule.text}{'（没有登记过，暂不要求）' if rule.name in resting else ''}" for rule in asked
    )
    return f"学时任务：{told}。期末在岗的按期末的职级、政治面貌计算，学时或天数有一项达到即为达标；年内到岗的不减免。"


def _persons(year: Year, found: Mapping[int, object]) -> list[cadres.CadreRow]:
    """Return everybody in post at the end of the period, then those who left but have records."""
    last = year.scope.period.last
    belonging = register.in_post(year.scope.population, last)
    return [person for person in cadres.listed(last) if person.id in belonging or person.id in found]
