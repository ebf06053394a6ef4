"""What works on this PC, as findings; `wording.doctor` has the sentences.

In: the settings. Out: one `Finding` a check, each as soon as it is known. Opens no network socket, changes nothing,
and no check can crash it: what is native runs in a child process.
"""

from collections.abc import Callable, Iterator
from functools import partial

from minutes_app.checkup import engine, machine, places, sound
from minutes_app.checkup.finding import Finding, Verdict, can_work
from minutes_app.errors import MinutesError
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import Listed, folders_for, listing

__all__ = ["Finding", "Verdict", "can_work", "examine", "first_look"]

Checks = tuple[tuple[str, Callable[[], Finding]], ...]


def examine(settings: Settings, report: Report = no_report) -> Iterator[Finding]:
    """Yield the findings, quick ones first; all of them take some seconds. `report` may raise Cancelled."""
    default = settings.models.default
    known = _models(settings)
    yield from _found(
        (
            ("system", machine.system),
            ("processor", machine.processor),
            ("memory", lambda: engine.memory(known, default)),
            ("recogniser", lambda: engine.recogniser(report)),
            ("graphics", lambda: engine.graphics(known, report)),
            ("models", lambda: engine.models(known, default)),
            ("templates", lambda: places.templates(settings)),
            *((name, partial(places.folder, name, path)) for name, path in places.folders(settings)),
            ("audit", lambda: places.audit(settings)),
            ("fonts", machine.fonts),
            ("office", machine.office),
            ("sound", lambda: sound.sound(report)),
        ),
        report,
    )


def first_look(settings: Settings, report: Report = no_report) -> Iterator[Finding]:
    """What has to be known before a model is offered: processor, memory, disk, microphone, graphics processor."""
    known = _models(settings)
    where = dict(places.folders(settings))
    yield from _found(
        (
            ("processor", machine.processor),
            ("memory", engine.memory_only),
            ("library", lambda: places.folder("library", where["library"])),
            ("sound", lambda: sound.sound(report)),
            ("graphics", lambda: engine.graphics(known, report)),
        ),
        report,
    )


def _found(checks: Checks, report: Report) -> Iterator[Finding]:
    for name, check in checks:
        report(Progress(Stage.WAIT))
        try:
            yield check()
        except (OSError, MinutesError):
            yield Finding(name, Verdict.CAUTION, "unknown")


def _models(settings: Settings) -> tuple[Listed, ...]:
    try:
        return listing(folders_for(settings.models.folder))
    except MinutesError:
        return ()
