"""Colours, fonts and the few rules of shape: calm and native, light and dark.

In: the settings of look. Out: palette and style sheet of the application. The colours of `LIGHT` and `DARK` keep a
contrast of 4.5:1 or more where one is written on the other (WCAG 2.1, 1.4.3); a test computes it.
"""

import sys
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication

from minutes_app.gui.views.calm_style import CalmStyle

FONTS = ("BIZ UDPGothic", "Yu Gothic UI", "Meiryo", "Noto Sans CJK JP")
SMALLEST_PT = 10.5
TARGET_PX = 36


@dataclass(frozen=True, slots=True)
class Colours:
    """What is used everywhere. `soft`: text of lesser weight; `accent` carries `on_accent`."""

    window: str
    base: str
    alternate: str
    button: str
    text: str
    soft: str
    line: str
    accent: str
    on_accent: str
    chosen: str
    on_chosen: str
    warning: str
    on_warning: str
    error: str
    on_error: str
    good: str
    on_good: str


LIGHT = Colours(
    window="#f3f4f6",
    base="#ffffff",
    alternate="#f7f8fa",
    button="#ffffff",
    text="#1b1f24",
    soft="#565d66",
    line="#c3c8cf",
    accent="#1f5fa8",
    on_accent="#ffffff",
    chosen="#d6e6f7",
    on_chosen="#10253c",
    warning="#fff2cf",
    on_warning="#4a3600",
    error="#fde4e1",
    on_error="#7a1710",
    good="#e0f2e3",
    on_good="#134d21",
)
DARK = Colours(
    window="#1e2125",
    base="#16181b",
    alternate="#1b1e22",
    button="#2a2e33",
    text="#e8eaed",
    soft="#aab1ba",
    line="#4a5058",
    accent="#7db4f0",
    on_accent="#0b1a2b",
    chosen="#2d4a6b",
    on_chosen="#f2f7fd",
    warning="#44380f",
    on_warning="#ffe9a8",
    error="#4d1f1b",
    on_error="#ffd4cf",
    good="#1c3d24",
    on_good="#c9f0d2",
)


RECORD, ON_RECORD = "#b3261e", "#ffffff"
"""The one red button, light and dark."""

LEVELS = {"silent": "error", "quiet": "warning", "good": "good", "loud": "error"}
"""By `capture.level.judged`: the colours of a word and its bar."""


def dress(app: QApplication, theme: str, text_percent: int) -> None:
    """Put the look on, at the start or when the person chooses another."""
    if sys.platform != "win32" or theme != "system":
        app.setStyle(CalmStyle())
    font = QFont()
    font.setFamilies(list(FONTS))
    font.setPointSizeF(SMALLEST_PT * text_percent / 100)
    app.setFont(font)
    colours = colours_of(app, theme)
    app.setPalette(palette_of(colours))
    app.setStyleSheet(sheet_of(colours, text_percent))


def colours_of(app: QApplication, theme: str) -> Colours:
    """The colours of a theme; "system" asks the PC."""
    if theme == "system":
        return DARK if app.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT
    return DARK if theme == "dark" else LIGHT


def palette_of(colours: Colours) -> QPalette:
    """The same for all widgets of Qt."""
    palette = QPalette()
    role = QPalette.ColorRole
    pairs = (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.base),
        (role.AlternateBase, colours.alternate),
        (role.Text, colours.text),
        (role.Button, colours.button),
        (role.ButtonText, colours.text),
        (role.Highlight, colours.chosen),
        (role.HighlightedText, colours.on_chosen),
        (role.PlaceholderText, colours.soft),
        (role.ToolTipBase, colours.base),
        (role.ToolTipText, colours.text),
        (role.Link, colours.accent),
        (role.Accent, colours.accent),
        (role.Mid, colours.line),
    )
    for which, colour in pairs:
        palette.setColor(which, QColor(colour))
    for which in (role.Text, role.ButtonText, role.WindowText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.soft))
    return palette


def sheet_of(c: Colours, text_percent: int) -> str:
    """What a palette cannot say: sizes of targets and letters, and the three kinds of messages."""
    messages = (("warning", c.warning, c.on_warning), ("error", c.error, c.on_error), ("good", c.good, c.on_good))
    parts = (_controls(c), _texts(c, text_percent / 100), _recording(c, text_percent / 100))
    return "\n".join((*parts, *(_kind(*each) for each in messages)))


