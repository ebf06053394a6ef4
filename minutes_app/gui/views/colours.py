"""Colours that a widget paints by itself, made from the window's palette, light or dark."""

from PySide6.QtGui import QColor, QPalette

_HUES = (210, 25, 140, 285, 50, 330, 175, 0, 90)
"""One for each speaker that has a key. The name always stands beside it: colour is never the only cue."""

LIGHT_TEXT = 0.32
"""How far text that matters less goes towards the background; the contrast stays above 4.5 (a test computes it)."""


def is_dark(palette: QPalette) -> bool:
    """Whether light text stands on a dark ground."""
    return palette.base().color().lightness() < 128


def speaker_colour(number: int, palette: QPalette) -> QColor:
    """The colour of speaker `number`, from 0."""
    return QColor.fromHsl(_HUES[number % len(_HUES)], 130, 165 if is_dark(palette) else 105)


def lighter_text(palette: QPalette, *, selected: bool = False) -> QColor:
    """The colour of fillers and of deleted utterances."""
    if selected:
        return mixed(palette.highlightedText().color(), palette.highlight().color(), LIGHT_TEXT / 4)
    return mixed(palette.text().color(), palette.base().color(), LIGHT_TEXT)


def mixed(one: QColor, other: QColor, share: float) -> QColor:
    """`share` of the other colour in the one."""
    channels = ((one.red(), other.red()), (one.green(), other.green()), (one.blue(), other.blue()))
    return QColor(*(round(a + (b - a) * share) for a, b in channels))
