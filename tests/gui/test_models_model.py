"""認識モデル in the window, against the hub and the files that the command line is tested with."""

import shutil
import zipfile
from collections import namedtuple
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtTest import QAbstractItemModelTester

from minutes_app.checkup import Finding, Verdict
from minutes_app.checkup.fitting import fitting
from minutes_app.errors import DiskFull, DownloadFailed, ModelRefused
from minutes_app.gui.view_models.first_start import FirstStartModel
from minutes_app.gui.view_models.models import LINE, Deed, ModelsModel, ModelTable
from minutes_app.gui.view_models.options import OptionsModel
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import Action
from minutes_app.pipeline import hearing_from
from minutes_app.progress import no_report
from minutes_app.transcribe.weights import Listed, State, folders_for, listing
from minutes_app.wording import settings_window as words
from tests.fakes import ScriptedEngine
from tests.gui.scene import Until
from tests.gui.settings import Audited, Told, a_workshop, policy
from tests.unit.transcribe.hub import Hub, demo_hub, put_model, registry_of, running, write_registry


@pytest.fixture
def hub(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hub]:
    """A hub that has the one model "kaigi", named by the settings."""
    write_registry(tmp_path / "registry")
    with running(demo_hub()) as hub, registry_of(tmp_path / "registry"):
        monkeypatch.setenv("MINUTES_NETWORK_HUB_ENDPOINT", hub.url)
        yield hub


def made(shop: Workshop, until: Until) -> tuple[ModelsModel, Told]:
    """The models of a workshop, listed."""
    options = OptionsModel(shop)
    model, told = ModelsModel(shop, options), Told()
    model.told.connect(told.say)
    model.failed.connect(told.fail)
    options.read()
    until(lambda: options.is_read)
    model.refresh()
    until(lambda: model.lines)
    return model, told


def line_of(model: ModelsModel, name: str) -> Listed:
    return next(line for line in model.lines if line.name == name)


def test_a_model_is_installed_made_the_default_and_used_by_the_next_hearing(
    hub: Hub, tmp_path: Path, until: Until
) -> None:
    audited: Audited = []
    engine = ScriptedEngine()
    with a_workshop(tmp_path / "会議", engine, audited) as shop:
        model, told = made(shop, until)
        assert Deed.INSTALL in model.deeds(line_of(model, "kaigi"))
        engine.load(tmp_path, hearing_from(shop.settings).options, no_report)
        model.install("kaigi")
        assert model.busy == "kaigi"
        assert model.deeds(line_of(model, "kaigi")) == ()
        until(lambda: not model.busy)
        assert told.errors == []
        assert told.lines == [words.model_ready("kaigi")]
        until(lambda: shop.settings.models.default == "kaigi")
        assert hearing_from(shop.settings).weights.name == "kaigi"
        until(lambda: not shop.engine.is_busy)
        assert engine._ready is None, "what was in memory is let go of"
        until(lambda: line_of(model, "kaigi").state is State.READY)
        assert audited == [Action.MODEL_INSTALLED, Action.SETTING_CHANGED]


def test_a_download_that_is_stopped_goes_on_where_it_was(hub: Hub, tmp_path: Path, until: Until) -> None:
    hub.cut_after, hub.cuts = 2_000_000, -1
    with a_workshop(tmp_path) as shop:
        model, told = made(shop, until)
        model.install("kaigi")
        until(lambda: len(hub.ranges_of("model.bin")) > 1)
        model.stop()
        assert model.is_stopping
        until(lambda: not model.busy)
        assert told.lines == [words.STOPPED]
        hub.cut_after = 0
        hub.asked.clear()
        model.install("kaigi")
        until(lambda: not model.busy)
        assert hub.ranges_of("model.bin")[0].startswith("bytes=")
        assert told.lines[1] == words.model_ready("kaigi")


def test_a_hub_that_refuses_is_told_with_the_way_by_usb(hub: Hub, tmp_path: Path, until: Until) -> None:
    hub.status = 404
    with a_workshop(tmp_path) as shop:
        model, told = made(shop, until)
        model.install("kaigi")
        until(lambda: told.errors)
        assert isinstance(told.errors[0], DownloadFailed)
        assert "配布元に、この認識モデルがありません" in told.sentences[0]
        assert "USBメモリーに書き出し" in told.sentences[0]
        assert "minutes " not in told.sentences[0]
        assert not model.busy


