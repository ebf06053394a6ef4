"""Which forms the office uses for a kind of meeting: a setting, which a person may set from the page 会議録.

In: the settings, a kind of meeting. Out: names of templates; a setting kept.
"""

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import MinutesError
from minutes_app.gui.jobs import Failure
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.paperwork import Kind
from minutes_app.settings import change, load
from minutes_app.tools import forms_of, of_kinds
from minutes_app.wording import minutes_faces as words
from minutes_app.wording.gui import explain_here

_PARTS = ("、", ",")
"""What parts the names of a setting."""


class FormsOfKind(QObject):
    """`names` for a kind, `keep` others."""

    changed = Signal()
    told = Signal(str)
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workshop = workshop
        self._locked: set[str] = set()
        workshop.settings_changed.connect(self.changed)

    @property
    def posts(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The office's own 決裁欄 and 供覧欄."""
        page = self._workshop.settings.documents
        return page.approvers, page.circulation

    def names(self, kind: Kind) -> tuple[str, ...]:
        """The forms for meetings of this kind."""
        return forms_of(self._workshop.settings.documents, kind)

    def line(self, kind: Kind) -> str:
        """The same in words."""
        own = bool(of_kinds(self._workshop.settings.documents).get(kind))
        return words.forms_of(kind, self.names(kind), own=own)

    def learn(self) -> None:
        """Find out what the office decides. Settings that cannot be read decide nothing."""
        try:
            provenance = load()[1]
            keys = map(key_of, ("", *of_kinds(self._workshop.settings.documents)))
            self._locked = {key for key in keys if provenance.of(key).locked}
        except MinutesError:
            self._locked = set()
        self.changed.emit()

    def why_not(self, kind: Kind, names: tuple[str, ...]) -> str:
        """Why these cannot be kept for the kind, or ""."""
        if key_of(kind) in self._locked:
            return words.FORMS_LOCKED
        return words.FORMS_COMMA if any(part in name for part in _PARTS for name in names) else ""

    def keep(self, kind: Kind, names: tuple[str, ...]) -> None:
        """From now on these are the forms for the kind."""
        try:
            change(key_of(kind), "、".join(names))
            self._workshop.adopt(load()[0])
        except MinutesError as error:
            self.failed.emit(Failure(explain_here(error), error))
            return
        self.told.emit(words.FORMS_KEPT)


def key_of(kind: str) -> str:
    """The setting for a kind; "" has the one for all."""
    return f"documents.{kind}_templates" if kind else "documents.default_templates"
