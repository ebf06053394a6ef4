"""What the window is measured with: a meeting of 20,000 utterances and ten hours, and a library of 2,000 meetings."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import cycle, islice
from pathlib import Path

import msgspec

from minutes_app.audio.lanes import identities
from minutes_app.meeting.model import (
    SCHEMA,
    AgendaItem,
    Heard,
    Meeting,
    Occasion,
    Recording,
    Run,
    Speaker,
    Utterance,
    Word,
)
from minutes_app.meeting.runs import open_journal, run_key
from minutes_app.meeting.sealed import encode, seal
from minutes_app.meeting.store import create
from minutes_app.pipeline import hearing_from
from minutes_app.settings import load as load_settings
from tests.benchmarks.recordings import DENSE, HOUR_S, SPARSE, looped
from tests.conftest import ROOT

SAMPLE = ROOT / "resources" / "demo" / "見本会議.json"
RUN_ID = "20260115T100000-abcdef"
SPEAKERS = 9
AGENDA = 10
LETTERS_A_WORD = 2
HEARD_A_WINDOW = 40


@dataclass(frozen=True, slots=True)
class Size:
    """How big everything is. `heard`: the recording that is transcribed meanwhile."""

    utterances: int
    seconds: int
    meetings: int
    heard: Path
    pages: int
    letters: int
    starts: int
    lines: int


FULL = Size(20_000, 10 * HOUR_S, 2_000, DENSE, pages=400, letters=60, starts=9, lines=12)
QUICK = Size(300, 120, 20, SPARSE, pages=20, letters=8, starts=1, lines=2)


def big_meeting(library: Path, size: Size) -> Path:
    """The meeting, its recording and the run that its text came from, words and all."""
    spoken = tuple(_spoken(size))
    sound = looped(SPARSE, size.seconds, library.parent)
    recording = Recording(f"recording-1{sound.suffix}", sound.name, "ab" * 32, size.seconds * 1000)
    agenda = tuple(AgendaItem(f"a{number}", f"議題その{number}について") for number in range(AGENDA))
    meeting = Meeting(
        "m-00big",
        "2026-01-15T09:00:00+09:00",
        Occasion("10時間の会議（髙﨑・𠮷）", "2026-01-15", agenda=agenda),
        (recording,),
        tuple(Speaker(f"s{number}", f"話者{number + 1}") for number in range(SPEAKERS)),
        spoken,
        run_id=RUN_ID,
        touched=True,
    )
    folder = create(library, meeting)
    shutil.move(sound, folder / recording.file)
    (folder / "runs").mkdir()
    heard = tuple(_heard(each) for each in spoken)
    run = Run(RUN_ID, "k", "demo-ja", "ab" * 32, {}, "cpu", "int8", "", "", size.seconds * 1000, 1, heard)
    (folder / "runs" / f"{RUN_ID}.json").write_bytes(seal(run))
    return folder


def unfinished_meeting(library: Path, size: Size) -> Path:
    """A recording that was heard to its end, by a process that was killed before it had made a run of it."""
    spoken, length_ms = tuple(_spoken(size)), size.seconds * 1000
    recording = Recording("recording-mic-001.wav", "録音", "ab" * 32, length_ms, origin="microphone")
    folder = create(library, Meeting("m-00end", "2026-01-15T09:00:00+09:00", recordings=(recording,)))
    hearing = hearing_from(load_settings()[0])
    key = run_key(identities((recording,)), hearing.weights.sha256_of_all, hearing.key_options())
    journal = open_journal(folder, hearing.header(key))
    heard = [_heard(one) for one in spoken]
    for first in range(0, len(heard), HEARD_A_WINDOW):
        part = tuple(heard[first : first + HEARD_A_WINDOW])
        last = first + HEARD_A_WINDOW >= len(heard)
        journal.append(journal.done_ms, length_ms if last else part[-1].end_ms, heard=part)
    return folder


def many_meetings(library: Path, size: Size) -> None:
    """As many meetings of an hour as a town hall makes in some years; only their texts, for the list reads no sound."""
    hour = replace(size, utterances=max(size.utterances // 20, 20), seconds=HOUR_S)
    spoken = msgspec.Raw(encode(tuple(_spoken(hour))))
    for number in range(size.meetings):
        day = f"20{10 + number % 16:02}-{1 + number % 12:02}-{1 + number % 28:02}"
        recording = Recording("recording-1.mp3", "録音.mp3", f"{number:064x}", HOUR_S * 1000)
        occasion = Occasion(f"第{number}回 定例会議", day, "14:00")
        known = {
            "id": f"m-{number:016x}",
            "created_at": f"{day}T14:00:00+09:00",
            "occasion": occasion,
            "schema": SCHEMA,
        }
        folder = library / f"{day}_第{number}回_定例会議_{number:04x}"
        folder.mkdir(parents=True)
        content = seal(known | {"recordings": (recording,), "utterances": spoken, "seq": 0, "chain": ""})
        (folder / "meeting.json").write_bytes(content)


def _spoken(size: Size) -> Iterator[Utterance]:
    lines = json.loads(SAMPLE.read_text(encoding="utf-8"))
    each_ms = size.seconds * 1000 // size.utterances
    for number, line in enumerate(islice(cycle(lines), size.utterances)):
        start, text = number * each_ms, str(line["text"])
        yield Utterance(
            f"u{number}",
            start,
            start + each_ms - 100,
            text,
            text,
            speaker_id=f"s{number // 7 % SPEAKERS}",
            agenda_id=f"a{number * AGENDA // size.utterances}",
            confidence=0.4 if number % 20 == 3 else 0.9,
            flags=("low_confidence",) if number % 20 == 3 else (),
        )


def _heard(said: Utterance) -> Heard:
    pieces = [said.text[at : at + LETTERS_A_WORD] for at in range(0, len(said.text), LETTERS_A_WORD)]
    each_ms = (said.end_ms - said.start_ms) // max(len(pieces), 1)
    words = tuple(
        Word(piece, said.start_ms + place * each_ms, said.start_ms + (place + 1) * each_ms, 0.91)
        for place, piece in enumerate(pieces)
    )
    return Heard(said.start_ms, said.end_ms, said.text, words, confidence=said.confidence)
