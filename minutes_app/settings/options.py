"""The declarations as a table: one `Option` a field, and how a value is made of text. Reads no file.

`Option.expected` says the limits in a form that `wording.settings.expected` turns into Japanese:
"bool", "int:1:20", "choice:auto,cpu,cuda", "list:docx,txt", "names", "names_or_none", "text:1000", "folder", "file",
"url", "name", "language".
"""

import difflib
import os
import re
import typing
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from minutes_app.errors import SettingInvalid, SettingUnknown
from minutes_app.settings.origins import Source, Value
from minutes_app.settings.pages import Settings

_TRUE = {"true", "1", "on", "yes", "はい", "する"}
_FALSE = {"false", "0", "off", "no", "いいえ", "しない"}


@dataclass(frozen=True, slots=True)
class Option:
    """One setting: `page`.`name`, its declared type, and its limits as `expected`."""

    page: str
    name: str
    type: Any
    expected: str

    @property
    def key(self) -> str:
        """The name people use: "page.name"."""
        return f"{self.page}.{self.name}"

    @property
    def default(self) -> Value:
        """The value that nobody has set; folders depend on the person."""
        return self.of(Settings())

    @property
    def variable(self) -> str:
        """The environment variable that sets it."""
        return f"MINUTES_{self.page}_{self.name}".upper()

    def of(self, settings: Settings) -> Value:
        """Its value in `settings`."""
        value: Value = getattr(getattr(settings, self.page), self.name)
        return value


@cache
def options() -> tuple[Option, ...]:
    """All settings in the order of declaration."""
    defaults = Settings()
    found = []
    for page in fields(Settings):
        values = getattr(defaults, page.name)
        for name, hint in typing.get_type_hints(type(values), include_extras=True).items():
            found.append(Option(page.name, name, hint, _expected(hint)))
    return tuple(found)


def option(key: str) -> Option:
    """The setting called `key`. Raises SettingUnknown with the nearest name."""
    for one in options():
        if one.key == key:
            return one
    raise SettingUnknown(key, nearest(key, [one.key for one in options()]))


def nearest(name: str, names: list[str]) -> str:
    """The name that was probably meant, or ""."""
    return next(iter(difflib.get_close_matches(name, names, n=1, cutoff=0.8)), "")


def masked(value: Value) -> Value:
    """`value` without the user name and password that a proxy address may hold; for showing."""
    return re.sub(r"//[^@/\s]*@", "//***@", value) if isinstance(value, str) else value


def checked(one: Option, value: object, source: Source) -> Value:
    """`value` within its limits; folders become absolute. Raises SettingInvalid."""
    refused = SettingInvalid(one.key, str(masked(str(value)))[:200], source, one.expected)
    if source in ("environment", "flag") and isinstance(value, str):
        value = _from_text(one, value)
    try:
        kept: Value = msgspec.convert(value, type=one.type, strict=True)
    except msgspec.ValidationError:
        raise refused from None
    if one.expected in ("folder", "file"):
        if not kept:
            return one.default
        path = _path(str(kept))
        if path is None or (not path.is_absolute() and source != "flag"):
            raise refused
        return str(path.absolute())
    return kept


def _path(text: str) -> Path | None:
    """`text` with ~ and %VARIABLES% filled in, so that a policy can name a folder a person; None: no such person."""
    try:
        return Path(os.path.expandvars(text)).expanduser()
    except RuntimeError:
        return None


def _from_text(one: Option, text: str) -> object:
    """What an environment variable or a typed word stands for; the text itself when it is not understood."""
    text = text.strip()
    kind = one.expected.partition(":")[0]
    if kind == "bool":
        word = text.lower()
        return True if word in _TRUE else False if word in _FALSE else text
    if kind == "int":
        return int(text) if text.removeprefix("-").isdecimal() and len(text) < 10 else text
    if kind in ("list", "names", "names_or_none"):
        return [part.strip() for part in text.replace("、", ",").split(",") if part.strip()]
    return text


def _expected(hint: Any) -> str:
    shape = msgspec.inspect.type_info(hint)
    if isinstance(shape, msgspec.inspect.Metadata):
        return str((shape.extra or {})["kind"])
    if isinstance(shape, msgspec.inspect.BoolType):
        return "bool"
    if isinstance(shape, msgspec.inspect.IntType):
        return f"int:{shape.ge}:{shape.le}"
    if isinstance(shape, msgspec.inspect.LiteralType):
        return "choice:" + ",".join(typing.get_args(hint))
    if isinstance(shape, msgspec.inspect.VarTupleType):
        item = typing.get_args(typing.get_args(hint)[0])[0]
        return "list:" + ",".join(typing.get_args(item)) if typing.get_origin(item) is typing.Literal else "names"
    if isinstance(shape, msgspec.inspect.StrType):
        return f"text:{shape.max_length}"
    raise AssertionError(f"no wording for settings of type {hint}")
