"""A real window process: from the proposals of a meeting to 確定, by keys and clicks."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.meeting.store import create, load
from tests.conftest import ROOT
from tests.gui.minutes_page import SAID, a_decided_meeting
from tests.gui.test_end_to_end import screen


@pytest.mark.parametrize("platform", ["xcb" if sys.platform == "linux" else "offscreen"])
def test_from_the_proposals_to_a_final_record(platform: str, tmp_path: Path) -> None:
    meeting = a_decided_meeting()
    said = tuple(replace(one, flags=("loop",)) if one.id == "u2" else one for one in meeting.utterances)
    folder = create(tmp_path / "会議", replace(meeting, utterances=said))
    with screen(platform) as environment:
        done = subprocess.run(
            [sys.executable, "-m", "tests.gui.minutes_driver", str(tmp_path / "会議")],
            cwd=ROOT,
            env={**os.environ, "PYTHONUTF8": "1", **environment},
            capture_output=True,
            timeout=280,
            check=False,
            encoding="utf-8",
        )
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert (answer["platform"], answer["heavy"], answer.get("message")) == (platform, [], None)
    assert (answer["proposed"], answer["may"], answer["state"]) == (4, False, "確定")
    assert answer["against"] == [f"[00:00:08] 要確認のままの発言があります。「{SAID[2]}」"]
    after = load(folder)
    assert after.status == "confirmed"
    assert [one.text for one in after.items] == [SAID[1], SAID[3], SAID[4]]
    assert [one.answer for one in after.answers] == ["refused", "confirmed", "confirmed", "confirmed"]
    [kept] = after.confirmations
    assert kept.reason == "checked by ear"
    assert kept.reason in answer["kept"]
