from pathlib import Path

import pytest

from minutes_app.errors import DiskFull
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change, apply
from minutes_app.meeting.history import History
from minutes_app.meeting.model import Meeting
from tests.unit.meeting.making import a_meeting


class Desk:
    """A meeting on a desk: what commits do to it."""

    def __init__(self) -> None:
        self.meeting = a_meeting()
        self.history = History()

    def commit(self, change: Change) -> Meeting:
        self.meeting = apply(self.meeting, change)
        return self.meeting

    def do(self, change: Change) -> None:
        self.commit(change)
        self.history.did(change)


def test_everything_can_be_undone_to_the_beginning_and_redone_to_the_end() -> None:
    desk = Desk()
    states = [desk.meeting]
    for number in range(50):
        desk.do(edit.set_text(desk.meeting, f"u{number % 5}", f"版{number}"))
        states.append(desk.meeting)
    for state in reversed(states[:-1]):
        assert desk.history.undo(desk.commit) is not None
        assert desk.meeting == state
    assert desk.history.undo(desk.commit) is None
    for state in states[1:]:
        assert desk.history.redo(desk.commit) is not None
        assert desk.meeting == state
    assert desk.history.redo(desk.commit) is None


def test_a_new_edit_ends_what_could_be_redone() -> None:
    desk = Desk()
    desk.do(edit.set_text(desk.meeting, "u1", "一"))
    desk.history.undo(desk.commit)
    desk.do(edit.mark_checked(desk.meeting, ["u2"]))
    assert (desk.history.undo_label, desk.history.redo_label) == ("check", "")
    assert desk.history.redo(desk.commit) is None


def test_a_step_that_cannot_be_saved_can_be_tried_again() -> None:
    def full(_change: Change) -> None:
        raise DiskFull(Path("C:/"))

    desk = Desk()
    desk.do(edit.set_text(desk.meeting, "u1", "一"))
    with pytest.raises(DiskFull):
        desk.history.undo(full)
    assert desk.history.undo_label == "text"
    desk.history.undo(desk.commit)
    with pytest.raises(DiskFull):
        desk.history.redo(full)
    assert desk.history.redo_label == "text"
    assert desk.meeting == a_meeting()


def test_only_so_many_steps_are_remembered_and_nothing_changes_nothing() -> None:
    history = History(depth=3)
    meeting = a_meeting()
    history.did(Change("text"))
    assert history.undo_label == ""
    for number in range(5):
        history.did(edit.set_text(meeting, f"u{number}", "直した"))
    undone = [history.undo(lambda _change: None) for _ in range(5)]
    assert [change is not None for change in undone] == [True, True, True, False, False]


def test_a_replaced_meeting_has_no_history() -> None:
    desk = Desk()
    desk.do(edit.set_text(desk.meeting, "u1", "一"))
    desk.history.clear()
    assert desk.history.undo(desk.commit) is None
