"""文字起こし: how far it is, what is heard just now, and one button to stop."""

from PySide6.QtWidgets import QFrame, QListWidget, QProgressBar, QVBoxLayout, QWidget

from minutes_app.gui.view_models.hearing import HearingModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import gui as words


class HearingView(QWidget):
    """Shows a `HearingModel`."""

    def __init__(self, model: HearingModel) -> None:
        super().__init__()
        self.model = model
        self.title = label(role="title")
        self.place = label(role="soft")
        self.line = label()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(words.HEARING)
        self.bar.setTextVisible(False)
        self.notices = label(role="soft")
        self.heard = QListWidget()
        self.heard.setAccessibleName(words.LIVE)
        self.heard.setWordWrap(True)
        self.waiting = label(words.LIVE_EMPTY, "soft")
        self.stop = button(words.STOP, model.stop, big=True)
        self._build()
        model.changed.connect(self._show)
        model.progress.changed.connect(self._show)
        model.heard.connect(self._hear)
        model.noticed.connect(lambda _text: self._show())

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("role", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(18, 14, 18, 14)
        for widget in (self.line, self.bar, self.notices):
            inside.addWidget(widget)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        for each in (self.place, self.title, card):
            layout.addWidget(each)
        layout.addWidget(label(words.LIVE, "section"))
        layout.addWidget(self.waiting)
        layout.addWidget(self.heard, 1)
        layout.addLayout(row(self.stop, None))

    def _show(self) -> None:
        model, progress = self.model, self.model.progress
        self.title.setText(model.title)
        self.place.setText(model.place)
        self.place.setVisible(bool(model.place))
        self.line.setText(words.STOPPING if model.is_stopping else progress.line if progress.is_shown else "")
        self.bar.setRange(0, 100 if progress.percent >= 0 else 0)
        self.bar.setValue(max(0, progress.percent))
        self.bar.setVisible(progress.is_shown)
        self.notices.setText("\n".join(model.notices))
        self.notices.setVisible(bool(model.notices))
        self.stop.setEnabled(model.is_busy and not model.is_stopping)
        if self.heard.count() > len(model.lines):
            self.heard.clear()
        self.waiting.setVisible(not model.lines)

    def _hear(self, line: str) -> None:
        self.heard.addItem(line)
        self.heard.scrollToBottom()
        self.waiting.hide()
