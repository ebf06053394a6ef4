"""`minutes duties` and `minutes dates`, and the settings that choose forms, with meetings on disk."""

import argparse
import json
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.cli.output_flags import order_of
from minutes_app.meeting.model import Attendee, Item, Meeting, Occasion
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.store import OpenMeeting, create, load
from minutes_app.settings import load as load_settings

PEOPLE = (Attendee("髙橋 一郎", "総務課", "課長"), Attendee("山田 太郎", "", "委員"), Attendee("渡邊 正", absent=True))
TASKS = (
    Item("i1", "task", "見積りを取る", due="来週の金曜"),
    Item("i2", "task", "日程を調整する", due="できるだけ早く"),
    Item("i3", "task", "報告する", due="2026-12-10"),
    Item("i4", "task", "周知する", due="15日まで"),
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    occasion = Occasion(title="定例会議", date="2026-11-23", attendees=PEOPLE)
    return create(tmp_path, Meeting("m-1", "2026-11-23T10:00:00+09:00", occasion, items=TASKS))


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return "".join(capsys.readouterr())


def test_the_list_says_whom_the_minutes_cover_who_is_excused_and_who_owes(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duties", str(folder)]) == 0
    text = said(capsys)
    assert "【会議録で兼ねる】2人" in text
    assert "渡邊 正　（欠席）" in text
    assert "所感がまだ届いていない人: 2人（髙橋 一郎、山田 太郎）" in text


@pytest.mark.parametrize("command", ["duties", "dates", "items", "points"])
def test_who_only_looks_may_do_so_while_somebody_else_has_the_meeting_open(
    command: str, folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with OpenMeeting(folder):
        assert main([command, str(folder)]) == 0
    assert "開いています" not in said(capsys)


@pytest.mark.parametrize("command", [["items"], ["points"], ["duties"], ["dates"], ["finalize", "--check"]])
def test_a_damaged_meeting_is_recovered_where_one_only_looks_at_it_too(
    command: list[str], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "meeting.json").write_bytes((folder / "meeting.json").read_bytes()[:200])
    assert main([*command, str(folder)]) == 1
    assert "--recover を付けると" in said(capsys)
    assert main([*command, str(folder), "--recover"]) == 0
    assert "壊れていて" not in said(capsys)
    assert load(folder).id == "m-1"


def test_what_is_noted_is_kept_and_the_rest_stays(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    note = [
        "--standing",
        "山田太郎",
        "対象外",
        "--reason",
        "山田太郎",
        "委員のため",
        "--impression",
        "髙橋一郎",
        "よい会議",
    ]
    assert main(["duties", str(folder), *note]) == 0
    assert main(["duties", str(folder), "--impression", "髙橋 一郎", "とてもよい会議"]) == 0
    capsys.readouterr()
    assert main(["duties", str(folder), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["duties"]
    assert [(one["standing"], one["owes"]) for one in rows] == [
        ("covered", False),
        ("excused", False),
        ("excused", False),
    ]
    assert (rows[0]["impression"], rows[1]["reason"]) == ("とてもよい会議", "委員のため")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["--impression", "佐藤", "よい"], "出席者の中にありません"),
        (["--standing", "山田 太郎", "たぶん"], "を読み取れません"),
    ],
)
def test_a_name_on_no_list_or_an_odd_word_changes_nothing(
    folder: Path, typed: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["duties", str(folder), *typed]) == 2
    assert sentence in said(capsys)
    assert load(folder).occasion.paperwork.duties == ()


NAMESAKES = (Attendee("佐藤 健", "総務課", "課長"), Attendee("山田 太郎"), Attendee("佐藤 健", "企画課", "主査"))


def test_a_name_that_two_have_is_asked_about_and_changes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = create(tmp_path, Meeting("m-1", "2026-11-23T10:00:00+09:00", Occasion(attendees=NAMESAKES)))
    assert main(["duties", str(folder), "--impression", "佐藤健", "よい会議"]) == 2
    text = said(capsys)
    assert "「佐藤健」に当たる出席者が、2人以上います: 1番「総務課 課長 佐藤 健」、3番「企画課 主査 佐藤 健」。" in text
    assert "「企画課 佐藤健」のように所属か職名を付けて書くか、出席者の番号（「2番」など）で書いてください。" in text
    assert load(folder).occasion.paperwork.duties == ()
    typed = ["--impression", "企画課 佐藤健", "主査の所感", "--impression", "1", "課長の所感"]
    assert main(["duties", str(folder), *typed]) == 0
    assert "所感がまだ届いていない人: 1人（山田 太郎）" in said(capsys)
    assert main(["duties", str(folder), "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)["duties"]
    assert [one["impression"] for one in rows] == ["課長の所感", "", "主査の所感"]


def test_what_was_noted_of_a_name_that_two_have_is_shown_as_nobodys(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paper = Paperwork(duties=(DutyReport("佐藤 健", impression="勉強になった。"),))
    occasion = Occasion(attendees=NAMESAKES, paperwork=paper)
    folder = create(tmp_path, Meeting("m-1", "2026-11-23T10:00:00+09:00", occasion))
    assert main(["duties", str(folder)]) == 0
    text = said(capsys)
    assert "「佐藤 健」の復命（会議録で兼ねる、所感「勉強になった。」）は、同じ氏名の出席者が2人以上いて" in text
    assert "所感がまだ届いていない人: 3人（総務課 課長 佐藤 健、山田 太郎、企画課 主査 佐藤 健）" in text
    assert main(["duties", str(folder), "--json"]) == 0
    assert [one["impression"] for one in json.loads(capsys.readouterr().out)["unclear"]] == ["勉強になった。"]


def test_spoken_dates_are_proposed_and_nothing_is_changed(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dates", str(folder)]) == 0
    text = said(capsys)
    assert "期限「来週の金曜」　→　令和8年12月4日（金）\n" in text
    assert "期限「できるだけ早く」　→　日付を読み取れません" in text
    assert "令和8年12月15日（火）（ほかの読み方もあります。確かめてください）" in text
    assert load(folder).items == TASKS


def test_a_person_confirms_a_proposal_or_says_another_day(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dates", str(folder), "--accept", "1", "--set", "２", "令和8年12月20日"]) == 0
    assert "期限を令和8年12月4日（金）にしました: 見積りを取る" in said(capsys)
    assert [item.due for item in load(folder).items] == ["2026-12-04", "2026-12-20", "2026-12-10", "15日まで"]
    assert main(["dates", str(folder), "--json"]) == 0
    assert [one["due"] for one in json.loads(capsys.readouterr().out)["dates"]] == ["15日まで"]


@pytest.mark.parametrize(
    "typed", [["--accept", "2"], ["--accept", "9"], ["--set", "9", "2026-12-01"], ["--set", "1", "明日"]]
)
def test_a_number_without_a_proposal_or_a_day_that_is_none_changes_nothing(
    folder: Path, typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["dates", str(folder), *typed]) == 2
    assert "録音や会議録には手を加えていません。" in said(capsys)
    assert load(folder).items == TASKS


def test_without_a_day_of_the_meeting_no_date_is_proposed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = create(tmp_path, Meeting("m-2", "2026-11-23T10:00:00+09:00", items=TASKS[:1]))
    assert main(["dates", str(folder)]) == 0
    assert "開催日がまだ決まっていない" in said(capsys)


def test_the_settings_choose_forms_by_kind_unless_a_form_is_named() -> None:
    flags = {
        "documents.internal_templates": "会議録（要点筆記）、復命書（個人別の鑑）",
        "documents.approvers": "部長、課長",
    }
    settings, _told = load_settings(flags, environ={}, policy_file=Path("none"), user_file=Path("none"))
    typed = argparse.Namespace(out=None, formats="docx", template=None)
    order = order_of(typed, settings)
    assert [path.stem for path in order.templates_for("internal")] == ["会議録（要点筆記）", "復命書（個人別の鑑）"]
    assert [path.stem for path in order.templates_for("talk")] == ["会議録（要点筆記）"]
    assert order.approvers == ("部長", "課長")
    typed.template = ["会議結果概要"]
    assert [path.stem for path in order_of(typed, settings).templates_for("internal")] == ["会議結果概要"]
