"""Asks when and why somebody leaves (离岗) or comes back from a secondment, and for the name of a choice (名单)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from desktop_app.core.period import day_text
from desktop_app.core.posting import LEAVE_REASONS
from desktop_app.records import cadres
from desktop_app.records.cadres import CadreRow, PostingRow
from desktop_app.ui import theme
from desktop_app.ui.dialogs.act_dialog import ActDialog
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, DateField
from desktop_app.ui.theme import Role
from desktop_app.ui.workbench import Workbench

NAMED = 12


@dataclass(frozen=True)
class Leave:
    last_day: date
    reason: str


class LeaveDialog(ActDialog[Leave]):
    """The last day somebody is in post, and why it is the last."""

    def __init__(
        self,
        workbench: Workbench,
        who: CadreRow,
        save: Callable[[Leave], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, f"离岗：{who.full_name}", save, parent, "离岗")
        self.explain("以前的出勤、心得和统计都不变；这一日之后不再列入应到人员。")
        self.last_day = DateField(date.today())
        self.reason = ChoiceField(LEAVE_REASONS, LEAVE_REASONS[0])
        self.pair(("last_day", "在岗最后一日", self.last_day), ("reason", "原因", self.reason))
        self.watch(self.last_day)

    def draft(self) -> Leave:
        return Leave(self.last_day.day(), self.reason.text())


class ReturnDialog(ActDialog[date]):
    """The last day of a secondment; what stood before it goes on."""

    def __init__(
        self,
        workbench: Workbench,
        who: CadreRow,
        away: PostingRow,
        save: Callable[[date], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, f"{away.kind}返回：{who.full_name}", save, parent, "返回")
        since = f"自{day_text(away.from_date)}起在{away.unit}{away.kind}。"
        self.explain(f"{since}最后一日的次日起，原来的单位、职务、职级和领导身份照旧接上。")
        self.last_day = DateField(away.to_date or date.today())
        self.field("last_day", f"{away.kind}最后一日", self.last_day)
        self.watch(self.last_day)

    def draft(self) -> date:
        return self.last_day.day()


class CadreListDialog(DraftDialog[str]):
    """Keeps people under a name; figures can then be asked for them as a population."""

    def __init__(self, workbench: Workbench, people: Sequence[CadreRow], parent: QWidget | None = None) -> None:
        save = partial(_make_list, [row.id for row in people])
        super().__init__(workbench, f"存为名单（{len(people)}人）", save, parent)
        names = "、".join(row.full_name for row in people[:NAMED])
        said = theme.label(f"{names}{f'等{len(people)}人' if len(people) > NAMED else ''}", Role.NOTICE)
        said.setWordWrap(True)
        self.wide(said)
        self.name = ChoiceField(cadres.lists())
        if line := self.name.lineEdit():
            line.setPlaceholderText("如：青年干部、法考报考人员")
        self.field("name", "名单名称", self.name)
        self.replaced = theme.label("")
        self.wide(self.replaced)
        self.name.currentTextChanged.connect(self._say_replaced)
        self._say_replaced()
        self.name.setFocus()

    def draft(self) -> str:
        return self.name.text()

    @Slot()
    def _say_replaced(self) -> None:
        """Say before it happens that a list of this name would be replaced."""
        known = self.name.text() in cadres.lists()
        self.replaced.setText(
            f"已有名单“{self.name.text()}”，保存后换成这些人。" if known else "存好后，统计时可以选它作口径。"
        )
        theme.set_tone(self.replaced, theme.Tone.WARN if known else theme.Tone.QUIET)


def _make_list(cadre_ids: list[int], name: str) -> set[str]:
    return cadres.make_list(name, cadre_ids)
