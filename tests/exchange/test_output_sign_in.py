from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Role
from desktop_app.core.people import UnitKind
from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import named
from desktop_app.exchange.outputs.sign_in import FEWER, LINES, sheet
from desktop_app.exchange.report import UPRIGHT_ROOM
from desktop_app.records import cadres, sessions, units
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.session_parts import PartDraft
from desktop_app.records.units import UnitDraft
from tests.exchange.shown import cells


@pytest.fixture
def add_people(office):
    def add(count, post=""):
        for number in range(count):
            cadres.add(CadreDraft(f"丙{number}"), PostingDraft(office, date(2020, 1, 1), post))

    return add


def change(session_id, **given):
    sessions.change(session_id, replace(sessions.draft_of(session_id), **given))


def test_everybody_in_post_on_the_day_stands_by_unit_with_room_to_sign(night_study, people):
    report = sheet(night_study)
    rows = cells(report)
    assert [row[:3] for row in rows[:4]] == [
        ["1", "李雷", "办公室"], ["2", "韩梅梅", "办公室"], ["3", "王伟（法制股）", "办公室"], ["4", "王伟", "办公室"],
    ]  # fmt: skip
    assert [column.title for column in report.tables[0].columns] == ["序号", "姓名", "单位", "职务", "签名", "备注"]
    assert len(rows) == LINES
    assert rows[4] == ["5", "", "", "", "", ""]
    assert all(row.lines > 1 for row in report.tables[0].rows)


def test_it_is_the_sheet_of_its_day_whoever_left_or_moved_since(night_study, people, office):
    other = units.add(UnitDraft("法制股")) and units.listed()[-1].id
    cadres.add_posting(people[0].id, PostingDraft(other, date(2022, 6, 1)))
    cadres.leave(people[1].id, date(2022, 5, 1), "调出")
    assert [row[1:3] for row in cells(sheet(night_study))[:2]] == [["李雷", "办公室"], ["韩梅梅", "办公室"]]


def test_title_day_place_and_host_stand_on_its_face(night_study, people):
    change(night_study, title="学习条例", recorder="韩梅梅", parts=(PartDraft(Role.HOST, people[0].id),))
    report = sheet(night_study)
    assert report.title.endswith("夜学签到表")
    assert report.facts == ("题目：学习条例", "时间：2022年3月7日 19:30—21:30", "地点：会议室", "主持人：李雷")
    assert report.signature == ("应到：4人", "实到：　　　人", "请假：　　　人", "记录人：韩梅梅")


def test_without_a_session_it_is_empty_with_blanks_to_write_in(people):
    report = sheet(None)
    assert [row[1:] for row in cells(report)] == [[""] * 5] * LINES
    assert all("＿" in fact or "　　月" in fact for fact in report.facts)
    assert not report.notes
    assert named("签到表").file_name(Choice(Period.year(2022))) == "空白签到表"


def test_outsiders_have_lines_of_their_own_under_their_unit(night_study):
    change(night_study, outsiders=(("城关镇", 2),))
    assert [row[1:3] for row in cells(sheet(night_study))[4:7]] == [["", "城关镇"], ["", "城关镇"], ["", ""]]
    assert sheet(night_study).signature[0] == "应到：6人"


def test_of_a_population_only_its_people_sign_and_no_outsiders(night_study, people):
    change(night_study, outsiders=(("城关镇", 2),))
    rows = cells(sheet(night_study, Population("局机关", party_only=True)))
    assert [row[1] for row in rows if row[1] or row[2]] == ["李雷"]


def test_the_sheet_of_a_population_says_so(night_study):
    offices = Population("司法所")
    assert sheet(night_study, offices).facts[-1] == "口径：司法所"
    assert named("签到表").file_name(Choice(Period.year(2022), offices, session_id=night_study)).endswith("（司法所）")
    assert not any("口径" in fact for fact in sheet(night_study).facts)


def test_many_sign_in_two_blocks_down_the_one_and_then_the_other(night_study, add_people):
    add_people(60)
    first, second = sheet(night_study).tables
    assert (len(first.rows), len(second.rows), second.starts_page) == (LINES, LINES, True)
    assert [column.title for column in first.columns] == ["序号", "姓名", "单位", "签名", "备注"] * 2
    report = sheet(night_study)
    assert [cells(report)[0][n] for n in (0, 1, 5)] == ["1", "李雷", "26"]
    assert [cells(report, 1)[0][n] for n in (0, 1, 5, 6)] == ["51", "丙46", "76", ""]


def test_there_are_spare_lines_even_where_the_people_fill_the_page(night_study, add_people):
    add_people(LINES - 4)
    assert len(sheet(night_study).tables) == 2


def test_long_posts_leave_fewer_lines_on_a_page(night_study, add_people):
    add_people(3, "党组成员、副局长、政治部主任、一级主任科员")
    assert len(sheet(night_study).tables[0].rows) == FEWER


def test_the_text_stays_legible_in_two_blocks(night_study, add_people):
    units.add(UnitDraft("社区矫正股", UnitKind.SECTION))
    add_people(60)
    assert sheet(night_study).type_size(UPRIGHT_ROOM) >= 9
    assert not sheet(night_study).is_sideways
