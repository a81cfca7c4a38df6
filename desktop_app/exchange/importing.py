"""Import: everything is read and every problem listed first; then each file is written once, all or nothing.

Files may come in any order and any choice. What a file is for is told by the headings of its sheets, and what an
earlier one brings (people, kinds of session, subjects) is known to the later ones: roster, sessions, notes, plan.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Report, silent
from desktop_app.exchange.problem import Problem, UnreadableFileError
from desktop_app.exchange.reading import notes, plan, roster, sessions
from desktop_app.exchange.reading.tables import Findings, Layout, Table, recognise
from desktop_app.exchange.sheets import read_sheets
from desktop_app.records import imports, ledger
from desktop_app.records.imports import Known, NewNote, NewSession, Roster
from desktop_app.records.plans import PlanItemDraft

__all__ = ["Batch", "Content", "Kind", "Problem", "Reading", "read_files", "write", "write_all"]

Content = Roster | tuple[NewSession, ...] | tuple[NewNote, ...] | tuple[PlanItemDraft, ...]


class Kind(StrEnum):
    """What a file brings, in the order in which files are read and written."""

    ROSTER = "花名册"
    SESSIONS = "活动台账"
    NOTES = "心得笔记"
    PLAN = "年度计划"


@dataclass(frozen=True)
class Batch:
    """What one file brings of one kind: one step of history. `count_text` says how much: 137场、3999人次出勤."""

    kind: Kind
    source: str
    count_text: str
    size: int
    content: Content


@dataclass(frozen=True)
class Reading:
    """What was read. Nothing may be written while there is any problem; notices say what was passed over."""

    batches: tuple[Batch, ...]
    problems: tuple[Problem, ...]
    notices: tuple[str, ...]


@dataclass(frozen=True)
class _Way:
    """How files of a kind are read, counted and written."""

    layouts: tuple[Layout, ...]
    read: Callable[[Sequence[Table], Known], tuple[Any, Known]]
    count: Callable[[Any], tuple[int, str]]
    write: Callable[[Any, str, Report], set[str]]


def _count_roster(content: Roster) -> tuple[int, str]:
    counted = ((content.units, "个单位"), (content.cadres, "人"), (content.moves, "次任职变动"))
    text = "、".join(f"{len(each)}{word}" for each, word in counted if each)
    return len(content.units) + len(content.cadres) + len(content.moves), text


def _count_sessions(content: tuple[NewSession, ...]) -> tuple[int, str]:
    return len(content), f"{len(content)}场、{sum(len(each.marks) for each in content)}人次出勤"


_WAYS = {
    Kind.ROSTER: _Way(roster.LAYOUTS, roster.read, _count_roster, imports.add_roster),
    Kind.SESSIONS: _Way(sessions.LAYOUTS, sessions.read, _count_sessions, imports.add_sessions),
    Kind.NOTES: _Way(notes.LAYOUTS, notes.read, lambda found: (len(found), f"{len(found)}篇"), imports.add_notes),
    Kind.PLAN: _Way(plan.LAYOUTS, plan.read, lambda found: (len(found), f"{len(found)}项"), imports.add_plan),
}
_LAYOUTS = tuple(layout for way in _WAYS.values() for layout in way.layouts)


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
    for kind, way in _WAYS.items():
        for file in files:
            tables = [table for table in file.tables if table.layout in way.layouts]
            if tables:
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


def write(batch: Batch, report: Report = silent) -> set[str]:
    """Write one batch as one step; return the names of the changed tables."""
    return _WAYS[batch.kind].write(batch.content, batch.source, report)


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
    with imports.together("导入" + "、".join(batch.source for batch in reading.batches)):
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
    file.tables = recognise(sheets, _LAYOUTS, file.findings)
    if not file.tables and not file.findings.problems:
        needed = "；".join(f"{layout.name}要有{'、'.join(layout.required)}" for layout in _LAYOUTS)
        file.findings.problems.append(Problem(path.name, "", 0, "", f"没有认出可以导入的表，请核对标题：{needed}。"))
    return file


def _place(files: Sequence[_File]) -> Callable[[Problem], tuple[int, int, int]]:
    """Order problems as the clerk meets them: by file as given, then by sheet, then by row."""
    order = {file.findings.file: number for number, file in enumerate(files)}
    sheets: dict[tuple[str, str], int] = {}
    for file in files:
        for number, table in enumerate(file.tables, start=1):
            sheets[file.findings.file, table.sheet.name] = number
    return lambda problem: (order[problem.file], sheets.get((problem.file, problem.sheet), 0), problem.row)
