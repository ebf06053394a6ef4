"""`models install` against a hub on this PC that breaks off, lies, is busy, moved, or is not there."""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from minutes_app.errors import DownloadFailed, FileInUse, UnknownModel
from minutes_app.progress import Cancelled, Progress, Stage
from minutes_app.transcribe.download import HubOptions, install
from minutes_app.transcribe.shelf import ModelFolders
from minutes_app.transcribe.weights import find
from tests.unit.transcribe.hub import (
    CERTIFICATE,
    Hub,
    demo_hub,
    folders_in,
    put_model,
    registry_of,
    running,
    write_registry,
)


@pytest.fixture(autouse=True)
def registry(tmp_path: Path) -> Iterator[None]:
    write_registry(tmp_path / "registry")
    with registry_of(tmp_path / "registry"):
        yield


@pytest.fixture
def folders(tmp_path: Path) -> ModelFolders:
    return folders_in(tmp_path / "pc")


@pytest.fixture
def hub() -> Iterator[Hub]:
    with running(demo_hub()) as hub:
        yield hub


def options(hub: Hub, tries: int = 3) -> HubOptions:
    return HubOptions(endpoint=hub.url, tries=tries, pause_s=0.01)


def test_a_model_arrives_with_a_manifest_and_can_be_found(hub: Hub, folders: ModelFolders) -> None:
    seen: list[Progress] = []

    done = install("kaigi", folders, options(hub), report=seen.append)

    assert not done.already
    assert done.weights.folder == folders.user / "kaigi"
    assert done.weights.manifest.source == "test/kaigi@0123456789abcdef0123456789abcdef01234567"
    assert find("kaigi", folders).sha256_of_all == done.weights.sha256_of_all
    assert {path.name for path in folders.user.iterdir()} == {"kaigi"}
    downloading = [step for step in seen if step.stage is Stage.DOWNLOAD]
    assert [step.done for step in downloading] == sorted(step.done for step in downloading)
    assert downloading[-1].done == downloading[-1].total == done.weights.manifest.bytes
    assert len(downloading) > 20


