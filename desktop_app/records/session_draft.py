"""A session (活动) as typed, and what it must be to be kept."""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.core.errors import UserError
from desktop_app.core.number import HUNDRED, shown
from desktop_app.core.period import day_text
from desktop_app.core.session import LEVELS, MOST_SCORE, REGIONS, SessionState
from desktop_app.records.first_topics import TopicDraft
from desktop_app.records.session_parts import PartDraft

_CLOCK = re.compile(r"^([01]?\d|2[0-3]):([0-5]\d)$")
MOST_DAYS, MOST_HOURS = 366 * HUNDRED, 366 * 24 * HUNDRED
LATE_STARTS = {"start": "开始时间", "end": "结束时间"}


@dataclass(frozen=True)
class SessionDraft:
    """A session as typed. days and hours in hundredths; start and end "19:30"; readings and films one a line.

    `outsiders` are headcounts by the name of their unit; pass_mark is a score in hundredths; `files` are attached with
    the save.
    """

    category_id: int
    title: str
    held_on: date
    number: str = ""
    planned_on: date | None = None
    start: str = ""
    end: str = ""
    days: int = 0
    hours: int = 0
    place: str = ""
    region: str = ""
    form: str = ""
    organiser: str = ""
    level: str = ""
    notice_number: str = ""
    recorder: str = ""
    agenda: str = ""
    content: str = ""
    readings: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    state: SessionState = SessionState.DUE
    reason: str = ""
    parts: tuple[PartDraft, ...] = ()
    outsiders: tuple[tuple[str, int], ...] = ()
    series_id: int | None = None
    pass_mark: int | None = None
    report_due_on: date | None = None
    report_handed_in_on: date | None = None
    first_topics: tuple[TopicDraft, ...] = ()
    files: tuple[Path, ...] = ()

    def check(self) -> None:
        if not self.title.strip():
            raise UserError("请填写题目。", "title")
        for name, label in LATE_STARTS.items():
            text = getattr(self, name)
            if text and not _CLOCK.match(text):
                raise UserError(f"{label}“{text}”不对，请写成 19:30 这样。", name)
        if self.start and self.end and self.end.zfill(5) <= self.start.zfill(5):
            raise UserError(f"结束时间{self.end}不晚于开始时间{self.start}。", "end")
        for value, known, name, label in (
            (self.region, REGIONS, "region", "区域"),
            (self.level, LEVELS, "level", "主办层级"),
        ):
            if value and value not in known:
                raise UserError(f"{label}“{value}”不认识，请用：{'、'.join(known)}。", name)
        if self.days > MOST_DAYS or self.hours > MOST_HOURS:
            name, label = ("days", "天数") if self.days > MOST_DAYS else ("hours", "学时")
            raise UserError(f"{label}太大，一场活动不会超过一年，请核对。", name)
        if self.state is SessionState.OFF and not self.reason.strip():
            raise UserError("不举行的活动请填写事由。", "reason")
        self._check_numbers()
        self._check_days()

    def _check_numbers(self) -> None:
        for value, name, label in ((self.days, "days", "天数"), (self.hours, "hours", "学时")):
            if value < 0:
                raise UserError(f"{label}小于零。", name)
        for unit, headcount in self.outsiders:
            if headcount < 0:
                raise UserError(f"外单位“{unit}”的人数小于零。", "outsiders")
        if len(dict(self.outsiders)) < len(self.outsiders):
            raise UserError("同一个外单位填了两次，请合并成一行。", "outsiders")
        if self.pass_mark is not None and not 0 <= self.pass_mark <= MOST_SCORE:
            raise UserError(f"合格线应在0和{shown(MOST_SCORE)}之间，请核对。", "pass_mark")

    def _check_days(self) -> None:
        for day, name, label in (
            (self.report_due_on, "report_due_on", "成果报告期限"),
            (self.report_handed_in_on, "report_handed_in_on", "成果报告提交日期"),
        ):
            if day and day < self.held_on:
                raise UserError(f"{label}{day_text(day)}早于活动日期{day_text(self.held_on)}。", name)
        for topic in self.first_topics:
            try:
                topic.check(self.held_on)
            except UserError as error:
                raise UserError(str(error), "first_topics") from None
