"""The pages of the document beside the form: page by page, larger and smaller, by mouse and keyboard.

Qt's PDF parts are loaded when the first page is there, so that nobody waits for them at the start.
"""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from minutes_app.gui.view_models.preview import PreviewModel, Shown
from minutes_app.gui.views.parts import button, label
from minutes_app.wording import minutes_page as words

if TYPE_CHECKING:
    pass

STEP = 1.25
SMALLEST, LARGEST = 0.25, 4.0
MOST_LETTERS = 50_000
"""Of the outline of a long meeting; more would hold the window up."""


class Pages:
    """A PDF on the screen."""

    def __init__(self, parent: QWidget) -> None:
        from PySide6.QtPdf import QPdfDocument
        from PySide6.QtPdfWidgets import QPdfView

        self.view: QPdfView = QPdfView(parent)
        self.view.setAccessibleName(words.PREVIEW)
        self.view.setPageMode(QPdfView.PageMode.MultiPage)
        self.view.setZoomMode(QPdfView.ZoomMode.FitToWidth)
        self.document = QPdfDocument(parent)  # beside the view, and after it: a view must not outlive its document
        self.view.setDocument(self.document)
        self._bytes = QBuffer(parent)
        self._free, self._fit = QPdfView.ZoomMode.Custom, QPdfView.ZoomMode.FitToWidth

    @property
    def count(self) -> int:
        """How many pages."""
        return self.document.pageCount()

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self.view.pageNavigator().currentPage()

    def put(self, pdf: bytes) -> None:
        """Show this PDF, at the page and size where the person was."""
        page = self.page
        self.close()
        self._bytes.setData(QByteArray(pdf))
        self._bytes.open(QIODevice.OpenModeFlag.ReadOnly)
        self.document.load(self._bytes)
        self.go(page)

    def close(self) -> None:
        """Keep nothing of the document."""
        self.document.close()
        self._bytes.close()
        self._bytes.setData(QByteArray())

    def go(self, page: int) -> None:
        """To the top of a page."""
        if self.count:
            self.view.pageNavigator().jump(min(max(page, 0), self.count - 1), QPointF(), 0)

    def zoom(self, times: float) -> None:
        """Larger or smaller; 0 = as wide as the place."""
        if times:
            now = self.factor()
            self.view.setZoomMode(self._free)
            self.view.setZoomFactor(min(max(now * times, SMALLEST), LARGEST))
        else:
            self.view.setZoomMode(self._fit)

    def factor(self) -> float:
        """How large: 1.0 = as on paper."""
        if self.view.zoomMode() == self._free or not self.count:
            return self.view.zoomFactor()
        wide = self.document.pagePointSize(0).width() / 72 * self.view.logicalDpiX()
        margins = self.view.documentMargins()
        room = self.view.viewport().width() - margins.left() - margins.right()
        return room / wide if wide else 1.0


