"""The keys of the 校正 editor, in one table. The sheet of keys and the tests are made from it.

In the list of utterances the input method is off, so that single letters and digits are keys there. While text is
being typed only keys with Ctrl or Alt, Enter, Esc and F1 to F5 mean something: none that a Japanese input method
uses while it composes (F6 to F10, Space, Enter go to it first). A person may choose other keys; one that would clash
is refused, and why is told.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from minutes_app.wording.editor import key_names

Where = Literal["table", "anywhere", "typing"]
Why = Literal["taken", "menu", "letter", "input_method", "text", "digit"]
DIGIT = "#"
"""What stands for 0 to 9 in a chosen key of an intent with a number."""


@dataclass(frozen=True, slots=True)
class Key:
    """`intent` is the name of what happens and of its sentence in `wording.editor.KEYS`.

    With a `number`, several keys of one intent differ only in it. "typing" keys are handled by the text editor.
    """

    intent: str
    sequences: tuple[str, ...]
    where: Where
    number: int | None = None

    @property
    def name(self) -> str:
        """What the key is called in the settings; the ten keys of a number have one name."""
        return f"{self.intent}.{self.where}"


@dataclass(frozen=True, slots=True)
class Clash:
    """Why a key cannot be chosen; `intent`: what it does already."""

    why: Why
    intent: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the sheet. `changeable`: not those that the input method needs, too."""

    name: str
    keys: str
    intent: str
    where: Where
    changeable: bool
    numbered: bool


def _numbered(intent: str, before: str, where: Where) -> tuple[Key, ...]:
    return tuple(Key(intent, (f"{before}{number}",), where, number) for number in range(10))


KEYS: tuple[Key, ...] = (
    Key("edit", ("F2",), "table"),
    Key("hear", ("Return", "Enter"), "table"),
    Key("finish", ("Return", "Esc"), "typing"),
    Key("replay", ("F4",), "anywhere"),
    Key("play", ("F5",), "anywhere"),
    Key("play", ("Space",), "table"),
    Key("back", ("Alt+Left",), "anywhere"),
    Key("ahead", ("Alt+Right",), "anywhere"),
    Key("slower", ("Alt+Down",), "anywhere"),
    Key("faster", ("Alt+Up",), "anywhere"),
    Key("skip", ("Ctrl+Shift+S",), "anywhere"),
    Key("previous", ("Ctrl+Up",), "anywhere"),
    Key("next", ("Ctrl+Down",), "anywhere"),
    Key("look", ("F3",), "anywhere"),
    Key("look_back", ("Shift+F3",), "anywhere"),
    Key("again", ("Ctrl+R",), "anywhere"),
    Key("split", ("Ctrl+Return", "Ctrl+Enter"), "anywhere"),
    Key("merge", ("Ctrl+M",), "anywhere"),
    Key("new", ("Ctrl+N",), "anywhere"),
    *_numbered("speaker", "", "table"),
    *_numbered("speaker", "Alt+", "anywhere"),
    *_numbered("agenda", "Ctrl+", "anywhere"),
    Key("check", ("Ctrl+D",), "anywhere"),
    Key("important", ("Ctrl+I",), "anywhere"),
    Key("hide", ("Ctrl+E",), "anywhere"),
    Key("comment", ("Ctrl+Shift+M",), "anywhere"),
    Key("delete", ("Del",), "table"),
    Key("decision", ("Ctrl+Shift+D",), "anywhere"),
    Key("task", ("Ctrl+Shift+T",), "anywhere"),
    Key("point", ("Ctrl+L",), "anywhere"),
    Key("copy", ("Ctrl+C",), "table"),
    Key("paste", ("Ctrl+V",), "table"),
    Key("find", ("Ctrl+F", "Ctrl+H"), "anywhere"),
    Key("fillers", ("Ctrl+Shift+F",), "anywhere"),
    Key("undo", ("Ctrl+Z",), "anywhere"),
    Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "anywhere"),
    Key("history", ("Ctrl+Shift+H",), "anywhere"),
    Key("keys", ("F1",), "anywhere"),
)

