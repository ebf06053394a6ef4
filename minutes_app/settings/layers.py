"""The five layers put on top of each other: defaults < policy < user file < environment < flags.

In: two files, the environment, a dict of flags. Out: `Settings` and their provenance. Writes nothing.
A key locked by the policy keeps the policy's value (or the default): a flag is refused, the rest is noted.
"""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Any

from minutes_app.errors import SettingInvalid, SettingLocked
from minutes_app.settings.options import Option, checked, nearest, option, options
from minutes_app.settings.origins import Notice, Origin, Provenance, Source, Value
from minutes_app.settings.pages import Settings
from minutes_app.settings.places import policy_path, user_path
from minutes_app.settings.toml_file import Table, read

_RESERVED = {"schema"}
_MOST_NOTICES = 50


@dataclass(slots=True)
class _Layers:
    """The values so far, on their way to becoming `Settings`."""

    values: dict[str, tuple[Value, Source]]
    locked: set[str] = field(default_factory=set)
    notices: list[Notice] = field(default_factory=list)

    def put(self, one: Option, value: object, source: Source) -> None:
        if one.key in self.locked and source != "policy":
            if source == "flag":
                raise SettingLocked(one.key)
            self.notices.append(Notice("locked", one.key, source))
            return
        self.values[one.key] = (checked(one, value, source), source)


def load(
    flags: Mapping[str, object] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    policy_file: Path | None = None,
    user_file: Path | None = None,
) -> tuple[Settings, Provenance]:
    """The settings in force, and where each came from.

    `flags`: "page.key" → text or value; None means that the flag was not given.
    Raises SettingInvalid, SettingLocked, SettingUnknown (flags), SettingsUnreadable, SettingsTooNew, DiskError.
    """
    environ = os.environ if environ is None else environ
    policy_file = policy_file or policy_path()
    user_file = user_file or user_path(environ)
    defaults = Settings()
    layers = _Layers({one.key: (one.of(defaults), "default") for one in options()})
    _put_policy(layers, read(policy_file))
    _put_table(layers, read(user_file), "user")
    _put_environment(layers, environ)
    for key, value in (flags or {}).items():
        if value is not None:
            layers.put(option(key), value, "flag")
    origins = tuple(Origin(o.key, *layers.values[o.key], locked=o.key in layers.locked) for o in options())
    return _settings(layers, defaults), Provenance(origins, tuple(layers.notices), policy_file, user_file)


def locks(policy: Table) -> set[str]:
    """The keys that a policy locks: `locked = ["library.folder"]`, or a table `[lock]` with `library.folder = true`.

    Raises SettingInvalid.
    """
    listed, switched = policy.get("locked", []), policy.get("lock", {})
    if not isinstance(listed, list) or not isinstance(switched, dict):
        raise SettingInvalid("locked", str(listed or switched)[:200], "policy", "keys")
    return {str(name) for name in listed} | {name for name, on in _flat(switched) if on is True}


def _put_policy(layers: _Layers, table: Table) -> None:
    names, known = locks(table), {one.key for one in options()}
    layers.notices += [
        Notice("unknown_key", name[:200], "policy", nearest(name, sorted(known)))
        for name in sorted(names - known)[:_MOST_NOTICES]
    ]
    _put_table(layers, {name: value for name, value in table.items() if name not in ("locked", "lock")}, "policy")
    layers.locked = names & known


def _flat(table: Table, prefix: str = "") -> Iterator[tuple[str, Any]]:
    for name, value in table.items():
        if isinstance(value, dict):
            yield from _flat(value, f"{prefix}{name}.")
        else:
            yield f"{prefix}{name}", value


def _put_table(layers: _Layers, table: Table, source: Source) -> None:
    known = {one.key: one for one in options()}
    for key, value in _flat(table):
        if key in known:
            layers.put(known[key], value, source)
        elif key not in _RESERVED and len(layers.notices) < _MOST_NOTICES:
            layers.notices.append(Notice("unknown_key", key[:200], source, nearest(key, list(known))))


def _put_environment(layers: _Layers, environ: Mapping[str, str]) -> None:
    known = {one.variable: one for one in options()}
    pages = tuple(f"MINUTES_{page.name.upper()}_" for page in fields(Settings))
    for variable in sorted(name for name in environ if name.startswith(pages)):
        if variable in known:
            layers.put(known[variable], environ[variable], "environment")
        else:
            layers.notices.append(Notice("unknown_key", variable, "environment", nearest(variable, list(known))))


def _settings(layers: _Layers, defaults: Settings) -> Settings:
    """The pages built from values that are already checked."""
    pages: dict[str, Any] = {}
    for page in fields(Settings):
        mine = {one.name: layers.values[one.key][0] for one in options() if one.page == page.name}
        pages[page.name] = type(getattr(defaults, page.name))(**mine)
    return Settings(**pages)
