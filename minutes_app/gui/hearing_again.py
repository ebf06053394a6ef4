"""What the lanes run for もう一度起こす: the models that are ready, and one stretch heard again. Knows no Qt."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.audio.window import Tracks
from minutes_app.meeting.model import Meeting, Run
from minutes_app.pipeline import hearing_from
from minutes_app.progress import Report
from minutes_app.rehearing import Stretch, hear_again
from minutes_app.settings import Settings
from minutes_app.tools import Notice, Tools
from minutes_app.transcribe.weights import Listed, State, folders_for, listing


@dataclass(frozen=True, slots=True)
class Wish:
    """Which stretch of which meeting, and how: the model by name, and words that are to be expected."""

    folder: Path
    meeting: Meeting
    stretch: Stretch
    model: str
    hotwords: str
    tracks: Tracks


def ready_models(settings: Settings) -> Iterator[Listed]:
    """The models that can be used now."""
    yield from (each for each in listing(folders_for(settings.models.folder)) if each.state is State.READY)


def hear_stretch(wish: Wish, settings: Settings, tools: Tools, report: Report) -> Iterator[Notice | Run]:
    """As `rehearing.hear_again`."""
    hearing = hearing_from(settings, model=wish.model, tracks=wish.tracks, report=report)
    hearing = replace(hearing, options=replace(hearing.options, hotwords=wish.hotwords))
    yield from hear_again(wish.folder, wish.meeting, wish.stretch, hearing, tools, report)
