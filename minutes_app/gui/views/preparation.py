"""会議の準備: a sheet of fields that may all stay blank; what cannot be understood is said under its field."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
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
from minutes_app.wording import gui as words

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
        self.wrong = {name: label(role="wrong") for name in (*LINES, "attendees")}
        self.counted = {name: label(role="soft") for name in ("attendees", "agenda")}
        self.accept = button(words.START_HEARING if model.is_new else words.SAVE, self._accept, main=True, big=True)
        self.cancel = button(words.CANCEL, self.cancelled.emit, big=True)
        self._build()
        self._count()
        model.changed.connect(self._count)

    def _line(self, name: str) -> QLineEdit:
        made = QLineEdit(self.model.texts[name])
        made.setPlaceholderText(words.PLACEHOLDERS[name])
        made.setAccessibleName(words.FIELDS[name])
        made.setAcceptDrops(False)
        made.textChanged.connect(lambda text: self.model.put(name, text))
        return made

    def _area(self, name: str) -> QPlainTextEdit:
        made = QPlainTextEdit(self.model.texts[name])
        made.setPlaceholderText(words.PLACEHOLDERS[name])
        made.setAccessibleName(words.FIELDS[name])
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
        names = "、".join(path.name for path in self.model.sources[:5])
        more = "…" if len(self.model.sources) > 5 else ""
        layout.addWidget(label(f"{words.SOURCES}: {names}{more}"))
        if len(self.model.sources) < 2:
            return
        self.one = QRadioButton(words.ONE_MEETING)
        self.several = QRadioButton(words.SEVERAL_MEETINGS.format(len(self.model.sources)))
        self.one.setChecked(True)
        group = QButtonGroup(self)
        for choice in (self.one, self.several):
            group.addButton(choice)
        self.one.toggled.connect(self._join)
        layout.addLayout(row(self.one, self.several, None))

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
        roster = button(words.ROSTER_FILE, self._choose_roster)
        for name, area in (("attendees", self.attendees), ("agenda", self.agenda)):
            at = self._put(grid, at, name, area)
            beside = row(self.counted[name], None, roster) if name == "attendees" else row(self.counted[name], None)
            grid.addLayout(beside, at, 1)
            at += 1
        return grid

    def _put(self, grid: QGridLayout, at: int, name: str, field: QWidget) -> int:
        caption = QLabel(words.FIELDS[name])
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
        self.counted["agenda"].setText(words.items(len(occasion.agenda)) if occasion.agenda else "")

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

    def take_roster(self, path: Path) -> None:
        """Put the attendees of a file into the field."""
        why = self.model.put_roster(path)
        self.wrong["attendees"].setText(why)
        self.wrong["attendees"].setVisible(bool(why))
        if not why:
            self.attendees.setPlainText(self.model.texts["attendees"])
