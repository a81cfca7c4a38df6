"""数据体检: the table of checks, what they find in a period, and what is done about a finding.

A finding is put right (one step, undone like any other), opened, or called right for good with a reason
(正常，不再提示): a dismissal names the facts it was said of, so the finding comes back when these change.
"""

import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.core.session import SessionState
from desktop_app.records.checks import of_lists, of_marks, of_sessions, unusual
from desktop_app.records.checks.finding import Check, Found, Looked, Severity
from desktop_app.store import journal
from desktop_app.store.models import Dismissal, Session
from desktop_app.store.reading import read

WRONG, WAITING, DOUBT = Severity.WRONG, Severity.WAITING, Severity.DOUBT

CHECKS: tuple[Check, ...] = (
    Check("同时在两处", WRONG, "同一个人在时间重叠的两场活动里都记了到或迟到", of_marks.two_places),
    Check("不在岗有出勤", WRONG, "活动当天不在岗的人有出勤，统计不算", of_marks.marks_off_roster,
          "删除这条出勤", of_marks.remove_mark),
    Check("不在岗有角色", WRONG, "活动当天不在岗的人担任主持、主讲等角色，还没举行的也查", of_marks.parts_off_roster,
          "去掉这个角色", of_marks.remove_part),
    Check("不在岗有笔记", WRONG, "提交当天不在岗的人交了心得笔记，统计不算", of_marks.notes_off_roster),
    Check("请假又到会", WRONG, "登记了请假的人在请假期间的活动里记了到或迟到", of_marks.leave_but_present,
          "改为请假", of_marks.mark_leave),
    Check("重复登记", WRONG, "同一天、同一类型的两场活动题目相同，或开始时间相同", of_sessions.twice,
          "删除空的一场", of_sessions.remove_empty),
    Check("无人的活动", WRONG, "已登记的活动没有一个人的出勤，也没有外单位人数", of_sessions.nobody,
          "改回待登记", of_sessions.make_due),
    Check("学时与时间不符", WRONG,
          "学时不等于结束减开始；等于该类型常用学时、等于天数折算的不提示，超过一天的不查", of_sessions.hours_off,
          "按起止时间改学时", of_sessions.set_hours),
    Check("附件丢失", WRONG, "附件的内容不在数据文件夹里了", of_lists.attachments_missing),
    Check("统计项缺类型", WRONG, "统计项里选的活动类型已删除", of_lists.lost_categories),
    Check("同名未区分", WRONG, "同名的人里有人没有填“区分”", of_lists.homonyms),
    Check("缺周例会、夜学", WAITING, "每周都有的活动有一周没有，放假的、说明了不举行的不提示",
          of_sessions.missing_weeks),
    Check("到期未登记", WAITING, "日期已到的活动还没有登记出勤", of_sessions.unrecorded),
    Check("草稿未登记", WAITING, "出勤是草稿，已超过7天", of_sessions.old_drafts),
    Check("笔记未审签", WAITING, "交来超过14天的心得笔记还没有审签", of_lists.unsigned),
    Check("笔记未交足", WAITING, "按应交规定超期没有交足", of_lists.owing),
    Check("篇目未学", WAITING, "必学篇目过了期限还没有活动学过", of_lists.readings_overdue),
    Check("问题超期", WAITING, "查摆的问题过了整改期限还没有办结", of_lists.problems_overdue),
    Check("第一议题未落实", WAITING, "第一议题的措施过了期限还没有办结", of_lists.topics_overdue),
    Check("成果报告未交", WAITING, "外出培训的成果报告过了期限还没有交", of_sessions.report_missing),
    Check("学时未达标", WAITING, "从12月起，有学时任务的人没有达标", of_lists.lacking_hours),
    Check("没有主讲人", WAITING, "党课没有主讲人，宣讲没有宣讲人", of_sessions.no_lecturer),
    Check("考试没有成绩", WAITING, "资格考试、有合格线的活动里到场的人没有成绩，也没有填是否合格",
          of_sessions.no_scores),
    Check("没有通知文号", DOUBT, "外出培训没有填调训通知的文号", of_sessions.no_notice),
    Check("培训请假过多", DOUBT, "超过一天的培训，请假的天数超过培训天数的七分之一", of_marks.too_much_leave),
    Check("实到率异常", DOUBT, "实到率不到同类活动中位数的一半（同类至少5场，每场至少5人）", unusual.attendance),
    Check("学时异常", DOUBT, "学时超过同类活动中位数的3倍（同类至少5场）", unusual.hours),
    Check("字数异常", DOUBT, "字数超过同类笔记中位数的3倍，或不到十分之一（同类至少10篇）", unusual.words),
)  # fmt: skip
"""Every check, the surest first; what is found is listed in this order."""


