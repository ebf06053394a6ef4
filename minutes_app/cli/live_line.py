"""The text of a recording beside its line in the terminal: listens in a thread of its own, hands out what is new.

In: a recording that is being made. Out: sentences and utterances as lines, and the draft of what is being said. Nothing
that happens in here can touch the recording.
"""

import threading
from collections import deque

from minutes_app.cli.live_plan import LivePlan, plan_live
from minutes_app.errors import MinutesError
from minutes_app.listening import Final
from minutes_app.meeting.store import OpenMeeting
from minutes_app.pipeline import listen
from minutes_app.progress import Cancelled, Progress
from minutes_app.tools import Hearing, Notice, Tools
from minutes_app.transcribe.engine import Draft
from minutes_app.transcribe.live import Feed
from minutes_app.transcribe.weights import ModelFolders
from minutes_app.wording import explain
from minutes_app.wording import live as words
from minutes_app.wording.meeting import track_label
from minutes_app.wording.transcribe import notice

CATCH_UP_S = 4.0
"""After the end of the recording the text gets so long; what is left then is heard as every recording is."""

ORIGINS = ("microphone", "system")


class LiveText:
    """Made when the recording runs; `start` it, ask for `news` and `draft`, and `finish` when the recording is over.

    `plan` is None as long as nothing was measured.
    """

    def __init__(self, book: OpenMeeting, hearing: Hearing, tools: Tools, feed: Feed, folders: ModelFolders) -> None:
        self.plan: LivePlan | None = None
        self.draft = ""
        self._work = (book, hearing, tools, feed, folders)
        self._lines: deque[str] = deque((words.PREPARING,))
        self._cancelled = threading.Event()
        self._thread = threading.Thread(target=self._listen, name="live-text", daemon=True)

    def start(self) -> None:
        """Begin to measure, then to listen."""
        self._thread.start()

    def news(self) -> list[str]:
        """Lines since the last look."""
        return [self._lines.popleft() for _line in range(len(self._lines))]

    def finish(self, timeout_s: float = CATCH_UP_S) -> None:
        """The recording is over: wait for the rest of the text, but not for long."""
        self._thread.join(timeout_s)
        self._cancelled.set()
        self._thread.join()
        self.draft = ""

    def _listen(self) -> None:
        book, hearing, tools, feed, folders = self._work
        try:
            self.plan = plan_live(hearing, tools, folders, self._report)
            self._lines.append(self.plan.sentence(hearing.weights.name))
            if self.plan.kind == "none":
                return
            for each in listen(book, self.plan.hearing, tools, feed, self._report):
                self._show(each, len(feed.tracks))
        except Cancelled:
            pass
        except MinutesError as error:
            self._lines.append(explain(error).as_text())
            self._lines.append(words.GIVEN_UP)
        finally:
            self.draft = ""

    def _show(self, each: Draft | Final | Notice, tracks: int) -> None:
        if isinstance(each, Draft):
            self.draft = words.drafted(each.text)
        elif isinstance(each, Notice):
            self._lines.append(notice(each.kind, *each.facts))
        else:
            self.draft = ""
            heard = each.heard
            if heard.text and "echo" not in heard.flags:
                label = track_label(heard.track, ORIGINS[heard.track]) if tracks > 1 else ""
                self._lines.append(words.utterance(heard.start_ms, heard.text, label))

    def _report(self, _progress: Progress) -> None:
        if self._cancelled.is_set():
            raise Cancelled
