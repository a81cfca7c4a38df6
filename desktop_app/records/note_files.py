"""Notes that come as files: whose they are, guessed from the file's name, and taking a stack of them in at once."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop_app.core.collation import full_name, plain
from desktop_app.core.errors import UserError
from desktop_app.core.period import LAST_MONTH, YEARS, day_text
from desktop_app.core.review import NOTE_KINDS, SAME_KIND
from desktop_app.records import attachments, notes
from desktop_app.records.cadres import CadreRow
from desktop_app.records.notes import NoteDraft
from desktop_app.store import journal
from desktop_app.store.models import Attachment, Cadre, Note

_MONTH = re.compile(
    r"(?:(?P<year>(?:19|20)\d\d)年?[-_.年]?)?(?P<month>1[0-2]|0?[1-9])月份?|(?P<y>(?:19|20)\d\d)[-_.]?(?P<m>1[0-2]|0[1-9])(?!\d)"
)
_HINTS = {"心得": "心得体会", "体会": "心得体会", "笔记": "学习笔记", "调研": "调研文章"}
"""Words in a name that tell the kind where the kind itself does not stand there."""
_BETWEEN = re.compile(r"[\s_\-—–+·,，、.。()（）【】\[\]《》〈〉“”]+")
_LATIN = re.compile(r"[a-z]+")
_COPY = re.compile(r"\(\d+\)$|-?副本$")
LEAST_INITIALS = 2


@dataclass(frozen=True)
class Guess:
    """What a file's name tells: `people` are those it may be of (one: it is settled), period is "2022-03" or empty."""

    people: tuple[int, ...]
    name: str
    kind: str
    title: str
    period: str


def guess(path: Path, people: Sequence[CadreRow], kinds: Sequence[str], day: date, first_line: str = "") -> Guess:
    """Guess who wrote a file, what kind it is, its title and month. A name that two people bear stays open."""
    stem = _COPY.sub("", path.stem.strip())
    name, found = _person(stem, people)
    kind = _kind(stem + first_line, kinds)
    told = (name, *(row.distinction for row in found if len(found) == 1))
    rest = stem
    for word in filter(None, told):
        rest = plain(rest).replace(word, " ")
    title = _BETWEEN.sub(" ", rest).strip()
    if not _BETWEEN.sub("", _without_month(title)) or title in (kind, *SAME_KIND):
        title = first_line or title
    return Guess(tuple(row.id for row in found), name, kind, title, _period(stem, day))


def receive(received: Sequence[tuple[NoteDraft, Path]]) -> set[str]:
    """Take in a stack of notes as one step, each with its file as an attachment.

    The field of an error begins with the number of the note where there are several.
    """
    notes.check([draft for draft, _ in received])
    kept = [attachments.keep([path]) for _, path in received]
    _refuse_known({each[0].sha256: number for number, each in enumerate(kept)}, len(kept))
    with journal.step(f"收到心得笔记{len(received)}篇") as changed:
        for (draft, _), file in zip(received, kept, strict=True):
            attachments.write("note", notes.create(draft), file)
    return changed


def _refuse_known(numbers: dict[str, int], count: int) -> None:
    """Refuse a file that came before: twice in the stack, or with a note that is kept already."""
    if len(numbers) < count:
        raise UserError("所选的文件里有两个内容完全相同，请去掉一个再收。")
    query = (
        Attachment.select(Attachment.sha256, Cadre.name, Cadre.distinction, Note.handed_in_on)
        .join(Note, on=(Attachment.note == Note.id))
        .join(Cadre, on=(Note.cadre == Cadre.id))
        .where(Attachment.sha256.in_(list(numbers)))
    )
    for sha256, name, distinction, day in query.tuples():
        who = full_name(name, distinction)
        field = f"{numbers[sha256]}.file" if count > 1 else "file"
        raise UserError(f"这个文件已经收过了：{who}，{day_text(day)}，请去掉这一份。", field)


def _person(stem: str, people: Sequence[CadreRow]) -> tuple[str, list[CadreRow]]:
    """Return the name as it stands in the file's name and those who bear it: by Chinese name, pinyin or initials."""
    text = plain(stem)
    called = sorted((row for row in people if row.name in text), key=lambda row: len(row.name), reverse=True)
    if called:
        bearers = [row for row in called if row.name == called[0].name]
        told = [row for row in bearers if row.distinction and row.distinction in text]
        return called[0].name, told if len(told) == 1 else bearers
    for token in _LATIN.findall(text.lower()):
        bearers = [row for row in people if row.pinyin == token]
        if not bearers and len(token) >= LEAST_INITIALS:
            bearers = [row for row in people if row.initials == token]
        if bearers:
            return token, bearers
    return "", []


def _kind(text: str, kinds: Sequence[str]) -> str:
    written = next((kind for kind in (*SAME_KIND, *kinds) if kind in text), "")
    hinted = next((kind for word, kind in _HINTS.items() if word in text), NOTE_KINDS[0])
    return SAME_KIND.get(written, written) or hinted


def _without_month(text: str) -> str:
    return re.sub(r"\d+", "", _MONTH.sub("", text))


def _period(stem: str, day: date) -> str:
    """Return the month a name speaks of; without a year it is the last such month up to the day."""
    found = _MONTH.search(plain(stem))
    if found is None:
        return ""
    month = int(found["month"] or found["m"])
    year = int(found["year"] or found["y"] or (day.year if month <= day.month else day.year - 1))
    return f"{year}-{month:02d}" if year in YEARS and month <= LAST_MONTH else ""
