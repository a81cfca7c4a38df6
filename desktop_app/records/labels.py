"""What tables and columns are called by the clerk, and a step's changes in her words, for the history page."""

import json
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Model

from desktop_app.core.collation import full_name
from desktop_app.core.number import shown
from desktop_app.core.schedule import weekdays_text
from desktop_app.core.subject import Filter
from desktop_app.records.settings import TITLES
from desktop_app.store.journal import ChangeLine
from desktop_app.store.models import (
    Cadre,
    CadreList,
    Category,
    Education,
    LawExam,
    Note,
    PlanItem,
    Problem,
    Reading,
    Release,
    Series,
    Session,
    Subject,
    Training,
    Unit,
)

NOTHING = "（空）"
GONE = "（已删除）"

TABLES = {
    "unit": "单位", "cadre": "干部", "posting": "任职", "cadre_list": "名单", "cadre_list_member": "名单成员",
    "category": "活动类型", "session": "活动", "attendance": "出勤", "part": "角色",
    "external_headcount": "外单位人数", "note": "心得笔记", "review": "审签", "subject": "统计项",
    "plan_item": "年度计划", "setting": "设置", "leave_record": "请假", "series": "例行安排", "holiday": "节假日",
    "first_topic": "第一议题", "reading": "必学篇目", "quota": "应交规定", "reminder": "催办", "education": "学历提升",
    "law_exam": "法考", "pass_mark": "法考合格线", "training": "个人培训", "problem": "问题整改", "attachment": "附件",
    "duty": "学时任务", "day_hours": "学时折算", "duty_cap": "学时上限", "dismissal": "体检说明",
    "release": "报出", "export_log": "导出记录", "kept_choice": "保存的选择",
}  # fmt: skip

