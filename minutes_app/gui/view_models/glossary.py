"""用語辞書: the words of the setting `transcribe.hotwords`, one a line.

In: text as typed. Out: how many words it is, whether the setting can hold them, and the change itself.
"""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.meeting.expected import words_of
from minutes_app.settings import option
from minutes_app.wording import settings_window as words

KEY = "transcribe.hotwords"
MOST = int(option(KEY).expected.partition(":")[2])
"""Characters."""


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: how much it is, what is wrong with it ("" for nothing), whether it differs from what is kept."""

    count: str
    wrong: str
    is_new: bool


class GlossaryModel(QObject):
    """A view of one setting."""

    changed = Signal()
    answered = Signal(bool, str)

    def __init__(self, options: OptionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._options = options
        options.changed.connect(self.changed)
        options.answered.connect(self._answer)

    @property
    def kept(self) -> tuple[str, ...]:
        """The words in force."""
        origin = self._options.of(KEY)
        return words_of(str(origin.value)) if origin is not None else ()

    @property
    def kept_text(self) -> str:
        """The same, one a line."""
        return "\n".join(self.kept)

    @property
    def is_locked(self) -> bool:
        """Whether the policy says which words."""
        origin = self._options.of(KEY)
        return origin is not None and origin.locked

    @property
    def why_locked(self) -> str:
        """The reason, "" where it is not."""
        origin = self._options.of(KEY)
        return words.locked(origin.source) if origin is not None and origin.locked else ""

    def judged(self, text: str) -> Typed:
        """What a text would come to."""
        typed = words_of(text)
        used = len(" ".join(typed))
        wrong = words.words_too_many(used, MOST) if used > MOST else ""
        return Typed(words.glossary_count(len(typed), used, MOST), wrong, typed != self.kept)

    def save(self, text: str) -> None:
        """Keep them."""
        self._options.put(KEY, " ".join(words_of(text)))

    def _answer(self, key: str, good: bool, sentence: str) -> None:
        if key == KEY:
            self.answered.emit(good, sentence)
