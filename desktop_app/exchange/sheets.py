"""The sheets of a file as plain rows, whatever reads them: a limited process parses, only values come back.

One process per file and try, so that a file that kills its reader costs nothing but a sentence.
"""

import json
import logging
import os
import subprocess
import sys
import time as clock
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import desktop_app
from desktop_app.core.progress import Report, silent
from desktop_app.exchange.problem import Problem, UnreadableFileError

READERS = ("calamine", "openpyxl")
"""Tried in this order; the second takes what the first breaks on."""

TIME_LIMIT = 40.0
POLL_SECONDS = 0.2
WORKER = ("-P", "-W", "ignore", "-m", "desktop_app.exchange.workbook_worker")
"""-P: a file called json.py in the folder from which the program was started is none of ours."""
ROOT = Path(desktop_app.__file__).parents[1]
KILLED = -9
"""How a process ends that used up its time of computing, or all memory of the machine."""
TOO_MUCH = "内容太多或已损坏，读不完，请分成几个文件再导入。"
UNREADABLE = "文件已损坏，无法读取，请用 WPS 打开后另存为 .xlsx 再导入。"

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Broken:
    """A cell without a usable value: its error (#REF!), or "" for a formula that nobody has calculated."""

    error: str

    @property
    def sentence(self) -> str:
        if self.error:
            return f"这一格是错误值 {self.error}，请在表里改正。"
        return "这一格的公式还没有算出结果，请用 WPS 打开并保存一次再导入。"


Value = str | int | float | bool | date | datetime | time | timedelta | Broken | None


@dataclass(frozen=True)
class Sheet:
    """One sheet; row 1 of the file is rows[0], and rows may be of different length."""

    name: str
    rows: list[list[Value]]
    from_1904: bool = False
    """Bare numbers that mean days are counted from 1904 (workbooks from old Macs)."""
    merged: int = 0
    """How many merged cells were filled down."""
    hidden: frozenset[int] = field(default=frozenset())
    """Numbers of hidden or filtered rows, counted from 1."""
    is_hidden: bool = False


def read_sheets(path: Path, report: Report = silent) -> list[Sheet]:
    """Read a workbook; UnreadableFileError says why not. `report` is called now and then and may stop the reading."""
    check_access(path)
    for reader in READERS:
        lines = run_worker((*WORKER, reader), path, report)
        if lines is not None:
            return _sheets(path, lines)
    raise unreadable(path, UNREADABLE)


def check_access(path: Path) -> None:
    """Say in a sentence why a file cannot be opened."""
    try:
        with path.open("rb"):
            pass
    except OSError as error:
        raise unreadable(path, _no_access(error)) from error


def _no_access(error: OSError) -> str:
    if isinstance(error, FileNotFoundError):
        return "找不到这个文件，请检查它是否已移走或改名。"
    if isinstance(error, IsADirectoryError):
        return "这是一个文件夹，请选择里面的文件。"
    return "这个文件不能打开，请关闭正在使用它的程序，并检查它的权限。"


def run_worker(worker: Sequence[str], path: Path, report: Report) -> list[bytes] | None:
    """Return the worker's lines, the last of which says how it ended; None where it broke on the file."""
    start = clock.monotonic()
    with subprocess.Popen(
        [sys.executable, *worker, str(path.resolve())],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as process:
        try:
            while True:
                try:
                    out, complaints = process.communicate(timeout=POLL_SECONDS)
                    break
                except subprocess.TimeoutExpired:
                    report(0, 1)
                    if clock.monotonic() - start > TIME_LIMIT:
                        raise unreadable(path, f"读了 {TIME_LIMIT:g} 秒还没有读完，请检查这个文件。") from None
        finally:
            process.kill()
    if process.returncode == 0:
        return out.splitlines()
    if process.returncode == KILLED:
        raise unreadable(path, TOO_MUCH)
    said = complaints.decode(errors="replace").splitlines() or [""]
    log.warning("%s ended with %s on a file: %s … %s", worker[-1], process.returncode, said[0], said[-1])
    return None


def environment() -> dict[str, str]:
    """Return an environment in which the worker finds the program, wherever that was started from."""
    known = os.environ.get("PYTHONPATH")
    return os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *([known] if known else [])])}


def _sheets(path: Path, lines: list[bytes]) -> list[Sheet]:
    ending: dict[str, Any] = json.loads(lines[-1])
    if "refused" in ending:
        raise UnreadableFileError(Problem(path.name, ending["sheet"], ending["row"], "", ending["refused"]))
    sheets: list[Sheet] = []
    for line in map(json.loads, lines[:-1]):
        if isinstance(line, list):
            sheets[-1].rows.append([_value(each) if type(each) is dict else each for each in line])
        else:
            hidden = frozenset(row + 1 for row in line["hidden_rows"])
            sheets.append(Sheet(line["sheet"], [], line["from_1904"], line["merged"], hidden, line["hidden"]))
    return sheets


def _value(tagged: dict[str, Any]) -> Value:
    match tagged:
        case {"d": str(text)}:
            return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
        case {"t": str(text)}:
            return time.fromisoformat(text)
        case {"s": seconds}:
            return timedelta(seconds=seconds)
        case _:
            return Broken(tagged["e"])


def unreadable(path: Path, sentence: str) -> UnreadableFileError:
    """Return the error that names the file and ends with the sentence."""
    return UnreadableFileError(Problem(path.name, "", 0, "", sentence))
