"""Every synthetic recording through `minutes transcribe`: how much is right, covered, and invented."""

import itertools
import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from tests.running import minutes
from tests.scoring import Score, Spoken, bare, error_rate, reference_of, score

SAMPLE = ROOT / "resources" / "demo" / "見本会議.mp3"
CARD = {
    "meeting_3min.mp3": 0.001,
    "meeting_10min.opus": 0.004,
    "single_1min.flac": 0.016,
    "noisy_1min.flac": 0.003,
    "stereo_2ch.opus": 0.005,
    "mostly_silence.flac": 0.0,
    SAMPLE.name: 0.0,
}
"""The app's own error rates in models/demo-ja/MODEL_CARD.md."""

TOLERANCE = 0.005
PLAIN = ("single_1min.flac", "mostly_silence.flac", "noisy_1min.flac")
"""Recordings on which plain faster-whisper is run beside ours."""

EDGE_MS = 200
"""A voice fades: where exactly a sentence ends is told otherwise by everybody."""


@dataclass(frozen=True, slots=True)
class Result:
    """One recording's answer, its json export and its score."""

    answer: dict[str, Any]
    export: dict[str, Any]
    score: Score
    spoken: tuple[Spoken, ...]


def path_of(name: str) -> Path:
    return SAMPLE if name == SAMPLE.name else ROOT / "tests" / "data" / name


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Result]:
    """All recordings in one command, as a batch is run."""
    place = tmp_path_factory.mktemp("batch")
    inputs = [path_of(name) for name in CARD]
    ran = minutes(
        "transcribe",
        *inputs,
        *(
            "--model",
            "demo-ja",
            "--library",
            place / "会議",
            "--out",
            place / "出力",
            "--formats",
            "docx,json",
            "--json",
        ),
        timeout=900,
    )
    assert ran.code == 0, ran.err
    return {name: result_of(name, each) for name, each in zip(CARD, ran.answer["meetings"], strict=True)}


def result_of(name: str, answer: dict[str, Any]) -> Result:
    export = json.loads(Path(answer["exports"][1]).read_text(encoding="utf-8"))
    heard = tuple(Spoken(each["start_ms"], each["end_ms"], each["text"]) for each in export["utterances"])
    return Result(answer, export, score(reference_of(path_of(name)), heard, answer["audio_ms"]), heard)


@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", CARD)
def test_errors_are_not_above_the_model_cards_figure(results: dict[str, Result], name: str) -> None:
    assert results[name].score.cer <= CARD[name] + TOLERANCE


@pytest.mark.parametrize("name", CARD)
def test_hardly_any_text_lies_over_silence(results: dict[str, Result], name: str) -> None:
    assert results[name].score.over_silence <= 0.10


@pytest.mark.parametrize("name", PLAIN)
def test_no_less_speech_is_covered_than_by_plain_faster_whisper(results: dict[str, Result], name: str) -> None:
    """But for the edges: the plain one's segments reach over the pauses, ours end with the voice."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(ROOT / "models" / "demo-ja"), device="cpu", compute_type="int8", local_files_only=True)
    segments, facts = model.transcribe(str(path_of(name)), beam_size=5, language="ja")
    heard = tuple(Spoken(round(each.start * 1000), round(each.end * 1000), each.text) for each in segments)
    length_ms = round(facts.duration * 1000)
    plain, ours = score(reference_of(path_of(name)), heard, length_ms), results[name].score
    said = reference_of(path_of(name))
    inner = tuple(replace(one, start_ms=one.start_ms + EDGE_MS, end_ms=one.end_ms - EDGE_MS) for one in said)
    assert score(inner, results[name].spoken, length_ms).covered >= score(inner, heard, length_ms).covered - 0.005
    assert ours.cer <= plain.cer


@pytest.mark.parametrize("name", CARD)
def test_the_json_answer_counts_what_the_export_holds(results: dict[str, Result], name: str) -> None:
    result = results[name]
    assert result.answer["utterances"] == len(result.export["utterances"]) > 0
    assert result.answer["source"] == str(path_of(name))
    assert result.export["run"]["model"] == "demo-ja"
    assert all(Path(path).is_absolute() and Path(path).is_file() for path in result.answer["exports"])


@pytest.mark.parametrize("name", CARD)
def test_times_go_forward_and_stay_within_the_recording(results: dict[str, Result], name: str) -> None:
    utterances = results[name].export["utterances"]
    starts = [each["start_ms"] for each in utterances]
    assert starts == sorted(starts)
    assert all(each["start_ms"] <= each["end_ms"] <= results[name].answer["audio_ms"] + 50 for each in utterances)


def test_no_text_is_repeated_over_and_over(results: dict[str, Result]) -> None:
    texts = [[bare(each["text"]) for each in result.export["utterances"]] for result in results.values()]
    longest = max(len(list(group)) for each in texts for _text, group in itertools.groupby(each))
    assert longest <= 2


def test_separate_tracks_give_each_channel_its_speaker(tmp_path: Path) -> None:
    recording = path_of("stereo_2ch.opus")
    ran = minutes(
        *("transcribe", recording, "--model", "demo-ja", "--tracks", "separate", "--library", tmp_path / "会議"),
        *("--formats", "json", "--json"),
    )
    assert ran.code == 0, ran.err
    export = json.loads(Path(ran.answer["meetings"][0]["exports"][0]).read_text(encoding="utf-8"))
    said = {
        speaker: "".join(
            line["text"]
            for line in json.loads(recording.with_suffix(".json").read_text(encoding="utf-8"))
            if line["speaker"] == speaker
        )
        for speaker in ("S1", "S2")
    }
    for speaker, label in (("S1", "話者1"), ("S2", "話者2")):
        heard = "".join(each["text"] for each in export["utterances"] if each["speaker"] == label)
        assert error_rate(said[speaker], heard) <= 0.10


def test_the_sample_meetings_sentences_are_not_in_the_models_training() -> None:
    from tools.demo_model.recipe import recipe
    from tools.demo_model.sentences import sample_script, training_text

    said = [each.text for each in reference_of(SAMPLE)]
    assert said == [text for _speaker, text in sample_script()[1]]
    trained = frozenset(training_text(range(recipe("small").shards)))
    assert len(trained) > 20_000
    assert [text for text in said if text in trained] == []
