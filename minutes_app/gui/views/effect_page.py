"""効果の測定 as a page: period, sums, chart with its words, the table, how it was counted, and the way to Excel."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFileDialog,
    QFrame,
    QHeaderView,
    QScrollArea,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.effect import EffectModel
from minutes_app.gui.view_models.effect_table import TITLE_COLUMN
from minutes_app.gui.views.effect_chart import EffectChart
from minutes_app.gui.views.parts import MARKS, button, dress_table, label, row
from minutes_app.gui.views.work_bar import WorkBar
from minutes_app.wording import effect as words, gui

ROW_PX = 34
SHOWN_ROWS = 9
MEASURED_ROWS = 30
"""So many rows say how wide a column has to be: to look at all would take long."""


class EffectPage(QWidget):
    """Shows an `EffectModel`."""

    back_wanted = Signal()
    settings_wanted = Signal()

    def __init__(self, model: EffectModel) -> None:
        super().__init__()
        self.model = model
        self.back = button(gui.BACK, self.back_wanted.emit)
        self.period = QComboBox()
        self.period.setAccessibleName(words.PERIOD)
        self.period.addItems([name for name, _period in model.periods])
        self.period.activated.connect(model.choose)
        self.again = button(words.READ_AGAIN, model.read)
        self.save = button(words.SAVE, self._save, main=True)
        self.settings = button(words.SETTINGS, self.settings_wanted.emit)
        self.work = WorkBar(words.READING, model.progress, model.stop)
        self.summary, self.missing, self.warning = label(), label(), QFrame()
        self.warning.setProperty("kind", "warning")
        self.chart_title, self.chart = label(words.CHART, "section"), EffectChart()
        self.chart_text, self.notes = label(role="soft"), label(role="soft")
        self.table = _table_of(model)
        self._build()
        model.changed.connect(self._show)
        self._show()

    def _build(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 12, 0)
        column.setSpacing(10)
        column.addWidget(label(words.ABOUT, "soft"))
        inside_warning = QVBoxLayout(self.warning)
        inside_warning.setContentsMargins(12, 8, 12, 8)
        inside_warning.addWidget(self.missing)
        for widget in (self.summary, self.warning, self.chart_title, self.chart, self.chart_text):
            column.addWidget(widget)
        column.addWidget(label(words.TABLE_NAME, "section"))
        column.addWidget(self.table)
        column.addWidget(self.notes)
        column.addStretch(1)
        area = QScrollArea()
        area.setWidget(inside)
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 14)
        head = row(self.back, label(words.TITLE, "title"))
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addLayout(row(self.period, self.again, self.save, None, self.settings))
        layout.addWidget(self.work)
        layout.addWidget(area, 1)

    def _show(self) -> None:
        model = self.model
        self.summary.setText(model.summary)
        self.missing.setText(f"{MARKS['warning']} {model.missing}")
        self.warning.setVisible(bool(model.missing))
        self.chart.show_months(model.months, model.chart_text)
        self.chart_text.setText(model.chart_text)
        for each in (self.chart_title, self.chart_text):
            each.setVisible(bool(model.months))
        self.notes.setText(model.notes)
        self.save.setEnabled(model.can_save)
        self.again.setEnabled(not model.is_busy)
        self.period.setCurrentIndex(model.chosen)

    def _save(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, words.SAVE, words.XLSX_NAME, words.XLSX_FILES)
        if name:
            path = Path(name)
            self.model.save(path if path.suffix.lower() == ".xlsx" else path.with_name(f"{path.name}.xlsx"))


def _table_of(model: EffectModel) -> QTableView:
    table = QTableView()
    table.setModel(model.table)
    dress_table(table, words.TABLE_NAME, ROW_PX)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setMinimumHeight(ROW_PX * SHOWN_ROWS)
    table.setWordWrap(False)
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    header.setSectionResizeMode(TITLE_COLUMN, QHeaderView.ResizeMode.Stretch)
    header.setResizeContentsPrecision(MEASURED_ROWS)
    return table
