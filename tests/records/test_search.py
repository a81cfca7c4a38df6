from dataclasses import replace
from datetime import date

import pytest

from desktop_app.records import notes, plans, search, sessions
from desktop_app.records.notes import NoteDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.store import journal
from desktop_app.store.models import Attachment


def found(text):
    return [(line.kind, line.title) for line in search.search(text)]


@pytest.fixture
def session(night_study):
    draft = replace(sessions.draft_of(night_study), readings=("新时代司法所工作规范",), content="大家谈了体会")
    sessions.change(night_study, draft)
    return night_study


def test_nothing_is_found_for_nothing(session):
    assert search.search("  ") == []


@pytest.mark.parametrize("text", ["新", "司法所工作", "谈了体会", "第1次"])
def test_a_session_is_found_by_any_piece_of_what_was_read_or_written(session, text):
    assert found(text) == [("活动", "第1次夜学")]


def test_where_it_was_found_is_shown(session):
    (line,) = search.search("司法所工作规范")
    assert line.detail == "新时代司法所工作规范"
    assert (line.table, line.id) == ("session", session)


@pytest.mark.parametrize("text", ["李雷", "ll", "lilei", "LL", "李　雷"])
def test_a_person_is_found_by_name_and_by_pinyin(people, text):
    assert ("干部", "李雷") in found(text)


def test_homonyms_are_told_apart(people):
    assert found("王伟") == [("干部", "王伟（法制股）"), ("干部", "王伟（办公室）")]


def test_a_note_names_its_author(people):
    notes.add(NoteDraft(people[1].id, "学习笔记", date(2022, 3, 9), "读后感", 900))
    (line,) = search.search("读后")
    assert (line.kind, line.title, line.who) == ("心得笔记", "读后感", "韩梅梅")


def test_a_plan_item_is_found(ledger):
    plans.add(PlanItemDraft(2022, "业务知识培训", "人民调解员培训"))
    assert found("调解员") == [("计划", "人民调解员培训")]


def test_an_attachment_leads_to_its_record(session):
    with journal.step("附件"):
        Attachment.create(session=session, name="签到表扫描.jpg", sha256="0" * 64, size=1, added_on=date(2022, 3, 8))
    (line,) = search.search("签到表")
    assert (line.table, line.id, line.kind) == ("session", session, "附件")


@pytest.mark.parametrize("text", ["%", "_", "'", "\\", "(("])
def test_signs_of_the_query_language_are_only_text(session, text):
    assert search.search(text) == []
