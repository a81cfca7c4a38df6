import subprocess
import sys
from datetime import date

import pytest
from PySide6.QtGui import QImage, QPageLayout, QPainter

from desktop_app.core.errors import UserError
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.ui import paper
from desktop_app.ui.paper import Paper, write_pdf

COLUMNS = (Column("序号", 3, Align.CENTER), Column("名称", 12), Column("人次", 4, Align.RIGHT, "本月"))


def report_of(*rows, **options):
    return Report("月度统计表", ("口径：全系统",), (Table("", COLUMNS, rows),), **options)


def numbered(count):
    return [Row((number, f"第{number}次夜学", 30)) for number in range(1, count + 1)]


def pages_of(*reports):
    """Return the lines of text of each page."""
    whole = Paper(reports)
    pages = whole._pages(whole.layout())
    return [[words.text for _, strip in page.strips for words in strip.held().words] for page in pages]


def is_on(text, page):
    return any(text in line for line in page)


pytestmark = pytest.mark.usefixtures("qapp")


def test_a_short_report_takes_one_page_with_everything_on_it():
    report = report_of(
        *numbered(3), Row((None, "合计", 90), RowKind.TOTAL), signature=("填表人：", "审核人："), notes=("说明。",)
    )
    [page] = pages_of(report)
    assert page[:2] == ["月度统计表", "口径：全系统"]
    assert page[-4:] == ["90", "填表人：", "审核人：", "说明。"]


def test_every_page_repeats_the_heading_and_no_row_is_lost():
    pages = pages_of(report_of(*numbered(500)))
    assert len(pages) > 5
    assert all(is_on("名称", page) and is_on("本月", page) for page in pages)
    assert [line for page in pages for line in page if line.endswith("次夜学")] == [
        f"第{n}次夜学" for n in range(1, 501)
    ]


def test_a_group_title_never_stands_alone_at_the_foot_of_a_page():
    full = rows_on(pages_of(report_of(*numbered(200)))[0])
    rows = (*numbered(full - 1), Row(("法制股",), RowKind.GROUP), *numbered(200))
    first, second, *_ = pages_of(report_of(*rows))
    assert rows_on(first) == full - 1
    assert second[second.index("人次") + 1] == "法制股"


@pytest.mark.parametrize("closing", [[Row((None, "合计", 90), RowKind.TOTAL)], []])
def test_the_signature_and_a_total_take_a_row_along_to_the_next_page(closing):
    first, middle, *_ = (rows_on(page) for page in pages_of(report_of(*numbered(200))))
    full = first + 4 * middle  # five pages to the last line
    *_, fifth, last = pages_of(report_of(*numbered(full), *closing, signature=("填表人：",)))
    assert rows_on(fifth) == middle - 1
    assert last[4:] == [str(full), f"第{full}次夜学", "30", *(["合计", "90"] if closing else []), "填表人："]


def rows_on(page):
    return sum(line.endswith("次夜学") for line in page)


def test_a_few_rows_too_many_are_set_tighter_on_one_page(monkeypatch):
    tight = most_rows_on_a_page()
    monkeypatch.setattr(paper, "AIRS", paper.AIRS[:1])
    assert tight > most_rows_on_a_page() > 20


def most_rows_on_a_page():
    return next(count for count in range(20, 60) if len(pages_of(report_of(*numbered(count + 1)))) > 1)


def test_text_is_wrapped_and_never_cut_even_over_several_pages():
    text = "传达学习《中华人民共和国监察法》，研讨发言7人。" * 200
    pages = pages_of(report_of(Row((1, text, 30))))
    assert len(pages) > 1
    assert "".join(
        line for page in pages for line in page if line not in {"序号", "名称", "本月", "人次", "1", "30"}
    ).endswith(text)


def test_numbers_and_dates_are_not_broken():
    table = Table("", tuple(Column("日", 1) for _ in range(9)), (Row((date(2022, 3, 7),) * 9),))
    [page] = pages_of(Report("表", (), (table,)))
    assert page.count("2022-03-07") == 9


def test_rare_characters_do_not_shift_the_line_breaks():
    [page] = pages_of(report_of(Row((1, "李喆𬭩" * 20, 3))))
    assert "李喆𬭩" * 20 in "".join(page)


def test_an_empty_report_says_so():
    assert is_on("本期无记录", pages_of(report_of())[0])


def test_paper_is_turned_when_the_user_turns_it():
    whole = Paper([report_of(*numbered(60))])
    layout = whole.layout()
    upright = whole.pages(layout)
    layout.setOrientation(QPageLayout.Orientation.Landscape)
    assert whole.pages(layout) > upright


def test_a_page_can_be_drawn_on_the_screen():
    image = QImage(794, 1123, QImage.Format.Format_Grayscale8)
    image.fill(255)
    whole, painter = Paper([report_of(*numbered(3))]), QPainter(image)
    whole.draw(painter, 1, whole.layout())
    painter.end()
    assert min(bytes(image.constBits())) < 128


