"""年终材料一套: everything that is filed at the end of a year, written in one act into a dated folder with its list.

Which materials belong to the set is the clerk's choice, kept by name. A set is written whole or not at all.
"""

import hashlib
from collections.abc import Callable, Sequence
from concurrent.futures import Future
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import partial
from pathlib import Path
from time import sleep

from desktop_app.core.atomic import writing_folder
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.progress import Report as Listener
from desktop_app.core.progress import silent
from desktop_app.exchange import documents, output, outputs, workbook
from desktop_app.exchange.output import Ask, Choice
from desktop_app.exchange.report import Align, Column, Report, Row, Table
from desktop_app.records import attachments, exports, kept_choices, settings, stamp, templates

POLL_SECONDS = 0.05
KIND = "年终材料"
"""Under which sets are kept by name."""
LIST = "材料清单.pdf"
SHOWN_DIGITS = 16
"""So many characters of a file's SHA-256 stand in the list: enough to show that it is the one that was written."""


class Form(StrEnum):
    """What kind of file registers and personal records are written as."""

    PDF = "PDF"
    WORD = "Word"

    @property
    def ending(self) -> str:
        return {Form.PDF: ".pdf", Form.WORD: ".docx"}[self]


Draw = Callable[[Sequence[Report], Path], Future[None] | None]
"""What makes a PDF of reports: pages are drawn in the screen's room, as a rule beside this; None: the file is there."""


Drawing = Callable[[], AbstractContextManager[Draw]]
"""What stands ready to draw as long as a set is written."""


@dataclass(frozen=True)
class Order:
    """A set: of which year and as of which day, which materials (by name), in what form, from which template."""

    year: int
    materials: tuple[str, ...]
    form: Form = Form.PDF
    as_of: date | None = None
    template: Path | None = None

    @property
    def period(self) -> Period:
        return Period.year(self.year).until(self.as_of)


@dataclass(frozen=True)
class Written:
    """A file of the set: what it is called in the list, and where it lies."""

    name: str
    path: Path


@dataclass(frozen=True)
class Material:
    """Something that belongs to a year end: `write` puts its files into a folder."""

    name: str
    about: str
    write: Callable[[Order, Path, Draw], Sequence[Written]]


def _document(name: str, template: Path | None = None) -> Callable[[Order, Path, Draw], list[Written]]:
    """Return what writes a document of the year with its proof sheet, the report from the order's own template."""

    def write(order: Order, folder: Path, draw: Draw) -> list[Written]:
        del draw  # a Word document of its own
        of_year = _of_year(order, template)
        path = folder / f"{documents.title_of(of_year)}.docx"
        proof = documents.proof_name(path)
        documents.write(of_year, path, proof)
        return [Written(name, path), Written(f"{name}数据核对表", proof)]

    return write


def _of_year(order: Order, template: Path | None) -> documents.Order:
    return documents.of_year(order.year, order.as_of, template or order.template)


def _workbook(order: Order, folder: Path, draw: Draw) -> list[Written]:
    """Write the workbook as of the day of the report beside it: they would state 审签 of different days."""
    del draw
    path = folder / f"{workbook.file_name(order.year)}.xlsx"
    workbook.write(workbook.Order(order.year, order.period.last), path)
    return [Written("年终台账", path)]


def _sheets(name: str) -> Callable[[Order, Path, Draw], list[Written]]:
    """Return what writes an output of the whole year; one that is made of a month, month by month in one file."""

    def write(order: Order, folder: Path, draw: Draw) -> list[Written]:
        of = outputs.named(name)
        choices = [Choice(order.period)]
        if Ask.MONTH in of.asks:
            months = range(1, order.period.last.month + 1)
            choices = [Choice(Period.month(order.year, month).until(order.as_of)) for month in months]
        reports = [report for choice in choices for report in of.reports(choice)]
        path = folder / f"{order.year}年{name}{order.form.ending}"
        if order.form is Form.PDF:
            draw(reports, path)
        else:
            from desktop_app.exchange import word  # noqa: PLC0415  loads python-docx

            word.write(reports, path, settings.current().office)
        return [Written(name, path)]

    return write


REPORT, PLAN = documents.REPORT, documents.PLAN
SHEETS = {
    "出勤登记册": "每月每场活动每个人的出勤，各月合成一个文件",
    "审签登记表": "全年上交的心得笔记和审签情况，按单位排列，有小计",
    "学习篇目登记": "全年学过的篇目、看过的片子、讲过的题目，标明必学",
    "党课登记": "全年的党课：讲题、主讲人和当日身份、应到实到、研讨发言",
    "外出培训登记": "全年的外出培训、任职培训和个人培训：通知文号、主办单位、起止、谁去了、成果报告",
    "问题整改台账": "全年发现的问题和整改情况，超期的在前",
    "干部教育培训登记表": "在岗干部每人一张，合成一个文件",
}
"""The sheets of a whole year, with what is said of each."""
MATERIALS: tuple[Material, ...] = (
    Material(REPORT.name, "Word 文档，数字都取自台账，附核对表", _document(REPORT.name)),
    Material(PLAN.name, "下一年度的计划单独成文，Word 文档", _document(PLAN.name, PLAN.path)),
    Material("年终台账", "Excel 工作簿，全部工作表", _workbook),
    *(Material(name, about, _sheets(name)) for name, about in SHEETS.items()),
)
"""In the order of the list."""


