"""A process of its own: opens every section, then long outputs, and says how long the screen stood still meanwhile.

python -m tests.bench.sections FOLDER YEAR
"""

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop_app import app
from desktop_app.core.period import Period
from desktop_app.exchange import yearend_set
from desktop_app.exchange.output import Choice
from desktop_app.records import ledger
from desktop_app.ui import pages, theme
from desktop_app.ui.job import Job
from desktop_app.ui.look import Look
from desktop_app.ui.main_window import MainWindow
from desktop_app.ui.messages import Messages
from desktop_app.ui.pdf_process import drawing
from desktop_app.ui.tabs.sheets_page import SheetsPage
from desktop_app.ui.workbench import Workbench

TICK_MS = 10
LIMIT = 180


class Pauses:
    """The longest time between two ticks of the screen's thread."""

    def __init__(self) -> None:
        self._timer = QTimer(timerType=Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_tick)
        self._last = self.longest = 0.0

    def while_(self, is_busy: Callable[[], bool]) -> float:
        """Go on while something is busy; return for how many seconds."""
        started = self._last = time.perf_counter()
        self.longest = 0.0
        self._timer.start(TICK_MS)
        while (took := time.perf_counter() - started) < LIMIT and (took < 0.1 or is_busy()):
            QApplication.processEvents()
            time.sleep(0.0005)
        self._timer.stop()
        return took

    def _on_tick(self) -> None:
        now = time.perf_counter()
        self.longest, self._last = max(self.longest, now - self._last), now


def main(folder: Path, year: int) -> None:
    ledger.open_(folder)
    application = app.start_application()
    theme.apply(application, "")
    with tempfile.TemporaryDirectory() as place:
        bench = Workbench(Messages(), Look(Path(place) / "look.ini"))
        window = MainWindow(bench, folder)
        window.resize(1280, 800)
        window.show()
        window.grab()
        pauses = Pauses()
        _sections(bench, window, pauses)
        _outputs(bench, window, pauses, year)
        order, into = yearend_set.order(year), Path(place)
        bench.start("", lambda listener: yearend_set.write(order, into, drawing, listener), lambda folder: None)
        took = pauses.while_(partial(_is_reading, bench))
        _say("year-end set written", f"{took:.1f} s, longest pause {pauses.longest * 1000:.0f} ms")
        bench.shut_down()
    ledger.close()


def _sections(bench: Workbench, window: MainWindow, pauses: Pauses) -> None:
    for page, sections in pages.PAGES.items():
        for section in sections:
            started = time.perf_counter()
            window.pages.open(page, section)
            window.grab()
            took = time.perf_counter() - started
            pauses.while_(partial(_is_reading, bench))
            said = f"{took * 1000:.0f} ms, longest pause while it reads {pauses.longest * 1000:.0f} ms"
            _say(f"section {page}—{section} opens", said)


def _outputs(bench: Workbench, window: MainWindow, pauses: Pauses, year: int) -> None:
    window.pages.open("报表", "表册")
    [page] = window.findChildren(SheetsPage)
    choices = {"月度统计表": Choice(Period.month(year, 11)), "干部教育培训登记表": Choice(Period.year(year))}
    for name, choice in choices.items():
        before = page.shown
        page.show_output(name, choice)
        first = pauses.while_(lambda shown=before: page.shown is shown or page.shown is None)
        longest = pauses.longest
        rest = pauses.while_(partial(_is_reading, bench))
        longest = max(longest, pauses.longest)
        said = f"first page {first:.2f} s, whole {first + rest:.1f} s, longest pause {longest * 1000:.0f} ms"
        _say(f"{name} in 表册", said)


def _is_reading(bench: Workbench) -> bool:
    return any(job.isRunning() for job in bench.findChildren(Job))


def _say(what: str, figure: str) -> None:
    print(f"{what}: {figure}", flush=True)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
