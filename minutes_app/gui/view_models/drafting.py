"""A draft of 要点 from the language model of the office, for the meeting that is open in 校正.

In: an agenda item, or all of the meeting. Out: marked points as one edit that can be undone; or why there are none, and
the meeting is as before. What is asked is what the person sees now, with every edit.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import DraftError, DraftUnusable
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.one_job import OneJob
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import Action
from minutes_app.meeting.change import Change
from minutes_app.meeting.edit import add_point, change_point, together
from minutes_app.meeting.model import Meeting, Point, Utterance
from minutes_app.minutes.draft import Server, points_of, question, sent
from minutes_app.minutes.draft_mark import confirmed, is_draft
from minutes_app.progress import Report
from minutes_app.tools import Tools
from minutes_app.wording import draft as words
from minutes_app.wording.gui import explain_here


@dataclass(frozen=True, slots=True)
class _Asked:
    """What was sent, and for which agenda item ("" = all)."""

    meeting: Meeting
    utterances: list[Utterance]
    agenda_id: str


class DraftingModel(OneJob):
    """`begin` after the person has agreed to `count` utterances for `host`; `confirm` a point that was drafted."""

    told = Signal(str)

    def __init__(self, workshop: Workshop, editor: EditorModel, parent: QObject | None = None) -> None:
        super().__init__(workshop.lane("drafting"), parent)
        self._workshop, self._editor = workshop, editor
        editor.opened.connect(self._drop)
        editor.changed.connect(self.changed.emit)
        workshop.settings_changed.connect(self.changed.emit)

    @property
    def server(self) -> Server:
        """The language model that the settings name."""
        settings = self._workshop.settings
        return Server.of(settings.draft, settings.network.ca_bundle)

    @property
    def is_offered(self) -> bool:
        """Whether a draft can be asked for: a language model is set up, and the meeting can be changed."""
        return self.server.is_on and self._editor.is_open and not self._editor.session.read_only

    @property
    def has_drafts(self) -> bool:
        """Whether any point still has its mark."""
        return self._editor.is_open and any(is_draft(point.text) for point in self._editor.meeting.points)

    def count(self, agenda_id: str) -> int:
        """How many utterances would be sent."""
        return len(sent(self._editor.meeting, agenda_id))

    def begin(self, agenda_id: str) -> None:
        """Ask for points of an agenda item, "" for all."""
        if self.is_busy or not self.is_offered:
            return
        meeting = self._editor.meeting
        asked = _Asked(meeting, sent(meeting, agenda_id), agenda_id)
        self._run(partial(_answer, self.server, asked, self._workshop.tools), partial(self._take, asked))

    def confirm(self, point: Point) -> None:
        """A person has compared it with its evidence: without its mark."""
        if is_draft(point.text):
            self._editor.do(change_point(self._editor.meeting, replace(point, text=confirmed(point.text))))

    def _take(self, asked: _Asked, answer: object) -> None:
        """In the window thread: the meeting may have changed while the model was thinking, or have been left."""
        if not self._editor.is_open:
            return
        try:
            points = points_of(str(answer), asked.utterances, asked.agenda_id)
            self._require_evidence(points)
        except DraftError as error:
            self.failed.emit(Failure(explain_here(error), error))
            return
        steps = [partial(_added, point) for point in points]
        self._editor.do(together(self._editor.meeting, "add_point", steps))
        self.told.emit(words.drafted_here(len(points)))

    def _require_evidence(self, points: tuple[Point, ...]) -> None:
        """Raises DraftUnusable where an utterance has gone meanwhile."""
        known = {one.id for one in sent(self._editor.meeting)}
        if not all(used in known for point in points for used in point.utterance_ids):
            raise DraftUnusable("utterance")

    def _drop(self) -> None:
        """Another meeting is open: an answer for the one before is nobody's."""
        if self._job is not None:
            self._job.forget()
            self._end()
        self.changed.emit()

    def _stopped(self) -> None:
        super()._stopped()
        self.told.emit(words.STOPPED)


def _answer(server: Server, asked: _Asked, tools: Tools, report: Report) -> Iterator[str]:
    """In the lane. What speaks to a network is loaded only now."""
    from minutes_app.minutes.language_model import ask

    messages = question(asked.meeting, asked.utterances)
    tools.audit(Action.DRAFTED, asked.meeting.id, "")
    yield ask(server, messages, report)


def _added(point: Point, meeting: Meeting) -> Change:
    return add_point(meeting, point)
