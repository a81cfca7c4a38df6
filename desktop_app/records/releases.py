"""Figures that were reported (报出): kept as they were that day, and what has become of them since.

A release never changes. What changed since is found by asking the register the same questions again; which records
did it, by looking at them as they were when it was reported.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from typing import Any

from peewee import fn

from desktop_app.core.errors import UserError
from desktop_app.core.figure import Figure
from desktop_app.core.period import Period, day_text
from desktop_app.core.scope import Asked, Denominator, Population, Scope
from desktop_app.metrics import register
from desktop_app.store import journal
from desktop_app.store.models import Cadre, Release


@dataclass(frozen=True)
class Frozen:
    """A figure as it was reported: where it stood, what was asked, what it said."""

    place: str
    asked: Asked
    text: str
    numerator: Fraction
    denominator: Fraction

    @classmethod
    def of(cls, place: str, asked: Asked, figure: Figure) -> "Frozen":
        return cls(place, asked, figure.text, figure.numerator, figure.denominator)

    def is_still(self, figure: Figure) -> bool:
        """Say whether the figure is what was reported, its words included: a list may have other titles."""
        return (self.numerator, self.denominator, self.text) == (figure.numerator, figure.denominator, figure.text)


@dataclass(frozen=True)
class ReleaseDraft:
    """What is reported: an output of a period with its figures, to whom and when.

    `choice` is plain data, whatever makes the output again; `corrects` the release it takes the place of (更正).
    """

    output: str
    title: str
    period: Period
    population: Population
    released_on: date
    recipient: str
    figures: tuple[Frozen, ...]
    remark: str = ""
    choice: Any = None
    corrects: int | None = None

    def refusal(self) -> str:
        """Say why it need not be reported at all, whoever it were reported to; nothing where it can be."""
        return "" if self.figures else f"“{self.title}”里没有取自台账的数字，不用报出。"

    def check(self) -> None:
        if not self.recipient.strip():
            raise UserError("请写明报给谁，例如 县委组织部。", "recipient")
        if self.released_on > date.today():
            raise UserError(f"报出日期{day_text(self.released_on)}还没有到。", "released_on")
        if refusal := self.refusal():
            raise UserError(refusal)


@dataclass(frozen=True)
class ReleaseRow:
    """A release as it is listed; `corrected_on` is the day of the newest release in its place."""

    id: int
    output: str
    title: str
    period: Period
    population: str
    released_on: date
    recipient: str
    remark: str
    figures: int
    corrects: int | None
    corrected_on: date | None
    choice: Any


@dataclass(frozen=True)
class Difference:
    """A reported figure that is no longer so; `now` is None where it can no longer be asked (its 统计项 is gone)."""

    id: int
    then: Frozen
    now: Figure | None


def add(draft: ReleaseDraft) -> set[str]:
    """Keep the figures of what is reported now."""
    draft.check()
    if draft.corrects is not None:
        one(draft.corrects)
    with journal.step(f"报出：{draft.title}，报{draft.recipient.strip()}") as changed:
        Release.create(
            output=draft.output, title=draft.title, first=draft.period.first, last=draft.period.last,
            population=draft.population.text, released_on=draft.released_on, recipient=draft.recipient.strip(),
            remark=draft.remark.strip(), choice=json.dumps(draft.choice, ensure_ascii=False),
            figures=_packed(draft.figures), step=journal.newest_step(), corrects=draft.corrects,
        )  # fmt: skip
    return changed


def listed() -> list[ReleaseRow]:
    """Return the newest first."""
    columns = (
        Release.id, Release.output, Release.title, Release.first, Release.last, Release.population,
        Release.released_on, Release.recipient, Release.remark,
        fn.json_array_length(Release.figures, "$.figures").coerce(False), Release.corrects, Release.choice,
    )  # fmt: skip
    found = list(Release.select(*columns).order_by(Release.released_on.desc(), Release.id.desc()).tuples())
    corrected = {corrects: on for *_, on, _, _, _, corrects, _ in reversed(found) if corrects is not None}
    return [
        ReleaseRow(
            id_, output, title, Period(first, last), population, on, recipient, remark,
            figures, corrects, corrected.get(id_), json.loads(choice),
        )
        for id_, output, title, first, last, population, on, recipient, remark, figures, corrects, choice in found
    ]  # fmt: skip


def one(release_id: int) -> ReleaseRow:
    """Return a release; UserError where its reporting was undone since."""
    found = next((row for row in listed() if row.id == release_id), None)
    if found is None:
        raise UserError("要更正的那次报出已经撤销，请在“报出记录”里重新选择。")
    return found


def figures_of(release_id: int) -> tuple[Frozen, ...]:
    """Return the figures as they were reported, in the order in which they stood."""
    return _unpacked(Release.get_by_id(release_id).figures)


def differences(release_id: int) -> list[Difference]:
    """Return the reported figures that are no longer so."""
    then = figures_of(release_id)
    now = register.answers([each.asked for each in then])
    return [
        Difference(number, each, now.get(each.asked))
        for number, each in enumerate(then)
        if (figure := now.get(each.asked)) is None or not each.is_still(figure)
    ]


def _packed(figures: Iterable[Frozen]) -> str:
    """Pack figures as JSON; scopes, which many share, once each. Cadres go by their uid, which never changes."""
    uids = dict(Cadre.select(Cadre.id, Cadre.uid).tuples())
    scopes: dict[Scope, int] = {}
    packed = [
        [
            each.place, each.asked.name, scopes.setdefault(each.asked.scope, len(scopes)),
            uids.get(each.asked.cadre_id), each.text, str(each.numerator), str(each.denominator),
        ]
        for each in figures
    ]  # fmt: skip
    return json.dumps({"scopes": [_scope_packed(scope) for scope in scopes], "figures": packed}, ensure_ascii=False)


def _scope_packed(scope: Scope) -> list[str]:
    as_of = scope.as_of.isoformat() if scope.as_of else ""
    return [
        scope.period.first.isoformat(), scope.period.last.isoformat(), scope.population.text, scope.denominator, as_of,
    ]  # fmt: skip


def _unpacked(packed: str) -> tuple[Frozen, ...]:
    kept = json.loads(packed)
    ids = dict(Cadre.select(Cadre.uid, Cadre.id).tuples())
    scopes = [_scope_unpacked(*scope) for scope in kept["scopes"]]
    return tuple(
        Frozen(place, Asked(name, scopes[scope], ids.get(cadre, 0) if cadre else None), text, Fraction(above),
               Fraction(below))
        for place, name, scope, cadre, text, above, below in kept["figures"]
    )  # fmt: skip


def _scope_unpacked(first: str, last: str, population: str, denominator: str, as_of: str) -> Scope:
    return Scope(
        Period(date.fromisoformat(first), date.fromisoformat(last)), Population.parse(population),
        Denominator(denominator), date.fromisoformat(as_of) if as_of else None,
    )  # fmt: skip


def recipients() -> Sequence[str]:
    """Return to whom was reported before, the newest first."""
    query = Release.select(Release.recipient).order_by(Release.id.desc())
    return list(dict.fromkeys(recipient for (recipient,) in query.tuples()))
