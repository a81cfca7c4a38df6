"""The year of a plan in one picture (时间线), which can be saved and printed."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.records import plan_timeline, settings, stamp
from desktop_app.records.plan_timeline import Timeline
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.outputs.output_page import Act, line
from desktop_app.ui.pictures import timeline
from desktop_app.ui.pictures.picture import Mark
from desktop_app.ui.pictures.picture_page import RECORDS, SAVING, YEARS, PicturePage
from desktop_app.ui.pictures.picture_view import PictureView
from desktop_app.ui.plan_year import PlanYear
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.ui.pictures.document import Document

ITEM = Act("open_item", "打开计划项目", "F2", "到“年度计划”里看这一项")


class TimelinePage(PicturePage):
    """Reads beside the screen: the days of all the records behind a plan may take a while."""

    offered: ClassVar[tuple[Act, ...]] = (RECORDS, ITEM, *SAVING, *YEARS)

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.year = PlanYear()
        self.as_of = theme.label("", tone=Tone.QUIET)
        self.view = PictureView("时间线")
        self._timeline: Timeline | None = None
        self._lay_out()
        self.year.currentIndexChanged.connect(self.reload)
        self.view.chosen.connect(self.show_acts)
        self.view.opened.connect(self.open_mark)
        self.show_acts()

    def question(self) -> Callable[[], Timeline]:
        self.year.offer()
        return partial(plan_timeline.timeline, self.year.year())

    @Slot(object)
    def show_answer(self, answer: Timeline) -> None:
        self._timeline = answer
        self.as_of.setText(f"截至{day_text(answer.day)}")
        self.view.set_empty_text(f"{answer.year}年还没有计划，请先在“年度计划”里新增。")
        self.view.show_picture(timeline.picture(answer))
        self.show_acts()

    @Slot()
    def show_waiting(self) -> None:
        self.view.set_empty_text("正在读取…")

    def show_refusal(self, sentence: str) -> None:
        self.view.set_empty_text(sentence)

    def has_pictures(self) -> bool:
        return bool(self._timeline and self._timeline.rows)

    def document(self) -> "Document | None":
        from desktop_app.ui.pictures.document import Document  # noqa: PLC0415  loaded when something is written

        if not self._timeline or not self._timeline.rows:
            return None
        title = f"{self._timeline.year}年度计划时间线（截至{day_text(self._timeline.day)}）"
        picture = timeline.picture(self._timeline)
        facts = (f"单位：{office}",) if (office := settings.current().office) else ()
        return Document(title, facts, stamp.printed(), (picture,), is_sideways=True)

    def mark(self) -> Mark | None:
        return self.view.current_mark()

    def step(self, years: int) -> None:
        self.year.show_year(self.year.year() + years)

    @Slot()
    def open_item(self) -> None:
        if mark := self.mark():
            self.bench.open_record.emit("plan_item", mark.key)

    @Slot()
    def show_acts(self) -> None:
        super().show_acts()
        self.acts[ITEM.slot].setEnabled(self.mark() is not None)

    def _lay_out(self) -> None:
        buttons = [button(self.acts[act.slot]) for act in (RECORDS, ITEM, *SAVING)]
        before, after = (button(self.acts[act.slot]) for act in YEARS)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(line(*buttons, None))
        layout.addLayout(line(before, self.year, after, self.as_of, None))
        layout.addWidget(area, 1)
        layout.addWidget(self.written)
        self.setFocusProxy(self.view)
