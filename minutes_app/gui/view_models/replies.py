"""回答の取りまとめ: what came back of a meeting, what a person decides about each, and where each attendee stands.

In: a meeting folder, files, decisions. Out: rows, the page of the chosen reply, lines about what was read. Everything
slow is done in the document lane; the meeting is not open anywhere else in this window meanwhile.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import DiskError, ReplyRefused
from minutes_app.gui.jobs import Work
from minutes_app.gui.replies_work import Deed, Listed, decide, gather, look
from minutes_app.gui.view_models.one_job import MeetingJob
from minutes_app.gui.workshop import Workshop
from minutes_app.replies.model import Found
from minutes_app.replies.reading import Foreign, Unchanged, Unread
from minutes_app.replies.showing import Shown
from minutes_app.replies.standing import reminder_of, tally_of
from minutes_app.wording import replies as words, replies_page as page
from minutes_app.wording.gui import UNTITLED, explain_here


class RepliesModel(MeetingJob):
    """`open` a meeting, `gather`, then `take`, `refuse` or `undo` each reply."""

    asked = Signal(object)
    """A `Shown` whose place has become something else: taking it replaces what stands there now."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(workshop, parent)
        self.listed: Listed | None = None
        self.lines: list[str] = []
        """What became of each file that was read last."""
        self.summary = ""
        """The same in one line."""
        self.shows_done = False
        self._foreign = self._read = self._failed = 0
        self._unread: list[Path] = []
        self._workshop = workshop

    @property
    def rows(self) -> list[Shown]:
        """The replies of the list."""
        every = self.listed.rows if self.listed else ()
        return [one for one in every if self.shows_done or one.entry.state == "open"]

    @property
    def title(self) -> str:
        """The meeting's."""
        return (self.listed.meeting.occasion.title or UNTITLED) if self.listed else ""

    @property
    def hint(self) -> str:
        """What to do where the list is empty; "" where it is not."""
        if self.listed is None or self.rows:
            return ""
        if not self.listed.publications:
            return page.NOTHING_PUBLISHED
        return page.ALL_DONE if self.listed.rows else page.NOTHING_YET

    @property
    def tally(self) -> str:
        """How many people stand where."""
        return tally_of(self.listed.people) if self.listed and self.listed.people else ""

    def open(self, folder: Path) -> None:
        """Show a meeting."""
        self.listed = None
        self._forget_read()
        self._show(folder)

    def gather(self, places: tuple[Path, ...] = ()) -> None:
        """Read these files, or where the last editions were published to."""
        if not self.is_busy:
            self._forget_read()
            self._act(self.folder, partial(gather, self.folder, places, self._workshop.settings, self._workshop.tools))

    def take(self, shown: Shown, *, anyway: bool = False) -> None:
        """Into the meeting; asks first where the place has changed since."""
        if shown.standing == "overlaps" and not anyway:
            self.asked.emit(shown)
        else:
            self._decide(shown, "take_anyway" if anyway else "take")

    def refuse(self, shown: Shown) -> None:
        """Leave it out."""
        self._decide(shown, "refuse")

    def undo(self, shown: Shown) -> None:
        """Take the decision back."""
        self._decide(shown, "undo")

    def show_done(self, on: bool) -> None:
        """Whether what was decided is in the list, too."""
        self.shows_done = on
        self.changed.emit()

    def reminder(self) -> str:
        """A text for those who have not answered; "" where everybody has."""
        return reminder_of(self.title, self.listed.people) if self.listed else ""

    def _decide(self, shown: Shown, deed: Deed) -> None:
        """A number means something only in the list that it stands in."""
        if self.listed is not None and any(one is shown for one in self.listed.rows):
            work = partial(decide, self.folder, shown.entry.number, deed, self._workshop.tools)
            self._act(self.folder, work, must_finish=True)

    def _forget_read(self) -> None:
        self.lines, self.summary, self._unread = [], "", []
        self._foreign = self._read = self._failed = 0

    def _look(self) -> Work:
        return partial(look, self.folder)

    def _step(self, value: object) -> None:
        if isinstance(value, Listed):
            self.listed = value
        elif isinstance(value, Foreign):
            self._foreign += 1
        elif isinstance(value, Unread):
            self._unread.append(value.path)
        elif isinstance(value, Found | Unchanged | ReplyRefused | DiskError):
            self._see(value)

    def _see(self, read: Found | Unchanged | ReplyRefused | DiskError) -> None:
        """One file more."""
        self._read += 1
        if isinstance(read, Found):
            self.lines.append(words.file_line(read.file, len(read.replies), sum(read.confirmed.values())))
        elif isinstance(read, Unchanged):
            self.lines += [words.unchanged_line(read.path.name)] if read.person else []
        else:
            self._failed += 1
            self.lines.insert(0, f"✕ {explain_here(read).as_text()}\n")
        self.summary = page.summary(self._read, self._failed, 0)

    def _end(self) -> None:
        if self._foreign:
            self.lines.append(words.foreign_line(self._foreign))
            self._foreign = 0
        if self._unread:
            self.lines = [*(f"{line}\n" for line in words.unread_lines(self._unread)), *self.lines]
            self.summary = page.summary(self._read, self._failed, len(self._unread))
            self._unread = []
        super()._end()


def page_of(shown: Shown) -> str:
    """The chosen reply as HTML: what stood there, what is wanted, what is there now."""
    reply = shown.entry.reply
    place = words.where(reply.kind, shown.start_ms, shown.subject)
    head = words.head(shown.entry.number, reply.kind, reply.who, place, shown.entry.state)
    texts = {"head": head, "old": reply.old, "new": reply.new, "quoted": reply.quoted}
    if reply.kind == "removed" or (reply.kind == "other" and not reply.new):
        texts["removed"] = "1"
    is_open = shown.entry.state == "open"
    if is_open and shown.standing in ("overlaps", "lost", "merges"):
        texts["now"] = shown.now
    if is_open and shown.standing == "merges":
        texts["both"] = shown.would_be
    notes = [page.rival(shown.rival.number, shown.rival.reply.who)] if shown.rival is not None else []
    if not shown.changes:
        is_nobodys = reply.kind == "impression" and shown.standing != "done"
        notes.append(page.NOBODYS if is_nobodys else page.NEEDS_HAND)
    return page.detail(texts, notes)
