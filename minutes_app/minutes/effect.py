"""The effect of the program: how long meetings were, how long people worked on them, which 復命書 nobody had to write.

In: meetings, the active seconds of each, and what the office said it needed before (`Baseline`). Out: a row a meeting,
sums, sums by month. Invents nothing: where a part of a figure is not known the figure is None, and `lacking` says which
part it is. Minutes are those of human work.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Protocol

from minutes_app.errors import DiskError, MeetingFileError
from minutes_app.logbook import Feeling
from minutes_app.logbook.effect import UNANSWERED
from minutes_app.meeting.glance import Outline, meeting_folders, outline
from minutes_app.meeting.model import length_ms
from minutes_app.minutes.duties import duties_of
from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.reply_form import summaries_of
from minutes_app.wording import effect as words

MS_PER_MINUTE = 60_000
MINUTES_PER_HOUR = 60


class _Page(Protocol):
    """What the settings say of it (`settings.pages.EffectPage`)."""

    @property
    def measure(self) -> bool: ...

    @property
    def idle_seconds(self) -> int: ...

    @property
    def minutes_per_hour(self) -> int: ...

    @property
    def report_minutes(self) -> int: ...

    @property
    def covering_templates(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, slots=True)
class Baseline:
    """What the office needed before, in minutes; 0 = not said. `covering`: forms that stand for 復命書."""

    minutes_per_hour: int = 0
    report_minutes: int = 0
    covering: tuple[str, ...] = ()
    measures: bool = True

    @classmethod
    def of(cls, page: _Page) -> "Baseline":
        """As the settings have it."""
        return cls(page.minutes_per_hour, page.report_minutes, page.covering_templates, page.measure)


@dataclass(frozen=True, slots=True)
class Period:
    """Days from `first` to `last` (ISO, both counted); "" = no end on that side."""

    first: str = ""
    last: str = ""

    def holds(self, day: str) -> bool:
        """Whether a day is in it. A meeting without a day is in the period without ends only."""
        if not day:
            return not self.first and not self.last
        return (not self.first or day >= self.first) and (not self.last or day <= self.last)


@dataclass(frozen=True, slots=True)
class Row:
    """One meeting. `active_s`: None = not measured on this PC; `reports`: 復命書 that nobody had to write.

    `work_before`, `reports_before`: minutes that the office would have needed; None where that cannot be told.
    """

    folder: Path
    meeting: str
    title: str
    day: str
    length_ms: int
    active_s: int | None
    reports: int
    work_before: float | None
    reports_before: float | None

    @property
    def active(self) -> float | None:
        """Active minutes."""
        return None if self.active_s is None else self.active_s / 60

    @property
    def before(self) -> float | None:
        """Minutes before, all of them."""
        if self.work_before is None or self.reports_before is None:
            return None
        return self.work_before + self.reports_before

    @property
    def saved(self) -> float | None:
        """Minutes saved; less than 0 where it took longer."""
        return None if self.before is None or self.active is None else self.before - self.active


@dataclass(frozen=True, slots=True)
class Sum:
    """Sums over rows. `measured`: rows with active time; `counted`: rows of which everything is known.

    `before`, `now`: minutes of the `counted`; `before_known`: minutes before of all rows where they are known.
    """

    meetings: int
    length_ms: int
    measured: int
    active: float
    reports: int
    counted: int
    before: float
    now: float
    before_known: float | None

    @property
    def saved(self) -> float | None:
        """Minutes saved in the `counted` meetings; None where there is none of them."""
        return self.before - self.now if self.counted else None


@dataclass(frozen=True, slots=True)
class Month:
    """The `counted` meetings of a month, "2026-11": minutes before and now."""

    name: str
    meetings: int
    before: float
    now: float


@dataclass(frozen=True, slots=True)
class Table:
    """Everything about a period. `unreadable`: folders of meetings that could not be read."""

    rows: tuple[Row, ...]
    unreadable: tuple[Path, ...]
    baseline: Baseline

    @property
    def total(self) -> Sum:
        """The last line."""
        return sum_of(self.rows)

    @property
    def months(self) -> tuple[Month, ...]:
        """Month by month, oldest first; only meetings of which everything is known."""
        whole = [one for one in self.rows if one.saved is not None and one.day]
        names = sorted({one.day[:7] for one in whole})
        return tuple(_month(name, [one for one in whole if one.day.startswith(name)]) for name in names)

    @property
    def lacking(self) -> tuple[str, ...]:
        """What keeps hours from being told: names of settings, "off", "measured", "length"; () = nothing."""
        rows = [one for one in self.rows if one.saved is None]
        found = []
        if rows and not self.baseline.minutes_per_hour:
            found.append("minutes_per_hour")
        if any(one.reports for one in rows) and not self.baseline.report_minutes:
            found.append("report_minutes")
        if any(one.active_s is None for one in rows):
            found.append("measured" if self.baseline.measures else "off")
        if any(not one.length_ms for one in rows):
            found.append("length")
        return tuple(found)


@dataclass(frozen=True, slots=True)
class _Looked:
    """One folder that was looked at: its row, None where the meeting is not in the period; `bad` = cannot be read."""

    row: Row | None = None
    bad: Path | None = None


def table_of(
    library: Path, period: Period, worked: dict[str, int], baseline: Baseline, report: Report
) -> Iterator[Table]:
    """Look at every meeting of the library, newest last, and yield the one table. Raises DiskError, Cancelled."""
    folders = list(meeting_folders(library))
    rows: list[Row] = []
    unreadable: list[Path] = []
    for done, folder in enumerate(folders):
        report(Progress(Stage.SUM_UP, done, len(folders)))
        looked = _looked_at(folder, period, worked, baseline)
        rows += [looked.row] if looked.row else []
        unreadable += [looked.bad] if looked.bad else []
    yield Table(tuple(sorted(rows, key=lambda one: (one.day, one.folder.name))), tuple(unreadable), baseline)


def notes_of(page: _Page) -> tuple[str, ...]:
    """How everything was counted, in sentences."""
    return words.notes(page.idle_seconds, page.covering_templates, page.minutes_per_hour, page.report_minutes)


def row_of(
    meeting: Outline, folder: Path, active_s: int | None, baseline: Baseline, published: tuple[str, ...] = ()
) -> Row:
    """The row of one meeting; `published`: the forms with which it was sent round (確認に回す)."""
    heard_ms = length_ms(meeting.recordings)
    reports = unwritten(meeting, baseline.covering, published)
    hours = heard_ms / MS_PER_MINUTE / MINUTES_PER_HOUR
    return Row(
        folder,
        meeting.id,
        meeting.occasion.title or folder.name,
        day_of(meeting),
        heard_ms,
        active_s,
        reports,
        hours * baseline.minutes_per_hour if heard_ms and baseline.minutes_per_hour else None,
        float(reports * baseline.report_minutes) if baseline.report_minutes or not reports else None,
    )


def unwritten(meeting: Outline, covering: tuple[str, ...], published: tuple[str, ...] = ()) -> int:
    """How many 復命書 the meeting's document stands for: 0 as long as none was written with a form that does so."""
    forms = {*published, *(one.template for one in meeting.exports if not one.person)}
    if not forms & set(covering):
        return 0
    return sum(duty.standing == "covered" for duty in duties_of(meeting.occasion))


