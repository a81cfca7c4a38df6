"""The templates there are, the program's own first; and the fields of a document: its days and what goes with it."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLineEdit, QWidget

from desktop_app.core.period import Period
from desktop_app.exchange.documents import BUILT_IN, Document, Order, Span
from desktop_app.records import session_list, templates
from desktop_app.ui import theme
from desktop_app.ui.fields import DayFilter
from desktop_app.ui.look import Look
from desktop_app.ui.outputs.output_page import line
from desktop_app.ui.outputs.period_field import PeriodField
from desktop_app.ui.outputs.year_field import newest_day
from desktop_app.ui.table import Column, TableView

ATTACHMENT_WIDTH = 16
"""Of the field for 附件说明, in characters; half of it where there is no room."""
CHOSEN = "documents.template"
OWN_ABOUT = "自己的模板，{month}月{day}日改过"


@dataclass(frozen=True)
class TemplateLine:
    """A template as it is listed."""

    id: int
    document: Document

    @property
    def kind(self) -> str:
        return "自己的" if self.document.is_own else "内置"


_COLUMNS = (
    Column[TemplateLine]("模板", lambda row: row.document.name, width=9, stretch=True),
    Column[TemplateLine]("来源", lambda row: row.kind, width=3),
)


class TemplateList(TableView[TemplateLine]):
    """Remembers which one was chosen last."""

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(_COLUMNS, "templates", look, parent)
        self.setAccessibleName("模板")
        self._remembering = look

    def read(self) -> None:
        """List what there is now; the chosen one stays chosen, or the first is."""
        own = [
            Document(each.name, OWN_ABOUT.format(month=each.changed_on.month, day=each.changed_on.day), Span.YEAR,
                     each.path, is_own=True)
            for each in templates.listed()
        ]  # fmt: skip
        shipped = [document for document in BUILT_IN if document.path.exists()]
        self._rows = [TemplateLine(number, document) for number, document in enumerate((*shipped, *own), start=1)]
        chosen = self._remembering.choice(CHOSEN)
        self.show_rows(self._rows)
        self.choose(Path(chosen))

    def choose(self, path: Path) -> None:
        """Choose a template by its file; the first where there is no such file."""
        found = next((row for row in self._rows if row.document.path == path), self._rows[0])
        self.select_id(found.id)

    def choose_named(self, name: str) -> None:
        """Choose a template by its name; the first where there is none of it any more."""
        found = next((row for row in self._rows if row.document.name == name), self._rows[0])
        self.select_id(found.id)

    def current(self) -> Document:
        row = self.current_row()
        return row.document if row else BUILT_IN[0]

    def remember(self) -> None:
        self._remembering.keep_choice(CHOSEN, str(self.current().path))


class DocumentFields(QWidget):
    """The period of a document, the day its figures are as of, whether a proof sheet is written, 附件说明."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.period, self.day = PeriodField(), DayFilter(date.today())
        self.day.setAccessibleName("数据截至")
        self.with_proof = QCheckBox("同时写核对表")
        self.with_proof.setChecked(True)
        self.attachment = QLineEdit()
        self.attachment.setPlaceholderText("附件的名称，没有不填")
        self.attachment.setAccessibleName("附件说明")
        character = self.fontMetrics().horizontalAdvance("字")
        self.attachment.setMinimumWidth(character * ATTACHMENT_WIDTH // 2)
        self.attachment.setMaximumWidth(character * ATTACHMENT_WIDTH)
        until, beside = theme.label("数据截至"), theme.label("附件说明")
        layout = line(self.period, until, self.day, beside, self.attachment, self.with_proof, None)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setStretchFactor(self.attachment, ATTACHMENT_WIDTH)
        self.setLayout(layout)
        self.set_years()
        self.fit(Span.YEAR)
        self.period.changed.connect(self._on_period)
        self.day.day_changed.connect(self.changed)
        self.attachment.editingFinished.connect(self.changed)

    def set_years(self) -> None:
        self.period.set_years(session_list.years())

    def fit(self, span: Span) -> None:
        """Show the newest period of this kind that has sessions; says nothing."""
        day = newest_day()
        self.blockSignals(True)
        self.period.set_period(_newest(span, day))
        self.blockSignals(False)
        self._fit_day()

    def show_period(self, period: Period) -> None:
        """Show these days, as of the last of them; says nothing."""
        self.blockSignals(True)
        self.period.set_period(period)
        self.blockSignals(False)
        self._fit_day()

    def order(self, document: Document) -> Order:
        return Order(document.path, self.period.period(), self.day.day(), self.attachment.text().strip())

    @Slot()
    def _on_period(self) -> None:
        self._fit_day()
        self.changed.emit()

    def _fit_day(self) -> None:
        """Keep the day within the period: its end, or today while it lasts."""
        period = self.period.period()
        self.day.blockSignals(True)
        self.day.set_range(period.first, period.last)
        self.day.set_day(max(period.first, min(date.today(), period.last)))
        self.day.blockSignals(False)


def _newest(span: Span, day: date) -> Period:
    match span:
        case Span.YEAR:
            return Period.year(day.year)
        case Span.HALF:
            return Period.half(day.year, 1 if day.month <= 6 else 2)  # noqa: PLR2004  months of a half
        case Span.QUARTER:
            return Period.quarter(day.year, (day.month + 2) // 3)
        case Span.MONTH:
            return Period.month(day.year, day.month)
