"""Errors of the sound libraries become ours; a library that grows a new one is noticed."""

import ast
import importlib.util
from pathlib import Path

import pytest
import sounddevice

from minutes_app.capture.foreign import KNOWN, listing_errors, sound_errors
from minutes_app.errors import CaptureError, DeviceGone, DeviceMissing, DeviceRefused, SoundSystemMissing

OURS = {
    "CallbackStop": "raised by a callback, not at us",
    "CallbackAbort": "raised by a callback, not at us",
    "SoundcardRuntimeWarning": "becomes the block's overflow",
    "StopIteration": "the end of SoundCard's list of devices",
    "NotImplementedError": "functions that we do not call",
    "ValueError": "arguments that we do not give; what SoundCard makes of a stream that ended is told where it is read",
    "TypeError": "arguments that we do not give",
    "AttributeError": "arguments that we do not give",
    "ImportError": "a library that the lock file has",
}
"""Classes that the libraries raise and that never reach the door, and why."""


def sources() -> list[Path]:
    """The libraries' own code: sounddevice and SoundCard's two back ends (the Windows one cannot be imported here)."""
    paths = []
    for name, files in (("sounddevice", ("sounddevice.py",)), ("soundcard", ("pulseaudio.py", "mediafoundation.py"))):
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        paths += [Path(spec.origin).parent / file for file in files]
    return paths


def raised(tree: ast.AST) -> set[str]:
    """Names of classes in `raise` statements, and of exception classes that are defined."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) and isinstance(node.exc, ast.Call) and isinstance(node.exc.func, ast.Name):
            found.add(node.exc.func.id)
        elif isinstance(node, ast.Assert):
            found.add("AssertionError")
        elif isinstance(node, ast.ClassDef):
            bases = {base.id for base in node.bases if isinstance(base, ast.Name)}
            found |= {node.name} if any(base.endswith(("Error", "Exception", "Warning")) for base in bases) else set()
    return found


def test_every_error_class_of_the_sound_libraries_is_known() -> None:
    found = set().union(*(raised(ast.parse(path.read_text(encoding="utf-8"))) for path in sources()))
    assert "PortAudioError" in found
    assert found - KNOWN - set(OURS) == set()


def portaudio(code: int, hresult: int = 0) -> Exception:
    error: Exception = sounddevice.PortAudioError("Error opening RawInputStream", code)
    if hresult:
        error = sounddevice.PortAudioError("Unanticipated host error", code, (-1, hresult - (1 << 32), "host"))
    return error


@pytest.mark.parametrize(
    ("foreign", "ours"),
    [
        (portaudio(-9996), DeviceMissing),
        (portaudio(-10000), SoundSystemMissing),
        (portaudio(-9985), DeviceRefused),
        (portaudio(-9999, 0x8889000A), DeviceRefused),
        (portaudio(-9999, 0x80070005), DeviceRefused),
        (portaudio(-9999, 0x88890004), DeviceGone),
        (RuntimeError("Error 0x88890004"), DeviceGone),
        (RuntimeError("Error 0x80070005"), DeviceRefused),
        (AssertionError(), DeviceRefused),
        (IndexError("no device with id x"), DeviceMissing),
        (OSError("PortAudio library not found"), SoundSystemMissing),
        (DeviceGone("x"), DeviceGone),
    ],
    ids=str,
)
def test_each_foreign_error_becomes_one_of_ours(foreign: Exception, ours: type[CaptureError]) -> None:
    with pytest.raises(ours), sound_errors("マイク", "microphone"):
        raise foreign


@pytest.mark.parametrize("foreign", [portaudio(-9999, 0x80070422), RuntimeError("Error 0x80070422"), IndexError("x")])
def test_what_goes_wrong_with_a_list_is_the_sound_systems(foreign: Exception) -> None:
    with pytest.raises(SoundSystemMissing), listing_errors():
        raise foreign


def test_a_bug_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError), sound_errors("マイク", "microphone"):
        raise ZeroDivisionError
