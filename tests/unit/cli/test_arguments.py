"""The command line in Japanese: help, and what is wrong with what was typed."""

import importlib
import re

import pytest

from minutes_app.cli import COMMANDS, main, parser_with
from minutes_app.cli.arguments import JapaneseParser, usage_error
from minutes_app.cli.exit_code import ExitCode
from minutes_app.wording import commands as words

ENGLISH = re.compile(
    r"\b(usage|options|positional|arguments?|invalid|required|expected|choose|show this|error)\b", re.I
)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["transcribe"], "次の指定が足りません: INPUT"),
        (["transcribe", "a.wav", "--model"], "--model の後に値を書いてください。"),
        (["transcribe", "a.wav", "--device", "tpu"], "--device に 'tpu' は指定できません。使えるもの: "),
        (["transcribe", "a.wav", "--tracks", "左"], "--tracks に '左' は指定できません。使えるもの: "),
        (["transcribe", "a.wav", "--unbekannt"], "知らない指定があります: --unbekannt"),
        (["transcribe", "a.wav", "--mod", "x"], "知らない指定があります: --mod x"),
        (["transcribe", "a.wav", "--json=3"], "--json に値 '3' は付けられません。"),
        (["transcrib", "a.wav"], "'transcrib' は指定できません。使えるもの: "),
        (["write"], "次の指定が足りません: "),
        (["write", "会議", "--out", ""], "--out の値 '' が正しくありません。"),
        (["publish", "会議", "--to", " "], "--to の値 ' ' が正しくありません。"),
        (["archive", "会議", "--to", ""], "--to の値 '' が正しくありません。"),
        (["hand-over", ""], "の値 '' が正しくありません。"),
        (["collect", "会議", "--from", ""], "--from の値 '' が正しくありません。"),
    ],
)
def test_what_is_wrong_is_said_in_japanese(typed: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(typed)
    shown = capsys.readouterr()
    assert caught.value.code == ExitCode.USAGE
    assert said in shown.err
    assert "--help" in shown.err
    assert shown.out == ""
    assert not ENGLISH.search(shown.err)


def test_numbers_and_exclusions_are_said_in_japanese(capsys: pytest.CaptureFixture[str]) -> None:
    parser = JapaneseParser(prog="minutes")
    parser.add_argument("--threads", type=int)
    either = parser.add_mutually_exclusive_group(required=True)
    either.add_argument("--one", action="store_true")
    either.add_argument("--two", action="store_true")
    for typed, said in (
        (["--one", "--threads", "viele"], "--threads の値 'viele' が正しくありません。"),
        (["--one", "--two"], "--two と --one は同時に指定できません。"),
        ([], "次のどれかを指定してください: --one --two"),
    ):
        with pytest.raises(SystemExit):
            parser.parse_args(typed)
        assert said in capsys.readouterr().err


def test_a_sentence_that_nobody_foresaw_is_still_framed_in_japanese() -> None:
    assert usage_error("something new in Python 3.20") == words.USAGE_ERROR.format("something new in Python 3.20")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_help_is_japanese(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    parser = parser_with(importlib.import_module(COMMANDS[name]), name)
    with pytest.raises(SystemExit) as caught:
        parser.parse_args([name, "--help"])
    shown = capsys.readouterr().out
    assert caught.value.code == 0
    assert words.USAGE in shown
    assert words.SUMMARY[name] in shown.replace("\n", "").replace("  ", "")
    assert not ENGLISH.search(shown)


def test_no_command_shows_what_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == ExitCode.USAGE
    shown = capsys.readouterr()
    assert shown.out == ""
    assert all(name in shown.err for name in COMMANDS)


def test_the_version_is_an_answer(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(["--version"])
    assert caught.value.code == 0
    assert re.fullmatch(r"minutes \d+\.\d+\S*\n", capsys.readouterr().out)
