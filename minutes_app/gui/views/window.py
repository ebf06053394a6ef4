"""The window: its pages, its menu, the message above them, and the way from one page to the next.

What a page needs besides its view has a file of its own (`…_part`, `preparing`); here stands which of them leads where.
"""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from minutes_app.audio.kind import SOUND_ENDINGS
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.batch import BatchModel
from minutes_app.gui.view_models.desk import DeskModel
from minutes_app.gui.view_models.handover import HandoverModel
from minutes_app.gui.view_models.hearing import Task
from minutes_app.gui.view_models.home import HomeModel, Opening, opening_of
from minutes_app.gui.views.background import Background
from minutes_app.gui.views.batch import BatchView
from minutes_app.gui.views.batch_desk import BatchDesk
from minutes_app.gui.views.closing import Closing, Ending
from minutes_app.gui.views.documents_part import DocumentsPart
from minutes_app.gui.views.editor_page import EditorPage
from minutes_app.gui.views.handover import HandoverBar
from minutes_app.gui.views.hearing_part import HearingPart
from minutes_app.gui.views.home import HomeView
from minutes_app.gui.views.preparation import PreparationView
from minutes_app.gui.views.preparing import Preparing
from minutes_app.gui.views.recording_part import RecordingPart
from minutes_app.gui.views.window_message import WindowMessage
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.gui.work import Lent
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.glance import Glance
from minutes_app.wording import correcting, gui as words, home as home_words, preparation as sheet_words

