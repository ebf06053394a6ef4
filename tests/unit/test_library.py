"""receive(): recordings become a meeting folder, are found again, and leave nothing half done behind."""

import hashlib
import os
import shutil
import sys
import wave
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.audio.source import Decoder
from minutes_app.errors import DiskError, DiskFull, InputMissing, MeetingInUse
from minutes_app.files import BLOCK
from minutes_app.library import SPARE, Received, discard, guessed_occasion, receive
from minutes_app.meeting.lock import Lock
from minutes_app.meeting.model import Heard, Occasion
from minutes_app.meeting.place import PATH_LIMIT, find_by_recording, utf16_length
from minutes_app.meeting.runs import RunHeader, open_journal
from minutes_app.meeting.store import load
from minutes_app.progress import Cancelled, Progress, Stage, no_report
from tests.fakes import ScriptedDecoder
from tests.unit.in_child import die_while_copying

FACTS = ScriptedDecoder().probe(Path("録音.wav"))


@pytest.fixture
def decoder() -> Iterator[Decoder]:
    with Decoder() as each:
        yield each


def a_recording(path: Path, *, seconds: float = 0.1, sample: int = 500) -> Path:
    """A real WAV file; the sample makes it different from others."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as writer:
        writer.setnchannels(1)
        writer.setsampwidth(2)
        writer.setframerate(16_000)
        writer.writeframes(sample.to_bytes(2, "little") * int(16_000 * seconds))
    return path


def received(library: Path, *sources: Path, occasion: Occasion | None = None) -> Received:
    return receive(sources, library, occasion or Occasion(), decoder=ScriptedDecoder(), report=no_report)


def tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_recording_becomes_a_meeting_with_an_untouched_copy(tmp_path: Path, decoder: Decoder) -> None:
    source = a_recording(tmp_path / "2026-11-23_定例会議.wav", seconds=1.5)
    before = source.read_bytes()
    got = receive((source,), tmp_path / "会議", Occasion(place="第1会議室"), decoder=decoder, report=no_report)
    meeting = load(got.folder)
    (recording,) = meeting.recordings
    assert not got.known
    assert (got.folder / recording.file).read_bytes() == before == source.read_bytes()
    assert recording.file == "recording-1_2026-11-23_定例会議.wav"
    assert (recording.source_name, recording.duration_ms) == (source.name, 1_500)
    assert recording.sha256 == hashlib.sha256(before).hexdigest()
    assert (meeting.occasion.date, meeting.occasion.place) == ("2026-11-23", "第1会議室")
    assert "date" in meeting.occasion.guessed
    assert "place" not in meeting.occasion.guessed
    assert sorted(path.name for path in got.folder.iterdir()) == ["meeting.json", "meeting.json.bak", recording.file]


def test_what_a_person_says_is_no_guess(tmp_path: Path) -> None:
    source = a_recording(tmp_path / "2026-11-23 録音.wav")
    got = received(tmp_path / "会議", source, occasion=Occasion(title="総務会議", date="2026-11-24"))
    occasion = load(got.folder).occasion
    assert (occasion.title, occasion.date) == ("総務会議", "2026-11-24")
    assert not {"title", "date"} & set(occasion.guessed)


def test_a_counter_of_a_recorder_is_no_date() -> None:
    occasion = guessed_occasion(Path("DS_0012.WAV"), FACTS)
    assert (occasion.title, occasion.date, occasion.start) == ("DS_0012", "", "")
    assert occasion.guessed == ("title",)


@pytest.mark.parametrize("stem", ["2026-11-23T140000 庁議", "20261123_1400_庁議", "20261123庁議", "2026-11-23 庁議"])
def test_date_and_time_before_a_name_are_no_part_of_the_title(stem: str) -> None:
    assert guessed_occasion(Path(f"{stem}.wav"), FACTS).title == "庁議"


def test_the_same_recording_gives_the_same_folder(tmp_path: Path) -> None:
    source = a_recording(tmp_path / "録音.wav")
    first = received(tmp_path / "会議", source)
    before = tree(first.folder)
    again = received(tmp_path / "会議", source.rename(tmp_path / "名前を変えた.wav"))
    assert again == Received(first.folder, True)
    assert tree(first.folder) == before
    assert len(list((tmp_path / "会議").iterdir())) == 1


def test_another_recording_of_the_same_name_gets_a_folder_of_its_own(tmp_path: Path) -> None:
    first = received(tmp_path / "会議", a_recording(tmp_path / "a" / "録音.wav", sample=1))
    second = received(tmp_path / "会議", a_recording(tmp_path / "b" / "録音.wav", sample=2))
    assert first.folder != second.folder
    assert not second.known


def test_parts_of_one_meeting_lie_together_in_their_order(tmp_path: Path) -> None:
    parts = [a_recording(tmp_path / f"会議_{number}.wav", sample=number) for number in (1, 2, 3)]
    got = received(tmp_path / "会議", *parts)
    recordings = load(got.folder).recordings
    assert [each.file for each in recordings] == [f"recording-{n}_会議_{n}.wav" for n in (1, 2, 3)]
    assert [(got.folder / each.file).read_bytes() for each in recordings] == [part.read_bytes() for part in parts]
    assert received(tmp_path / "会議", *parts) == Received(got.folder, True)
    other_order = received(tmp_path / "会議", *reversed(parts))
    alone = received(tmp_path / "会議", parts[0])
    assert not other_order.known
    assert not alone.known
    assert len({load(each.folder).id for each in (got, other_order, alone)}) == 3


def test_the_offsets_of_parts_follow_from_their_lengths(tmp_path: Path, decoder: Decoder) -> None:
    parts = tuple(a_recording(tmp_path / f"{n}.wav", seconds=n, sample=n) for n in (1, 2, 3))
    got = receive(parts, tmp_path / "会議", Occasion(), decoder=decoder, report=no_report)
    assert [each.offset_ms for each in load(got.folder).recordings] == [0, 1_000, 3_000]


@pytest.mark.parametrize(
    ("name", "copied"),
    [
        ("会議　録音（秘）①㈱.WAV", "recording-1_会議 録音（秘）①㈱.wav"),
        ("ガギグ.wav", "recording-1_ガギグ.wav"),
        ("録音", "recording-1_録音"),
        ("..wav", "recording-1_.wav"),
        ("con.wav", "recording-1__con.wav"),
        ("髙﨑𠮷野🎉.mp3", "recording-1_髙﨑𠮷野🎉.mp3"),
        ("会議: 第1回?.wav", "recording-1_会議_ 第1回_.wav"),
        ("終わり. .wav", "recording-1_終わり.wav"),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="names that Windows does not have")
def test_names_as_offices_make_them(tmp_path: Path, name: str, copied: str) -> None:
    source = a_recording(tmp_path / "元" / name)
    got = received(tmp_path / "会議", source)
    (recording,) = load(got.folder).recordings
    assert recording.source_name == name
    assert [path.name for path in got.folder.iterdir() if path.name.startswith("recording")] == [recording.file]
    assert recording.file.removesuffix(".wav").rstrip("_") == copied.removesuffix(".wav").rstrip("_")


@pytest.mark.parametrize("letter", ["あ", "𠮷", "🎉"])
def test_the_longest_names_fit_on_windows_and_linux(tmp_path: Path, letter: str) -> None:
    stem = letter * (250 // len(letter.encode()))
    got = received(tmp_path / "会議", a_recording(tmp_path / f"{stem}.wav"))
    (recording,) = load(got.folder).recordings
    assert len(f".{recording.file}.part".encode()) <= 255
    windows = f"C:\\Users\\koyama\\Documents\\会議録\\{got.folder.name}\\.{recording.file}.part"
    assert utf16_length(windows) <= PATH_LIMIT


@pytest.mark.skipif(sys.platform != "linux", reason="names that are no UTF-8")
def test_a_name_in_shift_jis_is_taken_all_the_same(tmp_path: Path, decoder: Decoder) -> None:
    raw = os.fsencode(tmp_path) + "/会議録音.wav".encode("shift_jis")
    os.rename(a_recording(tmp_path / "x.wav"), raw)
    source = Path(os.fsdecode(raw))
    got = receive((source,), tmp_path / "会議", Occasion(), decoder=decoder, report=no_report)
    (recording,) = load(got.folder).recordings
    assert (got.folder / recording.file).read_bytes() == source.read_bytes()
    recording.source_name.encode("utf-8")


def test_a_full_disk_in_the_middle_of_a_copy_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = received(tmp_path / "会議", a_recording(tmp_path / "a.wav", sample=1))
    before = tree(tmp_path / "会議")
    big = a_recording(tmp_path / "b.wav", seconds=80)

    def report(progress: Progress) -> None:
        """The second block does not fit any more: what the system says is what `disk_errors` sees."""
        if list((tmp_path / "会議").rglob("*.part")) and progress.done >= BLOCK:
            raise OSError(28, "No space left on device")

    with pytest.raises(DiskFull):
        receive((big,), tmp_path / "会議", Occasion(), decoder=ScriptedDecoder(), report=report)
    assert tree(tmp_path / "会議") == before
    assert first.folder.is_dir()
    assert not received(tmp_path / "会議", big).known


def test_cancelling_a_copy_leaves_the_library_as_it_was(tmp_path: Path) -> None:
    a = a_recording(tmp_path / "a.wav", sample=1)
    b = a_recording(tmp_path / "b.wav", seconds=80, sample=2)

    def report(progress: Progress) -> None:
        assert progress.stage is Stage.IMPORT
        if list((tmp_path / "会議").rglob("*b.wav.part")):
            raise Cancelled

    with pytest.raises(Cancelled):
        receive((a, b), tmp_path / "会議", Occasion(), decoder=ScriptedDecoder(), report=report)
    assert list((tmp_path / "会議").iterdir()) == []


def test_a_disk_without_room_is_said_before_anything_is_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = a_recording(tmp_path / "a.wav")
    usage = shutil.disk_usage(tmp_path)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage._replace(free=SPARE))
    with pytest.raises(DiskFull):
        received(tmp_path / "会議", source)
    assert list((tmp_path / "会議").iterdir()) == []


def test_a_recording_is_on_the_disk_before_it_has_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A power cut after the name would leave a recording of the right length without its sound."""
    synced: list[int] = []
    fsync = os.fsync

    def sync(handle: int) -> None:
        fsync(handle)
        synced.append(os.fstat(handle).st_size)

    source = a_recording(tmp_path / "a.wav", seconds=2)
    monkeypatch.setattr(os, "fsync", sync)
    received(tmp_path / "会議", source)
    assert source.stat().st_size in synced


