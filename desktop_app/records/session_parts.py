"""Who had a part in a session (角色) and how many came from outside: made what they are now, the rest left alone."""

from collections.abc import Iterable, Mapping

from desktop_app.core.attendance import Role
from desktop_app.store.models import ExternalHeadcount, Part


def write_parts(session_id: int, parts: Iterable[tuple[Role, int]]) -> None:
    """Make the parts what they are now; those that stay are not touched."""
    kept = {(part.role, part.cadre_id): part.id for part in Part.select().where(Part.session == session_id)}
    wanted = list(dict.fromkeys(parts))
    gone = [id_ for key, id_ in kept.items() if key not in wanted]
    if gone:
        Part.delete().where(Part.id.in_(gone)).execute()
    for role, cadre in wanted:
        if (role, cadre) not in kept:
            Part.create(session=session_id, cadre=cadre, role=role)


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
