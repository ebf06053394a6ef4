"""確定版と保管: a meeting's 確定版, its archive, and the disposal of its recording by the office's rule.

In: a meeting folder, what a person wants done. Out: lines for each section. Deletes only when `delete` is called, which
the view does after a person has seen what goes.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from minutes_app.closing.final import Altered, FinalFile, LinesLost, NoForm, NoPdf
from minutes_app.closing.ledger import Disposal, Entry
from minutes_app.gui.filing_work import State, delete, hold, look, make_final, pack
from minutes_app.gui.jobs import Failure, Work
from minutes_app.gui.view_models.one_job import MeetingJob
from minutes_app.gui.workshop import Workshop
from minutes_app.minutes.wareki import japanese_date, japanese_moment
from minutes_app.wording import closing as words, filing_page as page, handing
from minutes_app.wording.gui import UNTITLED, explain_here


class FilingModel(MeetingJob):
    """`open` a meeting, then what a person wants, in the meeting of the `State` that the person has seen."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(workshop, parent)
        self.state: State | None = None
        self.told: list[str] = []
        """What was done last."""
        self.made: Path | None = None
        self._workshop = workshop

    @property
    def title(self) -> str:
        """The meeting's."""
        return (self.state.meeting.occasion.title or UNTITLED) if self.state else ""

    @property
    def may_close(self) -> bool:
        """Whether it is 確定."""
        return self.state is not None and self.state.plan is not None and self.may_change

    @property
    def may_delete(self) -> bool:
        """Whether the rule allows it now, and something is there."""
        return self.state is not None and bool(self.state.doomed) and self.may_change

    @property
    def may_hold(self) -> bool:
        """Whether a hold can begin or end now."""
        return self.state is not None and self.may_change

    @property
    def is_held(self) -> bool:
        """Whether a hold lasts."""
        return self.state is not None and self.state.hold is not None

    @property
    def archive_folder(self) -> str:
        """The office's, or ""."""
        return self._workshop.settings.archive.folder

    def open(self, folder: Path) -> None:
        """Show a meeting."""
        self.state, self.told, self.made = None, [], None
        self._show(folder)

    def finalize(self, seen: State) -> None:
        """Make the 確定版."""
        shop = self._workshop
        self._do(seen, partial(make_final, seen.folder, shop.settings, shop.tools, shop.printer))

    def archive(self, seen: State, out: Path) -> None:
        """Pack the meeting there."""
        self._do(seen, partial(pack, seen.folder, out, self._workshop.settings, self._workshop.tools))

    def hold(self, seen: State, reason: str | None) -> None:
        """保留, or (None) its end."""
        shop = self._workshop
        self._do(seen, partial(hold, seen.folder, reason, shop.settings, shop.tools), must_finish=True)

    def delete(self, seen: State) -> None:
        """What a person has agreed to."""
        self._do(seen, partial(delete, seen.folder, self._workshop.settings, self._workshop.tools), must_finish=True)

    def doomed(self) -> list[tuple[str, int]]:
        """Name and bytes of each file that would go."""
        return [(one.path.name, one.bytes) for one in self.state.doomed] if self.state else []

    def final_lines(self) -> str:
        """Every file of every 確定版, and whether it is as it was written."""
        rows = [
            (one.edition, one.form, japanese_moment(one.at), one.path.name, one.state, one.file.sha256)
            for one in (self.state.finals if self.state else ())
        ]
        return page.finals(rows, self._lost) if self.state and (self.state.plan or rows) else page.NOT_CONFIRMED

    def archive_lines(self) -> str:
        """The 保存期間, and every archive."""
        rows = [
            (japanese_moment(one.at), one.archived.file.name) for one in self._entries() if one.archived is not None
        ]
        plan = self.state.plan if self.state else None
        if plan is None:
            return page.archives(rows)
        until = japanese_date(plan.until, weekday=False)
        return f"{words.period(plan.kept_for, until, understood=plan.is_understood)}\n{page.archives(rows)}"

    def archive_warning(self) -> str:
        """What the file will hold."""
        held = self.state.plan.holdings if self.state and self.state.plan else None
        return handing.holdings(held.length_ms, held.hidden, held.deleted, lacking=held.lacking) if held else ""

    def sound_lines(self) -> str:
        """The rule, and what it allows now."""
        state = self.state
        if state is None:
            return ""
        lines = [page.rule(state.rule.text)]
        if state.hold is not None and state.hold.hold is not None:
            lines.append(page.held(state.hold.hold.reason, state.hold.who, japanese_moment(state.hold.at)))
        elif state.refused is not None:
            message = explain_here(state.refused)
            lines += [message.headline, message.next_step]
        else:
            lines.append(page.doomed(self.doomed()))
        return "\n".join(filter(None, lines))

    def record_lines(self) -> str:
        """廃棄記録."""
        done = [(one, about) for one in self._entries() if (about := one.restored or one.deleted) is not None]
        rows = [
            (
                japanese_moment(one.at),
                one.who,
                about.file.name,
                about.rule if isinstance(about, Disposal) else "",
                about.file.sha256,
            )
            for one, about in done
        ]
        return page.records(rows, self._lost)

    def _entries(self) -> tuple[Entry, ...]:
        return self.state.ledger.entries if self.state else ()

    @property
    def _lost(self) -> tuple[int, ...]:
        return self.state.ledger.unreadable if self.state else ()

    def _do(self, seen: State, work: Work, *, must_finish: bool = False) -> None:
        if not self.is_busy:
            self.told = []
            self._act(seen.folder, work, must_finish=must_finish)

    def _look(self) -> Work:
        return partial(look, self.folder, self._workshop.settings)

    def _step(self, value: object) -> None:
        if isinstance(value, State):
            self.state = value
        elif isinstance(value, FinalFile):
            self.made = value.path.parent
            say = words.there if value.known else words.made
            self.told.append(say(Path(value.path.name), value.edition, value.sha256))
        elif isinstance(value, Altered):
            self.told.append(words.altered(Path(value.path.name), value.edition))
        elif isinstance(value, NoPdf):
            self.told.append(words.PDF_FAILED if value.failed else words.NO_PDF)
        elif isinstance(value, LinesLost):
            self.told.append(words.number_passed_over(value.numbers))
        elif isinstance(value, NoForm):
            self.told.append(words.NO_FORM)
        elif isinstance(value, Entry):
            self._tell(value)

    def _tell(self, entry: Entry) -> None:
        if entry.archived is not None:
            self.made = Path(entry.archived.file.name).parent
            self.told.append(words.archived(entry.archived.file.name, entry.archived.file.sha256))
        elif entry.disposal is not None:
            self.told.append(words.disposed(entry.disposal.file.name))

    def _fail(self, failure: Failure) -> None:
        self.told = []
        super()._fail(failure)
