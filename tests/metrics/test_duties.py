"""The duties against a slow recount, person by person and session by session, over small awkward ledgers."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.duty import DutyState
from desktop_app.core.period import Period
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import evidence, register
from desktop_app.metrics.duties import Standings
from desktop_app.metrics.people import People
from desktop_app.store.models import Category, Duty, DutyCap, Posting
from tests.metrics.world import UNITS, World, days, worlds, written

KINDS = ("党课", "夜学", "警示教育", "资格考试")
COUNTED = {"党课", "夜学", "警示教育"}
"""Exams do not count to the duty by default."""
RANKS = ("一级科员", "四级调研员", "")
ATTENDED, HELD = {"到", "迟到", "补学"}, {"已登记", "已锁定"}


pytestmark = pytest.mark.usefixtures("one_ledger")


rules = st.fixed_dictionaries(
    {
        "ranks": st.sampled_from([(), (), ("科员",), ("调研员",)]),
        "not_ranks": st.sampled_from([(), ("调研员",)]),
        "party_only": st.booleans(),
        "kinds": st.sampled_from([(), (), ("夜学",), ("夜学", "资格考试")]),
        "hours": st.sampled_from([0, 150, 400]),
        "days": st.sampled_from([0, 50, 150]),
        "years": st.sampled_from([1, 1, 2, 5]),
        "from_date": st.sampled_from([date(2000, 1, 1), date(2022, 3, 31)]),
        "to_date": st.sampled_from([None, None, date(2022, 4, 15)]),
    }
)
limits = st.lists(
    st.tuples(
        st.sampled_from(KINDS), st.sampled_from([50, 200]), st.sampled_from([date(2000, 1, 1), date(2022, 1, 1)])
    ),
    max_size=2,
)


def recount(world, ranks, rule, caps, day):
    """Return {person: (hours, days)} of everybody who has the duty on the day."""
    found = {}
    for number, person in enumerate(world.people):

        def in_post(on, posts=person.posts):
            return any(first <= on <= (last or date.max) and UNITS[unit] != "外单位" for first, last, unit, _ in posts)

        rank = ranks[number]
        party = person.status in ("中共党员", "中共预备党员") and (person.joined_party or date.min) <= day
        holds = rule["from_date"] <= day <= (rule["to_date"] or date.max)
        fits = (not rule["ranks"] or any(word in rank for word in rule["ranks"])) and not any(
            word in rank for word in rule["not_ranks"]
        )
        if not (in_post(day) and holds and fits and (party or not rule["party_only"])):
            continue
        hours = whole_days = 0
        for year in range(day.year - rule["years"] + 1, day.year + 1):
            last = min(day, date(year, 12, 31))
            for kind in rule["kinds"] or COUNTED:
                mine = [
                    meeting
                    for meeting in world.meetings
                    if meeting.category == kind and meeting.state in HELD and meeting.marks.get(number) in ATTENDED
                ]
                mine += [
                    study
                    for study in world.studies
                    if (study.what, study.category, study.state, study.who) == ("个人培训", kind, "结业", number)
                ]
                mine = [each for each in mine if each.day.year == year and each.day <= last and in_post(each.day)]
                limit = [most for of_kind, most, first in caps if of_kind == kind and first <= last]
                hours += min([sum(each.hours for each in mine), *limit])
                whole_days += sum(each.days for each in mine)
        found[number] = (hours, whole_days)
    return found


def is_asked(world, rule, day):
    """Whether anything of the kinds of the rule is recorded in the years that count up to the day."""
    first = date(day.year - rule["years"] + 1, 1, 1)
    held = [(each.category, each.day, each.day) for each in world.meetings if each.state in HELD]
    studied = [(each.category, each.day - timedelta(30), each.day) for each in world.studies if each.what == "个人培训"]
    return not rule["kinds"] or any(
        kind in rule["kinds"] and begun <= day and ended >= first for kind, begun, ended in held + studied
    )


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    world=worlds(), ranks=st.lists(st.sampled_from(RANKS), min_size=5, max_size=5), rule=rules, caps=limits, day=days
)
def test_duties_are_what_a_slow_recount_gives(world: World, ranks, rule, caps, day):
    with written(world) as ids:
        kinds = dict(Category.select(Category.name, Category.id).tuples())
        uids = dict(Category.select(Category.name, Category.uid).tuples())
        for number, cadre in ids.items():
            Posting.update(rank=ranks[number]).where(Posting.cadre == cadre).execute()
        Duty.delete().execute()
        Duty.create(
            name="任务", ranks="、".join(rule["ranks"]), not_ranks="、".join(rule["not_ranks"]),
            party_only=rule["party_only"], categories=json.dumps([uids[kind] for kind in rule["kinds"]]),
            **{name: rule[name] for name in ("hours", "days", "years", "from_date", "to_date")},
        )  # fmt: skip
        for kind, most, first in caps:
            DutyCap.create(category=kinds[kind], hours=most, from_date=first)
        standings = Standings(People(), [day]).on(day)
        counted = {cadre: (each.lines[0].hours, each.lines[0].days) for cadre, each in standings.items()}
        expected = recount(world, ranks, rule, caps, day) if is_asked(world, rule, day) else {}
        assert counted == {ids[number]: value for number, value in expected.items()}
        met = {
            ids[number]
            for number, (hours, whole_days) in expected.items()
            if not (rule["hours"] or rule["days"])
            or (rule["hours"] and hours >= rule["hours"])
            or (rule["days"] and whole_days >= rule["days"])
        }
        assert {cadre for cadre, each in standings.items() if each.state is DutyState.MET} == met
        scope = Scope(Period.year(day.year), as_of=day)
        figures = register.figures(scope, {"学时达标.应达标人数", "学时达标.达标人数"})
        assert [int(figure.numerator) for figure in figures.values()] == [len(expected), len(met)]
        assert len(evidence.records("学时达标.达标人数", scope)) == len(met)


@settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), day=days)
def test_the_hours_of_a_person_are_those_of_the_register(world: World, day):
    with written(world):
        span = Period.year_to(day)
        earned = register.by_cadre(Scope(span), [register.Slice("", span)], {"年度学时.人学时", "年度学时.人天数"})[""]
        for cadre, standing in Standings(People(), [day]).on(day).items():
            figures = earned.get(cadre, {})
            hours, whole_days = (
                figures[f"年度学时.{name}"].numerator * 100 if figures else 0 for name in ("人学时", "人天数")
            )
            assert (standing.hours, standing.days) == (hours, whole_days)


@settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), day=days)
def test_who_stands_in_the_figure_belongs_to_the_population_on_the_last_day(world: World, day):
    with written(world):
        for name in ("局机关", "司法所", "全系统党员"):
            population = Population.parse(name)
            found = register.figure("学时达标.应达标人数", Scope(Period.year(day.year), population, as_of=day))
            assert int(found.numerator) == len(register.in_post(population, day))  # 网络自学 is everybody's


@settings(max_examples=7, deadline=None, suppress_health_check=list(HealthCheck))
@given(world=worlds(), asked=st.lists(days, min_size=2, max_size=4))
def test_several_days_or_one_person_give_what_each_day_and_everybody_give(world: World, asked):
    with written(world) as ids:
        DutyCap.create(category=Category.get(Category.name == "党课").id, hours=150, from_date=date(2000, 1, 1))
        together = Standings(People(), asked)
        for day in asked:
            alone = Standings(People(), [day]).on(day)
            assert together.on(day) == alone
            for cadre in ids.values():
                assert Standings(People(), [day], cadre).on(day).get(cadre) == alone.get(cadre)
