"""The sheet on which a person words a proposal or an item."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.item_form import ItemForm, kind_names
from minutes_app.gui.views.parts import button, label, row
from minutes_app.meeting.model import Item, Meeting
from minutes_app.minutes.propose import Proposal
from minutes_app.wording import minutes_faces as words

WIDE_PX, TEXT_PX, LIST_PX = 560, 58, 132
SEARCH_MS = 400


class ItemSheet(QDialog):
    """`accepted`, and then `item()`."""

    def __init__(self, meeting: Meeting, thing: Proposal | Item | None, parent: QWidget) -> None:
        """`thing` None: an item that nobody has proposed."""
        super().__init__(parent)
        self.form = ItemForm.of(meeting, thing)
        comes = not isinstance(thing, Item)
        self.setWindowTitle(words.SHEET_ITEM if not comes else words.SHEET_PROPOSAL if thing else words.SHEET_NEW)
        self._searching = QTimer(self)
        self._searching.setSingleShot(True)
        self._searching.setInterval(SEARCH_MS)
        self._searching.timeout.connect(self._search)
        self.kind = QComboBox()
        self.text = QPlainTextEdit(self.form.text)
        self.owner, self.due = QLineEdit(self.form.owner), QLineEdit(self.form.due)
        self.meant = label(role="soft")
        self.use_date = button(words.USE_DATE, self._use_date)
        self.speech = QListWidget()
        self.wrong = label(role="wrong")
        self.keep = button(words.KEEP_IN if comes else words.KEEP, self.accept, main=True)
        self.cancel = button(words.CANCEL, self.reject)
        self._fill()
        self._list_speech()
        self._build()
        self._connect()
        self._judge()
        self.text.setFocus()

    def item(self) -> Item:
        """As the person wants it."""
        return self.form.item()

    def _fill(self) -> None:
        for kind, name in kind_names():
            self.kind.addItem(name, kind)
        self.kind.setCurrentIndex(self.kind.findData(self.form.kind))
        self.text.setTabChangesFocus(True)
        self.text.setStyleSheet(f"min-height: {TEXT_PX}px; max-height: {TEXT_PX}px;")
        self.due.setPlaceholderText(words.DUE_EXAMPLE)
        self.speech.setObjectName("leads")
        self.speech.setWordWrap(True)
        self.speech.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.speech.setMinimumHeight(LIST_PX)
        names = {self.kind: words.KIND, self.text: words.TEXT, self.owner: words.OWNER, self.due: words.DUE}
        for widget, name in (*names.items(), (self.speech, words.RESTS_ON)):
            widget.setAccessibleName(name)

    def _list_speech(self) -> None:
        self.speech.blockSignals(True)
        self.speech.clear()
        for line, utterance in self.form.speech:
            item = QListWidgetItem(line)
            item.setData(Qt.ItemDataRole.UserRole, utterance.id)
            chosen = utterance.id in self.form.chosen
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
            self.speech.addItem(item)
            if chosen and self.speech.currentItem() is None:
                self.speech.setCurrentItem(item)
        self.speech.blockSignals(False)

    def _search(self) -> None:
        """What the words as they stand now may rest on."""
        self.form.search()
        self._list_speech()
        self._judge()

    def _build(self) -> None:
        self.setMinimumWidth(WIDE_PX)
        fields = QFormLayout()
        fields.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        for name, widget in ((words.KIND, self.kind), (words.TEXT, self.text), (words.OWNER, self.owner)):
            fields.addRow(name, widget)
        fields.addRow(words.DUE, self.due)
        meaning = row(self.meant, self.use_date)
        meaning.setStretch(0, 1)
        fields.addRow("", meaning)
        layout = QVBoxLayout(self)
        layout.addLayout(fields)
        layout.addWidget(label(words.RESTS_ON, "section"))
        if self.form.suggests:
            layout.addWidget(label(words.CANDIDATES, "soft"))
        layout.addWidget(self.speech, 1)
        layout.addWidget(self.wrong)
        layout.addLayout(row(None, self.keep, self.cancel))

    def _connect(self) -> None:
        self.kind.currentIndexChanged.connect(lambda _at: self._read())
        self.text.textChanged.connect(self._read)
        for line in (self.owner, self.due):
            line.textChanged.connect(lambda _text: self._read())
        self.speech.itemChanged.connect(self._choose)

    def _read(self) -> None:
        form = self.form
        form.kind, form.text = self.kind.currentData(), self.text.toPlainText()
        form.owner, form.due = self.owner.text(), self.due.text()
        if form.suggests:
            self._searching.start()
        self._judge()

    def _choose(self, item: QListWidgetItem) -> None:
        used = item.data(Qt.ItemDataRole.UserRole)
        if item.checkState() == Qt.CheckState.Checked:
            self.form.chosen.add(used)
        else:
            self.form.chosen.discard(used)
        self._judge()

    def _judge(self) -> None:
        form = self.form
        self.meant.setText(form.date_line)
        self.use_date.setVisible(form.date is not None)
        self.wrong.setText(form.why_not)
        self.wrong.setVisible(bool(form.why_not))
        self.keep.setEnabled(not form.why_not)

    def _use_date(self) -> None:
        self.form.use_date()
        self.due.setText(self.form.due)
