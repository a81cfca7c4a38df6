"""The proof sheet of a document as a list in the window."""

from dataclasses import dataclass

from desktop_app.exchange.report import Cell, worded
from desktop_app.ui.table import Column


@dataclass(frozen=True)
class ProofLine:
    """A line of the proof sheet."""

    id: int
    cells: tuple[Cell, ...]


def _parts(row: ProofLine) -> str:
    return "÷".join(filter(None, (worded(row.cells[5]), worded(row.cells[6]))))


def _scope(row: ProofLine) -> str:
    span = worded(row.cells[8])
    return worded(row.cells[7]) + ("" if span == "本期" else f"，{span}")


COLUMNS = (
    Column[ProofLine]("序号", lambda row: str(row.id), sort_key=lambda row: row.id, right=True, width=2),
    Column[ProofLine]("所在位置", lambda row: worded(row.cells[1]), sort_key=lambda row: row.id, width=10),
    Column[ProofLine]("文中写作", lambda row: worded(row.cells[2]), right=True, width=7),
    Column[ProofLine]("取数名称", lambda row: worded(row.cells[3]), width=10),
    Column[ProofLine]("分子÷分母", _parts, right=True, width=6),
    Column[ProofLine]("口径", _scope, width=4),
    Column[ProofLine]("记录数", lambda row: worded(row.cells[10]), right=True, width=3),
    Column[ProofLine]("算法", lambda row: worded(row.cells[9]), width=12, stretch=True),
)
