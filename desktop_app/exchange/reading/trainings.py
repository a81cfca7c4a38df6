"""个人培训: who took which training on his own, from when to when, and what it is worth."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.core.session import LEVELS, REGIONS
from desktop_app.core.study import TrainingState
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import ANYBODY, People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.exchange.sheets import Value
from desktop_app.records.known import Known
from desktop_app.records.trainings import NewTraining, TrainingDraft, TrainingKey

TRAININGS = Layout(
    "个人培训",
    (
        Column("序号", weak=True),
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("类型", ("培训类型", "培训类别", "类别"), required=True),
        Column("培训名称", ("培训班名称", "培训项目", "课程名称", "班次名称", "培训班次", "培训内容"), required=True),
        Column("主办单位", ("组织单位", "培训机构", "举办单位")),
        Column("主办层级", ("层级", "培训层级")),
        Column("区域", ("培训区域",)),
        Column("开始日期", ("开始时间", "起始日期", "起始时间", "培训开始时间"), required=True),
        Column("结束日期", ("结束时间", "截止日期", "结业日期", "结业时间", "培训结束时间")),
        Column("学时", ("培训学时", "课时", "完成学时", "获得学时")),
        Column("天数", ("培训天数", "脱产天数")),
        Column("状态", ("结业情况", "是否结业", "完成情况")),
        Column("成绩", ("考核成绩", "考试成绩", "得分")),
        Column("证书编号", ("结业证书编号", "结业证书号", "证书号")),
        Column("备注"),
    ),
)
LAYOUTS = (TRAININGS,)
_FIELDS = {
    "title": "培训名称", "state": "状态", "from_date": "开始日期", "to_date": "结束日期", "hours": "学时",
    "days": "天数",
}  # fmt: skip
_STATES = {
    "结业": TrainingState.FINISHED, "已结业": TrainingState.FINISHED, "是": TrainingState.FINISHED,
    "完成": TrainingState.FINISHED, "已完成": TrainingState.FINISHED, "合格": TrainingState.FINISHED,
    "在学": TrainingState.RUNNING, "在训": TrainingState.RUNNING, "学习中": TrainingState.RUNNING,
    "未结业": TrainingState.NOT_FINISHED, "否": TrainingState.NOT_FINISHED, "未完成": TrainingState.NOT_FINISHED,
    "不合格": TrainingState.NOT_FINISHED,
}  # fmt: skip
_ANY_KIND = 1
"""Stands for the kind, as ANYBODY for the person."""


class _Reader:
    """One file of personal trainings against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = People(known.people)
        self.kinds = {plain(name): name for name in known.categories}
        self.trainings: list[NewTraining] = []
        self.seen: dict[TrainingKey, int] = {}

    def read_training(self, line: Line) -> None:
        person, kind = person_of(line, self.people), self._kind(line)
        begun, ended = line.needed_day("开始日期"), line.day("结束日期")
        draft = TrainingDraft(
            (ANYBODY,),
            _ANY_KIND,
            line.needed("培训名称"),
            begun or date.min,
            ended,
            line.read("状态", _state, "") or _usual_state(ended),
            line.text("主办单位"),
            line.read("主办层级", cells.one_of(LEVELS, "主办层级"), ""),
            line.read("区域", cells.one_of(REGIONS, "区域"), ""),
            line.read("学时", cells.hundredths("学时", "学时 小时 课时"), 0),
            line.read("天数", cells.hundredths("天数", "天 日"), 0),
            line.read("成绩", _score, None),
            line.text("证书编号"),
            line.text("备注"),
        )
        if line.is_good:
            line.check(draft.check, _FIELDS)
        if person and ended and draft.state == TrainingState.FINISHED and line.is_good:
            line.check(partial(self.people.check_in_post, person, ended), {"": "结束日期"})
        if person is None:
            return
        key = person, draft.title, draft.from_date
        if key in self.seen:
            line.problem("培训名称", f"与第 {self.seen[key]} 行重复，请删去一行。")
        elif key in self.known.trainings:
            line.problem("培训名称", "台账里已经登记过了，请删去这一行。")
        self.seen.setdefault(key, line.number)
        if line.is_good:
            self.trainings.append(NewTraining(person, kind, draft))

    def _kind(self, line: Line) -> str:
        written = line.needed("类型", cells.word)
        if written and written not in self.kinds:
            line.problem("类型", f"没有“{written}”这个活动类型，请改正或先在“活动类型”里新增。")
        return self.kinds.get(written, "")


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewTraining, ...], Known]:
    """Read the trainings of a file; also return what is known once it is in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, TRAININGS):
        reader.read_training(line)
    return tuple(reader.trainings), replace(known, trainings=known.trainings | set(reader.seen))


def _state(value: Value) -> str:
    written = cells.word(value)
    if written and written not in _STATES:
        raise UserError(f"不认识的状态“{cells.text(value)}”，请用{'、'.join(TrainingState)}。")
    return _STATES[written] if written else ""


def _usual_state(ended: date | None) -> str:
    """Return the state where none is written: what is over was finished."""
    return TrainingState.FINISHED if ended and ended <= date.today() else TrainingState.RUNNING


def _score(value: Value) -> int | None:
    return cells.hundredths("成绩", "分")(value) if cells.text(value) else None
