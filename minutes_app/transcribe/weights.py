"""The models on this PC: find one, choose one, list, verify and remove them.

In: `ModelFolders` and names. Out: `Weights`, whose files agree with their manifest. Opens no network connection
(`download.py` does, when a person types `models install`) and loads no model (`whisper.py` does).
"""

from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path

import psutil

from minutes_app.errors import ModelBundled, ModelDamaged, ModelMissing, NotEnoughMemory, UnknownModel
from minutes_app.progress import Report, no_report
from minutes_app.transcribe.anatomy import MODEL_BIN
from minutes_app.transcribe.manifest import (
    Fault,
    Manifest,
    faults_in,
    forget,
    full_faults,
    quick_faults,
    read_manifest,
)
from minutes_app.transcribe.registry import DEFAULT, KnownModel, known, known_model, owner_of
from minutes_app.transcribe.shelf import ModelFolders, folders_for, take_away

__all__ = [
    "Listed",
    "ModelFolders",
    "State",
    "Verified",
    "Weights",
    "check_memory",
    "choose",
    "find",
    "folders_for",
    "listing",
    "locate",
    "memory_for",
    "mend_for",
    "remove",
    "verify",
]

DEMO_ONLY = "demo_only"
DEFAULT_MISSING = "default_missing"
_WORKING_MEMORY = 500_000_000


@dataclass(frozen=True, slots=True)
class Weights:
    """A model that may be loaded. `sha256_of_all` belongs to a run's key; `demo`: for trying out only.

    `notice`: "", or a key of `wording.models.NOTICES` that the person has to read before the work begins.
    """

    name: str
    folder: Path
    manifest: Manifest
    sha256_of_all: str
    demo: bool
    notice: str = ""


class State(Enum):
    """What `models list` says of a model."""

    READY = "ready"
    ABSENT = "absent"
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of `models list`. `fits`: this PC has the memory at all. `where`: "machine", "user", "bundled" or ""."""

    name: str
    title: str
    good_for: str
    licence: str
    state: State
    bytes: int
    memory_bytes: int
    fits: bool
    demo: bool
    installable: bool
    folder: Path | None = None
    where: str = ""
    installed_at: str = ""
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Verified:
    """What `models verify` found: no `faults` means that every byte is as it was when the model was put here."""

    name: str
    folder: Path
    faults: tuple[Fault, ...]


def find(name: str, folders: ModelFolders, *, report: Report = no_report) -> Weights:
    """The first undamaged model of this name, looked for in the order of `ModelFolders`.

    Raises `UnknownModel`, `ModelMissing`, `ModelDamaged` (when no other folder has a good one), `DiskError`.
    """
    damage: ModelDamaged | None = None
    for place in locate(name, folders):
        try:
            manifest = read_manifest(place)
            if faults := faults_in(place, manifest, folders.stamps, report):
                raise ModelDamaged(name, faults)
        except ModelDamaged as error:
            damage = damage or ModelDamaged(name, error.faults, mend_for(place, folders))
            continue
        entry = _entry(name, manifest)
        return Weights(name, place, manifest, manifest.sha256, entry is not None and entry.demo)
    raise damage or absence(name)


def mend_for(place: Path, folders: ModelFolders) -> str:
    """What puts a damaged model right (`ModelDamaged.mend`)."""
    if place.parent == folders.bundled:
        return "reinstall"
    entry = known_model(place.name)
    return "install" if entry and entry.repository else "import"


def _entry(name: str, manifest: Manifest | None) -> KnownModel | None:
    """The registry's entry of the name, else of the model.bin: a demo model under another name stays one."""
    bins = (file.sha256 for file in manifest.files if file.path == MODEL_BIN) if manifest else ()
    return known_model(name) or next(filter(None, map(owner_of, bins)), None)


def absence(name: str) -> UnknownModel | ModelMissing:
    """The error for a model that is nowhere: known to the registry or not."""
    return ModelMissing(name) if known_model(name) else UnknownModel(name)


def locate(name: str, folders: ModelFolders) -> tuple[Path, ...]:
    """The folders that hold something of this name, in order, good or damaged."""
    if not name or name.startswith(".") or any(c in name for c in "/\\:\0"):
        return ()
    return tuple(place for folder in folders.in_order if _holds_model(place := folder / name))


def _holds_model(place: Path) -> bool:
    try:
        return place.is_dir() and any(place.iterdir())
    except OSError:
        return False


def choose(name: str, folders: ModelFolders, *, default: str = DEFAULT, report: Report = no_report) -> Weights:
    """The model to use: the one a person named, else the default, else the best installed, else the demo model.

    With `name` "" the `notice` says when it is not the default. Raises as `find`; a damaged default is an error, so
    that nobody gets worse minutes without knowing.
    """
    if name:
        return find(name, folders, report=report)
    if locate(default, folders):
        found = find(default, folders, report=report)
        return replace(found, notice=DEMO_ONLY) if found.demo else found
    for candidate in _best_first(folders):
        try:
            found = find(candidate, folders, report=report)
            return replace(found, notice=DEMO_ONLY if found.demo else DEFAULT_MISSING)
        except ModelDamaged:
            continue
    raise ModelMissing(default)


