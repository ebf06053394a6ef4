"""Where somebody speaks: a window becomes stretches of speech that the model hears one at a time.

Each stretch is sound as it was recorded (nothing is glued together), so times are true, no text can be stretched
over a silence, and a pause is never heard as speech. All spans are (start, end) in samples at 16 kHz.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from minutes_app.audio.window import RATE, Window
from minutes_app.transcribe.speech import Span, VoiceDetector, find_speech

PAD_MS = 400
"""Lead and tail kept around speech, never more than half of the pause."""

PACK_GAP_MS = 2_000
STANDARD_CHUNK_MS = 20_000
"""From this model window on, neighbours are packed into one; a model with short windows hears one stretch at a time."""

EDGE_MS = 60
"""How far a text may reach beyond the speech that was found."""

PER_MS = RATE // 1000


@dataclass(frozen=True, slots=True)
class Region:
    """Sound from `start_ms` of its window; `samples` are float32 mono, -1 to 1; `speech` lies within the window."""

    track: int
    start_ms: int
    samples: Any
    speech: tuple[Span, ...]

    @property
    def speech_ms(self) -> tuple[int, int]:
        """Where the first speech begins and the last ends, in the window."""
        return self.speech[0][0] // PER_MS, self.speech[-1][1] // PER_MS

    def snapped(self, start_s: float, end_s: float) -> tuple[int, int]:
        """Times of a text (seconds in `samples`) as milliseconds of the window, without the silence at its ends."""
        first, last = self.speech_ms
        start = min(max(self.start_ms + round(start_s * 1000), first - EDGE_MS, 0), last)
        sound_ends = self.start_ms + len(self.samples) // PER_MS
        end = max(min(self.start_ms + round(end_s * 1000), last + EDGE_MS, sound_ends), start)
        spans = [(a // PER_MS - EDGE_MS, b // PER_MS + EDGE_MS) for a, b in self.speech]
        inside = [(a, b) for a, b in spans if a < end and b > start]
        if inside:
            start, end = max(start, inside[0][0], 0), min(end, inside[-1][1])
        return start, max(start, end)


def regions_of(window: Window, detect: VoiceDetector, *, chunk_ms: int) -> Iterator[Region]:
    """Yield the stretches of all tracks in the order of their starts, each at most `chunk_ms` long."""
    import numpy as np

    gap_ms = PACK_GAP_MS if chunk_ms >= STANDARD_CHUNK_MS else 0
    room_ms = chunk_ms - 2 * PAD_MS
    found = []
    for track, pcm in enumerate(window.tracks):
        samples = np.frombuffer(pcm, "<i2").astype(np.float32) / 32768.0
        groups = packed(find_speech(samples, detect, room_ms * PER_MS), gap_ms=gap_ms, chunk_ms=room_ms)
        for (start, end), speech in zip(padded(groups, len(samples)), groups, strict=True):
            found.append(Region(track, start // PER_MS, samples[start // PER_MS * PER_MS : end], speech))
    yield from sorted(found, key=lambda region: (region.start_ms, region.track))


def packed(speech: list[Span], *, gap_ms: int, chunk_ms: int) -> list[tuple[Span, ...]]:
    """Group neighbours whose pause is at most `gap_ms` while the whole stays within `chunk_ms`."""
    groups: list[tuple[Span, ...]] = []
    for start, end in speech:
        if groups and start - groups[-1][-1][1] <= gap_ms * PER_MS and end - groups[-1][0][0] <= chunk_ms * PER_MS:
            groups[-1] = (*groups[-1], (start, end))
        else:
            groups.append(((start, end),))
    return groups


def padded(groups: list[tuple[Span, ...]], length: int) -> list[Span]:
    """Each group with `PAD_MS` on both sides, but only to the middle of the pause to its neighbour."""
    pad = PAD_MS * PER_MS
    middles = [(before[-1][1] + after[0][0]) // 2 for before, after in itertools.pairwise(groups)]
    return [
        (max(group[0][0] - pad, low), min(group[-1][1] + pad, high))
        for group, low, high in zip(groups, [0, *middles], [*middles, length], strict=False)
    ]
