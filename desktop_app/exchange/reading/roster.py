"""花名册: units, cadres with their first posting, and changes of posting.

Units and cadres that the ledger has are left as they are; a change of posting that it has is passed over too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from desktop_app.core.collation import full_name, plain, split_list, split_name
from desktop_app.core.people import LEADERSHIP, PARTY_STATUSES
from desktop_app.core.period import day_text
from desktop_app.exchange.reading import cells
from desktop_app.exchange.reading.people import People, person_of
from desktop_app.exchange.reading.tables import Column, Layout, Line, Table, lines_of, listed, tables_of
from desktop_app.records.cadres import CadreDraft
from desktop_app.records.imports import Known, Move, NewCadre, Person, Roster, Stay
from desktop_app.records.units import UnitDraft

_POSTING = (
    Column("职务"),
    Column("职级", ("职务职级",)),
    Column("领导身份", ("领导职务", "班子身份")),
)
UNITS = Layout(
    "单位",
    (
        Column("单位", ("单位名称", "部门", "股室"), required=True),
        Column("性质", ("单位性质", "类别"), required=True),
        Column("序号", ("顺序",), weak=True),
        Column("成立日期"),
        Column("撤销日期"),
    ),
)
CADRES = Layout(
    "花名册",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("性别"),
        Column("出生年月", ("出生日期",)),
        Column("单位", ("所在单位", "工作单位", "部门", "股室"), required=True),
        *_POSTING,
        Column("人员类别", ("编制", "编制类别", "人员性质")),
        Column("政治面貌"),
        Column("入党日期", ("入党时间",)),
        Column("入职日期", ("到岗日期", "入职时间", "到岗时间", "任职日期"), required=True),
        Column("离岗日期", ("离岗时间", "离职日期")),
        Column("备注"),
    ),
)
MOVES = Layout(
    "任职变动",
    (
        Column("姓名", required=True),
        Column("区分", ("同名区分",)),
        Column("自何日", ("变动日期", "生效日期", "任职日期"), required=True),
        Column("单位", ("所在单位", "部门", "股室"), required=True),
        *_POSTING,
    ),
)
LAYOUTS = (UNITS, CADRES, MOVES)

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
        joined_on, left_on = line.needed_day("入职日期"), line.day("离岗日期")
        draft = CadreDraft(
            name,
            distinction,
            gender=line.read("性别", cells.word, ""),
            birth_month=line.read("出生年月", cells.month, ""),
            political_status=self._political_status(line),
            party_joined_on=line.day("入党日期"),
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
            self.cadres[person] = NewCadre(draft, unit, post, rank, self._leadership(line), joined_on, left_on)
            return person
        if name:
            self.doubtful.add(person)
        return None

    def read_move(self, line: Line, people: People) -> tuple[Person, date] | None:
        """Take a change of posting in; None where the line cannot be used."""
        from_date, unit = line.needed_day("自何日"), self._unit(line)
        person = person_of(line, people)
        if person is None or from_date is None or not line.is_good:
            return None
        if (person, from_date) in self.moves:
            line.problem("自何日", f"{full_name(*person)}自{day_text(from_date)}的变动写了两次，请删去一行。")
            return None
        post, rank = line.text("职务"), line.text("职级")
        self.moves[person, from_date] = Move(person, from_date, unit, post, rank, self._leadership(line))
        return person, from_date

    def settle(self, table: Table, lines: dict[tuple[Person, date], Line]) -> None:
        """Check each change against the postings there are, and pass over those that the ledger has already.

        Whoever had left by then returns: said, since it may as well be a slip.
        """
        there: list[str] = []
        returned: dict[str, None] = {}
        for (person, day), line in lines.items():
            if (person, day) not in self.moves or person in self.doubtful:
                continue
            new = self.cadres.get(person)
            stays = (Stay(new.from_date, new.to_date),) if new else self.known.people[person]
            if new is None and any(stay.first == day for stay in stays):
                there.append(full_name(*person))
                del self.moves[person, day]
            elif sentence := _clash(stays, day):
                line.problem("自何日", f"{full_name(*person)}{sentence}")
            elif all(stay.last is not None and stay.last < day for stay in stays):
                returned[full_name(*person)] = None
        if there:
            table.notice(f"{listed(there, '人')}的任职变动台账里已有，已跳过。")
        if returned:
            table.notice(f"{listed(tuple(returned), '人')}离岗后又有任职变动，按返回岗位读入；如是笔误请先改正。")

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

    def _unit(self, line: Line) -> str:
        name = line.needed("单位", cells.word)
        if name and name not in self.unit_names:
            line.problem("单位", f"“{name}”不在单位表里，台账里也没有，请改正或先登记这个单位。")
        return self.unit_names.get(name, name)

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
    for table in tables_of(tables, MOVES):
        _read_moves(reader, table, People(everybody))
    roster = Roster(tuple(reader.units.values()), tuple(reader.cadres.values()), tuple(reader.moves.values()))
    later = known.with_roster(roster)
    unsure = {person: (Stay(date.min, None),) for person in reader.doubtful if person not in later.people}
    return roster, replace(later, people={**later.people, **unsure})


def _read_cadres(reader: _Reader, table: Table) -> None:
    lines = {person: line for line in table.lines() if (person := reader.read_cadre(line))}
    reader.tell_namesakes_apart(lines)
    reader.leave_out_known(table)


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
