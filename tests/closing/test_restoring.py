"""A recording that was disposed of and is transcribed once more: it stays out, unless a person wants it back."""

from itertools import takewhile
from pathlib import Path

import pytest

from minutes_app.closing.ledger import FILE, ClosedFile, Disposal, Restored, entries_in, keep
from minutes_app.closing.restoring import is_disposed, restore
from minutes_app.gui.work import Begun, import_and_hear
from minutes_app.library import Received, receive
from minutes_app.meeting.model import Occasion
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.progress import no_report
from minutes_app.settings.layers import load as load_settings
from minutes_app.tools import Notice, Tools
from minutes_app.wording.gui import notice_here
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter

SOUND = b"RIFF" + bytes(range(256)) * 40


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "録音（秘）①.wav"
    path.write_bytes(SOUND)
    return path


def received(source: Path) -> Received:
    library = source.parent / "会議"
    return receive((source,), library, Occasion(), decoder=ScriptedDecoder(), report=no_report, is_disposed=is_disposed)


@pytest.fixture
def recording(source: Path) -> Path:
    """In its meeting, and deleted there with a record."""
    got = received(source)
    (one,) = load(got.folder).recordings
    path = got.folder / one.file
    path.unlink()
    keep(got.folder, "髙橋", Disposal(ClosedFile(one.file, len(SOUND), one.sha256), "規則", False, True))
    return path


def test_what_was_disposed_of_does_not_come_back_by_itself(source: Path, recording: Path) -> None:
    got = received(source)
    assert [(one, kept.file) for one, kept in got.kept_out] == [(source, recording.name)]
    assert not recording.exists()


def test_a_person_has_it_put_back_and_that_is_recorded(source: Path, recording: Path) -> None:
    got = received(source)
    with OpenMeeting(got.folder) as book:
        (entry,) = restore(book, got.kept_out, "髙橋", no_report)
    assert recording.read_bytes() == SOUND
    assert entries_in(got.folder)[-1] == entry
    assert (entry.who, entry.restored and entry.restored.file.name) == ("髙橋", recording.name)
    assert received(source).kept_out == ()


def test_what_was_put_back_and_deleted_once_more_stays_out_again(source: Path, recording: Path) -> None:
    got = received(source)
    file = ClosedFile(recording.name, len(SOUND), load(got.folder).recordings[0].sha256)
    keep(got.folder, "髙橋", Restored(file))
    assert not is_disposed(got.folder, recording.name)
    keep(got.folder, "髙橋", Disposal(file, "規則", True, True))
    assert is_disposed(got.folder, recording.name)


def test_where_the_record_cannot_be_read_nothing_comes_back_by_itself(source: Path, recording: Path) -> None:
    ledger = recording.with_name(FILE)
    ledger.write_bytes(ledger.read_bytes().replace(b"disposal", b"disposaX"))
    assert received(source).kept_out
    assert not recording.exists()


def test_a_recording_that_is_only_lost_is_copied_again(source: Path, recording: Path) -> None:
    recording.with_name(FILE).unlink()
    assert received(source) == Received(recording.parent, True)
    assert recording.read_bytes() == SOUND


def test_the_window_tells_it_too_before_it_goes_on(source: Path, recording: Path) -> None:
    settings = load_settings({"library.folder": str(recording.parent.parent), "models.default": "demo-ja"})[0]
    tools = Tools(ScriptedDecoder(), ScriptedEngine(), ScriptedWriter())
    told = takewhile(
        lambda one: not isinstance(one, Begun), import_and_hear((source,), Occasion(), settings, tools, no_report)
    )
    notices = [one for one in told if isinstance(one, Notice)]
    assert notices == [Notice("disposed", (source.name,))]
    assert "会議には戻していません" in notice_here("disposed", source.name)
    assert not recording.exists()
