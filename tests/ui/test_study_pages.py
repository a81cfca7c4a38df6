"""个人培训, 学历提升, 法考 and 必学篇目: their pages and forms."""

import weakref
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.metrics import evidence
from desktop_app.records import education, law_exams, pass_marks, readings, sessions, trainings
from desktop_app.records.education import EducationDraft
from desktop_app.records.law_exams import LawExamDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.records.trainings import TrainingDraft
from desktop_app.ui.dialogs.education_dialog import EducationDialog
from desktop_app.ui.dialogs.law_exam_dialog import LawExamDialog
from desktop_app.ui.dialogs.pass_marks_dialog import PassMarkDialog, PassMarksDialog
from desktop_app.ui.dialogs.reading_dialog import ReadingDialog
from desktop_app.ui.dialogs.records_dialog import RecordsDialog
from desktop_app.ui.dialogs.training_dialog import FinishDialog, TrainingDialog
from desktop_app.ui.pages import PLACE_OF_TABLE
from desktop_app.ui.tabs.education_page import EducationPage
from desktop_app.ui.tabs.law_exams_page import LawExamsPage
from desktop_app.ui.tabs.readings_page import ReadingsPage
from desktop_app.ui.tabs.trainings_page import TrainingsPage

PAGES = (TrainingsPage, EducationPage, LawExamsPage, ReadingsPage)


@pytest.fixture
def studies(recorded, people):
    """A training, a degree, a law exam of 李雷 each; 宪法, read in the night study, and 党章."""
    kind = next(row.id for row in trainings.kinds() if row.name == "网络培训")
    trainings.add(TrainingDraft((people[0].id,), kind, "专题班", date(2022, 4, 1), date(2022, 4, 10), hours=2000))
    education.add(EducationDraft(people[0].id, "云南大学", "本科", date(2020, 9, 1), "毕业", to_date=date(2022, 7, 1)))
    law_exams.add(LawExamDraft(people[0].id, 2022, objective=19000))
    readings.add(ReadingDraft(2022, "宪法", deadline=date(2022, 6, 30)))
    readings.add(ReadingDraft(2022, "党章", population="党员"))
    sessions.change(recorded, replace(sessions.draft_of(recorded), readings=("宪法",)))


@pytest.fixture
def shown(qtbot, workbench, studies):
    def make(kind):
        page = kind(workbench)
        qtbot.addWidget(page)
        page.show()
        if kind is ReadingsPage:
            page.year.set_year(2022)
        return page

    return make


@pytest.fixture
def opened(qtbot):
    def make(dialog):
        qtbot.addWidget(dialog)
        dialog.show()
        return dialog

    return make


def texts(page, number=0):
    model = page.table.rows_model()
    return [model.index(number, column).data() for column in range(model.columnCount())]


@pytest.mark.parametrize("kind", PAGES)
def test_an_empty_page_says_how_to_begin(qtbot, workbench, ledger, kind):
    page = kind(workbench)
    qtbot.addWidget(page)
    assert "Ctrl+N" in page.table._empty_text


@pytest.mark.parametrize(
    ("kind", "line", "foot"),
    [
        (TrainingsPage,
         ["李雷", "办公室", "网络培训", "专题班", "", "2022-04-01", "2022-04-10", "20", "", "结业", ""],
         "共1条：结业1条。结业的按结束日期计入人次和学时。"),
        (EducationPage,
         ["李雷", "办公室", "云南大学", "", "本科", "", "2020-09-01", "2022-07-01", "毕业", "", "", ""],
         "共1条：毕业1条"),
        (LawExamsPage, ["2022", "李雷", "办公室", "全国", "190", "", "客观题通过", "", "", "", ""],
         "共1条：客观题通过1人次"),
        (ReadingsPage, ["1", "宪法", "", "", "全系统", "2022-06-30", "已学", "3月7日", "3/4"],
         "共2篇：已学1篇，未学1篇"),
    ],
)  # fmt: skip
def test_a_page_shows_its_records_and_counts_them(shown, kind, line, foot):
    page = shown(kind)
    assert texts(page) == line
    assert page.foot.text() == foot


