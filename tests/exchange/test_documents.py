"""Documents as they are asked for: one scope, its proof, and what a template may do to the process that fills it."""

import io
import os
import subprocess
import zipfile
from dataclasses import replace
from datetime import date

import docx
import pytest
from openpyxl import load_workbook

from desktop_app.core.attendance import Role
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.scope import Population
from desktop_app.core.session import SessionState
from desktop_app.exchange import documents, filling, placeholders, proof_sheet, template, word_file
from desktop_app.exchange.documents import Order
from desktop_app.exchange.report import Sourced
from desktop_app.metrics import register
from desktop_app.records import categories, lectures, notes, plans, quotas, sessions
from desktop_app.records.notes import NoteDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.quotas import QuotaDraft
from desktop_app.records.session_parts import PartDraft

YEAR = Period.year(2022)


@pytest.fixture
def beside(monkeypatch):
    """Fill templates in this process: starting one for each test would take the most of their time."""

    def fill(path, answers):
        return template.fill(path, answers.said, placeholders.Figures(answers.figure, answers.known))

    monkeypatch.setattr(filling, "fill", fill)


@pytest.fixture
def made(tmp_path):
    """Write a template of these paragraphs; `change` alters the parts of its package by name."""

    def make(*paragraphs, change=None):
        document = docx.Document()
        for text in paragraphs:
            document.add_paragraph(text)
        path = tmp_path / "模板.docx"
        document.save(str(path))
        if change:
            with zipfile.ZipFile(path) as old:
                parts = {name: old.read(name) for name in old.namelist()}
            change(parts)
            with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
                for name, data in parts.items():
                    new.writestr(name, data)
        return path

    return make


def checked(path, period=YEAR, as_of=None):
    return documents.check(Order(path, period, as_of))


def text_of(document):
    return "\n".join(paragraph.text for paragraph in docx.Document(io.BytesIO(document)).paragraphs)


def test_all_figures_and_days_are_of_one_scope(recorded, made):
    path = made("截至{{ 截止日期 }}，{{ 期间 }}夜学{{ 夜学.次数 }}次，今年以来{{ 夜学.次数(“今年以来”) }}次")
    march = checked(path, Period.month(2022, 3), date(2022, 3, 6))
    assert text_of(march.filled.document) == "截至2022年3月6日，2022年3月1日至3月6日夜学0次，今年以来0次"
    april = checked(path, Period.month(2022, 4))
    assert text_of(april.filled.document) == "截至2022年4月30日，2022年4月夜学0次，今年以来1次"


def test_last_years_days_are_the_same_days(recorded, beside, made):
    next_year = checked(made("{{ 夜学.次数(“上年同期”) }}，{{ 夜学.实到率|百分点 }}"), Period.year(2023))
    assert text_of(next_year.filled.document) == "1，—"
    (count, _) = next_year.filled.uses
    asked = proof_sheet.scope_of(count, next_year.scope)
    assert (asked.period, asked.as_of) == (YEAR, date(2022, 12, 31))


def test_a_day_outside_the_period_is_refused():
    with pytest.raises(UserError, match="截至日期2023年1月1日不在2022年。"):
        _ = Order(documents.REPORT.path, YEAR, date(2023, 1, 1)).scope


def test_lists_are_written_line_by_line(recorded, beside, people, made):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 20), title="三月", words=1000))
    path = made(
        "{%p for 篇 in 待审笔记 %}",
        "{{ 篇.姓名 }}{{ 篇.提交日期|月日 }}，{{ 篇.天数 }}天",
        "{%p endfor %}",
        "{{ 滞后计划|条数 }}项滞后，{% if 讲课 %}有{% else %}未开展{% endif %}党课",
        "{%p for 行 in 单位情况 %}",
        "{{ 行.单位 }}{{ 行.在岗 }}人，{{ 行.参训人次 }}人次，{{ 行.实到率 }}，{{ 行.人均字数 }}字",
        "{%p endfor %}",
    )
    assert text_of(checked(path).filled.document).splitlines() == [
        "李雷3月20日，286天",
        "0项滞后，未开展党课",
        "办公室4人，3人次，75.0%，250字",
    ]


