"""One settings file as plain values: read, checked for its schema, migrated. Knows nothing of what the keys mean."""

import re
import tomllib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from minutes_app.errors import SettingsTooNew, SettingsUnreadable
from minutes_app.files import disk_errors
from minutes_app.settings.pages import SCHEMA

MAX_BYTES = 1 << 20
MAX_DEPTH = 8
Table = dict[str, Any]
Migration = Callable[[Table], Table]

MIGRATIONS: dict[int, Migration] = {}
"""schema number of the file → the function that makes it one higher; schema 1 is the first, so there is none yet."""


def read(path: Path) -> Table:
    """The file's tables in our schema; {} when there is no file.

    Raises SettingsUnreadable, SettingsTooNew, DiskError.
    """
    table = parsed(text_of(path), path)
    return migrated(table, path)


def text_of(path: Path) -> str:
    """The file's text without a byte order mark (Notepad writes one); "" when there is no file."""
    with disk_errors(path):
        try:
            with path.open("rb") as stream:
                content = stream.read(MAX_BYTES + 1)
        except FileNotFoundError:
            return ""
    if len(content) > MAX_BYTES:
        raise SettingsUnreadable(path, "size")
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise SettingsUnreadable(path, "encoding", content[: error.start].count(b"\n") + 1) from None


def parsed(text: str, path: Path) -> Table:
    """The tables in `text`; `path` is for the error. Raises SettingsUnreadable with the line."""
    try:
        table = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        place = re.search(r"at line (\d+)", str(error))
        raise SettingsUnreadable(path, "syntax", int(place[1]) if place else 0) from None
    level: list[Any] = [table]
    for _depth in range(MAX_DEPTH):
        level = [inner for outer in level if isinstance(outer, dict) for inner in outer.values()]
    if level:
        raise SettingsUnreadable(path, "syntax")
    return table


def migrated(
    table: Table, path: Path, *, ours: int = SCHEMA, migrations: Mapping[int, Migration] = MIGRATIONS
) -> Table:
    """`table` brought up to the schema `ours`; without a number it is taken as current (written by hand).

    Raises SettingsTooNew, SettingsUnreadable (the number is no number).
    """
    schema = table.get("schema", ours)
    if not isinstance(schema, int) or isinstance(schema, bool) or schema < 1:
        raise SettingsUnreadable(path, "syntax")
    if schema > ours:
        raise SettingsTooNew(path, schema, ours)
    for step in range(schema, ours):
        table = {**migrations[step](table), "schema": step + 1}
    return table
