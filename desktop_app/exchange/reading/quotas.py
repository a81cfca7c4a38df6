"""应交规定: what has to be handed in, how often and by whom."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.core.collation import plain, split_list
from desktop_app.core.errors import UserError
from desktop_app.core.quota import EVERY
from desktop_app.core.review import SAME_KIND
from desktop_app.core.scope import ALL, FIXED_POPULATIONS, Population
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.exchange.sheets import Value
from desktop_app.records.known import Known
from desktop_app.records.quotas import QuotaDraft, QuotaKey

QUOTAS = Layout(
    "应交规定",
    (
        Column("序号", weak=True),
        Column("类别", ("种类", "应交类别"), required=True),
        Column("周期", ("应交周期",), required=True),
        Column("应交篇数", ("篇数",)),
        Column("应交字数", ("字数",)),
        Column("口径", ("对象", "范围")),
        Column("职级"),
        Column("期后宽限天数", ("宽限天数", "期后几天内")),
        Column("开始日期", ("自何日起", "起始日期"), required=True),
        Column("结束日期", ("至何日止", "截止日期")),
    ),
)
_FIELDS = {
    "kind": "类别", "every": "周期", "notes": "应交篇数", "words": "应交字数", "due_days": "期后宽限天数",
    "from_date": "开始日期", "to_date": "结束日期",
}  # fmt: skip
_NAMES = {"月度": "月", "季": "季度", "年度": "年"}


class _Reader:
    """One file of rules against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.populations = {plain(name): name for name in (*FIXED_POPULATIONS, *known.units, *known.lists)}
        self.quotas: list[QuotaDraft] = []
        self.seen: dict[QuotaKey, int] = {}

    def read_quota(self, line: Line) -> None:
        kind = line.needed("类别", cells.word)
        draft = QuotaDraft(
            kind=SAME_KIND.get(kind, kind),
            every=line.needed("周期", _every),
            from_date=line.needed_day("开始日期") or date.min,
            notes=line.read("应交篇数", cells.whole("应交篇数", "篇"), 0),
            words=line.read("应交字数", cells.whole("应交字数", "字"), 0),
            population=self._population(line),
            ranks=split_list(line.text("职级")),
            due_days=line.read("期后宽限天数", cells.whole("期后宽限天数", "天"), 0),
            to_date=line.day("结束日期"),
        )
        if line.is_good:
            line.check(draft.check, _FIELDS)
        key = draft.kind, draft.every, draft.population, "、".join(draft.ranks), draft.from_date
        if key in self.seen:
            line.problem("", f"与第 {self.seen[key]} 行是同一条，请删去一行。")
        elif key in self.known.quotas:
            line.problem("", "这一条应交规定台账里已有，请删去这一行。")
        self.seen.setdefault(key, line.number)
        if line.is_good:
            self.quotas.append(draft)

    def _population(self, line: Line) -> str:
        written = line.read("口径", cells.word, "") or ALL
        population = Population.parse(written)
        if population.name not in self.populations:
            line.problem("口径", f"没有“{written}”这个口径，请用{'、'.join(FIXED_POPULATIONS)}、单位或名单的名称。")
            return ALL
        return Population(self.populations[population.name], population.party_only).text


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[QuotaDraft, ...], Known]:
    """Read the rules of a file; also return what is known once they are in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, QUOTAS):
        reader.read_quota(line)
    return tuple(reader.quotas), replace(known, quotas=known.quotas | set(reader.seen))


def _every(value: Value) -> str:
    written = cells.word(value).removeprefix("每")
    every = _NAMES.get(written, written)
    if every not in EVERY:
        raise UserError(f"周期“{written}”不认识，请用{'、'.join(EVERY)}。")
    return every
