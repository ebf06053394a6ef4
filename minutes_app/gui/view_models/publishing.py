"""確認に回す: who is asked, what was published before, what waits, and sending it.

In: the open meeting, the shared folder, what the person chooses. Out: lines about files, and how things stand.
"""

from datetime import date
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from minutes_app.gui.jobs import Ends, Failure, Job, Work
from minutes_app.gui.publish_work import Sending, Standing, give_up, publish_meeting, read_standing, send_waiting
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.view_models.sharing import SharingModel
from minutes_app.gui.work import Borrow
from minutes_app.gui.workshop import Workshop
from minutes_app.minutes.wareki import japanese_date
from minutes_app.publishing import DeadlineRefused, Wish, attendees_of, deadline_of, usual_deadline, usual_form
from minutes_app.share.delivery import Put
from minutes_app.share.outbox import Waiting
from minutes_app.tools import Notice
from minutes_app.word.reply_form import Person, PublicationSummary, Way
from minutes_app.word.template import PERSONAL_COVER, TemplateEntry
from minutes_app.wording import publishing as words

AGAIN_MS = 60_000
"""How often what waits is tried while the window is open."""
SOON_MS = 3_000
"""The first time, when the window can be used."""


class PublishModel(QObject):
    """`publish`, `send`, `give_up`; `look` tries by itself what waits."""

    changed = Signal()
    """Who is asked, what was published, what waits, or whether it is being sent."""
    told = Signal(str)
    """A line about files."""
    arrived = Signal(str)
    """The same about files that nobody was waiting for at this moment."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, documents: DocumentsModel, sharing: SharingModel, parent: QObject) -> None:
        super().__init__(parent)
        self.progress = ProgressModel(self)
        self.sharing = sharing
        self.documents = documents
        self.published: tuple[PublicationSummary, ...] = ()
        self.waiting: tuple[Waiting, ...] = ()
        self.is_sending = False
        self.borrow: Borrow = lambda _folder: None
        self._workshop = workshop
        self._lane = workshop.lane("outbox")
        self._job: Job | None = None
        self._is_unwanted = False
        self._whys: dict[str, int] = {}
        self._there: dict[Path, int] = {}
        documents.changed.connect(self._read)
        self._again = QTimer(self)
        self._again.timeout.connect(self.look)
        self._again.start(AGAIN_MS)
        QTimer.singleShot(SOON_MS, self, self.look)

    @property
    def persons(self) -> tuple[Person, ...]:
        """Who is asked."""
        meeting = self.documents.meeting
        return attendees_of(meeting.occasion) if meeting is not None else ()

    @property
    def templates(self) -> tuple[TemplateEntry, ...]:
        """Forms that can go to all."""
        return tuple(entry for entry in self.documents.templates if entry.name != PERSONAL_COVER)

    @property
    def usual(self) -> str:
        """The name of the form that is chosen first."""
        meeting, page = self.documents.meeting, self._workshop.settings.documents
        return usual_form(page, meeting.occasion.paperwork.kind if meeting is not None else "")

    @property
    def usual_deadline(self) -> str:
        """As a person writes it; "" for none."""
        return japanese_date(usual_deadline(self._workshop.settings.documents, date.today()))

    @property
    def waiting_count(self) -> int:
        """Files that are not in their folders."""
        return sum(one.count for one in self.waiting)

    def publish(self, template: Path, way: Way, deadline: str, *, with_record: bool) -> str:
        """Begin; the sentence why not, or ""."""
        try:
            day = deadline_of(deadline, date.today()) if deadline.strip() else ""
        except DeadlineRefused as refused:
            return words.DEADLINE_PAST if refused.is_past else words.DEADLINE_UNREAD
        if self.is_sending or not self.sharing.folder:
            return ""
        page, folder = self._workshop.settings.documents, self.documents.folder
        wish = Wish(
            library=self._workshop.library,
            folder=Path(self.sharing.folder),
            template=template,
            way=way,
            deadline=day,
            with_record=with_record,
            approvers=page.approvers,
            circulation=page.circulation,
        )
        self._begin()
        sending = Sending(wish, lambda: self._is_unwanted)
        work = partial(publish_meeting, folder, self.borrow(folder), sending, self._workshop.tools)
        self._job = self._workshop.documents.start(work, self._ends())
        return ""

    def send(self) -> None:
        """Try what waits now."""
        if not self.is_sending:
            self._begin()
            self._job = self._lane.start(self._sending(by_itself=False), self._ends())

    def give_up(self) -> None:
        """What waits is not sent any more."""
        self._start(partial(give_up, self.documents.folder, self._workshop.library))

    def look(self) -> None:
        """What waits is tried; nobody is told of what still does not work."""
        if not self.is_sending:
            work = self._sending(by_itself=True)
            self._lane.start(work, Ends(done=self._forget_whys, failed=_unheard, stepped=self._take))

    def stop(self) -> None:
        """Stop; what is in the folder stays, and the rest does not wait."""
        if self._job is not None:
            self._is_unwanted = True
            self._job.cancel()

    def _sending(self, *, by_itself: bool) -> Work:
        shop = self._workshop
        return partial(send_waiting, self.documents.folder, shop.library, shop.tools.audit, by_itself)

    def _read(self) -> None:
        self._start(partial(read_standing, self.documents.folder, self._workshop.library))
        self.changed.emit()

    def _start(self, work: Work) -> None:
        self._lane.start(work, Ends(done=lambda: None, failed=self.failed.emit, stepped=self._take))

    def _begin(self) -> None:
        self.is_sending, self._is_unwanted = True, False
        self._whys, self._there = {}, {}
        self.progress.begin()
        self.changed.emit()

    def _ends(self) -> Ends:
        return Ends(
            done=self._end, failed=self._fail, stepped=self._take, progressed=self.progress.see, stopped=self._end
        )

    def _take(self, value: object) -> None:
        if isinstance(value, Put):
            self._tell(value)
        elif isinstance(value, Notice):
            self.told.emit(words.notice(value.kind, *value.facts))
        elif isinstance(value, Standing):
            self._stand(value)

    def _stand(self, standing: Standing) -> None:
        """How things stand; nobody is told of what he knows."""
        before = self.published, self.waiting
        if standing.folder == self.documents.folder:
            self.published = standing.published
        self.waiting = standing.waiting
        if before != (self.published, self.waiting):
            self.changed.emit()

    def _tell(self, put: Put) -> None:
        if put.path is None:
            self._whys[put.why] = self._whys.get(put.why, 0) + 1
            return
        if put.is_beside:
            self.told.emit(words.beside(put.name, put.path.name).strip())
        self._there[put.path.parent] = self._there.get(put.path.parent, 0) + 1

    def _forget_whys(self) -> None:
        """What was tried by itself and is still away is no news; what may not be sent any more is."""
        self._whys = {why: count for why, count in self._whys.items() if why == "withdrawn"}
        for line in self._summed_up():
            self.arrived.emit(line)

    def _summed_up(self) -> list[str]:
        lines = [words.put_all(count, self._as_written(folder)) for folder, count in self._there.items()]
        lines += [words.waits_here(why, count) for why, count in self._whys.items()]
        self._whys, self._there = {}, {}
        return lines

    def _as_written(self, folder: Path) -> Path:
        """The shared folder as the settings say it."""
        chosen = Path(self.sharing.folder)
        return chosen if chosen.absolute() == folder else folder

    def _end(self) -> None:
        for line in self._summed_up():
            self.told.emit(line)
        self.is_sending, self._job = False, None
        self.progress.end()
        if self.documents.meeting is None:
            self._read()
            return
        self.documents.refresh()
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)


def _unheard(_failure: Failure) -> None:
    """It is tried again in a minute, and by the person's own button with a sentence."""