def test_party_lectures_are_listed_with_title_and_lecturer(people, beside, made):
    kind = next(each for each in categories.listed() if each.name == "党课")
    talks = (PartDraft(Role.LECTURER, people[0].id, "论担当"), PartDraft(Role.LECTURER, people[1].id))
    held = sessions.fresh(kind.id, date(2022, 4, 1))
    sessions.add(replace(held, title="四月党课", state=SessionState.RECORDED, parts=talks))
    assert [(row.title, row.lecturer, row.role) for row in lectures.listed(YEAR)] == [
        ("论担当", "李雷", "支部书记"),
        ("四月党课", "韩梅梅", ""),
    ]
    path = made(
        "{% for 讲 in 讲课 %}{% if 讲.身份 == “支部书记” %}{{ 讲.主讲 }}讲《{{ 讲.题目 }}》{% endif %}{% endfor %}"
    )
    assert text_of(checked(path).filled.document) == "李雷讲《论担当》"


def test_two_populations_of_one_measure_raise_a_notice(recorded, beside, people, made):
    notes.add(NoteDraft(people[0].id, "学习笔记", date(2022, 3, 20), words=1000))
    path = made("人均{{ 学习笔记.人均字数 }}字", "党员人均{{ 学习笔记.人均字数(“党员”) }}字")
    (notice,) = checked(path).notices
    assert notice.startswith("“学习笔记.人均字数”有两个口径的数：第 1 段“人均250字”是全系统的250字，第 2 段")
    assert checked(made("{{ 夜学.次数 }}，{{ 夜学.次数(“党员”) }}")).notices == ()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("截至2021年12月底，开展{{ 夜学.次数 }}次", "手写的“截至2021年12月底”与统计截至的2022年12月31日不是同一天"),
        ("截至11月30日，开展{{ 夜学.次数 }}次", "手写的“截至11月30日”"),
        ("2021年，我局开展{{ 夜学.次数 }}次", "手写的“2021年”不是统计的2022年"),
    ],
)
def test_days_typed_by_hand_that_are_not_the_documents_raise_a_notice(recorded, beside, made, text, said):
    assert [said in notice for notice in checked(made(text)).notices] == [True]


def test_days_that_are_the_documents_and_years_in_titles_raise_none(recorded, beside, made):
    path = made("截至12月底，2022年开展{{ 夜学.次数 }}次，学习《2018—2021年规划》，2023年计划；某发〔2021〕3号")
    assert checked(path).notices == ()


def test_what_is_not_recorded_raises_a_notice_in_the_document_and_on_the_proof(night_study, beside, made):
    found = checked(made("夜学{{ 夜学.次数 }}次"))
    assert any("未登记：1场（3月7日夜学）" in notice for notice in found.notices)
    assert any("没有登记任何活动和心得笔记" in notice for notice in found.notices)
    sheet = found.proof()[0]
    assert "未登记：1场（3月7日夜学），以下数字不含这些场次" in sheet.facts
    assert set(found.notices) <= set(sheet.notes)


def test_the_proof_leads_from_each_figure_to_its_records(recorded, beside, made):
    found = checked(made("夜学{{ 夜学.次数 }}次，{{ 夜学.人次(“党员”) }}人次"))
    sheet, grounds = found.proof()
    figures = [cell for row in sheet.tables[0].rows for cell in row.cells if isinstance(cell, Sourced)]
    assert [register.answer(figure.asked) for figure in figures] == [figure.figure for figure in figures]
    assert figures[1].scope.population == Population.parse("党员")
    assert [row.cells[-1] for row in sheet.tables[0].rows] == ["2022-001", "2022-001"]
    lines = [row for row in grounds.tables[0].rows if row.record]
    assert [row.record for row in lines] == [("session", recorded), ("session", recorded)]
    assert lines[1].cells == ("2022-001", date(2022, 3, 7), "夜学", lines[1].cells[3], "李雷")


def test_who_owes_several_notes_is_named_once(people, made):
    quotas.add(QuotaDraft("学习笔记", "月", date(2022, 1, 1), notes=1, to_date=date(2022, 3, 31)))
    words = "{% for 人 in 欠交人员 %}{{ 人.姓名 }}{{ 人.份数 }}份{% if not loop.last %}、{% endif %}{% endfor %}"
    assert text_of(checked(made(words)).filled.document) == "李雷3份、韩梅梅3份、王伟（法制股）3份、王伟（办公室）3份"


def test_a_plan_without_items_raises_a_notice(recorded, beside):
    said = "2023年度计划还没有项目"
    assert any(notice.startswith(said) for notice in checked(documents.PLAN.path).notices)
    plans.add(PlanItemDraft(2023, "政治理论学习", "夜学"))
    assert not any(notice.startswith(said) for notice in checked(documents.PLAN.path).notices)


