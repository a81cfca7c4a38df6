from dataclasses import replace
from datetime import date, timedelta

import pytest
from playhouse.test_utils import count_queries

from desktop_app.core.attendance import Mark
from desktop_app.core.errors import UserError
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, cadres, categories, history, session_list, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.units import UnitDraft

DAY = date(2022, 3, 7)


def marks_of(session):
    return {line.full_name: line.mark for line in attendance.sheet(session).lines}


def test_the_sheet_has_everyone_in_post_that_day_by_unit(night_study, people, office):
    units.add(UnitDraft("政工科"))
    politics = next(unit.id for unit in units.listed() if unit.name == "政工科")
    cadres.add(CadreDraft("以后来"), PostingDraft(office, date(2022, 3, 8)))
    cadres.add_posting(people[0].id, PostingDraft(politics, date(2022, 3, 7), "科长"))
    cadres.leave(people[1].id, date(2022, 3, 6), "退休")
    sheet = attendance.sheet(night_study)
    assert [(line.full_name, line.unit, line.post) for line in sheet.lines] == [
        ("王伟（法制股）", "办公室", ""),
        ("王伟（办公室）", "办公室", ""),
        ("李雷", "政工科", "科长"),
    ]
    assert not sheet.is_recorded
    assert {line.mark for line in sheet.lines} == {None}


def test_a_past_sheet_stays_whoever_moves_or_leaves_later(recorded, people, office):
    before = attendance.sheet(recorded)
    cadres.add_posting(people[0].id, PostingDraft(office, date(2022, 9, 1), "主任"))
    cadres.leave(people[1].id, date(2022, 12, 31), "退休")
    assert attendance.sheet(recorded) == before


def test_who_has_a_mark_stays_on_the_sheet_though_not_in_post(recorded, people):
    cadres.leave(people[0].id, date(2022, 1, 1), "调出")
    line = next(line for line in attendance.sheet(recorded).lines if line.name == "李雷")
    assert (line.unit, line.mark) == ("不在岗", Mark.PRESENT)


def test_who_is_posted_outside_is_on_no_sheet(night_study, people):
    units.add(UnitDraft("政法委", "外单位"))
    outside = next(unit.id for unit in units.listed() if unit.name == "政法委")
    cadres.add_posting(people[0].id, PostingDraft(outside, date(2022, 1, 1)))
    assert "李雷" not in marks_of(night_study)
    with pytest.raises(UserError, match="李雷在2022年3月7日不在岗"):
        attendance.save(night_study, {people[0].id: Mark.PRESENT})


def test_saving_a_filtered_sheet_writes_only_what_is_shown(recorded, people):
    attendance.save(recorded, {people[0].id: Mark.LATE})
    assert marks_of(recorded) == {
        "李雷": Mark.LATE,
        "韩梅梅": Mark.PRESENT,
        "王伟（法制股）": Mark.PRESENT,
        "王伟（办公室）": Mark.LEAVE,
    }
    (change,) = history.changes(history.undoable().id)
    assert (change.before["mark"], change.after["mark"]) == ("到", "迟到")


def test_clearing_a_mark_makes_it_unrecorded_and_not_absent(recorded, people):
    attendance.save(recorded, {people[0].id: None, people[1].id: Mark.ABSENT})
    marks = marks_of(recorded)
    assert (marks["李雷"], marks["韩梅梅"]) == (None, Mark.ABSENT)
    assert session_list.rows([recorded])[0].marked == 3


def test_what_else_a_mark_holds_stays_when_the_mark_changes(recorded, people):
    from desktop_app.store import journal  # noqa: PLC0415
    from desktop_app.store.models import Attendance  # noqa: PLC0415

    with journal.step("证书"):
        Attendance.update(certificate="A-1").where(Attendance.cadre == people[0].id).execute()
    attendance.save(recorded, {people[0].id: Mark.MADE_UP})
    assert Attendance.get(Attendance.cadre == people[0].id).certificate == "A-1"


