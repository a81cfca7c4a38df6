"""活动类型: kinds of session with what a new one starts from; those that are there already are left as they are."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.collation import plain
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.metrics.measures import MEASURES
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.known import Known

CATEGORIES = Layout(
    "活动类型",
    (
        Column("序号", weak=True),
        Column("活动类型", ("类型名称", "类型"), required=True),
        Column("量词", required=True),
        Column("地点", ("常用地点",)),
        Column("开始时间", ("开始",)),
        Column("时长", ("时长（分钟）", "分钟")),
        Column("学时"),
        Column("天数"),
        Column("每周", ("每周举行",)),
        Column("计入年度学时", ("计入任务", "计入学时")),
        Column("停用"),
    ),
)
LAYOUTS = (CATEGORIES,)
_FIELDS = {"name": "活动类型", "measure_word": "量词", "start": "开始时间"}
_YES_NO = {"是": True, "√": True, "每周": True, "停用": True, "计入": True, "否": False, "×": False, "不计入": False}


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[CategoryDraft, ...], Known]:
    """Read the kinds of a file; also return what is known once it is in, for the files that follow."""
    found: dict[str, tuple[int, CategoryDraft]] = {}
    for line in lines_of(tables, CATEGORIES):
        draft = _draft(line)
        if draft.name in found:
            line.problem("活动类型", f"与第 {found[draft.name][0]} 行重复，请删去一行。")
        elif draft.name in known.categories:
            line.table.notice(f"第 {line.number} 行“{draft.name}”：台账里已有这个类型，没有改动。")
        elif draft.name in known.subjects:
            line.problem("活动类型", f"已经有“{draft.name}”这个统计项了，请换一个名称。")
        elif line.is_good:
            line.check(draft.check, _FIELDS)
            if line.is_good:
                found[draft.name] = line.number, draft
    drafts = tuple(draft for _, draft in found.values())
    subjects = dict.fromkeys(found, tuple(MEASURES[SubjectKind.SESSIONS]))
    return drafts, replace(known, categories=known.categories | set(found), subjects={**known.subjects, **subjects})


def _draft(line: Line) -> CategoryDraft:
    return CategoryDraft(
        plain(line.needed("活动类型")),
        line.needed("量词"),
        line.text("地点"),
        line.read("开始时间", cells.clock, ""),
        line.read("时长", cells.whole("时长", "分钟"), 0),
        line.read("学时", cells.hundredths("学时", "学时"), 0),
        line.read("天数", cells.hundredths("天数", "天"), 0),
        weekly=_tick(line, "每周", usual=False),
        counts_to_duty=_tick(line, "计入年度学时", usual=True),
        retired=_tick(line, "停用", usual=False),
    )


def _tick(line: Line, heading: str, *, usual: bool) -> bool:
    written = plain(line.text(heading))
    if not written:
        return usual
    if written not in _YES_NO:
        line.problem(heading, f"“{written}”不认识，请写是或否。")
        return usual
    return _YES_NO[written]