def test_only_the_wanted_files_are_asked_for_and_no_token_is_sent(
    hub: Hub, folders: ModelFolders, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub.contents["pytorch_model.bin"] = b"\x80\x04pickle"

    install("kaigi", folders, options(hub))

    assert {path.rsplit("/", 1)[1] for path, _range in hub.asked} == {
        "config.json",
        "model.bin",
        "preprocessor_config.json",
        "tokenizer.json",
        "vocabulary.json",
    }
    assert not any("authorization" in headers for headers in hub.headers)
    assert "HF_HUB_DISABLE_TELEMETRY" not in os.environ, "the child has an environment of its own"


def test_an_installed_model_is_not_downloaded_again(hub: Hub, folders: ModelFolders) -> None:
    install("kaigi", folders, options(hub))
    asked = len(hub.asked)

    assert install("kaigi", folders, options(hub)).already
    assert len(hub.asked) == asked
    assert not install("kaigi", folders, options(hub), again=True).already
    assert len(hub.asked) > asked


def test_a_damaged_model_is_mended_by_installing_it(hub: Hub, folders: ModelFolders) -> None:
    place = put_model(folders.user, "kaigi")
    (place / "model.bin").write_bytes(b"broken")

    assert not install("kaigi", folders, options(hub)).already
    assert find("kaigi", folders).folder == place


def test_a_line_that_breaks_off_is_taken_up_where_it_broke(hub: Hub, folders: ModelFolders) -> None:
    hub.cut_after, hub.cuts = 2_000_000, 2

    install("kaigi", folders, options(hub))

    ranges = hub.ranges_of("model.bin")
    assert ranges[0] == ""
    begins = [int(sent.removeprefix("bytes=").rstrip("-")) for sent in ranges[1:]]
    assert begins == sorted(begins)
    assert 1_500_000 <= begins[0] <= 2_000_000


def test_a_cancelled_download_goes_on_at_the_next_call(hub: Hub, folders: ModelFolders) -> None:
    def stop_half_way(progress: Progress) -> None:
        if progress.stage is Stage.DOWNLOAD and progress.done > 3_000_000:
            raise Cancelled

    with pytest.raises(Cancelled):
        install("kaigi", folders, options(hub), report=stop_half_way)
    part = folders.user / ".download-kaigi" / "model.bin.part"
    kept = part.stat().st_size
    assert kept > 1_000_000
    assert not (folders.user / "kaigi").exists()
    hub.asked.clear()

    install("kaigi", folders, options(hub))

    assert hub.ranges_of("model.bin") == [f"bytes={kept}-"]
    assert hub.ranges_of("config.json") == [], "a complete file is not fetched again"


def test_cancelling_a_silent_line_takes_about_a_second(hub: Hub, folders: ModelFolders) -> None:
    hub.slow_s = 30.0
    stopped_at = 0.0

    def stop(progress: Progress) -> None:
        nonlocal stopped_at
        if progress.stage is Stage.DOWNLOAD and hub.asked:
            stopped_at = time.monotonic()
            raise Cancelled

    with pytest.raises(Cancelled):
        install("kaigi", folders, options(hub), report=stop)
    assert time.monotonic() - stopped_at < 3.0
    hub.waiting.set()
    assert not [child for child in psutil.Process().children() if "spawn_main" in " ".join(child.cmdline())]


def test_a_killed_download_leaves_what_the_next_one_goes_on_with(
    hub: Hub, folders: ModelFolders, tmp_path: Path
) -> None:
    context = multiprocessing.get_context("spawn")
    hub.cut_after, hub.cuts = 2_000_000, -1
    process = context.Process(target=_install_for_ever, args=(tmp_path / "registry", folders, hub.url))
    process.start()
    part = folders.user / ".download-kaigi" / "model.bin.part"
    deadline = time.monotonic() + 60
    while (not part.exists() or part.stat().st_size < 1_000_000) and time.monotonic() < deadline:
        time.sleep(0.02)
    process.kill()
    process.join()
    assert part.stat().st_size >= 1_000_000
    hub.cuts = 0
    hub.asked.clear()
    time.sleep(0.5)

    install("kaigi", folders, options(hub))

    assert hub.ranges_of("model.bin")[0].startswith("bytes=")
    assert {path.name for path in folders.user.iterdir()} == {"kaigi"}


def _install_for_ever(folder: Path, folders: ModelFolders, url: str) -> None:
    if sys.platform != "win32":
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    with registry_of(folder):
        install("kaigi", folders, HubOptions(endpoint=url, tries=1000, pause_s=0.5))


def test_a_second_download_of_the_same_model_is_told_that_one_is_running(hub: Hub, folders: ModelFolders) -> None:
    hub.slow_s = 0.2
    refused: list[Exception] = []

    def meanwhile(_progress: Progress) -> None:
        if not refused:
            with pytest.raises(FileInUse) as caught:
                install("kaigi", folders, options(hub))
            refused.append(caught.value)

    install("kaigi", folders, options(hub), report=meanwhile)

    assert refused


def test_a_server_that_ignores_ranges_starts_the_file_anew(hub: Hub, folders: ModelFolders) -> None:
    hub.cut_after, hub.cuts, hub.ranges = 2_000_000, 1, False

    weights = install("kaigi", folders, options(hub)).weights

    assert find("kaigi", folders).manifest == weights.manifest
    assert len(hub.ranges_of("model.bin")) == 2


def test_a_busy_hub_is_asked_again(hub: Hub, folders: ModelFolders) -> None:
    hub.busy = 2

    install("kaigi", folders, options(hub))

    assert len(hub.ranges_of("config.json")) == 3


def test_a_renamed_repository_is_followed(hub: Hub, folders: ModelFolders) -> None:
    hub.moved = True

    assert install("kaigi", folders, options(hub)).weights.name == "kaigi"


@pytest.mark.parametrize(
    ("status", "reason"), [(404, "not_found"), (403, "refused"), (401, "refused"), (407, "proxy"), (503, "busy")]
)
def test_a_refusal_has_a_reason(hub: Hub, folders: ModelFolders, status: int, reason: str) -> None:
    hub.status = status

    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, options(hub, tries=2))

    assert (caught.value.name, caught.value.reason) == ("kaigi", reason)
    assert not (folders.user / "kaigi").exists()


