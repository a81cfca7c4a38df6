"""Notes (心得笔记) and their 审签: handed in, signed off by the stack, handed back, resubmitted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from peewee import JOIN, Expression, fn

from desktop_app.core.collation import full_name, plain
from desktop_app.core.errors import UserError
from desktop_app.core.period import Period, day_text
from desktop_app.core.review import GRADES, SAME_KIND, STATE_AFTER, Act, NoteState, after
from desktop_app.core.scope import EVERYBODY
from desktop_app.metrics import register
from desktop_app.records import attachments, signatures
from desktop_app.records.attachments import Kept
from desktop_app.records.signatures import IS_LAST
from desktop_app.store import anchor, journal
from desktop_app.store.models import Cadre, Note, Posting, Review, Unit
from desktop_app.store.reading import among, read, read_ids


@dataclass(frozen=True)
class NoteDraft:
    """A note as typed; words with how they were obtained; period "2022-01" where the note belongs to a month."""

    cadre_id: int
    kind: str
    handed_in_on: date
    title: str = ""
    words: int = 0
    words_source: str = "手工录入"
    period: str = ""
    session_id: int | None = None
    content: str = ""
    reading_id: int | None = None
    pages: int | None = None

    def check(self) -> None:
        if not self.kind.strip():
            raise UserError("请填写类别，如心得体会、学习笔记。", "kind")
        if not self.words and not self.title.strip() and not self.content.strip():
            raise UserError("请填写题目或字数。", "words")
        if self.words < 0:
            raise UserError("字数小于零。", "words")
        if self.pages is not None and self.pages <= 0:
            raise UserError("页数要大于零，没有的请不填。", "pages")
        if self.handed_in_on > date.today():
            raise UserError(f"提交日期{day_text(self.handed_in_on)}还没有到。", "handed_in_on")


@dataclass(frozen=True)
class ReviewDraft:
    """One act of 审签 as typed, for a selection of notes."""

    signer: str
    on_date: date
    grade: str = ""
    opinion: str = ""


@dataclass(frozen=True)
class NoteRow:
    """A line of the list of notes, with the unit as of the day it was handed in and the last act of 审签."""

    id: int
    cadre_id: int
    name: str
    distinction: str
    unit: str | None
    kind: str
    title: str
    handed_in_on: date
    words: int
    words_source: str
    act: str | None
    signer: str | None
    signed_on: date | None
    grade: str | None
    opinion: str | None
    period: str

    @property
    def full_name(self) -> str:
        return full_name(self.name, self.distinction)

    @property
    def state(self) -> NoteState:
        return STATE_AFTER[Act(self.act)] if self.act else NoteState.WAITING

    @property
    def is_void(self) -> bool:
        """Was signed, then changed: the signature no longer holds."""
        return self.act == Act.VOID


@dataclass(frozen=True)
class ReviewRow:
    id: int
    act: str
    on_date: date
    signer: str
    grade: str
    opinion: str


@dataclass(frozen=True)
class Wanted:
    """Which notes a list shows; what is not given does not narrow it."""

    period: Period | None = None
    kind: str = ""
    state: str = ""
    text: str = ""
    cadre_id: int | None = None
    ids: tuple[int, ...] | None = None


ORDERS = {
    "date": (Note.handed_in_on, Note.id),
    "name": (Cadre.pinyin, Note.handed_in_on, Note.id),
    "kind": (Note.kind, Note.handed_in_on, Note.id),
    "words": (Note.words, Note.id),
}


def keys(wanted: Wanted, order: str = "date", *, descending: bool = True) -> list[int]:
    """Return the ids of the wanted notes in order; rows() reads those that are looked at."""
    query = Note.select(Note.id).where(_condition(wanted))
    if order == "name" or wanted.text:  # else the days' index alone answers
        query = query.join(Cadre)
    query = query.order_by(*(column.desc() if descending else column.asc() for column in ORDERS[order]))
    return read_ids(query)


def rows(ids: Sequence[int]) -> list[NoteRow]:
    """Return the lines of these notes, in the order given."""
    on_day = (
        (Posting.cadre == Note.cadre)
        & (Posting.from_date <= Note.handed_in_on)
        & (Posting.to_date.is_null() | (Posting.to_date >= Note.handed_in_on))
    )
    query = (
        Note.select(
            Note.id, Note.cadre.alias("cadre_id"), Cadre.name, Cadre.distinction, Unit.name.alias("unit"), Note.kind,
            Note.title, Note.handed_in_on, Note.words, Note.words_source, Review.act, Review.signer,
            Review.on_date.alias("signed_on"), Review.grade, Review.opinion, Note.period,
        )
        .join(Cadre)
        .join_from(Note, Posting, JOIN.LEFT_OUTER, on=on_day)
        .join_from(Posting, Unit, JOIN.LEFT_OUTER)
        .join_from(Note, Review, JOIN.LEFT_OUTER, on=((Review.note == Note.id) & IS_LAST))
        .where(among(Note.id, ids))
    )  # fmt: skip
    found = {row.id: row for row in read(query, NoteRow)}
    return [found[id_] for id_ in ids if id_ in found]


def draft_of(note_id: int) -> NoteDraft:
    note = Note.select().where(Note.id == note_id).dicts().get()
    given = {name: value for name, value in note.items() if name not in {"id", "uid", "cadre", "session", "reading"}}
    return NoteDraft(cadre_id=note["cadre"], session_id=note["session"], reading_id=note["reading"], **given)


def reviews(note_id: int) -> list[ReviewRow]:
    """Return the acts of 审签 on a note, oldest first."""
    query = (
        Review.select(Review.id, Review.act, Review.on_date, Review.signer, Review.grade, Review.opinion)
        .where(Review.note == note_id)
        .order_by(Review.on_date, Review.id)
    )
    return read(query, ReviewRow)


def kinds() -> list[str]:
    """Return the kinds of notes in use, most used first."""
    query = Note.select(Note.kind).group_by(Note.kind).order_by(fn.COUNT(Note.id).desc())
    return [kind for (kind,) in query.tuples()]


def years() -> list[int]:
    """Return the years in which notes were handed in, newest first; this year is always among them."""
    first = Note.select(fn.MIN(Note.handed_in_on)).scalar()  # two questions: each is answered by the end of an index
    last = Note.select(fn.MAX(Note.handed_in_on)).scalar()
    found = range(int(str(first)[:4]), int(str(last)[:4]) + 1) if first else ()
    return sorted({date.today().year, *found}, reverse=True)


def words(ids: Sequence[int]) -> int:
    """Return how many words these notes have together."""
    return Note.select(fn.SUM(Note.words)).where(among(Note.id, ids)).scalar() or 0


def signers() -> list[str]:
    """Return who signed before, latest first, to be offered as a default."""
    query = Review.select(Review.signer).where(Review.signer != "").group_by(Review.signer)
    return [signer for (signer,) in query.order_by(fn.MAX(Review.id).desc()).tuples()]


def add(draft: NoteDraft, files: Sequence[Path] = ()) -> set[str]:
    """Enter a note, with the files that are kept as its attachments."""
    check([draft])
    kept = attachments.keep(files)
    name = _called(draft.cadre_id)
    with journal.step(f"新增{draft.kind}：{name}，{day_text(draft.handed_in_on)}") as changed:
        attachments.write("note", create(draft), kept)
    return changed


def change(note_id: int, draft: NoteDraft, files: Sequence[Path] = ()) -> set[str]:
    """Change a note and attach more files to it; one that was signed loses its signature, visibly."""
    check([draft])
    kept = attachments.keep(files, ("note", note_id))
    touches = bool(kept) or _differs(note_id, draft)
    voids = touches and bool(signatures.signed_among([note_id]))
    name = _called(draft.cadre_id)
    with journal.step(f"修改{draft.kind}：{name}{'，原审签作废' if voids else ''}") as changed:
        if touches:
            _rewrite(note_id, draft, kept)
            signatures.void([note_id], "笔记在审签后有改动")
    return changed


def remove(ids: Sequence[int]) -> set[str]:
    signed = sum(row.state is NoteState.SIGNED for row in rows(ids))
    with journal.step(f"删除心得笔记{len(ids)}篇{f'（其中已签{signed}篇）' if signed else ''}") as changed:
        Note.delete().where(among(Note.id, ids)).execute()
    return changed


def sign(ids: Sequence[int], review: ReviewDraft) -> set[str]:
    """Sign off a selection with one signer, date and grade; one that does not wait is named, and nothing is done."""
    if not review.signer.strip():
        raise UserError("请填写审签人。", "signer")
    if review.grade and review.grade not in GRADES:
        raise UserError(f"等次“{review.grade}”不认识，请用：{'、'.join(GRADES)}。", "grade")
    return _act_on(ids, Act.SIGN, review, f"审签{len(ids)}篇（{review.signer}，{day_text(review.on_date)}）")


def hand_back(ids: Sequence[int], review: ReviewDraft) -> set[str]:
    """Return notes (退回) with an opinion."""
    if not review.signer.strip():
        raise UserError("请填写审签人。", "signer")
    if not review.opinion.strip():
        raise UserError("退回请填写意见。", "opinion")
    return _act_on(ids, Act.RETURN, review, f"退回{len(ids)}篇（{review.signer}）")


def resubmit(ids: Sequence[int], on_date: date) -> set[str]:
    """Take returned notes in again (重交)."""
    return _act_on(ids, Act.RESUBMIT, ReviewDraft("", on_date), f"重交{len(ids)}篇")


def resubmit_changed(note_id: int, on_date: date, draft: NoteDraft, files: Sequence[Path] = ()) -> set[str]:
    """Take a returned note in again as it now is: its new title, words and files in the same act."""
    check([draft])
    _check_act([note_id], Act.RESUBMIT, ReviewDraft("", on_date))
    kept = attachments.keep(files, ("note", note_id))
    name = _called(draft.cadre_id)
    with journal.step(f"重交{draft.kind}：{name}，{day_text(on_date)}") as changed:
        _rewrite(note_id, draft, kept)
        _act(note_id, Act.RESUBMIT, ReviewDraft("", on_date))
    anchor.touch(force=True)
    return changed


def check(drafts: Sequence[NoteDraft]) -> None:
    """Check notes that are entered together. Where there are several, the field of the error begins with its number."""
    in_post = {day: register.in_post(EVERYBODY, day) for day in {draft.handed_in_on for draft in drafts}}
    for number, draft in enumerate(drafts):
        try:
            _check(draft, in_post[draft.handed_in_on])
        except UserError as error:
            field = error.field if len(drafts) == 1 else f"{number}.{error.field}"
            raise UserError(str(error), field) from None


def create(draft: NoteDraft) -> int:
    """Write a note inside a step that is already open."""
    return Note.create(**_columns(draft)).id


def write_review(note_id: int, act: Act, review: ReviewDraft) -> None:
    """Write an act inside a step that is already open; for imports."""
    _act(note_id, act, review)


def _act_on(ids: Sequence[int], act: Act, review: ReviewDraft, title: str) -> set[str]:
    _check_act(ids, act, review)
    with journal.step(title) as changed:
        for note_id in ids:
            _act(note_id, act, review)
    anchor.touch(force=True)
    return changed


def _check_act(ids: Sequence[int], act: Act, review: ReviewDraft) -> None:
    for row in rows(ids):
        after(row.state, act, f"{row.full_name}的“{row.title or row.kind}”")
        if review.on_date < row.handed_in_on:
            raise UserError(
                f"{act}日期早于{row.full_name}“{row.title or row.kind}”的提交日期{day_text(row.handed_in_on)}。",
                "on_date",
            )
        if row.signed_on and review.on_date < row.signed_on:
            raise UserError(
                f"{act}日期早于{row.full_name}这篇上次的{row.act}日期{day_text(row.signed_on)}。", "on_date"
            )
    if review.on_date > date.today():
        raise UserError(f"{act}日期{day_text(review.on_date)}还没有到。", "on_date")


def _act(note_id: int, act: Act, review: ReviewDraft) -> None:
    Review.create(note=note_id, act=act, **vars(review))


def _check(draft: NoteDraft, in_post: set[int]) -> None:
    draft.check()
    if draft.cadre_id not in in_post:
        said = f"{_called(draft.cadre_id)}在{day_text(draft.handed_in_on)}不在岗"
        raise UserError(f"{said}，请核对提交日期。", "handed_in_on")


def _called(cadre_id: int) -> str:
    cadre = Cadre.get_by_id(cadre_id)
    return full_name(str(cadre.name), str(cadre.distinction))


def _rewrite(note_id: int, draft: NoteDraft, kept: Sequence[Kept]) -> None:
    Note.update(**_columns(draft)).where(Note.id == note_id).execute()
    attachments.write("note", note_id, kept)


def _differs(note_id: int, draft: NoteDraft) -> bool:
    return draft_of(note_id) != replace(draft, kind=SAME_KIND.get(draft.kind, draft.kind))


def _columns(draft: NoteDraft) -> dict[str, object]:
    columns = vars(draft) | {
        "cadre": draft.cadre_id, "session": draft.session_id, "reading": draft.reading_id,
        "kind": SAME_KIND.get(draft.kind, draft.kind),
    }  # fmt: skip
    del columns["cadre_id"], columns["session_id"], columns["reading_id"]
    return columns


def _condition(wanted: Wanted) -> Expression:
    condition = Note.id > 0
    if wanted.ids is not None:
        condition &= among(Note.id, wanted.ids)
    if wanted.period:
        condition &= Note.handed_in_on.between(wanted.period.first, wanted.period.last)
    if wanted.kind:
        condition &= Note.kind == wanted.kind
    if wanted.cadre_id:
        condition &= Note.cadre == wanted.cadre_id
    if wanted.state:
        condition &= _in_state(wanted.state)
    if text := wanted.text.strip():
        is_called = Cadre.name.contains(plain(text)) | (Cadre.initials == text.lower())
        condition &= is_called | Note.title.contains(text)
    return condition


def _in_state(state: str) -> Expression:
    """Those whose last act led to the state; without any act a note waits."""
    leading = [str(act) for act, after_act in STATE_AFTER.items() if after_act == state]
    led = Note.id.in_(Review.select(Review.note).where(Review.act.in_(leading), IS_LAST))
    untouched = ~fn.EXISTS(Review.select(Review.id).where(Review.note == Note.id))
    return led | untouched if state == NoteState.WAITING else led
