import weakref

import pytest

from desktop_app.ui import help_windows, pages
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.sections import Sections

PLACES = {"年度计划": ("plan_tab", "PlanTab"), "花名册": ("cadres_tab", "CadresTab")}


@pytest.fixture
def sections(qtbot, workbench, ledger):
    made = Sections(workbench, PLACES)
    qtbot.addWidget(made)
    return made


def test_only_the_first_section_is_built(sections):
    assert sections.title == "年度计划"
    assert list(sections._sections) == ["年度计划"]


def test_a_section_is_opened_by_its_entry_or_its_keys(sections, qtbot):
    with qtbot.waitSignal(sections.changed):
        sections._entries["花名册"].click()
    assert sections.title == "花名册"
    sections._acts["年度计划"].trigger()
    assert sections.title == "年度计划"
    assert sections._entries["年度计划"].isChecked()


def test_the_actions_are_those_of_the_section_behind_the_ways_to_all(sections):
    sections.open("花名册")
    texts = [action.text() for action in sections.actions() if action]
    assert texts[:2] == ["年度计划", "花名册"]
    assert {action.text() for action in sections.section().actions() if action} <= set(texts)


def test_on_a_small_screen_a_high_page_is_scrolled_and_the_foot_of_the_window_stays(
    qtbot, workbench, ledger, monkeypatch
):
    monkeypatch.setattr("desktop_app.ui.sections.LOW", 100_000)
    made = Sections(workbench, {"花名册": PLACES["花名册"]})
    qtbot.addWidget(made)
    assert made.minimumSizeHint().height() < made.section().minimumSizeHint().height()


def test_the_only_section_stands_alone(qtbot, workbench, ledger):
    alone = Sections(workbench, {"花名册": PLACES["花名册"]})
    qtbot.addWidget(alone)
    assert not alone._entries
    assert alone.actions() == alone.section().actions()


def test_sections_are_freed_with_their_last_reference(workbench, ledger):
    gone = weakref.ref(Sections(workbench, PLACES))
    assert gone() is None


@pytest.fixture
def window(qtbot, workbench, ledger):
    made = MainWindow(workbench, ledger)
    qtbot.addWidget(made)
    made.read()
    return made


@pytest.mark.parametrize("page", pages.PAGES)
def test_no_two_actions_of_a_section_have_the_same_keys(window, page):
    everywhere = [action for action in window.actions() if not action.shortcut().isEmpty()]
    for section in pages.PAGES[page]:
        window.pages.open(page, section)
        here = [action for action in window.pages.actions() if action and not action.shortcut().isEmpty()]
        keys = [action.shortcut().toString() for action in everywhere + here]
        assert sorted(keys) == sorted(set(keys)), section


@pytest.mark.parametrize("page", pages.PAGES)
def test_every_action_of_a_section_has_its_keys_and_its_place_in_a_menu(window, page):
    menus = (*window.menus._of_page.values(), window.menus.edit)
    for section in pages.PAGES[page]:
        window.pages.open(page, section)
        mine = {action for action in window.pages.actions() if action}
        assert [action.text() for action in mine if action.shortcut().isEmpty()] == [], section
        assert mine <= {action for menu in menus for action in menu.actions()}, section


def test_every_section_has_its_chapter_in_the_manual(window):
    reader = help_windows.show_manual(window)
    titles = [title for sections in pages.PAGES.values() for title in sections]
    without = [title for title in titles if help_windows._chapter(reader.text.document(), title) is None]
    assert without == []


def test_f1_opens_the_chapter_of_the_section_at_hand(window):
    window.pages.open("干部", "花名册")
    window.show_manual()
    (reader,) = window.findChildren(help_windows.Reader)
    assert reader.text.textCursor().block().text() == "花名册"
