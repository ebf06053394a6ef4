"""What the sound libraries raise, told as ours. The one place where their errors are known by name.

In: an exception of sounddevice (`PortAudioError`), SoundCard (`RuntimeError`, `IndexError`, and `AssertionError` where
it does not get what it expects), or of loading either (`OSError`). Out: a `CaptureError`. Knows no sentences.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from minutes_app.errors import CaptureError, DeviceGone, DeviceMissing, DeviceRefused, SoundSystemMissing

KNOWN = frozenset({"PortAudioError", "RuntimeError", "IndexError", "AssertionError", "OSError"})
"""Classes that are translated here; a test reads the libraries' sources for others."""

INVALID_DEVICE, NOT_INITIALIZED, NO_HOST = -9996, -10000, -9979
FORMAT_CODES = frozenset({-9998, -9997, -9994})
"""PaErrorCode: channel count, sampling rate, sample format not supported."""

_GONE = frozenset({0x88890004, 0x88890026, 0x80070490})
"""HRESULTs: AUDCLNT_E_DEVICE_INVALIDATED, AUDCLNT_E_RESOURCES_INVALIDATED, E_NOTFOUND."""


@contextmanager
def sound_errors(name: str, kind: str) -> Iterator[None]:
    """Errors of the sound libraries about the device `name` become `CaptureError`s."""
    try:
        yield
    except CaptureError:
        raise
    except _portaudio_error() as error:
        raise _from_portaudio(error, name, kind) from error
    except OSError as error:
        raise SoundSystemMissing("library") from error
    except IndexError as error:
        raise DeviceMissing(name, kind, ()) from error
    except (RuntimeError, AssertionError) as error:
        words = str(error)
        gone = any(f"{code:#x}" in words.lower() for code in _GONE)
        raise (DeviceGone(name) if gone else DeviceRefused(name, words or type(error).__name__)) from error


@contextmanager
def listing_errors() -> Iterator[None]:
    """Where no device is named, whatever is wrong is the sound system's: `SoundSystemMissing`."""
    try:
        with sound_errors("", ""):
            yield
    except SoundSystemMissing:
        raise
    except CaptureError as error:
        raise SoundSystemMissing("server") from error


def code_of(error: Exception) -> int:
    """PaErrorCode of a `PortAudioError`; 0 when it carries none."""
    code = error.args[1] if len(error.args) > 1 else 0
    return code if isinstance(code, int) else 0


def _portaudio_error() -> tuple[type[Exception], ...]:
    """sounddevice's class, if the library is loaded; what is not loaded raises nothing."""
    return (sys.modules["sounddevice"].PortAudioError,) if "sounddevice" in sys.modules else ()


def _from_portaudio(error: Exception, name: str, kind: str) -> CaptureError:
    code = code_of(error)
    if code in (NOT_INITIALIZED, NO_HOST):
        return SoundSystemMissing("server")
    if code == INVALID_DEVICE:
        return DeviceMissing(name, kind, ())
    return DeviceGone(name) if _hresult(error) in _GONE else DeviceRefused(name, str(error))


def _hresult(error: Exception) -> int:
    """The host's own error number, as an unsigned 32-bit number; 0 when it carries none."""
    host = error.args[2] if len(error.args) > 2 else None
    number = host[1] if isinstance(host, tuple) and len(host) > 1 else 0
    return number & 0xFFFFFFFF if isinstance(number, int) else 0
