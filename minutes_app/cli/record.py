"""`minutes record`: a meeting folder, a recording in it, and at its end the same as `minutes transcribe`.

The folder is there before the first sample, the recording before the first word. Without a usable model the recording
is kept and the exit code is 3.
"""

import argparse
import time
from contextlib import closing
from pathlib import Path

from minutes_app.capture.plan import Track
from minutes_app.capture.recover import running
from minutes_app.capture.session import Session, Wish
from minutes_app.cli.attending import Attendant
from minutes_app.cli.console import say, say_error
from minutes_app.cli.hearing import Worker, add_hearing_arguments
from minutes_app.cli.occasion_flags import add_occasion_arguments, occasion_of
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.output_flags import add_output_arguments, order_of
from minutes_app.cli.start import auditor
from minutes_app.cli.stop_sign import StopSign
from minutes_app.errors import MinutesError, ModelError
from minutes_app.listening.course import begun, finished, new_meeting, wish_of
from minutes_app.listening.text import LiveText
from minutes_app.meeting.model import length_ms
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import folders_for
from minutes_app.wording import live as live_words, record as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `record`."""
    text = words.HELP
    parser.add_argument("--device", dest="capture_device", metavar="NAME", help=text["device"])
    parser.add_argument("--system", dest="capture_system", metavar="NAME", help=text["system"])
    parser.add_argument("--max", dest="capture_max", metavar="HOURS", help=text["max"])
    parser.add_argument("--mirror", dest="capture_mirror", metavar="DIR", help=text["mirror"])
    parser.add_argument("--live", action="store_true", help=text["live"])
    parser.add_argument("--no-transcribe", action="store_true", help=text["no_transcribe"])
    add_hearing_arguments(parser)
    add_output_arguments(parser)
    add_occasion_arguments(parser)
    parser.set_defaults(tracks="mix", rerun=False)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Record until somebody or something ends it, then hear and write."""
    outcome = Outcome()
    place = Path(settings.library.folder)
    try:
        wish = wish_of(settings.capture)
        order_of(args, settings)
        place = create(place, new_meeting(occasion_of(args)))
        with StopSign() as sign, OpenMeeting(place) as book, Errand(args, settings, sign) as errand:
            record(book, wish, errand)
            hear_and_write(book, errand, outcome)
    except MinutesError as error:
        outcome.end([place], error)
    except KeyboardInterrupt:
        outcome.stop()
        say(words.go_on(str(place.absolute())))
    return outcome.close(as_json=args.json)


class Errand:
    """What one command shares: its flags and settings, the sign to stop, and the worker once somebody needs it."""

    def __init__(self, args: argparse.Namespace, settings: Settings, sign: StopSign) -> None:
        self.args, self.settings, self.sign = args, settings, sign
        self._worker: Worker | None = None

    @property
    def worker(self) -> Worker:
        """Started when it is first asked for. Raises `ModelError` and what wrong flags raise."""
        if self._worker is None:
            self._worker = Worker(self.args, self.settings)
        return self._worker

    def live_text(self, book: OpenMeeting, tracks: tuple[Track, ...]) -> LiveText | None:
        """The text beside the recording, if one is wanted; without a model that is said, and only recorded."""
        if not getattr(self.args, "live", False):
            return None
        try:
            worker = self.worker
        except ModelError as error:
            say_error(error)
            say(live_words.NO_MODEL)
            return None
        say(live_words.PREPARING)
        folders = folders_for(self.settings.models.folder)
        return LiveText(book, tracks, lambda _report: worker.hearing, worker.tools, folders)

    def __enter__(self) -> "Errand":
        """The errand itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the worker."""
        if self._worker is not None:
            self._worker.close()


def record(book: OpenMeeting, wish: Wish, errand: Errand) -> None:
    """From the consent line to the finished recording. Raises CaptureError (nothing is left then), DiskError."""
    for other in running():
        say(words.still_running(str(other.folder)))
    say(words.CONSENT)
    say(words.PREPARING)
    session = begun(book, wish)
    say(words.started(str(book.folder.absolute())))
    attend(book, session, errand)


def attend(book: OpenMeeting, session: Session, errand: Errand) -> None:
    """Look after a recording to its end and make it a meeting; the live text goes on to its own end."""
    live = errand.live_text(book, session.tracks)
    attendant = Attendant(session, errand.sign, live)
    try:
        with closing(session):
            attendant.attend()
        done = finished(book, auditor(errand.settings))
        say(words.stopped(length_ms(done.meeting.recordings), done.lost_ms))
        attendant.hear_to_the_end()
        if live is not None and live.plan is not None and live.plan.kind == "draft":
            errand.worker.hear_first(live.plan.hearing)
    finally:
        if live is not None:
            live.cancel()


def hear_and_write(book: OpenMeeting, errand: Errand, outcome: Outcome) -> None:
    """The text and the documents of a recording that is safe; whatever stops this, the recording stays.

    Raises `KeyboardInterrupt`.
    """
    began = time.monotonic()
    if errand.args.no_transcribe:
        outcome.meetings.append(kept(book))
        say(words.go_on(str(book.folder.absolute())))
        return
    try:
        errand.sign.interrupt_from_now_on()
        outcome.meetings.append(errand.worker.finish(book, book.folder, began, []))
    except MinutesError as error:
        outcome.end([book.folder], error)
        say(words.go_on(str(book.folder.absolute())))


def kept(book: OpenMeeting) -> dict[str, object]:
    """What `--json` says of a recording that was not transcribed."""
    return {
        "source": str(book.folder.absolute()),
        "meeting": str(book.folder.absolute()),
        "exports": [],
        "audio_ms": length_ms(book.meeting.recordings),
        "wall_ms": 0,
        "utterances": len(book.meeting.utterances),
        "warnings": [],
    }
