"""The keys as this person has them: looked up, tried, changed, kept in the settings."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.editing import keys as table
from minutes_app.gui.editing.keys import Clash, Key, Line

SETTING = "editor.keys"


class Keyboard(QObject):
    """One for the window. `keep` writes the setting, and may raise `MinutesError`: then nothing has changed."""

    changed = Signal()

    def __init__(self, saved: str = "", parent: QObject | None = None, *, keep: Callable[[str], None]) -> None:
        super().__init__(parent)
        self.keys: tuple[Key, ...] = table.chosen_keys(saved)
        self._put = keep

    def first(self, intent: str) -> str:
        """The key that a button shows."""
        return table.first_key(self.keys, intent)

    def sheet(self) -> tuple[Line, ...]:
        """The lines of the sheet of keys."""
        return table.sheet(self.keys)

    def clash(self, name: str, sequence: str) -> Clash | None:
        """Why this cannot be the key of `name`; None when it can."""
        return table.clash_of(self.keys, name, sequence)

    def change(self, name: str, sequence: str) -> None:
        """Another key for `name`, and keep it. Raises what `keep` raises."""
        self._take(table.with_key(self.keys, name, sequence))

    def put_back(self, name: str) -> Clash | None:
        """The first key of `name` again; why not, where another one has it meanwhile. Raises what `keep` raises."""
        clash = table.clash_of_first(self.keys, name)
        if clash is None:
            self._take(table.with_key(self.keys, name, ""))
        return clash

    def reset(self) -> None:
        """All as at the beginning. Raises what `keep` raises."""
        self._take(table.KEYS)

    def adopt(self, saved: str) -> None:
        """The setting is another one now, whoever has changed it."""
        keys = table.chosen_keys(saved)
        if keys != self.keys:
            self.keys = keys
            self.changed.emit()

    def _take(self, keys: tuple[Key, ...]) -> None:
        self._put(table.saved_keys(keys))
        self.keys = keys
        self.changed.emit()
