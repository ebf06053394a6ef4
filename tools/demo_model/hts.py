"""Speech from full-context labels: a thin door to libHTSEngine 1.10 (Debian package `libhtsengine1`).

In: voice files, labels, settings. Out: 48 kHz sound and the end of every phoneme. Unlike the binding in pyopenjtalk it
gives the all-pass constant, the weight of the global variance, the interpolation of voices and the exact durations.
"""

import ctypes as c
import ctypes.util
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

_P, _N, _D = c.c_void_p, c.c_size_t, c.c_double
_STRINGS = c.POINTER(c.c_char_p)
_SIGNATURES = {
    "initialize": (None, [_P]),
    "load": (c.c_char, [_P, _STRINGS, _N]),
    "set_alpha": (None, [_P, _D]),
    "set_speed": (None, [_P, _D]),
    "add_half_tone": (None, [_P, _D]),
    "set_gv_weight": (None, [_P, _N, _D]),
    "set_parameter_interpolation_weight": (None, [_P, _N, _N, _D]),
    "set_duration_interpolation_weight": (None, [_P, _N, _D]),
    "set_gv_interpolation_weight": (None, [_P, _N, _N, _D]),
    "get_nstate": (_N, [_P]),
    "get_fperiod": (_N, [_P]),
    "get_sampling_frequency": (_N, [_P]),
    "get_state_duration": (_N, [_P, _N]),
    "synthesize_from_strings": (c.c_char, [_P, _STRINGS, _N]),
    "get_nsamples": (_N, [_P]),
    "get_generated_speech": (_D, [_P, _N]),
    "refresh": (None, [_P]),
}
STREAMS = 3


@dataclass(frozen=True, slots=True)
class Manner:
    """How a voice speaks. `blend`: weight of each voice file; `tone` in half tones; `tract` the all-pass constant."""

    blend: tuple[float, ...]
    speed: float = 1.0
    tone: float = 0.0
    tract: float = 0.55
    variance: float = 1.0


@cache
def library(path: str = "") -> c.CDLL:
    """The native library: at `path`, or where the system has it."""
    loaded = c.CDLL(path or ctypes.util.find_library("HTSEngine") or "libHTSEngine.so.1")
    for name, (result, arguments) in _SIGNATURES.items():
        function = getattr(loaded, f"HTS_Engine_{name}")
        function.restype, function.argtypes = result, arguments
    return loaded


class Engine:
    """One voice file, or several to be blended."""

    def __init__(self, files: list[Path], library_path: str = "") -> None:
        self._hts = library(library_path)
        self._memory = c.create_string_buffer(16_384)
        self._engine = c.cast(self._memory, _P)
        self._slot: int | None = None
        self._hts.HTS_Engine_initialize(self._engine)
        if self._hts.HTS_Engine_load(self._engine, _strings([str(file) for file in files]), len(files)) == b"\0":
            raise RuntimeError(f"cannot load {files}")
        self.rate = self._hts.HTS_Engine_get_sampling_frequency(self._engine)
        self._period = self._hts.HTS_Engine_get_fperiod(self._engine)
        self._states = self._hts.HTS_Engine_get_nstate(self._engine)

    def say(self, labels: list[str], manner: Manner) -> tuple[np.ndarray, np.ndarray]:
        """Sound (float32, scale of 16 bits, at `rate`) and the end of every label's phoneme in seconds."""
        self._set(manner)
        self._hts.HTS_Engine_synthesize_from_strings(self._engine, _strings(labels), len(labels))
        sound = self._sound(self._hts.HTS_Engine_get_nsamples(self._engine))
        length = [
            sum(
                self._hts.HTS_Engine_get_state_duration(self._engine, index * self._states + state)
                for state in range(self._states)
            )
            for index in range(len(labels))
        ]
        self._hts.HTS_Engine_refresh(self._engine)
        return sound, np.cumsum(length) * self._period / self.rate

    def _set(self, manner: Manner) -> None:
        for voice, weight in enumerate(manner.blend):
            for stream in range(STREAMS):
                self._hts.HTS_Engine_set_parameter_interpolation_weight(self._engine, voice, stream, weight)
                self._hts.HTS_Engine_set_gv_interpolation_weight(self._engine, voice, stream, weight)
            self._hts.HTS_Engine_set_duration_interpolation_weight(self._engine, voice, weight)
        self._hts.HTS_Engine_set_speed(self._engine, manner.speed)
        self._hts.HTS_Engine_set_alpha(self._engine, manner.tract)
        self._hts.HTS_Engine_set_gv_weight(self._engine, 0, manner.variance)
        self._hts.HTS_Engine_add_half_tone(self._engine, manner.tone)

    def _sound(self, count: int) -> np.ndarray:
        """The samples in one copy; the library itself only gives them one by one.

        The engine's structure holds {samples, frames, streams, stream pointer, sample pointer} in this order: the
        pointer is found by its count once, and proved by three samples.
        """
        words = np.frombuffer(self._memory, dtype=np.uint64)
        if self._slot is None:
            fits = (index for index in range(4, len(words)) if int(words[index - 4]) == count)
            self._slot = next(index for index in fits if self._is_sound(int(words[index]), count))
        pointer = c.cast(int(words[self._slot]), c.POINTER(c.c_double))
        return np.ctypeslib.as_array(pointer, (count,)).astype(np.float32)

    def _is_sound(self, address: int, count: int) -> bool:
        if not 0x10000 < address < 0x7FFF_FFFF_FFFF or address % 8:
            return False
        samples = c.cast(address, c.POINTER(c.c_double))
        places = (0, count // 2, count - 1)
        return all(samples[at] == self._hts.HTS_Engine_get_generated_speech(self._engine, at) for at in places)


def _strings(values: list[str]) -> c.Array[c.c_char_p]:
    return (c.c_char_p * len(values))(*[value.encode() for value in values])
