import pytest
from PySide6.QtGui import QImage

from desktop_app.core.errors import UserError
from desktop_app.ui import demo


def test_the_main_job_is_done_on_the_sample_year_without_a_screen(qapp, tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(demo, "PAGES", ("总览", "计划"))  # every page is opened elsewhere
    monkeypatch.setattr(demo, "QUIET", 50)
    out = tmp_path / "成果"
    demo.run(out)
    written = {path.name: path.stat().st_size for path in out.iterdir()}
    assert set(written) == {
        "2022年12月统计表.pdf",
        "2022年干部学习培训台账.xlsx",
        "2022年干部教育培训工作总结及2023年计划.docx",
        "2022年干部教育培训工作总结及2023年计划核对表.xlsx",
        "窗口-1总览（浅色）.png",
        "窗口-2计划（浅色）.png",
        "窗口-1总览（深色）.png",
        "窗口-2计划（深色）.png",
    }
    assert min(written.values()) > 5_000
    assert QImage(str(out / "窗口-1总览（浅色）.png")).size().toTuple() == demo.SIZE
    printed = capsys.readouterr().out
    assert str(out) in printed
    assert all(name in printed for name in written)


def test_a_folder_that_cannot_be_made_is_said(tmp_path):
    (tmp_path / "文件").write_text("", encoding="utf-8")
    with pytest.raises(UserError, match="不能建立文件夹"):
        demo.run(tmp_path / "文件" / "成果")
