"""検索と置換, by saved rules too, and 言いよどみの削除: every hit is shown before anything changes; one undo."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.errors import MinutesError
from minutes_app.gui.editing.replacing import BadPattern, Wanted, filler_hits, hits, rule_hits
from minutes_app.gui.editing.rules import BadRules, RuleShelf
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.finder import Finder
from minutes_app.gui.view_models.hit_table import HitTable
from minutes_app.gui.views.parts import dress_table, row as side_by_side
from minutes_app.gui.views.rules_dialog import RulesDialog
from minutes_app.gui.views.sizes import resize_within
from minutes_app.wording import correcting as rule_words, editor as words
from minutes_app.wording.gui import explain_here

HEIGHT = 34
T = TypeVar("T")


class ReplaceDialog(QDialog):
    """Looks through the meeting as it is now, also while it stays open beside the table."""

    shown = Signal(str)
    """The person wants to see the utterance with this id."""

    def __init__(self, model: EditorModel, parent: QWidget | None = None, *, fillers: bool = False) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(words.FILLER_TITLE if fillers else words.REPLACE_TITLE)
        self._model, self._fillers = model, fillers
        self._shelf = RuleShelf()
        self.finder = Finder(self)
        self.table = HitTable(self)
        self.source = QComboBox(self)
        self.wanted, self.put = QLineEdit(self), QLineEdit(self)
        self.regex, self.exact = QCheckBox(words.REGEX, self), QCheckBox(words.EXACT_CASE, self)
        self.exact.setChecked(True)
        self.rules = QPushButton(rule_words.RULES_BUTTON, self)
        self.state = QLabel(self)
        self.apply = QPushButton(words.FILLER_DO if fillers else words.REPLACE_DO, self)
        self._lay_out()
        self._connect()
        self._list_sets()
        resize_within(self, 820, 600)

    def edit_rules(self) -> RulesDialog:
        """Open the saved rules, above this."""
        dialog = RulesDialog(self._shelf, self.rule_set, self)
        dialog.changed.connect(self._list_sets)
        dialog.open()
        return dialog

    @property
    def rule_set(self) -> str:
        """The set whose rules are looked for; "" = what is typed."""
        return str(self.source.currentData() or "")

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        typed = (self.source, self.rules, self.wanted, self.put, self.regex, self.exact)
        if not self._fillers:
            form = QFormLayout()
            form.addRow(rule_words.WITH, side_by_side(self.source, self.rules, None))
            for name, line in ((words.FIND, self.wanted), (words.PUT, self.put)):
                line.setAccessibleName(name)
                form.addRow(name, line)
            column.addLayout(form)
            column.addLayout(side_by_side(self.regex, self.exact, None))
        for widget in typed:
            widget.setVisible(not self._fillers)
            widget.setMinimumHeight(HEIGHT)
        self.source.setAccessibleName(rule_words.WITH)
        column.addWidget(self._hit_view())
        column.addWidget(self.state)
        every, none, close = (QPushButton(text, self) for text in (words.ALL, words.NONE, words.CLOSE))
        every.clicked.connect(lambda: self.table.check_all(True))
        none.clicked.connect(lambda: self.table.check_all(False))
        close.clicked.connect(self.close)
        for button in (every, none, self.apply, close, self.rules):
            button.setMinimumHeight(HEIGHT)
            button.setAutoDefault(False)
        column.addLayout(side_by_side(every, none, None, self.apply, close))

    def _connect(self) -> None:
        self.apply.clicked.connect(self._apply)
        self.rules.clicked.connect(self.edit_rules)
        self.table.checked_changed.connect(self._count)
        self.finder.found.connect(self.table.show_hits)
        for line in (self.wanted, self.put):
            line.textChanged.connect(self._look)
        for box in (self.regex, self.exact):
            box.toggled.connect(self._look)
        self.source.currentIndexChanged.connect(self._look)
        self._model.changed.connect(self._look)

    def _hit_view(self) -> QTableView:
        view = QTableView(self)
        view.setModel(self.table)
        dress_table(view, words.HIT_NAME, HEIGHT)
        view.setColumnWidth(0, 110)
        for place in (1, 2):
            view.horizontalHeader().setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        view.selectionModel().currentRowChanged.connect(self._show)
        return view

    def _list_sets(self) -> None:
        """What can be looked for: what is typed, or a saved set. Its rules may have changed."""
        chosen, names = self.rule_set, self._tried(self._shelf.names) or ()
        self.source.blockSignals(True)
        self.source.clear()
        self.source.addItem(rule_words.TYPED, "")
        for name in names:
            self.source.addItem(name, name)
        self.source.setCurrentIndex(max(self.source.findData(chosen), 0))
        self.source.blockSignals(False)
        self._look()

    def _show(self, current: QModelIndex) -> None:
        if current.isValid():
            self.shown.emit(self.table.hits[current.row()].utterance_id)

    def _look(self) -> None:
        self.finder.stop()
        if not self._model.is_open:
            return
        for widget in (self.wanted, self.put, self.regex, self.exact):
            widget.setEnabled(not self.rule_set)
        meeting = self._model.meeting
        if self.rule_set:
            rules = self._tried(lambda: self._shelf.load(self.rule_set))
            coming = None if rules is None else self._tried(lambda: rule_hits(meeting, rules))
            if coming is not None:
                self.finder.look(coming)
            return
        wanted = Wanted(self.wanted.text(), self.put.text(), self.regex.isChecked(), self.exact.isChecked())
        found = self._tried(lambda: filler_hits(meeting) if self._fillers else hits(meeting, wanted))
        if found is not None:
            self.table.show_hits(found)

    def _tried(self, deed: Callable[[], T]) -> T | None:
        """What it returns; None when it cannot, which is told."""
        try:
            return deed()
        except BadPattern as error:
            sentence = str(error) if self.rule_set else words.bad_pattern(str(error))
        except BadRules as error:
            sentence = rule_words.bad_rules(error.line)
        except MinutesError as error:
            sentence = explain_here(error).as_text()
        self.table.show_hits(())
        self.state.setText(sentence)
        return None

    def _count(self) -> None:
        chosen = len(self.table.chosen())
        self.apply.setEnabled(chosen > 0 and not self._model.session.read_only)
        asked = self._fillers or self.rule_set or self.wanted.text()
        found = words.hit_count(len(self.table.hits), chosen) if self.table.hits else words.NO_HIT
        self.state.setText(found if asked else "")

    def _apply(self) -> None:
        label = "fillers" if self._fillers else "rules" if self.rule_set else "replace"
        self._model.replace(self.table.chosen(), label)
