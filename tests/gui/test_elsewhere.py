"""A meeting that somebody else has open: the pages say who, and offer nothing that would change it meanwhile."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from minutes_app.gui.view_models.elsewhere import Elsewhere
from minutes_app.gui.views.filing import FilingView
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.publish_door import PublishDoor
from minutes_app.gui.views.replies import RepliesView
from minutes_app.gui.views.window import Window
from minutes_app.meeting.clock import now
from minutes_app.meeting.edit import confirm
from minutes_app.meeting.lock import LOCK, Owner
from minutes_app.meeting.model import Confirmation
from minutes_app.meeting.sealed import encode
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.word.writer import Writer
from minutes_app.wording import replies_page
from tests.answering import Paper
from tests.gui.minutes_page import a_page, decided_folder
from tests.gui.scene import Until, press, window_on
from tests.publishing import folder_with, published_meeting, sent


@contextmanager
def somebody_has(folder: Path) -> Iterator[None]:
    """佐藤 has it open on another PC."""
    lock = folder / LOCK
    lock.write_bytes(encode(Owner("佐藤", "PC-2", 1, 0.0, "t", now())))
    try:
        yield
    finally:
        lock.unlink()


def told(elsewhere: Elsewhere, until: Until) -> None:
    elsewhere.look()
    until(lambda: elsewhere.sentence)
    assert "佐藤" in elsewhere.sentence
    assert "PC-2" in elsewhere.sentence


def freed(elsewhere: Elsewhere, until: Until) -> None:
    elsewhere.look()
    until(lambda: not elsewhere.sentence)


def door_of(window: Window) -> FilingDoor:
    [door] = window.findChildren(FilingDoor)
    return door


def all_off(buttons: tuple[QPushButton, ...], sentence: str) -> None:
    for one in buttons:
        assert not one.isEnabled(), one.text()
        assert one.toolTip() == sentence, one.text()


def test_nothing_is_decided_on_the_page_of_the_minutes(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces, view = a_page(window, folder, until), window.documents_view
        [publishing] = window.findChildren(PublishDoor)
        elsewhere, results = window.documents.elsewhere, faces.results
        deeds = (view.export, faces.gate.confirm, publishing.panel.publish)
        view.tabs.setCurrentWidget(results)
        until(lambda: results.list.count() > 2)
        results.list.setCurrentRow(1)
        assert view.export.isEnabled()
        assert results.take.isEnabled()
        assert not view.elsewhere.isVisible()
        with somebody_has(folder):
            told(elsewhere, until)
            assert elsewhere.sentence in view.elsewhere.text.text()
            assert view.elsewhere.isVisible()
            all_off(deeds, elsewhere.sentence)
            fields = (view.form.lines["place"], faces.paper.fields["kind"], faces.gate.reason)
            assert not any(one.isEnabled() for one in (*fields, results.take, results.add, faces.undo))
            before = results.list.count()
            QTest.keyClick(results.list, Qt.Key.Key_Return)
            QTest.keyClick(results.list, Qt.Key.Key_F2)
            assert (results.list.count(), results.sheet) == (before, None)
            assert not window.message.isVisible()
        freed(elsewhere, until)
        assert not view.elsewhere.isVisible()
        until(lambda: view.export.isEnabled() and publishing.panel.publish.isEnabled())
        assert view.form.lines["place"].isEnabled()
        assert results.take.isEnabled()
    assert load(folder).items == ()


def test_the_page_that_is_read_again_meanwhile_offers_nothing_either(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        faces, elsewhere = a_page(window, folder, until), window.documents.elsewhere
        assert faces.duties.papers.isEnabled()
        with somebody_has(folder):
            told(elsewhere, until)
            window.documents.refresh()
            until(lambda: not window.workshop.documents.is_busy)
            all_off((window.documents_view.export, faces.duties.papers), elsewhere.sentence)


def test_no_answer_is_gathered_or_taken(tmp_path: Path, until: Until) -> None:
    shared = tmp_path / "共有"
    shared.mkdir()
    folder = folder_with(tmp_path / "会議", published_meeting())
    with Writer() as writer:
        publication, _puts = sent(folder, shared, writer, deadline="2026-12-02")
    copy = next(one for one in publication.files if one.person == "1")
    Paper(shared / copy.name).tick("1").track("u_u2", "その2", "その二", "髙橋 一郎").save()
    with window_on(tmp_path / "会議") as window:
        door_of(window).open_replies(folder)
        view = door_of(window).replies
        assert isinstance(view, RepliesView)
        until(lambda: view.model.listed is not None and not view.model.is_busy)
        press(view, replies_page.GATHER)
        until(lambda: not view.model.is_busy and view.model.rows)
        view.list.selectRow(0)
        assert view.take.isEnabled()
        with somebody_has(folder):
            told(view.model.elsewhere, until)
            all_off((view.gather, view.files, view.take, view.refuse, view.undo), view.model.elsewhere.sentence)
            assert view.elsewhere.isVisible()
        freed(view.model.elsewhere, until)
        until(lambda: not view.model.is_busy)
        assert view.gather.isEnabled()
        assert view.take.isEnabled()
        assert view.take.toolTip() == ""


def test_nothing_is_closed_kept_or_deleted_and_what_changed_meanwhile_is_read(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        door_of(window).open_filing(folder)
        view = door_of(window).filing
        assert isinstance(view, FilingView)
        until(lambda: view.model.state is not None and not view.model.is_busy)
        assert view.hold.isEnabled()
        with somebody_has(folder):
            told(view.model.elsewhere, until)
            all_off((view.make, view.archive, view.hold, view.delete), view.model.elsewhere.sentence)
            assert view.elsewhere.isVisible()
        with OpenMeeting(folder) as book:
            book.commit(confirm(book.meeting, Confirmation("2026-11-24T10:00:00+09:00", "佐藤", "済んだため")))
        freed(view.model.elsewhere, until)
        until(lambda: view.make.isEnabled())
        assert view.hold.isEnabled()
        assert not view.elsewhere.isVisible()


def test_this_window_is_nobody_else(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window, OpenMeeting(folder):
        a_page(window, folder, until)
        lane = window.documents.elsewhere._lane
        until(lambda: not lane.is_busy)
        assert window.documents.elsewhere.sentence == ""
        assert window.documents_view.export.isEnabled()


def test_it_is_asked_only_while_the_page_is_seen(tmp_path: Path, until: Until) -> None:
    folder = decided_folder(tmp_path)
    with window_on(tmp_path) as window:
        a_page(window, folder, until)
        timer = window.documents.elsewhere._again
        assert timer.isActive()
        window.go_home()
        assert not timer.isActive()
