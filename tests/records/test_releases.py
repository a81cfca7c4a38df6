from datetime import date
from fractions import Fraction

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Asked, Population, Scope
from desktop_app.metrics import register
from desktop_app.records import (
    attendance,
    cadres,
    history,
    notes,
    release_causes,
    releases,
    session_list,
    sessions,
    subjects,
    units,
)
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.notes import NoteDraft
from desktop_app.records.release_causes import Fate
from desktop_app.records.releases import Frozen, ReleaseDraft

MARCH = Scope(Period.month(2022, 3))
NAMES = ("夜学.次数", "夜学.人次", "夜学.题目", "心得体会.人均字数", "夜学.人学时")


def frozen(*asked):
    now = register.answers(asked)
    return tuple(Frozen.of(each.name, each, now[each]) for each in asked)


def draft(*asked, **changed):
    given = {"recipient": "县委组织部", "released_on": date(2022, 4, 1)} | changed
    return ReleaseDraft("月度统计表", "三月统计表", MARCH.period, Population(), figures=frozen(*asked), **given)


@pytest.fixture
def reported(recorded, people):
    """March as it was reported: five figures of everybody and one of Li Lei."""
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 3, 9), "心得", 1200))
    asked = [Asked(name, MARCH) for name in NAMES]
    releases.add(draft(*asked, Asked("夜学.人次", MARCH, people[0].id)))
    (row,) = releases.listed()
    return row.id


def changed_names(release_id):
    return [each.then.asked.name for each in releases.differences(release_id)]


def causes_of(release_id, name):
    """Return the causes of the difference of a figure of everybody."""
    asked = Asked(name, MARCH)
    found = [each for each in releases.differences(release_id) if each.then.asked == asked]
    return release_causes.causes(release_id, found)[found[0].id]


def test_figures_come_back_exactly_as_they_were_reported(reported, people):
    kept = releases.figures_of(reported)
    assert [each.asked for each in kept] == [
        *(Asked(name, MARCH) for name in NAMES), Asked("夜学.人次", MARCH, people[0].id)
    ]  # fmt: skip
    assert [each.text for each in kept[:2]] == ["1次", "3人次"]
    assert (kept[3].numerator, kept[3].denominator) == (1200, 4)
    assert kept[-1].numerator == Fraction(1)


def test_nothing_differs_while_nothing_has_changed(reported):
    assert releases.differences(reported) == []


def test_a_later_mark_is_told_with_then_now_and_the_step_that_made_it(reported, recorded, people):
    attendance.save(recorded, {people[3].id: Mark.PRESENT})
    (came, hours) = releases.differences(reported)
    assert (came.then.asked.name, came.then.text, came.now.text) == ("夜学.人次", "3人次", "4人次")
    assert hours.then.asked.name == "夜学.人学时"
    (cause,) = causes_of(reported, "夜学.人次")
    assert (cause.fate, cause.record.who) == (Fate.CAME, people[3].full_name)
    assert cause.action == history.undoable().title
    assert cause.at.date() == date.today()


def test_whose_marks_came_and_went_is_told_each_by_his_own_step(reported, recorded, people):
    attendance.save(recorded, {people[0].id: Mark.ABSENT, people[1].id: Mark.ABSENT})
    action = history.undoable().title
    attendance.save(recorded, {people[3].id: Mark.LATE})
    found = {(each.fate, each.record.who): each.action for each in causes_of(reported, "夜学.人次")}
    last = history.undoable().title
    assert found == {
        (Fate.WENT, "李雷"): action, (Fate.WENT, "韩梅梅"): action, (Fate.CAME, people[3].full_name): last
    }  # fmt: skip


def test_a_figure_of_one_person_is_followed_as_well(reported, recorded, people):
    attendance.save(recorded, {people[0].id: Mark.ABSENT})
    mine = [each for each in releases.differences(reported) if each.then.asked.cadre_id]
    assert [(each.then.text, each.now.text) for each in mine] == [("1人次", "0人次")]


def test_a_deleted_session_is_named_although_it_is_gone(reported, recorded):
    sessions.remove([recorded])
    assert changed_names(reported)[:3] == ["夜学.次数", "夜学.人次", "夜学.题目"]
    (cause,) = causes_of(reported, "夜学.次数")
    assert (cause.fate, cause.record.kind) == (Fate.WENT, "夜学")


def test_changed_words_of_a_note_are_told_with_what_they_were(reported):
    (note,) = notes.rows(notes.keys(notes.Wanted()))
    notes.change(note.id, NoteDraft(note.cadre_id, "心得体会", date(2022, 3, 9), "心得", 900))
    (cause,) = causes_of(reported, "心得体会.人均字数")
    assert cause.fate is Fate.CHANGED
    assert cause.was == "1200字"
    assert cause.record.detail == "900字"


def test_who_came_into_post_explains_a_figure_per_head(reported):
    (office,) = units.listed()
    cadres.add(CadreDraft("新人"), PostingDraft(office.id, date(2022, 3, 1)))
    (per_head,) = [each for each in releases.differences(reported) if each.then.asked.name == "心得体会.人均字数"]
    assert (per_head.then.denominator, per_head.now.denominator) == (4, 5)
    assert [each.record.who for each in causes_of(reported, "心得体会.人均字数")] == ["新人"]


def test_a_figure_that_can_no_longer_be_asked_says_so(recorded, people):
    new = subjects.listed()[0].draft()
    subjects.add(subjects.SubjectDraft("自定夜学", filter=new.filter))
    releases.add(draft(Asked("自定夜学.次数", MARCH)))
    own = next(row for row in subjects.listed() if row.name == "自定夜学")
    subjects.remove(own.id)
    (row,) = releases.listed()
    (gone,) = releases.differences(row.id)
    assert gone.now is None
    assert release_causes.causes(row.id, [gone]) == {}


def test_a_correction_is_linked_to_what_it_takes_the_place_of(reported):
    releases.add(draft(Asked("夜学.次数", MARCH), released_on=date(2022, 5, 1), corrects=reported))
    new, old = releases.listed()
    assert new.corrects == old.id == reported
    assert old.corrected_on == date(2022, 5, 1)


@pytest.mark.parametrize(("changed", "field"), [
    ({"recipient": " "}, "recipient"), ({"released_on": date(2999, 1, 1)}, "released_on"),
])  # fmt: skip
def test_what_is_missing_is_said_beside_its_field(recorded, changed, field):
    with pytest.raises(UserError) as refused:
        releases.add(draft(Asked("夜学.次数", MARCH), **changed))
    assert refused.value.field == field
    assert releases.listed() == []


def test_a_release_is_one_step_and_undone_as_one(reported):
    history.undo_last()
    assert releases.listed() == []
    assert session_list.keys(session_list.Wanted())
    assert cadres.listed()


def test_what_takes_the_place_of_a_release_that_was_undone_since_is_refused(reported):
    correction = draft(Asked("夜学.次数", MARCH), corrects=reported)
    history.undo_last()
    with pytest.raises(UserError, match="已经撤销"):
        releases.add(correction)
