"""What keys mean for chosen utterances, what is found and replaced, and where things are: all without Qt."""

from dataclasses import replace

import pytest

from minutes_app.gui.editing import intents, places, replacing
from minutes_app.gui.editing.keys import KEYS, sheet
from minutes_app.gui.editing.replacing import BadPattern, Wanted
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change, apply
from minutes_app.meeting.model import Meeting
from minutes_app.wording import editor as words
from tests.gui.editing import two_parts
from tests.unit.meeting.making import a_meeting


def _said(*texts: str) -> Meeting:
    meeting = a_meeting(len(texts))
    return replace(
        meeting,
        utterances=tuple(replace(each, text=text) for each, text in zip(meeting.utterances, texts, strict=True)),
    )


def _after(meeting: Meeting, change: Change) -> Meeting:
    return apply(meeting, change)


def test_a_toggle_sets_all_unless_all_are_set() -> None:
    meeting = _after(a_meeting(), edit.mark_checked(a_meeting(), ["u1"]))
    both = _after(meeting, intents.toggle_checked(meeting, ("u1", "u2")))
    assert [each.checked for each in both.utterances] == [False, True, True, False, False]
    neither = _after(both, intents.toggle_checked(both, ("u1", "u2")))
    assert not any(each.checked for each in neither.utterances)


def test_speakers_and_agenda_items_that_are_not_there_change_nothing() -> None:
    meeting = a_meeting()
    assert _after(meeting, intents.speaker_by_number(meeting, ("u1",), 2)).utterances[1].speaker_id == "s2"
    assert _after(meeting, intents.speaker_by_number(meeting, ("u1",), 0)).utterances[1].speaker_id == ""
    assert not intents.speaker_by_number(meeting, ("u1",), 3).splices
    assert not intents.agenda_by_number(meeting, "u1", 3).splices


def test_the_last_utterance_has_nothing_to_merge_with() -> None:
    meeting = a_meeting(3)
    assert not intents.merge_with_next(meeting, 2).splices
    gone = _after(meeting, edit.mark_deleted(meeting, ["u1"]))
    merged = _after(gone, intents.merge_with_next(gone, 0))
    assert [each.id for each in merged.utterances] == ["u0", "u1"]
    assert not intents.merge_with_next(gone, 1).splices


def test_a_point_has_the_words_without_fillers_and_stands_last_in_its_agenda_item() -> None:
    meeting = _said("えー、予算です。", "はい。", "増えます。")
    sent = _after(meeting, intents.point_from(meeting, ("u2", "u0")))
    assert [(point.text, point.agenda_id, point.utterance_ids) for point in sent.points[1:]] == [
        ("予算です。増えます。", "a1", ("u0", "u2"))
    ]
    assert not intents.point_from(meeting, ()).splices


def test_a_point_moves_among_those_of_its_agenda_item_only() -> None:
    meeting = a_meeting()
    point = meeting.points[0]
    points = (point, replace(point, id="p2", agenda_id="a2"), replace(point, id="p3"))
    meeting = replace(meeting, points=points)
    assert [each.id for each in _after(meeting, intents.move_point(meeting, "p3", -1)).points] == ["p3", "p1", "p2"]
    assert not intents.move_point(meeting, "p1", -1).splices
    assert not intents.move_point(meeting, "p2", 1).splices


def test_a_new_speaker_gets_a_label_that_no_other_has() -> None:
    meeting = a_meeting()
    assert _after(meeting, intents.new_speaker(meeting, "髙橋")).speakers[-1].label == "話者3"


def test_every_hit_is_found_with_its_place_and_only_the_chosen_are_replaced_in_one_step() -> None:
    meeting = _said("市役所と市議会", "役所", "市役所")
    found = replacing.hits(meeting, Wanted("市役所", "本庁"))
    assert [(hit.utterance_id, hit.start, hit.end, hit.new) for hit in found] == [
        ("u0", 0, 3, "本庁"),
        ("u2", 0, 3, "本庁"),
    ]
    done = _after(meeting, replacing.replaced(meeting, found[1:]))
    assert [each.text for each in done.utterances] == ["市役所と市議会", "役所", "本庁"]


