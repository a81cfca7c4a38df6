"""The sheets that say it all at once: 总览, 月份矩阵, and the rules behind the numbers (口径说明)."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.figure import Figure
from desktop_app.core.period import Period
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.output import UNRECORDED
from desktop_app.exchange.report import Align, Cell, Column, Report, Row, Sourced, Table
from desktop_app.exchange.yearbook.year import Year, amount, share
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import subjects
from desktop_app.records import categories
from desktop_app.records import subjects as subject_records

RIGHT, CENTER = Align.RIGHT, Align.CENTER
NAME = "总览"
SESSIONS_TITLE, NOTES_TITLE, PLAN_TITLE = "一、学习培训活动", "二、心得笔记", "三、年度计划与队伍"
PLAN = ("年度计划.计划数", "年度计划.完成数", "年度计划.完成率")


def summary(year: Year) -> list[Report]:
    shown = {SubjectKind.SESSIONS, SubjectKind.PARTS, SubjectKind.NOTES}
    names = {f"{each.name}.{measure}" for each in subjects() if each.kind in shown for measure in MEASURES[each.kind]}
    found = register.figures(year.scope, {*names, *PLAN, "在岗.人数"})
    session_measures = ("次数", "人次", "人数", "应到人次", "实到率", "学时", "人学时", "人均学时", "人次含外单位")
    note_measures = ("篇数", "字数", "人均篇数", "人均字数", "已签", "未审数", "退回数", "审签率")

    def table(title: str, kinds: Sequence[SubjectKind], measures: Sequence[str]) -> Table:
        rows = [
            Row((subject.name, *map(year.cell, cells)))
            for subject in subjects()
            if subject.kind in kinds
            and any((cell := found.get(f"{subject.name}.{measure}")) and cell.numerator for measure in measures)
            and (cells := [found.get(f"{subject.name}.{measure}") for measure in measures])
        ]
        rules = {name: measure for kind in reversed(kinds) for name, measure in MEASURES[kind].items()}
        columns = [Column("统计项", 8), *(Column(name, 4.2, RIGHT, note=rules[name].rule) for name in measures)]
        return Table(title, tuple(columns), tuple(rows))

    heads = "在岗.人数"
    of_plan = Table(
        PLAN_TITLE,
        tuple(
            Column("期末在岗" if name == heads else name.partition(".")[2], 6, RIGHT, note=register.named(name)[1].rule)
            for name in (*PLAN, heads)
        ),
        (Row(tuple(year.cell(found[name]) for name in (*PLAN, heads))),),
    )
    waiting = found[UNRECORDED]
    return [
        year.report(
            NAME, "干部学习培训台账总览",
            table(SESSIONS_TITLE, (SubjectKind.SESSIONS, SubjectKind.PARTS), session_measures),
            table(NOTES_TITLE, (SubjectKind.NOTES,), note_measures),
            of_plan,
            notes=(
                *([f"未登记：{waiting.text}到期而未登记的活动，各表的数字不含这些场次。"] if waiting.numerator else []),
                f"人均的分母：{year.scope.denominator}。各项数字的算法见“口径说明”，出自哪些记录见“取数依据”。",
            ),
            is_signed=True,
        )
    ]  # fmt: skip


def months(year: Year) -> list[Report]:
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
        cells = (_of_month(year, month, figure) for month, figure in enumerate(months, start=1))
        rows.append(Row((subject.name, *cells, year.cell(totals[name]), held, share(held, elapsed))))
    columns = (
        Column("统计项", 8), *(Column(f"{month}月", 2.5, RIGHT) for month in range(1, 13)),
        Column("全年", 3, RIGHT, note="全年的次数，等于十二个月之和"),
        Column("开展月份数", 3.5, RIGHT, note="有活动的月份"),
        Column("按月开展率", 4, RIGHT, note=f"开展月份数÷{elapsed}个月"),
    )  # fmt: skip
    note = f"按月开展率为有活动的月份数÷{elapsed}个月。"
    table = Table("", columns, tuple(rows))
    return [year.report("月份矩阵", "活动月份矩阵（次数）", table, notes=(note,), is_signed=True)]


def _of_month(year: Year, month: int, figure: Figure) -> Cell:
    """Return how often it was held in a month; nothing where it was not."""
    if not figure.numerator:
        return None
    return Sourced(figure, replace(year.scope, period=Period.month(year.number, month)))


def rules(year: Year) -> list[Report]:
    """口径说明 and 统计项: what every measure means and what every subject takes."""
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
            Table("", (Column("对象", 4), Column("指标", 5), Column("算法", 28)), tuple(measures)),
            notes=(
                f"人均的分母：{year.scope.denominator}；人员按活动或上交当日所在单位归口，当日以后调动不影响以前的数字。",
            ),
        ),
        year.report(
            "统计项", "统计项范围说明",
            Table("", (Column("统计项", 7), Column("对象", 4), Column("量词", 3), Column("范围", 22)), tuple(taken)),
        ),
        year.report("活动类型", "活动类型", _kinds()),
    ]  # fmt: skip


def _kinds() -> Table:
    """Make the kinds of session a table, under the headings that the import knows."""
    columns = (
        Column("活动类型", 7), Column("量词", 2, CENTER), Column("地点", 6), Column("开始时间", 4, CENTER),
        Column("时长（分钟）", 4, RIGHT), Column("学时", 3, RIGHT), Column("天数", 3, RIGHT), Column("每周", 3, CENTER),
        Column("计入年度学时", 4, CENTER), Column("停用", 3, CENTER),
    )  # fmt: skip
    rows = [
        Row(
            (
                row.name, row.measure_word, row.place, row.start, row.minutes, amount(row.hours), amount(row.days),
                _yes(row.weekly), _yes(row.counts_to_duty), _yes(row.retired),
            )
        )
        for row in categories.listed()
    ]  # fmt: skip
    return Table("", columns, tuple(rows))


def _yes(is_so: bool) -> str:
    return "是" if is_so else "否"
