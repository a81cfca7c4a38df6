"""One search over everything (查找全部): Chinese text of any length, a name, or the initials of its pinyin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from peewee import Expression

from desktop_app.core.collation import full_name, plain
from desktop_app.metrics.evidence import RecordLine
from desktop_app.store.models import (
    Attachment,
    Cadre,
    Education,
    FirstTopic,
    LawExam,
    Note,
    PlanItem,
    Problem,
    Reading,
    Session,
    Training,
)

MOST = 50
"""Of each sort: who finds more than that searches for something narrower."""
AROUND = 8
"""Characters shown before what was found within a long text."""


@dataclass(frozen=True)
class _Sort:
    """Where one sort of record is searched. `opens` is the column of the record that is opened, where it is another."""

    table: str
    kind: str
    model: Any
    day: Any
    title: Any
    texts: Sequence[Any]
    person: bool = False
    opens: Any = None


_SORTS = (
    _Sort("session", "活动", Session, Session.held_on, Session.title,
          (Session.title, Session.number, Session.readings, Session.films, Session.place, Session.organiser,
           Session.notice_number, Session.agenda, Session.content)),
    _Sort("session", "第一议题", FirstTopic, FirstTopic.deadline, FirstTopic.text,
          (FirstTopic.text, FirstTopic.source, FirstTopic.measures, FirstTopic.outcome), opens=FirstTopic.session),
    _Sort("note", "心得笔记", Note, Note.handed_in_on, Note.title, (Note.title, Note.content), person=True),
    _Sort("plan_item", "计划", PlanItem, PlanItem.deadline, PlanItem.content,
          (PlanItem.content, PlanItem.audience, PlanItem.responsible)),
    _Sort("reading", "必学篇目", Reading, Reading.deadline, Reading.title, (Reading.title, Reading.source)),
    _Sort("problem", "问题整改", Problem, Problem.found_on, Problem.content,
          (Problem.content, Problem.measure, Problem.responsible, Problem.evidence)),
    _Sort("training", "个人培训", Training, Training.from_date, Training.title,
          (Training.title, Training.organiser, Training.certificate), person=True),
    _Sort("education", "学历提升", Education, Education.from_date, Education.school,
          (Education.school, Education.major, Education.certificate), person=True),
    _Sort("law_exam", "法考", LawExam, LawExam.credited_on, LawExam.certificate,
          (LawExam.certificate, LawExam.remark), person=True),
)  # fmt: skip
_OWNERS = ("session", "note", "cadre", "problem", "education", "law_exam", "training", "plan_item")


def search(text: str) -> list[RecordLine]:
    """Return what holds the text, people first, at most 50 of each sort, newest first; nothing for no text."""
    wanted = text.strip()
    if not wanted:
        return []
    found = _cadres(wanted)
    for sort in _SORTS:
        found += _of_sort(sort, wanted)
    return [*found, *_attachments(wanted)]


def _cadres(text: str) -> list[RecordLine]:
    written = plain(text)
    called = Cadre.name.contains(written) | Cadre.distinction.contains(written)
    if written.isascii():
        called |= Cadre.initials.startswith(written.lower()) | Cadre.pinyin.startswith(written.lower())
    query = Cadre.select(Cadre.id, Cadre.uid, Cadre.name, Cadre.distinction, Cadre.remark).where(called)
    return [
        RecordLine("cadre", id_, uid, None, "干部", full_name(name, distinction), "", remark)
        for id_, uid, name, distinction, remark in query.order_by(Cadre.pinyin, Cadre.id).limit(MOST).tuples()
    ]


def _of_sort(sort: _Sort, text: str) -> list[RecordLine]:
    query = sort.model.select(
        sort.opens or sort.model.id, sort.model.uid, sort.day, sort.title,
        *((Cadre.name, Cadre.distinction) if sort.person else (sort.model.uid, sort.model.uid)), *sort.texts,
    )  # fmt: skip
    query = query.join(Cadre) if sort.person else query
    rows = query.where(_holds(sort.texts, text)).order_by(sort.day.desc(), sort.model.id.desc()).limit(MOST)
    return [
        RecordLine(sort.table, id_, uid, day, sort.kind, _short(title),
                   full_name(name, distinction) if sort.person else "", _excerpt(texts, text))
        for id_, uid, day, title, name, distinction, *texts in rows.tuples()
    ]  # fmt: skip


def _attachments(text: str) -> list[RecordLine]:
    columns = [getattr(Attachment, owner) for owner in _OWNERS]
    query = Attachment.select(Attachment.uid, Attachment.added_on, Attachment.name, *columns)
    rows = query.where(Attachment.name.contains(text)).order_by(Attachment.id.desc()).limit(MOST).tuples()
    found: list[RecordLine] = []
    for uid, day, name, *owners in rows:
        table, owner = next((table, owner) for table, owner in zip(_OWNERS, owners, strict=True) if owner is not None)
        found.append(RecordLine(table, owner, uid, day, "附件", name, "", ""))
    return found


def _holds(texts: Sequence[Any], text: str) -> Expression:
    condition = texts[0].contains(text)
    for column in texts[1:]:
        condition |= column.contains(text)
    return condition


def _short(title: str) -> str:
    return title.replace("\n", " ")


def _excerpt(texts: Sequence[str], text: str) -> str:
    """Return the words around what was found, where it stands in another place than the title."""
    for written in texts[1:]:
        place = written.lower().find(text.lower())
        if place >= 0:
            return ("…" if place > AROUND else "") + written[max(0, place - AROUND) :].replace("\n", " ")
    return ""
