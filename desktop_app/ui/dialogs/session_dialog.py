"""One session as typed: what its kind asks comes first, the rest is folded under 更多."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.core.attendance import Role
from desktop_app.core.errors import UserError
from desktop_app.core.number import HUNDRED, shown
from desktop_app.core.session import SessionState, hours_between
from desktop_app.records import duties, sessions
from desktop_app.records.session_draft import SessionDraft
from desktop_app.ui import session_kinds, theme
from desktop_app.ui.dropping import dropped_paths
from desktop_app.ui.fields import OptionalDateField
from desktop_app.ui.session_form import SessionForm
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench

WIDTH = 48
"""Of the title, in characters; two fields stand side by side under it."""
OPEN, FOLDED = "open", "folded"
REFILLED = ("title", "place", "start", "end", "hours", "days", "form", "region", "organiser", "level")
"""What another kind or day fills anew, as long as it was not changed by hand."""
ALWAYS = ("kind", "title", "times", "length", "place")
REST = (
    "topics", "lead", "lecture", "talk", "readings", "films", "speakers", "exchange", "form", "organiser", "notice",
    "report", "exam", "outsiders", "planned", "minutes", "state",
)  # fmt: skip
"""The groups of fields in the order in which they stand under 更多, as far as the kind does not ask for them first."""


class SessionDialog(SessionForm):
    """`given` is what the fields begin with; of a new session they follow its kind until they are typed in.

    `session_id` is that of a session which is kept already, whose attachments are shown; None asks for a new one.
    """

    def __init__(
        self,
        workbench: Workbench,
        given: SessionDraft,
        save: Callable[[SessionDraft], set[str]],
        parent: QWidget | None = None,
        *,
        session_id: int | None = None,
    ) -> None:
        super().__init__(workbench, given, save, parent, session_id=session_id)
        self._is_new = session_id is None
        self._usual = sessions.fresh(given.category_id, given.held_on) if self._is_new else given
        self._filled_hours = self.hours.text() if self._is_new or self._hours_follow() else None
        self.setAcceptDrops(True)
        self.more.setChecked(workbench.look.choice("session.more") == OPEN)
        self._connect()
        self._arrange()
        self._on_state()
        if given.state is SessionState.LOCKED:
            self._show_locked()
        self.fields["title"].setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * WIDTH)
        self.fields["title"].setFocus()

    def show_problem(self, error: UserError) -> None:
        if error.field in self._group_of and self._group_of[error.field] in self._folded:
            self.more.setChecked(True)
        super().show_problem(error)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        self.files.dragEnterEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.files.take(dropped_paths(event))

    def _connect(self) -> None:
        self.more.toggled.connect(self._on_more)
        self.category.currentIndexChanged.connect(self._on_kind)
        self.held_on.day_changed.connect(self._on_day)
        for field in (self.start, self.end, self.days):
            field.editingFinished.connect(self._suggest_hours)
        self.state.currentIndexChanged.connect(self._on_state)

    def _show_locked(self) -> None:
        self.setWindowTitle("查看活动（已锁定）")
        self.problem.setText("本场已锁定，只能查看；要修改请先解锁。")
        theme.set_tone(self.problem, Tone.QUIET)
        self.problem.show()
        self.save_button.setEnabled(False)
        for widget in self._widgets.values():
            if isinstance(widget, QLineEdit | QPlainTextEdit) and not isinstance(widget, OptionalDateField):
                widget.setReadOnly(True)  # can still be read to its end and copied
            elif widget is not self.files:
                widget.setEnabled(False)

    # Following what is chosen

    def _arrange(self) -> None:
        """Put what the kind asks for first, and what is filled in already; fold the rest away."""
        kind = next(row for row in self._kinds if row.id == self._category_id())
        asked = session_kinds.first_groups(kind.uid)
        first = (*asked, *(group for group in REST if group not in asked and group in _filled(self._given)))
        self._folded = [group for group in REST if group not in first]
        self._rows.arrange((*ALWAYS, *first, "files", "more", *self._folded))
        self._rows.show(first, shown=True)
        self._on_more(self.more.isChecked())

    @Slot()
    def _on_kind(self) -> None:
        self._arrange()
        self._refill()

    @Slot()
    def _on_day(self) -> None:
        self._offer_for_day()
        self._refill()

    def _refill(self) -> None:
        """Fill what is usual for the kind and day into the fields that nobody changed."""
        if not self._is_new:
            return
        usual = sessions.fresh(self._category_id(), self.held_on.known())
        for name in REFILLED:
            if self._text(name) == _displayed(self._usual, name):
                self._put(name, _displayed(usual, name))
        self._usual = usual
        if self.hours.text() == _displayed(usual, "hours"):
            self._filled_hours = self.hours.text()

    @Slot()
    def _suggest_hours(self) -> None:
        """Take the hours from the times or, of several days, from what a day is worth, unless they were typed."""
        hours = self._worth()
        if hours is not None and self.hours.text() == self._filled_hours:
            self._filled_hours = shown(hours)
            self.hours.setText(self._filled_hours)

    def _worth(self) -> int | None:
        try:
            days = self.days.value() or 0
        except UserError:
            return None  # said when the form is saved
        within_a_day = hours_between(self.start.clock(), self.end.clock()) if days <= HUNDRED else None
        return within_a_day or duties.hours_of_days(days, self.held_on.known()) or None

    def _hours_follow(self) -> bool:
        """Whether the hours of a session entered before are what they would be suggested as."""
        return self._worth() == self._given.hours

    @Slot()
    def _on_state(self) -> None:
        self.fields["reason"].setEnabled(self.state.text() == SessionState.OFF)

    @Slot(bool)
    def _on_more(self, opened: bool) -> None:
        self.more.setArrowType(Qt.ArrowType.DownArrow if opened else Qt.ArrowType.RightArrow)
        self._rows.show(self._folded, shown=opened)
        self.workbench.look.keep_choice("session.more", OPEN if opened else FOLDED)
        if self.isVisible():
            self._grow()


def _filled(given: SessionDraft) -> set[str]:
    """Return the groups in which something stands that is not there by itself."""
    roles = {part.role for part in given.parts}
    found = {
        "topics": given.first_topics, "lead": Role.LEAD_READER in roles or given.recorder,
        "lecture": Role.LECTURER in roles, "talk": Role.PREACHER in roles, "readings": given.readings,
        "films": given.films, "speakers": Role.SPEAKER in roles, "exchange": Role.EXCHANGE in roles,
        "notice": given.notice_number, "report": given.report_due_on or given.report_handed_in_on,
        "exam": given.pass_mark is not None, "outsiders": given.outsiders, "minutes": given.agenda or given.content,
        "state": given.state is SessionState.OFF,
    }  # fmt: skip
    return {group for group, value in found.items() if value}


def _displayed(draft: SessionDraft, name: str) -> str:
    value = getattr(draft, name)
    return shown(value) if isinstance(value, int) else str(value)
