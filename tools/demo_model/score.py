"""Stage `score`: the table of the model card, through unmodified faster-whisper (int8, CPU, one thread).

In: any model folder in CTranslate2 format, voice files, the repository's recordings. Out: figures, as JSON and as a
table. Error rates leave out punctuation and spaces.
"""

import json
import random
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tools.demo_model import lexicon, patterns, sentences
from tools.demo_model.levenshtein import bare, distance, error_rate
from tools.demo_model.mel import RATE
from tools.demo_model.reading import read
from tools.demo_model.voices import Voices

DATA = sentences.ROOT / "tests" / "data"
MEETINGS = ("meeting_3min.mp3", "meeting_10min.opus", "single_1min.flac")
OTHERS = ("noisy_1min.flac", "stereo_2ch.opus", "mostly_silence.flac")
VOICE = {"threshold": 0.3, "min_silence_duration_ms": 500}
"""faster-whisper's voice filter, asked as the app asks it. At the usual threshold (0.5) the filter takes more than half
of six sentences of a quiet speaker away before any model hears them; that is a row of its own."""

STARTING_PROMPT = "業務改善会議の会議録です。出席者は佐藤課長、及川係長です。"
_STEP_S = 0.01
Figures = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Heard:
    """What a model wrote: text, and the times of its segments."""

    text: str
    times: tuple[tuple[float, float], ...]


def score(folder: Path, voices: Voices, *, limit: int = 0, recordings: Iterable[str] = (*MEETINGS, *OTHERS)) -> Figures:
    """All figures of a model folder; `limit`: only that many single sentences and names (for a quick look)."""
    from faster_whisper import WhisperModel

    model = WhisperModel(str(folder), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)
    figures: Figures = {"size_mb": round(sum(path.stat().st_size for path in folder.iterdir()) / 1e6, 2)}
    figures["content_words"] = len(lexicon.content_words())
    figures["chunk_s"] = model.feature_extractor.chunk_length
    for name in sentences.EVALUATION:
        figures[name] = _singles(model, voices, sentences.evaluation(name)[: limit or None])
    figures["names"] = _names(model, voices, limit)
    figures["recordings"] = {name: _recording(model, DATA / name) for name in recordings}
    return figures


