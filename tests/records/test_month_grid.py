from datetime import date

from playhouse.test_utils import count_queries

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.period import Period
from desktop_app.records import attendance, cadres, categories, month_grid, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft

MARCH = Period.month(2022, 3)


def enter(kind, day):
    return sessions.add(sessions.fresh(next(row.id for row in categories.listed() if row.name == kind), day))


def test_the_sessions_of_the_month_stand_across_in_order_and_what_is_off_does_not(recorded):
    later, off = enter("党课", date(2022, 3, 20)), enter("夜学", date(2022, 3, 21))
    enter("夜学", date(2022, 4, 4))
    sessions.call_off(off, "放假")
    grid = month_grid.grid(MARCH)
    assert [session.id for session in grid.sessions] == [recorded, later]
    assert [session.id for session in month_grid.grid(MARCH, "党课").sessions] == [later]
    assert month_grid.categories(MARCH) == ["夜学", "党课"]


def test_a_cell_is_as_of_the_day_of_its_session(recorded, people, office):
    later = enter("夜学", date(2022, 3, 21))
    cadres.leave(people[0].id, date(2022, 3, 10), "退休")
    cadres.add(CadreDraft("新来的"), PostingDraft(office, date(2022, 3, 15)))
    new = cadres.listed()[-1].id if cadres.listed()[-1].name == "新来的" else max(row.id for row in cadres.listed())
    grid = month_grid.grid(MARCH)
    assert grid.stands_on(recorded, people[0].id)
    assert not grid.stands_on(later, people[0].id)
    assert not grid.stands_on(recorded, new)
    assert grid.stands_on(later, new)


def test_names_stand_by_the_unit_of_their_last_day_in_the_month(recorded, people):
    units.add(UnitDraft("政工科"))
    politics = next(unit.id for unit in units.listed() if unit.name == "政工科")
    cadres.add_posting(people[0].id, PostingDraft(politics, date(2022, 3, 15)))
    cadres.add_posting(people[1].id, PostingDraft(politics, date(2022, 4, 1)))
    found = [(person.name, person.unit) for person in month_grid.grid(MARCH).people]
    assert found == [("韩梅梅", "办公室"), ("王伟", "办公室"), ("王伟", "办公室"), ("李雷", "政工科")]


def test_who_has_a_mark_stays_though_not_in_post(recorded, people):
    cadres.leave(people[0].id, date(2022, 1, 1), "调出")
    grid = month_grid.grid(MARCH)
    assert (grid.people[-1].name, grid.people[-1].unit) == ("李雷", month_grid.OUT_OF_POST)
    assert grid.stands_on(recorded, people[0].id)


def test_totals_count_recorded_marks_and_drafts_only_in_their_column(recorded, people):
    draft = enter("夜学", date(2022, 3, 21))
    attendance.save_draft(draft, {people[0].id: Entry(Mark.LEAVE, "病假"), people[1].id: Mark.PRESENT})
    grid = month_grid.grid(MARCH)
    assert grid.of_sessions == {recorded: (3, 4), draft: (1, 2)}
    assert grid.of_people[people[0].id] == (1, 1)
    assert grid.entries[draft, people[0].id].leave_kind == "病假"


def test_the_month_costs_a_handful_of_queries(recorded, people, office):
    for number in range(12):
        cadres.add(CadreDraft(f"干部{number}"), PostingDraft(office, date(2020, 1, 1)))
    with count_queries() as queries:
        month_grid.grid(MARCH)
    assert queries.count <= 4
