"""The yearly plan (年度计划): what was promised and how it stands. Progress is computed, never typed."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.core.plan import PARTS, PlanState
from desktop_app.metrics.plan import Progress
from desktop_app.records import plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.dialogs.plan_item_dialog import PlanItemDialog
from desktop_app.ui.page import Page
from desktop_app.ui.plan_tree import PlanTree
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

SUMMED = (PlanState.DONE, PlanState.BEHIND, PlanState.NOT_DONE)


class PlanTab(Page):
    """One year's plan as a tree, with what can be done to its items."""

    title = "计划"
    watches = frozenset(
        {"plan_item", "subject", "session", "attendance", "part", "note", "review", "cadre", "posting", "unit"}
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._items: list[Progress] = []
        self.year = QComboBox()
        self.year.setAccessibleName("年度")
        self.as_of = theme.label("", tone=Tone.QUIET)
        self.summary = theme.label("", Role.HEADING)
        self.tree = PlanTree(workbench.look)
        self.tree.setAccessibleName("年度计划")
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        theme.set_tone(self.detail, Tone.QUIET)
        self._make_actions()
        self._lay_out()
        self._offer_years()
        self._choose_first_year()
        self.year.currentIndexChanged.connect(self.reload)
        self.tree.asked_records.connect(self._open_records)
        self.tree.opened.connect(self.change)
        self.tree.chosen.connect(self._show_chosen)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.add_action, self.change_action, self.remove_action, None,
            self.up_action, self.down_action, None,
            self.records_action,
        ]  # fmt: skip

    def show_record(self, item_id: int) -> None:
        """Select the item, in whatever year it is."""
        self._show_year(plans.draft_of(item_id).year)
        self.tree.select_id(item_id)
        self.tree.setFocus()

    def shown_year(self) -> int:
        return int(self.year.currentText().removesuffix("年"))

    def as_of_day(self) -> date:
        """Return the day the plan is looked at: today, in past years their last day."""
        return min(date.today(), date(self.shown_year(), 12, 31))

    @Slot()
    def reload(self) -> None:
        self._offer_years()
        year = self.shown_year()
        self._items = plans.progress(year)
        self.tree.show_items(self._items, f"{year}年还没有计划。按 Ctrl+N 新增第一项。")
        counts = [(state, sum(item.state is state for item in self._items)) for state in SUMMED]
        said = "，".join(f"{state}{count}项" for state, count in counts if count)
        self.summary.setText(f"共{len(self._items)}项{said and f'：{said}'}" if self._items else "")
        self.as_of.setText(f"截至{day_text(self.as_of_day())}")
        self._show_chosen()

    @Slot()
    def add(self) -> None:
        part = self.tree.current_part() or (self._items[0].part if self._items else PARTS[0])
        PlanItemDialog(self._workbench, "新增计划", PlanItemDraft(self.shown_year(), part, ""), plans.add, self).run()

    @Slot()
    def change(self) -> None:
        if item := self.tree.current_item():
            save = partial(plans.change, item.id)
            PlanItemDialog(self._workbench, "修改计划", plans.draft_of(item.id), save, self).run()

    @Slot()
    def remove(self) -> None:
        item = self.tree.current_item()
        if item and self._workbench.ask("删除计划", f"要删除计划“{item.content}”吗？可以用“撤销”恢复。", "删除这一项"):
            self._workbench.do(partial(plans.remove, [item.id]))

    @Slot()
    def move_up(self) -> None:
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        self._move(+1)

    @Slot()
    def show_records(self) -> None:
        if item := self.tree.current_item():
            self._open_records(item)

    def _move(self, step: int) -> None:
        """Change places with the neighbour of the same part."""
        item = self.tree.current_item()
        neighbour = self._neighbour(item, step) if item else None
        if item and neighbour:
            ids = [each.id for each in self._items]
            here, there = ids.index(item.id), ids.index(neighbour.id)
            ids[here], ids[there] = ids[there], ids[here]
            self._workbench.do(partial(plans.arrange, ids))

    def _neighbour(self, item: Progress, step: int) -> Progress | None:
        same = [each for each in self._items if each.part == item.part]
        place = next(number for number, each in enumerate(same) if each.id == item.id) + step
        return same[place] if 0 <= place < len(same) else None

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add, "在选中的部分里新增一项计划")
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一项，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove)
        self.up_action = action(self, "上移", "Alt+Up", self.move_up)
        self.down_action = action(self, "下移", "Alt+Down", self.move_down)
        self.records_action = action(self, "查看记录", "Ctrl+L", self.show_records, "列出“已完成”依据的记录")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for each in self.actions():
            if each is None:
                bar.addSpacing(GAP)
            else:
                bar.addWidget(button(each, primary=each is self.add_action))
        bar.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(GAP)
        head.addWidget(self.year)
        head.addWidget(self.summary)
        head.addWidget(self.as_of)
        head.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(bar)
        layout.addLayout(head)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.detail)
        self.setFocusProxy(self.tree)

    def _offer_years(self) -> None:
        """Offer the years that have a plan, this one and the next, for which plans are made."""
        offered = sorted({*plans.years(), date.today().year + 1}, reverse=True)
        if offered == [int(self.year.itemText(number).removesuffix("年")) for number in range(self.year.count())]:
            return
        chosen = self.year.currentText()
        self.year.blockSignals(True)
        self.year.clear()
        self.year.addItems([f"{year}年" for year in offered])
        self.year.setCurrentText(chosen or f"{date.today().year}年")
        self.year.blockSignals(False)

    def _choose_first_year(self) -> None:
        """Begin with this year, or with the last one that has a plan."""
        year = next((year for year in plans.years() if plans.parts(year)), date.today().year)
        self.year.setCurrentText(f"{year}年")

    def _show_year(self, year: int) -> None:
        self._offer_years()
        self.year.setCurrentText(f"{year}年")

    @Slot(object)
    def _open_records(self, item: Progress) -> None:
        if item.done:
            self._workbench.open_figure.emit(item.figure_name, item.scope)

    @Slot()
    def _show_chosen(self) -> None:
        item = self.tree.current_item()
        for each in (self.change_action, self.remove_action):
            each.setEnabled(item is not None)
        self.up_action.setEnabled(item is not None and self._neighbour(item, -1) is not None)
        self.down_action.setEnabled(item is not None and self._neighbour(item, +1) is not None)
        self.records_action.setEnabled(item is not None and item.done is not None)
        self.detail.setText(_detail(item) if item else "选中一项，这里说明它按什么计量、什么时候开展。")


def _detail(item: Progress) -> str:
    """Return what the columns leave out."""
    months = "、".join(str(month) for month in item.months)
    said = (
        ("按“{}”计量", item.figure_name),
        ("口径{}", item.population if item.figure_name else ""),
        ("{}月开展", months),
        ("{}前完成", day_text(item.deadline) if item.deadline else ""),
        ("形式：{}", item.form),
        ("经费：{}", item.cost),
        ("未完成原因：{}", item.not_done_reason),
    )
    return "；".join(form.format(value) for form, value in said if value) or "不计量，只列在计划里。"
