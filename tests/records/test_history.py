from datetime import date

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import cadres, history, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft


def test_where_nothing_was_done_nothing_is_undone(ledger):
    assert history.undoable() is None
    assert history.redoable() is None
    with pytest.raises(UserError, match="没有可以撤销的操作"):
        history.undo_last()
    with pytest.raises(UserError, match="没有可以重做的操作"):
        history.redo_last()


def test_undo_walks_back_to_the_beginning_and_redo_to_the_end(people):
    for _ in range(5):
        history.undo_last()
    assert cadres.listed() == []
    assert units.listed() == []
    for _ in range(5):
        history.redo_last()
    assert cadres.listed() == people
    assert history.redoable() is None


def test_an_older_step_is_undone_alone_where_nothing_hangs_on_it(people, office):
    units.add(UnitDraft("政工科"))
    step = history.undoable()
    cadres.change(people[0].id, CadreDraft("李雷", gender="男"))
    history.undo(step.id)
    assert [unit.name for unit in units.listed()] == ["办公室"]
    assert next(line for line in history.steps(100) if line.id == step.id).undone


def test_a_step_that_later_ones_stand_on_is_not_undone_alone(people, office):
    step = next(line for line in history.steps(100) if line.title == "新增单位“办公室”")
    with pytest.raises(UserError, match="请先撤销后来的操作"):
        history.undo(step.id)
    assert cadres.listed() == people


def test_steps_are_listed_newest_first_page_by_page_and_by_their_words(people):
    titles = [line.title for line in history.steps(100)]
    assert titles[0] == "新增干部“王伟（办公室）”"
    first = history.steps(2)
    assert [line.title for line in [*first, *history.steps(100, before_id=first[-1].id)]] == titles
    assert [line.title for line in history.steps(100, text="王伟")] == titles[:2]


def test_a_step_lists_what_it_changed(people, office):
    cadres.add_posting(people[0].id, PostingDraft(office, date(2022, 1, 1), "主任"))
    ended, begun = history.changes(history.undoable().id)
    assert (ended.before["to_date"], ended.after["to_date"]) == (None, "2021-12-31")
    assert (begun.before, begun.after["post"]) == (None, "主任")
