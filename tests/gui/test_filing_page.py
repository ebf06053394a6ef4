"""確定版と保管 by clicks: nothing leaves and nothing goes without a clear yes."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QInputDialog, QMessageBox, QScrollArea

from minutes_app.closing.ledger import FILE, Hold, disposals_in, entries_in, finals_in, hold_in, keep
from minutes_app.errors import TemplateMissing
from minutes_app.gui.jobs import Failure
from minutes_app.gui.view_models.filing import FilingModel
from minutes_app.gui.views.filing import FilingView
from minutes_app.gui.views.look import dress
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.edit import confirm
from minutes_app.meeting.model import Confirmation, Recording
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.settings import load as load_settings
from minutes_app.tools import Tools
from minutes_app.word.printer import Printer, find_libreoffice
from minutes_app.word.template import POINTS
from minutes_app.word.writer import Writer
from minutes_app.wording import filing_page as words
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.gui.controls import unusable
from tests.gui.scene import Until, answered, held, press
from tests.publishing import published_meeting

SOUND = b"RIFF" + bytes(1000)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    recording = Recording("recording-1.wav", "録音.wav", hashlib.sha256(SOUND).hexdigest(), 10_000)
    made = create(tmp_path / "会議", replace(published_meeting(), recordings=(recording,)))
    (made / "recording-1.wav").write_bytes(SOUND)
    return made


def confirmed(folder: Path) -> None:
    with OpenMeeting(folder) as book:
        book.commit(confirm(book.meeting, Confirmation("2026-11-24T10:00:00+09:00", "髙橋", "試験")))


@contextmanager
def page_of(
    folder: Path, until: Until, printer: Printer | None = None, rule: str = "keep", forms: tuple[str, ...] = (POINTS,)
) -> Iterator[FilingView]:
    given = {"library.folder": str(folder.parent), "archive.audio": rule, "documents.default_templates": forms}
    settings = load_settings(given)[0]
    shop = Workshop(settings, Tools(ScriptedDecoder(), ScriptedEngine(), Writer()), printer or Printer(None))
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    dress(app, "light", 100)
    model = FilingModel(shop)
    view = FilingView(model)
    view.resize(900, 700)
    view.show()
    model.open(folder)
    until(lambda: not model.is_busy)
    try:
        yield view
    finally:
        shop.close()
        view.close()
        view.deleteLater()


def done(view: FilingView, until: Until, text: str) -> None:
    press(view, text)
    until(lambda: not view.model.is_busy)


def test_before_it_is_confirmed_nothing_can_be_done_and_the_page_says_why(folder: Path, until: Until) -> None:
    with page_of(folder, until) as view:
        assert view.finals.text() == words.NOT_CONFIRMED
        assert not any(one.isEnabled() for one in (view.make, view.archive, view.delete))


def test_the_final_edition_is_made_and_named(folder: Path, until: Until) -> None:
    confirmed(folder)
    with page_of(folder, until, Printer(find_libreoffice())) as view:
        done(view, until, words.MAKE_FINAL)
        assert "確定版（第1版）を作りました" in view.told.text()
        [final] = finals_in(entries_in(folder))
        line, digest, *_pdf = view.finals.text().split("\n")
        assert re.fullmatch(
            r"第1版　会議録（要点筆記）　令和.+）(午[前後].+[時分]|正午)　.+\.docx　記録のとおりです", line
        )
        assert digest == f"SHA-256: {final.files[0].sha256}"
        Path(final.files[0].name).write_bytes(b"changed")
        done(view, until, words.MAKE_FINAL)
        assert "作った後に書き換えられています" in view.told.text()
        assert ".docx　書き換えられています" in view.finals.text()
        assert view.folder.isVisible()
        assert unusable(view) == []
    assert [len(one.files) for one in finals_in(entries_in(folder))] == [2, 2]


def test_a_form_that_is_gone_is_named_and_no_edition_is_made_without_it(folder: Path, until: Until) -> None:
    confirmed(folder)
    with page_of(folder, until, forms=(POINTS, "なくなった様式")) as view:
        failures = list[Failure]()
        view.model.failed.connect(failures.append)
        done(view, until, words.MAKE_FINAL)
    assert [type(one.error) for one in failures] == [TemplateMissing]
    assert finals_in(entries_in(folder)) == ()


def test_the_archive_is_made_only_after_a_yes(
    folder: Path, until: Until, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(folder)
    place = tmp_path / "保管"
    place.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(place))
    with page_of(folder, until) as view:
        asked = answered(monkeypatch)
        done(view, until, words.ARCHIVE)
        assert asked == [words.ARCHIVE_ASK]
        assert list(place.iterdir()) == []
        answered(monkeypatch, words.ARCHIVE_YES)
        done(view, until, words.ARCHIVE)
        assert "保管しました" in view.told.text()
        assert ".kaigi" in view.archives.text()
    assert [one.suffix for one in place.iterdir()] == [".kaigi"]


def test_the_recording_goes_only_by_the_rule_after_a_yes_and_is_recorded(
    folder: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(folder)
    with page_of(folder, until) as view:
        assert not view.delete.isEnabled()
        assert "録音を消す決まりが、この職場の設定にありません。" in view.sound.text()
    with page_of(folder, until, rule="after_confirmed") as view:
        assert "消せる録音: recording-1.wav" in view.sound.text()
        asked = answered(monkeypatch)
        done(view, until, words.DELETE)
        assert asked == [words.DELETE_ASK]
        assert (folder / "recording-1.wav").exists()
        answered(monkeypatch, words.DELETE_YES)
        done(view, until, words.DELETE)
        assert hashlib.sha256(SOUND).hexdigest() in view.records.text()
        assert not view.delete.isEnabled()
    assert not (folder / "recording-1.wav").exists()
    assert len(disposals_in(entries_in(folder))) == 1


def test_a_hold_is_put_with_a_reason_and_ends(folder: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    confirmed(folder)
    with page_of(folder, until, rule="after_confirmed") as view:
        monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("  ", True))
        done(view, until, words.HOLD)
        assert hold_in(entries_in(folder)) is None
        monkeypatch.setattr(QInputDialog, "getText", lambda *_args: ("情報公開請求", True))
        done(view, until, words.HOLD)
        assert "情報公開請求" in view.sound.text()
        assert not view.delete.isEnabled()
        done(view, until, words.RELEASE)
        assert view.delete.isEnabled()
    assert hold_in(entries_in(folder)) is None


def test_a_line_that_cannot_be_read_is_shown_and_nothing_can_be_deleted(folder: Path, until: Until) -> None:
    confirmed(folder)
    keep(folder, "髙橋", Hold(True, "情報公開請求"))
    ledger = folder / FILE
    ledger.write_bytes(ledger.read_bytes().replace(b'"on":true', b'"on":trui'))
    with page_of(folder, until, rule="after_confirmed") as view:
        for shown in (view.finals, view.sound, view.records):
            assert "closing.jsonl）の1行目が読めません。" in shown.text()
        assert not view.delete.isEnabled()


@pytest.fixture
def other(folder: Path) -> Path:
    """Another meeting that is 確定, with a recording of its own."""
    recording = Recording("recording-1.wav", "録音.wav", hashlib.sha256(SOUND).hexdigest(), 10_000)
    occasion = replace(published_meeting().occasion, title="ほかの会議")
    meeting = replace(published_meeting(), id="m_other", occasion=occasion, recordings=(recording,))
    made = create(folder.parent / "ほか", meeting)
    (made / "recording-1.wav").write_bytes(SOUND)
    confirmed(made)
    return made


def test_a_meeting_that_is_opened_while_another_is_looked_at_is_looked_at_afterwards(
    folder: Path, other: Path, until: Until
) -> None:
    with page_of(folder, until) as view:
        model = view.model
        with held(model._lane):
            model.open(folder)
            model.open(other)
        until(lambda: not model.is_busy)
        assert model.title == "ほかの会議"
        assert model.may_close


def test_what_is_done_for_one_meeting_is_never_told_of_another(folder: Path, other: Path, until: Until) -> None:
    confirmed(folder)
    with page_of(folder, until, rule="after_confirmed") as view:
        model = view.model
        seen: list[tuple[Path, str]] = []
        model.changed.connect(lambda: seen.append((model.folder, model.title)))
        with held(model._lane):
            press(view, words.MAKE_FINAL)
            model.open(other)
        until(lambda: not model.is_busy)
        assert {title for at, title in seen if at == other} == {"", "ほかの会議"}
        assert (model.told, model.made) == ([], None)
    assert len(finals_in(entries_in(folder))) == 1


def test_what_a_person_said_yes_to_goes_and_nothing_of_the_meeting_that_came_meanwhile(
    folder: Path, other: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    confirmed(folder)
    with page_of(folder, until, rule="after_confirmed") as view:

        def comes(box: QMessageBox) -> int:
            view.model.open(other)
            until(lambda: not view.model.is_busy)
            next(one for one in box.buttons() if one.text() == words.DELETE_YES).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", comes)
        done(view, until, words.DELETE)
    assert (other / "recording-1.wav").exists()
    assert not (folder / "recording-1.wav").exists()


def test_a_meeting_that_cannot_be_read_is_told_of_once(folder: Path, until: Until) -> None:
    with page_of(folder, until) as view:
        failures: list[object] = []
        view.model.failed.connect(failures.append)
        view.model.open(folder.parent / "ない")
        until(lambda: not view.model.is_busy, 5)
        assert len(failures) == 1


def test_many_lines_about_what_was_done_are_whole_and_seen_at_once_on_a_small_screen(
    folder: Path, until: Until
) -> None:
    with page_of(folder, until) as view:
        view.resize(911, 480)
        bar = view.findChildren(QScrollArea)[0].verticalScrollBar()
        until(lambda: bar.maximum() > 0)
        bar.setValue(bar.maximum())
        view.model.told = [f"確定版{number}（第1版）を作りました\nSHA-256: {'0' * 64}" for number in range(12)]
        view.model.changed.emit()
        until(lambda: view.told.height() >= view.told.heightForWidth(view.told.width()))
        assert view.height() == 480
        assert bar.value() == 0
        bar.setValue(bar.maximum())
        view.model.changed.emit()
        assert bar.value() == bar.maximum()
