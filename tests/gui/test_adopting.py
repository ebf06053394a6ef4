"""「Wordの様式を取り込む」by clicks, with the real document child and the real LibreOffice."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from minutes_app.errors import TemplateExists
from minutes_app.gui.adopting_work import Wanted, make_template
from minutes_app.gui.view_models.adopting import AdoptModel
from minutes_app.gui.views.adopting import AdoptPage
from minutes_app.gui.views.forms_panel import FormsPanel
from minutes_app.gui.views.look import dress
from minutes_app.gui.views.menu import Menu
from minutes_app.gui.views.settings_door import SettingsDoor
from minutes_app.gui.views.window import Window
from minutes_app.gui.workshop import Workshop
from minutes_app.progress import no_report
from minutes_app.tools import Tools
from minutes_app.word.printer import Printer, find_libreoffice
from minutes_app.word.template import BUILT_IN, list_templates, user_folder
from minutes_app.word.writer import Writer
from minutes_app.wording import adopting as words
from tests.documents.office_forms import FORMS, package, pair, tbl
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.gui.controls import unusable
from tests.gui.scene import Until, answered, press, settings_with
from tests.gui.settings import door_of, page_of

NAME = "庁議の様式"


@contextmanager
def window_with(library: Path, printer: Printer) -> Iterator[Window]:
    """A window with the real document child."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, "light", 100)
    tools = Tools(ScriptedDecoder(), ScriptedEngine(), Writer())
    window = Window(Workshop(settings_with(library), tools, printer))
    Menu(window)
    SettingsDoor(window)
    window.resize(1366, 768)
    window.show()
    window.begin(())
    try:
        yield window
    finally:
        window.editor.leave()
        window.workshop.close()
        window.hide()
        window.deleteLater()


@pytest.fixture
def office(tmp_path: Path) -> Path:
    path = tmp_path / f"{NAME}.docx"
    path.write_bytes(FORMS["結合セル"]())
    return path


def adopt_page(window: Window, form: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> AdoptPage:
    """設定 → 様式 → 今のWordの様式を取り込む…, with this form chosen."""
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_a: (str(form), ""))
    panel = page_of(window, until, "templates").panels["templates"]
    assert isinstance(panel, FormsPanel)
    press(panel, words.ADOPT)
    page = window.pages.currentWidget()
    assert isinstance(page, AdoptPage)
    return page


def row_of(model: AdoptModel, label: str) -> int:
    return next(one.number for one in model.rows if one.label.endswith(label))


def own() -> list[str]:
    return [one.name for one in list_templates((user_folder(""),)) if not one.built_in]


def choose(page: AdoptPage, number: int, name: str) -> None:
    """As a person does with the keyboard."""
    box = page.choices[number]
    box.setFocus()
    at = box.findText(name)
    assert at >= 0
    box.setCurrentIndex(at)
    box.activated.emit(at)


