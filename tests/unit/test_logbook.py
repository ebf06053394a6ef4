"""The two records: nothing that was said gets into the technical log, and nobody changes the audit log unseen."""

import json
import logging
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from minutes_app import logbook
from minutes_app.cli import COMMANDS
from minutes_app.errors import CannotDecode, DiskError, EngineStopped, FileInUse
from minutes_app.logbook import Action, Event, Fault, audit, record, technical, verify_audit
from minutes_app.logbook.facts import LEVELS, Facts, kept
from minutes_app.meeting.runs import RunHeader, open_journal
from minutes_app.progress import Stage

SECRET = "秘密の発言 secret words"
SHA = "ab" * 32


@pytest.fixture
def log_path(tmp_path: Path) -> Iterator[Path]:
    yield logbook.open_log(tmp_path / "logs", level="debug")
    logbook.close_log()


def lines_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def test_a_line_is_one_json_object_with_time_event_and_facts(log_path: Path) -> None:
    logbook.log(Event.WINDOW_TRANSCRIBED, meeting="3f2a91cc", at_ms=750_000, audio_ms=30_000, stage=Stage.TRANSCRIBE)
    (line,) = lines_of(log_path)
    assert line["event"] == "window_transcribed"
    assert line["at_ms"] == 750_000
    assert line["stage"] == "transcribe"
    assert line["meeting"] == "3f2a91cc"
    assert line["pid"] == os.getpid()
    assert "T" in line["at"]
    assert line["at"][-6] in "+-"


@pytest.mark.parametrize("name", sorted(Facts.__annotations__))
def test_no_fact_lets_text_through(name: str, log_path: Path) -> None:
    facts: Any = {name: SECRET}
    logbook.log(Event.RUN_ENDED, **facts)
    assert SECRET not in log_path.read_text("utf-8")
    assert lines_of(log_path)[0][name] == "refused"


def test_the_ids_of_real_meetings_and_runs_are_kept(tmp_path: Path) -> None:
    meeting = f"m-{SHA[:16]}"
    assert kept("meeting", meeting) == meeting
    runs = [open_journal(tmp_path, RunHeader(key, "demo-ja", SHA, {})).header.id for key in (SHA, SHA[::-1])]
    assert [kept("run", run) for run in runs] == runs


def test_a_fact_with_an_unknown_name_is_refused(log_path: Path) -> None:
    logbook.log(Event.RUN_ENDED, title="定例会議")  # type: ignore[call-arg] # what a type checker would refuse
    assert lines_of(log_path)[0]["title"] == "refused"


@pytest.mark.parametrize("value", [float("nan"), float("inf"), [1], {"a": 1}, b"x", object()])
def test_a_number_that_is_none_is_refused(value: object) -> None:
    assert kept("at_ms", value) == "refused"


def test_every_event_of_the_level_table_exists_and_levels_are_real() -> None:
    assert set(LEVELS.values()) <= {"debug", "info", "warning", "error"}


def test_a_bug_is_logged_by_class_and_place_without_its_message(log_path: Path) -> None:
    try:
        raise KeyError(SECRET)
    except KeyError as error:
        logbook.log_error(error)
    (line,) = lines_of(log_path)
    assert line["event"] == "bug"
    assert line["error"] == "KeyError"
    assert line["where"][-1].startswith("test_logbook.py:")
    assert SECRET not in log_path.read_text("utf-8")


def test_the_place_of_a_bug_is_told_where_the_folder_of_the_program_has_a_japanese_name(log_path: Path) -> None:
    for file in (Path("山田") / "会議録 アプリ" / "pipeline.py", Path("app") / "極秘.py"):
        try:
            exec(compile("def hear():\n    raise KeyError\nhear()", str(file), "exec"), {})
        except KeyError as error:
            logbook.log_error(error)
    told, untold = lines_of(log_path)
    assert told["where"][-1] == "pipeline.py:2 hear"
    assert "山田" not in log_path.read_text("utf-8")
    assert untold["where"][-1].startswith("test_logbook.py:"), "a name that may tell something is left out"


