"""A converted model becomes the one that the app carries."""

import hashlib
import json
import shutil
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tools.demo_model.bundle import FILES, bundle

MODELS = ROOT / "models"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    shutil.copytree(MODELS / "demo-ja", tmp_path / "models" / "demo-ja")
    shutil.copyfile(MODELS / "registry.toml", tmp_path / "models" / "registry.toml")
    return tmp_path / "models"


def table_of(models: Path) -> dict[str, dict[str, object]]:
    told = tomllib.loads((models / "registry.toml").read_text(encoding="utf-8"))
    [found] = [each for each in told["models"] if each["name"] == "demo-ja"]
    return {each["path"]: each for each in found["files"]}


def test_sizes_and_sums_are_those_of_the_new_files(models: Path, tmp_path: Path) -> None:
    new = Path(shutil.copytree(models / "demo-ja", tmp_path / "新しい"))
    (new / "model.bin").write_bytes(b"other weights")
    before = (models / "registry.toml").read_text(encoding="utf-8")
    bundle(new, models)
    content = (models / "demo-ja" / "model.bin").read_bytes()
    assert content == b"other weights"
    facts = table_of(models)["model.bin"]
    assert (facts["bytes"], facts["sha256"]) == (13, hashlib.sha256(content).hexdigest())
    listed = json.loads((models / "demo-ja" / "manifest.json").read_text(encoding="utf-8"))["files"]
    assert {each["path"] for each in listed} == {"MODEL_CARD.md", *FILES}
    for each in listed:
        file = models / "demo-ja" / each["path"]
        assert (each["bytes"], each["sha256"]) == (file.stat().st_size, hashlib.sha256(file.read_bytes()).hexdigest())
    after = (models / "registry.toml").read_text(encoding="utf-8")
    changed = [pair for pair in zip(before.splitlines(), after.splitlines(), strict=True) if pair[0] != pair[1]]
    assert len(changed) == 2, "no other model's lines"


def test_the_lists_of_the_repository_are_true() -> None:
    for name, facts in table_of(MODELS).items():
        content = (MODELS / "demo-ja" / name).read_bytes()
        assert (facts["bytes"], facts["sha256"]) == (len(content), hashlib.sha256(content).hexdigest())


def test_a_list_without_the_model_is_an_error(models: Path) -> None:
    path = models / "registry.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('path = "model.bin"', 'path = "other.bin"'), "utf-8")
    with pytest.raises(ValueError, match=r"model\.bin"):
        bundle(models / "demo-ja", models)
