import weakref
from dataclasses import replace
from datetime import date, timedelta

import pytest
from PySide6.QtGui import QGuiApplication

from desktop_app.core.schedule import monday
from desktop_app.records import categories, due, holidays, series, session_list, sessions
from desktop_app.ui.dialogs.holidays_dialog import HolidayDialog, HolidaysDialog, NoticeDialog
from desktop_app.ui.dialogs.postpone_dialog import PostponeDialog
from desktop_app.ui.dialogs.series_dialog import SeriesDialog
from desktop_app.ui.dialogs.session_dialog import SessionDialog
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.tabs.overview_tab import OverviewTab
from desktop_app.ui.tabs.series_page import SeriesPage

FAR = 2060
MONDAY = monday(date.today())


@pytest.fixture
def kind(ledger):
    return next(row.id for row in categories.listed() if row.name == "夜学")


@pytest.fixture
def night(kind):
    """夜学 on Mondays since last week; gives its row."""
    series.add(replace(series.fresh(kind, MONDAY - timedelta(7)), weekdays=(1,), skips_holidays=False))
    return series.listed()[0]


# The list


def test_the_list_tells_what_is_held_when(qtbot, night, workbench):
    page = SeriesPage(workbench)
    qtbot.addWidget(page)
    row = page.table.rows_model().row_at(0)
    told = {column.title: column.text(row) for column in page.columns}
    assert (told["类型"], told["星期"], told["使用"]) == ("夜学", "每周一", "在用")
    assert told["起止"] == f"{row.from_date} 起"
    ended = replace(row, to_date=date.today() - timedelta(1))
    assert page.columns[-1].text(ended) == "已结束"


def test_before_one_is_removed_it_is_said_what_stays(qtbot, night, workbench, messages):
    due.settle([due.Decision(each, due.Choice.RECORD) for each in due.fallen_due(MONDAY)])
    page = SeriesPage(workbench)
    qtbot.addWidget(page)
    page.table.select_id(night.id)
    page.remove()
    assert "由它产生的2场活动保留" in messages.asked[0][1]
    assert not series.listed()


# One of it


def test_the_next_five_days_follow_what_is_typed(qtbot, kind, workbench):
    dialog = SeriesDialog(workbench)
    qtbot.addWidget(dialog)
    assert "填好星期" in dialog.next.text()
    dialog.skips_holidays.setChecked(False)
    dialog.weekdays.button("周三").click()
    days = [line[:10] for line in dialog.next.text().splitlines()[1:6]]
    first = next(day for day in (date.today() + timedelta(number) for number in range(7)) if day.isoweekday() == 3)
    assert days == [(first + timedelta(7 * number)).isoformat() for number in range(5)]
    dialog.every_weeks.set_value(2)
    assert dialog.next.text().splitlines()[2][:10] != days[1]


def test_days_off_are_told_and_a_year_nobody_knows_as_well(qtbot, kind, workbench):
    dialog = SeriesDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.weekdays.button("周一").click()
    dialog.from_date.setText(f"{FAR}-01-05")
    assert f"{FAR}年的节假日还没有录入" in dialog.next.text()
    holidays.add(holidays.HolidayDraft(date(FAR, 1, 12), name="元旦"))
    dialog.from_date.setText(f"{FAR}-01-04")
    assert dialog.next.text().endswith(f"避开：{FAR}-01-12元旦放假")


def test_another_kind_fills_in_what_it_usually_has(qtbot, kind, workbench):
    dialog = SeriesDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.category.set_text("夜学")
    usual = series.fresh(kind, date.today())
    assert (dialog.start.text(), dialog.hours.value()) == (usual.start, usual.hours)


def test_the_hours_follow_the_times_until_they_are_typed(qtbot, kind, workbench):
    dialog = SeriesDialog(workbench)
    qtbot.addWidget(dialog)
    for field, text in ((dialog.start, "19:00"), (dialog.end, "21:30")):
        field.setText(text)
        field.editingFinished.emit()
    assert dialog.hours.text() == "2.5"
    dialog.hours.setText("2")
    dialog.end.setText("22:00")
    dialog.end.editingFinished.emit()
    assert dialog.hours.text() == "2"


def test_a_series_that_runs_is_changed_from_today_on(qtbot, night, workbench):
    dialog = SeriesDialog(workbench, night)
    qtbot.addWidget(dialog)
    assert dialog.draft() == (night.draft(), date.today() if night.from_date < date.today() else None)
    dialog.since.setText(MONDAY.isoformat())
    dialog.weekdays.choose(["周二"])
    dialog.accept()
    assert [(row.weekdays, row.to_date) for row in series.listed()] == [("2", None), ("1", MONDAY - timedelta(1))]


def test_what_is_wrong_is_said_beside_its_field(qtbot, night, workbench):
    dialog = SeriesDialog(workbench)
    qtbot.addWidget(dialog)
    dialog.category.set_text("夜学")
    dialog.weekdays.button("周一").click()
    dialog.accept()
    assert "已经有例行安排了" in dialog._problems["weekdays"].text()
    dialog.to_date.setText("2020-01-01")
    dialog.accept()
    assert "结束日期早于开始日期" in dialog._problems["to_date"].text()


