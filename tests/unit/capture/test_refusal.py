"""A recorder's reason to end comes back from its evidence as the same error."""

import dataclasses
from pathlib import Path

import pytest

from minutes_app.capture.evidence import Entry, Notebook, read
from minutes_app.capture.refusal import error_of, facts_of
from minutes_app.errors import (
    DeviceMissing,
    DeviceRefused,
    DiskFault,
    DiskFull,
    MinutesError,
    NoPermission,
    SoundSystemMissing,
)


@pytest.mark.parametrize(
    "error",
    [
        DeviceMissing("会議室マイク", "microphone", ("内蔵マイク", "USB マイク")),
        DeviceMissing("会議室マイク", "microphone", ()),
        DeviceMissing("マイク", "microphone", ("内蔵マイク", "USB マイク"), several=True),
        DeviceRefused("内蔵マイク", "in use"),
        SoundSystemMissing("server"),
        DiskFull(Path("/会議/a.wav")),
        NoPermission(Path("/会議")),
        DiskFault(Path("/会議"), "Input/output error"),
    ],
)
def test_an_error_survives_the_way_through_the_evidence(error: MinutesError, tmp_path: Path) -> None:
    Notebook(tmp_path / "capture-mic.jsonl").write(Entry("ended", 0, 1.0, "", "mic", facts=facts_of(error)))
    (entry,) = read(tmp_path / "capture-mic.jsonl")
    found = error_of(entry)
    assert type(found) is type(error)
    assert found is not None
    assert dataclasses.asdict(found) == dataclasses.asdict(error)  # type: ignore[call-overload] # every leaf is a dataclass


@pytest.mark.parametrize(
    "facts", [{}, {"why": "stopped"}, {"error": "Path"}, {"error": "MinutesError"}, {"error": "x"}]
)
def test_an_end_for_another_reason_is_no_error(facts: dict[str, str | int | float]) -> None:
    assert error_of(Entry("ended", 0, 1.0, "", facts=facts)) is None
