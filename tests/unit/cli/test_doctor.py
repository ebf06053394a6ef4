"""`minutes doctor`: what it finds on this machine is true, and what it would say on others is plain."""

import argparse
import dataclasses
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from minutes_app import checkup
from minutes_app.checkup import Finding, Verdict, can_work, engine, machine, places
from minutes_app.cli import doctor as command
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import ChildDied, DiskFault
from minutes_app.logbook import Action, audit_file, record
from minutes_app.progress import Report
from minutes_app.settings import Settings, load
from minutes_app.transcribe.weights import Listed, State, folders_for, listing
from minutes_app.wording import doctor as words


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    keys = ("library.folder", "models.folder", "documents.templates_folder", "logs.folder", "audit.folder")
    flags: dict[str, object] = {key: str(tmp_path / key.replace(".", "/")) for key in keys}
    return load(flags, environ={}, policy_file=tmp_path / "none.toml", user_file=tmp_path / "none.toml")[0]


def model(name: str, state: State = State.READY, *, demo: bool = False, memory_bytes: int = 1) -> Listed:
    folder = Path("/models") / name if state is State.READY else None
    return Listed(name, "", "", "MIT", state, 1, memory_bytes, True, demo, not demo, folder)


def test_this_machine_can_do_the_main_job_and_every_check_speaks(settings: Settings) -> None:
    found = {finding.name: finding for finding in checkup.examine(settings)}
    assert set(found) == set(words.TITLES)
    assert can_work(found.values())
    assert found["recogniser"].verdict is Verdict.GOOD
    assert "int8" in str(found["recogniser"].facts["types"])
    assert found["memory"].facts["total_bytes"] == psutil.virtual_memory().total
    assert "Noto CJK" in str(found["fonts"].facts["fonts"])
    assert found["library"].outcome in ("fine", "tight")


def test_the_check_makes_no_folder_and_leaves_no_file(settings: Settings, tmp_path: Path) -> None:
    list(checkup.examine(settings))
    assert list(tmp_path.iterdir()) == []


def test_no_child_stays_alive(settings: Settings) -> None:
    list(checkup.examine(settings))
    left = [child for child in psutil.Process().children() if "resource_tracker" not in " ".join(child.cmdline())]
    assert left == []


def test_the_processor_s_features_are_those_that_the_system_lists() -> None:
    flags = Path("/proc/cpuinfo").read_text("utf-8")
    assert machine.cpu_features() == {name for name in machine._FEATURES if re.search(rf"\b{name}\b", flags)}


@pytest.mark.parametrize(
    ("features", "verdict", "outcome"),
    [
        (frozenset({"sse4_1", "avx", "avx2"}), Verdict.GOOD, "fine"),
        (frozenset({"sse4_1", "avx"}), Verdict.CAUTION, "slow"),
        (frozenset[str](), Verdict.BAD, "too_old"),
    ],
)
def test_an_old_processor_is_told(
    monkeypatch: pytest.MonkeyPatch, features: frozenset[str], verdict: Verdict, outcome: str
) -> None:
    monkeypatch.setattr("platform.machine", lambda: "AMD64")
    monkeypatch.setattr(machine, "cpu_features", lambda: features)
    found = machine.processor()
    assert (found.verdict, found.outcome) == (verdict, outcome)
    assert can_work([found]) is (verdict is not Verdict.BAD)


def dies(device: str, *, report: Report) -> Iterator[tuple[str, ...]]:
    if device:
        os.abort()
    yield ()


def breaks(device: str, *, report: Report) -> Iterator[tuple[str, ...]]:
    if device:
        raise ImportError("libctranslate2: cannot open shared object file")
    yield ()


def has_none(_device: str, *, report: Report) -> Iterator[tuple[str, ...]]:
    yield ()


def has_some(_device: str, *, report: Report) -> Iterator[tuple[str, ...]]:
    yield ("float16", "int8")


Probe = Callable[..., Iterator[tuple[str, ...]]]


