"""Plain faster-whisper, as its README shows it, in a process of its own.

In: a model folder and a recording. Out: marks (imported, loaded, first text), and the text with its times as JSON.
"""

import argparse
import json
import sys
from pathlib import Path

from tests.benchmarks.marks import Marks

FAIRER = {"vad_filter": True, "condition_on_previous_text": False}
"""What the model's card asks for; README leaves both at their defaults."""


def main(argv: list[str]) -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("model")
    parser.add_argument("recording")
    parser.add_argument("marks", type=Path)
    parser.add_argument("text", type=Path)
    parser.add_argument("--fairer", action="store_true")
    parser.add_argument("--until-first", action="store_true")
    args = parser.parse_args(argv)
    marks = Marks(args.marks)
    marks.note("started")
    from faster_whisper import WhisperModel

    marks.note("imported")
    model = WhisperModel(args.model, device="cpu", compute_type="int8")
    marks.note("loaded")
    segments, _facts = model.transcribe(args.recording, beam_size=5, language="ja", **(FAIRER if args.fairer else {}))
    heard = []
    for segment in segments:
        heard.append((round(segment.start * 1000), round(segment.end * 1000), segment.text))
        if segment.text.strip():
            marks.note("first")
            if args.until_first:
                break
    args.text.write_text(json.dumps(heard, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
