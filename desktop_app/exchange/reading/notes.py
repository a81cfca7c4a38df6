"""心得笔记: what was handed in, with the act of 审签 where there was one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop_app.core.collation import plain
from desktop_app.core.errors import UserError
from desktop_app.core.period import day_text
from desktop_app.core.reading import same_title
from desktop_app.core.review import GRADES, SAME_KIND, WORD_SOURCES, Act, NoteState
from desktop_app.core.subject import SubjectKind
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of
from desktop_app.metrics.measures import MEASURES
from desktop_app.records.imported import NewNote, NoteKey
from desktop_app.records.known import Known
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.readings import ReadingKey
from desktop_app.records.subjects import SubjectDraft

NOTES = Layout(
    "心得笔记",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("类别", ("类型", "种类"), required=True),
        Column("题目", ("标题", "名称")),
        Column("提交日期", ("上交日期", "交稿日期", "提交时间"), required=True),
        Column("所属月份", ("所属期",)),
        Column("字数", required=True),
        Column("页数", ("篇幅",)),
        Column("字数来源"),
        Column("对应篇目", ("必学篇目", "学习篇目")),
        Column("状态", ("审签状态",)),
        Column("审签人", ("审阅人",)),
        Column("审签日期", ("审阅日期",)),
        Column("等次", ("等级", "评定等次")),
        Column("意见", ("审签意见",)),
    ),
)
LAYOUTS = (NOTES,)

_STATE = cells.one_of(tuple(NoteState), "状态")
_GRADE = cells.one_of(GRADES, "等次")
_SOURCE = cells.one_of(WORD_SOURCES, "字数来源")
_WORDS = cells.whole("字数", "字")
_PAGES = cells.whole("页数", "页")
_FIELDS = {"kind": "类别", "words": "字数", "pages": "页数", "handed_in_on": "提交日期"}
_ACTS = {NoteState.SIGNED: Act.SIGN, NoteState.RETURNED: Act.RETURN}


class _Reader:
    """One file of notes against what is known."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.people = People(known.people)
        self.notes: list[NewNote] = []
        self.seen: dict[NoteKey, int] = {}
        self.new_kinds: Counter[str] = Counter()

    def read_note(self, line: Line) -> None:
        person = person_of(line, self.people) if self.known.people else None
        handed_in_on = line.needed_day("提交日期")
        draft = NoteDraft(
            cadre_id=0,
            kind=self._kind(line),
            handed_in_on=handed_in_on or date.min,
            title=line.text("题目"),
            words=line.needed_number("字数", _WORDS),
            words_source=line.read("字数来源", _SOURCE, "") or NoteDraft.words_source,
            period=line.read("所属月份", cells.month, ""),
            pages=line.read("页数", _PAGES, None) or None,
        )
        if line.is_good and draft.kind:
            line.check(draft.check, _FIELDS)
        reading = self._reading(line, handed_in_on)
        act, review = self._review(line, handed_in_on)
        if person is None or handed_in_on is None:
            return
        try:
            self.people.check_in_post(person, handed_in_on)
        except UserError as error:
            line.problem("姓名", str(error))
        if not line.is_good:
            return
        key = (person, draft.kind, draft.title, handed_in_on, draft.words)
        if key in self.seen:
            line.problem("", f"与第 {self.seen[key]} 行完全相同，请删去一行。")
        elif key in self.known.notes:
            line.problem("", "这一篇台账里已有，请删去这一行。")
        self.seen.setdefault(key, line.number)
        if line.is_good:
            self.notes.append(NewNote(person, draft, act, review, reading))

    def _kind(self, line: Line) -> str:
        written = line.needed("类别", cells.word)
        kind = SAME_KIND.get(written, written)
        if kind and kind not in self.known.subjects:
            if kind not in self.new_kinds:
                line.check(SubjectDraft(kind, SubjectKind.NOTES, "篇").check, {"name": "类别"})
            self.new_kinds[kind] += 1
        return kind

    def _reading(self, line: Line, handed_in_on: date | None) -> ReadingKey | None:
        """Return the required reading a note answers: of the year it was handed in, or of the year before."""
        title = same_title(line.text("对应篇目"))
        if not title or handed_in_on is None:
            return None
        for year in (handed_in_on.year, handed_in_on.year - 1):
            if (year, title) in self.known.readings:
                return year, title
        line.problem("对应篇目", f"{handed_in_on.year}年的必学篇目里没有“{line.text('对应篇目')}”，请先登记或改正。")
        return None

    def _review(self, line: Line, handed_in_on: date | None) -> tuple[Act | None, ReviewDraft | None]:
        """Return what was done to the note; where no state is given, a day of signing says that it was signed."""
        signer, on_date = line.read("审签人", cells.word, ""), line.day("审签日期")
        grade, opinion = line.read("等次", _GRADE, ""), line.text("意见")
        written = line.read("状态", _STATE, "")
        state = NoteState(written or (NoteState.SIGNED if on_date else NoteState.WAITING))
        act = _ACTS.get(state)
        if act is None:
            if on_date:
                line.problem("状态", f"状态是“{state}”，却有审签日期，请改正状态或删去日期。")
            return None, None
        if not signer:
            line.problem("审签人", f"状态是“{state}”，请填写审签人。")
        if on_date is None:
            if line.is_empty("审签日期"):
                line.problem("审签日期", f"状态是“{state}”，请填写审签日期。")
            return None, None
        if act is Act.RETURN and not opinion:
            line.problem("意见", "状态是“退回”，请填写意见。")
        if handed_in_on and on_date < handed_in_on:
            line.problem("审签日期", f"审签日期{day_text(on_date)}早于提交日期{day_text(handed_in_on)}，请核对。")
        if on_date > date.today():
            line.problem("审签日期", f"审签日期{day_text(on_date)}还没有到，请核对。")
        return act, ReviewDraft(signer, on_date, grade, opinion)


def read(tables: Sequence[Table], known: Known) -> tuple[tuple[NewNote, ...], Known]:
    """Read the notes of a file; also return what is known once they are in, for the files that follow."""
    reader = _Reader(known)
    if not known.people:
        tables[0].problem(0, "", "台账里还没有人员，请先导入花名册，或与花名册一起导入。")
    for line in lines_of(tables, NOTES):
        reader.read_note(line)
    for kind, times in reader.new_kinds.items():
        tables[0].notice(f"类别“{kind}”是新的（{times}篇），将新增同名的统计项；如是笔误请先改正。")
    kinds = dict.fromkeys(map(plain, reader.new_kinds), tuple(MEASURES[SubjectKind.NOTES]))
    return tuple(reader.notes), replace(
        known, notes=known.notes | set(reader.seen), subjects={**kinds, **known.subjects}
    )
