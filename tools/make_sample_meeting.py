"""Makes resources/demo/見本会議.mp3 and its reference from a longer synthetic meeting.

    python tools/make_sample_meeting.py MEETING.mp3 MEETING.json

Takes out the sentences that the demo model has met in its training (in the middle of the pauses around them), so that
what a newcomer sees is not recited. Needs ffmpeg.
"""

import argparse
import importlib
import json
import random
import subprocess
import sys
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "demo" / "見本会議.mp3"
RATE = 44_100
SEEDS, DRAWS = (1, 2), 2_200


def trained_sentences() -> set[str]:
    """Every sentence of the demo model's training, and more of the same draw: the recipe's own generator and seeds."""
    sys.path.insert(0, str(ROOT / "tools" / "demo_model_recipe"))
    textgen = importlib.import_module("textgen")
    texts: set[str] = set()
    for seed in SEEDS:
        draw = random.Random(seed * 7919)
        for _ in range(DRAWS):
            texts.add(textgen.wordlist(draw) if draw.random() < 0.07 else textgen.sentence(draw))
            _draw_voice(draw)
    return texts


def _draw_voice(draw: random.Random) -> None:
    """What `synth.Voices.random_voice` takes from the generator between two sentences."""
    if draw.random() >= 0.3:
        if draw.random() < 0.5:
            draw.randrange(4)
        else:
            [draw.gammavariate(0.8, 1) for _ in range(4)]
    for low, high in ((-7, 3), (0.85, 1.28), (-0.045, 0.045), (0.7, 1.15)):
        draw.uniform(low, high)


def main() -> None:
    """Cut and write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sound", type=Path)
    parser.add_argument("reference", type=Path)
    args = parser.parse_args()
    reference = json.loads(args.reference.read_text(encoding="utf-8"))
    raw = subprocess.check_output(
        ["ffmpeg", "-v", "error", "-i", str(args.sound), "-ac", "1", "-ar", str(RATE), "-f", "s16le", "-"]
    )
    samples = np.frombuffer(raw, "<i2")
    pieces, kept, position = [], [], 0.0
    trained = trained_sentences()
    for index, utterance in enumerate(reference):
        begin = (reference[index - 1]["end"] + utterance["start"]) / 2 if index else 0.0
        last = index + 1 == len(reference)
        end = len(samples) / RATE if last else (utterance["end"] + reference[index + 1]["start"]) / 2
        if utterance["text"] in trained:
            continue
        shift = position - begin
        kept.append(
            {**utterance, "start": round(utterance["start"] + shift, 2), "end": round(utterance["end"] + shift, 2)}
        )
        pieces.append(samples[int(begin * RATE) : int(end * RATE)])
        position += len(pieces[-1]) / RATE
    encode = [
        "ffmpeg",
        "-y",
        "-v",
        "error",
        "-f",
        "s16le",
        "-ar",
        str(RATE),
        "-ac",
        "1",
        "-i",
        "-",
        "-b:a",
        "64k",
        str(TARGET),
    ]
    subprocess.run(encode, input=np.concatenate(pieces).tobytes(), check=True)
    TARGET.with_suffix(".json").write_text(json.dumps(kept, ensure_ascii=False, indent=1), encoding="utf-8")
    print(f"{len(kept)} of {len(reference)} sentences, {position:.1f} s")


if __name__ == "__main__":
    main()