def test_an_error_of_the_world_is_logged_with_its_numbers_and_without_names_of_files(log_path: Path) -> None:
    try:
        try:
            raise OSError(SECRET)
        except OSError as cause:
            raise EngineStopped(750_000, -9, "memory") from cause
    except EngineStopped as error:
        logbook.log_error(error, meeting="3f2a")
    logbook.log_error(CannotDecode(Path(f"/会議/{SECRET}.wav"), SECRET))
    stopped, damaged = lines_of(log_path)
    assert stopped["at_ms"] == 750_000
    assert stopped["exit_code"] == -9
    assert stopped["why"] == "memory"
    assert stopped["cause"] == "OSError"
    assert stopped["meeting"] == "3f2a"
    assert damaged["error"] == "CannotDecode"
    assert SECRET not in log_path.read_text("utf-8")


def test_what_faster_whisper_and_others_log_ends_nowhere(log_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    for name in ("faster_whisper", "huggingface_hub", "PIL.Image", "minutes_app.logbook", "some_library", None):
        logger = logging.getLogger(name)
        for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.CRITICAL):
            logger.log(level, "Processing segment: %s", SECRET)
    logging.getLogger("faster_whisper").handle(
        logging.LogRecord("faster_whisper", logging.ERROR, __file__, 1, SECRET, (), None)
    )
    assert lines_of(log_path) == []
    assert SECRET not in "".join(capfd.readouterr())


def test_a_foreign_record_is_dropped_even_when_somebody_attaches_our_file_to_the_root(log_path: Path) -> None:
    (handler,) = technical._logger.handlers
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        root.error(SECRET)
    finally:
        root.removeHandler(handler)
    assert lines_of(log_path) == []


def test_the_level_decides_what_is_written(tmp_path: Path) -> None:
    path = logbook.open_log(tmp_path, level="warning")
    logbook.log(Event.RUN_STARTED)
    logbook.log(Event.GPU_FALLBACK)
    logbook.close_log()
    assert [line["event"] for line in lines_of(path)] == ["gpu_fallback"]


def test_nothing_is_written_and_no_file_appears_before_there_is_something_to_say(tmp_path: Path) -> None:
    logbook.log(Event.PROGRAM_STARTED)
    path = logbook.open_log(tmp_path)
    assert not path.exists()
    logbook.close_log()


