"""What a worksheet says besides its values, which the fast reader passes over in silence.

Error cells, formulas nobody has calculated, merged cells and hidden rows are read from the sheet's own XML, and only
where the checks saw any of them.
"""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring, iterparse

_PLACE = re.compile(r"^([A-Z]{1,3})(\d{1,7})$")

Place = tuple[int, int]
"""Row and column, counted from 0."""


@dataclass
class Margin:
    """Of one sheet. `broken` holds the error of a cell, "" for a formula without a value."""

    broken: dict[Place, str] = field(default_factory=dict)
    merged: list[tuple[Place, Place]] = field(default_factory=list)
    hidden: list[int] = field(default_factory=list)


def margins(path: Path) -> dict[str, Margin]:
    """Return the margin of each worksheet by its name."""
    with zipfile.ZipFile(path) as archive:
        return {name: _margin(archive, part) for name, part in _parts(archive)}


def _parts(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    links = fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    there = set(archive.namelist())
    for element in fromstring(archive.read("xl/workbook.xml")).iter():
        if _tag(element) == "sheet":
            link = next((value for key, value in element.attrib.items() if key.endswith("}id")), "")
            part = posixpath.normpath(posixpath.join("/xl", targets.get(link, ""))).lstrip("/")
            if part.startswith("xl/worksheets/") and part in there:
                yield element.get("name", ""), part


def _margin(archive: zipfile.ZipFile, part: str) -> Margin:
    found = Margin()
    row = column = -1
    with archive.open(part) as file:
        for event, element in iterparse(file, events=("start", "end")):
            tag = _tag(element)
            if event == "start":
                if tag == "row":
                    row, column = int(element.get("r") or row + 2) - 1, -1
                    if element.get("hidden") in {"1", "true"}:
                        found.hidden.append(row)
            elif tag == "c":
                place = _place(element.get("r", ""))
                column = place[1] if place else column + 1
                if (trouble := _trouble(element)) is not None:
                    found.broken[row, column] = trouble
            elif tag == "mergeCell":
                first, _, last = element.get("ref", "").partition(":")
                if (start := _place(first)) and (end := _place(last)):
                    found.merged.append((start, end))
            elif tag == "row":
                element.clear()
    return found


def _trouble(cell: Element) -> str | None:
    """Return what keeps a cell from having a value; None where nothing does. A formula may well give no text at all."""
    parts = {_tag(part): part.text or "" for part in cell}
    if cell.get("t") == "e":
        return parts.get("v") or "#N/A"
    return "" if "f" in parts and not parts.get("v") and cell.get("t") != "str" else None


def _place(text: str) -> Place | None:
    found = _PLACE.match(text)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]) - 1, column - 1


def _tag(element: Any) -> str:
    return str(element.tag).rpartition("}")[2]
