"""A window that records, as a process that can be killed: arguments are a library, orphan_s, and devices.

The second device, if there is one, is the track of the far end. It records until it is killed.
"""

import sys
import time
from pathlib import Path

from minutes_app.capture.plan import TRACKS
from minutes_app.capture.session import Session, Wish
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting, create


def main(library: str, orphan_s: str, *devices: str) -> None:
    meeting = Meeting(id=f"m-{time.time_ns():016x}", created_at="")
    with OpenMeeting(create(Path(library), meeting)) as book:
        Session.start(book, Wish(dict(zip(TRACKS, devices, strict=False)), orphan_s=float(orphan_s)))
        time.sleep(600)


if __name__ == "__main__":
    main(*sys.argv[1:])
