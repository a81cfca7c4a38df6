"""一期一档: the file of one training, its cover and what it holds; without a session a blank one to fill in by hand."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from desktop_app.core.attendance import Role
from desktop_app.core.number import shown
from desktop_app.core.period import Period, day_text, days_text
from desktop_app.core.session import last_day
from desktop_app.exchange.output import Ask, Choice, Output
from desktop_app.exchange.outputs.asking import LINE, of_session
from desktop_app.exchange.report import BLANK_DAY, Align, Cell, Column, Report, Row, RowKind, Table
from desktop_app.metrics import register
from desktop_app.metrics.facts import Marks
from desktop_app.records import attachments, attendance, exams, sessions, settings, stamp
from desktop_app.records.attachments import AttachmentRow
from desktop_app.records.attendance import Sheet
from desktop_app.records.exams import NO_RESULT, PASSED, Result
from desktop_app.records.session_draft import SessionDraft

CENTER, RIGHT = Align.CENTER, Align.RIGHT
COVER_LINES: Final = 4.3
"""How high a row of the cover is, in lines."""
PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".heic", ".webp", ".tif", ".tiff")
OTHERS = "其他材料"
BLANK_ROWS: Final = 22
"""Rows of a blank list to write in: with what stands around it they fill two pages."""


@dataclass(frozen=True)
class Material:
    """What a file should hold: its attachments are known by these words in their names."""

    name: str
    words: tuple[str, ...]


MATERIALS = (
    Material("调训（培训）通知", ("通知",)),
    Material("课程（日程）安排", ("课程", "日程", "议程", "方案")),
    Material("签到表", ("签到",)),
    Material("参训人员名单", ("名单", "花名册", "回执", "报名")),
    Material("讲义、课件", ("讲义", "课件", "讲稿", "教材")),
    Material("考试（考核）成绩", ("成绩", "试卷", "试题", "考试", "考核")),
    Material("照片", ("照片", "影像")),
    Material("培训总结、成果报告", ("总结", "报告", "心得", "小结", "简报")),
)


@dataclass(frozen=True)
class _Training:
    """Everything the ledger has of a training."""

    draft: SessionDraft
    sheet: Sheet
    results: dict[int, Result]
    files: Sequence[AttachmentRow]
    marks: Marks

    @property
    def marked(self) -> list[attendance.SheetLine]:
        """Whoever has a mark, once the session is recorded: a draft's marks are nobody's record yet."""
        return [line for line in self.sheet.lines if line.mark and self.sheet.is_recorded]

    @property
    def record(self) -> tuple[str, int]:
        return "session", self.sheet.session_id

    @property
    def outsiders(self) -> int:
        return sum(heads for _, heads in self.draft.outsiders)


def reports(choice: Choice) -> list[Report]:
    """Return the cover and the contents of a training's file."""
    found = _read(choice.session_id) if choice.session_id is not None else None
    return [_cover(found), _contents(found)]


def _read(session_id: int) -> _Training:
    draft = sessions.draft_of(session_id)
    return _Training(
        draft,
        attendance.sheet(session_id),
        {line.cadre_id: line.result for line in exams.sheet(session_id).lines},
        attachments.listed("session", session_id),
        register.marks(Period(draft.held_on, draft.held_on)).get(session_id, Marks()),
    )


def _cover(found: _Training | None) -> Report:
    office, draft = settings.current(), found.draft if found else None
    rows: tuple[tuple[str, str], ...] = (
        ("档案名称", draft.title if draft else ""), ("编　　号", draft.number if draft else ""),
        ("培训时间", _time(draft) if draft else ""), ("培训地点", draft.place if draft else ""),
        ("主办单位", (draft.organiser or draft.level) if draft else ""),
        ("调训通知文号", draft.notice_number if draft else ""), ("参训人数", _heads(found) if found else ""),
        ("立 卷 人", office.clerk), ("立卷日期", BLANK_DAY),
    )  # fmt: skip
    columns = (Column("", 8, CENTER, is_label=True), Column("", 24, CENTER))
    table = Table(
        "",
        columns,
        tuple(Row(cells, lines=COVER_LINES, record=found and found.record) for cells in rows),
        is_headed=False,
    )
    return Report(
        f"{office.office}干部教育培训一期一档", (), (table,), sideways=False, sheet_name="封面",
        stamp=stamp.printed(),
    )  # fmt: skip


