"""文書事項 as a form that keeps itself: the fields that a kind of meeting asks for, and those that hold something.

In: `Paperwork`, text as typed. Out: the new `Paperwork`, or the sentence for each field that cannot be understood.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.errors import BadInformation, BadRoster
from minutes_app.gui.view_models.document_form import SETTLES_MS
from minutes_app.meeting.dates import NotUnderstood, read_date
from minutes_app.meeting.entries import LINE_LIMIT, LIST_LIMIT
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.office_text import one_line
from minutes_app.meeting.paperwork import WANTED, Kind, Paperwork
from minutes_app.meeting.roster import pasted_roster
from minutes_app.minutes.wareki import japanese_date
from minutes_app.wording import minutes_faces as words
from minutes_app.wording.errors import explain
from minutes_app.wording.paperwork import LABELS

DATES = ("drafted_on", "decided_on", "ordered_on")
LINES = ("document_number", "kept_for", "openness_reason", "observers", "errand", "period")
POSTS = ("signers", "approvers", "circulation")
"""Lists in one line, parted by 「、」."""
PEOPLE = ("secretariat", "witnesses", "explainers", "officers")
LISTS = ("notices", "seats", "matters", "bills", "elections", "votes", "others")
CHOICES = ("kind", "openness")
REPORTING = ("ordered_on", "errand", "period")
"""They stand beside 復命."""
NAMES = {**LABELS, **words.MORE_LABELS, "kind": words.KIND_OF_MEETING}

_FILED = ("document_number", "drafted_on", "decided_on", "kept_for", "approvers", "circulation")
_COUNCIL = ("openness", "openness_reason", "observers", "secretariat", "witnesses", "explainers", "signers")
_ASSEMBLY = ("openness", "openness_reason", "observers", "officers", "explainers", "witnesses", *LISTS, "signers")
ASKED: dict[Kind, tuple[str, ...]] = {
    "": _FILED,
    "council": (*_FILED, *_COUNCIL),
    "internal": (*_FILED, "secretariat"),
    "talk": _FILED,
    "assembly": (*_FILED, *_ASSEMBLY),
}
"""Kind of meeting → the fields of its form: those of `WANTED`, and what such records often say besides."""
_ORDER = tuple(one.name for one in fields(Paperwork) if one.name not in ("kind", "duties", *REPORTING))


class PaperModel(QObject):
    """`show` what is on the disk, `put` what is typed, `settle` to keep it."""

    shown = Signal()
    """All `texts`, and which fields there are."""
    judged = Signal()
    """`wrong` and `blank`."""
    said = Signal(object)
    """A new `Paperwork`, to be kept; its 復命 are not to be looked at."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.paper = Paperwork()
        self.texts = _texts_of(self.paper)
        self.wrong: dict[str, str] = {}
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLES_MS)
        self._settling.timeout.connect(self.settle)

    @property
    def fields(self) -> tuple[str, ...]:
        """What the form asks for: by the kind of meeting, and whatever holds something already."""
        asked = ASKED[self.paper.kind]
        return tuple(name for name in _ORDER if name in asked or self.texts[name])

    @property
    def blank(self) -> tuple[str, ...]:
        """What this kind of record must hold and nobody has said."""
        return tuple(name for name in WANTED[self.paper.kind] if not self.texts[name].strip())

    def show(self, paper: Paperwork) -> None:
        """What stands in the meeting. What the form has said itself does not disturb who is typing."""
        paper = replace(paper, duties=())
        if paper != self.paper:
            self._settling.stop()
            self.paper, self.texts, self.wrong = paper, _texts_of(paper), {}
            self.shown.emit()
        self.judged.emit()

    def put(self, name: str, text: str) -> None:
        """What stands in a field now; a choice is kept at once."""
        if text == self.texts[name]:
            return
        self.texts[name] = text
        if name in CHOICES:
            self.settle()
            self.shown.emit()
        else:
            self._settling.start()

    def settle(self) -> None:
        """Keep what is typed; a field that cannot be understood stays as it was, and says why."""
        self._settling.stop()
        values: dict[str, Any] = {}
        self.wrong = {}
        for name, text in self.texts.items():
            try:
                values[name] = _read(name, text, getattr(self.paper, name))
            except (BadInformation, BadRoster) as error:
                message = explain(error)
                self.wrong[name] = f"{message.headline}{message.next_step}"
        paper = replace(self.paper, **values)
        if paper != self.paper:
            self.paper = paper
            self.said.emit(paper)
        self.judged.emit()

    def take_back(self, paper: Paperwork) -> None:
        """What was said could not be kept: the texts stay, and are said again at the next `settle`."""
        self.paper = replace(paper, duties=())


def _texts_of(paper: Paperwork) -> dict[str, str]:
    texts = {name: str(getattr(paper, name)) for name in (*CHOICES, *LINES)}
    texts |= {name: japanese_date(getattr(paper, name)) for name in DATES}
    texts |= {name: "、".join(getattr(paper, name)) for name in POSTS}
    texts |= {name: "\n".join(map(_person, getattr(paper, name))) for name in PEOPLE}
    return texts | {name: "\n".join(getattr(paper, name)) for name in LISTS}


def _read(name: str, text: str, before: object) -> object:
    """The value of a field. Raises BadInformation, BadRoster."""
    if name in CHOICES:
        return text
    return _READERS[name](name, text, before)


def _line(name: str, text: str, _before: object) -> str:
    typed = one_line(text)
    if len(typed) > LINE_LIMIT:
        raise BadInformation(NAMES[name], typed[:80], "shorter")
    return typed


def _date(name: str, text: str, _before: object) -> str:
    typed = one_line(text)
    try:
        return read_date(typed) if typed else ""
    except NotUnderstood as error:
        raise BadInformation(NAMES[name], typed[:80], error.expected) from None


def _posts(name: str, text: str, before: object) -> tuple[str, ...]:
    return _list(name, text.replace("、", "\n"), before)


def _list(name: str, text: str, before: object) -> tuple[str, ...]:
    """One thing a line; where nothing was changed, what was there: it may hold signs that part lists."""
    lines = tuple(filter(None, (_line(name, line, "") for line in text.splitlines())))
    if len(lines) > LIST_LIMIT:
        raise BadInformation(NAMES[name], str(len(lines)), "fewer")
    same = isinstance(before, tuple) and lines == tuple(part for one in before for part in str(one).split("、"))
    return before if same and isinstance(before, tuple) else lines


def _people(_name: str, text: str, _before: object) -> tuple[Attendee, ...]:
    return pasted_roster(text)


def _person(person: Attendee) -> str:
    """As it would come out of Excel, so that every part is read back as it was."""
    return "\t".join((person.department, person.post, person.name))


_READERS: dict[str, Callable[[str, str, object], object]] = {
    **dict.fromkeys(LINES, _line),
    **dict.fromkeys(DATES, _date),
    **dict.fromkeys(POSTS, _posts),
    **dict.fromkeys(LISTS, _list),
    **dict.fromkeys(PEOPLE, _people),
}
