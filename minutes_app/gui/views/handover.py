"""受け渡し above every page: its progress, what it warns of, and what it asks."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from minutes_app.gui.view_models.handover import HandoverModel, warning_for
from minutes_app.gui.views.parts import Actions, MessageBar, agreed
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.gui.views.write_panel import open_on_desk
from minutes_app.meeting.glance import Glance
from minutes_app.meeting.kaigi import ENDING
from minutes_app.meeting.model import Meeting
from minutes_app.wording import gui as general, handing as words


class HandoverBar(WorkBar):
    """Shows a `HandoverModel`; says what became of it in the window's message bar."""

    open_wanted = Signal(object)
    """The `Glance` of a meeting."""
    came = Signal()
    """The library holds a meeting more."""

    def __init__(self, model: HandoverModel, message: MessageBar) -> None:
        super().__init__(words.KAIGI_FILES, model.progress, model.stop)
        self.model = model
        self._message = message
        model.received.connect(self._tell_received)
        model.known.connect(self._ask_known)
        model.handed_over.connect(self._tell_made)

    def hand_over(self, folder: Path, meeting: Meeting) -> None:
        """Warn, ask where, and make the file."""
        window, hint = self.window(), warning_for(folder, meeting)
        if not agreed(window, words.HAND_OVER_ASK, hint=hint, yes=words.MAKE, no=words.STOP_IT):
            return
        out = QFileDialog.getExistingDirectory(self.window(), words.HAND_OVER_WHERE, str(Path.home()))
        if out:
            self.model.hand_over(folder, Path(out))

    def choose(self) -> None:
        """Let the person choose files to take in."""
        kinds = f"{words.KAIGI_FILES} (*{ENDING})"
        names, _kind = QFileDialog.getOpenFileNames(self.window(), words.RECEIVE, "", kinds)
        for name in names:
            self.model.receive(Path(name))

    def may_close(self, question: str, hint: str) -> bool:
        """Whether the person says that the window may close now, whatever is not finished then."""
        return agreed(self.window(), question, hint=hint, yes=general.CLOSE_ANYWAY, no=general.KEEP_OPEN)

    def _tell_made(self, path: Path) -> None:
        self._message.say(
            "good", words.handed_over(path), actions={words.OPEN_FOLDER: lambda: open_on_desk(path.parent)}
        )

    def _tell_received(self, glance: Glance) -> None:
        self.came.emit()
        actions: Actions = {general.OPEN: lambda: self.open_wanted.emit(glance)}
        self._message.say("good", words.received(glance.occasion.title or general.UNTITLED), actions=actions)

    def _ask_known(self, path: Path, glance: Glance) -> None:
        """Enter and Esc change nothing."""
        head = f"{words.KNOWN}\n{glance.occasion.title or general.UNTITLED}"
        box = QMessageBox(QMessageBox.Icon.Question, general.APP, head, parent=self.window())
        box.setInformativeText(words.KNOWN_HINT)
        known = box.addButton(words.OPEN_KNOWN, QMessageBox.ButtonRole.AcceptRole)
        both = box.addButton(words.KEEP_BOTH, QMessageBox.ButtonRole.AcceptRole)
        stop = box.addButton(words.STOP_IT, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(stop)
        box.setEscapeButton(stop)
        box.exec()
        if box.clickedButton() is known:
            self.open_wanted.emit(glance)
        elif box.clickedButton() is both:
            self.model.receive(path, keep_both=True)
