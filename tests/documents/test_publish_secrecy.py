"""What is 非公開 or deleted, what was heard there, and notes about it are in no byte of anything that is published."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.meeting.model import Attendee, Heard, Run
from minutes_app.meeting.place import OUTBOX
from minutes_app.meeting.runs import keep_run
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.word.reply_form import publications_of
from minutes_app.word.template import JOINT, MINUTES, POINTS, SUMMARY, find
from minutes_app.wording.publishing import RECORD
from tests.documents.test_secrecy import SECRETS, SEEN, _secret_meeting
from tests.publishing import WriterHere, contents_of, sent

FORMS = (*MINUTES, SUMMARY, JOINT)
CODINGS = ("utf-8", "utf-16-le", "cp932")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Path]]:
    """Every form in both ways, with the record behind it, and once more into a folder that is away."""
    library = tmp_path_factory.mktemp("会議（秘）①")
    folder = create(library, _secret_meeting())
    run = keep_run(folder, Run("", "k", "m", "ab", {}, "cpu", "int8", "", "", 0, 0, (Heard(0, 900, "甲村乙川"),)))
    with OpenMeeting(folder) as book:
        people = (Attendee("髙橋 一郎", "総務課", "課長"), Attendee("𠮷田 花子"))
        occasion = replace(book.meeting.occasion, date="2026-11-23", attendees=people)
        book.replace(replace(book.meeting, run_id=run.id, occasion=occasion))
    made: dict[str, list[Path]] = {}
    for name in FORMS:
        for way in ("copies", "one"):
            shared = tmp_path_factory.mktemp("共有")
            sent(folder, shared, WriterHere(), template=find(name, ()), way=way, with_record=True)
            made[f"{name} {way}"] = sorted(shared.iterdir())
    sent(folder, library / "つながらない", WriterHere(), with_record=True)
    made["送信待ち"] = [path for path in (library / OUTBOX).rglob("*") if path.is_file()]
    made["控え"] = sorted((folder / "published").iterdir())
    assert len(publications_of(folder)) == 2 * len(FORMS) + 1
    return made


def everything(published: dict[str, list[Path]]) -> Iterator[tuple[str, bytes]]:
    for name, paths in published.items():
        for path in paths:
            yield from ((f"{name} {path.name}", content) for content in contents_of(path))


def test_no_byte_of_anything_published_tells_a_secret(published: dict[str, list[Path]]) -> None:
    told = [
        (name, secret)
        for name, content in everything(published)
        for secret in SECRETS
        for coding in CODINGS
        if secret.encode(coding) in content
    ]
    assert told == []


def test_no_file_name_tells_a_secret(published: dict[str, list[Path]]) -> None:
    names = [path.name for paths in published.values() for path in paths]
    assert [secret for secret in SECRETS if any(secret in name for name in names)] == []


def test_no_bookmark_names_what_may_not_be_seen(published: dict[str, list[Path]]) -> None:
    """An id says that something is there."""
    hidden = [one.id for one in _secret_meeting().utterances if one.hidden or one.deleted]
    assert len(hidden) >= 3
    names = [f'"u_{one.replace("-", "_")}"'.encode() for one in hidden]
    assert [name for name, content in everything(published) for wanted in names if wanted in content] == []


def test_the_search_finds_what_may_be_seen(published: dict[str, list[Path]]) -> None:
    """Else it would find nothing at all."""
    for name, paths in published.items():
        contents = [content for path in paths for content in contents_of(path)]
        wanted = SEEN if name.startswith((POINTS, JOINT)) else SEEN[:1]
        assert all(any(seen.encode() in content for content in contents) for seen in wanted), name


def test_the_shared_folder_holds_word_files_only(published: dict[str, list[Path]]) -> None:
    shared = [path for name, paths in published.items() if name.split(" ")[0] in FORMS for path in paths]
    assert {path.suffix for path in shared} == {".docx"}
    assert len(shared) == len(FORMS) * (3 + 1)


def test_the_record_that_is_put_behind_is_searched_too(published: dict[str, list[Path]]) -> None:
    for name in (f"{SUMMARY} one", f"{JOINT} one"):
        contents = [content for path in published[name] for content in contents_of(path)]
        assert any(RECORD.encode() in content for content in contents)
