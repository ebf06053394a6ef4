"""What works on this PC, as findings; `wording.doctor` has the sentences.

In: the settings. Out: one `Finding` a check, each as soon as it is known. Opens no network socket, changes nothing,
and no check can crash it: what is native runs in a child process.
"""

from collections.abc import Callable, Iterator
from functools import partial

from minutes_app.checkup import engine, machine, places, sound
from minutes_app.checkup.finding import Finding, Verdict, can_work
from minutes_app.errors import MinutesError
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import Listed, folders_for, listing

__all__ = ["Finding", "Verdict", "can_work", "examine"]


def examine(settings: Settings) -> Iterator[Finding]:
    """Yield the findings, quick ones first; all of them take some seconds."""
    default = settings.models.default
    known = _models(settings)
    checks: tuple[tuple[str, Callable[[], Finding]], ...] = (
        ("system", machine.system),
        ("processor", machine.processor),
        ("memory", lambda: engine.memory(known, default)),
        ("recogniser", engine.recogniser),
        ("graphics", lambda: engine.graphics(known)),
        ("models", lambda: engine.models(known, default)),
        ("templates", lambda: places.templates(settings)),
        *((name, partial(places.folder, name, path)) for name, path in places.folders(settings)),
        ("audit", lambda: places.audit(settings)),
        ("fonts", machine.fonts),
        ("office", machine.office),
        ("sound", sound.sound),
    )
    for name, check in checks:
        try:
            yield check()
        except (OSError, MinutesError):
            yield Finding(name, Verdict.CAUTION, "unknown")


def _models(settings: Settings) -> tuple[Listed, ...]:
    try:
        return listing(folders_for(settings.models.folder))
    except MinutesError:
        return ()
