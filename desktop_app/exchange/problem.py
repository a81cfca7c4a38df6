"""What is wrong in a file that comes in, and where: one sentence each, so that the clerk can find the cell."""

from dataclasses import dataclass

from desktop_app.core.errors import UserError


@dataclass(frozen=True)
class Problem:
    """Something the clerk has to put right; what is not known of the place is empty. `text` ends the sentence."""

    file: str
    sheet: str
    row: int
    column: str
    text: str

    def __str__(self) -> str:
        sheet = f" “{self.sheet}”" if self.sheet else ""
        row = f"第 {self.row} 行" if self.row else ""
        column = f"“{self.column}”" if self.column else ""
        return f"{self.file}{sheet}{row}{column}：{self.text}"


class UnreadableFileError(UserError):
    """A file that cannot be read at all, or only in part; nothing of it is used."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