def _controls(c: Colours) -> str:
    return f"""
QPushButton, QToolButton {{ min-height: {TARGET_PX - 12}px; padding: 5px 14px; border: 1px solid {c.line};
    border-radius: 4px; background: {c.button}; color: {c.text}; }}
QPushButton:hover {{ border-color: {c.accent}; }}
QPushButton:focus, QToolButton:focus {{ border: 2px solid {c.accent}; padding: 4px 13px; }}
QPushButton:pressed {{ background: {c.chosen}; color: {c.on_chosen}; }}
QPushButton:disabled {{ color: {c.soft}; background: {c.window}; }}
QPushButton[main="true"] {{ background: {c.accent}; color: {c.on_accent}; border-color: {c.accent};
    font-weight: bold; }}
QPushButton[main="true"]:focus {{ border: 2px solid {c.text}; }}
QPushButton[main="true"]:disabled {{ background: {c.window}; color: {c.soft}; border-color: {c.line}; }}
QPushButton[big="true"] {{ min-height: 34px; padding: 7px 22px; }}
QToolButton[role="face"] {{ padding: 5px 10px; }}
QToolButton[role="face"]:focus {{ padding: 4px 9px; }}
QToolButton[role="face"]:checked {{ background: {c.chosen}; color: {c.on_chosen}; border: 2px solid {c.accent};
    padding: 4px 9px; font-weight: bold; }}
QComboBox {{ min-height: {TARGET_PX - 2}px; }}
QLineEdit, QPlainTextEdit {{ min-height: {TARGET_PX - 10}px; padding: 3px 8px; border: 1px solid {c.line};
    border-radius: 4px; background: {c.base}; color: {c.text}; placeholder-text-color: {c.soft}; }}
QLineEdit:disabled, QSpinBox:disabled {{ background: {c.window}; color: {c.soft}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTableView:focus, QListWidget:focus {{ border: 2px solid {c.accent}; }}
QTableView, QListWidget {{ border: 1px solid {c.line}; padding: 1px; background: {c.base}; color: {c.text};
    alternate-background-color: {c.alternate}; gridline-color: {c.line};
    selection-background-color: {c.chosen}; selection-color: {c.on_chosen}; }}
QTableView:focus, QListWidget:focus {{ padding: 0px; }}
#meetings::item {{ padding: 0 8px; }}
#leads::item {{ padding: 7px 6px; border-bottom: 1px solid {c.line}; }}
#leads::item:selected {{ background: {c.chosen}; color: {c.on_chosen}; }}
QHeaderView::section {{ background: {c.window}; color: {c.soft}; border: none; border-bottom: 1px solid {c.line};
    padding: 7px 8px; }}
EditorView QPushButton {{ padding: 5px 8px; }}
EditorView QPushButton:focus {{ padding: 4px 7px; }}
QCheckBox, QRadioButton {{ min-height: {TARGET_PX - 4}px; spacing: 8px; }}
QProgressBar {{ min-height: 18px; border: 1px solid {c.line}; border-radius: 4px; background: {c.base};
    color: {c.text}; text-align: center; }}
QProgressBar::chunk {{ background: {c.chosen}; }}
"""


def _texts(c: Colours, times: float) -> str:
    return f"""
QPushButton[big="true"] {{ font-size: {12 * times:.1f}pt; }}
QLabel[role="title"] {{ font-size: {17 * times:.1f}pt; font-weight: bold; }}
QLabel[role="section"] {{ font-weight: bold; }}
QLabel[role="soft"] {{ color: {c.soft}; }}
QLabel[role="wrong"] {{ color: {c.on_error}; background: {c.error}; border-radius: 4px; padding: 4px 8px; }}
QLabel[role="chip"] {{ color: {c.on_good}; background: {c.good}; border: 1px solid {c.on_good}; border-radius: 4px;
    padding: 4px 10px; font-weight: bold; }}
QFrame[role="card"] {{ background: {c.base}; border: 1px solid {c.line}; border-radius: 6px; }}
QFrame[role="card"] QLabel {{ border: none; }}
"""


def _kind(name: str, ground: str, text: str) -> str:
    """A message of one kind, on its colour."""
    return f"""QFrame[kind="{name}"] {{ background: {ground}; border: 1px solid {text}; border-radius: 6px; }}
QFrame[kind="{name}"] QLabel {{ color: {text}; border: none; background: transparent; }}"""


def _recording(c: Colours, times: float) -> str:
    """The red button, the clock, and levels by their words."""
    red = f"""
QPushButton[record="true"] {{ background: {RECORD}; color: {ON_RECORD}; border: 1px solid {RECORD};
    font-weight: bold; font-size: {13 * times:.1f}pt; min-height: 40px; padding: 5px 22px; }}
QPushButton[record="true"]:hover {{ border-color: {c.text}; }}
QPushButton[record="true"]:focus {{ border: 2px solid {c.text}; padding: 4px 21px; }}
QPushButton[record="true"]:disabled {{ background: {c.window}; color: {c.soft}; border-color: {c.line}; }}
#record {{ outline: 0; }}
QLabel[role="clock"] {{ font-size: {20 * times:.1f}pt; font-weight: bold; }}
"""
    grounds = {name: (getattr(c, name), getattr(c, f"on_{name}")) for name in ("error", "warning", "good")}
    levels = "\n".join(
        f"""QLabel[level="{word}"] {{ background: {grounds[kind][0]}; color: {grounds[kind][1]}; border-radius: 4px;
    padding: 2px 8px; }}
QProgressBar[level="{word}"]::chunk {{ background: {grounds[kind][1]}; }}"""
        for word, kind in LEVELS.items()
    )
    return red + levels
