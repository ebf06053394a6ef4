"""Generator functions that tests send to a `Child`: what good, bad and dying work looks like from inside."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from minutes_app.audio.decode import probe
from minutes_app.audio.window import SoundFacts
from minutes_app.errors import CannotDecode
from minutes_app.progress import Cancelled, Progress, Report, Stage
from minutes_app.settings import policy_path

_kept: list[str] = []


def count(until: int, pause_s: float = 0.0, *, report: Report) -> Iterator[int]:
    for number in range(until):
        report(Progress(Stage.TRANSCRIBE, number, until))
        yield number
        time.sleep(pause_s)


def remember(word: str, *, report: Report) -> Iterator[tuple[int, tuple[str, ...]]]:
    _kept.append(word)
    yield os.getpid(), tuple(_kept)


def work_until_cancelled(note: Path, *, report: Report) -> Iterator[int]:
    """Yields once; writes down whether it was asked to stop."""
    try:
        yield os.getpid()
        while True:
            report(Progress(Stage.TRANSCRIBE))
            time.sleep(0.02)
    except (Cancelled, GeneratorExit):
        note.write_text("cancelled", encoding="utf-8")
        raise


def busy_and_deaf(seconds: float, *, report: Report) -> Iterator[int]:
    yield os.getpid()
    time.sleep(seconds)


def silent(seconds: float, *, report: Report) -> Iterator[int]:
    time.sleep(seconds)
    yield 1


def raise_error(path: Path, *, report: Report) -> Iterator[int]:
    yield 1
    raise CannotDecode(path, "壊れています")


def has_a_bug(*, report: Report) -> Iterator[int]:
    yield {"a": 1}["b"]


def yield_what_cannot_travel(*, report: Report) -> Iterator[object]:
    yield lambda: None


def die(number: int, *, report: Report) -> Iterator[int]:
    yield 1
    os.kill(os.getpid(), number)
    time.sleep(5)


def leave(code: int, *, report: Report) -> Iterator[int]:
    if code:
        os._exit(code)
    yield 1


def send_half(size: int, *, report: Report) -> Iterator[bytes]:
    """Is killed in the middle of a message longer than the pipe holds."""
    subprocess.Popen(
        [sys.executable, "-S", "-c", f"import os, time; time.sleep(1.0); os.kill({os.getpid()}, {signal.SIGKILL})"]
    )
    yield b"x" * size


def echo(value: object, *, report: Report) -> Iterator[object]:
    yield value


def take_memory(size: int, *, report: Report) -> Iterator[int]:
    """`size` bytes at once."""
    yield len(bytearray(size))


def grow(step: int, times: int, *, report: Report) -> Iterator[int]:
    """Touches more and more memory and reports all the time, as a decoder does on a hostile file."""
    held = []
    for number in range(times):
        held.append(b"x" * step)
        report(Progress(Stage.WAIT, number))
        time.sleep(0.02)
    yield len(held)


def chatter(*, report: Report) -> Iterator[tuple[str, bool]]:
    """Writes to both streams in every way, and reads from stdin."""
    sys.stdout.write("out")
    sys.stderr.write("err")
    sys.stdout.flush()
    os.write(1, b"out from the system")
    os.write(2, b"err from the system")
    subprocess.run([sys.executable, "-S", "-c", "import os; os.write(1, b'grandchild'); os.write(2, b'g')"], check=True)
    with contextlib.suppress(OSError, ValueError, AttributeError):
        yield sys.stdin.read(), True
        return
    yield "", False


def deaf_to_ctrl_c(*, report: Report) -> Iterator[bool]:
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(0.05)
    yield True


_warmed: list[float] = []


def warm_up_slowly() -> None:
    time.sleep(0.5)
    _warmed.append(time.monotonic())


def warmed(*, report: Report) -> Iterator[int]:
    yield len(_warmed)


def niceness(*, report: Report) -> Iterator[int]:
    yield os.nice(0)


def probe_dying_once(path: Path, *, report: Report) -> Iterator[SoundFacts]:
    """What `decode.probe` yields, in the second process that is asked."""
    note = path.with_suffix(".died")
    if not note.exists():
        note.touch()
        os.kill(os.getpid(), signal.SIGTERM if sys.platform == "win32" else signal.SIGKILL)
    yield from probe(path, report=report)


def die_while_copying(source: Path, library: Path) -> None:
    """Receive a recording, and be killed when its copy has begun."""
    from minutes_app.library import receive
    from minutes_app.meeting.model import Occasion
    from tests.fakes import ScriptedDecoder

    def report(progress: Progress) -> None:
        if any(part.stat().st_size for part in library.rglob("*.part")):
            os.kill(os.getpid(), signal.SIGKILL)

    receive((source,), library, Occasion(), decoder=ScriptedDecoder(), report=report)


def hurry(step: int, times: int, *, report: Report) -> Iterator[int]:
    """Values as fast as they come, `step` bytes more in memory with each, and never a word of progress."""
    del report
    held = []
    for number in range(times):
        held.append(b"x" * step)
        yield number


def policy(*, report: Report) -> Iterator[str]:
    """Where this process looks for the policy of the machine."""
    del report
    yield str(policy_path())


def length_of(values: list[object], *, report: Report) -> Iterator[int]:
    yield len(values)
