"""A published 会議録, in every form and with the record behind it, has nothing that rests on 非公開 alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.meeting import edit
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import Item, Meeting, Point
from minutes_app.meeting.store import OpenMeeting
from minutes_app.word.template import JOINT, POINTS, VERBATIM, find
from tests.publishing import WriterHere, contents_of, folder_with, published_meeting, sent

SECRETS = ("辛坂さんを選任する", "壬沢さんの事情を聞いた")


def a_secret_meeting() -> Meeting:
    meeting = published_meeting()
    decided = Item("i-9", "decision", f"{SECRETS[0]}。", utterance_ids=("u7",))
    noted = Point("p-9", f"{SECRETS[1]}。", "a1", ("u7", "u8"))
    meeting = replace(meeting, items=(decided, *meeting.items), points=(noted, *meeting.points))
    meeting = apply(meeting, edit.mark_hidden(meeting, ["u7"]))
    return apply(meeting, edit.mark_deleted(meeting, ["u8"]))


def told_in(shared: Path) -> set[str]:
    """Which of the secrets are in any byte of the shared folder."""
    contents = [content for path in shared.rglob("*") if path.is_file() for content in contents_of(path)]
    assert contents
    return {secret for secret in SECRETS if any(secret.encode() in content for content in contents)}


@pytest.mark.parametrize("form", [POINTS, VERBATIM, JOINT])
@pytest.mark.parametrize("with_record", [False, True])
def test_nothing_of_it_is_in_any_byte_that_is_published(form: str, with_record: bool, tmp_path: Path) -> None:
    folder, shared = folder_with(tmp_path / "会議", a_secret_meeting()), tmp_path / "共有"
    shared.mkdir()
    record, _puts = sent(folder, shared, WriterHere(), template=find(form, ()), with_record=with_record)
    assert told_in(shared) == set()
    assert "i-1" in {one.id for one in record.passages}
    assert {"i-9", "p-9"}.isdisjoint({one.id for one in record.passages})


def test_what_a_person_has_released_is_published(tmp_path: Path) -> None:
    folder, shared = folder_with(tmp_path / "会議", a_secret_meeting()), tmp_path / "共有"
    shared.mkdir()
    with OpenMeeting(folder) as book:
        book.commit(edit.release(book.meeting, book.meeting.items[0]))
    sent(folder, shared, WriterHere(), template=find(POINTS, ()))
    assert told_in(shared) == {SECRETS[0]}
