"""花名册: units, cadres with their first posting, changes of posting, and whole histories of postings (任职经历).

Units and cadres that the ledger has are left as they are; a change of posting that it has is passed over too.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.core.collation import full_name, plain, split_list, split_name
from desktop_app.core.errors import UserError
from desktop_app.core.people import LEADERSHIP, PARTY_STATUSES, Person
from desktop_app.core.period import day_text
from desktop_app.core.posting import LASTING, PostingDraft
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import People, person_of
from desktop_app.exchange.reading.roster_layouts import CADRES, MOVES, PAST, UNITS
from desktop_app.exchange.reading.tables import Line, Table, lines_of, listed, numbers, tables_of
from desktop_app.exchange.sheets import Value
from desktop_app.records.cadres import CadreDraft
from desktop_app.records.imported import Move, NewCadre, PastPosting, Roster
from desktop_app.records.known import Known, Stay
from desktop_app.records.units import UnitDraft

LAYOUTS = (UNITS, CADRES, MOVES, PAST)

_UNIT_FIELDS = {"name": "单位", "kind": "性质", "valid_to": "撤销日期"}
_CADRE_FIELDS = {"name": "姓名", "gender": "性别", "staff_kind": "人员类别"}
_PARTY_SHORT = {"党员": "中共党员", "预备党员": "中共预备党员", "团员": "共青团员"}


@dataclass
class _Reader:
    """One roster file against what is known of the ledger."""

    known: Known
    units: dict[str, UnitDraft] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    """Names as they are written in the ledger or the file, by how they are compared."""
    cadres: dict[Person, NewCadre] = field(default_factory=dict)
    doubtful: set[Person] = field(default_factory=set)
    """People whose line is wrong: their marks and notes are not complained about as well."""
    moves: dict[tuple[Person, date], Move] = field(default_factory=dict)
    past: list[PastPosting] = field(default_factory=list)
    there: list[str] = field(default_factory=list)
    """Whose past postings the ledger has already."""
    months: dict[str, list[int]] = field(default_factory=dict[str, list[int]])
    """The rows where a day is wanted and only a month is written, by heading."""

    def read_unit(self, line: Line) -> None:
        name = line.needed("单位", cells.word)
        kind = line.needed("性质", cells.word)
        draft = UnitDraft(
            name,
            kind,
            position=line.read("序号", cells.whole("序号"), 0),
            valid_from=line.day("成立日期"),
            valid_to=line.day("撤销日期"),
        )
        if not line.is_good:
            self.unit_names.setdefault(name, name)
            return
        line.check(draft.check, _UNIT_FIELDS)
        if name in self.units:
            line.problem("单位", f"“{name}”写了两次，请删去一行。")
        elif name not in self.unit_names:
            self.units[name] = draft
            self.unit_names[name] = name

    def read_cadre(self, line: Line) -> Person | None:
        """Take a cadre in; None where the line cannot be used."""
        name, within = split_name(line.needed("姓名"))
        distinction = line.read("区分", cells.word, "") or within
        joined_on, left_on = self._since(line, "入职日期"), line.day("离岗日期")
        if joined_on is None and line.is_empty("入职日期"):
            line.problem("入职日期", "没有填入职日期，请补上。")
        draft = CadreDraft(
            name,
            distinction,
            gender=line.read("性别", cells.word, ""),
            birth_month=line.read("出生年月", cells.month, ""),
            political_status=self._political_status(line),
            party_joined_on=self._since(line, "入党日期"),
            staff_kind=line.read("人员类别", cells.word, ""),
            joined_on=joined_on,
            remark=line.text("备注"),
        )
        if name:
            line.check(draft.check, _CADRE_FIELDS)
        if joined_on and left_on and left_on < joined_on:
            line.problem("离岗日期", f"离岗日期{day_text(left_on)}早于入职日期{day_text(joined_on)}，请核对。")
        unit = self._unit(line)
        person = name, distinction
        if person in self.cadres or person in self.doubtful:
            line.problem("姓名", f"“{draft.full_name}”写了两次；同名的人请在“区分”里注明（如所在单位）。")
        if line.is_good and joined_on:
            post, rank = line.text("职务"), line.text("职级")
            self.cadres[person] = NewCadre(
                draft, unit, post, rank, self._leadership(line), joined_on, left_on,
                line.text("离岗原因") if left_on else "", line.text("任职类别") or LASTING,
            )  # fmt: skip
            return person
        if name:
            self.doubtful.add(person)
        return None

    def read_move(self, line: Line, people: People) -> tuple[Person, date] | None:
        """Take a change of posting in; None where the line cannot be used."""
        from_date = line.needed_day("自何日")
        unit = self._unit(line, from_date)
        person = person_of(line, people)
        if person is None or from_date is None or not line.is_good:
            return None
        if (person, from_date) in self.moves:
            line.problem("自何日", f"{full_name(*person)}自{day_text(from_date)}的变动写了两次，请删去一行。")
            return None
        post, rank = line.text("职务"), line.text("职级")
        to_date, kind = line.day("最后一日"), line.text("任职类别") or LASTING
        if to_date and to_date < from_date:
            line.problem("最后一日", f"最后一日{day_text(to_date)}早于自何日{day_text(from_date)}，请核对。")
            return None
        self.moves[person, from_date] = Move(person, from_date, unit, post, rank, self._leadership(line), to_date, kind)
        return person, from_date

    def read_past(self, line: Line, people: People) -> None:
        """Take a posting of somebody's history in: it shares no day with another of his, here or in the ledger."""
        first, last = line.needed_day("开始日期"), line.day("结束日期")
        unit = self._unit(line, first)
        person = person_of(line, people)
        if person is None or first is None or not line.is_good:
            return
        draft = PostingDraft(
            0, first, line.text("职务"), line.text("职级"), self._leadership(line), last, line.text("离任原因"),
            line.text("任职类别") or LASTING,
        )  # fmt: skip
        line.check(draft.check, {"to_date": "结束日期"})
        mine = [past.posting for past in self.past if past.person == person]
        kept = () if person in self.cadres else self.known.people.get(person, ())
        spans = [(stay.first, stay.last or date.max) for stay in kept]
        if (first, draft.last) in spans:
            self.there.append(full_name(*person))
        elif clash := _overlapped([*spans, *((each.from_date, each.last) for each in mine)], draft):
            line.problem("开始日期", f"{full_name(*person)}的这段任职与{clash}的任职重叠，请改日期。")
        elif line.is_good:
            self.past.append(PastPosting(person, unit, draft))

    def settle(self, table: Table, lines: dict[tuple[Person, date], Line]) -> None:
        """Check each change against the postings there are, and pass over those that the ledger has already.

        Whoever had left by then returns: said, since it may as well be a slip.
        """
        self._pass_over_told(table)
        there: list[str] = []
        returned: dict[str, None] = {}
        for (person, day), line in lines.items():
            if (person, day) not in self.moves or person in self.doubtful:
                continue
            new, stays = self.cadres.get(person), self._stays(person)
            if new is None and any(stay.first == day for stay in stays):
                there.append(full_name(*person))
                del self.moves[person, day]
            elif sentence := _clash(stays, day):
                line.problem("自何日", f"{full_name(*person)}{sentence}")
            elif sentence := _too_long(stays, self.moves[person, day]):
                line.problem("最后一日", f"{full_name(*person)}{sentence}")
            elif all(stay.last is not None and stay.last < day for stay in stays):
                returned[full_name(*person)] = None
        if there:
            table.notice(f"{listed(there, '人')}的任职变动台账里已有，已跳过。")
        if returned:
            table.notice(f"{listed(tuple(returned), '人')}离岗后又有任职变动，按返回岗位读入；如是笔误请先改正。")

    def _pass_over_told(self, table: Table) -> None:
        """Leave out the changes with which a posting of a history in the same file begins."""
        begun = {(past.person, past.posting.from_date) for past in self.past}
        told = [key for key in self.moves if key in begun]
        for key in told:
            del self.moves[key]
        if told:
            names = tuple(dict.fromkeys(full_name(*person) for person, _ in told))
            table.notice(f"{listed(names, '人')}的任职变动已写在任职经历里，按任职经历读入。")

    def _stays(self, person: Person) -> tuple[Stay, ...]:
        """Return when somebody is in post by the ledger and the file, before its changes of posting."""
        new = self.cadres.get(person)
        told = [Stay(past.posting.from_date, past.posting.to_date) for past in self.past if past.person == person]
        if new:
            return tuple(sorted(told, key=lambda stay: stay.first)) or (Stay(new.from_date, new.to_date),)
        return tuple(sorted((*self.known.people[person], *told), key=lambda stay: stay.first))

    def leave_out_known(self, table: Table) -> None:
        known = [full_name(*person) for person in self.cadres if person in self.known.people]
        if known:
            table.notice(f"{listed(known, '人')}已在花名册中，跳过。")
        self.cadres = {person: new for person, new in self.cadres.items() if person not in self.known.people}

    def tell_namesakes_apart(self, lines: dict[Person, Line]) -> None:
        """Whoever shares a name needs a distinction, or nobody could tell later whose mark it was."""
        names = Counter(name for name, _ in {*self.known.people, *self.cadres, *self.doubtful})
        for person, line in lines.items():
            name, distinction = person
            if person in self.known.people or names[name] == 1:
                continue
            if not distinction:
                line.problem("区分", f"“{name}”有同名的人，请在“区分”里注明（如所在单位）。")
            elif (name, "") in self.known.people:
                line.problem("姓名", f"台账里已有没有注明区分的“{name}”，请先在干部里给他填上区分。")

    def _unit(self, line: Line, day: date | None = None) -> str:
        """Return the unit of a line; on the day, where one is given, it must have been there."""
        name = line.needed("单位", cells.word)
        if name and name not in self.unit_names:
            line.problem("单位", f"“{name}”不在单位表里，台账里也没有，请改正或先登记这个单位。")
        unit = self.unit_names.get(name, name)
        new = self.units.get(unit)
        first, last = (new.valid_from, new.valid_to) if new else self.known.unit_days.get(unit, (None, None))
        if day and ((first and day < first) or (last and last < day)):
            line.problem("单位", f"“{unit}”在{day_text(day)}还没有成立或已经撤销，请改正单位或日期。")
        return unit

    def _since(self, line: Line, heading: str) -> date | None:
        """Read a day; rosters often know the month alone (2001.07), which is taken as its first day and said."""

        def read(value: Value) -> date | None:
            try:
                return cells.day(value, from_1904=line.table.sheet.from_1904)
            except UserError:
                found = cells.first_day(value)
                self.months.setdefault(heading, []).append(line.number)
                return found

        return line.read(heading, read, None)

    @staticmethod
    def _leadership(line: Line) -> tuple[str, ...]:
        found = split_list(cells.folded(line.value("领导身份")))
        for role in found:
            if role not in LEADERSHIP:
                line.table.notice(f"领导身份“{role}”不是常用的（{'、'.join(LEADERSHIP)}），照原样写入。")
        return found

    @staticmethod
    def _political_status(line: Line) -> str:
        written = line.read("政治面貌", cells.word, "")
        found = _PARTY_SHORT.get(written, written)
        if found and found not in PARTY_STATUSES:
            line.table.notice(f"政治面貌“{found}”不是常用的（{'、'.join(PARTY_STATUSES)}），照原样写入。")
        return found


