from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playhouse.test_utils import count_queries

from desktop_app.core import problem
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.problem import ProblemState
from desktop_app.core.scope import Population, Scope
from desktop_app.metrics import evidence, register
from desktop_app.records import history, problems, sessions, units
from desktop_app.records.problems import Closing, NewProblem, ProblemDraft, Wanted
from desktop_app.records.units import UnitDraft

FOUND = date(2022, 3, 7)
DEADLINE = date(2022, 4, 30)
DAYS = st.integers(0, 130)


def found(**fields):
    return ProblemDraft(**{"found_on": FOUND, "content": "台账不全"} | fields)


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def figure(measure, population="全系统", as_of=None):
    return register.figure(f"问题整改.{measure}", Scope(Period.year(2022), Population.parse(population), as_of=as_of))


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"content": " "}, "content"),
        ({"deadline": date(2022, 3, 6)}, "deadline"),
        ({"closed_on": date(2022, 3, 6), "evidence": "报告"}, "closed_on"),
        ({"closed_on": date(2022, 4, 1)}, "evidence"),
        ({"closed_on": date.today() + timedelta(1), "evidence": "报告"}, "closed_on"),
        ({"cadre_id": 1, "unit_id": 1}, "unit_id"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(people, fields, field):
    assert refused(lambda: problems.add(found(**fields)))[1] == field
    assert problems.listed(Wanted()) == []


def test_somebody_who_is_not_in_post_that_day_has_no_problem_of_it(people):
    sentence, field = refused(lambda: problems.add(found(found_on=date(2019, 1, 1), cadre_id=people[0].id)))
    assert (sentence, field) == ("李雷在2019年1月1日不在岗，请核对日期或任职。", "cadre_id")


def test_what_is_typed_is_read_again(recorded, people):
    draft = found(
        session_id=recorded, cadre_id=people[1].id, measure="补齐", responsible="李雷", deadline=DEADLINE,
        closed_on=date(2022, 4, 1), evidence="整改报告",
    )  # fmt: skip
    problems.add(draft)
    (row,) = problems.listed(Wanted())
    assert problems.draft_of(row.id) == draft
    assert (row.cadre, row.unit, row.session[:10], row.state) == ("韩梅梅", "办公室", "2022-03-07", "已整改")


def test_overdue_problems_come_first_and_closed_ones_last(office):
    for content, deadline, closed_on in (
        ("已办", None, date(2022, 3, 8)), ("在办", date(2022, 6, 1), None), ("超期", DEADLINE, None),
        ("不限", None, None),
    ):  # fmt: skip
        problems.add(found(content=content, deadline=deadline, closed_on=closed_on, evidence="报告"))
    rows = problems.listed(Wanted(), date(2022, 5, 1))
    assert [(row.content, row.state) for row in rows] == [
        ("超期", ProblemState.OVERDUE), ("在办", ProblemState.OPEN), ("不限", ProblemState.OPEN),
        ("已办", ProblemState.CLOSED),
    ]  # fmt: skip
    assert [row.content for row in problems.listed(Wanted(state="超期"), date(2022, 5, 1))] == ["超期"]
    assert problems.listed(Wanted(year=2021)) == []


def test_what_was_closed_last_stands_first_among_the_closed(office):
    for content, day in (("先办", 8), ("后办", 20)):
        problems.add(found(content=content, closed_on=date(2022, 3, day), evidence="报告"))
    assert [row.content for row in problems.listed(Wanted())] == ["后办", "先办"]


def test_the_last_day_of_a_deadline_is_not_overdue(office):
    problems.add(found(deadline=DEADLINE))
    assert problems.listed(Wanted(), DEADLINE)[0].state is ProblemState.OPEN
    assert problems.listed(Wanted(), DEADLINE + timedelta(1))[0].state is ProblemState.OVERDUE


def test_several_are_closed_and_taken_up_again_in_one_step(office):
    for content in ("甲", "乙"):
        problems.add(found(content=content))
    ids = [row.id for row in problems.listed(Wanted())]
    assert problems.close(ids, Closing(date(2022, 5, 1), "会议记录")) == {"problem"}
    assert history.undoable().action == "问题办结2个"
    assert {(row.closed_on, row.evidence) for row in problems.listed(Wanted())} == {(date(2022, 5, 1), "会议记录")}
    problems.reopen(ids)
    assert {row.closed_on for row in problems.listed(Wanted())} == {None}
    history.undo_last()
    assert {row.state for row in problems.listed(Wanted())} == {ProblemState.CLOSED}


def test_a_problem_is_not_closed_twice_nor_before_it_was_found(office):
    problems.add(found())
    ids = [problems.listed(Wanted())[0].id]
    assert refused(lambda: problems.close(ids, Closing(date(2022, 3, 6), "报告")))[1] == "closed_on"
    assert refused(lambda: problems.close(ids, Closing(FOUND, "")))[1] == "evidence"
    problems.close(ids, Closing(FOUND, "报告"))
    assert "已在2022年3月7日办结" in refused(lambda: problems.close(ids, Closing(FOUND, "报告")))[0]


def test_figures_are_of_the_day_and_of_the_population(people, office):
    units.add(UnitDraft("城关所", "司法所"))
    township = next(row.id for row in units.listed() if row.name == "城关所")
    problems.add(found(content="个人", cadre_id=people[0].id, deadline=DEADLINE))
    problems.add(found(content="股室", unit_id=office))
    problems.add(found(content="所里", unit_id=township, closed_on=date(2022, 6, 1), evidence="报告"))
    problems.add(found(content="全局"))
    numbers = {
        population: [figure(measure, population).numerator for measure in ("问题数", "已整改数", "超期数")]
        for population in ("全系统", "局机关", "司法所", "办公室党员")
    }
    assert numbers == {"全系统": [4, 1, 1], "局机关": [2, 0, 1], "司法所": [1, 1, 0], "办公室党员": [1, 0, 1]}
    assert figure("已整改数", as_of=date(2022, 5, 31)).numerator == 0
    assert figure("超期数", as_of=DEADLINE).numerator == 0
    assert figure("问题数", as_of=date(2022, 3, 6)).numerator == 0


def test_a_figure_lists_its_problems(people):
    problems.add(found(cadre_id=people[0].id))
    (line,) = evidence.records("问题整改.问题数", Scope(Period.year(2022)))
    assert (line.table, line.title, line.who, line.detail) == ("problem", "台账不全", "李雷", "整改中")


def test_a_new_problem_of_a_session_begins_with_its_day(recorded):
    assert problems.fresh(recorded) == ProblemDraft(FOUND, "", recorded)
    assert problems.fresh().found_on == date.today()


def test_a_problem_outlives_the_session_it_came_from(recorded):
    problems.add(found(session_id=recorded))
    sessions.remove([recorded])
    assert [(row.content, row.session) for row in problems.listed(Wanted())] == [("台账不全", "")]


def test_a_problem_of_a_file_finds_its_session_or_keeps_its_name(recorded, people):
    night = sessions.draft_of(recorded).title
    persons = {("李雷", ""): people[0].id}
    with problems.journal.step("导入"):
        problems.create_named(NewProblem(found(), ("李雷", ""), "", night), persons)
        problems.create_named(NewProblem(found(content="乙"), None, "办公室", "查摆问题会"), persons)
    assert {(row.content, row.cadre, row.unit, bool(row.session_id)) for row in problems.listed(Wanted())} == {
        ("台账不全", "李雷", "办公室", True), ("乙（来源：查摆问题会）", "", "办公室", False),
    }  # fmt: skip
    assert problems.keys() == {(FOUND, "台账不全"), (FOUND, "乙")}


def test_the_list_costs_one_query(people):
    for person in people:
        problems.add(found(content=person.full_name, cadre_id=person.id))
    with count_queries() as queries:
        problems.listed(Wanted())
    assert queries.count == 1


def test_files_are_attached_with_the_problem_in_the_same_step(office, tmp_path):
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"photo")
    problems.add(found(files=(photo,)))
    (row,) = problems.listed(Wanted())
    assert row.attachments == 1
    history.undo_last()
    assert problems.listed(Wanted()) == []


