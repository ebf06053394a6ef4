"""Every error has a sentence that a clerk can act on."""

import dataclasses
import re
import typing
from pathlib import Path
from typing import Any

import pytest

import minutes_app
from minutes_app import errors
from minutes_app.capture.evidence import WATCHED
from minutes_app.errors import MinutesError
from minutes_app.meeting.model import ItemKind, Status
from minutes_app.wording import capture, errors_meeting, errors_recording, errors_template, explain, information, models
from minutes_app.wording.editor import KINDS, STATUS
from minutes_app.wording.errors import SENTENCES, explain_bug
from minutes_app.wording.message import clock, detail, one_line, size

JAPANESE = re.compile(r"[ぁ-んァ-ヶ一-龠]")
ENGLISH_SENTENCE = re.compile(r"[A-Za-z]{2,} [A-Za-z]{2,} [A-Za-z]{2,}")
TRACEBACK = 'Traceback (most recent call last):\n  File "x.py", line 3, in <module>\nValueError: could not read frame'

WORDS: dict[str, tuple[str, ...]] = {
    "kind": ("ds2", "playlist", "not_media", "too_many_channels", "encrypted", "something else"),
    "why": ("crash", "time", "memory", "something else"),
    "source": ("policy", "user", "environment", "flag"),
    "expected": ("int:1:20", "bool", "folder"),
    "reason": (TRACEBACK, "syntax", "encoding", "size", "pickle", "not_word", "no_name_column", ""),
}


def leaves(kind: type[MinutesError] = MinutesError) -> list[type[MinutesError]]:
    ours = [child for child in kind.__subclasses__() if child.__module__.startswith(errors.__name__)]
    found = [leaf for child in ours for leaf in leaves(child)]
    return found or [kind]


def facts_of(kind: type[MinutesError]) -> list[dict[str, Any]]:
    """Real facts for every field; one set for each word that a field of words may hold."""
    hints = typing.get_type_hints(kind)
    names = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type] # every leaf is a dataclass
    base = {name: sample(name, hints[name]) for name in names}
    other = [{**base, name: False} for name in names if hints[name] is bool]
    return [base, *other] + [{**base, name: word} for name in names for word in WORDS.get(name, ())]


def sample(name: str, hint: Any) -> Any:
    if hint is int or hint == int | None:
        return 750_000
    if hint is bool:
        return True
    if hint == tuple[tuple[str, str], ...]:
        return (("model.bin", "changed"), ("word/vbaProject.bin", "macro"), ("a", "b"), ("c", "d"))
    if hint == tuple[str, ...]:
        return ("会議室マイク", "内蔵マイク")
    if hint in (Path, Path | None):
        return Path("/会議/令和8年度 第1回 庁議.docx")
    assert hint is str, f"no sample for {name}: {hint}"
    return {"expected": "int:1:20", "source": "user", "key": "transcribe.beam_size"}.get(name, "something else")


EVERY_CASE = [(kind, facts) for kind in leaves() for facts in facts_of(kind)]


def test_the_tree_is_drawn_whole() -> None:
    drawing = errors.__doc__ or ""
    assert [leaf.__name__ for leaf in leaves() if leaf.__name__ not in drawing] == []


SOURCES = [path.read_text("utf-8") for path in Path(minutes_app.__file__).parent.rglob("*.py")]


def test_no_other_file_defines_an_error_that_a_person_could_see() -> None:
    """GpuUnusable stays between the engine and its child."""
    tree = "|".join(name for name, thing in vars(errors).items() if isinstance(thing, type))
    found = {name for text in SOURCES for name in re.findall(rf"^class (\w+)\((?:{tree})\)", text, re.MULTILINE)}
    assert found - {"GpuUnusable"} == {kind.__name__ for kind in leaves()} | {
        parent.__name__ for parent in MinutesError.__subclasses__() if parent.__subclasses__()
    }


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("UnsupportedSound", errors_recording._UNSUPPORTED),
        ("DecoderStopped", {"crash": "", **errors_recording._STOPPED}),
        ("ModelUnsuitable", models.UNSUITABLE),
        ("ModelRefused", models.REFUSED),
        ("DownloadFailed", models.DOWNLOAD),
        ("TemplateUnreadable", errors_template._UNREADABLE),
        ("BadRoster", information.ROSTER_REASONS),
        ("BadArguments", errors_meeting._ARGUMENTS),
    ],
)
def test_every_reason_that_is_raised_somewhere_has_words(name: str, words: dict[str, object]) -> None:
    raised = {word for text in SOURCES for word in re.findall(rf'\b{name}\([^"\n]*"(\w+)"\)', text)}
    assert raised - set(words) == set()


def test_every_danger_that_is_found_in_a_form_has_words() -> None:
    folder = Path(minutes_app.__file__).parent / "word"
    text = "".join((folder / name).read_text("utf-8") for name in ("unpack.py", "inspect.py", "fill.py"))
    found = re.findall(r'TemplateDangerous\([^"\n]*\(\(.*"(\w+)"\),\)\)', text)
    found += re.findall(r'yield part_name\(.*\), "(\w+)"', text)
    assert len(found) > 8
    assert set(found) - set(errors_template._KINDS) == set()


def test_whatever_a_watchdog_notes_has_a_sentence_that_says_what_is_safe() -> None:
    assert set(capture.WATCHED) == set(WATCHED)
    facts: dict[str, str | int | float]
    facts = {"track": "mic", "at_ms": 750_000, "until_ms": 752_500, "device": "USB\nマイク", "free": 900 << 20}
    for kind in WATCHED:
        for given in ({}, facts, {**facts, "track": "system"}):
            message = capture.watched(kind, given)
            assert message.headline.endswith("。"), kind
            assert JAPANESE.search(message.headline), kind
            assert "\n" not in message.headline + message.safe + message.next_step, kind
        endings = ("data_back", "sound_back")
        assert kind in endings or message.safe.endswith("。"), kind


