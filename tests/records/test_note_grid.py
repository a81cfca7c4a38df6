from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.core.errors import UserError
from desktop_app.core.note_entry import Amount, parse_amount
from desktop_app.core.period import Period
from desktop_app.records import cadres, history, note_grid, notes, quotas
from desktop_app.records import settings as office
from desktop_app.records.note_grid import Cell
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.records.quotas import QuotaDraft

MARCH, LAST = Period.month(2022, 3), date(2022, 3, 31)


@pytest.mark.parametrize(
    ("text", "amount"),
    [
        ("1200", Amount(1200)),
        (" 1,200 字", Amount(1200)),
        ("１２００", Amount(1200)),
        ("1.2万", Amount(12000)),
        ("3页", Amount(1200, 3)),
        ("３ 页", Amount(1200, 3)),
        ("", None),
        ("  ", None),
    ],
)
def test_a_cell_is_words_or_pages(text, amount):
    assert parse_amount(text, 400) == amount


@pytest.mark.parametrize("text", ["abc", "0", "-5", "3.5页", "1.23456万", "99999999", "9999页", "三页"])
def test_what_is_no_amount_is_said_as_it_was_typed(text):
    with pytest.raises(UserError, match=f"“{text}”不是字数"):
        parse_amount(text, 400)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 2000), st.integers(1, 900))
def test_pages_are_so_many_times_the_words_of_one(pages, words):
    assert parse_amount(f"{pages}页", words) == Amount(pages * words, pages)


def test_everybody_of_the_month_stands_in_the_grid_with_what_was_handed_in(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 4, 2), words=900, period="2022-03"))
    notes.add(NoteDraft(people[0].id, "学习笔记", LAST, words=100))
    notes.add(NoteDraft(people[1].id, "学习笔记", LAST, words=500, period="2022-02"))
    grid = note_grid.grid(MARCH)
    assert [line.full_name for line in grid.lines] == ["李雷", "韩梅梅", "王伟（法制股）", "王伟（办公室）"]
    ((place, cell),) = grid.cells.items()
    assert (place, len(cell.note_ids), cell.words, cell.signed) == ((people[0].id, "学习笔记"), 2, 1000, 0)


def test_who_left_stays_in_the_grid_where_there_are_notes(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 10), words=900))
    cadres.leave(people[0].id, date(2022, 3, 20), "调出")
    cadres.leave(people[1].id, date(2022, 3, 20), "调出")
    lines = note_grid.grid(MARCH).lines
    assert [(line.name, line.is_in_post) for line in lines] == [("王伟", True), ("王伟", True), ("李雷", False)]


def test_a_kind_that_is_asked_for_has_a_column(people):
    quotas.add(QuotaDraft("青年夜谈", "月", date(2022, 1, 1), notes=1))
    assert "青年夜谈" in note_grid.grid(MARCH).kinds


def test_the_cells_of_a_month_are_one_step(people):
    before = history.steps(1)[0].id
    note_grid.save(MARCH, LAST, {(people[0].id, "学习笔记"): Amount(1200), (people[1].id, "心得体会"): Amount(1200, 3)})
    assert history.undoable().title == "登记2022年3月心得笔记2篇（2022年3月31日交）"
    drafts = [notes.draft_of(id_) for id_ in notes.keys(Wanted(), descending=False)]
    assert [(each.words, each.words_source, each.pages, each.period) for each in drafts] == [
        (1200, "手工录入", None, "2022-03"),
        (1200, "手写估算", 3, "2022-03"),
    ]
    history.undo_last()
    assert notes.keys(Wanted()) == []
    assert history.steps(9)[-1].id <= before


def test_one_who_was_not_in_post_is_named_and_nothing_is_written(people):
    cadres.leave(people[1].id, date(2022, 3, 20), "调出")
    entries = {(people[0].id, "学习笔记"): Amount(1200), (people[1].id, "学习笔记"): Amount(900)}
    with pytest.raises(UserError, match="韩梅梅在2022年3月31日不在岗") as error:
        note_grid.save(MARCH, LAST, entries)
    assert error.value.field == "1.handed_in_on"
    assert notes.keys(Wanted()) == []


def test_signed_notes_are_told_apart(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", LAST, words=900))
    ids = notes.keys(Wanted())
    notes.sign(ids, ReviewDraft("李书记", date(2022, 4, 2)))
    assert note_grid.grid(MARCH).cells == {(people[0].id, "学习笔记"): Cell(tuple(ids), 900, 1)}


def test_the_day_offered_is_the_last_of_the_month_or_today():
    assert note_grid.default_day(MARCH) == LAST
    today = date.today()
    assert note_grid.default_day(Period.year(today.year)) == today


@pytest.mark.parametrize("words", ["", "0", "三百", "-1"])
def test_the_words_of_a_page_are_a_whole_number(ledger, words):
    with pytest.raises(UserError) as error:
        office.change(replace(office.current(), words_to_a_page=words))
    assert error.value.field == "words_to_a_page"
