"""Below a list of 要点 or 決定・宿題: whether documents may tell the chosen one, where all it rests on is 非公開."""

from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.piece_tables import RestingTable
from minutes_app.gui.views.parts import agreed
from minutes_app.gui.views.piece_view import PieceView
from minutes_app.meeting import edit
from minutes_app.meeting.model import Item, Point
from minutes_app.wording import secrecy as words


class Releasing:
    """Drives a button that is seen only where it is a question."""

    def __init__(self, model: EditorModel, view: PieceView, button: QPushButton) -> None:
        self._model, self._view, self._button = model, view, button
        view.looked.connect(self._show)
        self._show()

    def press(self) -> None:
        """Ask expressly before it is told; hold it back at once."""
        piece, standing = self._chosen()
        if piece is None or not standing:
            return
        if piece.released or agrees(self._view.window(), piece.text):
            self._model.do(edit.release(self._model.meeting, piece, not piece.released))
            self._view.choose(piece.id)

    def _show(self) -> None:
        piece, standing = self._chosen()
        self._button.setVisible(bool(standing))
        self._button.setText(words.HOLD_BACK if piece is not None and piece.released else words.RELEASE)

    def _chosen(self) -> tuple[Item | Point | None, str]:
        """The piece of the current row, and how it stands."""
        table, piece = self._view.model(), self._view.chosen()
        if isinstance(table, RestingTable) and isinstance(piece, Item | Point):
            return piece, table.standing(piece)
        return None, ""


def agrees(window: QWidget, text: str) -> bool:
    """Whether the person wants a piece told; Enter and Esc tell nobody."""
    warning = QMessageBox.Icon.Warning
    return agreed(window, words.ASK, hint=words.ask_hint(text), yes=words.YES, no=words.NO, icon=warning)
