"""もう一度起こす: which model, which words to expect, and then the old and the new text side by side."""

import html
from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.editing.again import Part, Side
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.again import AgainModel, State
from minutes_app.gui.views.parts import button, label, row
from minutes_app.gui.views.sizes import resize_within
from minutes_app.wording import correcting as words
from minutes_app.wording.editor import warned

HEIGHT = 36
ASKING, COMPARING = (760, 260), (880, 540)
"""The least size while asking, and with both texts."""


class AgainDialog(QDialog):
    """Stays beside the transcript; the person may go on correcting while the engine works."""

    heard_wanted = Signal(int, int)
    """The person wants to hear from a time to another."""

    def __init__(self, model: AgainModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.AGAIN_TITLE)
        self.model = model
        self.about = label(role="section")
        self.models, self.hotwords = QComboBox(self), QLineEdit(model.hotwords, self)
        self.begin = button(words.AGAIN_DO, self._begin, main=True)
        self.stop = button(words.AGAIN_STOP, model.stop)
        self.bar, self.line = QProgressBar(self), label(role="soft")
        self.note = label()
        self.old, self.new = self._text(words.OLD), self._text(words.NEW)
        self.sides = QWidget(self)
        self.take = button(words.TAKE, self._take, main=True)
        self.keep = button(words.KEEP, self.close)
        self._compared = False
        self._lay_out()
        model.changed.connect(self._show)
        model.progress.changed.connect(self._show_progress)
        model.models_read.connect(self._models_read)
        model.failed.connect(self._tell_failure)
        model.stopped.connect(self._tell_stopped)
        model.editor.changed.connect(self._show)
        self.resize(*ASKING)
        self._show()
        self._show_models()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Whoever leaves does not wait for it any more."""
        self.model.stop()
        super().closeEvent(event)

    def _lay_out(self) -> None:
        for widget, name in ((self.models, words.MODEL), (self.hotwords, words.HOTWORDS)):
            widget.setMinimumHeight(HEIGHT)
            widget.setAccessibleName(name)
        self.hotwords.setPlaceholderText(words.HOTWORDS_HINT)
        self.bar.setAccessibleName(words.AGAIN_TITLE)
        self.bar.setTextVisible(False)
        form = QFormLayout()
        form.addRow(words.MODEL, self.models)
        form.addRow(words.HOTWORDS, self.hotwords)
        hear = button(words.HEAR, self._hear)
        column = self._column = QVBoxLayout(self)
        column.addWidget(self.about)
        column.addWidget(label(words.AGAIN_SAFE, "soft"))
        column.addLayout(form)
        column.addLayout(row(hear, self.begin, self.stop, None))
        for shown in (self.bar, self.line, self.note):
            column.addWidget(shown)
        column.addWidget(self.sides, 1)
        column.addStretch(0)
        column.addLayout(row(None, self.take, self.keep))
        self._lay_out_sides()

    def _lay_out_sides(self) -> None:
        column = QVBoxLayout(self.sides)
        column.setContentsMargins(0, 0, 0, 0)
        pair = QHBoxLayout()
        for name, text in ((words.OLD, self.old), (words.NEW, self.new)):
            side = QVBoxLayout()
            side.addWidget(label(name, "section"))
            side.addWidget(text)
            pair.addLayout(side)
        column.addLayout(pair)
        column.addWidget(label(words.OLD_MARK, "soft"))

    def _text(self, name: str) -> QTextBrowser:
        text = QTextBrowser(self)
        text.setAccessibleName(name)
        text.setOpenLinks(False)
        return text

    def _begin(self) -> None:
        self.note.setText("")
        self.model.begin(self.models.currentData(), self.hotwords.text())

    def _take(self) -> None:
        self.model.take()
        self.close()

    def _hear(self) -> None:
        self.heard_wanted.emit(self.model.stretch.start_ms, self.model.stretch.end_ms)

    def _models_read(self) -> None:
        self._show_models()
        if not self.model.models:
            self._tell(warned(words.NO_READY_MODEL))

    def _show_models(self) -> None:
        chosen = self.models.currentData() or self.model.default_model
        self.models.clear()
        for each in self.model.models:
            self.models.addItem(words.model_name(each.name, demo=each.demo), each.name)
        self.models.setCurrentIndex(max(self.models.findData(chosen), 0 if self.model.models else -1))
        self._show()

    def _show(self) -> None:
        model = self.model
        if not model.editor.is_open:
            self.close()
            return
        heard, working = model.state is State.HEARD, model.state is State.WORKING
        old = model.sides()[0] if heard else model.standing()
        self.about.setText(words.again_about(model.stretch.start_ms, model.stretch.end_ms, len(old)))
        ready = self.models.count() > 0 and not model.is_too_long
        self.begin.setEnabled(ready and not working)
        self.stop.setVisible(working)
        self.sides.setVisible(heard)
        self.take.setVisible(heard)
        self.keep.setText(words.KEEP if heard else words.CANCEL)
        self.models.setEnabled(not working)
        self.hotwords.setEnabled(not working)
        if model.is_too_long:
            self.note.setText(warned(words.TOO_LONG))
        elif model.notices:
            self.note.setText("\n".join(model.notices))
        if heard:
            self._show_sides()
        self.note.setVisible(bool(self.note.text()))
        self._show_progress()
        self._make_room()

    def _show_sides(self) -> None:
        if not self._compared:
            self._compared = True
            resize_within(self, *COMPARING)
        parts = self.model.differences()
        self.old.setHtml(_page(parts, "old") or html.escape(words.NO_UTTERANCE))
        self.new.setHtml(_page(parts, "new") or html.escape(words.NO_TEXT))
        same = all(part.side == "both" for part in parts) and bool(parts)
        self.take.setEnabled(not same)
        if same:
            self.note.setText(words.SAME)

    def _show_progress(self) -> None:
        progress, working = self.model.progress, self.model.state is State.WORKING
        self.bar.setVisible(working and progress.is_shown)
        self.bar.setRange(0, 100 if progress.percent >= 0 else 0)
        self.bar.setValue(max(0, progress.percent))
        said = words.AGAIN_WAITING if self.model.waits else progress.line if progress.is_shown else ""
        self.line.setText(said if working else "")
        self.line.setVisible(bool(self.line.text()))

    def _tell_failure(self, failure: Failure) -> None:
        self._tell(warned(failure.message.as_text()))

    def _tell_stopped(self) -> None:
        self._tell(words.AGAIN_STOPPED)

    def _tell(self, sentence: str) -> None:
        self.note.setText(sentence)
        self.note.setVisible(True)
        self._make_room()

    def _make_room(self) -> None:
        """Sentences that wrap are seen whole."""
        self.resize(self.width(), max(self.height(), self._column.totalHeightForWidth(self.width())))


def _page(parts: Iterable[Part], side: Side) -> str:
    """The text of one side; what the other has not is struck out, or underlined."""
    tags = {"old": ("<s>", "</s>"), "new": ("<u><b>", "</b></u>"), "both": ("", "")}
    shown = []
    for part in parts:
        if part.side in ("both", side):
            before, after = tags[part.side]
            shown.append(f"{before}{html.escape(part.text)}{after}".replace("\n", f"{after}<br>{before}"))
    return "".join(shown)
