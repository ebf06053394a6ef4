"""The lists beside the transcript: 要点, 決定・宿題, 話者. Each is a table, edited in place, and some buttons."""

from collections.abc import Callable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.editing import intents
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.piece_tables import ItemTable, PieceTable, PointTable, SpeakerTable
from minutes_app.gui.views.piece_view import PieceView
from minutes_app.gui.views.release import Releasing
from minutes_app.meeting import edit
from minutes_app.meeting.model import Item, Point
from minutes_app.wording import correcting, editor as words, secrecy

BUTTON_PX = 34
SAMPLES = 5
"""So many utterances of a speaker are heard in turn."""


class Panel(QWidget):
    """A table with buttons below it."""

    heard = Signal(object)
    """The person wants to hear these utterances (their ids)."""

    def __init__(self, model: EditorModel, view_name: str, text_columns: tuple[int, ...], parent: QWidget) -> None:
        super().__init__(parent)
        self.model = model
        self.view = PieceView(view_name, text_columns, self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(6, 6, 6, 6)
        self.column.addWidget(self.view)
        self._row = QHBoxLayout()
        self.add_row()
        self.buttons: dict[str, QPushButton] = {}

    def add_row(self) -> None:
        """The next buttons stand below those before."""
        self._row = QHBoxLayout()
        self.column.addLayout(self._row)

    def add_button(self, text: str, pressed: Callable[[], object], *, edits: bool = True) -> QPushButton:
        """A button in the row below the table; one that edits is off where the meeting can only be read."""
        button = QPushButton(text, self)
        button.setMinimumSize(QSize(BUTTON_PX, BUTTON_PX))
        button.setProperty("edits", edits)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: pressed())
        self._row.addWidget(button)
        self.buttons[text] = button
        return button

    def add_release(self) -> None:
        """The button for what rests on 非公開 only."""
        button = self.add_button(secrecy.RELEASE, lambda: self._releasing.press())
        self._releasing = Releasing(self.model, self.view, button)

    def show_table(self, table: PieceTable) -> None:
        """Take the pieces of a meeting."""
        self.view.show_table(table)
        for button in self.buttons.values():
            button.setEnabled(not (button.property("edits") and table.session.read_only))

    def listen(self) -> None:
        """Hear what the chosen piece rests on."""
        piece = self.view.chosen()
        if isinstance(piece, Point | Item) and piece.utterance_ids:
            self.heard.emit(piece.utterance_ids)


class PointsPanel(Panel):
    """要点: the clerk's own words for each agenda item."""

    sent = Signal()
    """The chosen utterances are to become a point."""

    def __init__(self, model: EditorModel, parent: QWidget) -> None:
        super().__init__(model, words.POINT_NAME, (0,), parent)
        self.agenda = QComboBox(self)
        self.agenda.setMinimumHeight(BUTTON_PX)
        self.agenda.setAccessibleName(words.COLUMNS[1])
        self.agenda.currentIndexChanged.connect(self._show_agenda)
        self.column.insertWidget(0, self.agenda)
        self.add_button(words.SEND, self.sent.emit)
        self.add_release()
        self.add_row()
        self.add_button(words.UP, lambda: self._move(-1))
        self.add_button(words.DOWN, lambda: self._move(1))
        self.add_button(words.REMOVE, self._remove)
        self.add_button(words.LISTEN, self.listen, edits=False)

    def show_points(self) -> None:
        """Take the points and agenda of the open meeting."""
        self._table = PointTable(self.model.session, self)
        self.show_table(self._table)
        self.show_agenda_items()

    def show_agenda_items(self) -> None:
        """The agenda items to choose from, as they are now."""
        titles = [words.agenda_entry(n, item.title) for n, item in enumerate(self.model.meeting.occasion.agenda, 1)]
        entries = [words.ALL_AGENDA, *titles]
        if entries != [self.agenda.itemText(place) for place in range(self.agenda.count())]:
            self.agenda.clear()
            self.agenda.addItems(entries)

    def follow(self, agenda_id: str) -> None:
        """Show the points of the agenda item where the person is."""
        places = {item.id: place for place, item in enumerate(self.model.meeting.occasion.agenda, 1)}
        self.agenda.setCurrentIndex(places.get(agenda_id, 0))

    def _show_agenda(self, place: int) -> None:
        agenda = self.model.meeting.occasion.agenda
        self._table.show_agenda(agenda[place - 1].id if 0 < place <= len(agenda) else "")

    def _move(self, by: int) -> None:
        point = self.view.chosen()
        if point is not None and self.model.do(intents.move_point(self.model.meeting, point.id, by)):
            self.view.choose(point.id)

    def _remove(self) -> None:
        point = self.view.chosen()
        if point is not None:
            self.model.do(edit.remove_point(self.model.meeting, point.id))