def order(
    year: int, as_of: date | None = None, template: Path | None = None, kept: str | None = None, form: str | None = None
) -> Order:
    """Return an order of everything, or of the set kept under a name; UserError where there is none of that name."""
    content = {"materials": [each.name for each in MATERIALS], "form": Form.PDF}
    if kept is not None:
        sets = {row.name: row.content for row in kept_choices.listed(KIND)}
        if kept not in sets:
            known = f"，有：{'、'.join(sets)}" if sets else ""
            raise UserError(f"没有保存过名为“{kept}”的年终材料{known}。")
        content = sets[kept]
    own = {each.name: each.path for each in templates.listed()}
    template = template or own.get(content.get("template", ""))
    return Order(year, tuple(content["materials"]), Form(form or content["form"]), as_of, template)


def write(order: Order, into: Path, drawing: Drawing, listener: Listener = silent) -> Path:
    """Write the set into a new dated folder within `into` and log it; return the folder.

    UserError before anything is written where nothing is chosen or a template has mistakes; stopped or refused half
    way, nothing is left.
    """
    chosen = [each for each in MATERIALS if each.name in order.materials]
    if not chosen:
        raise UserError("还没有选择要写出的材料，请至少选一项。")
    folder = _free(into / f"{order.year}年终材料（{date.today():%Y-%m-%d}）")
    with writing_folder(folder) as place, drawing() as draw:
        begun: list[Future[None] | None] = []
        made: dict[str, Sequence[Written]] = {}
        for done, material in enumerate(sorted(chosen, key=lambda each: each.name not in SHEETS)):  # drawn meanwhile
            listener(done, len(chosen) + 1)
            made[material.name] = material.write(order, place, lambda of, path: begun.append(draw(of, path)))
        _wait(begun, partial(listener, len(chosen), len(chosen) + 1))
        written = [each for material in chosen for each in made[material.name]]
        _wait([draw([list_of(order, written)], place / LIST)], partial(listener, len(chosen), len(chosen) + 1))
    exports.log(f"{order.year}年终材料（{len(written) + 1}个文件）", "成套写出", str(folder))
    return folder


def _wait(begun: Sequence[Future[None] | None], still: Callable[[], None]) -> None:
    """Wait until everything is drawn; `still` may stop it."""
    for each in begun:
        while each and not each.done():
            still()
            sleep(POLL_SECONDS)
        if each:
            each.result()


def problems(order: Order) -> tuple[str, ...]:
    """Return what must be put right in the templates of the chosen documents before the set can be written."""
    own = {REPORT.name: None, PLAN.name: PLAN.path}
    return tuple(
        f"{name}的模板：{problem}"
        for name in order.materials
        if name in own
        for problem in documents.check(_of_year(order, own[name])).problems
    )


def list_of(order: Order, written: Sequence[Written]) -> Report:
    """Return the list of what was written (材料清单): it shows later that a file is the one that was filed."""
    columns = (
        Column("序号", 2.5, Align.CENTER), Column("材料", 9), Column("文件", 20), Column("大小", 5, Align.RIGHT),
        Column("校验码", 10),
    )  # fmt: skip
    rows = [
        Row((number, each.name, each.path.name, attachments.size_text(each.path.stat().st_size), _digest(each.path)))
        for number, each in enumerate(written, start=1)
    ]
    office = settings.current()
    return Report(
        f"{office.office}{order.year}年终材料清单",
        (f"统计期间：{order.period.text}", output.unrecorded_said(order.period), f"共{len(written)}份"),
        (Table("", columns, tuple(rows)),),
        signature=(f"整理人：{office.clerk}", f"审核人：{office.reviewer}", f"整理日期：{day_text(date.today())}"),
        notes=("校验码为文件 SHA-256 的前十六位；文件改动过，校验码就不同。",),
        stamp=stamp.printed(),
    )


def _free(folder: Path) -> Path:
    """Return the folder, or with a number behind it where there is one of today already: nothing is written over."""
    number, free = 1, folder
    while free.exists():
        number += 1
        free = folder.with_name(f"{folder.name}第{number}次")
    return free


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:SHOWN_DIGITS]
