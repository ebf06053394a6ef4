"""決定・宿題: proposals to put in, change or refuse, and what is put in, with the utterances of each to be heard.

By mouse: a click on a row plays what it rests on, the buttons below do the rest. By keyboard: the arrows choose, Enter
puts in, F2 changes, Delete refuses or removes, Space plays, Ctrl+Enter goes to 校正.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QPushButton, QScrollArea, QVBoxLayout, QWidget

from minutes_app.gui.editing import answering
from minutes_app.gui.minutes_work import Make
from minutes_app.gui.view_models.documents import DocumentsModel
from minutes_app.gui.view_models.results import Results
from minutes_app.gui.views.hearing_place import HearingPlace
from minutes_app.gui.views.item_sheet import ItemSheet
from minutes_app.gui.views.lines import Lines
from minutes_app.gui.views.parts import button, label
from minutes_app.gui.views.release import agrees
from minutes_app.gui.views.row_list import RowList
from minutes_app.meeting.model import Item
from minutes_app.minutes.propose import Proposal
from minutes_app.minutes.wareki import japanese_date
from minutes_app.wording import minutes_faces as words, secrecy

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ResultsPanel(QScrollArea):
    """Shows `DocumentsModel.results`."""

    did = Signal(object)
    """An edit: a `Make`."""
    speech_wanted = Signal(object)
    """校正, at these utterances."""

    def __init__(self, model: DocumentsModel) -> None:
        super().__init__()
        self.model = model
        self.list = RowList(words.RESULTS)
        self.refused = QCheckBox(words.SHOW_REFUSED)
        self.take = button(words.TAKE, self._take)
        self.take_changed = button(words.TAKE_CHANGED, self._open_sheet)
        self.refuse = button(words.REFUSE, self._refuse)
        self.change = button(words.CHANGE, self._open_sheet)
        self.remove = button(words.REMOVE, self._remove)
        self.date = button(words.DATE_IT, self._date)
        self.release = button(secrecy.RELEASE, self._release)
        self.add = button(words.ADD, self._add)
        self.listen = button(words.LISTEN, self._listen)
        self.up = _small("↑", words.UP, partial(self._move, -1))
        self.down = _small("↓", words.DOWN, partial(self._move, 1))
        self.open = button(words.OPEN_SPEECH, self._open_speech)
        self.hearing = HearingPlace(self.listen, self.open)
        self.sheet: ItemSheet | None = None
        self._build()
        self._connect()
        self._show_chosen()

    def show_results(self) -> None:
        """What there is now; where the chosen row is gone, the one in its place is chosen."""
        results: Results = self.model.results
        self.hearing.take(self.model)
        self.list.put((*results.rows, *(results.refused_rows if self.refused.isChecked() else ())))
        self.refused.setVisible(bool(results.refused))
        self._show_chosen()

    def show_held(self) -> None:
        """Whether somebody else has the meeting open: its rows are only read and heard then."""
        self._deeds.setEnabled(not self.model.is_held)
        self._deeds.setToolTip(self.model.elsewhere.sentence)

    def go_to(self, item_id: str) -> None:
        """The row of an item."""
        self.list.choose(lambda thing: isinstance(thing, Item) and thing.id == item_id)
        self.list.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of the list."""
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and self._obey(event):
            return True
        return super().eventFilter(watched, event)

    def _obey(self, event: QKeyEvent) -> bool:
        key, thing = event.key(), self.list.chosen
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        plain = held == Qt.KeyboardModifier.NoModifier
        is_proposal = isinstance(thing, Proposal)
        deeds = {
            Qt.Key.Key_Delete: self._refuse if is_proposal else self._remove,
            Qt.Key.Key_F2: self._open_sheet,
            Qt.Key.Key_Space: self._listen,
            Qt.Key.Key_D: self._date,
        }
        deeds |= dict.fromkeys(_ENTER, self._take if is_proposal else self._open_sheet)
        if held == Qt.KeyboardModifier.ControlModifier and key in _ENTER:
            self._open_speech()
        elif held == Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._move(-1 if key == Qt.Key.Key_Up else 1)
        elif plain and key in deeds:
            deeds[Qt.Key(key)]()
        else:
            return False
        return True

    def _build(self) -> None:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(12, 10, 12, 10)
        layout.setSpacing(6)
        layout.addWidget(label(words.RESULTS_HINT, "soft"))
        layout.addWidget(self.list, 1)
        deeds = (self.take, self.take_changed, self.refuse, self.change, self.remove, self.date, self.release)
        self._deeds = Lines((*deeds, self.up, self.down, self.add))
        layout.addWidget(self._deeds)
        layout.addWidget(self.hearing)
        layout.addWidget(self.refused)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        first = (self.add, self.take, self.take_changed, self.refuse, self.change, self.remove, self.listen)
        for made in (*first, self.up, self.down, self.open):
            made.setToolTip(words.TIPS[made.accessibleName()])

    def _connect(self) -> None:
        self.list.installEventFilter(self)
        self.list.chosen_changed.connect(self._show_chosen)
        self.list.clicked_on.connect(self.hearing.listen)
        self.refused.toggled.connect(lambda _on: self.show_results())
        self.hearing.playing_changed.connect(self._show_listening)

    def _show_chosen(self) -> None:
        thing = self.list.chosen
        is_proposal, is_item = isinstance(thing, Proposal), isinstance(thing, Item)
        for made in (self.take, self.take_changed):
            made.setVisible(is_proposal)
        self.refuse.setVisible(isinstance(thing, Proposal) and thing.state == "open")
        for made in (self.change, self.remove, self.up, self.down):
            made.setVisible(is_item)
        self._show_date(thing)
        self._show_release(thing)
        self._deeds.place()
        ids = thing.utterance_ids if isinstance(thing, Proposal | Item) else None
        self.hearing.show_for(self.model.results.heard(ids) if ids is not None else None)
        for made in (self.listen, self.open):
            made.setEnabled(self.hearing.lines.count() > 0)
        self._show_listening()

    def _show_date(self, thing: object) -> None:
        date = self.model.results.dues.get(thing.id) if isinstance(thing, Item) else None
        self.date.setVisible(date is not None)
        if date is not None:
            self.date.setToolTip(words.date_tip(japanese_date(date.due)))
            self.date.setAccessibleDescription(self.date.toolTip())

    def _show_release(self, thing: object) -> None:
        """Only where all that an item rests on is 非公開."""
        hidden = isinstance(thing, Item) and thing.id in self.model.results.hidden
        self.release.setVisible(hidden)
        if isinstance(thing, Item) and hidden:
            self.release.setText(secrecy.HOLD_BACK if thing.released else secrecy.RELEASE)
            self.release.setAccessibleName(self.release.text())

    def _show_listening(self) -> None:
        self.listen.setText(words.STOP if self.hearing.is_playing else words.LISTEN)
        self.listen.setAccessibleName(self.listen.text())
        self.hearing.deeds.place()

    def _take(self) -> None:
        thing = self.list.chosen
        if isinstance(thing, Proposal):
            self._do(lambda meeting: answering.take(meeting, thing), leaves=True)

    def _refuse(self) -> None:
        thing = self.list.chosen
        if isinstance(thing, Proposal) and thing.state == "open":
            self._do(lambda meeting: answering.refuse(meeting, thing), leaves=True)

    def _remove(self) -> None:
        thing = self.list.chosen
        if isinstance(thing, Item):
            self._do(lambda meeting: answering.remove(meeting, thing.id), leaves=True)

    def _move(self, by: int) -> None:
        thing = self.list.chosen
        if isinstance(thing, Item):
            self._do(lambda meeting: answering.move(meeting, thing.id, by))

    def _date(self) -> None:
        thing = self.list.chosen
        date = self.model.results.dues.get(thing.id) if isinstance(thing, Item) else None
        if isinstance(thing, Item) and date is not None:
            self._do(lambda meeting: answering.date(meeting, thing.id, date.due))

    def _release(self) -> None:
        thing = self.list.chosen
        if isinstance(thing, Item) and (thing.released or agrees(self.window(), thing.text)):
            self._do(lambda meeting: answering.release(meeting, thing.id, not thing.released))

    def _listen(self) -> None:
        if self.hearing.is_playing:
            self.hearing.stop()
        else:
            self.hearing.listen()

    def _open_speech(self) -> None:
        thing = self.list.chosen
        if isinstance(thing, Proposal | Item) and self.hearing.lines.count():
            self.speech_wanted.emit(thing.utterance_ids)

    def _open_sheet(self) -> None:
        """Kind, words, 担当, 期限 and evidence of the chosen one, to be changed by the person."""
        thing, meeting = self.list.chosen, self.model.results.meeting
        if meeting is None or self.model.is_held or not isinstance(thing, Proposal | Item):
            return
        self._show_sheet(ItemSheet(meeting, thing, self), thing)

    def _add(self) -> None:
        """What nobody has proposed."""
        meeting = self.model.results.meeting
        if meeting is not None:
            self._show_sheet(ItemSheet(meeting, None, self), None)

    def _show_sheet(self, sheet: ItemSheet, thing: Proposal | Item | None) -> None:
        self.hearing.stop()
        sheet.accepted.connect(lambda: self._keep(thing, sheet.item()))
        sheet.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        sheet.open()
        self.sheet = sheet

    def _keep(self, thing: Proposal | Item | None, item: Item) -> None:
        if thing is None:
            self._do(lambda meeting: answering.add(meeting, item))
        elif isinstance(thing, Proposal):
            self._do(lambda meeting: answering.take(meeting, thing, item), leaves=True)
        else:
            self._do(lambda meeting: answering.change(meeting, item))

    def _do(self, make: Make, *, leaves: bool = False) -> None:
        """`leaves`: the row goes at once, for the next one is waited for."""
        if self.model.is_held:
            return
        self.hearing.stop()
        if leaves:
            self.list.drop()
        self.did.emit(make)


def _small(sign: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """A button with a sign for a name."""
    made = button(sign, pressed)
    made.setAccessibleName(name)
    return made
