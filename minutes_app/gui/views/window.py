"""The window: its pages, its menu, the message above them, and the way from one page to the next."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from minutes_app.audio.kind import SOUND_ENDINGS
from minutes_app.errors import MeetingDamaged, MinutesError, ModelError, NotEnoughMemory
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.batch import BatchModel
from minutes_app.gui.view_models.desk import DeskModel
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.handover import HandoverModel
from minutes_app.gui.view_models.hearing import HearingModel, Task
from minutes_app.gui.view_models.home import HomeModel, Opening, opening_of
from minutes_app.gui.view_models.preparation import PreparationModel
from minutes_app.gui.view_models.preview import PreviewModel
from minutes_app.gui.view_models.sharing import SharingModel
from minutes_app.gui.views.background import Background
from minutes_app.gui.views.batch import BatchView
from minutes_app.gui.views.batch_desk import BatchDesk
from minutes_app.gui.views.documents import DocumentsView
from minutes_app.gui.views.editor_page import EditorPage
from minutes_app.gui.views.handover import HandoverBar
from minutes_app.gui.views.hearing import HearingView
from minutes_app.gui.views.home import HomeView
from minutes_app.gui.views.parts import Actions, MessageBar
from minutes_app.gui.views.preparation import PreparationView
from minutes_app.gui.views.recording_part import RecordingPart
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.glance import Glance
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.store import OpenMeeting
from minutes_app.wording import gui as words, home as home_words, settings_window as settings
from minutes_app.wording.gui import explain_here

SIZE = (1120, 740)
SMALLEST = (840, 480)


Accept = Callable[[PreparationModel], None]


class Window(QMainWindow):
    """The one window of the program."""

    settings_wanted = Signal(str)
    """A section of 設定, "" for the first."""

    def __init__(self, workshop: Workshop) -> None:
        super().__init__()
        self.workshop = workshop
        self.setWindowTitle(words.APP)
        self.resize(*SIZE)
        self.setMinimumSize(*SMALLEST)
        self.setAcceptDrops(True)
        self.desk = DeskModel(workshop, self)
        self.hearing = HearingModel(workshop, self)
        self.home = HomeModel(workshop, self)
        self.batch = BatchModel(workshop, self.borrowed, self)
        self.home.is_heard = lambda folder: self.hearing.hears(folder) or self.batch.hears(folder)
        self.documents = DocumentsModel(workshop, self.borrowed, self)
        self.handover = HandoverModel(workshop, self.borrowed, self)
        self.recording = RecordingPart(workshop, self)
        self.background = Background(self, self._is_busy)
        self.home_view = HomeView(self.home)
        self.hearing_view = HearingView(self.hearing)
        self.batch_view = BatchView(self.batch)
        self.documents_view = DocumentsView(
            self.documents,
            PreviewModel(workshop, self.borrowed, self),
            SharingModel(workshop, self.borrowed, self),
        )
        self.editor = EditorPage(workshop)
        self.preparing: PreparationView | None = None
        self.message = MessageBar()
        self.handover_bar = HandoverBar(self.handover, self.message)
        self.pages = QStackedWidget()
        self._build()
        self._connect()
        self._connect_batch()

    def begin(self, files: tuple[Path, ...]) -> None:
        """Everything that may take a moment, once the window can be used."""
        self.desk.look_for_models()
        self.home.refresh()
        self.recording.begin()
        self.batch.restore()
        if files:
            self.desk.gather(files)

    def take(self, files: tuple[Path, ...]) -> None:
        """Files from a second start or the file manager: come to the front with them."""
        self.background.come_back()
        self.recording.come_back()
        if files:
            self.desk.gather(files)

    def borrowed(self, folder: Path) -> OpenMeeting | None:
        """The book of a meeting that the editor has open, with every edit on the disk."""
        return self.editor.book() if self.editor.has(folder) else None

    def go_home(self) -> None:
        """The list of meetings."""
        self._drop_preparation()
        self.editor.leave()
        self.pages.setCurrentWidget(self.home_view)
        self.home.refresh()
        self._tell_busy()
        self.home_view.table.setFocus()

    def record(self) -> None:
        """The page that records."""
        self._drop_preparation()
        self.pages.setCurrentWidget(self.recording.view)

    def open_meeting(self, folder: Path) -> None:
        """A meeting that has its text, to be corrected."""
        self.editor.open(folder)
        self.pages.setCurrentWidget(self.editor)

    def open_documents(self, folder: Path) -> None:
        """The page that writes documents."""
        self.documents.open(folder)
        self.pages.setCurrentWidget(self.documents_view)

    def open_glance(self, glance: Glance) -> None:
        """What the person chose in the list."""
        opening = opening_of(glance.stage, self.home.table.states.get(glance.folder, ""))
        if self.recording.model.records(glance.folder):
            self.record()
        elif self.hearing.hears(glance.folder):
            self.show_hearing()
        elif self.batch.hears(glance.folder):
            self.show_batch()
        elif opening is Opening.HEAR:
            self.hear([Task(folder=glance.folder, said=glance.occasion)])
        elif opening is Opening.MEND:
            self.documents.open(glance.folder)
        elif opening is Opening.NOTHING:
            self.message.say("warning", words.NO_RECORDING)
        elif opening is Opening.WAIT:
            self.message.say("warning", words.STILL_RECORDING)
        else:
            self.open_meeting(glance.folder)

    def hear(self, tasks: list[Task]) -> None:
        """Let the engine hear meetings, and show how far it is."""
        if self.hearing.is_busy:
            self.message.say("good", words.HEARING_FIRST)
        self.hearing.begin(tasks)
        self.show_hearing()

    def show_hearing(self) -> None:
        """The page with the progress."""
        self._drop_preparation()
        self.pages.setCurrentWidget(self.hearing_view)
        self.hearing_view.stop.setFocus()

    def show_batch(self) -> None:
        """The queue of many recordings."""
        self._drop_preparation()
        self.home_view.offer.take_away()
        self.pages.setCurrentWidget(self.batch_view)
        self.batch_view.going.setFocus()

    def prepare(self, sources: tuple[Path, ...]) -> None:
        """The sheet for new recordings."""
        if not sources:
            self.message.say("warning", words.NO_SOUND_DROPPED)
            return
        self._show_preparation(PreparationModel(sources, earlier=[one.glance.occasion for one in self.home.all]))

    def choose_recordings(self) -> None:
        """Let the person choose files."""
        kinds = " ".join(f"*{ending}" for ending in sorted(SOUND_ENDINGS))
        filters = f"{words.RECORDING_FILES} ({kinds});;{words.ALL_FILES} (*)"
        names, _kind = QFileDialog.getOpenFileNames(self, words.CHOOSE_RECORDINGS, "", filters)
        if names:
            self.desk.gather(tuple(Path(name) for name in names))

    def show_failure(self, failure: Failure, task: Task | None = None) -> None:
        """What happened, what is safe, what to do next."""
        actions: Actions = {}
        if isinstance(failure.error, MeetingDamaged) and failure.error.last_good is not None:
            folder = failure.error.path.parent
            actions[words.MEND] = lambda: self.desk.mend(folder)
        elif isinstance(failure.error, ModelError) and not isinstance(failure.error, NotEnoughMemory):
            actions[settings.PUT_IN] = lambda: self.settings_wanted.emit("models")
        if task is not None:
            actions[words.AGAIN] = lambda: self.hear([task])
        message = failure.message
        self.message.say("error", message.headline, f"{message.safe}\n{message.next_step}".strip(), actions)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files and folders may be dropped anywhere."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """They are gathered, and then prepared."""
        places = tuple(Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile())
        if places:
            event.acceptProposedAction()
            taking = self.batch.add if self.pages.currentWidget() is self.batch_view else self.desk.gather
            taking(places)

    def closeEvent(self, event: QCloseEvent) -> None:
        """One clear question while something is being recorded, heard or written."""
        view, was_asked = self.documents_view, self.background.asks or self.recording.model.is_active
        written = (view.model.progress, view.sharing.progress)
        may = self.recording.may_close() and self.background.may_close()
        if not may or not (was_asked or self.handover_bar.may_close(*written)):
            event.ignore()
            return
        self.documents_view.look(False)
        self.editor.leave()
        self.workshop.close()
        event.accept()

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 0, 0)
        for bar in (self.recording.bar, self.message, self.handover_bar):
            layout.addWidget(bar)
        layout.addWidget(self.pages, 1)
        heard = (self.hearing_view, self.batch_view)
        for page in (self.home_view, self.recording.view, *heard, self.documents_view, self.editor):
            self.pages.addWidget(page)
        self.setCentralWidget(inside)

    def _connect(self) -> None:
        view = self.home_view
        view.record_wanted.connect(self.record)
        view.import_wanted.connect(self.choose_recordings)
        view.sample_wanted.connect(self._try_sample)
        view.opened.connect(self.open_glance)
        view.write_wanted.connect(lambda glance: self.open_documents(glance.folder))
        view.folder_wanted.connect(lambda glance: open_on_desk(glance.folder))
        view.settings_wanted.connect(lambda: self.settings_wanted.emit(""))
        self.home.failed.connect(self.show_failure)
        self.desk.failed.connect(self.show_failure)
        self.desk.gathered.connect(self.prepare)
        self.desk.mended.connect(self._tell_mended)
        self.documents.failed.connect(self.show_failure)
        for other in (self.handover, self.documents_view.sharing):
            other.failed.connect(self.show_failure)
        self.documents_view.back_wanted.connect(self.go_home)
        self.documents_view.edit_wanted.connect(lambda: self.open_meeting(self.documents.folder))
        self.editor.back_wanted.connect(self.go_home)
        self.editor.write_wanted.connect(lambda: self.open_documents(self.editor.model.folder))
        self.documents_view.said.connect(self._keep)
        self.documents_view.utterances_wanted.connect(self._correct)
        self.documents_view.hand_over_wanted.connect(self._hand_over)
        self.pages.currentChanged.connect(
            lambda _page: self.documents_view.look(self.pages.currentWidget() is self.documents_view)
        )
        self.desk.kaigi_found.connect(self.handover.receive)
        self.handover_bar.open_wanted.connect(self.open_glance)
        self.handover_bar.came.connect(self.home.refresh)
        self.hearing.finished.connect(self._show_heard)
        self.hearing.failed.connect(self._tell_unheard)
        self.hearing.stopped.connect(self._tell_stopped)
        self.workshop.warned.connect(self._warn)
        self._connect_recording()

    def _connect_recording(self) -> None:
        part = self.recording
        self.pages.currentChanged.connect(lambda _index: part.stand_on(self.pages.currentWidget()))
        part.wanted.connect(self.record)
        part.view.back_wanted.connect(self.go_home)
        part.view.sheet.wanted.connect(self._prepare_recording)
        part.told.connect(self.message.say)
        part.has_text.connect(self.open_meeting)
        part.hear_wanted.connect(self._hear_recorded)
        part.kept.connect(self.home.refresh)
        part.failed.connect(lambda why, at: self.show_failure(why, Task(folder=at) if at is not None else None))

    def _is_busy(self) -> bool:
        return self.hearing.is_busy or self.batch.is_busy or self.recording.is_finishing

    def _connect_batch(self) -> None:
        self.home_view.batch_wanted.connect(self.show_batch)
        self.home.deleted.connect(lambda: self.message.say("good", home_words.DELETED))
        self.batch.failed.connect(self.show_failure)
        self.batch.ended.connect(self.home.refresh)
        BatchDesk(self.batch_view, self.message, self.home_view.offer, self.show_batch, self)
        for work in (self.batch, self.hearing):
            work.changed.connect(self.background.look)
        self.batch_view.back_wanted.connect(self.go_home)
        self.batch_view.opened.connect(self.open_meeting)
        self.batch_view.folder_wanted.connect(open_on_desk)

    def _try_sample(self) -> None:
        sound, said = self.desk.sample()
        self.hear([Task((sound,), said)])

    def _prepare_recording(self, said: Occasion) -> None:
        """The whole sheet for the meeting that is to be recorded; both its ends lead back there."""
        model = PreparationModel(base=said, earlier=[one.glance.occasion for one in self.home.all])
        model.feeds = True
        self._show_preparation(model, self._take_prepared, self.record)

    def _take_prepared(self, model: PreparationModel) -> None:
        self.recording.prepare(model.understood().occasion)
        self.record()

    def _show_preparation(
        self, model: PreparationModel, accept: Accept | None = None, leave: Callable[[], None] | None = None
    ) -> None:
        self._drop_preparation()
        view = PreparationView(model)
        view.accepted.connect(accept or self._accept)
        view.cancelled.connect(leave or self._leave_preparation)
        self.preparing = view
        self.pages.addWidget(view)
        self.pages.setCurrentWidget(view)
        view.lines["title"].setFocus()

    def _correct(self, ids: tuple[str, ...]) -> None:
        """校正, at these utterances."""
        self.open_meeting(self.documents.folder)
        self.editor.hear(ids)

    def _hand_over(self) -> None:
        if self.documents.meeting is not None:
            self.handover_bar.hand_over(self.documents.folder, self.documents.meeting)

    def _accept(self, model: PreparationModel) -> None:
        said = model.understood().occasion
        if model.is_new:
            self.hear([Task(sources, said) for sources in model.jobs()])
        else:
            self._leave_preparation()
            self._keep(said)

    def _keep(self, said: Occasion) -> None:
        """New 開催概要; where the editor has the meeting, it is one of its edits, and can be undone there."""
        folder, editor = self.documents.folder, self.editor.model
        if self.editor.has(folder) and not editor.session.read_only:
            editor.do(set_occasion(editor.meeting, said))
            self.documents.refresh()
        else:
            self.documents.change(said)

    def _leave_preparation(self) -> None:
        was_new = self.preparing is not None and self.preparing.model.is_new
        self._drop_preparation()
        self.pages.setCurrentWidget(self.home_view if was_new else self.documents_view)

    def _drop_preparation(self) -> None:
        if self.preparing is not None:
            self.preparing.model.close()
            self.pages.removeWidget(self.preparing)
            self.preparing.deleteLater()
            self.preparing = None

    def _show_heard(self, folder: Path) -> None:
        self.home.refresh()
        if self.pages.currentWidget() is self.hearing_view and not self.hearing.is_busy:
            self.open_meeting(folder)
        else:
            self.message.say("good", words.HEARD, actions={words.OPEN: lambda: self.open_meeting(folder)})

    def _hear_recorded(self, folder: Path, is_awaited: bool) -> None:
        """A recording without a text yet; who works elsewhere is only told."""
        if is_awaited:
            self.hear([Task(folder=folder)])
        else:
            self.hearing.begin([Task(folder=folder)])
            self._tell_busy()

    def _tell_unheard(self, failure: Failure, task: Task) -> None:
        if self.pages.currentWidget() is self.hearing_view and not self.hearing.is_busy:
            self.go_home()
        self.show_failure(failure, task)

    def _tell_stopped(self) -> None:
        if self.pages.currentWidget() is self.hearing_view:
            self.go_home()
        self.message.say("good", words.STOPPED)

    def _tell_busy(self) -> None:
        if self.hearing.is_busy:
            self.message.say("good", f"{words.BUSY}{self.hearing.title}", actions={words.SHOW: self.show_hearing})

    def _tell_mended(self, folder: Path) -> None:
        self.open_meeting(folder)
        self.message.say("good", words.MENDED)

    def _warn(self, error: MinutesError) -> None:
        message = explain_here(error)
        self.message.say("warning", message.headline, f"{message.safe}\n{message.next_step}".strip())
