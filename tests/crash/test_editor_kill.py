"""The editor's process is killed while a person works: what was said to be saved is there, and it opens again."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from minutes_app.meeting.store import OpenMeeting
from tests.gui.editing import a_folder
from tests.unit.meeting.making import a_meeting

KILLS = 60 if os.environ.get("MINUTES_FULL_SIZE") else 8
CORRECT_FOR_EVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from minutes_app.gui.view_models.editor import EditorModel
from minutes_app.meeting import edit
app = QCoreApplication([])
model = EditorModel()
def work():
    number = int(model.meeting.utterances[0].text) if model.meeting.utterances[0].text.isdigit() else 0
    while True:
        number += 1
        model.do(edit.set_text(model.meeting, "u0", str(number)))
        model.do(edit.set_texts(model.meeting, {f"u{number % 99 + 1}": "直した" * 50}))
        if number % 3 == 0:
            model.undo()
        if number % 4 == 0 and model.flush(60):
            print(number, flush=True)
model.opened.connect(work)
model.open(Path(sys.argv[1]))
app.exec()
"""


@pytest.mark.heavy
def test_a_kill_loses_no_edit_that_was_said_to_be_saved(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, a_meeting(100))
    chance = random.Random(7)
    for _round in range(KILLS):
        command = [sys.executable, "-c", CORRECT_FOR_EVER, str(folder)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            first = process.stdout.readline()
            time.sleep(chance.random() * 0.1)
            process.kill()
            said = first + process.stdout.read()
            assert first, process.stderr.read()
        with OpenMeeting(folder) as book:
            assert int(book.meeting.utterances[0].text) >= int(said[: said.rindex("\n")].split()[-1])
