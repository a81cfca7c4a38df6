"""Freeing what nobody refers to any more, on the screen's thread alone.

Python looks for circles of such objects in whichever thread happens to make the next one. A form in a circle would then
be destroyed by the thread of a reading or of long work, and the program crashes: only the screen's own touches widgets.
"""

import gc

from PySide6.QtCore import QObject, QTimer

EVERY_MS = 1000


def free() -> None:
    """Look for circles as Python itself would: often among the new objects, rarely among all."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


class Freeing(QObject):
    """Takes the place of Python's own timing as soon as it is made; belongs to the application."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        timer = QTimer(self)
        timer.timeout.connect(free)
        timer.start(EVERY_MS)
