"""Names of cadres in a form: found by Chinese or pinyin initials, several with 、 between, homonyms told apart."""

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QRect, QStringListModel, Qt, Slot
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from desktop_app.core.collation import plain, split_name
from desktop_app.core.errors import UserError
from desktop_app.ui.theme import MARGIN

BETWEEN = "、"
SEPARATORS = "、，,；;"


class Person(Protocol):
    """What is needed of a cadre: CadreRow has it."""

    @property
    def id(self) -> int: ...
    @property
    def name(self) -> str: ...
    @property
    def full_name(self) -> str: ...
    @property
    def pinyin(self) -> str: ...
    @property
    def initials(self) -> str: ...


class PersonField(QLineEdit):
    """One person, or several. ids() reads them back; UserError names whom nobody or more than one is called."""

    def __init__(self, people: Sequence[Person], parent: QWidget | None = None, *, several: bool = False) -> None:
        super().__init__(parent)
        self._people, self._several = people, several
        self._picked: set[str] = set()
        """Full names chosen, not typed: who has no distinction can be meant although others bear the name too."""
        self.setPlaceholderText("输入姓名或拼音首字母" + ("，多人用、隔开" if several else ""))
        self._names = QStringListModel(self)
        self._completer = QCompleter(self._names, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setWrapAround(False)  # Down from the last would choose nobody
        self._popup = QListView()
        self._popup.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.activated.connect(self._put)
        self.textEdited.connect(self._offer)

    def set_people(self, people: Sequence[Person]) -> None:
        """Offer other people, such as those in post on another day; what is typed stays."""
        self._people = people

    def ids(self) -> tuple[int, ...]:
        """Return the ids of the people named, each once."""
        return tuple(dict.fromkeys(self._found(written) for written in self._written()))

    def id(self) -> int | None:
        """Return the id of the one person named; None when empty."""
        ids = self.ids()
        if len(ids) > 1:
            raise UserError("这里只能填一个人。", self.objectName())
        return ids[0] if ids else None

    def set_ids(self, ids: Sequence[int]) -> None:
        by_id = {person.id: person.full_name for person in self._people}
        names = [by_id[id_] for id_ in ids if id_ in by_id]
        self._picked.update(names)
        self.setText(BETWEEN.join(names))

    def matches(self, written: str) -> list[str]:
        """Return the full names that fit what was typed: name, pinyin from its beginning, or initials."""
        text = plain(written)
        spelled = text.lower()
        return [
            person.full_name
            for person in self._people
            if text and (text in plain(person.full_name) or person.initials.startswith(spelled)
                         or person.pinyin.startswith(spelled))
        ]  # fmt: skip

    def _written(self) -> list[str]:
        text = self.text()
        for separator in SEPARATORS:
            text = text.replace(separator, BETWEEN)
        return [piece for piece in map(str.strip, text.split(BETWEEN)) if piece]

    def _found(self, written: str) -> int:
        name, distinction = split_name(written)
        same = [person for person in self._people if plain(person.name) == name]
        if distinction:
            same = [person for person in same if split_name(person.full_name)[1] == distinction]
        elif written in self._picked:
            same = [person for person in same if person.full_name == written]
        if len(same) == 1:
            return same[0].id
        if not same:
            raise UserError(f"名册里没有“{written}”，请核对姓名。", self.objectName())
        names = "、".join(person.full_name for person in same)
        raise UserError(f"叫“{written}”的有{len(same)}人，请选其中一人：{names}。", self.objectName())

    @Slot(str)
    def _offer(self, text: str) -> None:
        """Show who fits the name that is being typed."""
        del text
        start, end = self._piece()
        names = self.matches(self.text()[start:end])
        if not names or names == [self.text()[start:end].strip()]:
            self._popup.hide()
            return
        self._names.setStringList(names[:12])
        self._completer.complete(self._room())
        self._popup.setCurrentIndex(self._completer.completionModel().index(0, 0))

    def _room(self) -> QRect:
        """Return where the names are offered: under the field, as wide as the longest of them."""
        longest = max(self.fontMetrics().horizontalAdvance(name) for name in self._names.stringList())
        spare = self._popup.verticalScrollBar().sizeHint().width() + 2 * MARGIN
        return QRect(0, 0, max(self.width(), longest + spare), self.height())

    def _piece(self) -> tuple[int, int]:
        """Return where the name under the cursor begins and ends."""
        if not self._several:
            return 0, len(self.text())
        text, cursor = self.text(), self.cursorPosition()
        start = max((text.rfind(separator, 0, cursor) for separator in SEPARATORS), default=-1) + 1
        ends = [at for at in (text.find(separator, cursor) for separator in SEPARATORS) if at >= 0]
        return start, min(ends, default=len(text))

    @Slot(str)
    def _put(self, name: str) -> None:
        self._picked.add(name)
        start, end = self._piece()
        text = self.text()
        self.setText(text[:start] + name + text[end:])
        self.setCursorPosition(start + len(name))
        self.setFocus(Qt.FocusReason.OtherFocusReason)
