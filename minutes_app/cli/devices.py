"""`minutes devices`: the microphones of this PC, and the outputs whose sound can be recorded.

In: nothing. Out: a list by stable names (or one JSON object) on stdout, sentences on stderr. Records nothing. Exit 0
when there is a microphone or an output, 1 when there is nothing to record from.
"""

import argparse
from typing import Any

from minutes_app.capture.devices import listed
from minutes_app.capture.source import Device, Kind
from minutes_app.cli.console import answer, answer_json, say, say_error
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import SoundSystemMissing
from minutes_app.settings import Settings
from minutes_app.wording import devices as words

KINDS: tuple[Kind, ...] = ("microphone", "system")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--json`."""
    parser.add_argument("--json", action="store_true", help=words.ABOUT_JSON)


def run(args: argparse.Namespace, _settings: Settings) -> int:
    """List them."""
    missing: SoundSystemMissing | None = None
    found: dict[Kind, tuple[Device, ...]] = {}
    for kind in KINDS:
        try:
            found[kind] = listed(kind)
        except SoundSystemMissing as error:
            found[kind], missing = (), error
    if args.json:
        answer_json({"devices": [_facts(device) for devices in found.values() for device in devices]})
    if missing is not None and not any(found.values()):
        say_error(missing)
        return ExitCode.FAILED
    for kind in KINDS:
        _tell(kind, found[kind], quiet=args.json)
    if not any(found.values()):
        return ExitCode.FAILED
    if not args.json:
        say(words.HINT)
    return ExitCode.OK


def _tell(kind: Kind, devices: tuple[Device, ...], *, quiet: bool) -> None:
    """A heading with its devices, or what to do when there are none."""
    if not devices:
        say(words.EMPTY[kind])
    elif not quiet:
        lines = (words.line(device.name, device.host, default=device.default) for device in devices)
        answer("\n".join((words.HEADINGS[kind], *lines)))


def _facts(device: Device) -> dict[str, Any]:
    return {
        "kind": device.kind,
        "name": device.name,
        "host": device.host,
        "default": device.default,
        "id": device.id or None,
    }
