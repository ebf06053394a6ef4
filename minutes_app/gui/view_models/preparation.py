"""会議の準備: what a person types or pastes about a meeting → 開催概要. Everything may stay blank.

In: text as typed, one string a field. Out: an `Occasion`, or the sentence for each field that cannot be understood.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import BadInformation, BadRoster
from minutes_app.gui.errands import read_people
from minutes_app.gui.jobs import Ends, Failure, Lane, nothing
from minutes_app.meeting.agenda import title_of
from minutes_app.meeting.dates import NotUnderstood, read_clock, read_date
from minutes_app.meeting.edit import new_id
from minutes_app.meeting.expected import expected_words, words_of
from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.meeting.office_text import one_line
from minutes_app.meeting.roster import pasted_roster
from minutes_app.meeting.series import last_of, used_again
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
    filled = Signal(str)
    """The program has put something into this field."""
    roster_read = Signal(str)
    """The attendees came out of a file ("" ), or why not."""

    def __init__(
        self, sources: tuple[Path, ...] = (), base: Occasion | None = None, earlier: Sequence[Occasion] = ()
    ) -> None:
        """`earlier`: the 開催概要 of other meetings, to be offered where they are of the same series."""
        super().__init__()
        self.sources = sources
        self.base = base or Occasion()
        self.is_new = base is None
        self.as_one = True
        self.feeds = self.is_new
        """Whether the names of the 名簿 and the terms of the 議題 are words to know."""
        self._earlier = earlier
        self._lane: Lane | None = None
        self.texts = _texts_of(self.base)

    def add(self, sources: tuple[Path, ...]) -> tuple[Path, ...]:
        """More recordings beside those that are there; returns the ones that are new."""
        fresh = tuple(dict.fromkeys(one for one in sources if one not in self.sources))
        self.sources += fresh
        return fresh

    def put(self, name: str, text: str) -> None:
        """What stands in a field now."""
        self.texts[name] = text
        self.changed.emit()

    def read_roster(self, path: Path) -> None:
        """Take the attendees from a file; `roster_read` says how it went."""
        if self._lane is None:
            self._lane = Lane("roster", self)
        ends = Ends(done=nothing, failed=self._not_read, stepped=self._take_people)
        self._lane.start(partial(read_people, path), ends)

    def close(self) -> None:
        """The sheet is done with."""
        if self._lane is not None:
            self._lane.close()

    def offered(self) -> Occasion | None:
        """The last meeting of the same series, where something of it would fill a field that is still blank."""
        last = last_of(self.texts["title"], self._earlier)
        now = self.understood().occasion
        return last if last is not None and used_again(now, last) != now else None

    def take_offer(self) -> None:
        """Fill what is blank from it."""
        last = self.offered()
        if last is None:
            return
        now = self.understood().occasion
        before, after = _texts_of(now), _texts_of(used_again(now, last))
        for name in [name for name in after if after[name] != before[name]]:
            self._fill(name, after[name])

    def fed(self) -> tuple[str, ...]:
        """Words to know that nobody typed: from 名簿 and 議題."""
        typed = words_of(self.texts["words"])
        return tuple(word for word in expected_words(self._said()[0]) if word not in typed) if self.feeds else ()

    def understood(self) -> Understood:
        """The whole sheet."""
        occasion, wrong = self._said()
        untouched = self.texts["words"] == _texts_of(self.base)["words"]
        typed = self.base.words if untouched else words_of(self.texts["words"])
        guessed = tuple(name for name in self.base.guessed if getattr(occasion, name) == getattr(self.base, name))
        return Understood(replace(occasion, guessed=guessed, words=(*typed, *self.fed())), wrong)

    def jobs(self) -> list[tuple[Path, ...]]:
        """The recordings of each meeting."""
        return [self.sources] if self.as_one else [(source,) for source in self.sources]

    def _said(self) -> tuple[Occasion, dict[str, str]]:
        """What stands in the fields, and what cannot be understood, without the words."""
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
        return occasion, wrong

    def _fill(self, name: str, text: str) -> None:
        self.put(name, text)
        self.filled.emit(name)

    def _take_people(self, value: object) -> None:
        if isinstance(value, tuple):
            self._fill("attendees", "\n".join(_row(person) for person in value))
            self.roster_read.emit("")

    def _not_read(self, failure: Failure) -> None:
        message = failure.message
        self.roster_read.emit("\n".join(filter(None, (message.headline, message.safe, message.next_step))))

    def _agenda(self) -> tuple[AgendaItem, ...]:
        """One item a line, without its number; one that was there keeps its id, so that what belongs to it stays."""
        known = {item.title: item for item in self.base.agenda}
        lines = [one_line(line) for line in self.texts["agenda"].splitlines()]
        titles = [line if line in known else title_of(line) for line in lines]
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
    texts["words"] = "\n".join(occasion.words)
    return texts


def _row(person: Attendee) -> str:
    """As it would come out of Excel, so that every part is read back as it was."""
    return "\t".join((person.department, person.post, person.name, words.ABSENT if person.absent else ""))
