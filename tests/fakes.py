"""Scripted parts at the seams of the pipeline: a decoder, an engine and a writer that do exactly what a test says."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, TypeVar

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, DecodeSummary, Lane, SoundFacts, Tracks, Window
from minutes_app.errors import DecoderStopped, EngineStopped
from minutes_app.meeting.model import Heard, Word
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.transcribe.engine import Draft, EngineOptions, LiveSound, Loaded, Settled
from minutes_app.word.fill import Fields
from minutes_app.word.template import Filled, FillSummary
from minutes_app.word.writer import Writer

WINDOW_MS = 1_000

T = TypeVar("T")


class ScriptedDecoder(Decoder):
    """Gives `count` windows of one second, each sample the number of its second, from `from_ms` on.

    `deaths`: before which second it dies, and why, one after the other. `missing_ms`: what the last file's end lacks.
    """

    def __init__(
        self,
        count: int = 4,
        *,
        durations_ms: tuple[int, ...] = (),
        skipped: tuple[int, int] = (0, 0),
        missing_ms: int = 0,
        tracks: int = 1,
    ) -> None:
        super().__init__()
        files = len(durations_ms) or 1
        self.asked: list[tuple[tuple[Path, ...], Tracks, int]] = []
        self.deaths: list[tuple[int, str]] = []
        self._tracks = tracks
        rest = (0,) * (files - 1)
        self.summary = DecodeSummary(
            durations_ms or (count * WINDOW_MS,), (skipped[0], *rest), (skipped[1], *rest), (*rest, missing_ms)
        )
        self._count = sum(self.summary.durations_ms) // WINDOW_MS

    def probe(self, path: Path, report: Report = no_report) -> SoundFacts:
        return SoundFacts(path, "wav", "pcm_s16le", self._tracks, RATE, 0)

    def windows(
        self, lanes: tuple[Lane, ...], *, tracks: Tracks = "mix", from_ms: int = 0, report: Report = no_report
    ) -> Iterator[Window | DecodeSummary]:
        paths = tuple(part.path for lane in lanes for part in lane)
        self.asked.append((paths, tracks, from_ms))
        for second in range(from_ms // WINDOW_MS, self._count):
            report(Progress(Stage.WAIT, second * WINDOW_MS))
            if self.deaths and self.deaths[0][0] == second:
                raise DecoderStopped(paths[0], self.deaths.pop(0)[1])
            sound = second.to_bytes(2, "little") * (RATE * WINDOW_MS // 1000)
            yield Window(second * WINDOW_MS, (sound,) * self._tracks)
        yield self.summary

    def stretch(
        self, lanes: tuple[Lane, ...], stretch: tuple[int, int], *, tracks: Tracks = "mix", report: Report = no_report
    ) -> Iterator[Window]:
        """Whole seconds; the last one cut at the end of the stretch."""
        for each in self.windows(lanes, tracks=tracks, from_ms=stretch[0], report=report):
            if isinstance(each, Window) and each.start_ms < stretch[1]:
                room = min(WINDOW_MS, stretch[1] - each.start_ms) * RATE // 1000 * 2
                yield replace(each, tracks=tuple(pcm[:room] for pcm in each.tracks))


class ScriptedEngine:
    """Hears one sentence a track in each window; `deaths[second]` says how often it dies of that window."""

    def __init__(self, deaths: dict[int, int] | None = None, *, loaded: Loaded | None = None) -> None:
        self.deaths = dict(deaths or {})
        self.loaded = loaded or Loaded("cpu", "int8", 1)
        self.revived = Loaded("cpu", "int8", 1)
        self.revival_fails = False
        self.silent: set[int] = set()
        self.loads = 0
        self.revivals = 0
        self.windows: list[int] = []
        self._ready: tuple[Path, EngineOptions] | None = None

    def prepare(self, model_folder: Path, options: EngineOptions) -> None:
        """Nothing to make ready."""

    def has_loaded(self, model_folder: Path, options: EngineOptions) -> bool:
        return self._ready == (model_folder, options)

    def load(self, model_folder: Path, options: EngineOptions, report: Report) -> Loaded:
        self.loads += 1
        self._ready = (model_folder, options)
        return self.loaded

    def transcribe(self, window: Window, report: Report) -> Iterator[Heard]:
        second = window.start_ms // WINDOW_MS
        self.windows.append(second)
        report(Progress(Stage.TRANSCRIBE, window.start_ms))
        for track in range(len(window.tracks)):
            yield heard_in(second, track) if second not in self.silent else unheard_in(second, track)
        if self.deaths.get(second, 0):
            self.deaths[second] -= 1
            raise EngineStopped(window.start_ms, -9)

    def follow(self, sound: LiveSound, report: Report) -> Iterator[Heard | Draft | Settled]:
        """Hears each whole second of sound, once it has ended."""
        for second in range(-(-sound.settled_ms // WINDOW_MS), sound.end_ms // WINDOW_MS):
            self.windows.append(second)
            if self.deaths.get(second, 0):
                self.deaths[second] -= 1
                raise EngineStopped(second * WINDOW_MS, -9)
            yield heard_in(second, sound.track)
        whole = sound.end_ms if sound.ended else sound.end_ms // WINDOW_MS * WINDOW_MS
        if sound.draft and whole < sound.end_ms:
            yield Draft(sound.track, whole, sound.end_ms, f"窓{whole // WINDOW_MS}")
        yield Settled(sound.track, max(sound.settled_ms, whole), whole if whole < sound.end_ms else -1)

    def revive(self, report: Report) -> Loaded:
        self.revivals += 1
        if self.revival_fails:
            raise EngineStopped(0, 137, "memory")
        return self.revived

    def close(self) -> None:
        self._ready = None


def heard_in(second: int, track: int = 0) -> Heard:
    """What the scripted engine hears in a window."""
    start = second * WINDOW_MS + 100 + track
    return Heard(
        start, start + 800, f"窓{second}の{track}です。", (Word(f"窓{second}", start, start + 300, 0.9),), track, 0.9
    )


def unheard_in(second: int, track: int = 0) -> Heard:
    """A voice without words."""
    start = second * WINDOW_MS + 100
    return Heard(start, start + 800, "", track=track, confidence=0.0, flags=("no_text",))


class ScriptedWriter(Writer):
    """Fills no template; the document says which template and title it was asked for."""

    def __init__(self, unknown: tuple[str, ...] = (), personal: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.fields: list[dict[str, Any]] = []
        self._unknown, self._personal = unknown, personal

    def filled(self, template: Path, fields: Fields, *, report: Report = no_report) -> Filled:
        gathered = fields(report) if callable(fields) else fields
        self.fields.append(gathered)
        return Filled(
            f"{template.stem}: {gathered['会議名']}".encode(),
            FillSummary(unknown=self._unknown, personal=template.stem in self._personal),
        )

    def made(self, make: Callable[[Report], T], *, report: Report = no_report) -> T:
        return make(report)
