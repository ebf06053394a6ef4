"""回答の取りまとめ by clicks: what came back is shown, taken and refused, and nothing happens without a person."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from minutes_app.gui.jobs import Failure
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.replies import RepliesView
from minutes_app.gui.views.window import Window
from minutes_app.meeting.store import create, load
from minutes_app.word.reply_form import publications_of, record_of, to_json
from minutes_app.word.writer import Writer
from minutes_app.wording import replies_page as words
from tests.answering import Paper
from tests.gui.controls import unusable
from tests.gui.editing import Decks
from tests.gui.scene import Until, answered, held, press, window_on
from tests.publishing import folder_with, published_meeting, sent

TAIL = "髙﨑𠮷🎉"


@dataclass
class Scene:
    window: Window
    view: RepliesView
    folder: Path
    shared: Path
    copies: dict[str, Path]
    until: Until

    def gather(self) -> None:
        press(self.view, words.GATHER)
        self.until(lambda: not self.view.model.is_busy)

    def choose(self, number: int) -> None:
        row = [one.entry.number for one in self.view.model.rows].index(number)
        place = self.view.list.visualRect(self.view.table.index(row, 0)).center()
        QTest.mouseClick(self.view.list.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(place))
        assert self.view.chosen is not None
        assert self.view.chosen.entry.number == number

    def press(self, text: str) -> None:
        press(self.view, text)
        self.until(lambda: not self.view.model.is_busy)

    def said(self, utterance: int) -> str:
        return load(self.folder).utterances[utterance].text


@pytest.fixture
def scene(tmp_path: Path, until: Until) -> Iterator[Scene]:
    library, shared = tmp_path / "会議", tmp_path / "共有"
    shared.mkdir()
    folder = folder_with(library, published_meeting())
    with Writer() as writer:
        publication, _puts = sent(folder, shared, writer, deadline="2026-12-02")
    copies = {one.person: shared / one.name for one in publication.files}
    Paper(copies["1"]).tick("1").track("u_u2", "その2", "その二", "髙橋 一郎").save()
    Paper(copies["2"]).overwrite("u_u2", "その2", "その弐").write("opinion", "2", "議題2の<名前>が違います。").save()
    with window_on(library) as window:
        window.open_documents(folder)
        until(lambda: window.documents.meeting)
        door = window.findChild(FilingDoor)
        assert door is not None
        window.documents_view.tabs.setCurrentWidget(door.face)
        press(door.face, words.OPEN)
        assert door.replies is not None
        view = door.replies
        until(lambda: not view.model.is_busy)
        yield Scene(window, view, folder, shared, copies, until)


def test_what_came_back_is_listed_and_a_reply_is_shown_with_both_texts(scene: Scene) -> None:
    assert scene.view.hint.text() == words.NOTHING_YET
    scene.gather()
    assert [row[1:] for row in scene.view.table.texts] == [
        ("文の直し", "髙橋 一郎", "[00:00:02]話者1", "未決"),
        ("修正意見", "𠮷田 花子", "確認欄", "未決"),
        ("文の直し", "𠮷田 花子", "[00:00:02]話者1", "未決（衝突）"),
    ]
    scene.choose(1)
    page = scene.view.detail.toPlainText()
    assert f"配った文\n発言その2です。{TAIL}" in page
    assert f"意見\n発言その二です。{TAIL}" in page
    assert [row[1] for row in scene.view.people.texts] == ["意見あり（未決1件）", "意見あり（未決2件）", "未回答"]
    scene.choose(2)
    assert "議題2の<名前>が違います。" in scene.view.detail.toPlainText()


def test_taking_changes_the_meeting_and_it_can_be_taken_back(scene: Scene) -> None:
    scene.gather()
    scene.choose(1)
    scene.press(words.TAKE)
    assert scene.said(2) == f"発言その二です。{TAIL}"
    assert "1" not in [row[0] for row in scene.view.table.texts]
    assert scene.view.people.texts[0] == ("髙橋 一郎", "確認済")
    scene.view.done.click()
    scene.choose(1)
    assert not scene.view.take.isEnabled()
    scene.press(words.UNDO)
    assert scene.said(2) == f"発言その2です。{TAIL}"


def test_a_place_that_has_changed_since_is_asked_about_and_esc_changes_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.gather()
    scene.choose(1)
    scene.press(words.TAKE)
    asked = answered(monkeypatch)
    scene.choose(3)
    assert f"今の文\n発言その二です。{TAIL}" in scene.view.detail.toPlainText()
    scene.press(words.TAKE)
    assert asked == [words.ASK_ANYWAY]
    assert scene.said(2) == f"発言その二です。{TAIL}"
    answered(monkeypatch, words.ANYWAY)
    scene.press(words.TAKE)
    assert scene.said(2) == f"発言その弐です。{TAIL}"


def test_refused_ones_leave_the_list_and_stay_in_the_record(scene: Scene) -> None:
    scene.gather()
    scene.choose(2)
    scene.press(words.REFUSE)
    assert [row[0] for row in scene.view.table.texts] == ["1", "3"]
    scene.view.done.click()
    assert scene.view.table.texts[1][4] == "見送り"


def test_a_file_that_cannot_be_read_is_told_and_the_others_are_there(scene: Scene) -> None:
    scene.copies["3"].write_bytes(b"PK\3\4 broken")
    scene.gather()
    assert "うち1つは読めませんでした" in scene.view.told.text()
    assert "ファイルが壊れています" in scene.view.files_read.toPlainText()
    assert len(scene.view.table.texts) == 3


def test_an_answer_in_another_format_is_named_and_the_others_are_there(scene: Scene) -> None:
    (scene.shared / "山﨑の回答.odt").write_bytes(b"x")
    scene.gather()
    assert (
        scene.view.told.text()
        == "⚠ 4つの文書を読みました。ほかに、取り込んでいないファイルが1つあります（「読んだ文書」に名前があります）。"
    )
    first = scene.view.files_read.toPlainText().splitlines()[0]
    assert first.startswith(
        "⚠ 回答として読めない形式のファイルが1件あります: 山﨑の回答.odt（LibreOfficeの文書）。何も取り込んでいません。"
    )
    assert len(scene.view.table.texts) == 3
    scene.gather()
    assert scene.view.files_read.toPlainText().count("山﨑の回答.odt") == 1


def test_the_reminder_is_in_the_clipboard(scene: Scene) -> None:
    scene.gather()
    scene.view.tabs.setCurrentIndex(1)
    press(scene.view, words.REMIND)
    text = QApplication.clipboard().text()
    assert "山﨑 太郎 様" in text
    assert "髙橋" not in text
    assert scene.view.told.text() == words.COPIED


@pytest.mark.parametrize(
    ("is_missing", "sentence"), [(False, words.NO_SOUND), (True, words.NO_DEVICE)], ids=["gone", "nothing to hear with"]
)
def test_the_sound_of_a_reply_is_told_of_where_there_is_none(
    scene: Scene, monkeypatch: pytest.MonkeyPatch, is_missing: bool, sentence: str
) -> None:
    """The recording has gone; or it is there, and there is nothing to hear with."""
    if is_missing:
        (scene.folder / "recording-1.wav").write_bytes(b"RIFF")
    monkeypatch.setattr(scene.view.playback, "_find", Decks(missing=is_missing))
    scene.gather()
    scene.choose(1)
    press(scene.view, words.PLAY)
    assert scene.view.told.text() == sentence
    assert scene.view.told.isVisible()


def test_a_reply_is_played_at_its_utterance_and_stops(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    (scene.folder / "recording-1.wav").write_bytes(b"RIFF")
    decks = Decks()
    monkeypatch.setattr(scene.view.playback, "_find", decks)
    scene.gather()
    scene.choose(1)
    press(scene.view, words.PLAY)
    [deck] = decks.made
    assert ("recording-1.wav", 1000) in deck.did, "the utterance begins at two seconds; a second earlier, for the ear"
    assert deck.did[-1:] == ["play"]
    press(scene.view, words.STOP)
    assert deck.did[-1:] == ["pause"]
    scene.choose(2)
    assert not scene.view.play.isEnabled(), "an opinion without a time has no place"


def test_every_control_has_a_name_and_a_size_on_every_tab(scene: Scene) -> None:
    scene.gather()
    for tab in range(scene.view.tabs.count()):
        scene.view.tabs.setCurrentIndex(tab)
        assert unusable(scene.view) == []


def test_the_page_is_worked_by_keyboard(scene: Scene) -> None:
    scene.gather()
    scene.view.list.setFocus()
    QTest.keyClick(scene.view.list, Qt.Key.Key_Home)
    QTest.keyClick(scene.view.list, Qt.Key.Key_Down)
    assert scene.view.chosen is not None
    assert scene.view.chosen.entry.number == 2
    scene.view.refuse.setFocus()
    QTest.keyClick(scene.view.refuse, Qt.Key.Key_Space)
    scene.until(lambda: not scene.view.model.is_busy)
    assert [row[0] for row in scene.view.table.texts] == ["1", "3"]


def test_the_editor_has_given_the_meeting_back_and_shows_the_new_text_afterwards(scene: Scene) -> None:
    scene.gather()
    scene.choose(1)
    scene.press(words.TAKE)
    scene.window.open_meeting(scene.folder)
    scene.until(lambda: scene.window.editor.model.is_open)
    assert scene.window.editor.model.meeting.utterances[2].text == f"発言その二です。{TAIL}"
    scene.window.editor.leave()


def test_a_meeting_that_was_not_published_says_what_to_do_first(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, published_meeting())
    with window_on(tmp_path) as window:
        door = window.findChild(FilingDoor)
        assert door is not None
        door.open_replies(folder)
        assert door.replies is not None
        view = door.replies
        until(lambda: not view.model.is_busy)
        assert view.hint.text() == words.NOTHING_PUBLISHED
        assert not view.gather.isEnabled()


def test_a_server_that_nobody_has_named_is_not_asked_and_the_next_step_is_a_button(scene: Scene) -> None:
    [record] = publications_of(scene.folder)
    record_of(scene.folder, record.id).write_bytes(to_json(replace(record, folder=r"\\evil\c$")))
    told: list[Failure] = []
    scene.view.model.failed.connect(told.append)
    scene.gather()
    said = told[0].message.as_text()
    assert r"\\evil\c$" in said
    assert words.GATHER_FILES in said
    assert "--from" not in said


def test_what_is_read_for_one_meeting_is_never_shown_under_another(scene: Scene) -> None:
    scene.gather()
    other = shutil.copytree(scene.folder, scene.folder.parent / "ほか")
    model = scene.view.model
    seen: list[tuple[Path, bool]] = []
    model.changed.connect(lambda: seen.append((model.folder, model.is_busy and model.listed is not None)))
    with held(scene.window.workshop.documents):
        model.gather(tuple(scene.copies.values()))
        model.open(other)
    scene.until(lambda: not model.is_busy and model.listed is not None)
    assert (other, True) not in seen
    assert (model.lines, model.summary) == ([], "")


def test_a_reply_is_decided_only_in_the_meeting_whose_list_it_stands_in(scene: Scene) -> None:
    scene.gather()
    shown, other = scene.view.model.rows[0], shutil.copytree(scene.folder, scene.folder.parent / "ほか")
    before = load(other)
    scene.view.model.open(other)
    scene.until(lambda: not scene.view.model.is_busy)
    scene.view.model.take(shown, anyway=True)
    scene.until(lambda: not scene.view.model.is_busy)
    assert load(other) == before
