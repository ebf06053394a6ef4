"""Models from and to USB sticks, the hostile ones among them."""

import functools
import io
import json
import os
import random
import shutil
import stat
import struct
import sys
import zipfile
from collections import namedtuple
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from minutes_app.errors import (
    DiskFull,
    MinutesError,
    ModelDamaged,
    ModelMissing,
    ModelRefused,
    ModelSourceMissing,
    ModelUnsuitable,
)
from minutes_app.files import bundled
from minutes_app.progress import Cancelled, Progress, Stage
from minutes_app.transcribe.exchange import export_model, import_model
from minutes_app.transcribe.manifest import read_manifest
from minutes_app.transcribe.shelf import ModelFolders
from minutes_app.transcribe.weights import find
from minutes_app.wording import explain
from tests.unit.transcribe.hub import DEMO, FILES, folders_in, put_model, registry_of, write_registry


@pytest.fixture
def folders(tmp_path: Path) -> Iterator[ModelFolders]:
    """An empty PC that has never heard of the demo model."""
    write_registry(tmp_path / "registry", name="known", contents={"model.bin": b"another"})
    with registry_of(tmp_path / "registry"):
        yield folders_in(tmp_path / "pc")


def is_untouched(folders: ModelFolders) -> bool:
    """Nothing of a refused model is left, not even what nobody looks into."""
    return not folders.user.exists() or list(folders.user.iterdir()) == []


