"""What the lane of 効果の測定 runs: sum up, write the workbook, keep what was measured and answered. Knows no Qt.

In: the settings, folders, numbers. Out: values. The same code as behind `minutes effect`.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DiskFault
from minutes_app.files import write_atomic
from minutes_app.logbook import Feeling, feelings, note_feeling, note_work, worked_s
from minutes_app.logbook.effect import UNANSWERED
from minutes_app.minutes.effect import Baseline, Period, Table, answers_of, table_of
from minutes_app.minutes.effect_book import EffectBook, book_in_child
from minutes_app.progress import Progress, Report
from minutes_app.settings import Settings, effect_folder

APART_DAYS = 31
"""The question on 操作感 comes at most once in so many days."""
REST_S = 0.004
"""So long the reading rests after each meeting: else the window could not draw meanwhile."""
LIMITS = Limits(memory=1 << 30, silent_s=120.0)


@dataclass(frozen=True, slots=True)
class Summed:
    """The table of a period and the answers of its days."""

    table: Table
    feelings: tuple[Feeling, ...]


def sum_up(settings: Settings, period: Period, report: Report) -> Iterator[Summed]:
    """Look at every meeting. Raises DiskError, Cancelled."""
    place, library = effect_folder(), Path(settings.library.folder)
    answers = answers_of(feelings(place), period)

    def gently(progress: Progress) -> None:
        report(progress)
        time.sleep(REST_S)

    for table in table_of(library, period, worked_s(place), Baseline.of(settings.effect), gently):
        yield Summed(table, answers)


def write_book(path: Path, contents: EffectBook, report: Report) -> Iterator[Path]:
    """The workbook, made in a child process. Raises DiskError, Cancelled."""
    try:
        with Child("effect", LIMITS) as child:
            content: bytes = child.call(book_in_child, contents, report=report)
    except ChildDied as death:
        raise DiskFault(path, death.why) from death
    write_atomic(path, content)
    yield path


def keep_work(meeting: str, seconds: int, today: date, _report: Report) -> Iterator[None]:
    """Add active time to a meeting. Raises DiskError."""
    note_work(effect_folder(), meeting, seconds, today)
    yield None


def keep_feeling(mark: int, today: date, _report: Report) -> Iterator[None]:
    """Keep an answer. Raises DiskError."""
    note_feeling(effect_folder(), mark, today)
    yield None


def is_time_to_ask(today: date, _report: Report) -> Iterator[bool]:
    """Whether the question was not shown for `APART_DAYS`; then it counts as shown today. Raises DiskError."""
    shown = [one.day for one in feelings(effect_folder())]
    is_time = not shown or max(shown) <= (today - timedelta(days=APART_DAYS)).isoformat()
    if is_time:
        note_feeling(effect_folder(), UNANSWERED, today)
    yield is_time
