"""Two folders, one of which fails: what is said, and that no sample is missing where one of them still takes it."""

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.audio.growing import RATE, GrowingWave, mend, samples_in
from minutes_app.capture.evidence import read
from minutes_app.capture.lane import Lane
from minutes_app.capture.plan import DISK_LOW, DISK_OUT, evidence_path
from minutes_app.capture.witness import Witness
from minutes_app.capture.writer import MOST_WAITING, Files
from minutes_app.errors import DiskError, DiskFault, DiskFull
from minutes_app.meeting import sealed
from tests.capturing import FakeDevice, Stage, numbered, on_stage

MAIN, SECOND = "here", "there"


class Disks:
    """Folders that can be made to fail."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.broken: dict[str, type[DiskError]] = {}
        append, init = GrowingWave.append, GrowingWave.__init__

        def failing_append(wave: GrowingWave, pcm: bytes) -> None:
            if (error := self._error(wave.path)) is not None:
                append(wave, pcm[: len(pcm) // 4 * 2])
                raise error
            append(wave, pcm)

        def failing_init(wave: GrowingWave, path: Path) -> None:
            if (error := self._error(path)) is not None:
                raise error
            init(wave, path)

        monkeypatch.setattr(GrowingWave, "append", failing_append)
        monkeypatch.setattr(GrowingWave, "__init__", failing_init)

    def fails(self, name: str, error: type[DiskError] = DiskFault) -> None:
        self.broken[name] = error

    def heals(self, name: str) -> None:
        del self.broken[name]

    def _error(self, path: Path) -> DiskError | None:
        kind = self.broken.get(path.parent.parent.name)
        if kind is None:
            return None
        return DiskFault(path, "I/O error") if kind is DiskFault else DiskFull(path)


@pytest.fixture
def disks(monkeypatch: pytest.MonkeyPatch) -> Disks:
    return Disks(monkeypatch)


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """With a second folder."""
    yield from on_stage(tmp_path / MAIN / "meeting", mirror=str(tmp_path / SECOND), part_s=20.0)


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Stage]:
    """Without one."""
    yield from on_stage(tmp_path / MAIN / "meeting", part_s=20.0)


def second(stage: Stage) -> Path:
    return stage.folder.parent.parent / SECOND / "meeting"


def kinds(stage: Stage, *wanted: str) -> list[str]:
    return [entry.kind for entry in stage.entries(*wanted)]


def best(stage: Stage) -> bytes:
    """The longer one of each part, as its start says; they must follow each other without a hole."""
    sound = b""
    for entry in stage.entries("part"):
        start, name = int(entry.facts["start"]) * 2, str(entry.facts["file"])
        copies = [folder / name for folder in (stage.folder, second(stage)) if (folder / name).exists()]
        for copy in copies:
            mend(copy)
        longest = max((copy.read_bytes()[80:] for copy in copies), key=len)
        assert start <= len(sound)
        sound = sound[:start] + longest
    return sound


def test_the_second_folder_holds_the_same_bytes_and_the_same_evidence(stage: Stage) -> None:
    stage.stop(50.0)
    stage.run(FakeDevice(stage.clock))
    names = sorted(path.name for path in stage.folder.iterdir())
    assert names == ["capture-mic.jsonl", *(f"recording-mic-00{number}.wav" for number in (1, 2, 3))]
    for name in names:
        assert (second(stage) / name).read_bytes() == (stage.folder / name).read_bytes(), name


def test_after_a_write_error_a_new_part_goes_on_where_the_broken_one_ends(alone: Stage, disks: Disks) -> None:
    alone.clock.at(5.0, lambda: disks.fails(MAIN))
    alone.clock.at(12.0, lambda: disks.heals(MAIN))
    alone.stop(40.0)
    alone.run(FakeDevice(alone.clock))
    assert kinds(alone, "write_error") == ["write_error"]
    assert len(alone.samples()) == 40 * RATE * 2
    assert kinds(alone, "lost") == []
    assert alone.entries("ended")[0].facts["unsaved"] == 0
    starts = [int(entry.facts["start"]) for entry in alone.entries("part")]
    assert starts[1] == samples_in(alone.folder / "recording-mic-001.wav")


def test_a_name_that_somebody_has_taken_is_left_to_him(alone: Stage) -> None:
    taken = alone.folder / "recording-mic-002.wav"
    alone.clock.at(5.0, lambda: taken.write_bytes(b"precious"))
    alone.stop(50.0)
    alone.run(FakeDevice(alone.clock))
    assert taken.read_bytes() == b"precious"
    taken.unlink()
    assert len(alone.samples()) == 50 * RATE * 2
    assert kinds(alone, "write_error") == []


def test_two_write_errors_are_told_twice(alone: Stage, disks: Disks) -> None:
    for start in (5.0, 15.0):
        alone.clock.at(start, lambda: disks.fails(MAIN))
        alone.clock.at(start + 3, lambda: disks.heals(MAIN))
    alone.stop(30.0)
    alone.run(FakeDevice(alone.clock))
    assert kinds(alone, "write_error") == ["write_error", "write_error"]
    assert len(alone.samples()) == 30 * RATE * 2


def test_when_the_folder_fails_the_second_one_goes_on_alone_and_has_everything(stage: Stage, disks: Disks) -> None:
    stage.clock.at(5.0, lambda: disks.fails(MAIN))
    stage.clock.at(33.0, lambda: disks.heals(MAIN))
    stage.stop(70.0)
    stage.run(FakeDevice(stage.clock))
    assert kinds(stage, "write_error", "mirror_only", "mirror_lost") == ["write_error", "mirror_only"]
    assert best(stage) == sound_of(stage, 70)
    assert samples_in(stage.folder / "recording-mic-001.wav") < 6 * RATE


def sound_of(stage: Stage, seconds: int) -> bytes:
    """What the second folder has of a recording in which only the first one failed."""
    parts = sorted(second(stage).glob("*.wav"))
    whole = b"".join(path.read_bytes()[80:] for path in parts)
    assert len(whole) == seconds * RATE * 2
    return whole


def test_when_the_second_folder_fails_the_recording_goes_on_and_it_comes_back(stage: Stage, disks: Disks) -> None:
    stage.clock.at(5.0, lambda: disks.fails(SECOND))
    stage.clock.at(27.0, lambda: disks.heals(SECOND))
    stage.stop(70.0)
    stage.run(FakeDevice(stage.clock))
    assert kinds(stage, "write_error", "mirror_only", "mirror_lost")[:1] == ["mirror_lost"]
    assert len(stage.samples()) == 70 * RATE * 2
    assert best(stage) == stage.samples()
    last = sorted(stage.folder.glob("*.wav"))[-1].name
    assert (second(stage) / last).read_bytes() == (stage.folder / last).read_bytes()


def test_when_one_folder_fails_after_the_other_nothing_is_missing(stage: Stage, disks: Disks) -> None:
    stage.clock.at(5.0, lambda: disks.fails(SECOND))
    stage.clock.at(9.0, lambda: disks.fails(MAIN))
    stage.clock.at(12.0, lambda: disks.heals(MAIN))
    stage.stop(30.0)
    stage.run(FakeDevice(stage.clock))
    assert kinds(stage, "mirror_lost", "write_error") == ["mirror_lost", "write_error"]
    assert len(stage.samples()) == 30 * RATE * 2


def test_a_full_disk_ends_the_recording_cleanly(alone: Stage, disks: Disks) -> None:
    alone.clock.at(5.0, lambda: disks.fails(MAIN, DiskFull))
    assert alone.run(FakeDevice(alone.clock)) == 0
    assert kinds(alone, "write_error", "disk_out", "ended") == ["write_error", "disk_out", "ended"]
    (ended,) = alone.entries("ended")
    assert ended.facts["why"] == "disk_out"
    assert int(ended.facts["unsaved"]) > 0
    assert samples_in(alone.folder / "recording-mic-001.wav") == pytest.approx(5 * RATE, abs=RATE)
    assert alone.clock.now < alone.plan.begins + 10


def test_little_room_is_told_once_and_no_room_ends_the_recording_in_time(alone: Stage) -> None:
    alone.free["meeting"] = 1 << 40
    alone.clock.at(15.0, lambda: alone.free.update(meeting=DISK_LOW - 1))
    alone.clock.at(55.0, lambda: alone.free.update(meeting=DISK_OUT - 1))
    alone.run(FakeDevice(alone.clock))
    begun, over = alone.entries("disk_low")
    assert begun.at_ms == over.at_ms == pytest.approx(20_000, abs=1000)
    assert begun.facts["free"] == DISK_LOW - 1
    (ended,) = alone.entries("ended")
    assert (ended.facts["why"], ended.facts["unsaved"]) == ("disk_out", 0)
    assert 60 <= ended.at_ms / 1000 <= 62
    assert len(alone.samples()) // 32 == ended.at_ms


def test_no_room_here_leaves_the_recording_to_the_second_folder(stage: Stage) -> None:
    def free(folder: Path) -> int:
        return 1 << 40 if SECOND in folder.parts or stage.clock.now < stage.plan.begins + 15 else DISK_OUT - 1

    stage.stop(60.0)
    stage.run(FakeDevice(stage.clock), free_bytes=free)
    assert kinds(stage, "disk_out", "mirror_only") == ["mirror_only"]
    sound_of(stage, 60)


def test_an_fsync_that_fails_makes_a_new_part(alone: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    sync = GrowingWave.sync
    failing: list[bool] = []

    def failing_sync(wave: GrowingWave) -> int:
        if failing and "001" in wave.path.name:
            raise DiskFault(wave.path, "I/O error")
        return sync(wave)

    monkeypatch.setattr(GrowingWave, "sync", failing_sync)
    alone.clock.at(5.0, lambda: failing.append(True))
    alone.stop(15.0)
    alone.run(FakeDevice(alone.clock))
    assert kinds(alone, "write_error") == ["write_error"]
    assert len(alone.samples()) == 15 * RATE * 2


class TestNobodyWaits:
    """The same with real threads that hang."""

    @pytest.fixture
    def files(self, stage: Stage) -> Iterator[Files]:
        self.main, self.mirror = Lane("main"), Lane("mirror")
        self.go_on = threading.Event()
        files = Files(stage.plan, Witness("mic", stage.clock), self.main, self.mirror)
        yield files
        self.go_on.set()
        self.mirror.close(10)
        self.main.close(10)

    def test_a_second_folder_that_hangs_costs_nothing_and_is_given_up(self, stage: Stage, files: Files) -> None:
        files.begin(1, 0)
        self.mirror.do(self.go_on.wait)
        for number in range(MOST_WAITING + 2):
            files.write(numbered(number, 8))
            files.tend(float(number))
        assert not files.has_mirror
        assert samples_in(stage.folder / "recording-mic-001.wav") == (MOST_WAITING + 2) * 8
        files.close()

    def test_an_fsync_that_hangs_does_not_stop_the_writing(
        self, stage: Stage, files: Files, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        files.begin(1, 0)
        assert self.main.drain(10)
        fsync = os.fsync
        monkeypatch.setattr(os, "fsync", lambda handle: (self.go_on.wait(), fsync(handle))[1])
        for number in range(100):
            files.sync()
            files.write(numbered(number, 8))
            files.tend(float(number))
        assert samples_in(stage.folder / "recording-mic-001.wav") == 800
        assert files.safe == 0
        self.go_on.set()
        files.sync()
        assert self.main.drain(10)
        files.sync()
        assert self.main.drain(10)
        assert files.safe == 800
        files.close()


def test_evidence_that_a_broken_disk_did_not_take_is_written_later(
    alone: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    append, failing = sealed.append_line, [True]

    def failing_append(path: Path, line: bytes, *, at: int) -> int:
        if failing:
            raise DiskFault(path, "I/O error")
        return append(path, line, at=at)

    monkeypatch.setattr("minutes_app.capture.evidence.append_line", failing_append)
    alone.clock.at(5.0, failing.clear)
    alone.stop(8.0)
    alone.run(FakeDevice(alone.clock))
    written = [entry.kind for entry in read(evidence_path(alone.folder, "mic"))]
    assert written == ["device", "part", "began", "part_closed", "ended"]
    assert alone.desk.status("mic").entries == 5
