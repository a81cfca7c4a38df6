"""What tables and columns are called by the clerk, and a step's changes in her words, for the history page."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Model

from desktop_app.core.collation import full_name
from desktop_app.core.number import shown
from desktop_app.core.subject import Filter
from desktop_app.records.settings import TITLES
from desktop_app.store.journal import ChangeLine
from desktop_app.store.models import Cadre, CadreList, Category, Note, Session, Subject, Unit

NOTHING = "（空）"
GONE = "（已删除）"

TABLES = {
    "unit": "单位", "cadre": "干部", "posting": "任职", "cadre_list": "名单", "cadre_list_member": "名单成员",
    "category": "活动类型", "session": "活动", "attendance": "出勤", "part": "角色",
    "external_headcount": "外单位人数", "note": "心得笔记", "review": "审签", "subject": "统计项",
    "plan_item": "年度计划", "setting": "设置",
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
    "value": "内容",
}  # fmt: skip
OTHERWISE = {
    ("cadre", "name"): "姓名",
    ("note", "kind"): "类别",
    ("subject", "kind"): "种类",
    ("plan_item", "content"): "计划内容",
}
"""Columns that are called otherwise in one table."""

UNSEEN = {"id", "uid", "position", "pinyin", "initials", "built_in"}
HUNDREDTHS = {"hours", "days", "target"}
_MADE_OF = {
    "attendance": ("cadre", "session"),
    "part": ("cadre", "session"),
    "posting": ("cadre", "unit"),
    "cadre_list_member": ("cadre", "cadre_list"),
    "review": ("note",),
}
"""Records that are called after others."""
YES_OR_NO = {"weekly", "counts_to_duty", "retired", "passed"}


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
    names = _Names(changes)
    return [_described(number, change, names) for number, change in enumerate(changes)]


def _described(number: int, change: ChangeLine, names: "_Names") -> RecordChange:
    before, after = _row(change.before), _row(change.after)
    row = after or before
    verb = "修改" if before and after else "新增" if after else "删除"
    hidden = {*UNSEEN, "name"} if change.table == "setting" else UNSEEN  # a setting is called by its title already
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


class _Names:
    """Names of the records that the changes point to: as they are now, or as the changes themselves knew them."""

    def __init__(self, changes: Sequence[ChangeLine]) -> None:
        rows: dict[str, dict[int, Mapping[str, Any]]] = {}
        wanted: dict[str, set[int]] = {"session": set(), "note": set()}
        for change in changes:
            row = _row(change.after or change.before)
            if "id" in row:
                rows.setdefault(change.table, {})[row["id"]] = row
            for table, ids in wanted.items():
                if row.get(table):
                    ids.add(row[table])
        self._rows = rows
        self._read("cadre", Cadre, ("name", "distinction"), None)
        for table, model in (("unit", Unit), ("category", Category), ("subject", Subject), ("cadre_list", CadreList)):
            self._read(table, model, ("uid", "name"), None)
        self._read("note", Note, ("cadre", "kind", "title"), wanted["note"])
        self._read("session", Session, ("held_on", "title"), wanted["session"])

    def of(self, table: str, row: Mapping[str, Any]) -> str:
        """Return what a record is called."""
        if table in _MADE_OF:
            return "，".join(self._named(other, row[other]) for other in _MADE_OF[table])
        match table:
            case "cadre":
                name = full_name(row["name"], row["distinction"])
            case "session":
                name = f"{row['held_on']} {row['title']}"
            case "external_headcount":
                name = f"{row['unit_name']}，{self._named('session', row['session'])}"
            case "note":
                name = f"{self._named('cadre', row['cadre'])}，{row['title'] or row['kind']}"
            case "plan_item":
                name = str(row["content"])
            case "setting":
                name = TITLES.get(str(row["name"]), str(row["name"]))
            case _:
                name = str(row.get("name", ""))
        return name

    def value(self, column: str, value: Any) -> str:
        """Return a value as she would write it."""
        if value is None or value == "":
            return NOTHING
        if column in HUNDREDTHS:
            return shown(value)
        if column in YES_OR_NO:
            return "是" if value else "否"
        if column == "conditions":
            return self._filter(value)
        table = "unit" if column == "parent" else column
        return self._named(table, value) if isinstance(value, int) and table in self._rows else str(value)

    def _named(self, table: str, record_id: int) -> str:
        row = self._rows.get(table, {}).get(record_id)
        return self.of(table, row) if row else GONE

    def _filter(self, text: str) -> str:
        kinds = {str(row.get("uid")): str(row["name"]) for row in self._rows["category"].values()}
        set_ = [value for value in vars(Filter.from_json(text)).values() if value]
        words: list[str] = []
        for value in set_:
            words += [kinds.get(word, word) for word in ([value] if isinstance(value, str) else value)]
        return "、".join(words) if words else "全部"

    def _read(self, table: str, model: type[Model], columns: Sequence[str], ids: set[int] | None) -> None:
        """Read the names of all records, or of these; one that is gone keeps the name the changes knew."""
        query: Callable[..., Any] = model.select
        selected = query(*(getattr(model, name) for name in ("id", *columns))).dicts()
        if ids is not None:
            selected = selected.where(model.id.in_(list(ids)))  # type: ignore[attr-defined]
        known = self._rows.get(table, {})
        self._rows[table] = known | {row["id"]: row for row in selected}
