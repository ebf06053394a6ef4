"""The two records after real commands: not a word of the meeting in either, and who did what when in the audit log."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from minutes_app.logbook import verify_audit
from minutes_app.logbook.audit import user_name
from tests.conftest import ROOT
from tests.running import Ran, minutes

CLIP = ROOT / "tests" / "data" / "single_1min.flac"
SECRETS = ("極秘会議", "ヌルポガ", "奥の間", "鬼頭", "鷲雄", "隠密課", "服部", "ZQX", "名簿の人")
INFORMATION = """
会議名 = "極秘会議ヌルポガ"
開催日 = "2026-11-23"
場所 = "奥の間"
議長 = "鬼頭 鷲雄"
出席者 = ["隠密課 主査 服部 半蔵", "名簿の人"]
"""


def records(tmp_path: Path) -> tuple[str, list[dict[str, Any]]]:
    """Everything in the log folder, and the lines of the audit log."""
    written = "".join(path.read_text("utf-8") for path in sorted((tmp_path / "logs").iterdir()))
    lines = (tmp_path / "audit" / "audit.jsonl").read_text("utf-8").splitlines()
    return written, [json.loads(line) for line in lines]


def command(tmp_path: Path, *arguments: str | Path) -> Ran:
    return minutes(
        *arguments,
        MINUTES_LOGS_FOLDER=str(tmp_path / "logs"),
        MINUTES_AUDIT_FOLDER=str(tmp_path / "audit"),
        MINUTES_LOGS_LEVEL="debug",
        MINUTES_LIBRARY_FOLDER=str(tmp_path / "会議"),
    )


def pieces_of(text: str) -> Iterator[str]:
    """Every four characters in a row, as they are and as JSON may write them."""
    for start in range(len(text) - 3):
        yield text[start : start + 4]
        yield json.dumps(text[start : start + 4])[1:-1]


def test_neither_record_holds_a_word_of_a_whole_job(tmp_path: Path) -> None:
    recording = tmp_path / "ZQX極秘会議.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-t", "20", "-i", str(CLIP), str(recording)], check=True)
    information = tmp_path / "情報.toml"
    information.write_text(INFORMATION, "utf-8")
    ran = command(tmp_path, "transcribe", recording, "--info", information, "--model", "demo-ja", "--json")
    assert ran.code == 0, ran.err
    meeting = Path(ran.answer["meetings"][0]["meeting"])
    saved = json.loads((meeting / "meeting.json").read_text("utf-8"))
    assert command(tmp_path, "write", meeting, "--title", "極秘会議ヌルポガ二", "--formats", "txt").code == 0
    assert command(tmp_path, "write", meeting, "--template", "ない極秘会議").code == 1
    assert command(tmp_path, "transcribe", information, "--model", "demo-ja").code == 1
    written, audited = records(tmp_path)
    spoken = [piece for each in saved["utterances"] for piece in pieces_of(each["text"])]
    assert len(spoken) > 50
    both = written + json.dumps(audited, ensure_ascii=False) + json.dumps(audited)
    assert [word for word in (*SECRETS, *(json.dumps(each)[1:-1] for each in SECRETS), *spoken) if word in both] == []
    assert "run_ended" in written
    assert "TemplateMissing" in written


def test_the_audit_log_says_who_did_what_to_which_meeting(tmp_path: Path) -> None:
    recording = tmp_path / "録音.wav"
    subprocess.run(["ffmpeg", "-v", "error", "-t", "12", "-i", str(CLIP), str(recording)], check=True)
    job = ("transcribe", recording, "--model", "demo-ja", "--formats", "txt")
    ran = command(tmp_path, *job, "--json")
    assert ran.code == 0, ran.err
    meeting = Path(ran.answer["meetings"][0]["meeting"])
    assert command(tmp_path, *job).code == 0
    assert command(tmp_path, "write", meeting, "--place", "第2会議室", "--formats", "txt").code == 0
    (meeting / "meeting.json").write_bytes(b"{")
    assert command(tmp_path, "write", meeting, "--formats", "txt", "--recover").code == 0
    assert command(tmp_path, "settings", "set", "transcribe.threads", "1").code == 0
    _written, audited = records(tmp_path)
    assert [each["action"] for each in audited] == [
        *("imported", "transcribed", "exported"),
        *("opened", "exported"),
        *("opened", "changed", "exported"),
        *("recovered", "opened", "exported"),
        "setting_changed",
    ]
    saved = json.loads((meeting / "meeting.json").read_text("utf-8"))
    assert {each["meeting"] for each in audited[:-1]} == {saved["id"]}
    assert all(each["user"] == user_name() and each["host"] == os.uname().nodename for each in audited)
    assert [each["at"] for each in audited] == sorted(each["at"] for each in audited)
    assert all(each["sha256"] for each in audited if each["action"] == "exported")
    assert verify_audit(tmp_path / "audit" / "audit.jsonl").is_intact


def test_a_meeting_that_is_taken_away_again_is_audited_as_deleted(tmp_path: Path) -> None:
    silent = tmp_path / "空.flac"
    silent.write_bytes(CLIP.read_bytes()[:200] + bytes(300_000))
    ran = command(tmp_path, "transcribe", silent, "--model", "demo-ja")
    assert ran.code == 1
    assert list((tmp_path / "会議").iterdir()) == []
    _written, audited = records(tmp_path)
    assert [each["action"] for each in audited] == ["imported", "deleted"]
    assert audited[0]["meeting"] == audited[1]["meeting"]
