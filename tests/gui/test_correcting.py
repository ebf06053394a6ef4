"""What else a person does while correcting: new utterances, notes, marks, rows, speakers, history, silence."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QDialog,
    QInputDialog,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QTextEdit,
)

from minutes_app.audio.peaks import PEAK_MS, Peaks
from minutes_app.gui.editing import history_lines, rows
from minutes_app.gui.editing.intents import Said, new_utterance
from minutes_app.gui.view_models.history import HistoryTable
from minutes_app.gui.view_models.utterance_table import Column
from minutes_app.gui.view_models.waveform import Waveform
from minutes_app.gui.views.editor import EditorView
from minutes_app.meeting import edit
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Mark, Meeting
from minutes_app.meeting.past import past_edits
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.wording import correcting as words, secrecy
from tests.gui.editing import Decks, a_folder, a_workshop, open_editor, open_model
from tests.gui.scene import Until, press, window_on
from tests.unit.meeting.making import a_meeting

FATAL = QAbstractItemModelTester.FailureReportingMode.Fatal


@pytest.fixture
def decks() -> Decks:
    return Decks()


def _meeting() -> Meeting:
    meeting = a_meeting(10)
    return replace(meeting, utterances=tuple(replace(one, agenda_id="") for one in meeting.utterances))


@pytest.fixture
def view(tmp_path: Path, until: Until, decks: Decks) -> Iterator[EditorView]:
    folder = a_folder(tmp_path, _meeting())
    with a_workshop(tmp_path) as workshop, open_editor(folder, until, decks, workshop) as made:
        yield made


def _texts(view: EditorView) -> list[str]:
    return [each.text for each in view.model.meeting.utterances]


def test_a_new_utterance_stands_right_after_the_chosen_one(view: EditorView) -> None:
    view.utterances.go(3)
    dialog = view.commands.errands.add_utterance()
    assert dialog is not None
    assert (dialog.time.text(), dialog.speaker.currentData()) == ("00:00:03.9", "s1")
    assert not dialog.add.isEnabled()
    dialog.text.setPlainText("はい。\n")
    press(dialog, words.NEW_DO)
    made = view.model.meeting.utterances[4]
    assert (made.text, made.start_ms, made.end_ms, made.heard) == ("はい。", 3900, 4000, "")
    assert view.utterances.row() == 4
    view.commands.run("undo")
    assert len(_texts(view)) == 10


def test_its_time_comes_from_the_player_or_is_typed(view: EditorView) -> None:
    view.utterances.go(3)
    view.playback.seek(6500)
    dialog = view.commands.errands.add_utterance()
    assert dialog is not None
    assert dialog.time.text() == "00:00:06.5"
    dialog.time.setText("8時")
    dialog.text.setPlainText("そのとおり。")
    assert not dialog.add.isEnabled()
    assert dialog.note.text() == words.NEW_WRONG_TIME
    dialog.time.setText("0:08.25")
    press(dialog, words.NEW_DO)
    assert [(one.start_ms, one.text) for one in view.model.meeting.utterances[8:11]] == [
        (8000, "発言その8です。髙﨑𠮷🎉"),
        (8250, "そのとおり。"),
        (9000, "発言その9です。髙﨑𠮷🎉"),
    ]


def test_a_new_utterance_keeps_what_is_being_composed_and_nothing_is_added_when_it_is_left(view: EditorView) -> None:
    dialog = view.commands.errands.add_utterance()
    assert dialog is not None
    QApplication.sendEvent(dialog.text, QInputMethodEvent("へんかん", []))
    press(dialog, words.NEW_DO)
    assert "へんかん" in _texts(view)
    again = view.commands.errands.add_utterance()
    assert again is not None
    again.text.setPlainText("捨てる")
    press(again, words.CANCEL)
    assert "捨てる" not in _texts(view)


def test_a_text_without_words_is_no_utterance() -> None:
    assert not new_utterance(_meeting(), Said(0, " \n ")).splices


def test_a_note_is_written_shown_and_taken_away(view: EditorView, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter([("資料を確かめる", True), ("捨てる", False), ("", True)])
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: next(answers))
    view.utterances.go(2)
    view.commands.run("comment")
    index = view.model.table.index(2, Column.MARKS)
    assert (index.data(), index.data(Qt.ItemDataRole.ToolTipRole)) == ("メモ", "メモ\n資料を確かめる")
    view.commands.run("comment")
    assert view.model.meeting.utterances[2].comment == "資料を確かめる"
    view.commands.run("comment")
    assert view.model.meeting.utterances[2].comment == ""


def test_what_rests_on_a_hidden_utterance_is_told(view: EditorView) -> None:
    view.utterances.go(1)
    view.commands.run("hide")
    assert view.notice.isVisible()
    assert view.notice.text() == secrecy.hidden_now(1, 1)
    view.commands.run("next")
    assert not view.notice.isVisible()
    view.commands.run("hide")
    assert not view.notice.isVisible()


def test_rows_are_copied_and_pasted_with_their_times_and_speakers(view: EditorView) -> None:
    view.utterances.go(2)
    QTest.keyClick(view.utterances, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    view.commands.run("copy")
    assert QApplication.clipboard().text().count("\n") == 2
    assert view.notice.text() == words.COPIED
    QApplication.clipboard().setText("00:00:05\t話者2\t五秒\n\n会場から\t質問がありました\n0:99\n")
    view.utterances.go(7)
    view.commands.run("paste")
    made = [one for one in view.model.meeting.utterances if not one.heard]
    assert [(one.start_ms, one.speaker_id, one.text) for one in made] == [
        (5000, "s2", "五秒"),
        (7900, "", "会場から 質問がありました"),
        (7976, "", "0:99"),
    ]
    assert view.model.undo_name == "発言の貼り付け"
    QApplication.clipboard().setText(" \n")
    view.commands.run("paste")
    assert view.notice.text() == words.NOTHING_TO_PASTE


@pytest.mark.parametrize(
    ("text", "at_ms"),
    [("00:12:30", 750_000), ("12:30", 750_000), ("12:30.5", 750_500), ("1:00:00.05", 3_600_050), ("12:61", None)],
)
def test_a_time_is_read_as_people_write_it(text: str, at_ms: int | None) -> None:
    assert rows.read_clock(text) == at_ms


def test_rows_pasted_into_an_empty_meeting_follow_each_other() -> None:
    meeting = replace(a_meeting(1), utterances=(), items=(), points=())
    after = apply(meeting, rows.pasted(meeting, -1, "一つ目です\n二つ目"))
    assert [(one.start_ms, one.end_ms, one.text) for one in after.utterances] == [
        (0, 750, "一つ目です"),
        (750, 1250, "二つ目"),
    ]


def test_a_speaker_is_given_to_what_is_chosen_and_a_sample_leaves_it_chosen(
    view: EditorView, decks: Decks, until: Until
) -> None:
    view.model.set_speaker(("u8", "u9"), 2)
    view.utterances.go(2)
    QTest.keyClick(view.utterances, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    view.tabs.setCurrentWidget(view.speakers)
    view.speakers.view.choose("s2")
    press(view.speakers, words.SAMPLE)
    assert ("recording-1.wav", 7000) in decks.made[0].did
    press(view.speakers, words.SAMPLE)
    assert ("recording-1.wav", 8000) in decks.made[0].did
    decks.made[0].at_ms = 9950
    until(lambda: not view.playback.is_playing)
    press(view.speakers, words.ASSIGN)
    assert [one.speaker_id for one in view.model.meeting.utterances[1:5]] == ["s1", "s2", "s2", "s1"]
    view.commands.run("undo")
    assert view.model.meeting.utterances[2].speaker_id == "s1"


def test_marks_of_the_recording_wait_until_the_person_takes_them_over(tmp_path: Path, until: Until) -> None:
    marks = (Mark(1500, "agenda", text="予算"), Mark(4500, "decision"), Mark(6500, "important"), Mark(100, "lost"))
    folder = a_folder(tmp_path, replace(_meeting(), marks=marks))
    with open_editor(folder, until) as view:
        assert view.marks_bar.isVisible()
        assert view.marks_bar.text.text() == "⚠ " + words.marks_waiting({"agenda": 1, "decision": 1, "important": 1})
        before = view.model.meeting
        press(view.marks_bar, words.TAKE_MARKS)
        assert not view.marks_bar.isVisible()
        meeting = view.model.meeting
        assert [one.id for one in meeting.utterances if one.important] == ["u6"]
        assert meeting.items[-1].utterance_ids == ("u4",)
        assert {one.agenda_id for one in meeting.utterances[1:]} == {"a1"}
        view.commands.run("undo")
        assert view.marks_bar.isVisible()
        assert replace(view.model.meeting, touched=before.touched) == before
        press(view.marks_bar, words.LEAVE_MARKS)
        view.commands.run("redo")
        view.commands.run("undo")
        assert not view.marks_bar.isVisible()


def test_the_history_says_who_changed_what_newest_first_and_leads_there(view: EditorView, until: Until) -> None:
    model = view.model
    model.do(edit.set_text(model.meeting, "u3", "発言その三です。髙﨑𠮷🎉"))
    model.set_speaker(("u4", "u5"), 2)
    model.toggle_hidden(("u6",))
    model.undo()
    dialog = view.commands.errands.show_history()
    until(lambda: dialog.table.rowCount() == 4)
    shown = [[dialog.table.index(row, column).data() for column in (2, 3)] for row in range(4)]
    assert [what for what, _detail in shown] == ["会議録に載せるかどうか"] * 2 + ["話者の変更", "発言の修正"]
    assert shown[0][1] == "00:00:06 「発言その6です。髙﨑𠮷🎉」→公開"
    assert shown[2][1] == "00:00:04 「発言その4です。髙﨑𠮷🎉」→話者2 ほか1件"
    assert shown[3][1] == "00:00:03 「発言その3です。髙﨑𠮷🎉」→「発言その三です。髙﨑𠮷🎉」"
    assert dialog.table.index(0, 1).data()
    dialog.view.selectRow(3)
    press(dialog, words.HISTORY_GO)
    assert view.utterances.row() == 3
    model.toggle_checked(("u9",))
    until(lambda: dialog.table.rowCount() == 5)
    dialog.close()


def test_the_history_of_one_utterance(view: EditorView, until: Until) -> None:
    view.model.toggle_checked(("u2",))
    view.model.toggle_checked(("u3",))
    view.utterances.go(3)
    dialog = view.commands.errands.show_history()
    until(lambda: dialog.table.rowCount() == 2)
    dialog.only.setChecked(True)
    assert dialog.table.rowCount() == 1
    dialog.close()


def test_the_history_is_there_for_a_second_window_and_after_the_edits_were_folded(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path, _meeting())
    with OpenMeeting(folder, who="髙橋") as book:
        book.commit(edit.set_text(book.meeting, "u3", "直した"))
        book.fold()
        with open_model(folder, until) as model:
            told: list[object] = []
            model.history_read.connect(told.append)
            model.ask_history()
            until(lambda: told)
            assert model.session.read_only
            lines = history_lines.lines_of(past_edits(folder), model.meeting)
            assert [(line.who, line.utterance_ids) for line in lines] == [("髙橋", ("u3",))]


def test_the_table_of_edits_keeps_qt_s_contract() -> None:
    table = HistoryTable()
    tester = QAbstractItemModelTester(table, FATAL)
    line = history_lines.Line("1月15日 10:00:00", "髙橋", "発言の修正", "…", ("u1",))
    table.show_lines([line, replace(line, utterance_ids=("u2",))])
    table.show_only(frozenset({"u2"}))
    assert table.rowCount() == 1
    table.show_only(None)
    assert (table.rowCount(), tester.model()) == (2, table)


def test_a_long_difference_is_shown_where_it_is() -> None:
    old, new = "あ" * 40 + "予算" + "い" * 40, "あ" * 40 + "決算" + "い" * 40
    assert history_lines.around_difference(old, new) == ("あ" * 8 + "予算" + "い" * 7, "あ" * 8 + "決算" + "い" * 7)
    assert history_lines.around_difference("同じ", "同じ同じ") == ("同じ", "同じ同じ")


def _levels(*stretches: tuple[int, int]) -> Waveform:
    """Seconds of a level, known to the end."""
    waveform = Waveform()
    content = b"".join(bytes((level,)) * (1000 // PEAK_MS) * seconds for seconds, level in stretches)
    waveform.length_ms = len(content) * PEAK_MS
    waveform.levels = bytearray(len(content))
    waveform._take(Peaks(0, content))
    return waveform


def test_a_silence_ends_where_the_next_sound_stands_out_of_the_room() -> None:
    waveform = _levels((5, 90), (4, 3), (5, 100), (1, 3), (5, 80))
    assert waveform.sound_after(5000) == 9000
    assert waveform.sound_after(6000) == 9000
    assert waveform.sound_after(8000) is None, "a short rest of the silence"
    assert waveform.sound_after(2000) is None
    assert waveform.sound_after(14_000) is None, "a short pause"
    assert _levels((5, 90), (4, 3)).sound_after(5000) is None, "nothing comes any more"


def test_silence_is_skipped_but_never_an_utterance_or_a_voice(tmp_path: Path, until: Until, decks: Decks) -> None:
    meeting = a_meeting(3)
    late = replace(meeting.utterances[2], start_ms=12_000, end_ms=13_000)
    recordings = (replace(meeting.recordings[0], duration_ms=20_000),)
    folder = a_folder(tmp_path, replace(meeting, utterances=(*meeting.utterances[:2], late), recordings=recordings))
    with open_editor(folder, until, decks) as view:
        until(lambda: view.waveform.is_done)
        view.waveform._take(Peaks(0, b"".join(bytes((level,)) * 20 for level in (90, 90, *[1] * 14, 90, 90, 90, 90))))
        assert view._sound_ahead(2500) == 11_600, "up to the utterance that is heard next"
        assert view._sound_ahead(12_500) is None, "an utterance is never skipped"
        assert view._sound_ahead(13_500) == 15_600
        view.player.skip.click()
        view.playback.play_from(2500)
        until(lambda: ("recording-1.wav", 11_600) in decks.made[0].did)
        view.playback.pause()


def test_f5_plays_in_the_editor_although_the_menu_has_it_for_the_list(tmp_path: Path, until: Until) -> None:
    library = tmp_path / "会議"
    library.mkdir()
    folder = a_folder(library)
    with window_on(library) as window:
        until(lambda: window.home.is_read)
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        view = window.editor.view
        decks = Decks()
        view.playback._find = decks
        window.activateWindow()
        view.utterances.setFocus()
        QTest.keyClick(view.utterances, Qt.Key.Key_F5)
        assert view.playback.is_playing
        view.playback.pause()


def test_settings_say_how_far_a_pause_goes_back(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_EDITOR_BACK_SECONDS", "0")
    monkeypatch.setenv("MINUTES_EDITOR_SKIP_SILENCE", "はい")
    with a_workshop(tmp_path) as workshop, open_editor(a_folder(tmp_path), until, Decks(), workshop) as view:
        assert (view.playback.back_ms, view.player.skip.isChecked()) == (0, True)


def test_everything_new_is_on_the_disk(view: EditorView, until: Until) -> None:
    view.model.toggle_important(("u1",))
    view.model.comment(("u2",), "メモ")
    view.model.add_utterance(Said(3950, "はい。"))
    until(lambda: not view.model.unsaved)
    assert load(view.model.folder) == view.model.meeting


def _press(view: EditorView, sequence: str) -> None:
    """A key where the focus is."""
    view.activateWindow()
    combination = QKeySequence(sequence)[0]  # type: ignore[index] # not in the stubs
    QTest.keyClick(
        view.utterances.delegate.editor or view.utterances, combination.key(), combination.keyboardModifiers()
    )
    QApplication.processEvents()


def test_notes_and_rows_have_their_keys(view: EditorView, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(QInputDialog, "getMultiLineText", lambda *_args: ("あとで", True))
    view.utterances.setFocus()
    view.utterances.go(2)
    _press(view, "Ctrl+Shift+M")
    assert view.model.meeting.utterances[2].comment == "あとで"
    QApplication.clipboard().setText("追加の一行")
    _press(view, "Ctrl+V")
    assert _texts(view)[3] == "追加の一行"


@pytest.mark.parametrize("key", ["Ctrl+I", "Ctrl+E", "Ctrl+N", "Ctrl+R", "Ctrl+Shift+H", "F1", "Ctrl+Shift+F", "F3"])
def test_a_key_while_composing_loses_nothing_of_it(key: str, view: EditorView) -> None:
    view.utterances.go(1)
    view.utterances.edit_row(1)
    editor = view.utterances.delegate.editor
    assert editor is not None
    QApplication.sendEvent(editor, QInputMethodEvent("へんかん", []))
    _press(view, key)
    for dialog in view.findChildren(QDialog):
        dialog.close()
    view.utterances.finish_editing()
    assert _texts(view)[1].endswith("へんかん")


def test_dialogs_close_with_the_meeting(view: EditorView) -> None:
    errands = view.commands.errands
    opened = [
        errands.add_utterance(),
        errands.hear_again(),
        errands.show_history(),
        errands.replace(fillers=False),
        errands.show_keys(),
    ]
    view.close_meeting()
    assert [dialog for dialog in opened if dialog is None or dialog.isVisible()] == []


def test_every_control_of_every_dialog_has_a_name_for_a_screen_reader(view: EditorView, until: Until) -> None:
    errands = view.commands.errands
    replacing = errands.replace(fillers=False)
    rules = replacing.edit_rules()
    opened: list[QDialog | None] = [errands.add_utterance(), errands.hear_again(), errands.show_history()]
    opened += [replacing, rules, errands.show_keys()]
    kinds = (QAbstractButton, QTableView, QComboBox, QLineEdit, QTextEdit, QPlainTextEdit)
    shown = [one for dialog in opened if dialog for kind in kinds for one in dialog.findChildren(kind)]
    nameless = [one for one in shown if not one.accessibleName() and not getattr(one, "text", lambda: "")()]
    corners = [one for one in nameless if isinstance(one.parentWidget(), QTableView)]
    assert len(shown) > 30
    assert [one for one in nameless if one not in corners] == []
    again = view.again_model
    assert again is not None
    until(lambda: again.models)
    for dialog in opened:
        assert dialog is not None
        dialog.close()
