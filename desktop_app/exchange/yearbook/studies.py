"""What people learn beside the sessions: 个人培训, 学历提升, 法考, and how far the 必学篇目 are covered.

The register of each comes last on its sheet, in the headings that the import understands.
"""

from decimal import Decimal

from desktop_app.core.study import NATIONAL
from desktop_app.core.subject import SubjectKind
from desktop_app.core.wording import book_titles
from desktop_app.exchange.report import Align, Column, Report, Row, Table
from desktop_app.exchange.yearbook.year import Year, amount
from desktop_app.metrics import evidence, register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import of_list
from desktop_app.records import education, law_exams, readings
from desktop_app.records import trainings as training_records

RIGHT, CENTER = Align.RIGHT, Align.CENTER
_COVERED = "参加过学习该篇的活动（到、迟到、补学），或交过该篇的心得笔记，算已学。"


def trainings(year: Year) -> list[Report]:
    """个人培训: what went on in the year; finished is what had ended by the as-of day."""
    period = year.scope.period
    columns = (
        Column("序号", 2, CENTER), Column("姓名", 6), Column("单位", 6), Column("类型", 5), Column("培训名称", 12),
        Column("主办单位", 6), Column("主办层级", 5), Column("区域", 3, CENTER), Column("开始日期", 5.5),
        Column("结束日期", 5.5), Column("学时", 3, RIGHT), Column("天数", 3, RIGHT), Column("状态", 4, CENTER),
        Column("成绩", 3, RIGHT), Column("证书编号", 7), Column("备注", 5),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, row.full_name, row.unit or "", row.category, row.title, row.organiser, row.level, row.region,
                row.from_date, row.to_date, _number(row.hours), _number(row.days),
                row.state_on(period.last), _score(row.score), row.certificate, row.remark,
            ),
            record=("training", row.id),
        )
        for number, row in enumerate(training_records.going_on(period), start=1)
    ]  # fmt: skip
    note = "结业的按结束日期计入本类活动的人次、人学时、人天数，不计入次数和实到率。"
    return [year.report("个人培训", "干部个人培训台账", Table("", columns, tuple(rows)), notes=(note,))]


def degrees_and_exams(year: Year) -> list[Report]:
    """学历提升 and 法考: how many, by the register, and the records as they stood at the end of the period."""
    counts = "一、人数"
    return [
        year.report(
            "学历提升", "学历提升台账", _figures(year, SubjectKind.EDUCATION, counts), _degrees(year),
            notes=("准予的学时按记入日期计入学历提升一类。",),
        ),
        year.report(
            "法考", "法考台账", _figures(year, SubjectKind.LAW_EXAMS, counts), _exams(year),
            notes=("准予的学时按记入日期计入法考一类；客观题成绩两年有效。",),
        ),
    ]  # fmt: skip


def required_readings(year: Year) -> list[Report]:
    """必学篇目: the sessions that covered each, how many people have, and who has not."""
    columns = (
        Column("序号", 2, CENTER), Column("年度", 3, CENTER), Column("篇目", 13), Column("类别", 4), Column("来源",
         7), Column("对象", 4),
        Column("完成时限", 5.5), Column("状态", 4, CENTER), Column("学过的活动", 20), Column("应学人数", 4, RIGHT),
        Column("已学人数", 4, RIGHT),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, year.number, book_titles([row.title]), row.kind, row.source, row.population, row.deadline,
                 row.state,
                "、".join(f"{day.month}月{day.day}日" for day in row.days), row.should, row.covered,
            )
        )
        for number, row in enumerate(readings.listed(year.number, year.day), start=1)
    ]  # fmt: skip
    behind = [
        Row((row.cadre.full_name, row.cadre.unit or "", row.should, len(row.missing), book_titles(row.missing)))
        for row in readings.by_person(year.number, year.day)
        if row.missing
    ]
    people = (
        Column("姓名", 6), Column("单位", 7), Column("应学篇数", 4, RIGHT), Column("未学篇数", 4, RIGHT),
        Column("未学篇目", 30),
    )  # fmt: skip
    return [
        year.report(
            "必学篇目", "必学篇目学习情况",
            _figures(year, SubjectKind.READINGS, "一、完成情况"),
            Table("二、篇目", columns, tuple(rows), "没有这一年的必学篇目"),
            notes=(_COVERED,),
        ),
        year.report(
            "必学未学完", "必学篇目没有学完的人员", Table("", people, tuple(behind), "没有"), notes=(_COVERED,)
        ),
    ]  # fmt: skip


def _degrees(year: Year) -> Table:
    columns = (
        Column("序号", 2, CENTER), Column("姓名", 6), Column("单位", 6), Column("学校", 9), Column("专业", 6),
         Column("学历", 4),
        Column("学习形式", 5), Column("入学日期", 5.5), Column("毕业日期", 5.5), Column("状态", 4, CENTER),
        Column("准予学时", 4, RIGHT), Column("准予天数", 4, RIGHT), Column("记入日期", 5.5), Column("证书编号", 7),
        Column("备注", 5),
    )  # fmt: skip
    states = _states(year, SubjectKind.EDUCATION, "人数")
    rows = [
        Row(
            (
                number, row.full_name, row.unit or "", row.school, row.major, row.level, row.mode, row.from_date,
                 row.to_date,
                states[row.id], _number(row.hours), _number(row.days), row.credited_on, row.certificate, row.remark,
            )
        )
        for number, row in enumerate((row for row in reversed(education.listed()) if row.id in states), start=1)
    ]  # fmt: skip
    return Table("二、名册", columns, tuple(rows))


def _exams(year: Year) -> Table:
    columns = (
        Column("序号", 2, CENTER), Column("年度", 3), Column("姓名", 6), Column("单位", 6), Column("地区", 6),
        Column("客观题", 4, RIGHT), Column("主观题", 4, RIGHT), Column("结果", 6, CENTER), Column("准予学时", 4, RIGHT),
        Column("准予天数", 4, RIGHT), Column("记入日期", 5.5), Column("证书编号", 8),
        Column("备注", 5),
    )  # fmt: skip
    results = _states(year, SubjectKind.LAW_EXAMS, "报考人数")
    rows = [
        Row(
            (
                number, row.year, row.full_name, row.unit or "", row.area or NATIONAL, _score(row.objective),
                _score(row.subjective), results[row.id], _number(row.hours), _number(row.days), row.credited_on,
                row.certificate, row.remark,
            )
        )
        for number, row in enumerate((row for row in law_exams.listed() if row.id in results), start=1)
    ]  # fmt: skip
    return Table("二、名册", columns, tuple(rows))


def _states(year: Year, kind: SubjectKind, measure: str) -> dict[int, str]:
    """Return how the records stood that the register counts, by id."""
    return {line.id: line.detail for line in evidence.records(f"{of_list(kind)}.{measure}", year.scope)}


def _figures(year: Year, kind: SubjectKind, title: str) -> Table:
    """Return the figures of a list in one row."""
    names = [f"{of_list(kind)}.{measure}" for measure in MEASURES[kind]]
    found = register.figures(year.scope, set(names))
    columns = tuple(Column(measure.name, 6, RIGHT, note=measure.rule) for measure in MEASURES[kind].values())
    return Table(title, columns, (Row(tuple(year.cell(found[name]) for name in names)),))


def _number(hundredths: int) -> Decimal | None:
    return amount(hundredths) if hundredths else None


def _score(score: int | None) -> Decimal | None:
    return None if score is None else amount(score)