def test_a_file_with_other_contents_of_the_same_length_is_thrown_away_and_fetched_anew(
    hub: Hub, folders: ModelFolders
) -> None:
    good = hub.contents["model.bin"]
    hub.contents["model.bin"] = good[:-1] + bytes([good[-1] ^ 1])

    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, options(hub))

    assert caught.value.reason == "sha256"
    assert not (folders.user / "kaigi").exists()
    hub.contents["model.bin"] = good
    hub.asked.clear()
    install("kaigi", folders, options(hub))
    assert [path.rsplit("/", 1)[1] for path, _range in hub.asked] == ["model.bin"]


def test_a_file_that_does_not_end_is_cut_short(hub: Hub, folders: ModelFolders) -> None:
    hub.contents["config.json"] = b"{" * 50_000_000

    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, options(hub))

    assert caught.value.reason == "sha256"
    assert (folders.user / ".download-kaigi" / "config.json.part").stat().st_size == 0


@pytest.mark.parametrize("endpoint", ["http://127.0.0.1:9", "https://127.0.0.1:9"])
def test_no_route_to_the_hub_is_a_sentence_and_not_a_crash(folders: ModelFolders, endpoint: str) -> None:
    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, HubOptions(endpoint=endpoint, tries=2, pause_s=0.01))

    assert caught.value.reason == "no_route"


@pytest.mark.parametrize("address", ["http://[::1", "hub.example", "ftp://hub.example", "http://:80", "http://h:99999"])
@pytest.mark.parametrize("of", ["endpoint", "proxy"])
def test_a_broken_address_is_told(folders: ModelFolders, address: str, of: str) -> None:
    hub = HubOptions(endpoint=address) if of == "endpoint" else HubOptions(proxy=address)

    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, hub)

    assert caught.value.reason == "bad_address"


def test_the_proxy_of_the_settings_is_used(hub: Hub, folders: ModelFolders) -> None:
    through_proxy = HubOptions(proxy=hub.url, endpoint="http://hub.invalid", tries=2, pause_s=0.01)

    install("kaigi", folders, through_proxy)

    assert all(headers["host"] == "hub.invalid" for headers in hub.headers)


def test_a_proxy_that_is_not_there_is_told(folders: ModelFolders) -> None:
    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, HubOptions(proxy="http://127.0.0.1:9", endpoint="https://hub.invalid", tries=1))

    assert caught.value.reason in ("proxy", "no_route")


def test_a_certificate_of_the_town_hall_is_trusted_when_the_settings_name_it(folders: ModelFolders) -> None:
    with running(demo_hub(), tls=True) as hub:
        with pytest.raises(DownloadFailed) as caught:
            install("kaigi", folders, options(hub))
        assert caught.value.reason == "certificate"

        trusting = HubOptions(ca_bundle=str(CERTIFICATE), endpoint=hub.url, tries=2, pause_s=0.01)
        assert install("kaigi", folders, trusting).weights.name == "kaigi"


@pytest.mark.parametrize("content", [None, b"no certificate"])
def test_a_certificate_file_that_cannot_be_read_is_told(
    hub: Hub, folders: ModelFolders, tmp_path: Path, content: bytes | None
) -> None:
    bundle = tmp_path / "庁内証明書.pem"
    if content is not None:
        bundle.write_bytes(content)

    with pytest.raises(DownloadFailed) as caught:
        install("kaigi", folders, HubOptions(ca_bundle=str(bundle), endpoint=hub.url))

    assert caught.value.reason == "ca_bundle"


def test_a_name_that_nobody_knows_asks_nobody(hub: Hub, folders: ModelFolders) -> None:
    with pytest.raises(UnknownModel):
        install("large-v9", folders, options(hub))

    assert hub.asked == []


def test_the_machines_folder_is_used_where_there_is_one(hub: Hub, tmp_path: Path) -> None:
    folders = folders_in(tmp_path / "office", machine=True)

    assert install("kaigi", folders, options(hub)).weights.folder == tmp_path / "office" / "machine" / "kaigi"
    assert not folders.user.exists()
