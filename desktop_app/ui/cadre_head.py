"""The head of one person's file: who he is, where he stood when, his figures, and how he stands with his duties."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.core.posting import LASTING
from desktop_app.metrics.duties import DutyLine
from desktop_app.metrics.register import Figures
from desktop_app.records.cadres import CadreRow, PostingRow
from desktop_app.ui import theme
from desktop_app.ui.theme import GAP, HALF, Role, Tone

MOST_POSTINGS = 4
CARDS = (
    ("参加", ("全部活动.人次", "全部活动.应到人次")),
    ("实到率", ("全部活动.实到率",)),
    ("计入、全部学时", ("年度学时.人学时", "全部活动.人学时")),
    ("培训天数", ("年度学时.人天数",)),
    ("发言、主讲", ("全部活动.发言人次", "全部活动.主讲人次")),
    ("心得笔记", ("全部笔记.篇数",)),
    ("字数", ("全部笔记.字数",)),
)
"""What stands over a card, and its figures: several are set apart by a stroke."""


class CadreHead(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.name = theme.label("", Role.TITLE)
        self.words = theme.label("", tone=Tone.QUIET)
        self.postings = theme.label("")
        self.met, self.lacking = theme.label("", tone=Tone.GOOD), theme.label("", tone=Tone.BAD)
        self.resting = theme.label("", tone=Tone.QUIET)
        for each in (self.words, self.postings, self.met, self.lacking, self.resting):
            each.setWordWrap(True)
        self.cards = {title: theme.label("", Role.HEADING) for title, _ in CARDS}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(HALF)
        for each in (self.name, self.words, self.postings):
            layout.addWidget(each)
        layout.addLayout(self._row_of_cards())
        layout.addWidget(self.lacking)
        layout.addWidget(self.met)
        layout.addWidget(self.resting)

    def show_cadre(
        self, row: CadreRow, postings: Sequence[PostingRow], figures: Figures, duties: Sequence[DutyLine]
    ) -> None:
        where = "　".join(filter(None, (row.unit, row.post, row.rank, row.leadership)))
        standing = "" if row.standing == "在岗" else f"（{row.standing}）"
        self.name.setText(f"{row.full_name}{where and f'　{where}'}{standing}")
        self.words.setText("　".join(filter(None, _particulars(row))))
        self.postings.setText("任职：" + "；".join(map(_posting, postings[-MOST_POSTINGS:])))
        self.postings.setVisible(bool(postings))
        for title, names in CARDS:
            self.cards[title].setText(" / ".join(figures[name].text for name in names))
        for label, stands in ((self.met, (True, True)), (self.lacking, (True, False)), (self.resting, (False, True))):
            label.setText("　".join(_duty(line) for line in duties if (line.is_asked, line.is_met) == stands))
            label.setVisible(bool(label.text()))

    def clear(self) -> None:
        for each in (
            self.name, self.words, self.postings, self.met, self.lacking, self.resting, *self.cards.values(),
        ):  # fmt: skip
            each.clear()

    def _row_of_cards(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(GAP)
        for title, value in self.cards.items():
            card = QFrame()
            theme.set_role(card, Role.CARD)
            box = QVBoxLayout(card)
            box.setContentsMargins(GAP, HALF, GAP, HALF)
            box.setSpacing(0)
            box.addWidget(theme.label(title, tone=Tone.QUIET))
            box.addWidget(value)
            value.setAccessibleName(title)
            row.addWidget(card, 1)
        return row


def _particulars(row: CadreRow) -> tuple[str, ...]:
    joined_party = f"（{row.party_joined_on.isoformat()}入党）" if row.party_joined_on and row.is_party_member else ""
    return (
        row.gender,
        row.birth_month and f"{row.birth_month}出生",
        row.political_status and f"{row.political_status}{joined_party}",
        row.staff_kind,
        f"{row.joined_on.isoformat()}入职" if row.joined_on else "",
        row.remark,
    )


def _posting(row: PostingRow) -> str:
    until = row.to_date.isoformat() if row.to_date else "今"
    what = "　".join(filter(None, (row.unit, row.post)))
    kind = "" if row.kind == LASTING else f"（{row.kind}）"
    return f"{row.from_date.isoformat()}至{until} {what}{kind}{row.end_reason and f'，{row.end_reason}'}"


def _duty(line: DutyLine) -> str:
    result = line.result if line.is_asked else f"没有登记过，{line.result}"
    return f"{line.rule.name}（{line.rule.text}）：{result}"
