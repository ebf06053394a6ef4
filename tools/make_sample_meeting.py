"""Makes resources/demo/見本会議.mp3 and its reference from a longer synthetic meeting.

    python tools/make_sample_meeting.py MEETING.mp3 MEETING.json

Takes out the sentences that the demo model has met in its training (in the middle of the pauses around them), so that
what a newcomer sees is not recited. Needs ffmpeg.
"""

import argparse
import json
import lzma
import subprocess
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "resources" / "demo" / "見本会議.mp3"
RATE = 44_100
TRAINING = ROOT / "tools" / "demo_model" / "words" / "first_training.txt.xz"


def trained_sentences() -> set[str]:
    """Every sentence of the training of the first demo model, and more of the same draw, as it was kept."""
    return set(lzma.decompress(TRAINING.read_bytes()).decode().splitlines())


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