class ItemsPanel(Panel):
    """決定事項 and 宿題."""

    def __init__(self, model: EditorModel, parent: QWidget) -> None:
        super().__init__(model, words.ITEM_NAME, (1, 2, 3), parent)
        self.add_button(words.UP, lambda: self._move(-1))
        self.add_button(words.DOWN, lambda: self._move(1))
        self.add_button(words.REMOVE, self._remove)
        self.add_button(words.LISTEN, self.listen, edits=False)
        self.add_row()
        self.add_release()

    def show_items(self) -> None:
        """Take the items of the open meeting."""
        self.show_table(ItemTable(self.model.session, self))

    def _move(self, by: int) -> None:
        item = self.view.chosen()
        to = self.view.currentIndex().row() + by
        if item is not None and self.model.do(edit.move(self.model.meeting, "items", item.id, to=to)):
            self.view.choose(item.id)

    def _remove(self) -> None:
        item = self.view.chosen()
        if item is not None:
            self.model.do(edit.remove_item(self.model.meeting, item.id))


class SpeakersPanel(Panel):
    """話者: name them, add one, make one of two, hear one, say what they said."""

    assigned = Signal(int)
    """The chosen utterances are of the speaker with this number."""

    def __init__(self, model: EditorModel, parent: QWidget) -> None:
        super().__init__(model, words.SPEAKER_NAME, (1,), parent)
        self.add_button(words.ADD, self.ask_new)
        self.merging = self.add_button(words.MERGE, self.offer_merge)
        self.add_button(correcting.SAMPLE, self.listen, edits=False)
        self.add_row()
        self.add_button(correcting.ASSIGN, self._assign)
        self._heard: tuple[str, int] = ("", 0)

    def show_speakers(self) -> None:
        """Take the speakers of the open meeting."""
        self.show_table(SpeakerTable(self.model.session, self))

    def ask_new(self, ids: tuple[str, ...] = ()) -> None:
        """Ask for a name, and add a speaker, who said these utterances."""
        names = [attendee.name for attendee in self.model.meeting.occasion.attendees]
        name, agreed = QInputDialog.getItem(self, words.NEW_SPEAKER, words.NEW_SPEAKER_ASK, ["", *names], 0, True)
        if agreed:
            self.model.add_speaker(name.strip(), ids)

    def merge_menu(self) -> QMenu:
        """The other speakers, to choose whom the current one is."""
        menu = QMenu(self)
        speaker = self.view.chosen()
        for other in self.model.meeting.speakers if speaker is not None else ():
            if speaker is not None and other.id != speaker.id:
                menu.addAction(other.name or other.label).setData((speaker.id, other.id))
        menu.triggered.connect(lambda action: self._merge(*action.data()))
        return menu

    def offer_merge(self) -> None:
        """Show the menu below its button."""
        menu = self.merge_menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(self.merging.mapToGlobal(self.merging.rect().bottomLeft()))

    def listen(self) -> None:
        """Hear the longest that the chosen speaker says; again and again the next one, round the first few."""
        speaker = self.view.chosen()
        said = [
            each
            for each in self.model.meeting.utterances
            if speaker and each.speaker_id == speaker.id and not each.deleted
        ]
        samples = sorted(said, key=lambda each: each.start_ms - each.end_ms)[:SAMPLES]
        if speaker is not None and samples:
            last, place = self._heard
            place = (place + 1) % len(samples) if last == speaker.id else 0
            self._heard = (speaker.id, place)
            self.heard.emit((samples[place].id,))

    def _assign(self) -> None:
        row = self.view.currentIndex().row()
        if row >= 0:
            self.assigned.emit(row + 1)

    def _merge(self, speaker_id: str, into: str) -> None:
        self.model.do(edit.merge_speakers(self.model.meeting, speaker_id, into=into))
        self.view.choose(into)
