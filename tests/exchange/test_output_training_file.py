from dataclasses import replace
from datetime import date

import pytest

from desktop_app.core.attendance import Mark, Role
from desktop_app.core.period import Period
from desktop_app.exchange.output import Choice
from desktop_app.exchange.outputs import named
from desktop_app.exchange.outputs.training_file import MATERIALS, OTHERS, reports
from desktop_app.records import attachments, attendance, categories, exams, sessions
from desktop_app.records.exams import Result
from desktop_app.records.session_parts import PartDraft
from tests.exchange.shown import cells

CATALOGUE, ABOUT, PEOPLE, OUTSIDE, LECTURES = range(5)


@pytest.fixture
def training(people):
    kind = next(each for each in categories.listed() if each.name == "业务培训")
    draft = replace(
        sessions.fresh(kind.id, date(2022, 5, 26)), title="执法培训", organiser="县政府", level="县委县政府", days=200,
        hours=1600, notice_number="〔2022〕18号", place="党校", agenda="上午：开班",
        outsiders=(("城关镇", 3), ("医院", 2)),
        parts=(PartDraft(Role.HOST, people[1].id), PartDraft(Role.LECTURER, people[0].id, "讲条例")),
    )  # fmt: skip
    id_ = sessions.add(draft)
    attendance.save(id_, {people[0].id: Mark.PRESENT, people[1].id: Mark.LATE, people[2].id: Mark.ABSENT})
    exams.save(id_, {people[0].id: Result(8800, True, "证1号")})
    return id_


def made(session_id):
    return reports(Choice(Period.year(2022), session_id=session_id))


def test_the_cover_says_what_when_where_who_and_how_many(training):
    cover, _ = made(training)
    assert [row[1] for row in cells(cover)[:7]] == [
        "执法培训", "2022-001", "2022年5月26日至5月27日（2天、16学时）", "党校", "县政府", "〔2022〕18号",
        "7人（本系统2人，外单位5人）",
    ]  # fmt: skip
    assert not cover.tables[0].is_headed


def test_whoever_has_a_mark_is_listed_with_result_and_certificate(training):
    _, contents = made(training)
    assert cells(contents, PEOPLE) == [
        ["1", "李雷", "办公室", "", "到", "88", "合格", "证1号"], ["2", "韩梅梅", "办公室", "", "迟到", "", "", ""],
        ["3", "王伟（法制股）", "办公室", "", "缺席", "", "", ""], ["合计", "应到3人，实到2人"],
    ]  # fmt: skip


def test_outsiders_stand_by_unit_and_lecturers_with_their_topics(training):
    _, contents = made(training)
    assert cells(contents, OUTSIDE) == [["1", "城关镇", "3", ""], ["2", "医院", "2", ""], ["合计", "2个单位", "5", ""]]
    assert cells(contents, LECTURES) == [["1", "主讲", "李雷", "办公室", "讲条例"]]
    assert cells(contents, ABOUT)[2] == ["主持人", "韩梅梅", "记录人", ""]


def test_attachments_stand_under_what_they_are(training, tmp_path):
    names = ("关于培训的通知.pdf", "签到表.jpg", "IMG_1.JPG", "IMG_2.jpg", "发票.pdf")
    paths = [tmp_path / name for name in names]
    for path in paths:
        path.write_text(path.name)
    attachments.add("session", training, paths)
    rows = {row[1]: row[2:4] for row in cells(made(training)[1], CATALOGUE)}
    assert rows["调训（培训）通知"] == ["关于培训的通知.pdf", "1"]
    assert rows["签到表"] == ["签到表.jpg", "1"]
    assert rows["照片"] == ["IMG_1.JPG\nIMG_2.jpg", "2"]
    assert rows[OTHERS] == ["发票.pdf", "1"]
    assert rows["讲义、课件"] == ["", ""]


def test_what_the_ledger_holds_itself_is_said_beside_the_material(training):
    said = {row[1]: row[4] for row in cells(made(training)[1], CATALOGUE)}
    assert said["调训（培训）通知"] == "文号：〔2022〕18号"
    assert said["考试（考核）成绩"] == "见“三、参训人员”"
    assert said["照片"] == ""


def test_without_a_session_it_is_a_blank_file(people):
    cover, contents = made(None)
    assert [row[1] for row in cells(cover)[:7]] == [""] * 7
    assert [row[1] for row in cells(contents, CATALOGUE)] == [*(each.name for each in MATERIALS), OTHERS]
    assert all(cell == "" for number in (PEOPLE, OUTSIDE, LECTURES) for row in cells(contents, number) for cell in row)


def test_a_training_nobody_is_marked_in_has_rows_to_write_in(night_study):
    _, contents = made(night_study)
    assert cells(contents, PEOPLE)[0] == [""] * 8
    assert cells(made(night_study)[0])[6] == ["参训人数", ""]


def test_it_is_called_after_day_and_training(training):
    output = named("一期一档")
    assert output.file_name(Choice(Period.year(2022), session_id=training)) == "2022-05-26执法培训一期一档"
    assert output.file_name(Choice(Period.year(2022))) == "空白一期一档"
