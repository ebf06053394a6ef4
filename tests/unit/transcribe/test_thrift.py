"""Less memory and less work, the same answers; in a child, for the libraries stay out of the test's own process."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from minutes_app.child import Child
from minutes_app.progress import Report
from tests.conftest import ROOT

RECORDING = ROOT / "tests" / "data" / "single_1min.flac"
MODEL = ROOT / "models" / "demo-ja"


def same_probabilities(recording: Path, *, report: Report) -> Iterator[tuple[int, bool]]:
    import numpy as np
    from faster_whisper.audio import decode_audio
    from faster_whisper.vad import get_vad_model

    from minutes_app.transcribe.thrift import InSteps

    sound = decode_audio(str(recording))
    sound = sound[: len(sound) // 512 * 512]
    detector = get_vad_model()
    whole = detector(sound.copy())
    detector.session = InSteps(detector.session)
    stepped, again = detector(sound.copy()), detector(sound.copy())
    other = detector(sound[::-1].copy())
    yield (
        len(whole),
        np.array_equal(whole, stepped) and np.array_equal(whole, again) and not np.array_equal(whole, other),
    )


def frames_encoded(model: Path, seconds: int, *, report: Report) -> Iterator[tuple[int, ...]]:
    import numpy as np
    from faster_whisper import WhisperModel

    from minutes_app.transcribe.thrift import without_padding

    whisper = WhisperModel(str(model), device="cpu", compute_type="int8", local_files_only=True)
    seen: list[int] = []
    encode = whisper.encode

    def counted(features: Any) -> Any:
        seen.append(features.shape[-1])
        return encode(features)

    whisper.encode = counted
    noise = np.random.default_rng(0).normal(0, 0.1, seconds * 16_000).astype(np.float32)
    list(without_padding(whisper).transcribe(noise, language="ja", beam_size=1, temperature=0.0)[0])
    yield tuple(seen)


def test_the_voice_detector_in_steps_gives_the_very_same_probabilities() -> None:
    with Child("steps") as child:
        frames, same = child.call(same_probabilities, RECORDING)
    assert frames > 2_000
    assert same


def of_seconds(place: Path, seconds: int) -> Path:
    """The demo model with windows of another length."""
    folder = Path(shutil.copytree(MODEL, place / f"{seconds}秒"))
    path = folder / "preprocessor_config.json"
    told = json.loads(path.read_text(encoding="utf-8"))
    lengths = {"chunk_length": seconds, "n_samples": seconds * 16_000, "nb_max_frames": seconds * 100}
    path.write_text(json.dumps(told | lengths), encoding="utf-8")
    return folder


@pytest.mark.parametrize(("seconds", "frames"), [(8, 800), (30, 3000)])
def test_a_model_encodes_its_own_window_and_no_more(tmp_path: Path, seconds: int, frames: int) -> None:
    with Child("padding") as child:
        seen = child.call(frames_encoded, of_seconds(tmp_path, seconds), 5)
    assert seen
    assert set(seen) == {frames}
