"""Notes that come as files (.docx, .txt, .md): their text and its 字数, read by a limited process.

Words are counted as core/words.py says; the marks of a .md file (#, *, links, rules) are not counted.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from desktop_app.core import words
from desktop_app.core.progress import Report, silent
from desktop_app.exchange.problem import UnreadableFileError
from desktop_app.exchange.sheets import check_access, run_worker, unreadable
from desktop_app.exchange.workbook_checks import MAX_FILE

SUFFIXES = (".docx", ".txt", ".md")
WORKER = ("-P", "-W", "ignore", "-m", "desktop_app.exchange.note_worker")
MARKDOWN = ".md"
UNREADABLE = "文件已损坏，无法读取，请用 WPS 打开后另存为 .docx 再收。"
LONGEST_TITLE = 40

_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*_=][ \t]*){3,}$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*\|?(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*(?::?-+:?)?[ \t]*$", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:>[ \t]*)+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)"), r"\1"),
    (re.compile(r"(\*\*|__|~~|`|\*)(?=\S)(.+?)(?<=\S)\1"), r"\2"),
    (re.compile(r"[ \t]*\|[ \t]*"), " "),
)


@dataclass(frozen=True)
class NoteText:
    """What a file holds: its 字数, and the first line where that may be a title."""

    path: Path
    words: int
    first_line: str


@dataclass(frozen=True)
class FilesRead:
    """The files that could be read, and a sentence for each that could not."""

    texts: tuple[NoteText, ...]
    problems: tuple[str, ...]


def read_all(paths: Sequence[Path], report: Report = silent) -> FilesRead:
    """Read these files, one after the other; `report` counts them and may stop it."""
    texts: list[NoteText] = []
    problems: list[str] = []
    for done, path in enumerate(paths):
        report(done, len(paths))
        try:
            texts.append(read(path, lambda *_, done=done: report(done, len(paths))))
        except UnreadableFileError as error:
            problems.append(str(error))
    report(len(paths), len(paths))
    return FilesRead(tuple(texts), tuple(problems))


def read(path: Path, report: Report = silent) -> NoteText:
    """Read one file; UnreadableFileError says in a sentence why it cannot be."""
    check_access(path)
    if path.suffix.lower() not in SUFFIXES:
        raise unreadable(path, f"不是 {'、'.join(SUFFIXES)} 文件，请用 WPS 另存为 .docx 再收。")
    size = path.stat().st_size
    if size > MAX_FILE:
        raise unreadable(path, f"文件有 {size // 2**20} MB，超过 {MAX_FILE // 2**20} MB，请删去里面的图片再收。")
    lines = run_worker(WORKER, path, report)
    if not lines:
        raise unreadable(path, UNREADABLE)
    said = json.loads(lines[-1])
    if "refused" in said:
        raise unreadable(path, said["refused"])
    text = plain_text(said["text"]) if path.suffix.lower() == MARKDOWN else said["text"]
    counted = words.count(text)
    if not counted:
        raise unreadable(path, "里面没有文字；手写拍照的请在登记时填页数或字数。")
    first = next((line.strip() for line in text.splitlines() if line.strip()), "")
    return NoteText(path, counted, first if len(first) <= LONGEST_TITLE else "")


def plain_text(text: str) -> str:
    """Return the text of a .md file without its marks."""
    for pattern, instead in _MARKUP:
        text = pattern.sub(instead, text)
    return text
