"""MPEG audio (mp3, mp2) and ADTS (aac) frame headers: enough to know such a file by its bytes.

Bytes in, yes or no out. One frame proves nothing (0xFFE occurs by chance), so a run of frames is asked for.
Tables: ISO/IEC 11172-3 §2.4.2.3, ISO/IEC 13818-3 §2.4.2.3, ISO/IEC 13818-7 §6.2.
"""

import re
from collections.abc import Callable

RUN = 3
"""Frames in a row that prove the format; fewer where the bytes end: one at their very beginning, else two."""

_SYNC = re.compile(rb"\xff[\xe0-\xff]")
_LAYER_1, _LAYER_2 = 3, 2
_RATES = {3: (44100, 48000, 32000), 2: (22050, 24000, 16000), 0: (11025, 12000, 8000)}
_KBIT_FIRST = {
    3: (32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448),
    2: (32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384),
    1: (32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320),
}
_KBIT_LATER_1 = (32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256)
_KBIT_LATER_2_3 = (8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160)


def is_mpeg_audio(head: bytes) -> bool:
    """A run of MPEG-1/2/2.5 layer I to III frames in `head`, and no run of ADTS frames before it."""
    return _first_run(head, mpeg_length) < min(_first_run(head, _adts_length), len(head))


def is_adts(head: bytes) -> bool:
    """A run of ADTS frames in `head`, and no run of MPEG audio frames before it (either occurs in the other)."""
    return _first_run(head, _adts_length) < min(_first_run(head, mpeg_length), len(head))


def _first_run(head: bytes, length_of: Callable[[bytes], int]) -> int:
    """Where the first run of frames begins; the length of `head` when there is none."""
    starts = (found.start() for found in _SYNC.finditer(head))
    return next((start for start in starts if _runs(head, start, length_of)), len(head))


def _runs(head: bytes, at: int, length_of: Callable[[bytes], int]) -> bool:
    first = at
    for found in range(RUN):
        length = length_of(head[at : at + 6])
        if not length:
            return False
        at += length
        if at >= len(head):
            return first == 0 or found + 1 >= RUN - 1
    return True


def mpeg_length(header: bytes) -> int:
    """Bytes of the MPEG audio frame that begins with `header` (4 bytes); 0 = no frame begins so."""
    if len(header) < 4 or header[0] != 0xFF or header[1] & 0xE0 != 0xE0:
        return 0
    version, layer = header[1] >> 3 & 3, header[1] >> 1 & 3
    bitrate, rate, padding = header[2] >> 4, header[2] >> 2 & 3, header[2] >> 1 & 1
    if version == 1 or layer == 0 or bitrate in (0, 15) or rate == 3:
        return 0
    bits = 1000 * _kbit(version, layer)[bitrate - 1]
    hertz = _RATES[version][rate]
    if layer == _LAYER_1:
        return (12 * bits // hertz + padding) * 4
    halved = version != 3 and layer != _LAYER_2
    return (72 if halved else 144) * bits // hertz + padding


def _kbit(version: int, layer: int) -> tuple[int, ...]:
    if version == 3:
        return _KBIT_FIRST[layer]
    return _KBIT_LATER_1 if layer == _LAYER_1 else _KBIT_LATER_2_3


def _adts_length(header: bytes) -> int:
    if len(header) < 6 or header[0] != 0xFF or header[1] & 0xF6 != 0xF0 or header[2] >> 2 & 0xF > 12:
        return 0
    length = (header[3] & 3) << 11 | header[4] << 3 | header[5] >> 5
    return length if length > 7 else 0
