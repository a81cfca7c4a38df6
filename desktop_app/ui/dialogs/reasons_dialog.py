"""Goes through the plan items that were not done and asks for the reason of each, all in one step."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from desktop_app.metrics.plan import Progress
from desktop_app.records import plans
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.plan_lines import done_text, target_text
from desktop_app.ui.workbench import Workbench


class ReasonsDialog(DraftDialog[Mapping[int, str]]):
    """A field per item; reasons given before are offered."""

    def __init__(self, workbench: Workbench, items: Sequence[Progress], parent: QWidget | None = None) -> None:
        super().__init__(workbench, f"未完成原因（{items[0].year}年，{len(items)}项）", plans.give_reasons, parent)
        known = ["", *plans.reasons()]
        self.reasons: dict[int, ChoiceField] = {}
        for item in items:
            heading = theme.label(f"{item.content}　完成{done_text(item)}，目标{target_text(item)}，{item.state}")
            heading.setWordWrap(True)
            self.wide(heading)
            self.reasons[item.id] = field = ChoiceField(known, item.not_done_reason)
            self.field(f"reason{item.id}", "原因", field)
        self.reasons[items[0].id].setFocus()

    def draft(self) -> Mapping[int, str]:
        return {item_id: field.text() for item_id, field in self.reasons.items()}
