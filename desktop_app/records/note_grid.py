"""The month grid (月度登记): who handed in what in a month, people down and kinds across; what is typed is one step."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from desktop_app.core.collation import full_name
from desktop_app.core.note_entry import Amount
from desktop_app.core.period import Period, day_text
from desktop_app.core.review import NOTE_KINDS, WORD_SOURCES
from desktop_app.records import cadres, notes, quotas, signatures
from desktop_app.records.notes import NoteDraft
from desktop_app.store import journal
from desktop_app.store.models import Note

_, ESTIMATED, TYPED = WORD_SOURCES
Place = tuple[int, str]
"""A cell: cadre and kind."""


@dataclass(frozen=True)
class Cell:
    """The notes of one person and kind that belong to the month."""

    note_ids: tuple[int, ...]
    words: int
    signed: int


@dataclass(frozen=True)
class Line:
    """One person of the grid, with the unit as of the last day that is looked at."""

    cadre_id: int
    name: str
    distinction: str
    unit: str
    is_in_post: bool

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)


@dataclass(frozen=True)
class Grid:
    """A month: people by unit, those who left but have notes at the end."""

    month: Period
    kinds: tuple[str, ...]
    lines: tuple[Line, ...]
    cells: Mapping[Place, Cell]


def grid(month: Period) -> Grid:
    """Return a month with its kinds: the usual ones, those asked for, those in use that month."""
    cells = _cells(month)
    roster = cadres.listed(min(month.last, max(date.today(), month.first)))
    present = [row for row in roster if row.is_in_post]
    having = {cadre for cadre, _ in cells} - {row.id for row in present}
    lines = [Line(row.id, row.name, row.distinction, row.unit or "", is_in_post=True) for row in present]
    lines += [Line(row.id, row.name, row.distinction, "", is_in_post=False) for row in roster if row.id in having]
    asked = [rule.kind for rule in quotas.listed() if rule.from_date <= month.last]
    kinds = tuple(dict.fromkeys((*NOTE_KINDS, *asked, *(kind for _, kind in cells))))
    return Grid(month, kinds, tuple(lines), cells)


def save(month: Period, handed_in_on: date, entries: Mapping[Place, Amount]) -> set[str]:
    """Write a note for each of these cells as one step; a person who was not in post on the day is named."""
    drafts = [
        NoteDraft(
            cadre_id,
            kind,
            handed_in_on,
            words=amount.words,
            words_source=ESTIMATED if amount.pages else TYPED,
            period=f"{month.first:%Y-%m}",
            pages=amount.pages,
        )
        for (cadre_id, kind), amount in entries.items()
    ]
    notes.check(drafts)
    with journal.step(f"登记{month.text}心得笔记{len(drafts)}篇（{day_text(handed_in_on)}交）") as changed:
        for draft in drafts:
            notes.create(draft)
    return changed


def default_day(month: Period) -> date:
    """Return the day the notebooks of a month are taken to be handed in on: its last, or today while it lasts."""
    return min(month.last, date.today())


def _cells(month: Period) -> dict[Place, Cell]:
    """Return the notes that belong to the month: by their month, else by the day they were handed in."""
    belongs = (Note.period == f"{month.first:%Y-%m}") | (
        (Note.period == "") & Note.handed_in_on.between(month.first, month.last)
    )
    query = Note.select(Note.id, Note.cadre, Note.kind, Note.words).where(belongs).order_by(Note.handed_in_on, Note.id)
    found: dict[Place, list[tuple[int, int]]] = defaultdict(list)
    for id_, cadre, kind, words in query.tuples():
        found[cadre, kind].append((id_, words))
    signed = signatures.signed_among(id_ for entries in found.values() for id_, _ in entries)
    return {
        place: Cell(
            tuple(id_ for id_, _ in entries),
            sum(words for _, words in entries),
            sum(id_ in signed for id_, _ in entries),
        )
        for place, entries in found.items()
    }
