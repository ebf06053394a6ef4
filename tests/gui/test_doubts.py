"""要確認: everything that a person should listen to is seen, counted and walked through, until somebody has."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.gui.editing.doubts import Doubts, Gap, Place, next_place
from minutes_app.gui.view_models.utterance_table import Column
from minutes_app.gui.views.again_dialog import AgainDialog
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.new_utterance import NewUtterance
from minutes_app.meeting import edit
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Heard, Meeting, Run
from minutes_app.meeting.sealed import seal
from minutes_app.meeting.store import load
from minutes_app.wording import correcting, editor as words
from tests.gui.editing import Decks, a_folder, a_workshop, open_editor
from tests.gui.scene import Until, press
from tests.unit.meeting.making import a_meeting

RUN_ID = "20260115T100000-abcdef"
GAP = Gap(3920, 3980)


def _heard(meeting: Meeting) -> tuple[Heard, ...]:
    """As the meeting, with a voice without text after u3, a text without a voice in u6, and an echo."""
    said = [
        Heard(one.start_ms, one.end_ms, one.heard, no_speech=0.9 if one.id == "u6" else 0.1)
        for one in meeting.utterances
    ]
    unwritten = [Heard(GAP.start_ms, GAP.end_ms, "", flags=("no_text",)), Heard(5910, 5990, "", flags=("echo",))]
    return (*said, *unwritten)


def _meeting() -> Meeting:
    meeting = a_meeting(10)
    flagged = tuple(replace(one, flags=("loop",) if one.id == "u1" else ()) for one in meeting.utterances)
    return replace(meeting, utterances=flagged, run_id=RUN_ID)


def test_every_reason_is_a_place_and_all_are_walked_through_in_order_and_round_the_end() -> None:
    meeting = _meeting()
    places = Doubts(_heard(meeting)).places(meeting)
    assert places == (Place(1), Place(3, GAP), Place(6))
    walked = [Place(0)]
    for _step in range(4):
        after = next_place(places, walked[-1])
        assert after is not None
        walked.append(after)
    assert walked[1:] == [Place(1), Place(3, GAP), Place(6), Place(1)]
    assert next_place(places, Place(3, GAP), back=True) == Place(1)
    assert next_place(places, Place(3), back=True) == Place(1)
    assert next_place(places, Place(1), back=True) == Place(6)
    assert next_place([], Place(0)) is None


def test_a_text_without_speech_is_doubted_only_as_long_as_it_stands_as_it_was_heard() -> None:
    meeting = _meeting()
    doubts = Doubts(_heard(meeting))
    assert doubts.reasons(meeting.utterances[6]) == ("voiceless",)
    assert doubts.reasons(replace(meeting.utterances[6], text="直した")) == ()
    assert doubts.reasons(replace(meeting.utterances[6], checked=True)) == ()
    assert doubts.reasons(replace(meeting.utterances[1], deleted=True)) == ()
    assert doubts.reasons(meeting.utterances[2]) == ()


@pytest.mark.parametrize(
    ("start_ms", "end_ms", "covered"), [(3925, 3975, True), (3960, 4200, True), (2000, 3900, False)]
)
def test_a_voice_is_written_down_once_an_utterance_lies_in_it(start_ms: int, end_ms: int, covered: bool) -> None:
    meeting = _meeting()
    doubts = Doubts(_heard(meeting))
    assert doubts.gaps(meeting) == (GAP,)
    made = replace(meeting.utterances[0], id="new", start_ms=start_ms, end_ms=end_ms)
    after = apply(meeting, edit.add_utterances(meeting, (made,)))
    assert (doubts.gaps(after) == ()) is covered
    deleted = apply(after, edit.mark_deleted(after, ["new"]))
    assert (doubts.gaps(deleted) == ()) is covered


def test_a_voice_before_the_first_utterance_has_a_place() -> None:
    meeting = replace(_meeting(), utterances=_meeting().utterances[1:])
    doubts = Doubts((Heard(100, 300, "", flags=("no_text",)),))
    assert doubts.places(meeting)[0] == Place(-1, Gap(100, 300))
    assert doubts.gaps_after(meeting) == {"": (Gap(100, 300),)}


@pytest.fixture
def view(tmp_path: Path, until: Until) -> Iterator[EditorView]:
    meeting = _meeting()
    folder = a_folder(tmp_path, meeting)
    run = Run(RUN_ID, "k", "demo", "ab", {}, "cpu", "int8", "", "", 2000, 1, _heard(meeting))
    (folder / "runs").mkdir()
    (folder / "runs" / f"{RUN_ID}.json").write_bytes(seal(run))
    with a_workshop(tmp_path) as workshop, open_editor(folder, until, Decks(), workshop) as made:
        until(lambda: made.model.heard)
        yield made


def _marks(view: EditorView, row: int) -> str:
    return str(view.model.table.index(row, Column.MARKS).data())


def test_they_are_seen_in_the_table_counted_above_and_reached_by_one_key(view: EditorView) -> None:
    assert [_marks(view, row).split(" ")[0] for row in (1, 3, 6)] == [
        words.NEEDS_LOOK,
        words.GAP_AFTER,
        words.NEEDS_LOOK,
    ]
    assert view.buttons["look"].text() == correcting.look_count(3)
    seen = []
    for _step in range(4):
        view.commands.run("look")
        seen.append((view.utterances.row(), view.gap_bar.isVisible(), view.playback.at_ms))
    assert seen == [(1, False, 1000), (3, True, GAP.start_ms), (6, False, 6000), (1, False, 1000)]


def test_a_voice_without_text_is_heard_and_left_as_it_is(view: EditorView, until: Until) -> None:
    view.utterances.go(2)
    view.commands.run("look")
    assert view.gap_bar.text.text().startswith("⚠ 00:00:03～00:00:03に、文字になっていない声")
    press(view.gap_bar, correcting.HEAR)
    assert view.playback.is_playing
    press(view.gap_bar, correcting.LEAVE)
    assert not view.gap_bar.isVisible()
    made = view.model.meeting.utterances[4]
    assert (made.start_ms, made.end_ms, made.text, made.checked) == (GAP.start_ms, GAP.end_ms, "", True)
    assert view.buttons["look"].text() == correcting.look_count(2)
    assert _marks(view, 3) == ""
    view.commands.run("undo")
    assert view.buttons["look"].text() == correcting.look_count(3)
    assert _marks(view, 3) == words.GAP_AFTER
    until(lambda: not view.model.unsaved)
    assert load(view.model.folder) == view.model.meeting


def test_a_voice_without_text_gets_its_words_where_it_is_heard(view: EditorView) -> None:
    view.utterances.go(2)
    view.commands.run("look")
    press(view.gap_bar, correcting.NEW_BUTTON)
    dialog = next(one for one in view.findChildren(NewUtterance))
    dialog.text.setPlainText("はい。")
    press(dialog, correcting.NEW_DO)
    made = view.model.meeting.utterances[4]
    assert (made.text, made.start_ms, made.end_ms, made.speaker_id) == ("はい。", 3900, 3980, "s1")
    assert not view.gap_bar.isVisible()
    assert view.utterances.row() == 4


def test_a_voice_without_text_can_be_heard_again(view: EditorView, until: Until) -> None:
    view.utterances.go(2)
    view.commands.run("look")
    press(view.gap_bar, correcting.AGAIN_BUTTON)
    again = view.again_model
    assert again is not None
    assert (again.stretch.start_ms, again.stretch.end_ms) == (3900, 4000)
    until(lambda: again.models)
    for dialog in view.findChildren(AgainDialog):
        dialog.close()


def test_going_on_leaves_the_voice(view: EditorView) -> None:
    view.utterances.go(2)
    view.commands.run("look")
    assert view.gap_bar.isVisible()
    view.commands.run("next")
    assert view.commands.gap is None
    assert not view.gap_bar.isVisible()
