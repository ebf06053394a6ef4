"""The engine: the real demo model on the processor, and every way in which a GPU can fail before and during work."""

import itertools
import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, Window, one_lane
from minutes_app.errors import ComputeTypeUnusable, EngineFailed, EngineStopped, ModelUnsuitable
from minutes_app.files import bundled
from minutes_app.meeting.model import Heard
from minutes_app.progress import Cancelled, Progress, Stage, no_report
from minutes_app.transcribe import whisper
from minutes_app.transcribe.engine import EngineOptions, Loaded
from minutes_app.transcribe.faults import GpuUnusable
from minutes_app.transcribe.tries import threads_for
from minutes_app.transcribe.whisper import Backend, WhisperEngine
from tests.conftest import ROOT
from tests.scoring import error_rate, reference_of
from tests.unit.transcribe import backends

MODEL = bundled("models", "demo-ja")
CLIP = ROOT / "tests" / "data" / "single_1min.flac"
AUTO, CPU, CUDA = (EngineOptions(device=device) for device in ("auto", "cpu", "cuda"))

Made = Callable[[Backend], WhisperEngine]


@pytest.fixture
def make() -> Iterator[Made]:
    engines: list[WhisperEngine] = []

    def made(backend: Backend) -> WhisperEngine:
        engines.append(WhisperEngine(backend))
        return engines[-1]

    yield made
    for engine in engines:
        engine.close()


@pytest.fixture(scope="module")
def engine() -> Iterator[WhisperEngine]:
    """The real thing, resident for all tests that do it no harm."""
    engine = WhisperEngine()
    engine.load(MODEL, CPU)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def clip() -> Window:
    """The first seconds of a recording."""
    with Decoder() as decoder:
        window = next(iter(decoder.windows(one_lane(CLIP))))
    assert isinstance(window, Window)
    return Window(90_000, (window.tracks[0][: 20 * RATE * 2],))


def window_of(samples: Any, *more: Any, start_ms: int = 0) -> Window:
    return Window(start_ms, tuple((np.clip(each, -1, 1) * 32767).astype("<i2").tobytes() for each in (samples, *more)))


def text_of(heard: list[Heard]) -> str:
    return "".join(each.text for each in heard)


def test_a_recording_is_heard_with_words_times_and_figures(engine: WhisperEngine, clip: Window) -> None:
    heard = list(engine.transcribe(clip))
    said = [each for each in reference_of(CLIP) if each.end_ms < 20_000]
    assert error_rate("".join(each.text for each in said), text_of(heard)) < 0.2
    assert [each.start_ms for each in heard] == sorted(each.start_ms for each in heard)
    for each in heard:
        assert 90_000 <= each.start_ms <= each.end_ms <= 110_000
        assert 0.0 <= each.confidence <= 1.0
        assert each.avg_logprob <= 0.0
        assert each.text == each.text.strip()
        assert each.words
        times = [time for word in each.words for time in (word.start_ms, word.end_ms)]
        starts = [word.start_ms for word in each.words]
        assert starts == sorted(starts)
        assert all(word.start_ms <= word.end_ms for word in each.words)
        assert each.start_ms <= min(times)
        assert max(times) <= each.end_ms
        assert all(word.text and 0.0 <= word.confidence <= 1.0 for word in each.words)
    for before, after in itertools.pairwise(heard):
        assert before.end_ms <= after.start_ms + 200
    assert all("loop" not in each.flags and "stock_phrase" not in each.flags for each in heard)


def test_the_same_window_gives_the_same_text(engine: WhisperEngine, clip: Window) -> None:
    short = Window(0, (clip.tracks[0][: 8 * RATE * 2],))
    assert list(engine.transcribe(short)) == list(engine.transcribe(short))