def test_a_missing_recording_makes_no_library(tmp_path: Path, decoder: Decoder) -> None:
    with pytest.raises(InputMissing):
        receive((tmp_path / "ない.wav",), tmp_path / "会議", Occasion(), decoder=decoder, report=no_report)
    assert not (tmp_path / "会議").exists()


def test_a_file_in_the_place_of_the_library_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "会議").write_bytes(b"")
    with pytest.raises(DiskError):
        received(tmp_path / "会議", a_recording(tmp_path / "a.wav"))


@pytest.mark.parametrize("lost", ["all", "second", "half"])
def test_a_recording_that_did_not_arrive_is_copied_again(tmp_path: Path, lost: str) -> None:
    parts = [a_recording(tmp_path / f"{number}.wav", sample=number) for number in (1, 2)]
    got = received(tmp_path / "会議", *parts)
    before = tree(got.folder)
    files = [got.folder / each.file for each in load(got.folder).recordings]
    if lost == "half":
        files[1].write_bytes(files[1].read_bytes()[:100])
    else:
        for file in files[0 if lost == "all" else 1 :]:
            file.unlink()
    assert received(tmp_path / "会議", *parts) == Received(got.folder, True)
    assert tree(got.folder) == before


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_kill_during_the_copy_is_made_good_by_the_same_command(tmp_path: Path) -> None:
    from multiprocessing import get_context

    source = a_recording(tmp_path / "長い録音.wav", seconds=100)
    process = get_context("spawn").Process(target=die_while_copying, args=(source, tmp_path / "会議"))
    process.start()
    process.join()
    assert process.exitcode == -9
    (folder,) = (tmp_path / "会議").iterdir()
    (recording,) = load(folder).recordings
    assert not (folder / recording.file).exists()
    assert received(tmp_path / "会議", source) == Received(folder, True)
    assert (folder / recording.file).read_bytes() == source.read_bytes()
    assert list(folder.glob(".*.part")) == []
    assert not (folder / "meeting.lock").exists()


