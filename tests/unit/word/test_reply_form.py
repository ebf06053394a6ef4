"""The agreement about a published 会議録: names that Word allows, tags that are read back, records that show damage."""

import re
from dataclasses import fields, replace
from pathlib import Path

import pytest

from minutes_app.meeting.sealed import NotReadable
from minutes_app.word import reply_form as form
from minutes_app.word.reply_form import ANSWERS, Passage, Person, Publication, PublishedFile

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,39}\Z")
"""A bookmark's name as Word allows it."""


def a_publication() -> Publication:
    return Publication(
        id="0001-ab",
        meeting="m-1",
        document="会議録",
        template="会議録（全文）",
        edition=1,
        way="copies",
        folder="/共有/会議（秘）①",
        at="2026-11-25T10:00:00+09:00",
        deadline="2026-12-02",
        persons=(Person("1", "髙橋 一郎", "総務課", "課長"), Person("2", "𠮷田 花子")),
        files=(
            PublishedFile("会議録.docx", "0" * 64, 10, delivered_at="x"),
            PublishedFile("写し.docx", "1" * 64, 9, "1"),
        ),
        passages=(Passage("u_1", "utterance", "u-1", "1行目\n2行目👍", 3),),
        paragraphs=("", "題", "議題", "1行目\n2行目👍"),
    )


@pytest.mark.parametrize("piece", ["u3", "u-0123456789ab", "髙橋", "", "x" * 200, "a b", "../..", "１"])
def test_every_id_gives_a_name_that_word_allows(piece: str) -> None:
    names = {form.bookmark(source, piece) for source in ("utterance", "point", "item")}
    assert len(names) == 3
    assert all(NAME.match(name) for name in names)


def test_two_ids_that_are_no_names_stay_apart() -> None:
    assert form.bookmark("utterance", "髙橋") != form.bookmark("utterance", "高橋")


def test_a_tag_is_read_back_and_a_foreign_one_is_not_ours() -> None:
    assert [form.read_tag(form.tag(answer, "40")) for answer in ANSWERS] == [(answer, "40") for answer in ANSWERS]
    for foreign in (
        "",
        "minutes.opinion",
        "minutes.opinion.x",
        "minutes.note.1",
        "xminutes.opinion.1",
        "minutes.opinion.1\n",
    ):
        assert form.read_tag(foreign) is None


def test_the_place_of_each_answer_has_a_name_of_its_own() -> None:
    names = [form.cell(answer, person) for answer in ANSWERS for person in ("1", "11", "40")]
    assert len(set(names)) == 9
    assert all(NAME.match(name) for name in names)


def test_a_record_is_the_same_again_and_shows_damage() -> None:
    record = a_publication()
    content = form.to_json(record)
    assert form.from_json(content) == record
    with pytest.raises(NotReadable):
        form.from_json(content.replace("髙橋".encode(), "高橋".encode()))
    with pytest.raises(NotReadable):
        form.from_json(form.to_json(replace(record, schema=form.SCHEMA + 1)))


def test_what_waits_is_what_has_not_been_delivered() -> None:
    assert [one.name for one in a_publication().waits] == ["写し.docx"]


def test_records_are_listed_by_age_and_damaged_ones_left_out(tmp_path: Path) -> None:
    assert form.publications_of(tmp_path) == ()
    first = a_publication()
    second = replace(first, id="0002-cd", at="2026-11-26T10:00:00+09:00", edition=2)
    for one in (second, first):
        path = form.record_of(tmp_path, one.id)
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(form.to_json(one))
    form.record_of(tmp_path, "0003-xx").write_bytes(b"{}")
    assert form.publications_of(tmp_path) == (first, second)
    assert [one.id for one in form.summaries_of(tmp_path)] == [first.id, second.id]


def test_a_summary_says_the_same_without_the_text(tmp_path: Path) -> None:
    whole = a_publication()
    path = form.record_of(tmp_path, whole.id)
    path.parent.mkdir()
    path.write_bytes(form.to_json(whole))
    [summary] = form.summaries_of(tmp_path)
    names = [one.name for one in fields(summary)]
    assert [getattr(summary, name) for name in names] == [getattr(whole, name) for name in names]
    assert not {"passages", "paragraphs"} & set(names)
    path.write_bytes(form.to_json(replace(whole, schema=form.SCHEMA + 1)))
    assert form.summaries_of(tmp_path) == ()


def test_the_properties_have_the_names_that_were_agreed() -> None:
    assert (form.MEETING, form.EDITION, form.PERSON) == ("minutes.meeting", "minutes.edition", "minutes.person")
    assert form.PUBLICATION == "minutes.publication"
