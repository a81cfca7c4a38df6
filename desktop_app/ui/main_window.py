"""The window: six pages, the menus over them, the notices above and the status line below.

What is not needed for its first paint is loaded when it is used.
"""

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, cast

from PySide6.QtCore import Qt, QTimer, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QVBoxLayout, QWidget

from desktop_app.core.progress import Report
from desktop_app.records import ledger
from desktop_app.ui import theme
from desktop_app.ui.actions import action, fill
from desktop_app.ui.dropping import dropped_documents, dropped_files
from desktop_app.ui.menus import Menus, name_undo
from desktop_app.ui.messages import show_file
from desktop_app.ui.notice_bar import NoticeBar
from desktop_app.ui.pages import DUE, NOTES, Pages, TakesDocuments
from desktop_app.ui.sections import TakesBack
from desktop_app.ui.status_line import StatusLine
from desktop_app.ui.theme import Tone
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.core.scope import Asked

TITLE = "干部学训台账"
NAME = "main"
SIZE, SMALL_SCREEN = (1280, 800), 1440
SAMPLE = "这里是示例数据，人员和活动都是虚构的，可以随意试用。"


class FirstAct(StrEnum):
    """What the window does first in a ledger that was just made."""

    NOTHING = ""
    SAMPLE = "sample"
    IMPORT = "import"


