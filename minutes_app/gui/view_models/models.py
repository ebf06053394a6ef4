"""認識モデル: what is on this PC and what can be, and everything that is done with one.

In: a name of the list, or a path. Out: the list as a table, progress, and a sentence at the end. One thing at a time,
in a lane of its own: neither a hearing nor an export waits for a download. The next hearing uses what was
installed.
"""

from enum import Enum
from functools import partial
from pathlib import Path

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from minutes_app.gui import errands
from minutes_app.gui.errands import ModelDone
from minutes_app.gui.jobs import Ends, Failure, Job, Work, nothing
from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.workshop import Workshop
from minutes_app.transcribe.weights import Listed, State, Verified
from minutes_app.wording import settings_window as words

LINE = Qt.ItemDataRole.UserRole
DEFAULT = "models.default"
_ROOT = QModelIndex()
Index = QModelIndex | QPersistentModelIndex


class Deed(Enum):
    """What may be done with a model."""

    INSTALL = "install"
    VERIFY = "verify"
    REMOVE = "remove"
    EXPORT = "export"
    USE = "use"


class ModelTable(QAbstractTableModel):
    """One model a row."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: tuple[Listed, ...] = ()
        self.default = ""

    def put(self, lines: tuple[Listed, ...], default: str) -> None:
        """Show these."""
        self.beginResetModel()
        self.lines, self.default = lines, default
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Name, state, size, memory."""
        return 0 if parent.isValid() else len(words.COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Text, or the line itself."""
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        if role == LINE:
            return line
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        used = f"　✓{words.USED}" if line.name == self.default else ""
        cells = words.model_row(line.state.value, line.bytes, line.memory_bytes, line.fits)
        return (f"{line.name}{used}", *cells)[index.column()]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """The names of the columns."""
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return words.COLUMNS[section]
        return None


class ModelsModel(QObject):
    """`refresh`, then one deed after the other."""

    changed = Signal()
    """The list, or what is going on."""
    told = Signal(str)
    """Something has ended well."""
    ready = Signal(str)
    """A model can be used now: its name."""
    failed = Signal(object)
    """A `Failure`."""

    def __init__(self, workshop: Workshop, options: OptionsModel, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.progress = ProgressModel(self)
        self.table = ModelTable(self)
        self.is_stopping = False
        self.busy = ""
        """What is being worked on: a model's or a file's name; "" for nothing."""
        self._stopped = words.STOPPED_OTHER
        self._workshop = workshop
        self._options = options
        self._lane = workshop.lane("models")
        self._job: Job | None = None
        workshop.settings_changed.connect(self._show)

    @property
    def goes_on(self) -> bool:
        """Whether what is going on now can be stopped and taken up again where it was."""
        return self._stopped == words.STOPPED

    @property
    def lines(self) -> tuple[Listed, ...]:
        """The models, in the order of the list."""
        return self.table.lines

    @property
    def default(self) -> str:
        """The name that the settings choose."""
        return self._workshop.settings.models.default

    def refresh(self) -> None:
        """Look again."""
        ends = Ends(done=nothing, failed=self.failed.emit, stepped=self._take)
        self._lane.start(partial(errands.list_models, self._workshop.settings), ends)

    def deeds(self, line: Listed) -> tuple[Deed, ...]:
        """What can be done with this one now."""
        if self.busy:
            return ()
        found = []
        if line.installable and line.state is not State.READY:
            found.append(Deed.INSTALL)
        if line.state is State.READY and line.name != self.default and not self._is_locked():
            found.append(Deed.USE)
        if line.state is not State.ABSENT:
            found.append(Deed.VERIFY)
            found += [Deed.EXPORT] if line.state is State.READY else []
            found += [Deed.REMOVE] if line.where != "bundled" else []
        return tuple(found)

    def install(self, name: str) -> None:
        """Download it."""
        self._begin(name, partial(errands.install_model, name, self._workshop.settings, self._workshop.tools))
        self._stopped = words.STOPPED

    def take(self, path: Path) -> None:
        """Import it from a folder or zip."""
        self._begin(path.name, partial(errands.import_model, path, self._workshop.settings, self._workshop.tools))

    def give(self, name: str, to: Path) -> None:
        """Export it to a folder."""
        self._begin(name, partial(errands.export_model, name, to, self._workshop.settings))

    def verify(self, name: str) -> None:
        """Read every byte."""
        self._begin(name, partial(errands.verify_model, name, self._workshop.settings))

    def remove(self, name: str) -> None:
        """Take it away."""
        self._begin(name, partial(errands.remove_model, name, self._workshop.settings, self._workshop.tools))

    def use(self, name: str) -> None:
        """The model for every hearing from now on."""
        self._options.put(DEFAULT, name)

    def stop(self) -> None:
        """Stop what is going on."""
        if self._job is not None:
            self.is_stopping = True
            self._job.cancel()
            self.changed.emit()

    def _is_locked(self) -> bool:
        origin = self._options.of(DEFAULT)
        return origin is not None and origin.locked

    def _begin(self, what: str, work: Work) -> None:
        if self.busy:
            return
        self.busy, self._stopped = what, words.STOPPED_OTHER
        self.progress.begin()
        ends = Ends(
            done=self._end,
            failed=self._fail,
            stepped=self._step,
            progressed=self.progress.see,
            stopped=self._stop,
        )
        self._job = self._lane.start(work, ends)
        self.changed.emit()

    def _step(self, value: object) -> None:
        if isinstance(value, Verified):
            bad = value.faults
            self.told.emit(words.model_bad(value.name, bad) if bad else words.model_good(value.name))
        elif isinstance(value, ModelDone):
            self._settle(value)

    def _settle(self, done: ModelDone) -> None:
        if done.kind in ("ready", "removed"):
            drop = partial(errands.drop_model, self._workshop.tools)
            self._workshop.engine.start(drop, Ends(done=nothing, failed=self.failed.emit))
        if done.kind in ("ready", "already"):
            known = {line.name: line.state for line in self.lines}
            demos = {line.name for line in self.lines if line.demo}
            if known.get(self.default) is not State.READY and done.name not in demos and not self._is_locked():
                self.use(done.name)
            self.ready.emit(done.name)
        self.told.emit(_sentence(done))

    def _end(self) -> None:
        self.busy, self.is_stopping, self._job = "", False, None
        self.progress.end()
        self.refresh()
        self.changed.emit()

    def _fail(self, failure: Failure) -> None:
        self._end()
        self.failed.emit(failure)

    def _stop(self) -> None:
        self._end()
        self.told.emit(self._stopped)

    def _take(self, value: object) -> None:
        if isinstance(value, tuple):
            self.table.put(value, self.default)
            self.changed.emit()

    def _show(self) -> None:
        self.table.put(self.table.lines, self.default)
        self.changed.emit()


def _sentence(done: ModelDone) -> str:
    if done.kind == "removed":
        return words.model_removed(done.name, left=done.place)
    if done.kind == "exported":
        return words.model_exported(done.place)
    if done.kind == "already":
        return words.model_already(done.name)
    rest = words.ignored(done.ignored) if done.ignored else ""
    return f"{words.model_ready(done.name)}{rest}"
