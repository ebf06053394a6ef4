"""The far end of an online meeting, taken out of what the room's microphone heard of its loudspeaker.

In: both tracks side by side, int16. Out: the room's track without what the far end explains of it. A linear adaptive
filter (partitioned block, frequency domain, Kalman gain: Enzner & Vary 2006, Signal Processing 86(6); Kuech et al.
2014, ICASSP) learns the way from loudspeaker to microphone: it subtracts nothing but the far end's own sound, so that
whoever speaks in the room at the same time stays. The recording on the disk is never changed.
"""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from minutes_app.audio.mix import Block

T = TypeVar("T")

BLOCK = 512
"""Samples: 32 ms."""
EARLY = 2
"""Blocks by which the microphone is held back: tracks may be 50 ms apart, and the far end the later one."""
PARTS = 20
"""Blocks that the filter is long: 640 ms from loudspeaker buffer to the end of the room's answer."""
MEMORY = 0.999
"""How much of the way is believed to be the same a block later."""
SMOOTH = 0.7
FULL_SCALE = 32768.0
REHEARSALS = 2
AUDIBLE = 100
"""Effective value (16 bit) of sound in which the far end speaks. Of a line on which nobody does it is about 30, with
peaks above 130; from that nothing is learnt, for the room's own voices would be taken for its echo."""
LEARN, MOST_HELD = 16_000 * 10, 16_000 * 60
"""Samples."""


def without_echo(blocks: "Iterator[Block | T]") -> "Iterator[Block | T]":
    """Blocks of (room, far end) become (cleaned room, far end, room); what is no block passes through.

    The beginning is heard twice before it is given out, so that the filter knows the way from the first word on.
    """
    canceller = EchoCanceller()
    begun: list[Block | T] = []
    pairs: list[Block] = []
    for each in blocks:
        begun.append(each)
        if _is_sound(each):
            pairs.append(cast("Block", each))
            if _is_enough(pairs):
                break
    for _pass in range(REHEARSALS):
        for pair in pairs:
            canceller.push(pair)
        canceller.rewind()
    yield from _cleaned(itertools.chain(begun, blocks), canceller)


def _cleaned(blocks: "Iterator[Block | T]", canceller: "EchoCanceller") -> "Iterator[Block | T]":
    import numpy as np

    held = np.zeros((2, 0), np.int16)
    for each in blocks:
        if not _is_sound(each):
            yield each
            continue
        held = np.concatenate([held, cast("Block", each)], axis=1)
        clean = canceller.push(cast("Block", each))
        if len(clean):
            yield np.stack([clean, held[1, : len(clean)], held[0, : len(clean)]])
            held = held[:, len(clean) :]
    if held.shape[1]:
        yield np.stack([canceller.finish(), held[1], held[0]])


def _is_sound(each: object) -> bool:
    import numpy as np

    return bool(isinstance(each, np.ndarray))


def _is_enough(pairs: "list[Block]") -> bool:
    """Whether the far end has said enough to learn from, or has been waited for long enough."""
    loud = sum(pair.shape[1] for pair in pairs if _is_speech(pair[1]))
    return bool(loud >= LEARN or sum(pair.shape[1] for pair in pairs) >= MOST_HELD)


def _is_speech(far: Any) -> bool:
    import numpy as np

    return len(far) > 0 and float(np.square(far, dtype=np.float32).mean()) > AUDIBLE**2


