import weakref

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QApplication, QDialog, QGraphicsView, QWidget

from desktop_app.exchange.report import Column, Report, Row, Table
from desktop_app.ui import preview as printing
from desktop_app.ui.preview import Preview, preview, print_directly

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # of the offscreen platform


def report(sideways=False):
    return Report("月度统计表", (), (Table("", (Column("甲", 5),), (Row((1,)),)),), sideways=sideways)


@pytest.mark.parametrize("sideways", [False, True])
def test_the_preview_shows_the_pages_without_any_printer(qtbot, sideways):
    dialog = preview([report(sideways)], None)
    qtbot.addWidget(dialog)
    assert dialog.windowTitle() == "打印预览 — 月度统计表"
    layout = dialog.printer().pageLayout().fullRectPoints()
    assert (layout.width() > layout.height()) == sideways


def test_a_closed_preview_is_gone(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    gone = weakref.ref(preview([report()], parent))
    parent.findChild(Preview).close()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    assert gone() is None


@pytest.mark.parametrize("agreed", [True, False])
def test_printing_happens_only_when_the_user_agrees(qtbot, monkeypatch, tmp_path, agreed):
    monkeypatch.setattr(
        QPrintDialog, "exec", lambda _: QDialog.DialogCode.Accepted if agreed else QDialog.DialogCode.Rejected
    )
    monkeypatch.setattr(printing, "QPrinter", to_file(tmp_path / "a.pdf"))
    assert print_directly([report()], None) == int(agreed)
    assert (tmp_path / "a.pdf").exists() is agreed


@pytest.mark.parametrize("named", [True, False])
def test_what_was_printed_out_of_the_preview_is_told(qtbot, tmp_path, named):
    dialog = preview([report()], None)
    qtbot.addWidget(dialog)
    told = []
    dialog.printed.connect(told.append)
    dialog.printer().setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    dialog.printer().setOutputFileName(str(tmp_path / "a.pdf") if named else "")
    if named:
        dialog.paintRequested.emit(dialog.printer())
    dialog.accept()
    assert told == [1] * named


def to_file(path):
    class Printer(QPrinter):
        def __init__(self, mode):
            super().__init__(mode)
            self.setOutputFileName(str(path))

    return Printer


def test_a_dark_window_leaves_the_ink_black(qtbot):
    dialog = preview([report()], None)
    qtbot.addWidget(dialog)
    qtbot.waitExposed(dialog)
    page = QImage(800, 1000, QImage.Format.Format_Grayscale8)
    page.fill(Qt.GlobalColor.white)
    painter = QPainter(page)
    painter.setPen(Qt.GlobalColor.white)  # the text of a dark window
    dialog.findChild(QGraphicsView).scene().render(painter)
    painter.end()
    foot = page.copy(100, 850, 500, 100)  # the page number, and no line
    assert min(bytes(foot.constBits())) < 128
