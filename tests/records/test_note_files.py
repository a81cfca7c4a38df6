from datetime import date
from pathlib import Path

import pytest

from desktop_app.core.errors import UserError
from desktop_app.records import attachments, cadres, history, note_files, note_history, notes, readings, sessions
from desktop_app.records.notes import NoteDraft, ReviewDraft, Wanted
from desktop_app.records.readings import ReadingDraft

DAY = date(2022, 4, 2)
KINDS = ("心得体会", "学习笔记", "调研文章")


@pytest.fixture
def file(tmp_path):
    def make(name="笔记.txt", text="学习"):
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return path

    return make


@pytest.fixture
def returned(people):
    """The id of 李雷's note that was handed back on April 1."""
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 20), "三月", 900))
    (note,) = notes.keys(Wanted())
    notes.hand_back([note], ReviewDraft("李书记", date(2022, 4, 1), opinion="太短"))
    return note


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("李雷3月学习笔记.docx", ("李雷", "学习笔记", "3月学习笔记", "2022-03")),
        ("韩梅梅-心得体会-学习党的二十大精神.docx", ("韩梅梅", "心得体会", "心得体会 学习党的二十大精神", "")),
        ("2022-03 李 雷 读书笔记.txt", ("李雷", "学习笔记", "2022 03 读书笔记", "2022-03")),
        ("202202韩梅梅.md", ("韩梅梅", "心得体会", "第一行", "2022-02")),
        ("lilei_12月.docx", ("李雷", "心得体会", "第一行", "2021-12")),
        ("hmm 调研.docx", ("韩梅梅", "调研文章", "调研", "")),
        ("王伟（法制股）笔记(1).docx", ("王伟（法制股）", "学习笔记", "笔记", "")),
        ("扫描件.docx", ("", "心得体会", "扫描件", "")),
    ],
)
def test_the_name_of_a_file_tells_most(people, name, told):
    guess = note_files.guess(Path(name), cadres.listed(), KINDS, DAY, "第一行")
    who = "".join(row.full_name for row in people if row.id in guess.people)
    assert (who, guess.kind, guess.title, guess.period) == told


def test_a_name_that_two_people_bear_stays_open(people):
    guess = note_files.guess(Path("王伟笔记.docx"), cadres.listed(), KINDS, DAY)
    assert (guess.name, len(guess.people)) == ("王伟", 2)


def test_a_stack_is_taken_in_as_one_step_with_its_files(people, file):
    drafts = [NoteDraft(people[n].id, "学习笔记", DAY, f"第{n}篇", 900, "文件统计") for n in range(2)]
    note_files.receive([(drafts[0], file("一.txt", "甲")), (drafts[1], file("二.txt", "乙"))])
    assert history.undoable().title == "收到心得笔记2篇"
    ids = notes.keys(Wanted(), descending=False)
    assert [attachments.listed("note", id_)[0].name for id_ in ids] == ["一.txt", "二.txt"]
    assert history.undo_last() == {"note", "attachment"}
    assert notes.keys(Wanted()) == []


def test_a_stack_with_one_that_is_wrong_is_not_taken_in_at_all(people, file):
    drafts = [NoteDraft(people[n].id, kind, DAY, words=9) for n, kind in enumerate(("学习笔记", " "))]
    sentence, field = refused(lambda: note_files.receive([(each, file(f"{each.cadre_id}.txt")) for each in drafts]))
    assert (field, "类别" in sentence) == ("1.kind", True)
    assert notes.keys(Wanted()) == []


def test_a_file_that_came_before_is_refused(people, file):
    draft = NoteDraft(people[0].id, "学习笔记", DAY, words=9)
    note_files.receive([(draft, file())])
    sentence, field = refused(lambda: note_files.receive([(draft, file("又一份.txt"))]))
    assert (sentence, field) == ("这个文件已经收过了：李雷，2022年4月2日，请去掉这一份。", "file")


def test_the_same_file_twice_in_a_stack_is_refused(people, file):
    draft = NoteDraft(people[0].id, "学习笔记", DAY, words=9)
    assert "完全相同" in refused(lambda: note_files.receive([(draft, file("一.txt")), (draft, file("二.txt"))]))[0]


def test_a_file_is_kept_with_the_note_it_was_counted_from(people, file):
    notes.add(NoteDraft(people[0].id, "学习笔记", DAY, words=2), [file()])
    (note,) = notes.keys(Wanted())
    assert [row.name for row in attachments.listed("note", note)] == ["笔记.txt"]


def test_what_comes_again_may_be_another_text_in_the_same_act(returned, file):
    draft = notes.draft_of(returned)
    again = NoteDraft(**vars(draft) | {"title": "三月（改）", "words": 1500, "words_source": "文件统计"})
    notes.resubmit_changed(returned, DAY, again, [file()])
    assert history.undoable().title == "重交学习笔记：李雷，2022年4月2日"
    (row,) = notes.rows([returned])
    assert (row.state, row.words, row.title) == ("待审", 1500, "三月（改）")
    acts = note_history.acts(returned)
    assert [(act.act, act.opinion) for act in acts] == [("退回", "太短"), ("重交", "")]
    assert "题目：三月 → 三月（改）" in acts[1].changed
    assert "字数：900 → 1500" in acts[1].changed
    assert "新增附件“笔记.txt”" in acts[1].changed


def test_what_comes_again_too_early_is_refused_and_nothing_is_changed(returned):
    again = NoteDraft(**vars(notes.draft_of(returned)) | {"words": 1500})
    assert refused(lambda: notes.resubmit_changed(returned, date(2022, 3, 31), again))[1] == "on_date"
    assert notes.rows([returned])[0].words == 900


def test_a_change_between_the_acts_is_a_line_and_one_that_was_undone_is_none(returned):
    draft = notes.draft_of(returned)
    notes.change(returned, NoteDraft(**vars(draft) | {"words": 700}))
    history.undo_last()
    notes.change(returned, NoteDraft(**vars(draft) | {"words": 1000}))
    assert [(act.act, act.changed) for act in note_history.acts(returned)] == [
        ("退回", ""),
        ("修改", "字数：900 → 1000"),
    ]


def test_an_attachment_that_comes_or_goes_voids_the_signature(people, file):
    notes.add(NoteDraft(people[0].id, "学习笔记", DAY, words=2))
    (note,) = notes.keys(Wanted())
    for act in (
        lambda: attachments.add("note", note, [file()]),
        lambda: attachments.remove([row.id for row in attachments.listed("note", note)]),
        lambda: notes.change(note, notes.draft_of(note), [file("三.txt", "另一份")]),
    ):
        notes.sign([note], ReviewDraft("李书记", date.today()))
        act()
        assert notes.rows([note])[0].is_void
        history.undo_last()
        assert notes.rows([note])[0].state == "已签"
        history.redo_last()


def test_a_session_or_reading_that_goes_voids_the_signatures_of_what_answers_it(recorded, people):
    readings.add(ReadingDraft(2022, "章程"))
    reading = readings.ids(2022)["章程"]
    notes.add(NoteDraft(people[0].id, "学习笔记", DAY, words=2, session_id=recorded))
    notes.add(NoteDraft(people[1].id, "学习笔记", DAY, words=3, reading_id=reading))
    ids = notes.keys(Wanted(), "words", descending=False)
    notes.sign(ids, ReviewDraft("李书记", DAY))
    sessions.remove([recorded])
    assert [row.is_void for row in notes.rows(ids)] == [True, False]
    readings.remove([reading])
    assert [row.is_void for row in notes.rows(ids)] == [True, True]
    assert notes.reviews(ids[1])[-1].opinion == "对应的必学篇目已删除"
