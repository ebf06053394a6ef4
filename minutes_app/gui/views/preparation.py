"""会議の準備: a sheet of fields that may all stay blank; what cannot be understood is said under its field."""

from itertools import pairwise
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.preparation import LINES, PreparationModel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.wording import gui as words, preparation as extra

_NARROW = ("date", "start", "end")


class PreparationView(QWidget):
    """Shows a `PreparationModel`."""

    accepted = Signal(object)
    """The `PreparationModel`, when all is understood."""
    cancelled = Signal()

    def __init__(self, model: PreparationModel) -> None:
        super().__init__()
        self.model = model
        self.lines = {name: self._line(name) for name in LINES}
        self.attendees = self._area("attendees")
        self.agenda = self._area("agenda")
        self.words = self._area("words")
        self.words.setMinimumHeight(70)
        self.feeds = QCheckBox(extra.FEEDS)
        self.feeds.setChecked(model.feeds)
        if not model.feeds:
            self.feeds.hide()
        self.feeds.toggled.connect(self._feed)
        self.offer = button(extra.OFFER, model.take_offer)
        self.roster = button(words.ROSTER_FILE, self._choose_roster)
        self.wrong = {name: label(role="wrong") for name in (*LINES, "attendees")}
        self.counted = {name: label(role="soft") for name in ("attendees", "agenda", "words")}
        self.accept = button(words.START_HEARING if model.is_new else words.SAVE, self._accept, main=True, big=True)
        self.cancel = button(words.CANCEL, self.cancelled.emit, big=True)
        self._build()
        self._order()
        self._count()
        model.changed.connect(self._count)
        model.filled.connect(self._fill)
        model.roster_read.connect(self._tell_roster)

    def _order(self) -> None:
        """Tab goes from top to bottom, whatever was made first."""
        title, *rest = self.lines.values()
        order = [title, self.offer, *rest, self.attendees, self.roster, self.agenda, self.words, self.feeds]
        for before, after in pairwise([*order, self.accept, self.cancel]):
            self.setTabOrder(before, after)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self.model.texts[name])
        made.setPlaceholderText(words.PLACEHOLDERS[name])
        made.setAccessibleName(words.FIELDS[name])
        made.setAcceptDrops(False)
        made.textChanged.connect(lambda text: self.model.put(name, text))
        return made

    def _area(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit(self.model.texts[name])
        made.setPlaceholderText(words.PLACEHOLDERS.get(name, extra.WORDS_HINT))
        made.setAccessibleName(words.FIELDS.get(name, extra.WORDS))
        made.setAcceptDrops(False)
        made.setTabChangesFocus(True)
        made.setMinimumHeight(110)
        made.textChanged.connect(lambda: self.model.put(name, made.toPlainText()))
        return made

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(24, 18, 24, 18)
        layout.setSpacing(10)
        layout.addWidget(label(words.PREPARE if self.model.is_new else words.PREPARE_CHANGE, "title"))
        layout.addWidget(label(words.PREPARE_HINT, "soft"))
        if self.model.is_new:
            self._add_sources(layout)
        layout.addLayout(self._grid())
        layout.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(area, 1)
        foot = row(self.accept, self.cancel, None)
        foot.setContentsMargins(24, 10, 24, 16)
        outer.addLayout(foot)

    def _add_sources(self, layout: QVBoxLayout) -> None:
        self.sources = label()
        self.one = QRadioButton(words.ONE_MEETING)
        self.several = QRadioButton()
        self.one.setChecked(True)
        layout.addWidget(self.sources)
        group = QButtonGroup(self)
        for choice in (self.one, self.several):
            group.addButton(choice)
        self.one.toggled.connect(self._join)
        layout.addLayout(row(self.one, self.several, None))
        self._show_sources()

    def _show_sources(self) -> None:
        sources = self.model.sources
        names = "、".join(path.name for path in sources[:5])
        self.sources.setText(f"{words.SOURCES}: {names}{'…' if len(sources) > 5 else ''}")
        self.several.setText(words.SEVERAL_MEETINGS.format(len(sources)))
        for choice in (self.one, self.several):
            choice.setVisible(len(sources) > 1)

    def _grid(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setVerticalSpacing(8)
        grid.setHorizontalSpacing(12)
        grid.setColumnStretch(1, 1)
        at = 0
        for name, line in self.lines.items():
            if name in _NARROW:
                line.setMaximumWidth(320)
            at = self._put(grid, at, name, line)
            if name == "title":
                grid.addLayout(row(self.offer, None), at, 1)
                at += 1
        beside = {"attendees": self.roster, "words": self.feeds}
        for name, area in (("attendees", self.attendees), ("agenda", self.agenda), ("words", self.words)):
            at = self._put(grid, at, name, area)
            under = row(self.counted[name], *([beside[name]] if name in beside else []))
            under.setStretch(0, 1)
            grid.addLayout(under, at, 1)
            at += 1
        return grid

    def _put(self, grid: QGridLayout, at: int, name: str, field: QWidget) -> int:
        caption = QLabel(words.FIELDS.get(name, extra.WORDS))
        caption.setBuddy(field)
        top = Qt.AlignmentFlag.AlignTop if isinstance(field, QPlainTextEdit) else Qt.AlignmentFlag.AlignVCenter
        grid.addWidget(caption, at, 0, top)
        grid.addWidget(field, at, 1)
        if name in self.wrong:
            grid.addWidget(self.wrong[name], at + 1, 1)
            self.wrong[name].hide()
            return at + 2
        return at + 1

    def _join(self, joined: bool) -> None:
        self.model.as_one = joined
        for name in ("title", "date", "start", "end"):
            self.lines[name].setEnabled(joined)

    def _count(self) -> None:
        """How what was pasted is understood, while it is typed; complaints come only when the person goes on."""
        occasion = self.model.understood().occasion
        absent = sum(person.absent for person in occasion.attendees)
        present = len(occasion.attendees) - absent
        self.counted["attendees"].setText(words.people(present, absent) if occasion.attendees else "")
        titles = [item.title for item in occasion.agenda]
        self.counted["agenda"].setText(extra.agenda_line(titles) if titles else "")
        self.counted["words"].setText(extra.fed_line(self.model.fed()))
        last = self.model.offered()
        self.offer.setVisible(last is not None)
        self.offer.setText(
            extra.offer_line(last.title, japanese_moment(last.date)) if last is not None else extra.OFFER
        )

    def _accept(self) -> None:
        wrong = self.model.understood().wrong
        for name, place in self.wrong.items():
            place.setText(wrong.get(name, ""))
            place.setVisible(name in wrong)
        if not wrong:
            self.accepted.emit(self.model)
            return
        first = next(iter(wrong))
        (self.lines.get(first) or self.attendees).setFocus()

    def _choose_roster(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, words.ROSTER_FILE, "", words.ROSTER_FILES)
        if name:
            self.take_roster(Path(name))

    def add(self, sources: tuple[Path, ...]) -> tuple[Path, ...]:
        """More recordings; what is typed stays. Returns the ones that are new."""
        fresh = self.model.add(sources)
        self._show_sources()
        return fresh

    def take_roster(self, path: Path) -> None:
        """Put the attendees of a file into the field."""
        self.wrong["attendees"].hide()
        self.counted["attendees"].setText(extra.READING_ROSTER)
        self.model.read_roster(path)

    def _tell_roster(self, why: str) -> None:
        self.wrong["attendees"].setText(why)
        self.wrong["attendees"].setVisible(bool(why))
        self._count()

    def _fill(self, name: str) -> None:
        """The program has put something in: show it, without answering as if it had been typed."""
        if name in self.lines:
            self.lines[name].setText(self.model.texts[name])
        else:
            {"attendees": self.attendees, "agenda": self.agenda, "words": self.words}[name].setPlainText(
                self.model.texts[name]
            )

    def _feed(self, on: bool) -> None:
        self.model.feeds = on
        self._count()
