"""A model hub on 127.0.0.1: serves one repository made from models/demo-ja, and misbehaves when told to."""

import hashlib
import json
import re
import shutil
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import urlsplit

from minutes_app.files import bundled, sha256_of
from minutes_app.transcribe import registry
from minutes_app.transcribe.shelf import ModelFolders

REPOSITORY = "test/kaigi"
REVISION = "0123456789abcdef0123456789abcdef01234567"
FILES = ("config.json", "model.bin", "preprocessor_config.json", "tokenizer.json", "vocabulary.json")
DEMO = bundled("models", "demo-ja")
CERTIFICATE = Path(__file__).with_name("hub_certificate.pem")


@dataclass
class Hub:
    """What the server does. `cut_after`: hang up after so many bytes of each answer, `cuts` times (-1 = always)."""

    contents: dict[str, bytes]
    url: str = ""
    cut_after: int = 0
    cuts: int = 0
    busy: int = 0
    status: int = 200
    ranges: bool = True
    slow_s: float = 0.0
    moved: bool = False
    asked: list[tuple[str, str]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    waiting: threading.Event = field(default_factory=threading.Event)

    def ranges_of(self, name: str) -> list[str]:
        """The Range headers of the requests for a file, "" for none."""
        return [sent for path, sent in self.asked if path.endswith(f"/{name}")]


@contextmanager
def running(hub: Hub, *, tls: bool = False) -> Iterator[Hub]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(hub))
    server.daemon_threads = True
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
        server.socket = context.wrap_socket(server.socket, server_side=True)
    hub.url = f"{'https' if tls else 'http'}://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield hub
    finally:
        hub.waiting.set()
        server.shutdown()
        thread.join()
        server.server_close()


def demo_hub() -> Hub:
    return Hub({name: (DEMO / name).read_bytes() for name in FILES})


def _handler(hub: Hub) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            _answer(hub, self)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    return Handler


def _answer(hub: Hub, request: BaseHTTPRequestHandler) -> None:
    path = urlsplit(request.path).path
    hub.asked.append((path, request.headers.get("Range", "")))
    hub.headers.append({name.lower(): value for name, value in request.headers.items()})
    request.close_connection = True
    if hub.moved and not path.startswith("/new/"):
        _head(request, 307, {"Location": f"/new{path}", "Content-Length": "0"})
        return
    if hub.busy:
        hub.busy -= 1
        _head(request, 503, {"Content-Length": "0"})
        return
    found = re.fullmatch(rf"(?:/new)?/{REPOSITORY}/resolve/{REVISION}/([^/]+)", path)
    content = hub.contents.get(found[1]) if found else None
    if hub.status != 200 or content is None:
        _head(request, hub.status if hub.status != 200 else 404, {"Content-Length": "0"})
        return
    _send(hub, request, content)


def _send(hub: Hub, request: BaseHTTPRequestHandler, content: bytes) -> None:
    begin = int(request.headers.get("Range", "bytes=0-")[6:-1]) if hub.ranges else 0
    rest = content[begin:]
    extra = {"Content-Length": str(len(rest))}
    if begin:
        extra["Content-Range"] = f"bytes {begin}-{len(content) - 1}/{len(content)}"
    _head(request, 206 if begin else 200, extra)
    if hub.slow_s:
        hub.waiting.wait(hub.slow_s)
    if hub.cut_after and hub.cuts and len(rest) > hub.cut_after:
        hub.cuts -= 1
        rest = rest[: hub.cut_after]
    try:
        request.wfile.write(rest)
    except OSError:
        return


def _head(request: BaseHTTPRequestHandler, status: int, headers: dict[str, str]) -> None:
    request.send_response(status)
    for name, value in headers.items():
        request.send_header(name, value)
    request.end_headers()


def folders_in(folder: Path, *, machine: bool = False) -> ModelFolders:
    """Empty folders below `folder`; nothing is bundled."""
    user = folder / "user"
    (folder / "bundled").mkdir(parents=True)
    return ModelFolders(folder / "machine" if machine else None, user, folder / "bundled")


def write_registry(
    folder: Path, *, name: str = "kaigi", contents: dict[str, bytes] | None = None, rank: int = 40
) -> None:
    """A models/registry.toml in `folder` with one model that the fake hub has."""
    served = contents or {file: (DEMO / file).read_bytes() for file in FILES}
    text = (
        f'[[models]]\nname = "{name}"\ntitle = "試験"\ngood_for = "試験用"\nlicence = "MIT"\n'
        f'repository = "{REPOSITORY}"\nrevision = "{REVISION}"\nmemory_bytes = 300_000_000\nrank = {rank}\n'
    )
    for path, content in served.items():
        sha256 = hashlib.sha256(content).hexdigest()
        text += f'[[models.files]]\npath = "{path}"\nbytes = {len(content)}\nsha256 = "{sha256}"\n'
    (folder / "models").mkdir(parents=True, exist_ok=True)
    (folder / "models" / "registry.toml").write_text(text, encoding="utf-8")


@contextmanager
def registry_of(folder: Path) -> Iterator[None]:
    """Use the registry in `folder` instead of the program's."""
    with patch.object(registry, "bundled", folder.joinpath):
        registry.known.cache_clear()
        yield
    registry.known.cache_clear()


def put_model(shelf: Path, name: str, *, source: Path = DEMO) -> Path:
    """A good model with its manifest, as `install` would have left it."""
    place = shelf / name
    place.mkdir(parents=True)
    files = []
    for file in FILES:
        shutil.copyfile(source / file, place / file)
        files.append({"path": file, "bytes": (place / file).stat().st_size, "sha256": sha256_of(place / file)})
    manifest = {
        "schema": 1,
        "name": name,
        "source": "test",
        "licence": "MIT",
        "installed_at": "2026-01-15",
        "files": files,
    }
    (place / "manifest.json").write_text(json.dumps(manifest, ensure_ascii=False), encoding="utf-8")
    return place
