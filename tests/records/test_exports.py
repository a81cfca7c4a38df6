import os

import pytest

from desktop_app.records import exports, history


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
def test_a_file_with_a_name_in_the_bytes_of_older_systems_is_logged(ledger, tmp_path):
    path = tmp_path / os.fsdecode("总结".encode("gbk")) / os.fsdecode("年报.pdf".encode("gbk"))
    exports.log_file(path)
    [row] = exports.listed()
    assert (row.what, row.place) == ("年报", str(tmp_path / "总结" / "年报.pdf"))


def test_what_went_out_stands_between_neither_undo_nor_redo(ledger, people):
    history.undo_last()
    redoable = history.redoable()
    exports.log("月度统计表", "打印", pages=3)
    assert history.redoable() == redoable
    history.redo_last()
    assert len(exports.listed()) == 1
