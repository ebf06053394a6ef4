"""設定: the declared settings with their values, each changed by the same code as `minutes settings`.

In: a key and a value as typed. Out: the values in force, and for each change a sentence: kept and from when it counts,
or refused and what would be possible. Files are read and written in a lane of their own.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from minutes_app.errors import SettingInvalid
from minutes_app.gui.errands import Read, put_setting, read_settings, reset_setting
from minutes_app.gui.jobs import Ends, Failure, Work, nothing
from minutes_app.gui.library_work import plain
from minutes_app.gui.workshop import Workshop
from minutes_app.settings import Option, Origin, Value, leaves_pc, options
from minutes_app.settings.options import masked
from minutes_app.wording import settings as declared, settings_window as words

RECORDINGS = ("library.folder", "capture.mirror")
"""Where recordings lie: whoever puts them where they leave the PC is told."""


class OptionsModel(QObject):
    """`read` once; then `put` and `reset`."""

    changed = Signal()
    """The values were read."""
    answered = Signal(str, bool, str)
    """What a change came to: key, whether it was kept, a sentence."""
    failed = Signal(object)
    """A `Failure`: the settings cannot be read."""

    def __init__(self, workshop: Workshop, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.origins: dict[str, Origin] = {}
        self._workshop = workshop
        self._lane = workshop.lane("settings")
        self._is_taking = False
        workshop.settings_changed.connect(self._follow)

    @property
    def is_read(self) -> bool:
        """Whether the values are known."""
        return bool(self.origins)

    def read(self) -> None:
        """Look into the files again."""
        self._lane.start(read_settings, Ends(done=nothing, failed=self.failed.emit, stepped=self._take))

    def put(self, key: str, value: str) -> None:
        """Keep a value."""
        self._start(key, partial(put_setting, key, value, self._workshop.tools), lambda: self._told_kept(key, value))

    def reset(self, key: str) -> None:
        """Take the person's own value away."""
        work = partial(reset_setting, key, self._workshop.tools)
        self._start(key, work, lambda: words.put_back(key, masked(self.origins[key].value)))

    def of(self, key: str) -> Origin | None:
        """The value of a setting and where it comes from; None before it is read."""
        return self.origins.get(key)

    def _start(self, key: str, work: Work, told: Callable[[], str]) -> None:
        def done() -> None:
            self.answered.emit(key, True, told())

        def failed(failure: Failure) -> None:
            self.answered.emit(key, False, complaint(failure))
            self.changed.emit()

        self._lane.start(work, Ends(done=done, failed=failed, stepped=self._take))

    def _told_kept(self, key: str, value: str) -> str:
        origin = self.origins[key]
        if origin.source in ("environment", "flag") and text_of(origin.value) != value:
            return words.overridden(key, masked(origin.value), origin.source)
        is_away = key in RECORDINGS and bool(value) and leaves_pc(Path(value))
        return f"{words.kept(key)}{words.leaves() if is_away else ''}"

    def _take(self, value: object) -> None:
        if isinstance(value, Read):
            self.origins = {origin.key: origin for origin in value.provenance.origins}
            self._is_taking = True
            self._workshop.adopt(value.settings)
            self._is_taking = False
            self.changed.emit()

    def _follow(self) -> None:
        """Somebody else has changed them (the menu, another screen)."""
        if self.is_read and not self._is_taking:
            self.read()


def complaint(failure: Failure) -> str:
    """Why a value was not kept, short where it stands beside its field."""
    if isinstance(failure.error, SettingInvalid):
        return words.refused(failure.error.value, failure.error.expected)
    message = failure.message
    return "".join((message.headline, message.safe, message.next_step))


def text_of(value: Value) -> str:
    """A value as it is typed; without the password that a proxy address may hold."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return "、".join(value) if isinstance(value, tuple) else str(masked(value))


ELSEWHERE = ("editor.keys",)
"""Settings that have a screen of their own (the sheet of keys)."""


def options_of(page: str) -> tuple[Option, ...]:
    """The settings of a page, in the order of their declaration."""
    return tuple(one for one in options() if one.page == page and one.key not in ELSEWHERE)


def found_options(text: str) -> tuple[Option, ...]:
    """The settings in which every word of `text` is found: title, help, page, name, choices."""
    wanted = [plain(word) for word in text.split()]
    shown = (one for one in options() if one.key not in ELSEWHERE)
    return tuple(one for one in shown if wanted and all(word in _findable(one) for word in wanted))


def found_sections(text: str, sections: tuple[str, ...]) -> tuple[str, ...]:
    """The sections that are meant by every word of `text`."""
    wanted = [plain(word) for word in text.split()]
    known = tuple(section for section in sections if section in words.SECTIONS)
    return tuple(one for one in known if wanted and all(word in plain(words.found_in(one)) for word in wanted))


def _findable(one: Option) -> str:
    kind, _, rest = one.expected.partition(":")
    choices = [words.choice(one.key, each) for each in rest.split(",")] if kind in ("choice", "list") else []
    page = declared.PAGES.get(one.page, "")
    return plain("\n".join((one.key, page, words.title_of(one.key), words.help_of(one.key), *choices)))
