"""What is typed can be seen: the open text stays in sight, whatever grows, shrinks or moves around it."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtWidgets import QApplication

from minutes_app.gui.view_models.utterance_table import Column
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.views.look import dress
from minutes_app.gui.views.text_cell import TextEditor
from tests.gui.editing import a_folder, open_editor
from tests.gui.scene import Until
from tests.unit.meeting.making import a_meeting

MANY = 200
FAR = 150
LONG = "書かない窓口の導入費用は480万円を見込んでおり、来年度の当初予算に計上する方向で調整しています。" * 3


@pytest.fixture(params=[100, 150])
def view(tmp_path: Path, until: Until, app: QApplication, request: pytest.FixtureRequest) -> Iterator[EditorView]:
    """A long meeting of long texts, as it looks in the window."""
    dress(app, "light", request.param)
    meeting = replace(a_meeting(MANY), recordings=())
    said = tuple(replace(each, text=LONG[: 20 + 40 * (n % 3)]) for n, each in enumerate(meeting.utterances))
    with open_editor(a_folder(tmp_path, replace(meeting, utterances=said)), until) as made:
        _settle()
        yield made


def _settle() -> None:
    """As a person sees it: after all that was put off."""
    for _turn in range(5):
        QApplication.processEvents()


def _opened(view: EditorView, row: int) -> TextEditor:
    editor = view.utterances.edit_row(row)
    assert editor is not None
    return editor


def _type(editor: TextEditor, text: str) -> None:
    for character in text:
        event = QInputMethodEvent()
        event.setCommitString(character)
        QApplication.sendEvent(editor, event)
    _settle()


def _is_seen(view: EditorView, editor: TextEditor) -> bool:
    """The cursor's line is within the open text, and the open text within the list."""
    cursor = editor.cursorRect()
    place = QRect(editor.viewport().mapTo(view.utterances.viewport(), cursor.topLeft()), cursor.size())
    inside = editor.viewport().rect().contains(cursor)
    return inside and view.utterances.viewport().rect().contains(place)


def test_a_text_far_down_is_in_sight_once_all_around_it_has_its_height(view: EditorView) -> None:
    editor = _opened(view, FAR)
    _settle()
    assert _is_seen(view, editor)
    assert view.utterances.rowHeight(FAR - 1) > view.utterances.verticalHeader().defaultSectionSize()


@pytest.mark.parametrize("row", [0, FAR, MANY - 1])
def test_every_line_that_is_typed_is_in_sight(row: int, view: EditorView) -> None:
    editor = _opened(view, row)
    for _line in range(6):
        _type(editor, LONG[:25])
        assert _is_seen(view, editor)
        below = editor.viewport().height() - 1 - editor.cursorRect().bottom()
        assert below >= editor.document().documentMargin()


def test_what_is_being_composed_is_in_sight_before_it_is_taken(view: EditorView) -> None:
    editor = _opened(view, FAR)
    QApplication.sendEvent(editor, QInputMethodEvent(LONG, []))
    _settle()
    assert editor.composing == LONG
    assert view.utterances.rowHeight(FAR) >= editor.needed_px()
    assert _is_seen(view, editor)


def test_a_text_higher_than_the_list_is_typed_in_sight(view: EditorView) -> None:
    editor = _opened(view, FAR)
    _type(editor, LONG * 6)
    assert _is_seen(view, editor)
    assert view.utterances.rowHeight(FAR) <= view.utterances.viewport().height()
    view.utterances.finish_editing()
    assert view.model.meeting.utterances[FAR].text == LONG[: 20 + 40 * (FAR % 3)] + LONG * 6


def test_a_text_higher_than_the_list_is_in_sight_when_the_list_gets_lower(view: EditorView) -> None:
    editor = _opened(view, FAR)
    _type(editor, LONG * 6)
    view.resize(view.width(), view.height() - 130)
    _settle()
    assert _is_seen(view, editor)


