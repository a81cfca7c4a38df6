"""必学篇目: the texts on the list of a year."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.core.collation import plain
from desktop_app.core.reading import same_title
from desktop_app.core.scope import ALL, FIXED_POPULATIONS, PARTY, Population
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.records.known import Known
from desktop_app.records.readings import ReadingDraft, ReadingKey

READINGS = Layout(
    "必学篇目",
    (
        Column("序号", weak=True),
        Column("年度", ("年份",), required=True),
        Column("篇目", ("必学篇目", "学习篇目", "篇名", "学习内容", "文件名称"), required=True),
        Column("来源", ("出处", "文号", "来源文号")),
        Column("类别", ("分类", "类型")),
        Column("对象", ("学习对象", "范围", "学习范围")),
        Column("完成时限", ("时限", "完成时间", "截止日期", "学习时限")),
    ),
)
LAYOUTS = (READINGS,)
_FIELDS = {"year": "年度", "title": "篇目", "deadline": "完成时限"}
_EVERYBODY = ("全体", "全体干部", "全体人员", "全局", "全体干警", "全体干部职工")


class _Reader:
    """One file of readings against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.populations = {plain(name): name for name in (*FIXED_POPULATIONS, *known.units, *known.lists)}
        self.readings: list[ReadingDraft] = []
        self.seen: dict[ReadingKey, int] = {}

    def read_reading(self, line: Line) -> None:
        draft = ReadingDraft(
            year=line.needed_number("年度", cells.year),
            title=line.needed("篇目"),
            source=line.text("来源"),
            kind=line.text("类别"),
            population=self._population(line),
            deadline=line.day("完成时限"),
            position=line.read("序号", cells.whole("序号"), 0),
        )
        if line.is_good:
            line.check(draft.check, _FIELDS)
        key = draft.year, same_title(draft.title)
        if key in self.seen:
            line.problem("篇目", f"与第 {self.seen[key]} 行是同一篇，请删去一行。")
        elif key in self.known.readings:
            line.problem("篇目", f"{draft.year}年的必学篇目里已有这一篇，请删去这一行。")
        self.seen.setdefault(key, line.number)
        if line.is_good:
            self.readings.append(draft)

    def _population(self, line: Line) -> str:
        written = line.read("对象", cells.word, "")
        if not written or written in _EVERYBODY:
            return ALL
        population = Population.parse(written.removeprefix("全体"))
        if population.name not in self.populations:
            known = "、".join(FIXED_POPULATIONS)
            line.problem("对象", f"没有“{written}”这个口径，请用{known}、党员、单位或名单的名称。")
            return ALL
        if population == Population(party_only=True):
            return PARTY
        return Population(self.populations[population.name], population.party_only).text


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[ReadingDraft, ...], Known]:
    """Read the list of a file; also return what is known once it is in, for the files that follow."""
    reader = _Reader(known)
    for line in lines_of(tables, READINGS):
        reader.read_reading(line)
    return tuple(reader.readings), replace(known, readings=known.readings | set(reader.seen))
