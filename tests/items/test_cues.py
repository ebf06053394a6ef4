"""The language of the cue file, and that no text, however long, keeps the rules waiting."""

import time

import pytest

from minutes_app.minutes.assigned import assigned
from minutes_app.minutes.cues import read, shipped
from minutes_app.minutes.phrases import Phrases
from minutes_app.minutes.propose import found_in, proposals
from tests.items.test_items import meeting_of

GROUPS = {"いつ": ["昨日"], "次": ["次回", "次の会議", "第＃"], "決める": ["決めます。", "決定します"]}


@pytest.mark.parametrize(
    ("phrase", "sentence", "found"),
    [
        ("決定", "会場を決定した", "決定"),
        ("決定。", "会場を決定した", ""),
        ("次…決定。", "次の会場を決定", "次…決定"),
        ("決定…次", "次の会場を決定", ""),
        ("＃の増", "前年より1,250人の増です", "1,250人の増"),
        ("＃の増", "人の増です", ""),
        ("〈次〉…〈決める〉", "日程は次の会議で決めます", "次の会議…決めます"),
        ("〈次〉…〈決める〉", "日程は第3回で決定しますが", "第3回…決定します"),
        ("〈次〉…〈決める〉", "決めますから次回に", ""),
        ("昨日…りました。", "昨日の夜に入れ替えが終わりました", "昨日…終わりました"),
        ("、…りました。", "入れ替え、夜に終わりました", "終わりました"),
        ("に決まりました。", "会場は本庁に決まりました", "本庁に決まりました"),
        ("決まりました。", "会場は本庁に決まりました", "決まりました"),
        ("〈いつ〉…りました。", "毛布が足りないことが昨日わかりました", "昨日…わかりました"),
        ("りました。", "毛布が足りないことがわかりました", "わかりました"),
        ("りました。", "ようやく、できあがりました", "できあがりました"),
        ("けました。", "先方に電話して、納得していただけました", "納得していただけました"),
        ("くこと。", "台帳と現物を突き合わせておくこと", "突き合わせておくこと"),
        ("ます。", "内訳は書面をもってお示しします", "お示しします"),
        ("でるところです。", "今は鉄骨を組んでるところです", "組んでるところです"),
        ("末の…＃です。", "令和8年度末の基金は、400万円です", "令和8年度末の…400万円です"),
        ("率は…＃です。", "利用率は、62パーセントです", "利用率は…62パーセントです"),
        ("月中に…＃", "交付は、8月中に340枚出ています", "8月中に…340枚"),
        ("〈次〉…議論", "次回再議論します", "次回…再議論"),
        ("持ち帰", "その点は一度持ち帰ります", "持ち帰"),
        ("報告します", "以上報告します", "報告します"),
        ("てほしい", "席を増やしてほしい", "てほしい"),
        ("＾異議なし", "はい、異議なしです", "はい、異議なし"),
        ("＾異議なし", "これは異議なしです", ""),
    ],
)
def test_a_phrase_finds_its_parts_in_their_order(phrase: str, sentence: str, found: str) -> None:
    assert Phrases.of([phrase], GROUPS).found(sentence) == found


def test_a_group_that_is_not_in_the_file_is_an_error_and_no_silent_nothing() -> None:
    with pytest.raises(KeyError):
        Phrases.of(["〈ない仲間〉"], GROUPS)


def test_endings_fall_away_one_after_the_other_but_for_those_that_mean_something() -> None:
    cues = read(
        """
["言い換え"]
["文の終わりの言い換え"]
"ね" = ""
"けど" = ""
"んです" = ""
"よね" = "よね"
["どの案にもしない"]
["それでも案にする"]
"言葉" = []
[["規則"]]
"種類" = "要望"
"手がかり" = ["ほしい。"]
"""
    )
    assert cues.plain("増やしてほしいんですけどね。") == "増やしてほしい"
    assert cues.plain("増やしてほしいんですよね。") == "増やしてほしいんですよね"


@pytest.mark.parametrize(
    ("sentence", "owner", "is_self"),
    [
        ("業者への連絡は三浦が明日中にやります", "三浦", False),
        ("及川は明日の朝までに鍵を借りてきて", "及川", False),
        ("資料は明日までに送ってください", "", False),
        ("千葉県に明日までに送ってください", "", False),
        ("こちらで明日までに送ります", "", True),
        ("こちらは明日までに送ります", "", False),
    ],
)
def test_a_surname_alone_is_somebody_and_a_thing_is_not(sentence: str, owner: str, is_self: bool) -> None:
    who = assigned(sentence)
    assert (who.owner, who.is_self) == (owner, is_self)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "次回",
        "持ち帰",
        "、",
        "「",
        " ",
        "課",
        "三浦が",
        "令和8年",
        "。",
        "それは",
        "ということで",
        "んですけど",
        "えー、",
        "第1",
        "あ",
    ],
)
def test_ten_thousand_characters_without_an_end_keep_nobody_waiting(piece: str) -> None:
    text = (piece * 10_000)[:10_000] + "あ"
    began = time.process_time()
    found_in(text, shipped())
    proposals(meeting_of(text))
    assert time.process_time() - began < 10


@pytest.mark.parametrize("mark", ["？", "?"])
def test_a_question_is_one_by_its_mark_unless_it_asks_for_something(mark: str) -> None:
    cues = shipped()
    assert found_in(f"会場は市民センターに決まりました{mark}", cues) is None
    asked = found_in(f"佐藤さん、月曜までに見積りを出してもらえる{mark}", cues)
    assert asked is not None
    assert (asked.kind, asked.owner, asked.due) == ("task", "佐藤さん", "月曜まで")


def test_a_wish_is_a_task_of_a_person_and_a_wish_of_an_office_unless_there_is_a_day() -> None:
    kinds = [
        (found.kind if (found := found_in(text, shipped())) else "")
        for text in (
            "佐藤さんに、見積りを出していただければと思います。",
            "財政課に、見積りを出していただければと思います。",
            "財政課に、月末までに見積りを出していただければと思います。",
        )
    ]
    assert kinds == ["task", "request", "task"]
