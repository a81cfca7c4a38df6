"""Any history of postings: the figures are those of a recount day by day, and the past stays as it was.

Postings are made with the verbs, dated anywhere. The recount here is told the same acts and keeps, for each person, one
entry a day: a unit and its roles, or nothing.
"""

import os
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.posting import PostingDraft
from desktop_app.core.scope import Denominator, Population, Scope
from desktop_app.metrics import register
from desktop_app.records import cadres
from desktop_app.store.journal import writing
from desktop_app.store.models import Attendance, Cadre, Category, Note, Part, Posting, Session, Unit, db

MORE = int(os.environ.get("LEDGER_EXAMPLES", "1"))
"""How many times as many histories are tried: LEDGER_EXAMPLES=50 for a longer run."""

FIRST, LAST = date(2022, 1, 1), date(2022, 6, 30)
DAYS = [FIRST + timedelta(number) for number in range((LAST - FIRST).days + 1)]
UNITS = {"办公室": "局机关", "政工科": "股室", "城关所": "司法所", "政法委": "外单位"}
HEADS = 3
PARTY_SINCE = (date(2020, 1, 1), date(2022, 4, 1), None)
"""Since when each person is a party member to begin with; the last is none."""
POPULATIONS = ("全系统", "局机关", "司法所", "政工科", "城关所", "全系统党员", "局机关党员")
NAMES = (
    "全部活动.次数", "全部活动.人次", "全部活动.应到人次", "全部活动.发言人次", "全部笔记.篇数", "全部笔记.字数",
    "全部笔记.人均篇数", "全部笔记.人均字数", "支部书记讲党课.次数", "党组成员讲党课.次数", "在岗.人数",
)  # fmt: skip

days = st.sampled_from(DAYS)
units = st.sampled_from(list(UNITS))
roles = st.sampled_from([(), ("支部书记",), ("党组成员",), ("党组成员", "支部书记")])
people = st.integers(0, HEADS - 1)


@dataclass(frozen=True)
class Act:
    """One thing done to somebody's postings; what does not apply to it is not looked at."""

    verb: str
    who: int
    day: date
    until: date | None
    unit: str
    roles: tuple[str, ...]


acts = st.builds(
    Act,
    st.sampled_from(["任职变动", "任职变动", "借调", "借调返回", "离岗", "改正", "删除", "入党"]),
    people,
    days,
    st.none() | days,
    units,
    roles,
)


@dataclass
class Records:
    """What was held and handed in: (day, who came, who spoke, lecturer), and (day, who, words)."""

    sessions: list[tuple[date, tuple[int, ...], tuple[int, ...], int]] = field(default_factory=list)
    notes: list[tuple[date, int, int]] = field(default_factory=list)


someone = st.lists(people, unique=True).map(tuple)
records = st.builds(
    Records,
    st.lists(st.tuples(days, someone, someone, people), min_size=2, max_size=6),
    st.lists(st.tuples(days, people, st.integers(1, 9000)), min_size=2, max_size=6),
)

Day = tuple[str, tuple[str, ...]] | None
Diary = list[dict[date, Day]]
"""For each person, where he is on each day and with which roles."""


# The verbs, and the same told to the diary


def do(act: Act, ids: dict[str, int]) -> bool:
    """Do it with the verbs; False where they refuse."""
    cadre_id = act.who + 1
    postings = cadres.postings(cadre_id)
    hit = next((row for row in postings if row.from_date <= act.day <= (row.to_date or date.max)), None)
    draft = PostingDraft(ids[act.unit], act.day, leadership=act.roles)
    try:
        match act.verb:
            case "任职变动":
                cadres.add_posting(cadre_id, draft)
            case "借调":
                end = act.until and max(act.day, act.until)
                cadres.second(cadre_id, PostingDraft(ids[act.unit], act.day, to_date=end, kind="借调"))
            case "借调返回" if hit and hit.kind == "借调":
                cadres.bring_back(hit.id, act.day)
            case "离岗":
                cadres.leave(cadre_id, act.day, "退休")
            case "改正" if hit:
                cadres.change_posting(hit.id, PostingDraft(ids[act.unit], hit.from_date, leadership=act.roles,
                                                           to_date=hit.to_date, kind=hit.kind))  # fmt: skip
            case "删除" if hit:
                cadres.remove_posting(hit.id)
            case "入党":
                row = next(row for row in cadres.listed() if row.id == cadre_id)
                if not row.is_party_member:
                    joined = replace(row.draft(), political_status="中共预备党员", party_joined_on=act.day)
                    cadres.change(cadre_id, joined)
    except UserError:
        return False
    return True


