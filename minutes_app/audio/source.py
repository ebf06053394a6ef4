"""The parent's side of decoding: recordings in, windows out, from a process that may crash without harm.

Decoding hostile or broken files happens in a resident child under a memory and a time limit; what kills it becomes
`DecoderStopped`, and the next file gets a new process. It does not decode, and it knows nothing of recognition.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from minutes_app.audio import decode, peaks
from minutes_app.audio.peaks import Peaks
from minutes_app.audio.side_by_side import FileBegun
from minutes_app.audio.window import DecodeSummary, Lane, SoundFacts, Tracks, Window
from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DecoderStopped
from minutes_app.progress import Report, no_report

LIMITS = Limits(memory=768 << 20, silent_s=60.0, background=True)
_OUT_OF_MEMORY = 137


class Decoder:
    """Decodes one thing at a time. Use in a `with`, or `close` it."""

    def __init__(self, limits: Limits = LIMITS) -> None:
        """`limits`: memory in bytes, seconds without a sign of life."""
        self._child = Child("decode", limits)

    def probe(self, path: Path, report: Report = no_report) -> SoundFacts:
        """Return what the header of `path` says; a process that died of something else is started once more.

        Raises `AudioError`, `DiskError`.
        """
        try:
            return self._probed(path, report)
        except DecoderStopped as error:
            if error.why != "crash":
                raise
        return self._probed(path, report)

    def _probed(self, path: Path, report: Report) -> SoundFacts:
        with deaths_named([path]):
            return self._child.call(decode.probe, path, report=report)

    def windows(
        self, lanes: tuple[Lane, ...], *, tracks: Tracks = "mix", from_ms: int = 0, report: Report = no_report
    ) -> Iterator[Window | DecodeSummary]:
        """Yield the sound of `lanes` on one time line from `from_ms` on, in windows, then one summary.

        A window starts exactly where the one before ended; the first is at most 30 s long. `report` is called several
        times a second with `Progress(WAIT, ms decoded)` and may raise `Cancelled`. Raises `AudioError`, `DiskError`.
        """
        current = [lanes[0][0].path]
        with deaths_named(current):
            for value in self._child.stream(decode.windows, lanes, tracks, from_ms, report=report):
                if isinstance(value, FileBegun):
                    current[0] = value.path
                else:
                    yield value

    def stretch(
        self, lanes: tuple[Lane, ...], stretch: tuple[int, int], *, tracks: Tracks = "mix", report: Report = no_report
    ) -> Iterator[Window]:
        """Yield the sound of `lanes` between two places of the time line (ms), in windows, read from there.

        Files whose length is told and that are whole are not read from their beginning. `report` is called with
        `Progress(WAIT, ms of the time line)`. Raises as `windows`.
        """
        current = [lanes[0][0].path]
        with deaths_named(current):
            for value in self._child.stream(decode.stretch, lanes, tracks, *stretch, report=report):
                if isinstance(value, FileBegun):
                    current[0] = value.path
                else:
                    yield value

    def peaks(self, lanes: tuple[Lane, ...], report: Report = no_report) -> Iterator[Peaks]:
        """Yield how loud `lanes` are along their time line. Reports and raises as `windows`."""
        current = [lanes[0][0].path]
        with deaths_named(current):
            for value in self._child.stream(peaks.peaks, lanes, report=report):
                if isinstance(value, FileBegun):
                    current[0] = value.path
                else:
                    yield value

    def close(self) -> None:
        """End the process."""
        self._child.close()

    @property
    def pid(self) -> int | None:
        """Process id of the child while it is running."""
        return self._child.pid

    def __enter__(self) -> "Decoder":
        """The decoder itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the process."""
        self.close()


@contextlib.contextmanager
def deaths_named(current: list[Path]) -> Iterator[None]:
    """Say which file killed the child: the last one of `current`."""
    try:
        yield
    except ChildDied as death:
        why = "memory" if death.exit_code == _OUT_OF_MEMORY else death.why
        raise DecoderStopped(current[-1], why) from death
