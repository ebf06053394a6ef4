"""The log-mel spectrogram of faster-whisper, in two steps, with numpy alone.

In: sound at 16 kHz, -1 to 1. Out: mel power (frames of 10 ms, 80), to which noises can be added, and its logarithm.
"""

from functools import cache

import numpy as np

RATE, HOP, WINDOW, BANDS = 16_000, 160, 400, 80
FLOOR = 1e-10


@cache
def bands() -> np.ndarray:
    """Slaney's mel filters (80, 201), as librosa and Whisper have them."""
    linear_step, break_hz, break_mel, log_step = 200.0 / 3, 1000.0, 15.0, np.log(6.4) / 27.0
    top = break_mel + np.log(RATE / 2 / break_hz) / log_step
    mel = np.linspace(0.0, top, BANDS + 2)
    edges = np.where(mel < break_mel, mel * linear_step, break_hz * np.exp(log_step * (mel - break_mel)))
    slopes = edges[:, None] - np.fft.rfftfreq(WINDOW, 1 / RATE)[None]
    widths = np.diff(edges)
    rising, falling = -slopes[:-2] / widths[:-1, None], slopes[2:] / widths[1:, None]
    shape = np.maximum(0, np.minimum(rising, falling))
    return (shape * (2.0 / (edges[2:] - edges[:-2]))[:, None]).astype(np.float32)


def power(sound: np.ndarray) -> np.ndarray:
    """Mel power (frames, 80): what faster-whisper takes the logarithm of (it pads half a window at both ends)."""
    padded = np.pad(sound.astype(np.float32), (0, HOP))
    padded = np.pad(padded, WINDOW // 2, mode="reflect")
    count = 1 + (len(padded) - WINDOW) // HOP
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[: count * HOP : HOP]
    window = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
    spectrum = np.abs(np.fft.rfft(frames * window, axis=1)[:-1]) ** 2
    return (spectrum.astype(np.float32) @ bands().T).astype(np.float32)


def log_norm(energy: np.ndarray, above: float = 0.0) -> np.ndarray:
    """Whisper's scaled logarithm. `above`: how much louder (in tens) the loudest place outside of this window is."""
    level = np.log10(np.maximum(energy, FLOOR))
    return ((np.maximum(level, level.max() + above - 8.0) + 4.0) / 4.0).astype(np.float32)


def convolve(sound: np.ndarray, response: np.ndarray) -> np.ndarray:
    """The sound in a room: convolution by FFT, as long as the sound."""
    size = 1 << (len(sound) + len(response) - 1).bit_length()
    mixed = np.fft.irfft(np.fft.rfft(sound, size) * np.fft.rfft(response, size), size)
    return mixed[: len(sound)].astype(np.float32)


@cache
def _third() -> np.ndarray:
    """A low-pass filter at 7.6 kHz for sound at 48 kHz."""
    place = np.arange(-120, 121)
    taps = np.sinc(place * 2 * 7600 / 48_000) * np.kaiser(241, 8.0)
    return (taps / taps.sum()).astype(np.float32)


def thin(sound: np.ndarray) -> np.ndarray:
    """48 kHz to 16 kHz."""
    taps = _third()
    padded = np.pad(sound, (len(taps) // 2, len(taps) // 2))
    return np.convolve(padded, taps, mode="valid")[::3].astype(np.float32)
