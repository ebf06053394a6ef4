"""A microphone tried out before the meeting: recorded, judged, played back."""

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
import soundfile

from minutes_app.capture.tryout import Level, try_out
from minutes_app.errors import DeviceMissing
from minutes_app.progress import no_report
from tests.conftest import ISOLATION, ROOT
from tests.sound.fake_sound import FakeSound

SPEECH = ROOT / "tests" / "data" / "single_1min.flac"
IN_THE_WINDOW = """
import sys, time
from pathlib import Path
from PySide6.QtWidgets import QApplication
from minutes_app.gui.sound import find_decks
from minutes_app.gui.view_models.devices import DevicesModel
from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.gui.workshop import Workshop
from minutes_app.settings import load
from minutes_app.wording import settings_window as words

if __name__ == "__main__":
    app = QApplication([])
    shop = Workshop(load({"library.folder": sys.argv[1]})[0])
    model = DevicesModel(shop, OptionsModel(shop), find_decks)
    failures, levels = [], []
    model.failed.connect(lambda failure: failures.append(failure.message.as_text()))
    model.changed.connect(lambda: levels.append(model.level))

    def until(question, what):
        end = time.monotonic() + 90
        while not question():
            app.processEvents()
            time.sleep(0.01)
            assert time.monotonic() < end, (what, failures, model.line)

    model.look()
    until(lambda: model.found is not None, "lists")
    assert model.names("microphone") == ("Mic",), model.found
    model.try_out("microphone", "Mic")
    until(lambda: model.is_playing, "plays what it has recorded")
    folder = Path(model.folder.name)
    assert model.line == words.TRIALS["good"], model.line
    assert (folder / "trial.wav").stat().st_size > 16_000 * 2 * 4
    until(lambda: not model.is_playing, "ends")
    assert len({each.share for each in levels if each is not None}) > 3
    model.use("microphone", "Mic")
    until(lambda: shop.settings.capture.device == "Mic", "uses it")
    model.leave()
    assert not folder.exists()
    shop.close()
    print("tried")
"""


def test_speech_is_recorded_judged_and_written(sound: FakeSound, tmp_path: Path) -> None:
    sound.play(SPEECH)
    target = tmp_path / "試し.wav"
    levels = list(try_out("Mic", "microphone", target, seconds=2.0, report=no_report))
    samples, rate = soundfile.read(str(target))
    assert rate == 16_000
    assert len(samples) == 32_000
    assert abs(samples).max() > 0.03
    assert levels[-1].overall == "good"
    assert max(level.share for level in levels) > 30


def test_a_dead_microphone_is_silent_and_waited_for_a_moment_only(sound: FakeSound, tmp_path: Path) -> None:
    sound.suspend("mic")
    began = time.monotonic()
    levels = list(try_out("Mic", "microphone", tmp_path / "x.wav", seconds=0.5, report=no_report))
    assert levels[-1] == Level(0, "silent", "silent")
    assert time.monotonic() - began < 30


def test_a_microphone_that_has_gone_is_named(sound: FakeSound, tmp_path: Path) -> None:
    with pytest.raises(DeviceMissing):
        list(try_out("会議室", "microphone", tmp_path / "x.wav", report=no_report))


def test_in_the_window_it_is_listed_tried_heard_and_chosen(sound: FakeSound, tmp_path: Path) -> None:
    script = tmp_path / "window.py"
    script.write_text(IN_THE_WINDOW, encoding="utf-8")
    sound.play(SPEECH)
    done = subprocess.run(
        [sys.executable, str(script), str(tmp_path / "会議")],
        cwd=ROOT,
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": f"{ISOLATION}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=240,
        check=False,
    )
    assert done.stdout.strip() == "tried", done.stderr