# Days off


def test_a_year_without_days_says_so_and_takes_a_notice(qtbot, ledger, workbench):
    dialog = HolidaysDialog(workbench, date.today().year + 1)
    qtbot.addWidget(dialog)
    year = int(dialog.year.currentText())
    QGuiApplication.clipboard().setText("国庆节：10月1日至7日放假，10月9日上班。")
    notice = NoticeDialog(workbench, year)
    qtbot.addWidget(notice)
    assert notice.found.text().startswith("认出放假7天，上班1天：10月9日按周")
    notice.accept()
    assert dialog.table.rows_model().rowCount() >= 8
    assert dialog.notice.isHidden()


def test_a_day_of_another_year_is_shown_once_it_is_added(qtbot, ledger, workbench, monkeypatch):
    dialog = HolidaysDialog(workbench, 2022)
    qtbot.addWidget(dialog)

    def fill(form):
        form.day.setText("2021-12-31")
        form.accept()
        return True

    monkeypatch.setattr(HolidayDialog, "run", fill)
    dialog.add()
    assert dialog.year.text() == "2021"
    assert date(2021, 12, 31) in [row.day for row in holidays.listed(2021)]


def test_a_notice_without_a_day_is_refused_beside_its_text(qtbot, ledger, workbench):
    QGuiApplication.clipboard().clear()
    notice = NoticeDialog(workbench, FAR)
    qtbot.addWidget(notice)
    notice.text.setPlainText("祝大家节日快乐")
    notice.accept()
    assert "没有认出日期" in notice._problems["text"].text()
    assert notice.text.toPlainText() == "祝大家节日快乐"


def test_only_typed_days_can_be_removed(qtbot, ledger, workbench):
    dialog = HolidaysDialog(workbench, 2022)
    qtbot.addWidget(dialog)
    row = dialog.table.rows_model().row_at(0)
    dialog.table.select_id(row.id)
    assert not dialog.remove_action.isEnabled()
    form = HolidayDialog(workbench, row, 2022)
    qtbot.addWidget(form)
    assert not form.as_weekday.isEnabled()
    form.kind.set_text("上班")
    form.as_weekday.set_text("周三")
    form.accept()
    assert dialog.table.rows_model().row_at(0).special.as_weekday == 3
    assert dialog.remove_action.isEnabled()
    dialog.remove()
    assert dialog.table.rows_model().row_at(0).typed_id is None


# What it leads to


def test_a_session_is_put_off_and_both_days_stay(qtbot, night_study, workbench):
    (row,) = session_list.rows([night_study])
    dialog = PostponeDialog(workbench, row)
    qtbot.addWidget(dialog)
    dialog.day.set_day(row.held_on)
    dialog.accept()
    assert "应晚于" in dialog._problems["held_on"].text()
    dialog.day.set_day(date(2022, 3, 9))
    dialog.reason.setText("停电")
    dialog.accept()
    assert sessions.draft_of(night_study).reason == "停电"
    (moved,) = session_list.rows([night_study])
    form = SessionDialog(workbench, sessions.draft_of(night_study), sessions.add, session_id=night_study)
    qtbot.addWidget(form)
    assert form.draft().reason == "停电"
    assert (moved.planned_on, moved.held_on, moved.was_moved) == (date(2022, 3, 7), date(2022, 3, 9), True)


def test_the_first_page_counts_what_fell_due_and_leads_there(qtbot, night, workbench):
    tab = OverviewTab(workbench)
    qtbot.addWidget(tab)
    tab.reload()
    assert tab.fallen_due.text() == "到期事项2项等着决定"
    with qtbot.waitSignal(workbench.open_section) as opened:
        tab.fallen_due.click()
    assert opened.args == ["总览", "到期事项"]


def test_the_window_opens_there_only_when_something_new_fell_due(qtbot, ledger, night, workbench, look):
    look.due_shown = date.today()
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    window.show_due()
    assert window.pages.section_title == "总览"
    look.due_shown = MONDAY - timedelta(1)
    window.show_due()
    assert (window.pages.title, window.pages.section_title) == ("总览", "到期事项")


def test_the_first_paint_does_not_wait_for_it(qtbot, ledger, night, workbench, monkeypatch):
    asked = []
    monkeypatch.setattr(due, "fell_since", lambda last, today: asked.append(last))
    window = MainWindow(workbench, ledger)
    qtbot.addWidget(window)
    window.read()
    assert not asked
    qtbot.waitUntil(lambda: asked == [None])


def test_they_are_freed_with_their_last_reference(qapp, night, workbench):
    made = [
        SeriesPage(workbench), SeriesDialog(workbench), SeriesDialog(workbench, night), HolidaysDialog(workbench),
        NoticeDialog(workbench, FAR), HolidayDialog(workbench, None, FAR),
    ]  # fmt: skip
    gone = [weakref.ref(each) for each in made]
    made.clear()
    assert [each() for each in gone] == [None] * len(gone)