class EchoCanceller:
    """Feed it both tracks from the beginning, in pieces of any size; what comes back is `EARLY` blocks late at most."""

    def __init__(self) -> None:
        import numpy as np

        bins = BLOCK + 1
        self._last: Any = None
        self._room: Any = None
        self._waiting: Any = None
        self._drop = 0
        self._since = PARTS
        self._weights: Any = np.zeros((PARTS, bins), np.complex64)
        self._doubt: Any = np.full((PARTS, bins), 10.0, np.float32)
        self._far: Any = np.zeros((PARTS, bins), np.complex64)
        self._error: Any = np.zeros(bins, np.float32)
        self.rewind()

    def rewind(self) -> None:
        """Begin another sound with what was learned of the way."""
        import numpy as np

        self._far[:] = 0
        self._last = np.zeros(BLOCK, np.float32)
        self._room = np.zeros(EARLY * BLOCK, np.float32)
        self._waiting = np.zeros((2, 0), np.int16)
        self._drop = EARLY * BLOCK
        self._since = PARTS

    def push(self, pair: "Block") -> "Block":
        """Take a piece of (room, far end); return the cleaned room for sound that was pushed before."""
        import numpy as np

        self._waiting = np.concatenate([self._waiting, pair], axis=1)
        whole = self._waiting.shape[1] // BLOCK * BLOCK
        taken, self._waiting = self._waiting[:, :whole], self._waiting[:, whole:]
        cleaned = [self._step(taken[:, at : at + BLOCK]) for at in range(0, whole, BLOCK)]
        out = np.concatenate(cleaned) if cleaned else np.zeros(0, np.int16)
        drop = min(self._drop, len(out))
        self._drop -= drop
        return out[drop:]

    def finish(self) -> "Block":
        """The rest."""
        import numpy as np

        left = self._waiting.shape[1]
        tail = self.push(np.zeros((2, EARLY * BLOCK + (-left) % BLOCK), np.int16))
        return tail[: len(tail) - (-left) % BLOCK]

    def _step(self, pair: Any) -> Any:
        """One block: far end now, room `EARLY` blocks ago."""
        import numpy as np

        now = pair.astype(np.float32) / FULL_SCALE
        self._room = np.concatenate([self._room, now[0]])
        heard, self._room = self._room[:BLOCK], self._room[BLOCK:]
        self._far = np.roll(self._far, 1, axis=0)
        self._far[0] = np.fft.rfft(np.concatenate([self._last, now[1]]))
        self._last = now[1]
        if not self._far.any():
            return np.rint(heard * FULL_SCALE).astype(np.int16)
        self._since = 0 if _is_speech(pair[1]) else self._since + 1
        echo = np.fft.irfft((self._weights * self._far).sum(axis=0))[BLOCK:].astype(np.float32)
        error = heard - echo
        if self._since < PARTS:
            self._learn(error)
        kept = error if np.dot(error, error) <= np.dot(heard, heard) else heard
        return np.clip(np.rint(kept * FULL_SCALE), -32768, 32767).astype(np.int16)

    def _learn(self, error: Any) -> None:
        import numpy as np

        spectrum = np.fft.rfft(np.concatenate([np.zeros(BLOCK, np.float32), error])).astype(np.complex64)
        power = np.abs(self._far) ** 2
        self._error = SMOOTH * self._error + (1 - SMOOTH) * np.abs(spectrum) ** 2
        doubt = MEMORY**2 * self._doubt + (1 - MEMORY**2) * np.abs(self._weights) ** 2
        gain = doubt / ((doubt * power).sum(axis=0) + 2 * self._error + 1e-6)
        self._doubt = (doubt * (1 - 0.5 * gain * power)).astype(np.float32)
        change = np.fft.irfft(gain * np.conj(self._far) * spectrum, axis=1)
        change[:, BLOCK:] = 0
        self._weights = (self._weights + np.fft.rfft(change, axis=1)).astype(np.complex64)


class Cleaner:
    """An `EchoCanceller` for bytes: 16 bit samples of room and far end in, the cleaned room out. `last`: all of it."""

    def __init__(self) -> None:
        self._canceller = EchoCanceller()

    def __call__(self, room: bytes, far: bytes, last: bool) -> bytes:
        """Take a piece of both, of the same length; return what is ready of what was pushed before."""
        import numpy as np

        cleaned = self._canceller.push(np.stack([np.frombuffer(each, "<i2") for each in (room, far)]))
        if last:
            cleaned = np.concatenate([cleaned, self._canceller.finish()])
        return cleaned.tobytes()
