"""The register against an independent recount, over small ledgers of every awkward kind."""

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.core.figure import Shape
from desktop_app.core.period import Period
from desktop_app.core.scope import Denominator, Population, Scope, Slice
from desktop_app.metrics import evidence, register
from desktop_app.metrics.measures import MEASURES
from desktop_app.metrics.register import BY_CADRE
from desktop_app.store.models import CadreList, CadreListMember
from tests.metrics import world
from tests.metrics.recount import Recount
from tests.metrics.world import LIST, UNITS, worlds, written

YEAR = Period.year(2022)
SUBJECTS = (
    "党课", "夜学", "警示教育", "资格考试", "全部活动", "年度学时", "支部书记讲党课", "党组成员讲党课", "警示教育大会",
    "研讨发言", "心得体会", "学习笔记", "全部笔记", "年度计划", "在岗", *world.OWN_SUBJECTS,
)  # fmt: skip


pytestmark = pytest.mark.usefixtures("one_ledger")


def few(number):
    return settings(max_examples=number, deadline=None, suppress_health_check=list(HealthCheck))


periods = st.one_of(
    st.sampled_from([YEAR, YEAR, Period.half(2022, 1), Period.quarter(2022, 2), Period.months(2022, 1, 11)]),
    st.integers(1, 12).map(lambda month: Period.month(2022, month)),
    st.builds(lambda first, length: Period(first, first + timedelta(length)), world.days, st.integers(0, 500)),
)
populations = st.builds(
    lambda name, party: f"{name}党员" if party else name,
    st.sampled_from(["全系统", "全系统", "局机关", "司法所", LIST, *UNITS]),
    st.booleans(),
)
as_of_days = st.none() | st.integers(0, 500)


@st.composite
def scopes(draw):
    period, as_of = draw(periods), draw(as_of_days)
    return Scope(
        period,
        Population.parse(draw(populations)),
        draw(st.sampled_from(list(Denominator))),
        None if as_of is None else period.first + timedelta(as_of),
    )


def recount_of(made, scope):
    period = scope.period
    return Recount(made, period.first, period.last, scope.population.text, scope.denominator, scope.as_of)


def told(figure):
    if figure.shape is Shape.TITLES:
        return list(figure.titles)
    return figure.numerator, figure.denominator


def every_name():
    return [f"{subject}.{measure}" for subject, measures in register.names().items() for measure in measures]


@few(40)
@given(worlds(), scopes())
def test_every_figure_is_what_a_count_by_hand_gives(made, scope):
    with written(made):
        found = register.figures(scope)
        by_hand = recount_of(made, scope)
        for name in every_name():
            subject, _, measure = name.partition(".")
            if subject in SUBJECTS:
                assert told(found[name]) == by_hand.figure(subject, measure), name


@few(16)
@given(worlds(), scopes(), st.data())
def test_every_figure_says_how_many_records_it_has_and_can_list_them(made, scope, data):
    with written(made):
        found = register.figures(scope)
        for name in data.draw(st.lists(st.sampled_from(every_name()), min_size=6, max_size=6)):
            assert len(evidence.records(name, scope)) == found[name].records, name


@few(16)
@given(worlds(), scopes(), st.sampled_from([name for name in SUBJECTS if name not in world.OWN_SUBJECTS]), st.data())
def test_the_records_behind_a_count_add_up_to_it(made, scope, subject, data):
    with written(made):
        names = [f"{subject}.{measure}" for measure in register.names()[subject]]
        figure = register.figure(data.draw(st.sampled_from(names)), scope)
        lines = evidence.records(figure.name, scope)
        if figure.measure in ("次数", "人次", "人数", "应到人次", "篇数", "已签", "未审数", "未登记场数", "主讲人次"):
            assert figure.numerator == len(lines)
        if figure.measure == "字数":
            assert figure.numerator == sum(int(line.detail.removesuffix("字")) for line in lines)
        if figure.measure == "题目":
            assert list(figure.titles) == list(dict.fromkeys(line.title for line in lines))
        if figure.measure == "人次含外单位":
            outsiders = [int(line.detail.removesuffix("人")) for line in lines if line.who == "外单位"]
            assert figure.numerator == len(lines) - len(outsiders) + sum(outsiders)


@few(10)
@given(worlds(), scopes())
def test_several_spans_asked_at_once_give_what_each_gives_alone(made, scope):
    spans = [Slice("一", scope.period), Slice("二", YEAR), Slice("三", Period.month(2022, 3))]
    with written(made):
        at_once = register.by_slice(scope, spans)
        for span in spans:
            assert at_once[span.name] == register.figures(replace(scope, period=span.period))


