"""Meetings to correct, a deck that only remembers, and an editor with both."""

import wave
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from minutes_app.audio.source import Decoder
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.gui.view_models.playback import Deck
from minutes_app.gui.views.editor import EditorView
from minutes_app.gui.workshop import Workshop
from minutes_app.meeting.model import Meeting, Recording, Run
from minutes_app.meeting.sealed import seal
from minutes_app.meeting.store import create
from minutes_app.tools import Tools
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter
from tests.gui.scene import Until, settings_with
from tests.unit.meeting.making import a_meeting, some_heard


def a_folder(library: Path, meeting: Meeting | None = None) -> Path:
    """A meeting of ten utterances of one second each, with its recording (silence)."""
    meeting = meeting or a_meeting(10)
    folder = create(library, meeting)
    for recording in meeting.recordings:
        with wave.open(str(folder / recording.file), "wb") as sound:
            sound.setparams((1, 2, 16_000, 0, "NONE", ""))
            sound.writeframes(bytes(16 * 2 * min(recording.duration_ms, 20_000)))
    return folder


def with_words(library: Path) -> Path:
    """A meeting whose run tells when each character of its utterances was said: every 100 ms."""
    texts = ("予算の説明です", "質問はありますか")
    heard = tuple(some_heard(number * 1000, text) for number, text in enumerate(texts))
    meeting = a_meeting(2)
    utterances = tuple(
        replace(each, text=one.text, heard=one.text, start_ms=one.start_ms, end_ms=one.end_ms)
        for each, one in zip(meeting.utterances, heard, strict=True)
    )
    folder = a_folder(library, replace(meeting, utterances=utterances, run_id="20260115T100000-abcdef"))
    run = Run("20260115T100000-abcdef", "k", "demo", "ab", {}, "cpu", "int8", "", "", 2000, 1, heard)
    (folder / "runs").mkdir()
    (folder / "runs" / f"{run.id}.json").write_bytes(seal(run))
    return folder


@dataclass
class SilentDeck:
    """Remembers what it was told. A test moves `at_ms`."""

    did: list[object] = field(default_factory=list)
    at_ms: int = 0
    is_over: bool = False

    def go(self, file: Path, at_ms: int) -> None:
        self.at_ms, self.is_over = at_ms, False
        self.did.append((file.name, at_ms))

    def play(self) -> None:
        self.did.append("play")

    def pause(self) -> None:
        self.did.append("pause")

    def set_rate(self, rate: float) -> None:
        self.did.append(rate)

    def close(self) -> None:
        self.did.append("close")


class Decks:
    """Makes silent decks, and keeps them. `missing`: there is nothing to hear with."""

    def __init__(self, *, missing: bool = False) -> None:
        self.missing = missing
        self.made: list[SilentDeck] = []

    def __call__(self) -> Callable[[], Deck] | None:
        return None if self.missing else self._make

    def _make(self) -> Deck:
        self.made.append(SilentDeck())
        return self.made[-1]


def two_parts(meeting: Meeting) -> Meeting:
    """The same meeting recorded in two files with three seconds between them."""
    recordings = (
        Recording("recording-1.wav", "a", "ab" * 32, 4000),
        Recording("recording-2.wav", "b", "cd" * 32, 4000, offset_ms=7000),
    )
    return replace(meeting, recordings=recordings)


@contextmanager
def a_workshop(
    library: Path, engine: ScriptedEngine | None = None, decoder: Decoder | None = None
) -> Iterator[Workshop]:
    """Lanes and scripted parts; ended afterwards."""
    tools = Tools(decoder or ScriptedDecoder(10), engine or ScriptedEngine(), ScriptedWriter())
    workshop = Workshop(settings_with(library), tools)
    try:
        yield workshop
    finally:
        workshop.close()


@contextmanager
def open_model(folder: Path, until: Until) -> Iterator[EditorModel]:
    """The model with the meeting open; closed afterwards."""
    model = EditorModel()
    model.open(folder)
    until(lambda: model.is_open)
    try:
        yield model
    finally:
        model.close()


@contextmanager
def open_editor(
    folder: Path, until: Until, decks: Decks | None = None, workshop: Workshop | None = None
) -> Iterator[EditorView]:
    """The whole editor, shown, with the meeting open; closed afterwards."""
    model = EditorModel()
    view = EditorView(model, workshop=workshop, decks=decks or Decks())
    view.resize(1366, 700)
    view.show()
    model.open(folder)
    until(lambda: model.is_open)
    view.activateWindow()
    view.utterances.setFocus()
    try:
        yield view
    finally:
        view.close_meeting()
        view.close()
        view.deleteLater()