MENU = frozenset({"Ctrl+O", "Ctrl+Q", "Ctrl+,", "Alt+F", "Alt+V", "Alt+H", "Alt+F4"})
"""The window's own keys."""
INPUT_METHOD = frozenset(
    {"Space", "Tab", "Return", "Enter", "Esc", *(f"F{number}" for number in range(6, 11))}
    | {"Ctrl+Space", "Shift+Space", "Shift+Return", "Up", "Down", "Left", "Right"}
)
"""What a Japanese input method uses while it composes."""
TEXT = frozenset(
    {"Ctrl+C", "Ctrl+V", "Ctrl+X", "Ctrl+A", "Ctrl+Left", "Ctrl+Right", "Ctrl+Home", "Ctrl+End", "Ctrl+Backspace"}
    | {"Ctrl+Del", "Shift+Del", "Shift+Ins", "Ctrl+Ins"}
)
"""What every text field uses."""
_SAFE_WHILE_TYPING = re.compile(r"(?:.*(?:Ctrl|Alt|Meta)\+.+|(?:Shift\+)?F(?:[1-5]|1[12]))")


def chosen_keys(saved: str) -> tuple[Key, ...]:
    """The keys with those that a person has chosen: `check.anywhere=Ctrl+J`, separated by spaces.

    What is unknown, or would clash, is ignored.
    """
    wanted = dict(part.split("=", 1) for part in saved.split() if "=" in part)
    keys = tuple(_with(key, wanted.get(key.name, "")) for key in KEYS)
    for name in wanted.keys() & {key.name for key in KEYS}:
        if clash_of(keys, name, wanted[name].replace(DIGIT, "0")) is not None:
            keys = with_key(keys, name, "")
    return keys


def saved_keys(keys: tuple[Key, ...]) -> str:
    """What differs from the table, as `chosen_keys` reads it."""
    kept = {
        key.name: key.sequences[0][:-1] + DIGIT if key.number is not None else key.sequences[0]
        for key, own in zip(keys, KEYS, strict=True)
        if key != own
    }
    return " ".join(f"{name}={sequence}" for name, sequence in kept.items())


def with_key(keys: tuple[Key, ...], name: str, sequence: str) -> tuple[Key, ...]:
    """The keys with another one for `name`; "" = the one of the table. With a number the last character is a digit."""
    own = {key.name: key for key in KEYS}[name]
    if sequence and own.number is not None:
        sequence = sequence[:-1] + DIGIT
    return tuple(
        (_with(first, sequence) if sequence else first) if key.name == name else key
        for key, first in zip(keys, KEYS, strict=True)
    )


def clash_of(keys: tuple[Key, ...], name: str, sequence: str) -> Clash | None:
    """Why `sequence` cannot be the key of `name`; None when it can."""
    own = {key.name: key for key in KEYS}[name]
    if own.number is not None and not sequence[-1:].isdecimal():
        return Clash("digit")
    for wanted in with_key(keys, name, sequence):
        if wanted.name == name and (found := _clash(keys, wanted)) is not None:
            return found
    return None


def clash_of_first(keys: tuple[Key, ...], name: str) -> Clash | None:
    """Why `name` cannot have the key of the table again: another one has it meanwhile. None when it can."""
    found = (_clash(keys, key) for key in KEYS if key.name == name)
    return next(filter(None, found), None)


def _clash(keys: tuple[Key, ...], wanted: Key) -> Clash | None:
    for sequence in wanted.sequences:
        if sequence in MENU:
            return Clash("menu")
        if wanted.where != "table" and (why := _unfit_while_typing(sequence)):
            return Clash(why)
        for other in keys:
            if other.name != wanted.name and sequence in other.sequences and _meet(other.where, wanted.where):
                return Clash("taken", other.intent)
    return None


def _unfit_while_typing(sequence: str) -> Why | None:
    if sequence in INPUT_METHOD:
        return "input_method"
    if sequence in TEXT:
        return "text"
    return None if _SAFE_WHILE_TYPING.fullmatch(sequence) else "letter"


def _meet(one: Where, other: Where) -> bool:
    return one == other or "anywhere" in (one, other)


def _with(key: Key, sequence: str) -> Key:
    if not sequence or key.where == "typing" or (key.number is not None) != sequence.endswith(DIGIT):
        return key
    return replace(key, sequences=(sequence if key.number is None else f"{sequence[:-1]}{key.number}",))


def sheet(keys: tuple[Key, ...] = KEYS) -> tuple[Line, ...]:
    """The lines of the sheet. Numbered keys are one line."""
    return tuple(_lines(keys))


def _lines(keys: tuple[Key, ...]) -> Iterator[Line]:
    for key in keys:
        if key.number is None:
            yield Line(key.name, key_names(key.sequences), key.intent, key.where, key.where != "typing", False)
        elif key.number == 0:
            before = key.sequences[0].removesuffix("0")
            yield Line(key.name, f"{before}1～{before}9, {before}0", key.intent, key.where, True, True)


def first_key(keys: tuple[Key, ...], intent: str) -> str:
    """The key that a button shows."""
    return next((key.sequences[0] for key in keys if key.intent == intent and key.number is None), "")
