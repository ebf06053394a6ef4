"""What happens to devices while a recording goes on: it is noticed, told and marked, and costs no place in time."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minutes_app.capture.plan import Track
from tests.sound.fake_sound import MIC_SINK, FakeSound
from tests.sound.recording import RATE, Record, Recording, compared
from tests.sound.test_recording import speech

SECOND = ("module-remap-source", "source_name=other", f"master={MIC_SINK}.monitor")
INPUTS = pytest.mark.parametrize(("track", "name"), [("mic", "Mic"), ("system", "FakeSystem")])


def assert_true_length(recording: Recording, *tracks: Track) -> None:
    """Every track is as long as the recording took, so every place in it is true."""
    for track in tracks:
        length_s = len(recording.samples(track)) / RATE
        assert length_s == pytest.approx(recording.took_s, abs=0.7)


@INPUTS
def test_a_suspended_source_is_told_within_seconds_and_goes_on(
    sound: FakeSound, tmp_path: Path, track: Track, name: str, record_property: Record
) -> None:
    source = {"mic": "mic", "system": "fake_sys"}[track]
    with Recording(tmp_path, **{track: name}) as recording:
        sound.suspend(source)
        begun = time.monotonic()
        told = recording.await_kind("no_data")
        record_property("止まった音源を知らせるまで:", f"{time.monotonic() - begun:.1f} 秒")
        assert told.track == track
        sound.suspend(source, on=False)
        recording.await_kind("data_back")
        done = recording.stop()
    assert "no_data" in [mark.kind for mark in done.meeting.marks]
    assert_true_length(recording, track)


def test_a_microphone_that_is_pulled_out_is_waited_for_although_another_is_there(
    sound: FakeSound, tmp_path: Path, record_property: Record
) -> None:
    sound.control("load-module", *SECOND, "source_properties=device.description=Other")
    with Recording(tmp_path, mic="default") as recording:
        sound.pull_out()
        begun = time.monotonic()
        gone = recording.await_kind("device_gone")
        record_property("抜けたマイクを知らせるまで:", f"{time.monotonic() - begun:.1f} 秒")
        assert gone.facts["name"] == "Mic"
        time.sleep(2.5)
        assert "device_back" not in recording.kinds()
        sound.plug_in()
        assert recording.await_kind("device_back").facts["name"] == "Mic"
        done = recording.stop()
    kinds = recording.kinds()
    assert "other_device" in kinds
    assert [mark.kind for mark in done.meeting.marks if mark.kind == "device_gone"] == ["device_gone"]
    assert_true_length(recording, "mic")


def test_a_microphone_that_is_pulled_out_twice_is_missed_twice(sound: FakeSound, tmp_path: Path) -> None:
    with Recording(tmp_path, mic="Mic") as recording:
        for times in (1, 2):
            sound.pull_out()
            recording.await_kind("other_device", times)
            recording.await_kind("device_gone", times)
            sound.plug_in()
            recording.await_kind("device_back", times)
            time.sleep(2)
        recording.stop()


def test_a_microphone_that_comes_back_under_another_name_is_the_same_one(sound: FakeSound, tmp_path: Path) -> None:
    with Recording(tmp_path, mic="Mic") as recording:
        sound.pull_out()
        recording.await_kind("device_gone")
        sound.plug_in("会議室マイク")
        assert recording.await_kind("device_back").facts["name"] == "会議室マイク"
        recording.stop()
    assert_true_length(recording, "mic")


def test_a_killed_sound_server_is_told_and_both_tracks_go_on_with_the_next_one(
    sound: FakeSound, tmp_path: Path, record_property: Record
) -> None:
    with Recording(tmp_path, mic="Mic", system="default") as recording:
        sound.kill()
        begun = time.monotonic()
        recording.await_kind("device_gone", times=2)
        record_property("音声サーバーの停止を知らせるまで:", f"{time.monotonic() - begun:.2f} 秒")
        recording.await_kind("server_gone", times=2)
        sound.start()
        recording.await_kind("device_back", times=2)
        done = recording.stop()
    for track in ("mic", "system"):
        told = [entry.kind for entry in recording.entries if entry.track == track]
        assert told.index("device_gone") < told.index("server_gone") < told.index("device_back")
    assert {"device_gone", "server_gone"} <= {mark.kind for mark in done.meeting.marks}
    assert_true_length(recording, "mic", "system")


def test_a_sound_server_that_hangs_is_told_and_the_recording_can_be_ended_meanwhile(
    sound: FakeSound, tmp_path: Path
) -> None:
    with Recording(tmp_path, mic="Mic", system="FakeSystem") as recording:
        sound.freeze()
        recording.await_kind("no_data", times=2)
        begun = time.monotonic()
        recording.stop()
        assert time.monotonic() - begun < 15
    sound.thaw()
    assert_true_length(recording, "mic", "system")


def test_the_far_end_is_followed_to_the_headset_that_was_plugged_in(sound: FakeSound, tmp_path: Path) -> None:
    headset = "sink_name=headset rate=48000 channels=2 sink_properties=device.description=Headset"
    with Recording(tmp_path, system="default") as recording:
        sound.control("load-module", "module-null-sink", *headset.split())
        sound.control("set-default-sink", "headset")
        assert recording.await_kind("other_device").facts["name"] == "Headset"
        assert recording.await_kind("device", times=2).facts["name"] == "Headset"
        recording.stop()
    assert_true_length(recording, "system")


def test_a_recorder_that_stood_still_for_two_seconds_has_every_sample(sound: FakeSound, tmp_path: Path) -> None:
    path, original = speech(tmp_path, 8)
    with Recording(tmp_path, mic="Mic") as recording:
        player = sound.play(path)
        time.sleep(3)
        os.kill(recording.pids[0], signal.SIGSTOP)
        time.sleep(2)
        os.kill(recording.pids[0], signal.SIGCONT)
        player.wait(30)
        done = recording.stop()
    assert done.lost_ms == 0
    assert min(second.likeness for second in compared(original, recording.samples("mic"))) > 0.95
    assert_true_length(recording, "mic")


def test_with_all_processors_hogged_no_sample_is_lost(
    sound: FakeSound, tmp_path: Path, record_property: Record
) -> None:
    path, original = speech(tmp_path, 8)
    count = max(4, (os.cpu_count() or 1) * 2)
    hogs = [subprocess.Popen([sys.executable, "-c", "while True: pass"]) for _ in range(count)]
    try:
        with Recording(tmp_path, mic="Mic", system="FakeSystem") as recording:
            sound.play(path).wait(60)
            done = recording.stop()
    finally:
        for hog in hogs:
            hog.kill()
            hog.wait()
    record_property(f"CPUを占有する{count}個のプロセスの中での欠落:", f"{done.lost_ms} ms")
    assert done.lost_ms == 0
    assert min(second.likeness for second in compared(original, recording.samples("mic"))) > 0.95
    assert_true_length(recording, "mic", "system")


def test_two_recordings_at_once_hear_the_same(sound: FakeSound, tmp_path: Path) -> None:
    path, original = speech(tmp_path, 6)
    with Recording(tmp_path, mic="Mic") as one, Recording(tmp_path, mic="Mic") as other:
        sound.play(path).wait(30)
        done = [one.stop(), other.stop()]
    assert [finished.lost_ms for finished in done] == [0, 0]
    for recording in (one, other):
        assert min(second.likeness for second in compared(original, recording.samples("mic"))) > 0.95
