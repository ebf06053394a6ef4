"""効果の測定: the table of a 年度 or of all time, its sums and months in words, and the workbook.

In: a period. Out: rows, bars, sentences. What is not known is told as missing, never guessed.
"""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.effect_work import Summed, sum_up, write_book
from minutes_app.gui.view_models.effect_table import EffectTable
from minutes_app.gui.view_models.one_job import OneJob
from minutes_app.gui.workshop import Workshop
from minutes_app.minutes.effect import Month, Period, mean_of, notes_of, told
from minutes_app.minutes.effect_book import EffectBook
from minutes_app.minutes.wareki import days_from_april, fiscal_year, year_from_april
from minutes_app.wording import effect as words

YEARS = 5
"""So many 年度 can be chosen; all time is the last choice."""


class EffectModel(OneJob):
    """`read`, `choose` another period, `save`."""

    saved = Signal(str)
    """A sentence: the workbook is there."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(workshop.lane("effect"), parent)
        self.table = EffectTable(self)
        self.periods = periods_until(date.today())
        self.chosen = 0
        self._workshop = workshop
        self._summed: Summed | None = None
        self._is_saving = self._is_stale = False
        workshop.settings_changed.connect(self._follow)

    @property
    def is_read(self) -> bool:
        """Whether there is a table, even an empty one."""
        return self._summed is not None

    @property
    def can_save(self) -> bool:
        """Whether there is anything to write into a workbook."""
        return self._summed is not None and not self.is_busy

    @property
    def summary(self) -> str:
        """What the table comes to, and what the answers on 操作感 come to."""
        if self._summed is None:
            return ""
        table, answers = self._summed.table, self._summed.feelings
        if not table.rows:
            return words.EMPTY
        return "\n".join((told(table.total), words.feelings(len(answers), mean_of(answers))))

    @property
    def missing(self) -> str:
        """Why some hours cannot be told; "" = all can."""
        if self._summed is None:
            return ""
        table = self._summed.table
        bad = words.unreadable(len(table.unreadable)) if table.unreadable else ""
        return words.lacking_here(table.lacking) + bad

    @property
    def months(self) -> tuple[Month, ...]:
        """The bars of the chart."""
        return self._summed.table.months if self._summed is not None else ()

    @property
    def chart_text(self) -> str:
        """The chart in words; "" where there is none."""
        return "\n".join(words.bar_text(one.name, one.before, one.now) for one in self.months)

    @property
    def notes(self) -> str:
        """How everything was counted."""
        return "\n".join(notes_of(self._workshop.settings.effect))

    def choose(self, at: int) -> None:
        """Another period."""
        if at != self.chosen:
            self.chosen = at
            self.read()

    def read(self) -> None:
        """Sum up again, after the workbook where one is being made; what stands there stays until it is done."""
        if self._is_saving:
            self._is_stale = True
            return
        if self._job is not None:
            self._job.forget()
        self._run(partial(sum_up, self._workshop.settings, self.periods[self.chosen][1]), self._take)

    def save(self, path: Path) -> None:
        """Write the workbook."""
        if self._summed is None or self.is_busy:
            return
        self._is_saving = True
        notes = tuple(notes_of(self._workshop.settings.effect))
        self._run(partial(write_book, path, EffectBook(self._summed.table, self._summed.feelings, notes)), self._take)

    def _take(self, value: object) -> None:
        if isinstance(value, Summed):
            self._summed = value
            self.table.show_table(value.table)
        elif isinstance(value, Path):
            self.saved.emit(words.written(value))

    def _end(self) -> None:
        self._is_saving = False
        super()._end()
        if self._is_stale:
            self._is_stale = False
            self.read()

    def _follow(self) -> None:
        """Another baseline means other hours."""
        if self._summed is not None:
            self.read()


def periods_until(today: date) -> list[tuple[str, Period]]:
    """This 年度, those before it, and all time: (name, period)."""
    year = year_from_april(today)
    found = [_fiscal(each) for each in range(year, year - YEARS, -1)]
    return [*found, (words.WHOLE, Period())]


def _fiscal(year: int) -> tuple[str, Period]:
    first, last = (day.isoformat() for day in days_from_april(year))
    return fiscal_year(first), Period(first, last)
