"""What time it is: ISO text with the offset from UTC, as every file of a meeting folder has it."""

from datetime import datetime


def now() -> str:
    """Local time to the second with its offset, "2026-01-15T10:30:00+09:00"."""
    return datetime.now().astimezone().isoformat(timespec="seconds")


def stamp() -> str:
    """Local time for a file name, "20260115-103000"."""
    return datetime.now().strftime("%Y%m%d-%H%M%S")
