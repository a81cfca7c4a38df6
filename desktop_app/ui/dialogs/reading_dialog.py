"""One required reading (必学篇目) of a year."""

from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.core.scope import FIXED_POPULATIONS, PARTY
from desktop_app.records import cadres, readings
from desktop_app.records.readings import ReadingDraft
from desktop_app.ui import theme
from desktop_app.ui.draft_dialog import DraftDialog
from desktop_app.ui.fields import ChoiceField, OptionalDateField, WholeField
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench


class ReadingDialog(DraftDialog[ReadingDraft]):
    """A given draft without title asks for a new one."""

    def __init__(
        self,
        workbench: Workbench,
        given: ReadingDraft,
        save: Callable[[ReadingDraft], set[str]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(workbench, "修改必学篇目" if given.title else "新增必学篇目", save, parent)
        others = cadres.populations()[len(FIXED_POPULATIONS) :]
        self.name = QLineEdit(given.title)
        self.name.setPlaceholderText("不用加书名号")
        self.year = WholeField("年度", given.year)
        self.position = WholeField("序号", given.position)
        self.position.setPlaceholderText("不填排在最后")
        self.kind = ChoiceField(("", *readings.KINDS), given.kind)
        self.population = ChoiceField((*FIXED_POPULATIONS, PARTY, *others), given.population)
        self.deadline = OptionalDateField(given.deadline)
        self.source = QLineEdit(given.source)
        self.source.setPlaceholderText("文号、书名或下发单位")
        self.field("title", "篇目", self.name)
        self.pair(("year", "年度", self.year), ("position", "序号", self.position))
        self.pair(("kind", "类别", self.kind), ("source", "来源", self.source))
        self.pair(("population", "对象", self.population), ("deadline", "完成时限", self.deadline))
        said = "活动的学习内容或第一议题里写了这一篇，登记出勤后就算学过；题目要一致，有没有书名号都可以。"
        hint = theme.label(said, tone=Tone.QUIET)
        hint.setWordWrap(True)
        self.wide(hint)
        self.name.setFocus()

    def draft(self) -> ReadingDraft:
        return ReadingDraft(
            self.year.value(),
            self.name.text().strip(),
            self.source.text().strip(),
            self.kind.text(),
            self.population.text() or FIXED_POPULATIONS[0],
            self.deadline.day(),
            self.position.value(),
        )
