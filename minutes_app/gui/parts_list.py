"""The libraries that this program consists of, with their licences, as their own metadata tells them. Knows no Qt.

In: what is installed. Out: `Part`s, and the text of a licence. Imports none of the libraries.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

ROOTS = (
    "av",
    "comtypes",
    "docxtpl",
    "faster-whisper",
    "huggingface_hub",
    "jinja2",
    "lxml",
    "msgspec",
    "numpy",
    "onnxruntime",
    "openpyxl",
    "platformdirs",
    "psutil",
    "PySide6-Addons",
    "PySide6-Essentials",
    "python-docx",
    "sounddevice",
    "soundcard",
    "tqdm",
)
"""What pyproject.toml asks for (a test compares); the rest is found from there."""

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*")
_TEXTS = re.compile(r"(?:^|/)(?:licen[cs]e|copying|notice|authors?)[^/]*$", re.IGNORECASE)
_LONGEST_NAME = 60
MOST_TEXT = 400_000


@dataclass(frozen=True, slots=True)
class Part:
    """One library. `licence` "" = its metadata does not say."""

    name: str
    version: str
    licence: str


def parts() -> tuple[Part, ...]:
    """All of them, by name."""
    found = {_key(one.metadata["Name"]): one for one in _all()}
    return tuple(Part(one.metadata["Name"], one.version, _licence(one)) for _name, one in sorted(found.items()))


def licence_text(name: str) -> str:
    """Every licence file that a library brings, one after the other; "" when it brings none."""
    try:
        one = distribution(name)
    except PackageNotFoundError:
        return ""
    texts = []
    for file in one.files or ():
        if (
            _TEXTS.search(str(file))
            and file.suffix.lower() in ("", ".txt", ".md", ".rst")
            and ".dist-info" in str(file)
        ):
            path = Path(str(one.locate_file(file)))
            try:
                texts.append(path.read_text(encoding="utf-8"))
            except (OSError, UnicodeDecodeError):
                continue
    return "\n\n――――――――\n\n".join(texts)[:MOST_TEXT]


def version_of(name: str) -> str:
    """The installed version, "" when there is none."""
    try:
        return distribution(name).version
    except PackageNotFoundError:
        return ""


def _all() -> Iterator[Distribution]:
    waiting, seen = list(ROOTS), set[str]()
    while waiting:
        name = waiting.pop()
        if _key(name) in seen:
            continue
        seen.add(_key(name))
        try:
            one = distribution(name)
        except PackageNotFoundError:
            continue
        yield one
        waiting += [match[0] for line in one.requires or () if "extra ==" not in line and (match := _NAME.match(line))]


def _key(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _field(one: Distribution, name: str) -> str:
    return (one.metadata[name] or "").strip() if name in one.metadata else ""


def _licence(one: Distribution) -> str:
    """The SPDX expression, else the classifiers, else the free field where it is a name and not a whole text."""
    told = _field(one, "License-Expression")
    if told:
        return told
    classified = [
        line.split("::")[-1].strip() for line in one.metadata.get_all("Classifier") or () if line.startswith("License")
    ]
    named = [each for each in classified if each != "OSI Approved"]
    free = _field(one, "License")
    return "、".join(named) or (free if len(free) <= _LONGEST_NAME and "\n" not in free else "")
