import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics import register
from desktop_app.records import categories, plans, subjects
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.subjects import SubjectDraft

SPEECHES = Filter(role="研讨发言")


def refused(act):
    with pytest.raises(UserError) as error:
        act()
    return str(error.value), error.value.field


def id_of(name):
    return next(row.id for row in subjects.listed() if row.name == name)


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (SubjectDraft(""), "name"),
        (SubjectDraft("我的.品牌"), "name"),
        (SubjectDraft("“品牌”"), "name"),
        (SubjectDraft("1号品牌"), "name"),
        (SubjectDraft("夜学"), "name"),
        (SubjectDraft("发言", SubjectKind.PARTS), "role"),
        (SubjectDraft("党课", filter=Filter(leadership=("支部书记",))), "role"),
    ],
)
def test_a_draft_names_the_field_that_is_wrong(ledger, draft, field):
    assert refused(lambda: subjects.add(draft))[1] == field


def test_her_own_subject_counts_at_once(recorded):
    subjects.add(SubjectDraft("集中学习", measure_word="场", filter=Filter(forms=("集中",), title_has="第1次")))
    assert register.figure("集中学习.次数", Scope(Period.year(2022))).text == "1场"
    newest = max(subjects.listed(), key=lambda row: row.id)
    assert newest.draft().filter == Filter(forms=("集中",), title_has="第1次")


def test_what_a_built_in_subject_is_called_and_counts_stays(ledger):
    night = id_of("夜学")
    assert refused(lambda: subjects.change(night, SubjectDraft("夜读班")))[1] == "name"
    assert refused(lambda: subjects.change(night, SubjectDraft("夜学", SubjectKind.NOTES)))[1] == "name"
    assert "内置统计项，不能删除" in refused(lambda: subjects.remove(night))[0]
    subjects.change(night, SubjectDraft("夜学", measure_word="期", retired=True))


def test_a_subject_the_plan_aims_at_stays(ledger):
    subjects.add(SubjectDraft("品牌"))
    plans.add(PlanItemDraft(2022, "理论", "品牌", subject="品牌", measure="次数", target=100))
    assert "年度计划用到了“品牌”" in refused(lambda: subjects.remove(id_of("品牌")))[0]
    assert refused(lambda: subjects.change(id_of("品牌"), SubjectDraft("品牌", SubjectKind.NOTES)))[1] == "kind"
    subjects.change(id_of("品牌"), SubjectDraft("新品牌"))
    assert plans.progress(2022)[0].figure_name == "新品牌.次数"


def test_what_a_subject_takes_is_said_in_words(ledger):
    party_course = next(row for row in categories.listed() if row.name == "党课")
    lecture = Filter(
        categories=(party_course.uid,), role="主讲", leadership=("党组成员",), not_leadership=("支部书记",), duty=True
    )
    assert subjects.in_words(lecture) == (
        "类型为党课，主讲的领导身份含党组成员，主讲的领导身份不含支部书记，计入年度学时的类型"
    )
    assert subjects.in_words(SPEECHES) == "角色为研讨发言"
    assert subjects.in_words(Filter()) == "全部"
