"""Edits reach the disk in order, whatever the disk does, and somebody else's meeting is only read."""

import threading
from pathlib import Path

import pytest

from minutes_app.errors import DiskFull, MeetingInUse
from minutes_app.gui.editing import writer as writing
from minutes_app.gui.editing.session import Session
from minutes_app.gui.editing.writer import NotOpened, NotSaved, Opened, Saved, Told, WordsRead, Writer
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import OpenMeeting, load
from tests.gui.editing import a_folder, with_words
from tests.running import wait_until
from tests.unit.meeting.making import a_meeting


class Heard:
    """What the writer told, and a way to wait for it."""

    def __init__(self) -> None:
        self.told: list[Told] = []

    def __call__(self, told: Told) -> None:
        self.told.append(told)

    def first(self, kind: type) -> Told:
        assert wait_until(lambda: any(isinstance(each, kind) for each in self.told))
        return next(each for each in self.told if isinstance(each, kind))


def _started(folder: Path) -> tuple[Writer, Heard, Session]:
    heard = Heard()
    writer = Writer(folder, heard)
    writer.start()
    opened = heard.first(Opened)
    assert isinstance(opened, Opened)
    return writer, heard, Session(opened.meeting, save=writer.put)


def test_what_is_edited_is_on_the_disk_after_a_flush_and_the_lock_is_given_back(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    writer, heard, session = _started(folder)
    for number in range(30):
        session.do(edit.set_text(session.meeting, f"u{number % 10}", f"直した{number}"))
    session.undo()
    assert writer.flush(60)
    assert load(folder) == session.meeting
    assert heard.told[-1] == Saved(0)
    assert writer.close() == 0
    assert not (folder / "meeting.lock").exists()


def test_closing_writes_what_is_still_waiting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = a_folder(tmp_path)
    slow = threading.Event()
    commit = OpenMeeting.commit

    def slowly(book: OpenMeeting, change: Change) -> Meeting:
        slow.wait(0.02)
        return commit(book, change)

    monkeypatch.setattr(OpenMeeting, "commit", slowly)
    writer, _heard, session = _started(folder)
    for number in range(20):
        session.do(edit.set_text(session.meeting, "u1", f"直した{number}"))
    assert writer.close() == 0
    assert load(folder).utterances[1].text == "直した19"


def test_a_full_disk_loses_no_edit_and_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "AGAIN_S", 0.02)
    folder = a_folder(tmp_path)
    commit = OpenMeeting.commit
    full = threading.Event()
    full.set()

    def refused(book: OpenMeeting, change: Change) -> Meeting:
        if full.is_set():
            raise DiskFull(folder)
        return commit(book, change)

    monkeypatch.setattr(OpenMeeting, "commit", refused)
    writer, heard, session = _started(folder)
    session.do(edit.set_text(session.meeting, "u1", "一つ目"))
    session.do(edit.set_text(session.meeting, "u2", "二つ目"))
    trouble = heard.first(NotSaved)
    assert isinstance(trouble, NotSaved)
    assert isinstance(trouble.error, DiskFull)
    assert not writer.flush(0.1)
    full.clear()
    assert writer.flush(60)
    assert load(folder) == session.meeting
    writer.close()


def test_closing_on_a_full_disk_ends_and_says_how_many_edits_it_costs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = a_folder(tmp_path)

    def refused(_book: OpenMeeting, _change: Change) -> Meeting:
        raise DiskFull(folder)

    monkeypatch.setattr(OpenMeeting, "commit", refused)
    writer, _heard, session = _started(folder)
    session.do(edit.set_text(session.meeting, "u1", "一つ目"))
    session.do(edit.set_text(session.meeting, "u2", "二つ目"))
    assert writer.close(timeout_s=0.1) == 2


def test_a_meeting_that_somebody_has_open_is_only_read(tmp_path: Path) -> None:
    folder = a_folder(tmp_path)
    with OpenMeeting(folder) as book:
        heard = Heard()
        writer = Writer(folder, heard)
        writer.start()
        opened = heard.first(Opened)
        assert isinstance(opened, Opened)
        assert isinstance(opened.in_use, MeetingInUse)
        assert opened.meeting == book.meeting
        heard.first(WordsRead)
        writer.close()
        session = Session(opened.meeting, save=None)
        assert not session.do(edit.set_text(session.meeting, "u1", "書けない"))
        assert session.undo() is None


def test_a_folder_without_a_meeting_is_told(tmp_path: Path) -> None:
    heard = Heard()
    writer = Writer(tmp_path, heard)
    writer.start()
    assert isinstance(heard.first(NotOpened), NotOpened)
    writer.close()


def test_the_words_of_the_run_are_read(tmp_path: Path) -> None:
    writer, heard, _session = _started(with_words(tmp_path))
    words = heard.first(WordsRead)
    assert isinstance(words, WordsRead)
    assert [one.text for one in words.heard] == ["予算の説明です", "質問はありますか"]
    writer.close()


def test_a_damaged_run_costs_only_the_words(tmp_path: Path) -> None:
    folder = with_words(tmp_path)
    for run in (folder / "runs").iterdir():
        run.write_bytes(b"{")
    writer, _heard, session = _started(folder)
    session.do(edit.set_text(session.meeting, "u1", "直した"))
    assert writer.close() == 0
    assert load(folder).utterances[1].text == "直した"


def test_undo_goes_back_to_the_beginning_and_redo_to_the_end() -> None:
    meeting = a_meeting(3)
    saved: list[Change] = []
    session = Session(meeting, save=saved.append)
    for number in range(1500):
        session.do(edit.set_text(session.meeting, "u1", f"{number}回目"))
    done = session.meeting
    while session.undo() is not None:
        pass
    assert session.meeting == meeting
    while session.redo() is not None:
        pass
    assert session.meeting == done
    assert len(saved) == 4500
