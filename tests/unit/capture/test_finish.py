"""What recorders have left becomes an ordinary meeting, also after a kill, and doing it twice says the same."""

from pathlib import Path

import pytest

from minutes_app.capture.desk import Desk, State
from minutes_app.capture.evidence import Entry, Notebook, read
from minutes_app.capture.finish import evidence_of, finish, has_sound, lost_ms, marks_of
from minutes_app.capture.place import desk_path, going, write_plan
from minutes_app.capture.plan import RecorderPlan, Track, evidence_path
from minutes_app.capture.recover import interrupted, interrupted_in, recover
from minutes_app.errors import NothingRecorded
from minutes_app.files import sha256_of
from minutes_app.meeting.model import Mark
from minutes_app.meeting.store import OpenMeeting, load
from tests.unit.capture.puppets import ID, entry, opened, put_part


def noted(folder: Path, track: Track | None, *entries: Entry) -> None:
    notebook = Notebook(evidence_path(folder, track))
    for each in entries:
        notebook.write(each)


def recorded(book: OpenMeeting) -> None:
    """Two tracks: 3.5 s in two parts, and 3.5 s in one."""
    folder = book.folder
    first = put_part(folder, "mic", 1, samples=32_000)
    put_part(folder, "mic", 2, samples=24_000)
    put_part(folder, "system", 1, samples=56_000)
    noted(folder, None, entry("began", 0), entry("mark", 1500, kind="agenda", text=""))
    noted(
        folder,
        "mic",
        entry("part", 0, track="mic", file=first.name),
        entry("part_closed", 2000, track="mic", file=first.name, sha256=sha256_of(first)),
        entry("lost", 2200, track="mic", until_ms=2450),
        entry("ended", 3500, track="mic", why="stopped"),
    )
    noted(folder, "system", entry("ended", 3500, track="system", why="stopped"))


