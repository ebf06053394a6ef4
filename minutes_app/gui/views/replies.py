"""回答の取りまとめ as a page: the replies, the chosen one beside them with its sound, and who stands where."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QCheckBox,
    QFileDialog,
    QHeaderView,
    QLabel,
    QPlainTextEdit,
    QSplitter,
    QTableView,
    QTabWidget,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.playback import Decks, Playback
from minutes_app.gui.view_models.replies import RepliesModel, page_of
from minutes_app.gui.view_models.reply_tables import Rows, person_row, reply_row
from minutes_app.gui.views.editor_bars import Bar
from minutes_app.gui.views.one_line import OneLine
from minutes_app.gui.views.parts import agreed, button, dress_table, label, row
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.replies.showing import Shown
from minutes_app.wording import replies_page as words
from minutes_app.wording.message import one_line

ROW_PX = 34


class RepliesView(QWidget):
    """Shows a `RepliesModel`; plays with a player of its own."""

    back_wanted = Signal()

    def __init__(self, model: RepliesModel, decks: Decks) -> None:
        super().__init__()
        self.model = model
        self.playback = Playback(decks, self)
        self.title, self.elsewhere, self.told = OneLine("title"), Bar(self), label()
        self.hint, self.tally = label(role="soft"), label(role="soft")
        self.back = button(words.BACK, self.back_wanted.emit)
        self.gather = button(words.GATHER, lambda: model.gather(), main=True)
        self.files = button(words.GATHER_FILES, self._choose)
        self.table, self.list = self._listing(words.COLUMNS, words.LIST, (2, 3))
        self.people, self.people_list = self._listing(words.PEOPLE_COLUMNS, words.PEOPLE, (0, 1))
        self.files_read = QPlainTextEdit()
        self.tabs = QTabWidget()
        self.done = QCheckBox(words.SHOW_DONE)
        self.remind = button(words.REMIND, self._remind)
        self.detail = QTextBrowser()
        self.take = button(words.TAKE, lambda: self._do(model.take), big=True)
        self.refuse = button(words.REFUSE, lambda: self._do(model.refuse))
        self.undo = button(words.UNDO, lambda: self._do(model.undo))
        self.play = button(words.PLAY, self._play)
        self._chosen = 0
        self._build()
        self._connect()
        self._show()

    @property
    def chosen(self) -> Shown | None:
        """The reply that is chosen in the list."""
        at, rows = self.list.currentIndex().row(), self.model.rows
        return rows[at] if 0 <= at < len(rows) else None

    def leave(self) -> None:
        """Let go of the sound."""
        self.playback.close()

    def showEvent(self, event: QShowEvent) -> None:
        """The keys work in the list at once; somebody else may have the meeting open."""
        super().showEvent(event)
        self.list.setFocus()
        self.model.elsewhere.watch(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks."""
        super().hideEvent(event)
        self.model.elsewhere.watch(False)

    def _listing(self, heads: tuple[str, ...], name: str, wide: tuple[int, ...]) -> tuple[Rows, QTableView]:
        """A list; the columns `wide` share what room the others leave."""
        rows, view = Rows(heads, self), QTableView()
        view.setModel(rows)
        dress_table(view, name, ROW_PX)
        view.setWordWrap(False)
        for column in range(len(heads)):
            way = QHeaderView.ResizeMode.Stretch if column in wide else QHeaderView.ResizeMode.ResizeToContents
            view.horizontalHeader().setSectionResizeMode(column, way)
        return rows, view

    def _build(self) -> None:
        self.detail.setAccessibleName(words.DETAIL)
        self.detail.setOpenLinks(False)
        self.files_read.setReadOnly(True)
        self.files_read.setTabChangesFocus(True)
        self.files_read.setAccessibleName(words.FILES_READ)
        self.tabs.setAccessibleName(words.TITLE)
        self.tabs.addTab(_column(self.hint, self.done, self.list), words.LIST)
        self.tabs.addTab(_column(self.tally, self.remind, self.people_list), words.PEOPLE)
        self.tabs.addTab(_column(None, None, self.files_read), words.FILES_READ)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(8, 0, 0, 0)
        beside.addWidget(label(words.DETAIL, "section"))
        beside.addWidget(self.detail, 1)
        beside.addLayout(row(self.take, self.refuse, self.undo, None, self.play))
        middle = QSplitter(Qt.Orientation.Horizontal)
        middle.setChildrenCollapsible(False)
        middle.addWidget(self.tabs)
        middle.addWidget(right)
        middle.setSizes([600, 520])
        head = row(self.back, self.title, self.files, self.gather)
        head.setStretch(1, 1)
        page = QVBoxLayout(self)
        page.setContentsMargins(16, 10, 16, 12)
        page.setSpacing(8)
        page.addLayout(head)
        page.addWidget(WorkBar(words.GATHER, self.model.progress, self.model.stop))
        page.addWidget(self.elsewhere)
        page.addWidget(self.told)
        page.addWidget(middle, 1)

    def _connect(self) -> None:
        self.model.changed.connect(self._show)
        self.model.asked.connect(self._ask)
        self.done.toggled.connect(self.model.show_done)
        self.list.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_chosen())
        self.playback.playing_changed.connect(self._show_chosen)
        self.playback.silent.connect(lambda: self._say(words.NO_DEVICE))
        self.playback.unheard.connect(lambda: self._say(words.NO_SOUND))

    def _show(self) -> None:
        model = self.model
        self.title.say(f"{words.TITLE}　{one_line(model.title)}")
        self.hint.setText(model.hint)
        self.tally.setText(model.tally)
        self.told.setText(model.summary)
        self.told.setVisible(bool(model.summary))
        if self.files_read.toPlainText() != (lines := "\n".join(model.lines)):
            self.files_read.setPlainText(lines)
        self.table.put([reply_row(one) for one in model.rows])
        self.people.put([person_row(one) for one in (model.listed.people if model.listed else ())])
        is_ready = not model.is_busy and bool(model.listed and model.listed.publications)
        self.elsewhere.say(model.elsewhere.sentence)
        for one in (self.gather, self.files):
            one.setEnabled(is_ready and model.may_change)
        for one in (self.gather, self.files, self.take, self.refuse, self.undo):
            one.setToolTip(model.elsewhere.sentence)
        self.remind.setEnabled(is_ready and bool(model.reminder()))
        self._stand()
        self._show_chosen()

    def _stand(self) -> None:
        """At the reply that was chosen before, else at the one that has come in its place."""
        numbers = [one.entry.number for one in self.model.rows]
        if not numbers:
            return
        later = [at for at, number in enumerate(numbers) if number >= self._chosen]
        self.list.selectRow(later[0] if later else len(numbers) - 1)

    def _show_chosen(self) -> None:
        shown = self.chosen
        if shown is not None:
            self._chosen = shown.entry.number
        self.detail.setHtml(page_of(shown) if shown else words.CHOOSE_ONE)
        state = shown.entry.state if shown and self.model.may_change else ""
        self.take.setEnabled(state in ("open", "refused"))
        self.refuse.setEnabled(state == "open")
        self.undo.setEnabled(state in ("taken", "refused"))
        self.play.setText(words.STOP if self.playback.is_playing else words.PLAY)
        self.play.setEnabled(shown is not None and shown.start_ms is not None)

    def _do(self, deed: Callable[[Shown], object]) -> None:
        if self.chosen is not None:
            deed(self.chosen)

    def _play(self) -> None:
        shown, listed = self.chosen, self.model.listed
        if self.playback.is_playing:
            self.playback.pause()
        elif shown is not None and listed is not None and shown.start_ms is not None and shown.end_ms is not None:
            self.playback.load(self.model.folder, listed.meeting.recordings)
            self.playback.replay(shown.start_ms, shown.end_ms)

    def _choose(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, words.CHOOSE, "", words.KINDS_OF_FILE)
        if names:
            self.model.gather(tuple(Path(name) for name in names))

    def _remind(self) -> None:
        QApplication.clipboard().setText(self.model.reminder())
        self._say(words.COPIED)

    def _say(self, sentence: str) -> None:
        self.told.setText(sentence)
        self.told.show()

    def _ask(self, shown: Shown) -> None:
        """What stands there now would be lost: a clear question, and nothing happens by Enter or Esc."""
        hint = words.anyway_hint(shown.now)
        question = words.ASK_OTHER_SAID if shown.entry.reply.kind == "impression" else words.ASK_ANYWAY
        if agreed(self.window(), question, hint=hint, yes=words.ANYWAY, no=words.KEEP):
            self.model.take(shown, anyway=True)


def _column(line: QLabel | None, deed: QWidget | None, what: QWidget) -> QWidget:
    """A list with a sentence and one thing to do above it."""
    place = QWidget()
    layout = QVBoxLayout(place)
    layout.setContentsMargins(8, 8, 8, 8)
    if line is not None and deed is not None:
        above = row(line, deed)
        above.setStretch(0, 1)
        layout.addLayout(above)
    layout.addWidget(what, 1)
    return place