def diary_of(ids: dict[str, int]) -> Diary:
    """Read the postings as they stand into a diary, a day at a time."""
    names = {id_: name for name, id_ in ids.items()}
    found: Diary = []
    for who in range(HEADS):
        rows = cadres.postings(who + 1)
        mine: dict[date, Day] = {}
        for day in DAYS:
            there = [row for row in rows if row.from_date <= day <= (row.to_date or date.max)]
            assert len(there) <= 1, "two postings on one day"
            mine[day] = (
                (names[there[0].unit_id], tuple(filter(None, there[0].leadership.split("、")))) if there else None
            )
        found.append(mine)
    return found


def told(act: Act, before: dict[date, Day]) -> dict[date, Day] | None:
    """Return what the act makes of somebody's diary, by the plain meaning of the word; None where that is not told."""
    after = dict(before)
    held = before[act.day]
    match act.verb:
        case "任职变动" if held is None:
            for day in DAYS:
                if day >= act.day:
                    after[day] = (act.unit, act.roles)
        case "离岗":
            for day in DAYS:
                if day > act.day:
                    after[day] = None
        case "借调" if act.until is not None:
            for day in DAYS:
                if act.day <= day <= max(act.day, act.until):
                    after[day] = (act.unit, ())
        case _:
            return None
    return after


# The recount


@dataclass
class Recount:
    diary: Diary
    records: Records
    period: Period
    population: str
    denominator: str

    def __post_init__(self):
        rows = sorted(cadres.listed(), key=lambda row: row.id)
        self.party_since = [row.party_joined_on if row.is_party_member else None for row in rows]

    def belongs(self, who: int, day: date) -> bool:
        if self.population.endswith("党员"):
            since = self.party_since[who]
            if since is None or day < since:
                return False
        there = self.diary[who][day]
        if there is None or UNITS[there[0]] == "外单位":
            return False
        name = self.population.removesuffix("党员")
        kinds = {"全系统": set(UNITS.values()), "局机关": {"局机关", "股室"}, "司法所": {"司法所"}}
        return UNITS[there[0]] in kinds[name] if name in kinds else there[0] == name

    def roles(self, who: int, day: date) -> tuple[str, ...]:
        there = self.diary[who][day]
        return there[1] if there else ()

    def heads(self, writers: set[int]) -> Fraction:
        each_day = [
            {who for who in range(HEADS) if self.belongs(who, day)}
            for day in DAYS
            if self.period.first <= day <= self.period.last
        ]
        return {
            "期末在岗": Fraction(len(each_day[-1])),
            "期内平均在岗": Fraction(sum(map(len, each_day)), len(each_day)),
            "期内曾在岗": Fraction(len(set().union(*each_day))),
            "实际提交者": Fraction(len(writers)),
        }[self.denominator]

    def figures(self) -> dict[str, tuple[Fraction, Fraction]]:
        is_all = self.population == "全系统"
        times = came = marked = spoke = by_secretary = by_group = 0
        for day, present, speakers, lecturer in self.records.sessions:
            if not self.period.first <= day <= self.period.last:
                continue
            mine = [who for who in range(HEADS) if self.belongs(who, day)]
            roles = self.roles(lecturer, day)
            counts = bool(mine) or is_all
            times += counts
            marked += len(mine)
            came += sum(who in present for who in mine)
            spoke += sum(who in speakers for who in mine)
            by_secretary += counts and "支部书记" in roles
            by_group += counts and "党组成员" in roles and "支部书记" not in roles
        written = [
            (who, words)
            for day, who, words in self.records.notes
            if self.period.first <= day <= self.period.last and self.belongs(who, day)
        ]
        heads, words = self.heads({who for who, _ in written}), sum(words for _, words in written)
        on_last = sum(self.belongs(who, self.period.last) for who in range(HEADS))
        one = Fraction(1)
        return {
            "全部活动.次数": (Fraction(times), one),
            "全部活动.人次": (Fraction(came), one),
            "全部活动.应到人次": (Fraction(marked), one),
            "全部活动.发言人次": (Fraction(spoke), one),
            "全部笔记.篇数": (Fraction(len(written)), one),
            "全部笔记.字数": (Fraction(words), one),
            "全部笔记.人均篇数": (Fraction(len(written)), heads),
            "全部笔记.人均字数": (Fraction(words), heads),
            "支部书记讲党课.次数": (Fraction(by_secretary), one),
            "党组成员讲党课.次数": (Fraction(by_group), one),
            "在岗.人数": (Fraction(on_last), one),
        }


# The ledger


pytestmark = pytest.mark.usefixtures("one_ledger")