@pytest.mark.parametrize(("probe", "outcome"), [(dies, "died"), (breaks, "missing"), (has_none, "missing")])
def test_an_engine_that_cannot_start_is_told_and_crashes_nothing(
    monkeypatch: pytest.MonkeyPatch, probe: Probe, outcome: str
) -> None:
    monkeypatch.setattr(engine, "compute_types", probe)
    found = engine.recogniser()
    assert found.outcome == outcome
    assert not can_work([found])


@pytest.mark.parametrize(
    ("probe", "outcome"), [(dies, "crash"), (breaks, "other"), (has_none, "none"), (has_some, "untried")]
)
def test_a_gpu_that_crashes_the_probe_does_not_stop_the_main_job(
    monkeypatch: pytest.MonkeyPatch, probe: Probe, outcome: str
) -> None:
    monkeypatch.setattr(engine, "compute_types", probe)
    found = engine.graphics(())
    assert found.outcome == outcome
    assert can_work([found])


def test_a_gpu_is_believed_only_when_a_model_loads_on_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """This machine has no GPU: the engine really tries, and says that there is none."""
    monkeypatch.setattr(engine, "compute_types", has_some)
    demo = [each for each in listing(folders_for()) if each.demo and each.state is State.READY]
    assert demo, "the demo model is in the repository"
    assert engine.graphics(tuple(demo)).outcome == "none"


@pytest.mark.parametrize(
    ("installed", "verdict", "outcome"),
    [
        ((), Verdict.BAD, "none"),
        ((model("small", State.ABSENT),), Verdict.BAD, "none"),
        ((model("small", State.DAMAGED),), Verdict.BAD, "none"),
        ((model("demo-ja", demo=True),), Verdict.CAUTION, "demo"),
        ((model("small"),), Verdict.CAUTION, "default"),
        ((model("large-v3-turbo"), model("small", State.DAMAGED)), Verdict.CAUTION, "damaged"),
        ((model("large-v3-turbo"), model("demo-ja", demo=True)), Verdict.GOOD, "fine"),
    ],
)
def test_the_models_decide_whether_the_main_job_can_run(
    installed: tuple[Listed, ...], verdict: Verdict, outcome: str
) -> None:
    found = engine.models(installed, "large-v3-turbo")
    assert (found.verdict, found.outcome) == (verdict, outcome)
    assert can_work([found]) is (verdict is not Verdict.BAD)


def test_the_demo_model_alone_is_said_to_be_no_good_for_real_meetings() -> None:
    found = engine.models((model("demo-ja", demo=True), model("small", State.ABSENT)), "large-v3-turbo")
    assert "実際の会議には使えません" in words.sentence(found.name, found.outcome, found.facts)
    assert "minutes models install small" in words.advice(found.name, found.outcome, found.facts)


def test_memory_that_is_too_small_for_the_chosen_model_is_told() -> None:
    total = psutil.virtual_memory().total
    assert engine.memory((model("big", memory_bytes=total + 1),), "big").outcome == "small"
    assert engine.memory((), "unknown").outcome == "fine"


def test_a_folder_under_a_file_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    found = places.folder("library", tmp_path / "file" / "会議録")
    assert found.outcome == "unwritable"
    assert not can_work([found])
    assert "library.folder" in words.advice(found.name, found.outcome, found.facts)
    assert can_work([places.folder("logs_folder", tmp_path / "file" / "logs")])


@pytest.mark.parametrize(("free", "outcome"), [(100_000_000, "full"), (4_000_000_000, "tight"), (1 << 40, "fine")])
def test_a_full_disk_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, free: int, outcome: str) -> None:
    usage = type("Usage", (), {"free": free})
    monkeypatch.setattr("shutil.disk_usage", lambda _path: usage)
    assert places.folder("library", tmp_path).outcome == outcome


def test_a_library_in_a_synchronised_folder_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(places, "TIGHT", 0)
    assert places.folder("library", tmp_path / "OneDrive - 一関市" / "会議録").outcome == "leaves"


def test_an_audit_log_that_was_changed_is_told(settings: Settings) -> None:
    path = audit_file(Path(settings.audit.folder))
    for _time in range(3):
        record(path, Action.OPENED)
    assert places.audit(settings).facts["entries"] == 3
    path.write_bytes(path.read_bytes().replace(b"opened", b"closed", 1))
    assert places.audit(settings).outcome == "changed"
    off = dataclasses.replace(settings, audit=dataclasses.replace(settings.audit, enabled=False))
    assert places.audit(off).outcome == "off"


