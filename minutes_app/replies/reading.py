"""Files that came back, wherever they lie and whatever they are called → what each says, or why it is not read.

In: a meeting's folder and files from anybody. Out: for each a `Found`, `Unchanged`, `Foreign`, `Unread`, or an error
with its sentence. Each is inspected and read in a child process, within limits of memory and time. Writes nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PureWindowsPath

from minutes_app.child import Child, Limits
from minutes_app.errors import ChildDied, DiskError, ReplyRefused, TemplateDangerous, TemplateUnreadable
from minutes_app.files import disk_errors, sha256_of
from minutes_app.meeting.model import Export
from minutes_app.minutes.characters import squeezed
from minutes_app.progress import Progress, Report, Stage, no_report
from minutes_app.replies.finding import MOST_REPLIES, find, name_of
from minutes_app.replies.model import Found
from minutes_app.word.reply_form import EDITION, MEETING, PERSON, PUBLICATION, Publication
from minutes_app.word.returned import Returned, read_returned
from minutes_app.wording.publishing import PLACEHOLDERS

LIMITS = Limits(memory=1 << 30, silent_s=60.0)
MOST_FILES = 2_000
"""Files of one folder that are looked at."""
LARGEST = 50_000_000
OTHERS = (".odt", ".doc", ".docm", ".pdf", ".rtf", ".jtd")
"""What people also save a document as."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """A file as it was published: nobody has written in it."""

    path: Path
    person: str


@dataclass(frozen=True, slots=True)
class Foreign:
    """A document that lies beside them and belongs to another meeting."""

    path: Path


@dataclass(frozen=True, slots=True)
class Unread:
    """What lies beside them and may be an answer, but is no document that was published: of another format, or a .docx
    of somebody's own. Nothing of it is taken."""

    path: Path
    sha256: str = ""

    @property
    def format(self) -> str:
        """Its ending: .docx, or one of `OTHERS`."""
        return self.path.suffix.lower()


Read = Found | Unchanged | Foreign | Unread | ReplyRefused | DiskError


