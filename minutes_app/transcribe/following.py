"""Speech that is heard while it is spoken: which utterances of a growing track have ended, and what is said right now.

In: one track up to now, and from where on nothing has been heard. Out: utterances that ended, once each; a draft of the
one that lasts; how far all is heard. The cuts are those of `regions` as far as they can be known before the future
comes: an utterance ends with a pause of `MIN_SILENCE_MS`, or where a longer one must be cut. Loudness is judged over
all the sound that is handed over. Does not read files and does not know the engine.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from minutes_app.audio.window import RATE
from minutes_app.meeting.model import Heard
from minutes_app.transcribe.engine import Draft, LiveSound, Settled
from minutes_app.transcribe.regions import PACK_GAP_MS, PAD_MS, PER_MS, STANDARD_CHUNK_MS, Region, packed, padded
from minutes_app.transcribe.speech import MIN_SILENCE_MS, Span, find_speech, split_at_quietest

AFTER_MS = 250
"""After an utterance so much is heard and settled with it, now as later: what is heard does not depend on the moment.

Errors with 200 to 300 ms are those with the finished file's 400 ms (measured on four synthetic meetings).
"""

EARLY_MS = AFTER_MS
"""A pause so long that the utterance has probably ended: it is heard now, so that it is ready when that is sure."""

LEAD_MS = 1_500
"""Of a silence that goes on, so much stays unsettled: an onset may be found late."""

GRID = 512 * 32 * 8
"""Samples: the voice detector starts at a multiple of it, so that it can go on where it was (a frame is 512)."""

WARM_UP = 10 * RATE
"""Low voices are lost by a detector that has heard nothing before."""

SHORTEST_DRAFT = RATE * 2 // 5
DIP = RATE // 10
REMEMBERED = 8

TELLING = 16
Key = tuple[int, int, int, int]

Hear = Callable[..., list[Heard]]
"""`hear(region, draft=…)`: what the model hears in a region, times as in the region's window."""


class PausingDetector(Protocol):
    """A voice detector that can be told which pause ends a stretch."""

    def __call__(self, samples: Any, threshold: float, pause_ms: int = ...) -> list[Span]:
        """As `speech.VoiceDetector`."""
        ...


@dataclass(frozen=True, slots=True)
class _Scene:
    """A track as it is now. `speech`: what is not settled, in order; the last may still last. Places in samples."""

    samples: Any
    start_ms: int
    settled: int
    speech: tuple[Span, ...]
    now: int