class MainWindow(QMainWindow):
    """Everything but the pages' own content. `next_folder` is set where she leaves for another data folder."""

    def __init__(
        self, workbench: Workbench, folder: Path, notices: tuple[str, ...] = (), first_act: FirstAct = FirstAct.NOTHING
    ) -> None:
        super().__init__()
        self.next_folder: Path | None = None
        self._workbench, self._folder, self._first_act = workbench, folder, first_act
        self._was_painted = False
        self.setWindowTitle(TITLE)
        self.setAcceptDrops(True)
        self.pages = Pages(workbench)
        self.notices = NoticeBar()
        for notice in notices:
            self.notices.add(notice, Tone.WARN)
        self.status_line = StatusLine(workbench, folder)
        self.setStatusBar(self.status_line)
        self._lay_out()
        self._fill_menus()
        workbench.changed.connect(self._on_changed)
        workbench.kept_safe.connect(self._refresh_backup)
        workbench.open_record.connect(self.pages.show_record)
        workbench.open_section.connect(self.pages.open)
        workbench.open_output.connect(self.pages.show_output)
        workbench.open_figure.connect(self._show_records)
        self._put_where_it_was()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.read)

    @Slot()
    def read(self) -> None:
        """Read what is shown beside the page; after the first paint, so that the window stands at once."""
        self.pages.take_focus()
        self.menus.fill_page_menu()
        self._refresh()
        self._mark_sample()
        if self._first_act is FirstAct.SAMPLE:
            self._workbench.start("放入示例数据", _add_sample, self._workbench.changed.emit)
        elif self._first_act is FirstAct.IMPORT:
            self.bring_in()
        else:
            QTimer.singleShot(0, self.show_due)  # what the page that is shown waits for comes first

    def closeEvent(self, event: QCloseEvent) -> None:
        if self._workbench.is_busy and not self._workbench.ask(
            "正在工作", "还有工作没有完成，现在退出会停止它，已做的部分不会留下。", "停止并退出"
        ):
            self.next_folder = None
            event.ignore()
            return
        if not self.pages.may_close():
            self.next_folder = None
            event.ignore()
            return
        look = self._workbench.look
        look.keep_geometry(NAME, self.saveGeometry())
        look.tab = self.pages.currentIndex()
        event.accept()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_files(event) or dropped_documents(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Tables are imported; documents are notes, whichever page they are dropped on."""
        event.acceptProposedAction()
        if files := dropped_files(event):
            self._import(files)
        elif documents := dropped_documents(event):
            cast("TakesDocuments", self.pages.open(NOTES, NOTES)).receive(documents)

    @Slot()
    def bring_in(self) -> None:
        self._import([])

    @Slot()
    def show_due(self) -> None:
        """Open 到期事项 where something fell due since it was looked at last."""
        from desktop_app.records import due  # noqa: PLC0415

        if due.fell_since(self._workbench.look.due_shown, date.today()):
            self.pages.open(*DUE)

    @Slot()
    def back_up(self) -> None:
        self._workbench.start("备份", _back_up, self._on_backed_up)

    @Slot()
    def open_folder(self) -> None:
        show_file(self._folder)

    @Slot()
    def change_folder(self) -> None:
        """Close this ledger and open another folder's."""
        folder = self._workbench.messages.ask_folder("选择数据文件夹", self._folder)
        if folder and folder != self._folder:
            self._leave_for(folder)

    @Slot()
    def leave_sample(self) -> None:
        """Begin a ledger of her own; the sample stays in its folder, which can be deleted."""
        own = ledger.default_folder()
        if ledger.exists(own) and own == self._folder:
            own = own.with_name(f"{own.name}-自己的台账")
        self._leave_for(own)

    @Slot()
    def set_up(self) -> None:
        from desktop_app.ui.dialogs.settings_dialog import SettingsDialog  # noqa: PLC0415  loaded when it is used

        SettingsDialog(self._workbench, self).run()

    @Slot()
    def show_history(self) -> None:
        from desktop_app.ui.dialogs.history_dialog import HistoryDialog  # noqa: PLC0415

        HistoryDialog(self._workbench, self).run()

    @Slot()
    def show_exports(self) -> None:
        from desktop_app.ui.dialogs.exports_dialog import ExportsDialog  # noqa: PLC0415

        ExportsDialog(self._workbench, self).run()

    @Slot()
    def search(self) -> None:
        from desktop_app.ui.dialogs.search_dialog import SearchDialog  # noqa: PLC0415

        SearchDialog(self._workbench, self).show()

    @Slot()
    def reload(self) -> None:
        self.pages.tab().reload()
        self._refresh()

    @Slot()
    def take_back(self) -> None:
        """Take back what was typed last where that is not saved; after that, the last step."""
        section = self.pages.tab()
        if isinstance(section, TakesBack) and section.unsaved_act():
            section.take_back()
        else:
            self._workbench.undo()

    @Slot()
    def toggle_theme(self) -> None:
        other = theme.DARK if theme.current() is theme.LIGHT else theme.LIGHT
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        theme.apply(application, other.name)
        self._workbench.look.theme = other.name
        self._name_theme()

    @Slot()
    def show_page(self) -> None:
        sender = self.sender()
        if isinstance(sender, QAction):
            self.pages.open(sender.text())

    @Slot()
    def show_manual(self) -> None:
        from desktop_app.ui import help_windows  # noqa: PLC0415

        help_windows.show_manual(self, self.pages.section_title)

    @Slot()
    def show_keys(self) -> None:
        from desktop_app.ui import help_windows  # noqa: PLC0415

        help_windows.show_keys(self, self.pages.all_actions())

    @Slot()
    def show_about(self) -> None:
        from desktop_app.ui import help_windows  # noqa: PLC0415

        help_windows.show_about(self._workbench.messages, self._folder)

    def _lay_out(self) -> None:
        middle = QWidget()
        layout = QVBoxLayout(middle)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.notices)
        layout.addWidget(self.pages, 1)
        self.setCentralWidget(middle)

    def _fill_menus(self) -> None:
        self.menus = menus = Menus(self.menuBar(), self.pages)
        bench = self._workbench
        fill(menus.file, [
            action(self, "导入…", "Ctrl+O", self.bring_in, "导入花名册、活动台账、心得笔记、年度计划等表"),
            action(self, "立即备份", "Ctrl+B", self.back_up),
            action(self, "导出记录…", "Ctrl+Shift+H", self.show_exports, "写出过哪些文件、打印过什么"),
            None,
            action(self, "打开数据文件夹", "Ctrl+E", self.open_folder),
            action(self, "另选数据文件夹…", "Ctrl+Shift+F", self.change_folder),
            action(self, "设置…", "Ctrl+,", self.set_up),
            None,
            action(self, "退出", "Ctrl+Q", self.close),
        ])  # fmt: skip
        self.undo = action(self, "撤销", "Ctrl+Z", self.take_back)
        self.redo = action(self, "重做", "Ctrl+Y", bench.redo)
        fill(
            menus.edit,
            [
                self.undo,
                self.redo,
                action(self, "历史…", "Ctrl+H", self.show_history),
                None,
                action(self, "查找全部…", "F3", self.search, "在活动、人员、笔记、计划和附件里找"),
            ],
        )
        numbered = [
            action(self, self.pages.tabText(number), f"Ctrl+{number + 1}", self.show_page)
            for number in range(self.pages.count())
        ]
        self.theme_action = action(self, "", "Ctrl+T", self.toggle_theme)
        self._name_theme()
        menus.edit.aboutToShow.connect(self._name_undo)
        fill(menus.view, [None, *numbered, None, action(self, "刷新", "F5", self.reload), self.theme_action])
        fill(menus.help, [
            action(self, "使用说明", "F1", self.show_manual),
            action(self, "键盘快捷键", "Ctrl+/", self.show_keys),
            None,
            action(self, "关于", "Shift+F1", self.show_about),
        ])  # fmt: skip

    def _put_where_it_was(self) -> None:
        look = self._workbench.look
        geometry = look.geometry(NAME)
        if geometry.isEmpty() or not self.restoreGeometry(geometry):
            self.resize(*SIZE)
            if QGuiApplication.primaryScreen().availableSize().width() <= SMALL_SCREEN:
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self.pages.setCurrentIndex(min(look.tab, self.pages.count() - 1))
        self.pages.tab()

    def _name_theme(self) -> None:
        self.theme_action.setText("换成深色" if theme.current() is theme.LIGHT else "换成浅色")

    def _leave_for(self, folder: Path) -> None:
        self.next_folder = folder
        self.close()

    def _import(self, files: list[Path]) -> None:
        from desktop_app.ui.dialogs.import_dialog import ImportDialog  # noqa: PLC0415

        ImportDialog(self._workbench, files, self).run()

    def _refresh(self) -> None:
        name_undo(self.undo, self.redo)
        self._refresh_backup()

    def _mark_sample(self) -> None:
        """Say above every page that this is the sample, as long as it is."""
        from desktop_app.records import settings  # noqa: PLC0415

        if settings.current().sample and SAMPLE not in self.notices.texts():
            self.notices.add(SAMPLE, Tone.ACCENT, "建立自己的台账…", self.leave_sample)

    @Slot()
    def _name_undo(self) -> None:
        name_undo(self.undo, self.redo)
        section = self.pages.tab()
        if isinstance(section, TakesBack) and (act := section.unsaved_act()):
            self.undo.setText(f"撤销 {act}")
            self.undo.setEnabled(True)

    @Slot(object)
    def _on_changed(self, tables: set[str]) -> None:
        name_undo(self.undo, self.redo)
        if "setting" in tables:
            self._mark_sample()

    @Slot()
    def _refresh_backup(self) -> None:
        self.status_line.show_backup(ledger.last_backup())

    def _on_backed_up(self, path: Path) -> None:
        self._refresh_backup()
        self.status_line.showMessage(f"已备份到 {path}")

    @Slot(str, object)
    def _show_records(self, asked: "Asked") -> None:
        from desktop_app.ui.dialogs import records_dialog  # noqa: PLC0415

        records_dialog.RecordsDialog(self._workbench, records_dialog.of_figure(asked), self).show()


def _back_up(report: Report) -> Path:
    del report  # cannot be stopped half-way
    return ledger.back_up("手动")


def _add_sample(report: Report) -> set[str]:
    from desktop_app.exchange import sample  # noqa: PLC0415

    return sample.add(report)
