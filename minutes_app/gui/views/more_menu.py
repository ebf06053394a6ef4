"""Everything that can be done with utterances, with its keys: the menu behind そのほか and the right mouse button."""

from collections.abc import Iterable

from PySide6.QtWidgets import QMenu, QWidget

from minutes_app.gui.view_models.keyboard import Keyboard
from minutes_app.gui.views.commands import Commands
from minutes_app.wording import correcting, editor as words

GROUPS = {
    correcting.MENU_SPEECH: ("edit", "replay", "again", "new", "merge", "delete", "copy", "paste"),
    correcting.MENU_MARKS: ("check", "important", "hide", "comment"),
    correcting.MENU_ITEMS: ("decision", "task", "point"),
}
WHOLE = ("find", "fillers", "history", "keys")
READING = frozenset({"replay", "copy", "find", "history", "keys"})
"""What can be done with a meeting that can only be read."""
STYLE = "QMenu::item { padding: 7px 28px 7px 20px; }"
"""What a finger or an unsteady mouse can hit."""


def more_menu(commands: Commands, keyboard: Keyboard, parent: QWidget, *, read_only: bool) -> QMenu:
    """A new menu; only what can be done here is in it."""
    menu = QMenu(parent)
    menu.setStyleSheet(STYLE)
    for name, intents in GROUPS.items():
        _fill(menu.addMenu(name), intents, commands, keyboard, read_only=read_only)
    menu.addSeparator()
    _fill(menu, WHOLE, commands, keyboard, read_only=read_only)
    return menu


def _fill(menu: QMenu, intents: Iterable[str], commands: Commands, keyboard: Keyboard, *, read_only: bool) -> None:
    for intent in intents:
        if commands.knows(intent):
            entry = menu.addAction(words.menu_entry(words.KEYS[intent], keyboard.first(intent)))
            entry.triggered.connect(lambda _on=False, chosen=intent: commands.run(chosen))
            entry.setEnabled(not read_only or intent in READING)