def _time(draft: SessionDraft) -> str:
    days = days_text(draft.held_on, last_day(draft.held_on, draft.days))
    worth = "、".join(f"{shown(value)}{unit}" for value, unit in ((draft.days, "天"), (draft.hours, "学时")) if value)
    return f"{days}{worth and f'（{worth}）'}"


def _heads(found: _Training) -> str:
    came = found.marks.attended
    outside = f"，外单位{found.outsiders}人" if found.outsiders else ""
    return f"{came + found.outsiders}人（本系统{came}人{outside}）" if came or outside else ""


def _contents(found: _Training | None) -> Report:
    office = settings.current()
    title = found.draft.title if found else ""
    return Report(
        "卷内目录和参训情况", (f"档案名称：{title or LINE * 3}",),
        (_catalogue(found), _about(found), _people(found), _outside(found), _lectures(found)),
        signature=(f"立卷人：{office.clerk}", f"审核人：{office.reviewer}", f"立卷日期：{BLANK_DAY}"),
        notes=("份数为台账里的附件份数；没有的由立卷人装入纸质材料后填写。",),
        sideways=False, sheet_name="目录和名单", stamp=stamp.printed(),
    )  # fmt: skip


def _catalogue(found: _Training | None) -> Table:
    """Return what the file should hold, with the attachments that are there."""
    kept: dict[str, list[str]] = {material.name: [] for material in MATERIALS} | {OTHERS: []}
    for file in found.files if found else ():
        kept[_material_of(file.name)].append(file.name)
    known = _in_ledger(found) if found else {}
    rows = [
        Row((number, name, "\n".join(names), len(names) or "", known.get(name, "")))
        for number, (name, names) in enumerate(kept.items(), start=1)
    ]
    columns = (
        Column("序号", 2.2, CENTER), Column("材料名称", 8), Column("内容", 12), Column("份数", 2.6, CENTER),
        Column("备注", 10.4),
    )  # fmt: skip
    return Table("一、卷内目录", columns, tuple(rows))


def _material_of(name: str) -> str:
    """Return under which heading a file goes: by the words of its name, pictures among the photographs."""
    for material in MATERIALS:
        if any(word in name for word in material.words):
            return material.name
    return "照片" if Path(name).suffix.lower() in PICTURES else OTHERS


def _in_ledger(found: _Training) -> dict[str, str]:
    """Return what the ledger says of some of the materials."""
    draft = found.draft
    has_results = any(result != NO_RESULT for result in found.results.values())
    said = (
        (MATERIALS[0].name, f"文号：{draft.notice_number}" if draft.notice_number else ""),
        (MATERIALS[1].name, "见“二、基本情况”" if draft.agenda else ""),
        (MATERIALS[3].name, "见“三、参训人员”" if found.marked else ""),
        (MATERIALS[5].name, "见“三、参训人员”" if has_results else ""),
        (MATERIALS[7].name, _report_said(draft)),
    )
    return dict(said)


def _report_said(draft: SessionDraft) -> str:
    if draft.report_handed_in_on:
        return f"{day_text(draft.report_handed_in_on)}提交"
    return f"{day_text(draft.report_due_on)}前提交" if draft.report_due_on else ""


