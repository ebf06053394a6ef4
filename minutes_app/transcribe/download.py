"""`models install`: the one place of the program that goes to the network, and only when a person typed or pressed it.

In: a model of the registry and how to reach the hub. Out: the model on the shelf, hashed and with its manifest.
huggingface_hub runs in a child process with an environment of its own (proxy, certificates, no telemetry, no token), so
that the rest of the program never holds a connection, and a stuck line can be left within a second.
huggingface_hub 2.x throws an interrupted file away when the process ends; so the bytes are fetched here, with its
client, into `.download-NAME/FILE.part`, and the next try goes on where this one stopped.
"""

import os
import shutil
import ssl
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import urlsplit

from minutes_app import __version__
from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DownloadFailed, ModelDamaged, UnknownModel
from minutes_app.files import disk_errors, sha256_of
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.transcribe.anatomy import check_whisper
from minutes_app.transcribe.manifest import meter, new_manifest, write_manifest
from minutes_app.transcribe.registry import KnownModel, PinnedFile, known_model
from minutes_app.transcribe.shelf import ModelFolders, check_room, installing_folder, only_one, put_in_place, staging
from minutes_app.transcribe.weights import Weights, find, locate

if TYPE_CHECKING:
    import httpx2

HUB = "https://huggingface.co"
_HUB_ENVIRONMENT = {
    "HF_ENDPOINT": HUB,
    "HF_HUB_OFFLINE": "0",
    "TRANSFORMERS_OFFLINE": "0",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "HF_HUB_DISABLE_UPDATE_CHECK": "1",
    "HF_HUB_DISABLE_IMPLICIT_TOKEN": "1",
    "HF_HUB_DISABLE_XET": "1",
    "HF_HUB_DISABLE_PROGRESS_BARS": "1",
}
_CHUNK = 256 << 10
_TIMEOUT_S = 15.0
_SILENT_S = 120.0
_LONGEST_PAUSE_S = 8.0
_RETRIED = {408, 425, 429, 500, 502, 503, 504}
_REASONS = {401: "refused", 403: "refused", 404: "not_found", 407: "proxy", 410: "not_found", 451: "refused"}


@dataclass(frozen=True, slots=True)
class HubOptions:
    """How to reach the hub; "" means: as this PC is set up. `tries` in a row without one new byte, then we give up."""

    proxy: str = ""
    ca_bundle: str = ""
    endpoint: str = ""
    tries: int = 5
    pause_s: float = 1.0


@dataclass(frozen=True, slots=True)
class Installed:
    """The model, and whether it had been there already."""

    weights: Weights
    already: bool


def install(
    name: str,
    folders: ModelFolders,
    hub: HubOptions = HubOptions(),
    *,
    again: bool = False,
    report: Report = no_report,
) -> Installed:
    """Download a model of the registry and put it on the shelf; nothing happens when a good one stands there already.

    What arrived before a failure is kept for the next try. Raises `UnknownModel`, `DownloadFailed` (its reason is a key
    of `wording.models.DOWNLOAD`), `ModelUnsuitable`, `DiskError`.
    """
    model = known_model(name)
    if model is None:
        raise UnknownModel(name)
    if not again and locate(name, folders):
        try:
            return Installed(find(name, folders, report=report), already=True)
        except ModelDamaged:
            again = True
    if not model.repository:
        raise DownloadFailed(name, "bundled")
    _check_options(name, hub)
    shelf = installing_folder(folders)
    with only_one(shelf, name):
        parts = shelf / f".download-{name}"
        _fetch_all(model, parts, hub, report)
        _finish(model, parts, shelf, report)
    return Installed(find(name, folders, report=report), already=False)


def _check_options(name: str, hub: HubOptions) -> None:
    for address in filter(None, (hub.endpoint, hub.proxy)):
        if not _is_address(address):
            raise DownloadFailed(name, "bad_address")
    if hub.ca_bundle:
        try:
            ssl.create_default_context(cafile=hub.ca_bundle)
        except OSError:
            raise DownloadFailed(name, "ca_bundle") from None


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _fetch_all(model: KnownModel, parts: Path, hub: HubOptions, report: Report) -> None:
    with disk_errors(parts):
        parts.mkdir(exist_ok=True)
    check_room(parts, model.bytes - _size_of_all(parts))
    with Child("download", Limits(silent_s=_SILENT_S)) as child:
        try:
            list(child.stream(fetch_files, model, parts, hub, report=report))
        except ChildDied as death:
            raise DownloadFailed(model.name, "stuck" if death.why == "time" else "crash") from death


def _size_of_all(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir() if path.is_file())


def _finish(model: KnownModel, parts: Path, shelf: Path, report: Report) -> None:
    """Hash what has arrived and make it a model; a file with a wrong hash goes, so that the next try can mend it."""
    done = 0
    for file in model.files:
        part = parts / f"{file.path}.part"
        if file.sha256 != sha256_of(part, meter(report, Stage.VERIFY, done, model.bytes)):
            part.unlink()
            raise DownloadFailed(model.name, "sha256")
        done += file.bytes
    with staging(shelf) as folder:
        with disk_errors(shelf):
            for file in model.files:
                os.replace(parts / f"{file.path}.part", folder / file.path)
        check_whisper(folder, model.name)
        write_manifest(folder, new_manifest(model.name, model.source, model.licence, model.files))
        put_in_place(folder, shelf / model.name)
    shutil.rmtree(parts, ignore_errors=True)


