"""What the terminal is told at the end."""

from enum import IntEnum


class ExitCode(IntEnum):
    """0 all done, 1 some failed, 2 usage, 3 no usable model, 130 cancelled."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NO_MODEL = 3
    CANCELLED = 130
