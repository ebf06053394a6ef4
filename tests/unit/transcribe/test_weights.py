"""Finding, choosing, listing, verifying and removing models; the manifest and its stamps."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from minutes_app.errors import ModelBundled, ModelDamaged, ModelMissing, NoPermission, NotEnoughMemory, UnknownModel
from minutes_app.files import bundled
from minutes_app.progress import Progress, Stage
from minutes_app.transcribe import manifest as manifests
from minutes_app.transcribe.anatomy import check_whisper
from minutes_app.transcribe.manifest import parse_manifest, read_manifest
from minutes_app.transcribe.registry import DEFAULT, known, known_model
from minutes_app.transcribe.shelf import ModelFolders, folders_for
from minutes_app.transcribe.weights import (
    State,
    check_memory,
    choose,
    find,
    listing,
    locate,
    memory_for,
    remove,
    verify,
)
from minutes_app.wording import explain
from tests.unit.transcribe.hub import DEMO, folders_in, put_model, registry_of, write_registry


@pytest.fixture
def folders(tmp_path: Path) -> ModelFolders:
    """A PC with nothing but what the program brings."""
    return ModelFolders(None, tmp_path / "user", bundled("models"))


def flip_last_byte(path: Path, *, keep_time: bool = False) -> None:
    before = path.stat()
    content = path.read_bytes()
    path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    if keep_time:
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


def test_the_registry_pins_every_file_of_every_model() -> None:
    names = [model.name for model in known()]
    assert names == ["large-v3-turbo", "large-v3", "kotoba-whisper-v2.0-faster", "medium", "small", "demo-ja"]
    assert names[0] == DEFAULT
    for model in known():
        files = {file.path for file in model.files}
        assert {"model.bin", "config.json", "tokenizer.json"} <= files
        assert files & {"vocabulary.json", "vocabulary.txt"}
        assert all(len(file.sha256) == 64 and file.bytes > 0 for file in model.files)
        assert model.demo or (len(model.revision) == 40 and "/" in model.repository)
        assert model.memory_bytes > model.bytes
        assert model.licence
        assert model.good_for


def test_the_bundled_model_is_what_its_manifest_and_the_registry_say(folders: ModelFolders) -> None:
    weights = find("demo-ja", folders)

    assert weights.demo
    assert weights.folder == DEMO
    assert [one.faults for one in verify("demo-ja", folders)] == [()]
    listed = {file.path: file for file in weights.manifest.files}
    entry = known_model("demo-ja")
    assert entry is not None
    assert all(listed[file.path] == file for file in entry.files)
    assert {path.name for path in DEMO.iterdir()} == {*listed, "manifest.json"}
    check_whisper(DEMO, "demo-ja")


def test_the_hash_of_a_model_depends_on_every_file_and_on_nothing_else(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    here = find(put_model(folders.user, "a").name, folders)
    there = find(put_model(folders.user, "b").name, folders)
    assert here.sha256_of_all == there.sha256_of_all

    other = folders.user / "b"
    (other / "config.json").write_bytes((other / "config.json").read_bytes() + b"\n")
    shutil.rmtree(folders.user / "a")
    put_model(folders.user, "a", source=other)
    assert find("a", folders).sha256_of_all != here.sha256_of_all


def test_the_machines_folder_comes_before_the_users_and_that_before_the_bundled(tmp_path: Path) -> None:
    machine, user, with_program = tmp_path / "machine", tmp_path / "user", tmp_path / "bundled"
    folders = ModelFolders(machine, user, with_program)
    for folder in (with_program, user, machine):
        put_model(folder, "会議用")
        assert find("会議用", folders).folder == folder / "会議用"


def test_a_damaged_model_is_passed_over_for_a_good_one_further_on(tmp_path: Path) -> None:
    folders = ModelFolders(tmp_path / "machine", tmp_path / "user", tmp_path / "bundled")
    flip_last_byte(put_model(tmp_path / "machine", "a") / "model.bin")
    put_model(folders.user, "a")

    assert find("a", folders).folder == folders.user / "a"


@pytest.mark.parametrize(
    ("harm", "faults"),
    [
        (lambda place: flip_last_byte(place / "model.bin"), (("model.bin", "changed"),)),
        (lambda place: flip_last_byte(place / "model.bin", keep_time=True), (("model.bin", "changed"),)),
        (lambda place: (place / "model.bin").write_bytes(b""), (("model.bin", "changed"),)),
        (lambda place: (place / "tokenizer.json").unlink(), (("tokenizer.json", "missing"),)),
        (lambda place: (place / "vocabulary.txt").write_text("あ"), (("vocabulary.txt", "extra"),)),
        (lambda place: (place / "pytorch_model.bin").write_bytes(b"\x80"), (("pytorch_model.bin", "extra"),)),
        (lambda place: (place / "manifest.json").unlink(), (("manifest.json", "missing"),)),
        (lambda place: (place / "manifest.json").write_bytes(b"{"), (("manifest.json", "changed"),)),
        (lambda place: (place / "manifest.json").write_bytes(b"\xff\xfe" * 9), (("manifest.json", "changed"),)),
        (lambda place: (place / "manifest.json").write_bytes(b" " * (2 << 20)), (("manifest.json", "changed"),)),
    ],
)
def test_a_model_that_fails_its_manifest_is_not_loaded(tmp_path: Path, harm: object, faults: object) -> None:
    folders = folders_in(tmp_path)
    place = put_model(folders.user, "a")
    assert callable(harm)
    harm(place)

    with pytest.raises(ModelDamaged) as caught:
        find("a", folders)

    assert caught.value.faults == faults
    assert [one.faults for one in verify("a", folders)] == [faults]


def test_a_damaged_model_is_told_with_the_command_that_mends_it(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    told = {}
    for name, folder in (("small", folders.user), ("市の会議", folders.user), ("demo-ja", folders.bundled)):
        flip_last_byte(put_model(folder, name) / "model.bin")
        with pytest.raises(ModelDamaged) as caught:
            find(name, folders)
        told[name] = explain(caught.value).next_step
    assert "minutes models install small" in told["small"]
    assert '--name "市の会議"' in told["市の会議"]
    assert "アプリを入れ直して" in told["demo-ja"]


def test_a_note_beside_the_model_does_no_harm(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    place = put_model(folders.user, "a")
    (place / "メモ.txt").write_text("情報政策課が入れました", encoding="utf-8")
    (place / "Thumbs.db").write_bytes(b"x")

    assert find("a", folders).name == "a"


def test_a_manifest_that_names_a_path_is_refused(tmp_path: Path) -> None:
    place = put_model(tmp_path, "a")
    whole = json.loads((place / "manifest.json").read_text(encoding="utf-8"))
    for path in ("../secret", "/etc/passwd", "C:\\x", "a/b", "", "..", "a\0b"):
        whole["files"][0]["path"] = path
        with pytest.raises(ModelDamaged):
            parse_manifest(json.dumps(whole).encode(), "a")


def test_a_large_model_is_hashed_once_and_again_when_something_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(manifests, "SMALL", 1)
    folders = folders_in(tmp_path)
    place = put_model(folders.user, "a")
    seen: list[Progress] = []

    def hashed() -> bool:
        seen.clear()
        find("a", folders, report=seen.append)
        return bool(seen)

    assert hashed()
    assert {step.stage for step in seen} == {Stage.VERIFY}
    assert seen[-1].done == seen[-1].total == read_manifest(place).bytes
    assert not hashed()
    os.utime(place / "model.bin", (1_000_000_000, 1_000_000_000))
    assert hashed()
    assert not hashed()
    folders.stamps.write_bytes(b"\xff not json")
    assert hashed()
    flip_last_byte(place / "model.bin")
    with pytest.raises(ModelDamaged):
        find("a", folders)


def test_verify_reads_everything_even_when_the_stamp_fits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "SMALL", 1)
    folders = folders_in(tmp_path)
    place = put_model(folders.user, "a")
    find("a", folders)
    flip_last_byte(place / "model.bin", keep_time=True)

    assert find("a", folders).name == "a", "the stamp is a matter of speed"
    assert [one.faults for one in verify("a", folders)] == [(("model.bin", "changed"),)]


def test_without_a_place_for_stamps_a_model_still_loads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(manifests, "SMALL", 1)
    put_model(tmp_path / "bundled", "a")
    (tmp_path / "user").write_text("a file where the folder should be", encoding="utf-8")

    assert find("a", ModelFolders(None, tmp_path / "user", tmp_path / "bundled")).name == "a"


def test_what_is_nowhere_is_missing_or_unknown(folders: ModelFolders) -> None:
    with pytest.raises(ModelMissing):
        find("large-v3-turbo", folders)
    for name in ("large-v9", "", "..", ".", "../models/demo-ja", "/etc", "a\0b", "C:\\x"):
        with pytest.raises(UnknownModel):
            find(name, folders)


def test_with_nothing_else_the_demo_model_is_chosen_and_said_to_be_for_trying_out(folders: ModelFolders) -> None:
    weights = choose("", folders)

    assert (weights.name, weights.demo, weights.notice) == ("demo-ja", True, "demo_only")


def test_the_demo_model_under_another_name_is_still_for_trying_out(folders: ModelFolders) -> None:
    put_model(folders.user, "本番用")

    assert find("本番用", folders).demo
    assert choose("", folders).notice == "demo_only"


def test_the_default_is_chosen_when_it_is_there_and_else_the_best(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    write_registry(tmp_path / "registry", name="best", rank=40)
    with registry_of(tmp_path / "registry"):
        put_model(folders.user, "zz-own")
        assert choose("", folders, default="best").notice == "default_missing"
        put_model(folders.user, "best")
        assert (choose("", folders, default="best").name, choose("", folders, default="best").notice) == ("best", "")
        found = choose("", folders, default="large-v9")
        assert (found.name, found.notice) == ("best", "default_missing")
        assert choose("zz-own", folders, default="best").name == "zz-own"


def test_a_damaged_default_is_an_error_and_not_a_silent_step_down(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    put_model(folders.user, "good")
    flip_last_byte(put_model(folders.user, DEFAULT) / "model.bin")

    with pytest.raises(ModelDamaged):
        choose("", folders)


def test_a_pc_without_any_model_names_the_default(tmp_path: Path) -> None:
    with pytest.raises(ModelMissing) as caught:
        choose("", folders_in(tmp_path))

    assert caught.value.name == DEFAULT


def test_the_list_tells_what_can_be_used_what_is_absent_and_what_is_damaged(tmp_path: Path) -> None:
    folders = ModelFolders(None, tmp_path / "user", bundled("models"))
    put_model(folders.user, "市の会議")
    (put_model(folders.user, "small") / "model.bin").write_bytes(b"short")
    (folders.user / ".download-medium").mkdir()
    (folders.user / "空").mkdir()

    lines = {line.name: line for line in listing(folders)}

    assert [line.name for line in listing(folders)][-1] == "市の会議"
    assert lines["demo-ja"].state is State.READY
    assert (lines["demo-ja"].where, lines["demo-ja"].demo, lines["demo-ja"].installable) == ("bundled", True, False)
    assert lines["large-v3"].state is State.ABSENT
    assert lines["small"].state is State.DAMAGED
    assert lines["small"].faults == (("model.bin", "changed"),)
    assert lines["市の会議"].where == "user"
    assert "空" not in lines
    assert ".download-medium" not in lines


def test_the_list_says_whether_a_model_fits_this_pc(folders: ModelFolders, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(psutil, "virtual_memory", lambda: type("Memory", (), {"total": 3 << 30, "available": 1 << 30}))

    fits = {line.name: line.fits for line in listing(folders)}

    assert fits["large-v3-turbo"]
    assert not fits["large-v3"]


def test_a_model_is_not_loaded_into_memory_that_is_not_there(
    folders: ModelFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    weights = find("demo-ja", folders)
    check_memory(weights)

    monkeypatch.setattr(
        psutil, "virtual_memory", lambda: type("Memory", (), {"total": 8 << 30, "available": 100 << 20})
    )
    with pytest.raises(NotEnoughMemory) as caught:
        check_memory(weights)

    assert caught.value.free == 100 << 20
    assert caught.value.needed == memory_for(weights) > caught.value.free


def test_removing_takes_a_model_away_and_only_that(tmp_path: Path) -> None:
    folders = folders_in(tmp_path)
    put_model(folders.user, "a")
    put_model(folders.user, "b")

    assert remove("a", folders) == folders.user / "a"
    assert {path.name for path in folders.user.iterdir()} == {"b"}
    with pytest.raises(UnknownModel):
        remove("a", folders)


def test_the_bundled_model_cannot_be_removed(folders: ModelFolders) -> None:
    with pytest.raises(ModelBundled):
        remove("demo-ja", folders)
    assert find("demo-ja", folders).name == "demo-ja"


def test_a_model_of_the_machine_cannot_be_removed_without_permission(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = folders_in(tmp_path, machine=True)
    place = put_model(tmp_path / "machine", "a")

    def denied(_from: object, _to: object) -> None:
        raise PermissionError(13, "denied")

    monkeypatch.setattr(os, "replace", denied)
    with pytest.raises(NoPermission):
        remove("a", folders)
    assert locate("a", folders) == (place,)


def test_models_stand_in_local_data_unless_a_policy_says_otherwise(tmp_path: Path) -> None:
    assert folders_for("").machine is None
    assert folders_for(str(tmp_path)).machine == tmp_path
    assert folders_for("").bundled == bundled("models")
    assert "roaming" not in str(folders_for("").user).lower()


_WITHOUT_NETWORK = """
import sys
def watch(event, arguments):
    if event.startswith("socket."):
        raise SystemExit(f"network: {event} {arguments}")
sys.addaudithook(watch)
from pathlib import Path
from minutes_app.transcribe.exchange import export_model, import_model
from minutes_app.transcribe.weights import ModelFolders, choose, listing, remove, verify
from minutes_app.files import bundled
work = Path(sys.argv[1])
folders = ModelFolders(None, work / "user", bundled("models"))
choose("", folders); listing(folders); verify("", folders)
import_model(export_model("demo-ja", folders, work), folders, name="copy")
remove("copy", folders)
heavy = {"huggingface_hub", "httpx2", "faster_whisper", "ctranslate2", "numpy"} & set(sys.modules)
print("quiet", sorted(heavy))
"""


def test_everything_but_install_opens_no_socket_and_loads_no_hub_library(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _WITHOUT_NETWORK, str(tmp_path)], capture_output=True, text=True, check=False, timeout=60
    )

    assert (done.returncode, done.stdout.strip()) == (0, "quiet []"), done.stderr
