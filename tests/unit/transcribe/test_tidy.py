"""The marks on what was heard: what a person says twice is no loop, what a model cannot stop saying is one."""

import time

import pytest

from minutes_app.transcribe.tidy import STOCK_PHRASES, flags_of, has_loop, is_stock_phrase, tidy_text

LONG = "それでは次の議題に入りまして、令和8年度の当初予算案について財政課から説明をお願いします。"
SURE = {"avg_logprob": -0.2, "compression": 1.3, "no_speech": 0.01}


@pytest.mark.parametrize(
    "text",
    [
        "はいはいはいはい",
        "はい、はい、はい、はい、わかりました。",
        "そうですそうですそうです",
        "いやいやいやいや、それは違います。",
        "うんうんうんうん、なるほどなるほど。",
        "まあまあまあ、そうおっしゃらずに。",
        "よろしくお願いします。よろしくお願いします。よろしくお願いします。",
        "ありがとうございました。ありがとうございました。ありがとうございました。",
        "予算は100000000円、電話は0120-000-0000です。",
        "ええええ、そうですね。",
        "えーーーーーーーーっと、",
        "1つ1つ、1人1人、1日1日を大切に",
        "どんどん、だんだん、ますます、いろいろ",
        LONG + LONG,
        "",
    ],
)
def test_what_people_say_is_no_loop(text: str) -> None:
    assert not has_loop(text)
    assert flags_of(text, **SURE) == ()


@pytest.mark.parametrize(
    "text",
    [
        "はい" * 8,
        "はい、" * 8,
        "そうですそうですそうですそうです",
        "そうです。そうです。そうです。そうです。",
        "えええええええええ",
        "ありがとうございました。" * 4,
        "この件についてはこちらで確認をいたします。" * 3,
        LONG * 3,
        "本日は" + "、というところで" * 5 + "お願いします。",
        "thank you " * 5,
        "10" * 3 + "点" + "です" * 9,
    ],
)
def test_what_goes_on_and_on_is_a_loop(text: str) -> None:
    assert has_loop(text)
    assert "loop" in flags_of(text, **SURE)


def test_a_text_that_compresses_as_only_repetition_does_is_a_loop() -> None:
    assert has_loop("何か", 2.41)
    assert not has_loop("何か", 2.4)


def test_looking_for_loops_in_a_very_long_text_is_quick() -> None:
    began = time.monotonic()
    has_loop("".join(chr(0x4E00 + number % 5_000) for number in range(5_000)))
    assert time.monotonic() - began < 5.0


@pytest.mark.parametrize("phrase", sorted(STOCK_PHRASES))
def test_a_stock_phrase_is_marked_only_where_the_model_was_not_sure(phrase: str) -> None:
    said = f"{phrase}。"
    assert is_stock_phrase(said)
    assert flags_of(said, **SURE) == ()
    assert flags_of(said, avg_logprob=-0.6, compression=1.0, no_speech=0.1) == ("stock_phrase",)
    assert flags_of(said, avg_logprob=-0.2, compression=1.0, no_speech=0.6) == ("stock_phrase",)
    assert not is_stock_phrase(f"それでは、{said}")


def test_low_confidence_is_marked_below_the_decoders_own_threshold() -> None:
    assert flags_of("何か", avg_logprob=-1.01, compression=1.0, no_speech=0.0) == ("low_confidence",)
    assert flags_of("何か", avg_logprob=-1.0, compression=1.0, no_speech=0.9) == ()


@pytest.mark.parametrize(
    ("text", "tidied"),
    [
        (" 本日は 晴天 です。 ", "本日は晴天です。"),
        ("本日は　晴天です", "本日は晴天です"),
        ("Windows 11 を 使います", "Windows 11 を使います"),
        ("hello\nworld", "hello world"),
        ("か\u3099か\u3099", "がが"),
        ("\ufffd会議\ufffd", "会議"),
        ("会\x00議\x1b[31m", "会議[31m"),
        ("\ud842会議", "会議"),
        ("髙﨑𠮷野", "髙﨑𠮷野"),
        (" \t\n", ""),
    ],
)
def test_text_is_tidied_without_losing_a_word(text: str, tidied: str) -> None:
    assert tidy_text(text) == tidied
    assert tidy_text(tidied) == tidied
