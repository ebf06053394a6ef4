"""What a reply becomes in the meeting, without a document."""

from dataclasses import replace

from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Attendee, Meeting, Occasion
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.replies.model import Reply
from minutes_app.replies.taking import change_of, changes_meeting

NAMES = ("髙橋 一郎", "𠮷田 花子")


def meeting_with(*duties: DutyReport) -> Meeting:
    occasion = Occasion(attendees=tuple(map(Attendee, NAMES)), paperwork=Paperwork(duties=duties))
    return Meeting("m1", "2026-11-25T09:00:00+09:00", occasion)


def impression(text: str) -> Reply:
    return Reply("r1", "impression", "1", NAMES[0], new=text)


def test_a_shokan_that_is_taken_leaves_the_others_where_they_are() -> None:
    first, second = DutyReport(NAMES[0], standing="own"), DutyReport(NAMES[1], impression="学んだ。")
    after = apply(meeting_with(first, second), change_of(meeting_with(first, second), impression("役立った。")))
    assert after.occasion.paperwork.duties == (replace(first, impression="役立った。"), second)


def test_a_shokan_that_is_there_already_changes_nothing() -> None:
    duties = (DutyReport(NAMES[0], impression="役立った。"), DutyReport(NAMES[1], impression="学んだ。"))
    assert not changes_meeting(meeting_with(*duties), impression("役立った。"))
