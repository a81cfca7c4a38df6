"""Subjects (统计项) as the register reads them, and which facts each one takes."""

from dataclasses import dataclass

from desktop_app.core.attendance import TALKS
from desktop_app.core.subject import Filter, SubjectKind
from desktop_app.metrics.facts import CreditFact, NoteFact, PartFact, SessionFact
from desktop_app.metrics.measures import RecordFact
from desktop_app.metrics.people import People
from desktop_app.store.models import Category, Subject

_BUILT_IN = "subject-"


@dataclass(frozen=True)
class SubjectOf:
    """A subject with its filter read."""

    id: int
    name: str
    kind: SubjectKind
    measure_word: str
    filter: Filter
    retired: bool

    def takes_session(self, session: SessionFact, people: People) -> bool:
        if not self._takes_kind_of_session(session) or self.filter.title_has not in session.title:
            return False
        if not self.filter.role:
            return True
        roles = [people.leadership(part.cadre_id, part.day) for part in session.parts if part.role == self.filter.role]
        return any(self._has_leadership(held) for held in roles) and not any(
            held.intersection(self.filter.not_leadership) for held in roles
        )

    def takes_part(self, part: PartFact, session: SessionFact, people: People) -> bool:
        if part.role != self.filter.role or not self._takes_kind_of_session(session):
            return False
        if self.filter.title_has not in session.title:
            return False
        held = people.leadership(part.cadre_id, part.day)
        return self._has_leadership(held) and not held.intersection(self.filter.not_leadership)

    def takes_credit(self, credit: CreditFact) -> bool:
        """Say whether it takes what was earned outside sessions, which has no form, no roles and no first topic."""
        asked = self.filter
        if asked.role or asked.forms or asked.first_topic or (asked.duty and not credit.duty):
            return False
        return asked.title_has in credit.title and all(
            not allowed or value in allowed
            for allowed, value in (
                (asked.categories, credit.category),
                (asked.regions, credit.region),
                (asked.levels, credit.level),
            )
        )

    def is_talk(self, part: PartFact, people: People) -> bool:
        """Whether a part of a session that is taken is a talk with a title; of those whom a role is asked for alone."""
        if part.role not in TALKS:
            return False
        if self.filter.role not in TALKS:
            return True
        held = people.leadership(part.cadre_id, part.day)
        is_his = part.role == self.filter.role and self._has_leadership(held)
        return is_his and not held.intersection(self.filter.not_leadership)

    def takes_note(self, note: NoteFact) -> bool:
        kinds = self.filter.note_kinds
        return (not kinds or note.kind in kinds) and self.filter.title_has in note.title

    def takes_record(self, record: RecordFact) -> bool:
        """Whether a record of a list is taken: by its title or, of a degree or exam, its level or year."""
        return self.filter.title_has in record.title or self.filter.title_has in record.kind

    def takes_plan_part(self, part: str) -> bool:
        return not self.filter.plan_parts or part in self.filter.plan_parts

    def _has_leadership(self, held: frozenset[str]) -> bool:
        return not self.filter.leadership or bool(held.intersection(self.filter.leadership))

    def _takes_kind_of_session(self, session: SessionFact) -> bool:
        if (self.filter.duty and not session.duty) or (self.filter.first_topic and not session.first_topic):
            return False
        return all(
            not allowed or value in allowed
            for allowed, value in (
                (self.filter.categories, session.category),
                (self.filter.forms, session.form),
                (self.filter.regions, session.region),
                (self.filter.levels, session.level),
            )
        )


def subjects() -> tuple[SubjectOf, ...]:
    """Return all subjects in the clerk's order, retired ones included: old reports still name them."""
    query = Subject.select(
        Subject.id, Subject.name, Subject.kind, Subject.measure_word, Subject.conditions, Subject.retired
    ).order_by(Subject.position, Subject.id)
    return tuple(
        SubjectOf(id_, name, SubjectKind(kind), word, Filter.from_json(filter_), bool(retired))
        for id_, name, kind, word, filter_, retired in query.tuples()
    )


def first_names() -> dict[str, str]:
    """Return the present name of each built-in subject by the one it came with, if she changed it: templates keep it.

    Left out is a first name that another subject has now.
    """
    names = dict(Subject.select(Subject.uid, Subject.name).tuples())
    first = {uid.removeprefix(_BUILT_IN): name for uid, name in names.items() if uid.startswith(_BUILT_IN)}
    return {was: name for was, name in first.items() if was not in names.values()}


def of_list(kind: SubjectKind) -> str:
    """Return the name of the built-in subject of a list, which comes before those she adds of its kind."""
    return next(subject.name for subject in subjects() if subject.kind is kind)


def of_category(uid: str) -> str:
    """Return the name of the subject that takes the sessions of one kind and no others; empty where there is none."""
    wanted = Filter(categories=(uid,))
    return next((each.name for each in subjects() if each.kind is SubjectKind.SESSIONS and each.filter == wanted), "")


def of_categories() -> dict[str, str]:
    """Return the subject of each kind of session as of_category() does, by the kind's name; who has none is missing."""
    names = dict(Category.select(Category.uid, Category.name).tuples())
    own = {(each.kind, each.filter): each.name for each in reversed(subjects())}
    asked = {name: (SubjectKind.SESSIONS, Filter(categories=(uid,))) for uid, name in names.items()}
    return {name: own[each] for name, each in asked.items() if each in own}
