"""年终材料: which materials a year end is made of, and the whole set in one act."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QButtonGroup, QCheckBox, QLabel, QRadioButton, QWidget

from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.exchange import output, yearend_set
from desktop_app.exchange.yearend_set import MATERIALS, Form, Order
from desktop_app.records import session_list, templates
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.fields import ChoiceField
from desktop_app.ui.outputs.kept_choice_bar import KeptChoiceBar
from desktop_app.ui.outputs.output_page import LOGGED, Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.year_until_field import YearUntilField
from desktop_app.ui.pdf_process import drawing
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

CHOSEN, FORM, TEMPLATE = "yearend.materials", "yearend.form", "yearend.template"
BUILT_IN = "内置模板"
BETWEEN = "|"


class YearendPage(OutputPage):
    """A list to tick, and one act that writes them all."""

    offered = (
        Act("write_all", "写出年终材料…", "Ctrl+Shift+M", "把所选材料一次写到一个新文件夹，附材料清单", writes=True),
        Act("choose_all", "全选", "Ctrl+Shift+A", "勾选全部材料"),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self.span = YearUntilField()
        self.template = ChoiceField([BUILT_IN], fixed=True)
        self.template.setAccessibleName("总结用的模板")
        self.forms = {form: QRadioButton(str(form)) for form in Form}
        self.boxes = {each.name: QCheckBox(each.name) for each in MATERIALS}
        self.kept = KeptChoiceBar(workbench, yearend_set.KIND)
        self.state: QLabel = theme.label("", Role.NOTICE, Tone.QUIET)
        self.state.setWordWrap(True)
        self._lay_out()
        self._offer()
        self._take_up(self._remembered())
        self._connect()

    def order(self) -> Order:
        chosen = tuple(name for name, box in self.boxes.items() if box.isChecked())
        form = next(form for form, radio in self.forms.items() if radio.isChecked())
        own = {each.name: each.path for each in templates.listed()}
        return Order(self.span.year.year(), chosen, form, self.span.as_of(), own.get(self.template.text()))

    def question(self) -> Callable[[], tuple[str, ...]]:
        return partial(_notices, self.order())

    def show_answer(self, answer: Sequence[str]) -> None:
        self.state.setText("\n".join(answer) or "没有未登记的活动，模板没有问题，可以写出。")
        theme.set_tone(self.state, Tone.WARN if answer else Tone.GOOD)

    def checked(self) -> Period:
        return self.order().period

    @Slot()
    def show_waiting(self) -> None:
        self.state.setText("正在检查…")
        theme.set_tone(self.state, Tone.QUIET)

    def show_refusal(self, sentence: str) -> None:
        self.state.setText(sentence)
        theme.set_tone(self.state, Tone.BAD)

    @Slot()
    def reload(self) -> None:
        self._offer()
        super().reload()

    @Slot()
    def write_all(self) -> None:
        order, look = self.order(), self.bench.look
        if into := self.bench.messages.ask_folder("年终材料写到哪个文件夹里", look.export_folder):
            look.export_folder = into
            self.written.hide()
            self.bench.start(f"写出{order.year}年年终材料", partial(_write, order, into), self._on_folder)

    @Slot()
    def choose_all(self) -> None:
        for box in self.boxes.values():
            box.setChecked(True)

    @Slot(object)
    def _on_folder(self, folder: Path) -> None:
        self.bench.changed.emit(set(LOGGED))
        self.written.show_folder(folder, folder / yearend_set.LIST)

    @Slot(object)
    def _take_up(self, content: Any) -> None:
        """Show a choice that was kept."""
        for name, box in self.boxes.items():
            box.setChecked(name in content["materials"])
        self.forms[Form(content["form"])].setChecked(True)
        self.template.setCurrentIndex(max(0, self.template.findText(content["template"])))

    def _content(self) -> dict[str, Any]:
        order = self.order()
        return {"materials": list(order.materials), "form": str(order.form), "template": self.template.text()}

    def _remembered(self) -> dict[str, Any]:
        look = self.bench.look
        names = look.choice(CHOSEN, BETWEEN.join(self.boxes))
        return {
            "materials": names.split(BETWEEN), "form": look.choice(FORM, Form.PDF),
            "template": look.choice(TEMPLATE, BUILT_IN),
        }  # fmt: skip

    @Slot()
    def _on_choice(self) -> None:
        content, look = self._content(), self.bench.look
        look.keep_choice(CHOSEN, BETWEEN.join(content["materials"]))
        look.keep_choice(FORM, content["form"])
        look.keep_choice(TEMPLATE, content["template"])
        self.kept.show_content(content)
        self.kept.keep_button.setEnabled(bool(content["materials"]))
        self.acts["write_all"].setEnabled(bool(content["materials"]) and not self.bench.is_busy)
        self.reload()

    def _offer(self) -> None:
        self.span.offer()
        self.template.set_words([BUILT_IN, *(each.name for each in templates.listed())])
        if self.template.currentIndex() < 0:
            self.template.setCurrentIndex(0)

    def _connect(self) -> None:
        self.span.changed.connect(self.reload)
        self.template.currentIndexChanged.connect(self._on_choice)
        for each in (*self.boxes.values(), *self.forms.values()):
            each.toggled.connect(self._on_choice)
        self.kept.chosen.connect(self._take_up)
        self.kept.show_content(self._content())

    def _lay_out(self) -> None:
        layout = page_layout(self, "年终材料", self.checkup, button(self.acts["write_all"], primary=True))
        layout.addLayout(line(self.span, theme.label("总结用"), self.template, None, self.kept))
        group = QButtonGroup(self)
        for radio in self.forms.values():
            group.addButton(radio)
        layout.addLayout(
            line(theme.label("登记表和个人登记表存为"), *self.forms.values(), None, button(self.acts["choose_all"]))
        )
        for each in MATERIALS:
            row = line(self.boxes[each.name], theme.label(each.about, tone=Tone.QUIET), None)
            self.boxes[each.name].setMinimumWidth(self.fontMetrics().horizontalAdvance("国") * 13)
            layout.addLayout(row)
        layout.addSpacing(GAP)
        layout.addWidget(self.state)
        layout.addStretch(1)
        self.setFocusProxy(next(iter(self.boxes.values())))


def _notices(order: Order) -> tuple[str, ...]:
    """Return what she should know before the set is written."""
    waiting = len(output.unrecorded(order.period))
    said = (f"有{waiting}场活动还没有登记，各份材料的数字都不含这些场次，表头已注明。",) if waiting else ()
    if not session_list.keys(session_list.Wanted(period=order.period)):
        said = (f"{order.year}年没有登记任何活动，各份材料的数字都是零，请看年份选得对不对。",)
    return (*said, *yearend_set.problems(order))


def _write(order: Order, into: Path, listener: Listener) -> Path:
    return yearend_set.write(order, into, drawing, listener)
