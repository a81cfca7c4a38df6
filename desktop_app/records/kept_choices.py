"""Choices kept by name (保存的选择): which sheets of the workbook, which materials of a year end."""

import json
from dataclasses import dataclass
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.store import journal
from desktop_app.store.models import KeptChoice


@dataclass(frozen=True)
class KeptRow:
    """A choice: `content` is plain data, whatever the page that offers it put there."""

    id: int
    name: str
    content: Any


def listed(kind: str) -> list[KeptRow]:
    """Return the choices of a kind in the order of their names."""
    query = KeptChoice.select(KeptChoice.id, KeptChoice.name, KeptChoice.content).where(KeptChoice.kind == kind)
    return [KeptRow(id_, name, json.loads(content)) for id_, name, content in query.order_by(KeptChoice.name).tuples()]


def keep(kind: str, name: str, content: Any) -> set[str]:
    """Keep a choice under its name, in place of one that bears the name already."""
    name = name.strip()
    if not name:
        raise UserError("请写一个名称。", "name")
    packed = json.dumps(content, ensure_ascii=False)
    with journal.step(f"保存{kind}的选择：{name}") as changed:
        if not KeptChoice.update(content=packed).where(KeptChoice.kind == kind, KeptChoice.name == name).execute():
            KeptChoice.create(kind=kind, name=name, content=packed)
    return changed


def remove(choice_id: int) -> set[str]:
    row = KeptChoice.get_by_id(choice_id)
    with journal.step(f"删除{row.kind}的选择：{row.name}") as changed:
        KeptChoice.delete().where(KeptChoice.id == choice_id).execute()
    return changed
