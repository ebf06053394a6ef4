"""保管の一覧 from the menu: what has ended, by mouse and by keys; read in a lane, and nothing is deleted."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from minutes_app.closing.ledger import FILE
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.shelf import ShelfModel
from minutes_app.gui.view_models.shelf_table import END_COLUMN, TITLE_COLUMN
from minutes_app.gui.views.filing_door import FilingDoor
from minutes_app.gui.views.shelf_dialog import ShelfDialog
from minutes_app.gui.views.window import Window
from minutes_app.wording import shelf as words
from tests.closing.archived import archived_meeting
from tests.gui.controls import unusable
from tests.gui.scene import Until, held, press, window_on
from tests.gui.settings import a_workshop


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """Three archived meetings; the period of the second has ended."""
    for title, kept_for, finished in (
        ("庁議10", "30年", "2026-11-24"),
        ("庁議9", "5年", "2019-11-24"),
        ("防災会議", "永年", "2019-11-24"),
    ):
        archived_meeting(tmp_path / "会議", tmp_path / "保管", title, kept_for, finished)
    return tmp_path / "会議"


def chosen_in_menu(window: Window) -> ShelfDialog:
    """The dialog, as the menu opens it."""
    menus = [one.menu() for one in window.menuBar().actions()]
    entries = [one for menu in menus if isinstance(menu, QMenu) for one in menu.actions()]
    next(one for one in entries if one.text() == words.MENU).trigger()
    door = window.findChild(FilingDoor)
    assert door is not None
    assert door.shelf.dialog is not None
    return door.shelf.dialog


@contextmanager
def shelf_on(library: Path, until: Until) -> Iterator[tuple[Window, ShelfDialog]]:
    """The dialog above the window, when it is read."""
    with window_on(library) as window:
        dialog = chosen_in_menu(window)
        until(lambda: dialog.model.is_read and not dialog.model.is_busy)
        try:
            yield window, dialog
        finally:
            door = window.findChild(FilingDoor)
            if door is not None and door.shelf.dialog is not None:
                door.shelf.dialog.close()


def column(dialog: ShelfDialog, at: int) -> list[str]:
    table = dialog.model.table
    return [table.data(table.index(row, at)) for row in range(table.rowCount())]


def test_what_has_ended_stands_first_marked_and_what_to_do_is_said(library: Path, until: Until) -> None:
    with shelf_on(library, until) as (_window, dialog):
        assert column(dialog, END_COLUMN) == ["【満了】令和7年3月31日", "令和39年3月31日", "期限なし"]
        assert dialog.notes.text() == f"{words.summary(3, 1)}\n{words.ADVICE}"
        assert dialog.chosen is not None
        assert dialog.chosen.title == "庁議9"
        assert dialog.chosen.archive.file.name in dialog.detail.text()
        assert not dialog.warning.isVisible()
        assert unusable(dialog) == []
        assert dialog.table.accessibleName() == words.TITLE


def test_a_click_on_a_head_sorts_and_what_was_chosen_stays_chosen(library: Path, until: Until) -> None:
    with shelf_on(library, until) as (_window, dialog):
        header = dialog.table.horizontalHeader()
        for descending, titles in ((False, ["庁議9", "庁議10", "防災会議"]), (True, ["防災会議", "庁議10", "庁議9"])):
            place = QPoint(header.sectionPosition(TITLE_COLUMN) + 20, header.height() // 2)
            QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
            assert column(dialog, TITLE_COLUMN) == titles
            assert (header.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder) == descending
            assert dialog.chosen is not None
            assert dialog.chosen.title == "庁議9"
        dialog.model.read()
        until(lambda: not dialog.model.is_busy)
        assert column(dialog, TITLE_COLUMN)[0] == "防災会議", "the order stays when it is read again"
        assert dialog.chosen is not None
        assert dialog.chosen.title == "庁議9"


def test_by_keys_from_the_list_to_the_meeting(library: Path, until: Until) -> None:
    with shelf_on(library, until) as (window, dialog):
        until(lambda: dialog.table.hasFocus())
        QTest.keyClick(dialog.table, Qt.Key.Key_Down)
        assert dialog.chosen is not None
        wanted = dialog.chosen.folder
        assert dialog.chosen.title == "庁議10"
        QTest.keyClick(dialog.table, Qt.Key.Key_Return)
        door = window.findChild(FilingDoor)
        assert door is not None
        until(lambda: door.filing is not None and not door.filing.model.is_busy)
        assert door.filing is not None
        assert door.filing.model.folder == wanted
        assert window.pages.currentWidget() is door.filing
        assert door.shelf.dialog is None


def test_escape_closes_it_and_the_menu_opens_it_anew(library: Path, until: Until) -> None:
    with shelf_on(library, until) as (window, dialog):
        assert chosen_in_menu(window) is dialog, "one is enough"
        QTest.keyClick(dialog, Qt.Key.Key_Escape)
        again = chosen_in_menu(window)
        assert again is not dialog
        until(lambda: not again.model.is_busy)
        assert again.table.model().rowCount() == 3


def test_the_files_are_looked_into_only_when_it_is_wanted(library: Path, until: Until) -> None:
    with shelf_on(library, until) as (_window, dialog):
        files = [Path(row.archive.file.name) for row in dialog.model.table.rows]
        content = files[0].read_bytes()
        files[0].write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
        files[1].unlink()
        press(dialog, words.READ_AGAIN)
        until(lambda: not dialog.model.is_busy)
        assert column(dialog, 4) == [words.FILES[one] for one in ("there", "missing", "there")]
        press(dialog, words.VERIFY)
        until(lambda: not dialog.model.is_busy)
        assert column(dialog, 4) == [words.FILES[one] for one in ("changed", "missing", "fits")]


def test_it_is_read_in_a_lane_and_the_window_does_not_wait(library: Path) -> None:
    with a_workshop(library) as shop:
        model = ShelfModel(shop)
        with held(model._lane):
            model.read()
            assert model.is_busy
            assert not model.is_read
            assert not model.can_verify


def test_a_meeting_whose_record_cannot_be_read_is_named(library: Path, until: Until) -> None:
    damaged = next(folder for folder in library.iterdir() if "防災会議" in folder.name)
    (damaged / FILE).write_bytes(b"{}\n")
    with shelf_on(library, until) as (_window, dialog):
        assert dialog.warning.isVisible()
        assert damaged.name in dialog.warnings.text()
        assert len(column(dialog, TITLE_COLUMN)) == 2


def test_a_library_without_archives_is_a_sentence(tmp_path: Path, until: Until) -> None:
    with shelf_on(tmp_path, until) as (_window, dialog):
        assert dialog.notes.text() == words.EMPTY
        assert dialog.detail.text() == ""
        assert not dialog.go.isEnabled()
        assert not dialog.verify.isEnabled()


def test_a_library_that_cannot_be_read_is_told(library: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    with a_workshop(library) as shop:
        model = ShelfModel(shop)
        failures = list[Failure]()
        model.failed.connect(failures.append)

        def refused(_path: Path) -> Iterator[Path]:
            raise PermissionError(13, "no")

        monkeypatch.setattr(Path, "iterdir", refused)
        model.read()
        until(lambda: not model.is_busy)
    assert len(failures) == 1
