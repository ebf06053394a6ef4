"""Devices by name: what is listed, what is found, and what is said when it is not there."""

import json
import time
from dataclasses import dataclass
from typing import Any

import pytest

from minutes_app.capture import microphone
from minutes_app.capture.devices import find, listed, open_source
from minutes_app.capture.source import Device
from minutes_app.checkup import Verdict, sound as checkup
from minutes_app.cli import main
from minutes_app.errors import DeviceMissing, SoundSystemMissing
from minutes_app.wording import devices as words, explain
from tests.sound.fake_sound import FakeSound

REALTEK = Device("マイク (Realtek(R) Audio)", "microphone", "Windows WASAPI", default=True)
JABRA = Device("マイク配列 (Jabra Speak 510)", "microphone", "Windows WASAPI")
JABRA_2 = Device("マイク配列 (Jabra Speak 510) (2)", "microphone", "Windows WASAPI")
DESK = (REALTEK, JABRA, JABRA_2)


def test_microphones_and_outputs_are_listed_by_the_names_people_see(sound: FakeSound) -> None:
    assert listed("microphone") == (Device("Mic", "microphone", "PulseAudio", default=True, id="mic"),)
    outputs = listed("system")
    assert outputs[0] == Device("FakeSystem", "system", "PulseAudio", default=True, id="fake_sys.monitor")
    assert [device.default for device in outputs] == [True, False]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("", REALTEK),
        ("default", REALTEK),
        ("マイク (Realtek(R) Audio)", REALTEK),
        ("realtek", REALTEK),
        ("マイク配列 (Jabra Speak 510)", JABRA),
        ("510) (2)", JABRA_2),
    ],
)
def test_a_device_is_found_by_its_name_or_by_a_part_that_only_it_has(name: str, meant: Device) -> None:
    assert find(name, "microphone", DESK) is meant


def test_a_part_that_two_devices_have_names_both() -> None:
    with pytest.raises(DeviceMissing) as missing:
        find("Jabra", "microphone", DESK)
    assert missing.value.known == (JABRA.name, JABRA_2.name)
    assert explain(missing.value).headline == "「Jabra」に当てはまるマイクが2つ以上あります。"


def test_a_wrong_name_names_all_that_are_there(sound: FakeSound) -> None:
    with pytest.raises(DeviceMissing) as missing:
        open_source("会議室マイク", "microphone")
    assert (missing.value.name, missing.value.kind, missing.value.known) == ("会議室マイク", "microphone", ("Mic",))


@pytest.mark.usefixtures("no_sound")
def test_without_a_sound_server_it_is_said_that_there_is_none() -> None:
    with pytest.raises(SoundSystemMissing):
        listed("system")


def test_two_outputs_of_one_name_are_told_apart(sound: FakeSound) -> None:
    twin = "sink_name=second rate=48000 channels=2 sink_properties=device.description=FakeSystem"
    sound.control("load-module", "module-null-sink", *twin.split())
    names = {device.name for device in listed("system")}
    assert names == {"RoomLine", "FakeSystem [fake_sys.monitor]", "FakeSystem [second.monitor]"}
    assert open_name("second.monitor") == "FakeSystem [second.monitor]"


def open_name(name: str) -> str:
    return find(name, "system", listed("system")).name


def test_the_list_of_the_command_line_marks_the_default_and_says_how_to_try(
    sound: FakeSound, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["devices"]) == 0
    shown = capsys.readouterr()
    lines = shown.out.splitlines()
    assert lines[1] == "  Mic（標準）　[PulseAudio]"
    assert lines[3:] == ["  FakeSystem（標準）　[PulseAudio]", "  RoomLine　[PulseAudio]"]
    assert words.HINT in shown.err


def test_the_list_as_json_is_one_object(sound: FakeSound, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "--json"]) == 0
    devices = json.loads(capsys.readouterr().out)["devices"]
    assert devices[0] == {"kind": "microphone", "name": "Mic", "host": "PulseAudio", "default": True, "id": "mic"}
    assert [device["kind"] for device in devices] == ["microphone", "system", "system"]


def test_a_pc_without_microphone_is_told_what_to_do(sound: FakeSound, capsys: pytest.CaptureFixture[str]) -> None:
    sound.pull_out()
    assert main(["devices"]) == 0
    shown = capsys.readouterr()
    assert words.EMPTY["microphone"] in shown.err
    assert "FakeSystem" in shown.out


@pytest.mark.usefixtures("no_sound")
def test_a_pc_without_a_sound_system_is_told_so_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["devices", "--json"]) == 1
    shown = capsys.readouterr()
    assert json.loads(shown.out) == {"devices": []}
    assert shown.err.count("このPCでは録音できません") == 1


def test_a_sound_server_that_hangs_is_waited_for_two_seconds_only(sound: FakeSound) -> None:
    sound.freeze()
    begun = time.monotonic()
    with pytest.raises(SoundSystemMissing) as missing:
        open_source("", "microphone")
    sound.thaw()
    assert missing.value.what == "silent"
    assert time.monotonic() - begun < 10


def test_the_checkup_names_what_can_be_recorded_from(sound: FakeSound) -> None:
    finding = checkup.sound()
    assert finding.verdict is Verdict.GOOD
    assert finding.facts == {"microphones": "Mic", "outputs": "FakeSystem、RoomLine"}


@pytest.mark.usefixtures("no_sound")
def test_the_checkup_says_that_the_sound_server_is_missing() -> None:
    finding = checkup.sound()
    assert (finding.verdict, finding.outcome) == (Verdict.BAD, "server")


@dataclass(frozen=True)
class FakePortAudio:
    """PortAudio on a Windows PC, as far as a list goes: one microphone under all four host APIs, and its twin."""

    PortAudioError = type("PortAudioError", (Exception,), {})

    def query_hostapis(self, index: int | None = None) -> Any:
        names = ("MME", "Windows DirectSound", "Windows WASAPI", "Windows WDM-KS")
        apis = [{"name": name, "default_input_device": 5 if "WASAPI" in name else 0} for name in names]
        return apis if index is None else apis[index]

    def query_devices(self) -> list[dict[str, Any]]:
        inputs = [(api, "マイク (USB Audio)") for api in range(4) for _twin in range(2)]
        listed = [
            {"index": n, "name": name, "hostapi": api, "max_input_channels": 1} for n, (api, name) in enumerate(inputs)
        ]
        return [*listed, {"index": 8, "name": "スピーカー", "hostapi": 2, "max_input_channels": 0}]


def test_on_windows_each_microphone_is_shown_once_through_wasapi(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "_started_anew", FakePortAudio)
    assert microphone.devices() == (
        Device("マイク (USB Audio)", "microphone", "Windows WASAPI"),
        Device("マイク (USB Audio) (2)", "microphone", "Windows WASAPI", default=True),
    )


def test_on_windows_the_second_of_two_twins_is_opened_when_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(microphone, "_started_anew", FakePortAudio)
    found = [microphone._found(FakePortAudio(), device)["index"] for device in microphone.devices()]
    assert found == [4, 5]
