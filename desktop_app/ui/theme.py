"""How the program looks: two palettes, one accent, one set of distances, faces for Chinese.

Widgets say what they are (`set_role`, `Tone`), never which colour they have.
"""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QPalette
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop_app.ui.style_sheet import ICONS, style_sheet

HALF, GAP, MARGIN = 4, 8, 16
"""Distances in pixels: within a group, between fields, around a page."""

FAMILIES = [
    "Microsoft YaHei UI",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "PingFang SC",
    "sans-serif",
]
"""Without explicit families Chinese may be drawn in a brush face."""
POINTS = 10


class Tone(StrEnum):
    """What a colour means."""

    GOOD = "good"
    WARN = "warn"
    BAD = "bad"
    QUIET = "quiet"
    ACCENT = "accent"


class Role(StrEnum):
    """What a label or frame is on its page."""

    TITLE = "title"  # of a page or dialog
    HEADING = "heading"  # of a group on it
    FIGURE = "figure"  # a number that is looked at first
    CARD = "card"  # a frame that holds one matter
    NOTICE = "notice"  # a line the reader must not miss


@dataclass(frozen=True)
class Theme:
    """The colours of a theme; `soft` of a tone is the fill behind text in that tone."""

    name: str
    shade: str
    window: str
    base: str
    alternate: str
    text: str
    line: str
    hover: str
    selection: str
    handle: str
    accent_hover: str
    tones: dict[Tone, str]
    soft: dict[Tone, str]
    accent_text: str


LIGHT = Theme(
    "浅色", shade="light", window="#f4f5f7", base="#ffffff", alternate="#f8f9fb", text="#1f2430", line="#dcdfe5",
    hover="#e9edf3", selection="#dbe7f5", handle="#c3c9d3",
    accent_hover="#1d4a83", accent_text="#ffffff",
    tones={
        Tone.GOOD: "#24764a", Tone.WARN: "#9a5b00", Tone.BAD: "#b3362b", Tone.QUIET: "#667085", Tone.ACCENT: "#24599b",
    },
    soft={
        Tone.GOOD: "#e3f2e9", Tone.WARN: "#fcefd9", Tone.BAD: "#fbe6e3", Tone.QUIET: "#eceef1", Tone.ACCENT: "#e1ebf7",
    },
)  # fmt: skip
DARK = Theme(
    "深色", shade="dark", window="#1d2026", base="#24282f", alternate="#282c34", text="#e3e6eb", line="#3b414b",
    hover="#323842", selection="#2f4563", handle="#4a525f",
    accent_hover="#a3c6f2", accent_text="#12161c",
    tones={
        Tone.GOOD: "#74c596", Tone.WARN: "#e3ab5f", Tone.BAD: "#f0877b", Tone.QUIET: "#9aa3b1", Tone.ACCENT: "#86b3ea",
    },
    soft={
        Tone.GOOD: "#24392e", Tone.WARN: "#40341f", Tone.BAD: "#442a28", Tone.QUIET: "#30353d", Tone.ACCENT: "#28384e",
    },
)  # fmt: skip
THEMES = {theme.name: theme for theme in (LIGHT, DARK)}


class _Shown:
    theme = LIGHT


def current() -> Theme:
    return _Shown.theme


def color(tone: Tone) -> QColor:
    """Return the colour of text or a mark in this tone."""
    return QColor(current().tones[tone])


def soft(tone: Tone) -> QColor:
    """Return the colour of a fill behind text in this tone."""
    return QColor(current().soft[tone])


def icon(name: str) -> QIcon:
    """Return an icon of resources/icons in the shade of the theme."""
    return QIcon(str(ICONS / f"{name}-{current().shade}.svg"))


def line() -> QColor:
    """Return the colour of rules and frames."""
    return QColor(current().line)


def apply(application: QApplication, name: str) -> None:
    """Show the theme of this name, 浅色 where it is not known."""
    _Shown.theme = theme = THEMES.get(name, LIGHT)
    application.setPalette(_palette(theme))
    application.setStyleSheet(style_sheet(theme))


def font() -> QFont:
    made = QFont(FAMILIES)
    made.setPointSize(POINTS)
    return made


def set_role(widget: QWidget, role: Role) -> None:
    widget.setProperty("role", role.value)


def set_tone(widget: QWidget, tone: Tone | None) -> None:
    """Colour a label or button after its meaning; may change while it is shown."""
    widget.setProperty("tone", tone.value if tone else "")
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def room(widget: QWidget) -> QSize:
    """Return how large a window may be on the screen where the widget, or what it belongs to, stands.

    Not by the widget's own screen(): Python then frees the screen together with the widget, and the program crashes.
    """
    window = (widget.parentWidget() or widget).window()
    screen = QGuiApplication.screenAt(window.frameGeometry().center()) or QGuiApplication.primaryScreen()
    return screen.availableSize()


def fit(window: QWidget, width: int, height: int) -> None:
    """Give a window this size, as far as the screen has room for it: its lowest buttons must be in sight."""
    window.resize(QSize(width, height).boundedTo(room(window) * 0.9))


def label(text: str, role: Role | None = None, tone: Tone | None = None) -> QLabel:
    """Return a label in a role, a tone, or both."""
    made = QLabel(text)
    if role:
        set_role(made, role)
    if tone:
        made.setProperty("tone", tone.value)
    return made


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    accent, quiet = QColor(theme.tones[Tone.ACCENT]), QColor(theme.tones[Tone.QUIET])
    for role, value in (
        (QPalette.ColorRole.Window, theme.window),
        (QPalette.ColorRole.WindowText, theme.text),
        (QPalette.ColorRole.Base, theme.base),
        (QPalette.ColorRole.AlternateBase, theme.alternate),
        (QPalette.ColorRole.Text, theme.text),
        (QPalette.ColorRole.Button, theme.base),
        (QPalette.ColorRole.ButtonText, theme.text),
        (QPalette.ColorRole.ToolTipBase, theme.base),
        (QPalette.ColorRole.ToolTipText, theme.text),
        (QPalette.ColorRole.Mid, theme.line),
        (QPalette.ColorRole.Highlight, theme.tones[Tone.ACCENT]),
        (QPalette.ColorRole.HighlightedText, theme.accent_text),
        (QPalette.ColorRole.Link, theme.tones[Tone.ACCENT]),
        (QPalette.ColorRole.PlaceholderText, theme.tones[Tone.QUIET]),
    ):
        palette.setColor(role, QColor(value))
    palette.setColor(QPalette.ColorRole.Accent, accent)
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, quiet)
    palette.setColor(QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, QColor(theme.window))
    return palette
