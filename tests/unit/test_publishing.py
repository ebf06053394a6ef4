"""確認に回す: which files come to lie in the shared folder, what stands in them, and that nobody's is overwritten."""

import shutil
import stat
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minutes_app.errors import FormForOne
from minutes_app.meeting.edit import mark_checked, set_text
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.store import OpenMeeting, load
from minutes_app.publishing import DeadlineRefused, Staged, Wish, attendees_of, deadline_of, usual_deadline, usual_form
from minutes_app.settings.pages import DocumentsPage
from minutes_app.tools import Notice
from minutes_app.word.passages import paragraphs_in, text_in
from minutes_app.word.properties import properties_in
from minutes_app.word.reply_form import (
    ANSWERS,
    EDITION,
    MEETING,
    PERSON,
    PUBLICATION,
    bookmark,
    publications_of,
    record_of,
    tag,
)
from minutes_app.word.scan import W14, W
from minutes_app.word.template import JOINT, PERSONAL_COVER, POINTS, SUMMARY, VERBATIM, find
from minutes_app.word.writer import Writer
from minutes_app.wording.publishing import COMMENT_AUTHOR, PLACEHOLDERS, RECORD, notice
from tests.publishing import (
    WriterHere,
    body_of,
    contents_of,
    controls_of,
    folder_with,
    part_of,
    published_meeting,
    sent,
    steps_of,
    words_of,
)

MAIN = "20261123_第3回DX推進会議_会議録.docx"
COPIES = [f"20261123_第3回DX推進会議_会議録_確認_{name}.docx" for name in ("髙橋 一郎", "𠮷田 花子", "山﨑 太郎")]


@pytest.fixture
def writer() -> Writer:
    return WriterHere()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "共有（秘）①"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "会議", published_meeting())


def properties(path: Path) -> dict[str, str]:
    for content in contents_of(path):
        name, _line, part = content.partition(b"\n")
        if name == b"docProps/custom.xml":
            return properties_in(part)
    return {}


def comments(path: Path) -> list[tuple[str, str]]:
    return [(one.get(W + "author"), words_of(one)) for one in part_of(path, "word/comments.xml")]


def test_each_attendee_who_was_there_gets_a_copy_beside_the_read_only_main_file(
    folder: Path, shared: Path, writer: Writer
) -> None:
    record, puts = sent(folder, shared, writer, deadline="2026-12-02")
    assert sorted(path.name for path in shared.iterdir()) == sorted([MAIN, *COPIES])
    assert [put.path for put in puts] == [shared / name for name in (MAIN, *COPIES)]
    assert not (shared / MAIN).stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    assert part_of(shared / MAIN, "word/settings.xml").find(W + "documentProtection").get(W + "edit") == "readOnly"
    for name in COPIES:
        assert (shared / name).stat().st_mode & stat.S_IWUSR
        settings = part_of(shared / name, "word/settings.xml")
        assert settings.find(W + "trackRevisions") is not None
        assert settings.find(W + "documentProtection") is None
    assert publications_of(folder)[0].waits == ()
    assert [one.name for one in record.persons] == ["髙橋 一郎", "𠮷田 花子", "山﨑 太郎"]
    assert load(folder).status == "review"


def test_a_copy_asks_its_person_only_and_the_main_file_lists_all(folder: Path, shared: Path, writer: Writer) -> None:
    sent(folder, shared, writer, deadline="2026-12-02")
    assert set(controls_of(shared / COPIES[1])) == {tag(answer, "2") for answer in ANSWERS}
    everybody = {tag(answer, person) for answer in ANSWERS for person in ("1", "2", "3")}
    assert set(controls_of(shared / MAIN)) == everybody
    text = words_of(body_of(shared / COPIES[1]))
    assert "𠮷田 花子様" in text
    assert text.count("令和8年12月2日（水）") == 2
    first = controls_of(shared / COPIES[0])
    assert first[tag("confirmed", "1")] == "☐"
    assert first[tag("opinion", "1")] == PLACEHOLDERS["opinion"]
    assert first[tag("impression", "1")] == "よい会議だった。周知を急ぐ。"
    assert controls_of(shared / COPIES[1])[tag("impression", "2")] == PLACEHOLDERS["impression"]


