"""What may stand in the technical log: a closed set of events, and facts that cannot carry text.

A fact is a number, a truth value, a member of a closed set, an identifier or a hash. There is no fact for text:
file names, titles, names of people and of models from outside are not logged, not even hashed, because a short
name can be found again from its hash. A recording is known by the sha256 of its content, a meeting by its id.
"""

import math
import re
from collections.abc import Callable
from enum import Enum
from typing import TypedDict


class Event(Enum):
    """What happened; the value is what stands in the log."""

    PROGRAM_STARTED = "program_started"
    COMMAND_STARTED = "command_started"
    COMMAND_ENDED = "command_ended"
    CANCELLED = "cancelled"
    ERROR = "error"
    BUG = "bug"
    CHILD_DIED = "child_died"
    MODEL_LOADED = "model_loaded"
    GPU_FALLBACK = "gpu_fallback"
    WINDOW_TRANSCRIBED = "window_transcribed"
    WINDOW_FAILED = "window_failed"
    RUN_STARTED = "run_started"
    RUN_RESUMED = "run_resumed"
    RUN_ENDED = "run_ended"
    MEETING_SAVED = "meeting_saved"
    MEETING_RECOVERED = "meeting_recovered"
    RECORDING_STARTED = "recording_started"
    RECORDING_NOTICE = "recording_notice"
    RECORDING_ENDED = "recording_ended"
    DOCUMENT_WRITTEN = "document_written"
    DOCUMENT_REFUSED = "document_refused"
    SETTINGS_NOTICE = "settings_notice"
    LOG_SWEPT = "log_swept"


LEVELS = {
    Event.ERROR: "error",
    Event.BUG: "error",
    Event.CHILD_DIED: "warning",
    Event.WINDOW_FAILED: "warning",
    Event.DOCUMENT_REFUSED: "warning",
    Event.GPU_FALLBACK: "warning",
    Event.MEETING_RECOVERED: "warning",
    Event.SETTINGS_NOTICE: "warning",
    Event.RECORDING_NOTICE: "warning",
    Event.WINDOW_TRANSCRIBED: "debug",
    Event.MEETING_SAVED: "debug",
}
"""Events that are not "info"."""


class Facts(TypedDict, total=False):
    """The facts that `log` takes. A type checker refuses any other name or type; `kept` looks again at run time."""

    meeting: str
    run: str
    sha256: str
    model_sha256: str
    version: str
    error: type[BaseException]
    command: str
    stage: Enum
    device: str
    compute_type: str
    format: str
    why: str
    notice: str
    exit_code: int | None
    pid: int
    count: int
    total: int
    at_ms: int
    audio_ms: int
    wall_ms: int
    skipped: int
    skipped_ms: int
    size: int
    threads: int
    tracks: int
    utterances: int
    confidence: float
    speed: float
    resumed: bool


def _words(*allowed: str) -> Callable[[object], bool]:
    return lambda value: value in allowed


def _like(pattern: str) -> Callable[[object], bool]:
    compiled = re.compile(pattern)
    return lambda value: isinstance(value, str) and compiled.fullmatch(value) is not None


NOTICES = (
    "no_data", "data_back", "lost", "silence", "sound_back", "clipping", "too_quiet", "device_gone", "device_back",
    "other_device", "server_gone", "disk_low", "disk_out", "mirror_only", "mirror_lost", "write_error",
    "clock_changed", "slept", "long_silence", "max_reached", "orphaned", "recorder_died",
)  # fmt: skip
"""What a recording's watchdogs notice (`capture.evidence.WATCHED`)."""

_IDENTIFIER = _like(r"(m-)?[0-9a-f]{4,64}|[0-9]{8}[T-]?[0-9]{6}(-[0-9a-f]{2,32})?(-[0-9]{1,3})?")
_SHA256 = _like(r"[0-9a-f]{64}")

_TEXTS: dict[str, Callable[[object], bool]] = {
    "meeting": _IDENTIFIER,
    "run": _IDENTIFIER,
    "sha256": _SHA256,
    "model_sha256": _SHA256,
    "version": _like(r"\d{1,4}(\.\d{1,4}){1,3}"),
    "command": _words(
        *(
            "gui",
            "transcribe",
            "write",
            "items",
            "points",
            "confirm",
            "publish",
            "collect",
            "finalize",
            "archive",
            "dispose",
        ),
        *("hand-over", "receive", "record", "recover", "duties", "dates", "effect", "devices", "templates", "models"),
        *("settings", "doctor", "show", "batch", "window"),
    ),
    "device": _words("cpu", "cuda", "auto"),
    "compute_type": _words(
        "auto", "int8", "int8_float32", "int8_float16", "int8_bfloat16", "int16", "float16", "bfloat16", "float32"
    ),
    "format": _words("docx", "txt", "md", "srt", "vtt", "csv", "json"),
    "why": _words("crash", "time", "memory"),
    "notice": _words(*NOTICES),
}
_ENUMS = {"stage"}
_CLASSES = {"error"}
_NUMBERS = set(Facts.__annotations__) - set(_TEXTS) - _ENUMS - _CLASSES
REFUSED = "refused"


def kept(name: str, value: object) -> object:
    """`value` as it may stand in the log; "refused" for whatever is not of the closed kind that `name` asks for."""
    if value is None or (name in _NUMBERS and isinstance(value, int | float) and math.isfinite(value)):
        return value
    if name in _ENUMS and isinstance(value, Enum) and isinstance(value.value, str) and value.value.isascii():
        return value.value
    if name in _CLASSES and isinstance(value, type) and issubclass(value, BaseException):
        return value.__name__ if value.__name__.isascii() else REFUSED
    if name in _TEXTS and _TEXTS[name](value):
        return str(value)
    return REFUSED
