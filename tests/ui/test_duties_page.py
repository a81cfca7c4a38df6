import weakref
from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, cadres, categories, duty_rules, history, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.units import UnitDraft
from desktop_app.ui.dialogs.duty_forms import CapDialog, DayHoursDialog, DutyDialog
from desktop_app.ui.dialogs.duty_rules_dialog import DutyRulesDialog
from desktop_app.ui.dialogs.records_dialog import RecordsDialog
from desktop_app.ui.tabs.duties_page import DutiesPage
from tests.records.undoing import one_ledger, taken_back

TODAY = date.today()


@pytest.fixture(scope="module")
def kept(tmp_path_factory):
    """Four people; 韩梅梅 has 90 hours of this year, nobody else has any; 李雷 is in the party."""
    with one_ledger(tmp_path_factory.mktemp("数据")):
        units.add(UnitDraft("办公室"))
        office = units.listed()[0].id
        for name, status in (("李雷", "中共党员"), ("韩梅梅", ""), ("王伟", ""), ("王芳", "")):
            cadres.add(CadreDraft(name, political_status=status), PostingDraft(office, date(2020, 1, 1)))
        night = next(row.id for row in categories.listed() if row.name == "夜学")
        session = sessions.add(replace(sessions.fresh(night, TODAY), hours=9000))
        attendance.save(session, {cadres.listed()[1].id: Mark.PRESENT})
        duty_rules.remove_duties([row.id for row in duty_rules.duties() if row.name == "网络自学"])
        yield


@pytest.fixture
def studied(kept):
    with taken_back():
        yield


@pytest.fixture
def page(qtbot, workbench, studied):
    page = DutiesPage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.reader.is_idle)
    return page


def names(page):
    model = page.table.rows_model()
    return [model.row_at(number).name for number in range(model.rowCount())]


def test_who_lacks_most_is_first_and_what_he_lacks_is_told(page):
    assert names(page)[0] == "李雷"
    assert names(page)[-1] == "韩梅梅"
    assert page.table.current_row().lack == "科级及以下差90学时或12天；党员差32学时"
    model = page.of_person.rows_model()
    assert [[column.text(model.row_at(number)) for column in model.columns] for number in range(model.rowCount())] == [
        ["科级及以下", "90学时或12天", "0", "0", "差90学时或12天"],
        ["党员", "32学时", "0", "0", "差32学时"],
    ]
    assert page.rate.text() == "应达标人数 4人　达标人数 1人　达标率 25.0%"


def test_the_list_is_narrowed_by_result_and_words(page):
    page.state.setCurrentText("达标")
    assert names(page) == ["韩梅梅"]
    page.state.setCurrentText("未达标")
    page.search.setText("王")
    assert len(names(page)) == 2
    assert page.foot.text().startswith("共2人，未达标2人")


def test_enter_opens_what_the_hours_were_counted_from(page, qtbot):
    page.table.select_id(next(row.id for row in page._rows if row.name == "韩梅梅"))
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    dialog = next(each for each in page.window().children() if isinstance(each, RecordsDialog))
    assert dialog.windowTitle() == "韩梅梅　计入学时"
    assert dialog.total.text() == "合计90学时，0天，由1条记录得来"
    dialog.close()


def test_the_year_of_the_last_session_that_has_come_is_shown_first(qtbot, workbench, studied):
    night = next(row.id for row in categories.listed() if row.name == "夜学")
    sessions.add(sessions.fresh(night, date(TODAY.year + 1, 1, 5)))
    page = DutiesPage(workbench)
    qtbot.addWidget(page)
    assert page.year.year() == TODAY.year


def test_the_rate_opens_as_a_figure_of_the_population_and_year(page, qtbot):
    page.population.set_text("局机关")
    qtbot.waitUntil(lambda: page.reader.is_idle)
    with qtbot.waitSignal(page._workbench.open_figure) as opened:
        page.rate.click()
    (asked,) = opened.args
    name, scope = asked.name, asked.scope
    assert name == "学时达标.达标率"
    assert (scope.population.name, scope.as_of) == ("局机关", TODAY)


def test_a_changed_rule_is_seen_at_once(page, qtbot):
    page._workbench.do(lambda: duty_rules.remove_duties([row.id for row in duty_rules.duties()]))
    qtbot.waitUntil(lambda: page.reader.is_idle)
    assert names(page) == []


def test_a_duty_is_typed_and_refused_beside_its_field(qtbot, workbench, studied):
    dialog = DutyDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.name.setText("党员")
    dialog.hours.setText("40")
    dialog.ranks.setText("科员，主任")
    dialog.party_only.setChecked(True)
    dialog.accept()
    assert "日期重叠" in dialog._problems["from_date"].text()
    dialog.name.setText("党员干部")
    dialog.accept()
    row = duty_rules.duties()[-1]
    assert (row.name, row.hours, row.ranks, row.party_only) == ("党员干部", 4000, "科员、主任", True)


def test_days_and_caps_are_typed(qtbot, workbench, studied):
    days, cap = DayHoursDialog(workbench), CapDialog(workbench)
    for dialog in (days, cap):
        qtbot.addWidget(dialog)
    days.hours.setText("7.5")
    days.half_day.setText("3.5")
    days.accept()
    assert [(row.hours, row.half_day) for row in duty_rules.day_hours()] == [(800, 400), (750, 350)]
    cap.accept()
    assert cap._problems["category_id"].text() == "请选择活动类型。"
    cap.category.set_text("夜学")
    cap.hours.setText("20")
    cap.accept()
    assert [(row.category, row.hours) for row in duty_rules.caps()] == [("夜学", 2000)]


def test_rules_are_changed_with_the_keyboard(qtbot, workbench, studied):
    dialog = DutyRulesDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.duties.table.select_id(duty_rules.duties()[2].id)
    dialog.duties.remove_action.trigger()
    assert [row.name for row in duty_rules.duties()] == ["科级及以下", "县处级以上"]
    assert history.undoable().title == "删除学时任务1项"
    assert dialog.duties.foot.text() == "共2项"


def test_page_and_dialogs_are_freed_with_their_last_reference(qtbot, workbench, studied):
    page = DutiesPage(workbench)
    reader = weakref.ref(page.reader)
    qtbot.waitUntil(lambda: reader().is_idle)
    dialogs = [DutyRulesDialog(workbench), DutyDialog(workbench), DayHoursDialog(workbench), CapDialog(workbench)]
    gone = [weakref.ref(each) for each in (page, *dialogs)]
    del page, dialogs
    assert [ref() for ref in gone] == [None] * 5
