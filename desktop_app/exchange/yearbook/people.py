"""What each person attended, wrote and earned in hours; and 人均 by population."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from desktop_app.core.number import decimal
from desktop_app.core.scope import FIXED_POPULATIONS, Population, Slice
from desktop_app.core.subject import SubjectKind
from desktop_app.core.wording import percent
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics import register
from desktop_app.metrics.subjects import SubjectOf, subjects
from desktop_app.records import cadres, categories, settings

RIGHT, CENTER = Align.RIGHT, Align.CENTER
YEARLY = "年度学时"
LEFT_OFFICE = "（已离岗）"


def people(year: Year) -> list[Report]:
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
                    person.name_beside_unit,
                    person.unit or LEFT_OFFICE,
                    *(mine.get(name) for name in names),
                    attended,
                    marked,
                    rate,
                )
            )
        )
    total = ("合计", "", *(totals[name] for name in (*names, *whole, "全部活动.实到率")))
    columns = (
        Column("姓名", 6), Column("单位", 8),
        *(Column(name.partition(".")[0], 3, RIGHT, "参加人次") for name in names),
        Column("实到合计", 3, RIGHT), Column("应到合计", 3, RIGHT), Column("实到率", 3.5, RIGHT),
    )  # fmt: skip
    return [year.report("出勤(人)", "出勤统计（按人）", Table("", columns, (*rows, Row(total, RowKind.TOTAL))))]


def notes(year: Year) -> list[Report]:
    of_notes = [subject for subject in subjects() if subject.kind is SubjectKind.NOTES]
    measures = ("篇数", "字数", "已签")
    names = [f"{subject.name}.{measure}" for subject in of_notes for measure in measures]
    totals = register.figures(year.scope, set(names))
    used = [subject for subject in of_notes if totals[f"{subject.name}.篇数"].numerator]
    names = [f"{subject.name}.{measure}" for subject in used for measure in measures]
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], set(names))[""]
    columns = (
        Column("姓名", 6), Column("单位", 8),
        *(Column(measure, 4, RIGHT, subject.name) for subject in used for measure in measures),
    )  # fmt: skip
    rows = [
        Row(
            (
                person.name_beside_unit,
                person.unit or LEFT_OFFICE,
                *(found.get(person.id, {}).get(name) for name in names),
            )
        )
        for person in _persons(year, found)
    ]
    total = Row(("合计", "", *(totals[name] for name in names)), RowKind.TOTAL)
    by_person = Table("二、个人", columns, (*rows, total))
    return [year.report("心得笔记", "心得笔记审签台账", _per_head(year, used), by_person)]


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
    return Table("一、人均", columns, tuple(rows))


def hours(year: Year) -> list[Report]:
    """学时: each person's hours and days that count, against the yearly duty."""
    said = settings.current()
    duty_hours, duty_days = int(said.duty_hours), int(said.duty_days)
    names = (f"{YEARLY}.人学时", f"{YEARLY}.人天数", "全部活动.人学时")
    found = register.by_cadre(year.scope, [Slice("", year.scope.period)], set(names))[""]
    totals = register.figures(year.scope, set(names))
    columns = (
        Column("姓名", 6), Column("单位", 8), Column("职级", 6), Column("计入学时", 5, RIGHT),
        Column("培训天数", 5, RIGHT), Column("全部学时", 5, RIGHT), Column("是否达标", 6, CENTER), Column("差额", 8),
    )  # fmt: skip
    rows: list[Row] = []
    for person in _persons(year, found):
        mine = found.get(person.id, {})
        hours, days = (mine[name].numerator if name in mine else Fraction(0) for name in names[:2])
        met = hours >= duty_hours or days >= duty_days
        lack = "" if met else f"差{decimal(duty_hours - hours)}学时或{decimal(duty_days - days)}天"
        cells = (*(mine.get(name) for name in names), "达标" if met else "未达标", lack)
        rows.append(Row((person.name_beside_unit, person.unit or LEFT_OFFICE, person.rank or "", *cells)))
    total = Row(("合计", "", "", *(totals[name] for name in names), "", ""), RowKind.TOTAL)
    rule = f"达标：一年内计入学时满{duty_hours}学时，或培训满{duty_days}天；计入与否按活动类型设置。"
    return [year.report("学时", "干部学时统计", Table("", columns, (*rows, total)), notes=(rule,))]


def _persons(year: Year, found: Mapping[int, object]) -> list[cadres.CadreRow]:
    """Return everybody in post at the end of the period, then those who left but have records."""
    last = year.scope.period.last
    belonging = register.in_post(year.scope.population, last)
    return [person for person in cadres.listed(last) if person.id in belonging or person.id in found]
