from collections.abc import Callable
from dataclasses import replace

import pytest

from minutes_app.meeting import edit
from minutes_app.meeting.change import Change, Draft, Misfit, Splice, apply, apply_all, inverse
from minutes_app.meeting.cut import words_between
from minutes_app.meeting.model import (
    AgendaItem,
    Answer,
    Confirmation,
    Export,
    Item,
    Meeting,
    Occasion,
    Point,
    Speaker,
    Utterance,
    Word,
)
from minutes_app.wording.edits import edit_name
from tests.unit.meeting.making import a_meeting, some_heard

EDITS: dict[str, Callable[[Meeting], Change]] = {
    "text": lambda m: edit.set_text(m, "u2", "直しました"),
    "texts": lambda m: edit.set_texts(m, {"u0": "一", "u4": "二"}),
    "speaker": lambda m: edit.set_speaker(m, ["u0", "u3"], "s2"),
    "agenda": lambda m: edit.assign_agenda(m, ["u0", "u3"], "a2"),
    "check": lambda m: edit.mark_checked(m, ["u0"]),
    "hide": lambda m: edit.mark_hidden(m, ["u0", "u1"]),
    "delete": lambda m: edit.mark_deleted(m, ["u0", "u4"]),
    "important": lambda m: edit.mark_important(m, ["u0", "u2"]),
    "comment": lambda m: edit.set_comment(m, ["u1"], "あとで聞く"),
    "add_utterance": lambda m: edit.add_utterances(m, [replace(m.utterances[0], id="u9", start_ms=1500, heard="")]),
    "exchange": lambda m: edit.exchange(m, {"u1": ("u9",)}, [replace(m.utterances[1], id="u9", text="新")]),
    "split": lambda m: edit.split(m, "u1", at=4),
    "merge": lambda m: edit.merge(m, "u0", "u1"),
    "add_speaker": lambda m: edit.add_speaker(m, Speaker("s3", "話者3")),
    "name": lambda m: edit.rename_speaker(m, "s1", "髙橋"),
    "merge_speakers": lambda m: edit.merge_speakers(m, "s1", into="s2"),
    "occasion": lambda m: edit.set_occasion(m, replace(m.occasion, agenda=(AgendaItem("a2", "その他"),))),
    "add_item": lambda m: edit.add_item(m, Item("i2", "task", "報告書を出す"), index=0),
    "change_item": lambda m: edit.change_item(m, Item("i1", "task", "決定ではなく宿題")),
    "remove_item": lambda m: edit.remove_item(m, "i1"),
    "add_point": lambda m: edit.add_point(m, Point("p2", "要点")),
    "change_point": lambda m: edit.change_point(m, Point("p1", "別の要点")),
    "remove_point": lambda m: edit.remove_point(m, "p1"),
    "answer": lambda m: edit.add_answer(m, Answer("x1", "decision", "refused", ("u1",))),
    "status": lambda m: edit.set_status(m, "review"),
    "confirm": lambda m: edit.confirm(m, Confirmation("2026-01-15T10:00:00+09:00", "佐藤")),
    "move": lambda m: edit.move(m, "speakers", "s1", to=1),
    "export": lambda m: edit.record_export(m, Export("会議録.docx", "00", "2026-01-15T10:00:00+09:00")),
}


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_changes_something_and_its_inverse_takes_it_back(name: str) -> None:
    before = a_meeting()
    change = EDITS[name](before)
    after = apply(before, change)
    assert after != before
    assert apply(after, inverse(change)) == before
    assert apply(apply(after, inverse(change)), inverse(inverse(change))) == after


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_by_a_person_marks_the_meeting_as_touched_and_only_once(name: str) -> None:
    before = a_meeting()
    after = apply(before, EDITS[name](before))
    assert after.touched is (name != "export")
    touched = replace(before, touched=True)
    assert not [splice for splice in EDITS[name](touched).splices if splice.collection == "touched"]


@pytest.mark.parametrize("name", EDITS)
def test_every_edit_has_a_japanese_name(name: str) -> None:
    label = EDITS[name](a_meeting()).label
    assert edit_name(label) != edit_name("unknown")


