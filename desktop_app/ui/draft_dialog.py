"""The pattern of every form: fields with the sentence of what is wrong beside them, and nothing typed is ever lost."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop_app.core.errors import UserError
from desktop_app.ui import theme
from desktop_app.ui.chips import Chips
from desktop_app.ui.fields import ClockField, HundredthsField, OptionalDateField, WholeField
from desktop_app.ui.theme import GAP, HALF, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

Draft = TypeVar("Draft")
COLUMNS = 4  # label, field, label, field
REPLACED = (OptionalDateField, ClockField, HundredthsField, WholeField)
"""Fields in which what was wrong is typed anew rather than mended; the first key takes its place."""
LEAST_WIDTH = 40  # characters
LONGEST = 120  # characters of a sentence beside a field: what somebody pasted may be a page


class DraftDialog(QDialog, Generic[Draft]):
    """A form for one Draft. A subclass adds its fields and implements draft(); `save` is the write.

    An error of `save` or draft() is shown under the field it names, else at the foot; the dialog then stays open.
    """

    def __init__(
        self,
        workbench: Workbench,
        title: str,
        save: Callable[[Draft], set[str]],
        parent: QWidget | None = None,
        save_text: str = "保存",
    ) -> None:
        super().__init__(parent)
        self.workbench = workbench
        self._save = save
        self._opened_with: tuple[str | bool, ...] | None = None
        self._widgets: dict[str, QWidget] = {}
        self._labels: dict[str, QLabel] = {}
        self._problems: dict[str, QLabel] = {}
        self.setWindowTitle(title)
        self.problem = _problem_line()
        self.buttons = QDialogButtonBox()
        self.save_button = self.buttons.addButton(save_text, QDialogButtonBox.ButtonRole.AcceptRole)
        self.cancel_button = self.buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._form = QGridLayout()
        self._lay_out()
        self.save_button.setDefault(True)  # once it is in the dialog, which else forgets it when another had the focus

    def draft(self) -> Draft:
        """Return what was typed; may raise UserError where a field cannot be read."""
        raise NotImplementedError

    def field(self, name: str, label: str, widget: QWidget) -> None:
        """Add a row: the label, the widget over the whole width, and its problem line. `name` as in the draft."""
        self._place(self._form.rowCount(), 0, COLUMNS - 1, (name, label, widget))

    def pair(self, left: tuple[str, str, QWidget], right: tuple[str, str, QWidget]) -> None:
        """Add two short fields, each (name, label, widget), in one row."""
        row = self._form.rowCount()
        self._place(row, 0, 1, left)
        self._place(row, 2, 1, right)

    def show_field(self, name: str, *, shown: bool) -> None:
        """Show or hide a field with its label."""
        for widget in (self._labels[name], self._widgets[name]):
            widget.setVisible(shown)

    def section(self, title: str) -> None:
        """Add a heading above the fields that follow."""
        heading = theme.label(title, Role.HEADING)
        heading.setContentsMargins(0, GAP, 0, 0)
        self._form.addWidget(heading, self._form.rowCount(), 0, 1, COLUMNS)

    def wide(self, widget: QWidget) -> None:
        """Add a widget without label over the whole width."""
        self._form.addWidget(widget, self._form.rowCount(), 0, 1, COLUMNS)
        self._give_room(widget)

    def run(self) -> bool:
        """Show the dialog until it is saved or cancelled; True when it was saved."""
        self._grow()
        saved = self.exec() == QDialog.DialogCode.Accepted
        if parent := self.parentWidget():
            parent.window().activateWindow()  # closed together with a question it may leave the keyboard nowhere
        self.deleteLater()
        return saved

    def accept(self) -> None:
        QGuiApplication.inputMethod().commit()  # what is still being composed is not in any text() yet
        self.close_cell()
        self._clear_problems()
        error = self.workbench.attempt(self._write)
        if error is None:
            super().accept()
        else:
            self.show_problem(error)

    def reject(self) -> None:
        """Close without saving; what was typed since it opened is given up only when she says so."""
        if self._typed() == self._opened_with or self.workbench.ask(
            "还没有保存", "这里填写的内容还没有保存，关闭后就没有了。", "放弃填写的内容", is_final=True
        ):
            super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Save with Ctrl+Enter as well: in a text of several lines Enter begins a new one."""
        is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if is_enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.save_button.click()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._opened_with is None:
            self._opened_with = self._typed()
            self._begin()

    def show_problem(self, error: UserError) -> None:
        """Show the sentence under its field, or at the foot, and put the cursor there."""
        line = self._problems.get(error.field, self.problem)
        line.setText(_shortened(str(error)))
        line.show()
        self._grow()
        if widget := self._widgets.get(error.field):
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            if isinstance(widget, REPLACED):
                widget.selectAll()
            self._scroll.ensureWidgetVisible(line)

    def _begin(self) -> None:
        """Put the cursor into the first field where the dialog has not put it into one of its own."""
        chosen = self.focusWidget()
        if chosen is not None and self._scroll.isAncestorOf(chosen):
            return
        takes = (each for each in self._widgets.values() if each.isEnabled() and not each.isHidden())
        if first := next((each for each in takes if each.focusPolicy() or each.focusProxy()), None):
            first.setFocus(Qt.FocusReason.TabFocusReason)

    def close_cell(self) -> None:
        """Take over what stands in a cell of a table that is still open; nothing is in it before."""
        cell = self.focusWidget()
        page = cell.parentWidget() if cell else None
        table = page.parentWidget() if page else None
        if isinstance(table, QAbstractItemView):
            table.setFocus()

    def _typed(self) -> tuple[str | bool, ...]:
        """Return what stands in the fields, be it right or wrong: a draft could not be made of a half-filled form."""
        found: list[str | bool] = []
        for widget in self.findChildren(QWidget):
            if widget.window() is not self:  # a calendar or a list that drops down
                continue
            if isinstance(widget, QLineEdit):
                found.append(widget.text())
            elif isinstance(widget, QPlainTextEdit):
                found.append(widget.toPlainText())
            elif isinstance(widget, QComboBox):
                found.append(widget.currentText())
            elif isinstance(widget, QCheckBox):
                found.append(widget.isChecked())
            elif isinstance(widget, Chips):
                found.extend(widget.chosen())
            elif (typed := widget.property("typed")) is not None:  # of fields that are made of several
                found.append(str(typed))
        return tuple(found)

    def _write(self) -> set[str]:
        return self._save(self.draft())

    def _grow(self) -> None:
        """Take the room the fields and their problems want, as far as the screen has it."""
        self._form.activate()
        self._scroll.updateGeometry()
        least = QSize(self.fontMetrics().horizontalAdvance("国") * LEAST_WIDTH, 0)
        wanted = self.sizeHint().expandedTo(least)
        if self.isVisible():
            wanted = self.size().expandedTo(wanted)
        wanted.setHeight(wanted.height() + self._scroll.lacking(wanted.width() - 2 * MARGIN))
        self.resize(wanted.boundedTo(theme.room(self) * 0.9))

    @Slot()
    def _on_laid_out_anew(self) -> None:
        if self.isVisible():
            self._grow()

    def _clear_problems(self) -> None:
        for line in (self.problem, *self._problems.values()):
            line.clear()
            line.hide()

    def _place(self, row: int, column: int, span: int, what: tuple[str, str, QWidget]) -> None:
        name, text, widget = what
        label = QLabel(text)
        label.setBuddy(widget)
        widget.setObjectName(name)
        widget.setAccessibleName(text)
        box = QVBoxLayout()
        box.setSpacing(HALF // 2)
        box.addWidget(widget)
        line = _problem_line()
        box.addWidget(line)
        tall = self._give_room(widget)
        top = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        label.setContentsMargins(0, GAP - 2, 0, 0)
        self._form.addWidget(label, row, column, top)
        self._form.addLayout(box, row, column + 1, 1, span)
        self._form.setRowStretch(row, 1 if tall else 0)
        if not tall:
            box.addStretch(1)  # stays level with its neighbour when a sentence appears below one of them
        self._labels[name], self._widgets[name], self._problems[name] = label, widget, line

    def _give_room(self, widget: QWidget) -> bool:
        """Let the rows take spare height where a widget has use for it; else they stay together at the top."""
        tall = bool(widget.sizePolicy().expandingDirections() & Qt.Orientation.Vertical)
        if tall:
            self._upright.setStretchFactor(self._form, 1)
            self._upright.setStretch(1, 0)
        return tall

    def _lay_out(self) -> None:
        self._form.setHorizontalSpacing(GAP + HALF)
        self._form.setVerticalSpacing(GAP)
        for column in (1, 3):
            self._form.setColumnStretch(column, 1)
        page = _Page()
        page.setObjectName("page")
        self._upright = QVBoxLayout(page)
        self._upright.setContentsMargins(0, 0, 0, 0)
        self._upright.addLayout(self._form)
        self._upright.addStretch(1)
        page.laid_out_anew.connect(self._on_laid_out_anew)
        self._form.setContentsMargins(0, 0, 0, 0)
        self._scroll = _FittingScrollArea(page)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(self._scroll, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)


class _Page(QWidget):
    """Says when a field or a sentence came or went."""

    laid_out_anew = Signal()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self.laid_out_anew.emit()
        return done


class _FittingScrollArea(QScrollArea):
    """Scrolls only on small screens: it asks for all the room its page wants."""

    def __init__(self, page: QWidget) -> None:
        super().__init__()
        self._page = page
        self.setWidget(page)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Tab would stop where nothing can be seen
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def sizeHint(self) -> QSize:
        return self._page.sizeHint()

    def lacking(self, width: int) -> int:
        """Return how much higher than its size hint the page is at a width: its sentences are wrapped."""
        return max(0, self._page.heightForWidth(width) - self._page.sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        hint.setWidth(self._page.minimumSizeHint().width() + self.verticalScrollBar().sizeHint().width())
        return hint


def _shortened(sentence: str) -> str:
    """Leave out the middle of a long sentence: the end says what to do."""
    half = LONGEST // 2
    return sentence if len(sentence) <= LONGEST else f"{sentence[: half - 1]}…{sentence[-half:]}"


def _problem_line() -> QLabel:
    line = theme.label("", tone=Tone.BAD)
    line.setWordWrap(True)
    policy = line.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)  # the fields say how wide the form is
    line.setSizePolicy(policy)
    line.hide()
    return line