@pytest.mark.parametrize(
    ("kind", "choice", "word"),
    [(TrainingsPage, "state", "在学"), (EducationPage, "state", "在读"), (TrainingsPage, "year", "2022年")],
)
def test_a_record_asked_for_is_shown_although_the_choices_hid_it(shown, kind, choice, word):
    page = shown(kind)
    (record_id,) = page.table.rows_model().ids()
    getattr(page, choice).setCurrentText(word)
    page.search.setText("没有的")
    page.show_record(record_id)
    assert page.table.selected_ids() == [record_id]


def test_a_reading_of_another_year_is_shown_in_its_year(shown):
    page = shown(ReadingsPage)
    page.year.setCurrentIndex(0)
    record_id = readings.ids(2022)["党章"]
    page.show_record(record_id)
    assert (page.year.year(), page.table.selected_ids()) == (2022, [record_id])


def test_next_years_list_can_be_begun_and_this_year_is_shown_first(qtbot, workbench, studies):
    page = ReadingsPage(workbench)
    qtbot.addWidget(page)
    assert page.year.year() == date.today().year
    assert page.year.has(date.today().year + 1)


@pytest.mark.parametrize(
    ("act", "headings"),
    [("missing_action", ["姓名", "单位", "职务"]), ("by_person_action", ["姓名", "单位", "没有学的篇目", "差几篇"])],
)
def test_people_are_listed_under_headings_of_people(shown, act, headings):
    page = shown(ReadingsPage)
    page.table.select_id(readings.ids(2022)["宪法"])
    getattr(page, act).trigger()
    (dialog,) = page.findChildren(RecordsDialog)
    assert [column.title for column in dialog.table.rows_model().columns] == headings


def test_removing_asks_and_names_the_readings(shown, messages):
    page = shown(ReadingsPage)
    page.table.select_id(readings.ids(2022)["党章"])
    page.remove_action.trigger()
    assert "《党章》" in messages.asked[0][1]
    assert readings.titles(2022) == ["宪法"]


@pytest.mark.parametrize(
    ("kind", "named"),
    [(TrainingsPage, "李雷的“专题班”"), (EducationPage, "李雷在“云南大学”的本科"), (LawExamsPage, "李雷2022年的法考")],
)
def test_what_is_removed_is_named_first(shown, messages, kind, named):
    page = shown(kind)
    page.table.selectAll()
    page.remove_action.trigger()
    assert messages.asked[0][1].startswith(f"要删除{named}吗？")
    assert page.table.rows_model().rowCount() == 0


@pytest.mark.parametrize(
    ("act", "who"),
    [("missing_action", ["王伟（办公室）"]), ("sessions_action", ["2022-001"]),
     ("by_person_action", ["李雷", "王伟（办公室）", "韩梅梅", "王伟（法制股）"])],
)  # fmt: skip
def test_what_lies_behind_a_reading_is_listed(qtbot, shown, act, who):
    page = shown(ReadingsPage)
    page.table.select_id(readings.ids(2022)["宪法"])
    getattr(page, act).trigger()
    (dialog,) = page.findChildren(RecordsDialog)
    model = dialog.table.rows_model()
    assert [model.row_at(number).who for number in range(model.rowCount())] == who
    dialog.close()


def test_nothing_is_offered_where_nobody_is_missing(shown, people, recorded):
    page = shown(ReadingsPage)
    page.table.select_id(readings.ids(2022)["党章"])
    assert page.missing_action.isEnabled()
    assert not page.sessions_action.isEnabled()


def test_last_years_list_is_copied_at_once(shown, messages):
    page = shown(ReadingsPage)
    page.copy_action.trigger()
    assert messages.warnings == ["2021年没有必学篇目可以复制。"]


