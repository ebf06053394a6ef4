"""Marks of the recording become 議題, 決定, 宿題 and 重要 in one step, once, and never with words that are hidden."""

from dataclasses import replace

from minutes_app.meeting import edit
from minutes_app.meeting.change import apply, inverse
from minutes_app.meeting.model import AgendaItem, Mark, Meeting, Occasion, Utterance
from minutes_app.meeting.taking_over import take_over, waiting

MARKS = (
    Mark(1_000, "agenda"),
    Mark(12_000, "decision"),
    Mark(15_000, "important"),
    Mark(21_000, "agenda", text="庁舎"),
    Mark(33_000, "task", text="見積りを取る"),
    Mark(34_000, "vote"),
    Mark(35_000, "lost", 36_000),
)


def _meeting(agenda: tuple[AgendaItem, ...] = (), marks: tuple[Mark, ...] = MARKS) -> Meeting:
    spoken = tuple(
        Utterance(f"u{start}", start * 1000, start * 1000 + 4000, f"発言{start}", f"発言{start}")
        for start in (0, 10, 20, 30)
    )
    return Meeting("m-1", "", Occasion(agenda=agenda), utterances=spoken, marks=marks)


def test_marks_that_mean_something_are_counted_until_they_are_taken_over() -> None:
    meeting = _meeting()
    assert waiting(meeting) == {"agenda": 2, "decision": 1, "task": 1, "important": 1}
    taken = apply(meeting, take_over(meeting))
    assert waiting(taken) == {}
    assert not take_over(taken).splices


def test_each_becomes_what_it_means_and_all_go_back_in_one_step() -> None:
    meeting = _meeting()
    change = take_over(meeting)
    taken = apply(meeting, change)
    assert [item.title for item in taken.occasion.agenda] == ["議題1", "庁舎"]
    first, second = (item.id for item in taken.occasion.agenda)
    assert [one.agenda_id for one in taken.utterances] == [first, first, second, second]
    assert [(item.kind, item.text, item.utterance_ids) for item in taken.items] == [
        ("decision", "発言10", ("u10",)),
        ("task", "見積りを取る", ("u30",)),
    ]
    assert [one.id for one in taken.utterances if one.important] == ["u10"]
    assert apply(taken, inverse(change)) == meeting


def test_agenda_items_that_are_there_keep_their_names_and_what_is_assigned_stays() -> None:
    agenda = (AgendaItem("a1", "予算"),)
    taken = apply(_meeting(agenda), take_over(_meeting(agenda)))
    assert [item.title for item in taken.occasion.agenda] == ["予算", "庁舎"]
    theirs = apply(_meeting(agenda), edit.assign_agenda(_meeting(agenda), ["u30"], "a1"))
    assert "agenda" not in waiting(theirs)
    assert [one.agenda_id for one in apply(theirs, take_over(theirs)).utterances] == ["", "", "", "a1"]


def test_a_mark_without_an_utterance_or_on_a_hidden_one_brings_no_word_of_it() -> None:
    early = replace(_meeting(marks=(Mark(500, "decision"),)), utterances=_meeting().utterances[1:])
    assert waiting(early) == {}
    meeting = _meeting(
        marks=(Mark(12_000, "decision"), Mark(13_000, "task", text="連絡する"), Mark(13_500, "important"))
    )
    hidden = apply(meeting, edit.mark_hidden(meeting, ["u10"]))
    assert waiting(hidden) == {"task": 1, "important": 1}
    assert [item.text for item in apply(hidden, take_over(hidden)).items] == ["連絡する"]
