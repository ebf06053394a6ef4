"""Why a recorder could not begin or go on, carried through its evidence: an error as facts, and back again.

A recorder process has no other way to say it: it notes `Entry("ended", facts=facts_of(error))` and its state is FAILED.
"""

import dataclasses
from pathlib import Path
from typing import Any

from minutes_app import errors
from minutes_app.capture.evidence import Entry
from minutes_app.errors import MinutesError

_MANY = "\n"


def facts_of(error: MinutesError) -> dict[str, str | int | float]:
    """The error's class as `error`, and its facts; names in a row become lines."""
    facts: dict[str, str | int | float] = {"error": type(error).__name__}
    for each in dataclasses.fields(error):  # type: ignore[arg-type] # every leaf is a dataclass
        value = getattr(error, each.name)
        if isinstance(value, bool):
            value = int(value)  # evidence has no other
        facts[each.name] = value if isinstance(value, int | float) else _text(value)
    return facts


def error_of(entry: Entry) -> MinutesError | None:
    """The error that ended a recorder; None when it ended for another reason."""
    kind: Any = getattr(errors, str(entry.facts.get("error", "")), None)
    if not isinstance(kind, type) or not issubclass(kind, MinutesError) or not hasattr(kind, "__dataclass_fields__"):
        return None
    fields = dataclasses.fields(kind)  # type: ignore[arg-type] # as above
    facts = {each.name: _value(str(each.type), entry.facts.get(each.name, "")) for each in fields}
    found: MinutesError = kind(**facts)
    return found


def _text(value: object) -> str:
    return _MANY.join(map(str, value)) if isinstance(value, tuple) else str(value)


def _value(hint: str, value: str | int | float) -> object:
    if "tuple" in hint:
        return tuple(part for part in str(value).split(_MANY) if part)
    if "bool" in hint:
        return bool(value)
    if "Path" in hint:
        return Path(str(value))
    return value
