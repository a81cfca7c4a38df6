import gc
import threading
import weakref

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from desktop_app.ui.freeing import Freeing, free


@pytest.fixture
def circle(qapp):
    """A reference to a widget that only itself refers to."""
    widget = QWidget()
    widget.itself = widget
    return weakref.ref(widget)


def much():
    return [[number] for number in range(20_000)]


def test_a_widget_in_a_circle_is_freed(circle):
    kept = much()
    free()
    assert circle() is None, len(kept)


def test_another_thread_frees_no_widget(circle):
    owner = QObject()
    Freeing(owner)
    work = threading.Thread(target=much)
    work.start()
    work.join()
    assert circle() is not None
    assert not gc.isenabled()
