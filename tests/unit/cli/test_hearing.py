"""From what was typed and set to what the engine is told."""

import argparse
import dataclasses
import json
from pathlib import Path
from typing import Any

import pytest

from minutes_app.cli import hearing as command, main, transcribe
from minutes_app.settings import Settings
from minutes_app.settings.pages import TranscribePage

SET = TranscribePage(
    language="en", device="cpu", compute_type="float32", threads=3, beam_size=2, words=False, hotwords="特定健診"
)


def test_every_setting_of_transcription_reaches_the_engine() -> None:
    defaults = TranscribePage()
    names = [field.name for field in dataclasses.fields(TranscribePage)]
    assert [name for name in names if getattr(SET, name) == getattr(defaults, name)] == []
    args = argparse.Namespace(model="demo-ja", tracks="separate", rerun=True)
    hearing = command._hearing(args, dataclasses.replace(Settings(), transcribe=SET))
    assert dataclasses.asdict(hearing.options) == dataclasses.asdict(SET)
    assert (hearing.weights.name, hearing.tracks, hearing.again) == ("demo-ja", "separate", True)


def test_a_model_for_trying_out_is_named_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    args = argparse.Namespace(model="demo-ja", tracks="mix", rerun=False)
    command._hearing(args, Settings())
    assert "実際の会議には使えません" in capsys.readouterr().err


def test_a_mistake_of_ours_over_one_recording_does_not_stop_the_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    received: list[Path] = []

    def mistaken(sources: tuple[Path, ...], *_args: Any, **_options: Any) -> None:
        received.extend(sources)
        raise ZeroDivisionError("division by zero")

    monkeypatch.setattr(transcribe, "receive", mistaken)
    for name in ("一.wav", "二.wav"):
        (tmp_path / name).write_bytes(b"RIFF")
    words = ["transcribe", str(tmp_path), "--model", "demo-ja", "--library", str(tmp_path / "会議"), "--json"]
    assert main(words) == 1
    said = capsys.readouterr()
    assert [path.name for path in received] == ["一.wav", "二.wav"]
    assert [each["error"] for each in json.loads(said.out)["failed"]] == ["Bug", "Bug"]
    assert said.err.count("プログラムの誤り") == 2
    assert "Traceback" not in said.err
