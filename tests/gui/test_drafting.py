"""A draft of 要点 in 校正: asked for by a button and one question, taken back by undo, confirmed by a person."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from minutes_app.gui.views.draft_door import DraftDoor
from minutes_app.gui.views.window import Window
from minutes_app.meeting.edit import mark_hidden
from minutes_app.meeting.store import create, load
from minutes_app.settings import load as load_settings
from minutes_app.wording import draft as words
from tests.draft.talking import asked, meeting, serving, set_up
from tests.gui.controls import unusable
from tests.gui.scene import Until, answered, window_on

SENT = "発言2件を、127.0.0.1 の言語モデルに渡しますか？"


@contextmanager
def editing(library: Path, until: Until, address: str = "") -> Iterator[tuple[Window, DraftDoor]]:
    """The meeting in 校正, with the side of 要点 in sight."""
    folder = create(library, meeting())
    with window_on(library) as window:
        door = DraftDoor(window)
        if address:
            set_up(address)
            window.workshop.adopt(load_settings()[0])
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        door.panel.agenda.setCurrentIndex(0)
        yield window, door


def texts(window: Window) -> list[str]:
    return [point.text for point in window.editor.model.meeting.points]


def test_without_a_language_model_nothing_of_it_shows(tmp_path: Path, until: Until) -> None:
    with editing(tmp_path / "会議", until) as (_window, door):
        assert door.ask.isHidden()
        assert door.confirm.isHidden()
        door.model.begin("")
        assert not door.model.is_busy


def test_a_draft_is_asked_for_by_one_question_and_confirmed_point_by_point(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions = answered(monkeypatch, words.SEND)
    with (
        serving("good", tmp_path / "server") as address,
        editing(tmp_path / "会議", until, address) as (window, door),
    ):
        assert not door.ask.isHidden()
        assert unusable(door.panel) == []
        door.ask.click()
        until(lambda: window.message.text)
        assert questions == [SENT]
        assert "要点の下書きを2件入れました。" in window.message.text
        assert all(text.startswith(f"【{words.MARK}】") for text in texts(window))
        door.panel.agenda.setCurrentIndex(2)
        door.panel.view.choose(window.editor.model.meeting.points[1].id)
        assert not door.confirm.isHidden()
        door.confirm.click()
        assert texts(window) == [f"【{words.MARK}】会場は市民センターとすることになった。", "見積りは佐藤係長が出す。"]
        assert not door.confirm.isEnabled()
        assert window.editor.model.undo()
        assert window.editor.model.undo()
        assert texts(window) == []
        assert door.confirm.isHidden()
        folder = window.editor.model.folder
    assert load(folder).points == ()


def test_who_says_no_sends_nothing(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    questions, place = answered(monkeypatch), tmp_path / "server"
    with serving("good", place) as address, editing(tmp_path / "会議", until, address) as (window, door):
        door.ask.click()
        assert questions == [SENT]
        assert not door.model.is_busy
        assert asked(place) == []
        assert texts(window) == []


def test_it_can_be_stopped_and_changes_nothing(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, words.SEND)
    place = tmp_path / "server"
    with serving("silent", place) as address, editing(tmp_path / "会議", until, address) as (window, door):
        door.ask.click()
        until(lambda: asked(place))
        assert not door.ask.isEnabled()
        until(lambda: not door.work.isHidden())
        door.work.stop.click()
        until(lambda: window.message.text == words.STOPPED)
        assert texts(window) == []


def test_a_wrong_answer_is_told_and_changes_nothing(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, words.SEND)
    with (
        serving("invented", tmp_path / "server") as address,
        editing(tmp_path / "会議", until, address) as (window, door),
    ):
        door.ask.click()
        until(lambda: window.message.text)
        assert "渡していない発言を根拠にした要点があります" in window.message.text
        assert "要点を人が書いてください" in window.message.text
        assert texts(window) == []


def test_an_answer_that_rests_on_what_was_hidden_meanwhile_is_not_taken(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    answered(monkeypatch, words.SEND)
    with (
        serving("good", tmp_path / "server") as address,
        editing(tmp_path / "会議", until, address) as (window, door),
    ):
        door.ask.click()
        model = window.editor.model
        assert model.do(mark_hidden(model.meeting, ["u0"]))
        until(lambda: window.message.text)
        assert "要点の下書きを" not in window.message.text
        assert texts(window) == []


@pytest.mark.parametrize("is_another_open", [False, True])
def test_leaving_the_meeting_forgets_the_answer(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch, is_another_open: bool
) -> None:
    answered(monkeypatch, words.SEND)
    place, library = tmp_path / "server", tmp_path / "会議"
    with serving("held", place) as address, editing(library, until, address) as (window, door):
        first, other = window.editor.model.folder, create(library, replace(meeting(), id="m-2"))
        door.ask.click()
        until(lambda: asked(place))
        window.go_home()
        if is_another_open:
            window.open_meeting(other)
            until(lambda: window.editor.model.is_open and window.editor.model.folder == other)
        (place / "go").touch()
        until(lambda: not door.model._lane.is_busy)
        assert "下書き" not in window.message.text
        assert not is_another_open or texts(window) == []
    assert load(first).points == ()
    assert load(other).points == ()


def test_the_question_offers_not_to_send_first(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    defaults: list[str] = []

    def look(box: QMessageBox) -> int:
        defaults.append(box.defaultButton().text() if box.defaultButton() else "")
        box.escapeButton().click()
        return 0

    monkeypatch.setattr(QMessageBox, "exec", look)
    with serving("good", tmp_path / "server") as address, editing(tmp_path / "会議", until, address) as (_window, door):
        door.ask.click()
    assert defaults == [words.KEEP]


def test_only_the_agenda_item_that_is_chosen_is_sent(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    questions, place = answered(monkeypatch, words.SEND), tmp_path / "server"
    with serving("good", place) as address, editing(tmp_path / "会議", until, address) as (window, door):
        door.panel.agenda.setCurrentIndex(2)
        door.ask.click()
        until(lambda: window.message.text)
        assert questions == ["発言1件を、127.0.0.1 の言語モデルに渡しますか？"]
        assert "佐藤係長" in asked(place)[0]["body"]["messages"][1]["content"]
        assert "市民センター" not in asked(place)[0]["body"]["messages"][1]["content"]
