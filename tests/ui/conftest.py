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
