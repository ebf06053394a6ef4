"""A decision that rests on 非公開 only: the editor says that no document has it, and asks before one does."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from minutes_app.gui.view_models.open_points import open_points
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.side_panels import Panel
from minutes_app.meeting.store import load
from minutes_app.minutes.secrecy import withheld
from minutes_app.wording import secrecy as words
from tests.gui.editing import Decks, a_folder, open_editor
from tests.gui.scene import Until

DECIDED = "原案のとおり決定"


@pytest.fixture
def view(tmp_path: Path, until: Until) -> Iterator[EditorView]:
    with open_editor(a_folder(tmp_path), until, Decks()) as made:
        yield made


def answer(text: str) -> None:
    """Press that button of the question that comes."""

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox):
            assert DECIDED in box.informativeText()
            assert box.defaultButton() is next(one for one in box.buttons() if one.text() == words.NO)
            next(one for one in box.buttons() if one.text() == text).click()
        else:
            QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)


def hide_the_evidence(view: EditorView) -> Panel:
    view.tabs.setCurrentWidget(view.items)
    view.utterances.go(1)
    view.commands.run("hide")
    view.items.view.selectRow(0)
    return view.items


def kind_cell(panel: Panel) -> str:
    table = panel.view.model()
    return str(table.index(0, 0).data())


def test_nothing_is_asked_where_there_is_nothing_to_hide(view: EditorView) -> None:
    view.tabs.setCurrentWidget(view.items)
    view.items.view.selectRow(0)
    assert not view.items.buttons[words.RELEASE].isVisible()
    assert words.HELD_BACK not in kind_cell(view.items)
    assert open_points(view.model.meeting) == tuple(
        point for point in open_points(view.model.meeting) if "非公開" not in point.line
    )


def test_it_is_held_back_told_and_told_to_readers_only_after_an_express_yes(view: EditorView, until: Until) -> None:
    panel = hide_the_evidence(view)
    button = panel.buttons[words.RELEASE]
    assert words.HELD_BACK in kind_cell(panel)
    assert button.isVisible()
    [line] = [point for point in open_points(view.model.meeting) if "非公開" in point.line]
    assert (line.line, line.utterance_ids) == (words.held_back(DECIDED), ("u1",))
    answer(words.NO)
    button.click()
    assert [piece.id for piece in withheld(view.model.meeting)] == ["i1"]
    answer(words.YES)
    button.click()
    assert withheld(view.model.meeting) == ()
    assert words.RELEASED in kind_cell(panel)
    assert button.text() == words.HOLD_BACK
    until(lambda: view.model.unsaved == 0)
    assert load(view.model.folder).items[0].released
    button.click()
    assert [piece.id for piece in withheld(view.model.meeting)] == ["i1"]
    view.commands.run("undo")
    assert withheld(view.model.meeting) == ()


def test_making_the_evidence_public_again_takes_the_question_away(view: EditorView) -> None:
    panel = hide_the_evidence(view)
    view.commands.run("hide")
    assert words.HELD_BACK not in kind_cell(panel)
    assert not panel.buttons[words.RELEASE].isVisible()
