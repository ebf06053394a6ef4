"""A recording from its wish to a meeting, as both faces make it.

In: the settings and what a person said about the meeting. Out: a new meeting, a session that records, and in the end
the recording as a part of the meeting. Nothing is asked and nothing is said here.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime

from minutes_app.capture.finish import Finished, finish, has_sound
from minutes_app.capture.plan import TERMINAL_ORPHAN_S, Track
from minutes_app.capture.session import Session, Wish
from minutes_app.errors import BadArguments, MinutesError
from minutes_app.library import discard
from minutes_app.logbook import Action, Auditor, Event, log
from minutes_app.meeting.clock import now
from minutes_app.meeting.information import merge
from minutes_app.meeting.model import Meeting, Occasion, length_ms
from minutes_app.meeting.store import OpenMeeting
from minutes_app.settings.pages import CapturePage
from minutes_app.wording.record import CONSENT

NOT_RECORDED = "none"


def devices_of(device: str, system: str) -> dict[Track, str]:
    """The inputs that these two settings name: what is not recorded is left out."""
    devices: dict[Track, str] = {}
    if device.strip() != NOT_RECORDED:
        devices["mic"] = device.strip()
    if system.strip() not in ("", NOT_RECORDED):
        devices["system"] = system.strip()
    return devices


def wish_of(
    chosen: CapturePage, devices: Mapping[Track, str] | None = None, *, orphan_s: float = TERMINAL_ORPHAN_S
) -> Wish:
    """What the settings ask for; `devices` in place of theirs. Raises `BadArguments` when that is no sound at all.

    `orphan_s`: how long recorders go on when the program has died and none attaches.
    """
    named = devices_of(chosen.device, chosen.system) if devices is None else devices
    if not named:
        raise BadArguments("no_track")
    return Wish(
        named,
        consent=CONSENT,
        mirror=chosen.mirror,
        follow_default=chosen.follow_default,
        part_s=chosen.part_minutes * 60.0,
        orphan_s=orphan_s,
        max_s=chosen.max_hours * 3600.0,
        long_silence_s=chosen.long_silence_minutes * 60.0,
    )


def new_meeting(said: Occasion) -> Meeting:
    """Date and start are the PC's own, marked as guessed as long as nobody has said them."""
    moment = datetime.now()
    begun = Occasion(date=f"{moment:%Y-%m-%d}", start=f"{moment:%H:%M}", guessed=("date", "start"))
    return Meeting(id=f"m-{secrets.token_hex(8)}", created_at=now(), occasion=merge(begun, said))


def begun(book: OpenMeeting, wish: Wish) -> Session:
    """A session that records. Raises why it cannot; then what has come is kept, and a meeting without sound is gone."""
    try:
        session = Session.start(book, wish)
    except MinutesError:
        if has_sound(book.folder):
            finish(book)
        else:
            discard(book.folder)
        raise
    log(Event.RECORDING_STARTED, meeting=book.meeting.id, tracks=len(wish.devices))
    return session


def finished(book: OpenMeeting, audit: Auditor) -> Finished:
    """The recording as a part of the meeting, once its recorders have closed. Raises as `finish`."""
    done = finish(book)
    audit(Action.RECORDED, book.meeting.id, done.meeting.recordings[0].sha256)
    audio_ms = length_ms(done.meeting.recordings)
    log(Event.RECORDING_ENDED, meeting=book.meeting.id, audio_ms=audio_ms, skipped_ms=done.lost_ms)
    return done
