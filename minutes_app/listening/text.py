"""The text of a recording while it is made, in a thread of its own: nothing here can hold up or cost a sample.

In: an open meeting that is being recorded, a model, the resident processes. Out: what is promised, as soon as this PC
has been measured; then drafts, utterances and notices as they come. An error of the model or the disk ends the live
text only; it is handed over to be said.
"""

import queue
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path

from minutes_app.capture.plan import Track, part_name
from minutes_app.errors import MinutesError
from minutes_app.listening import Final, listen
from minutes_app.listening.plan import LivePlan, plan_live
from minutes_app.meeting.store import OpenMeeting
from minutes_app.progress import Cancelled, Progress, Report
from minutes_app.tools import Hearing, Notice, Tools
from minutes_app.transcribe.engine import Draft
from minutes_app.transcribe.live import Feed
from minutes_app.transcribe.weights import ModelFolders

JOIN_S = 0.2

How = Callable[[Report], Hearing]
"""The model that the minutes are made with; found in the thread, for that may take a while. Raises `ModelError`."""

News = Draft | Final | Notice | MinutesError | LivePlan


class LiveText:
    """Begins at once. Call `end_of_recording` when the recorders have closed, then `wait`; `cancel` to stop early.

    `plan`: which model speaks, once that is known.
    """

    def __init__(
        self, book: OpenMeeting, tracks: tuple[Track, ...], how: How, tools: Tools, folders: ModelFolders
    ) -> None:
        self.plan: LivePlan | None = None
        self._news: queue.SimpleQueue[News] = queue.SimpleQueue()
        self._over, self._cancelled = threading.Event(), threading.Event()
        feed = Feed(tuple(partial(_part, book.folder, track) for track in tracks), self._over.is_set)
        self._thread = threading.Thread(target=self._listen, args=(book, how, tools, feed, folders))
        self._thread.daemon = True
        self._thread.start()

    def news(self) -> list[News]:
        """What came since the last look."""
        return [self._news.get_nowait() for _ in range(self._news.qsize())]

    def end_of_recording(self) -> None:
        """Nothing will be added to the files any more."""
        self._over.set()

    @property
    def is_over(self) -> bool:
        """Whether all has been heard (or the live text has ended otherwise)."""
        return not self._thread.is_alive()

    def wait(self, seconds: float = JOIN_S) -> bool:
        """Wait a little; whether all has been heard."""
        self._thread.join(seconds)
        return self.is_over

    def cancel(self) -> None:
        """End it now; what was heard is kept."""
        self._over.set()
        self._cancelled.set()
        self._thread.join()

    def _listen(self, book: OpenMeeting, how: How, tools: Tools, feed: Feed, folders: ModelFolders) -> None:
        try:
            self.plan = plan_live(how(self._report), tools, folders, self._report)
            self._news.put(self.plan)
            if self.plan.kind == "none":
                return
            for each in listen(book, self.plan.hearing, tools, feed, self._report):
                self._news.put(each)
        except Cancelled:
            pass
        except MinutesError as error:
            self._news.put(error)

    def _report(self, _progress: Progress) -> None:
        if self._cancelled.is_set():
            raise Cancelled


def _part(folder: Path, track: Track, number: int) -> Path:
    return folder / part_name(track, number)
