"""The style sheet: what palette and Fusion style leave plain. Written once, filled with the colours of a theme."""

from string import Template
from typing import Any

from desktop_app.records.ledger import RESOURCES

ICONS = RESOURCES / "icons"

_SHEET = Template("""
QMainWindow, QDialog { background: $window; }
QToolTip { background: $base; color: $text; border: 1px solid $line; padding: 4px 6px; }

QLabel[role="title"] { font-size: 15pt; font-weight: 600; }
QLabel[role="heading"] { font-size: 11pt; font-weight: 600; }
QLabel[role="figure"] { font-size: 20pt; font-weight: 600; }
QLabel[tone="good"] { color: $good; }
QLabel[tone="warn"] { color: $warn; }
QLabel[tone="bad"] { color: $bad; }
QLabel[tone="quiet"] { color: $quiet; }
QLabel[tone="accent"] { color: $accent; }
QLabel[role="notice"] { border-radius: 4px; padding: 6px 10px; background: $soft_accent; color: $text; }
QLabel[role="notice"][tone="warn"] { background: $soft_warn; color: $warn; }
QLabel[role="notice"][tone="bad"] { background: $soft_bad; color: $bad; }
QLabel[role="notice"][tone="good"] { background: $soft_good; color: $good; }
QFrame[role="card"] { background: $base; border: 1px solid $line; border-radius: 8px; }

QMenuBar { background: $base; border-bottom: 1px solid $line; padding: 2px 6px; }
QMenuBar::item { padding: 5px 10px; border-radius: 4px; background: transparent; }
QMenuBar::item:selected { background: $hover; }
QMenu { background: $base; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 24px 6px 20px; border-radius: 4px; }
QMenu::item:selected { background: $selection; color: $text; }
QMenu::item:disabled { color: $quiet; background: transparent; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }

QTabWidget#pages::pane { border: 0; border-top: 1px solid $line; }
QTabBar::tab {
    background: transparent; color: $quiet; border: 0; border-bottom: 2px solid transparent; padding: 5px 10px;
}
QTabBar::tab:hover { color: $text; background: $hover; }
QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabBar::tab:focus { background: $soft_accent; }
QTabWidget#pages > QTabBar { background: $base; qproperty-drawBase: 0; }
QTabWidget#pages > QTabBar::tab {
    padding: 9px 18px 7px 18px; border: 0; border-bottom: 2px solid transparent; color: $quiet; font-size: 11pt;
}
QTabWidget#pages > QTabBar::tab:hover { color: $text; background: $hover; }
QTabWidget#pages > QTabBar::tab:selected { color: $accent; border-bottom: 2px solid $accent; }
QTabWidget#pages > QTabBar::tab:focus { background: $soft_accent; }

QPushButton, QToolButton {
    background: $base; border: 1px solid $line; border-radius: 5px; padding: 5px 14px; min-height: 18px;
    outline: none;
}
QToolButton { padding: 5px 11px; }
QPushButton:hover, QToolButton:hover { background: $hover; }
QPushButton:pressed, QToolButton:pressed, QToolButton:checked { background: $selection; }
QPushButton:focus, QToolButton:focus { border: 1px solid $accent; }
QPushButton:default, QPushButton[primary="true"], QToolButton[primary="true"] {
    background: $accent; border: 1px solid $accent; color: $accent_text; font-weight: 600;
}
QPushButton:default:hover, QPushButton[primary="true"]:hover, QToolButton[primary="true"]:hover {
    background: $accent_hover; border-color: $accent_hover;
}
QPushButton:default:focus, QPushButton[primary="true"]:focus, QToolButton[primary="true"]:focus {
    border: 2px solid $text; padding: 4px 13px;
}
QToolButton[primary="true"]:focus { padding: 4px 10px; }
QPushButton:disabled, QToolButton:disabled { background: $window; color: $quiet; border-color: $line; }
QPushButton[entry="true"] {
    background: transparent; border: 1px solid transparent; text-align: left; padding: 7px 12px;
}
QPushButton[entry="true"]:hover { background: $hover; }
QPushButton[entry="true"]:checked { background: $selection; font-weight: 600; }
QPushButton[entry="true"]:focus { border: 1px solid $accent; }
QPushButton[flat="true"], QToolButton[autoRaise="true"] { background: transparent; border: 1px solid transparent; }
QPushButton[flat="true"][tone="warn"] { color: $warn; }
QPushButton[flat="true"]:hover, QToolButton[autoRaise="true"]:hover { background: $hover; }
QPushButton[flat="true"]:focus, QToolButton[autoRaise="true"]:focus { border: 1px solid $accent; }
QToolButton::menu-indicator { image: none; }
QPushButton[role="figure"] { font-size: 18pt; font-weight: 600; padding: 0 8px; }
QPushButton[role="figure"][tone="warn"] { color: $warn; }
QPushButton[role="figure"][tone="quiet"] { color: $quiet; background: transparent; border-color: transparent; }
QListView[plain="true"] { border: 0; background: transparent; }
QListView[plain="true"]::item { padding: 3px 4px; border-radius: 4px; }
QListView[plain="true"]::item:hover { background: $hover; }
QToolButton[chip="true"] { padding: 3px 8px; border-radius: 12px; }
QToolButton[chip="true"]:checked { background: $soft_accent; border-color: $accent; color: $accent; }

QLineEdit, QPlainTextEdit, QTextEdit, QTextBrowser {
    background: $base; border: 1px solid $line; border-radius: 5px; padding: 4px 7px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QLineEdit { min-height: 19px; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border: 1px solid $accent; }
QLineEdit:disabled, QLineEdit:read-only, QPlainTextEdit:disabled { background: $window; color: $quiet; }

QComboBox, QSpinBox {
    background: $base; border: 1px solid $line; border-radius: 5px; padding: 4px 7px; min-height: 19px;
    selection-background-color: $accent; selection-color: $accent_text;
}
QComboBox:focus, QSpinBox:focus { border: 1px solid $accent; }
QComboBox:disabled, QSpinBox:disabled { background: $window; color: $quiet; }
QComboBox::drop-down {
    subcontrol-origin: padding; subcontrol-position: center right; width: 20px; border: 0;
}
QComboBox::down-arrow, QSpinBox::down-arrow { image: url($icons/arrow-down-$shade.svg); }
QComboBox::down-arrow { width: 12px; height: 12px; }
QSpinBox::up-button, QSpinBox::down-button { subcontrol-origin: padding; width: 18px; border: 0; }
QSpinBox::up-button { subcontrol-position: top right; }
QSpinBox::down-button { subcontrol-position: bottom right; }
QSpinBox::up-arrow { image: url($icons/arrow-up-$shade.svg); }
QSpinBox::up-arrow, QSpinBox::down-arrow { width: 10px; height: 10px; }
QComboBox QAbstractItemView {
    background: $base; border: 1px solid $line; selection-background-color: $selection; selection-color: $text;
    padding: 2px; outline: 0;
}
QComboBox QAbstractItemView::item { min-height: 24px; }
QLineEdit[wrong="true"] { border: 1px solid $bad; }
QLineEdit > QToolButton { background: transparent; border: 0; padding: 0; min-height: 0; }
QComboBox QLineEdit, QAbstractSpinBox QLineEdit { border: 0; padding: 0; min-height: 0; background: transparent; }

QCheckBox::indicator, QTreeView::indicator, QListView::indicator {
    width: 14px; height: 14px; border: 1px solid $quiet; border-radius: 3px; background: $base;
}
QCheckBox::indicator:focus, QCheckBox::indicator:hover { border: 1px solid $accent; }
QCheckBox::indicator:checked, QTreeView::indicator:checked, QListView::indicator:checked {
    background: $accent; border: 1px solid $accent; image: url($icons/tick-$shade.svg);
}
QTreeView::indicator:indeterminate {
    border: 1px solid $accent; background: $line;
}
QRadioButton::indicator { width: 14px; height: 14px; border: 1px solid $quiet; border-radius: 8px; background: $base; }
QRadioButton::indicator:focus, QRadioButton::indicator:hover { border: 1px solid $accent; }
QRadioButton::indicator:checked { width: 6px; height: 6px; border: 5px solid $accent; }
QCheckBox:disabled { color: $quiet; }
QCheckBox::indicator:disabled { border: 1px solid $line; background: $window; }

QTableView, QTreeView, QListView {
    background: $base; alternate-background-color: $alternate; border: 1px solid $line; border-radius: 6px;
    gridline-color: $line; selection-background-color: $selection; selection-color: $text; outline: 0;
}
QTableView:focus, QTreeView:focus, QListView:focus { border: 1px solid $accent; }
QTableView::item { padding: 0 6px; border: 0; }
QTreeView { show-decoration-selected: 1; }
QTreeView::item { padding: 6px 6px 6px 2px; border: 0; }
QTreeView[plain="true"]::item { padding: 3px 6px 3px 2px; }
QTreeView::item:selected, QTreeView::branch:selected { background: $selection; color: $text; }
QListView::item { padding: 4px 6px; border: 0; }
QListView::item:selected { background: $selection; color: $text; }
QTableView::item:focus { border: 1px solid $accent; }
QHeaderView { background: $base; }
QHeaderView::section {
    background: $window; color: $quiet; border: 0; border-bottom: 1px solid $line; border-right: 1px solid $line;
    padding: 6px 7px; font-weight: 600;
}
QHeaderView::section:last { border-right: 0; }
QHeaderView::down-arrow, QHeaderView::up-arrow {
    subcontrol-origin: padding; subcontrol-position: center right; width: 11px; height: 11px; right: 3px;
}
QHeaderView::down-arrow { image: url($icons/arrow-down-$shade.svg); }
QHeaderView::up-arrow { image: url($icons/arrow-up-$shade.svg); }
QTableCornerButton::section { background: $window; border: 0; }

QStatusBar { background: $base; border-top: 1px solid $line; }
QStatusBar::item { border: 0; }
QProgressBar { border: 1px solid $line; border-radius: 5px; background: $window; text-align: center; max-height: 16px; }
QProgressBar::chunk { background: $accent; border-radius: 4px; }
QScrollArea { background: transparent; border: 0; }
QScrollArea > QWidget > QWidget#page { background: transparent; }
QSplitter::handle { background: transparent; }
QScrollBar:vertical { background: transparent; width: 12px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: 12px; margin: 0; }
QScrollBar::handle { background: $handle; border-radius: 4px; margin: 2px; }
QScrollBar::handle:vertical { min-height: 28px; }
QScrollBar::handle:horizontal { min-width: 28px; }
QScrollBar::handle:hover { background: $quiet; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
""")


def style_sheet(theme: Any) -> str:
    """Return the sheet in the colours of a theme."""
    colors = {name: value for name, value in vars(theme).items() if isinstance(value, str)}
    colors |= {str(tone): value for tone, value in theme.tones.items()}
    colors |= {f"soft_{tone}": value for tone, value in theme.soft.items()}
    return _SHEET.substitute(colors, icons=ICONS.as_posix())
