import weakref
from datetime import date, timedelta

import pytest
from PySide6.QtCore import QRectF, Qt
from PySide6.QtTest import QTest

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, cadres, exports, sessions
from desktop_app.records.series import MissingWeek
from desktop_app.ui import theme
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.pictures import picture as pictures
from desktop_app.ui.style_sheet import style_sheet
from desktop_app.ui.tabs import pictures_page
from desktop_app.ui.tabs.pictures_page import EVERY, PicturesPage
from desktop_app.ui.theme import MARGIN


@pytest.fixture
def page(qtbot, workbench, recorded):
    made = PicturesPage(workbench)
    qtbot.addWidget(made)
    made.resize(1100, 700)
    made.show()
    qtbot.waitUntil(lambda: made._shown is not None)
    return made


@pytest.fixture
def weeks(page):
    return page.views["每周开展情况"]


def read(qtbot, page):
    qtbot.waitUntil(lambda: page.reader.is_idle and not page.is_stale)


def test_it_is_no_wider_than_a_small_screen_shows_at_150_percent(page):
    page.setStyleSheet(style_sheet(theme.LIGHT))
    assert page.minimumSizeHint().width() <= 1280 / 1.5 - 2 * MARGIN


def test_it_shows_the_last_year_with_sessions_as_of_its_last_day(page):
    assert (page.year.year(), page.as_of.text()) == (2022, "截至2022年12月31日")
    assert [name for name, view in page.views.items() if view.picture()] == ["每周开展情况", "各月场次", "学时任务"]
    assert "还没有计划" in page.views["计划进度"]._empty_text


def test_a_held_week_opens_its_sessions(page, weeks, workbench):
    figures = []
    workbench.open_figure.connect(figures.append)
    weeks.choose(("夜学", date(2022, 3, 7)))
    QTest.keyClick(weeks, Qt.Key.Key_Return)
    page.acts["show_records"].trigger()
    assert [(asked.name, asked.scope.period.first) for asked in figures] == [("夜学.次数", date(2022, 3, 7))] * 2


def test_a_missed_week_of_another_year_is_entered_at_once(page, weeks, monkeypatch):
    entered = []
    monkeypatch.setattr(pictures_page, "add_missing", lambda bench, week, parent: entered.append(week.monday))
    weeks.choose(("夜学", date(2022, 3, 14)))
    QTest.keyClick(weeks, Qt.Key.Key_Return)
    assert entered == [date(2022, 3, 14)]


def test_a_missed_week_of_this_year_is_found_among_what_fell_due(qtbot, page, workbench):
    this_year = date(date.today().year, 1, 5)
    missed = MissingWeek(1, "夜学", this_year, this_year + timedelta(6), "")
    with qtbot.waitSignal(workbench.open_section) as opened:
        page.open_mark(pictures.Mark("夜学", QRectF(), "没有夜学", missed))
    assert opened.args == ["总览", "到期事项"]


def test_a_person_is_opened_in_his_file(page, workbench):
    records = []
    workbench.open_record.connect(lambda table, id_: records.append((table, id_)))
    QTest.keyClick(page.views["学时任务"], Qt.Key.Key_Return)
    assert records == [("cadre_file", cadres.listed()[0].id)]


def test_another_population_is_read_anew_and_remembered(qtbot, page, workbench):
    page.population.set_text("司法所")
    read(qtbot, page)
    assert page._shown.population.text == "司法所"
    assert page.views["学时任务"].picture() is None
    assert PicturesPage(workbench).population.text() == "司法所"


def test_what_changed_elsewhere_is_shown(qtbot, page, workbench):
    of_kind = sessions.draft_of(1).category_id
    attendance.save(sessions.add(sessions.fresh(of_kind, date(2022, 3, 14))), {cadres.listed()[0].id: Mark.PRESENT})
    workbench.changed.emit({"session"})
    read(qtbot, page)
    assert page._shown.weekly[0].year.text == "2次"


def test_one_picture_alone_is_shown_and_saved(page, messages, tmp_path, qtbot):
    page.which.set_text("各月场次")
    assert [name for name, view in page.views.items() if not view.isHidden()] == ["各月场次"]
    messages.paths = [tmp_path / "各月.png"]
    page.acts["save_image"].trigger()
    qtbot.waitUntil(page.written.isVisible)
    assert [path.name for path in tmp_path.glob("*.png")] == ["各月.png"]
    assert page.document().title == "2022年各月场次"


def test_what_is_saved_is_logged_with_its_pages(page, messages, tmp_path, qtbot):
    assert page.which.text() == EVERY
    messages.paths = [tmp_path / "全年.pdf"]
    page.acts["save_pdf"].trigger()
    qtbot.waitUntil(page.written.isVisible)
    (row,) = exports.listed()
    assert (row.what, row.pages, row.place) == ("全年", 1, str(tmp_path / "全年.pdf"))


def test_period_population_and_the_day_of_printing_stand_on_paper(page):
    of = page.document()
    assert of.facts == ("统计期间：2022年", "口径：全系统", "未登记：无")
    assert of.stamp.startswith("打印日期：")


def test_pictures_that_are_there_already_are_replaced_only_when_she_agrees(page, messages, tmp_path):
    taken = tmp_path / "图 各月场次.png"
    taken.write_bytes(b"hers")
    messages.paths, messages.answer = [tmp_path / "图.png"], False
    page.acts["save_image"].trigger()
    assert taken.read_bytes() == b"hers"
    assert [title for title, _, _ in messages.asked] == ["已有同名文件"]


def test_an_empty_ledger_says_what_to_do_and_has_nothing_to_save(qtbot, workbench, ledger):
    page = PicturesPage(workbench)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page._shown is not None)
    assert not page.acts["save_pdf"].isEnabled()
    assert all(view._empty_text for view in page.views.values())


def test_it_is_a_section_of_the_first_page(qtbot, ledger, workbench):
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    assert isinstance(window.pages.open("总览", "图表"), PicturesPage)


def test_a_page_is_freed_with_its_last_reference(workbench, recorded):
    page = PicturesPage(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None
