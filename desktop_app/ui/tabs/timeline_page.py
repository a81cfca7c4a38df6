"""The year of a plan in one picture (时间线), which can be saved and printed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.core.period import day_text
from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import Asked
from desktop_app.metrics.plan import Progress
from desktop_app.records import plan_timeline
from desktop_app.records.plan_timeline import Timeline
from desktop_app.ui import theme
from desktop_app.ui.actions import action, button
from desktop_app.ui.outputs.output_page import OutputPage
from desktop_app.ui.plan_year import PlanYear
from desktop_app.ui.theme import GAP, MARGIN, Tone
from desktop_app.ui.timeline_view import TimelineView
from desktop_app.ui.workbench import Workbench


class TimelinePage(OutputPage):
    """Reads beside the screen: the days of all the records behind a plan may take a while."""

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.year = PlanYear()
        self.as_of = theme.label("", tone=Tone.QUIET)
        self.view = TimelineView()
        self._timeline: Timeline | None = None
        self._make_actions()
        self._lay_out()
        self.year.currentIndexChanged.connect(self.reload)
        self.view.chosen.connect(self._show_chosen)
        self.view.opened.connect(self._open_records)
        self._show_chosen()

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        return [
            self.records_action, self.open_action, None,
            self.picture_action, self.pdf_action, self.print_action, None,
            self.before_action, self.after_action,
        ]  # fmt: skip

    def question(self) -> Callable[[], Timeline]:
        self.year.offer()
        return partial(plan_timeline.timeline, self.year.year())

    @Slot(object)
    def show_answer(self, answer: Timeline) -> None:
        self._timeline = answer
        self.as_of.setText(f"截至{day_text(answer.day)}")
        self.view.set_empty_text(f"{answer.year}年还没有计划，请先在“年度计划”里新增。")
        self.view.show_timeline(answer)
        self._show_chosen()

    @Slot()
    def show_waiting(self) -> None:
        self.view.set_empty_text("正在读取…")

    def show_refusal(self, sentence: str) -> None:
        self.view.set_empty_text(sentence)

    @Slot()
    def show_records(self) -> None:
        if item := self.view.current_item():
            self._open_records(item)

    @Slot()
    def open_item(self) -> None:
        if item := self.view.current_item():
            self.bench.open_record.emit("plan_item", item.id)

    @Slot()
    def save_picture(self) -> None:
        from desktop_app.ui import timeline_files  # noqa: PLC0415  loaded when something is written

        self._save("存为图片", ".png", timeline_files.write_png)

    @Slot()
    def save_pdf(self) -> None:
        from desktop_app.ui import timeline_files  # noqa: PLC0415

        self._save("存为 PDF", ".pdf", timeline_files.write_pdf)

    @Slot()
    def print_out(self) -> None:
        from desktop_app.ui import timeline_files  # noqa: PLC0415

        if self._timeline and timeline_files.print_out(self._timeline, self):
            self.bench.status.emit("已送到打印机。")

    @Slot()
    def step_back(self) -> None:
        self.year.show_year(self.year.year() - 1)

    @Slot()
    def step_forward(self) -> None:
        self.year.show_year(self.year.year() + 1)

    def _save(self, title: str, ending: str, write: Callable[[Timeline, Path], None]) -> None:
        if not self._timeline:
            return
        if path := self.ask_target(title, f"{self._timeline.year}年度计划时间线", ending):
            self.write(title, [path], partial(_written, write, self._timeline, path))

    def _make_actions(self) -> None:
        self.records_action = action(
            self, "查看记录", "Ctrl+L", self.show_records, "列出选中一项依据的记录，回车也可以"
        )
        self.open_action = action(self, "打开计划项目", "F2", self.open_item, "到“年度计划”里看这一项")
        self.picture_action = action(self, "存为图片…", "Ctrl+Shift+G", self.save_picture, "把时间线存为图片")
        self.pdf_action = action(self, "存为 PDF…", "Ctrl+Shift+D", self.save_pdf, "把时间线存为 PDF，A4 横向")
        self.print_action = action(self, "打印…", "Ctrl+P", self.print_out, "打印时间线，A4 横向")
        self.before_action = action(self, "上一年", "Alt+Left", self.step_back)
        self.after_action = action(self, "下一年", "Alt+Right", self.step_forward)

    def _lay_out(self) -> None:
        bar, head = QHBoxLayout(), QHBoxLayout()
        bar.setSpacing(GAP)
        head.setSpacing(GAP)
        for each in (self.records_action, self.open_action, self.picture_action, self.pdf_action, self.print_action):
            bar.addWidget(button(each))
        bar.addStretch(1)
        head.addWidget(button(self.before_action))
        head.addWidget(self.year)
        head.addWidget(button(self.after_action))
        head.addWidget(self.as_of)
        head.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(self.view)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(MARGIN, MARGIN, MARGIN, GAP)
        layout.setSpacing(GAP)
        layout.addLayout(bar)
        layout.addLayout(head)
        layout.addWidget(area, 1)
        layout.addWidget(self.written)
        self.setFocusProxy(self.view)

    @Slot(object)
    def _open_records(self, item: Progress) -> None:
        if item.done:
            self.bench.open_figure.emit(Asked(item.figure_name, item.scope))

    @Slot()
    def _show_chosen(self) -> None:
        item = self.view.current_item()
        self.records_action.setEnabled(bool(item and item.done))
        self.open_action.setEnabled(item is not None)
        for each in (self.picture_action, self.pdf_action, self.print_action):
            each.setEnabled(bool(self._timeline and self._timeline.rows))


def _written(write: Callable[[Timeline, Path], None], timeline: Timeline, path: Path, report: Listener) -> None:
    del report  # a picture is drawn at once
    write(timeline, path)
