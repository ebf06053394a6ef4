"""The recording is really played: Qt's player with a sound server of its own, in a process of its own."""

import os
import subprocess
import sys
import wave
from pathlib import Path

from tests.conftest import ROOT
from tests.sound.fake_sound import FakeSound

PLAY = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from minutes_app.gui.sound import find_decks
app = QApplication([])
make = find_decks()
assert make is not None, "no loudspeaker"
deck, first, second = make(), Path(sys.argv[1]), Path(sys.argv[2])

def until(question, what):
    end = time.monotonic() + 60
    while not question():
        app.processEvents()
        time.sleep(0.01)
        assert time.monotonic() < end, (what, deck.at_ms)

deck.go(first, 9000)
assert deck.at_ms == 9000
deck.play()
until(lambda: 9300 < deck.at_ms < 12000, "plays from where it was told")
deck.go(first, 2000)
until(lambda: 2200 < deck.at_ms < 5000, "goes back while it plays")
deck.set_rate(2.0)
began, at = time.monotonic(), deck.at_ms
until(lambda: deck.at_ms - at > 2000, "plays twice as fast")
assert (deck.at_ms - at) / 1000 / (time.monotonic() - began) > 1.4
deck.pause()
until(lambda: True, "")
at = deck.at_ms
time.sleep(0.3)
app.processEvents()
assert deck.at_ms == at
deck.go(second, 500)
deck.play()
until(lambda: deck.is_over, "ends")
deck.go(first, 1000)
deck.play()
until(lambda: not deck.is_over and deck.at_ms > 1200, "goes on after the end of a file")
deck.go(Path(sys.argv[1]).with_name("gone.wav"), 0)
deck.play()
until(lambda: deck.is_over, "a file that has gone is over")
deck.close()
print("played")
"""


def _silence(path: Path, seconds: int) -> Path:
    with wave.open(str(path), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(32_000 * seconds))
    return path


def _run(code: str, *arguments: Path, **environment: str) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", **environment},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )


def test_a_recording_is_played_from_any_place_at_any_speed(tmp_path: Path) -> None:
    first, second = _silence(tmp_path / "録音 一.wav", 30), _silence(tmp_path / "二.wav", 2)
    with FakeSound() as server:
        done = _run(PLAY, first, second, **server.env)
    assert done.stdout.strip() == "played", done.stderr


def test_without_a_sound_server_there_is_no_deck(tmp_path: Path) -> None:
    code = (
        "from PySide6.QtWidgets import QApplication\nfrom minutes_app.gui.sound import find_decks\n"
        "app = QApplication([])\nprint(find_decks())"
    )
    nowhere = str(tmp_path)
    done = _run(code, XDG_RUNTIME_DIR=nowhere, PULSE_SERVER=f"unix:{nowhere}/none", PULSE_RUNTIME_PATH=nowhere)
    assert done.stdout.strip() == "None", done.stderr