def test_one_form_enters_a_training_for_several(workbench, studies, opened):
    dialog = opened(TrainingDialog(workbench, None, trainings.add))
    assert dialog.kind.text() == "网络培训"
    dialog.people.setText("李雷、韩梅梅")
    dialog.name.setText("第二期")
    dialog.accept()
    assert dialog._problems["hours"].text().startswith("结业的请填写学时或天数")
    dialog.from_date.set_day(date(2026, 1, 1))
    dialog.hours.setText("50")
    dialog.accept()
    assert [row.full_name for row in trainings.listed() if row.title == "第二期"] == ["韩梅梅", "李雷"]


def test_those_still_running_are_finished_together(shown, people, monkeypatch):
    (row,) = trainings.listed()
    ids = tuple(each.id for each in people[1:3])
    trainings.add(replace(row.draft(), cadre_ids=ids, state="在学", hours=0))
    page = shown(TrainingsPage)

    def run(dialog):
        dialog.hours.setText("16")
        dialog.accept()

    monkeypatch.setattr(FinishDialog, "run", run)
    page.table.selectAll()
    page.finish_action.trigger()
    assert sorted(each.hours for each in trainings.listed()) == [1600, 1600, 2000]
    assert not page.finish_action.isEnabled()


def test_every_record_behind_a_figure_has_its_place():
    assert set(evidence._LISTS) <= set(PLACE_OF_TABLE)


@pytest.mark.parametrize(
    ("kind", "module"), [(TrainingDialog, trainings), (EducationDialog, education), (LawExamDialog, law_exams)]
)
def test_a_form_gives_back_what_it_was_opened_with(workbench, studies, opened, kind, module):
    (row,) = module.listed()
    dialog = opened(kind(workbench, row, lambda draft: module.change(row.id, draft)))
    given = row.draft()
    assert dialog.draft() == (replace(given, area="全国") if kind is LawExamDialog else given)


def test_a_reading_gives_back_what_it_was_opened_with(workbench, studies, opened):
    for row in readings.listed(2022):
        assert opened(ReadingDialog(workbench, row.draft(), readings.add)).draft() == row.draft()


def test_a_degree_without_its_last_day_is_refused_beside_it(workbench, studies, opened):
    dialog = opened(EducationDialog(workbench, None, education.add))
    dialog.accept()
    assert dialog._problems["cadre_id"].text() == "请填写姓名。"
    dialog.person.setText("韩梅梅")
    dialog.school.setText("中央党校")
    dialog.state.set_text("毕业")
    dialog.accept()
    assert dialog._problems["to_date"].text() == "毕业的请填写毕业日期。"


def test_pass_marks_are_listed_and_changed(workbench, studies, opened):
    dialog = opened(PassMarksDialog(workbench))
    assert texts(dialog) == ["2018年", "全国", "180", "108"]
    row = pass_marks.listed()[0]
    form = opened(PassMarkDialog(workbench, "修改合格线", row.draft(), lambda d: pass_marks.change(row.id, d)))
    form.objective.setText("195")
    form.accept()
    assert texts(dialog)[2] == "195"
    assert law_exams.listed()[0].result == "未通过"


@pytest.mark.parametrize("kind", PAGES)
def test_a_page_is_freed_with_its_last_reference(qtbot, workbench, studies, kind):
    page = kind(workbench)
    gone = weakref.ref(page)
    del page
    assert gone() is None


@pytest.mark.parametrize("kind", ["training", "education", "law exam", "marks", "mark", "reading", "finish"])
def test_a_dialog_is_freed_with_its_last_reference(workbench, studies, kind):
    make = {
        "training": lambda: TrainingDialog(workbench, trainings.listed()[0], trainings.add),
        "education": lambda: EducationDialog(workbench, education.listed()[0], education.add),
        "law exam": lambda: LawExamDialog(workbench, law_exams.listed()[0], law_exams.add),
        "marks": lambda: PassMarksDialog(workbench),
        "mark": lambda: PassMarkDialog(workbench, "合格线", pass_marks.listed()[0].draft(), pass_marks.add),
        "finish": lambda: FinishDialog(workbench, trainings.listed(), trainings.listed),
        "reading": lambda: ReadingDialog(workbench, ReadingDraft(2022, "甲"), readings.add),
    }
    dialog = make[kind]()
    gone = weakref.ref(dialog)
    del dialog
    assert gone() is None
