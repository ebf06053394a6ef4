"""音声デバイス: microphones and the PC's sound, each tried out by ear and by a bar, and chosen for recording."""

from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from minutes_app.capture.source import Kind
from minutes_app.gui.view_models.devices import DevicesModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import settings_window as words

_HEADS: dict[Kind, tuple[str, str]] = {
    "microphone": (words.MICROPHONES, words.NO_MICROPHONE),
    "system": (words.OUTPUTS, words.NO_OUTPUT),
}


class DevicesPanel(QWidget):
    """Shows a `DevicesModel`."""

    def __init__(self, model: DevicesModel) -> None:
        super().__init__()
        self.model = model
        self.again = button(words.LOOK_AGAIN, model.look)
        self.stop = button(words.STOP, model.stop)
        self.state = label()
        self.level = label()
        self.bar = QProgressBar()
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(words.LEVEL)
        self.lists: dict[Kind, QVBoxLayout] = {"microphone": QVBoxLayout(), "system": QVBoxLayout()}
        self._listed: object = None
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(label(words.DEVICES_HINT, "soft"))
        for kind, (head, _none) in _HEADS.items():
            layout.addWidget(label(head, "section"))
            layout.addLayout(self.lists[kind])
        layout.addLayout(row(self.again, self.stop, None))
        for widget in (self.state, self.level, self.bar):
            layout.addWidget(widget)
        model.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        model = self.model
        wanted = (model.found, model.is_looking, model.trying, *(model.chosen(kind) for kind in _HEADS))
        if wanted != self._listed:
            self._listed = wanted
            for kind in _HEADS:
                self._fill(kind)
        is_trying = model.trying is not None
        self.again.setEnabled(not model.is_looking and not is_trying)
        self.stop.setVisible(is_trying)
        self.state.setText(words.PLAYING + model.line if model.is_playing else model.line)
        self.state.setVisible(bool(model.line))
        level = model.level if is_trying and not model.is_playing else None
        self.level.setText(words.level(level.judged) if level is not None else "")
        self.bar.setValue(level.share if level is not None else 0)
        for widget in (self.level, self.bar):
            widget.setVisible(level is not None)

    def _fill(self, kind: Kind) -> None:
        place = self.lists[kind]
        while (item := place.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        names = self.model.names(kind)
        for at, name in enumerate(names):
            place.addWidget(self._line(kind, name, is_standard=at == 0))
        if not names:
            place.addWidget(label(words.LOOKING if self.model.found is None else _HEADS[kind][1], "soft"))

    def _line(self, kind: Kind, name: str, *, is_standard: bool) -> QFrame:
        chosen = self.model.chosen(kind)
        is_used = name == chosen or (is_standard and chosen == ("" if kind == "microphone" else "default"))
        marks = (words.STANDARD if is_standard else "") + (f"✓{words.CHOSEN}" if is_used else "")
        listen = button(words.TRY, lambda: self.model.try_out(kind, name))
        use = button(words.USE_DEVICE, lambda: self.model.use(kind, name))
        for each in (listen, use):
            each.setAccessibleName(f"{name}: {each.text()}")
        listen.setEnabled(self.model.trying is None)
        use.setEnabled(not is_used and not self.model.is_locked(kind))
        line = QFrame()
        line.setProperty("role", "card")
        inside = row(label(f"{name}{marks}"), listen, use)
        inside.setContentsMargins(12, 6, 12, 6)
        inside.setStretch(0, 1)
        line.setLayout(inside)
        return line
