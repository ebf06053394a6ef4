"""「Wordの様式を取り込む」 for `tools/make_screenshots.py`: the numbers of the blanks, the filled pages, a question."""

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from minutes_app.gui.views.window import Window


class Camera(Protocol):
    """As in `make_screenshots`."""

    def wait(self, question: Callable[[], object], seconds: float = 60.0) -> None:
        """Until it is so."""

    def take(self, name: str, widget: "QWidget | None" = None) -> None:
        """A picture of the window, or of a question above it."""


def adopting(window: "Window", camera: Camera, _library: Path) -> None:
    """Every state of the page."""
    from minutes_app.gui.views.settings_door import SettingsDoor
    from tests.documents.office_forms import FORMS

    found = window.findChild(SettingsDoor)
    assert isinstance(found, SettingsDoor)
    rooms = found.rooms
    with tempfile.TemporaryDirectory() as folder:
        form = Path(folder) / "庁議の会議録.docx"
        form.write_bytes(FORMS["結合セル"]())
        window.settings_wanted.emit("templates")
        camera.wait(lambda: rooms.forms.entries)
        rooms.adopt(form)
        camera.wait(lambda: rooms.adopting.rows)
        camera.take("様式の取り込み_ページを作る途中")
        camera.wait(lambda: rooms.adopting.pdf, 120)
        camera.take("様式の取り込み")
        _filled(rooms, camera)
        _without_libreoffice(window, rooms, camera, form)
        rooms.adopting.leave()
    window.go_home()


def _filled(rooms: Any, camera: Camera) -> None:
    before = rooms.adopting.pdf
    rooms.adopt_page.looks.setCurrentIndex(1)
    rooms.adopting.look(1)
    camera.wait(lambda: rooms.adopting.pdf != before, 120)
    camera.take("様式の取り込み_試しの記入")


def _without_libreoffice(window: "Window", rooms: Any, camera: Camera, form: Path) -> None:
    from minutes_app.word.printer import Printer

    printer, window.workshop.printer = window.workshop.printer, Printer(None)
    rooms.adopt(form)
    camera.wait(lambda: rooms.adopting.rows)
    camera.take("様式の取り込み_ページなし")
    window.workshop.printer = printer