def test_a_unit_with_problems_is_not_removed(ledger):
    units.add(UnitDraft("城关所", "司法所"))
    township = units.listed()[0].id
    problems.add(found(unit_id=township))
    assert "有登记的问题" in refused(lambda: units.remove(township))[0]


@given(st.lists(st.tuples(st.integers(0, 60), st.none() | st.integers(0, 60), st.none() | st.integers(0, 60))), DAYS)
def test_the_figures_agree_with_a_count_problem_by_problem(made, after):
    """A problem by its days since the first: found, deadline, closed."""
    day = FOUND + timedelta(after)
    known = [
        (FOUND + timedelta(found_on), *(None if each is None else FOUND + timedelta(found_on + each) for each in rest))
        for found_on, *rest in made
    ]
    states = [problem.state(deadline, closed_on, day) for found_on, deadline, closed_on in known if found_on <= day]
    for found_on, deadline, closed_on in known:
        before = problem.state(deadline, closed_on, found_on - timedelta(1))
        assert before is ProblemState.OPEN
    closed = sum(closed_on is not None and closed_on <= day for found_on, _, closed_on in known if found_on <= day)
    late = sum(
        deadline is not None and deadline < day and (closed_on is None or closed_on > day)
        for found_on, deadline, closed_on in known
        if found_on <= day
    )
    assert (states.count(ProblemState.CLOSED), states.count(ProblemState.OVERDUE)) == (closed, late)
