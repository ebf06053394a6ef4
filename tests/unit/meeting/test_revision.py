"""開催概要 that is changed while other things come to be known: only what the person changed is the person's."""

from dataclasses import replace

from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.meeting.revision import Revision

BEFORE = Occasion("庁議", "2026-11-25", "14:00", guessed=("date", "start"), agenda=(AgendaItem("a1", "予算"),))


def test_what_came_to_be_known_meanwhile_stays() -> None:
    said = replace(BEFORE, attendees=(Attendee("髙橋"),))
    now = replace(BEFORE, end="15:30", guessed=("date", "start", "end"))
    assert Revision(BEFORE, said).applied(now) == replace(now, attendees=(Attendee("髙橋"),))


def test_what_the_person_has_changed_is_no_guess_any_more() -> None:
    said = replace(BEFORE, start="14:05")
    assert Revision(BEFORE, said).applied(BEFORE) == replace(BEFORE, start="14:05", guessed=("date",))


def test_a_sheet_that_was_only_looked_at_changes_nothing() -> None:
    now = replace(BEFORE, title="定例庁議")
    assert Revision(BEFORE, BEFORE).applied(now) == now


def test_what_was_taken_out_is_gone() -> None:
    assert Revision(BEFORE, replace(BEFORE, agenda=())).applied(BEFORE).agenda == ()