def test_a_template_finds_a_built_in_subject_that_was_renamed(recorded, made):
    row = next(row for row in categories.listed() if row.name == "夜学")
    categories.change(row.id, replace(row.draft(), name="夜读班"))
    found = checked(made("{{ 夜学.次数 }}次、{{ 夜读班.次数 }}次"))
    assert text_of(found.filled.document) == "1次、1次"
    assert {use.figure.name for use in found.filled.uses} == {"夜读班.次数"}


def test_a_document_is_called_by_its_period_without_a_word_said_twice():
    report, plan, note, circular = (Order(document.path, Period.quarter(2022, 3)) for document in documents.BUILT_IN)
    assert [documents.title_of(order) for order in (report, plan, note, circular)] == [
        "2022年干部教育培训工作总结及2023年计划", "2023年度教育培训计划", "2022年第三季度工作提示",
        "2022年第三季度学习通报",
    ]  # fmt: skip


def test_the_proof_is_a_workbook_of_two_sheets(recorded, beside, made, tmp_path):
    documents.write(Order(made("夜学{{ 夜学.次数 }}次"), YEAR), tmp_path / "甲.docx", tmp_path / "甲.xlsx")
    assert load_workbook(tmp_path / "甲.xlsx").sheetnames == ["核对表", "核对依据"]


def test_the_old_proof_stays_where_the_document_cannot_be_written(recorded, beside, made, tmp_path):
    (tmp_path / "甲.docx").mkdir()
    (tmp_path / "甲.xlsx").write_bytes(b"old")
    with pytest.raises(UserError, match=r"甲\.docx"):
        documents.write(Order(made("夜学{{ 夜学.次数 }}次"), YEAR), tmp_path / "甲.docx", tmp_path / "甲.xlsx")
    assert (tmp_path / "甲.xlsx").read_bytes() == b"old"


@pytest.fixture
def roomless(monkeypatch):
    """Let a file that unpacks to a megabyte be one too many."""
    monkeypatch.setattr(word_file, "LARGEST_UNPACKED", 1 << 20)


def bomb(parts):
    parts["word/media/x.png"] = bytes(2 << 20)


def damaged(parts):
    parts["word/document.xml"] = parts["word/document.xml"][:-30]


def deep(parts):
    body = b"<w:body>"
    parts["word/document.xml"] = parts["word/document.xml"].replace(body, body + b"<w:p>" * 20_000 + b"</w:p>" * 20_000)


def entities(parts):
    grown = b"".join(b'<!ENTITY %c "%s">' % (98 + number, b"&%c;" % (97 + number) * 10) for number in range(9))
    parts["word/document.xml"] = (
        b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">' + grown + b"]>"
        b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r>'
        b"<w:t>&j;</w:t></w:r></w:p></w:body></w:document>"
    )


RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def related(part, kind):
    def change(parts):
        name = f"word/_rels/{part}.xml.rels"
        empty = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
        added = (
            f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" Target="http://x.invalid/y" TargetMode="External"/>'
        )
        parts[name] = parts.get(name, empty).replace(b"</Relationships>", f"{added}</Relationships>".encode())
        if kind == "attachedTemplate":
            tag = f'<w:attachedTemplate xmlns:r="{RELATIONS}" r:id="rId99"/></w:settings>'
            parts["word/settings.xml"] = parts["word/settings.xml"].replace(b"</w:settings>", tag.encode())

    return change


def outside_package(parts):
    added = f'<Relationship Id="rId99" Type="{RELATIONS}/image" Target="http://x.invalid/y" TargetMode="External"/>'
    parts["_rels/.rels"] = parts["_rels/.rels"].replace(b"</Relationships>", f"{added}</Relationships>".encode())


def field_in_pieces(parts):
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    pieces = ("{% if 年度 %}INCLU", "DETEXT x{% endif %}")
    codes = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    run = f"<w:body><w:p>{begin}{codes}{end}</w:p>".encode()
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", run)


def field(parts):
    run = b'<w:body><w:p><w:r><w:instrText> INCLUDEPICTURE "http://x.invalid" </w:instrText></w:r></w:p>'
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:body>", run)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (bomb, "展开后过大"),
        (damaged, "已损坏"),
        (deep, "已损坏"),
        (entities, "已损坏"),
        (related("document", "image"), "链接到文件外面的图片或对象"),
        (related("settings", "mailMergeSource"), "链接到文件外面的图片或对象"),
        (outside_package, "链接到文件外面的图片或对象"),
        (field, "有从别处取内容的域（INCLUDEPICTURE）"),
        (field_in_pieces, "有从别处取内容的域（INCLUDETEXT）"),
    ],
    ids=["bomb", "damaged", "deep", "entities", "image", "mail merge", "package", "field", "field in pieces"],
)
@pytest.mark.usefixtures("ledger", "beside", "roomless")
def test_a_hostile_template_is_one_sentence_and_the_old_file_stays(made, tmp_path, change, said):
    path, old = made("甲", change=change), tmp_path / "旧.docx"
    old.write_bytes(b"old")
    with pytest.raises(UserError, match=r"^模板“模板\.docx”") as told:
        documents.write(Order(path, YEAR), old)
    assert said in str(told.value)
    assert "\n" not in str(told.value)
    assert old.read_bytes() == b"old"
    assert not list(tmp_path.glob("~*"))


