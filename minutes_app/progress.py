"""How far long work is, and the one place where it can be cancelled."""

from collections.abc import Callable
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


@dataclass(frozen=True, slots=True)
class Progress:
    """`done` of `total` units of a stage (milliseconds of sound, bytes, or documents); `total` 0 = not known."""

    stage: Stage
    done: int = 0
    total: int = 0


class Cancelled(BaseException):
    """The person stopped the work. A BaseException, so that no `except Exception` can swallow it."""


Report = Callable[[Progress], None]


def no_report(_progress: Progress) -> None:
    """A report that nobody listens to and that never cancels."""
