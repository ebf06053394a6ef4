"""録音: one red button, the sources with their levels, the text as it grows, the agenda and the marks."""

import itertools

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFont, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QCheckBox,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from minutes_app.capture.plan import TRACKS
from minutes_app.gui.view_models.live_record import Line
from minutes_app.gui.view_models.recording import Phase, RecordingModel
from minutes_app.gui.views.level_row import LevelRow
from minutes_app.gui.views.mark_panel import MarkPanel, SheetPanel
from minutes_app.gui.views.parts import button, label, row
from minutes_app.wording import recording_window as words
from minutes_app.wording.message import one_line
from minutes_app.wording.times import clock

MOST_LINES = 400
"""So many stand in the list; the meeting has them all."""
STOP_KEY = "Ctrl+E"
PAUSE_KEY = "P"
LONGEST_TITLE = 50


class RecordingView(QWidget):
    """Shows a `RecordingModel`."""

    back_wanted = Signal()
    strip_wanted = Signal()

    def __init__(self, model: RecordingModel) -> None:
        super().__init__()
        self.model = model
        self.back = button(words.BACK, self.back_wanted.emit)
        self.title = label(role="section")
        self.strip = button(words.STRIP, self.strip_wanted.emit)
        self.strip.setToolTip(words.STRIP_HINT)
        self.red = button(words.START, self._press, main=True)
        self.red.setProperty("record", True)
        self.pause = button(words.PAUSE, model.toggle_pause, big=True)
        self.state, self.clock = label(role="section"), label(role="clock")
        self.rows = {track: LevelRow(track, model.sources, self) for track in TRACKS}
        self.trouble, self.free = label(role="wrong"), label(role="soft")
        self.with_text = QCheckBox(words.WITH_TEXT)
        self.with_text.setChecked(model.with_text)
        self.with_text.toggled.connect(self._wish_text)
        self.consent, self.promise = label(words.CONSENT), label(role="soft")
        self.advice = label(role="soft")
        self.list, self.draft = _record_list(), label()
        self.draft.setAccessibleName(words.DRAFT_NAME)
        self.sheet, self.marks = SheetPanel(model), MarkPanel(model)
        self.right = QStackedWidget()
        self._was_under_way = False
        self._build()
        self._connect()
        self._set_keys()
        self._show()

    def _build(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 10, 20, 12)
        layout.setSpacing(8)
        head = row(self.back, self.title, self.marks.revise, self.free, self.strip)
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addWidget(self._card())
        layout.addWidget(self.trouble)
        for panel in (self.sheet, self.marks):
            self.right.addWidget(panel)
        lower = QHBoxLayout()
        lower.setSpacing(14)
        lower.addLayout(self._left(), 3)
        lower.addWidget(self.right, 2)
        layout.addLayout(lower, 1)
        self._order()

    def _order(self) -> None:
        """Tab goes from what comes first to what comes last."""
        chain = [self.red, self.pause, *(each.box for each in self.rows.values()), self.with_text]
        chain += [self.sheet.title, self.sheet.agenda, self.sheet.more, self.list, self.marks.agenda_button]
        chain += [*self.marks.buttons.values(), self.marks.revise, self.strip, self.back]
        for one, other in itertools.pairwise(chain):
            QWidget.setTabOrder(one, other)

    def _card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        for text in (self.clock, self.free):
            text.setWordWrap(False)
        deeds = QVBoxLayout()
        deeds.addLayout(row(self.red, self.pause, None))
        times = row(self.clock, self.state)
        times.setStretch(1, 1)
        deeds.addLayout(times)
        sources = QGridLayout()
        sources.setColumnStretch(1, 1)
        for line, each in enumerate(self.rows.values()):
            each.put_into(sources, line)
        layout = QHBoxLayout(card)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.setSpacing(20)
        layout.addLayout(deeds, 2)
        layout.addLayout(sources, 3)
        return card

    def _left(self) -> QVBoxLayout:
        """What is to be said and chosen before, and the record in its place afterwards."""
        self._before = _column(label(words.BEFORE, "section"), self.consent, self.with_text, self.advice)
        self._during = _column(self.promise, self.list, self.draft)
        left = QVBoxLayout()
        left.addWidget(self._before, 0, Qt.AlignmentFlag.AlignTop)
        left.addWidget(self._during, 1)
        return left

    def _connect(self) -> None:
        model, record = self.model, self.model.record
        model.changed.connect(self._show)
        model.ticked.connect(self._show_time)
        model.sources.changed.connect(self._show_sources)
        model.sources.levelled.connect(self._show_levels)
        record.added.connect(self._add)
        record.cleared.connect(self.list.clear)
        record.drafted.connect(lambda: self.draft.setText(record.draft))
        record.promised.connect(lambda: self.promise.setText(record.promise))
        record.cleared.connect(lambda: self.promise.setText(record.promise))
        model.progress.changed.connect(self._show_time)

    def _set_keys(self) -> None:
        """They mean something here only, and while a recording is made."""
        self.keys = [QShortcut(QKeySequence(key), self) for key in (PAUSE_KEY, STOP_KEY)]
        for key, deed in zip(self.keys, (self.model.toggle_pause, self.model.stop), strict=True):
            key.activated.connect(deed)
        self.keys += self.marks.keys(self)
        for key in self.keys:
            key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self.pause.setToolTip(PAUSE_KEY)

    def _press(self) -> None:
        if self.model.is_active:
            self.model.stop()
        else:
            self.sheet.put()
            self.model.start()

    def _wish_text(self, wished: bool) -> None:
        self.model.with_text = wished

    def _show(self) -> None:
        model = self.model
        is_ready, is_under_way = not model.is_active, model.is_under_way
        begins, self._was_under_way = is_under_way and not self._was_under_way, is_under_way
        self.red.setText(words.START if is_ready or model.phase is Phase.STARTING else words.STOP)
        self.red.setAccessibleName(self.red.text())
        self.red.setToolTip("" if is_ready else STOP_KEY)
        self.red.setEnabled(is_ready or is_under_way)
        self.pause.setText(words.RESUME if model.phase is Phase.PAUSED else words.PAUSE)
        self.pause.setAccessibleName(self.pause.text())
        self.pause.setEnabled(is_under_way)
        self.pause.setVisible(not is_ready)
        self.title.setText("" if is_ready else one_line(model.said.title, LONGEST_TITLE))
        self.strip.setVisible(is_under_way)
        self._before.setVisible(is_ready)
        self._during.setVisible(not is_ready)
        self.right.setCurrentWidget(self.sheet if is_ready else self.marks)
        for key in self.keys:
            key.setEnabled(is_under_way)
        self._show_sources()
        self._show_time()
        if begins:
            self.list.setFocus()

    def _show_sources(self) -> None:
        for each in self.rows.values():
            each.fill(may_choose=not self.model.is_active)
        trouble = self.model.sources.trouble
        self.trouble.setText(f"{trouble.headline}{trouble.next_step}" if trouble is not None else "")
        self.trouble.setVisible(trouble is not None and not self.model.is_active)
        self._show_levels()

    def _show_levels(self) -> None:
        levels = self.model.levels if self.model.is_active else self.model.sources.levels
        for track, each in self.rows.items():
            each.show_level(levels.get(track))
        self.advice.setText(words.advice({track: level.word for track, level in levels.items()}))

    def _show_time(self) -> None:
        model = self.model
        self.clock.setText(clock(model.position_ms))
        self.clock.setVisible(model.is_active)
        progress = model.progress
        is_working = model.phase is Phase.WRITING and progress.is_shown
        shown = progress.line if is_working else words.STATES[model.state]
        self.state.setText(f"{words.SIGNS.get(model.state, '')} {shown}".strip())
        looking = words.LOOKING if model.sources.is_looking and not model.is_active else ""
        self.free.setText(words.free(model.free_hours) if model.is_active else looking)
        self.free.setVisible(bool(self.free.text()))
        if model.is_active:
            self._show_levels()

    def _add(self, line: Line) -> None:
        """The list follows, unless somebody reads further up."""
        scroll = self.list.verticalScrollBar()
        follows = scroll.value() >= scroll.maximum() - 4
        item = QListWidgetItem(line.text)
        if line.kind in ("mark", "alarm"):
            font = QFont(self.list.font())
            font.setBold(True)
            item.setFont(font)
        self.list.addItem(item)
        if self.list.count() > MOST_LINES:
            self.list.takeItem(0)
        if follows:
            self.list.scrollToBottom()


def _column(*widgets: QWidget) -> QWidget:
    """Widgets below each other, as one."""
    made = QWidget()
    inside = QVBoxLayout(made)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(6)
    for widget in widgets:
        inside.addWidget(widget)
    return made


def _record_list() -> QListWidget:
    made = QListWidget()
    made.setAccessibleName(words.RECORD_LIST)
    made.setWordWrap(True)
    made.setEditTriggers(QListWidget.EditTrigger.NoEditTriggers)
    made.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    made.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    made.setSelectionMode(QListWidget.SelectionMode.NoSelection)
    made.setObjectName("record")
    made.setMinimumHeight(60)
    return made
