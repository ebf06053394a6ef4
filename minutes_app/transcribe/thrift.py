"""How the native libraries are made to do with less, with the same answers: memory, page faults, padding.

In: the engine's own process and the objects of faster-whisper and onnxruntime in it. Opens no model, imports neither.
"""

import contextlib
import hashlib
import sys
from dataclasses import dataclass
from typing import Any

VAD_FRAMES = 250
"""Frames of 32 ms that the voice detector sees at once: 8 s. All of a window at once costs 100 to 200 MB."""

UNSTABLE = 2
REMEMBERED = 4
"""Sounds: two tracks, and each from a new beginning."""

MALLOC = ((-8, 1), (-3, 1 << 30), (-1, 2**31 - 1))
"""glibc `mallopt`: M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD. With its defaults every tensor is a new mapping:
measured with demo-ja, 2.5 million page faults for 4 minutes of speech, and 27 % of the processor time."""


def keep_heap() -> None:
    """One heap that is kept, where the C library is glibc. For a process that does nothing but recognise."""
    if sys.platform == "linux":
        import ctypes

        with contextlib.suppress(AttributeError, OSError):
            mallopt = ctypes.CDLL(None).mallopt
            for name, value in MALLOC:
                mallopt(name, value)


@dataclass(frozen=True, slots=True)
class _Known:
    """Sound that was looked at: so many frames with this digest, the answer to them, and the state after them."""

    frames: int
    digest: bytes
    answer: Any
    h: Any
    c: Any


class InSteps:
    """The voice detector's session, fed `VAD_FRAMES` at a time; its state is carried, so the answer is the same.

    What was looked at is remembered: the same sound is looked at with two thresholds, and live again with its
    continuation. The last `UNSTABLE` frames are not, for zeros fill them up.
    WORKAROUND faster_whisper/vad.py `SileroVADModel.__call__`: its own step of 10,000 frames cannot be set.
    """

    def __init__(self, session: Any) -> None:
        """`session`: the onnxruntime session of silero VAD v6."""
        self._session = session
        self._known: list[_Known] = []

    def run(self, names: None, feeds: dict[str, Any]) -> tuple[Any, Any, Any]:
        """Return the probabilities, and the state `h` and `c` after the last frame."""
        import numpy as np

        frames = np.ascontiguousarray(feeds["input"])
        begin = feeds["h"].tobytes() + feeds["c"].tobytes()
        known = next((each for each in self._known if self._continues(each, begin, frames)), None)
        stable = max(len(frames) - UNSTABLE, known.frames if known else 0)
        h, c = (known.h, known.c) if known else (feeds["h"], feeds["c"])
        done = known.frames if known else 0
        before = [known.answer] if known else []
        answer, h, c = self._stepped(names, frames[done:stable], h, c)
        whole = np.concatenate([*before, *answer]) if before or answer else None
        if whole is not None:
            self._known = [each for each in self._known if each is not known][: REMEMBERED - 1]
            self._known.insert(0, _Known(stable, _digest(begin, frames[:stable]), whole, h, c))
        rest, h, c = self._stepped(names, frames[stable:], h, c)
        return np.concatenate([*([whole] if whole is not None else []), *rest]), h, c

    def _continues(self, known: _Known, begin: bytes, frames: Any) -> bool:
        return known.frames <= len(frames) and known.digest == _digest(begin, frames[: known.frames])

    def _stepped(self, names: None, frames: Any, h: Any, c: Any) -> tuple[list[Any], Any, Any]:
        outputs = []
        for at in range(0, len(frames), VAD_FRAMES):
            output, h, c = self._session.run(names, {"input": frames[at : at + VAD_FRAMES], "h": h, "c": c})
            outputs.append(output)
        return outputs, h, c


def _digest(begin: bytes, frames: Any) -> bytes:
    digest = hashlib.sha256(begin)
    digest.update(frames)
    return digest.digest()


def without_padding(model: Any) -> Any:
    """`model` (a faster-whisper WhisperModel), which now encodes no more than the model's own window.

    WORKAROUND faster_whisper/transcribe.py `generate_segments`: `pad_or_trim(segment)` makes 30 s of everything, also
    for a model whose `chunk_length` is 8 s. Measured with such a model: 2.6 times the work, and errors 0.057 instead of
    0.030 (meeting_3min) and 0.052 instead of 0.034 (meeting_10min). Nothing changes for models of 30 s.
    """
    encode, frames = model.encode, int(model.feature_extractor.nb_max_frames)
    model.encode = lambda features: encode(features[..., :frames])
    return model
