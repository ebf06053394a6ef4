"""A queue without a window: scripted parts, recordings with names as people give them."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from minutes_app.audio.window import SoundFacts
from minutes_app.gui.view_models.batch import BatchModel
from minutes_app.gui.workshop import Workshop
from minutes_app.progress import Report, no_report
from minutes_app.tools import Tools
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.gui.scene import Until, settings_with

NAMES = ("会議（秘）①.m4a", "第2回 庁議.mp3", "𠮷野家前.wav")
MINUTE_MS = 60_000


class MeasuringDecoder(ScriptedDecoder):
    """Says that every recording lasts a minute."""

    def probe(self, path: Path, report: Report = no_report) -> SoundFacts:
        return replace(super().probe(path, report), duration_ms=MINUTE_MS)


def recordings(place: Path, names: tuple[str, ...] = NAMES) -> tuple[Path, ...]:
    """Files that differ, in a folder of their own."""
    place.mkdir(parents=True, exist_ok=True)
    for number, name in enumerate(names):
        (place / name).write_bytes(f"録音{number}".encode())
    return tuple(place / name for name in names)


@contextmanager
def queue_on(library: Path, until: Until, engine: ScriptedEngine | None = None) -> Iterator[BatchModel]:
    """A model that has read what was kept."""
    tools = Tools(ScriptedDecoder(), engine or ScriptedEngine(), ScriptedWriter())
    workshop = Workshop(settings_with(library), tools)
    model = BatchModel(workshop, lambda _folder: None, workshop, decoders=MeasuringDecoder)
    ready: list[bool] = []
    model.restored.connect(lambda: ready.append(True))
    model.restore()
    until(lambda: ready)
    try:
        yield model
    finally:
        workshop.close()


def states(model: BatchModel) -> list[str]:
    """The states in order."""
    return [one.state for one in model.queue.entries]


def waiting_queue(model: BatchModel, until: Until, place: Path) -> tuple[Path, ...]:
    """Three recordings that wait, measured."""
    sounds = recordings(place)
    model.add(sounds)
    until(lambda: len(model.queue.entries) == len(sounds) and all(one.duration_ms for one in model.queue.entries))
    return sounds
