"""Named lists of people (名单), usable as a population; made of a selection by cadres.make_list."""

from collections.abc import Sequence
from dataclasses import dataclass

from peewee import JOIN

from desktop_app.core.collation import full_name, pinyin_key
from desktop_app.core.errors import UserError
from desktop_app.records import populations, units
from desktop_app.store import journal
from desktop_app.store.models import Cadre, CadreList, CadreListMember, Unit


@dataclass(frozen=True)
class ListRow:
    """A list with its people by name."""

    id: int
    name: str
    people: tuple[tuple[int, str], ...]

    @property
    def cadre_ids(self) -> list[int]:
        return [cadre_id for cadre_id, _ in self.people]

    @property
    def names(self) -> str:
        return "、".join(name for _, name in self.people)


def listed() -> list[ListRow]:
    """Return the lists by name, each with its people."""
    query = (
        CadreList.select(CadreList.id, CadreList.name, Cadre.id, Cadre.name, Cadre.distinction)
        .join(CadreListMember, JOIN.LEFT_OUTER)
        .join(Cadre, JOIN.LEFT_OUTER)
        .order_by(CadreList.name)
    )
    people: dict[tuple[int, str], list[tuple[int, str]]] = {}
    for list_id, name, cadre_id, called, distinction in query.tuples():
        members = people.setdefault((list_id, name), [])
        if cadre_id is not None:
            members.append((cadre_id, full_name(called, distinction)))
    return [
        ListRow(list_id, name, tuple(sorted(members, key=lambda each: pinyin_key(each[1]))))
        for (list_id, name), members in people.items()
    ]


def change(list_id: int, name: str, cadre_ids: Sequence[int]) -> set[str]:
    """Give a list another name or other people; what uses it as a population follows its name."""
    name, old = name.strip(), str(CadreList.get_by_id(list_id).name)
    check_name(name)
    if CadreList.select().where(CadreList.name == name, CadreList.id != list_id).exists():
        raise UserError(f"已经有名单“{name}”了。", "name")
    if not cadre_ids:
        raise UserError(f"名单“{name}”里至少要有一人；不用了请删除名单。", "people")
    with journal.step(f"修改名单“{name}”（{len(set(cadre_ids))}人）") as changed:
        CadreList.update(name=name).where(CadreList.id == list_id).execute()
        put(list_id, cadre_ids)
        if name != old:
            populations.rename(old, name)
    return changed


def remove(list_id: int) -> set[str]:
    """Remove a list that nothing uses as a population; its people stay."""
    name = str(CadreList.get_by_id(list_id).name)
    if said := populations.used(name):
        raise UserError(f"{said}，不能删除；请先改那里。")
    with journal.step(f"删除名单“{name}”") as changed:
        CadreList.delete_by_id(list_id)
    return changed


def check_name(name: str) -> None:
    if not name:
        raise UserError("请填写名单名称。", "name")
    units.refuse_population(name, "名单")
    if Unit.select().where(Unit.name == name).exists():
        raise UserError(f"已经有单位“{name}”了，名单请换一个名称。", "name")


def put(list_id: int, cadre_ids: Sequence[int]) -> None:
    """Put these people on a list in place of those who were, inside a step that is already open."""
    members = set(CadreListMember.select(CadreListMember.cadre).where(CadreListMember.cadre_list == list_id).tuples())
    known, wanted = {cadre for (cadre,) in members}, dict.fromkeys(cadre_ids)
    gone = CadreListMember.cadre.in_([cadre for cadre in known if cadre not in wanted])
    CadreListMember.delete().where(CadreListMember.cadre_list == list_id, gone).execute()
    new = [{"cadre_list": list_id, "cadre": cadre} for cadre in wanted if cadre not in known]
    if new:
        CadreListMember.insert_many(new).execute()
