"""Devices by name: what is listed, what is found, and what is said when it is not there."""

import pytest

from minutes_app.capture.devices import find, listed, open_source
from minutes_app.capture.source import Device
from minutes_app.errors import DeviceMissing, SoundSystemMissing
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


def test_a_wrong_name_names_all_that_are_there(sound: FakeSound) -> None:
    with pytest.raises(DeviceMissing) as missing:
        open_source("会議室マイク", "microphone")
    assert (missing.value.name, missing.value.kind, missing.value.known) == ("会議室マイク", "microphone", ("Mic",))


def test_without_a_sound_server_it_is_said_that_there_is_none(no_sound: None) -> None:
    with pytest.raises(SoundSystemMissing):
        listed("system")
