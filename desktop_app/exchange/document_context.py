"""Gathers what a document names beside its figures (report_context.py), as of the one day of the whole document.

Only what a template names is read: the lists of units and people cost more than the rest together.
"""

from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any

from desktop_app.core.number import decimal
from desktop_app.core.period import day_text
from desktop_app.core.quota import Due, Standing
from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.exchange import output
from desktop_app.exchange.report_context import (
    Context,
    Lecture,
    Owed,
    Ower,
    Plan,
    PlanLine,
    PlanPart,
    PlanStanding,
    UnitStanding,
    Unrecorded,
    UnsignedNote,
    names_of_fields,
)
from desktop_app.metrics import evidence, register
from desktop_app.metrics.plan import Progress
from desktop_app.records import lectures, notes, plans, quotas, session_list, settings, units

OF_UNIT = (
    "在岗.人数", "全部活动.人次", "全部活动.人学时", "全部活动.实到率", "全部笔记.篇数", "全部笔记.人均字数",
)  # fmt: skip
"""What UnitStanding says of a unit, in its order."""
NO_OFFICE = "（请在设置里填写单位名称）"


def context_of(scope: Scope, attachment: str = "", wanted: Collection[str] | None = None) -> Context:
    """Return what a document names beside its figures; of `wanted` only (all by default), the rest is empty.

    Written on the as-of day; next year's plan is that of the year after the scope's.
    """
    said, day = settings.current(), scope.period.last
    lists = {
        field: made(scope)
        for field, name in names_of_fields().items()
        if (made := _LISTS.get(field)) and (wanted is None or name in wanted)
    }
    return Context(
        unit_name=said.office or NO_OFFICE,
        year=str(day.year),
        next_year=str(day.year + 1),
        period=scope.period.text,
        as_of=day_text(day),
        dated=day_text(day),
        recipient=said.recipient,
        attachment=attachment,
        **lists,
    )


def _plan(scope: Scope) -> Plan:
    year = scope.period.last.year + 1
    parts: dict[str, list[PlanLine]] = {}
    for item in plans.progress(year, date(year, 1, 1)):
        of_part = parts.setdefault(item.part, [])
        of_part.append(
            PlanLine(
                number=str(len(of_part) + 1),
                content=item.content,
                audience=item.audience,
                form=item.form,
                time=_time(item),
                target=_target(item),
                responsible=item.responsible,
            )
        )
    return Plan(tuple(PlanPart(name, tuple(lines)) for name, lines in parts.items()))


def _standing(scope: Scope) -> tuple[PlanStanding, ...]:
    return _standings(_progress(scope))


def _behind(scope: Scope) -> tuple[PlanStanding, ...]:
    return _standings(item for item in _progress(scope) if item.is_late)


def _progress(scope: Scope) -> list[Progress]:
    day = scope.period.last
    return plans.progress(day.year, day)


def _standings(items: Iterable[Progress]) -> tuple[PlanStanding, ...]:
    return tuple(
        PlanStanding(
            number=str(number),
            part=item.part,
            content=item.content,
            target=_target(item),
            expected=item.amount(item.expected) if item.target is not None else "",
            done=f"{item.done.number}{item.unit}" if item.done else "",
            behind=item.amount(item.behind_by) if item.behind_by else "",
            state=str(item.state),
            responsible=item.responsible,
        )
        for number, item in enumerate(items, start=1)
    )


def _time(item: Progress) -> str:
    if item.months:
        first, last = item.months[0], item.months[-1]
        if last - first > 1 and item.months == tuple(range(first, last + 1)):
            return f"{first}—{last}月"
        return "、".join(f"{month}月" for month in item.months)
    return f"{item.deadline.month}月{item.deadline.day}日前" if item.deadline else ""


def _target(item: Progress) -> str:
    if item.target is None:
        return ""
    measure = item.figure_name.partition(".")[2]
    before = f"{item.population}人均" if measure.startswith("人均") else ""
    return f"{before}{decimal(item.target)}{item.unit}"


def _owed(scope: Scope) -> tuple[Owed, ...]:
    """Return what was due by the day and did not come whole."""
    day = scope.period.last
    lacking = [
        each
        for each in quotas.owing(scope.period, day)
        if each.due.standing is not Standing.MET and each.due.due_on <= day
    ]
    return tuple(
        Owed(
            number=str(number),
            name=each.person.full_name,
            unit=each.person.unit or "",
            kind=each.about,
            due=_amount(each.due.notes, each.due.words, each.due),
            handed_in=_amount(each.due.handed_in_notes, each.due.handed_in_words, each.due),
            lacking=each.due.lack.removeprefix("差").replace(",", ""),
        )
        for number, each in enumerate(lacking, start=1)
    )


def _owers(scope: Scope) -> tuple[Ower, ...]:
    """Return each of those people once, who owes most first."""
    counted = Counter((each.name, each.unit) for each in _owed(scope)).most_common()
    return tuple(
        Ower(str(number), name, unit, str(owed)) for number, ((name, unit), owed) in enumerate(counted, start=1)
    )


def _amount(notes_: int, words: int, asked: Due) -> str:
    """Return so many notes and words, as far as notes or words are asked."""
    amounts = ((notes_, "篇", asked.notes), (words, "字", asked.words))
    return "、".join(f"{amount}{unit}" for amount, unit, is_asked in amounts if is_asked)


def _unsigned(scope: Scope) -> tuple[UnsignedNote, ...]:
    day = scope.period.last
    waiting = [line.id for line in evidence.records(output.UNSIGNED, scope)]
    return tuple(
        UnsignedNote(
            number=str(number),
            name=row.full_name,
            unit=row.unit or "",
            kind=row.kind,
            title=row.title,
            handed_in=day_text(row.handed_in_on),
            days=str((day - row.handed_in_on).days),
        )
        for number, row in enumerate(notes.rows(waiting), start=1)
    )


def _unrecorded(scope: Scope) -> tuple[Unrecorded, ...]:
    return tuple(
        Unrecorded(str(number), day_text(row.held_on), row.category, row.title)
        for number, row in enumerate(session_list.rows(output.unrecorded(scope.period)), start=1)
    )


def _lectures(scope: Scope) -> tuple[Lecture, ...]:
    return tuple(
        Lecture(str(number), day_text(row.day), row.category, row.title, row.lecturer, row.role)
        for number, row in enumerate(lectures.listed(scope.period), start=1)
    )


def _units(scope: Scope) -> tuple[UnitStanding, ...]:
    """Return every unit of the system that has people or took part."""
    within = register.units_within(scope.population)
    listed = [unit.name for unit in units.listed(scope.period.last) if unit.id in within]
    each = {name: [Asked(figure, scope.of(Population(name))) for figure in OF_UNIT] for name in listed}
    figures = register.answers(question for questions in each.values() for question in questions)
    found: list[UnitStanding] = []
    for name, questions in each.items():
        if any(figures[question].records for question in questions if question in figures):
            cells = [figures[question].number if question in figures else "" for question in questions]
            found.append(UnitStanding(str(len(found) + 1), name, *cells))
    return tuple(found)


_LISTS: dict[str, Callable[[Scope], Any]] = {
    "plan": _plan,
    "standing": _standing,
    "behind": _behind,
    "owed": _owed,
    "owers": _owers,
    "unsigned": _unsigned,
    "unrecorded": _unrecorded,
    "lectures": _lectures,
    "units": _units,
}
"""What is read only where a template names it, by the field of Context."""
