"""The editor as a person uses it, without a mouse: every key, the input method, the lists beside, 20,000 rows."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QSlider, QTableView, QWidget

from minutes_app.gui.editing.keys import KEYS
from minutes_app.gui.view_models.utterance_table import Column, UtteranceTable
from minutes_app.gui.views.again_dialog import AgainDialog
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.history_dialog import HistoryDialog
from minutes_app.gui.views.key_sheet import KeySheet
from minutes_app.gui.views.new_utterance import NewUtterance
from minutes_app.gui.views.replace_dialog import ReplaceDialog
from minutes_app.gui.views.text_cell import TextEditor, characters, units
from minutes_app.meeting import store
from minutes_app.meeting.model import Meeting
from minutes_app.wording import correcting, editor as words
from tests.gui.editing import Decks, a_folder, a_workshop, open_editor
from tests.gui.scene import Until
from tests.unit.meeting.making import a_meeting


@pytest.fixture
def decks() -> Decks:
    return Decks()


def _a_flagged_meeting() -> Meeting:
    meeting = a_meeting(10)
    said = tuple(
        replace(each, agenda_id="", flags=("loop",) if number in (4, 7) else ())
        for number, each in enumerate(meeting.utterances)
    )
    return replace(meeting, utterances=said)


@pytest.fixture
def view(tmp_path: Path, until: Until, decks: Decks) -> Iterator[EditorView]:
    folder = a_folder(tmp_path, _a_flagged_meeting())
    with a_workshop(tmp_path) as workshop, open_editor(folder, until, decks, workshop) as made:
        yield made


def press(view: EditorView, sequence: str) -> None:
    """Press a key where the focus is: in the open text, or in the list."""
    combination = QKeySequence(sequence)[0]  # type: ignore[index] # not in the stubs
    QTest.keyClick(_focused(view), combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def _focused(view: EditorView) -> QWidget:
    return view.utterances.delegate.editor or view.utterances


def _editor(view: EditorView) -> TextEditor:
    editor = view.utterances.delegate.editor
    assert editor is not None
    return editor


def _texts(view: EditorView) -> list[str]:
    return [each.text for each in view.model.meeting.utterances]


def _dialogs(kind: type[QWidget]) -> list[QWidget]:
    return [widget for widget in QApplication.topLevelWidgets() if isinstance(widget, kind) and widget.isVisible()]


def _closed(kind: type[QWidget]) -> bool:
    found = _dialogs(kind)
    for dialog in found:
        dialog.close()
    return bool(found)


DONE: dict[str, Callable[[EditorView, Decks], bool]] = {
    "edit": lambda view, _decks: view.utterances.is_editing,
    "hear": lambda _view, decks: decks.made[0].did[-2:] == [("recording-1.wav", 2000), "play"],
    "replay": lambda _view, decks: ("recording-1.wav", 1000) in decks.made[0].did,
    "play": lambda view, _decks: view.playback.is_playing,
    "back": lambda view, _decks: view.playback.at_ms == 0,
    "ahead": lambda view, _decks: view.playback.at_ms == 5000,
    "slower": lambda view, _decks: view.playback.rate == 0.9,
    "faster": lambda view, _decks: view.playback.rate == 1.1,
    "previous": lambda view, _decks: view.utterances.row() == 1,
    "next": lambda view, _decks: view.utterances.row() == 3,
    "look": lambda view, _decks: view.utterances.row() == 4,
    "look_back": lambda view, _decks: view.utterances.row() == 7,
    "merge": lambda view, _decks: len(view.model.meeting.utterances) == 9,
    "check": lambda view, _decks: view.model.meeting.utterances[2].checked and view.utterances.row() == 3,
    "hide": lambda view, _decks: view.model.meeting.utterances[2].hidden,
    "delete": lambda view, _decks: view.model.meeting.utterances[2].deleted,
    "decision": lambda view, _decks: view.model.meeting.items[-1].utterance_ids == ("u2",),
    "task": lambda view, _decks: view.model.meeting.items[-1].kind == "task",
    "point": lambda view, _decks: view.model.meeting.points[-1].utterance_ids == ("u2",),
    "find": lambda _view, _decks: _closed(ReplaceDialog),
    "fillers": lambda _view, _decks: _closed(ReplaceDialog),
    "keys": lambda _view, _decks: _closed(KeySheet),
    "skip": lambda view, _decks: view.playback.skips_silence and view.player.skip.isChecked(),
    "important": lambda view, _decks: view.model.meeting.utterances[2].important,
    "again": lambda _view, _decks: _closed(AgainDialog),
    "new": lambda _view, _decks: _closed(NewUtterance),
    "history": lambda _view, _decks: _closed(HistoryDialog),
    "copy": lambda _view, _decks: QApplication.clipboard().text() == "00:00:02\t話者1\t発言その2です。髙﨑𠮷🎉\n",
}
"""Key without a number → what has happened after it was pressed on the third utterance."""


def test_every_key_is_tried() -> None:
    own_tests = {"finish", "split", "undo", "redo", "speaker", "agenda", "comment", "paste"}
    assert {key.intent for key in KEYS} == DONE.keys() | own_tests


@pytest.mark.parametrize(
    ("intent", "sequence"),
    [(key.intent, each) for key in KEYS if key.intent in DONE for each in key.sequences],
)
def test_every_key_does_what_the_sheet_says(intent: str, sequence: str, view: EditorView, decks: Decks) -> None:
    view.utterances.go(2)
    press(view, sequence)
    assert DONE[intent](view, decks)


@pytest.mark.parametrize("before", ["", "Alt+"])
def test_digits_say_who_speaks(before: str, view: EditorView) -> None:
    view.utterances.go(3)
    press(view, f"{before}2")
    assert view.model.meeting.utterances[3].speaker_id == "s2"
    press(view, f"{before}0")
    assert view.model.meeting.utterances[3].speaker_id == ""
    press(view, f"{before}9")
    assert view.model.meeting.utterances[3].speaker_id == ""


def test_a_range_is_chosen_with_shift_and_gets_its_speaker_in_one_step(view: EditorView) -> None:
    view.utterances.go(3)
    press(view, "Shift+Down")
    press(view, "Shift+Down")
    press(view, "2")
    assert [each.speaker_id for each in view.model.meeting.utterances[2:7]] == ["s1", "s2", "s2", "s2", "s1"]
    press(view, "Ctrl+Z")
    assert {each.speaker_id for each in view.model.meeting.utterances} == {"s1"}


def test_ctrl_and_a_digit_begin_an_agenda_item_here(view: EditorView) -> None:
    view.utterances.go(2)
    press(view, "Ctrl+1")
    view.utterances.go(5)
    press(view, "Ctrl+2")
    assert [each.agenda_id for each in view.model.meeting.utterances] == ["", "", *["a1"] * 3, *["a2"] * 5]
    assert view.model.table.index(5, Column.AGENDA).data() == "2"


@pytest.mark.parametrize("end", ["Return", "Enter", "Esc"])
def test_a_text_is_corrected_in_place_and_taken_back_and_made_again(end: str, view: EditorView, until: Until) -> None:
    before = _texts(view)[1]
    view.utterances.go(1)
    press(view, "F2")
    QTest.keyClicks(_editor(view), "abc")
    press(view, end)
    assert not view.utterances.is_editing
    assert _texts(view)[1] == before + "abc"
    assert view.buttons["undo"].toolTip() == "元に戻す: 発言の修正（Ctrl+Z）"
    press(view, "Ctrl+Z")
    assert _texts(view)[1] == before
    press(view, "Ctrl+Y")
    assert _texts(view)[1] == before + "abc"
    until(lambda: not view.model.unsaved)
    assert store.load(view.model.folder) == view.model.meeting


def test_a_digit_in_an_open_text_is_a_digit(view: EditorView) -> None:
    view.utterances.go(1)
    press(view, "F2")
    for key in ("2", "Delete", "Space", "3"):
        press(view, key)
    press(view, "Return")
    assert _texts(view)[1].endswith("🎉2 3")
    assert view.model.meeting.utterances[1].speaker_id == "s1"


@pytest.mark.parametrize("end", ["Return", "Ctrl+Down", "Ctrl+D", "Ctrl+Return", "leave", "close"])
def test_what_is_being_composed_is_never_lost(end: str, view: EditorView, tmp_path: Path) -> None:
    view.utterances.go(1)
    press(view, "F2")
    editor = _editor(view)
    QApplication.sendEvent(editor, QInputMethodEvent("へんかんちゅう", []))
    assert editor.composing == "へんかんちゅう"
    if end == "leave":
        view.utterances.setFocus()
        QApplication.processEvents()
        view.utterances.finish_editing()
    elif end == "close":
        view.close_meeting()
    else:
        press(view, end)
    saved = store.load(next(path for path in tmp_path.iterdir() if path.is_dir())) if end == "close" else None
    said = (saved or view.model.meeting).utterances[1].text
    assert said == "発言その1です。髙﨑𠮷🎉へんかんちゅう"


def test_another_edit_while_composing_leaves_what_is_typed_alone(view: EditorView) -> None:
    view.utterances.go(1)
    press(view, "F2")
    editor = _editor(view)
    QTest.keyClicks(editor, "x")
    QApplication.sendEvent(editor, QInputMethodEvent("かな", []))
    view.model.set_speaker(("u1", "u2"), 2)
    view.model.toggle_deleted(("u0",))
    view.playback.play_from(5000)
    assert view.utterances.delegate.editor is editor
    assert (editor.toPlainText()[-1], editor.composing) == ("x", "かな")
    press(view, "Return")
    assert _texts(view)[1].endswith("🎉xかな")


def test_the_input_method_is_off_in_the_list_and_on_in_the_text(view: EditorView) -> None:
    view.utterances.go(1)
    assert not view.utterances.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    view.points.view.setFocus()
    view.utterances.setFocus()
    view.utterances.go(2)
    assert not view.utterances.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    press(view, "F2")
    assert _editor(view).testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)


def test_ctrl_enter_cuts_at_the_cursor_and_typing_goes_on_behind_it(view: EditorView) -> None:
    view.utterances.edit_row(2, 9)
    press(view, "Ctrl+Return")
    assert _texts(view)[2:4] == ["発言その2です。髙", "﨑𠮷🎉"]
    assert view.utterances.row() == 3
    QTest.keyClicks(_editor(view), "A")
    press(view, "Return")
    assert _texts(view)[3] == "A﨑𠮷🎉"


def test_the_cursor_counts_characters_outside_the_basic_plane_as_one(view: EditorView) -> None:
    text = _texts(view)[2]
    for at in range(len(text) + 1):
        assert characters(text, units(text[:at])) == at
    view.utterances.edit_row(2, len(text) - 1)
    press(view, "Ctrl+Enter")
    assert _texts(view)[2:4] == [text[:-1], "🎉"]


def test_ctrl_m_joins_while_typing_and_the_cursor_stands_where_they_meet(view: EditorView) -> None:
    first, second = _texts(view)[2:4]
    view.utterances.edit_row(2)
    QTest.keyClicks(_editor(view), "x")
    press(view, "Ctrl+M")
    assert _texts(view)[2] == first + "x" + second
    assert _editor(view).cursor_at() == len(first) + 1


def test_ctrl_down_takes_the_text_and_opens_the_next_that_is_not_deleted(view: EditorView) -> None:
    view.model.toggle_deleted(("u3",))
    view.utterances.edit_row(2)
    QTest.keyClicks(_editor(view), "x")
    press(view, "Ctrl+Down")
    assert _texts(view)[2].endswith("x")
    assert view.utterances.row() == 4
    assert view.utterances.is_editing


def test_the_row_follows_the_sound_and_the_position_the_row(view: EditorView, decks: Decks, until: Until) -> None:
    view.utterances.go(6)
    assert view.playback.at_ms == 6000
    press(view, "Space")
    decks.made[0].at_ms = 8100
    until(lambda: view.utterances.row() == 8)
    assert decks.made[0].did.count(("recording-1.wav", 8000)) == 0
    press(view, "Space")
    assert view.playback.at_ms < 8100


def test_no_loudspeaker_is_said_and_the_editing_goes_on(view: EditorView, decks: Decks) -> None:
    decks.missing = True
    press(view, "Space")
    assert view.banner.isVisible()
    assert view.banner_text.text() == words.warned(words.NO_SOUND)
    press(view, "Ctrl+D")
    assert view.model.meeting.utterances[0].checked


def test_points_are_sent_edited_moved_heard_and_removed(view: EditorView, decks: Decks) -> None:
    view.utterances.go(2)
    press(view, "Ctrl+1")
    press(view, "Ctrl+L")
    panel = view.points
    assert view.tabs.currentWidget() is panel
    assert panel.agenda.currentText() == "1 予算"
    made = panel.view.chosen()
    assert made is not None
    assert made.id == view.model.meeting.points[-1].id
    table = panel.view.model()
    assert table.rowCount() == 2
    panel.view.edit(panel.view.currentIndex())
    editor = panel.view.delegate.editor
    assert editor is not None
    editor.selectAll()
    QTest.keyClicks(editor, "short")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    assert view.model.meeting.points[-1].text == "short"
    panel.buttons[words.UP].click()
    assert [point.text for point in view.model.meeting.points] == ["short", "予算案を説明した。"]
    panel.buttons[words.LISTEN].click()
    assert ("recording-1.wav", 1000) in decks.made[0].did
    panel.buttons[words.REMOVE].click()
    assert [point.text for point in view.model.meeting.points] == ["予算案を説明した。"]


def test_decisions_are_listed_beside_and_their_utterances_are_heard(view: EditorView, decks: Decks) -> None:
    view.utterances.go(5)
    press(view, "Ctrl+Shift+D")
    panel = view.items
    panel.view.choose(view.model.meeting.items[-1].id)
    panel.buttons[words.UP].click()
    assert [item.utterance_ids for item in view.model.meeting.items] == [("u5",), ("u1",)]
    panel.buttons[words.LISTEN].click()
    assert ("recording-1.wav", 4000) in decks.made[0].did
    panel.buttons[words.REMOVE].click()
    assert [item.id for item in view.model.meeting.items] == ["i1"]


def test_speakers_are_merged_and_heard(view: EditorView, decks: Decks) -> None:
    view.model.set_speaker(("u1", "u2"), 2)
    panel = view.speakers
    panel.view.choose("s2")
    panel.buttons[correcting.SAMPLE].click()
    assert ("recording-1.wav", 0) in decks.made[0].did
    menu = panel.merge_menu()
    assert [action.text() for action in menu.actions()] == ["話者1"]
    menu.actions()[0].trigger()
    menu.deleteLater()
    assert [speaker.id for speaker in view.model.meeting.speakers] == ["s1"]
    assert {each.speaker_id for each in view.model.meeting.utterances} == {"s1"}


def test_a_double_click_on_the_speaker_offers_everybody(view: EditorView) -> None:
    view.utterances.go(4)
    menu = view.commands.speaker_menu()
    assert [action.text() for action in menu.actions()] == [
        "1 話者1",
        "2 話者2",
        words.UNKNOWN_SPEAKER,
        words.NEW_SPEAKER,
    ]
    menu.actions()[1].trigger()
    menu.deleteLater()
    assert view.model.meeting.utterances[4].speaker_id == "s2"


def test_a_replacement_is_previewed_and_only_what_is_checked_changes(view: EditorView) -> None:
    dialog = view.commands.errands.replace(fillers=False)
    dialog.wanted.setText("発言その")
    dialog.put.setText("発話")
    assert dialog.table.rowCount() == 10
    assert dialog.state.text() == words.hit_count(10, 10)
    dialog.table.setData(dialog.table.index(3, 0), Qt.CheckState.Unchecked, Qt.ItemDataRole.CheckStateRole)
    dialog.apply.click()
    assert [text[:4] for text in _texts(view)[2:5]] == ["発話2で", "発言その", "発話4で"]
    assert dialog.table.rowCount() == 1
    dialog.wanted.setText("(")
    dialog.regex.setChecked(True)
    assert dialog.state.text().startswith("正規表現の書き方")
    assert not dialog.apply.isEnabled()
    dialog.close()
    press(view, "Ctrl+Z")
    assert all(text.startswith("発言その") for text in _texts(view))


def test_a_read_only_meeting_says_who_has_it_and_lets_nothing_be_edited(
    tmp_path: Path, until: Until, decks: Decks
) -> None:
    folder = a_folder(tmp_path)
    with store.OpenMeeting(folder), open_editor(folder, until, decks) as view:
        assert view.banner.isVisible()
        assert words.READ_ONLY in view.banner_text.text()
        before = view.model.meeting
        for key in ("F2", "Ctrl+D", "Delete", "1", "Ctrl+L", "Ctrl+M", "Ctrl+Z"):
            press(view, key)
        assert view.model.meeting == before
        assert not view.utterances.is_editing
        press(view, "Space")
        assert view.playback.is_playing


def test_a_meeting_that_the_other_one_has_closed_can_be_edited_after_all(
    tmp_path: Path, until: Until, decks: Decks
) -> None:
    folder = a_folder(tmp_path)
    other = store.OpenMeeting(folder)
    with other, open_editor(folder, until, decks) as view:
        assert view.again.isVisible()
        assert not view.take_over.isVisible()
        other.__exit__(None, None, None)
        view.again.click()
        until(lambda: view.model.is_open)
        assert not view.banner.isVisible()
        press(view, "Ctrl+D")
        assert view.model.meeting.utterances[0].checked
        view.close_meeting()


def test_keys_are_shown_as_on_a_keyboard() -> None:
    assert words.key_names(("Return", "Enter")) == "Enter"
    assert words.key_names(("Alt+Left",)) == "Alt+←"
    assert words.with_key("再生", "Space") == "再生（スペース）"


def test_an_error_in_opening_is_shown_where_the_meeting_would_be(tmp_path: Path, until: Until) -> None:
    from minutes_app.gui.view_models.editor import EditorModel

    model = EditorModel()
    view = EditorView(model, decks=Decks())
    view.show()
    assert view.waiting.text() == words.LOADING
    model.open(tmp_path)
    until(lambda: view.waiting.text() != words.LOADING)
    assert view.waiting.isVisible()
    assert "見つかりません" in view.waiting.text()
    view.close_meeting()
    view.close()
    view.deleteLater()


def test_every_control_has_a_name_for_a_screen_reader(view: EditorView) -> None:
    kinds = (QAbstractButton, QTableView, QComboBox, QSlider)
    shown = [widget for kind in kinds for widget in view.findChildren(kind) if widget.isVisible()]
    nameless = [widget for widget in shown if not widget.accessibleName() and not getattr(widget, "text", lambda: "")()]
    assert len(shown) > 10
    assert nameless == []


class Counting(UtteranceTable):
    """Counts the rows that are asked for."""

    asked: set[int]

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        self.asked.add(index.row())
        return super().data(index, role)


def test_only_rows_in_sight_are_asked_for_in_a_meeting_of_20000_utterances(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.gui.view_models.editor.UtteranceTable", Counting)
    monkeypatch.setattr(Counting, "asked", set(), raising=False)
    meeting = replace(a_meeting(20_000), recordings=())
    with open_editor(a_folder(tmp_path, meeting), until) as view:
        QApplication.processEvents()
        view.grab()
        assert 0 < len(Counting.asked) < 60
        Counting.asked.clear()
        bar = view.utterances.verticalScrollBar()
        bar.setValue(bar.maximum() // 2)
        QApplication.processEvents()
        view.grab()
        assert len(Counting.asked) < 100
        assert max(Counting.asked) >= 9_900
        Counting.asked.clear()
        view.utterances.go(10_005)
        press(view, "Ctrl+D")
        assert view.model.meeting.utterances[10_005].checked
        QApplication.processEvents()
        assert len(Counting.asked) < 100
