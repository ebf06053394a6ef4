"""The disk: whole files or nothing, errors in our words, names that every system takes."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest

from minutes_app import files
from minutes_app.errors import DiskFault, DiskFull, FileInUse, NoPermission
from minutes_app.files import BLOCK, bundled, disk_errors, safe_name, sha256_of, translated, write_atomic
from tests.conftest import ROOT

HERE = Path("会議.json")
posix_only = pytest.mark.skipif(sys.platform == "win32", reason="permissions and modes")


def windows_error(number: int) -> OSError:
    error = OSError(errno.EACCES, "sharing violation")
    error.winerror = number  # type: ignore[attr-defined,unused-ignore] # as on Windows
    return error


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (OSError(errno.ENOSPC, "x"), DiskFull),
        (OSError(errno.EDQUOT, "x"), DiskFull),
        (OSError(errno.EACCES, "x"), NoPermission),
        (OSError(errno.EPERM, "x"), NoPermission),
        (OSError(errno.EROFS, "x"), NoPermission),
        (windows_error(32), FileInUse),
        (windows_error(33), FileInUse),
        (windows_error(5), NoPermission),
        (OSError(errno.EIO, "Input/output error"), DiskFault),
        (OSError("no number"), DiskFault),
    ],
)
def test_what_the_system_says_becomes_one_of_our_errors(error: OSError, expected: type[Exception]) -> None:
    found = translated(error, HERE)
    assert type(found) is expected
    assert found.path == HERE  # type: ignore[attr-defined] # all of them have one
    if isinstance(found, DiskFault):
        assert found.reason


def test_an_error_keeps_its_cause() -> None:
    cause = OSError(errno.EIO, "Input/output error")
    with pytest.raises(DiskFault) as caught, disk_errors(HERE):
        raise cause
    assert caught.value.__cause__ is cause


def test_a_file_is_written_whole_into_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    path = tmp_path / "会議" / "2026" / "会議.json"
    write_atomic(path, b"one")
    write_atomic(path, b"two")
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["会議.json"]


@posix_only
def test_a_new_file_may_be_read_by_whom_the_persons_umask_lets(tmp_path: Path) -> None:
    before = os.umask(0o027)
    try:
        write_atomic(tmp_path / "x", b"")
    finally:
        os.umask(before)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "会議.json"
    write_atomic(path, b"old")

    def full(*_args: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, step, full)
    with pytest.raises(DiskFull):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["会議.json"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_an_interruption_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    path = tmp_path / "会議.json"
    write_atomic(path, b"old")

    def interrupted(_handle: int) -> None:
        raise error

    monkeypatch.setattr(os, "fsync", interrupted)
    with pytest.raises(error):
        write_atomic(path, b"new")
    assert path.read_bytes() == b"old"
    assert [each.name for each in tmp_path.iterdir()] == ["会議.json"]


def test_a_folder_in_the_place_of_the_file_is_a_disk_error(tmp_path: Path) -> None:
    (tmp_path / "会議.json").mkdir()
    with pytest.raises((DiskFault, NoPermission)):
        write_atomic(tmp_path / "会議.json", b"x")
    assert [each.name for each in tmp_path.iterdir()] == ["会議.json"]


def test_a_hash_is_that_of_the_whole_file_and_tells_its_progress(tmp_path: Path) -> None:
    content = os.urandom(2 * BLOCK + 5)
    (tmp_path / "x").write_bytes(content)
    steps: list[int] = []
    assert sha256_of(tmp_path / "x", steps.append) == hashlib.sha256(content).hexdigest()
    assert steps == [BLOCK, 2 * BLOCK, 2 * BLOCK + 5]
    (tmp_path / "empty").write_bytes(b"")
    assert sha256_of(tmp_path / "empty") == hashlib.sha256(b"").hexdigest()
    with pytest.raises(DiskFault):
        sha256_of(tmp_path / "ない")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("定例会議", "定例会議"),
        ("会議: 第1回/総務?", "会議_ 第1回_総務_"),
        (unicodedata.normalize("NFD", "ガギグゲゴ"), "ガギグゲゴ"),
        ("  会議\t\n録音  ", "会議__録音"),
        ("会議　録音", "会議 録音"),
        ("終わり...", "終わり"),
        ("con", "_con"),
        ("LPT1.wav", "_LPT1.wav"),
        ("console", "console"),
        ("", ""),
        ("...", ""),
        ("‮gpj.exe", "_gpj.exe"),
        ("髙﨑𠮷野🎉", "髙﨑𠮷野🎉"),
        ("\udc83\udc84", "__"),
    ],
)
def test_a_name_is_safe_on_every_system(text: str, name: str) -> None:
    assert safe_name(text) == name
    assert safe_name(name) == name


def test_a_name_is_cut_to_its_limit_and_still_safe() -> None:
    assert safe_name("あ" * 100, limit=60) == "あ" * 60
    assert safe_name("あ" * 5 + ". .い", limit=8) == "あ" * 5
    assert len(safe_name("con." + "x" * 100, limit=60)) <= 61


def test_bundled_things_lie_beside_the_package_or_the_frozen_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert (bundled("models") / "demo-ja").is_dir()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / "minutes.exe"))
    assert files.bundled("resources", "templates") == tmp_path / "resources" / "templates"


def test_bundled_things_are_found_where_pip_puts_the_wheels_data_files(tmp_path: Path) -> None:
    """The folders are laid out as pyproject.toml says; the package then lies in site-packages, away from them."""
    places = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]["data-files"]
    for folder, patterns in places.items():
        target = tmp_path / folder
        target.mkdir(parents=True)
        for path in (path for pattern in patterns for path in ROOT.glob(pattern)):
            shutil.copy(path, target)
    package = tmp_path / "lib" / "python3.11" / "site-packages" / "minutes_app"
    shutil.copytree(ROOT / "minutes_app", package, ignore=shutil.ignore_patterns("__pycache__"))
    code = "from minutes_app.files import bundled; print(bundled('models')); print(bundled('resources'))"
    found = subprocess.check_output(
        [sys.executable, "-c", code], cwd=package.parent, env={**os.environ, "PYTHONUTF8": "1"}, encoding="utf-8"
    )
    root = tmp_path / files.INSTALLED
    assert found.splitlines() == [str(root / "models"), str(root / "resources")]
    shipped = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    kept = {
        path.relative_to(ROOT).as_posix()
        for name in ("models", "resources")
        for path in (ROOT / name).rglob("*")
        if path.is_file()
    }
    assert shipped == kept
