"""The inputs of this PC by stable names, found by name and opened.

In: a name as a person gave it, exact or an unambiguous part of it ("" or "default" = the system's default; `pipe:PATH`
= `pipe`). Out: `Device`s, and an open `Source`. Names are those the system's own settings show; two devices of the same
name are told apart. Knows which sound library serves which kind on which system, and nothing of how.
"""

import sys
from collections.abc import Callable, Iterator

from minutes_app.capture import pulse
from minutes_app.capture.clock import Clock, SystemClock
from minutes_app.capture.pipe import PREFIX, Pipe
from minutes_app.capture.source import Device, Kind, Open, Source
from minutes_app.errors import DeviceMissing, SoundSystemMissing
from minutes_app.progress import Progress, Report, Stage

DEFAULT = ("", "default")


def listed(kind: Kind) -> tuple[Device, ...]:
    """All inputs of that kind that are connected now, the default first. Raises `SoundSystemMissing`."""
    return tuple(sorted(_ask(kind), key=lambda device: not device.default))


def inputs(*, report: Report) -> Iterator[tuple[tuple[str, ...], tuple[str, ...]]]:
    """In a child: the names of the microphones, and of the outputs. Raises `SoundSystemMissing`."""
    report(Progress(Stage.WAIT))
    microphones = tuple(device.name for device in listed("microphone"))
    try:
        outputs = tuple(device.name for device in listed("system"))
    except SoundSystemMissing:
        if not microphones:
            raise
        outputs = ()
    yield microphones, outputs


def find(name: str, kind: Kind, among: tuple[Device, ...]) -> Device:
    """The device that is meant. Raises `DeviceMissing` (also when several are, with their names as `known`)."""
    if name in DEFAULT:
        if among:
            return next((device for device in among if device.default), among[0])
        raise DeviceMissing(name, kind, ())
    tests: tuple[Callable[[Device], bool], ...] = (
        lambda device: name in (device.name, device.id),
        lambda device: name.casefold() == device.name.casefold(),
        lambda device: name.casefold() in device.name.casefold(),
        lambda device: name.casefold() in device.id.casefold(),
    )
    for test in tests:
        meant = [device for device in among if test(device)]
        if len(meant) == 1:
            return meant[0]
        if meant:
            raise DeviceMissing(name, kind, tuple(device.name for device in meant), several=True)
    raise DeviceMissing(name, kind, tuple(device.name for device in among))


def open_source(name: str, kind: Kind, clock: Clock | None = None) -> Source:
    """As `Open`."""
    clock = clock or SystemClock()
    if name.startswith(PREFIX):
        return Pipe(name, kind, clock)
    device = find(name, kind, listed(kind))
    if kind == "microphone":
        from minutes_app.capture.microphone import Microphone

        return Microphone(device, clock)
    from minutes_app.capture.system_sound import SystemSound

    return SystemSound(device, clock, follow=name in DEFAULT)


def opener(clock: Clock) -> Open:
    """`Open` for a recorder that has a clock of its own."""
    return lambda name, kind: open_source(name, kind, clock)


def _ask(kind: Kind) -> tuple[Device, ...]:
    if sys.platform == "win32":
        from minutes_app.capture import microphone, system_sound

        return microphone.devices() if kind == "microphone" else system_sound.devices()
    try:
        return pulse.devices(kind)
    except SoundSystemMissing as error:
        if kind == "system" or error.what == "silent":  # PortAudio would wait for it without end
            raise
        from minutes_app.capture import microphone

        if alsa := microphone.devices():
            return alsa
        raise
