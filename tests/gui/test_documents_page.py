"""会議録 in the window: what is open leads to its place, the form keeps itself, documents go to the shared folder."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QFrame, QScrollArea, QWidget

from minutes_app.gui.view_models.preview import Shown
from minutes_app.gui.views.lead_list import LeadList
from minutes_app.gui.views.window import Window
from minutes_app.meeting.edit import mark_hidden
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.settings import user_path
from minutes_app.wording import gui as words, handing
from tests.gui.editing import a_folder
from tests.gui.scene import Until, press, window_on
from tests.unit.meeting.making import a_meeting


def flagged(library: Path) -> Path:
    """A meeting with one doubtful utterance, u3."""
    meeting = a_meeting(10)
    utterances = tuple(
        replace(each, flags=("low_confidence",)) if each.id == "u3" else each for each in meeting.utterances
    )
    return a_folder(library, replace(meeting, utterances=utterances))


def page_of(window: Window, folder: Path, until: Until) -> None:
    window.open_documents(folder)
    until(lambda: window.documents.meeting)


def lead(points: LeadList, start: str) -> None:
    """Click the line that begins so."""
    [item] = [points.item(row) for row in range(points.count()) if points.item(row).text().startswith(start)]
    points.scrollToItem(item)
    QTest.mouseClick(
        points.viewport(), Qt.MouseButton.LeftButton, pos=points.visualItemRect(item).center()
    )  # fmt: skip


def write(window: Window, until: Until) -> Path:
    press(window.documents_view, words.EXPORT)
    until(lambda: not window.documents.is_writing and window.documents_view.results)
    path = window.documents_view.results[0]
    assert path.is_file()
    return path


def seen(area: QScrollArea, widget: QWidget) -> bool:
    """Whether all of it lies in what the area shows."""
    port = area.viewport()
    return port.rect().contains(QRect(widget.mapTo(port, QPoint()), widget.size()))


def test_a_blank_field_is_one_click_away(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window:
        window.activateWindow()
        page_of(window, folder, until)
        view = window.documents_view
        until(lambda: view.panel.points.hasFocus())
        lead(view.panel.points, "空欄: 場所")
        assert view.form.lines["place"].isVisible()
        until(lambda: view.form.lines["place"].hasFocus())
        QTest.keyClicks(view.form.lines["place"], "Room 2")
        until(lambda: load(folder).occasion.place == "Room 2")
        until(lambda: not [point for point in window.documents.open_points if point.field == "place"])


def test_a_doubtful_utterance_is_opened_and_played(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window:
        played: list[tuple[int, int]] = []
        monkeypatch.setattr(window.editor.view.playback, "replay", lambda *stretch: played.append(stretch))
        page_of(window, folder, until)
        lead(window.documents_view.panel.points, "要確認")
        assert window.pages.currentWidget() is window.editor
        until(lambda: window.editor.model.is_open)
        assert window.editor.view.utterances.row() == 3
        assert played == [(3000, 3900)]


def test_what_is_typed_is_kept_when_the_window_is_closed_at_once(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window:
        page_of(window, folder, until)
        window.documents_view.form.lines["chair"].setText("髙橋")
        window.close()
        assert load(folder).occasion.chair == "髙橋"


def test_what_cannot_be_understood_is_told_under_its_field(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window:
        page_of(window, folder, until)
        view = window.documents_view
        view.tabs.setCurrentIndex(1)
        view.form.lines["date"].setText("11月23日")
        view.form_model.settle()
        assert view.form.wrong["date"].isVisible()
        assert "年がありません" in view.form.wrong["date"].text()
        assert load(folder).occasion.date == "2026-01-15"


def test_a_meeting_that_somebody_else_has_keeps_what_was_typed_and_says_why(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window, OpenMeeting(folder):
        page_of(window, folder, until)
        view = window.documents_view
        view.form.lines["place"].setText("第2会議室")
        view.form_model.settle()
        until(lambda: window.message.text)
        assert "開いています" in window.message.text
        assert view.form.lines["place"].text() == "第2会議室"


def test_the_pages_follow_the_form(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window:
        page_of(window, folder, until)
        preview = window.documents_view.preview
        until(lambda: preview.model.shown is Shown.CURRENT)
        assert "第2会議室" not in preview.outline.toPlainText()
        window.documents_view.form.lines["place"].setText("第2会議室")
        until(lambda: "第2会議室" in preview.outline.toPlainText())
        window.go_home()
        assert preview.outline.toPlainText() == ""


def test_a_document_goes_to_the_shared_folder_that_is_chosen_once(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    share = tmp_path / "共有"
    share.mkdir()
    asked: list[str] = []

    def choose(_parent: QWidget, title: str, _folder: str) -> str:
        asked.append(title)
        return str(share)

    monkeypatch.setattr(QFileDialog, "getExistingDirectory", choose)
    folder = flagged(tmp_path / "会議")
    with window_on(tmp_path / "会議") as window:
        page_of(window, folder, until)
        view = window.documents_view
        assert not view.share.isEnabled()
        document = write(window, until)
        press(view, handing.SHARE)
        until(lambda: view.notices.text())
        assert (share / document.name).read_bytes() == document.read_bytes()
        assert str(share) in view.panel.shared_line.text()
        (share / document.name).write_text("人が直した", "utf-8")
        view.form.lines["title"].setText("会議（秘）①の2")
        until(lambda: load(folder).occasion.title == "会議（秘）①の2")
        view.form.lines["title"].setText("会議（秘）①")
        until(lambda: load(folder).occasion.title == "会議（秘）①")
        document.write_text("ここで直した", "utf-8")
        press(view, handing.SHARE)
        until(lambda: "第2版" in view.notices.text())
    assert asked == [handing.SHARE_CHOOSE]
    assert (share / document.name).read_text("utf-8") == "人が直した"
    assert (share / f"{document.stem}_第2版.docx").read_text("utf-8") == "ここで直した"
    assert str(share) in user_path().read_text("utf-8")
    assert str(share / f"{document.stem}_第2版.docx") in [one.file for one in load(folder).exports]


def test_a_share_that_is_away_says_that_the_document_is_safe(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path / "会議")
    with window_on(tmp_path / "会議") as window:
        sharing = window.documents_view.sharing
        sharing.choose(tmp_path / "無い")
        page_of(window, folder, until)
        write(window, until)
        press(window.documents_view, handing.SHARE)
        until(lambda: window.message.text)
        assert "つながりません" in window.message.text
        assert "保存されています" in window.message.text
        assert window.documents_view.export.isEnabled()


def test_a_folder_that_the_office_has_locked_cannot_be_changed(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('locked = ["documents.shared_folder"]\n', "utf-8")
    monkeypatch.setattr("minutes_app.settings.layers.policy_path", lambda: policy)
    monkeypatch.setattr("minutes_app.settings.user_file.policy_path", lambda: policy)
    folder = flagged(tmp_path / "会議")
    with window_on(tmp_path / "会議") as window:
        page_of(window, folder, until)
        view = window.documents_view
        assert handing.SHARE_NONE_LOCKED in view.panel.shared_line.text()
        write(window, until)
        assert not view.share.isEnabled()
        assert not view.sharing.choose(tmp_path)
        assert window.message.text
        assert view.sharing.folder == ""


@pytest.mark.parametrize(("height", "fits"), [(800, True), (640, False)])
def test_what_was_written_is_seen_without_scrolling(tmp_path: Path, until: Until, height: int, fits: bool) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path, text_percent=150) as window:
        window.resize(1280, height)
        page_of(window, folder, until)
        view = window.documents_view
        for at, box in enumerate(view.templates.values()):
            box.setChecked(at < 4)
        for _time in range(2):
            write(window, until)
            assert len(view.results) == 4
            until(lambda: not window.documents.progress.is_shown)
            until(lambda: seen(view.panel, view.panel.result_head))
            frames = view.panel.findChildren(QFrame)
            lines = [one for one in frames if one.property("kind") == "good" and one.isVisible()]
            assert seen(view.panel, lines[0])
            assert seen(view.panel, lines[-1]) is fits


def test_documents_of_earlier_days_are_there_and_can_be_shared(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path / "会議")
    with window_on(tmp_path / "会議") as window:
        page_of(window, folder, until)
        document = write(window, until)
        window.go_home()
    share = tmp_path / "共有"
    share.mkdir()
    with window_on(tmp_path / "会議") as window:
        window.documents_view.sharing.choose(share)
        page_of(window, folder, until)
        assert window.documents.written_before == (document,)
        press(window.documents_view, handing.SHARE)
        until(lambda: (share / document.name).is_file() and not window.documents_view.sharing.is_busy)


def test_what_is_hidden_is_on_no_page_and_in_no_line(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with OpenMeeting(folder) as book:
        book.commit(mark_hidden(book.meeting, ["u3"]))
    with window_on(tmp_path) as window:
        page_of(window, folder, until)
        preview = window.documents_view.preview
        until(lambda: preview.model.shown is Shown.CURRENT)
        assert "その4です" in preview.outline.toPlainText()
        assert "その3です" not in preview.outline.toPlainText()
        points = window.documents_view.panel.points
        assert not [1 for row in range(points.count()) if "その3です" in points.item(row).text()]


def test_the_whole_page_is_used_by_keyboard_in_a_sensible_order(tmp_path: Path, until: Until) -> None:
    folder = flagged(tmp_path)
    with window_on(tmp_path) as window:
        page_of(window, folder, until)
        view = window.documents_view
        window.activateWindow()
        view.tabs.setCurrentIndex(1)
        view.form.lines["title"].setFocus()
        until(lambda: view.form.lines["title"].hasFocus())
        order = ["title", "date", "start", "end", "place", "organiser", "chair", "note_taker", "attendees", "agenda"]
        for name in order[1:]:
            focus = QApplication.focusWidget()
            assert focus is not None
            QTest.keyClick(focus, Qt.Key.Key_Tab)
            assert view.form.field(name).hasFocus(), (name, focus)