def zipped(path: Path, members: dict[str, bytes], *, compress: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", compress) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo("x")
            entry.filename = name
            entry.compress_type = compress
            archive.writestr(entry, content)
    return path


def model_files(prefix: str = "") -> dict[str, bytes]:
    return {prefix + name: (DEMO / name).read_bytes() for name in FILES}


def test_a_model_goes_on_a_stick_and_comes_in_on_another_pc_unchanged(folders: ModelFolders, tmp_path: Path) -> None:
    put_model(folders.user, "市議会用")
    before = find("市議会用", folders)
    (tmp_path / "USBメモリー").mkdir()
    seen: list[Progress] = []

    path = export_model("市議会用", folders, tmp_path / "USBメモリー")
    other = folders_in(tmp_path / "other")
    done = import_model(path, other, report=seen.append)

    assert path.name == "市議会用.zip"
    assert {entry.compress_type for entry in zipfile.ZipFile(path).infolist()} == {zipfile.ZIP_STORED}
    assert done.weights.name == "市議会用"
    assert done.weights.sha256_of_all == before.sha256_of_all
    assert done.weights.manifest.source == before.manifest.source
    assert done.ignored == ()
    assert {step.stage for step in seen} >= {Stage.IMPORT}
    assert {path.name for path in other.user.iterdir()} == {"市議会用"}


def test_an_export_as_a_folder_can_be_imported_too(folders: ModelFolders, tmp_path: Path) -> None:
    put_model(folders.user, "a")

    path = export_model("a", folders, tmp_path / "usb", as_folder=True)

    assert path == tmp_path / "usb" / "a"
    assert import_model(path, folders_in(tmp_path / "other")).weights.name == "a"


def test_an_export_never_overwrites(folders: ModelFolders, tmp_path: Path) -> None:
    put_model(folders.user, "a")
    (tmp_path / "a.zip").write_text("somebody's", encoding="utf-8")

    assert export_model("a", folders, tmp_path).name == "a (2).zip"
    assert (tmp_path / "a.zip").read_text(encoding="utf-8") == "somebody's"


def test_a_damaged_or_absent_model_is_not_given_out(folders: ModelFolders, tmp_path: Path) -> None:
    (put_model(folders.user, "a") / "tokenizer.json").write_bytes(b"{}")

    with pytest.raises(ModelDamaged):
        export_model("a", folders, tmp_path / "usb")
    with pytest.raises(ModelMissing):
        export_model("known", folders, tmp_path / "usb")
    assert not (tmp_path / "usb").exists()


@pytest.mark.parametrize("as_folder", [False, True])
def test_a_cancelled_export_leaves_nothing_on_the_stick(folders: ModelFolders, tmp_path: Path, as_folder: bool) -> None:
    put_model(folders.user, "a")

    def stop(progress: Progress) -> None:
        if progress.done > 3_000_000:
            raise Cancelled

    (tmp_path / "usb").mkdir()
    find("a", folders)
    with pytest.raises(Cancelled):
        export_model("a", folders, tmp_path / "usb", as_folder=as_folder, report=stop)
    assert list((tmp_path / "usb").iterdir()) == []


def test_a_folder_without_a_manifest_takes_its_own_name(folders: ModelFolders, tmp_path: Path) -> None:
    source = tmp_path / "会議録モデル 第２版"
    put_model(tmp_path, source.name)
    (source / "manifest.json").unlink()
    (source / "README.md").write_text("説明", encoding="utf-8")
    (source / "setup.exe").write_bytes(b"MZ")

    done = import_model(source, folders)

    assert done.weights.name == "会議録モデル 第２版"
    assert done.ignored == ("setup.exe",)
    assert {file.path for file in done.weights.manifest.files} == {*FILES, "README.md"}
    assert done.weights.manifest.source == "import:会議録モデル 第２版"
    assert not (done.weights.folder / "setup.exe").exists()


def test_the_name_can_be_given(folders: ModelFolders, tmp_path: Path) -> None:
    zipped(tmp_path / "model.zip", model_files())

    assert import_model(tmp_path / "model.zip", folders, name="庁内 標準").weights.name == "庁内 標準"
    assert import_model(tmp_path / "model.zip", folders).weights.name == "model"


@pytest.mark.parametrize(
    ("wish", "name"), [("///", "___"), (".hidden", "hidden"), ("a/../b", "a_.._b"), ("con", "_con")]
)
def test_a_name_that_is_no_folder_name_is_mended(folders: ModelFolders, tmp_path: Path, wish: str, name: str) -> None:
    done = import_model(zipped(tmp_path / "model.zip", model_files()), folders, name=wish)

    assert done.weights.folder == folders.user / name


def test_a_name_of_which_nothing_is_left_is_refused(folders: ModelFolders, tmp_path: Path) -> None:
    with pytest.raises(ModelUnsuitable) as caught:
        import_model(zipped(tmp_path / "model.zip", model_files()), folders, name="...")

    assert caught.value.reason == "no_name"
    assert is_untouched(folders)


def test_a_zip_made_by_explorer_on_a_japanese_windows_keeps_its_name(folders: ModelFolders, tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in model_files("表示用モデル/").items():
            archive.writestr(zipfile.ZipInfo(name), content)
    raw = path.read_bytes()
    utf8, cp932 = "表示用モデル".encode(), "表示用モデル".encode("cp932")
    path.write_bytes(_reflagged(raw, utf8, cp932))

    assert import_model(path, folders).weights.name == "表示用モデル"


def _reflagged(raw: bytes, old: bytes, new: bytes) -> bytes:
    """A zip whose names are in another encoding: shorter, so padded with ASCII, and without the UTF-8 flag."""
    out = bytearray(raw)
    offset = 0
    while (at := out.find(old, offset)) >= 0:
        local = out[at - 30 : at - 26] == b"PK\x03\x04"
        header = at - 30 if local else at - 46
        flag, length = (6, 26) if local else (8, 28)
        flags = struct.unpack_from("<H", out, header + flag)[0] & ~0x800
        struct.pack_into("<H", out, header + flag, flags)
        size = struct.unpack_from("<H", out, header + length)[0]
        padded = new + b"/" * (len(old) - len(new))
        out[at : at + len(old)] = padded
        assert struct.unpack_from("<H", out, header + length)[0] == size
        offset = at + len(old)
    return bytes(out)


def test_the_hubs_own_cache_can_be_imported_by_its_repository_name(folders: ModelFolders, tmp_path: Path) -> None:
    revision = "a" * 40
    root = tmp_path / "models--Systran--faster-whisper-kaigi"
    place = root / "snapshots" / revision
    put_model(place.parent, revision)
    (place / "manifest.json").unlink()
    blob = root / "blobs" / "b1"
    blob.parent.mkdir()
    (place / "model.bin").replace(blob)
    try:
        (place / "model.bin").symlink_to(blob)
    except OSError:
        blob.replace(place / "model.bin")

    done = import_model(root, folders)

    assert done.weights.name == "faster-whisper-kaigi"
    assert not (done.weights.folder / "model.bin").is_symlink()


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes need rights on Windows")
def test_links_that_lead_out_and_pipes_are_refused(folders: ModelFolders, tmp_path: Path) -> None:
    source = put_model(tmp_path, "m")
    (source / "manifest.json").unlink()
    (source / "README.md").symlink_to("/etc/passwd")
    with pytest.raises(ModelRefused) as caught:
        import_model(source, folders)
    assert caught.value.reason == "link"

    (source / "README.md").unlink()
    os.mkfifo(source / "README.md")
    with pytest.raises(ModelRefused):
        import_model(source, folders)
    assert is_untouched(folders)


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("../config.json", "path"),
        ("a/../../config.json", "path"),
        ("/etc/config.json", "path"),
        ("C:\\config.json", "path"),
        ("..\\config.json", "path"),
        ("//server/share/config.json", "path"),
        ("README.md:stream", "path"),
        ("CONFIG.JSON", "duplicate"),
        ("pytorch_model.bin", "pickle"),
        ("weights/model.pt", "pickle"),
        ("evil.PKL", "pickle"),
    ],
)
def test_an_archive_with_a_trick_is_refused_as_a_whole(
    folders: ModelFolders, tmp_path: Path, name: str, reason: str
) -> None:
    path = zipped(tmp_path / "m.zip", model_files() | {name: b"{}"})

    with pytest.raises(ModelRefused) as caught:
        import_model(path, folders)

    assert caught.value.reason == reason
    assert is_untouched(folders)
    assert not (tmp_path / "pc" / "config.json").exists()