COLUMNS = {
    "name": "名称", "kind": "性质", "parent": "上级单位", "valid_from": "成立日期", "valid_to": "撤销日期",
    "distinction": "区分", "gender": "性别", "birth_month": "出生年月", "political_status": "政治面貌",
    "party_joined_on": "入党日期", "staff_kind": "人员类别", "joined_on": "参加工作日期", "remark": "备注",
    "cadre": "干部", "unit": "单位", "post": "职务", "rank": "职级", "leadership": "领导身份",
    "from_date": "开始日期", "to_date": "结束日期", "end_reason": "离岗原因", "cadre_list": "名单",
    "measure_word": "量词", "place": "地点", "start": "开始时间", "end": "结束时间", "minutes": "时长（分钟）",
    "hours": "学时", "days": "天数", "weekly": "每周举行", "counts_to_duty": "计入年度学时", "retired": "停用",
    "number": "编号", "category": "类型", "title": "题目", "planned_on": "原定日期", "held_on": "日期",
    "region": "区域", "form": "形式", "organiser": "主办单位", "level": "主办层级", "notice_number": "通知文号",
    "recorder": "记录人", "agenda": "议程", "content": "内容", "readings": "学习篇目", "films": "片名",
    "state": "状态", "reason": "事由", "session": "活动", "mark": "出勤", "leave_kind": "请假类别",
    "made_up_on": "补学日期", "made_up_way": "补学方式", "score": "成绩", "passed": "合格",
    "certificate": "证书编号", "role": "角色", "unit_name": "外单位", "headcount": "人数",
    "handed_in_on": "提交日期", "period": "所属时期", "words": "字数", "words_source": "字数来源",
    "note": "心得笔记", "act": "审签结果", "on_date": "审签日期", "signer": "审签人", "grade": "等次",
    "opinion": "意见", "conditions": "条件", "year": "年度", "part": "部分", "audience": "对象", "months": "月份",
    "deadline": "完成时限", "responsible": "责任人", "cost": "经费", "subject": "统计项", "measure": "指标",
    "population": "口径", "target": "目标", "target_unit": "目标单位", "not_done_reason": "未完成原因",
    "value": "内容", "weekdays": "星期", "every_weeks": "每几周一次",
    "skips_holidays": "避开节假日", "series": "例行安排", "day": "日期", "as_weekday": "按周几上班",
    "pass_mark": "合格线", "report_due_on": "成果报告期限", "report_handed_in_on": "成果报告提交日期",
    "source": "来源", "text": "议题", "measures": "落实措施", "outcome": "落实情况", "closed_on": "办结日期",
    "reading": "必学篇目", "pages": "页数", "every": "周期", "notes": "篇数", "ranks": "职级",
    "not_ranks": "不含职级", "due_days": "期后几天内", "about": "事项", "way": "方式", "schedule": "进度安排",
    "carried_from": "结转自", "school": "学校", "major": "专业", "mode": "学习形式", "credited_on": "学时记入日期",
    "from_year": "自哪年起", "area": "地区", "objective": "客观题", "subjective": "主观题", "law_exam": "法考",
    "education": "学历提升", "training": "个人培训", "problem": "问题整改", "plan_item": "年度计划",
    "added_on": "加入日期", "party_only": "仅党员", "categories": "活动类型", "years": "几年内",
    "locality": "地区规定", "half_day": "半天学时", "finding": "体检项目", "key": "对象", "evidence": "整改证明",
    "found_on": "发现日期", "output": "表册", "first": "统计起日", "last": "统计止日", "released_on": "报出日期",
    "recipient": "报送单位", "corrects": "更正", "at": "时间", "actor": "操作人", "what": "名称", "masked": "脱敏",
}  # fmt: skip
SETTINGS = TITLES | {"duty_hours": "年度应达学时", "duty_days": "或年度应达天数"}
"""What settings are called; the latter were moved into the table of duties, and old steps still tell of them."""
OTHERWISE = {
    ("cadre", "name"): "姓名",
    ("note", "kind"): "类别",
    ("subject", "kind"): "种类",
    ("plan_item", "content"): "计划内容",
    ("leave_record", "kind"): "类别",
    ("quota", "kind"): "类别",
    ("holiday", "kind"): "放假或上班",
    ("reading", "kind"): "类别",
    ("reminder", "kind"): "类别",
    ("reminder", "on_date"): "催办日期",
    ("problem", "content"): "问题",
    ("part", "title"): "讲题",
    ("first_topic", "deadline"): "落实时限",
    ("first_topic", "responsible"): "责任",
    ("attachment", "name"): "文件名",
    ("problem", "measure"): "整改措施",
    ("education", "level"): "学历",
    ("education", "from_date"): "入学日期",
    ("education", "to_date"): "毕业日期",
    ("education", "hours"): "准予学时",
    ("education", "days"): "准予天数",
    ("law_exam", "hours"): "准予学时",
    ("law_exam", "days"): "准予天数",
    ("pass_mark", "objective"): "客观题合格线",
    ("pass_mark", "subjective"): "主观题合格线",
    ("reading", "title"): "篇目",
    ("reading", "population"): "对象",
    ("training", "title"): "培训名称",
    ("posting", "kind"): "任职类别",
    ("dismissal", "on_date"): "日期",
}
"""Columns that are called otherwise in one table."""