@few(8)
@given(worlds(), populations)
def test_the_months_of_a_year_add_up_to_the_year(made, population):
    scope = Scope(YEAR, Population.parse(population))
    additive = (
        "次数",
        "人次",
        "应到人次",
        "学时",
        "人学时",
        "人天数",
        "人次含外单位",
        "篇数",
        "字数",
        "主讲人次",
        "未登记场数",
    )
    with written(made):
        year, months = register.figures(scope), register.by_month(2022, scope)
        for name in every_name():
            if name.partition(".")[2] in additive:
                assert sum(months[month][name].numerator for month in range(1, 13)) == year[name].numerator, name


@few(10)
@given(worlds(), scopes(), st.data())
def test_a_cadres_own_figure_is_that_of_a_list_with_nobody_else_on_it(made, scope, data):
    names = {
        name for name in every_name() if name.partition(".")[2] in BY_CADRE and register.named(name)[0].kind != "角色"
    }
    names = {name for name in names if name.partition(".")[0] in SUBJECTS}
    whole = Scope(scope.period, Population(party_only=scope.population.party_only), as_of=scope.as_of)
    with written(made) as ids:
        by_cadre = register.by_cadre(whole, [Slice("", whole.period)], names)[""]
        cadre = ids[data.draw(st.sampled_from(sorted(ids)))]
        alone = CadreList.create(name="一人").id
        CadreListMember.create(cadre_list=alone, cadre=cadre)
        expected = register.figures(whole.of(Population("一人", whole.population.party_only)), names)
        for name in names:
            own = by_cadre.get(cadre, {}).get(name)
            assert (own.numerator if own else 0) == expected[name].numerator, name
            assert (own.records if own else 0) == expected[name].records, name


@few(8)
@given(worlds(), worlds(), world.days)
def test_what_happens_later_changes_no_earlier_figure(made, other, day):
    """Whoever moves, leaves or joins after the day, the figures up to it stay."""
    scope = Scope(Period(date(2021, 11, 1), max(day, date(2021, 11, 1))))
    with written(made):
        before = {name: register.figures(scope.of(Population(name))) for name in ("全系统", "局机关", "司法所")}
    for person, later in zip(made.people, other.people, strict=False):
        kept = [post for post in person.posts if post[0] <= day]
        if kept and (kept[-1][1] is None or kept[-1][1] > day):
            kept[-1] = (kept[-1][0], day, *kept[-1][2:])
        person.posts = kept + [post for post in later.posts if post[0] > day]
    with written(made):
        for name, figures in before.items():
            assert register.figures(scope.of(Population(name))) == figures


@few(10)
@given(worlds(), st.sampled_from(["人次", "应到人次", "人学时", "发言人次", "主讲人次"]))
def test_the_bureau_and_the_offices_together_are_the_whole_system(made, measure):
    with written(made):
        whole, bureau, offices = (
            register.figure(f"全部活动.{measure}", Scope(YEAR, Population(name)))
            for name in ("全系统", "局机关", "司法所")
        )
        assert whole.numerator == bureau.numerator + offices.numerator
        notes = [register.figure("全部笔记.字数", Scope(YEAR, Population(name))) for name in ("局机关", "司法所")]
        assert sum(note.numerator for note in notes) == register.figure("全部笔记.字数", Scope(YEAR)).numerator


@few(6)
@given(worlds(), st.integers(1, 11))
def test_months_after_the_as_of_day_hold_nothing(made, month):
    as_of = Period.month(2022, month).last
    with written(made):
        found = register.by_month(2022, Scope(YEAR, as_of=as_of))
        for later in range(month + 1, 13):
            for name in every_name():
                if name.partition(".")[0] not in ("在岗", "年度计划", "业务计划"):
                    assert (found[later][name].numerator, found[later][name].records) == (0, 0), name


def test_every_measure_is_recounted_here():
    """So that a new measure is not forgotten."""
    empty = world.World(people=[world.Person("王伟", "", "群众", None, [])])
    by_hand = Recount(empty, YEAR.first, YEAR.last, "全系统", "期末在岗", None)
    subject_of = {"活动": "党课", "角色": "研讨发言", "心得笔记": "学习笔记", "计划": "年度计划", "在岗": "在岗"}
    for kind, measures in MEASURES.items():
        for measure in measures if kind in subject_of else ():  # the lists have recounts of their own
            answer = by_hand.figure(subject_of[kind], measure)
            assert answer == [] or Fraction(answer[0]) == 0
