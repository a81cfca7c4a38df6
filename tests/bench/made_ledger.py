"""A made ledger of 10 years × 500 cadres × 300 sessions a year: 1.5 million marks, 60,000 notes.

    python -m tests.bench.made_ledger FOLDER
    python -m tests.bench.made_ledger FOLDER 200 2022    # 200 cadres, of this year alone

Deterministic. It is written through the journal like everything else, a step a year, so that undo, history and the
chain have their real size. Takes about a minute.
"""

import random
import sys
import time
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path

from desktop_app.core.attendance import Mark
from desktop_app.records import ledger
from desktop_app.store import journal
from desktop_app.store.models import db, new_uid

YEARS = range(2017, 2027)
CADRES, UNITS, SESSIONS, NOTES = 500, 40, 300, 6000
NOTES_PER_CADRE = NOTES // CADRES
LAST_DAY = date(2026, 11, 15)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚"
MARKS = (
    (Mark.PRESENT,) * 88 + (Mark.LATE,) * 3 + (Mark.LEAVE,) * 4 + (Mark.DUTY,) * 3 + (Mark.ABSENT,) + (Mark.MADE_UP,)
)


def make(folder: Path, cadres: int = CADRES, years: Sequence[int] = YEARS) -> None:
    chance = random.Random(20260101)
    ledger.create(folder)
    ledger.open_(folder)
    try:
        with journal.step("单位和人员"):
            _people(chance, cadres)
        for year in years:
            with journal.step(f"{year}年"):
                _year(chance, year, cadres, is_first=year == years[0])
    finally:
        ledger.close()


def _people(chance: random.Random, cadres: int) -> None:
    for unit in range(1, UNITS + 1):
        kind = "局机关" if unit <= UNITS // 2 else "司法所"
        _write(
            "unit",
            (unit, new_uid(), f"{'股室' if kind == '局机关' else '司法所'}{unit:02d}", kind, None, unit, None, None),
        )
    for cadre in range(1, cadres + 1):
        name = chance.choice(SURNAMES) + chance.choice(GIVEN) + chance.choice(GIVEN)
        party = chance.choice(("中共党员", "中共党员", "群众"))
        _write(
            "cadre", (cadre, new_uid(), name, f"{cadre:03d}", "", "", "", "", party, None, "公务员", "2015-01-01", "")
        )
        unit = cadre % UNITS + 1
        _write("posting", (None, new_uid(), cadre, unit, "科员", "一级科员", "", "2015-01-01", None, "", "任职"))


def _year(chance: random.Random, year: int, cadres: int, *, is_first: bool) -> None:
    categories = db.execute_sql("SELECT id, name FROM category ORDER BY position LIMIT 11").fetchall()
    weights = (50, 50, 10, 12, 20, 10, 30, 30, 40, 28, 20)
    days = sorted(_days(chance, year))
    for day in days:
        ((category, name),) = chance.choices(categories, weights)
        session = _write(
            "session",
            (None, new_uid(), "", category, f"{name}{day:%m%d}", None, day.isoformat(), "09:00", "11:00", 0, 200,
             "会议室", "本地", "集中", "本局", "本局", "", "", "", "", "党史", "", "已登记", "", *(None,) * 4),
        )  # fmt: skip
        marks = [(session, cadre, chance.choice(MARKS), "", None, "", None, None, "") for cadre in range(1, cadres + 1)]
        db.connection().executemany(f"INSERT INTO attendance VALUES ({', '.join('?' * 9)})", marks)
        _write(
            "part",
            (None, new_uid(), session, chance.randint(1, cadres), chance.choice(("主讲", "领学", "研讨发言")), ""),
        )
    for number in range(NOTES_PER_CADRE * cadres):
        day = days[number % len(days)]
        kind = chance.choice(("学习笔记", "心得体会"))
        note = (
            None,
            new_uid(),
            chance.randint(1, cadres),
            kind,
            f"{kind}{number}",
            day.isoformat(),
            "",
            1000,
            "",
            None,
            "",
            None,
            None,
        )
        note_id = _write("note", note)
        if chance.random() < 0.95:
            _write("review", (None, new_uid(), note_id, "审签", day.isoformat(), "程扎西", "好", ""))
    _lists(chance, year, cadres, is_first=is_first)


def _lists(chance: random.Random, year: int, cadres: int, *, is_first: bool) -> None:
    """Write what stands beside sessions and notes: each person's own training, leave, problems, readings, quotas."""
    ((network,),) = db.execute_sql("SELECT id FROM category WHERE name = '网络培训'").fetchall()
    for cadre in range(1, cadres + 1):
        day = date(year, 1, 1) + timedelta(days=chance.randrange(300))
        last = day + timedelta(days=chance.randrange(10))
        _write(
            "training",
            (None, new_uid(), cadre, network, "网络学院", "", "", "", day.isoformat(), last.isoformat(),
             chance.choice((2000, 5000, 6000)), 0, "结业", None, "", ""),
        )  # fmt: skip
        if chance.random() < 0.4:
            kind = chance.choice(("事假", "病假", "年休假"))
            _write("leave_record", (None, new_uid(), cadre, day.isoformat(), last.isoformat(), kind, ""))
        if chance.random() < 0.1:
            _write(
                "problem",
                (None, new_uid(), None, cadre, None, day.isoformat(), "笔记不及时", "", "", last.isoformat(),
                 chance.choice((None, last.isoformat())), ""),
            )  # fmt: skip
    for number in range(20):
        _write("reading", (None, new_uid(), year, f"党史第{number + 1}章", "", "", "", None, number + 1))
    if is_first:
        _write("quota", (None, new_uid(), "学习笔记", "月", 1, 1000, "", "", 5, f"{year}-01-01", None))


def _days(chance: random.Random, year: int) -> Iterator[date]:
    last = min(date(year, 12, 31), LAST_DAY)
    first = date(year, 1, 1)
    for _ in range(SESSIONS):
        yield first + timedelta(days=chance.randrange((last - first).days + 1))


def _write(table: str, values: tuple[object, ...]) -> int:
    return db.execute_sql(f"INSERT INTO {table} VALUES ({', '.join('?' * len(values))})", values).lastrowid


if __name__ == "__main__":
    started = time.perf_counter()
    folder, *size = sys.argv[1:]
    cadres, year = map(int, size or (CADRES, 0))
    make(Path(folder), cadres, [year] if year else YEARS)
    print(f"made in {time.perf_counter() - started:.0f} s")
