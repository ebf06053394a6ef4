"""送信待ち: what cannot go into a shared folder waits whole, goes later, and is taken back where it tells a secret."""

import os
import time
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.child import Limits
from minutes_app.errors import MeetingInUse
from minutes_app.files import sha256_of
from minutes_app.meeting.edit import mark_deleted, mark_hidden, merge, set_text, split
from minutes_app.meeting.lock import Lock
from minutes_app.meeting.place import OUTBOX, SNAPSHOT
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.progress import Progress, no_report
from minutes_app.share import delivery, outbox
from minutes_app.share.delivery import Put, Task, part_of, place_all
from minutes_app.share.outbox import deliver, drop, retry, waiting
from minutes_app.tools import unheard
from minutes_app.word.reply_form import Publication, publications_of, record_of, to_json
from minutes_app.word.template import SUMMARY, find
from tests.publishing import WriterHere, folder_with, published_meeting, sent

MAIN = "20261123_第3回DX推進会議_会議録.docx"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "会議", published_meeting())


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    return tmp_path / "共有"


def tried(folder: Path, *, by_itself: bool = False) -> list[Put]:
    return [put for _publication, put in retry(folder.parent, unheard, by_itself=by_itself)]


def placed(folder: Path, source: Path, name: str = "会議録.docx", *, read_only: bool = False) -> Put:
    digest = sha256_of(source)
    [put] = place_all(folder, (Task(source, name, digest, read_only),), report=no_report)
    return put


def _block(source: Path) -> None:
    """Who reads it waits for ever."""
    source.unlink()
    os.mkfifo(source)


def a_source(tmp_path: Path, content: bytes = b"PK ours") -> Path:
    path = tmp_path / "0000.docx"
    path.write_bytes(content)
    return path


def test_a_folder_that_is_away_lets_everything_wait_and_gets_it_later(folder: Path, shared: Path) -> None:
    _record, puts = sent(folder, shared, WriterHere())
    assert [put.why for put in puts] == ["away"] * 4
    assert not shared.exists()
    [one] = waiting(folder.parent)
    assert (one.count, one.publication.folder) == (4, str(shared))
    assert len(publications_of(folder)[0].waits) == 4
    shared.mkdir()
    assert all(put.path is not None for put in tried(folder))
    assert len(list(shared.iterdir())) == 4
    assert waiting(folder.parent) == ()
    assert publications_of(folder)[0].waits == ()
    assert not (folder.parent / OUTBOX).exists()


