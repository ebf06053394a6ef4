"""JSON objects that show when they were damaged, and files of such objects, one a line.

In: values, bytes, paths. Out: bytes that end in a check (CRC-32 of what stands before it), and values again, validated.
The check finds accidents (bad sectors, torn writes, other programs); it is no protection against a forger.
Does not know what the values mean, and where the files lie.
"""

import contextlib
import os
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

import msgspec

from minutes_app.files import disk_errors, patiently, sync_folder
from minutes_app.progress import undone_by

T = TypeVar("T")
_CHECK = b',"check":"'
_TAIL = len(_CHECK + b'00000000"}')
STEP = 256
REST_S = 0.0005
"""So long a big reading rests after each `STEP` parts: else the window could not draw meanwhile."""


class NotReadable(ValueError):
    """The bytes do not hold what they should; the text says where, never what was said in a meeting."""


@dataclass(frozen=True, slots=True)
class Lines:
    """The whole lines of a file in bytes; `torn` = the bytes after the last line end, of a write that was cut off."""

    whole: tuple[bytes, ...]
    torn: bytes

    @property
    def length(self) -> int:
        """Bytes up to the end of the last whole line."""
        return sum(len(line) + 1 for line in self.whole)


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A line that cannot be read. `number`: from 1; `holds`: the values in it, several where a line's end was lost."""

    number: int
    holds: int


def encode(value: object) -> bytes:
    """Compact UTF-8 JSON. Halves of characters (from foreign file names, from pasting) become U+FFFD."""
    try:
        return msgspec.json.encode(value)
    except UnicodeEncodeError:
        return msgspec.json.encode(_mended(value))


def decode(raw: bytes | msgspec.Raw, kind: type[T]) -> T:
    """`raw` as a `kind`, every type and limit checked. Raises `NotReadable`."""
    try:
        return msgspec.json.decode(raw, type=kind)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise NotReadable(str(error)) from None


def decode_gently(parts: Sequence[msgspec.Raw], kind: type[T]) -> tuple[T, ...]:
    """Each part as a `kind`, with short rests in between for other threads. Raises `NotReadable`."""
    decoder = msgspec.json.Decoder(kind)
    done: list[T] = []
    for first in range(0, len(parts), STEP):
        try:
            done += [decoder.decode(part) for part in parts[first : first + STEP]]
        except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
            raise NotReadable(str(error)) from None
        if len(parts) > STEP:
            time.sleep(REST_S)
    return tuple(done)


def encode_gently(values: Sequence[object]) -> tuple[msgspec.Raw, ...]:
    """Each value as `encode` writes it, with short rests in between for other threads."""
    done: list[msgspec.Raw] = []
    for first in range(0, len(values), STEP):
        done += [msgspec.Raw(encode(value)) for value in values[first : first + STEP]]
        if len(values) > STEP:
            time.sleep(REST_S)
    return tuple(done)


def seal(value: object) -> bytes:
    """A JSON object with its check as the last member."""
    plain = encode(value)
    return plain[:-1] + b',"check":"%08x"}' % zlib.crc32(plain)


def is_intact(sealed: bytes) -> bool:
    """Whether the check at the end is right for what stands before it."""
    crc = zlib.crc32(b"}", zlib.crc32(memoryview(sealed)[:-_TAIL]))
    return sealed[-_TAIL:] == b',"check":"%08x"}' % crc


def check_of(sealed: bytes) -> str:
    """The check itself, 8 hex digits."""
    return sealed[-10:-2].decode("ascii", "replace")


def open_seal(sealed: bytes, kind: type[T]) -> T:
    """The value of an intact sealed object. Raises `NotReadable`."""
    if not is_intact(sealed):
        raise NotReadable("check")
    return decode(sealed, kind)


def lines_of(raw: bytes) -> Lines:
    """Whole lines and what is left over after them."""
    *whole, torn = raw.split(b"\n")
    return Lines(tuple(whole), torn)


def read_sealed(path: Path, kind: type[T]) -> tuple[T | Unreadable, ...]:
    """The values of a file of sealed lines, () where there is none. Raises `DiskError`."""
    lines = lines_of(_bytes_of(path))
    every = (*lines.whole, lines.torn) if lines.torn else lines.whole
    return tuple(_read(line, number, kind) for number, line in enumerate(every, 1))


def add_sealed(path: Path, value: object) -> None:
    """Put a value behind everything in the file; on the disk when this returns.

    A last line that was cut off stays: it may be all that is left of something. Raises `DiskError`; then the file is
    as it was.
    """
    before = _bytes_of(path)
    end = b"" if before.endswith(b"\n") or not before else b"\n"
    with undone_by(lambda: _cut(path, len(before))):
        patiently(lambda: append_line(path, end + seal(value), at=len(before)), path)


def append_line(path: Path, line: bytes, *, at: int) -> int:
    """Write a line at byte `at`, cutting off what a failed write left there; on the disk when this returns.

    Returns the new length. Raises `DiskError`; then the file may end in part of the line, which the next call cuts off.
    """
    with disk_errors(path):
        is_new = not path.exists()
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
        with os.fdopen(handle, "r+b", buffering=0) as stream:
            if stream.seek(0, os.SEEK_END) < at:
                raise OSError(None, "shorter than before")
            stream.truncate(at)
            stream.seek(at)
            _write_all(stream, line + b"\n")
            os.fsync(stream.fileno())
        if is_new:
            sync_folder(path.parent)
    return at + len(line) + 1


def _read(line: bytes, number: int, kind: type[T]) -> T | Unreadable:
    try:
        return open_seal(line, kind)
    except NotReadable:
        return Unreadable(number, max(line.count(_CHECK), 1))


def _cut(path: Path, length: int) -> None:
    with contextlib.suppress(OSError):
        os.truncate(path, length)


def _bytes_of(path: Path) -> bytes:
    return patiently(lambda: path.read_bytes() if path.is_file() else b"", path)


def _write_all(stream: Any, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[stream.write(rest) :]


def _mended(value: Any) -> Any:
    if isinstance(value, str):
        return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if isinstance(value, msgspec.Raw):
        return msgspec.json.decode(value)
    if is_dataclass(value):
        return {field.name: _mended(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {_mended(key): _mended(part) for key, part in value.items()}
    if isinstance(value, list | tuple):
        return [_mended(part) for part in value]
    return value
