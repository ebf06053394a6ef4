"""Marks say which utterances belong to an agenda item, and where sound is missing."""

from minutes_app.meeting.marked import Missing, by_marks, missing, persons_marks
from minutes_app.meeting.model import AgendaItem, Mark, Meeting, Occasion, Utterance

AGENDA = (AgendaItem("a1", "予算"), AgendaItem("a2", "庁舎"))


def meeting(*marks: Mark, agenda_id: str = "") -> Meeting:
    spoken = tuple(
        Utterance(f"u{start}", start * 1000, start * 1000 + 4000, "はい", "はい", agenda_id=agenda_id)
        for start in (0, 10, 20, 30)
    )
    return Meeting("m-1", "", Occasion(agenda=AGENDA), utterances=spoken, marks=marks)


def assigned(found: Meeting) -> list[str]:
    return [each.agenda_id for each in found.utterances]


def test_an_agenda_mark_begins_the_next_item() -> None:
    found = by_marks(meeting(Mark(9_000, "agenda"), Mark(15_000, "decision"), Mark(29_000, "agenda")))
    assert assigned(found) == ["", "a1", "a1", "a2"]


def test_a_mark_with_a_title_begins_that_item_wherever_it_stands_now() -> None:
    """An item was put in before it while the meeting went on; and one whose title was mended goes by the order."""
    found = by_marks(meeting(Mark(0, "agenda", text="庁舎"), Mark(19_000, "agenda", text="予算")))
    assert assigned(found) == ["a2", "a2", "a1", "a1"]
    mended = by_marks(meeting(Mark(0, "agenda", text="よさん"), Mark(19_000, "agenda", text="庁舎")))
    assert assigned(mended) == ["a1", "a1", "a2", "a2"]


def test_a_key_that_is_pressed_while_or_just_after_the_words_were_said_counts_for_them() -> None:
    assert assigned(by_marks(meeting(Mark(12_000, "agenda"))))[:2] == ["", "a1"]
    assert assigned(by_marks(meeting(Mark(15_500, "agenda"))))[:2] == ["", "a1"]
    assert assigned(by_marks(meeting(Mark(16_500, "agenda"))))[:3] == ["", "", "a1"]


def test_more_marks_than_items_end_with_the_last_item_and_no_item_assigns_nothing() -> None:
    marks = tuple(Mark(at * 1000, "agenda") for at in (0, 9, 19, 29))
    assert assigned(by_marks(meeting(*marks))) == ["a1", "a2", "a2", "a2"]
    bare = Meeting("m-1", "", utterances=meeting().utterances, marks=marks)
    assert by_marks(bare) == bare


def test_what_a_person_has_assigned_stays() -> None:
    theirs = meeting(Mark(0, "agenda"), agenda_id="a2")
    assert by_marks(theirs) == theirs


def test_places_where_sound_is_missing_are_counted_once_though_both_tracks_tell_of_them() -> None:
    found = meeting(
        Mark(1000, "lost", 1500),
        Mark(1200, "device_gone", 9000),
        Mark(2000, "clipping", 30_000),
        Mark(20_000, "slept", 21_000),
        Mark(25_000, "recorder_died"),
    )
    assert missing(found) == Missing((1000, 20_000, 25_000), 9000)
    assert missing(meeting()) == Missing((), 0)


def test_only_marks_of_a_person_are_a_persons() -> None:
    marks = (Mark(0, "vote"), Mark(1, "lost", 5), Mark(2, "paused"), Mark(3, "late"))
    assert persons_marks(meeting(*marks)) == (marks[0], marks[3])
