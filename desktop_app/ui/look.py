"""What is remembered of the looks on this computer: places, widths, last choices, the theme. One ini file.

Nothing here changes a figure; what does is in records/settings.py.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from PySide6.QtCore import QByteArray, QSettings, QStandardPaths


class Look:
    """The ini file. Reading back is strict: ini gives every value as text."""

    def __init__(self, path: Path) -> None:
        self._settings = QSettings(str(path), QSettings.Format.IniFormat)

    @classmethod
    def of_this_user(cls) -> "Look":
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.GenericConfigLocation)
        return cls(Path(folder) / "cadre-ledger" / "look.ini")

    @property
    def data_folder(self) -> Path | None:
        """The data folder opened last."""
        text = self._text("data_folder")
        return Path(text) if text else None

    @data_folder.setter
    def data_folder(self, folder: Path) -> None:
        self._settings.setValue("data_folder", str(folder))

    @property
    def theme(self) -> str:
        return self._text("theme")

    @theme.setter
    def theme(self, name: str) -> None:
        self._settings.setValue("theme", name)

    @property
    def tab(self) -> int:
        text = self._text("tab")
        return int(text) if text.isdigit() else 0

    @tab.setter
    def tab(self, number: int) -> None:
        self._settings.setValue("tab", number)

    def geometry(self, window: str) -> QByteArray:
        """Return what saveGeometry() gave of a window; empty the first time."""
        value = self._settings.value(f"geometry/{window}")
        return value if isinstance(value, QByteArray) else QByteArray()

    def keep_geometry(self, window: str, geometry: QByteArray) -> None:
        self._settings.setValue(f"geometry/{window}", geometry)

    def widths(self, table: str) -> dict[str, int]:
        """Return the remembered column widths of a table in pixels, by the heading."""
        found: dict[str, int] = {}
        for pair in self._text(f"widths/{table}").split("\n"):
            title, _, width = pair.rpartition("=")
            if title and width.isdigit():
                found[title] = int(width)
        return found

    def keep_widths(self, table: str, widths: Mapping[str, int]) -> None:
        self._settings.setValue(f"widths/{table}", "\n".join(f"{title}={width}" for title, width in widths.items()))

    def choice(self, name: str, default: str = "") -> str:
        """Return what was chosen last in a field or filter; names are "tab.field"."""
        return self._text(f"choices/{name}") or default

    def keep_choice(self, name: str, value: str) -> None:
        self._settings.setValue(f"choices/{name}", value)

    @property
    def due_shown(self) -> date | None:
        """The day on which what fell due was looked at last."""
        text = self._text("due_shown")
        return date.fromisoformat(text) if text else None

    @due_shown.setter
    def due_shown(self, day: date) -> None:
        self._settings.setValue("due_shown", day.isoformat())

    @property
    def export_folder(self) -> Path:
        """Where files were written or read last; her documents to begin with."""
        text = self._text("export_folder")
        if text and Path(text).is_dir():
            return Path(text)
        documents = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
        return documents if documents.is_dir() else Path.home()

    @export_folder.setter
    def export_folder(self, folder: Path) -> None:
        self._settings.setValue("export_folder", str(folder))

    def save(self) -> None:
        self._settings.sync()

    def _text(self, key: str) -> str:
        value = self._settings.value(key)
        return value if isinstance(value, str) else str(value) if isinstance(value, int) else ""
