import weakref
from datetime import date

import pytest

from desktop_app.records import cadres, problems
from desktop_app.records.problems import ProblemDraft, Wanted
from desktop_app.ui.dialogs.problem_dialog import ClosingDialog, ProblemDialog
from desktop_app.ui.tabs.problems_page import ProblemsPage

FOUND = date(2022, 3, 7)


@pytest.fixture
def page(qtbot, workbench, recorded, people):
    problems.add(ProblemDraft(FOUND, "卷宗不全", recorded, cadre_id=people[1].id, deadline=date(2022, 4, 1)))
    problems.add(ProblemDraft(FOUND, "用语不规范", closed_on=date(2022, 4, 1), evidence="签到表"))
    problems.add(ProblemDraft(FOUND, "记录不全"))
    made = ProblemsPage(workbench)
    qtbot.addWidget(made)
    made.show()
    return made


def shown(page):
    return [page.table.rows_model().row_at(number).content for number in range(page.table.rows_model().rowCount())]


def choose(page, *contents):
    page.table.select_ids([row.id for row in problems.listed(Wanted()) if row.content in contents])


def test_an_empty_page_says_how_to_begin(qtbot, workbench, ledger):
    page = ProblemsPage(workbench)
    qtbot.addWidget(page)
    assert "Ctrl+N" in page.table._empty_text


def test_what_is_overdue_stands_first_and_is_counted_below(page):
    assert shown(page) == ["卷宗不全", "记录不全", "用语不规范"]
    assert page.foot.text() == "共3个：超期1个，整改中1个，已整改1个"


def test_the_list_is_narrowed_by_state_unit_and_year(page):
    page.state.setCurrentText("已整改")
    assert shown(page) == ["用语不规范"]
    page.state.setCurrentIndex(0)
    page.unit.setCurrentText("办公室")
    assert shown(page) == ["卷宗不全"]
    page.year.setCurrentText(f"{date.today().year}年")
    assert shown(page) == []


def test_several_are_closed_with_one_proof(page, monkeypatch):
    def run(dialog):
        dialog.closed_on.set_day(date(2022, 5, 1))
        dialog.evidence.setText("整改报告")
        dialog.accept()

    monkeypatch.setattr(ClosingDialog, "run", run)
    choose(page, "卷宗不全", "记录不全", "用语不规范")
    page.close_action.trigger()
    assert {row.evidence for row in problems.listed(Wanted())} == {"整改报告", "签到表"}
    assert not page.close_action.isEnabled()


def test_a_closed_one_is_taken_up_again(page):
    choose(page, "用语不规范")
    page.reopen_action.trigger()
    assert {row.closed_on for row in problems.listed(Wanted())} == {None}


def test_the_session_a_problem_comes_from_is_opened(page, workbench, recorded):
    asked = []
    workbench.open_record.connect(lambda table, record_id: asked.append((table, record_id)))
    choose(page, "卷宗不全")
    page.source_action.trigger()
    assert asked == [("session", recorded)]
    choose(page, "记录不全")
    assert not page.source_action.isEnabled()


def test_a_problem_behind_a_figure_is_shown_whatever_hides_it(page):
    page.state.setCurrentText("超期")
    wanted = next(row.id for row in problems.listed(Wanted()) if row.content == "用语不规范")
    page.show_record(wanted)
    assert page.table.selected_ids() == [wanted]


def test_a_new_problem_is_chosen_in_the_list(page, monkeypatch):
    def run(dialog):
        dialog.content.setPlainText("新的问题")
        dialog.accept()
        return True

    monkeypatch.setattr(ProblemDialog, "run", run)
    page.add_action.trigger()
    assert page.chosen().content == "新的问题"
    assert page.chosen().found_on == date.today()


def test_deleting_names_what_goes_with_the_problem(page, messages, tmp_path):
    photo = tmp_path / "现场.jpg"
    photo.write_bytes(b"photo")
    problems.add(ProblemDraft(FOUND, "有照片", files=(photo,)))
    page.reload()
    choose(page, "有照片")
    page.remove_action.trigger()
    assert messages.asked[-1][1] == "要删除所选的1个问题吗？其中的1个附件一并删除。可以用 Ctrl+Z 恢复。"
    assert "有照片" not in {row.content for row in problems.listed(Wanted())}


@pytest.fixture
def dialog(qtbot, workbench, recorded):
    made = ProblemDialog(workbench, problems.fresh(recorded), problems.add)
    qtbot.addWidget(made)
    return made


def test_a_problem_of_a_session_begins_with_its_day(dialog, recorded):
    dialog.content.setPlainText("笔记抄写多")
    dialog.accept()
    (row,) = problems.listed(Wanted())
    assert (row.session_id, row.found_on) == (recorded, FOUND)


def test_a_deadline_before_the_day_is_refused_beside_it_and_nothing_is_lost(dialog):
    dialog.content.setPlainText("笔记抄写多")
    dialog.deadline.setText("2022-03-06")
    dialog.accept()
    assert "早于发现日期" in dialog._problems["deadline"].text()
    assert dialog.content.toPlainText() == "笔记抄写多"


def test_a_unit_nobody_knows_is_refused_beside_it(dialog):
    dialog.content.setPlainText("笔记抄写多")
    dialog.unit.set_text("火星所")
    dialog.accept()
    assert "火星所" in dialog._problems["unit_id"].text()


def test_somebody_who_left_is_still_the_one_a_problem_is_of(qtbot, workbench, recorded, people):
    problems.add(ProblemDraft(FOUND, "卷宗不全", cadre_id=people[1].id))
    (row,) = problems.listed(Wanted())
    cadres.leave(people[1].id, date(2022, 6, 30), "调出")
    dialog = ProblemDialog(workbench, problems.draft_of(row.id), problems.add, problem_id=row.id)
    qtbot.addWidget(dialog)
    assert dialog.draft() == problems.draft_of(row.id)


def test_a_page_and_a_dialog_are_freed_with_their_last_reference(workbench, recorded):
    page, dialog = ProblemsPage(workbench), ProblemDialog(workbench, problems.fresh(recorded), problems.add)
    problems.add(ProblemDraft(FOUND, "记录不全"))
    closing = ClosingDialog(workbench, problems.listed(Wanted()), problems.remove)
    gone = [weakref.ref(each) for each in (page, dialog, closing)]
    del page, dialog, closing
    assert [each() for each in gone] == [None, None, None]