def test_the_model_is_asked_for_what_the_person_chose_and_carries_no_text_on(
    make: Made, clip: Window, tmp_path: Path
) -> None:
    """The fall-back to higher temperatures is faster-whisper's own as long as no temperature is named."""
    engine = make(Backend(backends.no_device, partial(backends.noted, tmp_path / "asked.jsonl")))
    engine.load(MODEL, EngineOptions("en", beam_size=2, words=False, hotwords="特定健診", device="cpu"))
    list(engine.transcribe(Window(0, (clip.tracks[0][: 8 * RATE * 2],))))
    _proof, *asked = [json.loads(line) for line in (tmp_path / "asked.jsonl").read_text("utf-8").splitlines()]
    assert asked
    for each in asked:
        assert (each["language"], each["beam_size"], each["word_timestamps"]) == ("en", 2, False)
        assert each["hotwords"] == "特定健診"
        assert each["condition_on_previous_text"] is False
        assert each["vad_filter"] is False
        assert "temperature" not in each


def test_a_voice_without_a_word_is_kept_as_a_place_to_listen_to(make: Made, clip: Window) -> None:
    engine = make(Backend(backends.no_device, backends.wordless))
    engine.load(MODEL, CPU)
    heard = list(engine.transcribe(clip))
    assert sum(each.end_ms - each.start_ms for each in heard) > 15_000
    assert {(each.text, each.flags, each.confidence) for each in heard} == {("", ("no_text",), 0.0)}
    assert all(90_000 <= each.start_ms < each.end_ms <= 110_000 for each in heard)
    assert list(engine.transcribe(Window(0, (bytes(8 * RATE * 2),)))) == []


def hum(seconds: int) -> Any:
    return 0.2 * np.sin(2 * np.pi * 50 * np.arange(RATE * seconds) / RATE)


def clicks(seconds: int) -> Any:
    samples = np.zeros(RATE * seconds)
    samples[:: RATE * 7 // 10] = 0.9
    return samples


def noise(seconds: int, level: float) -> Any:
    return np.random.default_rng(1).normal(0, level, RATE * seconds)


@pytest.mark.parametrize(
    "samples",
    [
        pytest.param(np.zeros(RATE * 20), id="digital silence"),
        pytest.param(noise(20, 0.3), id="loud white noise"),
        pytest.param(noise(20, 0.003), id="low white noise"),
        pytest.param(hum(20), id="mains hum"),
        pytest.param(hum(20) + noise(20, 0.01), id="hum and noise"),
        pytest.param(clicks(20), id="clicks"),
        pytest.param(clicks(20) + noise(20, 0.002), id="clicks in a room"),
        pytest.param(np.cumsum(noise(20, 0.001)) % 0.4 - 0.2, id="rumble"),
        pytest.param(np.full(RATE * 20, 0.5), id="a constant"),
        pytest.param(np.zeros(100), id="a few samples"),
    ],
)
def test_what_is_no_speech_gives_not_one_character(engine: WhisperEngine, samples: Any) -> None:
    assert text_of(list(engine.transcribe(window_of(samples)))) == ""


def test_two_tracks_are_heard_apart(engine: WhisperEngine, clip: Window) -> None:
    sound = clip.tracks[0]
    second = 7 * RATE * 2
    silence = b"\0" * second
    left, right = sound[:second] + silence, silence + sound[second : 2 * second]
    heard = list(engine.transcribe(Window(5_000, (left, right))))
    assert {each.track for each in heard if each.text} == {0, 1}
    assert all(each.end_ms <= 12_100 for each in heard if each.track == 0)
    assert all(each.start_ms >= 11_900 for each in heard if each.track == 1)
    assert [each.start_ms for each in heard] == sorted(each.start_ms for each in heard)


def test_progress_tells_the_place_and_the_person_can_stop(make: Made, clip: Window) -> None:
    engine, seen = make(Backend(backends.no_device, backends.real_model)), list[Progress]()
    engine.load(MODEL, CPU)

    def report(progress: Progress) -> None:
        seen.append(progress)
        if progress.done > 100_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(engine.transcribe(Window(clip.start_ms, (clip.tracks[0] + bytes(5 * RATE * 2) + clip.tracks[0],)), report))
    assert {progress.stage for progress in seen} <= {Stage.WAIT, Stage.TRANSCRIBE}
    assert 100_000 < seen[-1].done < 130_000
    assert [progress.done for progress in seen] == sorted(progress.done for progress in seen)


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("Library libcublas.so.12 is not found or cannot be loaded", "libraries"),
        (
            "Unable to load any of {libcudnn_ops.so.9.1.0, libcudnn_ops.so.9} Invalid handle. Cannot load symbol",
            "libraries",
        ),
        ("cuDNN failed with status CUDNN_STATUS_NOT_INITIALIZED", "libraries"),
        ("CUDA failed with error out of memory", "memory"),
        ("CUDA failed with error no kernel image is available for execution on the device", "other"),
        ("Requested int8_float16 compute type, but the target device or backend do not support it", "compute_type"),
    ],
)
def test_what_is_said_about_a_gpu_becomes_one_reason(said: str, reason: str) -> None:
    """In this process: what the child runs."""
    backend = Backend(backends.one_device, partial(backends.says_on_gpu, said))
    with pytest.raises(GpuUnusable) as caught:
        list(whisper._load(backend, MODEL, CUDA, None, report=no_report))
    assert caught.value.reason == reason


