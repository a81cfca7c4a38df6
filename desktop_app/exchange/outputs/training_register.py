"""外出培训登记: who was sent to which training, by the session; and what people did on their own (个人培训)."""

from collections import defaultdict
from decimal import Decimal

from desktop_app.core.number import shown
from desktop_app.core.period import Period
from desktop_app.core.scope import Scope
from desktop_app.core.session import last_day
from desktop_app.exchange.output import Ask, Choice, Output, facts, signature
from desktop_app.exchange.outputs.asking import sourced
from desktop_app.exchange.report import Align, Column, Report, Row, Table
from desktop_app.metrics.subjects import of_category
from desktop_app.records import attended, categories, session_ledger, settings, stamp, trainings
from desktop_app.records.session_ledger import LedgerLine

CENTER, RIGHT = Align.CENTER, Align.RIGHT
SENT = ("category-外出培训", "category-任职培训")
MEASURES = ("次数", "人次", "人数", "人学时", "人天数")


def sheet(choice: Choice) -> Report:
    """Return the trainings away of a period, with the figures of their kinds."""
    period, office = choice.period, settings.current()
    return Report(
        f"{office.office}外出培训登记表", facts(Choice(period)),
        (
            _figures(Scope(period)), _sessions(period), _own(period),
        ),
        signature=signature(),
        notes=("人次、人学时、人天数含个人培训结业；结束日期按天数推算，调训通知另有规定的以通知为准。",),
        sideways=True, sheet_name="外出培训登记", stamp=stamp.printed(),
    )  # fmt: skip


def _figures(scope: Scope) -> Table:
    subjects = [name for uid in SENT if (name := of_category(uid))]
    found = sourced(scope, [f"{name}.{measure}" for name in subjects for measure in MEASURES])
    columns = (Column("类型", 8), *(Column(measure, 6, CENTER) for measure in MEASURES))
    rows = (Row((name, *(found.get(f"{name}.{measure}") for measure in MEASURES))) for name in subjects)
    return Table("一、合计", columns, tuple(rows))


def _sessions(period: Period) -> Table:
    kinds = {row.name for row in categories.listed() if row.uid in SENT}
    went: dict[int, list[str]] = defaultdict(list)
    for line in attended.attended(period, SENT):
        went[line.session_id].append(line.full_name)
    columns = (
        Column("序号", 2.2, CENTER), Column("通知文号", 8), Column("培训名称", 10), Column("主办单位", 6),
        Column("层级", 5, CENTER), Column("区域", 2.6, CENTER), Column("起", 5.5), Column("止", 5.5),
        Column("天数", 2.4, RIGHT), Column("学时", 2.6, RIGHT), Column("人数", 2.4, RIGHT), Column("参训人员", 12),
        Column("期限", 5.5, group="成果报告"), Column("提交", 5.5, group="成果报告"),
    )  # fmt: skip
    lines = [line for line in session_ledger.ledger_lines(period) if line.category in kinds]
    rows = [_row(number, line, went[line.id]) for number, line in enumerate(lines, start=1)]
    return Table("二、调训", columns, tuple(rows), "这一期间没有登记外出培训")


def _own(period: Period) -> Table:
    columns = (
        Column("序号", 2.2, CENTER), Column("姓名", 5), Column("单位", 6), Column("培训名称", 12),
        Column("主办单位", 7), Column("层级", 5, CENTER), Column("区域", 2.6, CENTER), Column("起", 5.5),
        Column("止", 5.5), Column("天数", 2.4, RIGHT), Column("学时", 2.6, RIGHT), Column("状态", 3.4, CENTER),
        Column("证书编号", 8),
    )  # fmt: skip
    rows = [
        Row(
            (
                number, row.full_name, row.unit or "", row.title, row.organiser, row.level, row.region, row.from_date,
                row.to_date, Decimal(shown(row.days)), Decimal(shown(row.hours)), row.state_on(period.last),
                row.certificate,
            ),
            record=("training", row.id),
        )
        for number, row in enumerate(trainings.going_on(period), start=1)
    ]  # fmt: skip
    return Table("三、个人培训", columns, tuple(rows), "这一期间没有登记个人培训")


def _row(number: int, line: LedgerLine, went: list[str]) -> Row:
    return Row(
        (
            number, line.notice_number, line.title, line.organiser, line.level, line.region, line.held_on,
            last_day(line.held_on, line.days), Decimal(shown(line.days)), Decimal(shown(line.hours)), line.attended,
            "、".join(went), line.report_due_on, line.report_handed_in_on,
        ),
        record=("session", line.id),
    )  # fmt: skip


OUTPUT = Output(
    "外出培训登记", "登记", "一个期间的外出培训、任职培训和个人培训：通知文号、主办单位、起止、谁去了、成果报告",
    frozenset({Ask.PERIOD}), lambda choice: [sheet(choice)],
    lambda choice: f"{choice.period.text}外出培训登记表",
)  # fmt: skip