def test_from_the_end_the_list_moves_as_far_as_it_is_scrolled(view: EditorView) -> None:
    view.utterances.verticalScrollBar().setValue(view.utterances.verticalScrollBar().maximum())
    _settle()
    for px in (-40, -200, -300):
        assert _moved(view, px)


def test_a_lower_list_keeps_the_open_text_in_sight(view: EditorView) -> None:
    editor = _opened(view, FAR)
    view.resize(view.width(), view.height() - 130)
    _settle()
    assert _is_seen(view, editor)


def test_a_narrower_list_keeps_the_open_text_in_sight(view: EditorView) -> None:
    editor = _opened(view, FAR)
    view.resize(view.width() - 120, view.height())
    _settle()
    assert _is_seen(view, editor)


def test_another_edit_leaves_the_open_text_its_room(view: EditorView) -> None:
    editor = _opened(view, FAR)
    _type(editor, LONG)
    height = view.utterances.rowHeight(FAR)
    view.model.toggle_checked(("u3",))
    _settle()
    assert view.utterances.rowHeight(FAR) == height
    assert _is_seen(view, editor)


def test_who_scrolls_away_from_an_open_text_is_not_pulled_back(view: EditorView) -> None:
    _opened(view, FAR)
    _settle()
    top = view.utterances.rowAt(0)
    for _notch in range(40):
        assert _moved(view, -3 * view.utterances.verticalScrollBar().singleStep())
    assert view.utterances.rowAt(0) < top - 20
    assert view.utterances.is_editing


def _moved(view: EditorView, px: int) -> bool:
    """Scroll; whether what was at the top is now so far from where it was, whatever got its height meanwhile."""
    seen = view.utterances.rowAt(0)
    before = view.utterances.rowViewportPosition(seen) + view.utterances.rowHeight(seen)
    bar = view.utterances.verticalScrollBar()
    bar.setValue(bar.value() + px)
    _settle()
    return view.utterances.rowViewportPosition(seen) + view.utterances.rowHeight(seen) == before - px


def test_the_list_moves_as_far_as_it_is_scrolled_though_rows_get_their_height(view: EditorView) -> None:
    bar = view.utterances.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    _settle()
    for px in (-60, -60, -200, 60, 200, -60, -400, -60):
        assert _moved(view, px)


def test_texts_are_whole_at_once_wherever_the_list_is_scrolled_to(view: EditorView) -> None:
    rows, bar = view.utterances, view.utterances.verticalScrollBar()
    for part in (2, 3, 1):
        bar.setValue(bar.maximum() * part // 3)
        _settle()
        seen = range(rows.rowAt(0), rows.rowAt(rows.viewport().height() - 1) + 1)
        assert len(seen) >= 3
        cut = [
            row
            for row in seen
            if rows.rowHeight(row) < rows.sizeHintForIndex(rows.model().index(row, Column.TEXT)).height()
        ]
        assert cut == []


def test_a_text_higher_than_the_list_can_be_read_to_its_end(view: EditorView) -> None:
    _type(_opened(view, FAR), LONG * 12)
    view.utterances.finish_editing()
    _settle()
    rows, bar = view.utterances, view.utterances.verticalScrollBar()
    assert rows.rowHeight(FAR) > rows.viewport().height()
    while rows.rowViewportPosition(FAR) + rows.rowHeight(FAR) > rows.viewport().height():
        assert rows.rowAt(0) <= FAR
        before = bar.value()
        bar.setValue(before + bar.singleStep())
        assert bar.value() > before


def test_a_text_that_was_left_for_another_place_is_not_open_any_more(view: EditorView) -> None:
    editor = _opened(view, 3)
    _type(editor, "。")
    view.utterances.setFocus()
    assert not view.utterances.is_editing
    _settle()
    view.utterances.go(FAR, quietly=True)
    assert view.utterances.row() == FAR
    assert view.model.meeting.utterances[3].text == LONG[:20] + "。"
