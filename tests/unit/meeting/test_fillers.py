"""Fillers are found where nobody misses them, and words that only look like them stay."""

import pytest

from minutes_app.meeting.fillers import spans, without


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("えー、それでは始めます。", "それでは始めます。"),
        ("えーそれでは始めます。", "それでは始めます。"),
        ("数は、あのー、3つです。", "数は、3つです。"),
        ("えっと、3点あります。", "3点あります。"),
        ("えーっと本日は", "本日は"),
        ("ええと予算ですが", "予算ですが"),
        ("そのー…はい。", "はい。"),
        ("あの、その、まあ、よいと思います。", "よいと思います。"),
        ("あのう、すみません", "すみません"),
        ("うー、んー、まーちょっと", "ちょっと"),
    ],
)
def test_fillers_go_with_their_comma(text: str, left: str) -> None:
    assert without(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "ええ、そうです。",
        "あの件ですが、その予算は",
        "そのうち行きます。",
        "アート、データ、ケーキ",
        "うーん、難しいです。",
        "え、そうですか。",
        "まあまあです。",
        "カレーとご飯",
        "はい、わかりました。",
    ],
)
def test_words_with_a_meaning_stay(text: str) -> None:
    assert without(text) == text
    assert spans(text) == ()


def test_nothing_is_left_of_what_is_only_a_filler() -> None:
    assert without("えー。") == ""
    assert without("あのー、えっと。") == ""


def test_places_are_those_in_the_text() -> None:
    text = "数は、あのー、3つです。"
    assert [text[start:end] for start, end in spans(text)] == ["あのー、"]
