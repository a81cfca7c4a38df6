import weakref
from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop_app.records import cadre_file, cadres, notes
from desktop_app.records.cadre_file import GROUPS, NOTES
from desktop_app.records.notes import NoteDraft
from desktop_app.ui.tabs.cadre_file_page import CadreFilePage


@pytest.fixture
def page(qtbot, workbench, recorded, people):
    notes.add(NoteDraft(people[0].id, "心得体会", date(2022, 3, 9), "体会", 1500))
    made = CadreFilePage(workbench)
    qtbot.addWidget(made)
    made.show()
    made.show_record(people[0].id)
    return made


def titles(page):
    model = page.lines.rows_model()
    return [model.row_at(number).title for number in range(model.rowCount())]


def test_the_last_year_with_records_is_shown_with_its_figures(page):
    assert page.chosen_year() == 2022
    assert page.head.name.text().startswith("李雷　办公室")
    assert page.head.cards["参加"].text() == "1人次 / 1人次"
    assert page.head.cards["心得笔记"].text() == "1篇"
    assert page.foot.text() == "共1条，实到1次，2学时"


def test_this_year_is_shown_first_as_soon_as_it_has_records(qtbot, workbench, people):
    for year in (date.today().year, date.today().year - 1):
        notes.add(NoteDraft(people[0].id, "心得体会", date(year, 1, 1), "体会", 1500))
    page = CadreFilePage(workbench)
    qtbot.addWidget(page)
    assert page.chosen_year() == date.today().year


def test_a_file_is_read_once_when_the_page_opens(qtbot, workbench, recorded, monkeypatch):
    read, asked = cadre_file.read, []
    monkeypatch.setattr(cadre_file, "read", lambda *what: asked.append(what) or read(*what))
    qtbot.addWidget(CadreFilePage(workbench))
    assert len(asked) == 1


def test_each_group_says_how_many_and_lists_them(page):
    page.groups.setCurrentIndex(GROUPS.index(NOTES))
    assert page.groups.tabText(GROUPS.index(NOTES)) == "心得笔记 1"
    assert (titles(page), page.foot.text()) == (["体会"], "共1条，1,500字")


def test_another_year_is_another_file(page):
    page.after_action.trigger()
    assert page.chosen_year() == date.today().year
    assert titles(page) == []
    page.before_action.trigger()
    page.before_action.trigger()
    assert (page.chosen_year(), len(titles(page))) == (None, 1)


def test_enter_opens_the_record(page, qtbot, workbench, recorded):
    page.lines.selectRow(0)
    with qtbot.waitSignal(workbench.open_record) as opened:
        qtbot.keyClick(page.lines, Qt.Key.Key_Return)
    assert opened.args == ["session", recorded]


def test_people_are_found_by_pinyin_and_who_left_is_in_the_list(page, people):
    cadres.leave(people[1].id, date(2022, 6, 30), "退休")
    page.reload()
    page.search.setText("hmm")
    assert page.people.current_row().full_name == "韩梅梅"
    assert "（退休）" in page.head.name.text()
    page.show_record(people[2].id)
    assert page.head.name.text().startswith("王伟（法制股）")


def test_what_lies_on_a_day_not_in_post_is_said_to_count_for_nothing(page, people):
    cadres.leave(people[0].id, date(2022, 3, 1), "调出")
    page.reload()
    assert page.head.cards["参加"].text() == "0人次 / 0人次"
    (line,) = (page.lines.rows_model().row_at(0),)
    assert not line.counts
    assert page.foot.text() == "共1条"


def test_an_empty_ledger_says_where_to_begin(qtbot, workbench, ledger):
    page = CadreFilePage(workbench)
    qtbot.addWidget(page)
    assert "花名册" in page.people._empty_text
    page.open_action.trigger()
    page.roster_action.trigger()


def test_a_page_is_freed_with_its_last_reference(workbench, people):
    page = CadreFilePage(workbench)
    gone = weakref.ref(page)
    del page
    QApplication.sendPostedEvents()
    assert gone() is None
