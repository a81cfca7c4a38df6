from datetime import date

from desktop_app.core.plan import PlanState
from desktop_app.metrics import evidence
from desktop_app.records import notes, overview, plans, sessions, subjects
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.subjects import SubjectDraft

DAY = date(2022, 3, 31)


def line_of(shown, name):
    return next(line for line in shown.subjects if line.name == name)


def test_a_subject_shows_its_month_and_its_year(recorded):
    shown = overview.overview(date(2022, 4, 30))
    line = line_of(shown, "夜学")
    assert [figure.text for figure in (*line.month, *line.year)] == ["0次", "0人次", "1次", "3人次"]
    assert not line.is_empty
    assert line_of(shown, "党课").is_empty


def test_each_figure_opens_its_records(recorded, people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), words=1000))
    shown = overview.overview(DAY)
    for line in shown.subjects:
        for period, figures in ((shown.month, line.month), (shown.year, line.year)):
            for figure in figures:
                assert len(evidence.records(figure.name, overview.scope_of(period))) == figure.records


def test_what_waits_to_be_done(night_study, people):
    category = sessions.draft_of(night_study).category_id
    ahead = sessions.add(SessionDraft(category, "还早", date(date.today().year + 1, 1, 5)))
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 7), "三月"))
    notes.add(NoteDraft(people[1].id, "学习笔记", date(2022, 3, 8), "三月"))
    first, second = notes.keys(notes.Wanted(), descending=False)
    notes.sign([second], ReviewDraft("李书记", DAY))
    shown = overview.overview(DAY)
    assert shown.due_sessions == (night_study,)
    assert ahead not in shown.due_sessions
    assert shown.waiting_notes == (first,)


def test_plan_items_behind_and_past_their_day_are_listed(ledger):
    for content, months, target in (("滞后", (2,), 100), ("未到期", (11,), 100), ("不计量", (), None)):
        aim = {"subject": "夜学", "measure": "次数", "target": target} if target else {}
        plans.add(PlanItemDraft(2022, "理论", content, months=months, **aim))
    past = PlanItemDraft(2022, "理论", "过期", deadline=date(2022, 1, 31), subject="夜学", measure="次数", target=100)
    plans.add(past)
    behind = {item.content: item.state for item in overview.overview(DAY).behind}
    assert behind == {"滞后": PlanState.BEHIND, "过期": PlanState.NOT_DONE}


def test_retired_subjects_are_not_shown(ledger):
    subjects.add(SubjectDraft("旧品牌", retired=True))
    assert "旧品牌" not in [line.name for line in overview.overview(DAY).subjects]
