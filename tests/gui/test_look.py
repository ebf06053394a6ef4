"""Colours that everybody can read: 4.5:1 for every text on everything it stands on (WCAG 2.1, 1.4.3)."""

import pytest
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from minutes_app.gui.views.look import DARK, FONTS, LIGHT, Colours, dress, palette_of

ON = {
    "text": ("window", "base", "alternate", "button"),
    "soft": ("window", "base", "alternate"),
    "accent": ("window", "base"),
    "on_accent": ("accent",),
    "on_chosen": ("chosen",),
    "on_warning": ("warning",),
    "on_error": ("error",),
    "on_good": ("good",),
}


def luminance(colour: QColor) -> float:
    """WCAG's relative luminance."""
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: QColor, other: QColor) -> float:
    """WCAG's contrast ratio."""
    bright, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert round(contrast(QColor("black"), QColor("white")), 3) == 21


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_every_text_has_a_contrast_of_4_5_on_what_it_stands_on(colours: Colours) -> None:
    low = {
        (text, ground): round(found, 2)
        for text, grounds in ON.items()
        for ground in grounds
        if (found := contrast(QColor(getattr(colours, text)), QColor(getattr(colours, ground)))) < 4.5
    }
    assert low == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_what_cannot_be_pressed_can_still_be_read(colours: Colours) -> None:
    palette = palette_of(colours)
    text = palette.color(QPalette.ColorGroup.Disabled, QPalette.ColorRole.ButtonText)
    assert contrast(text, palette.color(QPalette.ColorRole.Window)) >= 4.5


def test_the_fonts_are_asked_for_in_their_order_and_grow_with_the_setting(app: QApplication) -> None:
    dress(app, "dark", 200)
    assert tuple(app.font().families()) == FONTS
    assert app.font().pointSizeF() == 21
    dress(app, "light", 100)
    assert app.font().pointSizeF() == 10.5
