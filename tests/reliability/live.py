"""Live text measured: a recording grows in real time as a recorder writes it, and the clock says what appears when.

In: a synthetic recording with its reference. Out: `LiveFigures`: how long after the end of what was said (the
reference's end) its text stands, how long there was no new draft, how good the text is against a transcription of the
finished file, and how long after the stop the meeting is there.
"""

import statistics
import threading
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from minutes_app.audio.growing import RATE, GrowingWave
from minutes_app.audio.source import Decoder
from minutes_app.audio.window import Window, one_lane
from minutes_app.files import sha256_of
from minutes_app.listening import Final
from minutes_app.meeting.model import Heard, Meeting, Occasion, Recording
from minutes_app.meeting.runs import load_run
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.pipeline import Hearing, Tools, hear, listen, tools_from
from minutes_app.progress import no_report
from minutes_app.transcribe.engine import Draft, EngineOptions
from minutes_app.transcribe.live import Feed
from minutes_app.transcribe.weights import choose, folders_for
from tests.scoring import Spoken, error_rate, reference_of

BLOCK_S = 0.1


@dataclass(frozen=True, slots=True)
class Said:
    """Something that appeared, `at_ms` after the recording began."""

    at_ms: int
    what: Final | Draft


@dataclass(frozen=True, slots=True)
class LiveFigures:
    """Milliseconds, except `cer_*` (share). `late`: of each utterance; `late_words`: until a draft or utterance held
    a sentence's text; `gaps`: between two drafts of an utterance that lasts."""

    late: tuple[int, ...]
    gaps: tuple[int, ...]
    cer_live: float
    cer_file: float
    stop_to_text_ms: int
    utterances: int
    same: bool

    def percentile(self, share: float) -> int:
        """Of `late`."""
        ordered = sorted(self.late)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))] if ordered else 0


class GrowingRecording:
    """Writes sound into a recording's parts as a recorder does, in real time. Use in a `with`."""

    def __init__(
        self, folder: Path, tracks: Iterable[tuple[str, bytes]], *, part_s: float = 1200, speed: float = 1
    ) -> None:
        self.folder = folder
        self.began = 0.0
        self._tracks = tuple(tracks)
        self._part_s = part_s
        self._speed = speed
        self._over = threading.Event()
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._write, name="growing")

    def feed(self) -> Feed:
        """What `listen` reads."""
        names = [
            lambda number, track=track: self.folder / f"recording-{track}-{number:03d}.wav" for track, _ in self._tracks
        ]
        return Feed(tuple(names), self._over.is_set)

    def recordings(self) -> tuple[Recording, ...]:
        """The finished parts, as `capture.finish` makes them."""
        return tuple(self._recordings())

    def __enter__(self) -> "GrowingRecording":
        self.began = time.monotonic()
        self._thread.start()
        return self

    def __exit__(self, *_exc: object) -> None:
        self._stop.set()
        self._thread.join()

    def _recordings(self) -> Iterator[Recording]:
        for number, (track, _pcm) in enumerate(self._tracks):
            offset = 0
            for path in sorted(self.folder.glob(f"recording-{track}-*.wav")):
                length = (path.stat().st_size - 80) // 2 * 1000 // RATE
                kind = "system" if number else "microphone"
                yield Recording(path.name, path.name, sha256_of(path), length, offset, kind, track=number)  # type: ignore[arg-type] # one of two
                offset += length

    def _write(self) -> None:
        block = int(BLOCK_S * RATE) * 2
        part = int(self._part_s * RATE) * 2
        files: dict[str, GrowingWave] = {}
        longest = max(len(pcm) for _track, pcm in self._tracks)
        for at in range(0, longest, block):
            wait = self.began + (at + block) / 2 / RATE / self._speed - time.monotonic()
            if self._stop.wait(max(0.0, wait)):
                break
            for track, pcm in self._tracks:
                if at % part == 0:
                    if track in files:
                        files[track].close()
                    files[track] = GrowingWave(self.folder / f"recording-{track}-{at // part + 1:03d}.wav")
                files[track].append(pcm[at : at + block])
        for file in files.values():
            file.close()
        self._over.set()


def sound_of(recording: Path, seconds: float = 0.0) -> bytes:
    """16 kHz mono 16 bit."""
    with Decoder() as decoder:
        windows = [each for each in decoder.windows(one_lane(recording)) if isinstance(each, Window)]
    pcm = b"".join(window.tracks[0] for window in windows)
    return pcm[: int(seconds * RATE) * 2] if seconds else pcm