def test_an_edit_that_changes_nothing_is_an_empty_change() -> None:
    meeting = a_meeting()
    same = [
        edit.set_text(meeting, "u1", meeting.utterances[1].text),
        edit.mark_deleted(meeting, ["u1"], False),
        edit.set_occasion(meeting, meeting.occasion),
        edit.move(meeting, "items", "i1", to=7),
        edit.merge_speakers(meeting, "s1", into="s1"),
        edit.change_item(meeting, meeting.items[0]),
        edit.set_texts(meeting, {}),
    ]
    assert [change.splices for change in same] == [()] * len(same)
    assert apply(meeting, same[0]) is meeting


def test_what_was_heard_is_never_changed_by_an_edit() -> None:
    meeting = a_meeting()
    heard = "".join(utterance.heard for utterance in meeting.utterances)
    for make in EDITS.values():
        assert "".join(utterance.heard for utterance in apply(meeting, make(meeting)).utterances) == heard


def _long(text: str, heard: str) -> Meeting:
    return replace(a_meeting(1), utterances=(Utterance("u0", 1000, 11_000, text, heard, "s1"),))


def _split_at(meeting: Meeting, at: int, words: tuple[Word, ...] = ()) -> tuple[Utterance, Utterance]:
    first, second = apply(meeting, edit.split(meeting, "u0", at=at, words=words)).utterances
    return first, second


def test_a_split_takes_its_time_from_the_words_of_the_run() -> None:
    words = (Word("本日は", 1000, 1500), Word("ご苦労", 7000, 8000), Word("さまです", 8000, 11_000))
    first, second = _split_at(_long("本日はご苦労さまです", "本日はご苦労さまです"), 3, words)
    assert (first.text, first.heard, first.end_ms) == ("本日は", "本日は", 7000)
    assert (second.text, second.heard, second.start_ms, second.end_ms) == (
        "ご苦労さまです",
        "ご苦労さまです",
        7000,
        11_000,
    )
    assert first.id == "u0"
    assert second.id != first.id
    assert second.speaker_id == "s1"


def test_a_split_within_a_word_takes_its_share_of_the_word() -> None:
    words = (Word("あいうえ", 1000, 5000), Word("おか", 9000, 11_000))
    first, _second = _split_at(_long("あいうえおか", "あいうえおか"), 1, words)
    assert first.end_ms == 2000


def test_a_split_finds_its_place_in_what_was_heard_although_the_text_was_corrected() -> None:
    words = (
        Word("えー", 1000, 2000),
        Word("本日は", 2000, 3000),
        Word("いちょうけん", 5000, 8000),
        Word("です", 9000, 9500),
    )
    first, second = _split_at(_long("本日は、移庁件です。", "えー本日はいちょうけんです"), 4, words)
    assert (first.text, second.text) == ("本日は、", "移庁件です。")
    assert first.heard + second.heard == "えー本日はいちょうけんです"
    assert first.heard == "えー本日は"
    assert first.end_ms == 5000


def test_a_split_without_words_goes_by_the_share_of_characters() -> None:
    first, second = _split_at(_long("あいうえお", "あいうえお"), 2)
    assert first.end_ms == second.start_ms == 5000


