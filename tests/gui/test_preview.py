"""The pages beside the form: made off the window thread, made anew after an edit, and never stale without saying so."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from minutes_app.gui.jobs import Ends
from minutes_app.gui.view_models.preview import PreviewModel, Shown
from minutes_app.gui.views.preview import PreviewView
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.progress import Progress, Report, Stage
from minutes_app.tools import Tools, tools_from
from minutes_app.word.printer import Printer, find_libreoffice
from minutes_app.word.template import POINTS, VERBATIM, find
from minutes_app.wording import minutes_page as words
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.gui.conftest import settle
from tests.gui.scene import Until, settings_with
from tests.unit.meeting.making import a_meeting


class ScriptedPrinter(Printer):
    """Its pages are the document itself. `waits`: until somebody stops it."""

    def __init__(self) -> None:
        super().__init__(Path("soffice"))
        self.waits = False
        self.begun = 0

    def printed(self, content: bytes, report: Report) -> bytes:
        self.begun += 1
        while self.waits:
            report(Progress(Stage.WAIT))
            time.sleep(0.01)
        return content


@contextmanager
def model_on(library: Path, printer: Printer, tools: Tools | None = None) -> Iterator[PreviewModel]:
    scripted = Tools(ScriptedDecoder(), ScriptedEngine(), ScriptedWriter())
    workshop = Workshop(settings_with(library), tools or scripted, printer)
    model = PreviewModel(workshop)
    try:
        yield model
    finally:
        model.leave()
        workshop.close()
        settle()  # jobs end while their lane is still there


def test_the_document_is_shown_as_it_would_be_written(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting())
    with model_on(tmp_path, ScriptedPrinter()) as model:
        model.ask(find(VERBATIM, ()))
        model.show(folder)
        assert model.line == words.MAKING
        until(lambda: model.shown is Shown.CURRENT)
        assert model.pdf.decode() == f"{VERBATIM}: 会議（秘）①"
        assert model.line == ""
        assert list(folder.glob("exports/*")) == []


def test_an_edit_outdates_the_pages_until_new_ones_are_there(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting())
    with model_on(tmp_path, ScriptedPrinter()) as model:
        model.ask(find(VERBATIM, ()))
        model.show(folder)
        until(lambda: model.shown is Shown.CURRENT)
        with OpenMeeting(folder) as book:
            book.commit(set_occasion(book.meeting, replace(book.meeting.occasion, title="後の名前")))
        model.outdate()
        assert model.line == words.OUTDATED
        assert "会議（秘）①" in model.pdf.decode()
        until(lambda: model.shown is Shown.CURRENT)
        assert "後の名前" in model.pdf.decode()


def test_a_newer_edit_replaces_the_work_on_an_older_one(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting())
    printer = ScriptedPrinter()
    printer.waits = True
    with model_on(tmp_path, printer) as model:
        model.ask(find(VERBATIM, ()))
        model.show(folder)
        until(lambda: printer.begun == 1)
        model.ask(find(POINTS, ()))
        until(lambda: printer.begun == 2)
        printer.waits = False
        until(lambda: model.shown is Shown.CURRENT)
        assert model.pdf.decode().startswith(POINTS)


def test_what_the_person_waits_for_goes_before_the_pages(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting())
    printer = ScriptedPrinter()
    printer.waits = True
    with model_on(tmp_path, printer) as model:
        model.ask(find(VERBATIM, ()))
        model.show(folder)
        until(lambda: printer.begun == 1)
        done: list[int] = []

        def work(_report: Report) -> Iterator[object]:
            yield printer.begun

        model.give_way()
        model._workshop.documents.start(work, Ends(lambda: done.append(printer.begun), lambda _failure: None))
        until(lambda: done)
        assert done == [1]
        printer.waits = False
        until(lambda: model.shown is Shown.CURRENT)


def test_leaving_stops_the_work_and_keeps_no_page(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting())
    printer = ScriptedPrinter()
    printer.waits = True
    with model_on(tmp_path, printer) as model:
        model.ask(find(VERBATIM, ()))
        model.show(folder)
        until(lambda: printer.begun)
        model.leave()
        until(lambda: not model._workshop.documents.is_busy)
        assert (model.shown, model.pdf, model.text) == (Shown.NOTHING, b"", "")


def test_without_libreoffice_the_text_is_shown_and_called_so(tmp_path: Path, until: Until) -> None:
    folder = create(tmp_path, a_meeting())
    with model_on(tmp_path, Printer(None)) as model:
        view = PreviewView(model)
        view.show()
        view.offer({VERBATIM: find(VERBATIM, ())}, None)
        model.show(folder)
        until(lambda: model.shown is Shown.CURRENT)
        assert "発言その1です" in view.outline.toPlainText()
        assert words.OUTLINE in view.line.text()
        assert view.line.isVisible()
        assert not view.next.isVisible()
        view.close()
        view.deleteLater()


def test_a_meeting_that_cannot_be_read_is_told_where_the_pages_would_be(tmp_path: Path, until: Until) -> None:
    with model_on(tmp_path, ScriptedPrinter()) as model:
        view = PreviewView(model)
        view.show()
        view.offer({VERBATIM: find(VERBATIM, ())}, None)
        model.show(tmp_path / "無い")
        until(lambda: model.shown is Shown.FAILED)
        assert "見つかりません" in view.line.text()
        view.close()
        view.deleteLater()


def a_long_meeting(library: Path) -> Path:
    meeting = a_meeting(120)
    long = tuple(replace(each, text=each.text * 8, agenda_id="") for each in meeting.utterances)
    return create(library, replace(meeting, utterances=long))


def test_real_pages_are_turned_and_enlarged_by_mouse_and_keyboard(tmp_path: Path, until: Until) -> None:
    with model_on(tmp_path, Printer(find_libreoffice()), tools_from()) as model:
        view = PreviewView(model)
        view.resize(700, 700)
        view.show()
        view.activateWindow()
        view.offer({VERBATIM: find(VERBATIM, ()), POINTS: find(POINTS, ())}, None)
        model.show(a_long_meeting(tmp_path))
        until(lambda: model.shown is Shown.CURRENT, 120)
        assert view.pages is not None
        pages = view.pages
        assert pages.count > 3
        until(lambda: f"1 / {pages.count}ページ" in view.where.text())
        assert not view.previous.isEnabled()
        view.next.click()
        until(lambda: "2 /" in view.where.text())
        pages.view.setFocus()
        QTest.keyClick(pages.view, Qt.Key.Key_PageDown)
        until(lambda: "3 /" in view.where.text())
        QTest.keyClick(pages.view, Qt.Key.Key_PageUp)
        until(lambda: "2 /" in view.where.text())
        before = pages.factor()
        view.larger.click()
        assert pages.factor() > before
        QTest.keyClick(pages.view, Qt.Key.Key_0, Qt.KeyboardModifier.ControlModifier)
        assert abs(pages.factor() - before) < 0.01
        view.close()
        view.deleteLater()
