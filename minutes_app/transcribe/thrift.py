"""How the native libraries are made to do with less, with the same answers: memory, page faults, padding.

In: the engine's own process and the objects of faster-whisper and onnxruntime in it. Opens no model, imports neither.
"""

import contextlib
import hashlib
import sys
from typing import Any

VAD_FRAMES = 250
"""Frames of 32 ms that the voice detector sees at once: 8 s. All of a window at once costs 100 to 200 MB."""

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


class InSteps:
    """The voice detector's session, fed `VAD_FRAMES` at a time; its state is carried, so the answer is the same.

    The last answer is kept: the same sound is looked at with two thresholds.
    WORKAROUND faster_whisper/vad.py `SileroVADModel.__call__`: its own step of 10,000 frames cannot be set.
    """

    def __init__(self, session: Any) -> None:
        """`session`: the onnxruntime session of silero VAD v6."""
        self._session = session
        self._heard = b""
        self._answer: tuple[Any, Any, Any] = (None, None, None)

    def run(self, names: None, feeds: dict[str, Any]) -> tuple[Any, Any, Any]:
        """Return the probabilities, and the state `h` and `c` after the last frame."""
        digest = hashlib.sha256()
        for name in ("input", "h", "c"):
            digest.update(feeds[name])
        if digest.digest() != self._heard:
            self._answer = self._stepped(names, feeds["input"], feeds["h"], feeds["c"])
            self._heard = digest.digest()
        return self._answer

    def _stepped(self, names: None, frames: Any, h: Any, c: Any) -> tuple[Any, Any, Any]:
        import numpy as np

        outputs = []
        for at in range(0, len(frames), VAD_FRAMES):
            output, h, c = self._session.run(names, {"input": frames[at : at + VAD_FRAMES], "h": h, "c": c})
            outputs.append(output)
        return np.concatenate(outputs), h, c


def without_padding(model: Any) -> Any:
    """`model` (a faster-whisper WhisperModel), which now encodes no more than the model's own window.

    WORKAROUND faster_whisper/transcribe.py `generate_segments`: `pad_or_trim(segment)` makes 30 s of everything, also
    for a model whose `chunk_length` is 8 s. Measured with demo-ja: 2.6 times the work, and errors 0.057 instead of
    0.030 (meeting_3min) and 0.052 instead of 0.034 (meeting_10min). Nothing changes for models of 30 s.
    """
    encode, frames = model.encode, int(model.feature_extractor.nb_max_frames)
    model.encode = lambda features: encode(features[..., :frames])
    return model
