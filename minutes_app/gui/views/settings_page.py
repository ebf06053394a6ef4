"""設定 as a page: the kinds of settings on the left with a search box, the chosen one on the right.

A section is its panel (models, templates, devices, …) and the rows of the declared settings that belong to it; it is
built when it is shown for the first time. A page of settings that no section names gets a section of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from minutes_app.gui.view_models.options import OptionsModel, found_options, found_sections, options_of
from minutes_app.gui.views.option_row import OptionRow
from minutes_app.gui.views.parts import button, label, row
from minutes_app.settings import Option, options
from minutes_app.wording import gui, settings as declared, settings_window as words

LEFT_PX = 230
ROW_PX = 36
LAST = ("checkup", "about")
NAME = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Section:
    """A section: `make` builds its panel (None: there is none), `shown` and `left` are told when it comes and goes."""

    make: Callable[[], QWidget] | None = None
    pages: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Settings that the panel shows itself."""
    shown: Callable[[], object] = field(default=lambda: None)
    left: Callable[[], object] = field(default=lambda: None)


class SettingsPage(QWidget):
    """Shows sections by name."""

    back_wanted = Signal()

    def __init__(self, model: OptionsModel, sections: dict[str, Section]) -> None:
        super().__init__()
        self.model = model
        self.sections = _in_order({**sections, **_unnamed(sections)})
        self.rows: dict[str, list[OptionRow]] = {}
        """Key → its rows, here and among what was found."""
        self.panels: dict[str, QWidget] = {}
        self.back = button(gui.BACK, self.back_wanted.emit)
        self.search = QLineEdit()
        self.search.setPlaceholderText(words.SEARCH)
        self.search.setAccessibleName(words.SEARCH)
        self.search.setClearButtonEnabled(True)
        self.search.setAcceptDrops(False)
        self.search.textChanged.connect(self._find)
        self.list = QListWidget()
        self.list.setAccessibleName(words.SECTION_LIST)
        self.pages = QStackedWidget()
        self.nothing = label(words.NOTHING_FOUND, "soft")
        self._places: dict[str, QScrollArea] = {}
        self._found = QVBoxLayout()
        self._found_page = self._make_found()
        self._now = ""
        self._build()
        model.changed.connect(self._show_values)
        model.answered.connect(self._answer)

    def open(self, name: str) -> None:
        """Show a section."""
        self.search.clear()
        for at in range(self.list.count()):
            if self.list.item(at).data(NAME) == name:
                self.list.setCurrentRow(at)
        self._go(name)

    def leave(self) -> None:
        """The page is left."""
        if self._now:
            self.sections[self._now].left()
        self._now = ""

    def _build(self) -> None:
        for name in self.sections:
            item = QListWidgetItem(words.SECTIONS.get(name) or declared.PAGES.get(name, name))
            item.setData(NAME, name)
            item.setSizeHint(QSize(0, ROW_PX))
            self.list.addItem(item)
        self.list.currentItemChanged.connect(self._turn)
        left = QVBoxLayout()
        left.addWidget(self.search)
        left.addWidget(self.list, 1)
        side = QWidget()
        side.setLayout(left)
        side.setFixedWidth(LEFT_PX)
        left.setContentsMargins(0, 0, 0, 0)
        middle = QHBoxLayout()
        middle.setSpacing(18)
        middle.addWidget(side)
        middle.addWidget(self.pages, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 14, 24, 14)
        head = row(self.back, label(words.SETTINGS, "title"))
        head.setStretch(1, 1)
        layout.addLayout(head)
        layout.addLayout(middle, 1)
        self.pages.addWidget(self._found_page)

    def _turn(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is not None:
            self._go(str(item.data(NAME)))

    def _go(self, name: str) -> None:
        if name != self._now:
            self.leave()
            self._now = name
            self.sections[name].shown()
        if name not in self._places:
            self._places[name] = self._made(name)
            self.pages.addWidget(self._places[name])
            self._show_values()
        for rows in self.rows.values():
            for each in rows:
                each.forget_answer()
        self.pages.setCurrentWidget(self._places[name])

    def _made(self, name: str) -> QScrollArea:
        section, inside = self.sections[name], QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.setSpacing(10)
        layout.addWidget(label(words.SECTIONS.get(name) or declared.PAGES.get(name, name), "title"))
        own = [one for page in section.pages for one in options_of(page) if one.key not in section.without]
        if section.make is not None:
            self.panels[name] = section.make()
            layout.addWidget(self.panels[name])
            if own:
                layout.addWidget(label(words.DETAILS, "section"))
        for one in own:
            layout.addWidget(self._row(one))
        layout.addStretch(1)
        return _scrolled(inside)

    def _row(self, one: Option) -> OptionRow:
        made = OptionRow(one)
        made.wanted.connect(self.model.put)
        made.reset_wanted.connect(self.model.reset)
        self.rows.setdefault(one.key, []).append(made)
        return made

    def _make_found(self) -> QScrollArea:
        inside = QWidget()
        layout = QVBoxLayout(inside)
        layout.setContentsMargins(0, 0, 12, 0)
        layout.addWidget(label(words.FOUND, "title"))
        layout.addWidget(self.nothing)
        layout.addLayout(self._found)
        layout.addStretch(1)
        return _scrolled(inside)

    def _find(self, text: str) -> None:
        """Show the settings in which the words are found; with no words, the section again."""
        while (item := self._found.takeAt(0)) is not None:
            old = item.widget()
            if isinstance(old, OptionRow):
                self.rows[old.option.key].remove(old)
            if old is not None:
                old.hide()
                old.deleteLater()
        if not text.strip():
            if self._now:
                self.pages.setCurrentWidget(self._places[self._now])
            return
        sections, found = found_sections(text, tuple(self.sections)), found_options(text)
        for name in sections:
            self._found.addWidget(button(words.to_section(name), partial(self.open, name)))
        for one in found:
            self._found.addWidget(self._row(one))
        self.nothing.setVisible(not found and not sections)
        self._show_values()
        self.pages.setCurrentWidget(self._found_page)

    def _show_values(self) -> None:
        for key, rows in self.rows.items():
            origin = self.model.of(key)
            for each in rows if origin is not None else ():
                assert origin is not None
                each.show_origin(origin)

    def _answer(self, key: str, good: bool, sentence: str) -> None:
        for each in self.rows.get(key, ()):
            each.show_answer(good=good, sentence=sentence)


def _in_order(sections: dict[str, Section]) -> dict[str, Section]:
    """What says something about the PC and the program comes last."""
    return dict(sorted(sections.items(), key=lambda pair: pair[0] in LAST))


def _unnamed(sections: dict[str, Section]) -> dict[str, Section]:
    """A section for every page of settings that none of them has."""
    named = {page for section in sections.values() for page in section.pages}
    pages = dict.fromkeys(one.page for one in options())
    return {page: Section(pages=(page,)) for page in pages if page not in named}


def _scrolled(inside: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area
