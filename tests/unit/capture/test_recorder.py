"""The whole recorder with a clock and devices of its own: minutes of recording in a moment."""

import hashlib
import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.audio.growing import HEADER, RATE, GrowingWave, header, samples_in
from minutes_app.capture.desk import Command, State
from minutes_app.capture.evidence import Entry, Notebook
from minutes_app.capture.plan import evidence_path
from minutes_app.capture.refusal import error_of
from minutes_app.capture.source import Block, Kind, Source, Take
from minutes_app.errors import DeviceMissing, DiskFault, SoundSystemMissing
from tests.capturing import BEGINS, BLOCK_S, FakeDevice, Stage, numbered, on_stage, staged, tone

LATENCY = 0.02


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    yield from on_stage(tmp_path / "meeting")


def first_of(samples: bytes, at_s: float) -> int:
    """The number that the sample at this place tells."""
    at = round(at_s * RATE) * 2
    return int.from_bytes(samples[at : at + 2], "little", signed=True)


def told_at(moment_s: float) -> int:
    """The number of the sample that was spoken then."""
    return round((moment_s - LATENCY) * RATE) % 20011 + 1


def lost_ms(stage: Stage) -> list[tuple[int, int]]:
    return [(entry.at_ms, entry.until_ms) for entry in stage.entries("lost")]


def test_a_recording_of_three_seconds_is_three_seconds_long(stage: Stage) -> None:
    stage.stop(3.0)
    assert stage.run(FakeDevice(stage.clock)) == 0
    assert samples_in(stage.folder / "recording-mic-001.wav") == 3 * RATE
    assert stage.desk.status("mic").state is State.CLOSED
    assert [entry.kind for entry in stage.entries()] == ["device", "part", "began", "part_closed", "ended"]
    assert abs(first_of(stage.samples(), 2.0) - told_at(2.0)) < 20


def test_the_evidence_holds_the_checksum_of_what_is_on_the_disk(stage: Stage) -> None:
    stage.stop(3.0)
    stage.run(FakeDevice(stage.clock))
    (closed,) = stage.entries("part_closed")
    content = (stage.folder / "recording-mic-001.wav").read_bytes()
    assert closed.facts["sha256"] == hashlib.sha256(content).hexdigest()
    assert closed.facts["samples"] == 3 * RATE


