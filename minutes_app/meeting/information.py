"""Meeting information from a TOML file and from flags → `Occasion`.

In: `--info FILE` (keys in Japanese or English), and what was typed after flags. Out: an `Occasion` in which what nobody
said is "" or (). Raises BadInformation with the place, the value and what is expected; fills no gap by itself.
"""

import difflib
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from minutes_app.errors import BadInformation
from minutes_app.files import disk_errors
from minutes_app.meeting.dates import minutes_of, plain
from minutes_app.meeting.entries import Entry, read_entry
from minutes_app.meeting.keys import BY_FIELD, BY_NAME, Key
from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.namesakes import Roll
from minutes_app.meeting.office_text import decoded
from minutes_app.meeting.paperwork import Paperwork, merged
from minutes_app.meeting.sheet import SHEET_LIMIT, SUFFIXES, sheet_table
from minutes_app.meeting.toml_text import standard_toml
from minutes_app.wording.information import key_in_file, line_in_file

FILE_LIMIT = 256 * 1024
"""Bytes; a file with 1,000 attendees has some 60 KB."""

LONGEST_NIGHT = 12 * 60
"""Minutes."""

_SECTIONS = ("会議", "開催概要", "meeting", "occasion")


def read_information(path: Path) -> Occasion:
    """The meeting as a TOML file or an Excel sheet tells it; paths in it are relative to it.

    Raises BadInformation, BadRoster, DiskError.
    """
    if path.suffix.lower() in SUFFIXES:
        table = sheet_table(_content_of(path, SHEET_LIMIT), path)
    else:
        table = _flattened(_parsed(_text_of(path), path), path)
    said: dict[str, Entry] = {}
    names: dict[str, str] = {}
    for name, value in table.items():
        field = _key_named(name, path).field
        where = key_in_file(path.name, name)
        if field in said:
            raise BadInformation(where, names[field], "twice")
        said[field], names[field] = Entry(field, value, where, path.parent), name
    return _occasion(said)


def occasion_from_flags(flags: Mapping[str, str | Sequence[str] | None], folder: Path | None = None) -> Occasion:
    """The meeting as flags tell it: `flags` from field names of `KEYS` ("title", "attendees", ...) to what was typed.

    None, "" and empty lists say nothing. Names of lists (名簿.csv) are relative to `folder`.
    Raises BadInformation, BadRoster.
    """
    base = folder or Path()
    return _occasion(
        {
            field: Entry(field, value if isinstance(value, str) else list(value), BY_FIELD[field].flag, base)
            for field, value in flags.items()
            if value
        }
    )


def merge(base: Occasion, over: Occasion) -> Occasion:
    """`base` with what `over` says on top; a guess never replaces what a person said, and guesses stay marked.

    Present and absent people are two lists: naming absentees does not drop those present.
    """
    changes: dict[str, Any] = {}
    guessed = set(base.guessed)
    for field in fields(Occasion):
        name, new, old = field.name, getattr(over, field.name), getattr(base, field.name)
        if name in ("guessed", "paperwork") or not new or (name in over.guessed and old and name not in base.guessed):
            continue
        changes[name] = new
        guessed = guessed | {name} if name in over.guessed else guessed - {name}
    if "attendees" in changes:
        changes["attendees"] = _merged_people(base.attendees, over.attendees)
    order = [field.name for field in fields(Occasion) if field.name in guessed]
    return replace(base, **changes, guessed=tuple(order), paperwork=merged(base.paperwork, over.paperwork))


def _merged_people(base: tuple[Attendee, ...], over: tuple[Attendee, ...]) -> tuple[Attendee, ...]:
    """Each list of `over` replaces that of `base`; nobody is on both. 所属 and 職名 say which of one name is meant."""
    roll = Roll(base)
    named = {at for one in over for at in (roll.fitting(one) if roll.is_shared(one.name) else roll.named(one.name))}
    people: list[Attendee] = []
    for absent in (False, True):
        new = [person for person in over if person.absent is absent]
        people += new or [one for at, one in enumerate(base) if one.absent is absent and at not in named]
    return tuple(people)


def _content_of(path: Path, limit: int) -> bytes:
    if not path.is_file():
        raise BadInformation(path.name, str(path), "file")
    with disk_errors(path), path.open("rb") as stream:
        content = stream.read(limit + 1)
    if len(content) > limit:
        raise BadInformation(path.name, "", "file_too_big")
    return content


def _text_of(path: Path) -> str:
    text = decoded(_content_of(path, FILE_LIMIT))
    if text is None:
        raise BadInformation(path.name, "", "text")
    return text


def _parsed(text: str, path: Path) -> dict[str, Any]:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        return tomllib.loads(standard_toml(text))
    except tomllib.TOMLDecodeError as error:
        raise _syntax_error(str(error), text, path) from None
    except (RecursionError, ValueError):
        raise BadInformation(path.name, "", "toml") from None


def _syntax_error(message: str, text: str, path: Path) -> BadInformation:
    """Where TOML stumbled, as the line a person typed; tomllib tells it in words: "... (at line 3, column 5)"."""
    lines = text.split("\n")
    _, _, place = message.partition("(at line ")
    number = int(place.split(",")[0]) if place else len(lines)
    expected = "toml"
    if "Cannot overwrite a value" in message:
        expected = "toml_twice"
    elif "backslash" in message.lower() or "'\\\\'" in message or "escape" in message:
        expected = "toml_backslash"
    line = lines[min(number, len(lines)) - 1].strip()[:80]
    return BadInformation(line_in_file(path.name, number), line, expected)


def _flattened(table: dict[str, Any], path: Path) -> dict[str, Any]:
    """The keys of [開催概要] (a heading that files may have) beside those that stand before it."""
    flat: dict[str, Any] = {}
    for name, value in table.items():
        inner = value if name in _SECTIONS and isinstance(value, dict) else {name: value}
        for key, thing in inner.items():
            if key in flat:
                raise BadInformation(key_in_file(path.name, key), key, "twice")
            flat[key] = thing
    return flat


def _key_named(name: str, path: Path) -> Key:
    key = BY_NAME.get(plain(name).lower())
    if key is None:
        nearest = difflib.get_close_matches(plain(name), BY_NAME, n=1, cutoff=0.5)
        raise BadInformation(key_in_file(path.name, name), nearest[0] if nearest else "", "key")
    return key


def _occasion(said: dict[str, Entry]) -> Occasion:
    values = {field: read_entry(entry) for field, entry in said.items()}
    people = (*values.pop("attendees", ()), *values.pop("absentees", ()))
    paperwork = {field.name: values.pop(field.name) for field in fields(Paperwork) if field.name in values}
    occasion = Occasion(**values, attendees=people, paperwork=Paperwork(**paperwork))
    if _ends_too_early(occasion):
        raise said["end"].wrong("end_before_start", f"{occasion.start}～{occasion.end}")
    return occasion


def _ends_too_early(occasion: Occasion) -> bool:
    """An earlier end means the next day (災害対策本部 by night) up to twelve hours; more is a slip."""
    if not occasion.start or not occasion.end:
        return False
    length = minutes_of(occasion.end) - minutes_of(occasion.start)
    return length < 0 and length % (24 * 60) > LONGEST_NIGHT