def test_an_archive_with_a_link_is_refused(folders: ModelFolders, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "m.zip", "w") as archive:
        for name, content in model_files().items():
            archive.writestr(name, content)
        link = zipfile.ZipInfo("README.md")
        link.create_system = 3
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, "/etc/passwd")

    with pytest.raises(ModelRefused) as caught:
        import_model(tmp_path / "m.zip", folders)

    assert caught.value.reason == "link"


def test_a_bomb_is_refused_before_a_byte_is_unpacked(folders: ModelFolders, tmp_path: Path) -> None:
    path = zipped(tmp_path / "m.zip", model_files() | {"README.md": bytes(300 << 20)})

    with pytest.raises(ModelRefused) as caught:
        import_model(path, folders)

    assert caught.value.reason == "bomb"


def test_an_encrypted_archive_is_refused(folders: ModelFolders, tmp_path: Path) -> None:
    path = zipped(tmp_path / "m.zip", model_files(), compress=zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    at = raw.find(b"PK\x01\x02")
    while at >= 0:
        raw[at + 8] |= 1
        at = raw.find(b"PK\x01\x02", at + 4)
    path.write_bytes(raw)

    with pytest.raises(ModelRefused) as caught:
        import_model(path, folders)

    assert caught.value.reason == "encrypted"


def test_a_compression_that_we_cannot_read_is_told(folders: ModelFolders, tmp_path: Path) -> None:
    """Explorer writes Deflate64 (9) for files over 2 GB."""
    path = zipped(tmp_path / "m.zip", model_files(), compress=zipfile.ZIP_STORED)
    raw = bytearray(path.read_bytes())
    for magic, place in ((b"PK\x01\x02", 10), (b"PK\x03\x04", 8)):
        at = raw.find(magic)
        while at >= 0:
            raw[at + place] = 9
            at = raw.find(magic, at + 4)
    path.write_bytes(raw)

    with pytest.raises(ModelRefused) as caught:
        import_model(path, folders)

    assert caught.value.reason == "compression"


def test_a_copy_that_went_wrong_on_the_stick_is_noticed(folders: ModelFolders, tmp_path: Path) -> None:
    put_model(folders.user, "a")
    path = export_model("a", folders, tmp_path / "usb", as_folder=True)
    content = (path / "model.bin").read_bytes()
    (path / "model.bin").write_bytes(content[:-1] + b"?")

    with pytest.raises(ModelDamaged) as caught:
        import_model(path, folders_in(tmp_path / "other"))

    assert caught.value.faults == (("model.bin", "changed"),)
    assert "もう一度コピー" in explain(caught.value).next_step
    assert is_untouched(ModelFolders(None, tmp_path / "other" / "user", tmp_path))


def test_a_model_that_calls_itself_a_known_one_must_be_it(folders: ModelFolders, tmp_path: Path) -> None:
    path = zipped(tmp_path / "m.zip", model_files())

    with pytest.raises(ModelDamaged) as caught:
        import_model(path, folders, name="known")

    assert caught.value.faults == (("model.bin", "changed"),)
    assert is_untouched(folders)


def test_a_known_model_is_recognised_by_its_bytes(tmp_path: Path) -> None:
    folders = ModelFolders(None, tmp_path / "user", bundled("models"))
    path = zipped(tmp_path / "ダウンロード.zip", model_files("x/"))

    done = import_model(path, folders)

    assert (done.weights.name, done.weights.demo) == ("demo-ja", True)
    assert done.weights.manifest.licence.startswith("CC BY")


def test_importing_again_replaces_the_model(folders: ModelFolders, tmp_path: Path) -> None:
    (put_model(folders.user, "m") / "model.bin").write_bytes(b"broken")
    path = zipped(tmp_path / "m.zip", model_files())

    done = import_model(path, folders)

    assert done.weights.folder == folders.user / "m"
    assert {path.name for path in folders.user.iterdir()} == {"m"}


def test_a_replacement_that_fails_leaves_the_old_model(
    folders: ModelFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put_model(folders.user, "m")
    path = zipped(tmp_path / "m.zip", model_files())
    real = os.replace

    def fails_once(source: Path, target: Path) -> None:
        if Path(source).name.startswith(".staging-"):
            raise PermissionError(13, "an antivirus has it open")
        real(source, target)

    monkeypatch.setattr(os, "replace", fails_once)
    with pytest.raises(MinutesError):
        import_model(path, folders)
    monkeypatch.undo()

    assert find("m", folders).name == "m"
    assert {path.name for path in folders.user.iterdir()} == {"m"}


def test_a_full_disk_is_noticed_before_copying(
    folders: ModelFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = zipped(tmp_path / "m.zip", model_files())
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, 1000))

    with pytest.raises(DiskFull):
        import_model(path, folders)
    assert is_untouched(folders)


def test_a_cancelled_import_leaves_nothing(folders: ModelFolders, tmp_path: Path) -> None:
    def stop(progress: Progress) -> None:
        if progress.done > 3_000_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        import_model(zipped(tmp_path / "m.zip", model_files()), folders, report=stop)
    assert is_untouched(folders)


def test_what_a_killed_import_left_is_swept_by_the_next(folders: ModelFolders, tmp_path: Path) -> None:
    left = folders.user / ".staging-999999999-abc"
    left.mkdir(parents=True)
    (left / "model.bin").write_bytes(b"half")

    import_model(zipped(tmp_path / "m.zip", model_files()), folders)

    assert {path.name for path in folders.user.iterdir()} == {"m"}


def test_what_is_no_model_has_a_reason(folders: ModelFolders, tmp_path: Path) -> None:
    empty = tmp_path / "空"
    empty.mkdir()
    text = tmp_path / "議事録.txt"
    text.write_text("こんにちは", encoding="utf-8")
    pickle = tmp_path / "large-v3.pt"
    pickle.write_bytes(b"PK\x03\x04")
    torch = zipped(tmp_path / "torch.zip", {"model.safetensors": b"x", "config.json": b"{}"})
    two = zipped(tmp_path / "two.zip", model_files("a/") | model_files("b/"))

    assert _refusal(empty, folders) == "no_model_bin"
    cut = tmp_path / "途中まで.zip"
    cut.write_bytes(_good_archive()[:-200])
    assert _refusal(cut, folders) == "broken_archive"
    assert _refusal(text, folders) == "not_archive"
    assert _refusal(pickle, folders) == "pickle"
    assert _refusal(torch, folders) == "pytorch"
    assert _refusal(two, folders) == "several_models"
    with pytest.raises(ModelSourceMissing):
        import_model(tmp_path / "ない.zip", folders)
    assert is_untouched(folders)


def _refusal(path: Path, folders: ModelFolders) -> str:
    with pytest.raises((ModelRefused, ModelUnsuitable)) as caught:
        import_model(path, folders)
    return str(getattr(caught.value, "reason"))  # noqa: B009 # of both classes


@functools.cache
def _good_archive() -> bytes:
    memory = io.BytesIO()
    with zipfile.ZipFile(memory, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in model_files("m/").items():
            archive.writestr(name, content)
    return memory.getvalue()


@pytest.mark.parametrize("seed", range(150))
def test_a_mutated_archive_is_refused_or_imported_right(folders: ModelFolders, tmp_path: Path, seed: int) -> None:
    """Half of the mutations hit the directory at the end, half anywhere; whatever comes in is a whole model."""
    path = tmp_path / "m.zip"
    raw = bytearray(_good_archive())
    dice = random.Random(seed)
    begin = len(raw) - 400 if seed % 2 else 0
    for _ in range(dice.randint(1, 8)):
        raw[dice.randrange(begin, len(raw))] = dice.randrange(256)
    path.write_bytes(raw[: dice.randrange(1, len(raw))] if seed % 10 == 0 else raw)

    try:
        weights = import_model(path, folders).weights
    except MinutesError:
        assert is_untouched(folders)
    else:
        assert read_manifest(weights.folder) == weights.manifest


Harm = Callable[[Path], object]


def _header(version: int, spec: bytes) -> bytes:
    return struct.pack("<IH", version, len(spec) + 1) + spec + b"\0" + struct.pack("<II", 3, 0) + struct.pack("<I", 0)


def _without_ja(place: Path) -> None:
    value = json.loads((place / "tokenizer.json").read_text(encoding="utf-8"))
    value["added_tokens"] = [token for token in value["added_tokens"] if token["content"] != "<|ja|>"]
    (place / "tokenizer.json").write_text(json.dumps(value), encoding="utf-8")


@pytest.mark.parametrize(
    ("harm", "reason"),
    [
        (lambda p: (p / "model.bin").write_bytes(b"PK\x03\x04" + bytes(100)), "pytorch"),
        (lambda p: (p / "model.bin").write_bytes(b"\x80\x02}q\x00." + bytes(100)), "pytorch"),
        (lambda p: (p / "model.bin").write_bytes(b""), "not_ctranslate2"),
        (lambda p: (p / "model.bin").write_bytes(b"ggml" + bytes(100)), "not_ctranslate2"),
        (lambda p: (p / "model.bin").write_bytes(_header(6, b"TransformerSpec")), "wrong_architecture"),
        (lambda p: (p / "model.bin").write_bytes(_header(7, b"WhisperSpec")), "too_new"),
        (lambda p: (p / "model.bin").write_bytes((p / "model.bin").read_bytes()[:3_000_000]), "cut_off"),
        (lambda p: (p / "model.bin").write_bytes((p / "model.bin").read_bytes()[:40]), "cut_off"),
        (lambda p: (p / "config.json").unlink(), "no_config"),
        (lambda p: (p / "config.json").write_bytes(b"[]"), "bad_config"),
        (lambda p: (p / "config.json").write_bytes(b"\xff"), "bad_config"),
        (lambda p: (p / "config.json").write_bytes(b"[" * 200_000), "bad_config"),
        (lambda p: (p / "tokenizer.json").unlink(), "no_tokenizer"),
        (lambda p: (p / "tokenizer.json").write_bytes(b"{}"), "bad_tokenizer"),
        (lambda p: (p / "tokenizer.json").write_bytes(b'{"model": {}, "added_tokens": [1]}'), "bad_tokenizer"),
        (_without_ja, "no_japanese"),
        (lambda p: (p / "vocabulary.json").unlink(), "no_vocabulary"),
        (lambda p: (p / "vocabulary.json").write_bytes(b'["a"]'), "bad_vocabulary"),
        (lambda p: (p / "vocabulary.json").write_bytes(b"[1]"), "bad_vocabulary"),
        (lambda p: (p / "preprocessor_config.json").write_bytes(b"nothing"), "bad_preprocessor"),
        (lambda p: (p / "preprocessor_config.json").write_bytes(b'{"feature_size": 128}'), "wrong_preprocessor"),
    ],
)
def test_a_folder_that_faster_whisper_could_not_use_is_refused(
    folders: ModelFolders, tmp_path: Path, harm: Harm, reason: str
) -> None:
    source = put_model(tmp_path, "m")
    (source / "manifest.json").unlink()
    harm(source)

    assert _refusal(source, folders) == reason
    assert is_untouched(folders)


def test_a_model_with_128_mels_needs_its_preprocessor_config(folders: ModelFolders, tmp_path: Path) -> None:
    source = put_model(tmp_path, "m")
    (source / "manifest.json").unlink()
    (source / "preprocessor_config.json").unlink()
    assert import_model(source, folders).weights.name == "m", "80 mels are what faster-whisper takes by itself"
    content = bytearray((source / "model.bin").read_bytes())
    at = content.find(b"encoder/conv1/weight\0") + len(b"encoder/conv1/weight\0") + 1
    assert struct.unpack_from("<III", content, at) == (192, 80, 3)
    struct.pack_into("<I", content, at + 4, 128)
    (source / "model.bin").write_bytes(content)

    assert _refusal(source, folders) == "no_preprocessor"


def test_what_was_imported_loads_in_the_engine_library(folders: ModelFolders, tmp_path: Path) -> None:
    """Only here: that our idea of a usable model is the library's, too."""
    import ctranslate2

    weights = import_model(zipped(tmp_path / "m.zip", model_files()), folders).weights

    model = ctranslate2.models.Whisper(str(weights.folder), device="cpu", compute_type="int8")

    assert model.is_multilingual
    assert model.n_mels == 80
