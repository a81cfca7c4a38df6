"""Files dropped on a window: the tables among them."""

from pathlib import Path

from PySide6.QtGui import QDropEvent

SUFFIXES = {".xlsx", ".xls", ".et", ".ods", ".csv", ".xlsm"}


def dropped_files(event: QDropEvent) -> list[Path]:
    """Return the tables among what is dragged."""
    files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
    return [path for path in files if path.suffix.lower() in SUFFIXES]
