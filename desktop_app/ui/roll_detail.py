"""What belongs to a mark, below the names: the kind of a 请假, the day and way of a 补学.

It never takes the keyboard by itself: whoever marks on goes on marking, and what was given is put down for the next.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QStackedWidget, QWidget

from desktop_app.core.attendance import HAS_DETAIL, HAS_LEAVE_KIND, LEAVE_KINDS, MADE_UP_WAYS, Entry
from desktop_app.core.errors import UserError
from desktop_app.records.pinyin import spelled
from desktop_app.ui import theme
from desktop_app.ui.fields import ROOM_FOR_ICON, ChoiceField, OptionalDateField
from desktop_app.ui.roll_keeping import RollKeeping
from desktop_app.ui.theme import GAP, HALF, Tone


class DetailBar(QWidget):
    """`given` is another Entry for the person shown; `left` that she goes back to the names."""

    given = Signal(object)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entry: Entry | None = None
        self._held_on = date.min
        self.who = QLabel()
        self.kind = ChoiceField(("", *LEAVE_KINDS))
        self.day = OptionalDateField()
        self.way = ChoiceField(("", *MADE_UP_WAYS))
        self.problem = theme.label("", tone=Tone.BAD)
        character = self.fontMetrics().horizontalAdvance("国")
        self.kind.setFixedWidth(8 * character)
        self.day.setFixedWidth(self.fontMetrics().horizontalAdvance("2022-03-07") + ROOM_FOR_ICON)
        self.way.setFixedWidth(9 * character)
        self.day.setObjectName("made_up_on")
        self._of_leave = self._captioned("类别", self.kind)
        self._of_made_up = [*self._captioned("补学日期", self.day), *self._captioned("方式", self.way)]
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addWidget(self.who)
        layout.addSpacing(HALF)
        for widget in (*self._of_leave, *self._of_made_up):
            layout.addWidget(widget)
        layout.addWidget(self.problem)
        layout.addStretch(1)
        hint = theme.label("回车填写（可打首字母，如 bj 病假），再回车回到名单", tone=Tone.QUIET)
        hint.setMinimumWidth(1)  # gives way on a small screen
        layout.addWidget(hint)
        self._connect()

    def show_entry(self, name: str, entry: Entry | None, held_on: date) -> bool:
        """Show what belongs to somebody's mark; False where nothing does."""
        if entry is None or entry.mark not in HAS_DETAIL:
            self._entry = None
            return False
        has_kind = entry.mark in HAS_LEAVE_KIND
        if (self._entry, self._held_on) != (entry, held_on) and not self.problem.text():
            self.kind.set_text(entry.leave_kind)
            self.day.set_day(entry.made_up_on)
            self.way.set_text(entry.made_up_way)
        self._entry, self._held_on = entry, held_on
        self.who.setText(f"<b>{name}</b>　{entry.mark}")
        for widgets, seen in ((self._of_leave, has_kind), (self._of_made_up, not has_kind)):
            for widget in widgets:
                widget.setVisible(seen)
        return True

    def begin(self) -> None:
        """Put the keyboard into the first field."""
        field = self.kind if self._entry and self._entry.mark in HAS_LEAVE_KIND else self.day
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if line := field.lineEdit() if isinstance(field, ChoiceField) else field:
            line.selectAll()

    @Slot()
    def take(self) -> bool:
        """Hand on what stands in the fields; False, with the sentence beside the field, for a day that cannot be."""
        if self._entry is None:
            return True
        QGuiApplication.inputMethod().commit()
        self.problem.clear()
        entry = self._entry
        try:
            if entry.mark in HAS_LEAVE_KIND:
                changed = Entry(entry.mark, _meant(self.kind, LEAVE_KINDS))
            else:
                changed = Entry(entry.mark, made_up_on=self.day.day(), made_up_way=_meant(self.way, MADE_UP_WAYS))
                changed.check(self._held_on)
        except UserError as error:
            self.problem.setText(str(error))
            return False
        if changed != entry:
            self._entry = changed
            self.given.emit(changed)
        return True

    def drop_problem(self) -> None:
        """Give up a day that was refused: another person is turned to."""
        self.problem.clear()

    def holds_focus(self) -> bool:
        return self.isAncestorOf(self.window().focusWidget() or self)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the names with Enter, or with Esc."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
        elif self.take():
            self.left.emit()

    def _captioned(self, caption: str, field: QWidget) -> list[QWidget]:
        label = theme.label(caption, tone=Tone.QUIET)
        label.setBuddy(field)
        field.setAccessibleName(caption)
        return [label, field]

    def _connect(self) -> None:
        self.day.editingFinished.connect(self.take)
        for box in (self.kind, self.way):
            box.setCompleter(None)  # type: ignore[arg-type]  # its list would take the Enter that leads back
            box.activated.connect(self.take)
            if line := box.lineEdit():
                line.editingFinished.connect(self.take)


def _meant(field: ChoiceField, known: Sequence[str]) -> str:
    """Return what was chosen or typed; initials (bj) stand for the first word they fit (病假)."""
    written = field.text()
    if written.isascii() and written:
        found = next((word for word in known if spelled(word)[1].startswith(written.lower())), written)
        field.set_text(found)
        return found
    return written


class DetailLine(QStackedWidget):
    """Below the names: a legend, and in its place what belongs to the mark of whoever was marked or moved to last."""

    def __init__(self, keeping: RollKeeping, legend: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._keeping = keeping
        self._target = 0
        self.bar = DetailBar()
        self.addWidget(legend)
        self.addWidget(self.bar)
        self.setFixedHeight(self.bar.sizeHint().height())
        self.bar.given.connect(self._on_given)
        keeping.model.marks_changed.connect(self.show_detail)

    @Slot(object)
    def touch(self, cadre: int) -> None:
        """Turn to another person."""
        if cadre != self._target:
            self.bar.drop_problem()
        self._target = cadre
        self.show_detail()

    @Slot()
    def begin(self) -> None:
        """Put the keyboard here, where there is something to fill in."""
        if self.currentWidget() is self.bar:
            self.bar.begin()

    def take(self) -> bool:
        """Take what is typed here; False, with the keyboard here, where it cannot be."""
        if self.currentWidget() is not self.bar or self.bar.take():
            return True
        self.bar.begin()
        return False

    @Slot()
    def show_detail(self) -> None:
        sheet = self._keeping.sheet
        line = next((line for line in sheet.lines if line.cadre_id == self._target), None)
        entry = self._keeping.model.entry(self._target) if line and not self._keeping.why_not() else None
        shown = self.bar.show_entry(line.full_name if line else "", entry, sheet.held_on)
        self.setCurrentIndex(int(shown))

    @Slot(object)
    def _on_given(self, entry: Entry) -> None:
        self._keeping.model.set_marks({self._target: entry})
        self._keeping.remember(entry)
