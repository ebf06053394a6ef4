"""What happens before a command runs: settings are read (flags on top), the log is opened, the audit log is ready."""

import argparse
from pathlib import Path

from minutes_app import __version__
from minutes_app.capture.recover import interrupted
from minutes_app.cli.console import say, say_error
from minutes_app.errors import DiskError, MinutesError
from minutes_app.logbook import Action, Auditor, Event, audit_file, log, open_log, record
from minutes_app.meeting.place import OUTBOX
from minutes_app.settings import Settings, audit_folder, load, log_folder
from minutes_app.wording import settings as words
from minutes_app.wording.record import interrupted as interrupted_line

FLAGS = {
    "library": "library.folder",
    "device": "transcribe.device",
    "compute_type": "transcribe.compute_type",
    "language": "transcribe.language",
    "capture_device": "capture.device",
    "capture_system": "capture.system",
    "capture_max": "capture.max_hours",
    "capture_mirror": "capture.mirror",
}
"""Command line option → the setting that it stands above."""

MENDS_SETTINGS = "settings"
"""The command that must run even when the settings are wrong: it mends them, and reads them itself."""

AUDITED = {
    ("models", "install"): Action.MODEL_INSTALLED,
    ("models", "import"): Action.MODEL_INSTALLED,
    ("models", "remove"): Action.MODEL_REMOVED,
    ("templates", "copy"): Action.TEMPLATE_ADDED,
    ("templates", "adopt"): Action.TEMPLATE_ADDED,
    ("settings", "set"): Action.SETTING_CHANGED,
    ("settings", "reset"): Action.SETTING_CHANGED,
}
"""Commands whose success is an entry of the audit log; what is done to meetings is noted where it is done."""


def settings_for(args: argparse.Namespace) -> Settings:
    """The settings for this command. Raises SettingsError, DiskError."""
    if args.command == MENDS_SETTINGS:
        return _settings_to_mend()
    given = {key: getattr(args, name) for name, key in FLAGS.items() if getattr(args, name, None) is not None}
    settings, provenance = load(given)
    for each in provenance.notices:
        say(words.notice(each.kind, each.key, each.source, each.nearest))
    return settings


def _settings_to_mend() -> Settings:
    """Those in force, so that a change is recorded where the policy says; the defaults when they cannot be read."""
    try:
        return load()[0]
    except MinutesError:
        return Settings()


RECORDING = ("record", "recover")
"""Commands that speak of interrupted recordings themselves, or must not be held up."""

KEEP_STILL = (*RECORDING, "gui", "publish")
"""Commands at which nothing that waits is sent: the last two do that themselves."""


def begin_log(settings: Settings, command: str) -> str:
    """Open the technical log and return its place; a log that cannot be opened stops nobody's work.

    At every command but those of recordings, interrupted ones are told of.
    """
    if command not in RECORDING:
        tell_interrupted()
    if command not in KEEP_STILL and (Path(settings.library.folder) / OUTBOX).is_dir():
        from minutes_app.cli.waiting import tell_waiting

        tell_waiting(settings, auditor(settings))
    try:
        place = open_log(log_folder(settings.logs), level=settings.logs.level, keep_days=settings.logs.keep_days)
    except DiskError:
        return ""
    log(Event.COMMAND_STARTED, command=command, version=__version__)
    return str(place)


def tell_interrupted() -> None:
    """One line when recordings were interrupted. Costs the listing of one folder, which is nearly always empty."""
    left = interrupted()
    if left:
        say(interrupted_line(len(left)))


def audit_command(args: argparse.Namespace, settings: Settings) -> None:
    """Note a command that succeeded, if it is one of `AUDITED`."""
    action = AUDITED.get((args.command, getattr(args, "action", "")))
    if action is not None and not getattr(args, "dry_run", False):
        auditor(settings)(action, "", "")


def auditor(settings: Settings) -> Auditor:
    """Writes the audit log; when that fails the person is told once, and the work goes on."""
    file = audit_file(audit_folder(settings.audit))
    told = False

    def note(action: Action, meeting: str, sha256: str) -> None:
        nonlocal told
        if not settings.audit.enabled:
            return
        try:
            record(file, action, meeting=meeting, sha256=sha256)
        except DiskError as error:
            if not told:
                say_error(error)
            told = True

    return note
