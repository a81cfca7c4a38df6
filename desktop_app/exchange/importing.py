"""Import: everything is read and every problem listed first; then each file is written once, all or nothing.

Files may come in any order and any choice. What a file is for is told by the headings of its sheets, and what an
earlier one brings (people, kinds of session, subjects) is known to the later ones: roster, sessions, notes, plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Report, silent
from desktop_app.exchange.import_kinds import LAYOUTS, WAYS, Kind
from desktop_app.exchange.problem import Problem, UnreadableFileError
from desktop_app.exchange.reading import marks, sessions
from desktop_app.exchange.reading.tables import Findings, Table, recognise
from desktop_app.exchange.sheets import read_sheets
from desktop_app.records import imports, ledger
from desktop_app.records.known import Known

__all__ = ["Batch", "Kind", "Problem", "Reading", "read_files", "write", "write_all"]


@dataclass(frozen=True)
class Batch:
    """What one file brings of one kind: one step of history. `count_text` says how much: 137场、3999人次出勤."""

    kind: Kind
    source: str
    count_text: str
    size: int
    content: Any
    """As the reader of its kind made it and the writer of its kind takes it."""


@dataclass(frozen=True)
class Reading:
    """What was read. Nothing may be written while there is any problem; notices say what was passed over."""

    batches: tuple[Batch, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]


@dataclass
class _File:
    """A file with its tables, as far as they were recognised."""

    findings: Findings
    tables: list[Table] = field(default_factory=list)


def read_files(paths: Sequence[Path], known: Known, report: Report = silent) -> Reading:
    """Read files against what is known of the ledger; nothing is written. `report` counts the files."""
    files: list[_File] = []
    for done, path in enumerate(paths):
        report(done, len(paths))
        files.append(_recognised(path, lambda *_, done=done: report(done, len(paths))))
    batches: list[Batch] = []
    for kind, way in WAYS.items():
        for file in files:
            if tables := _tables_of(kind, file):
                content, known = way.read(tables, known)
                size, count_text = way.count(content)
                if size:
                    batches.append(Batch(kind, file.findings.file, count_text, size, content))
    report(len(paths), len(paths))
    return Reading(
        tuple(batches),
        tuple(sorted((each for file in files for each in file.findings.problems), key=_place(files))),
        tuple(notice for file in files for notice in file.findings.notices),
    )


def _tables_of(kind: Kind, file: _File) -> list[Table]:
    """Return what a file has of a kind; marks beside the sessions of the same file are read with these."""
    has_sessions = any(table.layout is sessions.SESSIONS for table in file.tables)
    reads_marks = Kind.SESSIONS if has_sessions else Kind.MARKS
    return [
        table
        for table in file.tables
        if table.layout in WAYS[kind].layouts and (table.layout is not marks.NUMBERED or kind is reads_marks)
    ]


def write(batch: Batch, report: Report = silent) -> set[str]:
    """Write one batch as one step; return the names of the changed tables."""
    return WAYS[batch.kind].write(batch.content, batch.source, report)


def write_all(reading: Reading, report: Report = silent) -> set[str]:
    """Write everything that was read, all or nothing, after a copy of the ledger; refused where there is any problem.

    Each batch is a step of its own, so that each can be undone.
    """
    if reading.problems:
        count = len(reading.problems)
        raise UserError(f"文件里有{count}处问题，没有导入任何内容；请按列出的位置改正后再导入。")
    if not reading.batches:
        return set()
    ledger.back_up("导入前")
    changed: set[str] = set()
    total, before = sum(batch.size for batch in reading.batches), 0
    with imports.together("导入" + "、".join(dict.fromkeys(batch.source for batch in reading.batches))):
        for batch in reading.batches:
            changed |= write(batch, lambda done, _, before=before: report(before + done, total))
            before += batch.size
    return changed


def _recognised(path: Path, report: Report) -> _File:
    file = _File(Findings(path.name))
    try:
        sheets = read_sheets(path, report)
    except UnreadableFileError as error:
        file.findings.problems.append(error.problem)
        return file
    file.tables = recognise(sheets, LAYOUTS, file.findings)
    if not file.tables and not file.findings.problems:
        kinds = "、".join(WAYS)
        sentence = f"没有认出可以导入的表（{kinds}），请核对标题行的列名，写法见使用说明“导入”。"
        file.findings.problems.append(Problem(path.name, "", 0, "", sentence))
    return file


def _place(files: Sequence[_File]) -> Callable[[Problem], tuple[int, int, int]]:
    """Order problems as the clerk meets them: by file as given, then by sheet, then by row."""
    order = {file.findings.file: number for number, file in enumerate(files)}
    sheets: dict[tuple[str, str], int] = {}
    for file in files:
        for number, table in enumerate(file.tables, start=1):
            sheets[file.findings.file, table.sheet.name] = number
    return lambda problem: (order[problem.file], sheets.get((problem.file, problem.sheet), 0), problem.row)