def day_of(meeting: Outline) -> str:
    """The day of the meeting; where nobody has said it, the day on which it was taken in."""
    if meeting.occasion.date:
        return meeting.occasion.date
    try:
        return date.fromisoformat(meeting.created_at[:10]).isoformat()
    except ValueError:
        return ""


def sum_of(rows: Sequence[Row]) -> Sum:
    """What the rows come to."""
    whole = [(one.before, one.active) for one in rows if one.before is not None and one.active is not None]
    known = [one.before for one in rows if one.before is not None]
    return Sum(
        meetings=len(rows),
        length_ms=sum(one.length_ms for one in rows),
        measured=sum(one.active_s is not None for one in rows),
        active=sum(one.active or 0.0 for one in rows),
        reports=sum(one.reports for one in rows),
        counted=len(whole),
        before=sum(before for before, _now in whole),
        now=sum(now for _before, now in whole),
        before_known=sum(known) if known else None,
    )


def _month(name: str, rows: Sequence[Row]) -> Month:
    total = sum_of(rows)
    return Month(name, total.counted, total.before, total.now)


def _looked_at(folder: Path, period: Period, worked: dict[str, int], baseline: Baseline) -> _Looked:
    try:
        meeting, published = outline(folder), tuple(one.template for one in summaries_of(folder))
    except (MeetingFileError, DiskError):
        return _Looked(bad=folder)
    if not period.holds(day_of(meeting)):
        return _Looked()
    return _Looked(row_of(meeting, folder, worked.get(meeting.id), baseline, published))


def told(total: Sum) -> str:
    """The sums in a sentence or two."""
    active = words.spoken(total.active if total.measured else None)
    return words.summary(total.meetings, active, total.reports, words.spoken(total.saved), total.counted)


def answers_of(asked: Iterable[Feeling], period: Period) -> tuple[Feeling, ...]:
    """What was answered in a period, where something was."""
    return tuple(one for one in asked if one.mark != UNANSWERED and period.holds(one.day))


def mean_of(answers: Sequence[Feeling]) -> float:
    """The mean of the answers, 0.0 for none."""
    return sum(one.mark for one in answers) / len(answers) if answers else 0.0
