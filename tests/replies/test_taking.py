"""What a reply becomes in the meeting, and which replies want the same place, without a document."""

from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.errors import ReplyMoved
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Attendee, Item, Meeting, Occasion, Point, Utterance
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.replies.kept import Decision, Entry, keep_found, kept_in
from minutes_app.replies.model import Found, Kind, Reply, State
from minutes_app.replies.places import Places
from minutes_app.replies.standing import rivals_in
from minutes_app.replies.taking import change_of, changes_meeting, reopen, take

NAMES = ("髙橋 一郎", "𠮷田 花子")
DUTIES = (DutyReport(NAMES[0], impression="役立った。"), DutyReport(NAMES[1], impression="学んだ。"))
SAID = (
    Utterance("u1", 0, 900, "費用を確かめます。", "ひようを"),
    Utterance("u2", 1000, 1900, "人数は12人です。", "にんずう", deleted=True, comment="𠮷田 花子: 確かめて。"),
)


def meeting_with(*duties: DutyReport) -> Meeting:
    occasion = Occasion(attendees=tuple(map(Attendee, NAMES)), paperwork=Paperwork(duties=duties))
    items, points = (
        (Item("i1", "decision", "4月から行う。", utterance_ids=("u1",)),),
        (Point("p1", "費用の話", utterance_ids=("u1",)),),
    )
    return Meeting("m1", "2026-11-25T09:00:00+09:00", occasion, utterances=SAID, items=items, points=points)


def impression(text: str) -> Reply:
    return Reply("r1", "impression", "1", NAMES[0], new=text)


def entry(number: int, new: str, subject: str = "u1", state: State = "open", kind: Kind = "text") -> Entry:
    return Entry(number, Reply(f"r{number}", kind, "1", NAMES[0], subject, "前", new), state, "答.docx", "p")


def test_a_shokan_that_is_taken_leaves_the_others_where_they_are() -> None:
    first, second = DutyReport(NAMES[0], standing="own"), DUTIES[1]
    meeting, reply = meeting_with(first, second), impression("役立った。")
    after = apply(meeting, change_of(meeting, reply, Places(meeting).of(reply)))
    assert after.occasion.paperwork.duties == (replace(first, impression="役立った。"), second)


def test_a_shokan_that_is_there_already_changes_nothing() -> None:
    meeting, reply = meeting_with(*DUTIES), impression("役立った。")
    assert not changes_meeting(meeting, reply, Places(meeting).of(reply))


@pytest.mark.parametrize("kind", ["opinion", "impression", "comment", "text", "removed", "added", "other"])
@pytest.mark.parametrize("subject", ["", "u1", "u2", "i1", "p1", "gone"])
@pytest.mark.parametrize("new", ["確かめて。", "費用を確かめます。", "4月から行う。"])
def test_whether_a_reply_changes_the_minutes_is_what_taking_it_would_do(kind: Kind, subject: str, new: str) -> None:
    meeting, reply = meeting_with(*DUTIES), Reply("r1", kind, "2", NAMES[1], subject, "前", new)
    place = Places(meeting).of(reply)
    assert changes_meeting(meeting, reply, place) == bool(change_of(meeting, reply, place, "u3").splices)


def test_a_point_that_was_struck_out_is_put_back_unless_it_was_kept_before_this_was_possible(tmp_path: Path) -> None:
    folder = create(tmp_path, meeting_with())
    taken = Reply("r1", "removed", "2", NAMES[1], "p1", "費用の話")
    with OpenMeeting(folder) as book:
        point = book.meeting.points[0]
        asked = Entry(1, taken, "open", "答.docx", "p")
        assert take(book, asked, "山田").points == ()
        keep_found(folder, Found("答.docx", "ab" * 32, "p", "会議録", 1, "2", {}, (taken,)), "山田")
        [entry_now] = kept_in(folder).entries
        old = replace(entry_now, decision=Decision("r1", "taken", "費用の話"))
        with pytest.raises(ReplyMoved):
            reopen(book, old, "山田")
        assert reopen(book, entry_now, "山田").points == (point,)


def test_the_first_that_wants_a_place_otherwise_is_named_and_nobody_who_wants_the_same() -> None:
    entries = [
        entry(1, "甲", state="refused"),
        entry(2, "乙"),
        entry(3, "乙"),
        entry(4, "丙", state="taken"),
        entry(5, "乙"),
        entry(6, "丙", state="gone"),
        entry(7, "", kind="removed"),
        entry(8, "丁", "u2"),
        entry(9, "戊", kind="added"),
    ]
    assert {number: rival.number for number, rival in rivals_in(entries).items()} == {4: 2, 5: 4, 6: 2, 7: 2}
