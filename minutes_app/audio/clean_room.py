"""The room's track of an online meeting while it is recorded, without the far end that comes out of the loudspeaker.

In: the growing files of both tracks. Out: the room's samples, as `GrowingTrack` gives them, cleaned by `echo`, here or
in another process. A far end that lags by more than `PATIENCE` is not waited for: what is missing of it is taken for
silence.
"""

from collections.abc import Callable

from minutes_app.audio.growing_track import GrowingTrack, NameOf
from minutes_app.audio.window import RATE

PATIENCE, WITH_THE_DEAD = RATE, RATE // 4
"""Samples; the second where the far end has been missing for longer than `DEAD`."""
DEAD = RATE * 5

Clean = Callable[[bytes, bytes, bool], bytes | None]
"""As `echo.Cleaner`; None when all that it held is lost, and it begins again."""


class CleanRoom:
    """Reads on where it stopped. `samples`: how many have been given, which is the place on the time line."""

    def __init__(self, room: NameOf, far: NameOf, clean: Clean) -> None:
        self.samples = 0
        self._room, self._far = GrowingTrack(room), GrowingTrack(far)
        self._clean = clean
        self._heard = bytearray()
        self._raw = bytearray()
        self._played = bytearray()
        self._missed = 0
        self._finished = False

    def skip_to(self, sample: int) -> None:
        """Go on from that place, or from the end of what there is. Raises `DiskError`."""
        self._room.skip_to(sample)
        self._far.skip_to(self._room.samples)
        self._missed = self._room.samples - self._far.samples
        self.samples = self._room.samples

    def read(self, most: int, *, last: bool = False) -> bytes:
        """Up to about `most` new samples; `last`: nothing will be added to the files. Raises `DiskError`."""
        self._heard += self._room.read(most)
        self._catch_up(last=last)
        ready = min(len(self._heard), len(self._played))
        self._raw += self._heard[:ready]
        ends = last and not self._finished and not self._room.has_more()
        given = self._cleaned(ready, ends=ends) if ready or ends else b""
        del self._heard[:ready], self._played[:ready]
        self._finished = self._finished or ends
        self.samples += len(given) // 2
        return given

    def _cleaned(self, ready: int, *, ends: bool) -> bytes:
        """So many bytes more of the room; as they were recorded, with all that was held, where that is lost."""
        cleaned = self._clean(bytes(self._heard[:ready]), bytes(self._played[:ready]), ends)
        return bytes(self._raw) if cleaned is None else cleaned

    def raw(self, count: int) -> bytes:
        """The next `count` samples as they were recorded; asked for once after each `read`, which gave so many."""
        taken = bytes(self._raw[: count * 2])
        del self._raw[: count * 2]
        return taken

    def waiting(self) -> int:
        """Samples that can be read now and were not. Raises `DiskError`."""
        return self._room.waiting() + len(self._heard) // 2

    def has_more(self) -> bool:
        """Whether there is something that was not read. Raises `DiskError`."""
        return not self._finished or self._room.has_more()

    def close(self) -> None:
        """Let go of the files."""
        self._room.close()
        self._far.close()

    def _catch_up(self, *, last: bool) -> None:
        """The far end as far as the room has come; silence for what is missing for too long."""
        missing = (len(self._heard) - len(self._played)) // 2
        if missing > 0:
            new = self._far.read(missing + self._missed)
            late = min(self._missed, len(new) // 2)
            self._missed -= late
            self._played += new[late * 2 :]
        missing = (len(self._heard) - len(self._played)) // 2
        patience = WITH_THE_DEAD if self._missed > DEAD else PATIENCE
        given_up = missing if last else missing - patience
        if given_up > 0:
            self._played += bytes(given_up * 2)
            self._missed += given_up