def test_every_mark_has_a_name() -> None:
    persons = {"agenda", "decision", "task", "important", "break", "back", "vote", "late", "left", "paused"}
    assert set(capture.MARKS) == persons | set(WATCHED)


def test_every_error_class_has_a_sentence_of_its_own() -> None:
    assert [kind.__name__ for kind in leaves() if kind not in SENTENCES] == []


def test_every_sentence_belongs_to_an_error_that_exists() -> None:
    assert set(SENTENCES) == set(leaves())


@pytest.mark.parametrize(("kind", "facts"), EVERY_CASE, ids=lambda value: getattr(value, "__name__", ""))
def test_the_headline_is_one_japanese_sentence_and_the_next_step_is_there(
    kind: type[MinutesError], facts: dict[str, Any]
) -> None:
    message = explain(kind(**facts))
    assert JAPANESE.search(message.headline)
    assert message.headline.endswith("。")
    assert message.next_step.endswith(("。", "）"))
    assert JAPANESE.search(message.next_step)
    assert "\n" not in message.headline + message.safe + message.next_step
    assert "{" not in message.as_text()


@pytest.mark.parametrize(("kind", "facts"), EVERY_CASE, ids=lambda value: getattr(value, "__name__", ""))
def test_the_headline_holds_no_class_name_and_no_english_sentence(
    kind: type[MinutesError], facts: dict[str, Any]
) -> None:
    message = explain(kind(**facts))
    assert kind.__name__ not in message.as_text()
    assert "Traceback" not in message.headline + message.safe
    assert not ENGLISH_SENTENCE.search(message.headline + message.safe)


def test_an_error_of_a_later_version_still_gets_a_sentence() -> None:
    @dataclasses.dataclass(eq=False)
    class Later(errors.EngineFailed):
        """A subclass without a sentence of its own."""

    assert explain(Later("x")).headline == explain(errors.EngineFailed("x")).headline
    assert explain(errors.MinutesError()).headline.endswith("。")


def test_a_bug_is_told_with_an_apology_and_the_place_of_the_log() -> None:
    assert "/logs/x.jsonl" in explain_bug("/logs/x.jsonl").next_step
    assert explain_bug().headline.startswith("申し訳ありません")


def test_a_stopped_engine_names_the_place_and_says_that_it_goes_on_from_there() -> None:
    message = explain(errors.EngineStopped(750_000, -9))
    assert message.headline == "音声認識が途中で止まりました（00:12:30 のところ）。"
    assert message.safe == "それより前の文字起こしは保存されています。"
    assert message.next_step.startswith("同じコマンドをもう一度実行すると、続きから始まります。")


def test_a_ds2_file_is_sent_to_the_maker_s_own_software() -> None:
    message = explain(errors.UnsupportedSound(Path("DM-720.ds2"), "ds2"))
    assert "DS2" in message.headline
    assert "WAV" in message.next_step


def test_a_missing_model_names_both_commands_that_mend_it() -> None:
    message = explain(errors.ModelMissing("large-v3-turbo"))
    assert "minutes models install large-v3-turbo" in message.next_step
    assert "minutes models import" in message.next_step


def test_a_docx_in_use_is_said_to_be_open_in_word() -> None:
    assert explain(errors.FileInUse(Path("会議録.docx"))).headline == "「会議録.docx」をWordで開いています。"


def test_a_meeting_in_use_names_the_person_the_pc_and_the_last_sign_of_life() -> None:
    message = explain(errors.MeetingInUse(Path("定例会議"), "sato", "PC-12", 3 * 3600))
    assert "sato" in message.headline
    assert "PC-12" in message.headline
    assert "3時間前" in message.headline
    assert "今も" in explain(errors.MeetingInUse(Path("定例会議"), "sato", "PC-12", 5)).headline
    since = errors.MeetingInUse(Path("定例会議"), "sato", "PC-12", 5, "2026-01-15T09:05:00+09:00")
    assert "1月15日9:05から開いています" in explain(since).headline


def test_text_from_outside_cannot_break_the_line_or_reverse_it() -> None:
    hostile = "a\nb\r\x1b[31mred\u202egnp.exe\x00" + "長" * 500
    assert one_line(hostile).isprintable()
    assert len(one_line(hostile)) == 120
    assert "\u202e" not in explain(errors.UnknownModel(hostile)).as_text()
    assert one_line("\ud800bad") == "?bad"


def test_a_detail_is_left_out_when_there_is_none() -> None:
    assert detail("  \n") == ""


@pytest.mark.parametrize(
    ("milliseconds", "shown"), [(0, "00:00:00"), (59_999, "00:00:59"), (36_000_000, "10:00:00"), (-5, "00:00:00")]
)
def test_places_are_shown_in_hours_minutes_and_seconds(milliseconds: int, shown: str) -> None:
    assert clock(milliseconds) == shown


def test_sizes_are_shown_as_people_say_them() -> None:
    assert size(3_435_973_836) == "3.2 GB"
    assert size(640 << 20) == "640 MB"


def test_every_kind_of_item_and_every_state_has_its_japanese_name() -> None:
    assert KINDS.keys() == set(typing.get_args(ItemKind))
    assert STATUS.keys() == set(typing.get_args(Status))
