"""初めての準備 as a page: what this PC is like, and one model to put in, or not now."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QVBoxLayout, QWidget

from minutes_app.gui.view_models.first_start import FirstStartModel, line_here
from minutes_app.gui.view_models.models import ModelsModel
from minutes_app.gui.views.models_panel import WorkLine, import_folder, import_zip
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import settings_window as words


class FirstStartView(QWidget):
    """Shows a `FirstStartModel`, and puts the offered model in."""

    left = Signal()
    """On to the list of meetings."""

    def __init__(self, model: FirstStartModel, models: ModelsModel) -> None:
        super().__init__()
        self.model, self.models = model, models
        self.lines: list[QLabel] = []
        self.state = label(words.EXAMINING_PC, "soft")
        self.about = label()
        self.install = button(words.INSTALL, self._install, main=True, big=True)
        self.zip = button(words.IMPORT_ZIP, lambda: import_zip(self, models))
        self.folder = button(words.IMPORT_FOLDER, lambda: import_folder(self, models))
        self.demo = button(words.USE_DEMO, self._finish)
        self.later = button(words.LATER, self.left.emit, big=True)
        self.ready = label(role="section")
        self._findings = QVBoxLayout()
        self._offer = QFrame()
        self._build()
        model.changed.connect(self._show)
        models.changed.connect(self._show)
        models.ready.connect(self._done)
        self._show()

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(12)
        layout.addWidget(label(words.WELCOME, "title"))
        layout.addWidget(label(words.WELCOME_HINT, "soft"))
        layout.addWidget(self.state)
        layout.addLayout(self._findings)
        self._build_offer()
        layout.addWidget(self._offer)
        layout.addWidget(self.ready)
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        work = WorkLine(self.models)
        work.setContentsMargins(24, 6, 24, 0)
        outer.addWidget(work)
        foot = row(self.later, None)
        foot.setContentsMargins(24, 10, 24, 16)
        outer.addLayout(foot)

    def _build_offer(self) -> None:
        self._offer.setProperty("role", "card")
        card = QVBoxLayout(self._offer)
        card.setContentsMargins(18, 14, 18, 14)
        card.setSpacing(10)
        card.addWidget(label(words.OFFER, "section"))
        card.addWidget(self.about)
        card.addLayout(row(self.install, None))
        card.addWidget(label(words.OFFER_NETWORK, "soft"))
        card.addWidget(label(words.OFFER_USB))
        card.addLayout(row(self.zip, self.folder, None))
        card.addWidget(label(words.DEMO_HINT, "soft"))
        card.addLayout(row(self.demo, None))

    def _show(self) -> None:
        model, busy = self.model, bool(self.models.busy)
        for finding in model.findings[len(self.lines) :]:
            self.lines.append(label(line_here(finding)))
            self._findings.addWidget(self.lines[-1])
        self.state.setVisible(not model.is_known)
        self._offer.setVisible(model.is_known)
        offer = model.offer
        self.install.setVisible(offer is not None)
        self.about.setText(words.offered(offer.title, offer.good_for, offer.licence) if offer else words.TOO_SMALL)
        if offer is not None:
            self.install.setText(words.install_button(offer.name, offer.bytes))
        self.demo.setVisible(model.has_demo)
        for each in (self.install, self.zip, self.folder, self.demo):
            each.setEnabled(not busy)
        self.ready.setVisible(bool(self.ready.text()))

    def _install(self) -> None:
        if self.model.offer is not None:
            self.models.install(self.model.offer.name)

    def _done(self, _name: str) -> None:
        """A model is there: nothing is left to ask."""
        self.ready.setText(f"✓ {words.READY}")
        self.later.setText(words.TO_HOME)
        self.model.finish()
        self._show()

    def _finish(self) -> None:
        self.model.finish()
        self.left.emit()