def _about(found: _Training | None) -> Table:
    columns = (
        Column("", 5, CENTER, is_label=True), Column("", 12), Column("", 5, CENTER, is_label=True), Column("", 12),
    )  # fmt: skip
    draft = found.draft if found else None
    hosts = "、".join(_named(found, Role.HOST)) if found else ""
    short = (
        ("活动类型", found.sheet.category if found else "", "培训形式", draft.form if draft else ""),
        ("主办层级", draft.level if draft else "", "区域", draft.region if draft else ""),
        ("主持人", hosts, "记录人", draft.recorder if draft else ""),
    )
    long = (
        ("课程安排", draft.agenda if draft else ""), ("培训内容", draft.content if draft else ""),
        ("学习篇目", "\n".join((*draft.readings, *draft.films)) if draft else ""),
    )  # fmt: skip
    rows = (*(Row(cells) for cells in short), *(Row(cells, spans=(1, 3), lines=2) for cells in long))
    return Table("二、基本情况", columns, rows, is_headed=False)


def _named(found: _Training, role: Role) -> list[str]:
    names = {line.cadre_id: line.full_name for line in found.sheet.lines}
    return [names.get(part.cadre_id, "") for part in found.draft.parts if part.role is role]


def _people(found: _Training | None) -> Table:
    columns = (
        Column("序号", 2.2, CENTER), Column("姓名", 4.5), Column("单位", 7.5), Column("职务", 8.2),
        Column("出勤", 3.5, CENTER), Column("成绩", 3, RIGHT), Column("结果", 2.6, CENTER), Column("证书编号", 8),
    )  # fmt: skip
    results = found.results if found else {}
    rows = [
        Row((number, line.name_beside_unit, line.unit, line.post, _mark(line), *_result(results.get(line.cadre_id))))
        for number, line in enumerate(found.marked if found else (), start=1)
    ]
    if found and rows:
        said = f"应到{found.marks.marked}人，实到{found.marks.attended}人"
        rows.append(Row(("合计", said), RowKind.TOTAL, spans=(2, len(columns) - 2)))
    return Table("三、参训人员", columns, tuple(rows) or _blank(len(columns)))


def _mark(line: attendance.SheetLine) -> str:
    detail = line.entry.detail if line.entry else ""
    return f"{line.mark}{detail and f'（{detail}）'}"


def _result(result: Result | None) -> tuple[Cell, Cell, Cell]:
    if result is None:
        return "", "", ""
    return shown(result.score) if result.score is not None else "", PASSED[result.passed], result.certificate


def _outside(found: _Training | None) -> Table:
    columns = (
        Column("序号", 2.2, CENTER), Column("单位", 16), Column("人数", 4, RIGHT), Column("备注", 10),
    )  # fmt: skip
    outsiders = found.draft.outsiders if found else ()
    rows = [Row((number, unit, heads, "")) for number, (unit, heads) in enumerate(outsiders, start=1)]
    if found and rows:
        rows.append(Row(("合计", f"{len(outsiders)}个单位", found.outsiders, ""), RowKind.TOTAL))
    return Table("四、外单位参训人数", columns, tuple(rows) or _blank(len(columns), 2 if found is None else 1))


def _lectures(found: _Training | None) -> Table:
    columns = (
        Column("序号", 2.2, CENTER), Column("角色", 4, CENTER), Column("姓名", 6), Column("单位、职务", 11),
        Column("题目", 14),
    )  # fmt: skip
    people = {line.cadre_id: line for line in found.sheet.lines} if found else {}
    parts = (
        [part for part in found.draft.parts if part.role is not Role.HOST and part.cadre_id in people] if found else []
    )
    rows = [
        Row((number, part.role, people[part.cadre_id].full_name,
             f"{people[part.cadre_id].unit}{people[part.cadre_id].post}", part.title))
        for number, part in enumerate(parts, start=1)
    ]  # fmt: skip
    return Table("五、授课和交流", columns, tuple(rows) or _blank(len(columns), 2))


def _blank(width: int, rows: int = BLANK_ROWS) -> tuple[Row, ...]:
    """Return empty rows to write in."""
    return (Row(("",) * width, lines=1.3),) * rows


def _file_name(choice: Choice) -> str:
    return of_session(choice.session_id, "一期一档")


OUTPUT = Output(
    "一期一档", "活动", "一期培训的档案封面、卷内目录、参训人员和成绩、外单位人数、授课题目；不选活动的是一份空白档",
    frozenset({Ask.SESSION}), reports, _file_name,
)  # fmt: skip
