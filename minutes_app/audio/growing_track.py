"""One track of a recording that is being made: its growing files, read as one stream of samples.

In: how part 1, 2, … are called. Out: new samples since the last look. Reads only; the recorder never notices.
"""

from collections.abc import Callable
from pathlib import Path

from minutes_app.audio.growing import GrowingReader

NameOf = Callable[[int], Path]
"""The path of part 1, 2, … of a track."""


class GrowingTrack:
    """Reads on where it stopped. `samples`: how many have been read, which is the place on the time line."""

    def __init__(self, name_of: NameOf) -> None:
        self.samples = 0
        self._name_of = name_of
        self._number = 1
        self._in_part = 0
        self._reader: GrowingReader | None = None

    def skip_to(self, sample: int) -> None:
        """Go on from that place, or from the end of what there is. Raises `DiskError`."""
        while self.samples < sample and self._is_open():
            assert self._reader is not None
            step = min(sample - self.samples, max(0, self._reader.samples - self._in_part))
            self._in_part += step
            self.samples += step
            if self.samples < sample and not self._next_part():
                return

    def read(self, most: int, *, last: bool = False) -> bytes:
        """Up to `most` new samples, b"" when there is nothing new. `last`: no more will come. Raises `DiskError`."""
        del last
        pieces: list[bytes] = []
        while most > 0 and self._is_open():
            assert self._reader is not None
            is_last = not self._name_of(
                self._number + 1
            ).exists()  # asked first: what comes after it is not in this part
            piece = self._reader.read(self._in_part, most)
            pieces.append(piece)
            self._in_part += len(piece) // 2
            self.samples += len(piece) // 2
            most -= len(piece) // 2
            if not piece and (is_last or not self._next_part()):
                break
        return b"".join(pieces)

    def waiting(self) -> int:
        """Samples of the open part that were not read. Raises `DiskError`."""
        if not self._is_open():
            return 0
        assert self._reader is not None
        return max(0, self._reader.samples - self._in_part)

    def has_more(self) -> bool:
        """Whether there is something that was not read. Raises `DiskError`."""
        return self.waiting() > 0 or (self._is_open() and self._name_of(self._number + 1).exists())

    def close(self) -> None:
        """Let go of the file."""
        if self._reader is not None:
            self._reader.close()
            self._reader = None

    def _is_open(self) -> bool:
        path = self._name_of(self._number)
        if self._reader is None and path.exists():
            self._reader = GrowingReader(path)
        return self._reader is not None

    def _next_part(self) -> bool:
        """Whether the next part is there; then it is open."""
        if not self._name_of(self._number + 1).exists():
            return False
        self.close()
        self._number += 1
        self._in_part = 0
        return self._is_open()