def test_a_log_that_cannot_be_written_disturbs_nobody(
    log_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    logbook.log(Event.RUN_STARTED)
    (handler,) = technical._logger.handlers
    monkeypatch.setattr(handler.stream, "write", full)  # type: ignore[attr-defined] # a StreamHandler
    logbook.log(Event.RUN_ENDED)
    assert capfd.readouterr().err == ""


def test_the_file_is_rotated_by_size_and_only_a_few_are_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(technical, "MAX_BYTES", 2_000)
    log_path = logbook.open_log(tmp_path / "logs", level="debug")
    for number in range(200):
        logbook.log(Event.WINDOW_TRANSCRIBED, at_ms=number)
    logbook.close_log()
    files = sorted(log_path.parent.iterdir())
    assert len(files) == 1 + technical.BACKUPS
    assert all(file.stat().st_size <= 2_000 for file in files)
    assert lines_of(log_path)[-1]["at_ms"] == 199


def test_files_older_than_the_limit_are_swept_and_others_are_left_alone(tmp_path: Path) -> None:
    old, fresh, foreign = (tmp_path / name for name in ("minutes-1.jsonl.2", "minutes-2.jsonl", "notes.jsonl"))
    for path in (old, fresh, foreign):
        path.write_text("{}\n", encoding="utf-8")
    for path in (old, foreign):
        os.utime(path, (time.time() - 91 * 86_400,) * 2)
    logbook.open_log(tmp_path, keep_days=90)
    logbook.close_log()
    assert not old.exists()
    assert fresh.exists()
    assert foreign.exists()


def test_a_log_folder_that_cannot_be_made_is_an_error_of_the_disk(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(DiskError):
        logbook.open_log(tmp_path / "file" / "logs")


@pytest.fixture
def audit_path(tmp_path: Path) -> Path:
    path = logbook.audit_file(tmp_path / "audit")
    for action in (Action.IMPORTED, Action.TRANSCRIBED, Action.OPENED, Action.EXPORTED, Action.DELETED):
        record(path, action, meeting="3f2a91cc", sha256=SHA)
    return path


def edit(path: Path, change: Callable[[list[bytes]], list[bytes]]) -> None:
    path.write_bytes(b"".join(line + b"\n" for line in change(path.read_bytes().splitlines())))


def test_an_entry_says_who_where_when_and_what(audit_path: Path) -> None:
    first = lines_of(audit_path)[0]
    assert first["number"] == 1
    assert first["user"]
    assert first["host"]
    assert first["action"] == "imported"
    assert first["meeting"] == "3f2a91cc"
    assert first["sha256"] == SHA
    assert first["previous"] == "0" * 64
    assert first["at"][-6] in "+-"


def test_an_untouched_log_is_intact(audit_path: Path) -> None:
    report = verify_audit(audit_path)
    assert report.is_intact
    assert report.entries == 5


def test_an_empty_place_is_intact(tmp_path: Path) -> None:
    assert verify_audit(tmp_path / "audit.jsonl").is_intact


def test_who_is_not_taken_from_an_environment_variable(audit_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = lines_of(audit_path)[0]["user"]
    for name in ("USER", "LOGNAME", "USERNAME"):
        monkeypatch.setenv(name, "somebody-else")
    record(audit_path, Action.OPENED)
    assert lines_of(audit_path)[-1]["user"] == before


@pytest.mark.parametrize("line", range(5))
def test_a_changed_line_is_found(audit_path: Path, line: int) -> None:
    edit(audit_path, lambda rows: [row.replace(b"3f2a", b"ffff") if n == line else row for n, row in enumerate(rows)])
    assert Fault(line + 1, "changed") in verify_audit(audit_path).faults


@pytest.mark.parametrize("line", range(4))
def test_a_removed_line_is_found(audit_path: Path, line: int) -> None:
    edit(audit_path, lambda rows: rows[:line] + rows[line + 1 :])
    assert Fault(line + 1, "removed") in verify_audit(audit_path).faults


@pytest.mark.parametrize("left", [0, 1, 4])
def test_a_cut_end_is_found(audit_path: Path, left: int) -> None:
    edit(audit_path, lambda rows: rows[:left])
    assert "cut" in {fault.kind for fault in verify_audit(audit_path).faults}


def test_a_cut_end_is_still_found_after_more_was_written(audit_path: Path) -> None:
    edit(audit_path, lambda rows: rows[:3])
    record(audit_path, Action.OPENED)
    assert verify_audit(audit_path).faults == (Fault(4, "removed"),)


def test_a_cut_end_is_found_when_the_head_is_gone_too(audit_path: Path) -> None:
    audit_path.with_suffix(".head").unlink()
    assert not verify_audit(audit_path).is_intact


@pytest.mark.parametrize("head", [b"", b"{}", b"[", b'{"number": Infinity, "sha256": ""}', b"[" * 100_000])
def test_a_head_that_cannot_be_read_is_a_sign_of_tampering(audit_path: Path, head: bytes) -> None:
    audit_path.with_suffix(".head").write_bytes(head)
    assert not verify_audit(audit_path).is_intact


def test_two_swapped_lines_are_found(audit_path: Path) -> None:
    edit(audit_path, lambda rows: [rows[0], rows[2], rows[1], *rows[3:]])
    assert not verify_audit(audit_path).is_intact


@pytest.mark.parametrize("garbage", [b"\xff\xfe", b"", b"[" * 100_000, b'{"number": true, "previous": 1}', b"null"])
@pytest.mark.parametrize("place", [0, 2, 5])
def test_an_inserted_line_is_found(audit_path: Path, garbage: bytes, place: int) -> None:
    edit(audit_path, lambda rows: [*rows[:place], garbage, *rows[place:]])
    assert not verify_audit(audit_path).is_intact


def test_lines_added_by_hand_behind_our_back_are_found(audit_path: Path) -> None:
    rows = audit_path.read_bytes().splitlines()
    for number in (6, 7):
        entry = audit._entry(number, audit._hash(rows[-1]), Action.DELETED, "", "")
        rows.append(json.dumps(entry).encode())
    audit_path.write_bytes(b"\n".join(rows) + b"\n")
    assert not verify_audit(audit_path).is_intact


@pytest.mark.parametrize("cut", [1, 20, 150])
def test_a_line_torn_by_a_power_cut_is_no_tampering_and_the_next_line_follows(audit_path: Path, cut: int) -> None:
    rows = audit_path.read_bytes()
    sixth = json.dumps(audit._entry(6, SHA, Action.OPENED, "3f2a", SHA)).encode()
    audit_path.write_bytes(rows + sixth[:cut])
    assert verify_audit(audit_path).is_intact
    record(audit_path, Action.OPENED)
    report = verify_audit(audit_path)
    assert report.is_intact
    assert (report.entries, report.torn) == (6, 1)


def test_a_power_cut_between_line_and_head_is_no_tampering(audit_path: Path) -> None:
    head = audit_path.with_suffix(".head")
    before = head.read_bytes()
    record(audit_path, Action.OPENED)
    head.write_bytes(before)
    assert verify_audit(audit_path).is_intact


@pytest.mark.parametrize("facts", [{"meeting": "定例会議"}, {"meeting": "a b"}, {"sha256": "会議録.docx"}])
def test_text_is_not_taken(tmp_path: Path, facts: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="ids and hashes"):
        record(tmp_path / "audit.jsonl", Action.OPENED, **facts)
    assert list(tmp_path.iterdir()) == []


def test_many_processes_write_one_chain(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    code = (
        "import sys; from pathlib import Path; from minutes_app.logbook import Action, record\n"
        "for n in range(25): record(Path(sys.argv[1]), Action.OPENED, meeting=f'{n:04x}')"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path)]) for _ in range(4)]
    assert [writer.wait(120) for writer in writers] == [0, 0, 0, 0]
    report = verify_audit(path)
    assert report.is_intact
    assert report.entries == 100


def test_a_killed_writer_leaves_a_log_that_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "audit.jsonl"
    code = (
        "import sys; from pathlib import Path; from minutes_app.logbook import Action, record\n"
        "while True: record(Path(sys.argv[1]), Action.OPENED)"
    )
    for delay in (0.3, 0.37, 0.41):
        with subprocess.Popen([sys.executable, "-c", code, str(path)]) as writer:
            deadline = time.monotonic() + 30
            while not path.exists() and time.monotonic() < deadline:
                time.sleep(0.01)
            time.sleep(delay)
            writer.kill()
    record(path, Action.RECOVERED)
    assert verify_audit(path).is_intact


def test_a_lock_held_too_long_is_said_to_be_in_use(audit_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(audit, "LOCK_WAIT_S", 0.1)
    with audit.locked(audit_path), pytest.raises(FileInUse):
        record(audit_path, Action.OPENED)
    record(audit_path, Action.OPENED)
    assert verify_audit(audit_path).entries == 6


def test_the_name_of_every_command_may_stand_in_the_log() -> None:
    assert [name for name in COMMANDS if kept("command", name) != name] == []
    assert kept("command", "会議") == "refused"
