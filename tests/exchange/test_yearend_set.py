from contextlib import nullcontext
from datetime import date
from functools import partial
from pathlib import Path

import pytest

from desktop_app.core.errors import UserError
from desktop_app.core.progress import Report
from desktop_app.exchange import documents, sample, yearend_set
from desktop_app.exchange.report import worded
from desktop_app.exchange.yearend_set import MATERIALS, Form, Order
from desktop_app.records import exports, kept_choices, templates
from desktop_app.records import ledger as ledgers
from desktop_app.store import database


@pytest.fixture(scope="module", autouse=True)
def _sample_year(tmp_path_factory):
    folder = tmp_path_factory.mktemp("示例") / "台账"
    ledgers.create(folder)
    ledgers.open_(folder)
    sample.add()
    yield
    database.close_ledger()


def at_once(draw):
    """Draw where it is asked, not in a process beside this one."""
    return partial(nullcontext, draw)


def draw(reports, path):
    """Stand in for the pages, which are drawn by the screen's room."""
    path.write_text("\n".join(report.facts[0] for report in reports))


def test_a_month_by_month_sheet_is_one_file_of_all_months(tmp_path):
    folder = yearend_set.write(Order(2022, ("出勤登记册",)), tmp_path, at_once(draw))
    periods = (folder / "2022年出勤登记册.pdf").read_text().splitlines()
    assert set(periods) == {f"统计期间：2022年{month}月" for month in range(1, 13)}


def test_the_workbook_of_a_set_is_as_of_the_day_of_its_report(tmp_path, monkeypatch):
    orders = []
    monkeypatch.setattr(yearend_set.workbook, "write", lambda order, path: (orders.append(order), path.touch()))
    for as_of in (None, date(2022, 6, 15)):
        yearend_set.write(Order(2022, ("年终台账",), as_of=as_of), tmp_path, at_once(draw))
        assert orders[-1].as_of == documents.of_year(2022, as_of).scope.as_of


def test_the_list_names_every_file_with_its_size_and_hash(tmp_path):
    lists = []

    def drawn(reports, path):
        draw(reports, path)
        if path.name == yearend_set.LIST:
            lists.extend(reports)

    folder = yearend_set.write(Order(2022, ("党课登记", "问题整改台账"), Form.WORD), tmp_path, at_once(drawn))
    (of,) = lists
    assert [[worded(cell) for cell in row.cells[:3]] for row in of.tables[0].rows] == [
        ["1", "党课登记", "2022年党课登记.docx"], ["2", "问题整改台账", "2022年问题整改台账.docx"]
    ]  # fmt: skip
    assert {path.name for path in folder.iterdir()} == {
        "2022年党课登记.docx", "2022年问题整改台账.docx", yearend_set.LIST
    }  # fmt: skip
    assert "共2份" in of.facts


def test_a_second_set_of_a_day_has_a_folder_of_its_own(tmp_path):
    order = Order(2022, ("党课登记",))
    first, second = (yearend_set.write(order, tmp_path, at_once(draw)) for _ in range(2))
    assert (first.name, second.name) == (f"2022年终材料（{date.today()}）", f"2022年终材料（{date.today()}）第2次")


def test_a_set_is_logged_with_how_many_files_it_has(tmp_path):
    folder = yearend_set.write(Order(2022, ("党课登记",)), tmp_path, at_once(draw))
    (logged, *_) = exports.listed()
    assert (logged.what, logged.way, logged.place) == ("2022年终材料（2个文件）", "成套写出", str(folder))


def test_stopped_half_way_nothing_is_left(tmp_path):
    class StoppedError(Exception):
        pass

    def stop(done: int, total: int) -> None:
        if done:
            raise StoppedError

    listener: Report = stop
    with pytest.raises(StoppedError):
        yearend_set.write(Order(2022, ("党课登记", "问题整改台账")), tmp_path, at_once(draw), listener)
    assert list(tmp_path.iterdir()) == []


def test_what_cannot_be_written_is_said_and_nothing_is_left(tmp_path):
    def full(reports, path):
        raise UserError("无法写入“党课登记”：磁盘已满，请腾出空间或换一个位置。")

    with pytest.raises(UserError, match="磁盘已满"):
        yearend_set.write(Order(2022, ("党课登记",)), tmp_path, at_once(full))
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_takes_no_folder_is_a_sentence(tmp_path):
    (tmp_path / "文件").write_text("")
    with pytest.raises(UserError, match="不是文件夹"):
        yearend_set.write(Order(2022, ("党课登记",)), tmp_path / "文件", at_once(draw))


def test_a_kept_set_remembers_the_template_of_its_report():
    own = templates.add("自己的总结", documents.REPORT.path)
    content = {"materials": [documents.REPORT.name], "form": "PDF", "template": "自己的总结"}
    kept_choices.keep(yearend_set.KIND, "全套", content)
    assert yearend_set.order(2022, kept="全套").template == own
    assert yearend_set.order(2022, kept="全套", template=Path("别的.docx")).template == Path("别的.docx")
    own.unlink()
    assert yearend_set.order(2022, kept="全套").template is None


def test_nothing_chosen_is_said(tmp_path):
    with pytest.raises(UserError, match="至少选一项"):
        yearend_set.write(Order(2022, ()), tmp_path, at_once(draw))


def test_mistakes_of_a_template_are_known_before_anything_is_written(tmp_path):
    template = Path(tmp_path / "自己的.docx")
    template.write_bytes(b"no document")
    order = Order(2022, tuple(each.name for each in MATERIALS), template=template)
    with pytest.raises(UserError, match="自己的"):
        yearend_set.write(order, tmp_path, at_once(draw))
    assert list(tmp_path.iterdir()) == [template]
