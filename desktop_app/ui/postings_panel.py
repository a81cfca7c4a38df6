"""The postings (任职) of one cadre, oldest first: where, as what, from when to when."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.records import cadres
from desktop_app.records.cadres import CadreRow, PostingRow
from desktop_app.ui import theme
from desktop_app.ui.look import Look
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, Role, Tone

LEAST_ROWS = 3


def _lasts(row: PostingRow) -> bool:
    return row.to_date is None or row.to_date >= date.today()


def _until(row: PostingRow) -> str:
    return row.to_date.isoformat() if row.to_date else "至今"


COLUMNS: tuple[Column[PostingRow], ...] = (
    Column("自", lambda row: row.from_date.isoformat(), width=7),
    Column("至", _until, width=7, tint=lambda row: Tone.GOOD if _lasts(row) else None),
    Column("单位", lambda row: row.unit, width=8),
    Column("职务", lambda row: row.post, stretch=True),
    Column("职级", lambda row: row.rank, width=7),
    Column("领导身份", lambda row: row.leadership, width=11),
    Column("离任原因", lambda row: row.end_reason, width=6),
)


class PostingsPanel(QWidget):
    """The table with its heading; what can be done to postings are the tab's actions, placed in `buttons`."""

    chosen = Signal()

    def __init__(self, look: Look, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = theme.label("", Role.HEADING)
        self.table: TableView[PostingRow] = TableView(COLUMNS, "postings", look)
        self.table.setAccessibleName("任职经历")
        self.table.set_empty_text("在上面选中一人，这里列出任职经历。")
        line = self.table.verticalHeader().defaultSectionSize()
        self.table.setMinimumHeight((LEAST_ROWS + 1) * line + GAP)
        self.table.selection_changed.connect(self.chosen)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(GAP)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.heading)
        head.addStretch(1)
        head.addLayout(self.buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, GAP, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)

    def show_cadre(self, row: CadreRow | None) -> None:
        self.heading.setText(f"任职经历：{row.full_name}" if row else "任职经历")
        self.table.show_rows(cadres.postings(row.id) if row else [])

    def current(self) -> PostingRow | None:
        """Return the posting selected; with one only, that one."""
        rows = self.table.selected_rows()
        if len(rows) == 1:
            return rows[0]
        ids = self.table.rows_model().ids()
        return self.table.rows_model().row_at(0) if len(ids) == 1 else None

    def last(self) -> PostingRow | None:
        model = self.table.rows_model()
        return model.row_at(len(model.ids()) - 1) if model.ids() else None
