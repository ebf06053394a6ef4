"""One entry of the meeting information → the value it has in `Occasion`.

In: an `Entry` (field, what was typed, where it stands). Out: text, ISO date, "HH:MM" or a tuple. Raises BadInformation
with that place, BadRoster for a list of attendees in a file. Knows the limits, nothing of files of information.
"""

import datetime
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from minutes_app.errors import BadInformation
from minutes_app.meeting.agenda import without_number
from minutes_app.meeting.attendees import parse_attendee
from minutes_app.meeting.dates import NotUnderstood, plain, read_clock, read_date
from minutes_app.meeting.keys import BY_NAME
from minutes_app.meeting.model import AgendaItem, Attendee
from minutes_app.meeting.office_text import UNWRITABLE, one_line
from minutes_app.meeting.paperwork import DutyReport
from minutes_app.meeting.roster import LIST_SUFFIXES, MAX_ATTENDEES, absence_of, column_of, read_roster

LINE_LIMIT = 200
"""Characters of one line on a form."""
LIST_LIMIT = 500
"""Agenda items, or handouts."""
IMPRESSION_LIMIT = 2000
"""Characters of 所感."""

_CHOICES: dict[str, dict[str, str]] = {
    "kind": {
        "council": "附属機関 審議会 審議会等 council",
        "internal": "庁内会議 重要な庁内会議 internal",
        "talk": "打合せ 打ち合わせ 内部会議 talk",
        "assembly": "議会委員会 議会・委員会 議会 assembly",
    },
    "openness": {
        "open": "公開 open",
        "closed": "非公開 closed",
        "partly": "一部非公開 部分公開 一部公開 partly",
    },
    "standing": {
        "covered": "兼ねる 会議録で兼ねる covered",
        "own": "個別 個別に提出 own",
        "excused": "対象外 不要 excused",
    },
}
"""What may be typed for a choice: value → names."""
_DUTY_KEYS = {
    "氏名": "name",
    "扱い": "standing",
    "理由": "reason",
    "所感": "impression",
    "所属": "department",
    "職名": "post",
}
"""In the order of the columns of a sheet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`value` as TOML or the command line gave it; `where` for the person; `folder` for relative paths."""

    field: str
    value: object
    where: str
    folder: Path

    def wrong(self, expected: str, value: object = None) -> BadInformation:
        """The error that names this place."""
        shown = self.value if value is None else value
        return BadInformation(self.where, one_line(str(shown))[:80], expected)


def read_entry(entry: Entry) -> Any:
    """The value for `Occasion`. Raises BadInformation, BadRoster."""
    return _READERS.get(entry.field, _line)(entry)


def read_duty(cells: dict[str, object], where: str) -> DutyReport:
    """What is said of one person's 復命, under the names of files (`_DUTY_KEYS`). Raises BadInformation."""
    return _duty(Entry("duties", cells, where, Path()), cells)


def _line(entry: Entry) -> str:
    return _text(entry, entry.value)


