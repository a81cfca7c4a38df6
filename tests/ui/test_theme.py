import gc
import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QWidget

from desktop_app.ui import theme
from desktop_app.ui.style_sheet import ICONS, style_sheet
from desktop_app.ui.theme import DARK, LIGHT, Tone

READABLE = 4.5  # contrast of WCAG AA


@pytest.fixture(autouse=True)
def light_again(qapp):
    yield
    theme.apply(qapp, LIGHT.name)
    qapp.setStyleSheet("")  # other tests need no looks


def luminance(name):
    def linear(part):
        return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4

    color = QColor(name)
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF())


def contrast(one, other):
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=str)
def test_text_is_readable_on_everything_it_stands_on(shown):
    for ground in (shown.window, shown.base, shown.alternate, shown.selection):
        assert contrast(shown.text, ground) > READABLE
    for tone in Tone:
        assert contrast(shown.tones[tone], shown.base) > READABLE
        assert contrast(shown.tones[tone], shown.window) > READABLE - 0.2
    assert contrast(shown.accent_text, shown.tones[Tone.ACCENT]) > READABLE


@pytest.mark.parametrize("shown", [LIGHT, DARK], ids=str)
def test_every_picture_of_the_style_sheet_is_there(shown):
    named = re.findall(r"url\((.+?)\)", style_sheet(shown))
    assert named
    assert all((ICONS / name.rpartition("/")[2]).is_file() for name in named)


def test_the_dark_theme_is_dark(qapp):
    theme.apply(qapp, "深色")
    assert qapp.palette().color(QPalette.ColorRole.Window).lightness() < 60
    assert theme.color(Tone.BAD) == QColor(DARK.tones[Tone.BAD])


def test_an_unknown_theme_is_the_light_one(qapp):
    theme.apply(qapp, "粉色")
    assert theme.current() is LIGHT


def test_a_tone_can_change_while_it_is_shown(qapp, qtbot):
    label = theme.label("上次备份", tone=Tone.QUIET)
    qtbot.addWidget(label)
    theme.apply(qapp, LIGHT.name)
    theme.set_tone(label, Tone.WARN)
    assert label.property("tone") == "warn"


def test_the_screen_outlives_who_asked_for_its_size(qapp):
    """Found as crashes long after a form: the collector had freed the form and, with it, the only screen."""
    gone = []
    QGuiApplication.primaryScreen().destroyed.connect(lambda: gone.append("the screen"))
    form = QWidget()
    form.itself, form.size_of_screen = form, theme.room(form)
    del form
    gc.collect()
    assert not gone
    assert theme.room(QWidget()) == QGuiApplication.primaryScreen().availableSize()


def test_nobody_asks_a_widget_for_its_screen():
    sources = Path(theme.__file__).parent.rglob("*.py")
    assert [path.name for path in sources if ".screen()" in path.read_text(encoding="utf-8")] == []


def test_a_window_is_no_larger_than_the_screen_has_room_for(qtbot, qapp):
    window = QWidget()
    qtbot.addWidget(window)
    theme.fit(window, 300, 200)
    assert (window.width(), window.height()) == (300, 200)
    theme.fit(window, 300, 100_000)
    assert window.height() < qapp.primaryScreen().availableSize().height()