def test_a_control_is_a_check_box_or_a_text_and_an_empty_one_says_so(
    folder: Path, shared: Path, writer: Writer
) -> None:
    sent(folder, shared, writer)
    by_tag = {one.find(f"{W}tag").get(W + "val"): one for one in body_of(shared / COPIES[0]).iter(W + "sdtPr")}
    box = by_tag[tag("confirmed", "1")].find(W14 + "checkbox")
    assert box.find(W14 + "checked").get(W14 + "val") == "0"
    assert by_tag[tag("opinion", "1")].find(W + "showingPlcHdr") is not None
    assert by_tag[tag("impression", "1")].find(W + "showingPlcHdr") is None
    numbers = [one.find(W + "id").get(W + "val") for one in by_tag.values()]
    assert len(set(numbers)) == len(numbers) == 3


def test_one_shared_file_is_the_other_choice(folder: Path, shared: Path, writer: Writer) -> None:
    record, _puts = sent(folder, shared, writer, way="one")
    assert [path.name for path in shared.iterdir()] == [MAIN]
    assert len(controls_of(shared / MAIN)) == 9
    assert part_of(shared / MAIN, "word/settings.xml").find(W + "trackRevisions") is not None
    assert (shared / MAIN).stat().st_mode & stat.S_IWUSR
    assert properties(shared / MAIN)[PERSON] == ""
    assert record.way == "one"


def test_the_properties_say_which_meeting_edition_and_person(folder: Path, shared: Path, writer: Writer) -> None:
    record, _puts = sent(folder, shared, writer)
    said = properties(shared / COPIES[2])
    assert said == {MEETING: "m1", EDITION: "1", PUBLICATION: record.id, PERSON: "3"}
    assert properties(shared / MAIN)[PERSON] == ""
    core = part_of(shared / MAIN, "docProps/core.xml")
    assert "第3回DX推進会議　会議録" in "".join(core.itertext())


def test_every_passage_is_found_again_where_the_record_says(folder: Path, shared: Path, writer: Writer) -> None:
    record, _puts = sent(folder, shared, writer)
    texts = {one.id: one.text for one in record.passages}
    meeting = load(folder)
    assert {one.id for one in meeting.utterances} <= set(texts)
    assert texts["u5"] == "1行目です。\n2行目です👍"
    assert (texts["i-1"], texts["i-2"], texts["i-3"]) == (
        "実証運行を令和9年4月から行う。",
        "見積りを取る。",
        "屋根がほしい。",
    )
    for name in (MAIN, *COPIES):
        paragraphs = paragraphs_in(body_of(shared / name))
        assert tuple(text_in(one) for one in paragraphs) == record.paragraphs
        for passage in record.passages:
            marks = [one.get(W + "name") for one in paragraphs[passage.paragraph].iter(W + "bookmarkStart")]
            assert passage.bookmark in marks
            assert passage.text in record.paragraphs[passage.paragraph]


def test_a_bookmark_stands_once_and_is_closed(folder: Path, shared: Path, writer: Writer) -> None:
    sent(folder, shared, writer, with_record=True, template=find(POINTS, ()))
    body = body_of(shared / MAIN)
    names = [one.get(W + "name") for one in body.iter(W + "bookmarkStart")]
    starts = [one.get(W + "id") for one in body.iter(W + "bookmarkStart")]
    ends = [one.get(W + "id") for one in body.iter(W + "bookmarkEnd")]
    assert len(set(names)) == len(names)
    assert len(set(starts)) == len(starts)
    assert sorted(starts) == sorted(ends)


def test_a_doubtful_place_carries_a_comment_with_its_time(folder: Path, shared: Path, writer: Writer) -> None:
    sent(folder, shared, writer)
    [(author, text)] = comments(shared / COPIES[0])
    assert author == COMMENT_AUTHOR
    assert text.startswith("要確認 [00:00:03]")
    body = body_of(shared / COPIES[0])
    [begin] = body.iter(W + "commentRangeStart")
    assert begin.getnext().get(W + "name") == bookmark("utterance", "u3")
    assert [one.get(W + "id") for one in body.iter(W + "commentReference")] == [begin.get(W + "id")]


def test_where_the_record_is_not_printed_the_comment_stands_at_what_rests_on_it(
    folder: Path, shared: Path, writer: Writer
) -> None:
    sent(folder, shared, writer, template=find(SUMMARY, ()))
    path = next(shared.glob("*会議結果概要.docx"))
    [begin] = body_of(path).iter(W + "commentRangeStart")
    assert begin.getnext().get(W + "name") == bookmark("item", "i-2")


