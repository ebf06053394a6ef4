"""決定 and 要点 that rest on 非公開 only: no document has them until a person says so, and only in those words."""

from dataclasses import replace
from datetime import date

import pytest

from minutes_app.meeting import edit
from minutes_app.meeting.change import apply, inverse
from minutes_app.meeting.model import Item, Meeting, Point
from minutes_app.minutes.fields import fields_of
from minutes_app.minutes.gaps import gaps_of
from minutes_app.minutes.secrecy import for_readers, hidden_only, withheld
from minutes_app.minutes.text import KINDS, export
from tests.unit.meeting.making import a_meeting

DECIDED, NOTED = "懲戒処分を決定", "本人の事情を聞いた。"


@pytest.fixture
def meeting() -> Meeting:
    """A decision and a point rest on u2, which is hidden."""
    made = a_meeting(6)
    made = replace(
        made,
        items=(*made.items, Item("i2", "decision", DECIDED, utterance_ids=("u2",))),
        points=(*made.points, Point("p2", NOTED, "a1", ("u2", "u3"))),
    )
    made = apply(made, edit.mark_hidden(made, ["u2"]))
    return apply(made, edit.mark_deleted(made, ["u3"]))


def told(meeting: Meeting) -> str:
    """Everything that any text export and any template can say."""
    exports = (export(meeting, None, kind).decode("utf-8") for kind in KINDS)
    return "\n".join((*exports, repr(fields_of(meeting, None, demo=False, today=date(2026, 11, 25)))))


def test_what_rests_on_hidden_and_deleted_utterances_alone_is_held_back(meeting: Meeting) -> None:
    assert [piece.id for piece in withheld(meeting)] == ["i2", "p2"]
    assert hidden_only(meeting) == {"i2", "p2"}
    assert DECIDED not in told(meeting)
    assert NOTED not in told(meeting)
    assert "原案のとおり決定" in told(meeting)
    assert "予算案を説明した。" in told(meeting)


def test_one_utterance_that_may_be_seen_is_enough_and_none_at_all_is_the_persons_own_word(meeting: Meeting) -> None:
    beside = replace(meeting.items[1], utterance_ids=("u2", "u4"))
    typed = Item("i3", "decision", "書面で決定", utterance_ids=())
    gone = Item("i4", "decision", "根拠の消えた決定", utterance_ids=("u99",))
    items = replace(meeting, items=(meeting.items[0], beside, typed, gone))
    assert [piece.id for piece in withheld(items)] == ["p2"]
    assert DECIDED in told(items)


def test_a_person_releases_it_in_these_words_and_no_others(meeting: Meeting) -> None:
    change = edit.release(meeting, meeting.items[1])
    released = apply(meeting, change)
    assert DECIDED in told(released)
    assert NOTED not in told(released)
    assert withheld(apply(released, inverse(change))) == withheld(meeting), "undone, it is held back again"
    reworded = apply(released, edit.change_item(released, replace(released.items[1], text="停職と決定")))
    assert "停職と決定" not in told(reworded)
    owned = apply(released, edit.change_item(released, replace(released.items[1], owner="総務課")))
    assert DECIDED in told(owned), "who does it was asked, not what it says"
    back = apply(released, edit.release(released, released.items[1], False))
    assert DECIDED not in told(back)


def test_a_point_is_released_as_well_and_held_back_with_other_words(meeting: Meeting) -> None:
    released = apply(meeting, edit.release(meeting, meeting.points[1]))
    assert NOTED in told(released)
    assert edit.release(released, released.points[1]).splices == ()
    other = apply(released, edit.change_point(released, replace(released.points[1], text="別の事情を聞いた。")))
    assert "別の事情を聞いた。" not in told(other)


def test_a_decision_that_nobody_reads_is_no_decision_of_the_document(meeting: Meeting) -> None:
    hidden = apply(meeting, edit.mark_hidden(meeting, ["u1"]))
    assert gaps_of(meeting).decisions == 1
    assert gaps_of(hidden).decisions == 0


def test_a_meeting_with_nothing_to_hide_is_the_same_meeting() -> None:
    meeting = a_meeting(3)
    assert for_readers(meeting) is meeting
    assert for_readers(Meeting("m", "")) == Meeting("m", "")
