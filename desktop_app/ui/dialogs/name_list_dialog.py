"""A pasted list of those who came: shows at once whom it found, whom it did not, and which name two people bear."""

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from desktop_app.core.attendance import Mark
from desktop_app.records import attendance
from desktop_app.records.attendance import Matched, Sheet
from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, MARGIN, Tone


class NameListDialog(QDialog):
    """Accepted with `matched`, the people who are to be marked 到."""

    def __init__(self, sheet: Sheet, text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sheet = sheet
        self.matched = Matched((), (), ())
        self.setWindowTitle("粘贴名单")
        self.text = QPlainTextEdit(text)
        self.text.setAccessibleName("来的人")
        self.text.setPlaceholderText("张三、李四 王五，或一行一人")
        self.text.setTabChangesFocus(True)
        self.text.textChanged.connect(self._show_matched)
        self._lines = {tone: _line(tone) for tone in (Tone.GOOD, Tone.WARN, Tone.BAD)}
        buttons = QDialogButtonBox()
        self.button = buttons.addButton("设为到", QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.addButton("取消", QDialogButtonBox.ButtonRole.RejectRole)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        layout.setSpacing(GAP)
        layout.addWidget(QLabel("把来的人粘贴在这里，名单里的人将设为“到”，其他人不变。"))
        layout.addWidget(self.text, 1)
        for line in self._lines.values():
            layout.addWidget(line)
        layout.addWidget(buttons)
        self.button.setDefault(True)
        theme.fit(self, self.fontMetrics().horizontalAdvance("国") * 36, self.fontMetrics().height() * 22)
        self._show_matched()
        if self.matched.cadre_ids:
            self.button.setFocus()

    def accept(self) -> None:
        QGuiApplication.inputMethod().commit()
        super().accept()

    @Slot()
    def _show_matched(self) -> None:
        self.matched = found = attendance.match(self._sheet, self.text.toPlainText())
        changed = [
            f"{line.full_name}{line.mark}"
            for line in self._sheet.lines
            if line.cadre_id in found.cadre_ids and line.mark not in (None, Mark.PRESENT)
        ]
        good = f"对上{len(found.cadre_ids)}人" if found.cadre_ids else ""
        self._say(Tone.GOOD, good + (f"，其中原来另有标记的将改为“到”：{'、'.join(changed)}" if changed else ""))
        self._say(Tone.WARN, _listed("同名的有几人，请写成“姓名（区分）”：", found.doubtful))
        unknown = [f"{name}（是不是{found.alike[name]}？）" if name in found.alike else name for name in found.unknown]
        self._say(Tone.BAD, _listed("名单里没有，不会登记：", unknown))
        self.button.setText(f"设为到（{len(found.cadre_ids)}人）")
        self.button.setEnabled(bool(found.cadre_ids))

    def _say(self, tone: Tone, sentence: str) -> None:
        self._lines[tone].setText(sentence)
        self._lines[tone].setVisible(bool(sentence))


def _listed(before: str, names: Sequence[str]) -> str:
    return before + "、".join(names) if names else ""


def _line(tone: Tone) -> QLabel:
    line = theme.label("", tone=tone)
    line.setWordWrap(True)
    line.hide()
    return line