def test_several_hits_in_one_utterance_are_put_in_place_together() -> None:
    meeting = _said("一般会計、特別会計、企業会計")
    found = replacing.hits(meeting, Wanted("会計", "かいけい🎉"))
    done = _after(meeting, replacing.replaced(meeting, (found[0], found[2])))
    assert done.utterances[0].text == "一般かいけい🎉、特別会計、企業かいけい🎉"


def test_regular_expressions_take_groups_and_plain_text_takes_signs_as_they_are() -> None:
    meeting = _said("第3回と第12回", "a.b A.B")
    assert [hit.new for hit in replacing.hits(meeting, Wanted(r"第(\d+)回", r"\1回目", regex=True))] == [
        "3回目",
        "12回目",
    ]
    assert [hit.start for hit in replacing.hits(meeting, Wanted("a.b", r"\1"))] == [0]
    assert len(replacing.hits(meeting, Wanted("a.b", "x", exact_case=False))) == 2


@pytest.mark.parametrize("wanted", [Wanted("(", regex=True), Wanted("第", r"\9", regex=True)])
def test_a_wrong_regular_expression_is_told(wanted: Wanted) -> None:
    with pytest.raises(BadPattern):
        replacing.hits(_said("第3回"), wanted)


def test_what_changes_nothing_and_what_is_deleted_is_no_hit() -> None:
    meeting = _said("予算", "予算")
    meeting = _after(meeting, edit.mark_deleted(meeting, ["u1"]))
    assert [hit.utterance_id for hit in replacing.hits(meeting, Wanted("予算", "決算"))] == ["u0"]
    assert replacing.hits(meeting, Wanted("予算", "予算")) == ()
    assert replacing.hits(meeting, Wanted("")) == ()
    assert replacing.hits(meeting, Wanted("x*", "y", regex=True)) == ()


def test_removed_fillers_delete_an_utterance_that_was_nothing_else_and_come_back_in_one_step() -> None:
    meeting = _said("えー、予算です。", "あのー。", "はい。")
    change = replacing.replaced(meeting, replacing.filler_hits(meeting), "fillers")
    done = _after(meeting, change)
    assert [(each.text, each.deleted) for each in done.utterances] == [
        ("予算です。", False),
        ("あのー。", True),
        ("はい。", False),
    ]
    assert apply(done, edit.inverse(change)) == meeting


def test_the_row_at_a_time_is_the_last_that_began_and_lives() -> None:
    meeting = _after(a_meeting(3), edit.mark_deleted(a_meeting(3), ["u1"]))
    starts = [each.start_ms for each in meeting.utterances]
    rows = [places.row_at(starts, meeting.utterances, at_ms) for at_ms in (0, 999, 1500, 2000, 9000)]
    assert rows == [0, 0, 0, 2, 2]
    assert places.row_at([500], meeting.utterances[:1], 100) is None


def test_a_time_of_the_meeting_is_a_place_in_one_of_its_files() -> None:
    recordings = two_parts(a_meeting()).recordings
    assert places.spot_at(recordings, 0, 3999) == places.Spot("recording-1.wav", 3999)
    assert places.spot_at(recordings, 0, 5000) is None
    assert places.spot_at(recordings, 0, 7001) == places.Spot("recording-2.wav", 1)
    assert places.spot_at(recordings, 1, 0) is None


def test_no_key_means_two_things_in_one_place_and_every_key_has_its_sentence() -> None:
    for places_of_use in (("table", "anywhere"), ("typing", "anywhere")):
        used = [sequence for key in KEYS if key.where in places_of_use for sequence in key.sequences]
        assert len(used) == len(set(used))
    assert {key.intent for key in KEYS} == set(words.KEYS)
    assert {line.intent for line in sheet()} == set(words.KEYS)


def test_no_key_while_typing_is_one_that_an_input_method_uses() -> None:
    taken = {"Space", "Tab", "F6", "F7", "F8", "F9", "F10", "Ctrl+Space", "Shift+Space", "Up", "Down", "Left", "Right"}
    used = {sequence for key in KEYS if key.where == "anywhere" for sequence in key.sequences}
    assert not used & taken
    assert all("+" in each or each in ("F1", "F3", "F4", "F5") for each in used)
