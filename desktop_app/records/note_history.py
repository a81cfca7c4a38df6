"""What became of one note: the acts of 审签 with what was changed between them, from the journal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from desktop_app.core.review import Act
from desktop_app.records import labels, notes
from desktop_app.store import journal
from desktop_app.store.journal import ChangeLine
from desktop_app.store.journal.lines import REDONE, UNDONE, undone_among

CHANGED = "修改"
LONGEST = 24
UNCHANGING = (Act.SIGN, Act.RETURN)
"""Acts of a stack, often of hundreds: they never change a note."""


@dataclass(frozen=True)
class ActRow:
    """One act; `changed` says what the note was before and is after it: 字数：900 → 1500；题目：…."""

    id: int
    act: str
    on_date: date
    signer: str = ""
    grade: str = ""
    opinion: str = ""
    changed: str = ""

    @property
    def is_act(self) -> bool:
        """Whether it is one of 审签, not a change alone."""
        return self.act != CHANGED


def acts(note_id: int) -> list[ActRow]:
    """Return the acts on a note, oldest first. A change that belongs to no act of 审签 is a line of its own."""
    changes = [each for each in journal.history_of("note", (note_id,)) if each.before and each.after]
    steps = {change.step_id: change.at.date() for change in _in_effect(changes)}
    found: list[tuple[int, ActRow]] = []
    for review in notes.reviews(note_id):
        step = journal.history_of("review", (review.id,))[-1].step_id
        steps.pop(step, None)
        row = ActRow(review.id, review.act, review.on_date, review.signer, review.grade, review.opinion)
        found.append((step, replace(row, changed="" if review.act in UNCHANGING else _in_words(step, note_id))))
    found += [(step, ActRow(-step, CHANGED, day, changed=_in_words(step, note_id))) for step, day in steps.items()]
    return [row for _, row in sorted(found, key=lambda each: each[0])]


def _in_effect(changes: Sequence[ChangeLine]) -> list[ChangeLine]:
    """Leave out what was undone, and the undoing of it."""
    undone = undone_among({change.step_id for change in changes})
    return [
        change for change in changes if change.step_id not in undone and not change.title.startswith((UNDONE, REDONE))
    ]


def _in_words(step_id: int, note_id: int) -> str:
    """Return what a step changed of a note and its attachments."""
    of_note = [
        change
        for change in journal.changes_of(step_id)
        if (change.table == "note" and change.key == (note_id,)) or _is_attached(change, note_id)
    ]
    told: list[str] = []
    for change in labels.described(of_note):
        if change.kind == labels.TABLES["attachment"]:
            told.append(f"{change.verb}附件“{change.name}”")
        else:
            told += [f"{field.label}：{_short(field.before)} → {_short(field.after)}" for field in change.fields]
    return "；".join(told)


def _is_attached(change: ChangeLine, note_id: int) -> bool:
    row = change.after or change.before or {}
    return change.table == "attachment" and row.get("note_id") == note_id


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
