"""What a run heard, its words read only where somebody looks: ten hours hold 300,000 words.

In: the bytes of a run. Out: a sequence of `Heard` without their words, and with them for a stretch of time. It is read
in small steps, so that other threads find Python free.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import overload

import msgspec

from minutes_app.meeting.model import Flag, Heard, Ms
from minutes_app.meeting.sealed import decode, decode_gently


@dataclass(frozen=True, slots=True)
class _Wordless:
    start_ms: Ms
    end_ms: Ms
    text: str
    track: int = 0
    confidence: float = 1.0
    avg_logprob: float = 0.0
    no_speech: float = 0.0
    compression: float = 1.0
    flags: tuple[Flag, ...] = ()

    def heard(self) -> Heard:
        """The same without its words."""
        return Heard(
            self.start_ms,
            self.end_ms,
            self.text,
            track=self.track,
            confidence=self.confidence,
            avg_logprob=self.avg_logprob,
            no_speech=self.no_speech,
            compression=self.compression,
            flags=self.flags,
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """What was heard in one stretch: with its words, or without them and as it lies in the file."""

    heard: Heard
    raw: msgspec.Raw | None = None


class HeardList(Sequence[Heard]):
    """In the order of the starts. `near` has the words."""

    def __init__(self, parts: Iterable[_Part] = ()) -> None:
        self._parts = tuple(parts)
        self._starts = [part.heard.start_ms for part in self._parts]
        self._longest_ms = max((part.heard.end_ms - part.heard.start_ms for part in self._parts), default=0)

    @classmethod
    def read(cls, raws: Sequence[msgspec.Raw]) -> "HeardList":
        """As it lies in the file. Raises `NotReadable`."""
        wordless = decode_gently(raws, _Wordless)
        return cls(_Part(each.heard(), raw) for each, raw in zip(wordless, raws, strict=True))

    def near(self, start_ms: int, end_ms: int) -> tuple[Heard, ...]:
        """What touches a stretch of time, with its words. Raises `NotReadable`."""
        first = bisect_left(self._starts, start_ms - self._longest_ms)
        parts = self._parts[first : bisect_left(self._starts, end_ms)]
        return tuple(_with_words(part) for part in parts if part.heard.end_ms > start_ms)

    def exchanged(self, goes: Callable[[Heard], bool], heard: Iterable[Heard]) -> "HeardList":
        """Without what goes, and with something that was heard instead."""
        parts = [*(part for part in self._parts if not goes(part.heard)), *(_Part(each) for each in heard)]
        return HeardList(sorted(parts, key=lambda part: (part.heard.start_ms, part.heard.track)))

    def __len__(self) -> int:
        """How many parts were heard."""
        return len(self._parts)

    @overload
    def __getitem__(self, at: int) -> Heard: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Heard, ...]: ...
    def __getitem__(self, at: int | slice) -> Heard | tuple[Heard, ...]:
        """A part, without its words."""
        if isinstance(at, slice):
            return tuple(part.heard for part in self._parts[at])
        return self._parts[at].heard


def _with_words(part: _Part) -> Heard:
    return part.heard if part.raw is None else decode(part.raw, Heard)