@pytest.mark.parametrize(
    ("backend", "reason"),
    [
        (Backend(backends.broken_driver, backends.mute_model), "libraries"),
        (Backend(backends.one_device, partial(backends.says_on_gpu, "CUDA failed with error out of memory")), "memory"),
        (Backend(backends.one_device, backends.loads_but_cannot_compute), "libraries"),
        (Backend(backends.deadly_driver, backends.mute_model), "crash"),
    ],
)
def test_a_gpu_that_breaks_in_another_way_is_left_too(make: Made, backend: Backend, reason: str) -> None:
    loaded = make(backend).load(MODEL, AUTO)
    assert (loaded.device, loaded.notices) == ("cpu", (("gpu_fallback", reason),))


def test_after_an_abort_of_the_gpu_the_processor_really_hears(make: Made, clip: Window) -> None:
    """A missing cuDNN ends the process; the same engine goes on without it."""
    engine = make(Backend(backends.one_device, backends.aborts_on_gpu))
    loaded = engine.load(MODEL, AUTO)
    assert (loaded.device, loaded.notices) == ("cpu", (("gpu_fallback", "crash"),))
    assert text_of(list(engine.transcribe(Window(0, (clip.tracks[0][: 5 * RATE * 2],)))))


def test_a_pc_without_a_gpu_says_nothing_unless_one_was_asked_for(make: Made) -> None:
    engine = make(Backend(backends.no_device, backends.mute_model))
    assert engine.load(MODEL, AUTO).notices == ()
    assert engine.load(MODEL, CUDA).notices == (("gpu_fallback", "none"),)


@pytest.mark.parametrize(
    ("found", "expected"), [(backends.no_device, "cpu int8\n"), (backends.one_device, "cuda int8_float16\ncpu int8\n")]
)
def test_a_model_prepared_in_the_background_is_loaded_once_a_device(
    make: Made, tmp_path: Path, found: Callable[[], int], expected: str
) -> None:
    note = tmp_path / "note"
    engine = make(Backend(found, partial(backends.counting, note)))
    engine.prepare(MODEL, AUTO)
    assert engine.has_loaded(MODEL, AUTO)
    assert not engine.has_loaded(MODEL, CPU)
    assert engine.load(MODEL, AUTO).device == "cpu"
    assert note.read_text(encoding="utf-8") == expected


def test_a_model_prepared_for_nothing_makes_way_for_another(make: Made, tmp_path: Path) -> None:
    note = tmp_path / "note"
    engine = make(Backend(backends.no_device, partial(backends.counting, note)))
    engine.prepare(MODEL, EngineOptions(device="cpu", compute_type="int16"))
    assert engine.load(MODEL, CPU) == Loaded("cpu", "int8", 1)
    assert note.read_text(encoding="utf-8").splitlines()[-1] == "cpu int8"


