"""The pattern of a short list in a window of its own (单位, 名单, 合格线): a table, what can be done with it, 关闭."""

from collections.abc import Sequence
from typing import Any, ClassVar, Generic

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.rows_model import Row
from desktop_app.ui.table import Column, TableView
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench


class ListWindow(QDialog, Generic[Row]):
    """`watches` are the tables it is read from; `name` is that of the table in the remembered looks."""

    title: ClassVar[str]
    name: ClassVar[str]
    watches: ClassVar[frozenset[str]]
    columns: ClassVar[Sequence[Column[Any]]]
    empty_text: ClassVar[str]
    hint: ClassVar[str] = ""
    characters: ClassVar[tuple[int, int]] = (46, 26)
    """How wide and high it opens, as far as the screen has room."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self.setWindowTitle(self.title)
        self.table: TableView[Row] = TableView(self.columns, self.name, workbench.look)
        self.table.setAccessibleName(self.title)
        self.table.set_empty_text(self.empty_text)
        self.table.activated_row.connect(self.change)
        self._lay_out()
        workbench.changed.connect(self._on_changed)
        self.reload()
        self.table.setFocus()

    def rows(self) -> Sequence[Row]:
        raise NotImplementedError

    def make_actions(self) -> Sequence[QAction]:
        """Make what can be done with the list; the first stands out."""
        raise NotImplementedError

    def run(self) -> None:
        self.exec()
        self.deleteLater()

    @Slot()
    def reload(self) -> None:
        self.table.show_rows(self.rows())
        if self.table.current_row() is None:
            self.table.selectRow(0)

    @Slot()
    def change(self) -> None:
        raise NotImplementedError

    def _lay_out(self) -> None:
        made = self.make_actions()
        buttons = QHBoxLayout()
        buttons.setSpacing(GAP)
        for each in made:
            buttons.addWidget(button(each, primary=each is made[0]))
        buttons.addStretch(1)
        buttons.addWidget(button(action(self, "关闭", "", self.reject)))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addLayout(buttons)
        layout.addWidget(self.table, 1)
        if self.hint:
            layout.addWidget(theme.label(self.hint, tone=Tone.QUIET))
        character = self.fontMetrics().horizontalAdvance("国")
        theme.fit(self, *(number * character for number in self.characters))

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        if self.watches & tables:
            self.reload()
