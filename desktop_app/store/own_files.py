"""The clerk's own Word templates: ordinary files in a folder of the data folder, which every backup package holds.

They are few and small, and a program of the desktop writes them: the journal knows nothing of them.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Final

FOLDER: Final = "templates"
SUFFIX: Final = ".docx"
LARGEST: Final = 20 << 20
"""Bytes of a template; a larger one is taken neither into the folder nor into a backup."""
_NOT_PACKED: Final = re.compile(r'[\\/:*?"<>|\x00-\x1f\ud800-\udfff]')
"""What a name may hold on one system and not on another; surrogates stand for bytes that are no UTF-8 (GBK)."""


def templates(data: Path) -> Iterator[Path]:
    """Yield the templates of a data folder by name, without what WPS and Word put beside an open document."""
    for path in sorted((data / FOLDER).glob(f"*{SUFFIX}")):
        if not path.name.startswith(("~", ".")) and path.is_file():
            yield path


def packed(data: Path) -> dict[str, Path]:
    """Return the templates that can be put into a package by their names in it; one that is locked just now is not.

    A name that another system could not bring back stands there with _ for what it cannot hold.
    """
    found: dict[str, Path] = {}
    for path in filter(_is_readable, templates(data)):
        name = _NOT_PACKED.sub("_", path.name)
        while f"{FOLDER}/{name}" in found:
            name = f"_{name}"
        found[f"{FOLDER}/{name}"] = path
    return found


def _is_readable(path: Path) -> bool:
    try:
        with path.open("rb"):
            return path.stat().st_size <= LARGEST
    except OSError:
        return False