def test_parts_follow_each_other_without_a_hole(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", part_s=2.0):
        stage.stop(7.0)
        stage.run(FakeDevice(stage.clock))
        parts = sorted(stage.folder.glob("*.wav"))
        assert [samples_in(path) / RATE for path in parts] == [2.0, 2.0, 2.0, 1.0]
        assert abs(first_of(stage.samples(), 6.5) - told_at(6.5)) < 20
        assert [entry.facts["start"] for entry in stage.entries("part")] == [0, 32000, 64000, 96000]
        assert stage.desk.status("mic").part == 4


def test_the_file_can_be_read_and_is_at_most_a_second_behind_at_every_moment(stage: Stage) -> None:
    behind = []

    def look(now: float) -> None:
        path = stage.folder / "recording-mic-001.wav"
        if now > BEGINS + 2 and path.exists():
            behind.append(now - BEGINS - samples_in(path) / RATE)

    stage.clock.listeners.append(look)
    stage.stop(30.0)
    stage.run(FakeDevice(stage.clock))
    assert max(behind) < 1.0


def test_what_was_said_in_a_pause_is_not_recorded_and_both_tracks_are_cut_alike(tmp_path: Path) -> None:
    lengths = []
    for track in ("mic", "system"):
        for stage in on_stage(tmp_path / "meeting", track):
            stage.desk.put(command=Command.RECORD, asked_at=0.0)
            stage.order(5.0, Command.PAUSE)
            stage.order(8.0, Command.RECORD)
            stage.stop(12.0)
            stage.run(FakeDevice(stage.clock, latency_s=0.02 if track == "mic" else 0.09))
            lengths.append(len(stage.samples()) // 2)
            assert lost_ms(stage) == []
            if track == "mic":
                assert abs(first_of(stage.samples(), 5.1) - told_at(5.1)) < 20
                assert abs(first_of(stage.samples(), 5.3) - told_at(8.3)) < 20
    assert lengths == [9 * RATE, 9 * RATE]


def test_stopping_in_a_pause_ends_at_the_pause(stage: Stage) -> None:
    stage.order(3.0, Command.PAUSE)
    stage.stop(10.0)
    stage.run(FakeDevice(stage.clock))
    assert len(stage.samples()) == round(3.2 * RATE) * 2


def test_a_pulled_device_is_waited_for_and_what_was_missed_is_silence_of_the_true_length(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    stage.clock.at(4.0, lambda: setattr(device, "on", False))
    stage.clock.at(7.0, lambda: setattr(device, "on", True))
    stage.stop(12.0)
    stage.run(device)
    kinds = [entry.kind for entry in stage.entries("device_gone", "device_back", "no_data", "data_back")]
    assert kinds == ["device_gone", "device_back"]
    ((begin, end),) = lost_ms(stage)
    assert begin == pytest.approx(4000, abs=100)
    assert end - begin == pytest.approx(3000, abs=1100)
    assert first_of(stage.samples(), 5.5) == 0
    assert abs(first_of(stage.samples(), 11.0) - told_at(11.0)) < 40
    assert len(stage.samples()) == 12 * RATE * 2


def test_no_data_is_told_once_and_so_is_its_end(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    stage.clock.at(4.0, lambda: setattr(device, "sends", False))
    stage.clock.at(8.0, lambda: setattr(device, "sends", True))
    stage.stop(12.0)
    stage.run(device)
    told, back = stage.entries("no_data", "data_back")
    assert told.kind == "no_data"
    assert told.clock - BEGINS == pytest.approx(5.5, abs=0.2)
    assert told.at_ms == pytest.approx(4000, abs=150)
    assert back.at_ms == pytest.approx(8000, abs=200)
    ((begin, end),) = lost_ms(stage)
    assert begin == pytest.approx(4000, abs=100)
    assert end == pytest.approx(8000, abs=100)


def test_a_device_that_lives_but_says_nothing_is_opened_again(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    stage.clock.at(4.0, lambda: setattr(device, "sends", False))
    stage.stop(30.0)
    stage.run(device)
    assert device.opened >= 2
    assert stage.entries("device_gone") == []


def test_a_stop_while_the_device_is_away_ends_at_the_same_sample_as_the_other_tracks(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    stage.clock.at(4.0, lambda: setattr(device, "on", False))
    stage.stop(9.0)
    stage.run(device)
    assert len(stage.samples()) == 9 * RATE * 2
    assert lost_ms(stage)[-1][1] == 9000


def test_the_default_is_taken_when_the_plan_says_so(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", follow_default=True):
        usb, built_in = FakeDevice(stage.clock, "mic"), FakeDevice(stage.clock, "built-in")

        def open_source(name: str, kind: Kind, usb: FakeDevice = usb, other: FakeDevice = built_in) -> Source:
            return (other if name == "default" else usb).open(name, kind)

        stage.clock.at(4.0, lambda usb=usb: setattr(usb, "on", False))  # type: ignore[misc] # bound to this stage
        stage.stop(8.0)
        stage.run(usb, open_source)
        assert [entry.facts["name"] for entry in stage.entries("device_back")] == ["built-in"]
        assert sum(end - begin for begin, end in lost_ms(stage)) < 300


def test_another_device_that_slipped_in_is_told_and_ours_is_taken_again(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    stage.clock.at(4.0, lambda: setattr(device, "heard", "webcam"))
    stage.clock.at(5.2, lambda: setattr(device, "heard", "mic"))
    stage.stop(8.0)
    stage.run(device)
    (told,) = stage.entries("other_device")
    assert (told.facts["name"], told.facts["wanted"]) == ("webcam", "mic")
    assert device.opened >= 2


def test_a_killed_sound_server_is_told_and_waited_for(stage: Stage) -> None:
    device = FakeDevice(stage.clock)

    def open_source(name: str, kind: Kind) -> Source:
        if not device.on:
            raise SoundSystemMissing("server")
        return device.open(name, kind)

    stage.clock.at(4.0, lambda: setattr(device, "on", False))
    stage.clock.at(9.0, lambda: setattr(device, "on", True))
    stage.stop(12.0)
    stage.run(device, open_source)
    kinds = [entry.kind for entry in stage.entries("device_gone", "server_gone", "device_back")]
    assert kinds == ["device_gone", "server_gone", "device_back"]


def test_silence_of_zeros_clipping_and_the_clock_are_told_with_their_ends(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    loud = b"\xff\x7f" * 400 + b"\x00\x80" * 400
    stage.clock.at(4.0, lambda: setattr(device, "wave", lambda _start, samples: bytes(samples * 2)))
    stage.clock.at(12.0, lambda: setattr(device, "wave", lambda _start, _samples: loud))
    stage.clock.at(14.0, lambda: setattr(device, "wave", numbered))
    stage.clock.at(20.0, lambda: setattr(stage.clock, "wall_ahead", stage.clock.wall_ahead + 3600))
    stage.stop(30.0)
    stage.run(device)
    silence, back = stage.entries("silence", "sound_back")
    assert silence.at_ms == pytest.approx(4000, abs=150)
    assert back.at_ms == pytest.approx(12000, abs=150)
    begun, over = stage.entries("clipping")
    assert begun.until_ms == 0
    assert over.at_ms == begun.at_ms == pytest.approx(12000, abs=200)
    assert over.until_ms == pytest.approx(14000, abs=200)
    (changed,) = stage.entries("clock_changed")
    assert changed.at_ms == pytest.approx(20000, abs=100)
    assert changed.facts["seconds"] == pytest.approx(3600, abs=1)
    assert lost_ms(stage) == []
    assert len(stage.samples()) == 30 * RATE * 2


def test_a_process_that_was_stopped_for_two_seconds_loses_nothing_and_raises_no_alarm(stage: Stage) -> None:
    device = FakeDevice(stage.clock)

    def stop_and_go() -> None:
        device.not_before = stage.clock.now + 2.0
        stage.clock.sleep(2.0)

    stage.clock.at(4.0, stop_and_go)
    stage.stop(10.0)
    stage.run(device)
    assert {entry.kind for entry in stage.entries()} == {"device", "part", "began", "part_closed", "ended"}
    assert abs(first_of(stage.samples(), 9.0) - told_at(9.0)) < 40


def test_sleep_of_the_pc_is_told(stage: Stage) -> None:
    stage.clock.at(4.0, lambda: setattr(stage, "asleep_s", 600.0))
    stage.stop(8.0)
    stage.run(FakeDevice(stage.clock))
    (slept,) = stage.entries("slept")
    assert slept.facts["seconds"] == pytest.approx(600, abs=1)


def test_a_recorder_whose_session_died_closes_cleanly_after_its_time(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", orphan_s=8.0):
        stage.clock.at(4.0, lambda: setattr(stage, "session_alive", False))  # noqa: B023 - runs within this turn
        assert stage.run(FakeDevice(stage.clock)) == 0
        (ended,) = stage.entries("ended")
        assert ended.facts["why"] == "orphaned"
        assert 12.0 <= ended.at_ms / 1000 <= 14.0
        assert stage.clock.now - BEGINS < 15


def test_a_session_that_comes_back_in_time_keeps_it_going(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", orphan_s=8.0):
        stage.clock.at(4.0, lambda: setattr(stage, "session_alive", False))  # noqa: B023 - runs within this turn
        stage.clock.at(10.0, lambda: setattr(stage, "session_alive", True))  # noqa: B023 - runs within this turn
        stage.stop(30.0)
        stage.run(FakeDevice(stage.clock))
        assert stage.entries("orphaned") == []
        assert len(stage.samples()) == 30 * RATE * 2


def test_the_longest_time_ends_every_track_at_the_same_sample(tmp_path: Path) -> None:
    lengths = []
    for track, latency in (("mic", 0.02), ("system", 0.1)):
        for stage in on_stage(tmp_path / "meeting", track, max_s=5.0):  # type: ignore[arg-type] # the two tracks
            stage.run(FakeDevice(stage.clock, latency_s=latency))
            lengths.append(len(stage.samples()) // 2)
            assert [entry.kind for entry in stage.entries("max_reached")] == ["max_reached"]
    assert lengths[0] == lengths[1] == pytest.approx(5.5 * RATE, abs=RATE * 0.1)


def test_long_silence_ends_the_recording(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", long_silence_s=20.0):
        device = FakeDevice(stage.clock)
        device.wave = lambda start, samples: (
            tone(start, samples) if start % RATE < RATE / 2 and start < 5 * RATE else bytes(samples * 2)
        )
        stage.run(device)
        (ended,) = stage.entries("ended")
        assert ended.facts["why"] == "long_silence"
        assert 25.0 <= ended.at_ms / 1000 <= 27.0


def test_long_silence_on_one_track_is_none_while_somebody_speaks_on_the_other(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", long_silence_s=20.0):
        device = FakeDevice(stage.clock)
        device.wave = lambda _start, samples: bytes(samples * 2)
        stage.clock.listeners.append(lambda now: stage.desk.put_track("system", loud_at=now))  # noqa: B023 - as above
        stage.stop(60.0)
        stage.run(device)
        assert stage.entries("long_silence") == []


def test_a_forgotten_pause_ends_the_recording(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("minutes_app.capture.ending.LONGEST_PAUSE_S", 60.0)
    for stage in on_stage(tmp_path / "meeting", long_silence_s=20.0):
        stage.order(5.0, Command.PAUSE)
        stage.run(FakeDevice(stage.clock))
        assert stage.entries("ended")[0].facts["why"] == "long_silence"
        assert 64 < stage.clock.now - BEGINS < 68
        assert len(stage.samples()) == round(5.2 * RATE) * 2


def test_the_system_may_end_the_process_and_the_recording_is_closed(stage: Stage) -> None:
    stage.clock.at(4.0, lambda: setattr(stage, "must_end", True))
    assert stage.run(FakeDevice(stage.clock)) == 0
    (ended,) = stage.entries("ended")
    assert ended.facts["why"] == "system"
    assert ended.at_ms == pytest.approx(4000, abs=100)


def test_a_device_that_is_not_there_leaves_a_reason_and_no_file(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    device.on = False
    assert stage.run(device) == 1
    assert stage.desk.status("mic").state is State.FAILED
    (ended,) = stage.entries("ended")
    error = error_of(ended)
    assert isinstance(error, DeviceMissing)
    assert error.name == "mic"
    assert list(stage.folder.glob("*.wav")) == []


def test_a_folder_that_takes_no_file_leaves_a_reason(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_self: GrowingWave) -> None:
        raise PermissionError(13, "no")

    monkeypatch.setattr(GrowingWave, "_put_header", refuse)
    assert stage.run(FakeDevice(stage.clock)) == 1
    assert stage.entries("ended")[0].facts["error"] == "NoPermission"


class TestStartedAgain:
    """The recorder was killed; the session starts another one with the same plan."""

    def killed(self, tmp_path: Path, torn: bytes = b"\x01") -> Stage:
        stage = staged(tmp_path / "meeting")
        path = stage.folder / "recording-mic-001.wav"
        path.write_bytes(header(4 * RATE) + numbered(0, 4 * RATE) + torn)
        return stage

    def test_it_mends_the_last_part_and_what_was_missed_is_silence(self, tmp_path: Path) -> None:
        stage = self.killed(tmp_path)
        stage.clock.sleep(6.0)
        stage.stop(10.0)
        assert stage.run(FakeDevice(stage.clock)) == 0
        parts = sorted(stage.folder.glob("*.wav"))
        assert [path.name for path in parts] == ["recording-mic-001.wav", "recording-mic-002.wav"]
        assert samples_in(parts[0]) == 4 * RATE
        assert (parts[0].stat().st_size - HEADER) % 2 == 0
        ((begin, end),) = lost_ms(stage)
        assert begin == 4000
        assert end == pytest.approx(6000, abs=100)
        assert abs(first_of(stage.samples(), 9.0) - told_at(9.0)) < 40
        assert len(stage.samples()) == 10 * RATE * 2
        stage.desk.close()

    def test_it_knows_the_pauses_before_it(self, tmp_path: Path) -> None:
        stage = self.killed(tmp_path)
        session = Notebook(evidence_path(stage.folder, None))
        session.write(Entry("paused", 3000, BEGINS + 3, ""))
        session.write(Entry("resumed", 3000, BEGINS + 5, ""))
        stage.clock.sleep(7.0)
        stage.stop(10.0)
        stage.run(FakeDevice(stage.clock))
        ((begin, end),) = lost_ms(stage)
        assert begin == 4000
        assert end == pytest.approx(5000, abs=100)
        assert abs(first_of(stage.samples(), 7.0) - told_at(9.0)) < 40
        stage.desk.close()

    def test_it_takes_a_number_that_neither_folder_knows(self, tmp_path: Path) -> None:
        """The folder had failed, and the second one had gone on alone for two more parts."""
        folder, second = tmp_path / "meeting", tmp_path / "second" / "meeting"
        stage = staged(folder, mirror=str(tmp_path / "second"))
        second.mkdir(parents=True)
        (folder / "recording-mic-001.wav").write_bytes(header(RATE) + numbered(0, RATE))
        notebook = Notebook(evidence_path(second, "mic"))
        for number in (1, 2, 3):
            name, start = f"recording-mic-00{number}.wav", (number - 1) * 2 * RATE
            (second / name).write_bytes(header(2 * RATE) + numbered(start, 2 * RATE))
            notebook.write(Entry("part", 0, BEGINS, "", "mic", facts={"file": name, "start": start}))
        stage.clock.sleep(8.0)
        stage.stop(12.0)
        assert stage.run(FakeDevice(stage.clock)) == 0
        assert sorted(path.name for path in folder.glob("*.wav")) == ["recording-mic-001.wav", "recording-mic-004.wav"]
        assert samples_in(folder / "recording-mic-004.wav") == samples_in(second / "recording-mic-004.wav") == 6 * RATE
        assert [begin for begin, _end in lost_ms(stage)] == [6000]
        stage.desk.close()

    def test_it_goes_on_in_the_second_folder_when_its_own_is_broken(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        stage = staged(tmp_path / "meeting", mirror=str(tmp_path / "second"))
        second = tmp_path / "second" / "meeting"
        second.mkdir(parents=True)
        (second / "recording-mic-001.wav").write_bytes(header(4 * RATE) + numbered(0, 4 * RATE))
        init = GrowingWave.__init__

        def refusing(wave: GrowingWave, path: Path) -> None:
            if path.parent == stage.folder:
                raise DiskFault(path, "I/O error")
            init(wave, path)

        monkeypatch.setattr(GrowingWave, "__init__", refusing)
        stage.clock.sleep(6.0)
        stage.stop(10.0)
        assert stage.run(FakeDevice(stage.clock)) == 0
        assert [entry.kind for entry in stage.entries("write_error", "mirror_only")] == ["write_error", "mirror_only"]
        assert samples_in(second / "recording-mic-002.wav") == 6 * RATE
        stage.desk.close()

    def test_it_waits_when_the_device_is_not_there(self, tmp_path: Path) -> None:
        stage = self.killed(tmp_path)
        device = FakeDevice(stage.clock)
        device.on = False
        stage.clock.at(8.0, lambda: setattr(device, "on", True))
        stage.clock.sleep(6.0)
        stage.stop(12.0)
        assert stage.run(device) == 0
        assert [entry.kind for entry in stage.entries("device_gone", "device_back")] == ["device_gone", "device_back"]
        assert len(stage.samples()) == 12 * RATE * 2
        stage.desk.close()


def test_a_source_that_cannot_be_started_is_let_go(stage: Stage) -> None:
    closed = []

    class Refusing(FakeDevice):
        def start(self, take: Take) -> None:
            raise DeviceMissing("mic", "microphone", ())

        def close(self) -> None:
            closed.append(True)

    assert stage.run(Refusing(stage.clock)) == 1
    assert closed == [True]


def test_a_device_that_never_says_anything_leaves_no_silence_behind(stage: Stage) -> None:
    device = FakeDevice(stage.clock)
    device.sends = False
    stage.stop(8.0)
    assert stage.run(device) == 0
    assert stage.samples() == b""
    assert {entry.kind for entry in stage.entries("no_data", "began")} == {"no_data"}
    assert stage.desk.status("mic").written_ms == 0


def test_silence_of_what_the_pc_plays_is_told_at_the_beginning_and_later_only_when_it_lasts(tmp_path: Path) -> None:
    for stage in on_stage(tmp_path / "meeting", "system"):
        device = FakeDevice(stage.clock)
        device.wave = lambda start, samples: numbered(start, samples) if 10 <= start / RATE < 12 else bytes(samples * 2)
        stage.stop(80.0)
        stage.run(device)
        told = [round(entry.clock - BEGINS) for entry in stage.entries("silence") if not entry.until_ms]
        assert told == [5, 72]


def with_overflows(device: FakeDevice, begin_s: float, end_s: float) -> FakeDevice:
    """Its library says of every block in between that something was lost."""
    start = device.start

    def marked(block: Block) -> Block:
        return Block(block.pcm, block.arrived, overflow=begin_s < block.arrived - BEGINS < end_s)

    device.start = lambda take: start(lambda block: take(marked(block)))  # type: ignore[method-assign] # this one only
    return device


def test_an_overflow_is_marked_even_when_nothing_is_missing(stage: Stage) -> None:
    stage.stop(8.0)
    stage.run(with_overflows(FakeDevice(stage.clock), 5.0, 5.06))
    (lost,) = stage.entries("lost")
    assert lost.facts["overflow"] == 1
    assert lost.at_ms == pytest.approx(5000, abs=100)


def test_a_library_that_cries_overflow_all_the_time_does_not_fill_the_meeting_with_marks(stage: Stage) -> None:
    stage.stop(60.0)
    stage.run(with_overflows(FakeDevice(stage.clock), 5.0, 60.0))
    assert 2 <= len(stage.entries("lost")) <= 6
    assert len(stage.samples()) == 60 * RATE * 2


def with_short_losses(device: FakeDevice, every_s: float) -> FakeDevice:
    """Of one block in `every_s` the second half, 25 ms, never comes, and its library says nothing."""
    start = device.start

    def cut(take: Take) -> Take:
        count = itertools.count(1)

        def taken(block: Block) -> None:
            is_cut = next(count) % round(every_s / BLOCK_S) == 0
            take(Block(block.pcm[: len(block.pcm) // 2], block.arrived) if is_cut else block)

        return taken

    device.start = lambda take: start(cut(take))  # type: ignore[method-assign] # this one only
    return device


def test_short_losses_that_go_on_are_marked_although_each_is_too_short_to_be_found(stage: Stage) -> None:
    stage.stop(300.0)
    stage.run(with_short_losses(FakeDevice(stage.clock), 20.0))
    lost = stage.entries("lost")
    assert [entry.facts for entry in lost] == [{"overflow": 1}] * 4
    assert lost[0].at_ms < 120_000


def test_no_clock_of_a_device_is_taken_for_losses(stage: Stage) -> None:
    stage.stop(600.0)
    stage.run(FakeDevice(stage.clock, rate=15_990))
    assert stage.entries("lost") == []
