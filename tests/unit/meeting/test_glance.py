"""A list of meetings without opening one: truthful for every state a folder can be in."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.errors import MeetingDamaged, MeetingTooNew
from minutes_app.meeting.edit import confirm, set_occasion, set_text
from minutes_app.meeting.glance import Stage, glance, glances, outline, outlined
from minutes_app.meeting.lock import Lock
from minutes_app.meeting.model import Confirmation, Export, Meeting, Occasion
from minutes_app.meeting.sealed import seal
from minutes_app.meeting.store import OpenMeeting, create, load
from tests.unit.meeting.making import OTHER_SHA, a_meeting

RAW = replace(a_meeting(3), utterances=(), items=(), points=())


@pytest.mark.parametrize(
    ("meeting", "stage"),
    [
        (replace(RAW, recordings=()), Stage.UNRECORDED),
        (RAW, Stage.UNHEARD),
        (replace(RAW, run_id="r"), Stage.HEARD),
        (a_meeting(3), Stage.HEARD),
        (replace(a_meeting(3), touched=True), Stage.EDITED),
        (replace(a_meeting(3), exports=(Export("x.docx", "0" * 64, ""),)), Stage.WRITTEN),
    ],
)
def test_the_stage_is_what_the_folder_tells(meeting: Meeting, stage: Stage, tmp_path: Path) -> None:
    assert glance(create(tmp_path, meeting)).stage is stage


def test_a_run_that_was_stopped_is_half_heard(tmp_path: Path) -> None:
    folder = create(tmp_path, RAW)
    (folder / "runs").mkdir()
    (folder / "runs" / "20260115T100000-abcdef.partial.jsonl").write_bytes(b"")
    assert glance(folder).stage is Stage.HALF_HEARD


def test_an_edit_that_waits_in_the_journal_is_seen(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting(3))
    with OpenMeeting(folder) as book:
        book.commit(set_text(book.meeting, "u1", "直した文"))
    seen = glance(folder)
    assert seen.stage is Stage.EDITED
    assert "直した文" in seen.text


def test_what_is_deleted_is_not_found(tmp_path: Path) -> None:
    meeting = a_meeting(3)
    gone = replace(meeting.utterances[1], deleted=True)
    folder = create(tmp_path, replace(meeting, utterances=(meeting.utterances[0], gone)))
    assert gone.text not in glance(folder).text


def test_a_damaged_meeting_is_listed_under_its_folder_s_name(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting(3))
    for name in ("meeting.json", "meeting.json.bak"):
        (folder / name).write_bytes(b'{"schema":1')
    assert glance(folder).stage is Stage.DAMAGED
    assert glance(folder).occasion == Occasion(title=folder.name, date="2026-01-15")


def test_who_has_it_open_is_told_and_nobody_afterwards(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting(3))
    lock = Lock(folder)
    with lock:
        assert glance(folder).owner == lock.owner
    assert glance(folder).owner is None


def test_only_meetings_are_listed_newest_first(tmp_path: Path) -> None:
    create(tmp_path, a_meeting(1))
    create(tmp_path, replace(a_meeting(1, sha256=OTHER_SHA), occasion=Occasion("後の会議", "2026-03-01")))
    (tmp_path / "写真").mkdir()
    assert [one.occasion.title for one in glances(tmp_path)] == ["後の会議", "会議（秘）①"]
    assert list(glances(tmp_path / "無い")) == []


def test_confirmed_minutes_are_seen_before_and_after_the_edits_are_folded_in(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting(3))
    assert glance(folder).status == "proofreading"
    with OpenMeeting(folder) as book:
        book.commit(confirm(book.meeting, Confirmation("2026-01-15T10:00:00+09:00", "佐藤", "急ぎ", ("会場",))))
        assert glance(folder).status == "confirmed"
        book.fold()
    assert glance(folder).status == "confirmed"
    assert load(folder).confirmations[0].open_places == ("会場",)


def test_an_outline_is_of_the_meeting_as_it_is_with_every_edit(tmp_path: Path) -> None:
    folder = create(tmp_path, replace(a_meeting(3), exports=(Export("x.docx", "0" * 64, ""),)))
    assert outline(folder) == outlined(load(folder))
    with OpenMeeting(folder) as book:
        book.commit(set_occasion(book.meeting, replace(book.meeting.occasion, title="直した名前")))
        assert outline(folder) == outlined(book.meeting)
        assert outline(folder).occasion.title == "直した名前"


def test_an_outline_reads_no_word_where_no_edit_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = create(tmp_path, a_meeting(3))
    monkeypatch.setattr("minutes_app.meeting.glance.load", lambda _folder: pytest.fail("all of it was read"))
    assert outline(folder) == outlined(a_meeting(3))


def test_what_cannot_be_read_whole_has_no_outline(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting(3))
    sealed = (folder / "meeting.json").read_bytes()
    (folder / "meeting.json").write_bytes(seal(json.loads(sealed) | {"schema": 99}))
    with pytest.raises(MeetingTooNew):
        outline(folder)
    (folder / "meeting.json").write_bytes(sealed.replace(b"2026", b"2027", 1))
    with pytest.raises(MeetingDamaged):
        outline(folder)
    (folder / "meeting.json").unlink()
    with pytest.raises(MeetingDamaged):
        outline(folder)
