"""A cell of running text: wrapped, its fillers light, edited in place without ever losing what is being composed."""

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QSize,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QGuiApplication,
    QInputMethodEvent,
    QKeyEvent,
    QPainter,
    QResizeEvent,
    QTextCharFormat,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import QApplication, QPlainTextEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from minutes_app.gui.view_models.utterance_table import UTTERANCE
from minutes_app.gui.views.colours import lighter_text
from minutes_app.meeting.fillers import spans
from minutes_app.meeting.model import Utterance
from minutes_app.wording.editor import TEXT_NAME

Index = QModelIndex | QPersistentModelIndex
MARGIN = 6
_ENDS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


class TextEditor(QPlainTextEdit):
    """The text while it is typed. `composing` is what the input method has not given yet."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.composing = ""
        self.is_filled = False
        self.setAccessibleName(TEXT_NAME)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.setStyleSheet("padding: 0px; min-height: 0px; border-radius: 0px;")
        self.document().setDocumentMargin(MARGIN - 2)

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        """Remember what is being composed."""
        self.composing = event.preeditString()
        super().inputMethodEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the text is higher than its room, the cursor's line stays in it."""
        super().resizeEvent(event)
        self.ensureCursorVisible()

    def needed_px(self) -> int:
        """The height of all its lines in its width, with what is being composed and in whatever font they are shown."""
        layout, block = self.document().documentLayout(), self.document().begin()
        height = 2 * self.document().documentMargin()
        while block.isValid():
            height += layout.blockBoundingRect(block).height()
            block = block.next()
        return ceil(height)

    def settle(self) -> None:
        """Take what is being composed as it stands, as if the person had confirmed it."""
        if self.composing:
            QGuiApplication.inputMethod().commit()
        if self.composing:
            event = QInputMethodEvent("", [])
            event.setCommitString(self.composing)
            QApplication.sendEvent(self, event)

    def place_cursor(self, at: int) -> None:
        """The cursor before character `at` (in UTF-16 units as Qt counts, from Python's)."""
        cursor = self.textCursor()
        cursor.setPosition(units(self.toPlainText()[:at]))
        self.setTextCursor(cursor)

    def cursor_at(self) -> int:
        """How many characters, as Python counts, stand before the cursor."""
        return characters(self.toPlainText(), self.textCursor().position())


def units(text: str) -> int:
    """The length as Qt counts: characters outside the basic plane (𠮷, 🎉) are two."""
    return len(text.encode("utf-16-le")) // 2


def characters(text: str, position: int) -> int:
    """A position of Qt as Python counts."""
    return len(text.encode("utf-16-le")[: position * 2].decode("utf-16-le", "ignore"))


class TextDelegate(QStyledItemDelegate):
    """Paints and edits cells of running text."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.editor: TextEditor | None = None

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """One editor at a time."""
        self.editor = TextEditor(parent)
        self.editor.setFont(option.font)
        return self.editor

    def destroyEditor(self, editor: QWidget, index: Index) -> None:
        """Closed in whatever way; it is deleted later."""
        if self.editor is editor:
            self.editor = None
        super().destroyEditor(editor, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Only once: later changes of the cell must not overwrite what the person types."""
        if isinstance(editor, TextEditor) and not editor.is_filled:
            editor.is_filled = True
            editor.setPlainText(str(index.data(Qt.ItemDataRole.EditRole)))
            editor.moveCursor(editor.textCursor().MoveOperation.End)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """The person's wording, with what is still being composed."""
        if isinstance(editor, TextEditor):
            editor.settle()
            text = editor.toPlainText()
            if text != index.data(Qt.ItemDataRole.EditRole):
                model.setData(index, text)

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Enter, Esc and Tab end the editing; nothing typed is thrown away."""
        if isinstance(editor, TextEditor):
            if event.type() == QEvent.Type.FocusOut:
                editor.settle()
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _ends(event):
                self.finish()
                return True
        return super().eventFilter(editor, event)

    def finish(self) -> None:
        """Put the text in place and close the editor, if there is one."""
        if self.editor is not None:
            editor = self.editor
            self.commitData.emit(editor)
            self.closeEditor.emit(editor)
            self.editor = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The style's own background, and the text on it."""
        self.initStyleOption(option, index)
        text = str(option.text)
        option.text = ""
        widget: QWidget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, widget)
        rect = option.rect
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        light = lighter_text(option.palette, selected=selected)
        layout = self._laid_out(text, option, rect.width(), _formats(text, index.data(UTTERANCE), light))
        painter.save()
        painter.setClipRect(rect)
        palette = option.palette
        painter.setPen((palette.highlightedText() if selected else palette.text()).color())
        spare = max((rect.height() - layout.boundingRect().height()) / 2, MARGIN)
        layout.draw(painter, QPointF(rect.left() + MARGIN, rect.top() + spare))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """As many lines as the text needs in the column's width."""
        self.initStyleOption(option, index)
        layout = self._laid_out(str(option.text), option, option.rect.width())
        return QSize(option.rect.width(), round(layout.boundingRect().height()) + 2 * MARGIN)

    def _laid_out(
        self, text: str, option: QStyleOptionViewItem, width: int, formats: Sequence[QTextLayout.FormatRange] = ()
    ) -> QTextLayout:
        layout = QTextLayout(text, option.font)
        layout.setFormats(formats)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(wrapping)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(max(width - 2 * MARGIN, 20))
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout


def _ends(event: QKeyEvent) -> bool:
    keypad = Qt.KeyboardModifier.KeypadModifier
    return event.key() in _ENDS and not event.modifiers() & ~(keypad | Qt.KeyboardModifier.ShiftModifier)


def _formats(text: str, utterance: object, light: QColor) -> list[QTextLayout.FormatRange]:
    struck = isinstance(utterance, Utterance) and utterance.deleted
    places = ((0, len(text)),) if struck else spans(text) if isinstance(utterance, Utterance) else ()
    return [_format(text, start, end, light, struck=struck) for start, end in places]


def _format(text: str, start: int, end: int, light: QColor, *, struck: bool) -> QTextLayout.FormatRange:
    shown = QTextCharFormat()
    shown.setForeground(light)
    shown.setFontStrikeOut(struck)
    shown.setFontWeight(QFont.Weight.Normal)
    found = QTextLayout.FormatRange()
    found.start, found.length = units(text[:start]), units(text[start:end])
    found.format = shown
    return found
