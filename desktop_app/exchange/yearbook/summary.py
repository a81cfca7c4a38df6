"""The sheets that say it all at once: 总览, 计划, 月份矩阵, and the rules behind the numbers (口径说明)."""

from collections.abc import Sequence
from fractions import Fraction

from desktop_app.core.number import decimal
from desktop_app.core.subject import SubjectKind
from desktop_app.core.wording import percent
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.metrics import register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.subjects import subjects
from desktop_app.records import plans
from desktop_app.records import subjects as subject_records

RIGHT, CENTER = Align.RIGHT, Align.CENTER


def summary(year: Year) -> list[Report]:
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
    of_plan = Table(
        "三、年度计划与队伍",
        (*(Column(name.partition(".")[2], 6, RIGHT) for name in plan_names), Column("期末在岗", 6, RIGHT)),
        (Row((*(found[name] for name in plan_names), found["在岗.人数"])),),
    )
    waiting = found["全部活动.未登记场数"]
    return [
        year.report(
            "总览", "干部学习培训台账总览",
            table("一、学习培训活动", (SubjectKind.SESSIONS, SubjectKind.PARTS), session_measures),
            table("二、心得笔记", (SubjectKind.NOTES,), note_measures),
            of_plan,
            notes=(
                *([f"未登记：{waiting.text}到期而未登记的活动，各表的数字不含这些场次。"] if waiting.numerator else []),
                f"人均的分母：{year.scope.denominator}。各项数字的算法见“口径说明”。",
            ),
        )
    ]  # fmt: skip


def plan(year: Year) -> list[Report]:
    columns = (
        Column("序号", 2.5, CENTER), Column("内容", 12), Column("对象", 6), Column("统计口径", 11),
        Column("目标", 4, RIGHT), Column("单位", 3), Column("已完成", 4, RIGHT), Column("完成率", 4, RIGHT),
        Column("状态", 4, CENTER), Column("说明", 8),
    )  # fmt: skip
    rows: list[Row] = []
    part = None
    items = plans.progress(year.number, year.scope.as_of or year.scope.period.last)
    parts = list(dict.fromkeys(item.part for item in items))
    for number, item in enumerate(sorted(items, key=lambda item: parts.index(item.part)), start=1):
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
        cells = (*(figure if figure.numerator else None for figure in months), totals[name], held)
        rows.append(Row((subject.name, *cells, percent(Fraction(held, elapsed)))))
    columns = (
        Column("统计项", 8), *(Column(f"{month}月", 2.5, RIGHT) for month in range(1, 13)), Column("全年", 3, RIGHT),
        Column("开展月份数", 3.5, RIGHT), Column("按月开展率", 4, RIGHT),
    )  # fmt: skip
    note = f"按月开展率为有活动的月份数÷{elapsed}个月。"
    return [year.report("月份矩阵", "活动月份矩阵（次数）", Table("", columns, tuple(rows)), notes=(note,))]


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
    ]  # fmt: skip
