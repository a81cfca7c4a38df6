from dataclasses import replace
from datetime import date, timedelta

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.review import NoteState
from desktop_app.records import cadres, history, notes
from desktop_app.records.notes import ORDERS, NoteDraft, ReviewDraft, Wanted

DAY = date(2022, 3, 7)
SIGNED = ReviewDraft("李书记", date(2022, 4, 2), "好")


@pytest.fixture
def three(people):
    """Notes of 李雷, 韩梅梅 and 王伟（法制股）, in this order."""
    for cadre in people[:3]:
        notes.add(NoteDraft(cadre.id, "学习笔记", DAY, f"{cadre.name}的笔记", 1000))
    return notes.keys(Wanted(), descending=False)


def states(ids):
    return [row.state for row in notes.rows(ids)]


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


@pytest.mark.parametrize(
    ("fields", "field", "sentence"),
    [
        ({"kind": " "}, "kind", "类别"),
        ({"words": -1}, "words", "字数小于零"),
        ({"handed_in_on": date(2019, 1, 1)}, "handed_in_on", "李雷在2019年1月1日不在岗"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(people, fields, field, sentence):
    draft = NoteDraft(**{"cadre_id": people[0].id, "kind": "心得体会", "handed_in_on": DAY, "title": "心得"} | fields)
    found, at = refused(lambda: notes.add(draft))
    assert (sentence in found, at) == (True, field)
    assert notes.keys(Wanted()) == []


def test_a_note_is_not_handed_in_tomorrow(people):
    tomorrow = date.today() + timedelta(1)
    assert refused(lambda: notes.add(NoteDraft(people[0].id, "心得体会", tomorrow, "心得")))[1] == "handed_in_on"


def test_a_reading_note_is_a_study_note(people):
    notes.add(NoteDraft(people[0].id, "读书笔记", DAY, "三月"))
    assert notes.kinds() == ["学习笔记"]


def test_what_is_typed_is_read_again(people):
    draft = NoteDraft(people[0].id, "心得体会", DAY, "三月", 1200, "手写估算", "2022-02", None, "正文")
    notes.add(draft)
    (note,) = notes.keys(Wanted())
    assert notes.draft_of(note) == draft


def test_a_stack_is_signed_in_one_act(three):
    notes.sign(three, SIGNED)
    assert states(three) == [NoteState.SIGNED] * 3
    assert {(row.signer, row.signed_on, row.grade) for row in notes.rows(three)} == {("李书记", date(2022, 4, 2), "好")}
    assert notes.signers() == ["李书记"]


def test_a_selection_with_one_in_the_wrong_state_is_not_signed_at_all(three):
    notes.sign(three[1:2], SIGNED)
    newest = history.steps(1)[0].id
    sentence, _ = refused(lambda: notes.sign(three, SIGNED))
    assert sentence == "韩梅梅的“韩梅梅的笔记”现在是“已签”，不能审签，请重新选择。"
    assert states(three) == [NoteState.WAITING, NoteState.SIGNED, NoteState.WAITING]
    assert history.steps(1)[0].id == newest


@pytest.mark.parametrize(
    ("review", "field"),
    [
        (replace(SIGNED, signer=" "), "signer"),
        (replace(SIGNED, grade="优"), "grade"),
        (replace(SIGNED, on_date=date(2022, 3, 6)), "on_date"),
        (replace(SIGNED, on_date=date.today() + timedelta(1)), "on_date"),
    ],
)
def test_a_signature_names_the_field_that_is_wrong(three, review, field):
    assert refused(lambda: notes.sign(three, review))[1] == field
    assert states(three) == [NoteState.WAITING] * 3


def test_handing_back_asks_for_an_opinion(three):
    assert refused(lambda: notes.hand_back(three, SIGNED))[1] == "opinion"
    assert refused(lambda: notes.hand_back(three, replace(SIGNED, signer="", opinion="太短")))[1] == "signer"


def test_a_note_handed_back_comes_again_and_is_signed(three):
    note = three[:1]
    notes.hand_back(note, replace(SIGNED, grade="", opinion="太短"))
    assert states(note) == [NoteState.RETURNED]
    assert "不能审签" in refused(lambda: notes.sign(note, SIGNED))[0]
    assert refused(lambda: notes.resubmit(note, date(2022, 4, 1)))[1] == "on_date"
    notes.resubmit(note, date(2022, 4, 5))
    notes.sign(note, replace(SIGNED, on_date=date(2022, 4, 8)))
    assert states(note) == [NoteState.SIGNED]
    assert [(act.act, act.on_date.day, act.opinion) for act in notes.reviews(note[0])] == [
        ("退回", 2, "太短"),
        ("重交", 5, ""),
        ("审签", 8, ""),
    ]


def test_changing_a_signed_note_voids_the_signature_visibly(three):
    notes.sign(three, SIGNED)
    notes.change(three[0], replace(notes.draft_of(three[0]), words=1200))
    row = notes.rows(three)[0]
    assert (row.state, row.is_void, row.words) == (NoteState.WAITING, True, 1200)
    assert "原审签作废" in history.undoable().title
    assert notes.reviews(three[0])[-1].opinion == "笔记在审签后有改动"
    assert not any(row.is_void for row in notes.rows(three[1:]))


def test_undoing_the_change_brings_the_signature_back(three):
    notes.sign(three, SIGNED)
    before = notes.rows(three)
    notes.change(three[0], replace(notes.draft_of(three[0]), words=1200))
    assert history.undo_last() == {"note", "review"}
    assert notes.rows(three) == before


def test_a_void_note_can_be_signed_again(three):
    notes.sign(three[:1], SIGNED)
    notes.change(three[0], replace(notes.draft_of(three[0]), words=1200))
    notes.sign(three[:1], replace(SIGNED, on_date=date.today()))
    assert states(three[:1]) == [NoteState.SIGNED]


def test_saving_a_signed_note_unchanged_keeps_the_signature(three):
    notes.sign(three, SIGNED)
    assert notes.change(three[0], notes.draft_of(three[0])) == set()
    assert states(three) == [NoteState.SIGNED] * 3


def test_changing_a_note_that_waits_voids_nothing(three):
    notes.change(three[0], replace(notes.draft_of(three[0]), words=1200))
    assert not notes.rows(three)[0].is_void
    assert notes.reviews(three[0]) == []


def test_a_line_shows_the_unit_of_the_day_it_was_handed_in(three, people):
    cadres.leave(people[0].id, date(2022, 3, 31), "调出")
    assert notes.rows(three)[0].unit == "办公室"
    assert notes.rows(three)[2].full_name == "王伟（法制股）"


def test_a_page_of_the_list_costs_one_query_and_keeps_its_order(three):
    notes.sign(three[:2], SIGNED)
    for wanted in (three[:1], three[::-1]):
        with count_queries() as queries:
            page = notes.rows(wanted)
        assert [row.id for row in page] == wanted
        assert queries.count == 1


@pytest.mark.parametrize("order", ORDERS)
def test_every_order_is_the_same_list_either_way_round(three, people, order):
    notes.add(NoteDraft(people[3].id, "心得体会", date(2022, 2, 1), words=500))
    upwards = notes.keys(Wanted(), order, descending=False)
    assert notes.keys(Wanted(), order)[::-1] == upwards
    assert len(upwards) == 4


def test_what_is_wanted_narrows_the_list(three, people):
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 5, 1), "学 宪法", 500))
    essay = notes.keys(Wanted(kind="心得体会"))
    notes.sign(three[:1], SIGNED)
    notes.hand_back(three[1:2], replace(SIGNED, opinion="太短"))
    for wanted, found in (
        (Wanted(period=Period.month(2022, 5)), essay),
        (Wanted(state="已签"), three[:1]),
        (Wanted(state="退回"), three[1:2]),
        (Wanted(state="待审"), [three[2], *essay]),
        (Wanted(cadre_id=people[0].id), [three[0], *essay]),
        (Wanted(text="王伟"), three[2:]),
        (Wanted(text="HMM"), three[1:2]),
        (Wanted(text="学 宪法"), essay),
        (Wanted(ids=tuple(three[1:])), three[1:]),
        (Wanted(ids=()), []),
    ):
        assert notes.keys(wanted, descending=False) == found, wanted


def test_the_words_of_a_selection(three):
    assert notes.words(three[:2]) == 2000
    assert notes.words([]) == 0


def test_whoever_has_notes_is_not_removed(three, people):
    assert "已有学习记录，不能删除" in refused(lambda: cadres.remove(people[0].id))[0]