def _text(entry: Entry, value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise entry.wrong("line", value)
    text = one_line(str(value))
    if len(text) > LINE_LIMIT:
        raise entry.wrong("shorter", value)
    return text


def _date(entry: Entry) -> str:
    if type(entry.value) is datetime.date:
        return _understood(entry, read_date, entry.value.isoformat())
    if not isinstance(entry.value, str):
        raise entry.wrong("date")
    return _understood(entry, read_date, entry.value) if entry.value.strip() else ""


def _clock(entry: Entry) -> str:
    if isinstance(entry.value, datetime.time):
        return entry.value.strftime("%H:%M")
    if not isinstance(entry.value, str):
        raise entry.wrong("clock")
    return _understood(entry, read_clock, entry.value) if entry.value.strip() else ""


def _understood(entry: Entry, read: Callable[[str], str], text: str) -> str:
    try:
        return read(text)
    except NotUnderstood as error:
        raise entry.wrong(error.expected) from None


def _next(entry: Entry) -> str:
    """A date alone is kept as ISO, so that the page can write it in 和暦; anything else stays as it was typed."""
    if isinstance(entry.value, datetime.datetime):
        return entry.value.strftime("%Y-%m-%d %H:%M")
    if isinstance(entry.value, datetime.date):
        return entry.value.isoformat()
    text = _line(entry)
    try:
        return read_date(text)
    except NotUnderstood as error:
        if error.expected == "weekday":
            raise entry.wrong("weekday") from None
        return text


def _things(entry: Entry, limit: int = LIST_LIMIT) -> list[object]:
    """A list; a text counts as one thing a line."""
    value = entry.value
    things = value.splitlines() if isinstance(value, str) else [value] if isinstance(value, dict) else value
    if not isinstance(things, list):
        raise entry.wrong("list")
    if len(things) > limit:
        raise entry.wrong("fewer", len(things))
    return things


def _agenda(entry: Entry) -> tuple[AgendaItem, ...]:
    titles = [without_number(_title(entry, thing)) for thing in _things(entry)]
    return tuple(AgendaItem(f"a{number}", title) for number, title in enumerate(filter(None, titles), 1))


def _handouts(entry: Entry) -> tuple[str, ...]:
    return tuple(filter(None, (_title(entry, thing) for thing in _things(entry))))


def _title(entry: Entry, thing: object) -> str:
    """A text, or a table with 題名 or 名称."""
    if isinstance(thing, dict):
        names = [name for name in thing if plain(name) in ("題名", "名称", "title", "name")]
        if len(thing) != 1 or not names:
            raise entry.wrong("line", thing)
        thing = thing[names[0]]
    return _text(entry, thing)


def _attendees(entry: Entry) -> tuple[Attendee, ...]:
    if isinstance(entry.value, str) and entry.value.strip().lower().endswith(LIST_SUFFIXES):
        return _from_list(entry, entry.value)
    people: list[Attendee] = []
    for thing in _things(entry, MAX_ATTENDEES):
        if isinstance(thing, str) and thing.strip().lower().endswith(LIST_SUFFIXES):
            people += _from_list(entry, thing)
        else:
            people += _people(entry, thing)
    return tuple(people)


def _from_list(entry: Entry, name: str) -> tuple[Attendee, ...]:
    """The people of a list in a file.

    Shares of other PCs are not opened on the word of a file: Windows would send them the person's password hash.
    """
    if name.strip().startswith(("\\\\", "//")):
        raise entry.wrong("list_place", name)
    return read_roster(entry.folder / name.strip())


def _absentees(entry: Entry) -> tuple[Attendee, ...]:
    return tuple(replace(person, absent=True) for person in _attendees(entry))


def _people(entry: Entry, thing: object) -> list[Attendee]:
    """One person as a table, or one or more 「、」-separated people as text."""
    if isinstance(thing, dict):
        return [_from_table(entry, thing)]
    if not isinstance(thing, str):
        raise entry.wrong("attendee", thing)
    lines = thing.split("、")
    if any(len(line) > LINE_LIMIT for line in lines):
        raise entry.wrong("shorter", thing)
    return [person for line in lines if (person := parse_attendee(line)) is not None]


def _from_table(entry: Entry, table: dict[str, object]) -> Attendee:
    cells = {"name": "", "department": "", "post": ""}
    absent = False
    for key, value in table.items():
        column = column_of(key)
        if column in cells:
            cells[column] = _text(entry, value)
        elif column in ("presence", "absence"):
            absent = value is (column == "absence") if isinstance(value, bool) else absence_of(column, str(value))
        else:
            raise entry.wrong("after_table" if plain(key).lower() in BY_NAME else "attendee_key", key)
    if not cells["name"]:
        raise entry.wrong("attendee_name", table)
    return Attendee(cells["name"], cells["department"], cells["post"], absent)


def _choice(entry: Entry) -> str:
    return _chosen(entry, entry.field, entry.value)


def _chosen(entry: Entry, field: str, value: object) -> str:
    typed = plain(_text(entry, value)).lower()
    for chosen, names in _CHOICES[field].items():
        if typed in names.split():
            return chosen
    if typed:
        raise entry.wrong(field, value)
    return ""


def _duties(entry: Entry) -> tuple[DutyReport, ...]:
    """Tables with 氏名, 扱い, 理由, 所感, 所属, 職名; a later one of the same person goes."""
    duties = [_duty(entry, thing) for thing in _things(entry, MAX_ATTENDEES)]
    return tuple({duty.owner: duty for duty in duties}.values())


def _duty(entry: Entry, thing: object) -> DutyReport:
    if isinstance(thing, str):
        thing = dict(zip(_DUTY_KEYS, thing.split("\t"), strict=False))
    if not isinstance(thing, dict):
        raise entry.wrong("duty", thing)
    cells: dict[str, Any] = {}
    for key, value in thing.items():
        field = _DUTY_KEYS.get(plain(key), plain(key))
        if field not in _DUTY_KEYS.values():
            raise entry.wrong("duty", key)
        cells[field] = _long_text(entry, value) if field == "impression" else _text(entry, value)
    cells["standing"] = _chosen(entry, "standing", cells.get("standing", "")) or "covered"
    if not cells.get("name"):
        raise entry.wrong("duty", thing)
    return DutyReport(**cells)


def _long_text(entry: Entry, value: object) -> str:
    if not isinstance(value, str):
        raise entry.wrong("line", value)
    text = UNWRITABLE.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if len(text) > IMPRESSION_LIMIT:
        raise entry.wrong("impression", value)
    return text


_READERS: dict[str, Callable[[Entry], Any]] = {
    "date": _date,
    "start": _clock,
    "end": _clock,
    "attendees": _attendees,
    "absentees": _absentees,
    "agenda": _agenda,
    "handouts": _handouts,
    "words": _handouts,
    "next_meeting": _next,
    "kind": _choice,
    "openness": _choice,
    "duties": _duties,
    **dict.fromkeys(("drafted_on", "decided_on", "ordered_on"), _date),
    **dict.fromkeys(("secretariat", "witnesses", "explainers", "officers"), _attendees),
    **dict.fromkeys(("signers", "approvers", "circulation", "notices", "seats", "matters"), _handouts),
    **dict.fromkeys(("bills", "elections", "votes", "others"), _handouts),
}