def test_parts_become_recordings_in_their_places(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        finish(book)
    found = load(book.folder).recordings
    assert [(r.file, r.track, r.offset_ms, r.duration_ms, r.origin) for r in found] == [
        ("recording-mic-001.wav", 0, 0, 2000, "microphone"),
        ("recording-mic-002.wav", 0, 2000, 1500, "microphone"),
        ("recording-system-001.wav", 1, 0, 3500, "system"),
    ]
    assert [r.sha256 for r in found] == [sha256_of(book.folder / r.file) for r in found]
    assert [r.recorded_at[:19] for r in found] == ["2026-11-25T10:00:00", "2026-11-25T10:00:02", "2026-11-25T10:00:00"]


def test_the_evidence_becomes_one_file_and_the_marks_of_the_meeting(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        done = finish(book)
        assert done.lost_ms == 250
        assert book.meeting.marks == (Mark(1500, "agenda"), Mark(2200, "lost", 2450))
        assert [path.name for path in book.folder.glob("capture*")] == ["capture.jsonl"]
        kinds = [each.kind for each in read(book.folder / "capture.jsonl")]
        assert kinds == ["began", "part", "mark", "part_closed", "lost", "ended", "ended", "finished"]


def test_the_end_of_the_recording_is_the_guessed_end_of_the_meeting(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        finish(book)
        assert (book.meeting.occasion.end, book.meeting.occasion.guessed) == ("10:00", ("end",))


def test_finishing_twice_says_the_same(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        finish(book)
        first, evidence = book.meeting, (book.folder / "capture.jsonl").read_bytes()
        finish(book)
        assert book.meeting == first
        assert (book.folder / "capture.jsonl").read_bytes() == evidence


def test_a_finish_that_was_killed_before_it_tidied_up_loses_and_doubles_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        kept = (book.folder / "capture-mic.jsonl").read_bytes()
        finish(book)
        (book.folder / "capture-mic.jsonl").write_bytes(kept)
        before = evidence_of(book.folder)
        finish(book)
        assert evidence_of(book.folder) == before


def test_a_part_that_was_cut_off_is_mended_and_hashed_as_it_is_now(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        part = book.folder / "recording-mic-002.wav"
        part.write_bytes(part.read_bytes() + b"\x11\x11\x11")
        done = finish(book)
        (mended,) = (each for each in done.parts if each.did)
        assert mended.path == part
        assert mended.samples == 24_001
        assert book.meeting.recordings[1].sha256 == sha256_of(part)


def test_a_hash_that_was_noted_before_a_part_was_mended_is_not_believed(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        part = book.folder / "recording-mic-001.wav"
        part.write_bytes(part.read_bytes()[:-3])
        finish(book)
        assert book.meeting.recordings[0].sha256 == sha256_of(part)


def test_a_recording_without_a_sample_is_no_meeting(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        put_part(book.folder, "mic", 1, samples=0)
        assert not has_sound(book.folder)
        with pytest.raises(NothingRecorded):
            finish(book)
        put_part(book.folder, "mic", 2, samples=1)
        assert has_sound(book.folder)


def test_stretches_end_where_their_end_was_noted_on_the_same_track() -> None:
    marks = marks_of(
        (
            entry("silence", 1000, track="mic"),
            entry("sound_back", 2000, track="system"),
            entry("sound_back", 6000, track="mic"),
            entry("device_gone", 7000, track="mic"),
            entry("ended", 9000, track="mic"),
            entry("clipping", 500, track="mic"),
        )
    )
    assert list(marks) == [Mark(500, "clipping"), Mark(1000, "silence", 6000), Mark(7000, "device_gone", 9000)]


def test_a_pause_is_told_with_its_times_of_day() -> None:
    marks = marks_of((entry("paused", 60_000), entry("resumed", 600_000)))
    assert list(marks) == [Mark(60_000, "paused", text="10:01～10:10")]
    assert list(marks_of((entry("paused", 60_000),))) == [Mark(60_000, "paused", text="10:01～")]


def test_only_lost_sound_counts_as_lost_on_the_track_that_lost_most() -> None:
    mic = (entry("lost", 0, track="mic", until_ms=40), entry("lost", 9, track="mic", until_ms=10))
    silence = entry("silence", 0, track="mic", until_ms=5000)
    assert lost_ms((*mic, silence, entry("lost", 0, track="system", until_ms=30))) == 41
    assert lost_ms(()) == 0


def test_an_interrupted_recording_is_found_by_its_desk_and_in_any_library(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        recorded(book)
        desk = desk_path(ID)
        with Desk.create(desk) as open_desk:
            open_desk.put(pid=999_999_999, pid_started=1.0)
            open_desk.put_track("mic", pid=999_999_999, state=State.RECORDING, written_ms=4200)
        write_plan(RecorderPlan(ID, str(book.folder), str(desk), "mic", "", 0.0))
        assert interrupted() == (book.folder,)
        assert interrupted_in(tmp_path) == (book.folder,)
        recovered = recover(book)
        assert recovered.behind_ms == 700
        assert list(going()) == []
        assert interrupted() == interrupted_in(tmp_path) == ()
        assert len(book.meeting.recordings) == 3


def test_what_the_second_folder_has_more_of_is_taken_from_there(tmp_path: Path) -> None:
    second = tmp_path / "控え"
    second.mkdir()
    with opened(tmp_path / "会議") as book:
        noted(book.folder, None, entry("began", 0, mirror=str(second)))
        put_part(book.folder, "mic", 1, samples=16_000)
        put_part(second, "mic", 1, samples=20_000)
        put_part(second, "mic", 2, samples=8_000)
        put_part(book.folder, "mic", 3, samples=4_000)
        put_part(second, "mic", 3, samples=3_000)
        noted(second, "mic", entry("mirror_only", 1000, track="mic"))
        noted(book.folder, "mic", entry("part", 0, track="mic", file="recording-mic-003.wav", start=32_000))
        finish(book)
        places = [(r.file[-7:-4], r.offset_ms, r.duration_ms) for r in book.meeting.recordings]
        assert places == [("001", 0, 1250), ("002", 1250, 500), ("003", 2000, 250)]
        assert [mark.kind for mark in book.meeting.marks] == ["mirror_only"]
    assert (second / "recording-mic-001.wav").exists()


def test_a_second_folder_that_is_gone_stops_nothing(tmp_path: Path) -> None:
    with opened(tmp_path) as book:
        noted(book.folder, None, entry("began", 0, mirror=str(tmp_path / "USB")))
        put_part(book.folder, "mic", 1, samples=16_000)
        finish(book)
        assert len(book.meeting.recordings) == 1


def test_what_was_noted_at_its_beginning_and_again_with_its_end_is_one_mark() -> None:
    noted = [
        entry("clipping", 1000, track="mic"),
        entry("clipping", 1000, track="system"),
        entry("disk_low", 2000, track="mic"),
        entry("clipping", 1000, until_ms=9000, track="mic"),
    ]
    assert list(marks_of(noted)) == [
        Mark(1000, "clipping"),
        Mark(1000, "clipping", until_ms=9000),
        Mark(2000, "disk_low"),
    ]