def test_two_programs_do_not_copy_into_the_same_folder(tmp_path: Path) -> None:
    source = a_recording(tmp_path / "a.wav")
    got = received(tmp_path / "会議", source)
    (recording,) = load(got.folder).recordings
    with Lock(got.folder):
        assert received(tmp_path / "会議", source).known
        (got.folder / recording.file).unlink()
        with pytest.raises(MeetingInUse):
            received(tmp_path / "会議", source)
    assert received(tmp_path / "会議", source).known
    assert (got.folder / recording.file).is_file()


def test_two_programs_at_the_same_time_make_one_meeting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = a_recording(tmp_path / "a.wav")
    first = received(tmp_path / "会議", source)
    looks: list[Path | None] = []

    def look(library: Path, hashes: tuple[str, ...]) -> Path | None:
        """The first look was before the other program had made its folder."""
        looks.append(find_by_recording(library, hashes) if looks else None)
        return looks[-1]

    monkeypatch.setattr("minutes_app.library.find_by_recording", look)
    assert received(tmp_path / "会議", source) == Received(first.folder, True)
    assert looks == [None, first.folder]
    assert list((tmp_path / "会議").iterdir()) == [first.folder]


def test_a_damaged_meeting_is_found_and_left_to_whoever_opens_it(tmp_path: Path) -> None:
    source = a_recording(tmp_path / "a.wav")
    got = received(tmp_path / "会議", source)
    (got.folder / "meeting.json").write_bytes(b"{")
    before = tree(got.folder)
    assert received(tmp_path / "会議", source) == Received(got.folder, True)
    assert tree(got.folder) == before


