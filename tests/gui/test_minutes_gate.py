"""確定 on the page 会議録: what stands against it, the way to each place, the reason that overrules."""

import hashlib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minutes_app.gui.view_models.home import Column
from minutes_app.gui.view_models.results import MOST
from minutes_app.gui.views.gate_panel import GatePanel
from minutes_app.logbook import Action
from minutes_app.meeting.edit import set_text
from minutes_app.meeting.model import Item, Meeting, Point
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.wording import home as home_words, minutes_faces as words
from tests.gui.minutes_page import SAID, a_decided_meeting, a_page, click_row, decided_folder, texts
from tests.gui.scene import Until, answered, press, window_on

GOOD = Item("i1", "decision", SAID[3], utterance_ids=("u3",))
WRONG = Item("i2", "decision", "会費は2千円とする。", utterance_ids=("u3",))


def doubtful() -> Meeting:
    """A wrong amount, a 要点 without evidence, an utterance to be checked, and a guessed place."""
    meeting = a_decided_meeting(items=(GOOD, WRONG))
    said = tuple(replace(one, flags=("low_confidence",)) if one.id == "u2" else one for one in meeting.utterances)
    point = Point("p1", "会場を決めた。", "a1", ())
    occasion = replace(meeting.occasion, guessed=("place",))
    return replace(meeting, utterances=said, points=(point,), occasion=occasion)


class Audit(list[tuple[Action, str, str]]):
    """Remembers what was audited."""

    def note(self, action: Action, meeting: str, sha256: str) -> None:
        self.append((action, meeting, sha256))


def the_gate(window: Any, folder: Path, until: Until) -> GatePanel:
    faces = a_page(window, folder, until)
    window.documents_view.tabs.setCurrentWidget(faces.gate)
    gate = faces.gate
    assert isinstance(gate, GatePanel)
    return gate


def test_what_is_proved_is_final_by_one_button_and_every_page_shows_it(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, a_decided_meeting(items=(GOOD,)))
    audit = Audit()
    with window_on(tmp_path, audit=audit.note) as window:
        gate = the_gate(window, folder, until)
        assert gate.note.text() == words.GATE_CLEAR
        assert not window.documents_view.faces.chip.isVisible()
        press(gate, words.CONFIRM)
        until(lambda: load(folder).status == "confirmed")
        until(lambda: window.documents_view.faces.chip.isVisible())
        assert gate.state.text() == "状態: 確定"
        assert "確定しました: " in gate.kept.text()
        assert not gate.confirm.isVisible()
        [kept] = load(folder).confirmations
        assert (kept.reason, kept.open_places, bool(kept.who)) == ("", (), True)
        assert audit[-1] == (Action.CONFIRMED, "m1", "")
        window.go_home()
        until(lambda: window.home.table.shown and window.home.table.shown[0].status == "confirmed")
        assert window.home.table.index(0, Column.STATE.value).data() == "確定"
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        assert window.editor.chip.isVisible()
        window.editor.model.do(set_text(window.editor.model.meeting, "u2", "使用料は1時間600円です。"))
        assert not window.editor.chip.isVisible(), "whoever edits opens it again"
        window.editor.model.undo()
        assert window.editor.chip.isVisible()


def test_what_stands_against_it_is_listed_and_each_line_leads_to_its_place(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, doubtful())
    with window_on(tmp_path) as window:
        gate = the_gate(window, folder, until)
        view = window.documents_view
        assert texts(gate.list) == [
            "2 決定事項「会費は2千円とする。」: 金額「2千円」が、根拠の発言[00:00:12]にも開催概要にもありません。",
            "1 要点「会場を決めた。」: 根拠になる発言がありません（消した発言・非公開の発言は根拠になりません）。",
            f"[00:00:08] 要確認のままの発言があります。「{SAID[2]}」",
            "開催概要の「場所」が、録音からの推定のままです。",
        ]
        assert view.tabs.tabText(view.tabs.indexOf(gate)) == "確定（4）"
        click_row(gate.list, "2 決定事項")
        assert view.faces.results.isVisible()
        assert view.faces.results.list.currentItem().text().startswith("2　決定事項　会費は2千円とする。")
        view.tabs.setCurrentWidget(gate)
        click_row(gate.list, "開催概要の")
        until(lambda: view.form.lines["place"].hasFocus())
        view.tabs.setCurrentWidget(gate)
        gate.list.setCurrentRow(2)
        QTest.keyClick(gate.list, Qt.Key.Key_Return)
        until(lambda: window.editor.model.is_open)
        assert window.editor.view.utterances.row() == 2