class Follower:
    """Follows any number of tracks. What it heard ahead of time is kept until the utterance has really ended."""

    def __init__(self) -> None:
        self._ahead: dict[Key, list[Heard]] = {}

    def follow(
        self, sound: LiveSound, detect: PausingDetector, hear: Hear, *, chunk_ms: int
    ) -> Iterator[Heard | Draft | Settled]:
        """Yield what is new in `sound`; the same sound again yields the same."""
        room = (chunk_ms - 2 * PAD_MS) * PER_MS
        scene = _scene(sound, detect, room)
        closed, lasting = _parted(scene, ended=sound.ended)
        gap_ms = PACK_GAP_MS if chunk_ms >= STANDARD_CHUNK_MS else 0
        groups = packed(closed, gap_ms=gap_ms, chunk_ms=chunk_ms - 2 * PAD_MS)
        regions = _regions(scene, [*groups, *([(lasting,)] if lasting else [])], sound.track)
        for region in regions[: len(groups)]:
            yield from self._finished(region, scene, hear)
        if lasting:
            yield from self._lasting(scene, regions[-1], sound, partial(detect, pause_ms=EARLY_MS), hear)
        since_ms = sound.start_ms + lasting[0] // PER_MS if lasting else -1
        yield Settled(sound.track, _settled_ms(scene, regions, len(groups), ended=sound.ended), since_ms)

    def _finished(self, region: Region, scene: _Scene, hear: Hear) -> list[Heard]:
        known = self._ahead.pop(_key(region, scene), None)
        return [_moved(each, scene.start_ms) for each in hear(region, draft=False)] if known is None else known

    def _lasting(self, scene: _Scene, region: Region, sound: LiveSound, detect: Any, hear: Hear) -> Iterator[Draft]:
        """A draft; when the utterance seems to have ended, what is heard is kept for the moment when that is sure."""
        start, end = region.speech[0]
        early = _ended_early(scene, detect, start)
        if early:
            region = _region(scene, region.track, (region.start_ms * PER_MS, scene.now), ((start, early),))
            key = _key(region, scene)
            if key in self._ahead and not sound.draft:
                return
            heard = self._heard_ahead(key, region, scene, hear)
        elif sound.draft and end - start >= SHORTEST_DRAFT:
            heard = hear(region, draft=True)
            if not any(each.text for each in heard):
                heard = hear(_ended_softly(region), draft=True)
        else:
            return
        if text := "".join(each.text for each in heard):
            yield Draft(sound.track, scene.start_ms + start // PER_MS, sound.end_ms, text)

    def _heard_ahead(self, key: Key, region: Region, scene: _Scene, hear: Hear) -> list[Heard]:
        if key not in self._ahead:
            self._ahead[key] = [_moved(each, scene.start_ms) for each in hear(region, draft=False)]
            while len(self._ahead) > REMEMBERED:
                del self._ahead[next(iter(self._ahead))]
        return self._ahead[key]


def _scene(sound: LiveSound, detect: PausingDetector, room: int) -> _Scene:
    import numpy as np

    samples = np.frombuffer(sound.pcm, "<i2").astype(np.float32) / 32768.0
    settled = (sound.settled_ms - sound.start_ms) * PER_MS
    return _Scene(samples, sound.start_ms, settled, tuple(_unsettled(samples, settled, detect, room)), len(samples))


def _unsettled(samples: Any, settled: int, detect: Any, room: int) -> Iterator[Span]:
    """Speech from `settled` on, in pieces of at most `room`. The detector hears no more than it needs."""
    begin = max(0, settled - WARM_UP) // GRID * GRID

    def from_there(whole: Any, threshold: float) -> list[Span]:
        return [(begin + start, begin + end) for start, end in detect(whole[begin:], threshold)]

    for start, end in find_speech(samples, from_there, len(samples) + 1):
        if end > settled:
            yield from split_at_quietest(samples, (max(start, settled), end), room)


def _parted(scene: _Scene, *, ended: bool) -> tuple[list[Span], Span | None]:
    """The stretches that have ended, and the one that may go on."""
    if not scene.speech:
        return [], None
    *before, last = scene.speech
    if ended or last[1] <= scene.now - MIN_SILENCE_MS * PER_MS:
        return [*before, last], None
    return before, last


def _ended_early(scene: _Scene, detect: Any, start: int) -> int:
    """Where the lasting utterance seems to have ended, or 0."""
    ends = [end for _start, end in _unsettled(scene.samples, scene.settled, detect, len(scene.samples) + 1)]
    return ends[-1] if ends and start < ends[-1] <= scene.now - EARLY_MS * PER_MS else 0


def _regions(scene: _Scene, groups: list[tuple[Span, ...]], track: int) -> list[Region]:
    """The groups with lead and tail: to the middle of a pause at most, as in `regions`."""
    at = _lead_begins(scene, groups[0][0][0]) if groups else scene.settled
    moved = [tuple((start - at, end - at) for start, end in group) for group in groups]
    pads = padded(moved, scene.now - at)
    return [
        _region(scene, track, (at + start, at + end), group) for (start, end), group in zip(pads, groups, strict=True)
    ]


def _region(scene: _Scene, track: int, pad: Span, speech: tuple[Span, ...]) -> Region:
    start_ms, end = pad[0] // PER_MS, min(pad[1], speech[-1][1] + AFTER_MS * PER_MS)
    return Region(track, start_ms, scene.samples[start_ms * PER_MS : end], speech)


def _ended_softly(region: Region) -> Region:
    """The region up to the quietest place of its last second: a model hears more in whole words than in half ones."""
    import numpy as np

    last = region.samples[-RATE:]
    power = np.convolve(last**2, np.ones(DIP), "valid")
    end = len(region.samples) - len(last) + int(np.argmin(power)) + DIP // 2
    return replace(region, samples=np.concatenate([region.samples[:end], np.zeros(AFTER_MS * PER_MS, np.float32)]))


def _lead_begins(scene: _Scene, start: int) -> int:
    """The middle of the pause before `start`; what is settled reaches `AFTER_MS` into it, unless speech was cut."""
    if start <= scene.settled:
        return scene.settled
    return max(0, (scene.settled - AFTER_MS * PER_MS + start) // 2)


def _settled_ms(scene: _Scene, regions: list[Region], finished: int, *, ended: bool) -> int:
    if ended:
        return scene.start_ms + scene.now // PER_MS
    settled = scene.settled
    if finished:
        settled = regions[finished - 1].speech[-1][1] + AFTER_MS * PER_MS
    if len(regions) > finished:
        return scene.start_ms + min(settled, regions[finished].speech[0][0]) // PER_MS
    return scene.start_ms + max(settled // PER_MS, scene.now // PER_MS - LEAD_MS)


def _key(region: Region, scene: _Scene) -> Key:
    """Where it is, and what it sounds like: another recording may have an utterance at the same place."""
    first, last = region.speech[0][0], region.speech[-1][1]
    sound = hash(scene.samples[first:last:TELLING].tobytes())
    return region.track, scene.start_ms * PER_MS + first, scene.start_ms * PER_MS + last, sound


def _moved(heard: Heard, by_ms: int) -> Heard:
    words = tuple(replace(word, start_ms=word.start_ms + by_ms, end_ms=word.end_ms + by_ms) for word in heard.words)
    return replace(heard, start_ms=heard.start_ms + by_ms, end_ms=heard.end_ms + by_ms, words=words)
