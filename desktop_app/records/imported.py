"""What a reader of a file hands over to be written: records that name people, units and kinds as the file does.

Most lists keep theirs beside their verbs (leave.py, trainings.py …); the roster, the sessions, the notes and the plan
come from files only in this shape and have it here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from desktop_app.core.attendance import Role
from desktop_app.core.people import Person
from desktop_app.core.posting import LASTING
from desktop_app.core.review import Act
from desktop_app.records.attendance import Given
from desktop_app.records.cadres import CadreDraft, PostingDraft
from desktop_app.records.exams import Result
from desktop_app.records.notes import NoteDraft, ReviewDraft
from desktop_app.records.plans import PlanItemDraft
from desktop_app.records.readings import ReadingKey
from desktop_app.records.session_draft import SessionDraft
from desktop_app.records.units import UnitDraft

NoteKey = tuple[Person, str, str, date, int]
"""What makes a note the same one: person, kind, title, day handed in, words."""
PlanKey = tuple[int, str, str]
"""What makes a plan item the same one: year, part, content."""


@dataclass(frozen=True)
class NewCadre:
    """A cadre of a roster with the first posting; units by name, to_date the last day in post."""

    cadre: CadreDraft
    unit: str
    post: str
    rank: str
    leadership: tuple[str, ...]
    from_date: date
    to_date: date | None = None
    end_reason: str = ""
    kind: str = LASTING


@dataclass(frozen=True)
class Move:
    """A change of posting (任职变动) from a day on; a secondment (借调) may know its last day."""

    person: Person
    from_date: date
    unit: str
    post: str
    rank: str
    leadership: tuple[str, ...]
    to_date: date | None = None
    kind: str = LASTING


@dataclass(frozen=True)
class PastPosting:
    """A posting of somebody's history (任职经历), written as it is; the posting's unit_id is not known yet."""

    person: Person
    unit: str
    posting: PostingDraft


@dataclass(frozen=True)
class Roster:
    """花名册: units, cadres, changes of posting, and postings of the past.

    Whoever has past postings in the same file and is new has these alone: his line of the roster only says where the
    last of them has led.
    """

    units: tuple[UnitDraft, ...]
    cadres: tuple[NewCadre, ...]
    moves: tuple[Move, ...]
    past: tuple[PastPosting, ...] = ()


@dataclass(frozen=True)
class NewPart:
    """What somebody does in a session, and the title of his talk where it has one."""

    role: Role
    person: Person
    title: str = ""


@dataclass(frozen=True)
class NewSession:
    """A session with its kind by name, its parts, marks and results by person; draft.category_id is not known yet."""

    category: str
    draft: SessionDraft
    parts: tuple[NewPart, ...]
    marks: Mapping[Person, Given]
    results: Mapping[Person, Result] = field(default_factory=dict[Person, Result])


@dataclass(frozen=True)
class NewNote:
    """A note by person with the act of 审签 it came with, where there was one."""

    person: Person
    draft: NoteDraft
    act: Act | None = None
    review: ReviewDraft | None = None
    reading: ReadingKey | None = None


@dataclass(frozen=True)
class NewPlanItem:
    """A plan item with the one of the year before whose remainder it is (结转), where there is one."""

    draft: PlanItemDraft
    carried_from: PlanKey | None = None