def test_a_meeting_is_taken_away_only_while_nothing_has_been_heard(tmp_path: Path) -> None:
    """A recording that breaks off late has windows that are worth keeping."""
    folders = [received(tmp_path / "会議", a_recording(tmp_path / f"{n}.wav", sample=n)).folder for n in range(4)]
    header = RunHeader("k", "demo-ja", "ab" * 32, {})
    journals = [open_journal(folder, header) for folder in folders[1:]]
    for journal in journals[1:]:
        journal.append(0, 1_000, heard=(Heard(0, 900, "聞こえた。"),))
    journals[2].finish(device="cpu", compute_type="int8", audio_ms=1_000, wall_ms=10)
    assert [discard(folder) for folder in folders] == [True, True, False, False]
    assert [folder.exists() for folder in folders] == [False, False, True, True]


def test_progress_of_hashing_and_copying_counts_bytes(tmp_path: Path) -> None:
    seen: list[Progress] = []
    sources = tuple(a_recording(tmp_path / f"{n}.wav", seconds=40, sample=n) for n in (1, 2))
    receive(sources, tmp_path / "会議", Occasion(), decoder=ScriptedDecoder(), report=seen.append)
    sizes = [source.stat().st_size for source in sources]
    hashing = [each for each in seen if each.total == sum(sizes)]
    assert [each.done for each in hashing] == sorted(each.done for each in hashing)
    assert hashing[-1].done == sum(sizes)
    assert seen[-1] == replace(seen[-1], stage=Stage.IMPORT, done=sizes[1], total=sizes[1])
