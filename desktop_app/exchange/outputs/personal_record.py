"""干部教育培训登记表: one person a document page where it fits, of one cadre or of everybody in post."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from desktop_app.core.number import shown
from desktop_app.core.period import day_text
from desktop_app.core.scope import Scope
from desktop_app.exchange.output import Ask, Choice, Output, signature, unrecorded, unrecorded_said
from desktop_app.exchange.report import BLANK_DAY, Align, Cell, Column, Report, Row, Sourced, Table
from desktop_app.metrics.subjects import of_category
from desktop_app.records import personal_records, settings, stamp
from desktop_app.records.lectures import LECTURE
from desktop_app.records.personal_records import Course, PersonalRecord
from desktop_app.records.study_time import name_of

CENTER, RIGHT = Align.CENTER, Align.RIGHT
COURSES, STUDIES = 6, 1
"""So many lines these tables have at least: what is not in the ledger is written by hand."""
ROOM: Final = 5
"""Lines for an opinion and a seal."""
FORM = (
    Column("", 5.5, CENTER, is_label=True), Column("", 8, CENTER), Column("", 5.5, CENTER, is_label=True),
    Column("", 7, CENTER), Column("", 6.5, CENTER, is_label=True), Column("", 7, CENTER),
)  # fmt: skip
ACTIVITIES, WRITTEN, YEARLY = "全部活动", "全部笔记", "年度学时"
FIGURES = (
    ("应到人次", f"{ACTIVITIES}.应到人次"), ("参加人次", f"{ACTIVITIES}.人次"), ("实到率", f"{ACTIVITIES}.实到率"),
    ("学时", f"{ACTIVITIES}.人学时"), ("天数", f"{ACTIVITIES}.人天数"), ("计入年度学时", f"{YEARLY}.人学时"),
    ("笔记篇数", f"{WRITTEN}.篇数"), ("笔记字数", f"{WRITTEN}.字数"), ("已审签篇数", f"{WRITTEN}.已签"),
)  # fmt: skip
ROLES = (("研讨发言", f"{ACTIVITIES}.发言人次"), ("领学", f"{ACTIVITIES}.领学人次"))
ACROSS: Final = 3
"""So many figures stand in a row of the form."""
BLANK: Final = "　" * 6
NOTES = ("参加人次、学时、天数含个人培训结业；实到率只算活动的出勤。",)


def sheets(choice: Choice) -> list[Report]:
    """Return a form for each person, units in their order."""
    figures = (*FIGURES, ("讲党课", f"{of_category(LECTURE)}.主讲人次"), *ROLES)
    names = {name for _, name in figures}
    found = personal_records.read(choice.period, names, choice.population, choice.cadre_id)
    facts = [f"填报单位：{settings.current().office}", f"统计期间：{choice.period.text}"]
    if unrecorded(choice.period):
        facts.append(unrecorded_said(choice.period))
    face = Report("干部教育培训登记表", tuple(facts), (), signature(), NOTES, sideways=False, stamp=stamp.printed())
    nobody = Table("", (Column("姓名", 40),), (), f"{choice.population.text}没有在岗人员")
    forms = [_sheet(record, face, Scope(choice.period), figures) for record in found]
    return forms or [replace(face, tables=(nobody,))]


def _sheet(record: PersonalRecord, face: Report, scope: Scope, figures: Sequence[tuple[str, str]]) -> Report:
    return replace(
        face,
        sheet_name=record.cadre.full_name,
        tables=(
            _head(record), _courses(record), _figures(record, scope, figures), _studies(record), _duties(record),
            _opinions(),
        ),
    )  # fmt: skip


def _head(record: PersonalRecord) -> Table:
    cadre, held, degree = record.cadre, record.held, record.degree
    unit, post, rank = (held.unit, held.post, held.rank) if held else ("", "", "")
    left = "" if cadre.unit or not cadre.left_on else f"（{day_text(cadre.left_on)}{cadre.left_for or '离岗'}）"
    studied = f"{degree.level}，{degree.school}{degree.major}" if degree else ""
    rows = (
        Row(("姓名", cadre.full_name, "性别", cadre.gender, "出生年月", _month(cadre.birth_month))),
        Row(("政治面貌", record.political_status, "入党时间", _month_of(record.party_joined_on), "参加工作时间",
             _month_of(cadre.joined_on))),
        Row(("工作单位", f"{unit}{left}", "人员类别", cadre.staff_kind), spans=(1, 3, 1, 1)),
        Row(("职务", post, "职级", rank), spans=(1, 3, 1, 1)),
        Row(("学历", studied), spans=(1, 5)),
    )  # fmt: skip
    opened = tuple(replace(row, record=("cadre", cadre.id)) for row in rows)
    return Table("", FORM, opened, is_headed=False)


def _month(birth_month: str) -> str:
    """Return 1996年7月 for 1996-07."""
    year, _, month = birth_month.partition("-")
    return f"{year}年{int(month)}月" if month else ""


def _month_of(day: date | None) -> str:
    return f"{day.year}年{day.month}月" if day else ""


def _courses(record: PersonalRecord) -> Table:
    columns = (
        Column("起止时间", 9, CENTER), Column("培训名称", 14), Column("主办单位", 7), Column("学时", 3, RIGHT),
        Column("天数", 3, RIGHT), Column("成绩、证书", 8),
    )  # fmt: skip
    rows = [Row(_course(course), record=(course.table, course.id)) for course in record.courses]
    return Table("一、培训经历", columns, _filled(rows, COURSES, len(columns)))


def _course(course: Course) -> tuple[Cell, ...]:
    return (
        _span(course.first, course.last), course.title, course.organiser, _amount(course.hours), _amount(course.days),
        course.result,
    )  # fmt: skip


def _span(first: date, last: date | None) -> str:
    """Return 2022.4.4—4.8, the year of the second day only where it is another."""
    begun = f"{first.year}.{first.month}.{first.day}"
    if last is None:
        return f"{begun}—"
    if last == first:
        return begun
    return f"{begun}—{f'{last.year}.' if last.year != first.year else ''}{last.month}.{last.day}"


def _figures(record: PersonalRecord, scope: Scope, figures: Sequence[tuple[str, str]]) -> Table:
    cells = [(label, _sourced(record, scope, name)) for label, name in figures]
    rows = [
        Row(tuple(cell for pair in cells[start : start + ACROSS] for cell in pair))
        for start in range(0, len(cells), ACROSS)
    ]
    return Table("二、年度学习情况", FORM, tuple(rows), is_headed=False)


def _sourced(record: PersonalRecord, scope: Scope, name: str) -> Cell:
    figure = record.figures.get(name)
    return Sourced(figure, scope, record.cadre.id) if figure else ""


def _studies(record: PersonalRecord) -> Table:
    columns = (
        Column("类别", 5, CENTER), Column("学校专业、报考地区", 14), Column("起止时间", 9, CENTER),
        Column("成绩、证书", 11, CENTER), Column("结果", 5, CENTER),
    )  # fmt: skip
    degrees = [
        Row(
            (
                row.level, f"{row.school}{row.major}", _span(row.from_date, row.to_date), row.certificate,
                row.state_on(record.day),
            ),
            record=("education", row.id),
        )
        for row in record.degrees
    ]  # fmt: skip
    exams = [
        Row(("法考", row.area, f"{row.year}年", _scores(row.objective, row.subjective), row.result),
            record=("law_exam", row.id))
        for row in record.exams
    ]  # fmt: skip
    return Table("三、学历提升和法考", columns, _filled([*degrees, *exams], STUDIES, len(columns)))


def _scores(objective: int | None, subjective: int | None) -> str:
    parts = (("客观题", objective), ("主观题", subjective))
    return "，".join(f"{part}{shown(score)}" for part, score in parts if score is not None)


def _duties(record: PersonalRecord) -> Table:
    columns = (
        Column("学时任务", 10), Column("应达", 10, CENTER), Column("已计学时", 5, CENTER),
        Column("已计天数", 5, CENTER), Column("结果", 10, CENTER),
    )  # fmt: skip
    rows = [
        Row((line.rule.name, line.rule.text, shown(line.hours), shown(line.days), line.result))
        for line in record.duties
    ]
    return Table(f"四、学时任务（截至{day_text(record.day)}）", columns, tuple(rows), "没有学时任务")


def _opinions() -> Table:
    label, room = Column("", 4, CENTER, is_label=True), Column("", 15, CENTER)
    mine, of_unit = f"\n\n签名：{BLANK}\n{BLANK_DAY}", f"\n\n（盖章）\n{BLANK_DAY}"
    row = Row(("本人\n签字", mine, "单位\n意见", of_unit), lines=ROOM)
    return Table("", (label, room, label, room), (row,), is_headed=False)


def _filled(rows: Sequence[Row], least: int, width: int) -> tuple[Row, ...]:
    """Add empty rows to write in."""
    return (*rows, *[Row(("",) * width)] * (least - len(rows)))


def _amount(hundredths: int) -> str:
    return shown(hundredths) if hundredths else ""


def _file_name(choice: Choice) -> str:
    whose = choice.population.in_brackets if choice.cadre_id is None else f"（{name_of(choice.cadre_id)}）"
    return f"{choice.period.text}干部教育培训登记表{whose}"


OUTPUT = Output(
    "干部教育培训登记表", "个人", "每人一张：基本情况、培训经历、年度学习、学历法考、学时任务；不选干部的是全部在岗的",
    frozenset({Ask.YEAR, Ask.POPULATION, Ask.CADRE}), sheets, _file_name,
)  # fmt: skip
