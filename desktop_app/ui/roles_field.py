"""Leadership roles (领导身份) in a form: the usual ones and those in use as buttons, any other typed beside them."""

from collections.abc import Iterable

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop_app.core.collation import split_list
from desktop_app.core.people import LEADERSHIP
from desktop_app.ui.chips import Chips
from desktop_app.ui.theme import HALF


class RolesField(QWidget):
    """One person often has several roles at once."""

    def __init__(self, used: Iterable[str], chosen: Iterable[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._chips = Chips(tuple(dict.fromkeys((*LEADERSHIP, *used))), chosen)
        self.others = QLineEdit()
        self.others.setPlaceholderText("其他身份，多个用、隔开")
        self.others.setAccessibleName("其他领导身份")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        layout.addWidget(self._chips)
        layout.addWidget(self.others)
        self.setFocusProxy(self._chips)

    def chosen(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*self._chips.chosen(), *split_list(self.others.text()))))

    def choose(self, roles: Iterable[str]) -> None:
        self._chips.choose(roles)