def fetch_files(model: KnownModel, parts: Path, hub: HubOptions, *, report: Report) -> Iterator[str]:
    """In the child: bring every file of the model to `parts`; yields the name of each that is complete."""
    _set_environment(hub, parts)
    done = 0
    for file in model.files:
        _fetch(_Fetching(model, file, parts / f"{file.path}.part", done, report), hub)
        done += file.bytes
        yield file.path


def _set_environment(hub: HubOptions, parts: Path) -> None:
    """huggingface_hub reads its environment once, when it is imported; the child has not imported it yet."""
    os.environ.update(_HUB_ENVIRONMENT)
    os.environ["HF_HOME"] = str(parts / "home")
    os.environ.pop("HF_TOKEN", None)
    if hub.proxy:
        for name in ("HTTPS_PROXY", "HTTP_PROXY", "https_proxy", "http_proxy"):
            os.environ[name] = hub.proxy
    bundle = hub.ca_bundle or os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("CURL_CA_BUNDLE")
    if bundle:
        os.environ["SSL_CERT_FILE"] = bundle


@dataclass(frozen=True, slots=True)
class _Fetching:
    """One file on its way; `before`: bytes of the files that are complete."""

    model: KnownModel
    file: PinnedFile
    part: Path
    before: int
    report: Report

    def tell(self, done: int) -> None:
        self.report(Progress(Stage.DOWNLOAD, self.before + done, self.model.bytes))

    def failed(self, reason: str) -> DownloadFailed:
        return DownloadFailed(self.model.name, reason)


class _TryAgain(Exception):
    """The line broke or the server is busy; `reason` is for the person when it does not get better."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def _fetch(job: _Fetching, hub: HubOptions) -> None:
    failures = 0
    while True:
        have = _length(job)
        if have == job.file.bytes:
            job.tell(have)
            return
        try:
            _go_on(job, have, hub)
        except _TryAgain as trouble:
            failures = 1 if _length(job) > have else failures + 1
            if failures >= hub.tries:
                raise job.failed(trouble.reason) from trouble
            _pause(job, min(hub.pause_s * 2 ** (failures - 1), _LONGEST_PAUSE_S))


def _length(job: _Fetching) -> int:
    """Bytes that are here; a file that is too long is begun anew."""
    try:
        length = job.part.stat().st_size
    except FileNotFoundError:
        return 0
    if length > job.file.bytes:
        job.part.unlink()
        return 0
    return length


def _pause(job: _Fetching, seconds: float) -> None:
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        job.tell(_length(job))
        time.sleep(min(left, 0.1))


def _go_on(job: _Fetching, have: int, hub: HubOptions) -> None:
    """Ask for the rest of the file and append it. Raises `_TryAgain`, `DownloadFailed`, `DiskError`."""
    import httpx2
    from huggingface_hub import get_session, hf_hub_url

    url = hf_hub_url(
        job.model.repository, job.file.path, revision=job.model.revision, endpoint=hub.endpoint.rstrip("/") or None
    )
    headers = {"Accept-Encoding": "identity", "User-Agent": f"minutes_app/{__version__}"}
    if have:
        headers["Range"] = f"bytes={have}-"
    job.tell(have)
    try:
        with (
            get_session().stream("GET", url, headers=headers, timeout=_TIMEOUT_S) as response,
            disk_errors(job.part),
            job.part.open("ab" if _continues(job, response, have) else "wb") as part,
        ):
            _store(job, response, part)
    except httpx2.ProxyError as error:
        raise _TryAgain("proxy") from error
    except httpx2.ConnectError as error:
        raise _connect_failure(job, error) from error
    except httpx2.TransportError as error:
        raise _TryAgain("interrupted" if _length(job) else "no_route") from error
    except (httpx2.HTTPError, httpx2.InvalidURL, ValueError) as error:
        raise job.failed("bad_address") from error


def _continues(job: _Fetching, response: "httpx2.Response", have: int) -> bool:
    """Whether the answer goes on where we stopped; False = it starts anew. Raises `_TryAgain`, `DownloadFailed`."""
    status = response.status_code
    if status == 416:
        job.part.unlink(missing_ok=True)
        raise _TryAgain("interrupted")
    if status in _RETRIED:
        raise _TryAgain("busy")
    if status >= 300:
        raise job.failed(_REASONS.get(status, "refused"))
    if status != 206:
        return False
    if not response.headers.get("Content-Range", "").startswith(f"bytes {have}-"):
        job.part.unlink(missing_ok=True)
        raise _TryAgain("interrupted")
    return True


def _store(job: _Fetching, response: "httpx2.Response", part: BinaryIO) -> None:
    done = part.tell()
    for chunk in response.iter_bytes(_CHUNK):
        done += len(chunk)
        if done > job.file.bytes:
            part.truncate(0)
            raise job.failed("sha256")
        part.write(chunk)
        job.tell(done)
    if done < job.file.bytes:
        raise _TryAgain("interrupted")
    part.flush()
    os.fsync(part.fileno())


def _connect_failure(job: _Fetching, error: Exception) -> Exception:
    """A certificate that nobody here trusts does not get better by trying again."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLError):
            return job.failed("certificate")
        cause = cause.__cause__ or cause.__context__
    return job.failed("certificate") if "CERTIFICATE" in str(error) else _TryAgain("no_route")
