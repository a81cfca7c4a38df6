"""Who had a part in a session (角色) and how many came from outside: made what they are now, the rest left alone."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop_app.core.attendance import Role
from desktop_app.store.models import ExternalHeadcount, Part


@dataclass(frozen=True)
class PartDraft:
    """What somebody does in a session, and the title of his talk where it has one."""

    role: Role
    cadre_id: int
    title: str = ""


def of_session(session_id: int) -> tuple[PartDraft, ...]:
    query = Part.select(Part.role, Part.cadre, Part.title).where(Part.session == session_id).order_by(Part.id)
    return tuple(PartDraft(Role(role), cadre, title) for role, cadre, title in query.tuples())


def write_parts(session_id: int, parts: Iterable[PartDraft]) -> None:
    """Make the parts what they are now; those that stay are not touched."""
    kept = {(part.role, part.cadre_id): part for part in Part.select().where(Part.session == session_id)}
    wanted = {(part.role, part.cadre_id): part.title.strip() for part in parts}
    gone = [part.id for key, part in kept.items() if key not in wanted]
    if gone:
        Part.delete().where(Part.id.in_(gone)).execute()
    for (role, cadre), title in wanted.items():
        if (role, cadre) not in kept:
            Part.create(session=session_id, cadre=cadre, role=role, title=title)
        elif kept[role, cadre].title != title:
            Part.update(title=title).where(Part.id == kept[role, cadre].id).execute()


def outsiders_of(session_id: int) -> tuple[tuple[str, int], ...]:
    """Return the headcounts by the name of their unit, as they were typed."""
    query = ExternalHeadcount.select(ExternalHeadcount.unit_name, ExternalHeadcount.headcount)
    return tuple(query.where(ExternalHeadcount.session == session_id).order_by(ExternalHeadcount.id).tuples())


def write_outsiders(session_id: int, outsiders: Iterable[tuple[str, int]]) -> None:
    kept: Mapping[str, ExternalHeadcount] = {
        str(row.unit_name): row for row in ExternalHeadcount.select().where(ExternalHeadcount.session == session_id)
    }
    wanted = dict(outsiders)
    for unit, row in kept.items():
        if unit not in wanted:
            ExternalHeadcount.delete_by_id(row.id)
        elif row.headcount != wanted[unit]:
            ExternalHeadcount.update(headcount=wanted[unit]).where(ExternalHeadcount.id == row.id).execute()
    for unit, headcount in wanted.items():
        if unit not in kept:
            ExternalHeadcount.create(session=session_id, unit_name=unit, headcount=headcount)
