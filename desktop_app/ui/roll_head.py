"""What stands over the names of an attendance sheet: which session it is, how it stands, and what one must know."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.core.session import SessionState
from desktop_app.records.attendance import Sheet
from desktop_app.ui import theme
from desktop_app.ui.roll_keeping import READ_ONLY
from desktop_app.ui.roll_model import FROM_LEAVE, UNMARKED
from desktop_app.ui.theme import GAP, Role, Tone

WEEKDAYS = "一二三四五六日"
STATE_TONES = {SessionState.RECORDED: Tone.GOOD, SessionState.LOCKED: Tone.QUIET, SessionState.OFF: Tone.QUIET}


class RollHead(QWidget):
    """Title and state in one line, kind, day and place below, then a notice where there is one."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.state = theme.label("", Role.TITLE), theme.label("", Role.NOTICE)
        self.explanation, self.subtitle = theme.label("", tone=Tone.QUIET), theme.label("", tone=Tone.QUIET)
        self.notice = theme.label("", Role.NOTICE, Tone.WARN)
        self.notice.setWordWrap(True)
        line = QHBoxLayout()
        line.setSpacing(GAP)
        for label in (self.title, self.state, self.explanation):
            line.addWidget(label)
        line.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GAP)
        layout.addLayout(line)
        layout.addWidget(self.subtitle)
        layout.addWidget(self.notice)

    def show_sheet(self, sheet: Sheet) -> None:
        """Say which session it is and how it stands."""
        day = f"{day_text(sheet.held_on)} 周{WEEKDAYS[sheet.held_on.weekday()]} {sheet.start}"
        self.title.setText(sheet.title)
        self.subtitle.setText("　".join(filter(None, (sheet.category, day.strip(), sheet.place))))
        is_told = sheet.is_recorded or sheet.state in READ_ONLY
        waits = f"{UNMARKED}（草稿）" if sheet.state is SessionState.DRAFT else UNMARKED
        self.state.setText(str(sheet.state) if is_told else waits)
        theme.set_tone(self.state, STATE_TONES.get(sheet.state, Tone.WARN))
        self.explanation.setVisible(not is_told and not sheet.is_ahead)

    def say(self, why_not: str, hidden: int, guessed: int) -> None:
        """Say why nobody may be marked, how many a filter hides unsaved, and how many marks are guesses."""
        text = f"另有{hidden}人的标记被筛选挡住，还没有保存；登记只写显示出来的人。" if hidden else why_not
        self.notice.setText(text)
        self.notice.setVisible(bool(text))
        said = f"虚线框的{guessed}人{FROM_LEAVE}，登记后才算数；" if guessed else "登记后才计入各项数字；"
        self.explanation.setText(f"{said}没有标记的人是未登记，不是缺席。")