def read(tables: Sequence[Table], known: Known) -> tuple[Roster, Known]:
    """Read the roster of a file; also return what is known once it is in, for the files that follow."""
    reader = _Reader(known, unit_names={plain(name): name for name in known.units})
    for line in lines_of(tables, UNITS):
        reader.read_unit(line)
    for table in tables_of(tables, CADRES):
        _read_cadres(reader, table)
    everybody = dict(known.people) | {person: (Stay(date.min, None),) for person in {*reader.cadres, *reader.doubtful}}
    for table in tables_of(tables, PAST):
        _read_past(reader, table, People(everybody))
    for table in tables_of(tables, MOVES):
        _read_moves(reader, table, People(everybody))
    roster = Roster(
        tuple(reader.units.values()), tuple(reader.cadres.values()), tuple(reader.moves.values()), tuple(reader.past)
    )
    later = known.with_roster(roster)
    unsure = {person: (Stay(date.min, None),) for person in reader.doubtful if person not in later.people}
    return roster, replace(later, people={**later.people, **unsure})


def _read_cadres(reader: _Reader, table: Table) -> None:
    lines = {person: line for line in table.lines() if (person := reader.read_cadre(line))}
    reader.tell_namesakes_apart(lines)
    reader.leave_out_known(table)
    for heading, rows in reader.months.items():
        table.notice(f"第 {numbers(rows)} 行的{heading}只有年月，按当月1日读入。")
    reader.months.clear()


