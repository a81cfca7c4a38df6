import time

import pytest

from desktop_app.core.errors import UserError
from desktop_app.exchange.report import Column, Report, Row, Table
from desktop_app.ui import pdf_process
from desktop_app.ui.pdf_process import drawing


def sheet(rows=1):
    return Report("统计表", (), (Table("", (Column("姓名", 6),), tuple(Row(("李雷",)) for _ in range(rows))),))


def test_pdfs_are_drawn_beside_this_process_and_a_refusal_comes_back_as_its_sentence(tmp_path):
    with drawing() as draw:
        refused = draw([sheet()], tmp_path / "没有的文件夹" / "表.pdf")
        begun = draw([sheet(), sheet()], tmp_path / "表.pdf")
        with pytest.raises(UserError, match="不存在，请另选位置"):
            refused.result(20)
        begun.result(20)
    assert (tmp_path / "表.pdf").read_bytes().startswith(b"%PDF")


def test_left_early_it_ends_at_once_and_leaves_nothing(tmp_path):
    with drawing() as draw:
        begun = [draw([sheet(3000)] * 20, tmp_path / f"{number}.pdf") for number in range(3)]
        started = time.monotonic()
    assert time.monotonic() - started < 5
    assert all(each.done() for each in begun)
    assert list(tmp_path.glob("*.pdf")) == []


def test_a_process_that_breaks_is_a_bug_and_not_a_hang(tmp_path, monkeypatch):
    monkeypatch.setattr(pdf_process, "WORKER", ("-c", "import sys; sys.stdin.buffer.read(1)"))
    with drawing() as draw, pytest.raises((RuntimeError, OSError)):
        draw([sheet()], tmp_path / "表.pdf").result(20)
