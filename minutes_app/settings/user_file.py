"""The person's own settings file, written atomically: one key is changed, every other line and comment stays.

The change is made in the text and then proved: the file must parse to the old values plus this one. A file laid
out so that the edit does not fit (inline tables, lists over several lines) is written anew, without its comments.
"""

import json
import re
from pathlib import Path

from minutes_app.errors import SettingLocked, SettingsUnreadable
from minutes_app.files import write_atomic
from minutes_app.settings.layers import locks
from minutes_app.settings.options import checked, option
from minutes_app.settings.origins import Value
from minutes_app.settings.pages import SCHEMA
from minutes_app.settings.places import policy_path, user_path
from minutes_app.settings.toml_file import Table, migrated, parsed, read, text_of


def change(key: str, value: str, *, policy_file: Path | None = None, user_file: Path | None = None) -> Value:
    """Write `value` (as typed) for `key` and return it as kept.

    Raises SettingUnknown, SettingInvalid, SettingLocked, SettingsUnreadable, SettingsTooNew, DiskError.
    """
    one = option(key)
    kept = checked(one, value, "flag")
    _refuse_locked(key, policy_file)
    _write(user_file or user_path(), one.page, one.name, kept)
    return kept


def reset(key: str, *, policy_file: Path | None = None, user_file: Path | None = None) -> None:
    """Take `key` out of the person's file. Raises as `change`."""
    one = option(key)
    _refuse_locked(key, policy_file)
    _write(user_file or user_path(), one.page, one.name, None)


def _refuse_locked(key: str, policy_file: Path | None) -> None:
    if key in locks(read(policy_file or policy_path())):
        raise SettingLocked(key)


def _write(path: Path, page: str, name: str, value: Value | None) -> None:
    text = text_of(path) or f"schema = {SCHEMA}\n"
    wanted = _with(migrated(parsed(text, path), path), page, name, value)
    edited = _edited(text, page, name, value)
    try:
        fits = _same(parsed(edited, path), wanted)
    except SettingsUnreadable:
        fits = False
    write_atomic(path, (edited if fits else _toml(wanted)).encode("utf-8"))


def _with(table: Table, page: str, name: str, value: Value | None) -> Table:
    """`table` with one value changed, or taken out."""
    now = table.get(page, {})
    keys = {n: v for n, v in now.items() if n != name} if isinstance(now, dict) else {}
    if value is not None:
        keys[name] = list(value) if isinstance(value, tuple) else value
    return {**table, page: keys}


def _same(one: Table, other: Table) -> bool:
    """Equal, when a table without keys counts as absent."""
    return {k: v for k, v in one.items() if v != {}} == {k: v for k, v in other.items() if v != {}}


def _edited(text: str, page: str, name: str, value: Value | None) -> str:
    """`text` with the line `name = …` of [page] replaced, added, or (value None) taken out."""
    line = [] if value is None else [f"{name} = {literal(value)}"]
    lines = text.splitlines()
    headers = [n for n, row in enumerate(lines) if re.match(r"\s*\[", row)]
    start = next((n for n in headers if re.match(rf"\s*\[\s*{page}\s*\]\s*(#.*)?$", lines[n])), None)
    if start is None:
        return "\n".join([*lines, *(["", f"[{page}]", *line] if line else [])]) + "\n"
    end = next((n for n in headers if n > start), len(lines))
    at = next((n for n in range(start + 1, end) if re.match(rf"\s*{name}\s*=", lines[n])), None)
    if at is None:
        return "\n".join([*lines[: start + 1], *line, *lines[start + 1 :]]) + "\n"
    return "\n".join([*lines[:at], *line, *lines[at + 1 :]]) + "\n"


def literal(value: object) -> str:
    """`value` as TOML. Text is a basic string; JSON's escapes are TOML's, but for DEL."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, list | tuple):
        return "[" + ", ".join(literal(item) for item in value) + "]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)} = {literal(v)}" for k, v in value.items()) + "}"
    return str(value)


def _toml(table: Table) -> str:
    """The whole file: plain keys first, then one section a page."""
    rows = [f"{json.dumps(k, ensure_ascii=False)} = {literal(v)}" for k, v in table.items() if not isinstance(v, dict)]
    for page, keys in table.items():
        if isinstance(keys, dict) and keys:
            rows += ["", f"[{json.dumps(page, ensure_ascii=False)}]"]
            rows += [f"{json.dumps(k, ensure_ascii=False)} = {literal(v)}" for k, v in keys.items()]
    return "\n".join(rows).lstrip("\n") + "\n"
