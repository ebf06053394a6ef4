"""もう一度起こす: only the stretch, kept beside, shown side by side, taken only when the person says so, and undone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from minutes_app.gui.editing import again
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.again import AgainModel, State
from minutes_app.gui.views.again_dialog import AgainDialog
from minutes_app.gui.views.editor import EditorView
from minutes_app.meeting import edit
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Heard, Meeting, Occasion, Recording, Run
from minutes_app.meeting.runs import load_run, runs_of
from minutes_app.meeting.store import load
from minutes_app.pipeline import hearing_from
from minutes_app.rehearing import Stretch, hear_again
from minutes_app.tools import Tools, tools_from
from minutes_app.wording import correcting as words, gui as gui_words
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.gui.editing import Decks, a_folder, a_workshop, open_editor, open_model
from tests.gui.scene import SOUND, FailingEngine, PatientEngine, Until, answered, press, settings_with, window_on
from tests.unit.meeting.making import a_meeting

DEMO = "demo-ja"


def _run(*heard: Heard) -> Run:
    return Run("r", "k", "m", "", {}, "cpu", "int8", "", "", 0, 0, heard)


def test_the_stretch_is_what_is_chosen_and_a_little_more_where_nobody_speaks() -> None:
    meeting = a_meeting(5)
    assert again.stretch_of(meeting, ("u1", "u2")) == Stretch(900, 3000)
    alone = replace(meeting, utterances=(meeting.utterances[2],))
    assert again.stretch_of(alone, ("u2",)) == Stretch(1700, 3200)
    assert again.stretch_of(meeting, ()) is None
    assert [one.id for one in again.said_in(meeting, Stretch(900, 3000))] == ["u1", "u2"]


def test_what_a_person_said_about_the_old_goes_over_to_the_new_at_the_same_time() -> None:
    meeting = a_meeting(4)
    meeting = apply(meeting, edit.set_speaker(meeting, ["u1"], "s2"))
    meeting = apply(meeting, edit.set_comment(meeting, ["u1"], "録音を確認"))
    meeting = apply(meeting, edit.mark_hidden(meeting, ["u2"]))
    meeting = apply(meeting, edit.mark_important(meeting, ["u2"]))
    old = meeting.utterances[1:3]
    new = again.heard_as(
        meeting, old, _run(Heard(1000, 1500, "前半"), Heard(1950, 2500, "後半"), Heard(1500, 1600, ""))
    )
    assert [(one.text, one.heard, one.speaker_id, one.agenda_id) for one in new] == [
        ("前半", "前半", "s2", "a1"),
        ("後半", "後半", "s1", "a1"),
    ]
    assert [(one.hidden, one.important, one.comment) for one in new] == [(False, False, "録音を確認"), (True, True, "")]
    done = apply(meeting, again.exchanged(meeting, old, new))
    assert [one.text[:2] for one in done.utterances] == ["発言", "前半", "後半", "発言"]
    assert done.items[0].utterance_ids == (new[0].id,)
    assert done.points[0].utterance_ids == ("u0", new[0].id)


def test_a_new_text_over_a_hidden_one_is_hidden_and_what_is_deleted_between_stays() -> None:
    meeting = a_meeting(4)
    meeting = apply(meeting, edit.mark_hidden(meeting, ["u1"]))
    meeting = apply(meeting, edit.mark_deleted(meeting, ["u2"]))
    old = again.said_in(meeting, Stretch(900, 3950))
    assert [one.id for one in old] == ["u1", "u3"]
    new = again.heard_as(meeting, old, _run(Heard(1000, 3900, "全部")))
    done = apply(meeting, again.exchanged(meeting, old, new))
    assert [(one.text[:2], one.hidden, one.deleted) for one in done.utterances] == [
        ("発言", False, False),
        ("全部", True, False),
        ("発言", False, True),
    ]


def test_nothing_heard_leaves_nothing_and_a_stretch_without_text_gets_one() -> None:
    meeting = a_meeting(3)
    gone = apply(meeting, again.exchanged(meeting, meeting.utterances[1:2], ()))
    assert [one.id for one in gone.utterances] == ["u0", "u2"]
    assert gone.items[0].utterance_ids == ()
    new = again.heard_as(gone, (), _run(Heard(1200, 1800, "ここ")))
    filled = apply(gone, again.exchanged(gone, (), new))
    assert [(one.text[:2], one.agenda_id) for one in filled.utterances] == [
        ("発言", "a1"),
        ("ここ", "a1"),
        ("発言", "a1"),
    ]


def test_tracks_tell_who_speaks_where_there_are_several() -> None:
    meeting = a_meeting(2)
    rooms = (meeting.recordings[0], Recording("system-1.wav", "b", "cd" * 32, 2000, track=1, origin="system"))
    meeting = replace(meeting, recordings=rooms)
    new = again.heard_as(meeting, meeting.utterances[:1], _run(Heard(0, 900, "遠く", track=1), Heard(0, 900, "近く")))
    assert [(one.text, one.speaker_id) for one in new] == [("遠く", "s2"), ("近く", "s1")]


def test_both_texts_are_one_row_of_parts() -> None:
    parts = again.differences("予算の説明", "予算案の説明です")
    assert "".join(part.text for part in parts if part.side != "new") == "予算の説明"
    assert "".join(part.text for part in parts if part.side != "old") == "予算案の説明です"
    assert [part.text for part in parts if part.side == "new"] == ["案", "です"]
    assert [part.side for part in again.differences("あ" * 1000, "い" * 1000)] == ["old", "new"]


def _states(model: AgainModel) -> list[State]:
    found: list[State] = []
    model.changed.connect(lambda: found.append(model.state))
    return found


def test_the_meeting_is_as_it_was_until_the_person_agrees_and_the_run_is_kept(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path / "会議（秘）①")
    with a_workshop(tmp_path) as workshop, open_model(folder, until) as editor:
        model = AgainModel(editor, workshop)
        states = _states(model)
        before, files = editor.meeting, {name: (folder / name).read_bytes() for name in ("meeting.json",)}
        assert model.ask(("u2", "u3"))
        until(lambda: model.models)
        model.begin(DEMO, "特定健診")
        until(lambda: model.state is State.HEARD)
        assert states[:2] == [State.ASKING, State.WORKING]
        assert editor.meeting is before
        assert {name: (folder / name).read_bytes() for name in files} == files
        [summary] = runs_of(folder)
        kept = load_run(folder, summary.id)
        assert [heard.text for heard in kept.heard] == ["窓2の0です。", "窓3の0です。"]
        assert (kept.options["from_ms"], kept.options["until_ms"], kept.options["hotwords"]) == (1900, 4000, "特定健診")
        old, new = model.sides()
        assert ([one.id for one in old], [one.text for one in new]) == (["u2", "u3"], ["窓2の0です。", "窓3の0です。"])
        assert model.take()
        assert [one.text for one in editor.meeting.utterances[2:4]] == ["窓2の0です。", "窓3の0です。"]
        assert editor.undo_name == "起こし直し"
        assert editor.undo()
        assert replace(editor.meeting, touched=before.touched) == before


def test_the_model_is_told_the_words_that_the_person_typed(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path, replace(a_meeting(10), occasion=Occasion(words=("髙橋 一郎", "特定健診"))))
    with a_workshop(tmp_path) as workshop, open_model(folder, until) as editor:
        model = AgainModel(editor, workshop)
        assert model.hotwords == "髙橋 一郎 特定健診"
        model.ask(("u2",))
        until(lambda: model.models)
        model.begin(DEMO, f"{model.hotwords} 窓口")
        until(lambda: model.state is State.HEARD)
        [summary] = runs_of(folder)
        assert load_run(folder, summary.id).options["hotwords"] == "髙橋 一郎 特定健診 窓口"


def test_stopping_leaves_no_run_and_a_later_try_works(tmp_path: Path, until: Until) -> None:
    engine = PatientEngine(windows=0)
    folder = a_folder(tmp_path)
    with a_workshop(tmp_path, engine) as workshop, open_model(folder, until) as editor:
        model = AgainModel(editor, workshop)
        told: list[str] = []
        model.stopped.connect(lambda: told.append("stopped"))
        model.ask(("u2",))
        model.begin(DEMO, "")
        until(lambda: model.progress.line.startswith("文字起こし"))
        model.stop()
        until(lambda: told)
        assert (model.state, runs_of(folder)) == (State.ASKING, ())
        engine.go = True
        model.begin(DEMO, "")
        until(lambda: model.state is State.HEARD)
        model.stop()


def test_closing_the_window_while_it_is_heard_is_one_question(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path)
    with window_on(tmp_path, PatientEngine(windows=0)) as window:
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        model = window.editor.view.again_model
        assert model is not None
        model.ask(("u2",))
        model.begin(DEMO, "")
        until(lambda: model.progress.is_shown)
        asked = answered(monkeypatch, gui_words.KEEP_OPEN)
        window.close()
        assert asked == [words.CLOSE_AGAIN]
        assert window.isVisible()
        assert model.progress.is_shown, "it goes on"
        model.stop()
        until(lambda: model.state is State.ASKING)
        asked.clear()
        window.close()
        assert asked == []


def test_an_engine_that_dies_is_told_and_can_be_tried_again(tmp_path: Path, until: Until) -> None:
    engine = FailingEngine()
    folder = a_folder(tmp_path)
    with a_workshop(tmp_path, engine) as workshop, open_model(folder, until) as editor:
        model = AgainModel(editor, workshop)
        told: list[Failure] = []
        model.failed.connect(told.append)
        model.ask(("u2",))
        model.begin(DEMO, "")
        until(lambda: told)
        assert (told[0].message.safe, told[0].message.next_step) == (words.UNCHANGED, words.TRY_AGAIN)
        assert (model.state, runs_of(folder)) == (State.ASKING, ())
        engine.broken = False
        model.begin(DEMO, "")
        until(lambda: model.state is State.HEARD)


@pytest.fixture
def view(tmp_path: Path, until: Until) -> Iterator[EditorView]:
    with a_workshop(tmp_path) as workshop, open_editor(a_folder(tmp_path), until, Decks(), workshop) as made:
        yield made


def _dialog(view: EditorView, row: int, until: Until) -> AgainDialog:
    view.utterances.go(row)
    view.buttons["again"].click()
    [dialog] = [one for one in QApplication.topLevelWidgets() if isinstance(one, AgainDialog) and one.isVisible()]
    until(lambda: dialog.begin.isEnabled())
    return dialog


def test_old_and_new_stand_side_by_side_and_the_old_stays_when_the_person_keeps_it(
    view: EditorView, until: Until
) -> None:
    before = view.model.meeting
    dialog = _dialog(view, 4, until)
    assert "発言1件" in dialog.about.text()
    assert not dialog.take.isVisible()
    press(dialog, words.AGAIN_DO)
    until(lambda: dialog.take.isVisible())
    assert dialog.old.toPlainText() == "発言その4です。髙﨑𠮷🎉"
    assert dialog.new.toPlainText() == "窓4の0です。"
    press(dialog, words.KEEP)
    assert view.model.meeting is before
    assert view.model.undo_name == ""


def test_the_new_text_is_taken_by_a_button_and_taken_back_by_a_key(view: EditorView, until: Until) -> None:
    dialog = _dialog(view, 4, until)
    press(dialog, words.AGAIN_DO)
    until(lambda: dialog.take.isVisible())
    press(dialog, words.TAKE)
    assert view.model.meeting.utterances[4].text == "窓4の0です。"
    view.commands.run("undo")
    assert view.model.meeting.utterances[4].text == "発言その4です。髙﨑𠮷🎉"


def test_an_edit_meanwhile_is_seen_on_the_old_side(view: EditorView, until: Until) -> None:
    dialog = _dialog(view, 4, until)
    press(dialog, words.AGAIN_DO)
    until(lambda: dialog.take.isVisible())
    view.model.do(edit.set_text(view.model.meeting, "u4", "窓4の0です。"))
    assert dialog.old.toPlainText() == "窓4の0です。"
    assert dialog.note.text() == words.SAME
    assert not dialog.take.isEnabled()
    dialog.close()


def test_more_than_ten_minutes_are_not_heard_at_once(tmp_path: Path, until: Until) -> None:
    meeting = a_meeting(3)
    long = (*meeting.utterances[:2], replace(meeting.utterances[2], start_ms=700_000, end_ms=701_000))
    folder = a_folder(tmp_path, replace(meeting, utterances=long))
    with a_workshop(tmp_path) as workshop, open_editor(folder, until, Decks(), workshop) as view:
        view.utterances.selectAll()
        dialog = view.commands.errands.hear_again()
        assert dialog is not None
        until(lambda: dialog.models.count())
        assert not dialog.begin.isEnabled()
        assert words.TOO_LONG in dialog.note.text()
        dialog.close()


def test_a_stretch_of_the_sample_is_heard_by_the_real_engine(tmp_path: Path) -> None:
    meeting = Meeting("m-1", "", recordings=(Recording("recording-1.mp3", "見本", "ab" * 32, 196_000),))
    folder = a_folder(tmp_path, replace(meeting, recordings=()))
    (folder / "recording-1.mp3").write_bytes(SOUND.read_bytes())
    tools = tools_from()
    try:
        hearing = hearing_from(settings_with(tmp_path), model=DEMO)
        came = list(hear_again(folder, meeting, Stretch(40_000, 52_000), hearing, tools, lambda _progress: None))
    finally:
        tools.close()
    run = came[-1]
    assert isinstance(run, Run)
    assert run.demo
    assert any(heard.text for heard in run.heard)
    assert all(39_000 <= heard.start_ms < heard.end_ms <= 53_000 for heard in run.heard)
    assert load_run(folder, run.id) == run


def test_the_decoder_is_asked_for_the_stretch_only_and_left_after_it(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, a_meeting(10))
    decoder, engine = ScriptedDecoder(10), ScriptedEngine()
    tools = Tools(decoder, engine, ScriptedWriter())
    hearing = hearing_from(settings_with(tmp_path), model=DEMO)
    list(hear_again(folder, load(folder), Stretch(4000, 6000), hearing, tools, lambda _progress: None))
    assert decoder.asked[0][2] == 4000
    assert engine.windows == [4, 5]
