"""Which documents 一括 writes after each meeting: a small dialog of templates and formats."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QDialog, QScrollArea, QVBoxLayout, QWidget

from minutes_app.batch.ledger import Wish
from minutes_app.gui.views.parts import button, label, row
from minutes_app.word.template import TemplateEntry
from minutes_app.wording import batch as words, gui as gui_words

SIZE = (460, 460)


class DocumentsDialog(QDialog):
    """Nothing chosen: only the text is made."""

    wished = Signal(object)
    """A `Wish`."""

    def __init__(self, parent: QWidget, templates: Sequence[TemplateEntry], wish: Wish) -> None:
        super().__init__(parent)
        self.setWindowTitle(words.CHOSEN_DOCUMENTS)
        self.resize(*SIZE)
        self.templates = {entry.path: QCheckBox(_shown(entry)) for entry in templates}
        self.formats = {name: QCheckBox(shown) for name, shown in gui_words.FORMAT_NAMES.items()}
        for path, box in self.templates.items():
            box.setChecked(str(path) in wish.templates)
        for name, box in self.formats.items():
            box.setChecked(name in wish.formats)
        self.accept_it = button(words.ACCEPT, self._accept, main=True)
        self._build()

    def _build(self) -> None:
        inside = QWidget()
        choices = QVBoxLayout(inside)
        choices.addWidget(label(gui_words.TEMPLATES, "section"))
        for box in self.templates.values():
            choices.addWidget(box)
        choices.addWidget(label(gui_words.FORMATS, "section"))
        for box in self.formats.values():
            choices.addWidget(box)
        choices.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        layout = QVBoxLayout(self)
        layout.addWidget(label(words.NO_DOCUMENTS_HINT, "soft"))
        layout.addWidget(area, 1)
        layout.addLayout(row(None, button(words.CANCEL, self.reject), self.accept_it))

    def _accept(self) -> None:
        templates = tuple(str(path) for path, box in self.templates.items() if box.isChecked())
        self.wished.emit(Wish(templates, tuple(name for name, box in self.formats.items() if box.isChecked())))
        self.accept()


def names_of(wish: Wish) -> list[str]:
    """The documents by name."""
    return [*(Path(path).stem for path in wish.templates), *(gui_words.FORMAT_NAMES[name] for name in wish.formats)]


def _shown(entry: TemplateEntry) -> str:
    return entry.name if entry.built_in else f"{entry.name}{gui_words.OWN_TEMPLATE}"