def _read_past(reader: _Reader, table: Table, people: People) -> None:
    for line in table.lines():
        reader.read_past(line, people)
    if reader.there:
        table.notice(f"{listed(tuple(dict.fromkeys(reader.there)), '人')}的任职经历台账里已有，已跳过。")
        reader.there.clear()


def _read_moves(reader: _Reader, table: Table, people: People) -> None:
    reader.settle(table, {key: line for line in table.lines() if (key := reader.read_move(line, people))})


def _clash(stays: Sequence[Stay], day: date) -> str:
    """Return what keeps a posting from beginning on the day; "" where it follows one or somebody returns."""
    if any(stay.first < day and (stay.last is None or day <= stay.last) for stay in stays):
        return ""
    if all(stay.last is not None and stay.last < day for stay in stays):
        return ""
    if all(day <= stay.first for stay in stays):
        return f"的变动日期{day_text(day)}不晚于入职日期{day_text(min(stay.first for stay in stays))}，请核对。"
    return f"在{day_text(day)}不在岗，请核对变动日期。"


def _too_long(stays: Sequence[Stay], move: Move) -> str:
    """Return what is wrong with the last day of a secondment that outlasts the posting it interrupts."""
    lasting = next((stay for stay in stays if stay.first < move.from_date <= (stay.last or date.max)), None)
    if move.to_date is None or lasting is None or lasting.last is None or move.to_date <= lasting.last:
        return ""
    return f"原来的任职到{day_text(lasting.last)}为止，最后一日不能晚于这一天，请核对。"


def _overlapped(spans: Iterable[tuple[date, date]], draft: PostingDraft) -> str:
    """Return the days of the posting that one shares a day with; "" where there is none."""
    for first, last in spans:
        if first <= draft.last and draft.from_date <= last:
            return PostingDraft(0, first, to_date=None if last == date.max else last).span_text
    return ""
