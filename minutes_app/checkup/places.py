"""Folders and files: can they be written, is there room, do they stay on the PC, are the built-in templates there.

Makes no folder: where one does not exist yet, the nearest one above it is tried with a nameless file.
"""

import shutil
import tempfile
from pathlib import Path

from minutes_app.checkup.finding import Finding, Verdict
from minutes_app.errors import DiskError
from minutes_app.logbook import audit_file, verify_audit
from minutes_app.settings import Settings, audit_folder, leaves_pc, log_folder
from minutes_app.transcribe.weights import folders_for
from minutes_app.word.template import BUILT_IN, built_in_folder, user_folder

TIGHT = 5_000_000_000
"""Bytes: about ten long meetings, or the largest model."""
FULL = 300_000_000
"""Bytes below which not even one meeting of an hour fits beside a reserve."""


def folders(settings: Settings) -> tuple[tuple[str, Path], ...]:
    """The folders that the program writes to, each with the name of its check."""
    models = folders_for(settings.models.folder)
    return (
        ("library", Path(settings.library.folder)),
        ("models_folder", models.machine or models.user),
        ("templates_folder", user_folder(settings.documents.templates_folder)),
        ("logs_folder", log_folder(settings.logs)),
    )


def folder(name: str, path: Path) -> Finding:
    """Whether `path` is writable and roomy. Only the "library" is needed, and it should be on this PC."""
    needed = name == "library"
    facts: dict[str, str | int] = {"path": str(path)}
    try:
        standing = next(each for each in (path, *path.parents) if each.exists())
        free = facts["free_bytes"] = shutil.disk_usage(standing).free
        with tempfile.TemporaryFile(dir=standing) as stream:
            stream.write(b"minutes")
    except (OSError, StopIteration):
        return Finding(name, Verdict.BAD, "unwritable", facts, needed)
    if free < FULL:
        return Finding(name, Verdict.BAD, "full", facts, needed)
    if free < TIGHT:
        return Finding(name, Verdict.CAUTION, "tight", facts, needed)
    if needed and leaves_pc(path):
        return Finding(name, Verdict.CAUTION, "leaves", facts, needed)
    return Finding(name, Verdict.GOOD, "fine", facts, needed)


def templates(settings: Settings) -> Finding:
    """The two templates that come with the program, and how many of the person's own there are."""
    missing = [name for name in BUILT_IN if not (built_in_folder() / f"{name}.docx").is_file()]
    if missing:
        return Finding("templates", Verdict.BAD, "missing", {"missing": "、".join(missing)}, needed=True)
    own = user_folder(settings.documents.templates_folder)
    try:
        count = sum(path.suffix.lower() == ".docx" for path in own.iterdir()) if own.is_dir() else 0
    except OSError:
        count = 0
    return Finding("templates", Verdict.GOOD, "fine", {"own": count}, needed=True)


def audit(settings: Settings) -> Finding:
    """Whether the audit log is switched on, writable and untouched."""
    if not settings.audit.enabled:
        return Finding("audit", Verdict.CAUTION, "off")
    place = audit_folder(settings.audit)
    found = folder("audit", place)
    if found.verdict is not Verdict.GOOD:
        return found
    try:
        report = verify_audit(audit_file(place))
    except DiskError:
        return Finding("audit", Verdict.BAD, "unwritable", found.facts)
    if report.is_intact:
        return Finding("audit", Verdict.GOOD, "fine", {"entries": report.entries, **found.facts})
    return Finding("audit", Verdict.BAD, "changed", {"line": report.faults[0].line, **found.facts})