def test_what_waits_is_tried_by_itself_only_now_and_then(
    folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(outbox, "PAUSE_S", 3600.0)
    sent(folder, shared, WriterHere())
    shared.mkdir()
    assert tried(folder, by_itself=True) == []
    assert len(tried(folder)) == 4


def test_a_file_that_is_open_in_word_waits_until_it_is_closed(folder: Path, shared: Path) -> None:
    shared.mkdir()
    (shared / MAIN).write_text("人の文書", "utf-8")
    mark = shared / f"~${MAIN[2:]}"
    mark.write_bytes(b"")
    _record, puts = sent(folder, shared, WriterHere())
    assert [put.why for put in puts] == ["open", "", "", ""]
    assert waiting(folder.parent)[0].count == 1
    mark.unlink()
    [put] = tried(folder)
    assert put.is_beside
    assert (shared / MAIN).read_text("utf-8") == "人の文書"


def test_what_is_there_already_is_not_written_again(folder: Path, shared: Path) -> None:
    """A kill came between the file and the record."""
    sent(folder, shared, WriterHere())
    [one] = waiting(folder.parent)
    shared.mkdir()
    (shared / MAIN).write_bytes((one.place / "0000.docx").read_bytes())
    before = (shared / MAIN).stat().st_mtime_ns
    tried(folder)
    assert (shared / MAIN).stat().st_mtime_ns == before
    assert len(list(shared.iterdir())) == 4


def test_a_half_written_file_of_a_kill_is_finished_and_leaves_nothing(folder: Path, shared: Path) -> None:
    record, _puts = sent(folder, shared, WriterHere())
    shared.mkdir()
    part_of(shared, record.files[0].sha256).write_bytes(b"half")
    tried(folder)
    assert sorted(path.suffix for path in shared.iterdir()) == [".docx"] * 4


@pytest.mark.parametrize("why", ["hidden", "deleted", "merged", "split"])
def test_what_became_secret_while_it_waited_is_not_sent(folder: Path, shared: Path, why: str) -> None:
    sent(folder, shared, WriterHere())
    with OpenMeeting(folder) as book:
        if why == "hidden":
            book.commit(mark_hidden(book.meeting, ["u2"]))
        elif why == "deleted":
            book.commit(mark_deleted(book.meeting, ["u2"]))
        elif why == "merged":
            book.commit(merge(book.meeting, "u1", "u2"))
        else:
            book.commit(split(book.meeting, "u2", at=3))
            new = [one.id for one in book.meeting.utterances if one.start_ms >= 2000][1]
            book.commit(mark_hidden(book.meeting, [new]))
    shared.mkdir()
    assert {put.why for put in tried(folder)} == {"withdrawn"}
    assert list(shared.iterdir()) == []
    assert waiting(folder.parent) == ()
    assert publications_of(folder) == ()


def test_other_corrections_do_not_stop_what_waits(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    with OpenMeeting(folder) as book:
        book.commit(set_text(book.meeting, "u2", "直しました。"))
    shared.mkdir()
    assert {put.why for put in tried(folder)} == {""}


def test_a_meeting_that_is_gone_sends_nothing(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    for path in sorted(folder.rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    folder.rmdir()
    shared.mkdir()
    tried(folder)
    assert list(shared.iterdir()) == []
    assert waiting(folder.parent) == ()


def test_a_meeting_that_was_renamed_is_found_again(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    moved = folder.rename(folder.with_name("別の名前"))
    shared.mkdir()
    tried(moved)
    assert publications_of(moved)[0].waits == ()


def test_a_damaged_meeting_lets_its_files_wait(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    (folder / SNAPSHOT).write_bytes(b"{")
    shared.mkdir()
    assert tried(folder) == []
    assert waiting(folder.parent)[0].count == 4


def test_what_is_given_up_is_not_sent_and_what_is_there_stays(folder: Path, shared: Path) -> None:
    shared.mkdir()
    (shared / f"~${MAIN[2:]}").write_bytes(b"")
    sent(folder, shared, WriterHere())
    [one] = waiting(folder.parent)
    drop(one.place)
    assert waiting(folder.parent) == ()
    assert len(publications_of(folder)[0].files) == 3


def test_a_new_edition_takes_the_place_of_what_still_waits(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    shared.mkdir()
    (shared / f"~${MAIN[2:]}").write_bytes(b"")
    second, _puts = sent(folder, shared, WriterHere())
    assert second.edition == 1
    assert waiting(folder.parent)[0].count == 1
    third, _puts = sent(folder, shared, WriterHere())
    assert third.edition == 2
    assert waiting(folder.parent) == ()
    assert [len(one.files) for one in publications_of(folder)] == [3, 4]
    sent(folder, shared, WriterHere(), template=find(SUMMARY, ()))
    assert len(publications_of(folder)) == 3


def test_a_kill_after_the_last_file_leaves_a_job_that_is_tidied_up(
    folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared.mkdir()
    with monkeypatch.context() as killed:
        killed.setattr(outbox, "_remove_done", lambda _place: None)
        record, _puts = sent(folder, shared, WriterHere())
    record_of(folder, record.id).write_bytes(to_json(record))
    assert len(publications_of(folder)[0].waits) == 4
    assert waiting(folder.parent) == ()
    assert tried(folder) == []
    assert publications_of(folder)[0].waits == ()
    assert not (folder.parent / OUTBOX).exists()


def test_a_damaged_job_is_no_job(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    [one] = waiting(folder.parent)
    (one.place / "job.json").write_bytes(b"{}")
    assert waiting(folder.parent) == ()


def test_one_process_at_a_time_sends(folder: Path, shared: Path) -> None:
    sent(folder, shared, WriterHere())
    [one] = waiting(folder.parent)
    with Lock(one.place):
        assert tried(folder) == []
        with pytest.raises(MeetingInUse):
            list(deliver(folder.parent, one.place, unheard))


def test_stopping_in_the_middle_leaves_what_is_whole_and_the_rest_waits(folder: Path, shared: Path) -> None:
    """The third file is a pipe into which nobody writes, so that the middle lasts until somebody stops."""
    shared.mkdir()
    third = b""

    class Stop(BaseException):
        pass

    def report(_progress: Progress) -> None:
        nonlocal third
        if not third and (jobs := waiting(folder.parent)):
            third = (jobs[0].place / "0002.docx").read_bytes()
            _block(jobs[0].place / "0002.docx")
        if len(list(shared.glob("*.docx"))) >= 2:
            raise Stop

    with pytest.raises(Stop):
        sent(folder, shared, WriterHere(), report)
    before = {path.name: path.read_bytes() for path in shared.iterdir()}
    assert len(before) == 2
    assert all(content.startswith(b"PK") for content in before.values())
    [one] = waiting(folder.parent)
    (one.place / "0002.docx").unlink()
    (one.place / "0002.docx").write_bytes(third)
    assert all(put.path is not None for put in tried(folder))
    assert {name: (shared / name).read_bytes() for name in before} == before
    assert len(list(shared.iterdir())) == 4
    assert waiting(folder.parent) == ()
    assert load(folder).status == "review"


def test_nobody_s_file_is_overwritten_even_when_it_comes_at_the_last_moment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shared = tmp_path / "共有"
    shared.mkdir()
    real = delivery._write

    def write(part: Path, content: bytes) -> None:
        real(part, content)
        if not (shared / "会議録.docx").exists():
            (shared / "会議録.docx").write_bytes(b"theirs")

    monkeypatch.setattr(delivery, "_write", write)
    put = placed(shared, a_source(tmp_path))
    assert put.path == shared / "会議録 (2).docx"
    assert (shared / "会議録.docx").read_bytes() == b"theirs"


def test_a_share_without_second_names_for_a_file_is_written_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: object, **_options: object) -> None:
        (tmp_path / "会議録.docx").write_bytes(b"theirs")
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    put = placed(tmp_path, a_source(tmp_path))
    assert (tmp_path / "会議録.docx").read_bytes() == b"theirs"
    assert put.path == tmp_path / "会議録 (2).docx"
    assert put.path.read_bytes() == b"PK ours"
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.parametrize(("error", "why"), [(28, "full"), (13, "refused"), (30, "refused"), (5, "away")])
def test_what_the_disk_says_is_kept_apart_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, why: str
) -> None:
    shared = tmp_path / "共有"
    shared.mkdir()
    sources = a_source(tmp_path)

    def fail(_handle: int) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(os, "fsync", fail)
    tasks = (Task(sources, "a.docx", "a" * 64), Task(sources, "b.docx", "b" * 64))
    puts = list(place_all(shared, tasks, report=no_report))
    assert [put.why for put in puts] == [why, why]
    assert list(shared.iterdir()) == []


def test_a_read_only_file_has_the_mark_of_the_file_system(tmp_path: Path) -> None:
    put = placed(tmp_path, a_source(tmp_path), read_only=True)
    assert put.path is not None
    assert not put.path.stat().st_mode & 0o222


def test_the_record_stays_with_what_was_published(folder: Path, shared: Path) -> None:
    shared.mkdir()
    record, _puts = sent(folder, shared, WriterHere())
    kept = publications_of(folder)[0]
    assert replace(kept, files=()) == replace(record, files=())
    assert all(one.delivered_at for one in kept.files)
    assert isinstance(kept, Publication)
    assert record_of(folder, record.id).is_file()


def test_what_a_kill_left_before_a_job_was_whole_is_swept(folder: Path, shared: Path) -> None:
    left = folder.parent / OUTBOX / ".new-0123"
    left.mkdir(parents=True)
    old = time.time() - 7200
    os.utime(left, (old, old))
    sent(folder, shared, WriterHere())
    assert not left.exists()


def test_a_share_that_hangs_holds_nobody_up(folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody who does not answer, seen from the child: reading from a pipe into which nobody writes."""
    monkeypatch.setattr(outbox, "PAUSE_S", -1.0)
    monkeypatch.setattr(outbox, "QUICK", Limits(silent_s=2.0))
    sent(folder, shared, WriterHere())
    shared.mkdir()
    [one] = waiting(folder.parent)
    _block(one.place / "0000.docx")
    began = time.monotonic()
    assert [put.why for put in tried(folder, by_itself=True)] == ["away"] * 4
    assert time.monotonic() - began < 30
    assert waiting(folder.parent)[0].count == 4
