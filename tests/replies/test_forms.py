"""Answers to other forms than the full record: what they print of 要点, results and duties comes back."""

import json
from pathlib import Path

import pytest

from minutes_app.meeting.store import load
from minutes_app.word.template import JOINT, POINTS, SUMMARY, find
from minutes_app.word.writer import Writer
from tests.answering import Paper
from tests.publishing import folder_with, published_meeting, sent
from tests.replies.conftest import Typed


@pytest.mark.parametrize(
    ("form", "place", "old", "new"),
    [
        (POINTS, "p_p_1", "統合案", "再編案"),
        (SUMMARY, "i_i_1", "4月", "5月"),
        (JOINT, "i_i_2", "見積り", "見積書"),
    ],
)
def test_a_correction_of_a_point_or_an_item_is_taken_into_it(
    form: str, place: str, old: str, new: str, tmp_path: Path, typed: Typed
) -> None:
    folder, shared = folder_with(tmp_path / "会議", published_meeting()), tmp_path / "共有"
    shared.mkdir()
    with Writer() as writer:
        publication, _puts = sent(folder, shared, writer, template=find(form, ()))
    copies = {one.person: shared / one.name for one in publication.files}
    Paper(copies["1"]).tick("1").save()
    Paper(copies["2"]).track(place, old, new, "𠮷田 花子").save()
    replies = json.loads(typed("collect", folder, "--json")[1])["replies"]
    assert [(one["who"], one["kind"], new in one["new"]) for one in replies] == [("𠮷田 花子", "text", True)]
    assert replies[0]["start_ms"] is not None, "the utterance that it rests on can be heard"
    assert typed("collect", folder, "--take", "1")[0] == 0
    meeting = load(folder)
    assert new in "".join((*(one.text for one in meeting.items), *(one.text for one in meeting.points)))
    typed("collect", folder, "--undo", "1")
    after, before = load(folder), published_meeting()
    assert (after.items, after.points) == (before.items, before.points)
