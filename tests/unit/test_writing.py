"""Papers of persons, forms by kind of meeting, and the office's own 決裁欄, with a scripted writer."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from minutes_app.meeting.model import Attendee, Meeting, Occasion
from minutes_app.meeting.paperwork import DutyReport, Kind, Paperwork
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.pipeline import Notice, Order, Tools, write
from minutes_app.progress import no_report
from tests.fakes import ScriptedDecoder, ScriptedEngine, ScriptedWriter

MINUTES, COVER = Path("会議録.docx"), Path("鑑.docx")
PEOPLE = (Attendee("髙橋 一郎", "総務課", "課長"), Attendee("髙﨑𠮷"), Attendee("渡邊 正", absent=True))
TODAY = date(2026, 11, 24)


class Office:
    """A meeting folder, and what was written for it."""

    def __init__(self, folder: Path, occasion: Occasion) -> None:
        self.folder = create(folder, Meeting("m-1", "2026-11-23T10:00:00+09:00", occasion))
        self.writer = ScriptedWriter(personal=("鑑",))

    def write(self, order: Order) -> list[str]:
        """Names of files and kinds of notices."""
        tools = Tools(ScriptedDecoder(), ScriptedEngine(), self.writer)
        with OpenMeeting(self.folder) as book:
            made = list(write(book, order, tools, no_report, today=TODAY))
        return [each.kind if isinstance(each, Notice) else each.name for each in made]

    @property
    def meeting(self) -> Meeting:
        with OpenMeeting(self.folder) as book:
            return book.meeting


def office(folder: Path, people: tuple[Attendee, ...] = PEOPLE, *, title: str = "定例会議", **said: object) -> Office:
    paperwork = replace(Paperwork(), **said)  # type: ignore[arg-type] # fields by name
    return Office(folder, Occasion(title=title, date="2026-11-23", attendees=people, paperwork=paperwork))


def test_everybody_who_reports_gets_a_paper_and_it_names_the_minutes(tmp_path: Path) -> None:
    case = office(tmp_path, duties=(DutyReport("髙橋 一郎", impression="よい会議"),))
    made = case.write(Order(("docx",), (COVER, MINUTES)))
    assert made == [
        "20261123_定例会議_会議録.docx",
        "20261123_鑑_髙橋 一郎_定例会議.docx",
        "20261123_鑑_髙﨑𠮷_定例会議.docx",
    ]
    own = [fields for fields in case.writer.fields if fields["別添"]]
    assert [one["復命者"]["氏名"] for one in own] == ["髙橋 一郎", "髙﨑𠮷"]
    assert own[0]["復命者"]["所感"] == "よい会議"
    assert {one["別添"] for one in own} == {"20261123_定例会議_会議録.docx"}
    assert [one.person for one in case.meeting.exports] == ["", "髙橋 一郎", "髙﨑𠮷"]


def test_papers_alone_name_the_minutes_that_were_written_before(tmp_path: Path) -> None:
    case = office(tmp_path)
    case.write(Order(("docx",), (MINUTES,)))
    case.write(Order(("docx",), (COVER,)))
    assert case.writer.fields[-1]["別添"] == "20261123_定例会議_会議録.docx"


def test_papers_without_minutes_leave_the_place_blank_and_say_so(tmp_path: Path) -> None:
    case = office(tmp_path)
    assert case.write(Order(("docx",), (COVER,)))[0] == "nothing_attached"
    assert case.writer.fields[-1]["別添"] == ""


@pytest.mark.parametrize("people", [(), PEOPLE[2:]])
def test_where_nobody_reports_no_paper_is_made_and_it_is_said(tmp_path: Path, people: tuple[Attendee, ...]) -> None:
    assert office(tmp_path, people).write(Order(("docx",), (COVER,))) == ["nobody_reports"]


def test_people_of_one_name_get_a_paper_each_however_long_the_title(tmp_path: Path) -> None:
    people = (
        Attendee("佐藤 花子"),
        Attendee("佐藤 花子", "財政課"),
        Attendee("長" * 60 + "一"),
        Attendee("長" * 60 + "二"),
    )
    case = office(tmp_path, people, title="長い会議名" * 40)
    made = [name for name in case.write(Order(("docx",), (COVER,))) if name.endswith(".docx")]
    assert len(made) == len(set(made)) == 4
    assert len(list((case.folder / "exports").iterdir())) == 4
    assert sum("佐藤 花子（財政課）" in name for name in made) == 1
    assert sum("長-2" in name for name in made) == 1, "what tells the two apart is cut off"


def test_the_paper_of_each_of_one_name_has_his_own_impression_and_keeps_its_name(tmp_path: Path) -> None:
    people = (Attendee("佐藤 健", "総務課", "課長"), Attendee("佐藤 健", "企画課", "主査"))
    own = tuple(DutyReport("佐藤 健", impression=f"{one.post}の所感", department=one.department) for one in people)
    made = office(tmp_path, people, duties=own).write(Order(("docx",), (COVER,)))[1:]
    assert made == [f"20261123_鑑_佐藤 健（{one.department} {one.post}）_定例会議.docx" for one in people]
    case = office(tmp_path / "2", people, duties=own)
    case.write(Order(("docx",), (COVER,)))
    assert [one["復命者"] for one in case.writer.fields[1:]] == [
        {"所属": one.department, "職名": one.post, "氏名": "佐藤 健", "所感": f"{one.post}の所感"} for one in people
    ]
    excused = replace(own[0], standing="excused", reason="委員のため")
    only = office(tmp_path / "3", people, duties=(excused, own[1])).write(Order(("docx",), (COVER,)))
    assert only[1:] == made[1:], "the one is not written over the other's"


def test_what_may_be_the_one_s_or_the_other_s_is_in_no_paper_and_that_is_said(tmp_path: Path) -> None:
    people = (Attendee("佐藤 健", "総務課"), Attendee("佐藤 健", "企画課"))
    case = office(tmp_path, people, duties=(DutyReport("佐藤 健", impression="だれかの所感"),))
    assert case.write(Order(("docx",), (COVER,)))[0] == "unclear_duties"
    assert [one["復命者"]["所感"] for one in case.writer.fields[1:]] == ["", ""]


def test_a_paper_that_a_person_has_changed_is_never_overwritten(tmp_path: Path) -> None:
    case = office(tmp_path)
    case.write(Order(("docx",), (COVER,)))
    paper = case.folder / "exports" / "20261123_鑑_髙﨑𠮷_定例会議.docx"
    paper.write_text("直しました", encoding="utf-8")
    made = case.write(Order(("docx",), (COVER,)))
    assert paper.read_text(encoding="utf-8") == "直しました"
    assert "20261123_鑑_髙﨑𠮷_定例会議_第2版.docx" in made
    assert len(list((case.folder / "exports").iterdir())) == 3


@pytest.mark.parametrize(("kind", "template"), [("internal", "兼復命書"), ("council", "会議録"), ("", "会議録")])
def test_a_kind_of_meeting_may_have_forms_of_its_own(tmp_path: Path, kind: Kind, template: str) -> None:
    order = Order(("docx",), (MINUTES,), by_kind={"internal": (Path("兼復命書.docx"),), "council": ()})
    assert office(tmp_path, kind=kind).write(order) == [f"20261123_定例会議_{template}.docx"]


def test_the_offices_stamps_are_used_where_the_meeting_has_none(tmp_path: Path) -> None:
    order = Order(("docx",), (MINUTES,), approvers=("部長", "課長"), circulation=("主査",))
    case = office(tmp_path, approvers=("町長",))
    case.write(order)
    assert (case.writer.fields[0]["決裁欄一覧"], case.writer.fields[0]["供覧欄一覧"]) == (["町長"], ["主査"])


def test_under_a_long_title_every_form_is_a_file_of_its_own(tmp_path: Path) -> None:
    case = office(tmp_path, title="髙﨑𠮷地域公共交通の総合的な検討" * 8)
    made = case.write(Order(("docx", "txt"), (MINUTES, Path("会議結果概要.docx"))))
    assert [name.rpartition("_")[2] for name in made[:2]] == ["会議録.docx", "会議結果概要.docx"]
    assert len({*made}) == len(made) == 3
    assert all(name.startswith("20261123_髙﨑𠮷地域公共交通") for name in made)
