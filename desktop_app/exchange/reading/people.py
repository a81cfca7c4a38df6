"""Who is meant by a name in a file, and whether that person was in post on the day."""

from collections.abc import Mapping
from datetime import date

from desktop_app.core.collation import full_name, plain, split_name
from desktop_app.core.errors import UserError
from desktop_app.core.people import Person
from desktop_app.core.period import day_text
from desktop_app.exchange.reading.tables import Line
from desktop_app.records.known import Stay

ANYBODY = 1
"""Stands for the id of somebody known by name while a draft is checked: ids are there when it is written."""


class People:
    """Everybody the ledger or the roster that comes with the file knows."""

    def __init__(self, known: Mapping[Person, tuple[Stay, ...]]) -> None:
        self._stays = known
        self._by_name: dict[str, dict[str, Person]] = {}
        self._found: dict[tuple[str, str], Person] = {}
        for name, distinction in known:
            self._by_name.setdefault(name, {})[plain(distinction)] = (name, distinction)

    def bears(self, written: str) -> bool:
        """Whether somebody is called so, spaces or not."""
        return plain(written) in self._by_name

    def find(self, written: str, distinction: str = "") -> Person:
        """Return the one person meant by 王伟（法制股） or by 王伟 with 法制股 in the column beside it."""
        key = written, distinction
        if key not in self._found:
            self._found[key] = self._find(written, plain(distinction))
        return self._found[key]

    def _find(self, written: str, beside: str) -> Person:
        name, within = split_name(written)
        if beside and within and beside != within:
            raise UserError(f"“{written}”与区分“{beside}”不一致，请改成一致。")
        bearers = self._by_name.get(name, {})
        distinction = beside or within
        if distinction in bearers and (distinction or len(bearers) == 1):
            return bearers[distinction]
        if not bearers:
            raise UserError(f"“{written}”不在花名册里，请改正姓名或先在花名册里登记。")
        if distinction:
            full = full_name(name, distinction)
            raise UserError(f"“{full}”不在花名册里，同名的有{self._named(bearers)}，请改正区分。")
        if len(bearers) == 1:
            return next(iter(bearers.values()))
        raise UserError(f"“{name}”有{len(bearers)}人同名：{self._named(bearers)}，请注明区分。")

    def check_in_post(self, person: Person, day: date) -> None:
        if not any(stay.first <= day and (stay.last is None or day <= stay.last) for stay in self._stays[person]):
            raise UserError(f"{full_name(*person)}在{day_text(day)}不在岗，请核对日期或任职。")

    @staticmethod
    def _named(bearers: Mapping[str, Person]) -> str:
        return "、".join(full_name(*person) for person in bearers.values())


def person_of(line: Line, people: People) -> Person | None:
    """Return who a line is about by 姓名 and 区分; what is wrong with the name becomes a problem of that column."""
    written = line.needed("姓名")
    if not written:
        return None
    try:
        return people.find(written, line.text("区分"))
    except UserError as error:
        line.problem("姓名", str(error))
        return None
