"""Everything of a recording in the window: its screen, the bar above the others, the strip, the tray, the questions.

The window puts `view` among its pages and `bar` above them, and tells which page is shown (`stand_on`).
"""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow, QMessageBox, QWidget

from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.recording import Alarm, Outcome, Phase, RecordingModel
from minutes_app.gui.views.alarm_panel import RecordingBar
from minutes_app.gui.views.home import HomeView
from minutes_app.gui.views.parts import Actions
from minutes_app.gui.views.recording import RecordingView
from minutes_app.gui.views.strip import Strip
from minutes_app.gui.views.tray import Tray, has_tray
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.revision import Revision
from minutes_app.wording import gui as gui_words, recording_window as words

MARGIN = 24


class RecordingPart(QObject):
    """One a window."""

    wanted = Signal()
    """The recording screen."""
    told = Signal(str, str, str, object)
    """A message for above the pages: kind, headline, rest, `Actions`."""
    has_text = Signal(object)
    """The folder of a meeting whose text is there, to be shown."""
    hear_wanted = Signal(object, bool)
    """The folder of a meeting that is recorded and has no text yet, and whether the person waits for it."""
    kept = Signal()
    """A recording has ended, or was found; the list of meetings is another one now."""
    failed = Signal(object, object)
    """A `Failure`, and the folder that can be heard later (or None)."""
    sheet_wanted = Signal(object)
    """The sheet of 会議の準備, for this `Occasion`."""
    revised_late = Signal(object, object)
    """The folder of a meeting whose recording is over meanwhile, and the `Revision` of its 開催概要."""

    def __init__(self, workshop: Workshop, window: QMainWindow) -> None:
        super().__init__(window)
        self.model = RecordingModel(workshop, self)
        self.view = RecordingView(self.model)
        self.bar = RecordingBar(self.model)
        self.strip: Strip | None = None
        self.tray: Tray | None = None
        self._window = window
        self._is_closing = self._is_here = False
        self._revised: Path | None = None
        self._is_awaited = True
        self.bar.wanted.connect(self.wanted)
        for panel in (self.view.sheet, self.view.marks):
            panel.wanted.connect(self.ask)
        self.view.strip_wanted.connect(self._take_strip)
        self.model.ended.connect(self._end)
        self.model.failed.connect(self._fail)
        self.model.alarmed.connect(self._ring)
        self.model.left.connect(self._offer_to_mend)
        self.model.late.connect(self.revised_late)
        self.model.changed.connect(self._follow)

    @property
    def is_finishing(self) -> bool:
        """Whether the recording is safe, and its text is being finished."""
        return self.model.phase is Phase.WRITING

    def begin(self) -> None:
        """Once the window can be used: has another one left a recording?"""
        self.model.look_around()

    def ask(self, said: Occasion) -> None:
        """The sheet of 会議の準備, for what is to be recorded or for what is being recorded."""
        self._revised = self.model.folder
        self.sheet_wanted.emit(said)

    def prepare(self, revision: Revision) -> None:
        """The next recording is of this meeting; or the one is that was being recorded when the sheet was asked for."""
        if self._revised is None and not self.model.is_active:
            self.model.said = revision.said
            self.view.sheet.show_said()
        elif self._revised is not None and self._revised == self.model.folder:
            self.model.revise(revision)
        elif self._revised is not None:
            self.revised_late.emit(self._revised, revision)

    def stand_on(self, page: QWidget | None) -> None:
        """Which page is shown now: levels are listened to only where they are seen."""
        self._is_here = page is self.view
        self._is_awaited = self._is_here or isinstance(page, HomeView)
        self.bar.stand_elsewhere(not self._is_here)
        if self.model.is_active:
            return
        if self._is_here:
            self.model.sources.look()
            self.view.red.setFocus()
        else:
            self.model.sources.rest()

    def come_back(self) -> None:
        """The large window, in front; nothing need stand in its place any more."""
        self._drop_strip()
        self._drop_tray()
        if self._window.isHidden():
            QApplication.setQuitOnLastWindowClosed(True)
        self._window.setWindowState(self._window.windowState() & ~Qt.WindowState.WindowMinimized)
        self._window.show()
        self._window.raise_()
        self._window.activateWindow()

    def may_close(self) -> bool:
        """Whether the window may close now; while a recording is made the person is asked, once."""
        if self.model.phase is Phase.SAVING:
            self._is_closing = True
            self.model.stop(keep_only=True)
            return False
        if self.model.phase in (Phase.STARTING, Phase.RECORDING, Phase.PAUSED):
            self._ask()
            return False
        self._take_away()
        return True

    def _ask(self) -> None:
        """Go on in the tray (or the strip, where there is none), stop and save, or stay."""
        box = QMessageBox(QMessageBox.Icon.Question, gui_words.APP, words.CLOSE_QUESTION, parent=self._window)
        in_tray = has_tray()
        box.setInformativeText(words.CLOSE_HINT.format(words.IN_TRAY if in_tray else words.IN_STRIP))
        going_on = words.GO_ON_IN_TRAY if in_tray else words.GO_ON_IN_STRIP
        role = QMessageBox.ButtonRole
        go_on = box.addButton(going_on, role.AcceptRole)
        end = box.addButton(words.STOP_AND_CLOSE, role.DestructiveRole)
        stay = box.addButton(words.DO_NOT_CLOSE, role.RejectRole)
        box.setDefaultButton(go_on)
        box.setEscapeButton(stay)
        box.exec()
        if box.clickedButton() is go_on:
            self._go_on_without_window(in_tray=in_tray)
        elif box.clickedButton() is end:
            self._is_closing = True
            self.model.stop(keep_only=True)

    def _go_on_without_window(self, *, in_tray: bool) -> None:
        if not self.model.is_active:
            self._window.close()
            return
        if in_tray:
            self.tray = Tray(self.model, self)
            self.tray.back_wanted.connect(self.come_back)
            self.tray.stay()
        else:
            self._show_strip()
        QApplication.setQuitOnLastWindowClosed(False)
        self._window.hide()

    def _take_strip(self) -> None:
        self._show_strip()
        self._window.showMinimized()

    def _show_strip(self) -> None:
        if self.strip is None:
            self.strip = Strip(self.model)
            self.strip.back_wanted.connect(self.come_back)
        self.strip.show()
        screen = QGuiApplication.primaryScreen()
        if screen is not None:
            corner = screen.availableGeometry().topRight()
            self.strip.move(max(0, corner.x() - self.strip.width() - MARGIN), corner.y() + MARGIN)

    def _follow(self) -> None:
        """A strip without a recording is of no use; neither is a hidden window."""
        if not self.model.is_active:
            self._drop_strip()

    def _end(self, folder: Path, outcome: Outcome) -> None:
        self.view.sheet.show_said()
        self.kept.emit()
        if self._is_closing:
            self._is_closing = False
            self._window.close()
            return
        self._come_back_if_hidden()
        if outcome is Outcome.HEAR:
            self.hear_wanted.emit(folder, self._is_awaited)
        elif outcome is Outcome.TEXT and self._is_awaited:
            self.has_text.emit(folder)
        elif outcome is Outcome.TEXT:
            actions: Actions = {words.OPEN: lambda: self.has_text.emit(folder)}
            self.told.emit("good", gui_words.HEARD, "", actions)

    def _fail(self, failure: Failure, folder: Path | None) -> None:
        self._is_closing = False
        self._come_back_if_hidden()
        self.kept.emit()
        self.failed.emit(failure, folder)
        if self._is_here and not self.model.is_active:
            self.model.sources.look()
            self.view.red.setFocus()

    def _come_back_if_hidden(self) -> None:
        if self._window.isHidden() or self._window.isMinimized():
            self.come_back()

    def _ring(self, _alarm: Alarm) -> None:
        """An alarm is heard and seen in the taskbar, whatever window is in front."""
        QApplication.beep()
        QApplication.alert(self._window)

    def _offer_to_mend(self, folders: tuple[Path, ...]) -> None:
        actions: Actions = {words.MEND: lambda: self.hear_wanted.emit(folders[0], True)}
        self.told.emit("warning", words.BROKEN.format(len(folders)), words.BROKEN_HINT, actions)

    def _take_away(self) -> None:
        self.model.sources.rest()
        self._drop_strip()
        self._drop_tray()

    def _drop_strip(self) -> None:
        if self.strip is not None:
            self.strip.hide()
            self.strip.deleteLater()
            self.strip = None

    def _drop_tray(self) -> None:
        if self.tray is not None:
            self.tray.go()
            self.tray = None
