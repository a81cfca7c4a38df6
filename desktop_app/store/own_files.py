"""The clerk's own Word templates: ordinary files in a folder of the data folder, which every backup package holds.

They are few and small, and a program of the desktop writes them: the journal knows nothing of them.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = "templates"
SUFFIX: Final = ".docx"
LARGEST: Final = 20 << 20
"""Bytes of a template; a larger one is taken neither into the folder nor into a backup."""


def templates(data: Path) -> Iterator[Path]:
    """Yield the templates of a data folder by name, without what WPS and Word put beside an open document."""
    for path in sorted((data / FOLDER).glob(f"*{SUFFIX}")):
        if not path.name.startswith(("~", ".")) and path.is_file():
            yield path


def packed(data: Path) -> dict[str, Path]:
    """Return the templates that can be put into a package by their names in it; one that is locked just now is not."""
    return {f"{FOLDER}/{path.name}": path for path in templates(data) if _is_readable(path)}


def _is_readable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return path.stat().st_size <= LARGEST
    except OSError:
        return False
