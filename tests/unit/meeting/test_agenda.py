"""Titles out of a pasted 次第: the number goes, the name stays."""

import pytest

from minutes_app.meeting.agenda import title_of, titles_of
from minutes_app.meeting.expected import MOST, expected_words, words_of
from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.meeting.series import last_of, series_of


@pytest.mark.parametrize(
    ("line", "title"),
    [
        ("1. 開会", "開会"),
        ("１．開会", "開会"),
        ("1　開会", "開会"),
        ("12、予算について", "予算について"),
        ("（1）予算", "予算"),
        ("(２) 予算", "予算"),
        ("3) 予算", "予算"),
        ("①予算", "予算"),
        ("⑴ 予算", "予算"),
        ("ア　予算", "予算"),
        ("(ア) 予算", "予算"),
        ("一、開会", "開会"),
        ("二　議事", "議事"),
        ("議題1　健診", "健診"),
        ("議題２：健診", "健診"),
        ("・その他", "その他"),
        ("● 1. その他", "その他"),
        ("1-2 工事", "工事"),
        ("\t4.\t閉会", "閉会"),
        ("開会", "開会"),
        ("3月補正予算について", "3月補正予算について"),
        ("2026年度予算", "2026年度予算"),
        ("10:30 休憩", "10:30 休憩"),
        ("1.5倍の補助", "1.5倍の補助"),
        ("第1号議案 条例の改正", "第1号議案 条例の改正"),
        ("議案第3号 予算", "議案第3号 予算"),
        ("議題1について", "議題1について"),
        ("一般会計予算", "一般会計予算"),
        ("アンケートの結果", "アンケートの結果"),
        ("AIの利用", "AIの利用"),
        ("場所の選定について", "場所の選定について"),
        ("日時の調整", "日時の調整"),
        ("1", "1"),
        ("", ""),
        ("次　第", ""),
        ("会議次第", ""),
        ("日　時　令和8年11月23日", ""),
        ("日時：11月23日", ""),
        ("１　日時　令和8年11月23日", ""),
        ("1　年間計画について", "年間計画について"),
        ("2 月例報告", "月例報告"),
        ("場所: 第2会議室", ""),
    ],
)
def test_the_number_goes_and_the_name_stays(line: str, title: str) -> None:
    assert title_of(line).replace("　", " ") == title


def test_each_title_counts_once() -> None:
    assert titles_of("1 開会\n\n2 予算\n3 予算\n") == ("開会", "予算")


def test_words_come_from_names_terms_and_offices_and_are_no_more_than_the_engine_hears_of() -> None:
    occasion = Occasion(
        attendees=(Attendee("髙﨑 一郎", "デジタル推進課"), Attendee("林", "総務課")),
        agenda=(
            AgendaItem("a", "特定健診の進め方について"),
            AgendaItem("b", "AIとRPAの利用"),
            AgendaItem("c", "その他"),
        ),
    )
    assert expected_words(occasion) == ("髙﨑", "特定健診", "AI", "RPA", "デジタル推進課", "総務課")
    many = Occasion(attendees=tuple(Attendee(f"佐藤{number}号") for number in range(200)))
    assert len(expected_words(many)) == MOST
    assert words_of("健診、庁舎 雨漏り\n健診,,") == ("健診", "庁舎", "雨漏り")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("第3回DX推進会議", "第12回 ＤＸ推進会議"),
        ("令和8年度 第1回 総合計画審議会", "令和7年度第4回総合計画審議会（書面）"),
        ("11月定例庁議", "10月庁議"),
        ("R8 課長会議", "R7 課長会議"),
    ],
)
def test_meetings_of_one_series_are_known_by_their_titles(one: str, other: str) -> None:
    assert series_of(one) == series_of(other)


def test_another_committee_is_another_series_and_a_number_alone_is_none() -> None:
    assert series_of("DX推進会議") != series_of("DX推進部会")
    assert last_of("第3回", [Occasion("第2回", place="x")]) is None
    assert last_of("庁議", [Occasion("庁議")]) is None, "nothing to be used again"
