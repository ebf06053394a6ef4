"""The message above the pages of the window: what went wrong, with the button that helps."""

from pathlib import Path

from PySide6.QtCore import Signal

from minutes_app.errors import (
    MeetingDamaged,
    MinutesError,
    ModelError,
    NoSoundInFile,
    NotEnoughMemory,
    UnsupportedSound,
)
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.hearing import Task
from minutes_app.gui.views.parts import Actions, MessageBar
from minutes_app.wording import gui as words, settings_window as settings
from minutes_app.wording.gui import explain_here

HOPELESS = (UnsupportedSound, NoSoundInFile)
"""The same file again is the same answer again."""


class WindowMessage(MessageBar):
    """One a window; says one thing at a time."""

    mend_wanted = Signal(object)
    """The folder of a damaged meeting, to be put back to what was saved last."""
    settings_wanted = Signal(str)
    """A section of 設定."""
    again_wanted = Signal(object)
    """A `Task` that is to be tried again."""

    def show_failure(self, failure: Failure, task: Task | None = None) -> None:
        """What happened, what is safe, what to do next."""
        actions: Actions = {}
        if isinstance(failure.error, MeetingDamaged) and failure.error.last_good is not None:
            folder: Path = failure.error.path.parent
            actions[words.MEND] = lambda: self.mend_wanted.emit(folder)
        elif isinstance(failure.error, ModelError) and not isinstance(failure.error, NotEnoughMemory):
            actions[settings.PUT_IN] = lambda: self.settings_wanted.emit("models")
        if task is not None and not isinstance(failure.error, HOPELESS):
            actions[words.AGAIN] = lambda: self.again_wanted.emit(task)
        message = failure.message
        self.say("error", message.headline, f"{message.safe}\n{message.next_step}".strip(), actions)

    def warn(self, error: MinutesError) -> None:
        """Something that did not keep the person's work from being done."""
        message = explain_here(error)
        self.say("warning", message.headline, f"{message.safe}\n{message.next_step}".strip())
