"""The yearly plan (年度计划): what was promised and how it stands. Progress is computed, never typed."""

from datetime import date
from functools import partial

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QLabel, QMenu, QToolButton, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.core.plan import PARTS, PlanState
from desktop_app.core.scope import Asked
from desktop_app.metrics.plan import Progress
from desktop_app.records import next_plan, plans
from desktop_app.records.plans import PlanItemDraft
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button, fill
from desktop_app.ui.dialogs.plan_item_dialog import PlanItemDialog
from desktop_app.ui.page import Page
from desktop_app.ui.plan_lines import PLAN_TABLES
from desktop_app.ui.plan_tree import PlanTree
from desktop_app.ui.plan_year import PlanYear
from desktop_app.ui.theme import GAP, MARGIN, Role, Tone
from desktop_app.ui.workbench import Workbench

SUMMED = (PlanState.DONE, PlanState.BEHIND, PlanState.NOT_DONE, PlanState.CARRIED)


class PlanTab(Page):
    """One year's plan as a tree, with what can be done to its items."""

    title = "计划"
    watches = PLAN_TABLES

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._items: list[Progress] = []
        self.year = PlanYear()
        self.as_of = theme.label("", tone=Tone.QUIET)
        self.summary = theme.label("", Role.HEADING)
        self.tree = PlanTree(workbench.look)
        self.tree.setAccessibleName("年度计划")
        self.detail = QLabel()
        self.detail.setWordWrap(True)
        theme.set_tone(self.detail, Tone.QUIET)
        self._make_actions()
        self._lay_out()
        self.year.currentIndexChanged.connect(self.reload)
        self.tree.asked_records.connect(self._open_records)
        self.tree.opened.connect(self.change)
        self.tree.chosen.connect(self._show_chosen)
        self.tree.moved.connect(self._on_moved)
        self.reload()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.add_action, self.change_action, self.remove_action, None,
            self.up_action, self.down_action, None,
            self.records_action, None,
            self.reasons_action, self.carry_action, self.next_action, self.part_action,
        ]  # fmt: skip

    def show_record(self, item_id: int) -> None:
        """Select the item, in whatever year it is; one that is gone leaves everything as it is."""
        if year := plans.year_of(item_id):
            self.year.show_year(year)
        self.tree.select_id(item_id)
        self.tree.setFocus()

    def shown_year(self) -> int:
        return self.year.year()

    def as_of_day(self) -> date:
        """Return the day the plan is looked at: today, in past years their last day."""
        return min(date.today(), date(self.shown_year(), 12, 31))

    @Slot()
    def reload(self) -> None:
        self.year.offer()
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
        given = PlanItemDraft(self.shown_year(), part, "")
        if PlanItemDialog(self._workbench, "新增计划", given, plans.add, self).run():
            self.tree.select_id(max(each.id for each in self._items))

    @Slot()
    def change(self) -> None:
        if item := self.tree.current_item():
            save = partial(plans.change, item.id)
            PlanItemDialog(self._workbench, "修改计划", plans.draft_of(item.id), save, self).run()

    @Slot()
    def remove(self) -> None:
        items = self.tree.selected_items()
        named = f"计划“{items[0].content}”" if len(items) == 1 else f"所选的{len(items)}项计划"
        if self.tree.is_on_part():
            named = f"“{self.tree.current_part()}”这个部分的{len(items)}项计划"
        if items and self._workbench.ask("删除计划", f"要删除{named}吗？可以用“撤销”恢复。", f"删除{len(items)}项"):
            self._workbench.do(partial(plans.remove, [item.id for item in items]))

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

    @Slot()
    def give_reasons(self) -> None:
        from desktop_app.ui.dialogs.reasons_dialog import ReasonsDialog  # noqa: PLC0415  dialogs load when they are used

        items = plans.unfinished(self.shown_year())
        if items:
            ReasonsDialog(self._workbench, items, self).run()
        else:
            self._workbench.messages.tell("未完成原因", f"{self.shown_year()}年没有到期未完成的项目，没有要填的原因。")

    @Slot()
    def carry_over(self) -> None:
        """Put what is left of the selected items into next year's plan."""
        items, year = self.tree.selected_items(), self.shown_year()
        left = [item for item in items if next_plan.can_be_carried(item)]
        if not left:
            self._workbench.messages.warn("所选的都已完成或已经结转，没有要结转的。")
        elif self._workbench.do(partial(next_plan.carry_over, year, [item.id for item in left])):
            self._workbench.status.emit(f"已把{len(left)}项没有做完的结转到{year + 1}年，目标是剩下的数，可以再改。")

    @Slot()
    def start_next(self) -> None:
        """Begin next year's plan as this one; where there is one already, only what it lacks is added."""
        year = self.shown_year()
        there = next_plan.count(year + 1)
        text = f"{year + 1}年已有{there}项计划，只补上{year}年有而{year + 1}年没有的项目吗？"
        if there and not self._workbench.ask("起草下一年计划", text, "只补没有的"):
            return
        if self._workbench.do(partial(next_plan.start, year, only_missing=bool(there))):
            self.year.show_year(year + 1)

    @Slot()
    def rename_part(self) -> None:
        from desktop_app.ui.dialogs.part_dialog import PartDialog  # noqa: PLC0415

        if part := self.tree.current_part():
            dialog = PartDialog(self._workbench, self.shown_year(), part, self)
            was_on_part = self.tree.is_on_part()
            if dialog.run() and was_on_part:
                self.tree.select_part(dialog.name.text().strip())

    def _move(self, step: int) -> None:
        """Change places with the neighbour: an item with one of its part, a part with the next part."""
        ids = self._moved_part(step) if self.tree.is_on_part() else self._moved_item(step)
        if ids:
            self._workbench.do(partial(plans.arrange, ids))

    def _moved_item(self, step: int) -> list[int]:
        item = self.tree.current_item()
        neighbour = self._neighbour(item, step) if item else None
        if not item or not neighbour:
            return []
        ids = [each.id for each in self._items]
        here, there = ids.index(item.id), ids.index(neighbour.id)
        ids[here], ids[there] = ids[there], ids[here]
        return ids

    def _moved_part(self, step: int) -> list[int]:
        parts = self._parts()
        here = parts.index(self.tree.current_part())
        there = here + step
        if not 0 <= there < len(parts):
            return []
        parts[here], parts[there] = parts[there], parts[here]
        return [each.id for part in parts for each in self._items if each.part == part]

    def _parts(self) -> list[str]:
        return list(dict.fromkeys(each.part for each in self._items))

    def _neighbour(self, item: Progress, step: int) -> Progress | None:
        same = [each for each in self._items if each.part == item.part]
        place = next(number for number, each in enumerate(same) if each.id == item.id) + step
        return same[place] if 0 <= place < len(same) else None

    def _make_actions(self) -> None:
        self.add_action = action(self, "新增…", "Ctrl+N", self.add, "在选中的部分里新增一项计划")
        self.change_action = action(self, "修改…", "F2", self.change, "修改选中的一项，回车也可以")
        self.remove_action = action(self, "删除", "Del", self.remove)
        self.up_action = action(self, "上移", "Ctrl+Up", self.move_up, "把选中的一项或一个部分上移")
        self.down_action = action(self, "下移", "Ctrl+Down", self.move_down, "把选中的一项或一个部分下移")
        self.records_action = action(self, "查看记录", "Ctrl+L", self.show_records, "列出“已完成”依据的记录")

        self.reasons_action = action(
            self, "未完成原因…", "Ctrl+Shift+R", self.give_reasons, "逐项填写到期没有完成的原因"
        )
        self.carry_action = action(
            self, "结转到下一年", "Ctrl+J", self.carry_over, "把选中各项没有做完的列入下一年计划"
        )
        self.next_action = action(
            self, "起草下一年计划", "Ctrl+Shift+N", self.start_next, "照这一年的计划起草下一年的，不带完成情况"
        )
        self.part_action = action(self, "部分改名…", "Ctrl+M", self.rename_part, "给选中的部分改名，或并入别的部分")

    def _lay_out(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GAP)
        for each in (self.add_action, self.change_action, self.remove_action, None, self.up_action, self.down_action,
                     None, self.records_action, None, self.reasons_action, self.carry_action):  # fmt: skip
            if each is None:
                bar.addSpacing(GAP)
            else:
                bar.addWidget(button(each, primary=each is self.add_action))
        bar.addWidget(self._more_button())
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

    def _more_button(self) -> QToolButton:
        more = QToolButton()
        more.setText("更多")
        more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(more)
        fill(menu, [self.next_action, self.part_action])
        more.setMenu(menu)
        return more

    @Slot(object)
    def _open_records(self, item: Progress) -> None:
        if item.done:
            self._workbench.open_figure.emit(Asked(item.figure_name, item.scope))

    @Slot(object, object, object)
    def _on_moved(self, item_id: int, part: str, before_id: int | None) -> None:
        """Put an item that was dragged before another, or at the end of a part."""
        parts = dict.fromkeys((*self._parts(), part))
        ids = [each.id for name in parts for each in self._items if each.part == name and each.id != item_id]
        of_part = [each.id for each in self._items if each.part == part and each.id != item_id]
        place = ids.index(before_id) if before_id else ids.index(of_part[-1]) + 1 if of_part else len(ids)
        self._workbench.do(partial(plans.place, item_id, part, [*ids[:place], item_id, *ids[place:]]))

    @Slot()
    def _show_chosen(self) -> None:
        item, chosen, on_part = self.tree.current_item(), self.tree.selected_items(), self.tree.is_on_part()
        self.change_action.setEnabled(item is not None)
        self.remove_action.setEnabled(bool(chosen))
        self.carry_action.setEnabled(any(map(next_plan.can_be_carried, chosen)))
        self.part_action.setEnabled(bool(self.tree.current_part()))
        self.up_action.setEnabled(bool(self._moved_part(-1) if on_part else self._moved_item(-1)))
        self.down_action.setEnabled(bool(self._moved_part(+1) if on_part else self._moved_item(+1)))
        self.records_action.setEnabled(item is not None and item.done is not None)
        self.detail.setText(_detail(item) if item else "选中一项，这里说明它按什么计量、什么时候开展。")


def _detail(item: Progress) -> str:
    """Return what the columns leave out."""
    months = "、".join(str(month) for month in item.months)
    said = (
        ("按“{}”计量", item.figure_name),
        ("口径{}", item.population if item.figure_name else ""),
        ("{}月开展", months),
        ("{}推进", item.schedule.known_way if item.schedule.way else ""),
        ("{}前完成", day_text(item.deadline) if item.deadline else ""),
        ("形式：{}", item.form),
        ("经费：{}", item.cost),
        ("未完成原因：{}", item.not_done_reason),
        ("结转自{}年", item.carried_from_year),
        ("没有做完的已结转到{}年", item.carried_to_year),
    )
    return "；".join(form.format(value) for form, value in said if value) or "不计量，只列在计划里。"
