import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.records import categories, plans, subjects
from desktop_app.records.categories import CategoryDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.subjects import SubjectDraft

YEAR = Scope(Period.year(2022))


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def row_of(name):
    return next(row for row in categories.listed() if row.name == name)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (CategoryDraft(""), "name"),
        (CategoryDraft("读 书"), "name"),
        (CategoryDraft("读　书"), "name"),
        (CategoryDraft("A+B"), "name"),
        (CategoryDraft("100天"), "name"),
        (CategoryDraft("夜学"), "name"),
        (CategoryDraft("心得体会"), "name"),
        (CategoryDraft("读书", measure_word=" "), "measure_word"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(ledger, draft, field):
    assert refused(lambda: categories.add(draft))[1] == field


def test_a_new_kind_brings_its_figures(ledger):
    categories.add(CategoryDraft("大讲堂", "期"))
    assert register.figure("大讲堂.次数", YEAR).text == "0期"
    assert categories.listed()[-1].draft() == CategoryDraft("大讲堂", "期")


def test_a_new_name_follows_to_the_figures(recorded):
    categories.change(row_of("夜学").id, CategoryDraft("夜读班", "期"))
    assert register.figure("夜读班.次数", YEAR).text == "1期"
    with pytest.raises(UserError, match="没有“夜学”"):
        register.figure("夜学.次数", YEAR)


def test_a_subject_the_clerk_has_made_her_own_keeps_its_name(ledger):
    night = next(row for row in subjects.listed() if row.name == "夜学")
    hers = SubjectDraft("夜学", filter=Filter(categories=(row_of("夜学").uid,), forms=("集中",)))
    subjects.change(night.id, hers)
    categories.change(row_of("夜学").id, CategoryDraft("夜学", "期"))
    categories.change(row_of("夜学").id, CategoryDraft("夜读班", "期"))
    assert "夜学" in register.names()


def test_a_kind_is_not_renamed_to_a_subject(ledger):
    assert refused(lambda: categories.change(row_of("夜学").id, CategoryDraft("全部活动")))[1] == "name"


def test_a_kind_in_use_is_retired_and_not_removed(recorded):
    assert "请设为停用" in refused(lambda: categories.remove(row_of("夜学").id))[0]
    categories.change(row_of("夜学").id, CategoryDraft("夜学", retired=True))
    assert register.figure("夜学.次数", YEAR).numerator == 1


def test_a_kind_that_templates_name_is_not_removed(ledger):
    assert "内置类型" in refused(lambda: categories.remove(row_of("支委会").id))[0]


def test_a_kind_the_plan_counts_is_not_removed(ledger):
    categories.add(CategoryDraft("大讲堂"))
    plans.add(PlanItemDraft(2022, "理论", "大讲堂", subject="大讲堂", measure="次数", target=100))
    assert "年度计划用到了" in refused(lambda: categories.remove(row_of("大讲堂").id))[0]


def test_a_kind_never_used_goes_with_its_subject(ledger):
    categories.add(CategoryDraft("大讲堂"))
    categories.remove(row_of("大讲堂").id)
    assert "大讲堂" not in register.names()
    assert "大讲堂" not in [row.name for row in categories.listed()]


def test_every_kind_of_session_has_a_subject_of_sessions(ledger):
    kinds = {row.name: row.kind for row in subjects.listed()}
    study_time = {"学历提升": SubjectKind.EDUCATION, "法考": SubjectKind.LAW_EXAMS}
    for row in categories.listed():
        assert kinds[row.name] == study_time.get(row.name, SubjectKind.SESSIONS)
