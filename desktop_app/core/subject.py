"""What a subject (统计项) is: a named filter over the records of one kind. Subjects are data, not code."""

import json
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from typing import Any


class SubjectKind(StrEnum):
    """What a subject counts."""

    SESSIONS = "活动"
    PARTS = "角色"
    NOTES = "心得笔记"
    PLAN = "计划"
    ROSTER = "在岗"
    EDUCATION = "学历"
    LAW_EXAMS = "法考"
    PROBLEMS = "问题整改"
    READINGS = "必学篇目"
    DUTIES = "学时达标"


@dataclass(frozen=True)
class Filter:
    """The conditions of a subject; an empty one holds for everything of its kind, and all that are given must hold.

    categories: uids of categories (活动类型); `note_kinds` for notes, `plan_parts` for plan items;
    `role` with `leadership`/`not_leadership`: somebody had that role whose leadership roles on that date hold one
    of the first, and nobody who had it holds any of the second. `title_has`: text within the title. `duty`: only
    kinds of session whose hours count towards the yearly duty. `first_topic`: only sessions with a
    first topic (第一议题).
    """

    categories: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()
    title_has: str = ""
    role: str = ""
    leadership: tuple[str, ...] = ()
    not_leadership: tuple[str, ...] = ()
    note_kinds: tuple[str, ...] = ()
    plan_parts: tuple[str, ...] = ()
    duty: bool = False
    first_topic: bool = False

    def to_json(self) -> str:
        """Only what is set, so that a filter reads as it was made."""
        return json.dumps({key: value for key, value in asdict(self).items() if value}, ensure_ascii=False)

    @classmethod
    def from_json(cls, text: str) -> "Filter":
        given: dict[str, Any] = json.loads(text)
        lists = {field.name for field in fields(cls) if field.default == ()}
        given.update({key: tuple(value) for key, value in given.items() if key in lists})
        return cls(**given)