def test_a_check_that_fails_in_an_unforeseen_way_does_not_stop_the_others(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object) -> Finding:
        raise PermissionError(13, "Permission denied")

    def broken_listing(*_args: object) -> tuple[Listed, ...]:
        raise DiskFault(Path("/models"), "I/O error")

    monkeypatch.setattr(machine, "fonts", broken)
    monkeypatch.setattr(checkup, "listing", broken_listing)
    found = {finding.name: finding for finding in checkup.examine(settings)}
    assert set(found) == set(words.TITLES)
    assert found["fonts"].outcome == "unknown"
    assert found["models"].outcome == "none"
    assert words.sentence("fonts", "unknown", {}) == "確かめられませんでした。"


ALL_FACTS: dict[str, str | int] = {
    key: 12_345 if key.endswith("_bytes") or key in ("cores", "threads", "own", "entries", "line", "inputs") else "もの"
    for sentences in words.SENTENCES.values()
    for pair in sentences.values()
    for key in re.findall(r"\{(\w+)\}", "".join(pair))
    if key != "key"
}


@pytest.mark.parametrize(
    ("name", "outcome"), [(name, outcome) for name, outcomes in words.SENTENCES.items() for outcome in outcomes]
)
def test_every_outcome_has_a_japanese_sentence(name: str, outcome: str) -> None:
    said = words.sentence(name, outcome, ALL_FACTS)
    assert re.search(r"[ぁ-ん]", said)
    assert "{" not in said + words.advice(name, outcome, ALL_FACTS)
    assert words.TITLES[name]


def test_every_outcome_in_the_code_has_a_sentence() -> None:
    text = "".join(path.read_text("utf-8") for path in Path(checkup.__file__).parent.glob("*.py"))
    pairs = re.findall(r'Finding\("(\w+)", Verdict\.\w+, "(\w+)"', text)
    assert len(pairs) > 20
    assert [pair for pair in pairs if pair[1] not in words.SENTENCES[pair[0]]] == []


def test_what_is_not_good_says_what_to_do() -> None:
    silent = [
        (name, outcome)
        for name, outcomes in words.SENTENCES.items()
        for outcome in outcomes
        if not words.advice(name, outcome, ALL_FACTS) and (name, outcome) != ("graphics", "none")
    ]
    assert {outcome for _name, outcome in silent} <= {"fine", "alone", "other", "substitute"}


def run_as_json(settings: Settings, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    code = command.run(parser.parse_args(["--json"]), settings)
    out, err = capsys.readouterr()
    return code, json.loads(out), err


def test_json_is_one_object_with_every_check(settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, err = run_as_json(settings, capsys)
    assert code == ExitCode.OK
    assert found["can_work"] is True
    assert [check["name"] for check in found["checks"]] == list(words.TITLES)
    assert "会議録を作れます" in err


def test_the_exit_code_is_1_when_the_main_job_cannot_run(
    settings: Settings, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def died(_device: str, _report: Report) -> tuple[str, ...]:
        raise ChildDied("probe", -11, "crash")

    monkeypatch.setattr(engine, "_compute_types", died)
    code, found, err = run_as_json(settings, capsys)
    assert code == ExitCode.FAILED
    assert found["can_work"] is False
    assert "作れません" in err


def test_the_real_command_speaks_japanese_on_the_terminal() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "minutes_app", "doctor"], capture_output=True, timeout=120, check=False
    )
    assert done.returncode == 0
    lines = done.stdout.decode("utf-8").splitlines()
    assert all(re.match(r"[○△×] .+: (使えます|注意|使えません)|    → ", line) for line in lines)
    assert b"Traceback" not in done.stderr


def test_no_network_socket_is_opened(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    command = ["strace", "-f", "-qq", "-e", "trace=socket", "-o", str(trace), sys.executable, "-m", "minutes_app"]
    subprocess.run([*command, "doctor"], capture_output=True, timeout=240, check=True)
    assert "AF_INET" not in trace.read_text("utf-8", errors="replace")
