"""A .kaigi in the window: made with a warning, taken in by a drop or a second start, asked about where it is known."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from minutes_app.errors import DiskFull
from minutes_app.gui.view_models.handover import split_kaigi, warning_for
from minutes_app.meeting.edit import mark_hidden
from minutes_app.meeting.handing import HandedOver, hand_over
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.progress import Progress, Report, Stage
from minutes_app.wording import gui as words, handing
from tests.conftest import ROOT
from tests.gui.editing import a_folder
from tests.gui.scene import SOUND, Until, drop, press, window_on
from tests.running import minutes

Answer = Callable[[str], list[str]]


@pytest.fixture
def answer(monkeypatch: pytest.MonkeyPatch) -> Answer:
    """Press a button of the question that comes; returns what was asked."""
    asked: list[str] = []

    def with_button(text: str) -> list[str]:
        def press_it(box: QMessageBox) -> int:
            asked.append(f"{box.text()}\n{box.informativeText()}")
            next(one for one in box.buttons() if one.text() == text).click()
            return 0

        monkeypatch.setattr(QMessageBox, "exec", press_it)
        return asked

    return with_button


def a_file(tmp_path: Path) -> Path:
    """A meeting that comes from somebody else."""
    return hand_over(a_folder(tmp_path / "甲"), tmp_path / "渡す").path


def test_a_file_that_is_dropped_becomes_a_meeting_of_the_list(tmp_path: Path, until: Until) -> None:
    path = a_file(tmp_path)
    with window_on(tmp_path / "乙") as window:
        until(lambda: window.home.is_read)
        drop(window, path)
        until(lambda: window.message.text)
        assert "会議（秘）①" in window.message.text
        until(lambda: window.home.table.shown)
        assert window.preparing is None
        press(window.message, words.OPEN)
        until(lambda: window.editor.model.is_open)
        assert len(window.editor.model.meeting.utterances) == 10


def test_recordings_beside_it_are_prepared(tmp_path: Path, until: Until) -> None:
    path = a_file(tmp_path)
    with window_on(tmp_path / "乙") as window:
        drop(window, path, SOUND)
        until(lambda: window.preparing and window.message.text)
        assert window.preparing is not None
        assert window.preparing.model.sources == (SOUND,)
    assert split_kaigi((Path("a.KAIGI"), SOUND)) == ((Path("a.KAIGI"),), (SOUND,))


def test_a_meeting_that_is_there_already_is_opened_or_both_are_kept(
    tmp_path: Path, until: Until, answer: Answer
) -> None:
    library = tmp_path / "甲"
    path = a_file(tmp_path)
    with window_on(library) as window:
        asked = answer(handing.STOP_IT)
        drop(window, path)
        until(lambda: asked and not window.handover.is_busy)
        assert handing.KNOWN in asked[0]
        assert len(list(library.iterdir())) == 1
        answer(handing.OPEN_KNOWN)
        drop(window, path)
        until(lambda: window.editor.model.is_open)
        window.go_home()
        answer(handing.KEEP_BOTH)
        drop(window, path)
        until(lambda: len(window.home.table.shown) == 2)
        assert len({load(folder).id for folder in library.iterdir()}) == 2


def test_a_hostile_file_is_told_and_the_list_stays(tmp_path: Path, until: Until) -> None:
    bad = tmp_path / "会議（秘）①.kaigi"
    bad.write_bytes(b"PK\3\4" + bytes(500))
    with window_on(tmp_path / "乙") as window:
        drop(window, bad)
        until(lambda: window.message.text)
        assert "取り込めません" in window.message.text
        assert "何も加えていません" in window.message.text
    assert not list((tmp_path / "乙").glob("*"))


def test_handing_over_warns_of_what_no_document_shows(
    tmp_path: Path, until: Until, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "甲")
    with OpenMeeting(folder) as book:
        book.commit(mark_hidden(book.meeting, ["u1", "u2"]))
    out = tmp_path / "渡す"
    out.mkdir()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(out))
    with window_on(tmp_path / "甲") as window:
        window.open_documents(folder)
        until(lambda: window.documents.meeting)
        asked = answer(handing.STOP_IT)
        press(window.documents_view, handing.HAND_OVER)
        assert "非公開の発言2件" in asked[0]
        assert "録音" in asked[0]
        assert not window.handover.is_busy
        answer(handing.MAKE)
        press(window.documents_view, handing.HAND_OVER)
        until(lambda: window.message.text)
    [made] = out.iterdir()
    assert made.name == "20260115_会議（秘）①.kaigi"
    assert made.name in window.message.text
    assert warning_for(folder, load(folder)) in asked[1]


def test_what_the_editor_has_not_folded_yet_is_handed_over_too(
    tmp_path: Path, until: Until, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "甲")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_args: str(tmp_path))
    with window_on(tmp_path / "甲") as window:
        window.open_meeting(folder)
        until(lambda: window.editor.model.is_open)
        window.editor.model.toggle_hidden(("u0",))
        window.open_documents(folder)
        until(lambda: window.documents.meeting)
        answer(handing.MAKE)
        press(window.documents_view, handing.HAND_OVER)
        until(lambda: list(tmp_path.glob("*.kaigi")) and not window.handover.is_busy)
    with window_on(tmp_path / "乙") as window:
        drop(window, next(tmp_path.glob("*.kaigi")))
        until(lambda: window.home.table.shown)
    [received] = (tmp_path / "乙").iterdir()
    assert load(received).utterances[0].hidden


def test_a_second_start_hands_its_file_to_the_running_window(tmp_path: Path, until: Until) -> None:
    path = a_file(tmp_path)
    library = tmp_path / "乙"
    arguments = [sys.executable, "-m", "minutes_app", "gui", "--library", str(library)]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"}
    with subprocess.Popen(arguments, cwd=ROOT, env=environment, stderr=subprocess.PIPE) as first:
        try:
            state = Path(os.environ["XDG_STATE_HOME"]) / "minutes_app"
            until(lambda: list(state.glob("minutes-app-*.lock")))
            second = minutes("gui", "--library", library, path, QT_QPA_PLATFORM="offscreen", timeout=60)
            assert second.code == 0, second.err
            until(lambda: list(library.glob("2026*/meeting.json.bak")))
            assert first.poll() is None
        finally:
            first.kill()
            said = first.communicate(timeout=60)[1].decode("utf-8")
    assert "Traceback" not in said
    [folder] = library.glob("2026*")
    assert len(load(folder).utterances) == 10


def test_the_command_line_hands_over_and_takes_in(tmp_path: Path) -> None:
    folder = a_folder(tmp_path / "甲")
    done = minutes("hand-over", folder.name, "--library", folder.parent, "--out", tmp_path, "--json")
    assert done.code == 0, done.err
    assert "会議の中身を知ってよい人だけに" in done.err
    [made] = done.answer["meetings"]
    taken = minutes("receive", made["file"], "--library", tmp_path / "乙", "--json")
    assert taken.code == 0, taken.err
    [received] = taken.answer["meetings"]
    assert load(Path(received["meeting"])) == load(folder)
    again = minutes("receive", made["file"], "--library", tmp_path / "乙", "--json")
    assert again.answer["meetings"][0]["known"]
    assert "--keep-both" in again.err
    bad = minutes("receive", SOUND, "--library", tmp_path / "乙")
    assert bad.code == 1
    assert "取り込めません" in bad.err


def test_closing_while_a_file_is_made_asks_one_question(
    tmp_path: Path, until: Until, answer: Answer, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path / "甲")
    going = threading.Event()

    def slow(_folder: Path, _out: Path, report: Report) -> HandedOver:
        while not going.is_set():
            report(Progress(Stage.PACK, 1, 2))
            time.sleep(0.01)
        raise DiskFull(tmp_path)

    monkeypatch.setattr("minutes_app.gui.handing_work.hand_over", slow)
    with window_on(tmp_path / "甲") as window:
        window.handover.hand_over(folder, tmp_path)
        until(lambda: window.handover_bar.isVisible())
        asked = answer(words.KEEP_OPEN)
        window.close()
        assert asked == [f"{handing.CLOSE_BUSY}\n{handing.CLOSE_BUSY_HINT}"]
        assert window.isVisible()
        press(window.handover_bar, words.STOP)
        until(lambda: not window.handover.is_busy)
        assert not window.handover_bar.isVisible()