SIZE = (1120, 740)
SMALLEST = (840, 480)


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
        self.pages = QStackedWidget()
        self.message = WindowMessage()
        self._make_pages()
        self.background = Background(self, self._is_busy)
        self.handover = HandoverModel(workshop, self.borrowed, self)
        self.handover_bar = HandoverBar(self.handover, self.message)
        self.closing = Closing(self.recording, self.background, self.handover_bar)
        self.closing.watch(Ending(self.documents.progress), Ending(self.documents_view.sharing.progress))
        again = self.editor.view.again_model
        if again is not None:
            self.closing.watch(Ending(again.progress, correcting.CLOSE_AGAIN, correcting.CLOSE_AGAIN_HINT))
        self._build()
        self._connect()
        self._connect_home()
        self._connect_recording()
        self._connect_batch()
        self._connect_documents()

    def _make_pages(self) -> None:
        workshop = self.workshop
        self.desk = DeskModel(workshop, self)
        self.home = HomeModel(workshop, self)
        self.home_view = HomeView(self.home)
        self.preparations = Preparing(self.pages, self.home)
        self.recording = RecordingPart(workshop, self)
        self.hearing_part = HearingPart(workshop, self.pages, self.message)
        self.hearing, self.hearing_view = self.hearing_part.model, self.hearing_part.view
        self.batch = BatchModel(workshop, self.borrowed, self)
        self.batch_view = BatchView(self.batch)
        self.editor = EditorPage(workshop)
        self.documents_part = DocumentsPart(workshop, self.pages, self.editor, self.borrowed)
        self.documents, self.documents_view = self.documents_part.model, self.documents_part.view
        self.home.is_heard = lambda folder: self.hearing.hears(folder) or self.batch.hears(folder)

    @property
    def preparing(self) -> PreparationView | None:
        """The sheet of 会議の準備, while there is one."""
        return self.preparations.view

    @property
    def is_working(self) -> bool:
        """Whether anything is recorded, heard or written."""
        written = (self.documents.progress, self.documents_view.sharing.progress)
        return self._is_busy() or self.recording.model.is_active or any(each.is_shown for each in written)

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

    def borrowed(self, folder: Path) -> Lent | None:
        """The meeting that the editor has open; what is being typed becomes an edit."""
        return self.editor.lent() if self.editor.has(folder) else None

    def go_home(self) -> None:
        """The list of meetings."""
        self.preparations.drop()
        self.editor.leave()
        self.pages.setCurrentWidget(self.home_view)
        self.home.refresh()
        self.hearing_part.tell_busy()
        self.home_view.table.setFocus()

    def record(self) -> None:
        """The page that records."""
        if not self.preparations.keeps():
            self.preparations.drop()
            self.pages.setCurrentWidget(self.recording.view)

    def open_meeting(self, folder: Path, ids: tuple[str, ...] = ()) -> None:
        """A meeting that has its text, to be corrected, at these utterances."""
        self.documents_part.when_kept(partial(self._open_editor, folder, ids, self.pages.currentWidget()))

    def open_documents(self, folder: Path) -> None:
        """The page that writes documents."""
        self.documents.open(folder)
        self.pages.setCurrentWidget(self.documents_view)

    def open_gate(self, glance: Glance) -> None:
        """The page that says what stands against 確定."""
        self.open_documents(glance.folder)
        self.documents_view.show_gate()

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
        self.hearing_part.hear(tasks)

    def show_hearing(self) -> None:
        """The page with the progress."""
        self.preparations.drop()
        self.pages.setCurrentWidget(self.hearing_view)
        self.hearing_view.stop.setFocus()

    def show_batch(self) -> None:
        """The queue of many recordings."""
        self.preparations.drop()
        self.home_view.offer.take_away()
        self.pages.setCurrentWidget(self.batch_view)
        self.batch_view.going.setFocus()

    def prepare(self, sources: tuple[Path, ...]) -> None:
        """The sheet for new recordings."""
        if sources:
            self.preparations.for_files(sources)
        else:
            self.message.say("warning", words.NO_SOUND_DROPPED)

    def choose_recordings(self) -> None:
        """Let the person choose files."""
        kinds = " ".join(f"*{ending}" for ending in sorted(SOUND_ENDINGS))
        filters = f"{words.RECORDING_FILES} ({kinds});;{words.ALL_FILES} (*)"
        names, _kind = QFileDialog.getOpenFileNames(self, words.CHOOSE_RECORDINGS, "", filters)
        if names:
            self.desk.gather(tuple(Path(name) for name in names))

    def show_failure(self, failure: Failure, task: Task | None = None) -> None:
        """What happened, what is safe, what to do next."""
        self.message.show_failure(failure, task)

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
        if not self.closing.may_close():
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
        message, preparations, hearing = self.message, self.preparations, self.hearing_part
        message.mend_wanted.connect(self.desk.mend)
        message.settings_wanted.connect(self.settings_wanted)
        message.again_wanted.connect(lambda task: self.hear([task]))
        preparations.hear_wanted.connect(self.hear)
        preparations.added.connect(self._tell_added)
        preparations.left.connect(lambda: self.pages.setCurrentWidget(self.home_view))
        preparations.recording_said.connect(self.recording.prepare)
        preparations.recording_wanted.connect(self.record)
        hearing.wanted.connect(self.show_hearing)
        hearing.has_text.connect(self.open_meeting)
        hearing.ended.connect(self.home.refresh)
        hearing.left.connect(self.go_home)
        self.desk.failed.connect(self.show_failure)
        self.desk.gathered.connect(self.prepare)
        self.desk.mended.connect(self._tell_mended)
        self.desk.kaigi_found.connect(self.handover.receive)
        self.handover.failed.connect(self.show_failure)
        self.handover_bar.open_wanted.connect(self.open_glance)
        self.handover_bar.came.connect(self.home.refresh)
        self.workshop.warned.connect(message.warn)

    def _connect_home(self) -> None:
        view = self.home_view
        view.record_wanted.connect(self.record)
        view.import_wanted.connect(self.choose_recordings)
        view.sample_wanted.connect(self._try_sample)
        view.opened.connect(self.open_glance)
        view.write_wanted.connect(lambda glance: self.open_documents(glance.folder))
        view.gate_wanted.connect(self.open_gate)
        view.folder_wanted.connect(lambda glance: open_on_desk(glance.folder))
        view.settings_wanted.connect(lambda: self.settings_wanted.emit(""))
        view.batch_wanted.connect(self.show_batch)
        self.home.failed.connect(self.show_failure)
        self.home.deleted.connect(lambda: self.message.say("good", home_words.DELETED))

    def _connect_recording(self) -> None:
        part = self.recording
        self.pages.currentChanged.connect(lambda _index: part.stand_on(self.pages.currentWidget()))
        part.wanted.connect(self.record)
        part.view.back_wanted.connect(self.go_home)
        part.sheet_wanted.connect(self.preparations.for_recording)
        part.revised_late.connect(self.documents_part.revise)
        part.told.connect(self.message.say)
        part.has_text.connect(self.open_meeting)
        part.hear_wanted.connect(self.hearing_part.hear_recorded)
        part.kept.connect(self.home.refresh)
        part.failed.connect(lambda why, at: self.show_failure(why, Task(folder=at) if at is not None else None))

    def _connect_batch(self) -> None:
        self.batch.failed.connect(self.show_failure)
        self.batch.ended.connect(self.home.refresh)
        BatchDesk(self.batch_view, self.message, self.home_view.offer, self.show_batch, self)
        for work in (self.batch, self.hearing):
            work.changed.connect(self.background.look)
        self.batch_view.back_wanted.connect(self.go_home)
        self.batch_view.opened.connect(self.open_meeting)
        self.batch_view.folder_wanted.connect(open_on_desk)

    def _connect_documents(self) -> None:
        part = self.documents_part
        part.failed.connect(self.show_failure)
        part.view.back_wanted.connect(self.go_home)
        part.edit_wanted.connect(self.open_meeting)
        part.revised.connect(self.home.refresh)
        part.hand_over_wanted.connect(self.handover_bar.hand_over)
        self.editor.back_wanted.connect(self.go_home)
        self.editor.write_wanted.connect(lambda: self.open_documents(self.editor.model.folder))

    def _is_busy(self) -> bool:
        return self.hearing.is_busy or self.batch.is_busy or self.recording.is_finishing

    def _try_sample(self) -> None:
        sound, said = self.desk.sample()
        self.hear([Task((sound,), said)])

    def _open_editor(self, folder: Path, ids: tuple[str, ...], at: QWidget | None) -> None:
        """From this page; who has gone to another one meanwhile stays there."""
        if self.pages.currentWidget() is not at:
            return
        self.editor.open(folder)
        self.pages.setCurrentWidget(self.editor)
        if ids:
            self.editor.hear(ids)

    def _tell_added(self, sources: tuple[Path, ...]) -> None:
        names = [path.name for path in sources]
        self.message.say("good", sheet_words.added(names), sheet_words.ADDED_HINT)

    def _tell_mended(self, folder: Path) -> None:
        self.open_meeting(folder)
        self.message.say("good", words.MENDED)
