"""What the list of sessions comes to: how many, how many wait, and of a kind in a period its figures."""

from dataclasses import replace
from html import escape

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QWidget

from desktop_app.core.scope import Asked, Scope
from desktop_app.records import session_list
from desktop_app.records.session_list import Wanted
from desktop_app.ui import theme
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench

MEASURES = ("次数", "学时", "实到率")
"""What is said of a kind; each a link to its records."""
_GAP = "&nbsp;" * 4


class SessionFoot(QLabel):
    """One line under the list."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._workbench = workbench
        self._wanted = Wanted()
        self._summary = ""
        theme.set_tone(self, Tone.QUIET)
        self.setTextFormat(Qt.TextFormat.RichText)
        by_mouse, by_key = (
            Qt.TextInteractionFlag.LinksAccessibleByMouse,
            Qt.TextInteractionFlag.LinksAccessibleByKeyboard,
        )
        self.setTextInteractionFlags(by_mouse | by_key)
        self.linkActivated.connect(self._on_figure)

    def sum_up(self, wanted: Wanted, listed: int) -> None:
        """Read what the list comes to."""
        self._wanted = wanted
        parts = [f"共{listed:,}场"]
        due = 0 if wanted.due else len(session_list.keys(replace(wanted, state="", due=True)))
        if due:
            parts.append(f"未登记{due:,}场")
        self._summary = _GAP.join([*parts, *self._figures()])

    def show_selected(self, selected: int) -> None:
        self.setText(self._summary + (f"{_GAP}已选{selected:,}场" if selected > 1 else ""))

    def _figures(self) -> list[str]:
        """Return the figures of the kind and period chosen, as the register has them."""
        from desktop_app.metrics import register  # noqa: PLC0415  only where a kind in a period is chosen

        wanted = self._wanted
        if not (wanted.period and wanted.category):
            return []
        names = {f"{wanted.category}.{measure}": measure for measure in MEASURES}
        found = register.figures(Scope(wanted.period), set(names))
        return [
            f'{measure} <a href="{escape(name)}">{found[name].text}</a>'
            for name, measure in names.items()
            if name in found
        ]

    @Slot(str)
    def _on_figure(self, name: str) -> None:
        if self._wanted.period:
            self._workbench.open_figure.emit(Asked(name, Scope(self._wanted.period)))
