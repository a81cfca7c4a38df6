from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.reading import same_title, titles_in
from desktop_app.records import attendance, history, notes, readings, sessions, units
from desktop_app.records.notes import NoteDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.store.models import FirstTopic

YEAR_END = date(2022, 12, 31)


@pytest.fixture
def listed(people):
    """宪法 for everybody by the end of June, 党章 for party members."""
    readings.add(ReadingDraft(2022, "宪法", "全国人大", "法律法规", deadline=date(2022, 6, 30)))
    readings.add(ReadingDraft(2022, "《党章》", population="党员"))
    return readings.listed(2022)


def read_in(session_id, *titles):
    sessions.change(session_id, replace(sessions.draft_of(session_id), readings=titles))


def row(title="宪法", day=YEAR_END):
    return next(each for each in readings.listed(2022, day) if each.title == title)


def refused(call):
    with pytest.raises(UserError) as caught:
        call()
    return caught.value.field, str(caught.value)


def test_the_list_keeps_its_order_and_says_what_is_open(listed):
    assert [(each.position, each.title, each.state, each.covered, each.should) for each in listed] == [
        (1, "宪法", "超期未学", 0, 4),
        (2, "《党章》", "未学", 0, 1),
    ]
    assert readings.titles(2022) == ["宪法", "《党章》"]


def test_who_attended_a_session_that_read_it_has_covered_it(listed, recorded, people):
    read_in(recorded, "《宪 法》")
    assert (row().state, row().days, row().covered) == ("已学", (date(2022, 3, 7),), 3)
    assert [each.full_name for each in readings.missing(row().id, YEAR_END)] == ["王伟（办公室）"]
    assert row(day=date(2022, 3, 6)).state == "未学"


def test_the_first_topic_covers_a_reading_as_well(listed, recorded):
    with history.journal.step("第一议题"):
        FirstTopic.create(session=recorded, text="学习《宪法》和有关讲话")
    assert row().state == "已学"


def test_a_note_on_it_covers_it_for_its_writer(listed, people):
    notes.add(NoteDraft(people[1].id, "心得体会", date(2022, 4, 1), "学宪法", 800, reading_id=row().id))
    assert (row().state, row().covered) == ("超期未学", 1)
    assert "韩梅梅" not in [each.full_name for each in readings.missing(row().id, YEAR_END)]


def test_absence_covers_nothing_and_making_up_does(listed, recorded, people):
    read_in(recorded, "宪法")
    attendance.save(recorded, {people[0].id: Mark.ABSENT, people[3].id: Mark.MADE_UP})
    assert [each.full_name for each in readings.missing(row().id, YEAR_END)] == ["李雷"]


def test_a_session_of_another_year_or_not_held_covers_nothing(listed, night_study):
    read_in(night_study, "宪法")
    assert row().state == "超期未学"
    readings.add(ReadingDraft(2021, "宪法"))
    assert readings.listed(2021)[0].days == ()


def test_each_person_is_told_what_is_missing(listed, recorded):
    read_in(recorded, "宪法")
    assert {each.cadre.full_name: (each.should, each.missing) for each in readings.by_person(2022)} == {
        "李雷": (2, ("《党章》",)),
        "韩梅梅": (1, ()),
        "王伟（法制股）": (1, ()),
        "王伟（办公室）": (1, ("宪法",)),
    }


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (ReadingDraft(2022, "《》"), "title"),
        (ReadingDraft(22, "民法典"), "year"),
        (ReadingDraft(2022, "民法典", deadline=date(2023, 1, 1)), "deadline"),
    ],
)
def test_what_cannot_be_on_the_list_is_refused_beside_its_field(draft, field):
    assert refused(draft.check)[0] == field


def test_a_title_twice_and_a_population_nobody_knows_are_refused(listed):
    twice, unknown = ReadingDraft(2022, "《宪 法》"), ReadingDraft(2022, "民法典", population="火星所")
    assert refused(lambda: readings.add(twice)) == ("title", "2022年的必学篇目里已经有“宪法”了。")
    assert refused(lambda: readings.add(unknown))[0] == "population"


def test_last_years_list_is_copied_without_what_is_there_already(listed):
    readings.add(ReadingDraft(2023, "党章"))
    readings.copy_last_year(2023)
    assert [(each.title, each.deadline) for each in readings.listed(2023)] == [
        ("党章", None),
        ("宪法", date(2023, 6, 30)),
    ]
    assert refused(lambda: readings.copy_last_year(2023))[1] == "2022年的篇目2023年都有了。"
    assert refused(lambda: readings.copy_last_year(2030))[1] == "2029年没有必学篇目可以复制。"


def test_a_reading_is_changed_removed_and_brought_back_with_its_notes(listed, people):
    notes.add(NoteDraft(people[1].id, "心得体会", date(2022, 4, 1), "学宪法", 800, reading_id=row().id))
    readings.change(row().id, replace(row().draft(), source="州局"))
    readings.remove([row().id])
    assert readings.titles(2022) == ["《党章》"]
    history.undo_last()
    assert (row().source, row().covered) == ("州局", 1)


def test_a_unit_that_is_renamed_stays_whose_a_reading_is(listed, office):
    readings.change(row().id, replace(row().draft(), population="办公室"))
    unit = next(each for each in units.listed() if each.id == office)
    units.change(office, replace(unit.draft(), name="综合办"))
    assert row().population == "综合办"


def test_titles_are_the_same_with_and_without_marks():
    assert same_title("《中 国共产党章程》") == same_title("中国共产党章程")
    assert titles_in("一、传达《甲》《乙》精神\n丙") == {"一、传达甲乙精神", "甲", "乙", "丙"}