def test_a_person_overrules_with_a_reason_that_is_kept(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, doubtful())
    audit = Audit()
    with window_on(tmp_path, audit=audit.note) as window:
        gate = the_gate(window, folder, until)
        assert not gate.confirm.isEnabled()
        gate.reason.setText("　")
        assert not gate.confirm.isEnabled()
        gate.reason.setText("議長が録音で確かめたため")
        press(gate, words.CONFIRM_DESPITE)
        until(lambda: load(folder).status == "confirmed")
        [kept] = load(folder).confirmations
        assert kept.reason == "議長が録音で確かめたため"
        assert len(kept.open_places) == 4
        assert SAID[2] not in "".join(kept.open_places), "an utterance may become 非公開 later"
        until(lambda: "理由: 議長が録音で確かめたため" in gate.kept.text())
        digest = hashlib.sha256("議長が録音で確かめたため".encode()).hexdigest()
        assert audit[-1] == (Action.OVERRULED, "m1", digest)


def test_a_reason_overrules_only_what_was_on_the_screen(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, doubtful())
    with window_on(tmp_path) as window:
        gate = the_gate(window, folder, until)
        with OpenMeeting(folder) as book:
            book.commit(set_text(book.meeting, "u3", "会費は三千円とすることに決定します。"))
        gate.reason.setText("確かめたため")
        press(gate, words.CONFIRM_DESPITE)
        until(gate.told.isVisible)
        assert gate.told.text() == words.NEWLY_FOUND
        assert load(folder).status == "proofreading"
        until(lambda: gate.list.count() == 5)
        press(gate, words.CONFIRM_DESPITE)
        until(lambda: load(folder).status == "confirmed")


def test_where_the_editor_has_the_meeting_it_is_final_there_and_can_be_undone(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, a_decided_meeting(items=(GOOD,)))
    audit = Audit()
    with window_on(tmp_path, audit=audit.note) as window:
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        gate = the_gate(window, folder, until)
        press(gate, words.CONFIRM)
        until(lambda: window.editor.model.meeting.status == "confirmed")
        until(lambda: gate.is_confirmed)
        until(lambda: (Action.CONFIRMED, "m1", "") in audit)
        press(window.documents_view, "元に戻す")
        until(lambda: not gate.is_confirmed)
        assert window.editor.model.meeting.confirmations == ()


def test_the_list_of_meetings_leads_to_the_gate_where_something_stands_against_it(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = decided_folder(tmp_path, doubtful())
    asked = answered(monkeypatch, home_words.CONFIRM_THERE)
    with window_on(tmp_path) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        window.home_view.standing.choices["confirmed"].trigger()
        until(lambda: window.documents.results.meeting is not None)
        assert asked == [home_words.CONFIRM_NOT]
        assert window.documents_view.faces.gate.isVisible()
    assert load(folder).status == "proofreading"


def test_a_point_is_opened_in_its_list_even_where_nothing_can_be_heard(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path, doubtful())
    with window_on(tmp_path) as window:
        gate = the_gate(window, folder, until)
        click_row(gate.list, "1 要点")
        until(lambda: window.editor.model.is_open)
        points = window.editor.view.points
        until(points.isVisible)
        chosen = points.view.chosen()
        assert chosen is not None
        assert chosen.id == "p1"


def test_a_long_list_says_how_much_it_leaves_out(tmp_path: Path, until: Until) -> None:
    meeting = a_decided_meeting()
    said = tuple(replace(meeting.utterances[0], id=f"u{at}", start_ms=at, flags=("loop",)) for at in range(MOST + 7))
    folder = decided_folder(tmp_path, replace(meeting, utterances=said))
    with window_on(tmp_path) as window:
        gate = the_gate(window, folder, until)
        assert gate.list.count() == MOST
        assert gate.more.text() == words.more_left(7)
        rows = window.documents_view.faces.results.list
        assert rows.item(MOST + 1).text() == words.more(7)
        assert texts(window.documents_view.panel.points)[-1].startswith(f"答えていない案: {MOST + 7}件")
