import pytest
from PySide6.QtCore import QDate, QLocale
from PySide6.QtWidgets import QFileDialog, QHeaderView, QLabel

from desktop_app.ui.qt_words import speak_chinese


@pytest.fixture
def chinese(qapp):
    before, installed = QLocale(), speak_chinese(qapp)
    yield
    QLocale.setDefault(before)
    for translator in installed:
        qapp.removeTranslator(translator)


def test_qt_s_own_file_dialog_speaks_chinese(chinese, qtbot, tmp_path):
    (tmp_path / "folder").mkdir()
    dialog = QFileDialog(None, "选择文件", str(tmp_path))
    dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
    qtbot.addWidget(dialog)
    texts = [label.text() for label in dialog.findChildren(QLabel)]
    texts += [
        str(header.model().headerData(column, header.orientation()))
        for header in dialog.findChildren(QHeaderView)
        for column in range(header.count())
    ]
    assert len(texts) >= 7
    assert [text for text in texts if text.isascii()] == []


def test_dates_and_sizes_are_chinese_whatever_the_system_speaks(chinese):
    assert "三月" in QLocale().monthName(QDate(2022, 3, 1).month())
    assert "字节" in QLocale().formattedDataSize(5)
