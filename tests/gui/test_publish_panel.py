"""確認に回す in the window: who is asked, until when, what comes to lie in the shared folder, and what waits."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QPushButton

from minutes_app.gui.jobs import Lane
from minutes_app.gui.publish_work import Sending, Standing, publish_meeting, read_standing
from minutes_app.gui.view_models.publishing import PublishModel
from minutes_app.gui.views.publish_panel import PublishPanel
from minutes_app.gui.views.window import Window
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.paperwork import Paperwork
from minutes_app.meeting.store import load
from minutes_app.minutes.wareki import japanese_date
from minutes_app.progress import Cancelled, Progress, Report, no_report
from minutes_app.publishing import Wish
from minutes_app.settings import change, load as load_settings
from minutes_app.share import outbox
from minutes_app.share.outbox import waiting
from minutes_app.tools import Tools
from minutes_app.word.publish import Copied, Letter, Printed
from minutes_app.word.reply_form import publications_of
from minutes_app.word.template import POINTS, SUMMARY, VERBATIM, find
from minutes_app.word.writer import Writer
from minutes_app.wording import gui as general, handing, minutes_faces as faces_words, publishing as words
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.gui.scene import Until, answered, press, window_on
from tests.publishing import WriterHere, folder_with, published_meeting


class SlowWriter(WriterHere):
    """Dresses nothing before the gate is open."""

    def __init__(self) -> None:
        super().__init__()
        self.gate = threading.Event()

    def dressed(self, content: bytes, letter: Letter, *, report: Report = no_report) -> Iterator[Printed | Copied]:
        assert self.gate.wait(60)
        yield from super().dressed(content, letter, report=report)


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "共有（秘）①"
    folder.mkdir()
    return folder


def panel_of(window: Window) -> PublishPanel:
    [panel] = window.documents_view.tabs.findChildren(PublishPanel)
    return panel


def opened(
    window: Window, library: Path, until: Until, meeting: Meeting | None = None, *, writer: Writer | None = None
) -> PublishPanel:
    """The panel of a meeting, with real Word files behind it."""
    window.workshop.tools = replace(window.workshop.tools, writer=writer or WriterHere())
    folder = folder_with(library, meeting or published_meeting())
    window.open_documents(folder)
    until(lambda: window.documents.meeting and panel_of(window).template.count())
    panel = panel_of(window)
    window.documents_view.tabs.setCurrentWidget(panel)
    return panel


def sent(panel: PublishPanel, until: Until) -> None:
    press(panel, words.PUBLISH)
    until(lambda: not panel.model.is_sending)


def test_everybody_who_was_there_gets_a_file_and_the_panel_says_so(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        assert panel.persons.text() == "3人（髙橋 一郎、𠮷田 花子、山﨑 太郎）"
        assert panel.deadline.text() == japanese_date((date.today() + timedelta(days=7)).isoformat())
        assert panel.template.currentText() == "会議録（要点筆記）"
        sent(panel, until)
        until(lambda: panel.model.published)
        assert len(list(shared.iterdir())) == 4
        assert panel.notices.text() == f"4個の文書を置きました: {shared}"
        assert not panel.waiting.isVisible()
        until(lambda: window.documents.meeting and window.documents.meeting.status == "review")
        record = panel.model.published[0]
        assert (record.edition, record.way) == (1, "copies")
        assert load(window.documents.folder).status == "review"


def test_one_file_for_all_with_the_record_and_another_deadline(tmp_path: Path, shared: Path, until: Until) -> None:
    soon = (date.today() + timedelta(days=3)).isoformat()
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        panel.one.click()
        panel.with_record.click()
        panel.deadline.setText(soon)
        sent(panel, until)
        [record] = publications_of(window.documents.folder)
        assert (record.way, record.deadline, len(record.files)) == ("one", soon, 1)
        assert "発言の記録" in record.paragraphs


@pytest.mark.parametrize(
    ("typed", "sentence"), [("あした", words.DEADLINE_UNREAD), ("2020-01-01", words.DEADLINE_PAST)]
)
def test_a_deadline_that_cannot_be_is_told_beside_it(
    tmp_path: Path, shared: Path, until: Until, typed: str, sentence: str
) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        panel.deadline.setText(typed)
        press(panel, words.PUBLISH)
        assert panel.wrong.isVisible()
        assert panel.wrong.text() == sentence
        assert list(shared.iterdir()) == []


def test_a_folder_is_asked_for_once(
    tmp_path: Path, shared: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: object, title: str, _folder: str) -> str:
        asked.append(title)
        return str(shared) if len(asked) > 1 else ""

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        press(panel, words.PUBLISH)
        assert not panel.model.is_sending
        sent(panel, until)
        sent(panel, until)
        assert len(asked) == 2
        assert len(list(shared.iterdir())) == 8


def test_what_waits_is_told_tried_again_and_given_up(tmp_path: Path, until: Until) -> None:
    away = tmp_path / "つながらない"
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(away)
        sent(panel, until)
        until(lambda: panel.waiting.isVisible())
        assert "つながりません" in panel.notices.text()
        assert "4個の文書が送信待ちです" in panel.waiting_line.text()
        away.mkdir()
        press(panel, words.AGAIN)
        until(lambda: not panel.waiting.isVisible())
        assert len(list(away.iterdir())) == 4
        away.rename(tmp_path / "移した")
        sent(panel, until)
        until(lambda: panel.waiting.isVisible())
        press(panel, words.GIVE_UP)
        until(lambda: not panel.waiting.isVisible())
        assert waiting(tmp_path / "会議") == ()


def test_the_window_tries_by_itself_what_waits(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "PAUSE_S", -1.0)
    away = tmp_path / "つながらない"
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(away)
        sent(panel, until)
        away.mkdir()
        panel.model.look()
        until(lambda: len(list(away.iterdir())) == 4 and not panel.waiting.isVisible())
        until(lambda: window.message.text == f"4個の文書を置きました: {away}")


def test_what_was_typed_a_moment_ago_is_in_the_document(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        window.documents_view.form.lines["place"].setText("第2会議室")
        sent(panel, until)
        assert "第2会議室" in publications_of(window.documents.folder)[0].paragraphs


def test_what_was_typed_on_the_other_faces_a_moment_ago_is_kept_before(
    tmp_path: Path, shared: Path, until: Until
) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        faces = window.documents_view.faces
        faces.paper_model.put("document_number", "総第9号")
        faces.duties.impression.setPlainText("直前の所感")
        sent(panel, until)
        paper = load(window.documents.folder).occasion.paperwork
        assert (paper.document_number, paper.duties[0].impression) == ("総第9号", "直前の所感")


def test_nothing_is_sent_while_a_field_cannot_be_understood(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        view = window.documents_view
        view.faces.paper_model.put("decided_on", "あした")
        press(panel, words.PUBLISH)
        assert not panel.model.is_sending
        assert panel.wrong.text() == faces_words.WRONG_FIRST
        assert view.faces.paper.field("decided_on").isVisible()
        view.faces.paper_model.put("decided_on", "")
        view.tabs.setCurrentWidget(panel)
        sent(panel, until)
        assert not panel.wrong.isVisible()
        assert list(shared.iterdir())


def test_the_form_that_the_office_uses_for_the_kind_is_chosen_first(tmp_path: Path, until: Until) -> None:
    change("documents.internal_templates", SUMMARY)
    meeting = published_meeting()
    inside = replace(meeting, occasion=replace(meeting.occasion, paperwork=Paperwork(kind="internal")))
    other = replace(meeting, id="m2", recordings=())
    with window_on(tmp_path / "会議") as window:
        window.workshop.adopt(load_settings()[0])
        assert opened(window, tmp_path / "会議", until, inside).template.currentText() == SUMMARY
        assert opened(window, tmp_path / "会議", until, other).template.currentText() == POINTS
        panel = opened(window, tmp_path / "会議", until, replace(inside, id="m3", recordings=()))
        assert panel.template.currentText() == SUMMARY


def test_without_attendees_the_way_to_write_them_down_is_one_click(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until, published_meeting(people=()))
        assert panel.persons.text() == words.NOBODY
        assert not panel.copies.isEnabled()
        press(panel, words.TO_PEOPLE)
        assert window.documents_view.form.areas["attendees"].isVisible()


def test_a_publication_that_is_stopped_by_the_person_does_not_wait(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        press(panel, words.PUBLISH)
        panel.model.stop()
        until(lambda: not panel.model.is_sending)
        assert waiting(tmp_path / "会議") == ()
        assert list(shared.iterdir()) == []


@pytest.mark.parametrize(("unwanted", "waits"), [(True, 0), (False, 1)])
def test_what_is_stopped_once_it_waits_goes_on_waiting_unless_a_person_said_stop(
    tmp_path: Path, unwanted: bool, waits: int
) -> None:
    folder = folder_with(tmp_path / "会議", published_meeting())

    def report(_progress: Progress) -> None:
        if waiting(folder.parent):
            raise Cancelled

    wish = Wish(folder.parent, tmp_path / "つながらない", find(VERBATIM, ()))
    tools = Tools(ScriptedDecoder(), ScriptedEngine(), WriterHere())
    with pytest.raises(Cancelled):
        list(publish_meeting(folder, None, Sending(wish, lambda: unwanted), tools, report))
    assert len(waiting(folder.parent)) == waits


def test_the_work_is_done_by_keyboard(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        window.activateWindow()
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        panel.publish.setFocus()
        QTest.keyClick(panel.publish, Qt.Key.Key_Space)
        until(lambda: not panel.model.is_sending and len(list(shared.iterdir())) == 4)


def test_another_meeting_begins_with_the_usual_choices(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.one.click()
        panel.deadline.setText("2099-01-01")
        other = replace(published_meeting(), id="m2", recordings=())
        window.open_documents(folder_with(tmp_path / "会議", other))
        until(lambda: window.documents.meeting and window.documents.meeting.id == "m2")
        assert panel.copies.isChecked()
        assert panel.deadline.text() == panel.model.usual_deadline
        assert isinstance(panel.model, PublishModel)


def test_closing_the_window_in_the_middle_asks_and_who_stays_gets_the_files(
    tmp_path: Path, shared: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, writer = answered(monkeypatch), SlowWriter()
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until, writer=writer)
        panel.model.sharing.choose(shared)
        press(panel, words.PUBLISH)
        until(lambda: panel.model.progress.is_shown)
        window.close()
        assert window.isVisible()
        assert asked == [words.CLOSE_BUSY]
        assert waiting(tmp_path / "会議") == ()
        writer.gate.set()
        until(lambda: not panel.model.is_sending)
        assert len(list(shared.iterdir())) == 4


def test_a_folder_that_the_office_has_yet_to_name_cannot_be_chosen(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('locked = ["documents.shared_folder"]\n', "utf-8")
    monkeypatch.setattr("minutes_app.settings.layers.policy_path", lambda: policy)
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        until(lambda: panel.model.sharing.is_locked)
        assert not panel.publish.isEnabled()
        assert not panel.other_folder.isVisible()
        assert panel.folder_line.text() == handing.SHARE_NONE_LOCKED


def still(window: Window, until: Until) -> None:
    """Nothing is read or sent any more."""
    until(lambda: not any(lane.is_busy for lane in window.workshop.findChildren(Lane)))


def openings(panel: PublishPanel) -> list[QPushButton]:
    """What opens the folder of an earlier publication."""
    return [one for one in panel.findChildren(QPushButton) if one.text() == general.OPEN_FOLDER and one.isVisible()]


def test_what_is_looked_at_by_itself_takes_the_focus_from_nobody(tmp_path: Path, shared: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        sent(panel, until)
        still(window, until)
        until(lambda: openings(panel))
        [button] = openings(panel)
        button.setFocus()
        heard: list[bool] = []
        panel.model.changed.connect(lambda: heard.append(True))
        panel.model.look()
        still(window, until)
        assert heard == []
        assert window.focusWidget() is button
        window.documents.refresh()
        still(window, until)
        assert heard
        assert window.focusWidget() is button


def test_what_was_published_is_read_once_after_sending(
    tmp_path: Path, shared: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[Path] = []

    def reading(folder: Path, library: Path, report: Report) -> Iterator[Standing]:
        read.append(folder)
        yield from read_standing(folder, library, report)

    monkeypatch.setattr("minutes_app.gui.view_models.publishing.read_standing", reading)
    with window_on(tmp_path / "会議") as window:
        panel = opened(window, tmp_path / "会議", until)
        panel.model.sharing.choose(shared)
        still(window, until)
        read.clear()
        sent(panel, until)
        still(window, until)
        assert read == [window.documents.folder]
        assert len(panel.model.published) == 1
