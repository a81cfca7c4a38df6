"""The names of backup packages, and which of them are kept.

Pure rules, so that the deleting of backups can be tried without any. Counted are days, weeks and months that have a
backup, never the age of one: a clock that jumps years ahead and back must not make every backup look old.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

FOLDER = "backups"
SUFFIX = ".cadrebak"
PATTERN = re.compile(r"台账备份-(\d{8}-\d{6})(?:-([2-9]|[1-9]\d{1,2}))?\.cadrebak")
WHOLE_DAYS, DAILY, WEEKLY, MONTHLY = 2, 12, 10, 9
CLOCK_SLACK = timedelta(days=1)


@dataclass(frozen=True, order=True)
class Made:
    """When a package was made, after its name: the moment and, for several in one second, its number."""

    at: datetime
    number: int

    @property
    def name(self) -> str:
        number = f"-{self.number}" if self.number > 1 else ""
        return f"台账备份-{self.at:%Y%m%d-%H%M%S}{number}{SUFFIX}"


def made(name: str) -> Made | None:
    """Read a file name; None for any other file, which is never touched."""
    match = PATTERN.fullmatch(name)
    if match is None:
        return None
    try:
        at = datetime.strptime(match[1], "%Y%m%d-%H%M%S")
    except ValueError:
        return None
    return Made(at, int(match[2] or 1))


def packages(folder: Path) -> list[Path]:
    """Return the backup packages in a folder, newest first by their names."""
    if not folder.is_dir():
        return []
    found = ((made(path.name), path) for path in folder.iterdir())
    return [path for _, path in sorted(((when, path) for when, path in found if when), reverse=True)]


def superfluous(candidates: Iterable[Made], now: datetime) -> set[Made]:
    """Which of these may go: all of two days stay, and the last of each of 12 days, 10 weeks and 9 months.

    One from the future stays too, and does not take the place of another: the clock was wrong then, or is wrong now.
    """
    past = sorted((one for one in candidates if one.at <= now + CLOCK_SLACK), reverse=True)
    kept = {one for one in past if one.at.date() in _newest(past, datetime.date, WHOLE_DAYS)}
    for period, count in ((datetime.date, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        kept |= set(_newest(past, period, count).values())
    return set(past) - kept


def _newest(past: list[Made], period: Callable[[datetime], Any], count: int) -> dict[Any, Made]:
    """Return the last package of each of the newest periods that have any."""
    lasts: dict[Any, Made] = {}
    for one in past:
        if len(lasts) == count:
            break
        lasts.setdefault(period(one.at), one)
    return lasts


def _week(at: datetime) -> tuple[int, int]:
    year, week, _ = at.isocalendar()
    return year, week


def _month(at: datetime) -> date:
    return at.date().replace(day=1)
