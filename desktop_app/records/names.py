"""Every name of a person or a unit that the ledger knows: what a copy for outsiders must not show."""

from desktop_app.core.collation import full_name
from desktop_app.core.people import UnitKind
from desktop_app.records import settings
from desktop_app.store.models import Cadre, ExternalHeadcount, Review, Session, Unit

_OF_BUREAUS = "司法局"


def people() -> set[str]:
    """Return the names of all cadres there ever were, alone and with their distinction, and of whoever signs."""
    office = settings.current()
    cadres = list(Cadre.select(Cadre.name, Cadre.distinction).tuples())
    found = {name for name, _ in cadres} | {full_name(*cadre) for cadre in cadres} | {office.clerk, office.reviewer}
    for column in (Review.signer, Session.recorder):
        found.update(name for (name,) in column.model.select(column).distinct().tuples())
    return found - {""}


def units() -> set[str]:
    """Return the names of all units, those outside too, of the office, of its county, and whom it reports to."""
    office = settings.current()
    county = office.office.removesuffix(_OF_BUREAUS)
    found = {office.office, office.recipient, county if len(county) > 1 else ""}
    for column in (Unit.name, ExternalHeadcount.unit_name):
        found.update(name for (name,) in column.model.select(column).distinct().tuples())
    return found - {"", *UnitKind}  # 外单位 names nobody
