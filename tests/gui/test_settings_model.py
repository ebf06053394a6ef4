"""設定 without a window: settings, words, forms, the checkup, the list of parts."""

import re
import shutil
import sys
import tomllib
from pathlib import Path

import pytest

from minutes_app.checkup import Finding, Verdict
from minutes_app.errors import DiskFull, SettingsUnreadable
from minutes_app.gui import errands
from minutes_app.gui.parts_list import ROOTS, licence_text, parts
from minutes_app.gui.view_models.checkup import CheckupModel, advice_line
from minutes_app.gui.view_models.forms import FormsModel
from minutes_app.gui.view_models.glossary import MOST, GlossaryModel
from minutes_app.gui.view_models.options import ELSEWHERE, OptionsModel, found_options, options_of, text_of
from minutes_app.gui.workshop import Workshop
from minutes_app.logbook import Action
from minutes_app.settings import change, load, options, user_path
from minutes_app.tools import Tools
from minutes_app.word.template import BUILT_IN
from minutes_app.word.writer import Writer
from minutes_app.wording import doctor, settings_window as words
from tests.conftest import ROOT
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.gui.scene import Until
from tests.gui.settings import Audited, Told, a_workshop, policy
from tests.unit.word.forms import form, p


def read(shop: Workshop, until: Until) -> tuple[OptionsModel, list[tuple[str, bool, str]]]:
    """The settings, read, and what they will answer."""
    model, answers = OptionsModel(shop), list[tuple[str, bool, str]]()
    model.answered.connect(lambda key, good, sentence: answers.append((key, good, sentence)))
    model.read()
    until(lambda: model.is_read)
    return model, answers


def test_a_change_is_kept_in_the_file_and_used_at_once(tmp_path: Path, until: Until) -> None:
    audited: Audited = []
    with a_workshop(tmp_path, audited=audited) as shop:
        model, answers = read(shop, until)
        model.put("transcribe.beam_size", "3")
        until(lambda: answers)
        assert answers == [("transcribe.beam_size", True, "保存しました。次の文字起こしから使われます。")]
        assert shop.settings.transcribe.beam_size == 3
        assert tomllib.loads(user_path().read_text("utf-8"))["transcribe"] == {"beam_size": 3}
        model.reset("transcribe.beam_size")
        until(lambda: len(answers) == 2)
        assert answers[1] == ("transcribe.beam_size", True, "初めの値「5」に戻しました。")
        assert shop.settings.transcribe.beam_size == 5
        assert audited == [Action.SETTING_CHANGED] * 2


