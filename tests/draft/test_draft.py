"""`minutes points --draft` against a real server in a process of its own: what is sent, taken and refused."""

import ast
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from minutes_app.cli import main
from minutes_app.errors import DraftOff, DraftUnreachable, DraftUnusable
from minutes_app.meeting.model import Meeting, Point, Utterance
from minutes_app.meeting.store import create, load
from minutes_app.minutes.draft import MOST_SENT, Server, question, sent
from minutes_app.minutes.gate import findings_of, sentences_of
from minutes_app.minutes.language_model import ask, ask_in_child
from minutes_app.progress import Cancelled, Progress, no_report
from minutes_app.settings import audit_folder, change, load as load_settings
from minutes_app.wording import explain
from minutes_app.wording.draft import MARK, UNREACHABLE, UNUSABLE
from tests.conftest import ROOT
from tests.draft.talking import SAID, asked, meeting, serving, set_up
from tests.running import wait_until
from tests.unit.transcribe.hub import CERTIFICATE

QUESTION = (("system", "要点を書いてください。"), ("user", "1: 会場は市民センターです。"))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "会議", meeting())


def drafted(folder: Path, *more: str) -> int:
    return main(["points", str(folder), "--draft", *more])


def test_a_draft_is_marked_held_back_by_the_gate_and_confirmed_by_a_person(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving("good", tmp_path / "server") as address:
        set_up(address)
        assert drafted(folder) == 0
    said = capsys.readouterr()
    assert "127.0.0.1 の言語モデルに、発言2件（非公開の発言を除く）を渡して" in said.err
    assert "要点の下書きを2件入れました。" in said.err
    points = load(folder).points
    assert [one.text for one in points] == [
        f"【{MARK}】会場は市民センターとすることになった。",
        f"【{MARK}】見積りは佐藤係長が出す。",
    ]
    assert [(one.utterance_ids, one.agenda_id) for one in points] == [(("u0",), "a1"), (("u1", "u0"), "a2")]
    assert main(["confirm", str(folder)]) == 1
    assert (
        "1 要点「【AI要約（要確認）】会場は市民センターとするこ…」: AIの下書きのままです。" in capsys.readouterr().out
    )
    for number in ("1", "2"):
        assert main(["points", str(folder), "check", number]) == 0
    meeting = load(folder)
    assert [one.text for one in meeting.points] == [
        "会場は市民センターとすることになった。",
        "見積りは佐藤係長が出す。",
    ]
    assert "draft" not in {one.kind for one in findings_of(meeting)}
    assert main(["points", str(folder), "check", "1"]) == 2


def test_what_is_hidden_or_deleted_is_in_no_byte_of_what_is_sent(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "server"
    with serving("good", place) as address:
        set_up(address)
        assert drafted(folder) == 0
    [request] = asked(place)
    assert request["path"] == "/v1/chat/completions"
    assert request["body"]["model"] == "qwen3:8b"
    text = request["body"]["messages"][1]["content"]
    assert text == f"1: 髙橋課長: {SAID[0]}\n2: 髙橋課長: {SAID[1]}"
    everything = json.dumps(request, ensure_ascii=False)
    assert "秘密" not in everything
    assert "消えた" not in everything
    assert "庁議" not in everything


def test_one_agenda_item_can_be_asked_for(folder: Path, tmp_path: Path) -> None:
    place = tmp_path / "server"
    with serving("good", place) as address:
        set_up(address)
        assert drafted(folder, "--of", "2") == 1
    assert asked(place)[0]["body"]["messages"][1]["content"] == f"1: 髙橋課長: {SAID[1]}"
    assert load(folder).points == ()


@pytest.mark.parametrize("mode", ["fenced", "thinking"])
def test_a_model_that_fences_its_json_or_thinks_aloud_before_it_is_understood(
    mode: str, folder: Path, tmp_path: Path
) -> None:
    with serving(mode, tmp_path / "server") as address:
        set_up(address)
        assert drafted(folder) == 0
    assert len(load(folder).points) == 2


@pytest.mark.parametrize(
    ("mode", "sentence"),
    [
        ("chatty", UNUSABLE["not_json"]),
        ("list", UNUSABLE["not_json"]),
        ("deep", UNUSABLE["not_json"]),
        ("other_shape", UNUSABLE["not_json"]),
        ("none", UNUSABLE["no_points"]),
        ("many", UNUSABLE["too_many"]),
        ("empty_text", UNUSABLE["text"]),
        ("long_text", UNUSABLE["text"]),
        ("invented", UNUSABLE["utterance"]),
        ("words_for_numbers", UNUSABLE["utterance"]),
        ("no_evidence", UNUSABLE["evidence"]),
        ("redirect", UNREACHABLE["status"]),
        ("refuses", UNREACHABLE["status"]),
        ("endless", UNREACHABLE["too_long"]),
    ],
)
def test_a_wrong_answer_is_told_and_changes_nothing(
    mode: str, sentence: str, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = load(folder)
    with serving(mode, tmp_path / "server") as address:
        set_up(address)
        assert drafted(folder) == 1
    said = capsys.readouterr()
    assert sentence in said.err
    assert "会議は変わっていません。" in said.err
    assert load(folder) == before


def test_a_server_that_says_nothing_is_left_after_the_time_that_is_set(tmp_path: Path) -> None:
    with serving("silent", tmp_path / "server") as address, pytest.raises(DraftUnreachable) as caught:
        ask(Server(address, "m", seconds=3), QUESTION, no_report)
    assert caught.value.reason == "time"


def test_a_person_who_stops_it_does_not_wait_for_the_server(tmp_path: Path) -> None:
    place = tmp_path / "server"

    def stop(_progress: Progress) -> None:
        if asked(place):
            raise Cancelled

    with serving("silent", place) as address:
        began = time.monotonic()
        with pytest.raises(Cancelled):
            ask(Server(address, "m"), QUESTION, stop)
        assert time.monotonic() - began < 20


def test_ctrl_c_ends_it_and_changes_nothing(folder: Path, tmp_path: Path) -> None:
    place, before = tmp_path / "server", load(folder)
    with serving("silent", place) as address:
        set_up(address)
        command = [sys.executable, "-m", "minutes_app", "points", str(folder), "--draft"]
        process = subprocess.Popen(command, cwd=ROOT, env=dict(os.environ), stderr=subprocess.PIPE)
        assert wait_until(lambda: asked(place))
        process.send_signal(signal.SIGINT)
        _out, err = process.communicate(timeout=60)
    assert process.returncode == 130, err.decode("utf-8")
    assert load(folder) == before


def test_nobody_is_asked_while_nothing_is_set_up(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert drafted(folder) == 1
    assert "言語モデルが設定されていません。" in capsys.readouterr().err
    change("draft.address", "http://127.0.0.1:9/v1")
    assert drafted(folder) == 1
    with pytest.raises(DraftOff):
        ask(Server(), QUESTION, no_report)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://203.0.113.7/v1", "plain_http"),
        ("http://192.0.2.1:11434/v1", "plain_http"),
        ("http://user:secret@127.0.0.1/v1", "address"),
        ("https:///v1", "address"),
        ("http://127.0.0.1:0/v1", "address"),
        ("http://[::1/v1", "address"),
        ("http://127.0.0.1:1/v1", "unreachable"),
        ("http://no-such-host.invalid/v1", "unreachable"),
    ],
)
def test_an_address_that_may_not_be_used_or_does_not_answer_is_told(address: str, reason: str) -> None:
    with pytest.raises(DraftUnreachable) as caught:
        ask(Server(address, "m", seconds=20), QUESTION, no_report)
    assert caught.value.reason == reason


def test_plain_http_to_another_network_reaches_no_socket(tmp_path: Path) -> None:
    """Seen from outside: the address is looked at before anything is connected to."""
    code = (
        "from minutes_app.minutes.draft import Server\nfrom minutes_app.minutes.language_model import ask_in_child\n"
        "from minutes_app.progress import no_report\n"
        "try:\n    list(ask_in_child(Server('http://203.0.113.7/v1', 'm'), (), report=no_report))\n"
        "except Exception as error:\n    print(error.reason)\n"
    )
    trace = tmp_path / "trace.txt"
    command = ["strace", "-f", "-qq", "-e", "trace=connect", "-o", str(trace), sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "plain_http\n"
    assert "203.0.113.7" not in trace.read_text("utf-8", "replace")


def test_a_certificate_has_to_be_known(tmp_path: Path) -> None:
    with serving("tls-good", tmp_path / "server") as address:
        with pytest.raises(DraftUnreachable) as caught:
            ask(Server(address, "m"), QUESTION, no_report)
        assert caught.value.reason == "certificate"
        assert "会場は市民センター" in ask(Server(address, "m", ca_bundle=str(CERTIFICATE)), QUESTION, no_report)
        with pytest.raises(DraftUnreachable):
            ask(Server(address, "m", ca_bundle=str(tmp_path / "none.pem")), QUESTION, no_report)


def test_a_proxy_of_the_environment_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:1")
    with serving("good", tmp_path / "server") as address:
        assert "会場は市民センター" in ask(Server(address, "m"), QUESTION, no_report)


def test_a_meeting_without_utterances_or_with_too_many_asks_nobody() -> None:
    with pytest.raises(DraftUnreachable) as caught:
        question(Meeting("m", ""), [])
    assert caught.value.reason == "nothing"
    long = replace(meeting(), utterances=(Utterance("u0", 0, 1, "長" * (MOST_SENT + 1), ""),))
    with pytest.raises(DraftUnreachable) as caught:
        question(long, sent(long))
    assert caught.value.reason == "meeting"
    assert "--of" in explain(caught.value).next_step


def test_who_rewrites_a_draft_has_confirmed_it() -> None:
    made = replace(meeting(), points=(Point("p1", f"【{MARK}】会場は市民センター。", "", ("u0",)),))
    assert [one.kind for one in findings_of(made)] == ["draft"]
    assert "[00:00:00]" in sentences_of(made, findings_of(made))[0]
    assert findings_of(replace(made, points=(Point("p1", "会場は市民センター。", "", ("u0",)),))) == []


def test_that_something_was_handed_over_is_in_the_audit_log_without_a_word(folder: Path, tmp_path: Path) -> None:
    with serving("good", tmp_path / "server") as address:
        set_up(address)
        assert drafted(folder) == 0
    log = (audit_folder(load_settings()[0].audit) / "audit.jsonl").read_text("utf-8")
    assert [json.loads(line)["action"] for line in log.splitlines()][-2:] == ["drafted", "changed"]
    assert "市民センター" not in log


def test_it_is_not_mixed_with_another_action(folder: Path) -> None:
    assert main(["points", str(folder), "--draft", "remove", "1"]) == 2


def test_every_reason_has_its_words() -> None:
    for reason, words in UNREACHABLE.items():
        assert words in explain(DraftUnreachable(reason)).headline
    for reason, words in UNUSABLE.items():
        assert words in explain(DraftUnusable(reason)).headline


def test_only_two_files_of_the_program_can_open_a_connection() -> None:
    """`lock` only asks for this PC's name."""
    package = ROOT / "minutes_app"
    networks = {"socket", "ssl", "http", "http.client", "urllib.request", "httpx2", "asyncio", "smtplib", "ftplib"}
    found: dict[str, set[str]] = {}
    for path in package.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = {one.name for one in node.names} if isinstance(node, ast.Import) else set()
            names |= {node.module or ""} if isinstance(node, ast.ImportFrom) else set()
            if used := names & networks:
                found.setdefault(path.relative_to(package).as_posix(), set()).update(used)
    assert set(found) == {"transcribe/download.py", "minutes/language_model.py", "meeting/lock.py"}
    assert found["meeting/lock.py"] == {"socket"}
    calls = re.findall(r"socket\.\w+", (package / "meeting" / "lock.py").read_text(encoding="utf-8"))
    assert set(calls) == {"socket.gethostname"}


def test_every_address_of_a_name_is_tried(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As Windows does for localhost: ::1 first, where nobody listens."""
    real = socket.getaddrinfo

    def on_windows(host: str, port: int, *more: Any, **options: Any) -> list[Any]:
        if host != "localhost":
            return real(host, port, *more, **options)
        return [(socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("::1", port, 0, 0)), *real("127.0.0.1", port, **options)]

    monkeypatch.setattr(socket, "getaddrinfo", on_windows)
    with serving("good", tmp_path / "server") as address:
        [text] = ask_in_child(Server(address.replace("127.0.0.1", "localhost"), "m"), QUESTION, report=no_report)
    assert "会場は市民センター" in text


def test_what_speaks_to_a_network_is_loaded_only_when_somebody_asks() -> None:
    code = (
        "import sys, minutes_app.gui.app, minutes_app.cli.points, minutes_app.cli.confirm\n"
        "print('minutes_app.minutes.language_model' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
