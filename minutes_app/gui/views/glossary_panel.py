"""用語辞書: the words that every meeting may hold, one a line."""

from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from minutes_app.gui.view_models.glossary import KEY, GlossaryModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import settings_window as words


class GlossaryPanel(QWidget):
    """Shows a `GlossaryModel`."""

    def __init__(self, model: GlossaryModel) -> None:
        super().__init__()
        self.model = model
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(words.title_of(KEY))
        self.text.setTabChangesFocus(True)
        self.text.setAcceptDrops(False)
        self.text.setMinimumHeight(240)
        self.text.textChanged.connect(self._typed)
        self.count = label(role="soft")
        self.wrong = label(role="wrong")
        self.locked = label(role="soft")
        self.save = button(words.SAVE, lambda: model.save(self.text.toPlainText()), main=True)
        self.answer = label(role="soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(words.GLOSSARY_HINT, "soft"))
        layout.addWidget(self.text, 1)
        for widget in (self.count, self.wrong, self.locked):
            layout.addWidget(widget)
        layout.addLayout(row(self.save, self.answer, None))
        model.changed.connect(self._show)
        model.answered.connect(self._answer)
        self._show()

    def _show(self) -> None:
        """The words as they are kept, unless the person has typed others."""
        if not self.text.document().isModified():
            self.text.setPlainText(self.model.kept_text)
        self.text.setReadOnly(self.model.is_locked)
        self.locked.setText(self.model.why_locked)
        self.locked.setVisible(self.model.is_locked)
        self._typed()

    def _typed(self) -> None:
        typed = self.model.judged(self.text.toPlainText())
        self.count.setText(typed.count)
        self.wrong.setText(typed.wrong)
        self.wrong.setVisible(bool(typed.wrong))
        self.save.setEnabled(not typed.wrong and typed.is_new and not self.model.is_locked)

    def _answer(self, good: bool, sentence: str) -> None:
        if good:
            self.text.document().setModified(False)
        self.answer.setText(f"{'✓' if good else '✕'} {sentence}")
        self._show()
