"""Below the templates: which of them the office uses for this kind of meeting, and a button that makes it these."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import minutes_faces as words


class FormsRow(QWidget):
    """Shows `DocumentsModel.forms` for the meeting that is on the page."""

    def __init__(self, model: DocumentsModel, chosen: Callable[[], tuple[str, ...]]) -> None:
        """`chosen`: the names of the templates that are ticked now."""
        super().__init__()
        self.model, self._chosen = model, chosen
        self.line = label(role="soft")
        self.keep = button(words.KEEP_FORMS, self._keep)
        self.answer = label(role="soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self.line)
        layout.addLayout(row(self.keep, None))
        layout.addWidget(self.answer)
        model.forms.changed.connect(self.show_forms)
        model.forms.told.connect(self._say)
        self._say("")

    def show_forms(self) -> None:
        """What the office uses, and whether something else is chosen just now."""
        kind, names = self.model.kind, self._chosen()
        forms = self.model.forms
        self.line.setText(forms.line(kind))
        differs = bool(names) and set(names) != set(forms.names(kind))
        why_not = forms.why_not(kind, names) if differs else ""
        self.keep.setVisible(differs)
        self.keep.setEnabled(not why_not)
        self.keep.setToolTip(why_not)
        if differs:
            self._say(why_not)

    def _keep(self) -> None:
        self.model.forms.keep(self.model.kind, self._chosen())

    def _say(self, text: str) -> None:
        self.answer.setText(text)
        self.answer.setVisible(bool(text))
