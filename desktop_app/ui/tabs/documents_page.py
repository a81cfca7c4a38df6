"""公文: Word documents from a template; what is wrong in it, or else every figure that will stand in the document."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEvent, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QStackedWidget, QTableView, QVBoxLayout, QWidget

from desktop_app.core.period import Period
from desktop_app.core.progress import Report as Listener
from desktop_app.core.scope import Asked
from desktop_app.exchange import documents, proof_sheet
from desktop_app.exchange.documents import Checked, Document, Order
from desktop_app.exchange.masking import Masking
from desktop_app.exchange.output import Choice
from desktop_app.records import templates
from desktop_app.ui import theme
from desktop_app.ui.actions import button
from desktop_app.ui.dialogs.name_dialog import NameDialog
from desktop_app.ui.messages import show_file
from desktop_app.ui.outputs.output_page import Act, OutputPage, line, page_layout
from desktop_app.ui.outputs.proof_lines import COLUMNS, ProofLine
from desktop_app.ui.outputs.template_list import DocumentFields, TemplateList
from desktop_app.ui.table import TableView
from desktop_app.ui.theme import GAP, Role, Tone
from desktop_app.ui.workbench import Workbench

LIST_WIDTH = 16
"""Of the list of templates, in characters."""
NOTICES_SHOWN = 2


class DocumentsPage(OutputPage):
    """Checks the template as soon as it is looked at; a document with mistakes is never written."""

    offered = (
        Act("save", "写出公文…", "Ctrl+Shift+W", "写成 Word 文档，数字都取自台账", writes=True),
        Act("save_masked", "脱敏副本…", "Ctrl+Shift+M", "数字、姓名或单位换成星号，另存一份给外面看", writes=True),
        Act("release", "报出…", "Ctrl+Shift+R", "报给上级：文中的数字照现在的样子留存，以后有变动可以对照"),
        Act("new_from", "从示例新建…", "Ctrl+Shift+N", "把选中的模板复制成自己的，打开后照自己的话改写", writes=True),
        Act("add", "添加已有模板…", "Ctrl+Shift+O", "把已有的 Word 文档复制进来作模板，如去年的总结", writes=True),
        Act("open_template", "打开模板", "Ctrl+Return", "用 WPS 或 Word 打开自己的模板"),
        Act("rename", "改名…", "F2", "给自己的模板换一个名称"),
        Act("remove", "删除…", "Ctrl+Shift+D", "删除自己的模板，删除前先备份"),
        Act("check", "检查模板", "Ctrl+K", "模板在 Word 里改过以后再检查一遍"),
    )

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(workbench, parent)
        self._checked: Checked | None = None
        self._looked_at = 0
        self._corrects: int | None = None
        self.fields = DocumentFields()
        self.list = TemplateList(workbench.look)
        self.list.setSelectionMode(QTableView.SelectionMode.SingleSelection)
        self._make_results()
        self._lay_out()
        self.list.read()
        self._shown: Document = self.list.current()
        self.fields.fit(self._shown.span)
        self._name_template()
        self.fields.changed.connect(self._on_choice)
        self.list.selection_changed.connect(self._on_template)
        self.list.activated_row.connect(self._on_activated)
        self.table.activated_row.connect(self._open)

    def order(self) -> Order:
        return replace(self.fields.order(self._shown), corrects=self._corrects)

    def show_output(self, name: str, choice: Choice) -> None:
        """Show a document again as the correction of a release; until another template or period is chosen."""
        del name  # which template it is says the choice
        self.list.choose_named(choice.named)
        self._on_template()
        self.fields.show_period(choice.period)
        self._corrects = choice.corrects
        self.reload()

    def question(self) -> Callable[[], tuple[Checked, list[ProofLine]]]:
        self._looked_at = self._saved_at()
        return partial(_checked, self.order())

    def show_answer(self, answer: tuple[Checked, list[ProofLine]]) -> None:
        self._checked, lines = answer
        if self._checked.problems:
            self._show_problems(f"模板有{len(self._checked.problems)}处要先改好：", self._checked.problems)
            return
        self.state.setText(f"模板没有问题，文中取自台账的数字共{len(lines)}处。双击一行看它的记录。")
        theme.set_tone(self.state, Tone.GOOD)
        self._show_notices(self._checked.notices)
        self.table.show_rows(lines)
        self.results.setCurrentWidget(self.table)

    def checked(self) -> Period:
        return self.fields.period.period()

    def event(self, event: QEvent) -> bool:
        """Check anew when she comes back from Word, where the template was saved meanwhile."""
        if event.type() == QEvent.Type.WindowActivate and not self.is_stale and self._saved_at() != self._looked_at:
            self.check()
        return super().event(event)

    @Slot()
    def show_waiting(self) -> None:
        self.state.setText("正在检查模板、核对数字…")
        theme.set_tone(self.state, Tone.QUIET)

    def show_refusal(self, sentence: str) -> None:
        self._checked = None
        self._show_problems("公文还不能写：", (sentence,))

    @Slot()
    def reload(self) -> None:
        self.fields.set_years()
        self.list.read()
        super().reload()

    @Slot()
    def save(self) -> None:
        order, checked = self.order(), self._checked
        if checked and checked.problems and checked.order == order and self._saved_at() == self._looked_at:
            self.bench.messages.warn(f"模板有{len(checked.problems)}处要先改好，都列在页上，改好保存以后再写出。")
            return
        path = self.ask_target("写出公文", documents.title_of(order), ".docx")
        if path is None:
            return
        proof = documents.proof_name(path) if self.fields.with_proof.isChecked() else None
        if proof is None or self.may_replace(proof):
            paths = [path, proof] if proof else [path]
            self.write(f"写出{order.template.stem}", paths, partial(_write, order, path, proof))
            self.reload()  # the template may have been changed since it was checked

    @Slot()
    def save_masked(self) -> None:
        order = self.order()
        if asked := self.ask_masked(documents.title_of(order), ".docx"):
            self.write_masked(partial(_write_masked, order, asked.masking, asked.path), asked)

    @Slot()
    def release(self) -> None:
        from desktop_app.ui.dialogs import release_dialog  # noqa: PLC0415

        checked = self._checked
        if checked is None or checked.problems or checked.order != self.order():
            self.bench.messages.warn("这份公文还没有核对好，请先按提示改好模板再报出。")
            return
        release_dialog.release_document(self.bench, checked)

    @Slot()
    def check(self) -> None:
        """Look at the template anew; she has just changed it in Word."""
        self.show_waiting()
        self.read_now()

    @Slot()
    def new_from(self) -> None:
        what = f"“{self._shown.name}”复制成一份自己的模板，随后用 WPS 或 Word 打开，照自己的话改写。"
        name = self._shown.name if self._shown.is_own else f"本局{self._shown.name}"
        self._copy_in("从示例新建", what, self._shown.path, name)

    @Slot()
    def add(self) -> None:
        look = self.bench.look
        chosen = self.bench.messages.ask_open_paths("选择已有的 Word 文档", look.export_folder, "Word 文档 (*.docx)")
        if chosen:
            look.export_folder = chosen[0].parent
            what = f"“{chosen[0].name}”复制进来作模板，原来的文件不动。"
            self._copy_in("添加模板", what, chosen[0], chosen[0].stem)

    @Slot()
    def open_template(self) -> None:
        if self._shown.is_own:
            show_file(self._shown.path)

    @Slot()
    def rename(self) -> None:
        if self._shown.is_own:
            what = f"给模板“{self._shown.name}”换一个名称。"
            save = partial(self._take, partial(templates.rename, self._shown.path))
            NameDialog(self.bench, ("改名", what), self._shown.name, save, self.window()).run()

    @Slot()
    def remove(self) -> None:
        shown = self._shown
        if shown.is_own and self.bench.ask("删除模板", f"模板“{shown.name}”删除前会先做一份备份。", "删除"):
            self.bench.start("删除模板", partial(_remove, shown.path), self._on_removed)

    def _saved_at(self) -> int:
        path = self._shown.path
        return path.stat().st_mtime_ns if path.exists() else 0  # while Word saves it there may be none

    def _copy_in(self, do_text: str, what: str, source: Path, name: str) -> None:
        before = self._shown.path
        save = partial(self._take, partial(_add, source))
        NameDialog(self.bench, (do_text, what), templates.free_name(name), save, self.window()).run()
        if self._shown.path != before:
            show_file(self._shown.path)

    def _take(self, act: Callable[[str], Path], name: str) -> set[str]:
        """Do an act that gives a template its name, and show that template."""
        path = act(name)
        self.list.read()
        self.list.choose(path)
        self._on_template()
        return set()

    @Slot(object)
    def _on_removed(self, name: str) -> None:
        self.bench.status.emit(f"已删除模板“{name}”，备份里还有。")
        self.reload()

    @Slot()
    def _on_template(self) -> None:
        """Another template is chosen, or the list was read again."""
        chosen = self.list.current()
        if chosen.path == self._shown.path:
            return
        self._shown, self._corrects = chosen, None
        self.list.remember()
        if not chosen.is_own:
            self.fields.fit(chosen.span)
        self._name_template()
        super().reload()

    @Slot(object)
    def _on_activated(self, _row: object) -> None:
        self.open_template()

    @Slot()
    def _on_choice(self) -> None:
        self._corrects = None
        super().reload()

    @Slot(object)
    def _open(self, row: ProofLine) -> None:
        if self._checked:
            use = self._checked.filled.uses[row.id - 1]
            self.bench.open_figure.emit(Asked(use.figure.name, proof_sheet.scope_of(use, self._checked.scope)))

    def _show_problems(self, heading: str, problems: tuple[str, ...]) -> None:
        self.state.setText(heading)
        theme.set_tone(self.state, Tone.BAD)
        self._show_notices(())
        self.problems.clear()
        self.problems.addItems([f"{number}. {problem}" for number, problem in enumerate(problems, start=1)])
        self.results.setCurrentWidget(self.problems)

    def _show_notices(self, notices: tuple[str, ...]) -> None:
        self.notices.clear()
        self.notices.addItems([f"请留意：{notice}" for notice in notices])
        self.notices.setVisible(bool(notices))
        rows = min(len(notices), NOTICES_SHOWN)
        self.notices.setFixedHeight(rows * (2 * self.fontMetrics().lineSpacing() + GAP) + GAP)

    def _name_template(self) -> None:
        self.about.setText(self._shown.about)
        for slot in ("open_template", "rename", "remove"):
            self.acts[slot].setEnabled(self._shown.is_own)

    def _make_results(self) -> None:
        self.about, self.state = theme.label("", tone=Tone.QUIET), theme.label("", Role.NOTICE, Tone.QUIET)
        self.about.setWordWrap(True)
        self.state.setWordWrap(True)
        self.table: TableView[ProofLine] = TableView(COLUMNS, "proof", self.bench.look)
        self.table.setAccessibleName("核对表")
        self.table.set_empty_text("文中没有取自台账的数字。")
        self.problems, self.notices = _sentences("模板的问题"), _sentences("请留意的地方")
        self.notices.hide()
        self.results = QStackedWidget()
        self.results.addWidget(self.table)
        self.results.addWidget(self.problems)

    def _lay_out(self) -> None:
        acts = [button(self.acts[slot], primary=slot == "save") for slot in ("save", "save_masked", "release")]
        layout = page_layout(self, "公文", self.checkup, *acts)
        layout.addWidget(self.fields)
        templates_acts = ("new_from", "add", "open_template", "rename", "remove")
        layout.addLayout(line(*(button(self.acts[slot]) for slot in templates_acts), None, button(self.acts["check"])))
        beside, found = QHBoxLayout(), QVBoxLayout()
        self.list.setFixedWidth(self.fontMetrics().horizontalAdvance("字") * LIST_WIDTH)
        for widget, stretch in ((self.about, 0), (self.state, 0), (self.results, 1), (self.notices, 0)):
            found.addWidget(widget, stretch)
        found.setSpacing(GAP)
        beside.setSpacing(GAP * 2)
        beside.addWidget(self.list)
        beside.addLayout(found, 1)
        layout.addLayout(beside, 1)
        self.setFocusProxy(self.list)


def _sentences(name: str) -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(name)
    made.setWordWrap(True)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setResizeMode(QListWidget.ResizeMode.Adjust)
    return made


def _checked(order: Order) -> tuple[Checked, list[ProofLine]]:
    checked = documents.check(order)
    if checked.problems:
        return checked, []
    rows = checked.proof()[0].tables[0].rows
    return checked, [ProofLine(number, row.cells) for number, row in enumerate(rows, start=1)]


def _write(order: Order, path: Path, proof: Path | None, listener: Listener) -> None:
    del listener  # a moment's work
    documents.write(order, path, proof)


def _write_masked(order: Order, masking: Masking, path: Path, listener: Listener) -> None:
    del listener
    documents.write_masked(order, masking, path)


def _add(source: Path, name: str) -> Path:
    return templates.add(name, source)


def _remove(path: Path, listener: Listener) -> str:
    del listener
    templates.remove(path)
    return path.stem
