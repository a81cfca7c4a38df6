"""What happens to a signature (审签) when something about its note changes: it is void, and visibly so.

The words, the day, the session or reading it answers, its attachments: whatever the signer saw is meant.
"""

from collections.abc import Iterable
from datetime import date

from peewee import fn

from desktop_app.core.review import Act
from desktop_app.records import labels
from desktop_app.store.models import Note, Review
from desktop_app.store.reading import among

ANSWERED = {"session": Note.session, "reading": Note.reading}
"""What a note may answer, by its table."""
_LATER = Review.alias()
IS_LAST = ~fn.EXISTS(
    _LATER.select(_LATER.id).where(
        _LATER.note == Review.note,
        (_LATER.on_date > Review.on_date) | ((_LATER.on_date == Review.on_date) & (_LATER.id > Review.id)),
    )
)
"""Holds for the last act on each note."""


def signed_among(note_ids: Iterable[int]) -> set[int]:
    """Return those of the notes whose last act is a signature."""
    query = Review.select(Review.note).where(among(Review.note, note_ids), Review.act == Act.SIGN, IS_LAST)
    return {note for (note,) in query.tuples()}


def void(note_ids: Iterable[int], why: str) -> int:
    """Void the signatures there are on these notes, inside a step that is already open; return how many."""
    signed = signed_among(note_ids)
    for note_id in signed:
        last = Review.select(fn.MAX(Review.on_date)).where(Review.note == note_id).scalar()
        day = max(date.today(), date.fromisoformat(str(last)))  # one dated ahead is void from its day
        Review.create(note=note_id, act=Act.VOID, on_date=day, opinion=why)
    return len(signed)


def void_answering(table: str, ids: Iterable[int]) -> int:
    """Void the signatures of the notes that answer these sessions or readings, before they go, in their step."""
    answering = Note.select(Note.id).where(among(ANSWERED[table], ids)).tuples()
    return void([note for (note,) in answering], f"对应的{labels.TABLES[table]}已删除")
