"""Reports as Word documents, on paper: as many pages as Qt draws, and the same on each."""

from datetime import date

import pytest

from desktop_app.exchange import word
from desktop_app.exchange.report import NUMBER, Align, Column, Report, Row, RowKind, Table
from desktop_app.ui.paper import Paper

SIGNATURE = ("填表人：玥", "审核人：", "填表日期：　　　年　　月　　日")
LABEL = Column("", 5, Align.CENTER, is_label=True)
FORM = Report(
    "干部教育培训登记表", ("年度：2022年",),
    (
        Table(
            "", (LABEL, Column("", 9), LABEL, Column("", 9)),
            (
                Row(("姓名", "李堃喆", "单位", "䶮山司法所")),
                Row(("简历", "参加县委党校春季主体班学习，考核合格。" * 6), spans=(1, 3), lines=4),
                Row(("单位意见", ""), spans=(1, 3), lines=6),
            ),
            is_headed=False,
        ),
    ),
    SIGNATURE, stamp="校验码甲",
)  # fmt: skip


def ledger(rows, columns=()):
    total = Row((None, "合计", rows), RowKind.TOTAL)
    body = (Row((n, f"第{n}场夜学", 2)) for n in range(1, rows + 1))
    table = Table("", (Column("序号", 3), Column("题目", 14), Column("学时", 4, Align.RIGHT), *columns), (*body, total))
    return Report("学习台账", ("口径：全系统",), (table,), SIGNATURE, ("学时按每场实际时间计。",), stamp="校验码乙")


DOCUMENTS = {
    "登记表": [FORM, FORM, ledger(100)],
    "一页满": [ledger(30)],
    "横向台账": [ledger(60, tuple(Column(f"{day}日", 3) for day in range(1, 16)))],
    "说明长": [
        Report("清单", (), (Table("", (Column("内容", 20),), (Row((date(2022, 3, 7),)), Row(("学习。" * 2000,)))),))
    ],
}


def said(line):
    return "".join(word.text for word in line)


def write_files(folder):
    for name, reports in DOCUMENTS.items():
        word.write(reports, folder / f"{name}.docx", "某县司法局")


@pytest.mark.parametrize("name", DOCUMENTS)
def test_a_document_has_as_many_pages_as_its_paper(pages, qapp, name):
    paper = Paper(DOCUMENTS[name])
    assert len(pages(name)) == paper.pages(paper.layout())


@pytest.mark.parametrize("name", DOCUMENTS)
def test_pages_are_counted_through_at_the_foot_and_none_is_empty(pages, name):
    found = pages(name)
    for number, page in enumerate(found, start=1):
        [foot] = [line for line in page.lines if said(line) == f"第{number}页共{len(found)}页"]
        assert page.height - foot[0].middle[1] == pytest.approx(NUMBER / 25.4 * 72, abs=3)
        assert len(page.lines) > 3


def test_each_report_begins_on_a_page_of_its_own_with_its_own_stamp(pages):
    found = pages("登记表")
    assert [page.text.startswith("干部教育培训登记表") for page in found[:3]] == [True, True, False]
    assert [("校验码甲" in page.text, "校验码乙" in page.text) for page in found[1:3]] == [(True, False), (False, True)]


def test_rare_characters_are_whole(pages):
    text = pages("登记表")[0].text
    assert all(letter in text for letter in "堃喆䶮玥")


def test_headings_are_repeated_and_the_total_is_never_alone(pages):
    first, *others = pages("登记表")[2:]
    assert all("序号题目学时" in page.text for page in (first, *others))
    assert "第100场夜学" in others[-1].text
    assert others[-1].text.index("合计100") < others[-1].text.index("填表人")


def test_a_wide_report_lies_on_its_side_with_its_number_below(pages):
    assert all(page.width > page.height for page in pages("横向台账"))
