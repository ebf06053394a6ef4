"""文書事項 and 復命: what a form may say of them, and what stays a visible blank."""

from dataclasses import replace
from typing import get_args

import pytest

from minutes_app.meeting.model import Attendee, Occasion
from minutes_app.meeting.paperwork import WANTED, DutyReport, Kind, Openness, Paperwork, Standing, merged
from minutes_app.minutes.duties import duties_of, strangers
from minutes_app.minutes.paperwork import paperwork_fields
from minutes_app.wording.paperwork import KINDS, LABELS, OPENNESS, STANDINGS

PEOPLE = (
    Attendee("髙橋 一郎", "総務課", "課長"),
    Attendee("髙﨑𠮷", "総務課", "主事"),
    Attendee("山田 太郎", "", "公募委員"),
    Attendee("渡邊 正", "財政課", "課長", absent=True),
)


def occasion(**said: object) -> Occasion:
    return Occasion(date="2026-11-23", attendees=PEOPLE, paperwork=replace(Paperwork(), **said))  # type: ignore[arg-type] # fields by name


def rows(kind: Kind, **said: object) -> dict[str, str]:
    return {row["項目"]: row["内容"] for row in paperwork_fields(occasion(kind=kind, **said))["文書事項一覧"]}


def test_every_choice_has_its_word() -> None:
    assert set(KINDS) == set(get_args(Kind)) == set(WANTED)
    assert set(OPENNESS) == set(get_args(Openness))
    assert set(STANDINGS) == set(get_args(Standing))
    assert {name for names in WANTED.values() for name in names} <= set(LABELS) <= set(Paperwork.__dataclass_fields__)


def test_a_kind_of_meeting_asks_for_what_its_rule_names_and_leaves_it_blank() -> None:
    assert rows("") == rows("talk") == {}
    assert rows("internal") == {"文書番号": "", "保存期間": ""}
    assert set(rows("council")) == {"文書番号", "保存期間", "公開の別", "傍聴者数", "事務局", "署名人"}
    rule_124 = {"職務出席者", "説明者", "諸報告", "議席", "付議事件", "議案の異動", "選挙", "記名投票", "その他"}
    assert rule_124 < set(rows("assembly"))
    assert not any(rows("assembly").values())


def test_what_is_said_is_printed_whatever_the_kind() -> None:
    said = rows("", openness="partly", openness_reason="個人情報を含むため", observers="3", drafted_on="2019-05-01")
    assert said == {"起案日": "令和元年5月1日（水）", "公開の別": "一部非公開（個人情報を含むため）", "傍聴者数": "3人"}
    assert rows("council", secretariat=PEOPLE[:2])["事務局"] == "総務課　課長　髙橋 一郎\n総務課　主事　髙﨑𠮷"
    assert rows("", observers="なし") == {"傍聴者数": "なし"}


def test_dates_are_in_their_era_with_weekday_and_the_year_of_office() -> None:
    fields = paperwork_fields(occasion(ordered_on="2019-04-30", decided_on="2026-12-01"))
    assert fields["命令日"] == "平成31年4月30日（火）"
    assert fields["決裁日"] == "令和8年12月1日（火）"
    assert fields["年度"] == "令和8年度"
    assert paperwork_fields(Occasion())["年度"] == ""


def test_whoever_is_present_is_covered_until_somebody_says_otherwise() -> None:
    fields = paperwork_fields(occasion())
    assert [one["氏名"] for one in fields["復命者一覧"]] == ["髙橋 一郎", "髙﨑𠮷", "山田 太郎"]
    assert fields["復命対象外一覧"] == [{"所属": "財政課", "職名": "課長", "氏名": "渡邊 正", "理由": "欠席"}]
    assert len(fields["所感待ち一覧"]) == 3
    assert fields["個別復命者一覧"] == []


def test_a_person_may_be_excused_write_for_himself_or_have_written() -> None:
    said = (
        DutyReport("髙橋　一郎", impression="周知を急ぐ。\n以上"),
        DutyReport("髙﨑𠮷", "own"),
        DutyReport("山田太郎", "excused", "委員のため"),
        DutyReport("渡邊 正", impression="欠席したのに"),
    )
    fields = paperwork_fields(occasion(duties=said))
    assert fields["復命者一覧"] == [
        {"所属": "総務課", "職名": "課長", "氏名": "髙橋 一郎", "所感": "周知を急ぐ。\n以上"}
    ]
    assert [one["氏名"] for one in fields["個別復命者一覧"]] == ["髙﨑𠮷"]
    assert [(one["氏名"], one["理由"]) for one in fields["復命対象外一覧"]] == [
        ("山田 太郎", "委員のため"),
        ("渡邊 正", "欠席"),
    ]
    assert [one["氏名"] for one in fields["所感待ち一覧"]] == ["髙﨑𠮷"]


def test_a_name_on_no_list_is_told() -> None:
    stray = occasion(duties=(DutyReport("佐藤"), DutyReport("髙橋一郎")))
    assert strangers(stray) == ("佐藤",)
    assert len(duties_of(stray)) == len(PEOPLE)


@pytest.mark.parametrize("over", [Paperwork(), Paperwork(kept_for="10年", duties=(DutyReport("髙橋 一郎", "own"),))])
def test_what_is_said_later_wins_and_the_rest_stays(over: Paperwork) -> None:
    base = Paperwork(kept_for="5年", observers="3", duties=(DutyReport("髙橋　一郎"), DutyReport("佐藤")))
    both = merged(base, over)
    assert both.observers == "3"
    assert both.kept_for == (over.kept_for or "5年")
    assert [duty.standing for duty in both.duties] == (["own", "covered"] if over.duties else ["covered", "covered"])
