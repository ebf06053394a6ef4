"""The keys of the 校正 editor, in one table. The sheet of keys and the tests are made from it.

In the list of utterances the input method is off, so that single letters and digits are keys there. While text is
being typed only keys with Ctrl or Alt, Enter, Esc and F2 to F5 mean something: none that a Japanese input method
uses while it composes (F6 to F10, Space, Enter go to it first).
"""

from dataclasses import dataclass
from typing import Literal

from minutes_app.wording.editor import key_names

Where = Literal["table", "anywhere", "typing"]


@dataclass(frozen=True, slots=True)
class Key:
    """`intent` is the name of what happens and of its sentence in `wording.editor.KEYS`.

    With a `number`, several keys of one intent differ only in it. "typing" keys are handled by the text editor.
    """

    intent: str
    sequences: tuple[str, ...]
    where: Where
    number: int | None = None


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
    Key("previous", ("Ctrl+Up",), "anywhere"),
    Key("next", ("Ctrl+Down",), "anywhere"),
    Key("look", ("F3",), "anywhere"),
    Key("look_back", ("Shift+F3",), "anywhere"),
    Key("split", ("Ctrl+Return", "Ctrl+Enter"), "anywhere"),
    Key("merge", ("Ctrl+M",), "anywhere"),
    *_numbered("speaker", "", "table"),
    *_numbered("speaker", "Alt+", "anywhere"),
    *_numbered("agenda", "Ctrl+", "anywhere"),
    Key("check", ("Ctrl+D",), "anywhere"),
    Key("hide", ("Ctrl+E",), "anywhere"),
    Key("delete", ("Delete",), "table"),
    Key("decision", ("Ctrl+Shift+D",), "anywhere"),
    Key("task", ("Ctrl+Shift+T",), "anywhere"),
    Key("point", ("Ctrl+L",), "anywhere"),
    Key("find", ("Ctrl+F", "Ctrl+H"), "anywhere"),
    Key("fillers", ("Ctrl+Shift+F",), "anywhere"),
    Key("undo", ("Ctrl+Z",), "anywhere"),
    Key("redo", ("Ctrl+Y", "Ctrl+Shift+Z"), "anywhere"),
    Key("keys", ("F1",), "anywhere"),
)


def sheet() -> tuple[tuple[str, str, Where], ...]:
    """The lines of the sheet: keys, intent, where. Numbered keys are one line."""
    lines: list[tuple[str, str, Where]] = []
    for key in KEYS:
        if key.number is None:
            lines.append((key_names(key.sequences), key.intent, key.where))
        elif key.number == 0:
            before = key.sequences[0].removesuffix("0")
            lines.append((f"{before}1～{before}9, {before}0", key.intent, key.where))
    return tuple(lines)


def first_key(intent: str) -> str:
    """The key that a button shows."""
    return next((key.sequences[0] for key in KEYS if key.intent == intent and key.number is None), "")
