"""How fast this PC was: remembered, mixed with what is new, and never a reason to fail."""

import os
from pathlib import Path

import msgspec
import pytest

from minutes_app.pace import FASTEST, SHORTEST_MS, Pace


def remembered(file: Path) -> dict[str, float]:
    return dict(msgspec.json.decode(file.read_bytes()))


def test_what_was_measured_is_known_next_time(tmp_path: Path) -> None:
    file = tmp_path / "state" / "pace.json"
    Pace.of("demo-ja", "auto", file).learn(60_000, 3_000)
    assert Pace.of("demo-ja", "auto", file).speed == 20.0
    assert Pace.of("demo-ja", "cpu", file).speed == 0.0
    assert Pace.of("large-v3", "auto", file).speed == 0.0


def test_a_new_figure_counts_half(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    pace = Pace.of("demo-ja", "auto", file)
    pace.learn(60_000, 3_000)
    pace.learn(60_000, 6_000)
    assert (pace.speed, Pace.of("demo-ja", "auto", file).speed) == (15.0, 15.0)


def test_other_models_keep_their_figures(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    Pace.of("a", "cpu", file).learn(60_000, 3_000)
    Pace.of("b", "cpu", file).learn(60_000, 6_000)
    assert remembered(file) == {"a/cpu": 20.0, "b/cpu": 10.0}


@pytest.mark.parametrize(("audio_ms", "wall_ms"), [(SHORTEST_MS - 1, 1_000), (60_000, 0), (60_000, -5), (0, 0)])
def test_a_run_that_says_nothing_about_speed_is_not_remembered(tmp_path: Path, audio_ms: int, wall_ms: int) -> None:
    Pace.of("demo-ja", "auto", tmp_path / "pace.json").learn(audio_ms, wall_ms)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"demo-ja/auto": "fast"}',
        b'{"demo-ja/auto": -3.0}',
        b'{"demo-ja/auto": 0}',
        b'{"demo-ja/auto": 1e308}',
        b'{"demo-ja/auto": 1e999}',
        b"\xff\xfe\x00",
        b'{"\xff": 1.0}',
        b"\0" * 1_000,
    ],
)
def test_a_spoilt_memory_is_no_memory(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "pace.json"
    file.write_bytes(content)
    pace = Pace.of("demo-ja", "auto", file)
    assert pace.speed == 0.0
    pace.learn(60_000, 3_000)
    assert remembered(file) == {"demo-ja/auto": 20.0}


def test_one_spoilt_figure_does_not_cost_the_others(tmp_path: Path) -> None:
    file = tmp_path / "pace.json"
    file.write_text(f'{{"a/cpu": {FASTEST}, "b/cpu": 5.5}}', encoding="utf-8")
    assert (Pace.of("a", "cpu", file).speed, Pace.of("b", "cpu", file).speed) == (0.0, 5.5)


def test_a_disk_that_is_full_only_means_no_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    pace = Pace.of("demo-ja", "auto", tmp_path / "pace.json")
    pace.learn(60_000, 3_000)
    assert pace.speed == 20.0
    assert list(tmp_path.iterdir()) == []


def test_the_memory_is_kept_with_the_persons_state() -> None:
    assert Pace.of("demo-ja", "auto").file.parts[-2:] == ("minutes_app", "pace.json")
    assert os.environ["XDG_STATE_HOME"] in str(Pace.of("demo-ja", "auto").file)
