"""はじめに: order, search in many meetings, states that a person sets, the wastebasket, going on where one was."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from minutes_app.gui.library_work import LINES, Listed, Shelf, change_status, plain
from minutes_app.gui.view_models import finding
from minutes_app.gui.view_models.finding import Finding
from minutes_app.gui.view_models.home import Column, HomeModel
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import audit_file, verify_audit
from minutes_app.meeting.edit import add_item, set_status, set_text
from minutes_app.meeting.glance import Glance, Stage
from minutes_app.meeting.model import Item, Occasion, Status, Utterance
from minutes_app.meeting.store import OpenMeeting, create, load
from minutes_app.minutes.confirming import verdict_of
from minutes_app.progress import no_report
from minutes_app.settings import audit_folder
from minutes_app.wording import gui as words, home as home_words
from minutes_app.wording.editor import STATUS
from tests.gui.scene import Until, answered, press, settings_with, window_on
from tests.unit.meeting.making import a_meeting

TITLES = ("第10回 庁議", "第2回 庁議", "DX推進会議")
DAYS = ("2026-01-10", "2026-03-01", "2025-12-24")


def library_of(place: Path) -> Path:
    """Three meetings, the second one the newest and the last one the longest."""
    for number, (title, day) in enumerate(zip(TITLES, DAYS, strict=True)):
        meeting = a_meeting(3 + number, sha256=f"{number}abcdef" + "0" * 57)
        create(place, replace(meeting, id=f"m-{number:016x}", occasion=Occasion(title, day, "10:00")))
    return place


@contextmanager
def home_on(library: Path, until: Until) -> Iterator[HomeModel]:
    """The list without a window, read; what is thrown away goes into a folder."""
    workshop = Workshop(settings_with(library))

    def away(folder: Path) -> bool:
        (library.parent / "ごみ箱").mkdir(exist_ok=True)
        folder.rename(library.parent / "ごみ箱" / folder.name)
        return True

    model = HomeModel(workshop, workshop, away=away)
    model.refresh()
    until(lambda: model.is_read and model.is_settled)
    try:
        yield model
    finally:
        workshop.close()


def shown(model: HomeModel) -> list[str]:
    return [glance.occasion.title for glance in model.table.shown]


def test_the_newest_comes_first_and_every_column_can_order_the_list(tmp_path: Path, until: Until) -> None:
    with home_on(library_of(tmp_path / "会議"), until) as model:
        assert shown(model) == ["第2回 庁議", "第10回 庁議", "DX推進会議"]
        model.table.sort(Column.TITLE.value, Qt.SortOrder.AscendingOrder)
        assert shown(model) == ["DX推進会議", "第2回 庁議", "第10回 庁議"]
        model.table.sort(Column.LENGTH.value, Qt.SortOrder.DescendingOrder)
        assert shown(model) == ["DX推進会議", "第2回 庁議", "第10回 庁議"]
        model.table.sort(Column.DATE.value, Qt.SortOrder.AscendingOrder)
        assert shown(model) == ["DX推進会議", "第10回 庁議", "第2回 庁議"]


def test_the_order_stays_when_the_list_is_read_again(tmp_path: Path, until: Until) -> None:
    with home_on(library_of(tmp_path / "会議"), until) as model:
        model.table.sort(Column.TITLE.value, Qt.SortOrder.AscendingOrder)
        before = shown(model)
        model.refresh()
        until(lambda: model.is_settled)
        assert shown(model) == before


def test_a_click_on_a_head_orders_the_list_and_the_chosen_meeting_stays_chosen(tmp_path: Path, until: Until) -> None:
    with window_on(library_of(tmp_path / "会議")) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        view = window.home_view
        view.table.selectRow(2)
        assert view.chosen is not None
        folder = view.chosen.folder
        view.table.sortByColumn(Column.TITLE.value, Qt.SortOrder.AscendingOrder)
        assert view.chosen is not None
        assert view.chosen.folder == folder
        assert view.table.selectionModel().selectedRows()[0].row() == 0


@pytest.mark.parametrize("status", ["review", "confirmed"])
def test_a_state_that_a_person_sets_is_journaled_shown_and_kept(status: Status, tmp_path: Path, until: Until) -> None:
    with window_on(library_of(tmp_path / "会議")) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        view = window.home_view
        chosen = view.chosen
        assert chosen is not None
        view.standing.choices[status].trigger()
        until(lambda: window.home.table.shown[0].status == status)
        assert window.home.table.index(0, Column.STATE.value).data() == STATUS[status]
        assert view.standing.choices[status].isChecked()
    meeting = load(chosen.folder)
    assert meeting.status == status
    assert [bool(one.who) for one in meeting.confirmations] == ([True] if status == "confirmed" else [])
    assert b'"status"' in (chosen.folder / "edits.jsonl").read_bytes()


def test_a_meeting_goes_into_the_system_s_wastebasket_after_one_question_and_is_audited(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = answered(monkeypatch, home_words.DELETE_LOST)
    Path(os.environ["XDG_DATA_HOME"]).mkdir(exist_ok=True)
    with window_on(library_of(tmp_path / "会議")) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        chosen = window.home_view.chosen
        assert chosen is not None
        key = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Delete, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(window.home_view.table, key)
        until(lambda: window.message.text)
        until(lambda: len(window.home.table.shown) == 2)
        assert len(asked) == 1
        assert chosen.occasion.title in asked[0]
        assert window.message.text == home_words.DELETED
        settings = window.workshop.settings
    trash = Path(os.environ["XDG_DATA_HOME"]) / "Trash" / "files"
    assert [one.name for one in trash.iterdir()] == [chosen.folder.name]
    assert load(next(trash.iterdir())).occasion.title == chosen.occasion.title
    assert not (next(trash.iterdir()) / "meeting.lock").exists()
    assert verify_audit(audit_file(audit_folder(settings.audit))).is_intact


def test_deleting_is_audited_with_the_meeting_s_id(tmp_path: Path, until: Until) -> None:
    library = library_of(tmp_path / "会議")
    with home_on(library, until) as model:
        log = audit_file(audit_folder(settings_with(library).audit))
        model.delete(model.table.shown[0])
        until(lambda: len(model.table.shown) == 2)
    last = json.loads(log.read_text("utf-8").splitlines()[-1])
    assert (last["action"], last["meeting"]) == ("deleted", "m-0000000000000001")


def test_who_answers_no_loses_nothing(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    answered(monkeypatch, home_words.DELETE_KEEP)
    with window_on(library_of(tmp_path / "会議")) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        press(window.home_view, home_words.DELETE)
        window.home.refresh()
        until(lambda: window.home.is_settled)
        assert len(window.home.table.shown) == 3


def test_a_place_without_a_wastebasket_is_told_and_the_meeting_stays(tmp_path: Path, until: Until) -> None:
    workshop = Workshop(settings_with(library_of(tmp_path / "会議")))
    model = HomeModel(workshop, workshop, away=lambda _folder: False)
    told: list[str] = []
    model.failed.connect(lambda failure: told.append(failure.message.as_text()))
    model.refresh()
    until(lambda: model.is_read and model.is_settled)
    model.delete(model.table.shown[0])
    until(lambda: told)
    assert "何も消えていません" in told[0]
    until(lambda: model.is_settled)
    assert len(model.table.shown) == 3
    workshop.close()


def test_a_meeting_that_somebody_has_open_is_not_thrown_away(tmp_path: Path, until: Until) -> None:
    with home_on(library_of(tmp_path / "会議"), until) as model:
        told: list[str] = []
        model.failed.connect(lambda failure: told.append(failure.message.headline))
        with OpenMeeting(model.table.shown[0].folder):
            model.delete(model.table.shown[0])
            until(lambda: told)
        model.is_heard = lambda _folder: True
        model.refresh()
        until(lambda: model.is_settled and model.table.states)
        model.delete(model.table.shown[0])
        assert told[1:] == [home_words.busy_meeting().headline]
        assert len(model.table.shown) == 3


def test_the_button_says_which_meeting_it_goes_on_with_and_a_final_one_is_none(tmp_path: Path, until: Until) -> None:
    library = library_of(tmp_path / "会議")
    with window_on(library) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        latest = window.home.latest()
        assert latest is not None
        for folder in library.iterdir():
            with OpenMeeting(folder) as book:
                final = book.meeting.occasion.title != "第2回 庁議"
                book.commit(set_status(book.meeting, "confirmed" if final else "review"))
        window.home.refresh()
        until(lambda: "第2回 庁議" in window.home_view.latest.text())
        assert "確認中" in window.home_view.latest.text()
        press(window.home_view, words.CONTINUE)
        until(lambda: window.editor.model.is_open)
        assert window.editor.model.meeting.occasion.title == "第2回 庁議"


def test_a_meeting_that_is_confirmed_despite_something_is_not_confirmed_again(tmp_path: Path) -> None:
    folder = next(library_of(tmp_path / "会議").iterdir())
    with OpenMeeting(folder) as book:
        book.commit(add_item(book.meeting, Item("i9", "decision", "会費は2千円とする。")))
        reasoned = verdict_of(book.meeting, "急ぎ")
        assert reasoned.sentences
        assert reasoned.change is not None
        before = book.commit(reasoned.change)
    assert list(change_status(folder, "confirmed", lambda *_: None)) == []
    assert load(folder) == before
    assert list(change_status(folder, "review", lambda *_: None)) == []
    assert list(change_status(folder, "confirmed", lambda *_: None)) == [reasoned.sentences]


def test_many_meetings_are_searched_a_slice_at_a_time(until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    meetings = [
        Listed(Glance(Path(f"/会議/{number}"), Occasion(f"第{number}回"), Stage.HEARD), f"第{number}回 予算")
        for number in range(2000)
    ]
    monkeypatch.setattr(finding, "SLICE_S", 0.0)
    looking = Finding()
    found: list[list[Listed]] = []
    looking.found.connect(found.append)
    looking.begin(meetings, "ない")
    done = [looking.is_done]
    looking.begin(meetings, "予算 第1999回")
    until(lambda: found)
    assert [*done, looking.is_done] == [False, True]
    assert [[one.glance.folder.name for one in hits] for hits in found] == [["1999"]]


def test_what_was_read_once_is_not_read_again_until_it_changes(tmp_path: Path) -> None:
    library = library_of(tmp_path / "会議")
    shelf = Shelf()
    before = list(shelf.meetings(library, no_report))
    again = list(shelf.meetings(library, no_report))
    assert again == before
    assert all(one.findable is other.findable for one, other in zip(before, again, strict=True))
    with OpenMeeting(before[0].glance.folder) as book:
        book.commit(set_text(book.meeting, "u1", "直した文"))
        assert next(iter(shelf.meetings(library, no_report))).glance.owner is not None
    changed = list(shelf.meetings(library, no_report))
    assert "直した文" in changed[0].findable
    assert changed[0].glance.owner is None
    assert [one.findable is other.findable for one, other in zip(before, changed, strict=True)] == [False, True, True]


def test_the_list_comes_into_view_while_it_is_being_read(tmp_path: Path, until: Until, app: QApplication) -> None:
    library = library_of(tmp_path / "会議")
    with window_on(library) as window:
        until(lambda: window.home.is_read and window.home.is_settled)
        seen = _partly_read(window)
        assert seen == home_words.COMING.format(2)


def _partly_read(window: Window) -> str:
    """What stands above the list when two meetings have come and the reading goes on."""
    model = window.home
    two, model.is_read = model.all[:2], False
    model._shown_at = 0.0
    model._come(list(two))
    return window.home_view.note.text()


def test_a_long_meeting_is_found_by_the_same_text_as_if_it_were_read_at_once(tmp_path: Path) -> None:
    texts = [f"ﾊﾟｿｺﾝの{number}台目、か\u3099 ①" for number in range(3 * LINES)]
    said = tuple(Utterance(f"u{n}", n * 10, n * 10 + 9, text, text) for n, text in enumerate(texts))
    create(tmp_path, replace(a_meeting(1), utterances=said))
    [listed] = Shelf().meetings(tmp_path, no_report)
    assert listed.findable.endswith(plain("\n".join(texts)))
