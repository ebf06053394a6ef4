"""How far long work is, the one place where it can be cancelled, and what is undone when it is not finished."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum


class Stage(Enum):
    """What the program is doing; `wording` has the Japanese name of each."""

    WAIT = "wait"
    IMPORT = "import"
    LOAD_MODEL = "load_model"
    SEEK = "seek"
    TRANSCRIBE = "transcribe"
    WRITE = "write"
    DOWNLOAD = "download"
    VERIFY = "verify"
    PACK = "pack"
    SHARE = "share"
    SUM_UP = "sum_up"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of a stage (milliseconds of sound, bytes, or documents); `total` 0 = not known."""

    stage: Stage
    done: int = 0
    total: int = 0


class Cancelled(BaseException):
    """The person stopped the work. A BaseException, so that nobody who catches `Exception` can swallow it."""


Report = Callable[[Progress], None]


def no_report(_progress: Progress) -> None:
    """A report that nobody listens to and that never cancels."""


@contextmanager
def undone_by(
    undo: Callable[[], object], *, unless: type[BaseException] | tuple[type[BaseException], ...] = ()
) -> Iterator[None]:
    """Call `undo` when the block is not finished: by an error, by the person, or by a generator that is left.

    Whatever ended it goes on its way afterwards. `unless`: these leave everything as it is.
    """
    with ExitStack() as undoing:
        undoing.callback(undo)
        try:
            yield
        except unless:
            undoing.pop_all()
            raise
        undoing.pop_all()
