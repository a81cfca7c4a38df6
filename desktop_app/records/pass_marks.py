"""The pass marks of the law exam (合格线): from a year on, for the whole country or an area with marks of its own."""

from dataclasses import dataclass

from desktop_app.core.errors import UserError
from desktop_app.core.number import shown
from desktop_app.core.period import YEARS
from desktop_app.core.study import MOST_OBJECTIVE, MOST_SUBJECTIVE, NATIONAL
from desktop_app.store import journal
from desktop_app.store.models import PassMark
from desktop_app.store.reading import read


@dataclass(frozen=True)
class PassMarkDraft:
    """合格线 as typed; scores in hundredths of a point."""

    from_year: int
    area: str
    objective: int
    subjective: int

    def check(self) -> None:
        if self.from_year not in YEARS:
            raise UserError(f"自哪年起“{self.from_year}”不是年度，请写成 2022 这样。", "from_year")
        if not self.area.strip():
            raise UserError(f"请填写地区，各地通用的写{NATIONAL}。", "area")
        for value, most, field, label in (
            (self.objective, MOST_OBJECTIVE, "objective", "客观题"),
            (self.subjective, MOST_SUBJECTIVE, "subjective", "主观题"),
        ):
            if not 0 < value <= most:
                raise UserError(f"{label}合格线应在1到{shown(most)}分之间。", field)


@dataclass(frozen=True)
class PassMarkRow:
    id: int
    from_year: int
    area: str
    objective: int
    subjective: int

    def draft(self) -> PassMarkDraft:
        return PassMarkDraft(self.from_year, self.area, self.objective, self.subjective)


def listed() -> list[PassMarkRow]:
    """Return the pass marks, the newest first."""
    query = PassMark.select(
        PassMark.id, PassMark.from_year, PassMark.area, PassMark.objective, PassMark.subjective
    ).order_by(PassMark.from_year.desc(), PassMark.area != NATIONAL, PassMark.area)
    return read(query, PassMarkRow)


def areas() -> list[str]:
    """Return the areas with pass marks, the whole country first."""
    return list(dict.fromkeys((NATIONAL, *(row.area for row in listed()))))


def add(draft: PassMarkDraft) -> set[str]:
    _check(draft, None)
    with journal.step(f"新增法考合格线：{draft.area}，自{draft.from_year}年起") as changed:
        PassMark.create(**vars(draft) | {"area": draft.area.strip()})
    return changed


def change(mark_id: int, draft: PassMarkDraft) -> set[str]:
    _check(draft, mark_id)
    with journal.step(f"修改法考合格线：{draft.area}，自{draft.from_year}年起") as changed:
        PassMark.update(**vars(draft) | {"area": draft.area.strip()}).where(PassMark.id == mark_id).execute()
    return changed


def remove(mark_id: int) -> set[str]:
    """Remove pass marks; some that hold for the whole country always stay, else no exam has a result."""
    gone = PassMark.get_by_id(mark_id)
    others = PassMark.select().where(PassMark.area == NATIONAL, PassMark.id != mark_id)
    if gone.area == NATIONAL and not others.exists():
        raise UserError(f"{NATIONAL}的合格线至少要留一条，否则法考没有结果；不对的请修改。")
    with journal.step(f"删除法考合格线：{gone.area}，自{gone.from_year}年起") as changed:
        PassMark.delete_by_id(mark_id)
    return changed


def _check(draft: PassMarkDraft, mark_id: int | None) -> None:
    draft.check()
    same = PassMark.select().where(
        PassMark.from_year == draft.from_year, PassMark.area == draft.area.strip(), PassMark.id != (mark_id or 0)
    )
    if same.exists():
        raise UserError(f"{draft.area}自{draft.from_year}年起的合格线已经有了，请直接修改那一条。", "from_year")