def test_a_checked_place_needs_no_comment(folder: Path, shared: Path, writer: Writer) -> None:
    with OpenMeeting(folder) as book:
        book.commit(mark_checked(book.meeting, ["u3"]))
    sent(folder, shared, writer)
    assert list(body_of(shared / MAIN).iter(W + "commentRangeStart")) == []


@pytest.mark.parametrize(
    ("template", "document"),
    [(VERBATIM, "会議録"), (POINTS, "会議録"), (SUMMARY, "会議結果概要"), (JOINT, "会議録兼復命書")],
)
def test_every_form_is_published_under_its_name(
    folder: Path, shared: Path, writer: Writer, template: str, document: str
) -> None:
    record, _puts = sent(folder, shared, writer, template=find(template, ()))
    assert record.document == document
    assert (shared / f"20261123_第3回DX推進会議_{document}.docx").is_file()
    marked = {one.id for one in record.passages}
    assert {"i-1", "i-2"} <= marked
    assert ("p-1" in marked) == (template in (POINTS, JOINT))


def test_the_record_behind_a_form_is_where_the_links_lead(folder: Path, shared: Path, writer: Writer) -> None:
    record, _puts = sent(folder, shared, writer, template=find(POINTS, ()), with_record=True)
    body = body_of(shared / MAIN)
    assert RECORD in words_of(body)
    targets = {one.get(W + "anchor") for one in body.iter(W + "hyperlink")} - {"reply_sheet"}
    assert targets
    paragraphs = [one for one in body.iter(W + "p") if "発言その1です。" in words_of(one)]
    places = {mark.get(W + "name") for mark in paragraphs[-1].iter(W + "bookmarkStart")}
    assert places & targets
    assert {"u0", "u9"} <= {one.id for one in record.passages}


def test_a_form_that_prints_the_record_gets_no_second_one(folder: Path, shared: Path, writer: Writer) -> None:
    sent(folder, shared, writer, with_record=True)
    assert words_of(body_of(shared / MAIN)).count("発言その9です。") == 1


def test_publishing_again_is_a_second_edition_beside_the_first(folder: Path, shared: Path, writer: Writer) -> None:
    sent(folder, shared, writer)
    before = {path.name: path.read_bytes() for path in shared.iterdir()}
    with OpenMeeting(folder) as book:
        book.commit(set_text(book.meeting, "u0", "直しました。"))
    record, _puts = sent(folder, shared, writer)
    assert record.edition == 2
    assert {name: (shared / name).read_bytes() for name in before} == before
    assert (shared / MAIN.replace(".docx", "_第2版.docx")).is_file()
    assert (shared / COPIES[0].replace("会議録_確認", "会議録_第2版_確認")).is_file()
    assert [one.edition for one in publications_of(folder)] == [1, 2]


def test_an_edition_whose_record_cannot_be_read_keeps_its_number_and_is_named(
    folder: Path, shared: Path, writer: Writer
) -> None:
    first, _puts = sent(folder, shared, writer)
    record = record_of(folder, first.id)
    record.write_bytes(record.read_bytes().replace(b'"edition":1', b'"edition":7'))
    steps = steps_of(folder, Wish(folder.parent, shared, find(VERBATIM, ())), writer)
    assert Notice("records_lost", (record.name,)) in steps
    assert [one.publication.edition for one in steps if isinstance(one, Staged)] == [2]
    assert "その版の番号は飛ばします" in notice("records_lost", record.name)
    assert sent(folder, shared, writer)[0].edition == 3, "it is passed over once"


def test_somebody_s_file_of_the_same_name_stays(folder: Path, shared: Path, writer: Writer) -> None:
    (shared / MAIN).write_text("人の文書", "utf-8")
    _record, puts = sent(folder, shared, writer)
    assert (shared / MAIN).read_text("utf-8") == "人の文書"
    assert puts[0].is_beside
    assert (shared / MAIN.replace(".docx", " (2).docx")).is_file()
    assert publications_of(folder)[0].files[0].name == MAIN.replace(".docx", " (2).docx")


def test_a_form_for_each_person_is_refused_and_nothing_is_sent(folder: Path, shared: Path, writer: Writer) -> None:
    with pytest.raises(FormForOne):
        sent(folder, shared, writer, template=find(PERSONAL_COVER, ()))
    assert list(shared.iterdir()) == []
    assert publications_of(folder) == ()
    assert load(folder).status == "proofreading"


