"""What a check is, what it looks at, and what it finds.

A finding's key names the records it is about and the facts that make it one. Who said of a finding that it is right
(正常，不再提示) said it of these facts: when one of them changes, the key is another, and the finding comes back.
"""

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property
from typing import Any

from desktop_app.core.period import Period
from desktop_app.metrics.people import People
from desktop_app.store.models import db


class Severity(StrEnum):
    """How sure it is that something is wrong."""

    WRONG = "有错"
    WAITING = "该办"
    DOUBT = "请核对"


@dataclass(frozen=True)
class Looked:
    """What is looked at: the records of a period, as they stand on the day."""

    period: Period
    today: date

    @cached_property
    def people(self) -> People:
        return People()

    @property
    def days(self) -> tuple[str, str]:
        """The first and last day of the period, as queries want them."""
        return self.period.first.isoformat(), self.period.last.isoformat()


@dataclass(frozen=True)
class Found:
    """One thing that looks wrong: `what` in a sentence, the record that opens ("" for none), and since when.

    `aim` is what its repair needs; empty where it cannot be repaired by itself.
    """

    key: str
    what: str
    table: str
    record_id: int
    since: date
    aim: tuple[Any, ...] = ()


@dataclass(frozen=True)
class Check:
    """One check: its rule in words, how it finds, and how what it finds is put right where that is one act."""

    name: str
    severity: Severity
    rule: str
    find: Callable[[Looked], Iterable[Found]]
    repair: str = ""
    fix: Callable[[Found], None] | None = None


def rows(sql: str, given: Sequence[object] = ()) -> list[tuple[Any, ...]]:
    return db.execute_sql(sql, tuple(given)).fetchall()


def day_of(text: str) -> date:
    return date.fromisoformat(text)


def short_day(text: str) -> str:
    """2022-03-07 → 3月7日."""
    day = day_of(text)
    return f"{day.month}月{day.day}日"


def digest(ids: Iterable[object]) -> str:
    """Return a short name for a set of records: another set has another one."""
    return hashlib.sha256("、".join(sorted(map(str, ids))).encode()).hexdigest()[:16]


def some(names: Sequence[str], most: int = 3) -> str:
    """Return the names, of many the first: 张三、李四、王五等8人."""
    told = "、".join(names[:most])
    return told if len(names) <= most else f"{told}等{len(names)}人"