def test_a_folder_that_is_no_model_is_not_prepared(make: Made, tmp_path: Path) -> None:
    engine = make(Backend(backends.no_device, backends.mute_model))
    engine.prepare(tmp_path, AUTO)
    assert engine.pid is None
    with pytest.raises(ModelUnsuitable):
        engine.load(tmp_path, AUTO)


def test_the_processor_can_be_asked_for_without_probing(make: Made) -> None:
    engine = make(Backend(backends.deadly_driver, backends.mute_model))
    loaded = engine.load(MODEL, CPU)
    assert (loaded.device, loaded.compute_type, loaded.notices) == ("cpu", "int8", ())


def test_a_gpu_that_works_is_used(make: Made) -> None:
    engine = make(Backend(backends.one_device, backends.mute_model))
    loaded = engine.load(MODEL, AUTO)
    assert (loaded.device, loaded.compute_type, loaded.notices) == ("cuda", "int8_float16", ())


def test_a_load_that_dies_is_tried_once_more(make: Made, tmp_path: Path) -> None:
    engine = make(Backend(backends.no_device, partial(backends.dies_at_first, tmp_path / "once", 1)))
    assert engine.load(MODEL, CPU).device == "cpu"
    engine = make(Backend(backends.no_device, partial(backends.dies_at_first, tmp_path / "always", 99)))
    with pytest.raises(EngineStopped) as caught:
        engine.load(MODEL, CPU)
    assert (caught.value.exit_code, caught.value.why) == (137, "memory")
    assert not engine.has_loaded(MODEL, CPU)


def test_a_precision_of_gpus_does_not_follow_to_the_processor(make: Made) -> None:
    options = EngineOptions(device="auto", compute_type="float16")
    loaded = make(Backend(backends.one_device, backends.loads_but_cannot_compute)).load(MODEL, options)
    assert (loaded.device, loaded.compute_type) == ("cpu", "int8")


def test_a_precision_that_the_processor_lacks_is_named() -> None:
    engine = WhisperEngine()
    try:
        with pytest.raises(ComputeTypeUnusable) as caught:
            engine.load(MODEL, EngineOptions(device="cpu", compute_type="float16"))
        assert caught.value.compute_type == "float16"
    finally:
        engine.close()


def test_a_loaded_model_stays_and_its_notice_is_given_once(make: Made, tmp_path: Path) -> None:
    note = tmp_path / "note"
    engine = make(Backend(backends.one_device, partial(backends.counting, note)))
    assert not engine.has_loaded(MODEL, AUTO)
    assert engine.load(MODEL, AUTO).notices == (("gpu_fallback", "crash"),)
    pid = engine.pid
    assert engine.has_loaded(MODEL, AUTO)
    again = engine.load(MODEL, AUTO)
    assert (again.device, again.notices, engine.pid) == ("cpu", (), pid)
    assert note.read_text(encoding="utf-8") == "cuda int8_float16\ncpu int8\n"
    engine.load(MODEL, EngineOptions(device="auto", beam_size=1))
    assert not engine.has_loaded(MODEL, AUTO)


def test_the_words_of_another_meeting_load_nothing_anew(make: Made, tmp_path: Path) -> None:
    note = tmp_path / "note"
    engine = make(Backend(backends.no_device, partial(backends.counting, note)))
    engine.prepare(MODEL, EngineOptions(hotwords="特定健診"))
    engine.load(MODEL, EngineOptions(hotwords="特定健診"))
    assert engine.has_loaded(MODEL, EngineOptions(hotwords="庁舎 雨漏り"))
    engine.load(MODEL, EngineOptions(hotwords="庁舎 雨漏り"))
    assert note.read_text(encoding="utf-8") == "cpu int8\n"
    assert engine._hearing_options.hotwords == "庁舎 雨漏り"


