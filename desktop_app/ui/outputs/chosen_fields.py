"""What some outputs are of: one session, or one cadre."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.records.session_list import SessionName
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.person_field import Person, PersonField

BLANK = "空表（不选活动）"
_SEEN = 40
"""Letters of the field; what is longer is seen when the list is open."""


class SessionField(ChoiceField):
    """One of the sessions of a year, found by any part of day, kind and title; or none, for an empty sheet."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__([BLANK], BLANK, parent)
        self._sessions: Sequence[SessionName] = ()
        self.setAccessibleName("活动")
        self.setPlaceholderText("输入日期、类型或题目的一部分")
        self.setSizeAdjustPolicy(ChoiceField.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(_SEEN)
        line = self.lineEdit()
        assert line
        line.editingFinished.connect(self._tidy)
        self.currentIndexChanged.connect(self._show_beginning)

    def set_sessions(self, sessions: Sequence[SessionName], day: date) -> None:
        """Offer these, newest first. Where the one chosen is not among them, the newest up to the day is. Says nothing.

        A chosen empty sheet stays one.
        """
        chosen, is_blank = self.session_id(), self.currentIndex() == 0 and bool(self._sessions)
        self._sessions = sessions
        self.blockSignals(True)
        self.clear()
        self.addItems([BLANK, *(session.text for session in sessions)])
        newest = next((number for number, each in enumerate(sessions, start=1) if each.held_on <= day), len(sessions))
        at = next((number for number, each in enumerate(sessions, start=1) if each.id == chosen), newest)
        self.setCurrentIndex(0 if is_blank else at)
        self._show_beginning()
        self.blockSignals(False)

    def choose(self, session_id: int | None) -> None:
        """Choose one of those offered, or the empty sheet."""
        places = (number for number, each in enumerate(self._sessions, start=1) if each.id == session_id)
        self.setCurrentIndex(next(places, 0))

    def session_id(self) -> int | None:
        session = self._session()
        return session.id if session else None

    def period(self) -> Period | None:
        """Return the month of the one chosen."""
        session = self._session()
        return Period.month(session.held_on.year, session.held_on.month) if session else None

    def step(self, days: int) -> None:
        """Choose the session before (-1) or after (1)."""
        at = self.currentIndex() - days
        if self._sessions and 1 <= at <= len(self._sessions):
            self.setCurrentIndex(at)

    def _session(self) -> SessionName | None:
        at = self.currentIndex()
        return self._sessions[at - 1] if 1 <= at <= len(self._sessions) else None

    @Slot()
    def _tidy(self) -> None:
        """Let what was typed and is none of them give way to the one chosen."""
        self.setEditText(self.itemText(self.currentIndex()))
        self._show_beginning()

    @Slot()
    def _show_beginning(self) -> None:
        if line := self.lineEdit():
            line.setCursorPosition(0)


class CadreField(PersonField):
    """One cadre, or everybody where it is empty; `refusal` says what is wrong with what is typed."""

    chosen = Signal()

    def __init__(self, people: Sequence[Person] = (), parent: QWidget | None = None) -> None:
        super().__init__(people, parent)
        self.refusal = ""
        self._known: int | None = None
        self.setAccessibleName("干部")
        self.setPlaceholderText("全部（姓名或拼音首字母）")
        self.setClearButtonEnabled(True)
        self.setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 15)
        self.editingFinished.connect(self._take)
        self.textChanged.connect(self._on_text)

    def cadre_id(self) -> int | None:
        """Return the one named; None for everybody."""
        return self._known

    def choose(self, cadre_id: int | None) -> None:
        self.set_ids([cadre_id] if cadre_id is not None else [])
        self._take()

    @Slot(str)
    def _put(self, name: str) -> None:
        super()._put(name)
        self._take()

    @Slot(str)
    def _on_text(self, text: str) -> None:
        if not text:  # cleared: everybody again
            self._take()

    @Slot()
    def _take(self) -> None:
        before = (self._known, self.refusal)
        try:
            self._known, self.refusal = self.id(), ""
        except UserError as error:
            self._known, self.refusal = None, str(error)
        if before != (self._known, self.refusal):
            self.chosen.emit()
