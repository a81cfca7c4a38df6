import gc

import pytest

from desktop_app.ui.freeing import free
from desktop_app.ui.look import Look
from desktop_app.ui.messages import Messages
from desktop_app.ui.workbench import Workbench


class SilentMessages(Messages):
    """Remembers what would have interrupted the user and answers as told.

    `warnings` holds the sentences, `asked` the questions (title, text, button); `answer` is the reply to questions,
    `pressed` the button of a choice (None: the first), `paths` the files picked next.
    """

    def __init__(self):
        super().__init__()
        self.warnings, self.told, self.asked = [], [], []
        self.answer, self.pressed, self.paths = True, None, []

    def warn(self, text):
        self.warnings.append(text)

    def tell(self, title, text):
        self.told.append(text)

    def ask(self, title, text, do_text, *, is_final=False):
        self.asked.append((title, text, do_text))
        return self.answer

    def choose(self, title, text, buttons, icon=None):
        self.asked.append((title, text, tuple(buttons)))
        return self.pressed or buttons[0]

    def ask_save_path(self, title, suggested, kinds):
        return self.paths[0] if self.paths else None

    def ask_open_paths(self, title, folder, kinds):
        return list(self.paths)

    def ask_folder(self, title, folder):
        return self.paths[0] if self.paths else None

    def show_failure(self, error):
        self.warnings.append(str(error))


@pytest.fixture(scope="package", autouse=True)
def _as_the_window_frees():
    """As in the program: no thread beside the screen's frees a widget. What was there before is not looked through."""
    gc.disable()
    gc.freeze()
    yield
    gc.unfreeze()
    gc.enable()


@pytest.fixture(autouse=True)
def _freed_between_tests(_as_the_window_frees):
    yield
    free()


@pytest.fixture
def messages():
    return SilentMessages()


@pytest.fixture
def look(tmp_path):
    return Look(tmp_path / "look.ini")


@pytest.fixture
def workbench(qapp, messages, look):
    bench = Workbench(messages, look)
    yield bench
    bench.shut_down()


class Desk:
    """The sections of 报表 with what a test needs of them: read, where files go, what was said."""

    def __init__(self, qtbot, workbench, messages, folder):
        self.qtbot, self.workbench, self.messages, self.folder = qtbot, workbench, messages, folder
        workbench.look.export_folder = folder
        self.pages = {}

    def show(self, section):
        if section not in self.pages:
            self.pages[section] = page = section(self.workbench)
            self.qtbot.addWidget(page)
            page.resize(1200, 700)
        page = self.page = self.pages[section]
        page.show()
        self.settle(page)
        return page

    def settle(self, page):
        self.qtbot.waitUntil(lambda: not page.is_stale and page.reader.is_idle)

    def press(self, slot, section=None):
        """Do an act of a section, of the one shown last where none is named."""
        page = self.pages[section] if section else self.page
        page.acts[slot].trigger()

    def pick(self, name):
        """Answer the next question for a file with this one."""
        self.messages.paths = [self.folder / name]
        return self.messages.paths[0]

    @property
    def written(self):
        self.qtbot.waitUntil(self.page.written.isVisible)
        return self.page.written.label.text()

    @property
    def warning(self):
        self.qtbot.waitUntil(lambda: bool(self.messages.warnings))
        return self.messages.warnings[0]


@pytest.fixture
def desk(qtbot, recorded, workbench, messages, tmp_path):
    """The sections of 报表 on a year with one recorded 夜学."""
    return Desk(qtbot, workbench, messages, tmp_path)


@pytest.fixture
def empty_desk(qtbot, ledger, workbench, messages, tmp_path):
    """The same on a ledger in which nothing is yet."""
    return Desk(qtbot, workbench, messages, tmp_path)
