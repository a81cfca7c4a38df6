"""Cadres (干部) and their postings (任职): who is where, as of any date."""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from peewee import JOIN

from desktop_app.core.collation import full_name, pinyin_key, plain, split_list
from desktop_app.core.errors import UserError
from desktop_app.core.people import GENDERS, STAFF_KINDS, UnitKind
from desktop_app.core.period import day_text
from desktop_app.core.scope import FIXED_POPULATIONS
from desktop_app.records import units
from desktop_app.records.pinyin import spelled
from desktop_app.store import journal
from desktop_app.store.models import Attendance, Cadre, CadreList, CadreListMember, Note, Part, Posting, Session, Unit
from desktop_app.store.reading import read

_MONTH = re.compile(r"^(19|20)\d\d-(0[1-9]|1[0-2])$")


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
class PostingDraft:
    """A posting as typed; to_date is its last day, None while it lasts. leadership: 党组成员, 支部书记 and so on."""

    unit_id: int
    from_date: date
    post: str = ""
    rank: str = ""
    leadership: tuple[str, ...] = ()
    to_date: date | None = None
    end_reason: str = ""
    kind: str = "任职"

    def check(self) -> None:
        if self.to_date and self.to_date < self.from_date:
            raise UserError("任职的结束日期早于开始日期。", "to_date")


@dataclass(frozen=True)
class CadreRow:
    """A cadre as of a day; unit and post are empty for those not in post then."""

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

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

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
    query = (
        Cadre.select(
            Cadre.id, Cadre.name, Cadre.distinction, Cadre.pinyin, Cadre.initials, Cadre.gender, Cadre.birth_month,
            Cadre.political_status, Cadre.party_joined_on, Cadre.staff_kind, Cadre.joined_on, Cadre.remark,
            Posting.unit.alias("unit_id"), Unit.name.alias("unit"), Unit.kind.alias("unit_kind"),
            Unit.position.alias("unit_position"), Posting.post, Posting.rank, Posting.leadership,
        )
        .join(Posting, JOIN.LEFT_OUTER, on=on_day)
        .join(Unit, JOIN.LEFT_OUTER, on=(Posting.unit == Unit.id))
        .order_by(Posting.unit.is_null(), Unit.position, Unit.id, Cadre.id)
    )  # fmt: skip
    return read(query, CadreRow)


def in_post(day: date) -> list[CadreRow]:
    """Return those in post on the day, by unit: the roster of a session."""
    return [row for row in listed(day) if row.is_in_post]


def postings(cadre_id: int) -> list[PostingRow]:
    query = (
        Posting.select(
            Posting.id, Posting.cadre.alias("cadre_id"), Posting.unit.alias("unit_id"), Unit.name.alias("unit"),
            Posting.post, Posting.rank, Posting.leadership, Posting.from_date, Posting.to_date, Posting.end_reason,
            Posting.kind,
        )
        .join(Unit)
        .where(Posting.cadre == cadre_id)
        .order_by(Posting.from_date)
    )  # fmt: skip
    return read(query, PostingRow)


def add(draft: CadreDraft, posting: PostingDraft) -> set[str]:
    """Enter a cadre with the first posting."""
    _check(draft, None)
    posting.check()
    with journal.step(f"新增干部“{draft.full_name}”") as changed:
        cadre_id = create(draft)
        write_posting(cadre_id, posting)
    return changed


def change(cadre_id: int, draft: CadreDraft) -> set[str]:
    _check(draft, cadre_id)
    with journal.step(f"修改干部“{draft.full_name}”") as changed:
        Cadre.update(**_columns(draft)).where(Cadre.id == cadre_id).execute()
    return changed


def remove(cadre_id: int) -> set[str]:
    """Remove a cadre entered by mistake; whoever has any record leaves with a date instead."""
    cadre = Cadre.get_by_id(cadre_id)
    if any(table.select().where(table.cadre == cadre_id).exists() for table in (Attendance, Part, Note)):
        raise UserError(f"“{_name(cadre)}”已有学习记录，不能删除；离岗请用“离岗”。")
    with journal.step(f"删除干部“{_name(cadre)}”") as changed:
        Cadre.delete_by_id(cadre_id)
    return changed


def add_posting(cadre_id: int, draft: PostingDraft) -> set[str]:
    """Post somebody from a day on: the posting that lasted until then ends on the day before.

    Where that one had a last day already, the new one takes it over unless it has its own.
    """
    draft.check()
    cadre = Cadre.get_by_id(cadre_id)
    unit = Unit.get_by_id(draft.unit_id)
    lasting = _posting_on(cadre_id, draft.from_date)
    if lasting and draft.to_date is None:
        draft = replace(draft, to_date=lasting.to_date, end_reason=draft.end_reason or str(lasting.end_reason))
    title = f"任职变动：{_name(cadre)}，{unit.name}，自{day_text(draft.from_date)}起"
    with journal.step(title) as changed:
        end_before(cadre_id, draft.from_date)
        _refuse_overlap(cadre_id, None, draft)
        write_posting(cadre_id, draft)
    return changed


def change_posting(posting_id: int, draft: PostingDraft) -> set[str]:
    draft.check()
    posting = Posting.get_by_id(posting_id)
    _refuse_overlap(posting.cadre_id, posting_id, draft)
    cadre = Cadre.get_by_id(posting.cadre_id)
    with journal.step(f"修改任职：{_name(cadre)}") as changed:
        Posting.update(**_posting_columns(draft)).where(Posting.id == posting_id).execute()
    return changed


