import builtins
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from minutes_app import files
from minutes_app.errors import FileInUse
from minutes_app.meeting import exports, store
from minutes_app.meeting.exports import Target, target_for, write_export
from minutes_app.meeting.model import Export
from minutes_app.meeting.place import PATH_LIMIT, utf16_length
from tests.unit.meeting.making import a_meeting

STEM = "2026-01-15_会議（秘）①_会議録"


def _write(folder: Path, content: bytes = b"one", known: tuple[Export, ...] = ()) -> exports.Written:
    return write_export(folder, STEM, suffix=".docx", content=content, known=known, template="全文")


def test_the_first_edition_has_the_plain_name(tmp_path: Path) -> None:
    written = _write(tmp_path / "まだない")
    path = tmp_path / "まだない" / f"{STEM}.docx"
    assert written.target == Target(path)
    assert path.read_bytes() == b"one"
    assert written.export.file == str(path)
    assert written.export.sha256 == hashlib.sha256(b"one").hexdigest()
    assert written.export.template == "全文"


def test_what_we_wrote_and_nobody_changed_is_replaced(tmp_path: Path) -> None:
    first = _write(tmp_path)
    second = _write(tmp_path, b"two", (first.export,))
    assert second.target == first.target
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [b"two"]


def test_what_a_person_changed_stays_and_gets_a_second_and_a_third_edition(tmp_path: Path) -> None:
    known: tuple[Export, ...] = ()
    for number, content in enumerate((b"one", b"two", b"three"), 1):
        written = _write(tmp_path, content, known)
        known += (written.export,)
        assert written.target.edition == number
        assert written.target.why == ("changed" if number > 1 else "")
        written.target.path.write_bytes(content + b" changed")
    names = sorted(path.name for path in tmp_path.iterdir())
    assert names == sorted([f"{STEM}.docx", f"{STEM}_第2版.docx", f"{STEM}_第3版.docx"])
    assert (tmp_path / f"{STEM}.docx").read_bytes() == b"one changed"


def test_the_latest_edition_is_the_one_that_is_replaced(tmp_path: Path) -> None:
    first = _write(tmp_path)
    first.target.path.write_bytes(b"changed")
    second = _write(tmp_path, b"two", (first.export,))
    third = _write(tmp_path, b"three", (first.export, second.export))
    assert third.target == Target(second.target.path, 2)
    assert second.target.path.read_bytes() == b"three"
    first.target.path.write_bytes(b"one")
    again = _write(tmp_path, b"four", (first.export, third.export))
    assert again.target.edition == 2


def test_a_file_that_is_not_ours_is_never_written_over(tmp_path: Path) -> None:
    (tmp_path / f"{STEM}.docx").write_bytes(b"of the department next door")
    assert _write(tmp_path).target == Target(tmp_path / f"{STEM}_第2版.docx", 2, "not_ours")
    assert (tmp_path / f"{STEM}.docx").read_bytes() == b"of the department next door"


@pytest.mark.parametrize("mark", ["~${}", "~${[1:]}", "~${[2:]}", ".~lock.{}#"])
def test_a_document_that_word_or_libreoffice_has_open_is_left_alone(tmp_path: Path, mark: str) -> None:
    first = _write(tmp_path)
    name = first.target.path.name
    cut = 1 if "[1:]" in mark else 2 if "[2:]" in mark else 0
    (tmp_path / mark.replace("[1:]", "").replace("[2:]", "").format(name[cut:])).write_bytes(b"owner")
    second = _write(tmp_path, b"two", (first.export,))
    assert (second.target.edition, second.target.why) == (2, "open")
    assert first.target.path.read_bytes() == b"one"