UNSEEN = {
    "id", "uid", "position", "pinyin", "initials", "built_in", "key", "sha256", "size", "choice", "figures", "step",
}  # fmt: skip
_UNSEEN_OF = {"setting": {"name"}, "kept_choice": {"content"}}
"""Columns of single tables: what the record is called by already, and what only the program reads."""
HUNDREDTHS = {"hours", "days", "target", "score", "pass_mark", "objective", "subjective", "half_day"}
_MADE_OF = {
    "attendance": ("cadre", "session"),
    "part": ("cadre", "session"),
    "posting": ("cadre", "unit"),
    "cadre_list_member": ("cadre", "cadre_list"),
    "review": ("note",),
    "leave_record": ("cadre",),
    "series": ("category",),
    "duty_cap": ("category",),
    "law_exam": ("cadre",),
}
"""Records that are called after others."""
_CALLED_BY = {
    "plan_item": "content", "first_topic": "text", "reading": "title", "problem": "content", "holiday": "day",
    "day_hours": "from_date", "pass_mark": "area", "reminder": "about", "quota": "kind", "dismissal": "finding",
    "release": "title", "export_log": "what",
}  # fmt: skip
"""The column others are called by, where it is not name."""
_LOOKED_UP: dict[str, tuple[type[Model], tuple[str, ...]]] = {
    "note": (Note, ("cadre", "kind", "title")),
    "session": (Session, ("held_on", "title")),
    "series": (Series, ("category",)),
    "reading": (Reading, ("title",)),
    "plan_item": (PlanItem, ("content",)),
    "problem": (Problem, ("content",)),
    "education": (Education, ("cadre", "school")),
    "law_exam": (LawExam, ("cadre",)),
    "training": (Training, ("cadre", "title")),
    "release": (Release, ("title",)),
}
"""Tables with many records: only those the changes point to are read."""
ALIASES = {"parent": "unit", "carried_from": "plan_item", "corrects": "release"}
"""Columns that point to a table called otherwise."""
FLAGS = {"duty": "计入年度学时", "first_topic": "有第一议题"}
YES_OR_NO = {"weekly", "counts_to_duty", "retired", "passed", "skips_holidays", "party_only", "masked"}
_WORDINGS: dict[str, Callable[[Any], str]] = {
    **dict.fromkeys(HUNDREDTHS, shown),
    **dict.fromkeys(YES_OR_NO, lambda value: "是" if value else "否"),
    **dict.fromkeys(
        ("weekdays", "as_weekday"), lambda value: weekdays_text([int(number) for number in str(value).split(",")])
    ),
}
"""How the values of some columns are written."""


@dataclass(frozen=True)
class FieldChange:
    """One field, old and new."""

    label: str
    before: str
    after: str


@dataclass(frozen=True)
class RecordChange:
    """One record: what it is, what happened to it (新增, 修改, 删除) and to which of its fields."""

    id: int
    kind: str
    name: str
    verb: str
    fields: tuple[FieldChange, ...]


def described(changes: Sequence[ChangeLine]) -> list[RecordChange]:
    """Return the changes in her words, in the order in which they were made."""
    names = _Names.of_changes(changes)
    return [_described(number, change, names) for number, change in enumerate(changes)]


def _described(number: int, change: ChangeLine, names: "_Names") -> RecordChange:
    before, after = _row(change.before), _row(change.after)
    row = after or before
    verb = "修改" if before and after else "新增" if after else "删除"
    hidden = UNSEEN | _UNSEEN_OF.get(change.table, set())
    seen = [name for name in row if name not in hidden and before.get(name) != after.get(name)]
    fields = [
        FieldChange(
            OTHERWISE.get((change.table, name), COLUMNS.get(name, name)),
            names.value(name, before.get(name)) if before else "",
            names.value(name, after.get(name)) if after else "",
        )
        for name in seen
    ]
    told = tuple(field for field in fields if {field.before, field.after} - {"", NOTHING})
    return RecordChange(number, TABLES.get(change.table, change.table), names.of(change.table, row), verb, told)


def _row(stored: Mapping[str, Any] | None) -> dict[str, Any]:
    """Return a row as the journal keeps it, with references called after what they point to (cadre_id: cadre)."""
    return {name.removesuffix("_id"): value for name, value in (stored or {}).items()}


def names_of(records: Mapping[str, Collection[int]]) -> dict[tuple[str, int], str]:
    """Return what records are called, by table and id; `records` are ids by table."""
    names = _Names({}, records)
    return {(table, id_): names.named(table, id_) for table, ids in records.items() for id_ in ids}


