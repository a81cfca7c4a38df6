"""The ways from other pages to the 表册, with the session, person or month at hand."""

from datetime import date

import pytest

from desktop_app.core.period import Period
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import OUTPUTS
from desktop_app.records.chase import List
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pages import REPORTS
from desktop_app.ui.tabs.cadre_file_page import CadreFilePage
from desktop_app.ui.tabs.cadres_tab import CadresTab
from desktop_app.ui.tabs.chase_page import SHEETS, ChasePage
from desktop_app.ui.tabs.month_grid_page import MonthGridPage
from desktop_app.ui.tabs.sessions_tab import SessionsTab

MARCH = Period.month(2022, 3)
THIS_YEAR = Period.year(date.today().year)


@pytest.fixture
def opened(workbench):
    """What was asked for: names of outputs with the choice."""
    opened = []
    workbench.open_output.connect(lambda name, choice: opened.append((name, choice)))
    return opened


def shown(qtbot, workbench, page):
    made = page(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def test_the_sheets_of_a_session(qtbot, workbench, recorded, opened):
    page = shown(qtbot, workbench, SessionsTab)
    page.table.select_id(recorded)
    for act in (page.sign_in_action, page.file_action):
        act.trigger()
    assert opened == [(name, Choice(MARCH, session_id=recorded)) for name in ("签到表", "一期一档")]


def test_the_register_of_a_month_and_kind(qtbot, workbench, recorded, opened):
    page = shown(qtbot, workbench, MonthGridPage)
    page.kind.setCurrentText("夜学")
    page.register_action.trigger()
    assert opened == [("出勤登记册", Choice(MARCH, category="夜学"))]


def test_the_record_of_a_cadre_in_the_year_of_his_file(qtbot, workbench, recorded, people, opened):
    page = shown(qtbot, workbench, CadreFilePage)
    page.show_record(people[1].id)
    page.year.setCurrentText("2022年")
    page.record_action.trigger()
    assert opened == [("干部教育培训登记表", Choice(Period.year(2022), cadre_id=people[1].id))]


def test_the_record_of_a_cadre_of_the_roster(qtbot, workbench, people, opened):
    page = shown(qtbot, workbench, CadresTab)
    page.show_record(people[0].id)
    page.record_action.trigger()
    assert opened == [("干部教育培训登记表", Choice(THIS_YEAR, cadre_id=people[0].id))]


def test_the_list_of_who_owes(qtbot, workbench, people, opened):
    page = shown(qtbot, workbench, ChasePage)
    qtbot.waitUntil(lambda: page.reader.is_idle)
    page.sheet_action.trigger()
    assert opened == [("未交名单", Choice(THIS_YEAR))]
    page.show_list(List.RETURNED)
    assert not page.sheet_action.isEnabled()


def test_every_output_that_is_opened_exists():
    assert set(SHEETS.values()) <= {output.name for output in OUTPUTS}


def test_the_window_shows_the_output_that_is_asked_for(qtbot, workbench, recorded, tmp_path):
    window = MainWindow(workbench, tmp_path)
    qtbot.addWidget(window)
    workbench.open_output.emit("签到表", Choice(MARCH, session_id=recorded))
    assert (window.pages.title, window.pages.section_title) == (REPORTS, "表册")
    page = window.pages.tab()
    assert (page.output.name, page.bar.choice().session_id) == ("签到表", recorded)
