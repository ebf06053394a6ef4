"""A real window records real recorders' sound with the real engine: the whole story, by mouse, by keys, and killed."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import docx
import psutil
import pytest
import soundfile

from minutes_app.capture.finish import parts_of
from minutes_app.capture.place import going
from minutes_app.capture.recover import running
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.runs import HeardWindow
from minutes_app.meeting.sealed import lines_of, open_seal
from minutes_app.meeting.store import load
from tests.conftest import ROOT
from tests.gui.recording_driver import SPEAKER, TITLE, TYPED
from tests.gui.test_end_to_end import screen
from tests.running import wait_until
from tests.sound.conftest import sound as sound
from tests.sound.fake_sound import FakeSound
from tests.speaking import SPEECH, Speaker

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="a FIFO and Pulse; docs/windows-checklist.md, 12")

RATE = 16_000
SPOKEN_S = 20.0
PATIENCE_S = 120


class Driven:
    """A window process with a person before it (`recording_driver`)."""

    def __init__(self, role: str, library: Path, **environment: str) -> None:
        self.said: list[str] = []
        self._errors = library.parent / f"{role}.txt"
        with self._errors.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.gui.recording_driver", role, str(library)],
                cwd=ROOT,
                env={
                    **os.environ,
                    "PYTHONUTF8": "1",
                    "QT_QPA_PLATFORM": "offscreen",
                    "MINUTES_WINDOW_WELCOME": "false",
                    **environment,
                },
                stdout=subprocess.PIPE,
                stderr=errors,
                encoding="utf-8",
            )

    def reach(self, word: str) -> None:
        """Read on until the person has come so far."""
        assert self.process.stdout is not None
        while not self.said or self.said[-1] != word:
            line = self.process.stdout.readline()
            assert line, self._errors.read_text("utf-8")
            self.said.append(line.strip())

    def answer(self) -> dict[str, Any]:
        """To the end."""
        out, _err = self.process.communicate(timeout=PATIENCE_S)
        assert self.process.returncode == 0, self._errors.read_text("utf-8")
        found: dict[str, Any] = json.loads(out.splitlines()[-1])
        return found

    def kill(self) -> None:
        """As a crash: nothing is said, nothing is closed."""
        self.process.send_signal(signal.SIGKILL)
        self.process.communicate()


@contextmanager
def driven(role: str, library: Path, **environment: str) -> Iterator[Driven]:
    """A window that is gone afterwards, with everything that it has started."""
    person = Driven(role, library, **environment)
    try:
        yield person
    finally:
        if person.process.poll() is None:
            person.kill()


@pytest.fixture(autouse=True)
def _no_recorder_left() -> Iterator[None]:
    yield
    assert wait_until(lambda: running() == (), 60), [str(each.desk) for each in going()]


def meeting_in(library: Path) -> tuple[Path, Meeting]:
    [folder] = library.iterdir()
    return folder, load(folder)


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def check_documents(answer: dict[str, Any], meeting: Meeting) -> None:
    """What was typed stands in the documents."""
    pages = {Path(path).stem: text_of(Path(path)) for path in answer["documents"]}
    verbatim = next(text for name, text in pages.items() if "全文" in name)
    for text in (TITLE, *TYPED):
        assert text in verbatim
    said = [one.text for one in meeting.utterances if one.text]
    assert [text for text in said if text not in verbatim] == []
    [decision] = [item for item in meeting.items if item.kind == "decision"]
    assert decision.text == TYPED[0]
    assert any(decision.text in text for text in pages.values())


def test_a_meeting_is_recorded_corrected_and_written_by_mouse_under_a_real_screen(
    tmp_path: Path, sound: FakeSound
) -> None:
    library, speech = tmp_path / "会議", tmp_path / "speech.wav"
    samples, rate = soundfile.read(str(SPEECH), frames=round(SPOKEN_S * RATE))
    soundfile.write(str(speech), samples, rate, subtype="PCM_16")
    with screen("xcb") as environment, driven("mouse", library, **environment) as person:
        person.reach("recording")
        sound.play(speech)
        answer = person.answer()
    _folder, meeting = meeting_in(library)
    assert answer["platform"] == "xcb"
    assert answer["heavy"] == []
    assert answer["network"] == []
    assert "およそ" in answer["promise"]
    assert answer["level"] == ["good"]
    assert answer["utterances"][: len(answer["shown"])] == answer["shown"], "what was shown live is what stays"
    assert {"decision", "agenda"} <= {mark.kind for mark in meeting.marks}
    assert [one.text for one in meeting.utterances[:3]] == list(TYPED)
    assert {one.speaker_id for one in meeting.utterances} == {meeting.speakers[0].id}
    assert meeting.speakers[0].name == SPEAKER
    check_documents(answer, meeting)
    assert SPEAKER in "".join(text_of(Path(path)) for path in answer["documents"])


def test_the_same_by_keyboard_alone(tmp_path: Path) -> None:
    library = tmp_path / "会議"
    with (
        Speaker(tmp_path / "mic", seconds=SPOKEN_S) as speaker,
        driven("keys", library, MINUTES_CAPTURE_DEVICE=speaker.device) as person,
    ):
        answer = person.answer()
    _folder, meeting = meeting_in(library)
    assert meeting.occasion.title == TITLE
    assert [one.text for one in meeting.utterances[:3]] == list(TYPED)
    assert [mark.kind for mark in meeting.marks if mark.kind in ("decision", "agenda")] == ["decision", "agenda"]
    check_documents(answer, meeting)


def engines_of(process: "subprocess.Popen[str]") -> list[psutil.Process]:
    """The children that hear: the largest one is the engine."""
    children = psutil.Process(process.pid).children(recursive=True)
    spawned = [each for each in children if "spawn_main" in " ".join(each.cmdline())]
    return sorted(spawned, key=lambda each: -each.memory_info().rss)


def test_a_killed_engine_and_a_killed_window_cost_no_sound_and_no_text(tmp_path: Path) -> None:
    library = tmp_path / "会議"
    with Speaker(tmp_path / "mic", seconds=45.0) as speaker:
        device = {"MINUTES_CAPTURE_DEVICE": speaker.device}
        with driven("crash", library, **device) as first:
            first.reach("recording")
            assert wait_until(lambda: kept_texts(library) >= 2, PATIENCE_S), "text is kept as it is heard"
            engines_of(first.process)[0].kill()
            first.reach("heard")
            shown = kept_texts(library)
            first.kill()
        [going_on] = running()
        assert not going_on.attended, "the recorder goes on without its window"
        with driven("attach", library, **device) as second:
            second.reach("attached")
            answer = second.answer()
    folder, meeting = meeting_in(library)
    assert len(answer["caught"]) >= shown, "the new window shows what the old one has heard"
    assert answer["utterances"][: len(answer["shown"])] == answer["shown"]
    assert answer["utterances"] == [one.text for one in meeting.utterances]
    assert len({one.start_ms for one in meeting.utterances}) == len(meeting.utterances), "nothing was heard twice"
    assert not [mark for mark in meeting.marks if mark.kind in ("lost", "no_data", "recorder_died")]
    recorded = sum(len(soundfile.read(str(path))[0]) for path in parts_of(folder, "mic"))
    assert abs(recorded / RATE - meeting.recordings[0].duration_ms / 1000) < 1
    assert meeting.recordings[0].duration_ms > meeting.utterances[-1].end_ms - 1000


def kept_texts(library: Path) -> int:
    """Utterances that the live text has put onto the disk so far."""
    found = library.rglob("*.partial.jsonl") if library.is_dir() else ()
    lines = [line for path in found for line in lines_of(path.read_bytes()).whole[1:]]
    return sum(len(open_seal(line, HeardWindow).heard) for line in lines)
