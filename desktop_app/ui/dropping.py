"""Files dropped on a window: all of them, or the tables or notes among them."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

SUFFIXES = {".xlsx", ".xls", ".et", ".ods", ".csv", ".xlsm"}
DOCUMENTS = {".docx", ".txt", ".md", ".doc", ".wps"}
"""Notes; those of an old form are taken, too, and it is said what to do with them."""


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the tables among what is dragged."""
    return [path for path in dropped_paths(event) if path.suffix.lower() in SUFFIXES]


def dropped_documents(event: QDropEvent) -> list[Path]:
    """Return the notes among what is dragged."""
    return [path for path in dropped_paths(event) if path.suffix.lower() in DOCUMENTS]


def dropped_paths(event: QDropEvent) -> list[Path]:
    """Return what is dragged, as far as it lies on this computer."""
    return [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