def _spoken(voices: Voices, texts: list[str], seed: str) -> list[np.ndarray]:
    """Sentences by random speakers, with some silence around them and a little noise."""
    draw, sounds = random.Random(seed), []
    for number, text in enumerate(texts):
        sound = np.pad(voices.say(read(text), voices.anybody(draw)).sound, (RATE // 10, RATE * 3 // 10))
        noise = np.random.default_rng(number).standard_normal(len(sound)) * 0.002
        sounds.append((sound + noise).astype(np.float32))
    return sounds


def _singles(model: Any, voices: Voices, texts: list[str]) -> Figures:
    sounds = _spoken(voices, texts, "demo-ja singles")
    begun = time.process_time()
    heard = [_transcribed(model, sound).text for sound in sounds]
    spent = time.process_time() - begun
    exact = np.mean([bare(left) == bare(right) for left, right in zip(texts, heard, strict=True)])
    seconds = sum(len(sound) for sound in sounds) / RATE
    shown = [list(pair) for pair in zip(texts, heard, strict=True)][:8]
    return {
        "cer": round(error_rate(texts, heard), 4),
        "exact": round(float(exact), 2),
        "rtf": round(spent / seconds, 3),
        "shown": shown,
    }


def _names(model: Any, voices: Voices, limit: int) -> Figures:
    """Names that the training never had: how much of them is wrong without and with hotwords."""
    draw = random.Random("demo-ja names")
    held = lexicon.lists("names")["held"][: limit or None]
    pairs = [(name, patterns.fill("{dept}の" + name + "です。{x}について説明します。", draw)) for name in held]
    sounds = _spoken(voices, [text for _name, text in pairs], "demo-ja names")

    def wrong(hotwords: Callable[[int], str | None]) -> float:
        missed = 0
        for number, ((name, _text), sound) in enumerate(zip(pairs, sounds, strict=True)):
            missed += distance(name, _transcribed(model, sound, hotwords=hotwords(number)).text, anywhere=True)
        return round(missed / sum(len(name) for name, _text in pairs), 3)

    lists = [" ".join(draw.sample([name, held[number - 1], "議事録"], 3)) for number, name in enumerate(held)]
    return {"without": wrong(lambda _number: None), "with": wrong(lambda number: lists[number])}


def _transcribed(model: Any, sound: np.ndarray, **options: Any) -> Heard:
    chosen = {"language": "ja", "beam_size": 5, "condition_on_previous_text": False} | options
    segments, _facts = model.transcribe(sound, **chosen)
    return _heard(segments)


def _heard(segments: Iterable[Any]) -> Heard:
    found = list(segments)
    return Heard("".join(each.text for each in found), tuple((each.start, each.end) for each in found))


def _recording(model: Any, path: Path) -> Figures:
    """A recording in every way of calling the model; a stereo recording is mixed."""
    from faster_whisper import BatchedInferencePipeline
    from faster_whisper.audio import decode_audio

    sound = decode_audio(str(path))
    said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    wanted = "".join(each["text"] for each in said)
    filtered: Figures = {"vad_filter": True, "vad_parameters": VOICE}
    begun = time.process_time()
    plain = _transcribed(model, sound, **filtered)
    figures: Figures = {"vad": round(error_rate([wanted], [plain.text]), 4)}
    figures["rtf"] = round((time.process_time() - begun) * RATE / len(sound), 3)
    figures |= _times(said, plain, len(sound) / RATE)
    batched: Figures = {"language": "ja", "batch_size": 8, "without_timestamps": False}
    batched["vad_parameters"] = dict(VOICE)
    ways: dict[str, Callable[[], Heard]] = {
        "previous": lambda: _transcribed(model, sound, **filtered, condition_on_previous_text=True),
        "prompt": lambda: _transcribed(model, sound, **filtered, initial_prompt=STARTING_PROMPT),
        "usual_vad": lambda: _transcribed(model, sound, vad_filter=True),
        "no_vad": lambda: _transcribed(model, sound),
        "batched": lambda: _heard(BatchedInferencePipeline(model).transcribe(sound, **batched)[0]),
    }
    for name, way in ways.items():
        figures[name] = round(error_rate([wanted], [way().text]), 4)
    return figures


def _times(said: list[dict[str, Any]], heard: Heard, length_s: float) -> Figures:
    """Share of the speech that is covered, share of the silence that is, and how far starts are off (seconds)."""
    steps = int(length_s / _STEP_S) + 1
    speech, written = np.zeros(steps, bool), np.zeros(steps, bool)
    for each in said:
        speech[int(each["start"] / _STEP_S) : int(each["end"] / _STEP_S)] = True
    for start, end in heard.times:
        written[int(start / _STEP_S) : int(end / _STEP_S)] = True
    starts = np.array([start for start, _end in heard.times] or [1e9])
    off = [float(np.abs(starts - each["start"]).min()) for each in said]
    return {
        "covered": round(float((speech & written).sum() / speech.sum()), 3),
        "over_silence": round(float((written & ~speech).sum() / max(1, (~speech).sum())), 3),
        "start_median_s": round(float(np.median(off)), 2),
        "start_p95_s": round(float(np.quantile(off, 0.95)), 2),
        "starts_off_s": [round(each, 2) for each in off],
    }


def table(all_figures: dict[str, Figures]) -> str:
    """Markdown: a row a figure, a column a model."""
    names = list(all_figures)
    rows = [["figure", *names], ["---"] * (len(names) + 1)]
    for title, value in _ROWS:
        rows.append([title, *(value(all_figures[name]) for name in names)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def _over(recordings: Iterable[str], figure: str) -> Callable[[Figures], str]:
    def shown(figures: Figures) -> str:
        return " / ".join(
            str(figures["recordings"][name][figure]) for name in recordings if name in figures["recordings"]
        )

    return shown


def _starts(figures: Figures) -> str:
    """Median and 95th percentile over the sentences of all recordings."""
    off = [each for one in figures["recordings"].values() for each in one["starts_off_s"]]
    return " / ".join(f"{np.quantile(off, share):.2f} s" for share in (0.5, 0.95)) if off else ""


_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    (
        "single sentences, known patterns, new fillings",
        lambda figures: f"{figures['known']['cer']} ({figures['known']['exact']} exact)",
    ),
    (
        "single sentences, unseen patterns",
        lambda figures: f"{figures['unseen']['cer']} ({figures['unseen']['exact']} exact)",
    ),
    ("meetings (3 min, 10 min, one speaker), VAD as the app asks, no previous text", _over(MEETINGS, "vad")),
    ("the same with previous text", _over(MEETINGS, "previous")),
    ("the same batched", _over(MEETINGS, "batched")),
    ("the same with an initial prompt", _over(MEETINGS, "prompt")),
    ("the same, VAD as faster-whisper sets it", _over(MEETINGS, "usual_vad")),
    ("the same without VAD", _over(MEETINGS, "no_vad")),
    ("noisy; stereo, mixed; mostly silence", _over(OTHERS, "vad")),
    ("text over silence, share of the silence", _over((*MEETINGS, *OTHERS), "over_silence")),
    ("share of the reference's speech time covered", _over((*MEETINGS, *OTHERS), "covered")),
    ("window of the model", lambda figures: f"{figures['chunk_s']} s"),
    (
        "names never trained, wrong without / with hotwords",
        lambda figures: f"{figures['names']['without']} / {figures['names']['with']}",
    ),
    ("segment starts, all sentences: median / p95", _starts),
    ("segment starts, median of each recording", _over((*MEETINGS, *OTHERS), "start_median_s")),
    ("segment starts, p95 of each recording", _over((*MEETINGS, *OTHERS), "start_p95_s")),
    (
        "size; speed on one core",
        lambda figures: (
            f"{figures['size_mb']} MB; RTF {figures['recordings'].get(MEETINGS[0], figures['known'])['rtf']}"
        ),
    ),
)
