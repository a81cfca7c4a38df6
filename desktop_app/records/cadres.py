"""Cadres (干部) and their postings (任职): who is where, as of any date."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import JOIN

from desktop_app.core.collation import full_name, pinyin_key, plain, split_list
from desktop_app.core.errors import UserError
from desktop_app.core.people import GENDERS, PARTY_MEMBERS, STAFF_KINDS, UnitKind
from desktop_app.core.period import day_text
from desktop_app.core.posting import (
    LASTING,
    Kept,
    PostingDraft,
    came_back,
    corrected,
    left,
    posted,
    seconded,
    without,
)
from desktop_app.core.scope import FIXED_POPULATIONS
from desktop_app.records import cadre_lists, histories
from desktop_app.records.pinyin import spelled
from desktop_app.store import journal
from desktop_app.store.models import (
    Attendance,
    Cadre,
    CadreList,
    Education,
    LawExam,
    Note,
    Part,
    Posting,
    Problem,
    Training,
    Unit,
)
from desktop_app.store.reading import read

_MONTH = re.compile(r"^(19|20)\d\d-(0[1-9]|1[0-2])$")
_LEARNT = (Attendance, Part, Note, Education, LawExam, Training, Problem)
"""What somebody has done or had said of: whoever is in one of these is not removed."""


@dataclass(frozen=True)
class CadreDraft:
    """A cadre as typed. `distinction` (区分) tells two people of the same name apart; birth_month is "1996-07"."""

    name: str
    distinction: str = ""
    gender: str = ""
    birth_month: str = ""
    political_status: str = ""
    party_joined_on: date | None = None
    staff_kind: str = ""
    joined_on: date | None = None
    remark: str = ""

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    def check(self) -> None:
        if not plain(self.name):
            raise UserError("请填写姓名。", "name")
        if self.gender and self.gender not in GENDERS:
            raise UserError(f"性别“{self.gender}”不认识，请填男或女。", "gender")
        if self.staff_kind and self.staff_kind not in STAFF_KINDS:
            kinds = "、".join(STAFF_KINDS)
            raise UserError(f"人员类别“{self.staff_kind}”不认识，请用：{kinds}。", "staff_kind")
        if self.birth_month and not _MONTH.match(self.birth_month):
            raise UserError(f"出生年月“{self.birth_month}”不对，请写成 1990-03 这样。", "birth_month")
        if self.party_joined_on and self.party_joined_on > date.today():
            raise UserError(f"入党日期{day_text(self.party_joined_on)}还没有到。", "party_joined_on")


@dataclass(frozen=True)
class Namesake:
    """Somebody who bears a name without distinction (区分), and the one he is given beside a new homonym."""

    cadre_id: int
    distinction: str


@dataclass(frozen=True)
class CadreRow:
    """A cadre as of a day; unit and post are empty for those not in post then.

    `kind` is that of the posting (任职, 借调 …); left_for says why the last one before the day ended.
    """

    id: int
    name: str
    distinction: str
    pinyin: str
    initials: str
    gender: str
    birth_month: str
    political_status: str
    party_joined_on: date | None
    staff_kind: str
    joined_on: date | None
    remark: str
    unit_id: int | None
    unit: str | None
    unit_kind: str | None
    unit_position: int | None
    post: str | None
    rank: str | None
    leadership: str | None
    kind: str | None
    left_on: date | None
    left_for: str | None

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def is_party_member(self) -> bool:
        """As it is kept today: the day of joining counts in figures, not in the list."""
        return self.political_status in PARTY_MEMBERS

    @property
    def standing(self) -> str:
        """Return how somebody stands on the day: 在岗, 借调 and the like, else why he left; 未到岗 before the first."""
        if self.kind == LASTING:
            return "在岗" if self.is_in_post else "外单位"
        if self.kind is not None:
            return self.kind
        return (self.left_for or "离岗") if self.left_on else "未到岗"

    @property
    def name_beside_unit(self) -> str:
        """Return the name where the unit stands in the next column: a distinction that only repeats it is left out."""
        return self.name if self.distinction == self.unit else self.full_name

    @property
    def is_in_post(self) -> bool:
        """In the system, that is: who is posted to an outside unit counts in no figure."""
        return self.unit_kind is not None and self.unit_kind != UnitKind.OUTSIDE

    def is_called(self, text: str) -> bool:
        """Whether the name, its pinyin from the beginning or its initials fit what was typed; nothing fits all."""
        written = plain(text)
        spelled = written.lower()
        return written in plain(self.full_name) or self.initials.startswith(spelled) or self.pinyin.startswith(spelled)

    def draft(self) -> CadreDraft:
        return CadreDraft(
            self.name, self.distinction, self.gender, self.birth_month, self.political_status, self.party_joined_on,
            self.staff_kind, self.joined_on, self.remark,
        )  # fmt: skip


@dataclass(frozen=True)
class PostingRow:
    """One posting of a cadre."""

    id: int
    cadre_id: int
    unit_id: int
    unit: str
    post: str
    rank: str
    leadership: str
    from_date: date
    to_date: date | None
    end_reason: str
    kind: str

    def draft(self) -> PostingDraft:
        return PostingDraft(
            self.unit_id, self.from_date, self.post, self.rank, split_list(self.leadership), self.to_date,
            self.end_reason, self.kind,
        )  # fmt: skip


def listed(day: date | None = None) -> list[CadreRow]:
    """Return everybody ever entered, as of the day (today by default): by unit, then in the order of the roster."""
    day = day or date.today()
    on_day = (
        (Posting.cadre == Cadre.id)
        & (Posting.from_date <= day)
        & (Posting.to_date.is_null() | (Posting.to_date >= day))
    )
    ended, earlier = Posting.alias(), Posting.alias()
    last_ended = (
        earlier.select(earlier.id)
        .where(earlier.cadre == Cadre.id, earlier.to_date < day)
        .order_by(earlier.to_date.desc())
        .limit(1)
    )
    query = (
        Cadre.select(
            Cadre.id, Cadre.name, Cadre.distinction, Cadre.pinyin, Cadre.initials, Cadre.gender, Cadre.birth_month,
            Cadre.political_status, Cadre.party_joined_on, Cadre.staff_kind, Cadre.joined_on, Cadre.remark,
            Posting.unit.alias("unit_id"), Unit.name.alias("unit"), Unit.kind.alias("unit_kind"),
            Unit.position.alias("unit_position"), Posting.post, Posting.rank, Posting.leadership, Posting.kind,
            ended.to_date.alias("left_on"), ended.end_reason.alias("left_for"),
        )
        .join(Posting, JOIN.LEFT_OUTER, on=on_day)
        .join(Unit, JOIN.LEFT_OUTER, on=(Posting.unit == Unit.id))
        .join(ended, JOIN.LEFT_OUTER, on=(ended.id == last_ended))
        .order_by(Posting.unit.is_null(), Unit.position, Unit.id, Cadre.id)
    )  # fmt: skip
    return read(query, CadreRow)


def in_post(day: date) -> list[CadreRow]:
    """Return those in post on the day, by unit: the roster of a session."""
    return [row for row in listed(day) if row.is_in_post]


def postings(cadre_id: int | None = None) -> list[PostingRow]:
    """Return somebody's postings by their days; everybody's where nobody is named."""
    query = (
        Posting.select(
            Posting.id, Posting.cadre.alias("cadre_id"), Posting.unit.alias("unit_id"), Unit.name.alias("unit"),
            Posting.post, Posting.rank, Posting.leadership, Posting.from_date, Posting.to_date, Posting.end_reason,
            Posting.kind,
        )
        .join(Unit)
        .order_by(Posting.cadre, Posting.from_date)
    )  # fmt: skip
    return read(query if cadre_id is None else query.where(Posting.cadre == cadre_id), PostingRow)


def add(draft: CadreDraft, posting: PostingDraft, namesake: Namesake | None = None) -> set[str]:
    """Enter a cadre with the first posting, and the distinction of whoever bears the name already."""
    _check(draft, None, namesake)
    posting.check()
    histories.unit_on(posting)
    histories.refuse_closed_units((), (Kept(None, posting),))
    with journal.step(f"新增干部“{draft.full_name}”") as changed:
        _tell_apart(namesake)
        cadre_id = create(draft)
        histories.write(cadre_id, posting)
    return changed


def change(cadre_id: int, draft: CadreDraft, namesake: Namesake | None = None) -> set[str]:
    _check(draft, cadre_id, namesake)
    with journal.step(f"修改干部“{draft.full_name}”") as changed:
        _tell_apart(namesake)
        Cadre.update(**_columns(draft)).where(Cadre.id == cadre_id).execute()
    return changed


def remove(cadre_id: int) -> set[str]:
    """Remove a cadre entered by mistake; whoever has any record leaves with a date instead."""
    cadre = Cadre.get_by_id(cadre_id)
    if any(table.select().where(table.cadre == cadre_id).exists() for table in _LEARNT):
        raise UserError(f"“{_name(cadre)}”已有学习记录，不能删除；离岗请用“离岗”。")
    with journal.step(f"删除干部“{_name(cadre)}”") as changed:
        Cadre.delete_by_id(cadre_id)
    return changed


def add_posting(cadre_id: int, draft: PostingDraft) -> set[str]:
    """Post somebody from a day on: the posting that lasted until then ends on the day before."""
    title = f"任职变动：{_called(cadre_id)}，{histories.unit_on(draft)}，自{day_text(draft.from_date)}起"
    return histories.rewrite(cadre_id, lambda history: posted(history, draft), title)


def second(cadre_id: int, draft: PostingDraft) -> set[str]:
    """Second somebody (借调) to a unit; where the last day is given, the former posting goes on after it."""
    until = f"至{day_text(draft.to_date)}" if draft.to_date else "起"
    title = f"{draft.kind}：{_called(cadre_id)}，{histories.unit_on(draft)}，{day_text(draft.from_date)}{until}"
    return histories.rewrite(cadre_id, lambda history: seconded(history, draft), title)


def bring_back(posting_id: int, last_day: date) -> set[str]:
    """End a secondment: the posting from before it goes on from the next day."""
    posting = Posting.get_by_id(posting_id)
    title = f"{posting.kind}返回：{_called(posting.cadre_id)}，{posting.kind}到{day_text(last_day)}为止"
    return histories.rewrite(posting.cadre_id, lambda history: came_back(history, posting_id, last_day), title)


def change_posting(posting_id: int, draft: PostingDraft) -> set[str]:
    posting = Posting.get_by_id(posting_id)
    if (posting.unit_id, posting.from_date) != (draft.unit_id, draft.from_date):
        histories.unit_on(draft)
    title = f"修改任职：{_called(posting.cadre_id)}"
    return histories.rewrite(posting.cadre_id, lambda history: corrected(history, posting_id, draft), title)


def remove_posting(posting_id: int) -> set[str]:
    cadre_id = Posting.get_by_id(posting_id).cadre_id
    return histories.rewrite(cadre_id, lambda history: without(history, posting_id), f"删除任职：{_called(cadre_id)}")


def leave(cadre_id: int, last_day: date, reason: str) -> set[str]:
    """End the posting of somebody who leaves (调出, 退休 …); who returns is posted anew."""
    title = f"离岗：{_called(cadre_id)}，{day_text(last_day)}{reason and f'，{reason}'}"
    if lost := histories.uncounted(cadre_id, lambda history: left(history, last_day, reason)):
        title += f"（此后的{lost}条学习记录不再计入统计）"
    return histories.rewrite(cadre_id, lambda history: left(history, last_day, reason), title)


def make_list(name: str, cadre_ids: list[int]) -> set[str]:
    """Keep people as a named list (名单), usable as a population; a list of that name is replaced."""
    name = name.strip()
    cadre_lists.check_name(name)
    with journal.step(f"名单“{name}”（{len(set(cadre_ids))}人）") as changed:
        kept, _ = CadreList.get_or_create(name=name)
        cadre_lists.put(kept.id, cadre_ids)
    return changed


def lists() -> list[str]:
    return [name for (name,) in CadreList.select(CadreList.name).order_by(CadreList.name).tuples()]


def populations() -> list[str]:
    """Return every population a figure can be asked for, without 党员."""
    units = [name for (name,) in Unit.select(Unit.name).order_by(Unit.position, Unit.id).tuples()]
    return [*FIXED_POPULATIONS, *units, *lists()]


def by_name(rows: list[CadreRow]) -> list[CadreRow]:
    return sorted(rows, key=lambda row: pinyin_key(row.full_name))


def create(draft: CadreDraft) -> int:
    """Write a cadre inside a step that is already open; for imports."""
    return Cadre.create(**_columns(draft)).id


def _check(draft: CadreDraft, cadre_id: int | None, namesake: Namesake | None) -> None:
    draft.check()
    given = plain(draft.distinction)
    if namesake:
        if not plain(namesake.distinction) or plain(namesake.distinction) == given:
            raise UserError("请填写原来那位的区分，并与这一位的不同。", "namesake")
        if not given:
            raise UserError("请填写这一位的区分（如所在单位）。", "distinction")
    same = Cadre.select().where(Cadre.name == plain(draft.name), Cadre.id != (cadre_id or 0))
    if namesake and same.where(Cadre.distinction == plain(namesake.distinction)).exists():
        raise UserError(f"已经有“{full_name(draft.name, namesake.distinction)}”了，请换一个区分。", "namesake")
    if given:
        same = same.where(Cadre.distinction == given)
    if same.exists():  # without a distinction nobody of that name may be there, with one nobody who has it
        raise UserError(f"已经有“{draft.full_name}”了；同名的人请填写区分（如所在单位）。", "distinction")


def _tell_apart(namesake: Namesake | None) -> None:
    if namesake:
        Cadre.update(distinction=plain(namesake.distinction)).where(Cadre.id == namesake.cadre_id).execute()


def _columns(draft: CadreDraft) -> dict[str, Any]:
    pinyin, initials = spelled(plain(draft.name))
    names = {"name": plain(draft.name), "distinction": plain(draft.distinction)}
    return vars(draft) | names | {"pinyin": pinyin, "initials": initials}


def _name(cadre: Cadre) -> str:
    return full_name(str(cadre.name), str(cadre.distinction))


def _called(cadre_id: int) -> str:
    return _name(Cadre.get_by_id(cadre_id))