class _Names:
    """Names of the records that the changes point to: as they are now, or as the changes themselves knew them."""

    def __init__(self, rows: dict[str, dict[int, Mapping[str, Any]]], wanted: Mapping[str, Collection[int]]) -> None:
        self._rows = rows
        self._read("cadre", Cadre, ("name", "distinction"), None)
        for table, model in (("unit", Unit), ("category", Category), ("subject", Subject), ("cadre_list", CadreList)):
            self._read(table, model, ("uid", "name"), None)
        for table, (model, columns) in _LOOKED_UP.items():
            self._read(table, model, columns, set(wanted.get(table, ())))

    @classmethod
    def of_changes(cls, changes: Sequence[ChangeLine]) -> "_Names":
        rows: dict[str, dict[int, Mapping[str, Any]]] = {}
        wanted: dict[str, set[int]] = {table: set() for table in _LOOKED_UP}
        for change in changes:
            before, after = _row(change.before), _row(change.after)
            row = after or before
            if "id" in row:
                rows.setdefault(change.table, {})[row["id"]] = row
            for column, value in (*before.items(), *after.items()):
                table = ALIASES.get(column, column)
                if table in wanted and isinstance(value, int):
                    wanted[table].add(value)
        return cls(rows, wanted)

    def of(self, table: str, row: Mapping[str, Any]) -> str:
        """Return what a record is called."""
        if table in _MADE_OF:
            return "，".join(self.named(other, row[other]) for other in _MADE_OF[table])
        if table in _CALLED_BY:
            return str(row[_CALLED_BY[table]])
        match table:
            case "cadre":
                name = full_name(row["name"], row["distinction"])
            case "session":
                name = f"{row['held_on']} {row['title']}"
            case "external_headcount":
                name = f"{row['unit_name']}，{self.named('session', row['session'])}"
            case "note":
                name = f"{self.named('cadre', row['cadre'])}，{row['title'] or row['kind']}"
            case "education":
                name = f"{self.named('cadre', row['cadre'])}，{row['school']}"
            case "training":
                name = f"{self.named('cadre', row['cadre'])}，{row['title']}"
            case "setting":
                name = SETTINGS.get(str(row["name"]), str(row["name"]))
            case _:
                name = str(row.get("name", ""))
        return name

    def value(self, column: str, value: Any) -> str:
        """Return a value as she would write it."""
        if value is None or value == "":
            return NOTHING
        if column in _WORDINGS:
            return _WORDINGS[column](value)
        if column == "conditions":
            return self._filter(value)
        if column == "categories":
            return self._kinds(json.loads(value)) or "计入年度学时的各类"
        table = ALIASES.get(column, column)
        return self.named(table, value) if isinstance(value, int) and table in self._rows else str(value)

    def named(self, table: str, record_id: int) -> str:
        row = self._rows.get(table, {}).get(record_id)
        return self.of(table, row) if row else GONE

    def _filter(self, text: str) -> str:
        filter_ = vars(Filter.from_json(text))
        words = [FLAGS[name] for name in FLAGS if filter_[name]]
        for value in filter_.values():
            words += [] if isinstance(value, bool) or not value else [value] if isinstance(value, str) else value
        return self._kinds(words) or "全部"

    def _kinds(self, words: Sequence[str]) -> str:
        """Return words with the uids of kinds of session among them made into names."""
        kinds = {str(row.get("uid")): str(row["name"]) for row in self._rows["category"].values()}
        return "、".join(kinds.get(word, word) for word in words)

    def _read(self, table: str, model: type[Model], columns: Sequence[str], ids: set[int] | None) -> None:
        """Read the names of all records, or of these; one that is gone keeps the name the changes knew."""
        query: Callable[..., Any] = model.select
        selected = query(*(getattr(model, name) for name in ("id", *columns))).dicts()
        if ids is not None:
            selected = selected.where(model.id.in_(list(ids)))  # type: ignore[attr-defined]
        known = self._rows.get(table, {})
        self._rows[table] = known | {row["id"]: row for row in selected}