def test_saving_records_the_session(night_study, people):
    assert attendance.save(night_study, {people[0].id: Mark.PRESENT}) == {"attendance", "session"}
    assert attendance.sheet(night_study).state is SessionState.RECORDED


def test_a_day_still_to_come_is_not_recorded(people):
    category = categories.listed()[0].id
    ahead = sessions.add(SessionDraft(category, "下周例会", date.today() + timedelta(7)))
    assert attendance.sheet(ahead).is_ahead
    with pytest.raises(UserError, match="还没有到日子"):
        attendance.save(ahead, {people[0].id: Mark.PRESENT})


def test_somebody_not_on_the_sheet_is_refused_and_nothing_is_written(night_study, people, office):
    cadres.add(CadreDraft("以后来"), PostingDraft(office, date(2022, 4, 1)))
    later = cadres.listed()[-1].id
    with pytest.raises(UserError, match="以后来在2022年3月7日不在岗"):
        attendance.save(night_study, {people[0].id: Mark.PRESENT, later: Mark.PRESENT})
    assert set(marks_of(night_study).values()) == {None}


def test_each_line_shows_the_marks_of_the_last_five_sessions_of_its_kind(night_study, people):
    category = sessions.draft_of(night_study).category_id
    other = next(row.id for row in categories.listed() if row.name == "党课")
    for number, mark in enumerate(("到", "迟到", "请假", "公差", "缺席", "补学")):
        day = date(2022, 1, 3) + timedelta(7 * number)
        session = sessions.add(SessionDraft(category, "夜学", day))
        attendance.save(session, {people[0].id: Mark(mark)})
    attendance.save(sessions.add(SessionDraft(other, "党课", date(2022, 3, 1))), {people[0].id: Mark.PRESENT})
    sessions.add(SessionDraft(category, "未登记的", date(2022, 3, 2)))
    first, second, *_ = attendance.sheet(night_study).lines
    assert first.before == ("迟到", "请假", "公差", "缺席", "补学")
    assert second.before == ("", "", "", "", "")


def test_the_sheet_costs_a_handful_of_queries_however_many_stand_on_it(night_study, people, office):
    def cost():
        with count_queries() as queries:
            attendance.sheet(night_study)
        return queries.count

    few = cost()
    for number in range(20):
        cadres.add(CadreDraft(f"干部{number}"), PostingDraft(office, date(2020, 1, 1)))
    assert cost() == few <= 7


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("李雷、韩梅梅", ["李雷", "韩梅梅"]),
        ("李雷 韩梅梅\n王伟（法制股）", ["李雷", "韩梅梅", "王伟（法制股）"]),
        ("李　雷", ["李雷"]),
        ("李　雷　韩梅梅", ["李雷", "韩梅梅"]),
        ("李 雷  韩 梅 梅\t王 伟 （法制股）", ["李雷", "韩梅梅", "王伟（法制股）"]),
        ("王伟(办公室);李雷,李雷", ["王伟（办公室）", "李雷"]),
        ("", []),
    ],
)
def test_pasted_names_are_found_however_they_are_written(night_study, text, found):
    sheet = attendance.sheet(night_study)
    names = {line.cadre_id: line.full_name for line in sheet.lines}
    matched = attendance.match(sheet, text)
    assert [names[cadre] for cadre in matched.cadre_ids] == found
    assert (matched.doubtful, matched.unknown) == ((), ())


def test_names_that_several_bear_or_nobody_are_shown(night_study):
    matched = attendance.match(attendance.sheet(night_study), "王伟、张三 李四、王伟（保卫科）、李雷，张三")
    assert len(matched.cadre_ids) == 1
    assert matched.doubtful == ("王伟",)
    assert matched.unknown == ("张三", "李四", "王伟（保卫科）")


def test_a_called_off_session_that_was_held_after_all_is_recorded(night_study, people):
    sessions.call_off(night_study, "下村")
    attendance.save(night_study, {people[0].id: Mark.PRESENT})
    assert sessions.draft_of(night_study) == replace(sessions.draft_of(night_study), state="已登记", reason="")
