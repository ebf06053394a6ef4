"""Attendees of one name: what the one wrote is never shown as the other's, and never taken as his."""

import json
from dataclasses import replace
from pathlib import Path

from minutes_app.meeting.edit import set_occasion
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.minutes.duties import duties_of
from minutes_app.replies.kept import kept_in
from minutes_app.replies.places import Places
from tests.publishing import WriterHere, controls_of, folder_with, published_meeting, sent
from tests.replies.conftest import Round, Typed

PEOPLE = (
    Attendee("佐藤 健", "総務課", "課長"),
    Attendee("髙橋 一郎", "総務課", "主査", absent=True),
    Attendee("佐藤 健", "企画課", "主査"),
)
HEAD, CLERK = "総務課 課長 佐藤 健", "企画課 主査 佐藤 健"


def a_round(place: Path, way: str, *duties: DutyReport, people: tuple[Attendee, ...] = PEOPLE) -> Round:
    meeting = published_meeting(people=people)
    occasion = replace(meeting.occasion, paperwork=Paperwork(duties=duties))
    folder, shared = folder_with(place / "会議", replace(meeting, occasion=occasion)), place / "共有"
    shared.mkdir()
    publication, _puts = sent(folder, shared, WriterHere(), way=way)
    return Round(folder, shared, publication)


def written(round_: Round, *texts: str) -> None:
    """Each writes his 所感 into his copy and corrects the same place."""
    for person, text in enumerate(texts, 1):
        round_.paper(str(person)).write("impression", str(person), text).overwrite("u_u2", "その2", text).save()


def impressions(folder: Path) -> list[str]:
    return [duty.impression for duty in duties_of(load(folder).occasion)]


def numbers(round_: Round, typed: Typed) -> list[str]:
    """Of every 所感, as `--take` wants them, in the order of their texts: 課長の, 主査の."""
    rows = json.loads(typed("collect", round_.folder, "--json")[1])["replies"]
    found = [one for one in rows if one["kind"] == "impression"]
    return [str(one["number"]) for one in sorted(found, key=lambda one: ("主査" in one["new"], one["new"]))]


def test_the_copy_of_each_says_whose_it_is_and_has_his_own_impression(tmp_path: Path) -> None:
    two = (PEOPLE[0], PEOPLE[2])
    own = tuple(DutyReport("佐藤 健", impression=f"{one.post}の所感", department=one.department) for one in two)
    copies = a_round(tmp_path, "copies", *own)
    names = [copies.copy_of(person).name for person in ("1", "2")]
    assert [name.split("_確認_")[1] for name in names] == ["佐藤 健（総務課 課長）.docx", "佐藤 健（企画課 主査）.docx"]
    for person, post in (("1", "課長"), ("2", "主査")):
        assert controls_of(copies.copy_of(person))[f"minutes.impression.{person}"] == f"{post}の所感"


def test_what_each_has_written_is_listed_and_taken_as_his(tmp_path: Path, typed: Typed) -> None:
    copies = a_round(tmp_path, "copies")
    written(copies, "課長の所感", "主査の所感")
    out = typed("collect", copies.folder)[1]
    for line in (f"所感　{HEAD}　", f"文の直し　{CLERK}　", f"意見あり　{HEAD}（", f"意見あり　{CLERK}（"):
        assert line in out
    head, clerk = numbers(copies, typed)
    assert typed("collect", copies.folder, "--take", clerk)[0] == 0
    assert impressions(copies.folder) == ["", "", "主査の所感"]
    assert typed("collect", copies.folder, "--take", head)[0] == 0
    assert impressions(copies.folder) == ["課長の所感", "", "主査の所感"]
    assert typed("collect", copies.folder, "--undo", clerk)[0] == 0
    assert impressions(copies.folder) == ["課長の所感", "", ""]


def test_the_list_may_have_changed_since(tmp_path: Path, typed: Typed) -> None:
    copies = a_round(tmp_path, "copies")
    written(copies, "課長の所感", "主査の所感")
    head, clerk = numbers(copies, typed)
    with OpenMeeting(copies.folder) as book:
        occasion = replace(book.meeting.occasion, attendees=(PEOPLE[2], PEOPLE[1]))
        book.commit(set_occasion(book.meeting, occasion))
    out = typed("collect", copies.folder)[1]
    assert "※ 出席者の中のだれのものか決められないので" in out
    typed("collect", copies.folder, "--take", f"{head},{clerk}")
    assert impressions(copies.folder) == ["主査の所感", ""], "課長 has left the list: his is not the other's"


def test_a_namesake_who_comes_later_gets_nothing_of_what_the_other_wrote(tmp_path: Path, typed: Typed) -> None:
    copies = a_round(tmp_path, "copies", people=PEOPLE[1:])
    copies.paper("1").write("impression", "1", "主査の所感").save()
    [clerk] = numbers(copies, typed)
    with OpenMeeting(copies.folder) as book:
        book.commit(set_occasion(book.meeting, replace(book.meeting.occasion, attendees=PEOPLE)))
    typed("collect", copies.folder, "--take", clerk)
    assert impressions(copies.folder) == ["", "", "主査の所感"]


def test_in_one_shared_file_an_author_whose_name_two_have_is_neither(tmp_path: Path, typed: Typed) -> None:
    one = a_round(tmp_path, "one")
    paper = one.paper("").track("u_u2", "その2", "その二", "佐藤 健")
    paper.write("impression", "1", "課長の所感").write("impression", "2", "主査の所感").save()
    answer = json.loads(typed("collect", one.folder, "--json")[1])
    assert [(row["kind"], row["who"]) for row in answer["replies"]] == [
        *(("impression", HEAD), ("impression", CLERK)),
        ("text", "佐藤 健（同じ氏名の人が2人以上。だれかは分かりません）"),
    ]
    assert [(row["open"], row["department"]) for row in answer["people"]] == [(1, "総務課"), (1, "企画課")]
    typed("collect", one.folder, "--take", ",".join(numbers(one, typed)))
    assert impressions(one.folder) == ["課長の所感", "", "主査の所感"]


def test_two_whom_nothing_tells_apart_are_told_apart_by_their_order(tmp_path: Path, typed: Typed) -> None:
    copies = a_round(tmp_path, "copies", people=(PEOPLE[0], replace(PEOPLE[0], absent=True), PEOPLE[0]))
    written(copies, "1人目", "2人目")
    typed("collect", copies.folder, "--take", numbers(copies, typed)[1])
    assert impressions(copies.folder) == ["", "", "2人目"]


def test_what_was_kept_before_it_was_noted_whose_it_is_is_given_to_nobody(tmp_path: Path, typed: Typed) -> None:
    copies = a_round(tmp_path, "copies")
    written(copies, "課長の所感", "主査の所感")
    numbers(copies, typed)
    entry = next(one for one in kept_in(copies.folder).entries if one.reply.kind == "impression")
    old = replace(entry.reply, asked=None, who="佐藤 健")
    assert Places(load(copies.folder)).of(old).attendee is None
    assert Places(load(copies.folder)).of(entry.reply).attendee is not None


def test_who_is_reminded_is_called_by_what_tells_him_apart(tmp_path: Path, typed: Typed) -> None:
    copies = a_round(tmp_path, "copies")
    assert f"{HEAD} 様、{CLERK} 様" in typed("collect", copies.folder, "--remind")[1]
