"""年度计划: the items of a year's plan with the figure each is measured by."""

import re
from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.collation import plain, split_list
from desktop_app.core.errors import UserError
from desktop_app.core.plan import Way
from desktop_app.core.scope import ALL, FIXED_POPULATIONS, Population
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.exchange.sheets import Value
from desktop_app.metrics.measures import MEASURES
from desktop_app.records import plans
from desktop_app.records.imported import NewPlanItem, PlanKey
from desktop_app.records.known import Known
from desktop_app.records.plans import PlanItemDraft

PLAN = Layout(
    "年度计划",
    (
        Column("年度", ("年份",), required=True),
        Column("部分", ("类别", "板块"), required=True),
        Column("序号", weak=True),
        Column("内容", ("计划内容", "项目"), required=True),
        Column("对象", ("参加对象", "培训对象")),
        Column("形式", ("方式",)),
        Column("月份", ("计划月份",)),
        Column("完成时限", ("时限", "截止日期")),
        Column("责任单位", ("责任人", "责任部门", "责任股室")),
        Column("经费", ("经费预算",)),
        Column("统计项"),
        Column("指标"),
        Column("口径"),
        Column("目标", ("目标数", "目标值")),
        Column("计量单位"),
        Column("进度安排", ("推进方式",)),
        Column("结转自", ("结转",)),
        Column("未完成原因", ("原因",)),
    ),
)
LAYOUTS = (PLAN,)

_MONTH = re.compile(r"\d{1,2}(?:月份?)?")
_FIELDS = {
    "part": "部分", "content": "内容", "deadline": "完成时限", "months": "月份", "target": "目标", "subject": "统计项",
    "schedule": "进度安排",
}  # fmt: skip
_TARGET_MEASURES = {
    name for measures in MEASURES.values() for name, measure in measures.items() if measure.can_be_target
}
_TARGET = cells.hundredths("目标")
_WAY = cells.one_of(tuple(Way), "进度安排")
_OF_PLAN_ONLY = {"计划数", "完成数", "完成率"}


class _Reader:
    """One file of plan items against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.subjects = {plain(name): name for name in known.subjects}
        self.populations = {plain(name): name for name in (*FIXED_POPULATIONS, *known.units, *known.lists)}
        self.items: list[NewPlanItem] = []
        self.seen: dict[PlanKey, int] = {}

    def read_item(self, line: Line) -> None:
        draft = PlanItemDraft(
            year=line.needed_number("年度", cells.year),
            part=line.needed("部分"),
            content=line.needed("内容"),
            audience=line.text("对象"),
            form=line.text("形式"),
            months=line.read("月份", _months, ()),
            deadline=line.day("完成时限"),
            responsible=line.text("责任单位"),
            cost=line.text("经费"),
            subject=self._subject(line),
            measure=line.read("指标", cells.word, ""),
            population=self._population(line),
            target=line.read("目标", _TARGET, None),
            target_unit=line.text("计量单位"),
            position=line.read("序号", cells.whole("序号"), 0),
            not_done_reason=line.text("未完成原因"),
            schedule=line.read("进度安排", _WAY, ""),
        )
        if line.is_good:
            line.check(draft.check, _FIELDS)
        if draft.subject:
            self._check_measure(line, draft)
        key = draft.year, draft.part, draft.content
        if key in self.seen:
            line.problem("内容", f"与第 {self.seen[key]} 行重复，请删去一行。")
        elif key in self.known.plan:
            line.problem("内容", f"{draft.year}年的计划里已有这一项，请删去这一行。")
        self.seen.setdefault(key, line.number)
        carried_from = self._carried_from(line, draft)
        if line.is_good:
            self.items.append(NewPlanItem(draft, carried_from))

    def _carried_from(self, line: Line, draft: PlanItemDraft) -> PlanKey | None:
        """Return the item of the year before that a line says it was carried over from: the one of the same content."""
        year = line.read("结转自", cells.year, 0)
        if not year:
            return None
        if year != draft.year - 1:
            line.problem("结转自", f"只能结转自上一年（{draft.year - 1}年），请改正。")
        key = year, draft.part, draft.content
        if key not in self.known.plan and key not in self.seen:
            line.problem("结转自", f"{year}年的计划里没有这一项，请先导入{year}年的计划或清空这一格。")
        return key

    def _subject(self, line: Line) -> str:
        written = line.read("统计项", cells.word, "")
        if written and written not in self.subjects:
            line.problem("统计项", plans.near(written, list(self.subjects)))
            return ""
        if self.subjects.get(written) in self.known.retired_subjects:
            line.problem("统计项", f"统计项“{written}”已停用，请换一个或先启用它。")
        return self.subjects.get(written, "")

    def _population(self, line: Line) -> str:
        written = line.read("口径", cells.word, "") or ALL
        population = Population.parse(written)
        if population.name not in self.populations:
            line.problem("口径", f"没有“{written}”这个口径，请用{'、'.join(FIXED_POPULATIONS)}、单位或名单的名称。")
            return written
        return Population(self.populations[population.name], population.party_only).text

    def _check_measure(self, line: Line, draft: PlanItemDraft) -> None:
        measures = self.known.subjects[draft.subject]
        can_be_target = [name for name in measures if name in _TARGET_MEASURES - _OF_PLAN_ONLY]
        if not can_be_target:
            line.problem("统计项", f"“{draft.subject}”不能作计划的目标，请改正。")
        elif not draft.measure:
            line.problem("指标", f"没有填指标，可用{'、'.join(can_be_target)}。")
        elif draft.measure not in can_be_target:
            line.problem("指标", f"“{draft.measure}”不能作“{draft.subject}”的目标，请用{'、'.join(can_be_target)}。")


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewPlanItem, ...], Known]:
    """Read the plan of a file; also return what is known once it is in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, PLAN):
        reader.read_item(line)
    return tuple(reader.items), replace(known, plan=known.plan | set(reader.seen))


def _months(value: Value) -> tuple[int, ...]:
    """Read 3月、6月、9月 or 3,6,9."""
    parts = split_list(cells.folded(value))
    if not all(_MONTH.fullmatch(part) for part in parts):
        raise UserError(f"“{cells.text(value)}”不是月份，请写成 3、6、9 这样。")
    return tuple(sorted({int(part.rstrip("月份")) for part in parts}))
