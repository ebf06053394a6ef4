"""Keys can be changed: what clashes is told, what the input method needs stays free, and the choice is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QPushButton

from minutes_app.errors import DiskFull
from minutes_app.gui.editing import keys
from minutes_app.gui.editing.keys import KEYS, Clash
from minutes_app.gui.view_models.keyboard import Keyboard
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.key_sheet import KeyQuestion, KeySheet
from minutes_app.settings import change, load
from minutes_app.wording import editor as words, key_sheet as sheet_words
from tests.gui.editing import Decks, a_folder, a_workshop, open_editor
from tests.gui.scene import Until


def _of(found: tuple[keys.Key, ...], name: str) -> list[str]:
    return [sequence for key in found if key.name == name for sequence in key.sequences]


def test_a_chosen_key_takes_the_place_of_all_before_and_survives_being_saved() -> None:
    other = keys.with_key(KEYS, "merge.anywhere", "Ctrl+J")
    other = keys.with_key(other, "speaker.table", "Shift+1")
    saved = keys.saved_keys(other)
    assert saved == "merge.anywhere=Ctrl+J speaker.table=Shift+#"
    assert keys.chosen_keys(saved) == other
    assert _of(other, "merge.anywhere") == ["Ctrl+J"]
    assert _of(other, "speaker.table") == [f"Shift+{number}" for number in range(10)]
    assert keys.with_key(keys.with_key(other, "merge.anywhere", ""), "speaker.table", "") == KEYS


@pytest.mark.parametrize(
    ("name", "sequence", "clash"),
    [
        ("merge.anywhere", "Ctrl+D", Clash("taken", "check")),
        ("merge.anywhere", "Ctrl+3", Clash("taken", "agenda")),
        ("merge.anywhere", "F7", Clash("input_method")),
        ("merge.anywhere", "J", Clash("letter")),
        ("merge.anywhere", "Ctrl+C", Clash("text")),
        ("merge.anywhere", "Ctrl+O", Clash("menu")),
        ("edit.table", "Ctrl+D", Clash("taken", "check")),
        ("edit.table", "Space", Clash("taken", "play")),
        ("speaker.anywhere", "Ctrl+5", Clash("taken", "agenda")),
        ("speaker.anywhere", "Ctrl+J", Clash("digit")),
        ("edit.table", "J", None),
        ("edit.table", "F7", None),
        ("merge.anywhere", "Ctrl+J", None),
        ("merge.anywhere", "Ctrl+M", None),
        ("agenda.anywhere", "Ctrl+Alt+1", None),
    ],
)
def test_a_key_that_would_clash_is_refused_with_the_reason(name: str, sequence: str, clash: Clash | None) -> None:
    assert keys.clash_of(KEYS, name, sequence) == clash


def test_every_reason_has_its_sentence() -> None:
    for why in ("menu", "letter", "input_method", "text", "digit"):
        assert sheet_words.clash("Ctrl+O", why, "").startswith("Ctrl+Oは使えません。")
    assert "「確認済にする・戻す」" in sheet_words.clash("Ctrl+D", "taken", "check")


def test_settings_that_are_damaged_or_clash_fall_back_to_the_first_keys() -> None:
    assert keys.chosen_keys("nonsense merge.anywhere=Ctrl+D nobody.table=X speaker.table=Q finish.typing=F9") == KEYS


def test_two_keys_may_change_places_one_after_the_other() -> None:
    keyboard = Keyboard(keep=lambda _saved: None)
    keyboard.change("merge.anywhere", "Ctrl+J")
    assert keyboard.clash("check.anywhere", "Ctrl+M") is None
    keyboard.change("check.anywhere", "Ctrl+M")
    assert keyboard.put_back("merge.anywhere") == Clash("taken", "check")
    keyboard.reset()
    assert keyboard.keys == KEYS


def test_a_setting_that_cannot_be_written_changes_nothing(tmp_path: Path) -> None:
    def full(_saved: str) -> None:
        raise DiskFull(tmp_path)

    keyboard = Keyboard(keep=full)
    with pytest.raises(DiskFull):
        keyboard.change("merge.anywhere", "Ctrl+J")
    assert keyboard.keys == KEYS


@pytest.fixture
def view(tmp_path: Path, until: Until) -> Iterator[EditorView]:
    with a_workshop(tmp_path) as workshop, open_editor(a_folder(tmp_path), until, Decks(), workshop) as made:
        yield made


def _row_of(sheet: KeySheet, name: str) -> int:
    return next(place for place, line in enumerate(sheet.lines) if line.name == name)


def _press(view: EditorView, sequence: str) -> None:
    view.activateWindow()
    view.utterances.setFocus()
    combination = QKeySequence(sequence)[0]  # type: ignore[index] # not in the stubs
    QTest.keyClick(view.utterances, combination.key(), combination.keyboardModifiers())
    QApplication.processEvents()


def test_a_key_is_changed_in_the_sheet_works_at_once_and_is_kept(view: EditorView) -> None:
    sheet = view.commands.errands.show_keys()
    sheet.table.setCurrentCell(_row_of(sheet, "check.anywhere"), 0)
    assert not sheet.take("Ctrl+E")
    assert "「非公開にする・戻す」" in sheet.note.text()
    assert sheet.take("Ctrl+J")
    assert sheet.lines[_row_of(sheet, "check.anywhere")].keys == "Ctrl+J"
    sheet.close()
    view.utterances.go(2)
    _press(view, "Ctrl+D")  # means nothing any more
    _press(view, "Ctrl+J")
    assert [one.checked for one in view.model.meeting.utterances[1:4]] == [False, True, False]
    assert load()[0].editor.keys == "check.anywhere=Ctrl+J"
    assert "Ctrl+J" in Keyboard(load()[0].editor.keys, keep=lambda _saved: None).first("check")


def test_buttons_say_the_new_key_and_all_go_back_together(view: EditorView) -> None:
    sheet = view.commands.errands.show_keys()
    sheet.table.setCurrentCell(_row_of(sheet, "find.anywhere"), 0)
    assert sheet.take("F11")
    assert view.buttons["find"].toolTip().endswith("（F11）")
    sheet.all_first.click()
    assert view.buttons["find"].toolTip().endswith("（Ctrl+F）")
    assert load()[0].editor.keys == ""
    sheet.close()


def test_keys_of_the_input_method_cannot_be_changed(view: EditorView) -> None:
    sheet = view.commands.errands.show_keys()
    sheet.table.setCurrentCell(_row_of(sheet, "finish.typing"), 0)
    assert not sheet.other.isEnabled()
    assert not sheet.first.isEnabled()
    sheet.close()


@pytest.mark.parametrize(
    ("key", "modifiers", "shown"),
    [
        (Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier, "Ctrl+J"),
        (Qt.Key.Key_5, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier, "Alt+5"),
        (Qt.Key.Key_F11, Qt.KeyboardModifier.NoModifier, "F11"),
    ],
)
def test_the_question_takes_the_next_key_without_the_input_method(
    view: EditorView, until: Until, key: Qt.Key, modifiers: Qt.KeyboardModifier, shown: str
) -> None:
    asking = KeyQuestion("確認済", view, numbered=False)
    asking.show()
    asking.activateWindow()
    until(asking.isActiveWindow)
    assert not asking.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    QTest.keyClick(asking, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    assert asking.isVisible()
    QTest.keyClick(asking, key, modifiers)
    assert asking.sequence == shown
    assert not asking.isVisible()
    asking.deleteLater()


def test_everything_that_can_be_done_stands_in_the_menu_with_its_key(view: EditorView, until: Until) -> None:
    view.more.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    entries = [action for one in (menu, *menu.findChildren(QMenu)) for action in one.actions()]
    shown = {action.text() for action in entries}
    assert {"重要にする・戻す\tCtrl+I", words.menu_entry(words.KEYS["again"], "Ctrl+R")} <= shown
    entry = next(action for action in entries if action.text().startswith(words.KEYS["important"]))
    view.utterances.go(3)
    entry.trigger()
    menu.close()
    assert view.model.meeting.utterances[3].important
    assert all(isinstance(button, QPushButton) and button.toolTip() for button in view.buttons.values())


def test_keys_that_are_changed_in_the_settings_count_at_once(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as workshop, open_editor(a_folder(tmp_path), until, Decks(), workshop) as view:
        change("editor.keys", "find.anywhere=F12")
        change("editor.back_seconds", "5")
        workshop.adopt(load()[0])
        assert view.buttons["find"].toolTip().endswith("（F12）")
        assert view.playback.back_ms == 5000
        view.player.skip.click()
        view.keyboard.reset()
        assert view.playback.skips_silence, "another setting does not take back what was chosen in the player"
        assert workshop.settings.editor.keys == ""