def test_a_model_travels_by_zip_and_folder_and_is_verified_and_removed(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path / "会議") as shop:
        model, told = made(shop, until)
        usb = tmp_path / "USBメモリー（秘）①"
        usb.mkdir()
        model.give("demo-ja", usb)
        until(lambda: not model.busy)
        assert str(usb / "demo-ja.zip") in told.lines[-1]
        shutil.copytree(folders_for().bundled / "demo-ja", usb / "市の会議")
        model.take(usb / "市の会議")
        until(lambda: not model.busy)
        until(lambda: any(line.where == "user" for line in model.lines))
        (mine,) = (line for line in model.lines if line.where == "user")
        assert told.lines[-1].startswith(words.model_ready(mine.name))
        assert set(model.deeds(mine)) == {Deed.VERIFY, Deed.EXPORT, Deed.REMOVE, Deed.USE}
        model.verify(mine.name)
        until(lambda: not model.busy)
        assert words.model_good(mine.name) in told.lines
        assert mine.folder is not None
        (mine.folder / "config.json").write_bytes(b"{}")
        model.verify(mine.name)
        until(lambda: not model.busy)
        assert "config.json" in told.lines[-2] + told.lines[-1]
        model.remove(mine.name)
        until(lambda: not model.busy)
        assert not mine.folder.exists()
        assert told.errors == []


def test_a_broken_zip_is_refused_and_nothing_is_left(tmp_path: Path, until: Until) -> None:
    broken = tmp_path / "model.zip"
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("model/model.bin", b"x" * 5000)
    broken.write_bytes(broken.read_bytes()[:3000])
    with a_workshop(tmp_path / "会議") as shop:
        model, told = made(shop, until)
        model.take(broken)
        until(lambda: told.errors)
        assert isinstance(told.errors[0], ModelRefused)
        assert "zipが壊れています" in told.sentences[0]
        assert "書き込んでいません" in told.sentences[0]
        user = folders_for().user
        assert not user.exists() or [path for path in user.iterdir() if path.is_dir()] == []


def test_a_disk_without_room_is_told_before_anything_is_written(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = put_model(tmp_path / "USB", "町の会議")
    usage = namedtuple("usage", "total used free")
    with a_workshop(tmp_path / "会議") as shop:
        model, told = made(shop, until)
        monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(1, 1, 1000))
        model.take(source)
        until(lambda: told.errors)
        assert isinstance(told.errors[0], DiskFull)
        assert not (folders_for().user / "町の会議").exists()


def test_a_locked_default_stays_and_no_button_changes_it(
    hub: Hub, tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(monkeypatch, tmp_path, 'locked = ["models.default"]\n[models]\ndefault = "small"\n')
    with a_workshop(tmp_path) as shop:
        model, told = made(shop, until)
        model.install("kaigi")
        until(lambda: not model.busy)
        until(lambda: line_of(model, "kaigi").state is State.READY)
        assert Deed.USE not in model.deeds(line_of(model, "kaigi"))
        assert shop.settings.models.default == "small"
        assert told.lines == [words.model_ready("kaigi")]


def test_the_table_of_models_is_a_good_model() -> None:
    table = ModelTable()
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = listing(folders_for())
    table.put(lines, "demo-ja")
    at = [line.name for line in lines].index("demo-ja")
    assert table.index(at, 0).data() == f"demo-ja　✓{words.USED}"
    assert table.index(at, 1).data() == "使えます"
    assert table.index(at, 0).data(LINE) is lines[at]


def _machine(gigabytes: float, cores: int = 8, verdict: Verdict = Verdict.GOOD) -> list[Finding]:
    return [
        Finding("processor", verdict, "fine", {"cores": cores}),
        Finding("memory", Verdict.GOOD, "alone", {"total_bytes": int(gigabytes * 1e9)}),
    ]


@pytest.mark.parametrize(
    ("machine", "offered"),
    [
        (_machine(16), "large-v3-turbo"),
        (_machine(8.2), "large-v3-turbo"),
        (_machine(8.2, cores=2), "small"),
        (_machine(16, verdict=Verdict.CAUTION), "small"),
        (_machine(4.1), "small"),
        (_machine(2.0), None),
    ],
)
def test_the_offer_fits_the_pc(machine: list[Finding], offered: str | None) -> None:
    found = fitting(listing(folders_for()), machine)
    assert (found.name if found else None) == offered


def test_the_first_start_looks_at_the_pc_and_is_asked_once(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        options = OptionsModel(shop)
        options.read()
        model, over = FirstStartModel(shop, options), list[bool]()
        model.finished.connect(lambda: over.append(True))
        model.begin()
        until(lambda: model.is_known, seconds=120)
        assert [finding.name for finding in model.findings] == ["processor", "memory", "library", "sound", "graphics"]
        assert model.has_demo
        total = psutil.virtual_memory().total
        assert (model.offer is None) == (total < 3_500_000_000)
        model.finish()
        assert over
        until(lambda: not shop.settings.window.welcome)
