"""One session's marks while they are made: opened, kept in passing, saved as a draft or recorded.

The attendance sheet and the open column of the month grid are both this, seen differently.
"""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from desktop_app.core.attendance import Entry, Mark
from desktop_app.core.period import day_text
from desktop_app.core.session import SessionState
from desktop_app.records import attendance, unsaved_marks
from desktop_app.records.attendance import Sheet
from desktop_app.ui.roll_model import Marks, RollModel
from desktop_app.ui.workbench import Workbench

WAY = "attendance.made_up_way"
"""Under which the way of the last 补学 is remembered."""
FRESH = 31
"""Days after a session for which today is offered as the day of a 补学."""
KEEP_EVERY = 20_000
"""Milliseconds: so much work is lost at most when the power fails."""
READ_ONLY = {
    SessionState.LOCKED: "本场已锁定，只能查看；要修改请先解锁（Ctrl+Shift+L）。",
    SessionState.OFF: "本场已设为不举行，只能查看；要登记请先在“修改”里把状态改为待登记。",
}


class RollKeeping(QObject):
    """`sheet` is the session as stored; what is typed stands in the model."""

    def __init__(self, workbench: Workbench, model: RollModel, parent: QObject) -> None:
        super().__init__(parent)
        self._workbench, self.model = workbench, model
        self.sheet = attendance.NO_SHEET
        self._is_kept = False
        self._aside: dict[int, Marks] = {}
        self.pause = QTimer(self, singleShot=True, interval=KEEP_EVERY)
        self.pause.timeout.connect(self.keep)
        model.marks_changed.connect(self._on_marks_changed)

    @property
    def session_id(self) -> int:
        return self.sheet.session_id

    def open(self, session_id: int) -> None:
        """Turn to another session; what was not saved of the one before is dropped, what was set aside comes back."""
        self._turn_to(attendance.sheet(session_id))
        marks, unmarked = (
            self._aside.pop(session_id, {}),
            {line.cadre_id for line in self.sheet.lines if not line.entry},
        )
        if not self.sheet.is_recorded:
            self.model.set_marks({cadre: entry for cadre, entry in marks.items() if cadre in unmarked})

    def set_aside(self) -> None:
        """Have no session open since it is not seen any more (moved, called off, undone); its marks may come back."""
        self.keep()
        if not self.sheet.is_recorded:
            self._aside[self.session_id] = self.model.unsaved()
        self.close()

    def close(self) -> None:
        """Have no session open; what was not saved of the one before is dropped."""
        self._turn_to(attendance.NO_SHEET)

    def _turn_to(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self._is_kept = False
        self.pause.stop()
        self.model.made_up = self._usual_made_up()
        self.model.show_sheet(sheet, keep_unsaved=False)

    def read(self) -> None:
        """Read the session anew; marks not saved yet stay on top of it."""
        self.sheet = attendance.sheet(self.session_id)
        self.model.show_sheet(self.sheet, keep_unsaved=True)

    def remember(self, entry: Entry) -> None:
        """Put the day and way of a 补学 down for those who are marked so next."""
        if entry.mark is Mark.MADE_UP:
            self.model.made_up = entry
            self._workbench.look.keep_choice(WAY, entry.made_up_way)

    def _usual_made_up(self) -> Entry:
        day = self.model.made_up.made_up_on
        if day is None or day < self.sheet.held_on:
            is_fresh = 0 <= (date.today() - self.sheet.held_on).days <= FRESH
            day = date.today() if is_fresh else None  # of an old session today is hardly the day
        return Entry(Mark.MADE_UP, made_up_on=day, made_up_way=self._workbench.look.choice(WAY))

    def why_not(self) -> str:
        """Return why nobody may be marked, in a sentence; empty where they may."""
        if self.sheet.is_ahead:
            return f"还没有到日子（{day_text(self.sheet.held_on)}），到时再登记。"
        return READ_ONLY.get(self.sheet.state, "")

    def record(self) -> bool:
        """Write what is shown and nothing else; the session is then 已登记. False where that was not done."""
        totals = self.model.totals()
        if not totals.due and not self._workbench.ask(
            "还没有人登记", f"这场{totals.people}人都还没有标记。保存后算作已登记，实到0人。", "仍然保存"
        ):
            return False
        return self._write(attendance.save, self.model.unsaved_shown())

    def save_draft(self) -> bool:
        """Keep everything marked as a draft; there is none of a sheet that is recorded already."""
        marks = self.model.unsaved()
        return not marks or self._write(attendance.save_draft, marks)

    def leave(self) -> bool:
        """Let go of the session: what is not recorded stays as a draft. False where that could not be saved."""
        if self.model.unsaved() and not self.sheet.is_recorded and not self.save_draft():
            return False
        self.forget()
        return True

    @Slot()
    def keep(self) -> None:
        """Keep in passing what is not saved; a sheet that is recorded changes only when it is saved."""
        if self.sheet.is_recorded:
            return
        marks = self.model.unsaved()
        if (marks or self._is_kept) and self._workbench.attempt(partial(_kept, self.session_id, marks)) is None:
            self._is_kept = bool(marks)

    def forget(self) -> None:
        """Forget what was kept in passing."""
        self.pause.stop()
        if self._is_kept:
            self._workbench.attempt(partial(_kept, self.session_id, {}))
            self._is_kept = False

    def _write(self, write: Callable[[int, Marks], set[str]], marks: Marks) -> bool:
        if not self._workbench.do(partial(write, self.session_id, marks)):
            return False
        self.pause.stop()
        self._is_kept = False
        return True

    @Slot()
    def _on_marks_changed(self) -> None:
        if not self.pause.isActive() and (self._is_kept or self.model.unsaved()):
            self.pause.start()


def _kept(session_id: int, marks: Marks) -> set[str]:
    unsaved_marks.keep(session_id, marks)
    return set()
