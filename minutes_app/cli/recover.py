"""`minutes recover [MEETING…]`: recordings that were interrupted are mended and go on to their text and documents.

Without a name: all that were interrupted on this PC or in the library. One that is still being recorded with nobody
looking after it is attached to: the person goes on with it as in `minutes record`.
"""

import argparse
from pathlib import Path

from minutes_app.capture.place import going_in
from minutes_app.capture.recover import Recovered, interrupted, interrupted_in, recover, running
from minutes_app.capture.session import Session
from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import say
from minutes_app.cli.hearing import add_hearing_arguments
from minutes_app.cli.outcome import Outcome
from minutes_app.cli.output_flags import add_output_arguments, order_of
from minutes_app.cli.record import Errand, attend, hear_and_write
from minutes_app.cli.start import auditor
from minutes_app.cli.stop_sign import StopSign
from minutes_app.cli.write import meeting_folder
from minutes_app.errors import AlreadyRecording, MinutesError
from minutes_app.logbook import Action, Event, log
from minutes_app.meeting.model import length_ms
from minutes_app.meeting.store import OpenMeeting
from minutes_app.settings import Settings
from minutes_app.wording import record as words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `recover`."""
    parser.add_argument("meetings", nargs="*", type=named_path, metavar="MEETING", help=words.HELP["recover_meeting"])
    parser.add_argument("--no-transcribe", action="store_true", help=words.HELP["no_transcribe"])
    add_hearing_arguments(parser)
    add_output_arguments(parser)
    parser.set_defaults(tracks="mix", rerun=False)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Each recording on its own; one that fails does not stop the rest."""
    outcome = Outcome()
    library = Path(settings.library.folder)
    places = args.meetings or found(library)
    if not places:
        say(words.NOTHING_TO_RECOVER)
    try:
        order_of(args, settings)
        with StopSign() as sign, Errand(args, settings, sign) as errand:
            for place in places:
                _recovered(place, errand, outcome)
    except MinutesError as error:
        outcome.end(places, error)
    except KeyboardInterrupt:
        outcome.stop()
    return outcome.close(as_json=args.json)


def found(library: Path) -> list[Path]:
    """Interrupted recordings, and those that go on with nobody beside them; who is attended is only named."""
    going = running()
    for each in going:
        if each.attended:
            say(words.still_running(str(each.folder)))
    alone = [each.folder for each in going if not each.attended]
    return list(dict.fromkeys((*alone, *interrupted(), *interrupted_in(library))))


def _recovered(place: Path, errand: Errand, outcome: Outcome) -> None:
    try:
        folder = meeting_folder(place, Path(errand.settings.library.folder))
        with _opened(folder) as book:
            _finished(book, errand)
            hear_and_write(book, errand, outcome)
    except MinutesError as error:
        outcome.fail(place, error)


def _opened(folder: Path) -> OpenMeeting:
    """The meeting, if nobody else records it. Raises `AlreadyRecording`, and as opening does."""
    attended = {each.folder.resolve() for each in running() if each.attended}
    if folder.resolve() in attended:
        raise AlreadyRecording(folder)
    return OpenMeeting(folder)


def _finished(book: OpenMeeting, errand: Errand) -> None:
    """The recording as a part of the meeting; nothing is left to do when it is one already."""
    alone = {each.folder.resolve() for each in running() if not each.attended}
    if book.folder.resolve() in alone:
        say(words.attached(str(book.folder.absolute())))
        attend(book, Session.attach(book), errand)
    elif going_in(book.folder) is not None or book.folder in interrupted_in(book.folder.parent):
        done = recover(book)
        auditor(errand.settings)(Action.RECOVERED, book.meeting.id, done.finished.meeting.recordings[0].sha256)
        log(Event.MEETING_RECOVERED, meeting=book.meeting.id, audio_ms=length_ms(done.finished.meeting.recordings))
        _tell(book.folder, done)


def _tell(folder: Path, done: Recovered) -> None:
    mended = sum(bool(part.did) for part in done.finished.parts)
    audio_ms = length_ms(done.finished.meeting.recordings)
    say(words.recovered(str(folder.absolute()), audio_ms, mended, done.behind_ms, done.finished.lost_ms))
