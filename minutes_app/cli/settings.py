"""`minutes settings list | get | set | reset | path`: shows the settings in force and changes the person's own file.

In: a key and a value as typed. Out: lines or one JSON object on stdout, notices on stderr.
Never writes the policy file.
"""

import argparse
from typing import Any

from minutes_app.cli.console import answer, answer_json, say
from minutes_app.cli.exit_code import ExitCode
from minutes_app.closing.keeping import years_of
from minutes_app.settings import (
    Origin,
    Provenance,
    Settings,
    change,
    load,
    option,
    options,
    policy_path,
    reset,
    user_path,
)
from minutes_app.settings.options import masked
from minutes_app.wording import settings as wording


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`list`, `get KEY`, `set KEY VALUE`, `reset KEY`, `path`; `--json` on each."""
    json = argparse.ArgumentParser(add_help=False)
    json.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help=wording.ABOUT_JSON)
    parser.add_argument("--json", action="store_true", default=False, help=wording.ABOUT_JSON)
    actions = parser.add_subparsers(dest="action", metavar="list|get|set|reset|path", required=True)
    actions.add_parser("list", parents=[json], help=wording.ABOUT_LIST)
    for name, about in (("get", wording.ABOUT_GET), ("set", wording.ABOUT_SET), ("reset", wording.ABOUT_RESET)):
        action = actions.add_parser(name, parents=[json], help=about)
        action.add_argument("key", metavar="KEY", help=wording.ABOUT_KEY)
        if name == "set":
            action.add_argument("value", metavar="VALUE", help=wording.ABOUT_VALUE)
    actions.add_parser("path", parents=[json], help=wording.ABOUT_PATH)


def run(args: argparse.Namespace, _settings: Settings) -> int:
    """Do what was asked. The value of every key is read again, with its origin. Raises SettingsError, DiskError."""
    if args.action == "set":
        return _set(args.key, args.value, as_json=args.json)
    if args.action == "reset":
        return _reset(args.key, as_json=args.json)
    if args.action == "path":
        return _path(as_json=args.json)
    _now, provenance = load()
    for one in provenance.notices:
        say(wording.notice(one.kind, one.key, one.source, one.nearest))
    if args.action == "get":
        return _get(provenance.of(option(args.key).key), as_json=args.json)
    return _list(provenance, as_json=args.json)


def _list(provenance: Provenance, *, as_json: bool) -> int:
    if as_json:
        answer_json(
            {
                "settings": [_facts(origin) for origin in provenance.origins],
                "notices": [wording.notice(n.kind, n.key, n.source, n.nearest) for n in provenance.notices],
            }
        )
        return ExitCode.OK
    page = ""
    for origin, one in zip(provenance.origins, options(), strict=True):
        if one.page != page:
            page = one.page
            answer(f"■ {wording.PAGES[page]}")
        answer(wording.row(origin.key, masked(origin.value), origin.source, locked=origin.locked))
    return ExitCode.OK


def _facts(origin: Origin) -> dict[str, Any]:
    return {
        "key": origin.key,
        "value": masked(origin.value),
        "source": origin.source,
        "locked": origin.locked,
        "title": wording.TITLES[origin.key],
        "limits": option(origin.key).expected,
    }


def _get(origin: Origin, *, as_json: bool) -> int:
    if as_json:
        answer_json(_facts(origin))
    elif isinstance(origin.value, bool):
        answer("true" if origin.value else "false")
    else:
        answer(",".join(origin.value) if isinstance(origin.value, tuple) else str(masked(origin.value)))
    return ExitCode.OK


def _path(*, as_json: bool) -> int:
    """Reads neither file: it is asked for when one of them is wrong."""
    files = (("user", user_path()), ("policy", policy_path()))
    if as_json:
        answer_json({name: {"path": str(path), "exists": path.is_file()} for name, path in files})
        return ExitCode.OK
    for name, path in files:
        answer(wording.path_row(name, str(path), exists=path.is_file()))
    return ExitCode.OK


def _set(key: str, value: str, *, as_json: bool) -> int:
    kept = change(key, value)
    say(wording.changed(key, masked(kept)))
    if key == "archive.kept_for" and kept and years_of(str(kept)) is None:
        say(wording.NO_LAST_DAY)
    now = load()[1].of(key)
    if now.value != kept:
        say(wording.overridden(key, masked(now.value), now.source))
    if as_json:
        answer_json(_facts(now))
    return ExitCode.OK


def _reset(key: str, *, as_json: bool) -> int:
    reset(key)
    now = load()[1].of(key)
    say(wording.put_back(key, masked(now.value)))
    if as_json:
        answer_json(_facts(now))
    return ExitCode.OK