def test_the_template_it_was_made_from_is_forgotten(ledger, beside, made):
    found = checked(made("甲", change=related("settings", "attachedTemplate")))
    with zipfile.ZipFile(io.BytesIO(found.filled.document)) as package:
        assert not [name for name in package.namelist() if b"x.invalid" in package.read(name)]
        assert b"attachedTemplate" not in package.read("word/settings.xml")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_template_may_lie_in_a_folder_with_a_gbk_name(ledger, made):
    folder = made("甲").parent / os.fsdecode("总结".encode("gbk"))
    folder.mkdir()
    assert not checked(made("甲").rename(folder / "甲.docx")).problems


def test_a_hostile_template_only_ends_its_own_process(ledger, made):
    with pytest.raises(UserError, match="已损坏"):
        checked(made("甲", change=damaged))


def test_fifty_megabytes_are_refused_unread(ledger, beside, tmp_path):
    path = tmp_path / "大.docx"
    with path.open("wb") as file:
        file.truncate(50 << 20)
    with pytest.raises(UserError, match="大于 20 MB"):
        checked(path)


@pytest.mark.parametrize("text", ["{{ 'x'*10**9 }}", "{% for 甲 in range(10**9) %}{% endfor %}"])
def test_what_would_never_end_is_a_mistake_of_the_template(ledger, beside, made, text):
    assert len(checked(made(text)).problems) >= 1


LOOPS = "{% for 人 in 未交名单 %}" * 3 + "{0}" + "{% endfor %}" * 3
MANY = {"单位名称": "甲", "年度": "2022", "截止日期": "2022年12月31日", "未交名单": [{"姓名": "甲" * 9}] * 3000}


@pytest.mark.parametrize(
    ("inside", "said"),
    [("", "内容太多，填不完"), ("文" * 999, "内存不够|填不完")],
    ids=["empty", "long"],
)
def test_loops_that_would_take_for_ever_are_ended(made, monkeypatch, inside, said):
    monkeypatch.setattr(filling, "TIME_LIMIT", 0.4)
    answers = filling.Answers({}, lambda names, _: {name: MANY[name] for name in names}, register.figure)
    with pytest.raises(UserError, match=said):
        filling.fill(made(LOOPS.replace("{0}", inside)), answers)


def test_a_filling_that_prints_without_end_is_ended(monkeypatch):
    monkeypatch.setattr(placeholders, "_LONGEST", 20)
    endless = placeholders.Sandbox().from_string(LOOPS.replace("{0}", "{{ 人.姓名 }}"))
    with pytest.raises(UserError, match="for 一层套一层"):
        endless.render(MANY)


def test_the_worker_and_all_it_started_are_gone_afterwards(made, monkeypatch):
    started = []
    popen = subprocess.Popen
    monkeypatch.setattr(subprocess, "Popen", lambda *args, **said: started.append(popen(*args, **said)) or started[-1])
    answers = filling.Answers({}, lambda names, _: {name: MANY[name] for name in names}, register.figure)
    filling.fill(made("{{ 年度 }}"), answers)
    (process,) = started
    assert process.returncode is not None
    if os.name == "posix":
        with pytest.raises(ProcessLookupError):
            os.killpg(process.pid, 0)


def test_a_worker_that_breaks_is_a_sentence(made, monkeypatch):
    monkeypatch.setattr(filling, "WORKER", ("-c", "import os; os.abort()"))
    answers = filling.Answers({}, lambda names, _: MANY, register.figure)
    with pytest.raises(UserError, match="读不下去，请用 Word 或 WPS 打开后另存"):
        filling.fill(made("甲"), answers)


def test_all_shipped_templates_are_there_and_without_mistake(recorded, beside):
    for document in documents.BUILT_IN:
        period = {"年": YEAR, "季度": Period.quarter(2022, 1), "月": Period.month(2022, 3)}[document.span.value]
        assert checked(document.path, period).problems == ()
