"""The seam: where templates are, what they are called, and what filling one answers. Opens no document."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors import TemplateExists, TemplateMissing
from minutes_app.files import bundled, disk_errors, safe_name, write_atomic

POINTS = "会議録（要点筆記）"
VERBATIM = "会議録（全文）"
MINUTES = (POINTS, VERBATIM)
SUMMARY = "会議結果概要"
JOINT = "会議録兼復命書"
PERSONAL_COVER = "復命書（個人別の鑑）"
BUILT_IN = (*MINUTES, SUMMARY, JOINT, PERSONAL_COVER)
FOLDER = "様式"


@dataclass(frozen=True, slots=True)
class TemplateEntry:
    """A template that can be asked for by `name`."""

    name: str
    path: Path
    built_in: bool


@dataclass(frozen=True, slots=True)
class FillSummary:
    """What the page says that nobody filled in: `blanks` visible blanks, `unknown` names that are no field,
    `dropped` characters that a document cannot hold. `personal`: the form asks for 復命者, so each person gets one."""

    blanks: int = 0
    unknown: tuple[str, ...] = ()
    dropped: int = 0
    personal: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """A whole .docx and what is to be said about it."""

    content: bytes
    summary: FillSummary


def built_in_folder() -> Path:
    """Where the templates that come with the program lie."""
    return bundled("resources", "templates")


def user_folder(configured: str) -> Path:
    """The folder of the person's own templates; "" means 様式 in the user's data folder. It need not exist."""
    if configured:
        return Path(configured).expanduser()
    import platformdirs

    return platformdirs.user_data_path("minutes_app", appauthor=False) / FOLDER


def list_templates(folders: Iterable[Path]) -> tuple[TemplateEntry, ...]:
    """The built-in templates, then those in `folders`. The first of two of one name wins, a person's own first."""
    own = [TemplateEntry(path.stem, path, False) for folder in folders for path in _forms_in(folder)]
    shipped = [TemplateEntry(name, built_in_folder() / f"{name}.docx", True) for name in BUILT_IN]
    seen: dict[str, TemplateEntry] = {}
    for entry in (*own, *shipped):
        seen.setdefault(_key(entry.name), entry)
    return tuple(sorted(seen.values(), key=lambda entry: (not entry.built_in, entry.name)))


def find(name_or_path: str, folders: Iterable[Path]) -> Path:
    """The template of that name (.docx or not, （） or ()), or the file at that path. Raises `TemplateMissing`."""
    wanted = _key(name_or_path)
    for entry in list_templates(folders):
        if wanted in (_key(entry.name), _key(entry.path.name)):
            return entry.path
    path = Path(name_or_path).expanduser()
    with disk_errors(path):
        if path.is_file():
            return path.absolute()
    raise TemplateMissing(name_or_path)


def copy(source: Path, new_name: str, folder: Path, taken: Iterable[TemplateEntry]) -> Path:
    """Copy a template as `folder/new_name.docx`; returns its path. Raises `TemplateExists`, `DiskError`."""
    with disk_errors(source):
        content = source.read_bytes()
    return add(content, new_name, folder, taken)


def add(
    content: bytes, new_name: str, folder: Path, taken: Iterable[TemplateEntry], *, replaces: Path | None = None
) -> Path:
    """Put a template as `folder/new_name.docx`; returns its path. `replaces`: the one that may be overwritten.

    Raises `TemplateExists`, `DiskError`.
    """
    name = name_for(new_name)
    target = folder / f"{name}.docx"
    if is_taken(name, taken, replaces):
        raise TemplateExists(name)
    if replaces is not None and replaces == target:
        write_atomic(target, content)
        return target
    with disk_errors(target):
        folder.mkdir(parents=True, exist_ok=True)
        try:
            with target.open("xb") as stream:
                stream.write(content)
        except FileExistsError:
            raise TemplateExists(name) from None
    return target


def name_for(new_name: str) -> str:
    """The name that a new template gets."""
    return safe_name(new_name.removesuffix(".docx")) or FOLDER


def is_taken(name: str, entries: Iterable[TemplateEntry], replaces: Path | None = None) -> bool:
    """Whether a new template cannot have this name, for one has it, however wide its letters. `replaces`: may go."""
    wanted = _key(name_for(name))
    return any(_key(entry.name) == wanted and entry.path != replaces for entry in entries)


def own(name: str, entries: Iterable[TemplateEntry]) -> TemplateEntry | None:
    """The person's own template of a name, built-in ones aside."""
    wanted = _key(name_for(name))
    return next((entry for entry in entries if _key(entry.name) == wanted and not entry.built_in), None)


def _forms_in(folder: Path) -> list[Path]:
    """The .docx files of a folder without Word's own lock files (~$…); nothing when the folder is not there."""
    with disk_errors(folder):
        if not folder.is_dir():
            return []
        forms = (path for path in folder.iterdir() if path.suffix.lower() == ".docx" and path.name[0] not in "~.")
        return sorted(path for path in forms if path.is_file())


def _key(name: str) -> str:
    return unicodedata.normalize("NFKC", name).casefold().removesuffix(".docx").strip()
