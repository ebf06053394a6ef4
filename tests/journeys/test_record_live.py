"""`minutes record --live` as a person has it: the text while it is spoken, and the same text in the meeting at once."""

import re
import time
from pathlib import Path

import msgspec

from minutes_app.capture.recover import running
from minutes_app.meeting.runs import runs_of
from minutes_app.meeting.store import load
from tests.journeys.test_command_line import Answer
from tests.running import minutes, start, wait_until
from tests.speaking import Speaker
from tests.terminal import Terminal

FIRST, SECOND = "録音していますので", "予定しています"
TRANSCRIBED_S = 5.0


def test_the_text_grows_while_people_speak_and_is_the_meetings_at_the_end(tmp_path: Path) -> None:
    library = tmp_path / "会議"
    arguments = ("--live", "--library", library, "--model", "demo-ja", "--title", "庁議", "--json")
    with (
        Speaker(tmp_path / "mic", seconds=12.0) as speaker,
        Terminal("record", "--device", speaker.device, *arguments) as screen,
    ):
        assert wait_until(lambda: FIRST in screen.text, 60), screen.text
        assert "およそ" in screen.text, "what is promised is said first"
        assert wait_until(lambda: SECOND in screen.text, 60), screen.text
        assert re.search(r"● 録音中 .*「.+…", screen.raw), "a draft stands in the line while somebody speaks"
        time.sleep(8.0)
        shown = re.findall(r"(?:^|\r)00:00:\d\d ([^\r\n]+)", screen.raw, re.MULTILINE)
        screen.type("q")
        stopped = time.monotonic()
        assert wait_until(lambda: "できました" in screen.text or screen.process.poll() is not None, 60), screen.text
        took_s = time.monotonic() - stopped
        assert wait_until(lambda: screen.process.poll() is not None, 60), screen.text
    assert screen.process.returncode == 0, screen.text
    (folder,) = library.iterdir()
    meeting = load(folder)
    assert [each.text for each in meeting.utterances] == shown
    assert len(runs_of(folder)) == 1
    assert took_s < 6 * TRANSCRIBED_S, "a busy machine is granted more; tests/reliability measures it"
    answer = msgspec.json.decode(re.findall(r"^\{.*\}", screen.text, re.MULTILINE)[-1], type=Answer)
    assert answer.meetings[0].utterances == len(shown)
    again = minutes("recover", folder, "--model", "demo-ja", "--library", library)
    assert again.code == 0, again.err
    assert len(runs_of(folder)) == 1, "the live text is the run of the finished recording"


def test_a_killed_window_keeps_the_text_that_was_shown_and_recover_writes_the_rest(tmp_path: Path) -> None:
    library = tmp_path / "会議"
    options = ("--live", "--library", library, "--model", "demo-ja")
    with Speaker(tmp_path / "mic", seconds=20.0) as speaker:
        process = start("record", "--device", speaker.device, *options, err=tmp_path / "err.txt")
        try:
            assert wait_until(lambda: SECOND in (tmp_path / "err.txt").read_text(encoding="utf-8"), 90)
        finally:
            process.kill()
            process.communicate()
        shown = re.findall(r"^00:00:\d\d (.+)$", (tmp_path / "err.txt").read_text(encoding="utf-8"), re.MULTILINE)
        assert wait_until(lambda: running() == (), 60), "the recorder closes by itself"
    (folder,) = library.iterdir()
    recovered = minutes("recover", folder, "--model", "demo-ja", "--library", library, "--json")
    assert recovered.code == 0, recovered.err
    texts = [each.text for each in load(folder).utterances]
    assert texts[: len(shown)] == shown
    assert len(texts) > len(shown), "what was recorded after the kill is heard, too"
    assert len(set(texts)) == len(texts)
    assert len(runs_of(folder)) == 1
