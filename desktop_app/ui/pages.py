"""The six pages of the window and their sections, each built when it is first shown: the window stands at once."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from desktop_app.ui.sections import Place, Section, Sections
from desktop_app.ui.workbench import Workbench

if TYPE_CHECKING:
    from desktop_app.exchange.output import Choice

OVERVIEW, SESSIONS, NOTES, PLAN, CADRES, REPORTS = "总览", "活动", "心得笔记", "计划", "干部", "报表"

PAGES: Mapping[str, Mapping[str, Place]] = {
    OVERVIEW: {
        "总览": ("overview_tab", "OverviewTab"),
        "图表": ("pictures_page", "PicturesPage"),
        "到期事项": ("due_page", "DuePage"),
        "数据体检": ("checkup_page", "CheckupPage"),
    },
    SESSIONS: {
        "活动": ("sessions_tab", "SessionsTab"),
        "例行安排": ("series_page", "SeriesPage"),
        "月度出勤": ("month_grid_page", "MonthGridPage"),
        "请假": ("leave_page", "LeavePage"),
        "第一议题": ("first_topics_page", "FirstTopicsPage"),
        "必学篇目": ("readings_page", "ReadingsPage"),
        "问题整改": ("problems_page", "ProblemsPage"),
    },
    NOTES: {
        "心得笔记": ("notes_tab", "NotesTab"),
        "月度登记": ("note_grid_page", "NoteGridPage"),
        "应交催交": ("chase_page", "ChasePage"),
        "应交规定": ("quotas_page", "QuotasPage"),
    },
    PLAN: {
        "年度计划": ("plan_tab", "PlanTab"),
        "季度检查": ("quarter_page", "QuarterPage"),
        "时间线": ("timeline_page", "TimelinePage"),
    },
    CADRES: {
        "花名册": ("cadres_tab", "CadresTab"),
        "一人一档": ("cadre_file_page", "CadreFilePage"),
        "学时任务": ("duties_page", "DutiesPage"),
        "个人培训": ("trainings_page", "TrainingsPage"),
        "学历提升": ("education_page", "EducationPage"),
        "法考": ("law_exams_page", "LawExamsPage"),
    },
    REPORTS: {
        "表册": ("sheets_page", "SheetsPage"),
        "年终台账": ("workbook_page", "WorkbookPage"),
        "公文": ("documents_page", "DocumentsPage"),
        "取数名称": ("placeholders_page", "PlaceholdersPage"),
        "年终材料": ("yearend_page", "YearendPage"),
        "报出记录": ("releases_page", "ReleasesPage"),
    },
}
"""The pages with their sections, and where each is written."""

DUE = (OVERVIEW, "到期事项")
"""Where what fell due is listed."""

SHEETS = (REPORTS, "表册")
"""Where outputs are shown."""
WITH_SECTIONS = ("年终台账", "公文")
"""Outputs that have a section of their own, of the same name."""

PLACE_OF_TABLE = {
    "session": (SESSIONS, "活动"),
    "first_topic": (SESSIONS, "第一议题"),
    "series": (SESSIONS, "例行安排"),
    "note": (NOTES, "心得笔记"),
    "quota": (NOTES, "应交规定"),
    "plan_item": (PLAN, "年度计划"),
    "leave_record": (SESSIONS, "请假"),
    "problem": (SESSIONS, "问题整改"),
    "reading": (SESSIONS, "必学篇目"),
    "training": (CADRES, "个人培训"),
    "education": (CADRES, "学历提升"),
    "law_exam": (CADRES, "法考"),
    "cadre": (CADRES, "花名册"),
    "cadre_file": (CADRES, "一人一档"),
    "duty": (CADRES, "学时任务"),
    "checkup": (OVERVIEW, "数据体检"),
}
"""Where a record is shown: page and section."""


class ListingSection(Section, Protocol):
    """A section that lists records."""

    def show_record(self, record_id: int) -> None: ...


class ShowsOutputs(Section, Protocol):
    """A section that shows an output with what was chosen for it."""

    def show_output(self, name: str, choice: "Choice") -> None: ...


class TakesDocuments(Section, Protocol):
    """A section on which documents can be dropped."""

    def receive(self, files: Sequence[Path]) -> None: ...


class Pages(QTabWidget):
    """The pages by their titles."""

    section_changed = Signal()

    def __init__(self, workbench: Workbench, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("pages")
        self.setDocumentMode(True)
        self._workbench = workbench
        self._tabs: dict[str, Sections] = {}
        for title in PAGES:
            place = QWidget()
            layout = QVBoxLayout(place)
            layout.setContentsMargins(0, 0, 0, 0)
            self.addTab(place, title)
        self.currentChanged.connect(self._on_shown)

    @property
    def title(self) -> str:
        """The title of the page that is shown."""
        return self.tabText(self.currentIndex())

    @property
    def section_title(self) -> str:
        """The title of the section that is shown on it."""
        return self._at_hand().title

    def tab(self) -> Section:
        """Return the section that is shown, built."""
        return self._at_hand().section()

    def open(self, title: str, section: str = "") -> Section:
        """Show the page of this title, and the section of it where one is named."""
        self.setCurrentIndex(list(PAGES).index(title))
        return self._at_hand().open(section) if section else self.tab()

    def show_record(self, table: str, record_id: int) -> None:
        """Show a record where it is listed."""
        cast("ListingSection", self.open(*PLACE_OF_TABLE[table])).show_record(record_id)

    def show_output(self, name: str, choice: "Choice") -> None:
        """Show an output where it is made: in a section of its own name, or among the 表册."""
        place = (REPORTS, name) if name in WITH_SECTIONS else SHEETS
        cast("ShowsOutputs", self.open(*place)).show_output(name, choice)

    def may_close(self) -> bool:
        """Ask what becomes of what was typed and is not saved; False where she stays."""
        return all(sections.may_close() for sections in self._tabs.values())

    def actions(self) -> list[QAction | None]:  # type: ignore[override]  # Qt's own lists those of a widget
        """Return what can be done on the page that is shown, and the ways to its sections."""
        return self._at_hand().actions()

    def all_actions(self) -> dict[str, list[QAction | None]]:
        """Return the actions of every section by its title; builds those that were not shown yet."""
        found: dict[str, list[QAction | None]] = {}
        for number, page in enumerate(PAGES):
            self._build(number)
            sections, shown = self._tabs[page], self._tabs[page].title
            for title in sections.titles():
                sections.open(title)
                found[title] = sections.actions()
            sections.open(shown)
        return found

    def take_focus(self) -> None:
        """Put the keyboard into the page that is shown, not on the buttons around it."""
        self._at_hand().setFocus()

    def _at_hand(self) -> Sections:
        self._build(self.currentIndex())
        return self._tabs[self.title]

    @Slot(int)
    def _on_shown(self, number: int) -> None:
        if self.isVisible():  # before the first paint the window only stands; it is filled right after
            self._build(number)
        self.section_changed.emit()

    def _build(self, number: int) -> None:
        title = self.tabText(number)
        place = self.widget(number)
        if title in self._tabs or place is None:
            return
        self._tabs[title] = tab = Sections(self._workbench, PAGES[title], place)
        tab.changed.connect(self.section_changed)
        layout = place.layout()
        if layout:
            layout.addWidget(tab)
        place.setFocusProxy(tab)