@dataclass(frozen=True)
class Finding:
    """Something found by a check. `id` follows from check and key, so that it is the same after another look."""

    check: Check
    found: Found

    @property
    def id(self) -> int:
        return zlib.crc32(f"{self.check.name}|{self.found.key}".encode())

    @property
    def can_be_repaired(self) -> bool:
        return self.check.fix is not None and bool(self.found.aim)

    @property
    def repair(self) -> str:
        """The verb of its repair; empty where there is none."""
        return self.check.repair if self.can_be_repaired else ""


@dataclass(frozen=True)
class Result:
    """What a look came to: the findings still open and those she called right, with her reasons."""

    findings: tuple[Finding, ...]
    dismissed: tuple[Finding, ...]

    def counts(self) -> dict[str, int]:
        """Return how many are open of each check that found something, in the order of the checks."""
        return dict(Counter(finding.check.name for finding in self.findings))


@dataclass(frozen=True)
class DismissalRow:
    id: int
    finding: str
    key: str
    reason: str
    on_date: date


def examine(period: Period, today: date | None = None, *, checks: Iterable[Check] = CHECKS) -> Result:
    """Look through the records of the period as they stand today."""
    looked = Looked(period, today or date.today())
    said = {(row.finding, row.key) for row in dismissals()}
    found = [Finding(check, each) for check in checks for each in check.find(looked)]
    is_right = [(finding.check.name, finding.found.key) in said for finding in found]
    return Result(
        tuple(finding for finding, right in zip(found, is_right, strict=True) if not right),
        tuple(finding for finding, right in zip(found, is_right, strict=True) if right),
    )


def open_findings(period: Period) -> int:
    """Return how many findings of a period are still open; said before anything is printed."""
    return len(examine(period).findings)


def repair(findings: Sequence[Finding]) -> set[str]:
    """Put right what can be, all as one step."""
    chosen: list[tuple[Callable[[Found], None], Finding]] = [
        (finding.check.fix, finding) for finding in findings if finding.check.fix and finding.found.aim
    ]
    if not chosen:
        raise UserError("所选的不能一键修复，请打开记录修改。")
    names = "、".join(dict.fromkeys(f"{finding.check.name}，{finding.check.repair}" for _, finding in chosen))
    with journal.step(f"数据体检修复{len(chosen)}处：{names}") as changed:
        for fix, finding in chosen:
            _refuse_locked(finding.found)
            fix(finding.found)
    return changed


def dismiss(findings: Sequence[Finding], reason: str) -> set[str]:
    """Remember that these are right as they are, and why."""
    if not reason.strip():
        raise UserError("请填写为什么是正常的，以后查起来有据可依。", "reason")
    known = {(row.finding, row.key) for row in dismissals()}
    new = {(finding.check.name, finding.found.key) for finding in findings} - known
    names = "、".join(sorted({name for name, _ in new}))
    with journal.step(f"体检不再提示{len(new)}项：{names}（{reason.strip()}）") as changed:
        for name, key in sorted(new):
            Dismissal.create(finding=name, key=key, reason=reason.strip(), on_date=date.today())
    return changed


def dismissals() -> list[DismissalRow]:
    """Return what was called right, the latest first."""
    query = Dismissal.select(
        Dismissal.id, Dismissal.finding, Dismissal.key, Dismissal.reason, Dismissal.on_date
    ).order_by(Dismissal.on_date.desc(), Dismissal.id.desc())
    return read(query, DismissalRow)


def revoke(ids: Sequence[int]) -> set[str]:
    """Let findings be told again."""
    with journal.step(f"恢复体检提示{len(ids)}项") as changed:
        Dismissal.delete().where(Dismissal.id.in_(list(ids))).execute()
    return changed


def _refuse_locked(found: Found) -> None:
    """Leave a session alone that was locked since it was found."""
    session = Session.get_or_none(Session.id == found.record_id) if found.table == "session" else None
    if session is not None and session.state == SessionState.LOCKED:
        raise UserError(f"“{session.title}”已锁定，请先解锁再改。")
