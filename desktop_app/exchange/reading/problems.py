"""问题整改: what was found, who puts it right until when, and what proves that it was done."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.exchange.reading.people import People
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.records.known import Known
from desktop_app.records.problems import NewProblem, ProblemDraft, ProblemKey

PROBLEMS = Layout(
    "问题整改",
    (
        Column("序号", weak=True),
        Column("发现日期", ("查摆日期", "发现时间"), required=True),
        Column("来源活动", ("来源", "发现途径")),
        Column("干部", ("姓名", "整改对象")),
        Column("区分", ("同名区分",)),
        Column("单位", ("部门", "股室")),
        Column("问题", ("存在问题", "问题表现", "查摆问题"), required=True),
        Column("整改措施", ("措施",)),
        Column("责任人", ("整改责任人",)),
        Column("时限", ("整改时限", "完成时限")),
        Column("办结日期", ("完成日期", "销号日期")),
        Column("整改证明", ("整改情况", "整改成效", "证明材料")),
    ),
)
LAYOUTS = (PROBLEMS,)
_FIELDS = {
    "content": "问题", "unit_id": "单位", "deadline": "时限", "closed_on": "办结日期", "evidence": "整改证明",
}  # fmt: skip


class _Reader:
    """One file of problems against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = People(known.people)
        self.units = {plain(unit): unit for unit in known.units}
        self.problems: list[NewProblem] = []
        self.seen: dict[ProblemKey, int] = {}

    def read_problem(self, line: Line) -> None:
        found_on = line.needed_day("发现日期")
        draft = ProblemDraft(
            found_on or date.min,
            line.needed("问题"),
            measure=line.text("整改措施"),
            responsible=line.text("责任人"),
            deadline=line.day("时限"),
            closed_on=line.day("办结日期"),
            evidence=line.text("整改证明"),
        )
        unit = self._unit(line)
        person = self._person(line, found_on)
        if found_on and line.is_good:
            line.check(draft.check, _FIELDS)
        if person:
            unit = ""  # the unit of a person follows from the posting of the day
        key = draft.found_on, draft.content
        if key in self.seen:
            line.problem("问题", f"与第 {self.seen[key]} 行重复，请删去一行。")
        elif key in self.known.problems:
            line.problem("问题", "台账里已有这一天发现的这个问题，请删去这一行。")
        self.seen.setdefault(key, line.number)
        if line.is_good:
            self.problems.append(NewProblem(draft, person, unit, line.text("来源活动")))

    def _unit(self, line: Line) -> str:
        written = line.text("单位")
        if written and plain(written) not in self.units:
            line.problem("单位", f"没有“{written}”这个单位，请改正或先在花名册里登记。")
        return self.units.get(plain(written), "")

    def _person(self, line: Line, day: date | None) -> Person | None:
        written = line.text("干部")
        if not written:
            return None
        try:
            person = self.people.find(written, line.text("区分"))
            if day:
                self.people.check_in_post(person, day)
        except UserError as error:
            line.problem("干部", str(error))
            return None
        return person


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewProblem, ...], Known]:
    """Read the problems of a file; also return what is known once it is in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, PROBLEMS):
        reader.read_problem(line)
    return tuple(reader.problems), replace(known, problems=known.problems | set(reader.seen))