def test_a_value_out_of_its_limits_is_refused_with_what_is_possible(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        model, answers = read(shop, until)
        model.put("network.proxy", "proxy.example")
        until(lambda: answers)
        key, good, sentence = answers[0]
        assert (key, good) == ("network.proxy", False)
        assert "「proxy.example」は使えません" in sentence
        assert "http://" in sentence
        assert not user_path().exists()


def test_what_the_administrator_has_locked_cannot_be_changed_and_says_why(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    policy(monkeypatch, tmp_path, 'locked = ["models.default", "audit.enabled"]\n[models]\ndefault = "small"\n')
    with a_workshop(tmp_path) as shop:
        model, answers = read(shop, until)
        origin = model.of("models.default")
        assert origin is not None
        assert (origin.value, origin.locked) == ("small", True)
        model.put("models.default", "medium")
        until(lambda: answers)
        assert answers[0][1] is False
        assert "管理者が固定している" in answers[0][2]
        assert shop.settings.models.default == "small"
        assert not user_path().exists()


def test_a_full_disk_is_told_and_the_old_value_stays(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, _content: bytes) -> None:
        raise DiskFull(path)

    with a_workshop(tmp_path) as shop:
        model, answers = read(shop, until)
        monkeypatch.setattr("minutes_app.settings.user_file.write_atomic", full)
        model.put("transcribe.beam_size", "3")
        until(lambda: answers)
        assert answers[0][1] is False
        assert "空き" in answers[0][2]
        assert shop.settings.transcribe.beam_size == 5


def test_a_settings_file_that_cannot_be_read_is_told_and_not_touched(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        broken = b"[library\nfolder = 'D:\\"
        user_path().parent.mkdir(parents=True, exist_ok=True)
        user_path().write_bytes(broken)
        model, told, answers = OptionsModel(shop), Told(), list[tuple[str, bool, str]]()
        model.failed.connect(told.fail)
        model.answered.connect(lambda key, good, sentence: answers.append((key, good, sentence)))
        model.read()
        until(lambda: told.errors)
        assert isinstance(told.errors[0], SettingsUnreadable)
        model.put("transcribe.beam_size", "3")
        until(lambda: answers)
        assert answers[0][1] is False
        assert "書き方に誤りがあります" in answers[0][2]
        assert user_path().read_bytes() == broken


def test_an_environment_variable_that_wins_is_told(
    tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MINUTES_LOGS_KEEP_DAYS", "7")
    with a_workshop(tmp_path) as shop:
        model, answers = read(shop, until)
        model.put("logs.keep_days", "30")
        until(lambda: answers)
        assert "環境変数が優先され、値は「7」のまま" in answers[0][2]


def test_the_library_stays_the_one_that_is_open_until_the_next_start(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path / "今") as shop:
        model, answers = read(shop, until)
        model.put("library.folder", str(tmp_path / "次"))
        until(lambda: answers)
        assert "次にこのアプリを開いたとき" in answers[0][2]
        assert shop.library == tmp_path / "今"
        origin = model.of("library.folder")
        assert origin is not None
        assert origin.value == str(tmp_path / "次")


def test_whoever_puts_recordings_into_a_synchronised_folder_is_told(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        model, answers = read(shop, until)
        model.put("capture.mirror", str(tmp_path / "OneDrive - 見本市" / "控え"))
        model.put("capture.mirror", str(tmp_path / "USB"))
        until(lambda: len(answers) == 2)
        assert "録音がPCの外に出ることがあります" in answers[0][2]
        assert "次の録音から使われます" in answers[0][2]
        assert "PCの外" not in answers[1][2]


def test_a_password_in_a_proxy_address_is_not_shown() -> None:
    assert text_of("http://taro:secret@proxy:8080") == "http://***@proxy:8080"
    assert text_of(("docx", "txt")) == "docx、txt"
    assert text_of(True) == "true"


@pytest.mark.parametrize(
    ("typed", "key"),
    [("マイク", "capture.device"), ("ダーク 色合い", ""), ("暗い", "window.theme"), ("network.PROXY", "network.proxy")],
)
def test_settings_are_found_by_title_help_choices_and_name(typed: str, key: str) -> None:
    assert key in [one.key for one in found_options(typed)] if key else found_options(typed) == ()
    assert found_options("  ") == ()


def test_every_setting_has_words_for_the_window() -> None:
    for one in options():
        told = words.title_of(one.key) + words.help_of(one.key) + words.limits(one.expected)
        assert "minutes " not in told, one.key
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", words.title_of(one.key)), one.key
        assert one in options_of(one.page) or one.key in ELSEWHERE


def test_a_change_from_elsewhere_is_seen(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        model, _answers = read(shop, until)
        change("window.text_percent", "125")
        shop.adopt(load()[0])
        until(lambda: (origin := model.of("window.text_percent")) is not None and origin.value == 125)


def test_the_words_of_the_glossary_are_one_setting(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        options_model, _answers = read(shop, until)
        model, told = GlossaryModel(options_model), list[tuple[bool, str]]()
        model.answered.connect(lambda good, sentence: told.append((good, sentence)))
        typed = model.judged("特定健診\n髙橋、佐藤　特定健診\n")
        assert typed.count == f"3語（{len('特定健診 髙橋 佐藤')}文字 / {MOST}文字まで）"
        assert typed.is_new
        model.save("特定健診\n髙橋、佐藤　特定健診\n")
        until(lambda: told)
        assert shop.settings.transcribe.hotwords == "特定健診 髙橋 佐藤"
        assert model.kept_text == "特定健診\n髙橋\n佐藤"
        assert not model.judged(model.kept_text).is_new
        assert "多すぎます" in model.judged("\n".join(f"言葉{number}" for number in range(400))).wrong


def test_a_form_is_checked_with_every_error_and_its_place(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        shop.tools = Tools(ScriptedDecoder(), ScriptedEngine(), Writer())
        model, told = FormsModel(shop), Told()
        model.told.connect(told.say)
        model.failed.connect(told.fail)
        model.refresh()
        until(lambda: len(model.entries) == len(BUILT_IN))
        model.copy(model.entries[0], "会議録（全文）")
        until(lambda: told.sentences)
        assert "会議録（全文）" in told.sentences[0]
        model.copy(model.entries[0], "自分の様式")
        until(lambda: len(model.entries) == len(BUILT_IN) + 1)
        assert "自分の様式" in told.lines[0]
        faulty = form(tmp_path, p("{{ 会議目 }}"), p("{%p for 発言 in 発言一覧 %}"))
        shutil.copy(faulty, model.folder / "誤り.docx")
        model.refresh()
        until(lambda: len(model.entries) == len(BUILT_IN) + 2)
        wrong = next(entry for entry in model.entries if entry.name == "誤り")
        model.check(wrong)
        until(lambda: model.summary)
        assert "このままでは使えません" in model.summary
        assert any("【誤り】本文" in line for line in model.findings)
        model.check(next(entry for entry in model.entries if entry.name == "自分の様式"))
        until(lambda: "使えます" in model.summary)
        assert not model.is_checking


def test_a_template_folder_is_made_when_it_is_to_be_opened(tmp_path: Path, until: Until) -> None:
    with a_workshop(tmp_path) as shop:
        model, opened = FormsModel(shop), list[Path]()
        model.folder_ready.connect(opened.append)
        assert not model.folder.exists()
        model.open_folder()
        until(lambda: opened)
        assert opened[0].is_dir()


def test_the_checkup_is_a_text_to_hand_on(tmp_path: Path, until: Until, monkeypatch: pytest.MonkeyPatch) -> None:
    found = [
        Finding("memory", Verdict.CAUTION, "small", {"total_bytes": 2 << 30, "model": "large-v3", "needed_bytes": 4}),
        Finding("office", Verdict.GOOD, "fine", {"programs": "Word"}),
    ]
    monkeypatch.setattr("minutes_app.gui.view_models.checkup.examine", lambda _settings, _report: iter(found))
    with a_workshop(tmp_path) as shop:
        model, saved = CheckupModel(shop), list[Path]()
        model.saved.connect(saved.append)
        model.begin()
        until(lambda: model.is_whole)
        assert model.conclusion() == doctor.WORKS_WITH_CARE
        target = tmp_path / "PCの診断.txt"
        model.save(target)
        until(lambda: saved)
        text = target.read_text("utf-8-sig")
        assert text == model.text()
        assert "△ メモリー: 注意" in text
        assert "「設定」の「認識モデル」" in text


@pytest.mark.parametrize(
    ("name", "outcome"), [(name, outcome) for name, outcomes in doctor.SENTENCES.items() for outcome in outcomes]
)
def test_no_advice_of_the_window_is_a_command(name: str, outcome: str) -> None:
    facts: dict[str, str | int] = dict.fromkeys(("default", "suggestion", "damaged", "path", "missing"), "x")
    assert "minutes " not in advice_line(Finding(name, Verdict.BAD, outcome, facts))


def test_every_library_that_is_asked_for_is_named_with_its_licence() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    asked = {re.split(r"[<>=!~ ]", line)[0].lower() for line in project}
    assert {name.lower() for name in ROOTS} == asked
    found = {part.name.lower().replace("_", "-"): part for part in parts()}
    elsewhere = {"comtypes"} if sys.platform != "win32" else set()
    assert {name.replace("_", "-") for name in asked - elsewhere} <= set(found)
    assert not elsewhere & set(found)
    assert "ctranslate2" in found
    assert "pytest" not in found
    assert [part.name for part in found.values() if not part.licence and not licence_text(part.name)] == []
    assert "LGPL" in found["pyside6-essentials"].licence
    assert "Permission is hereby granted" in licence_text("faster-whisper")
    assert licence_text("no-such-library") == ""


def test_text_for_windows_has_its_line_ends_and_a_mark(tmp_path: Path) -> None:
    target = tmp_path / "診断.txt"
    list(errands.write_text(target, "一行目\n二行目\n", lambda _progress: None))
    assert target.read_bytes() == "\ufeff一行目\r\n二行目\r\n".encode()
