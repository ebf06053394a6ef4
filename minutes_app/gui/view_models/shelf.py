"""保管の一覧: the archived meetings, what has ended, and whether the files are what they were.

In: the library. Out: rows, sentences. Changes nothing and deletes nothing.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from minutes_app.closing.shelf import Row, Shelf, notes_of
from minutes_app.gui.shelf_work import look, verify
from minutes_app.gui.view_models.one_job import OneJob
from minutes_app.gui.view_models.shelf_table import ShelfTable
from minutes_app.gui.workshop import Workshop
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.servers import Servers
from minutes_app.settings import own_servers
from minutes_app.wording import shelf as words


class ShelfModel(OneJob):
    """`read`, and `verify` where the contents of the files are to be looked at, too."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(workshop.lane("shelf"), parent)
        self.table = ShelfTable(self)
        self._workshop = workshop
        self._shelf: Shelf | None = None

    @property
    def is_read(self) -> bool:
        """Whether there is a list, even an empty one."""
        return self._shelf is not None

    @property
    def can_verify(self) -> bool:
        """Whether there is a file to be looked at."""
        return not self.is_busy and any(row.file in ("there", "fits") for row in self.table.rows)

    @property
    def notes(self) -> str:
        """What the list comes to, and what to do with what has ended."""
        return "\n".join(notes_of(self._shelf)) if self._shelf is not None else ""

    @property
    def warnings(self) -> str:
        """The meetings whose record cannot be read; "" = none."""
        return words.lost_here([one.folder for one in self._shelf.lost]) if self._shelf is not None else ""

    def read(self) -> None:
        """Read it again, whatever is being done; what stands there stays until it is read."""
        if self._job is not None:
            self._job.forget()
        self._run(partial(look, *self._places()), self._take)

    def verify(self) -> None:
        """Read it again, and the files."""
        if not self.is_busy:
            self._run(partial(verify, *self._places()), self._take)

    def _places(self) -> tuple[Path, Servers]:
        return self._workshop.library, own_servers(self._workshop.settings)

    def _take(self, value: object) -> None:
        if isinstance(value, Shelf):
            self._shelf = value
            self.table.show_rows(value.rows)
            self.changed.emit()


def detail_of(row: Row | None) -> str:
    """The whole of what a line of the table has no room for; "" for none."""
    if row is None:
        return ""
    return f"{words.archived(japanese_moment(row.archived_at), row.who)}\n{row.archive.file.name}"
