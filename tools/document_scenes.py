"""The pictures of 会議録 and of handing over, in every state; `make_screenshots` takes them with all the others."""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

SAMPLE = "デジタル推進会議"

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from minutes_app.gui.views.window import Window


class Camera(Protocol):
    """As in `make_screenshots`."""

    def wait(self, question: Callable[[], object], seconds: float = 60.0) -> None:
        """Until it is so."""

    def take(self, name: str, widget: "QWidget | None" = None) -> None:
        """A picture of the window, or of a question above it."""


def documents(window: "Window", camera: Camera, library: Path) -> None:
    """会議録."""
    from minutes_app.gui.view_models.preview import Shown
    from minutes_app.word.printer import Printer

    preview = window.documents_view.preview.model
    window.open_documents(folder_of(library, SAMPLE))
    camera.wait(lambda: preview.shown is Shown.MAKING)
    camera.take("会議録_ページを作る途中")
    camera.wait(lambda: preview.shown is Shown.CURRENT, 120)
    camera.take("会議録_書き出す前")
    _faces(window, camera)
    window.documents_view.export.click()
    camera.wait(lambda: window.documents_view.results and not window.documents.is_writing)
    _share(window, camera)
    printer, window.workshop.printer = window.workshop.printer, Printer(None)
    window.open_documents(folder_of(library, "令和8年度"))
    camera.wait(lambda: preview.shown is Shown.CURRENT)
    camera.take("会議録_長い名前と簡易表示")
    window.workshop.printer = printer
    window.go_home()


def _faces(window: "Window", camera: Camera) -> None:
    view = window.documents_view
    view.tabs.setCurrentIndex(1)
    camera.take("会議録_開催概要")
    view.form.lines["date"].setText("11月23日")
    view.form_model.settle()
    camera.take("会議録_開催概要の誤り")
    view.form.lines["date"].setText("令和8年11月23日")
    view.form_model.settle()
    view.tabs.setCurrentIndex(2)
    camera.take("会議録_決定と宿題")


def _share(window: "Window", camera: Camera) -> None:
    view = window.documents_view
    with calm_folder() as folder:
        view.sharing.choose(folder)
        view.share.click()
        camera.wait(lambda: view.notices.text() and not view.sharing.is_busy)
        camera.wait(lambda: not view.preview.model.line, 120)
        camera.take("会議録_書き出して共有した後")
        view.sharing.choose(folder / "つながらない" / "会議録")
        view.share.click()
        camera.wait(lambda: window.message.text)
        camera.take("会議録_共有できない")
    window.message.take_away()
    window.go_home()


@contextmanager
def calm_folder() -> Iterator[Path]:
    """A shared folder with a name that can stand in a picture: at the top of the disk, where that is allowed."""
    top, temporary = Path(Path.cwd().anchor), Path(tempfile.gettempdir())
    for place in (top, temporary):
        folder = place / "共有フォルダー"
        try:
            folder.mkdir()
        except OSError:
            continue
        try:
            yield folder
        finally:
            shutil.rmtree(folder)
        return
    raise OSError(f"{top}, {temporary}")


def handover(window: "Window", camera: Camera, library: Path) -> None:
    """受け渡し."""
    folder, out = folder_of(library, SAMPLE), library.parent
    window.open_documents(folder)
    camera.wait(lambda: window.documents.meeting)
    with answered(camera, "受け渡し_警告"):
        window.documents_view.hand_over.click()
    window.handover.hand_over(folder, out)
    camera.wait(lambda: window.message.text)
    camera.take("受け渡し_できた")
    window.message.take_away()
    _half_done(window, camera)
    window.go_home()
    with answered(camera, "受け渡し_もうある"):
        window.desk.gather((next(out.glob("*.kaigi")),))
    (out / "壊れた会議.kaigi").write_bytes(b"PK\3\4")
    window.desk.gather((out / "壊れた会議.kaigi",))
    camera.wait(lambda: window.message.text)
    camera.take("受け渡し_取り込めない")
    window.message.take_away()


def _half_done(window: "Window", camera: Camera) -> None:
    from minutes_app.progress import Progress, Stage

    progress = window.handover.progress
    progress.begin()
    progress.see(Progress(Stage.PACK, 40 << 20, 110 << 20))
    progress.is_shown = True
    progress.changed.emit()
    camera.take("受け渡し_途中")
    progress.end()


@contextmanager
def answered(camera: Camera, name: str) -> Iterator[None]:
    """Take the picture of the question that comes, and answer that nothing is to be done."""
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication, QMessageBox

    taken: list[str] = []

    def look() -> None:
        box = QApplication.activeModalWidget()
        if isinstance(box, QMessageBox) and not taken:
            taken.append(name)
            camera.take(name, box)
            box.escapeButton().click()

    watching = QTimer()
    watching.timeout.connect(look)
    watching.start(300)
    yield
    camera.wait(lambda: taken and not QApplication.activeModalWidget())
    watching.stop()


def folder_of(library: Path, title: str) -> Path:
    """The meeting whose folder's name holds the title."""
    return next(folder for folder in sorted(library.iterdir()) if title in folder.name)