def _best_first(folders: ModelFolders) -> tuple[str, ...]:
    """Installed models, best first: the registry's rank, those of other names between the demo model and the rest."""
    ranks = {model.name: model.rank for model in known()}
    demos = {model.name for model in known() if model.demo}
    names = {place.name for folder in folders.in_order for place in _models_in(folder)}
    return tuple(sorted(names, key=lambda name: (name not in demos, ranks.get(name, 1), name), reverse=True))


def _models_in(folder: Path) -> tuple[Path, ...]:
    try:
        inside = sorted(folder.iterdir())
    except OSError:
        return ()
    return tuple(path for path in inside if not path.name.startswith(".") and _holds_model(path))


def listing(folders: ModelFolders) -> tuple[Listed, ...]:
    """All models of the registry and all others that are installed. Compares sizes only, so that it is quick."""
    lines = [_listed(model.name, model, folders) for model in known()]
    others = {place.name for folder in folders.in_order for place in _models_in(folder)} - {line.name for line in lines}
    return (*lines, *(_listed(name, None, folders) for name in sorted(others)))


def _listed(name: str, entry: KnownModel | None, folders: ModelFolders) -> Listed:
    state, place, manifest, faults = _state(name, folders)
    entry = entry or _entry(name, manifest)
    needed = entry.memory_bytes if entry else _guess(manifest)
    return Listed(
        name=name,
        title=entry.title if entry else "",
        good_for=entry.good_for if entry else "",
        licence=manifest.licence if manifest else entry.licence if entry else "",
        state=state,
        bytes=manifest.bytes if manifest else entry.bytes if entry else 0,
        memory_bytes=needed,
        fits=psutil.virtual_memory().total >= needed,
        demo=entry is not None and entry.demo,
        installable=entry is not None and entry.name == name and bool(entry.repository),
        folder=place,
        where=_where(place, folders),
        installed_at=manifest.installed_at if manifest else "",
        faults=faults,
    )


def _state(name: str, folders: ModelFolders) -> tuple[State, Path | None, Manifest | None, tuple[Fault, ...]]:
    damaged: tuple[State, Path | None, Manifest | None, tuple[Fault, ...]] | None = None
    for place in locate(name, folders):
        manifest = None
        try:
            manifest = read_manifest(place)
            faults = quick_faults(place, manifest)
        except ModelDamaged as error:
            faults = error.faults
        if manifest is not None and not faults:
            return State.READY, place, manifest, ()
        damaged = damaged or (State.DAMAGED, place, manifest, faults)
    return damaged or (State.ABSENT, None, None, ())


def _where(place: Path | None, folders: ModelFolders) -> str:
    if place is None:
        return ""
    names = {folders.bundled: "bundled", folders.user: "user"}
    return names.get(place.parent, "machine")


def verify(name: str, folders: ModelFolders, *, report: Report = no_report) -> tuple[Verified, ...]:
    """Hash every file of one model ("" = of all) in every folder that has it.

    Raises `UnknownModel`, `ModelMissing`, `DiskError`.
    """
    if name:
        places = locate(name, folders)
        if not places:
            raise absence(name)
    else:
        places = tuple(place for folder in folders.in_order for place in _models_in(folder))
    return tuple(_verified(place, folders, report) for place in places)


def _verified(place: Path, folders: ModelFolders, report: Report) -> Verified:
    try:
        manifest = read_manifest(place)
    except ModelDamaged as error:
        return Verified(place.name, place, error.faults)
    return Verified(place.name, place, full_faults(place, manifest, folders.stamps, report))


def remove(name: str, folders: ModelFolders) -> Path:
    """Take the first model of this name away and return where it stood; damaged ones too.

    Raises `UnknownModel`, `ModelMissing`, `ModelBundled`, and `NoPermission` for the machine's folder.
    """
    places = locate(name, folders)
    if not places:
        raise absence(name)
    if places[0].parent == folders.bundled:
        raise ModelBundled(name)
    take_away(places[0])
    forget(places[0], folders.stamps)
    return places[0]


def memory_for(weights: Weights) -> int:
    """Bytes that should be free to load a model: the registry's figure, else guessed from its size."""
    entry = _entry(weights.name, weights.manifest)
    return entry.memory_bytes if entry else _guess(weights.manifest)


def _guess(manifest: Manifest | None) -> int:
    """CTranslate2 reads the file whole before it converts it, so its size is needed once."""
    files = manifest.files if manifest else ()
    return sum(file.bytes for file in files if file.path == MODEL_BIN) + _WORKING_MEMORY


def check_memory(weights: Weights) -> None:
    """Return when this PC has enough memory free at this moment. Raises `NotEnoughMemory` with both figures."""
    free = psutil.virtual_memory().available
    needed = memory_for(weights)
    if free < needed:
        raise NotEnoughMemory(weights.name, needed, free)
