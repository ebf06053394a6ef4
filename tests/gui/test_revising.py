"""開催概要, 議題 and 出席者 are changed while it records: the clicker follows, and nothing that is known is lost."""

from dataclasses import replace
from pathlib import Path

from minutes_app.gui.recording import Done, Kept, Order
from minutes_app.gui.view_models.recording import Phase
from minutes_app.gui.views.window import Window
from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.store import load
from minutes_app.wording import gui as words, recording_window as recording_words
from tests.gui.editing import a_folder
from tests.gui.recording import last, scripted_window
from tests.gui.scene import Until, press


def start(window: Window, until: Until, folder: Path) -> None:
    window.record()
    window.recording.view.sheet.agenda.setPlainText("予算\n人事")
    press(window.recording.view, recording_words.START)
    last().begin(folder)
    until(lambda: window.recording.model.is_under_way)


def revise(window: Window, agenda: str, people: str = "") -> None:
    """From the recording screen to the sheet and back."""
    press(window.recording.view, recording_words.REVISE)
    sheet = window.preparing
    assert sheet is not None
    assert window.pages.currentWidget() is sheet
    assert window.recording.bar.isVisible(), "the recording is in sight"
    sheet.agenda.setPlainText(agenda)
    sheet.attendees.setPlainText(people)
    press(sheet, words.SAVE)


def obey(window: Window, until: Until) -> Occasion:
    """As the lane does it."""
    [revision] = last().revisions
    said = revision.applied(window.recording.model.said)
    last().revisions.clear()
    last().tell(Done(Order("revise", revision=revision), said=said))
    until(lambda: window.recording.model.said == said)
    return said


def test_the_agenda_is_changed_and_the_clicker_goes_on_with_it(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, a_folder(tmp_path))
        view, model = window.recording.view, window.recording.model
        view.marks.agenda_button.click()
        assert [order.text for order in last().orders] == ["予算"]
        revise(window, "開会\n予算\n庁舎\n人事", "企画課\t課長\t髙橋 一郎")
        assert window.pages.currentWidget() is view
        said = obey(window, until)
        assert [item.title for item in said.agenda] == ["開会", "予算", "庁舎", "人事"]
        assert said.attendees == (Attendee("髙橋 一郎", "企画課", "課長"),)
        shown = [view.marks.list.item(row).text() for row in range(view.marks.list.count())]
        titles = enumerate(("開会", "予算", "庁舎", "人事"), 1)
        assert shown == [recording_words.agenda_line(at, title, is_now=at == 2) for at, title in titles]
        view.marks.agenda_button.click()
        assert [(order.text, order.number) for order in last().orders] == [("予算", 1), ("庁舎", 3)]
        assert model.phase is Phase.RECORDING
        last().tell(Kept(1000, 0, True), None)
        until(lambda: not model.is_active)


def test_leaving_the_sheet_changes_nothing(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, a_folder(tmp_path))
        press(window.recording.view, recording_words.REVISE)
        assert window.preparing is not None
        window.preparing.lines["title"].setText("別の会議")
        press(window.preparing, words.CANCEL)
        assert window.pages.currentWidget() is window.recording.view
        assert last().revisions == []
        last().tell(Kept(1000, 0, True), None)
        until(lambda: not window.recording.model.is_active)


def test_who_goes_back_by_the_bar_loses_nothing_of_the_sheet(tmp_path: Path, until: Until) -> None:
    with scripted_window(tmp_path) as window:
        start(window, until, a_folder(tmp_path))
        press(window.recording.view, recording_words.REVISE)
        assert window.preparing is not None
        press(window.recording.bar, recording_words.OVER_HERE)
        assert window.pages.currentWidget() is window.recording.view
        assert last().revisions == [], "nothing was typed"
        press(window.recording.view, recording_words.REVISE)
        sheet = window.preparing
        sheet.lines["place"].setText("第2会議室")
        sheet.lines["date"].setText("明日")
        press(window.recording.bar, recording_words.OVER_HERE)
        assert window.pages.currentWidget() is sheet
        assert sheet.wrong["date"].isVisible()
        sheet.lines["date"].setText("")
        press(window.recording.bar, recording_words.OVER_HERE)
        assert window.pages.currentWidget() is window.recording.view
        [revision] = last().revisions
        assert revision.applied(revision.base).place == "第2会議室"
        last().tell(Kept(1000, 0, True), None)
        until(lambda: not window.recording.model.is_active)


def test_a_sheet_that_is_saved_when_the_recording_is_over_goes_into_its_meeting(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        press(window.recording.view, recording_words.REVISE)
        sheet = window.preparing
        assert sheet is not None
        sheet.attendees.setPlainText("髙橋 一郎")
        last().tell(Kept(1000, 0, True), None)
        until(lambda: not window.recording.model.is_active)
        assert window.preparing is sheet, "nobody takes the sheet away"
        press(sheet, words.SAVE)
        until(lambda: load(folder).occasion.attendees)
        assert [one.name for one in load(folder).occasion.attendees] == ["髙橋 一郎"]
        assert load(folder).occasion.title == "会議（秘）①", "what the sheet did not change"
        assert window.recording.model.said == Occasion(), "and the next recording is another meeting"


def test_what_comes_in_the_last_moment_goes_into_its_meeting(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with scripted_window(tmp_path) as window:
        start(window, until, folder)
        revise(window, "予算\n人事\n庁舎")
        script = last()
        script.late = list(script.revisions)
        script.tell(Kept(1000, 0, True), None)
        until(lambda: not window.recording.model.is_active)
        until(lambda: [item.title for item in load(folder).occasion.agenda] == ["予算", "人事", "庁舎"])


def test_where_the_editor_has_the_meeting_it_is_an_edit_that_can_be_undone(tmp_path: Path, until: Until) -> None:
    folder = a_folder(tmp_path)
    with scripted_window(tmp_path) as window:
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        before = window.editor.model.meeting.occasion
        start(window, until, folder)
        script = last()
        press(window.recording.view, recording_words.REVISE)
        script.tell(Kept(1000, 0, True), None)
        until(lambda: not window.recording.model.is_active)
        assert window.preparing is not None
        window.preparing.lines["place"].setText("第2会議室")
        press(window.preparing, words.SAVE)
        assert window.editor.model.meeting.occasion == replace(before, place="第2会議室")
        assert window.editor.model.undo()
        assert window.editor.model.meeting.occasion == before
