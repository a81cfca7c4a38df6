from dataclasses import replace
from datetime import date

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance, cadres, history, labels, notes, plans, readings, sessions, subjects
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.readings import ReadingDraft
from desktop_app.store.journal import newest_step
from desktop_app.store.models import TABLES


def last():
    return labels.described(history.changes(newest_step()))


def told(change):
    return {field.label: (field.before, field.after) for field in change.fields}


def test_every_table_and_every_column_that_is_seen_has_a_name(ledger):
    for table in TABLES:
        assert table._meta.table_name in labels.TABLES
        columns = {field.column_name.removesuffix("_id") for field in table._meta.sorted_fields}
        assert columns - labels.UNSEEN <= set(labels.COLUMNS), table


def test_a_changed_mark_names_person_and_session(recorded, people):
    attendance.save(recorded, {people[0].id: Mark.LATE})
    (change,) = last()
    assert (change.kind, change.verb, change.name) == ("出勤", "修改", "李雷，2022-03-07 第1次夜学")
    assert told(change) == {"出勤": ("到", "迟到")}


def test_references_hundredths_and_truth_are_worded(night_study):
    described = last()
    fields = told(described[0])
    assert fields["类型"] == ("", "夜学")
    assert fields["学时"][1] == "2"


def test_what_was_removed_still_has_its_name(recorded, people):
    sessions.remove([recorded])
    described = last()
    session = next(change for change in described if change.kind == "活动")
    mark = next(change for change in described if change.kind == "出勤")
    assert (session.verb, session.name) == ("删除", "2022-03-07 第1次夜学")
    assert mark.name.endswith("2022-03-07 第1次夜学")


def test_a_signature_names_the_note(people):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 9), "三月", 1200))
    notes.sign(notes.keys(notes.Wanted()), ReviewDraft("程扎西", date(2022, 3, 10), "好"))
    (change,) = last()
    assert change.name == "李雷，三月"
    assert told(change)["审签人"] == ("", "程扎西")


def test_a_posting_names_person_and_unit(people):
    cadres.leave(people[1].id, date(2022, 6, 30), "调出")
    (change,) = last()
    assert change.name == "韩梅梅，办公室"
    assert told(change) == {"结束日期": ("（空）", "2022-06-30"), "离岗原因": ("（空）", "调出")}


def test_a_plan_item_shows_its_target_and_its_figure(ledger):
    plans.add(
        PlanItemDraft(2022, "政治理论学习", "夜学", subject="夜学", measure="次数", target=4800, target_unit="次")
    )
    (change,) = last()
    assert change.name == "夜学"
    assert told(change)["目标"] == ("", "48")
    assert told(change)["统计项"] == ("", "夜学")


def test_the_conditions_of_a_subject_are_worded(ledger):
    brand = next(row for row in subjects.listed() if row.name == "夜学")
    subjects.change(brand.id, brand.draft().__class__(**vars(brand.draft()) | {"measure_word": "场"}))
    (change,) = last()
    assert change.kind == "统计项"
    assert told(change) == {"量词": ("次", "场")}


def test_what_a_record_pointed_to_before_is_named(people):
    readings.add(ReadingDraft(2022, "二十大报告"))
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 9), "三月", reading_id=readings.listed(2022)[0].id))
    (note,) = notes.keys(notes.Wanted())
    notes.change(note, replace(notes.draft_of(note), reading_id=None))
    (change,) = last()
    assert told(change)["必学篇目"] == ("二十大报告", "（空）")
