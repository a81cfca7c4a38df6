"""Where populations (口径) are written down by name: they follow a new name, and a name that is used stays."""

from desktop_app.core.scope import PARTY
from desktop_app.store.models import PlanItem, Quota, Reading

_WRITTEN = ((PlanItem, "年度计划", "口径"), (Reading, "必学篇目", "对象"), (Quota, "应交规定", "口径"))


def rename(old: str, new: str) -> None:
    """Let everything that names a unit or a list follow its new name, inside a step that is already open."""
    for party in ("", PARTY):
        for table, _, _ in _WRITTEN:
            table.update(population=f"{new}{party}").where(table.population == f"{old}{party}").execute()


def used(name: str) -> str:
    """Say what names it: 年度计划用“办公室”作口径; empty where nothing does."""
    for table, records, column in _WRITTEN:
        if table.select().where(table.population.in_((name, f"{name}{PARTY}"))).exists():
            return f"{records}用“{name}”作{column}"
    return ""
