"""The questions at the end: one at most, whatever goes on when the window is to be closed."""

from dataclasses import dataclass

from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.views.background import Background
from minutes_app.gui.views.handover import HandoverBar
from minutes_app.gui.views.recording_part import RecordingPart
from minutes_app.wording.handing import CLOSE_BUSY, CLOSE_BUSY_HINT


@dataclass(frozen=True, slots=True)
class Ending:
    """Work that ends with the window, and what is asked while it can be seen."""

    progress: ProgressModel
    question: str = CLOSE_BUSY
    hint: str = CLOSE_BUSY_HINT


class Closing:
    """Asks. A recording comes first, then what can go on without a window, then what can only be waited for."""

    def __init__(self, recording: RecordingPart, background: Background, bar: HandoverBar) -> None:
        self._recording, self._background, self._bar = recording, background, bar
        self._endings = [Ending(bar.progress)]

    def watch(self, *endings: Ending) -> None:
        """Ask about these, too."""
        self._endings += endings

    def may_close(self) -> bool:
        """Whether the window may close now."""
        was_asked = self._background.asks or self._recording.model.is_active
        if not (self._recording.may_close() and self._background.may_close()):
            return False
        shown = next((each for each in self._endings if each.progress.is_shown), None)
        return was_asked or shown is None or self._bar.may_close(shown.question, shown.hint)
