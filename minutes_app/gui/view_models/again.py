"""もう一度起こす: a stretch of the open meeting heard again, shown beside what stands there, taken if one agrees.

In: chosen utterances or a stretch, a model, words to expect. Out: progress, the run, both texts. Until `take` the
meeting stays as it is; the run is kept in its folder in any case.
"""

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum
from functools import partial

from PySide6.QtCore import QObject, Signal

from minutes_app.audio.lanes import tracks_of
from minutes_app.audio.window import Tracks
from minutes_app.errors import EngineError
from minutes_app.gui.editing import again
from minutes_app.gui.editing.again import Part
from minutes_app.gui.editing.doubts import Gap
from minutes_app.gui.hearing_again import Wish, hear_stretch, ready_models
from minutes_app.gui.jobs import Ends, Failure, Job
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Run, Utterance
from minutes_app.progress import Report
from minutes_app.rehearing import Stretch
from minutes_app.tools import Notice
from minutes_app.transcribe.weights import Listed
from minutes_app.wording import correcting, gui as words


class State(Enum):
    """Where the question stands."""

    ASKING = "asking"
    WORKING = "working"
    HEARD = "heard"
    TAKEN = "taken"


class AgainModel(QObject):
    """One stretch at a time."""

    changed = Signal()
    models_read = Signal()
    failed = Signal(object)
    """A `Failure`; the meeting is as it was."""
    stopped = Signal()

    def __init__(self, editor: EditorModel, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.editor = editor
        self.progress = ProgressModel(self)
        self.state = State.ASKING
        self.stretch = Stretch(0, 0)
        self.models: list[Listed] = []
        self.notices: list[str] = []
        self._workshop = workshop
        self._run: Run | None = None
        self._job: Job | None = None
        self._listing: Job | None = None

    @property
    def hotwords(self) -> str:
        """The words that the meeting and the settings expect."""
        texts = (*self.editor.meeting.occasion.words, self._workshop.settings.transcribe.hotwords)
        return " ".join(dict.fromkeys(part for text in texts for part in text.split()))

    @property
    def default_model(self) -> str:
        """The model that the settings want."""
        return self._workshop.settings.models.default

    @property
    def waits(self) -> bool:
        """Whether another meeting is being heard first."""
        return self.state is State.WORKING and len(self._workshop.engine.jobs) > 1

    @property
    def is_too_long(self) -> bool:
        """Whether the stretch is longer than may be heard at once."""
        return self.stretch.length_ms > again.LONGEST_MS + 2 * again.AROUND_MS

    def ask(self, ids: tuple[str, ...]) -> bool:
        """Choose the stretch of these utterances; False when there are none."""
        stretch = again.stretch_of(self.editor.meeting, ids)
        if stretch is None:
            return False
        self._begin_asking(stretch)
        return True

    def ask_gap(self, gap: Gap) -> None:
        """Choose a stretch where nothing is written."""
        self._begin_asking(again.stretch_between(self.editor.meeting, gap.start_ms, gap.end_ms))

    def begin(self, model: str, hotwords: str) -> None:
        """Hear it, as soon as the engine is free."""
        wish = Wish(self.editor.folder, self.editor.meeting, self.stretch, model, hotwords.strip(), self._tracks())
        work = partial(hear_stretch, wish, self._workshop.settings, self._workshop.tools)
        self.notices.clear()
        self.progress.begin()
        ends = Ends(
            done=self._end, failed=self._fail, stepped=self._step, progressed=self.progress.see, stopped=self._stop
        )
        self.state = State.WORKING
        self._job = self._workshop.engine.start(work, ends)
        self.changed.emit()

    def stop(self) -> None:
        """Stop hearing, and looking for models; nothing has changed."""
        self._listing = None
        if self._job is not None:
            self._job.cancel()

    def sides(self) -> tuple[tuple[Utterance, ...], tuple[Utterance, ...]]:
        """What stands in the stretch now, and what was heard."""
        assert self._run is not None
        return self.editor.old_and_new(self.stretch, self._run)

    def standing(self) -> tuple[Utterance, ...]:
        """What stands in the stretch now."""
        return again.said_in(self.editor.meeting, self.stretch)

    def differences(self) -> tuple[Part, ...]:
        """The texts of both sides, an utterance a line."""
        old, new = ("\n".join(one.text for one in side) for side in self.sides())
        return again.differences(old, new)

    def take(self) -> bool:
        """The person agrees: one step of undo."""
        assert self._run is not None
        done = self.editor.take_again(self.stretch, self._run)
        self.state = State.TAKEN
        self.changed.emit()
        return done

    def _begin_asking(self, stretch: Stretch) -> None:
        self.stop()
        self.stretch, self._run, self.state = stretch, None, State.ASKING
        self._list_models()
        self.changed.emit()

    def _list_models(self) -> None:
        found: list[Listed] = []

        def step(value: object) -> None:
            if isinstance(value, Listed):
                found.append(value)

        def done() -> None:
            if self._listing is job:
                self.models = found
                self.models_read.emit()

        def work(_report: Report) -> Iterator[object]:
            return iter(ready_models(self._workshop.settings))

        job = self._workshop.documents.start(work, Ends(done=done, failed=self._fail, stepped=step))
        self._listing = job

    def _tracks(self) -> Tracks:
        """As the meeting was heard: channels apart where several speak in one recording."""
        alone = len(tracks_of(self.editor.meeting.recordings)) < 2
        return "separate" if alone and len({each.track for each in self.editor.heard}) > 1 else "mix"

    def _step(self, value: object) -> None:
        if isinstance(value, Run):
            self._run = value
        elif isinstance(value, Notice):
            self.notices.append(words.notice_here(value.kind, *value.facts))
            self.changed.emit()

    def _end(self) -> None:
        self._over(State.HEARD if self._run is not None else State.ASKING)

    def _fail(self, failure: Failure) -> None:
        """What is safe and what to do next is another thing here than where a whole meeting is heard."""
        self._over(State.ASKING)
        message = replace(failure.message, safe=correcting.UNCHANGED)
        if isinstance(failure.error, EngineError):
            message = replace(message, next_step=correcting.TRY_AGAIN)
        self.failed.emit(Failure(message, failure.error))

    def _stop(self) -> None:
        self._over(State.ASKING)
        self.stopped.emit()

    def _over(self, state: State) -> None:
        self._job = None
        self.progress.end()
        self.state = state
        self.changed.emit()
