"""What a note answers: a required reading of the year, a session held not long before it was handed in."""

from collections.abc import Mapping
from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from desktop_app.core.period import Period
from desktop_app.core.session import HELD
from desktop_app.records import readings, session_list
from desktop_app.records.session_list import SessionRow
from desktop_app.ui.fields import ChoiceField

DAYS_BEFORE = 120
NONE = ""


class _AnswerField(ChoiceField):
    """One of the records offered, or none. The one that was given is offered wherever it stands."""

    def __init__(self, given: int | None, parent: QWidget | None = None) -> None:
        super().__init__([NONE], parent=parent, fixed=True)
        self._given = given
        self._ids: dict[str, int] = {}
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(10)

    def id(self) -> int | None:
        return self._ids.get(self.currentText())

    def _show(self, ids: Mapping[str, int]) -> None:
        chosen = self.id() or self._given
        self._ids = dict(ids)
        self.set_words([NONE, *self._ids])
        self.set_text(next((text for text, id_ in self._ids.items() if id_ == chosen), NONE))


class ReadingField(_AnswerField):
    def __init__(self, year: int, given: int | None, parent: QWidget | None = None) -> None:
        super().__init__(given, parent)
        self.offer(year)

    def offer(self, year: int) -> None:
        """Offer the list of the year."""
        kept = readings.year_of(self._given) if self._given else None
        self._show((readings.ids(kept) if kept else {}) | readings.ids(year))


class SessionField(_AnswerField):
    def __init__(self, day: date, given: int | None, parent: QWidget | None = None) -> None:
        super().__init__(given, parent)
        self.offer(day)

    def offer(self, day: date) -> None:
        """Offer the sessions held in the months before the day, the last of them first."""
        wanted = session_list.Wanted(Period(day - timedelta(days=DAYS_BEFORE), day))
        ids = session_list.keys(wanted)
        rows = session_list.rows([*ids, *([self._given] if self._given and self._given not in ids else [])])
        self._show({_text(row): row.id for row in rows if row.state in HELD or row.id == self._given})


def _text(row: SessionRow) -> str:
    start = f" {row.start}" if row.start else ""
    return f"{row.held_on.isoformat()}{start} {row.title}"
