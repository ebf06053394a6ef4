"""The models we know: what each is good for, how big it is, and the sha256 of every file of it.

In: `models/registry.toml`. Out: `KnownModel`s. Does not know which of them are installed.
Sizes and hashes are pinned here, so that a changed repository or a mirror cannot slip in another file.
"""

import functools
from dataclasses import dataclass

from minutes_app.files import bundled

DEFAULT = "large-v3-turbo"


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """One file of a model: its plain name, size in bytes and hex sha256."""

    path: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class KnownModel:
    """A model of the registry.

    `memory_bytes`: what should be free to load it on a CPU in int8. `rank`: higher is more accurate. `repository` ""
    means that it is on no hub. `demo`: for trying out only.
    """

    name: str
    title: str
    good_for: str
    licence: str
    repository: str
    revision: str
    memory_bytes: int
    rank: int
    files: tuple[PinnedFile, ...]
    demo: bool = False

    @property
    def bytes(self) -> int:
        """Size of all files together."""
        return sum(file.bytes for file in self.files)

    @property
    def source(self) -> str:
        """Where it comes from, for the manifest."""
        return f"{self.repository}@{self.revision}" if self.repository else "bundled"


@dataclass(frozen=True, slots=True)
class _Registry:
    models: tuple[KnownModel, ...]


@functools.cache
def known() -> tuple[KnownModel, ...]:
    """All models of the registry, in the order in which to show them."""
    import msgspec

    return msgspec.toml.decode(bundled("models", "registry.toml").read_bytes(), type=_Registry).models


def known_model(name: str) -> KnownModel | None:
    """The model of this name, or None."""
    return next((model for model in known() if model.name == name), None)


def owner_of(model_bin_sha256: str) -> KnownModel | None:
    """The model that has this model.bin, whatever its folder is called."""
    for model in known():
        if any(file.path == "model.bin" and file.sha256 == model_bin_sha256 for file in model.files):
            return model
    return None
