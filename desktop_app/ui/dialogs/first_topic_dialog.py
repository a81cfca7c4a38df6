"""Asks for a first topic (第一议题) of a session, and for the outcome with which measures are closed."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.errors import UserError
from desktop_app.records import first_topics
from desktop_app.records.first_topics import Closing, TopicDraft, TopicRow
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField, OptionalDateField
from desktop_app.ui.theme import Role
from desktop_app.ui.workbench import Workbench

WIDTH = 36
NAMED = 6
LABELS = {"text": "议题", "source": "来源", "measures": "落实措施", "responsible": "责任", "outcome": "落实情况"}


class TopicDialog(DraftDialog[tuple[int, TopicDraft]]):
    """A topic with the session it belongs to; of one that is kept (`row`) the session is only named."""

    def __init__(
        self,
        workbench: Workbench,
        row: TopicRow | None,
        save: Callable[[tuple[int, TopicDraft]], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "修改第一议题" if row else "新增第一议题", save, parent)
        self._row = row
        self._given = row.draft() if row else TopicDraft("")
        if row:
            self.wide(theme.label(f"{row.held_on.isoformat()} {row.session}", Role.NOTICE))
        else:
            self._carriers = {called: id_ for id_, called in first_topics.carriers(date.today())}
            self.session = ChoiceField(list(self._carriers), next(iter(self._carriers), ""), fixed=True)
            self.field("session", "活动", self.session)
        self._add_fields()

    def draft(self) -> tuple[int, TopicDraft]:
        if self._row is None and self.session.text() not in self._carriers:
            raise UserError("今年还没有可以加议题的活动，请先新增活动。", "session")
        texts = {name: line.text().strip() for name, line in self.lines.items()}
        days = {"deadline": self.deadline.day(), "closed_on": self.closed_on.day()}
        session_id = self._row.session_id if self._row else self._carriers[self.session.text()]
        return session_id, replace(self._given, **texts, **days)

    def _add_fields(self) -> None:
        given = self._given
        self.lines = {name: QLineEdit(getattr(given, name)) for name in LABELS}
        self.deadline, self.closed_on = OptionalDateField(given.deadline), OptionalDateField(given.closed_on)
        self.lines["text"].setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * WIDTH)
        for name in ("text", "source", "measures"):
            self.field(name, LABELS[name], self.lines[name])
        self.pair(("responsible", "责任", self.lines["responsible"]), ("deadline", "时限", self.deadline))
        self.field("outcome", "落实情况", self.lines["outcome"])
        self.pair(("closed_on", "办结日期", self.closed_on), ("filler", "", QWidget()))
        self.lines["text"].setFocus()


class TopicClosingDialog(DraftDialog[Closing]):
    """One outcome and one day for the topics whose measures were carried out."""

    def __init__(
        self,
        workbench: Workbench,
        rows: Sequence[TopicRow],
        save: Callable[[Closing], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, f"办结（{len(rows)}个议题）", save, parent, "办结")
        named = "；".join(row.text for row in rows[:NAMED])
        said = theme.label(f"{named}{'…' if len(rows) > NAMED else ''}", Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.outcome = QLineEdit(rows[0].outcome if len(rows) == 1 else "")
        if len(rows) > 1:
            self.outcome.setPlaceholderText("写给全部所选议题；不填则保留各自原来写的")
        self.closed_on = DateField(date.today())
        self.field("outcome", "落实情况", self.outcome)
        self.field("closed_on", "办结日期", self.closed_on)
        self.outcome.setFocus()

    def draft(self) -> Closing:
        return Closing(self.outcome.text().strip(), self.closed_on.day())
