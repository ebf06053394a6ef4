"""会議の準備: what a person types or pastes about a meeting → 開催概要. Everything may stay blank.

In: text as typed, one string a field. Out: an `Occasion`, or the sentence for each field that cannot be understood.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import BadInformation, BadRoster, DiskError
from minutes_app.meeting.dates import NotUnderstood, read_clock, read_date
from minutes_app.meeting.edit import new_id
from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.meeting.office_text import one_line
from minutes_app.meeting.roster import pasted_roster, read_roster
from minutes_app.minutes.wareki import japanese_moment, japanese_time
from minutes_app.wording import gui as words
from minutes_app.wording.errors import explain

LINES = ("title", "date", "start", "end", "place", "organiser", "chair", "note_taker")
"""Fields of one line, in the order of the sheet."""

MOST_ITEMS = 500
_READERS = {"date": read_date, "start": read_clock, "end": read_clock}
_SHOWN: dict[str, Callable[[str], str]] = {"date": japanese_moment, "start": japanese_time, "end": japanese_time}


@dataclass(frozen=True, slots=True)
class Understood:
    """What was understood. `wrong`: field → why not, in a sentence."""

    occasion: Occasion
    wrong: dict[str, str] = field(default_factory=dict)


class PreparationModel(QObject):
    """The sheet, for new recordings (`sources`) or for the 開催概要 of a meeting that is there (`base`)."""

    changed = Signal()

    def __init__(self, sources: tuple[Path, ...] = (), base: Occasion | None = None) -> None:
        super().__init__()
        self.sources = sources
        self.base = base or Occasion()
        self.is_new = base is None
        self.as_one = True
        self.texts = _texts_of(self.base)

    def put(self, name: str, text: str) -> None:
        """What stands in a field now."""
        self.texts[name] = text
        self.changed.emit()

    def put_roster(self, path: Path) -> str:
        """Take the attendees from a file; returns why not, or ""."""
        try:
            people = read_roster(path)
        except (BadRoster, DiskError) as error:
            return explain(error).as_text()
        self.put("attendees", "\n".join(_row(person) for person in people))
        return ""

    def understood(self) -> Understood:
        """The whole sheet."""
        wrong: dict[str, str] = {}
        values: dict[str, str] = {}
        for name in LINES:
            values[name], why = _read(name, self.texts[name])
            if why:
                wrong[name] = why
        people: tuple[Attendee, ...] = ()
        try:
            people = pasted_roster(self.texts["attendees"])
        except BadRoster as error:
            wrong["attendees"] = explain(error).as_text()
        occasion = replace(self.base, **values, attendees=people, agenda=self._agenda())  # type: ignore[arg-type] # mypy cannot see which fields are text
        guessed = tuple(name for name in self.base.guessed if getattr(occasion, name) == getattr(self.base, name))
        return Understood(replace(occasion, guessed=guessed), wrong)

    def jobs(self) -> list[tuple[Path, ...]]:
        """The recordings of each meeting."""
        return [self.sources] if self.as_one else [(source,) for source in self.sources]

    def _agenda(self) -> tuple[AgendaItem, ...]:
        """One item a line; a line that was there keeps its id, so that what belongs to it stays with it."""
        known = {item.title: item for item in self.base.agenda}
        titles = [one_line(line) for line in self.texts["agenda"].splitlines()]
        kept = [title for title in dict.fromkeys(titles) if title][:MOST_ITEMS]
        return tuple(known.get(title) or AgendaItem(new_id("a"), title) for title in kept)


def _read(name: str, text: str) -> tuple[str, str]:
    """(value, why it cannot be read)."""
    typed = one_line(text)
    reader = _READERS.get(name)
    if not typed or reader is None:
        return typed[:200], ""
    try:
        return reader(typed), ""
    except NotUnderstood as error:
        message = explain(BadInformation(words.FIELDS[name], typed, error.expected))
        return "", f"{message.headline}{message.next_step}"


def _texts_of(occasion: Occasion) -> dict[str, str]:
    texts = {name: _SHOWN.get(name, str)(getattr(occasion, name)) for name in LINES}
    texts["attendees"] = "\n".join(_row(person) for person in occasion.attendees)
    texts["agenda"] = "\n".join(item.title for item in occasion.agenda)
    return texts


def _row(person: Attendee) -> str:
    """As it would come out of Excel, so that every part is read back as it was."""
    return "\t".join((person.department, person.post, person.name, words.ABSENT if person.absent else ""))
