"""A meeting that was published for real, once; each test gets a copy of the meeting and of the shared folder."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.store import load
from minutes_app.word.reply_form import Publication, record_of, to_json
from minutes_app.word.writer import Writer
from tests.answering import Paper
from tests.publishing import folder_with, published_meeting, sent


@dataclass(frozen=True, slots=True)
class Round:
    """A publication, the meeting's folder, and the files; attendees: 髙橋 一郎 "1", 𠮷田 花子 "2", 山﨑 太郎 "3"."""

    folder: Path
    shared: Path
    publication: Publication

    def copy_of(self, person: str) -> Path:
        """An attendee's own file ("" = the main file or the one for all)."""
        return self.shared / next(one.name for one in self.publication.files if one.person == person)

    def paper(self, person: str) -> Paper:
        """The same in his hands."""
        return Paper(self.copy_of(person))

    @property
    def meeting(self) -> Meeting:
        """As it is on the disk now."""
        return load(self.folder)

    def text(self, utterance_id: str) -> str:
        """What an utterance says now."""
        return next(one.text for one in self.meeting.utterances if one.id == utterance_id)


def _published(place: Path, way: str, writer: Writer) -> Round:
    folder = folder_with(place / "会議", published_meeting())
    shared = place / "共有（秘）①"
    shared.mkdir()
    publication, puts = sent(folder, shared, writer, way=way, deadline="2026-12-02")
    assert all(one.path for one in puts)
    return Round(folder, shared, publication)


@pytest.fixture(scope="session")
def originals(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Round]]:
    place = tmp_path_factory.mktemp("published")
    with Writer() as writer:
        yield {way: _published(place / way, way, writer) for way in ("copies", "one")}


def _copied(original: Round, place: Path) -> Round:
    """Elsewhere, with the record knowing where."""
    folder, shared = place / "会議" / original.folder.name, place / "共有（秘）①"
    shutil.copytree(original.folder, folder)
    shutil.copytree(original.shared, shared)
    publication = replace(original.publication, folder=str(shared))
    record_of(folder, publication.id).write_bytes(to_json(publication))
    return Round(folder, shared, publication)


@pytest.fixture
def copies(originals: dict[str, Round], tmp_path: Path) -> Round:
    return _copied(originals["copies"], tmp_path)


@pytest.fixture
def one(originals: dict[str, Round], tmp_path: Path) -> Round:
    return _copied(originals["one"], tmp_path)


Typed = Callable[..., tuple[int, str, str]]


@pytest.fixture
def typed(capsys: pytest.CaptureFixture[str]) -> Typed:
    def run(command: str, folder: Path, *arguments: str | Path) -> tuple[int, str, str]:
        code = main([command, str(folder), *map(str, arguments)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run
