"""What degrees, law exams and personal trainings share: hours that count on a day, and whose unit it was then."""

from collections.abc import Collection
from datetime import date
from typing import Any

from peewee import fn

from desktop_app.core.collation import full_name
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.core.scope import EVERYBODY
from desktop_app.metrics import register
from desktop_app.records.session_draft import MOST_DAYS, MOST_HOURS
from desktop_app.store.models import Cadre, Posting, Unit


def check_amounts(hours: int, days: int) -> None:
    """Refuse amounts (hundredths) that cannot be."""
    for value, most, field, label in ((hours, MOST_HOURS, "hours", "学时"), (days, MOST_DAYS, "days", "天数")):
        if value < 0:
            raise UserError(f"{label}小于零。", field)
        if value > most:
            raise UserError(f"{label}太大，一次学习不会超过一年，请核对。", field)


def check_granted(hours: int, days: int, credited_on: date | None, begun: date | None = None) -> None:
    """Refuse study time granted that has no day on which it counts, and a day without study time."""
    check_amounts(hours, days)
    if credited_on is None:
        if hours or days:
            raise UserError("准予的学时请填写记入日期，算在那一天所在的年度。", "credited_on")
        return
    if not (hours or days):
        raise UserError("填了记入日期，请填写准予的学时或天数。", "hours")
    if credited_on > date.today():
        raise UserError(f"记入日期{day_text(credited_on)}还没有到。", "credited_on")
    if begun and credited_on < begun:
        raise UserError(f"记入日期早于入学日期{day_text(begun)}，请核对。", "credited_on")


def refuse_out_of_post(cadre_ids: Collection[int], day: date | None, field: str) -> None:
    """Refuse hours of people who were not in post on the day: they would count nowhere."""
    if day is None:
        return
    in_post = register.in_post(EVERYBODY, day)
    if strangers := [name_of(cadre_id) for cadre_id in cadre_ids if cadre_id not in in_post]:
        raise UserError(f"{'、'.join(strangers)}在{day_text(day)}不在岗，请核对日期和人员。", field)


def name_of(cadre_id: int) -> str:
    return full_name(*Cadre.select(Cadre.name, Cadre.distinction).where(Cadre.id == cadre_id).tuples().get())


def unit_on(cadre: Any, day: Any) -> Any:
    """Return the unit of a cadre on a day, as a column of a query; a day to come is read as today."""
    day = fn.MIN(fn.COALESCE(day, date.today().isoformat()), date.today().isoformat())
    return (
        Unit.select(Unit.name)
        .join(Posting)
        .where(
            Posting.cadre == cadre, Posting.from_date <= day, Posting.to_date.is_null() | (Posting.to_date >= day)
        )
        .limit(1)
        .alias("unit")
    )  # fmt: skip