@contextmanager
def written(made: Records):
    """Hold people, postings since 2020 and records in the ledger while the block runs; gives the ids of the units."""
    with db.atomic() as everything:
        token = writing._together.set(True)
        db.execute_sql("INSERT INTO current_step (id) VALUES (1)")
        try:
            ids = _write(made)
            db.execute_sql("DELETE FROM current_step")
            yield ids
        finally:
            writing._together.reset(token)
            everything.rollback()


def _write(made: Records) -> dict[str, int]:
    ids = {name: Unit.create(name=name, kind=kind, position=n).id for n, (name, kind) in enumerate(UNITS.items())}
    for who in range(HEADS):
        party = "中共党员" if PARTY_SINCE[who] else "群众"
        Cadre.create(
            id=who + 1, name="王伟", distinction=str(who), political_status=party, party_joined_on=PARTY_SINCE[who]
        )
        Posting.create(cadre=who + 1, unit=ids["办公室"], from_date=date(2020, 1, 1), leadership="支部书记")
    lecture = Category.get(Category.name == "党课")
    for day, present, speakers, lecturer in made.sessions:
        session = Session.create(category=lecture, title="党课", held_on=day, state="已登记").id
        for who in range(HEADS):
            Attendance.create(session=session, cadre=who + 1, mark="到" if who in present else "缺席")
        for who in speakers:
            Part.create(session=session, cadre=who + 1, role="研讨发言")
        Part.create(session=session, cadre=lecturer + 1, role="主讲")
    for day, who, words in made.notes:
        Note.create(cadre=who + 1, kind="心得体会", handed_in_on=day, words=words)
    return ids


def figures(period, population, denominator="期末在岗"):
    scope = Scope(period, Population.parse(population), Denominator(denominator))
    return {name: (each.numerator, each.denominator) for name, each in register.figures(scope, set(NAMES)).items()}


def tried(number):
    return settings(max_examples=number * MORE, deadline=None, suppress_health_check=list(HealthCheck))


histories = st.lists(acts, max_size=6)
periods = st.builds(lambda one, other: Period(min(one, other), max(one, other)), days, days)


@tried(14)
@given(records, histories, st.sampled_from(POPULATIONS), st.sampled_from(list(Denominator)), periods)
def test_the_figures_of_any_history_are_those_of_a_recount_day_by_day(made, history, population, denominator, period):
    with written(made) as ids:
        for act in history:
            do(act, ids)
        recount = Recount(diary_of(ids), made, period, population, denominator)
        assert figures(period, population, denominator) == recount.figures()


@tried(14)
@given(records, histories, acts)
def test_each_act_makes_of_the_days_what_the_word_says(made, history, act):
    """Also where it is dated before what was posted since: then it is refused or does no more than said."""
    with written(made) as ids:
        for each in history:
            do(each, ids)
        before = diary_of(ids)
        expected = told(act, before[act.who])
        done = do(act, ids)
        after = diary_of(ids)
        assert [mine for who, mine in enumerate(after) if who != act.who] == [
            mine for who, mine in enumerate(before) if who != act.who
        ]
        if not done or act.verb == "入党":
            assert after == before
        elif expected is not None:
            assert after[act.who] == expected


@tried(10)
@given(records, histories, acts, st.sampled_from(POPULATIONS))
def test_a_change_dated_on_a_day_leaves_the_figures_of_all_earlier_days(made, history, act, population):
    if act.verb in ("改正", "删除") or act.day == FIRST:
        return  # they put right what was wrong from its first day on
    until = Period(FIRST, act.day - timedelta(1))
    with written(made) as ids:
        for each in history:
            do(each, ids)
        before = [figures(until, population, denominator) for denominator in Denominator]
        do(act, ids)
        assert [figures(until, population, denominator) for denominator in Denominator] == before


@tried(8)
@given(records, days, days, people, units)
def test_a_secondment_moves_the_figures_of_its_days_and_no_others(made, first, last, who, unit):
    first, last = min(first, last), max(first, last)
    spans = [Period(FIRST, first - timedelta(1))] if first > FIRST else []
    spans += [Period(last + timedelta(1), LAST)] if last < LAST else []
    with written(made) as ids:
        before = [figures(span, name) for span in spans for name in POPULATIONS]
        cadres.second(who + 1, PostingDraft(ids[unit], first, to_date=last, kind="借调"))
        assert [figures(span, name) for span in spans for name in POPULATIONS] == before
        within = Recount(diary_of(ids), made, Period(first, last), "全系统", "期内平均在岗")
        assert figures(within.period, "全系统", "期内平均在岗") == within.figures()
