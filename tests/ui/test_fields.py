from datetime import date

import pytest
from PySide6.QtCore import QDate, Qt

from desktop_app.core.errors import UserError
from desktop_app.records import cadres
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.ui.fields import (
    ChoiceField,
    ClockField,
    DateField,
    DayFilter,
    HundredthsField,
    OptionalDateField,
    WholeField,
)
from desktop_app.ui.person_field import PersonField


@pytest.fixture
def add(qtbot):
    def keep(widget):
        qtbot.addWidget(widget)
        return widget

    return keep


def test_a_date_goes_in_and_comes_out(add):
    field = add(DateField(date(2022, 3, 7)))
    assert field.day() == date(2022, 3, 7)
    assert field.text() == "2022-03-07"


@pytest.mark.parametrize("text", ["2022-01-05", "2022-1-5", "2022.1.5"])
def test_a_date_typed_over_another_is_the_one_typed(add, qtbot, text):
    field = add(DateField(date(2026, 11, 22)))
    with qtbot.waitSignal(field.day_changed):
        field.selectAll()
        qtbot.keyClicks(field, text)
        qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.day() == date(2022, 1, 5)
    assert field.text() == "2022-01-05"


@pytest.mark.parametrize("text", ["", "2022-02-30"])
def test_a_date_that_must_be_given_says_so(add, text):
    field = add(DateField(date(2022, 3, 7)))
    field.setObjectName("held_on")
    field.setText(text)
    with pytest.raises(UserError, match=text or "请填写") as error:
        field.day()
    assert error.value.field == "held_on"
    assert field.known() == date(2022, 3, 7)


def test_the_arrow_keys_step_through_the_days(add, qtbot):
    field = add(DateField(date(2022, 2, 28)))
    qtbot.keyClick(field, Qt.Key.Key_Up)
    assert field.day() == date(2022, 3, 1)
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert field.day() == date(2022, 2, 28)


@pytest.mark.parametrize("text", ["", "明天", "2023-01-01"])
def test_a_page_stays_on_its_day_when_another_is_none_of_its_range(add, qtbot, text):
    field = add(DayFilter(date(2022, 3, 7)))
    field.set_range(date(2022, 1, 1), date(2022, 12, 31))
    field.setText(text)
    assert field.day() == date(2022, 3, 7)
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert field.text() == "2022-03-07"


@pytest.mark.parametrize("text", ["2022-03-07", "2022.3.7", "2022年3月7日", " 2022/3/7 "])
def test_an_optional_date_is_read_as_people_write_it(add, text):
    field = add(OptionalDateField())
    field.setText(text)
    assert field.day() == date(2022, 3, 7)
    field.editingFinished.emit()
    assert field.text() == "2022-03-07"


def test_an_optional_date_may_be_empty_but_not_wrong(add):
    field = add(OptionalDateField(date(2022, 3, 7)))
    field.clear()
    assert field.day() is None
    field.setObjectName("joined_on")
    field.setText("明天")
    with pytest.raises(UserError, match="明天") as error:
        field.day()
    assert error.value.field == "joined_on"


def test_a_day_picked_in_the_calendar_is_taken(add):
    field = add(OptionalDateField())
    field._pick()
    field._calendar.clicked.emit(QDate(2022, 3, 7))
    assert field.day() == date(2022, 3, 7)


def test_hours_are_kept_as_hundredths(add):
    field = add(HundredthsField("学时", 150))
    assert field.text() == "1.5"
    field.setText("2")
    assert field.value() == 200
    field.setText("")
    assert field.value() == 0


def test_hours_that_are_no_number_are_named(add):
    field = add(HundredthsField("学时"))
    field.setText("两个")
    with pytest.raises(UserError, match="学时“两个”不是数字"):
        field.value()


def test_words_are_whole(add):
    field = add(WholeField("字数", 1200))
    assert field.value() == 1200
    field.setText("1,500")
    assert field.value() == 1500
    field.setText("约千")
    with pytest.raises(UserError, match="字数“约千”"):
        field.value()


@pytest.mark.parametrize(
    ("typed", "clock"), [("1930", "19:30"), ("9：05", "09:05"), ("19:30", "19:30"), ("晚上", "晚上")]
)
def test_a_time_is_understood_as_it_is_typed(add, typed, clock):
    field = add(ClockField())
    field.setText(typed)
    assert field.clock() == clock


def test_a_choice_offers_words_and_takes_others(add):
    field = add(ChoiceField(["会议室", "礼堂"], "二楼"))
    assert field.text() == "二楼"
    field.set_words(["院坝"])
    assert field.text() == "二楼"


def test_a_fixed_choice_has_only_its_words(add):
    field = add(ChoiceField(["夜学", "党课"], "党课", fixed=True))
    assert field.text() == "党课"
    field.set_words(["夜学"])
    assert field.text() == ""


@pytest.fixture
def field(add, people):
    return add(PersonField(people, several=True))


def test_people_are_found_by_initials_and_by_name(field):
    assert field.matches("ll") == ["李雷"]
    assert field.matches("梅") == ["韩梅梅"]
    assert field.matches("ww") == ["王伟（法制股）", "王伟（办公室）"]


def test_several_people_stand_in_one_field(field, people):
    field.setText("李雷，韩梅梅、李雷")
    assert field.ids() == (people[0].id, people[1].id)


def test_homonyms_are_told_apart(field, people):
    field.setText("王伟（法制股）")
    assert field.ids() == (people[2].id,)
    field.setText("王伟")
    with pytest.raises(UserError, match=r"叫“王伟”的有2人.+法制股.+办公室"):
        field.ids()


def test_a_stranger_is_named(field):
    field.setText("李雷、赵六")
    with pytest.raises(UserError, match="没有“赵六”"):
        field.ids()


def test_a_chosen_name_takes_the_place_of_what_was_typed(field, people):
    field.setText("李雷、wwf")
    field.setCursorPosition(len(field.text()))
    field._put("王伟（法制股）")
    assert field.ids() == (people[0].id, people[2].id)


def test_people_go_in_as_they_come_out(field):
    ids = tuple(row.id for row in cadres.listed())
    field.set_ids(ids)
    assert field.ids() == ids


def test_the_names_offered_are_read_whole_and_down_from_the_last_stays_with_it(qtbot, add, people):
    field = add(PersonField(people))
    field.setFixedWidth(60)
    field.setText("王伟（办")
    field.textEdited.emit(field.text())
    popup = field._popup
    assert popup.viewport().width() > popup.sizeHintForColumn(0)
    assert popup.selectionModel().isSelected(popup.model().index(0, 0))
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert field.text() == "王伟（办公室）"


def test_one_person_means_one(add, people):
    field = add(PersonField(people))
    assert field.id() is None
    field.setText("李雷、韩梅梅")
    with pytest.raises(UserError, match="一个人"):
        field.id()


def test_who_has_no_distinction_is_meant_when_he_was_chosen_although_another_bears_the_name(add, people, office):
    cadres.add(CadreDraft("李雷", "城关所"), PostingDraft(office, date(2022, 1, 1)))
    field = add(PersonField(cadres.listed()))
    field.set_ids([people[0].id])
    assert field.id() == people[0].id
    field.setText("李　雷")
    with pytest.raises(UserError):
        field.id()