@pytest.mark.parametrize(("then", "reason"), [("abort", "crash"), ("CUDA failed with error out of memory", "memory")])
def test_a_gpu_that_fails_during_the_work_is_replaced_by_the_processor(
    make: Made, clip: Window, then: str, reason: str
) -> None:
    engine = make(Backend(backends.one_device, partial(backends.fails_later_on_gpu, then)))
    assert engine.load(MODEL, AUTO).device == "cuda"
    with pytest.raises(EngineStopped) as caught:
        list(engine.transcribe(clip))
    assert caught.value.at_ms == 90_000
    loaded = engine.revive()
    assert (loaded.device, loaded.notices) == ("cpu", (("gpu_fallback", reason),))
    assert text_of(list(engine.transcribe(Window(0, (clip.tracks[0][: 5 * RATE * 2],)))))
    assert engine.load(MODEL, AUTO).device == "cpu"
    assert engine.has_loaded(MODEL, AUTO)


@pytest.mark.skipif(sys.platform == "win32", reason="kill -9")
def test_a_killed_engine_is_revived_without_a_word_about_gpus(make: Made, clip: Window) -> None:
    engine = make(Backend(backends.no_device, backends.real_model))
    engine.load(MODEL, CUDA)
    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineStopped) as caught:
        list(engine.transcribe(clip))
    assert caught.value.at_ms == 90_000
    loaded = engine.revive()
    assert (loaded.device, loaded.notices) == ("cpu", ())
    assert text_of(list(engine.transcribe(Window(0, (clip.tracks[0][: 5 * RATE * 2],)))))


def test_what_the_library_refuses_on_the_processor_is_no_bug_of_ours(make: Made, clip: Window) -> None:
    engine = make(Backend(backends.no_device, partial(backends.fails_later, "invalid axis index")))
    engine.load(MODEL, CPU)
    with pytest.raises(EngineFailed) as caught:
        list(engine.transcribe(clip))
    assert caught.value.detail == "invalid axis index"


@pytest.mark.parametrize(
    ("lost", "reason"),
    [("model.bin", "no_model_bin"), ("config.json", "no_config"), ("tokenizer.json", "no_tokenizer")],
)
def test_a_folder_that_is_no_model_is_refused_before_anything_is_started(
    make: Made, tmp_path: Path, lost: str, reason: str
) -> None:
    """Without its tokenizer faster-whisper would ask the hub for one."""
    shutil.copytree(MODEL, tmp_path / "モデル")
    (tmp_path / "モデル" / lost).unlink()
    engine = make(Backend(backends.deadly_driver, backends.mute_model))
    with pytest.raises(ModelUnsuitable) as caught:
        engine.load(tmp_path / "モデル", AUTO, no_report)
    assert (caught.value.name, caught.value.reason) == ("モデル", reason)
    assert engine.pid is None


def test_a_folder_that_is_not_there_is_refused(make: Made, tmp_path: Path) -> None:
    with pytest.raises(ModelUnsuitable):
        make(Backend(backends.no_device, backends.mute_model)).load(tmp_path / "ない", CPU)


def test_a_model_whose_numbers_are_spoilt_is_refused(make: Made, tmp_path: Path) -> None:
    shutil.copytree(MODEL, tmp_path / "モデル")
    (tmp_path / "モデル" / "config.json").write_text("[1]", encoding="utf-8")
    with pytest.raises(ModelUnsuitable):
        make(Backend(backends.no_device, backends.mute_model)).load(tmp_path / "モデル", CPU)


def test_a_small_model_gets_one_thread_and_a_large_one_leaves_a_core(tmp_path: Path) -> None:
    assert threads_for(MODEL) == 1
    with (tmp_path / "model.bin").open("wb") as stream:
        stream.truncate(1 << 30)
    assert 1 <= threads_for(tmp_path) <= 8
