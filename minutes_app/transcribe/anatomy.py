"""What a CTranslate2 Whisper model consists of, and the check that a folder holds one that faster-whisper can use.

In: a folder with model.bin, config.json, tokenizer.json, vocabulary.json or .txt and perhaps preprocessor_config.json.
Out: nothing, or `ModelUnsuitable` whose reason is a key of `wording.models.UNSUITABLE`. Loads no library, no weights:
it walks through the headers of model.bin (format: ctranslate2 `specs/model_spec.py`, binary versions 2 to 6).
"""

import struct
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from minutes_app.errors import ModelUnsuitable
from minutes_app.files import disk_errors

MODEL_BIN = "model.bin"
CONFIG = "config.json"
TOKENIZER = "tokenizer.json"
PREPROCESSOR = "preprocessor_config.json"
VOCABULARIES = ("vocabulary.json", "vocabulary.txt")

_ENGINE_FILES = {MODEL_BIN, CONFIG, TOKENIZER, PREPROCESSOR, *VOCABULARIES}
_PAPERS = {"license", "licence", "license.txt", "licence.txt", "license.md", "readme.md", "model_card.md", "notice"}
_DANGEROUS = {".pt", ".pth", ".ckpt", ".pkl", ".pickle", ".joblib", ".npy", ".npz", ".h5", ".msgpack", ".bin"}
_NEWEST_BINARY = 6
_MAX_VARIABLES = 20_000
_MAX_JSON = 64 << 20
_DEFAULT_MELS = 80
_ARCHIVE_MAGICS = (b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05")


def is_read_by_engine(name: str) -> bool:
    """Whether faster-whisper reads a file of this name."""
    return name.lower() in _ENGINE_FILES


def is_wanted(name: str) -> bool:
    """Whether a file belongs to a model: what the engine reads, and the papers (licence, model card)."""
    return name in _ENGINE_FILES or name.lower() in _PAPERS


def is_dangerous(name: str) -> bool:
    """Whether a name is that of a pickle or of another format that can run code when it is loaded."""
    return name != MODEL_BIN and Path(name.lower()).suffix in _DANGEROUS


@dataclass(frozen=True, slots=True)
class Shape:
    """What model.bin says about itself: the number of mel bands it listens to and of tokens it knows (0 = unknown)."""

    mels: int
    tokens: int


def check_whisper(folder: Path, name: str) -> None:
    """Return when `folder` is a multilingual CTranslate2 Whisper model. Raises `ModelUnsuitable`, `DiskError`."""
    for needed in (MODEL_BIN, CONFIG, TOKENIZER):
        if not (folder / needed).is_file():
            raise ModelUnsuitable(name, _missing(needed))
    if not any((folder / vocabulary).is_file() for vocabulary in VOCABULARIES):
        raise ModelUnsuitable(name, "no_vocabulary")
    with disk_errors(folder / MODEL_BIN), (folder / MODEL_BIN).open("rb") as stream:
        shape = read_shape(stream, (folder / MODEL_BIN).stat().st_size, name)
    if not isinstance(_json(folder / CONFIG, name, "bad_config"), dict):
        raise ModelUnsuitable(name, "bad_config")
    _check_tokenizer(folder / TOKENIZER, name)
    _check_vocabulary(folder, shape, name)
    _check_mels(folder / PREPROCESSOR, shape, name)


def _missing(needed: str) -> str:
    return {MODEL_BIN: "no_model_bin", CONFIG: "no_config", TOKENIZER: "no_tokenizer"}[needed]


def check_header(start: bytes, name: str) -> None:
    """Judge model.bin by its first bytes (64 are enough). Raises `ModelUnsuitable`."""
    if start.startswith(_ARCHIVE_MAGICS):
        raise ModelUnsuitable(name, "pytorch")
    if len(start) < 6:
        raise ModelUnsuitable(name, "not_ctranslate2")
    version, length = struct.unpack_from("<IH", start)
    spec = start[6 : 6 + length].rstrip(b"\0")
    if not 2 <= version <= 1000 or not 0 < length <= 64 or not spec.isascii() or not spec.endswith(b"Spec"):
        raise ModelUnsuitable(name, "not_ctranslate2")
    if spec != b"WhisperSpec":
        raise ModelUnsuitable(name, "wrong_architecture")
    if version > _NEWEST_BINARY:
        raise ModelUnsuitable(name, "too_new")


def read_shape(stream: BinaryIO, size: int, name: str) -> Shape:
    """Walk through the variables of model.bin, `size` bytes long, to its very end. Raises `ModelUnsuitable`."""
    check_header(stream.read(64), name)
    try:
        return _walk(_Reader(stream, size), name)
    except (EOFError, UnicodeDecodeError):
        raise ModelUnsuitable(name, "cut_off") from None


def _walk(reader: "_Reader", name: str) -> Shape:
    stream_shape = {"encoder/conv1/weight": (0, 0), "decoder/embeddings/weight": (0, 0)}
    version = reader.number("<I")
    reader.text()
    reader.number("<I")
    count = reader.number("<I")
    if count > _MAX_VARIABLES:
        raise ModelUnsuitable(name, "not_ctranslate2")
    for _ in range(count):
        variable = reader.text()
        dimensions = [reader.number("<I") for _ in range(reader.number("<B"))]
        if version >= 4:
            reader.number("<B")
            reader.skip(reader.number("<I"))
        else:
            width = reader.number("<B")
            reader.skip(width * reader.number("<I"))
        if variable in stream_shape and len(dimensions) >= 2:
            stream_shape[variable] = (dimensions[0], dimensions[1])
    return Shape(stream_shape["encoder/conv1/weight"][1], stream_shape["decoder/embeddings/weight"][0])


class _Reader:
    """Reads a file from its start and raises EOFError instead of reading or skipping beyond its end."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._left = size
        stream.seek(0)

    def take(self, count: int) -> bytes:
        self._left -= count
        taken = self._stream.read(count) if self._left >= 0 else b""
        if len(taken) != count:
            raise EOFError
        return taken

    def skip(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise EOFError
        self._stream.seek(count, 1)

    def number(self, form: str) -> int:
        return int(struct.unpack(form, self.take(struct.calcsize(form)))[0])

    def text(self) -> str:
        return self.take(self.number("<H")).rstrip(b"\0").decode("utf-8")


def _json(path: Path, name: str, fault: str) -> object:
    import msgspec

    with disk_errors(path):
        content = path.read_bytes() if path.stat().st_size <= _MAX_JSON else b""
    try:
        value: object = msgspec.json.decode(content)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise ModelUnsuitable(name, fault) from None
    return value


def _check_tokenizer(path: Path, name: str) -> None:
    value = _json(path, name, "bad_tokenizer")
    added = value.get("added_tokens") if isinstance(value, dict) else None
    if not isinstance(added, list) or not isinstance(value, dict) or "model" not in value:
        raise ModelUnsuitable(name, "bad_tokenizer")
    tokens = {token.get("content") for token in added if isinstance(token, dict)}
    if "<|startoftranscript|>" not in tokens:
        raise ModelUnsuitable(name, "bad_tokenizer")
    if "<|ja|>" not in tokens:
        raise ModelUnsuitable(name, "no_japanese")


def _check_vocabulary(folder: Path, shape: Shape, name: str) -> None:
    """A list shorter than the model's output would end in a crash of the engine."""
    path = folder / VOCABULARIES[0]
    if not path.is_file():
        return
    value = _json(path, name, "bad_vocabulary")
    if not isinstance(value, list) or not all(isinstance(token, str) for token in value) or len(value) < shape.tokens:
        raise ModelUnsuitable(name, "bad_vocabulary")


def _check_mels(path: Path, shape: Shape, name: str) -> None:
    """large-v3 listens to 128 mel bands; without its preprocessor_config.json faster-whisper would give it 80."""
    mels: object = _DEFAULT_MELS
    if path.is_file():
        value = _json(path, name, "bad_preprocessor")
        if not isinstance(value, dict):
            raise ModelUnsuitable(name, "bad_preprocessor")
        mels = value.get("feature_size", _DEFAULT_MELS)
    if shape.mels and mels != shape.mels:
        raise ModelUnsuitable(name, "wrong_preprocessor" if path.is_file() else "no_preprocessor")