def test_the_pdf_has_its_pages_and_says_what_it_is(tmp_path):
    report = report_of(*numbered(100), sideways=True)
    write_pdf([report], tmp_path / "表.pdf")
    data = (tmp_path / "表.pdf").read_bytes()
    assert data.startswith(b"%PDF")
    assert data.count(b"/Type /Page\n") == len(pages_of(report))
    assert "月度统计表".encode("utf-16-be") in data
    assert b"/FontFile2" in data


def test_a_pdf_that_cannot_be_written_is_one_sentence(tmp_path):
    with pytest.raises(UserError, match="文件夹"):
        write_pdf([report_of()], tmp_path / "没有" / "表.pdf")


def test_a_pdf_needs_neither_a_window_nor_a_display(tmp_path):
    program = (
        "import sys; from pathlib import Path;"
        "from desktop_app.exchange.report import Column, Report, Table; from desktop_app.ui.paper import write_pdf;"
        "write_pdf([Report('表', (), (Table('', (Column('甲', 5),), ()),))], Path('a.pdf'));"
        "assert 'PySide6.QtWidgets' not in sys.modules"
    )
    environment = {"PYTHONPATH": ":".join(sys.path), "DISPLAY": ":9999"}
    subprocess.run([sys.executable, "-c", program], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "a.pdf").stat().st_size > 1000


FORM = Table(
    "",
    (Column("", 4, Align.CENTER, is_label=True), Column("", 9), Column("", 4, is_label=True), Column("", 9)),
    (
        Row(("姓名", "李堃喆", "单位", "䶮山司法所")),
        Row(("简历", "2015年参加工作"), spans=(1, 3)),
        Row(("单位意见",), spans=(1,), lines=6),
    ),
    is_headed=False,
)


def rows_of(table):
    whole = Paper([Report("登记表", (), (table,))])
    [page] = whole._pages(whole.layout())
    return [strip.held() for _, strip in page.strips if strip.row]


def test_a_form_has_no_heading_and_its_merged_cells():
    first, merged, open_ = rows_of(FORM)
    assert [len(strip.boxes) for strip in (first, merged, open_)] == [4, 2, 4]
    assert merged.boxes[1].right() == first.boxes[3].right()
    assert pages_of(Report("登记表", (), (FORM,)))[0][1:5] == ["姓名", "李堃喆", "单位", "䶮山司法所"]


def test_the_labels_of_a_form_are_shaded_and_room_to_write_is_kept():
    first, _, open_ = rows_of(FORM)
    assert [boxes for _, boxes in first.fills] == [[first.boxes[0], first.boxes[2]]]
    assert {words.text: words.face.font.families()[0] for words in first.words}["姓名"] == "黑体"
    assert open_.boxes[0].height() > 4 * first.boxes[0].height()


def test_each_report_begins_on_a_new_page_and_pages_are_counted_through():
    reports = [report_of(*numbered(3), stamp="甲"), report_of(*numbered(100)), Report("登记表", (), (FORM,))]
    whole = Paper(reports)
    pages = whole._pages(whole.layout())
    assert [page.report for page in pages] == [0, 1, 1, 1, 2]
    assert [page[0] for page in pages_of(*reports) if page[0] != "序号"] == ["月度统计表", "月度统计表", "登记表"]
    places = [place for place, _ in whole.cells(5, whole.layout())]
    assert places[:2] == [(2, 0, 0, 0), (2, 0, 0, 1)]


def test_all_pages_lie_on_their_side_where_one_report_has_to():
    wide = Report("表", (), (Table("", tuple(Column("日", 4) for _ in range(20)), ()),))
    for reports, turned in (([report_of()], "Portrait"), ([report_of(), wide], "Landscape")):
        assert Paper(reports).layout().orientation().name == turned


def test_a_table_begins_on_a_page_of_its_own_where_it_asks_for_one():
    tables = (Table("一", COLUMNS, numbered(3)), Table("二", COLUMNS, numbered(3), starts_page=True))
    first, second = pages_of(Report("表", (), tables))
    assert (first[0], second[0]) == ("表", "二")
    assert len(pages_of(Report("表", (), tables[1:]))) == 1


def test_totals_never_stand_alone_on_a_page():
    full = rows_on(pages_of(report_of(*numbered(200)))[0])
    sums = (Row((None, "小计", 9), RowKind.SUBTOTAL), Row((None, "合计", 9), RowKind.TOTAL))
    *_, last = pages_of(report_of(*numbered(full), *sums, *numbered(150)))[:2]
    assert last[4:10] == [str(full), f"第{full}次夜学", "30", "小计", "9", "合计"]


def test_columns_of_text_give_way_where_a_table_is_too_wide_for_the_smallest_type():
    columns = (*(Column("数", 1) for _ in range(20)), Column("说明", 90))
    [row] = rows_of(Table("", columns, (Row((*(1234567 for _ in range(20)), "学习" * 9)),)))
    assert [words.text for words in row.words][:20] == ["1234567"] * 20
    assert "".join(words.text for words in row.words[20:]) == "学习" * 9


def test_a_row_higher_than_a_page_begins_where_there_is_room_and_goes_on_under_the_heading():
    first, second, *_ = pages_of(report_of(*numbered(3), Row((4, "学习。" * 900, 30))))
    assert rows_on(first) == 3
    assert len(first) > 35
    assert second[:4] == ["序号", "名称", "本月", "人次"]
