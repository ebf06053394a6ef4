"""Everything that can be done with utterances, with its keys: the menu behind そのほか and the right mouse button."""

from PySide6.QtWidgets import QMenu, QWidget

from minutes_app.gui.view_models.keyboard import Keyboard
from minutes_app.gui.views.commands import Commands
from minutes_app.wording import editor as words

GROUPS = (
    ("edit", "replay", "again"),
    ("new", "merge", "delete", "copy", "paste"),
    ("check", "important", "hide", "comment"),
    ("decision", "task", "point"),
    ("find", "fillers"),
    ("history", "keys"),
)
READING = frozenset({"replay", "copy", "find", "history", "keys"})
"""What can be done with a meeting that can only be read."""


def more_menu(commands: Commands, keyboard: Keyboard, parent: QWidget, *, read_only: bool) -> QMenu:
    """A new menu; only what can be done here is in it."""
    menu = QMenu(parent)
    for group in GROUPS:
        for intent in group:
            if commands.knows(intent):
                shown = words.menu_entry(words.KEYS[intent], keyboard.first(intent))
                entry = menu.addAction(shown)
                entry.triggered.connect(lambda _on=False, chosen=intent: commands.run(chosen))
                entry.setEnabled(not read_only or intent in READING)
        menu.addSeparator()
    return menu