def files_in(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The .docx in folders, not those in folders within them. Raises `DiskError`, `ReplyRefused`."""
    found: list[Path] = []
    for place in folders:
        with disk_errors(place):
            inside = [one for one in place.iterdir() if _is_document(one, (".docx",))]
        if len(inside) > MOST_FILES:
            raise ReplyRefused(place, "too_many_files")
        found += sorted(inside)
    return tuple(dict.fromkeys(found))


def others_in(folders: Iterable[Path], written: Iterable[Export]) -> tuple[Unread, ...]:
    """What is there in another format, but for what we wrote (`written`) ourselves. Raises `DiskError`."""
    ours = {PureWindowsPath(one.file).name.casefold(): one.sha256 for one in written}
    found: list[Unread] = []
    for place in folders:
        with disk_errors(place):
            inside = [one for one in place.iterdir() if _is_document(one, OTHERS) and one.is_file()]
        for path in sorted(inside):
            sha256 = ours.get(path.name.casefold())
            if sha256 is None or sha256_of(path) != sha256:
                found.append(Unread(path))
    return tuple(dict.fromkeys(found))


def _is_document(path: Path, suffixes: tuple[str, ...]) -> bool:
    """Not what Word keeps beside a document while it is open."""
    return path.suffix.lower() in suffixes and not path.name.startswith(("~$", "."))


class Reader:
    """Reads one file after the other in a child; to be used in a `with`."""

    def __init__(self, publications: tuple[Publication, ...], meeting: str, written: Iterable[Export] = ()) -> None:
        self._publications = publications
        self._meeting = meeting
        self._written = {one.sha256 for one in written}
        self._child = Child("replies", LIMITS)

    def read_all(self, files: Iterable[Path], *, named: bool, report: Report = no_report) -> Iterator[Read]:
        """What each says. `named`: a person has named each, so a foreign one is an error, not a neighbour."""
        files = tuple(files)
        for done, path in enumerate(files):
            report(Progress(Stage.IMPORT, done, len(files)))
            read = self._whatever(path, report)
            if named and isinstance(read, Foreign | Unread):
                yield ReplyRefused(path, "foreign")
            elif isinstance(read, Unread) and read.sha256 in self._written:
                yield Unchanged(path, "")
            else:
                yield read
        report(Progress(Stage.IMPORT, len(files), len(files)))

    def __enter__(self) -> "Reader":
        """The reader itself."""
        return self

    def __exit__(self, *_exc: object) -> None:
        """End the child."""
        self._child.close()

    def _whatever(self, path: Path, report: Report) -> Read:
        """What it says, or why it is not read; the child's own progress says nothing of the number of files."""
        try:
            return self._read(path, lambda _progress: report(Progress(Stage.WAIT)))
        except (ReplyRefused, DiskError) as error:
            return error

    def _read(self, path: Path, report: Report) -> Found | Unchanged | Foreign | Unread:
        with disk_errors(path):
            if path.stat().st_size > LARGEST:
                raise ReplyRefused(path, "too_big")
        digest = sha256_of(path)
        for file in (file for one in self._publications for file in one.files):
            if file.sha256 == digest:
                return Unchanged(path, file.person)
        try:
            return self._child.call(judge, path, digest, self._publications, self._meeting, report=report)
        except TemplateUnreadable as error:
            raise ReplyRefused(path, error.reason) from error
        except TemplateDangerous as error:
            kinds = tuple(dict.fromkeys(kind for _place, kind in error.findings))
            raise ReplyRefused(path, "dangerous", kinds) from error
        except ChildDied as death:
            raise ReplyRefused(path, "too_costly") from death


def judge(
    path: Path, digest: str, publications: tuple[Publication, ...], meeting: str, *, report: Report
) -> Iterator[Found | Foreign | Unread]:
    """Yield what one file says. Runs in a child process: who has made the file decides how much work it is.

    Raises `ReplyRefused`, `TemplateUnreadable`, `TemplateDangerous`, `DiskError`.
    """
    for returned in read_returned(path, tuple(PLACEHOLDERS.values()), report=report):
        publication = _publication_of(path, returned, publications, meeting)
        if publication is None:
            yield Foreign(path) if returned.properties.get(MEETING) else Unread(path, digest)
            return
        latest = max(one.edition for one in publications if one.document == publication.document)
        if publication.edition < latest:
            raise ReplyRefused(path, "older", (str(publication.edition), str(latest)))
        found = find(path.name, digest, returned, publication, _person_of(path, returned, publication))
        if len(found.replies) > MOST_REPLIES:
            raise ReplyRefused(path, "another_text")
        yield found


def _publication_of(
    path: Path, returned: Returned, publications: tuple[Publication, ...], meeting: str
) -> Publication | None:
    """By its own properties; where a program has dropped them, by the bookmarks that are in it.

    A meeting that was received beside its original has another id, and the records of what was published under the old.
    Raises `ReplyRefused` for one of this meeting that is not known here any more.
    """
    named, wanted = returned.properties.get(MEETING, ""), returned.properties.get(PUBLICATION, "")
    if named and named != meeting:
        return next((one for one in publications if (one.meeting, one.id) == (named, wanted)), None)
    if not named:
        return _by_bookmarks(path, returned, publications)
    for one in publications:
        if one.id == wanted or (not wanted and str(one.edition) == returned.properties.get(EDITION)):
            return one
    raise ReplyRefused(path, "unknown_edition")


def _by_bookmarks(path: Path, returned: Returned, publications: tuple[Publication, ...]) -> Publication | None:
    names = {name for one in returned.paragraphs for name in one.places}
    text = {squeezed(one.before) for one in returned.paragraphs if one.before.strip()}
    for one in reversed(publications):
        ours = {passage.bookmark for passage in one.passages}
        same = {squeezed(paragraph) for paragraph in one.paragraphs if paragraph.strip()}
        if ours and len(names & ours) * 2 >= len(ours) and len(text & same) * 2 >= len(same):
            return one
    if not returned.said:
        return None
    return next((one for one in publications if any(path.name == file.name for file in one.files)), None)


def _person_of(path: Path, returned: Returned, publication: Publication) -> str:
    """Whose copy it is: its property, else its name, else the only one whose row is in it."""
    wanted = returned.properties.get(PERSON, "")
    if name_of(publication, wanted):
        return wanted
    if returned.properties.get(MEETING) and publication.way == "one":
        return ""
    named = next((file.person for file in publication.files if file.person and file.name == path.name), "")
    rows = {one.person for one in returned.said if name_of(publication, one.person)}
    return named or (next(iter(rows)) if len(rows) == 1 and publication.way == "copies" else "")
