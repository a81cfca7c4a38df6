"""The main job on the sample year without a screen: the window is drawn offscreen, and what it makes is written out."""

import json
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.core.errors import UserError
from desktop_app.core.period import Period
from desktop_app.exchange import documents, sample, workbook
from desktop_app.exchange.outputs import monthly_tally as tally
from desktop_app.records import ledger
from desktop_app.ui import paper, theme
from desktop_app.ui.application import start_application
from desktop_app.ui.job import Job
from desktop_app.ui.look import Look
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.messages import Messages
from desktop_app.ui.pages import CADRES, NOTES, OVERVIEW, PLAN, REPORTS, SESSIONS
from desktop_app.ui.tabs.overview_tab import OverviewTab
from desktop_app.ui.workbench import Workbench

PAGES = (OVERVIEW, SESSIONS, NOTES, PLAN, CADRES, REPORTS)
SIZE = (1280, 800)
SCREEN = {
    "name": "demo", "x": 0, "y": 0, "width": 1920, "height": 1080, "logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1
}  # fmt: skip
"""An office's screen, for the screenless platform's own is a small square."""
QUIET = 250  # milliseconds in which a page that is shown has begun to read
LAST_MONTH = Period.month(sample.YEAR, 12)


def run(out: Path) -> None:
    """Write pictures of every page, the tally, the workbook and the report of the sample year into a folder."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"不能建立文件夹“{out}”，请检查权限，或换一个位置。") from error
    with sample_window() as (window, workbench):
        files = [*_write_files(out), *_write_pictures(window, workbench, out)]
    print(f"示例数据（{sample.YEAR}年）的结果写在：{out.resolve()}")
    for file in files:
        print(f"  {file.name}")


@contextmanager
def sample_window() -> Iterator[tuple[MainWindow, Workbench]]:
    """Show the window offscreen on a ledger of the sample year, which is gone afterwards."""
    os.environ["QT_LOGGING_RULES"] = "default.warning=false"  # the screenless platform warns of every window
    with tempfile.TemporaryDirectory() as temporary:
        screen = Path(temporary) / "screen.json"
        screen.write_text(json.dumps({"screens": [SCREEN]}))
        os.environ["QT_QPA_PLATFORM"] = "offscreen" + (f":configfile={screen}" if sys.platform == "linux" else "")
        application = _application()
        theme.apply(application, theme.LIGHT.name)
        folder = Path(temporary) / "示例台账"
        ledger.create(folder)
        ledger.open_(folder)
        workbench = Workbench(Messages(), Look(Path(temporary) / "look.ini"))
        try:
            sample.add()
            window = MainWindow(workbench, folder)
            window.showNormal()  # the screenless screen is small, which would maximise the window
            window.resize(*SIZE)
            settle(workbench)
            overview = window.pages.open(OVERVIEW)
            assert isinstance(overview, OverviewTab)
            overview.go_to(LAST_MONTH.last)
            yield window, workbench
            window.close()
        finally:
            workbench.shut_down()
            ledger.close()


def picture(widget: QWidget, workbench: Workbench) -> QPixmap:
    """Return what a window or dialog looks like once everything is read."""
    widget.grab()  # the first painting is what makes a page read
    settle(workbench)
    return widget.grab()


def settle(workbench: Workbench) -> None:
    """Let the window work until nothing is being read any more."""
    while True:
        loop = QEventLoop()
        QTimer.singleShot(QUIET, loop.quit)
        loop.exec()
        if not workbench.findChildren(Job):
            return


def _write_pictures(window: MainWindow, workbench: Workbench, out: Path) -> list[Path]:
    """Draw every page in the light theme and some in the dark one."""
    application = _application()
    files: list[Path] = []
    for name, titles in ((theme.LIGHT.name, PAGES), (theme.DARK.name, (OVERVIEW, PLAN))):
        theme.apply(application, name)
        for title in titles:
            window.pages.open(title)
            files.append(out / f"窗口-{PAGES.index(title) + 1}{title}（{name}）.png")
            picture(window, workbench).save(str(files[-1]))
    theme.apply(application, theme.LIGHT.name)
    return files


def _write_files(out: Path) -> list[Path]:
    year = sample.YEAR
    pdf = out / f"{LAST_MONTH.text}统计表.pdf"
    book, report, proof = (
        out / f"{workbook.file_name(year)}.xlsx",
        out / f"{documents.title_of(documents.of_year(year))}.docx",
        out / f"{documents.title_of(documents.of_year(year))}核对表.xlsx",
    )
    paper.write_pdf([tally.tally(LAST_MONTH)], pdf)
    workbook.write(workbook.Order(year), book)
    documents.write(documents.of_year(year), report, proof)
    return [pdf, book, report, proof]


def _application() -> QApplication:
    running = QApplication.instance()
    return running if isinstance(running, QApplication) else start_application()
