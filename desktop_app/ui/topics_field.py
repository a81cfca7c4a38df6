"""First topics (第一议题) of a session in its form: each with its source, measures, deadline and what became of it."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QLineEdit, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.errors import UserError
from desktop_app.records.first_topics import TopicDraft
from desktop_app.ui import theme
from desktop_app.ui.fields import OptionalDateField
from desktop_app.ui.theme import GAP, HALF, Role

HINTS = {"text": "学了什么，如《在中央政法工作会议上的讲话》", "source": "如 中央政法工作会议"}
LABELS = {
    "text": "议题", "source": "来源", "measures": "落实措施", "responsible": "责任", "deadline": "时限",
    "outcome": "落实情况", "closed_on": "办结日期",
}  # fmt: skip


class TopicFields(QFrame):
    """One topic; all fields empty is none."""

    changed = Signal()

    def __init__(self, given: TopicDraft, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        theme.set_role(self, Role.CARD)
        self._id = given.id
        self.lines = {name: QLineEdit(getattr(given, name)) for name in LABELS if name not in {"deadline", "closed_on"}}
        self.days = {name: OptionalDateField(getattr(given, name)) for name in ("deadline", "closed_on")}
        fields: dict[str, QLineEdit] = {**self.lines, **self.days}
        for name, field in fields.items():
            field.setAccessibleName(f"第一议题：{LABELS[name]}")
            field.setPlaceholderText(HINTS.get(name, field.placeholderText()))
            field.setCursorPosition(0)  # the beginning of a long text is what it is known by
            field.textChanged.connect(self._on_typed)
        grid = QGridLayout(self)
        grid.setContentsMargins(GAP, HALF, GAP, HALF)
        grid.setHorizontalSpacing(GAP)
        grid.setVerticalSpacing(HALF)
        self._place(grid, 0, fields, (("text", 3), ("source", 1)))
        self._place(grid, 1, fields, (("measures", 1), ("responsible", 1), ("deadline", 1)))
        self._followed_up = self._place(grid, 2, fields, (("outcome", 3), ("closed_on", 1)))
        for column, share in ((1, 4), (3, 2), (5, 3)):
            grid.setColumnStretch(column, share)
        self._on_typed()

    def in_order(self) -> list[QLineEdit]:
        """Return the fields as Tab goes through them."""
        return [(self.lines | self.days)[name] for name in LABELS]

    def draft(self) -> TopicDraft | None:
        values: dict[str, Any] = {name: line.text().strip() for name, line in self.lines.items()}
        values |= {name: field.day() for name, field in self.days.items()}
        made = TopicDraft(**values, id=self._id)
        return None if replace(made, id=None) == TopicDraft("") else made

    def _place(
        self, grid: QGridLayout, row: int, fields: dict[str, QLineEdit], what: Sequence[tuple[str, int]]
    ) -> list[QWidget]:
        """Put labels and fields side by side, each field over so many columns; return them."""
        column, made = 0, list[QWidget]()
        for name, span in what:
            label = QLabel(LABELS[name])
            label.setBuddy(fields[name])
            grid.addWidget(label, row, column)
            grid.addWidget(fields[name], row, column + 1, 1, span)
            column += 1 + span
            made += [label, fields[name]]
        return made

    @Slot()
    def _on_typed(self) -> None:
        """Ask what became of measures only where there are any."""
        names = ("measures", "deadline", "outcome", "closed_on")
        asks = any((self.lines | self.days)[name].text() for name in names)
        for widget in self._followed_up:
            widget.setVisible(asks)
        self.changed.emit()


class TopicsField(QWidget):
    """All topics of a session; the last may be empty."""

    def __init__(self, given: Sequence[TopicDraft], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.topics: list[TopicFields] = []
        self.more = QToolButton()
        self.more.setText("再加一个议题")
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.clicked.connect(self._add_empty)
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(HALF)
        self._layout.addWidget(self.more, 0, Qt.AlignmentFlag.AlignLeft)
        for draft in given or [TopicDraft("")]:
            self._add(draft)

    def drafts(self) -> tuple[TopicDraft, ...]:
        """Return the topics that are not empty; UserError for a date that is none."""
        try:
            drafts = [fields.draft() for fields in self.topics]
        except UserError as error:
            raise UserError(str(error), self.objectName()) from None
        return tuple(draft for draft in drafts if draft)

    def _add(self, draft: TopicDraft) -> TopicFields:
        made = TopicFields(draft)
        made.changed.connect(self._on_changed)
        self._layout.insertWidget(len(self.topics), made)
        self.topics.append(made)
        self.setFocusProxy(self.topics[0].lines["text"])
        self._on_changed()
        return made

    @Slot()
    def _add_empty(self) -> None:
        last = self.topics[-1].in_order()[-1]
        for widget in self._add(TopicDraft("")).in_order():
            QWidget.setTabOrder(last, widget)
            last = widget
        QWidget.setTabOrder(last, self.more)
        self.topics[-1].lines["text"].setFocus()

    @Slot()
    def _on_changed(self) -> None:
        """Let a further topic begin once the last is."""
        self.more.setVisible(bool(self.topics and self.topics[-1].lines["text"].text().strip()))