def test_a_form_becomes_a_template_by_clicks(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = office.read_bytes()
    with window_with(tmp_path / "会議録", Printer(find_libreoffice())) as window:
        page = adopt_page(window, office, until, monkeypatch)
        assert page.model.line == words.SEARCHING
        until(lambda: page.model.rows)
        assert page.name.text() == NAME
        assert page.table.rowCount() == len(page.model.rows)
        assert page.choices[row_of(page.model, "日時")].currentText() == "日時"
        assert page.choices[row_of(page.model, "備考")].currentText() == words.NOTHING
        until(lambda: page.model.pdf)
        assert page.pages is not None
        assert page.pages.count == 1
        assert unusable(page) == []
        choose(page, row_of(page.model, "備考"), "次回")
        first = page.model.pdf
        until(lambda: page.model.pdf != first)
        press(page, words.MAKE)
        assert page.model.line == words.TRYING
        assert not page.make.isEnabled()
        until(lambda: NAME in own())
        until(lambda: window.message.text)
        assert words.made_here(NAME) in window.message.text
        door = door_of(window)
        assert window.pages.currentWidget() is door.page
        until(lambda: len(door.forms.entries) == len(BUILT_IN) + 1)
    assert office.read_bytes() == before


def test_the_pages_are_shown_filled_too(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window_with(tmp_path / "会議録", Printer(find_libreoffice())) as window:
        page = adopt_page(window, office, until, monkeypatch)
        until(lambda: page.model.pdf)
        page.looks.setFocus()
        page.looks.setCurrentIndex(2)
        page.looks.activated.emit(2)
        assert page.model.line == words.MAKING
        until(lambda: page.pages is not None and page.pages.count > 1)
        assert own() == []


def test_rows_given_another_list_keep_the_columns_it_has(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        page = adopt_page(window, office, until, monkeypatch)
        until(lambda: page.model.rows)
        assert page.model.line == words.NO_PAGES
        rows, name = row_of(page.model, "出席者"), row_of(page.model, "職名")
        choose(page, rows, "発言一覧")
        assert page.choices[name].currentText() == "職名"
        assert page.choices[row_of(page.model, "所属")].currentText() == words.NOTHING
        assert page.choices[name].findText("内容") > 0


def test_a_template_of_that_name_is_replaced_only_after_a_question(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = user_folder("")
    folder.mkdir(parents=True)
    there = folder / f"{NAME}.docx"
    there.write_bytes(b"mine")
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        page = adopt_page(window, office, until, monkeypatch)
        until(lambda: page.model.rows)
        asked = answered(monkeypatch)
        press(page, words.MAKE)
        until(lambda: asked)
        until(lambda: not page.model.is_making)
        assert asked == [words.REPLACE]
        assert there.read_bytes() == b"mine"
        answered(monkeypatch, words.REPLACE_IT)
        press(page, words.MAKE)
        until(lambda: there.read_bytes() != b"mine")
        until(lambda: window.message.text)


@pytest.mark.parametrize("name", ["会議録(全文)", "会議録（全文）"])
def test_the_name_of_a_built_in_template_is_refused_before_the_trial(
    tmp_path: Path, office: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.gui.adopting_work.prepare", lambda *_args: pytest.fail("the trial ran"))
    tools = Tools(ScriptedDecoder(), ScriptedEngine(), Writer())
    with pytest.raises(TemplateExists):
        list(make_template(Wanted(office, name, {}, tmp_path / "様式"), tools, no_report))


def test_a_form_that_is_none_leads_back_with_a_sentence(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = tmp_path / "壊れた様式.docx"
    broken.write_bytes(b"PK\3\4")
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        adopt_page(window, broken, until, monkeypatch)
        until(lambda: window.message.text)
        assert "壊れた様式.docx" in window.message.text
        assert window.pages.currentWidget() is door_of(window).page
    assert own() == []


def test_leaving_stops_the_work_and_makes_nothing(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        page = adopt_page(window, office, until, monkeypatch)
        until(lambda: page.model.rows)
        press(page, words.MAKE)
        press(page, words.BACK)
        until(lambda: not window.workshop.documents.is_busy)
        assert window.pages.currentWidget() is door_of(window).page
        assert page.model.rows == []
    assert own() == []


def test_the_page_is_worked_by_keyboard_alone(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        page = adopt_page(window, office, until, monkeypatch)
        until(lambda: page.model.rows)
        window.activateWindow()
        page.back.setFocus()
        seen: set[object] = set()
        for _step in range(len(page.choices) + 12):
            seen.add(window.focusWidget())
            QTest.keyClick(window.focusWidget() or window, Qt.Key.Key_Tab)
        wanted = {page.back, page.name, page.table, page.looks, page.make, *page.choices.values()}
        assert wanted <= seen
        first = page.choices[row_of(page.model, "会議の名称")]
        first.setFocus()
        QTest.keyClick(first, Qt.Key.Key_Down)
        assert page.model.given[row_of(page.model, "会議の名称")] != "会議名"


def test_a_form_of_very_many_blanks_is_shown_whole(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    form = tmp_path / "調書.docx"
    form.write_bytes(package(tbl((1800, 7838), *[pair(f"事項{number}の欄", "") for number in range(100)])))
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        page = adopt_page(window, form, until, monkeypatch)
        until(lambda: len(page.choices) == 100)
        assert all(box.currentText() == words.NOTHING for box in page.choices.values())
        choose(page, 100, "場所")
        assert page.model.given[100] == "場所"


def test_no_name_is_said_before_anything_begins(
    tmp_path: Path, office: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    with window_with(tmp_path / "会議録", Printer(None)) as window:
        page = adopt_page(window, office, until, monkeypatch)
        until(lambda: page.model.rows)
        page.name.clear()
        press(page, words.MAKE)
        assert page.model.line == words.NO_NAME
        assert not page.model.is_making
    assert own() == []