def test_without_attendees_there_is_one_file_and_nothing_to_fill_in(
    tmp_path: Path, shared: Path, writer: Writer
) -> None:
    folder = folder_with(tmp_path / "会議", published_meeting(people=()))
    record, _puts = sent(folder, shared, writer)
    assert [path.name for path in shared.iterdir()] == [MAIN]
    assert (record.way, record.persons) == ("one", ())
    assert controls_of(shared / MAIN) == {}


def test_two_of_one_name_get_two_files(tmp_path: Path, shared: Path, writer: Writer) -> None:
    meeting = published_meeting()
    people = tuple(replace(one, name="佐藤/花子?", absent=False) for one in meeting.occasion.attendees[:2])
    folder = folder_with(tmp_path / "会議", published_meeting(people=people))
    sent(folder, shared, writer)
    names = sorted(path.name for path in shared.iterdir() if "確認" in path.name)
    assert [name.rpartition("_確認_")[2] for name in names] == [
        "佐藤_花子_（委員）.docx",
        "佐藤_花子_（総務部総務課 課長）.docx",
    ]


def test_a_name_without_a_letter_for_a_file_still_has_a_file(tmp_path: Path, shared: Path, writer: Writer) -> None:
    meeting = published_meeting()
    people = (replace(meeting.occasion.attendees[0], name="..."),)
    sent(folder_with(tmp_path / "会議", published_meeting(people=people)), shared, writer)
    assert len(list(shared.iterdir())) == 2


def test_a_long_title_is_cut_and_what_tells_files_apart_stays(tmp_path: Path, shared: Path, writer: Writer) -> None:
    meeting = published_meeting()
    occasion = replace(meeting.occasion, title="持続可能な移動手段の確保に関する総合的な検討" * 12)
    sent(folder_with(tmp_path / "会議", replace(meeting, occasion=occasion)), shared, writer)
    names = [path.name for path in shared.iterdir()]
    assert len(names) == 4
    assert all(len(name.encode()) <= 200 for name in names)
    assert sum(name.endswith("_会議録.docx") for name in names) == 1


def test_a_long_form_s_name_is_cut_when_the_title_is_and_what_tells_files_apart_stays(
    tmp_path: Path, shared: Path, writer: Writer
) -> None:
    meeting = published_meeting(people=tuple(Attendee(f"{'𠮷' * 30}{end}") for end in "甲乙"))
    folder = folder_with(tmp_path / "会議", meeting)
    form = Path(shutil.copy(find(VERBATIM, ()), tmp_path / f"{'様' * 70}.docx"))
    for _edition in range(2):
        sent(folder, shared, writer, template=form)
    ends = sorted(path.name.partition("様_")[2] for path in shared.iterdir())
    copies = [f"確認_{'𠮷' * 30}{end}.docx" for end in "甲乙"]
    assert ends == sorted(["", *copies, "第2版.docx", *(f"第2版_{one}" for one in copies)])


def test_nobody_is_asked_who_was_not_there() -> None:
    assert [one.id for one in attendees_of(published_meeting().occasion)] == ["1", "2", "3"]
    assert "渡邊 正" not in [one.name for one in attendees_of(published_meeting().occasion)]


def test_the_usual_form_is_that_of_the_kind_and_never_one_for_each_person() -> None:
    page = DocumentsPage(internal_templates=(PERSONAL_COVER, JOINT))
    assert usual_form(page, "internal") == JOINT
    assert usual_form(page, "") == POINTS
    assert usual_form(DocumentsPage(default_templates=(PERSONAL_COVER,)), "talk") == POINTS


def test_the_usual_deadline_is_so_many_days_away() -> None:
    assert usual_deadline(DocumentsPage(reply_days=7), date(2026, 11, 25)) == "2026-12-02"
    assert usual_deadline(DocumentsPage(reply_days=0), date(2026, 11, 25)) == ""


@pytest.mark.parametrize(("text", "is_past"), [("11月24日", False), ("来週", False), ("令和8年11月24日", True)])
def test_a_deadline_that_cannot_be_read_or_is_over_is_refused(text: str, is_past: bool) -> None:
    assert deadline_of("令和8年11月25日", date(2026, 11, 25)) == "2026-11-25"
    with pytest.raises(DeadlineRefused) as refused:
        deadline_of(text, date(2026, 11, 25))
    assert refused.value.is_past == is_past
