"""Figures broken down to the cadres and units they are made of, from one reading.

What somebody did is kept as a line for him and the unit he was in that day; a figure of a cadre, of a unit, or of a
cadre in a unit adds up the lines that are its own. So each is what it is when asked for alone.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from operator import add
from typing import NamedTuple

from desktop_app.core.attendance import Role
from desktop_app.core.figure import Figure
from desktop_app.core.number import HUNDRED
from desktop_app.metrics.measures import Measure
from desktop_app.metrics.subjects import SubjectOf

Figures = Mapping[str, Figure]
"""By "subject.measure"."""


class Line(NamedTuple):
    """What was done in one subject and slice; hours and days in hundredths.

    `credits` is how many records beside the marks brought hours, `finished` those of them that are 人次. `heads` counts
    who came, finished a training or, where the roster is asked, was in post.
    """

    attended: int = 0
    marked: int = 0
    credits: int = 0
    finished: int = 0
    hours: int = 0
    days: int = 0
    notes: int = 0
    words: int = 0
    signed: int = 0
    speeches: int = 0
    readings: int = 0
    lectures: int = 0
    heads: int = 0

    def __add__(self, other: "Line") -> "Line":  # type: ignore[override]  # of a tuple it would be one behind the other
        return Line._make(map(add, self, other))


NOTHING = Line()
BY_CADRE: dict[str, Callable[[Line], tuple[Fraction | int | tuple[int, int], int]]] = {
    "人次": lambda line: (line.attended + line.finished, line.attended + line.finished),
    "应到人次": lambda line: (line.marked, line.marked),
    "实到人次": lambda line: (line.attended, line.attended),
    "实到率": lambda line: ((line.attended, line.marked), line.marked),
    "人学时": lambda line: (Fraction(line.hours, HUNDRED), line.attended + line.credits),
    "人天数": lambda line: (Fraction(line.days, HUNDRED), line.attended + line.credits),
    "篇数": lambda line: (line.notes, line.notes),
    "字数": lambda line: (line.words, line.notes),
    "已签": lambda line: (line.signed, line.signed),
    "审签率": lambda line: ((line.signed, line.notes), line.notes),
    "发言人次": lambda line: (line.speeches, line.speeches),
    "领学人次": lambda line: (line.readings, line.readings),
    "主讲人次": lambda line: (line.lectures, line.lectures),
    "人数": lambda line: (line.heads, line.heads),
}
"""The measures that are asked for everybody at once: the value, or the two parts of it, and how many records prove it.
"""

PER_HEAD = {"人均学时": "人学时", "人均篇数": "篇数", "人均字数": "字数"}
"""Measures that can be asked of units beside these, and which of these is divided for each."""
OF_ROLE: dict[str, Line] = {
    Role.SPEAKER: Line(speeches=1), Role.LEAD_READER: Line(readings=1), Role.LECTURER: Line(lectures=1),
}  # fmt: skip
"""What having a part (角色) once adds."""
AllLines = dict[tuple[int, int], dict[tuple[int, int], Line]]
"""By (subject id, number of the slice), then by (cadre id, unit id)."""
_Beside = defaultdict[int, list[tuple[int, Line]]]


class Breakdown:
    """The figures of some subjects and measures in some slices, by cadre and by unit.

    `below` says of each unit that belongs to the population as a
    whole which units are under it, itself among them. `heads` counts whom 人均 is divided by in a slice and its units.
    """

    def __init__(
        self,
        slices: Sequence[str],
        asked: Sequence[tuple[SubjectOf, Measure]],
        lines: AllLines,
        below: Mapping[int, set[int]],
        heads: Callable[[int, Collection[int]], Fraction],
    ) -> None:
        self._slices, self._below, self._heads = slices, below, heads
        self._asked = {f"{subject.name}.{measure.name}": (subject, measure) for subject, measure in asked}
        self._of_cadres: dict[tuple[int, int], _Beside] = {}
        self._of_units: dict[tuple[int, int], _Beside] = {}
        for key, found in lines.items():
            cadres, units = _Beside(list), _Beside(list)
            for (cadre, unit), line in found.items():
                cadres[cadre].append((unit, line))
                units[unit].append((cadre, line))
            self._of_cadres[key], self._of_units[key] = cadres, units

    @property
    def units(self) -> Mapping[int, set[int]]:
        """The units whose figures can be asked for, each with those under it and itself."""
        return self._below

    def by_cadre(self, name: str) -> dict[int, dict[str, Figure]]:
        """Return the figures of a slice by cadre and name, of those subjects alone in which each has records."""
        number = self._slices.index(name)
        found: dict[int, dict[str, Figure]] = defaultdict(dict)
        for subject, measure in self._asked.values():
            for cadre, lines in self._of_cadres.get((subject.id, number), {}).items():
                figure = figure_of(subject, measure, _once([line for _, line in lines]))
                found[cadre][figure.name] = figure
        return found

    def units_of(self, cadre_id: int) -> set[int]:
        """Return the units in which a cadre has records in any slice."""
        return {unit for found in self._of_cadres.values() for unit, _ in found.get(cadre_id, ())}

    def of_cadre(
        self, name: str, cadre_id: int, unit_id: int | None = None, names: Collection[str] | None = None
    ) -> Figures:
        """Return the figures of a cadre in a slice: in any unit, or in one with those under it; those named, or all."""
        within = None if unit_id is None else self._below[unit_id]

        def line(key: tuple[int, int]) -> Line:
            mine = self._of_cadres.get(key, {}).get(cadre_id, ())
            return _once([each for unit, each in mine if within is None or unit in within])

        return self._figures(name, line, names)

    def of_unit(self, name: str, unit_id: int) -> Figures:
        """Return the figures of a unit with those under it in a slice."""
        return self.of_units(name, self._below[unit_id])

    def of_units(self, name: str, unit_ids: Iterable[int]) -> Figures:
        """Return the figures of several units together, without those under them."""
        units = set(unit_ids)

        def line(key: tuple[int, int]) -> Line:
            people: dict[int, list[Line]] = defaultdict(list)
            for unit in units:
                for cadre, each in self._of_units.get(key, {}).get(unit, ()):
                    people[cadre].append(each)
            return sum(map(_once, people.values()), NOTHING)

        return self._figures(name, line, heads=lambda: self._heads(self._slices.index(name), units))

    def _figures(
        self,
        name: str,
        line_of: Callable[[tuple[int, int]], Line],
        names: Collection[str] | None = None,
        heads: Callable[[], Fraction] = Fraction,
    ) -> Figures:
        number, lines = self._slices.index(name), dict[int, Line]()
        found: dict[str, Figure] = {}
        for called, (subject, measure) in self._asked.items():
            if names is None or called in names:
                if subject.id not in lines:
                    lines[subject.id] = line_of((subject.id, number))
                found[called] = figure_of(subject, measure, lines[subject.id], heads)
        return found


def figure_of(subject: SubjectOf, measure: Measure, line: Line, heads: Callable[[], Fraction] = Fraction) -> Figure:
    """Return the figure that a line gives; of one of the measures of BY_CADRE or, of so many heads, PER_HEAD."""
    value, records = BY_CADRE[PER_HEAD.get(measure.name, measure.name)](line)
    whole = heads() if measure.name in PER_HEAD else 1
    above, below = value if isinstance(value, tuple) else (value, whole)
    unit = measure.unit or subject.measure_word
    return Figure(
        subject.name, measure.name, unit, measure.shape, Fraction(above), Fraction(below), records=records
    )  # fmt: skip


def _once(lines: Sequence[Line]) -> Line:
    """Return the sum of the lines of one cadre, who is one head however many units he was in."""
    found = lines[0] if len(lines) == 1 else sum(lines, NOTHING)
    return found if found.heads <= 1 else found._replace(heads=1)