def remove_posting(posting_id: int) -> set[str]:
    cadre = Cadre.get_by_id(Posting.get_by_id(posting_id).cadre_id)
    with journal.step(f"删除任职：{_name(cadre)}") as changed:
        Posting.delete_by_id(posting_id)
    return changed


def leave(cadre_id: int, last_day: date, reason: str) -> set[str]:
    """End the posting of somebody who leaves (调出, 退休 …); who returns is posted anew."""
    cadre = Cadre.get_by_id(cadre_id)
    current = _posting_on(cadre_id, last_day)
    if current is None:
        raise UserError(f"{day_text(last_day)}那天{_name(cadre)}不在岗，请核对离岗日期。", "last_day")
    later = Posting.select().where(Posting.cadre == cadre_id, Posting.from_date > last_day)
    if later.exists():
        raise UserError(f"{_name(cadre)}在{day_text(last_day)}之后还有任职记录，请先修改那条任职。", "last_day")
    title = f"离岗：{_name(cadre)}，{day_text(last_day)}{reason and f'，{reason}'}"
    if uncounted := _records_after(cadre_id, last_day):
        title += f"（此后的{uncounted}条学习记录不再计入统计）"
    with journal.step(title) as changed:
        Posting.update(to_date=last_day, end_reason=reason).where(Posting.id == current.id).execute()
    return changed


def make_list(name: str, cadre_ids: list[int]) -> set[str]:
    """Keep people as a named list (名单), usable as a population; a list of that name is replaced."""
    name = name.strip()
    if not name:
        raise UserError("请填写名单名称。", "name")
    units.refuse_population(name, "名单")
    if Unit.select().where(Unit.name == name).exists():
        raise UserError(f"已经有单位“{name}”了，名单请换一个名称。", "name")
    members = dict.fromkeys(cadre_ids)
    with journal.step(f"名单“{name}”（{len(members)}人）") as changed:
        kept, _ = CadreList.get_or_create(name=name)
        CadreListMember.delete().where(CadreListMember.cadre_list == kept.id).execute()
        CadreListMember.insert_many([{"cadre_list": kept.id, "cadre": cadre} for cadre in members]).execute()
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


def write_posting(cadre_id: int, draft: PostingDraft) -> None:
    """Write a posting inside a step that is already open; for imports."""
    Posting.create(cadre=cadre_id, **_posting_columns(draft))


def end_before(cadre_id: int, day: date) -> date | None:
    """End the posting that lasts over the day on the day before, inside a step that is already open.

    Returns its former last day, which the posting that follows takes over; None where it had none.
    """
    lasting = _posting_on(cadre_id, day)
    if lasting is None or lasting.from_date == day:
        return None
    Posting.update(to_date=day - timedelta(days=1), end_reason="").where(Posting.id == lasting.id).execute()
    return lasting.to_date


def _posting_on(cadre_id: int, day: date) -> Any:
    """Return the posting somebody has on the day; None where there is none."""
    lasts = Posting.to_date.is_null() | (Posting.to_date >= day)
    return Posting.select().where(Posting.cadre == cadre_id, Posting.from_date <= day, lasts).first()


def _records_after(cadre_id: int, day: date) -> int:
    """Return how many marks, parts and notes a cadre has on later days."""
    return sum(
        query.count()
        for query in (
            Attendance.select().join(Session).where(Attendance.cadre == cadre_id, Session.held_on > day),
            Part.select().join(Session).where(Part.cadre == cadre_id, Session.held_on > day),
            Note.select().where(Note.cadre == cadre_id, Note.handed_in_on > day),
        )
    )


def _check(draft: CadreDraft, cadre_id: int | None) -> None:
    draft.check()
    same = Cadre.select().where(Cadre.name == plain(draft.name), Cadre.id != (cadre_id or 0))
    if draft.distinction:
        same = same.where(Cadre.distinction == plain(draft.distinction))
    if same.exists():  # without a distinction nobody of that name may be there, with one nobody who has it
        raise UserError(f"已经有“{draft.full_name}”了；同名的人请填写区分（如所在单位）。", "distinction")


def _refuse_overlap(cadre_id: int, posting_id: int | None, draft: PostingDraft) -> None:
    overlapping = Posting.to_date.is_null() | (Posting.to_date >= draft.from_date)
    if draft.to_date:
        overlapping &= Posting.from_date <= draft.to_date
    other = Posting.select().where(Posting.cadre == cadre_id, Posting.id != (posting_id or 0), overlapping).first()
    if other:
        until = day_text(other.to_date) if other.to_date else "今"
        raise UserError(f"与{day_text(other.from_date)}至{until}的任职重叠，请改日期。", "from_date")


def _columns(draft: CadreDraft) -> dict[str, Any]:
    pinyin, initials = spelled(plain(draft.name))
    names = {"name": plain(draft.name), "distinction": plain(draft.distinction)}
    return vars(draft) | names | {"pinyin": pinyin, "initials": initials}


def _posting_columns(draft: PostingDraft) -> dict[str, Any]:
    columns = vars(draft) | {"unit": draft.unit_id, "leadership": "、".join(draft.leadership)}
    columns.pop("unit_id")
    return columns


def _name(cadre: Cadre) -> str:
    return full_name(str(cadre.name), str(cadre.distinction))
