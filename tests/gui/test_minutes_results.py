"""決定・宿題 on the page 会議録: proposals are put in, changed, refused, heard and undone, by mouse and by keyboard."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from minutes_app.gui.views.results_panel import ResultsPanel
from minutes_app.meeting.edit import change_item, set_text
from minutes_app.meeting.model import Item
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.wording import minutes_faces as words, secrecy
from tests.gui.controls import unusable
from tests.gui.editing import Decks
from tests.gui.minutes_page import SAID, a_decided_meeting, a_page, click_row, decided_folder, texts
from tests.gui.scene import Until, answered, press, window_on

DECISION = Item("i1", "decision", "会場は市民センターとする。", utterance_ids=("u0",), cue="決まりました")
TASK = Item("i2", "task", "資料を配布する。", "総務課", "来週の金曜まで", ("u4",))


@pytest.fixture
def decks(monkeypatch: pytest.MonkeyPatch) -> Decks:
    """A player that only remembers."""
    made = Decks()
    monkeypatch.setattr("minutes_app.gui.sound.find_decks", made)
    return made


def key(panel: ResultsPanel, which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    panel.list.setFocus()
    QTest.keyClick(panel.list, which, held)


def test_proposals_stand_there_with_their_cue_and_are_in_no_minutes_yet(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        tabs = window.documents_view.tabs
        assert tabs.tabText(tabs.indexOf(faces.results)) == "決定・宿題（案4）"
        rows = [faces.results.list.item(row).text() for row in range(faces.results.list.count())]
        assert rows[0] == "案（4件）"
        assert rows[1] == "決定事項？　会場は市民センターに決まりました。\n[00:00:00]　手がかり: 決まりました"
        assert "担当: 佐藤係長　期限: 12月15日まで → 令和8年12月15日（火）？　[00:00:04]" in rows[2]
        assert rows[-2:] == ["会議録に入れたもの（0件）", words.NOTHING_PUT_IN]
        assert load(folder).items == ()


def test_by_keyboard_one_is_put_in_the_next_refused_and_both_are_undone(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        panel = faces.results
        window.documents_view.tabs.setCurrentWidget(panel)
        key(panel, Qt.Key.Key_Return)
        assert texts(panel.list)[1].startswith("宿題？　見積りは"), "the next one waits at once"
        key(panel, Qt.Key.Key_Delete)
        until(lambda: len(load(folder).answers) == 2)
        meeting = load(folder)
        assert [(one.kind, one.text, one.cue) for one in meeting.items] == [("decision", SAID[0], "決まりました")]
        assert [one.answer for one in meeting.answers] == ["confirmed", "refused"]
        until(lambda: texts(panel.list)[3:5] == ["会議録に入れたもの（1件）", f"1　決定事項　{SAID[0]}"])
        until(lambda: faces.undo.isEnabled())
        key(panel, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(lambda: len(load(folder).answers) == 1)
        until(lambda: len(window.documents.results.waiting) == 3)
        key(panel, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(lambda: load(folder).items == ())
        until(lambda: len(window.documents.results.waiting) == 4)
        press(window.documents_view, "やり直す")
        until(lambda: len(load(folder).items) == 1)


def test_a_click_plays_what_a_proposal_rests_on_and_another_stops(tmp_path: Path, until: Until, decks: Decks) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        panel = faces.results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "宿題？　見積り")
        assert texts(panel.hearing.lines) == [f"[00:00:04]「{SAID[1]}」"]
        [deck] = decks.made
        assert ("recording-1.wav", 3000) in deck.did
        assert panel.listen.text() == words.STOP
        press(panel, words.STOP)
        assert deck.did[-1] == "pause"
        key(panel, Qt.Key.Key_Space)
        assert panel.hearing.is_playing
        window.go_home()
        assert "close" in deck.did


def test_a_proposal_is_changed_before_it_is_put_in_and_its_date_is_confirmed(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "宿題？　資料は")
        key(panel, Qt.Key.Key_F2)
        sheet = panel.sheet
        assert sheet is not None
        assert unusable(sheet) == []
        assert sheet.due.text() == "来週の金曜まで"
        assert sheet.meant.text() == "→ 令和8年12月4日（金）"
        press(sheet, words.USE_DATE)
        sheet.text.setPlainText("資料を配る。")
        sheet.kind.setCurrentIndex(sheet.kind.findData("request"))
        sheet.speech.item(0).setCheckState(Qt.CheckState.Checked)
        press(sheet, words.KEEP_IN)
        until(lambda: load(folder).items)
        [item] = load(folder).items
        assert (item.kind, item.text, item.owner, item.due) == ("request", "資料を配る。", "総務課", "2026-12-04")
        assert item.utterance_ids == ("u0", "u4")
        assert load(folder).answers[0].answer == "changed"


def test_a_sheet_without_words_or_evidence_cannot_be_kept(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, a_decided_meeting(items=(DECISION,)))
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "1　決定事項")
        press(panel, words.CHANGE)
        sheet = panel.sheet
        assert sheet is not None
        sheet.text.setPlainText("　")
        assert sheet.wrong.text() == words.TEXT_EMPTY
        assert not sheet.keep.isEnabled()
        sheet.text.setPlainText("会場は市民会館とする。")
        sheet.speech.item(0).setCheckState(Qt.CheckState.Unchecked)
        assert sheet.wrong.text() == words.RESTS_ON_NOTHING
        press(sheet, words.CANCEL)
        assert load(folder).items == (DECISION,)


def test_items_are_dated_moved_and_removed(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, a_decided_meeting(items=(DECISION, TASK)))
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "2　宿題")
        assert "期限: 来週の金曜まで → 令和8年12月4日（金）？" in panel.list.currentItem().text()
        key(panel, Qt.Key.Key_D)
        until(lambda: load(folder).items[1].due == "2026-12-04")
        until(lambda: not panel.date.isVisible())
        key(panel, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        until(lambda: [one.id for one in load(folder).items] == ["i2", "i1"])
        until(lambda: texts(panel.list)[-2].startswith("1　宿題"))
        assert panel.list.currentItem().text().startswith("1　宿題"), "the same item stays chosen"
        key(panel, Qt.Key.Key_Delete)
        until(lambda: [one.id for one in load(folder).items] == ["i1"])


def test_what_was_refused_can_be_seen_and_put_in_after_all(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        assert not panel.refused.isVisible()
        press(panel, words.REFUSE)
        until(lambda: panel.refused.isVisible())
        panel.refused.click()
        assert texts(panel.list)[-2] == "要らないと答えた案（1件）"
        click_row(panel.list, "決定事項？　会場は")
        assert not panel.refuse.isVisible()
        press(panel, words.TAKE)
        until(lambda: [one.text for one in load(folder).items] == [SAID[0]])


def test_the_utterance_of_a_row_is_opened_in_the_editor(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "決定事項？　会費は")
        key(panel, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        until(lambda: window.editor.model.is_open)
        assert window.editor.view.utterances.row() == 3


def test_where_the_editor_has_the_meeting_its_history_has_the_answers_too(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        model = window.editor.model
        model.do(set_text(model.meeting, "u2", "使用料は1時間600円です。"))
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        press(panel, words.TAKE)
        assert [one.text for one in model.meeting.items] == [SAID[0]]
        assert model.undo_name == "決定事項・宿題の追加"
        until(lambda: len(window.documents.results.waiting) == 3)
        press(window.documents_view, "元に戻す")
        assert model.meeting.items == ()
        assert model.meeting.utterances[2].text == "使用料は1時間600円です。"
        until(lambda: len(window.documents.results.waiting) == 4)


def test_an_answer_that_cannot_be_kept_is_told_and_the_proposal_is_there_again(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        with OpenMeeting(folder):
            press(panel, words.TAKE)
            until(lambda: window.message.text)
        assert "開いています" in window.message.text
        assert texts(panel.list)[1].startswith("決定事項？　会場は")
        assert load(folder).items == ()


def test_what_somebody_else_edited_meanwhile_is_not_undone(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        window.documents_view.tabs.setCurrentWidget(faces.results)
        press(faces.results, words.TAKE)
        until(lambda: len(window.documents.results.waiting) == 3)
        with OpenMeeting(folder) as book:
            [item] = book.meeting.items
            book.commit(change_item(book.meeting, replace(item, text="別の人が直した。")))
        press(window.documents_view, "元に戻す")
        until(lambda: window.message.text)
        assert words.CANNOT_UNDO in window.message.text
        assert load(folder).items[0].text == "別の人が直した。"
        until(lambda: not faces.undo.isEnabled())


def test_every_control_has_a_name_and_a_size(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, a_decided_meeting(items=(TASK,)))
    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        for face in (faces.results, faces.duties, faces.gate):
            window.documents_view.tabs.setCurrentWidget(face)
            assert unusable(face) == []


@pytest.mark.parametrize("size", [(1366, 768), (911, 512)])
def test_no_face_scrolls_sideways_where_letters_are_large_or_the_screen_small(
    tmp_path: Path, until: Until, size: tuple[int, int]
) -> None:
    folder = decided_folder(tmp_path, a_decided_meeting(items=(DECISION, TASK)))
    with window_on(tmp_path, text_percent=150 if size[0] > 1000 else 100) as window:
        a_page(window, folder, until)
        window.resize(*size)
        tabs = window.documents_view.tabs
        for place, name in enumerate(tabs.bar.buttons):
            name.click()
            assert tabs.currentIndex() == place
            until(lambda: tabs.currentWidget().isVisible())
            face = tabs.currentWidget()
            areas = [one for one in (face, *face.findChildren(QScrollArea)) if isinstance(one, QScrollArea)]
            assert [one for one in areas if one.horizontalScrollBar().maximum()] == [], name.text()
            outside = [one for one in tabs.bar.buttons if one.geometry().right() > tabs.bar.width()]
            assert outside == [], "names go on in the next line"
        assert window.width() == size[0]


def test_what_rests_on_nothing_but_what_is_hidden_is_told_only_after_a_question(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    meeting = a_decided_meeting(items=(DECISION,))
    hidden = tuple(replace(one, hidden=one.id == "u0") for one in meeting.utterances)
    folder = decided_folder(tmp_path, replace(meeting, utterances=hidden))
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "1　決定事項")
        assert secrecy.HELD_BACK in panel.list.currentItem().text()
        assert panel.hearing.note.text() == words.NO_EVIDENCE
        asked = answered(monkeypatch, secrecy.NO)
        press(panel, secrecy.RELEASE)
        assert asked == [secrecy.ASK]
        answered(monkeypatch, secrecy.YES)
        press(panel, secrecy.RELEASE)
        until(lambda: load(folder).items[0].released)
        until(lambda: panel.release.text() == secrecy.HOLD_BACK)
        press(panel, secrecy.HOLD_BACK)
        until(lambda: not load(folder).items[0].released)


def test_a_click_on_another_row_plays_that_one(tmp_path: Path, until: Until, decks: Decks) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        click_row(panel.list, "決定事項？　会場は")
        click_row(panel.list, "決定事項？　会費は")
        assert panel.hearing.is_playing
        [deck] = decks.made
        assert [one for one in deck.did if isinstance(one, tuple)][-1] == ("recording-1.wav", 11_000)
        press(panel, words.STOP)


def press_key(which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """Where the focus is."""
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, which, held)


def tab_to(wanted: QWidget) -> None:
    for _step in range(20):
        if wanted.hasFocus():
            return
        press_key(Qt.Key.Key_Tab)
    raise AssertionError(f"not reached: {wanted}, {QApplication.focusWidget()}")


def test_from_the_names_of_the_faces_to_a_final_record_by_keyboard_alone(tmp_path: Path, until: Until) -> None:
    meeting = a_decided_meeting()
    said = tuple(replace(one, flags=("loop",)) if one.id == "u2" else one for one in meeting.utterances)
    folder = decided_folder(tmp_path, replace(meeting, utterances=said))

    with window_on(tmp_path) as window:
        faces = a_page(window, folder, until)
        view = window.documents_view
        view.tabs.bar.buttons[0].setFocus()
        until(view.tabs.bar.buttons[0].hasFocus)
        press_key(Qt.Key.Key_Right)
        press_key(Qt.Key.Key_Right)
        assert view.tabs.currentWidget() is faces.results
        tab_to(faces.results.list)
        press_key(Qt.Key.Key_Return)
        until(lambda: load(folder).items)
        tab_to(faces.results.hearing.lines)
        view.tabs.bar.buttons[2].setFocus()
        press_key(Qt.Key.Key_Right)
        press_key(Qt.Key.Key_Right)
        assert view.tabs.currentWidget() is faces.gate
        tab_to(faces.gate.reason)
        QTest.keyClicks(faces.gate.reason, "checked")
        press_key(Qt.Key.Key_Return)
        until(lambda: load(folder).status == "confirmed")
        until(lambda: faces.undo.isEnabled() and faces.chip.isVisible())
        press_key(Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        until(lambda: load(folder).status == "proofreading")


def test_what_nobody_has_proposed_is_put_in_with_its_evidence(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        press(panel, words.ADD)
        sheet = panel.sheet
        assert sheet is not None
        assert sheet.wrong.text() == words.TEXT_EMPTY
        sheet.text.setPlainText("使用料は1時間550円とする。")
        until(lambda: sheet.speech.count())
        assert f"[00:00:08]「{SAID[2]}」" in texts(sheet.speech)
        assert sheet.wrong.text() == words.RESTS_ON_NOTHING
        row = texts(sheet.speech).index(f"[00:00:08]「{SAID[2]}」")
        sheet.speech.item(row).setCheckState(Qt.CheckState.Checked)
        press(sheet, words.KEEP_IN)
        until(lambda: load(folder).items)
        [item] = load(folder).items
        assert (item.kind, item.text, item.utterance_ids) == ("decision", "使用料は1時間550円とする。", ("u2",))
        assert load(folder).answers == ()


def test_an_item_that_has_lost_its_evidence_is_offered_what_it_may_rest_on(tmp_path: Path, until: Until) -> None:
    lost = Item("i1", "decision", "会費は千円とする。", utterance_ids=())
    folder = decided_folder(tmp_path, a_decided_meeting(items=(lost,)))
    with window_on(tmp_path) as window:
        panel = a_page(window, folder, until).results
        window.documents_view.tabs.setCurrentWidget(panel)
        panel.go_to("i1")
        press(panel, words.CHANGE)
        sheet = panel.sheet
        assert sheet is not None
        assert sheet.keep.isEnabled(), "its other parts can be changed without"
        row = texts(sheet.speech).index(f"[00:00:12]「{SAID[3]}」")
        sheet.speech.item(row).setCheckState(Qt.CheckState.Checked)
        press(sheet, words.KEEP)
        until(lambda: load(folder).items[0].utterance_ids == ("u3",))