@pytest.mark.parametrize(("winerror", "why"), [(32, "open"), (33, "open"), (5, "protected")])
def test_a_file_that_windows_does_not_let_us_write_is_left_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, why: str
) -> None:
    first = _write(tmp_path)
    opened = Path.open

    def refuse(path: Path, mode: str = "r", *rest: Any) -> Any:
        if mode == "r+b":
            error = PermissionError(13, "denied")
            error.winerror = winerror  # type: ignore[attr-defined,unused-ignore] # Windows has it
            raise error
        return opened(path, mode, *rest)

    monkeypatch.setattr(Path, "open", refuse)
    assert target_for(tmp_path, STEM, ".docx", (first.export,)).why == why
    assert builtins.open is open


def test_a_file_opened_at_the_very_moment_gets_a_new_edition_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = _write(tmp_path)
    written = files.write_atomic

    def in_use(path: Path, content: bytes) -> None:
        if path == first.target.path:
            raise FileInUse(path)
        written(path, content)

    monkeypatch.setattr(exports, "write_atomic", in_use)
    second = _write(tmp_path, b"two", (first.export,))
    assert (second.target.edition, second.target.why) == (2, "open")
    assert first.target.path.read_bytes() == b"one"


@pytest.mark.skipif(os.name == "nt", reason="the same is seen on Windows by the error numbers above")
def test_a_write_protected_file_is_left_alone() -> None:
    script = """
import os, shutil, sys, tempfile
from pathlib import Path
from minutes_app.meeting.exports import target_for, write_export
folder = Path(tempfile.mkdtemp())
try:
    first = write_export(folder, "会議録", suffix=".docx", content=b"one", known=())
    first.target.path.chmod(0o444)
    folder.chmod(0o777)
    if os.geteuid() == 0:
        os.seteuid(65534)
    target = target_for(folder, "会議録", ".docx", (first.export,))
    assert (target.edition, target.why) == (2, "protected"), target
finally:
    os.seteuid(os.getuid())
    shutil.rmtree(folder)
"""
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_a_folder_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / f"{STEM}.docx").mkdir()
    assert _write(tmp_path).target == Target(tmp_path / f"{STEM}_第2版.docx", 2, "not_ours")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_a_link_of_that_name_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / f"{STEM}.docx").symlink_to(tmp_path / "nothing")
    assert _write(tmp_path).target == Target(tmp_path / f"{STEM}_第2版.docx", 2, "not_ours")
    assert not (tmp_path / "nothing").exists()


def test_names_are_compared_as_windows_does(tmp_path: Path) -> None:
    (tmp_path / "会議録_第4版.DOCX").write_bytes(b"x")
    (tmp_path / "会議録_第99版.txt").write_bytes(b"x")
    (tmp_path / "別の会議録_第98版.docx").write_bytes(b"x")
    (tmp_path / "会議録_第二版.docx").write_bytes(b"x")
    target = target_for(tmp_path, "会議録", ".docx", ())
    assert target.edition == (5 if os.name == "nt" else 4)


def test_an_export_that_moved_with_its_folder_is_still_ours(tmp_path: Path) -> None:
    first = _write(tmp_path / "古い")
    moved = (tmp_path / "古い").rename(tmp_path / "新しい")
    assert _write(moved, b"two", (first.export,)).target == Target(moved / f"{STEM}.docx")


def test_an_export_in_the_meetings_own_folder_is_remembered_by_its_name(tmp_path: Path) -> None:
    folder = store.create(tmp_path, a_meeting())
    written = _write(folder / "exports")
    assert written.export.file == f"{STEM}.docx"
    again = _write(folder / "exports", b"two", (written.export,))
    assert again.target == written.target


@pytest.mark.parametrize("stem", ["長い" * 200, "🎉" * 200, "a/b:c", "", "  ", "CON", "..."])
def test_any_name_is_made_to_fit_with_all_its_editions(tmp_path: Path, stem: str) -> None:
    folder = tmp_path / ("深い" * 10)
    paths = []
    for _ in range(3):
        written = write_export(folder, stem, suffix=".docx", content=b"x", known=())
        paths.append(written.target.path)
        assert utf16_length(str(written.target.path)) <= PATH_LIMIT
    assert [path.parent for path in paths] == [folder] * 3
    assert [path.read_bytes() for path in paths] == [b"x"] * 3
