"""Meetings that were archived, as the program archives them."""

from dataclasses import replace
from pathlib import Path

from minutes_app.closing.archive import archive
from minutes_app.closing.ledger import ClosedFile
from minutes_app.meeting.edit import confirm
from minutes_app.meeting.model import Confirmation
from minutes_app.meeting.store import OpenMeeting, create
from tests.publishing import published_meeting


def archived_meeting(library: Path, place: Path, title: str, kept_for: str, finished: str) -> tuple[Path, ClosedFile]:
    """Confirmed on a day (ISO), archived there; its folder, and the file."""
    meeting = published_meeting()
    occasion = replace(meeting.occasion, title=title, paperwork=replace(meeting.occasion.paperwork, kept_for=kept_for))
    folder = create(library, replace(meeting, id=f"m-{title}", occasion=occasion))
    with OpenMeeting(folder) as book:
        book.commit(confirm(book.meeting, Confirmation(f"{finished}T10:00:00+09:00", "髙橋", "試験")))
        done = archive(book, place, "", "髙橋 一郎")
    assert done.archived is not None
    return folder, done.archived.file
