"""`minutes models …` as it is typed: what it prints, where, and its exit code."""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import platformdirs
import psutil
import pytest

from minutes_app.cli import main, models as cli_models
from minutes_app.cli.progress_line import columns
from minutes_app.transcribe.registry import known_model
from minutes_app.wording import doctor, models as words
from tests.unit.transcribe.hub import Hub, demo_hub, put_model, registry_of, running, write_registry


@pytest.fixture(autouse=True)
def pc(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PC of its own: the user's models in `tmp_path`, no settings, no policy. Returns the user's models folder."""
    monkeypatch.setattr(platformdirs, "user_data_path", lambda *_a, **_k: tmp_path / "local")
    monkeypatch.setattr(platformdirs, "user_config_path", lambda *_a, **_k: tmp_path / "config")
    monkeypatch.setattr(platformdirs, "user_state_path", lambda *_a, **_k: tmp_path / "state")
    monkeypatch.setenv("MINUTES_SETTINGS", str(tmp_path / "settings.toml"))
    return tmp_path / "local" / "models"


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[Hub]:
    """A hub that has the one model "kaigi", named by the settings."""
    write_registry(tmp_path / "registry")
    with running(demo_hub()) as hub, registry_of(tmp_path / "registry"):
        (tmp_path / "settings.toml").write_text(f'[network]\nhub_endpoint = "{hub.url}"\n', encoding="utf-8")
        yield hub


def test_the_list_shows_every_model_and_says_that_the_demo_is_for_trying_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["models", "list"]) == 0

    shown = capsys.readouterr()
    for name in ("large-v3-turbo", "large-v3", "small", "medium", "kotoba-whisper-v2.0-faster", "demo-ja"):
        assert name in shown.out
    assert "未導入" in shown.out
    assert "使えます" in shown.out
    assert "合成音声で作ったお試し用。実際の会議には使えません" in shown.out
    assert "お試し用の認識モデル（demo-ja）しかありません" in shown.err
    assert "minutes models install large-v3-turbo" in shown.err
    assert "minutes models import" in shown.err


def test_the_list_suggests_a_model_that_fits_a_small_pc(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    little = type("Memory", (), {"total": 2_400_000_000, "available": 1_000_000_000})
    monkeypatch.setattr(psutil, "virtual_memory", lambda: little)

    main(["models", "list"])

    shown = capsys.readouterr()
    assert "足りません" in shown.out
    assert "minutes models install kotoba" in shown.err or "minutes models install medium" in shown.err


def test_the_list_and_the_doctor_name_the_same_need_of_memory(capsys: pytest.CaptureFixture[str]) -> None:
    main(["models", "list"])
    listed = capsys.readouterr().out
    turbo = known_model("large-v3-turbo")
    assert turbo is not None
    facts: dict[str, str | int] = {"total_bytes": 1, "model": turbo.name, "needed_bytes": turbo.memory_bytes}
    said = doctor.sentence("memory", "fine", facts)
    (need,) = re.findall(r"の目安は ([\d.]+ GB)", said)
    (row,) = (line for line in listed.splitlines() if line.startswith("large-v3-turbo "))
    assert need in row


def test_the_list_as_json_is_one_object(capsys: pytest.CaptureFixture[str], pc: Path) -> None:
    put_model(pc, "市の会議")

    assert main(["models", "list", "--json"]) == 0

    models = {model["name"]: model for model in json.loads(capsys.readouterr().out)["models"]}
    assert models["demo-ja"]["state"] == "ready"
    assert models["demo-ja"]["demo"] is True
    assert models["large-v3-turbo"]["default"] is True
    assert models["large-v3-turbo"]["state"] == "absent"
    assert models["large-v3-turbo"]["folder"] is None
    assert models["市の会議"]["folder"] == str(pc / "市の会議")
    assert models["市の会議"]["installed_at"] == "2026-01-15"


def test_a_damaged_model_is_listed_with_the_command_that_mends_it(capsys: pytest.CaptureFixture[str], pc: Path) -> None:
    (put_model(pc, "small") / "model.bin").write_bytes(b"short")

    assert main(["models", "list"]) == 0

    shown = capsys.readouterr()
    assert "破損" in shown.out
    assert "minutes models install small" in shown.err


def test_install_downloads_and_says_where_the_model_is(hub: Hub, capsys: pytest.CaptureFixture[str], pc: Path) -> None:
    assert main(["models", "install", "kaigi"]) == 0

    shown = capsys.readouterr()
    assert str(pc / "kaigi") in shown.err
    assert shown.out == ""
    asked = len(hub.asked)
    assert main(["models", "install", "kaigi"]) == 0
    assert "もう導入されています" in capsys.readouterr().err
    assert len(hub.asked) == asked


def test_install_that_fails_exits_with_one_and_tells_of_the_way_by_usb(
    hub: Hub, capsys: pytest.CaptureFixture[str]
) -> None:
    hub.status = 404

    assert main(["models", "install", "kaigi"]) == 1

    told = capsys.readouterr().err
    assert "配布元に、この認識モデルがありません" in told
    assert "minutes models import" in told


def test_export_import_verify_and_remove_in_a_row(capsys: pytest.CaptureFixture[str], pc: Path, tmp_path: Path) -> None:
    assert main(["models", "export", "demo-ja", str(tmp_path)]) == 0
    path = Path(capsys.readouterr().out.strip())
    assert path == tmp_path / "demo-ja.zip"

    assert main(["models", "import", str(path), "--name", "写し"]) == 0
    assert str(pc / "写し") in capsys.readouterr().err

    assert main(["models", "verify", "--json"]) == 0
    verdicts = json.loads(capsys.readouterr().out)["models"]
    assert {verdict["name"]: verdict["ok"] for verdict in verdicts} == {"写し": True, "demo-ja": True}

    (pc / "写し" / "config.json").write_bytes(b"{}")
    assert main(["models", "verify"]) == 1
    shown = capsys.readouterr()
    assert "× 写し" in shown.out
    assert "config.json: 内容が変わっています" in shown.out
    assert "○ demo-ja" in shown.out
    assert 'minutes models import フォルダー --name "写し"' in shown.err

    assert main(["models", "remove", "写し"]) == 0
    assert not (pc / "写し").exists()


def test_removing_one_of_two_tells_that_the_other_is_used_now(capsys: pytest.CaptureFixture[str], pc: Path) -> None:
    put_model(pc, "demo-ja")

    assert main(["models", "remove", "demo-ja"]) == 0

    assert "別の場所" in capsys.readouterr().err
    assert main(["models", "remove", "demo-ja"]) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["verify", "large-v3"], 3),
        (["export", "large-v3", "."], 3),
        (["remove", "large-v3"], 3),
        (["verify", "large-v9"], 2),
        (["install", "large-v9"], 2),
        (["install", "demo-jp"], 2),
        (["remove", "demo-ja"], 1),
        (["import", "no-such-file.zip"], 1),
    ],
)
def test_failures_have_their_exit_codes(capsys: pytest.CaptureFixture[str], arguments: list[str], code: int) -> None:
    assert main(["models", *arguments]) == code

    shown = capsys.readouterr()
    assert shown.err
    assert shown.out == ""


@pytest.mark.parametrize("arguments", [[], ["teach"], ["install"], ["export", "demo-ja"]])
def test_a_wrong_command_line_is_usage(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["models", *arguments])

    assert caught.value.code == 2


def test_ctrl_c_says_that_the_next_try_goes_on(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    from minutes_app.transcribe import download

    def interrupted(*_args: object, **_kwargs: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(download, "install", interrupted)
    assert main(["models", "install", "kaigi"]) == 130
    assert words.STOPPED in capsys.readouterr().err


def test_listing_loads_no_heavy_library() -> None:
    import subprocess

    code = (
        "import sys; from minutes_app.cli import main; main(['models', 'list']); "
        "print(sorted({'huggingface_hub', 'numpy', 'faster_whisper', 'ctranslate2', 'av'} & set(sys.modules)), "
        "file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True, timeout=60)

    assert done.stderr.strip().endswith("[]")


@pytest.mark.parametrize("width", [80, 40])
def test_the_list_fits_the_terminal(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, width: int
) -> None:
    monkeypatch.setattr(cli_models, "answer_columns", lambda: width)
    main(["models", "list"])
    lines = capsys.readouterr().out.splitlines()
    assert max(columns(line) for line in lines) < width
    assert all(line[:4] == "    " or line[0] != " " for line in lines)
    assert not any(line.lstrip()[0] in "。、）」" for line in lines)
    assert ("必要なメモリー" in lines[0]) == (width == 80)
