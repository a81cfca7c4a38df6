"""应交情况: for every rule of what has to be handed in, people down and the periods of the year across."""

from datetime import date

from desktop_app.core.quota import Standing
from desktop_app.exchange.report import Align, Column, Report, Row, RowKind, Table
from desktop_app.exchange.yearbook.year import Year
from desktop_app.records import quotas
from desktop_app.records.quotas import Owing

RIGHT, CENTER = Align.RIGHT, Align.CENTER
NOT_ASKED = "—"


def handed_in(year: Year) -> list[Report]:
    """Return how everybody stood to each rule in each period, as of the as-of day, else today.

    What is owed for December may come in January.
    """
    period = year.scope.period
    by_rule: dict[int, list[Owing]] = {}
    for each in quotas.owing(period, min(year.scope.as_of or date.max, date.today())):
        if each.period.last <= period.last:
            by_rule.setdefault(each.quota.id, []).append(each)
    tables = [_table(found) for found in by_rule.values()]
    empty = Table("", (Column("应交情况", 30),), (), "这一年没有应交规定")
    notes = (
        "应交人员以每期最后一天的任职为准；“—”表示当期不应交。退回还没有重交的不算已交。",
        "已交足：篇数和字数都达到；差多少写在格内。",
    )
    return [year.report("应交情况", "心得笔记应交情况", *(tables or [empty]), notes=notes)]


def _table(found: list[Owing]) -> Table:
    """Return one rule: a line for each person who owed in any of its periods."""
    rule = found[0].quota
    periods = sorted({each.period for each in found})
    people = {each.person.id: each.person for each in found}
    due = {(each.person.id, each.period): each.due for each in found}
    rows: list[Row] = []
    for person in people.values():
        mine = [due.get((person.id, period)) for period in periods]
        asked = [each for each in mine if each]
        met = sum(each.standing is Standing.MET for each in asked)
        cells = (NOT_ASKED if each is None else each.lack or str(each.standing) for each in mine)
        rows.append(Row((person.name_beside_unit, person.unit or "", *cells, len(asked), met)))
    met_by_period = [
        f"{sum(each.due.standing is Standing.MET for each in of)}/{len(of)}"
        for of in ([each for each in found if each.period == period] for period in periods)
    ]
    total_asked = len(found)
    total_met = sum(each.due.standing is Standing.MET for each in found)
    columns = (
        Column("姓名", 6), Column("单位", 8),
        *(Column(period.text.partition("年")[2] or period.text, 5, CENTER) for period in periods),
        Column("应交期数", 4, RIGHT), Column("交足期数", 4, RIGHT),
    )  # fmt: skip
    total = Row(("交足/应交", "", *met_by_period, total_asked, total_met), RowKind.TOTAL)
    return Table(f"{rule.kind}：{rule.asked}（{rule.who}）", columns, (*rows, total))
