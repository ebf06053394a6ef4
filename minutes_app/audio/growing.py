"""Recordings that grow: a WAVE file that every player opens at any moment, whatever interrupts the writing.

In: 16 kHz mono 16-bit sound, piece by piece. Out: a file whose header says after every piece how much there is; one
whose end or header was broken, mended; new samples of a file that another process is still writing.
The 28 bytes reserved in front (`JUNK`) become `ds64` and `RIFF` becomes `RF64` in place when a file passes 4 GiB (EBU
Tech 3306 §3.5). Does not decode, and knows nothing of parts, tracks or time lines. A position is a number of samples.
"""

import os
import struct
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal

from minutes_app.files import disk_errors, write_atomic

RATE = 16_000
HEADER = 80
"""Bytes before the first sample: RIFF 12, JUNK 36, fmt 24, data 8."""
FULL = 0xFFFF_FFFF
"""Sizes from here on do not fit into a WAVE header; the value itself means "see ds64"."""
_BLOCK = 1 << 20
_WIDTH = 2

Did = Literal["header", "end", "header_put_before", "not_ours"]


class GrowingWave:
    """A new file, open for appending. `samples`: what the header says is in it.

    One thread appends; another may call `sync` meanwhile.
    """

    def __init__(self, path: Path) -> None:
        """Make the file. Raises `DiskError`; a file that is there is never written over."""
        self.path = path
        self.samples = 0
        with disk_errors(path):
            self._file = path.open("xb", buffering=0)
            try:
                self._put_header()
            except OSError:
                self._file.close()
                path.unlink(missing_ok=True)
                raise

    def append(self, pcm: bytes) -> None:
        """Add whole samples: sound first, then the header.

        Raises `DiskError`; then `samples` says how much got in, and the file is true.
        """
        if len(pcm) % _WIDTH:
            raise ValueError("half a sample")
        rest = memoryview(pcm)
        with disk_errors(self.path):
            self._file.seek(HEADER + self.samples * _WIDTH)
            try:
                while rest:
                    rest = rest[self._file.write(rest) :]
            finally:
                self.samples += (len(pcm) - len(rest)) // _WIDTH
                self._put_header()

    def sync(self) -> int:
        """Returns the number of samples that a power cut cannot take any more. Raises `DiskError`."""
        samples = self.samples
        with disk_errors(self.path):
            os.fsync(self._file.fileno())
        return samples

    def close(self) -> None:
        """Let go of the file (after a last `sync`, if it matters). Raises `DiskError`."""
        with disk_errors(self.path):
            self._file.close()

    def __enter__(self) -> "GrowingWave":
        """The file itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()

    def _put_header(self) -> None:
        self._file.seek(0)
        self._file.write(header(self.samples))


class GrowingReader:
    """Reads a file that another process is writing, from any position. The writer never notices."""

    def __init__(self, path: Path) -> None:
        """Open it. Raises `DiskError`."""
        self.path = path
        with disk_errors(path):
            self._file = path.open("rb", buffering=0)

    @property
    def samples(self) -> int:
        """How many samples can be read now. Raises `DiskError`."""
        with disk_errors(self.path):
            self._file.seek(0)
            claimed = _claimed(self._file.read(HEADER))
            there = self._file.seek(0, os.SEEK_END) - HEADER
        return max(0, min(claimed or 0, there)) // _WIDTH

    def read(self, start: int, most: int = 30 * RATE) -> bytes:
        """Up to `most` samples from position `start`, b"" when there is nothing new. Raises `DiskError`."""
        wanted = min(most, self.samples - start)
        if wanted <= 0:
            return b""
        with disk_errors(self.path):
            self._file.seek(HEADER + start * _WIDTH)
            return _read(self._file, wanted * _WIDTH)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> "GrowingReader":
        """The reader itself."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        """Close."""
        self.close()


@dataclass(frozen=True, slots=True)
class Mended:
    """A part as it is now: `samples`, and what had to be done (nothing: it was whole).

    "header": rewritten; "end": `cut` bytes that were no sound taken away (half a sample, or zeros that a power cut
    left behind what the header says); "header_put_before": the file had none; "not_ours": a WAVE file of another
    program, left as it is.
    """

    path: Path
    samples: int
    did: tuple[Did, ...] = ()
    cut: int = 0


def header(samples: int) -> bytes:
    """The 80 bytes before `samples` samples."""
    size = samples * _WIDTH
    total = size + HEADER - 8
    sound = struct.pack("<4sIHHIIHH4sI", b"fmt ", 16, 1, 1, RATE, RATE * _WIDTH, _WIDTH, 16, b"data", min(size, FULL))
    if total < FULL:
        return struct.pack("<4sI4s4sI28x", b"RIFF", total, b"WAVE", b"JUNK", 28) + sound
    large = struct.pack("<4sI4s4sIQQQI", b"RF64", FULL, b"WAVE", b"ds64", 28, total, size, samples, 0)
    return large + sound[:-4] + struct.pack("<I", FULL)


def samples_in(path: Path) -> int:
    """Samples that a whole or growing file of ours holds. Raises `DiskError`."""
    with GrowingReader(path) as reader:
        return reader.samples


def mend(path: Path) -> Mended:
    """Make a part that was cut off anywhere readable again; a whole one is not touched. Raises `DiskError`.

    Never takes sound away. Not for a file that a living recorder is still writing.
    """
    with disk_errors(path), path.open("rb") as stream:
        head = stream.read(HEADER)
        size = stream.seek(0, os.SEEK_END)
        if _is_foreign(head):
            return Mended(path, 0, ("not_ours",))
        claimed = _claimed(head)
        if claimed is None and not _is_place_of_header(head):
            return _with_header_before(path, size)
        kept = _kept(stream, claimed, max(0, size - HEADER))
    samples, surplus = kept // _WIDTH, max(0, size - HEADER - kept)
    wrong_header: tuple[Did, ...] = ("header",) if head != header(samples) else ()
    wrong_end: tuple[Did, ...] = ("end",) if surplus else ()
    if wrong_header or wrong_end:
        _put_right(path, samples)
    return Mended(path, samples, wrong_header + wrong_end, surplus)


def _kept(stream: BinaryIO, claimed: int | None, there: int) -> int:
    """Bytes that are sound: all that the header claims and has; behind that, up to the last byte that is not zero."""
    if claimed is None or claimed >= there:
        return there - there % _WIDTH
    end = _last_nonzero(stream, HEADER + claimed, HEADER + there) - HEADER
    kept = max(claimed, end + end % _WIDTH)
    return kept if kept <= there else there - there % _WIDTH


def _last_nonzero(stream: BinaryIO, start: int, end: int) -> int:
    """The place behind the last byte in [start, end) that is not zero; `start` when all are."""
    while end > start:
        begin = max(start, end - _BLOCK)
        stream.seek(begin)
        block = _read(stream, end - begin).rstrip(b"\0")
        if block:
            return begin + len(block)
        end = begin
    return start


def _put_right(path: Path, samples: int) -> None:
    with disk_errors(path), path.open("r+b", buffering=0) as stream:
        stream.truncate(HEADER + samples * _WIDTH)
        stream.write(header(samples))
        os.fsync(stream.fileno())


def _with_header_before(path: Path, size: int) -> Mended:
    """The file is sound from its first byte on."""
    samples = size // _WIDTH
    with disk_errors(path):
        content = path.read_bytes()
    write_atomic(path, header(samples) + content[: samples * _WIDTH])
    return Mended(path, samples, ("header_put_before",), size % _WIDTH)


def _claimed(head: bytes) -> int | None:
    """Bytes of sound that a header of ours tells of; None when this is none."""
    if len(head) < HEADER or head[8:12] != b"WAVE" or head[48:52] != b"fmt " or head[72:76] != b"data":
        return None
    if head[:4] == b"RF64" and head[12:16] == b"ds64":
        return int(struct.unpack_from("<Q", head, 28)[0])
    return int(struct.unpack_from("<I", head, 76)[0]) if head[:4] == b"RIFF" else None


def _is_place_of_header(head: bytes) -> bool:
    """Whether the first 80 bytes were a header once: never written (zeros), torn, or partly there."""
    begins = any(head[:4] == name[: len(head)] for name in (b"RIFF", b"RF64"))
    return not any(head) or begins or head[48:76] == header(0)[48:76]


def _is_foreign(head: bytes) -> bool:
    is_wave = len(head) >= 16 and head[:4] in (b"RIFF", b"RF64") and head[8:12] == b"WAVE"
    return is_wave and head[12:16] not in (b"JUNK", b"ds64", bytes(4))


def _read(stream: BinaryIO, size: int) -> bytes:
    """`size` bytes, fewer only at the end of the file."""
    pieces = []
    while size > 0 and (piece := stream.read(size)):
        pieces.append(piece)
        size -= len(piece)
    return b"".join(pieces)