@pytest.mark.parametrize("heard", ["", "x", "あ" * 9000])
@pytest.mark.parametrize("text", ["あい", "あ い", "い" * 9000])
def test_a_split_stays_within_the_utterance_whatever_was_heard(text: str, heard: str) -> None:
    meeting = _long(text, heard)
    for at in {1, len(text) // 2, len(text) - 1} - {0}:
        words = (Word("あ", 0, 90_000),)
        for first, second in (_split_at(meeting, at), _split_at(meeting, at, words)):
            assert 1000 <= first.end_ms == second.start_ms <= 11_000
            assert first.heard + second.heard == heard


@pytest.mark.parametrize("at", [-1, 0, 1, 4, 5, 99])
def test_a_split_that_would_leave_an_empty_part_does_nothing(at: int) -> None:
    assert not edit.split(_long(" あい  ", "あい"), "u0", at=at).splices


def test_what_rests_on_an_utterance_rests_on_both_parts_of_a_split_and_on_one_again_after_a_merge() -> None:
    meeting = a_meeting()
    cut = apply(meeting, edit.split(meeting, "u1", at=4))
    new = cut.utterances[2].id
    assert cut.points[0].utterance_ids == ("u0", "u1", new)
    assert cut.items[0].utterance_ids == ("u1", new)
    again = apply(cut, edit.merge(cut, "u1", new))
    assert again == replace(meeting, touched=True)


def test_merged_texts_have_a_space_only_between_latin_words() -> None:
    meeting = a_meeting(2)
    for first, second, joined in (
        ("今日は", "晴れ", "今日は晴れ"),
        ("Power", "Point", "Power Point"),
        ("ICT", "推進", "ICT推進"),
    ):
        pair = apply(meeting, edit.set_texts(meeting, {"u0": first, "u1": second}))
        assert apply(pair, edit.merge(pair, "u0", "u1")).utterances[0].text == joined


def test_a_merge_keeps_deleted_utterances_between_and_refuses_living_ones() -> None:
    meeting = a_meeting()
    with pytest.raises(ValueError, match="no neighbours"):
        edit.merge(meeting, "u1", "u3")
    with pytest.raises(ValueError, match="no neighbours"):
        edit.merge(meeting, "u2", "u1")
    deleted = apply(meeting, edit.mark_deleted(meeting, ["u2"]))
    merged = apply(deleted, edit.merge(deleted, "u1", "u3"))
    assert [utterance.id for utterance in merged.utterances] == ["u0", "u1", "u2", "u4"]
    assert merged.utterances[1].end_ms == meeting.utterances[3].end_ms
    assert merged.utterances[2].deleted


def test_what_a_person_says_about_the_occasion_is_no_longer_a_guess() -> None:
    meeting = replace(a_meeting(), occasion=Occasion(title="無題", date="2026-01-15", guessed=("title", "date")))
    after = apply(meeting, edit.set_occasion(meeting, replace(meeting.occasion, title="定例会議")))
    assert after.occasion.guessed == ("date",)


def test_utterances_and_points_of_a_removed_agenda_item_belong_to_none() -> None:
    meeting = a_meeting()
    after = apply(meeting, edit.set_occasion(meeting, replace(meeting.occasion, agenda=())))
    assert {utterance.agenda_id for utterance in after.utterances} == {""}
    assert after.points[0].agenda_id == ""


def test_a_second_export_to_the_same_file_takes_the_place_of_the_first() -> None:
    meeting = a_meeting()
    for name, sha256 in (("a.docx", "1"), ("b.docx", "2"), ("a.docx", "3")):
        meeting = apply(meeting, edit.record_export(meeting, Export(name, sha256, "")))
    assert [(export.file, export.sha256) for export in meeting.exports] == [("b.docx", "2"), ("a.docx", "3")]


def test_a_name_that_is_not_in_the_meeting_is_refused() -> None:
    meeting = a_meeting()
    wrong: list[Callable[[], Change]] = [
        lambda: edit.set_text(meeting, "nobody", ""),
        lambda: edit.set_speaker(meeting, ["u1"], "nobody"),
        lambda: edit.assign_agenda(meeting, ["u1"], "nothing"),
        lambda: edit.remove_item(meeting, "nothing"),
        lambda: edit.merge_speakers(meeting, "s1", into="nobody"),
    ]
    for make in wrong:
        with pytest.raises(KeyError):
            make()
    with pytest.raises(ValueError, match="already"):
        edit.add_point(meeting, meeting.points[0])


def test_a_change_that_does_not_fit_is_refused_whole() -> None:
    meeting = a_meeting()
    good = edit.set_text(meeting, "u1", "直した").splices[0]
    other = replace(meeting.utterances[2], text="これは無かった")
    wrong = [
        Splice("utterances", 2, (other,), ()),
        Splice("utterances", -1, (), (other,)),
        Splice("utterances", 6, (), (other,)),
        Splice("utterances", 4, meeting.utterances[4:] * 2, ()),
        Splice("occasion", 0, (meeting.occasion,), ()),
        Splice("touched", 1, (), (True,)),
    ]
    for splice in wrong:
        draft = Draft(meeting)
        with pytest.raises(Misfit):
            draft.apply(Change("text", (good, splice)))
        assert draft.meeting() == meeting


def test_many_changes_at_once_come_to_the_same_as_one_after_another() -> None:
    meeting = one_by_one = a_meeting()
    changes = []
    for make in EDITS.values():
        try:
            change = make(one_by_one)
        except (KeyError, ValueError):
            continue
        changes.append(change)
        one_by_one = apply(one_by_one, change)
    assert len(changes) > 15
    assert apply_all(meeting, changes) == one_by_one


def test_the_words_of_an_utterance_are_those_whose_middle_lies_in_it() -> None:
    heard = (some_heard(0, "あいう"), some_heard(300, "えお"))
    assert [word.text for word in words_between(heard, 100, 400)] == ["い", "う", "え"]
    assert words_between(heard, 900, 1000) == ()


def test_an_agenda_item_begins_here_and_goes_on_to_where_the_next_begins() -> None:
    meeting = a_meeting(6)
    free = apply(meeting, edit.assign_agenda(meeting, [f"u{n}" for n in range(6)], ""))
    first = apply(free, edit.start_agenda(free, "u1", "a1"))
    second = apply(first, edit.start_agenda(first, "u4", "a2"))
    assert [each.agenda_id for each in second.utterances] == ["", "a1", "a1", "a1", "a2", "a2"]
    earlier = apply(second, edit.start_agenda(second, "u2", "a2"))
    assert [each.agenda_id for each in earlier.utterances] == ["", "a1", "a2", "a2", "a2", "a2"]


def test_a_deleted_utterance_of_another_item_does_not_end_an_agenda_item() -> None:
    meeting = a_meeting(4)
    meeting = apply(meeting, edit.assign_agenda(meeting, ["u2"], ""))
    meeting = apply(meeting, edit.mark_deleted(meeting, ["u2"]))
    begun = apply(meeting, edit.start_agenda(meeting, "u1", "a2"))
    assert [each.agenda_id for each in begun.utterances] == ["a1", "a2", "a2", "a2"]


def test_several_edits_together_are_one_step_and_can_be_taken_back() -> None:
    meeting = a_meeting(3)
    change = edit.together(
        meeting,
        "replace",
        (lambda now: edit.set_text(now, "u0", "新しい"), lambda now: edit.mark_deleted(now, ["u1"])),
    )
    done = apply(meeting, change)
    assert (change.label, done.utterances[0].text, done.utterances[1].deleted) == ("replace", "新しい", True)
    assert apply(done, inverse(change)) == meeting


@pytest.mark.parametrize("name", sorted(EDITS.keys() - {"export", "status", "confirm"}))
def test_whoever_changes_confirmed_minutes_opens_them_again_and_undo_confirms_them_again(name: str) -> None:
    draft = a_meeting()
    meeting = apply(draft, edit.confirm(draft, Confirmation("2026-01-15T10:00:00+09:00", "佐藤", "急ぎ", ("会場",))))
    change = EDITS[name](meeting)
    after = apply(meeting, change)
    assert (meeting.status, after.status) == ("confirmed", "proofreading")
    assert after.confirmations == meeting.confirmations
    assert apply(after, inverse(change)) == meeting


def test_a_document_that_is_written_leaves_the_minutes_confirmed() -> None:
    meeting = replace(a_meeting(), status="confirmed")
    assert apply(meeting, EDITS["export"](meeting)).status == "confirmed"


def test_an_answer_goes_with_the_utterance_it_rests_on() -> None:
    draft = a_meeting()
    meeting = apply(draft, edit.add_answer(draft, Answer("x1", "decision", "refused", ("u1",))))
    with_cue = apply(meeting, edit.add_item(meeting, Item("i9", "approval", "異議なし。", cue="異議なし")))
    assert with_cue.items[-1].cue == "異議なし"
    [kept] = apply(meeting, edit.merge(meeting, "u0", "u1")).answers
    assert kept.utterance_ids == ("u0",)
    [parted] = apply(meeting, edit.split(meeting, "u1", at=4)).answers
    assert parted.utterance_ids[0] == "u1"
    assert len(parted.utterance_ids) == 2


def test_what_is_joined_with_something_hidden_is_hidden_and_keeps_both_notes() -> None:
    meeting = a_meeting()
    hidden = apply(meeting, edit.mark_hidden(meeting, ["u1"]))
    noted = apply(hidden, edit.set_comment(hidden, ["u0"], "一"))
    noted = apply(noted, edit.set_comment(noted, ["u1"], "二"))
    joined = apply(noted, edit.merge(noted, "u0", "u1")).utterances[0]
    assert (joined.hidden, joined.comment) == (True, "一\n二")


def test_a_new_utterance_stands_behind_those_that_begin_no_later() -> None:
    meeting = a_meeting(3)
    new = [replace(meeting.utterances[0], id=f"n{at}", start_ms=at) for at in (0, 1000, 5000)]
    after = apply(meeting, edit.add_utterances(meeting, new))
    assert [one.id for one in after.utterances] == ["u0", "n0", "u1", "n1000", "u2", "n5000"]
    with pytest.raises(ValueError, match="u1"):
        edit.add_utterances(meeting, [meeting.utterances[1]])
