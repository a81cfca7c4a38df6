"""签到表: the people of a session as of its day, with room to sign; or an empty sheet."""

from collections.abc import Sequence
from typing import Final

from desktop_app.core.attendance import Role
from desktop_app.core.period import day_text
from desktop_app.core.scope import EVERYBODY, Population
from desktop_app.exchange.output import Ask, Choice, Output
from desktop_app.exchange.outputs.asking import LINE, of_session
from desktop_app.exchange.report import BLANK_DAY, UPRIGHT_ROOM, Align, Column, Report, Row, Table, text_width
from desktop_app.metrics import register
from desktop_app.records import attendance, sessions, settings, stamp
from desktop_app.records.session_draft import SessionDraft

CENTER = Align.CENTER
LINES: Final = 25
FEWER, FEW = 21, 2
"""So many lines a page of one block has where more than a few people's names, units or posts take two lines of text.
"""
SPARE: Final = 2
"""So many lines are left for those nobody thought of, at least."""
MOST: Final = 2 * LINES
"""Up to so many places one block suffices; more people sign in two side by side, which have no room for 职务."""
ROOM: Final = 14.0
"""Room to sign, in points beside what stands above and below text anyway."""
Line = tuple[str, str, str]
"""Who signs: name, unit, post."""
NOBODY: Line = ("", "", "")


def sheet(session_id: int | None, population: Population = EVERYBODY) -> Report:
    """Return the sheet of a session; without one it is empty."""
    office = settings.current()
    if session_id is None:
        kind, facts, people, recorder = "", _facts("", "", "", ""), (), ""
    else:
        kind, facts, people, recorder = _session(session_id, population)
    expected = f"{len(people)}人" if people else "　　　人"
    return Report(
        f"{office.office}{kind}签到表", (*facts, *_of(population)), _tables(people),
        signature=(f"应到：{expected}", "实到：　　　人", "请假：　　　人", f"记录人：{recorder}"),
        notes=("空白行供列席和外单位人员签名。",) if people else (),
        sideways=False, sheet_name="签到表", stamp=stamp.printed(),
    )  # fmt: skip


def _of(population: Population) -> tuple[str, ...]:
    """Return whom the sheet is for, where it is not for everybody."""
    return () if population.is_all else (f"口径：{population.text}",)


def _session(session_id: int, population: Population) -> tuple[str, tuple[str, ...], tuple[Line, ...], str]:
    """Return the kind, the facts, those who are to sign and the recorder of a session."""
    draft, on_sheet = sessions.draft_of(session_id), attendance.sheet(session_id)
    belonging = register.in_post(population, draft.held_on)
    people = (
        *(
            (line.name_beside_unit, line.unit, line.post)
            for line in on_sheet.lines
            if line.cadre_id in belonging or (population.is_all and line.entry)
        ),
        *(_outsiders(draft) if population.is_all else ()),
    )
    names = {line.cadre_id: line.full_name for line in on_sheet.lines}
    hosts = "、".join(names.get(part.cadre_id, "") for part in draft.parts if part.role is Role.HOST)
    facts = _facts(draft.title, f"{day_text(draft.held_on)}{_hours(draft)}", draft.place, hosts)
    return on_sheet.category, facts, people, draft.recorder


def _facts(title: str, time: str, place: str, hosts: str) -> tuple[str, ...]:
    return (
        f"题目：{title or LINE * 3}", f"时间：{time or BLANK_DAY + '　　时　　分'}", f"地点：{place or LINE}",
        f"主持人：{hosts or LINE}",
    )  # fmt: skip


def _hours(draft: SessionDraft) -> str:
    until = f"—{draft.end}" if draft.end else ""
    return f" {draft.start}{until}" if draft.start else ""


def _outsiders(draft: SessionDraft) -> list[Line]:
    """Return a line for each who came or is to come from outside."""
    return [("", unit, "") for unit, heads in draft.outsiders for _ in range(heads)]


def _tables(people: Sequence[Line]) -> tuple[Table, ...]:
    """Return a table for each page: one block of lines, or two side by side where many are to sign."""
    wanted = len(people) + (SPARE if people else 0)
    blocks = 1 if wanted <= MOST else 2
    columns = _columns(people, blocks)
    height = ROOM / Report("", (), (Table("", columns, ()),)).type_size(UPRIGHT_ROOM)
    longer = sum(_is_long(line, columns[1:4]) for line in people) if blocks == 1 else 0
    places = blocks * (FEWER if longer > FEW else LINES)
    pages = max(1, -(-wanted // places))
    lines = [(number, line) for number, line in enumerate((*people, *[NOBODY] * (pages * places - len(people))), 1)]
    tables: list[Table] = []
    for page in range(pages):
        on_page = lines[page * places : (page + 1) * places]
        halves = [on_page[start : start + places // blocks] for start in range(0, places, places // blocks)]
        rows = tuple(
            Row(tuple(cell for number, line in beside for cell in (number, *line[: 4 - blocks], "", "")), lines=height)
            for beside in zip(*halves, strict=True)
        )
        tables.append(Table("", columns, rows, starts_page=page > 0))
    return tuple(tables)


def _is_long(line: Sequence[str], columns: Sequence[Column]) -> bool:
    """Whether something of a line is too long for one line of text."""
    return any(text_width(cell) > column.width for cell, column in zip(line, columns, strict=True))


def _columns(people: Sequence[Line], blocks: int) -> tuple[Column, ...]:
    """Return the columns, as wide as names, units and posts ask, so that a line of the sheet is a line of text."""
    name, unit, post = (
        min(most, max(least, *(text_width(line[number]) for line in people)) if people else least + 3)
        for number, (least, most) in enumerate(((4, 9 - 2 * blocks), (5, 12 - blocks), (5, 11)))
    )
    titles = (
        ("序号", 2.2),
        ("姓名", name),
        ("单位", unit),
        ("职务", post),
        ("签名", 9 - blocks),
        ("备注", 4 - blocks / 2),
    )
    return tuple(Column(title, width, CENTER) for title, width in titles if title != "职务" or blocks == 1) * blocks


def _make(choice: Choice) -> list[Report]:
    return [sheet(choice.session_id, choice.population)]


def _file_name(choice: Choice) -> str:
    return of_session(choice.session_id, "签到表") + choice.population.in_brackets


OUTPUT = Output(
    "签到表", "活动", "一场活动的应到人员按当日单位排好，留出签名的地方；不选活动的是一张空表",
    frozenset({Ask.SESSION, Ask.POPULATION}), _make, _file_name,
)  # fmt: skip
