"""The face of 会議録 for what comes after it was sent out: answers to collect, 確定版 and 保管."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QPushButton, QScrollArea, QVBoxLayout, QWidget

from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import filing_page, replies_page


class FollowUp(QScrollArea):
    """Two cards with a button each."""

    replies_wanted = Signal()
    filing_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.replies = button(replies_page.OPEN, self.replies_wanted.emit)
        self.filing = button(filing_page.OPEN, self.filing_wanted.emit)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(12)
        column.addWidget(_card(replies_page.TITLE, replies_page.ABOUT, self.replies))
        column.addWidget(_card(filing_page.TITLE, filing_page.ABOUT, self.filing))
        column.addStretch(1)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)


def _card(name: str, about: str, deed: QPushButton) -> QFrame:
    card = QFrame()
    card.setProperty("role", "card")
    layout = QVBoxLayout(card)
    layout.setContentsMargins(14, 10, 14, 12)
    layout.addWidget(label(name, "section"))
    layout.addWidget(label(about))
    layout.addLayout(row(deed, None))
    return card