class PreviewView(QWidget):
    """Shows a `PreviewModel`."""

    def __init__(self, model: PreviewModel) -> None:
        super().__init__()
        self.model = model
        self.pages: Pages | None = None
        self.templates = QComboBox()
        self.templates.setAccessibleName(words.PREVIEW_TEMPLATE)
        self.templates.currentIndexChanged.connect(self._ask)
        self.line = label(role="soft")
        self.previous = _small("◀", words.PREVIOUS, lambda: self.turn(-1))
        self.next = _small("▶", words.NEXT, lambda: self.turn(1))
        self.smaller = _small("－", words.SMALLER, lambda: self.zoom(1 / STEP))
        self.larger = _small("＋", words.LARGER, lambda: self.zoom(STEP))
        self.fit = button(words.FIT, lambda: self.zoom(0))
        self.where = label(role="soft")
        self.outline = QPlainTextEdit()
        self.outline.setReadOnly(True)
        self.outline.setAccessibleName(words.OUTLINE)
        self.outline.setTabChangesFocus(True)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.outline)
        self._build()
        self._install_keys()
        model.changed.connect(self._show_line)
        model.printed.connect(self._show)
        self._show()

    def offer(self, templates: dict[str, Path], chosen: Path | None) -> None:
        """The templates to choose from (name → path); the one that is looked at stays, else `chosen`."""
        now = self.templates.currentData()
        self.templates.blockSignals(True)
        self.templates.clear()
        for name, path in templates.items():
            self.templates.addItem(name, path)
        paths = list(templates.values())
        wanted = now if now in paths else chosen if chosen in paths else paths[0] if paths else None
        if wanted is not None:
            self.templates.setCurrentIndex(paths.index(wanted))
        self.templates.blockSignals(False)
        self._ask()

    def turn(self, by: int) -> None:
        """To the next or previous page."""
        if self.pages is not None:
            self.pages.go(self.pages.page + by)

    def zoom(self, times: float) -> None:
        """Larger, smaller, or (0) as wide as the place."""
        if self.pages is not None:
            self.pages.zoom(times)
            self._show_where()

    def _build(self) -> None:
        top, foot = QHBoxLayout(), QHBoxLayout()
        name = label(words.PREVIEW_TEMPLATE)
        name.setWordWrap(False)
        name.setBuddy(self.templates)
        top.addWidget(name)
        top.addWidget(self.templates, 1)
        self.where.setWordWrap(False)
        for each in (self.previous, self.where, self.next):
            foot.addWidget(each)
        foot.addStretch(1)
        for each in (self.smaller, self.larger, self.fit):
            foot.addWidget(each)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(top)
        layout.addWidget(self.line)
        layout.addWidget(self.stack, 1)
        layout.addLayout(foot)

    def _install_keys(self) -> None:
        keys = (
            (QKeySequence.StandardKey.ZoomIn, lambda: self.zoom(STEP)),
            (QKeySequence.StandardKey.ZoomOut, lambda: self.zoom(1 / STEP)),
            (QKeySequence(Qt.Modifier.CTRL | Qt.Key.Key_0), lambda: self.zoom(0)),
            (QKeySequence(Qt.Key.Key_PageUp), lambda: self.turn(-1)),
            (QKeySequence(Qt.Key.Key_PageDown), lambda: self.turn(1)),
        )
        for key, deed in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(deed)

    def _ask(self) -> None:
        path = self.templates.currentData()
        self.model.ask(path if isinstance(path, Path) else None)
        self._show_line()

    def _show_line(self) -> None:
        self.line.setText(self.model.line if self.templates.count() else words.NO_TEMPLATE)
        self.line.setVisible(bool(self.line.text()))
        failed = self.model.shown is Shown.FAILED
        if self.line.property("role") != ("wrong" if failed else "soft"):
            self.line.setProperty("role", "wrong" if failed else "soft")
            self.line.style().unpolish(self.line)
            self.line.style().polish(self.line)

    def _show(self) -> None:
        pdf = self.model.pdf
        if pdf:
            self._put(pdf)
        else:
            if self.pages is not None:
                self.pages.close()
            self.outline.setPlainText(words.beginning(self.model.text, MOST_LETTERS))
            self.stack.setCurrentWidget(self.outline)
        for each in (self.previous, self.next, self.smaller, self.larger, self.fit, self.where):
            each.setVisible(bool(pdf))
        self._show_where()

    def _put(self, pdf: bytes) -> None:
        if self.pages is None:
            self.pages = Pages(self.stack)
            self.stack.addWidget(self.pages.view)
            self.pages.view.pageNavigator().currentPageChanged.connect(self._show_where)
        self.pages.put(pdf)
        self.stack.setCurrentWidget(self.pages.view)

    def _show_where(self) -> None:
        pages = self.pages
        if pages is None or not pages.count:
            return
        where = words.page_of(pages.page + 1, pages.count)
        self.where.setText(f"{where}　{words.zoom(round(pages.factor() * 100))}")
        pages.view.setAccessibleDescription(where)
        self.previous.setEnabled(pages.page > 0)
        self.next.setEnabled(pages.page < pages.count - 1)


def _small(sign: str, name: str, pressed: Callable[[], object]) -> QPushButton:
    """A button with a sign for a name."""
    made = button(sign, pressed)
    made.setAccessibleName(name)
    made.setToolTip(name)
    return made