def demo_hearing() -> Hearing:
    """With the demo model."""
    return Hearing(choose("demo-ja", folders_for("")), EngineOptions())


def measure(recording: Path, library: Path, *, seconds: float = 0.0, speed: float = 1.0) -> LiveFigures:
    """Let the recording grow, listen, stop, hear what is left; then transcribe the finished file for comparison."""
    pcm = sound_of(recording, seconds)
    reference = tuple(each for each in reference_of(recording) if each.end_ms <= len(pcm) // 32)
    folder = create(library, Meeting("m-live", "2026-11-25T10:00:00+09:00", Occasion(title="生")))
    hearing, tools = demo_hearing(), tools_from(live=True)
    try:
        tools.engine.load(hearing.weights.folder, hearing.options, no_report)
        with OpenMeeting(folder) as book, GrowingRecording(folder, [("mic", pcm)], speed=speed) as growing:
            said = [
                Said(round((time.monotonic() - growing.began) * 1000), each)
                for each in listen(book, hearing, tools, growing.feed(), no_report)
                if isinstance(each, Final | Draft)
            ]
            stopped = growing.began + len(pcm) / 2 / RATE / speed
            book.replace(replace(book.meeting, recordings=growing.recordings()))
            notices = list(hear(book, hearing, tools, no_report))
            wait_ms = round((time.monotonic() - stopped) * 1000)
            run = load_run(folder, book.meeting.run_id)
        whole = transcribed(recording, pcm, library / "file", hearing, tools)
    finally:
        tools.close()
    finals = tuple(each.what.heard for each in said if isinstance(each.what, Final))
    wanted = "".join(each.text for each in reference)
    return LiveFigures(
        late=tuple(lateness(said, reference, speed)),
        gaps=tuple(draft_gaps(said)),
        cer_live=error_rate(wanted, "".join(each.text for each in run.heard)),
        cer_file=error_rate(wanted, "".join(each.text for each in whole)),
        stop_to_text_ms=wait_ms,
        utterances=len(finals),
        same=sorted(finals, key=lambda each: each.start_ms) == list(run.heard) and len(notices) > 0,
    )


def transcribed(recording: Path, pcm: bytes, library: Path, hearing: Hearing, tools: Tools) -> tuple[Heard, ...]:
    """What a transcription of the finished file hears."""
    folder = create(library, Meeting("m-file", "2026-11-25T10:00:00+09:00", Occasion(title="後")))
    with GrowingWave(folder / "recording-mic-001.wav") as wave:
        wave.append(pcm)
    one = Recording(wave.path.name, recording.name, sha256_of(wave.path), len(pcm) // 32)
    with OpenMeeting(folder) as book:
        book.replace(replace(book.meeting, recordings=(one,)))
        list(hear(book, hearing, tools, no_report))
        return load_run(folder, book.meeting.run_id).heard


def lateness(said: list[Said], reference: tuple[Spoken, ...], speed: float) -> Iterator[int]:
    """For each utterance with words: when it stood, after the end of the last sentence (reference) that lies in it."""
    for each in said:
        if isinstance(each.what, Final) and each.what.heard.text:
            heard = each.what.heard
            inside = [one.end_ms for one in reference if one.start_ms < heard.end_ms and one.end_ms > heard.start_ms]
            if inside:
                end = min(inside, key=lambda end: abs(end - heard.end_ms))
                yield round(each.at_ms - end / speed)


def draft_gaps(said: list[Said]) -> Iterator[int]:
    """Between the drafts (and the end) of each utterance."""
    last: dict[int, Said] = {}
    for each in said:
        track = each.what.heard.track if isinstance(each.what, Final) else each.what.track
        start = each.what.heard.start_ms if isinstance(each.what, Final) else each.what.start_ms
        before = last.get(track)
        if before is not None and isinstance(before.what, Draft) and abs(before.what.start_ms - start) < 500:
            yield each.at_ms - before.at_ms
        last[track] = each


def told(name: str, figures: LiveFigures) -> str:
    """One line."""
    return (
        f"{name}: {figures.utterances} utterances, late p50 {statistics.median(figures.late):.0f} p95"
        f" {figures.percentile(0.95)} max {max(figures.late)} ms, drafts at most {max(figures.gaps, default=0)} ms"
        f" apart, CER live {figures.cer_live:.4f} file {figures.cer_file:.4f},"
        f" stop to text {figures.stop_to_text_ms} ms, same {figures.same}"
    )
