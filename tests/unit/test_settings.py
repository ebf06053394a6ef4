"""Five layers, one declaration each: what wins, what is refused, and what a person is told."""

import dataclasses
import inspect
import json
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path, PurePosixPath, PureWindowsPath
from typing import Any

import pytest

from minutes_app import settings as rooms
from minutes_app.cli import settings as command
from minutes_app.cli.exit_code import ExitCode
from minutes_app.errors import (
    DiskError,
    SettingInvalid,
    SettingLocked,
    SettingsError,
    SettingsTooNew,
    SettingsUnreadable,
    SettingUnknown,
)
from minutes_app.settings import Provenance, Settings, change, load, options, reset
from minutes_app.settings.pages import LANGUAGES
from minutes_app.settings.places import default_library, leaves_pc
from minutes_app.settings.toml_file import migrated
from minutes_app.settings.user_file import literal
from minutes_app.wording import explain, settings as wording

ROOT = Path(__file__).resolve().parents[2]


@dataclasses.dataclass(frozen=True)
class Files:
    """A machine of its own: its policy file and its user file."""

    policy: Path
    user: Path

    def load(self, flags: dict[str, object] | None = None, **environ: str) -> tuple[Settings, Provenance]:
        return load(flags, environ=environ, policy_file=self.policy, user_file=self.user)

    def set(self, key: str, value: str) -> rooms.Value:
        return change(key, value, policy_file=self.policy, user_file=self.user)

    def reset(self, key: str) -> None:
        reset(key, policy_file=self.policy, user_file=self.user)


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "etc" / "policy.toml", tmp_path / "設定" / "settings.toml")


def write(path: Path, text: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode("utf-8") if isinstance(text, str) else text)


def test_without_any_file_the_defaults_are_in_force(files: Files) -> None:
    settings, provenance = files.load()
    assert settings == Settings()
    assert {origin.source for origin in provenance.origins} == {"default"}
    assert provenance.notices == ()
    assert settings.models.default == "large-v3-turbo"
    assert settings.transcribe.language == "ja"
    assert settings.documents.default_templates == ("会議録（要点筆記）",)


def test_each_layer_wins_over_the_one_below(files: Files) -> None:
    write(files.policy, "[transcribe]\nbeam_size = 2\nthreads = 2\nlanguage = 'en'\nwords = false\n")
    write(files.user, "[transcribe]\nthreads = 3\nlanguage = 'fr'\nwords = true\n")
    settings, provenance = files.load(
        {"transcribe.words": "いいえ"}, MINUTES_TRANSCRIBE_LANGUAGE="de", MINUTES_TRANSCRIBE_WORDS="1"
    )
    assert dataclasses.asdict(settings.transcribe) == {
        **dataclasses.asdict(Settings().transcribe),
        "beam_size": 2,
        "threads": 3,
        "language": "de",
        "words": False,
    }
    sources = {origin.key: origin.source for origin in provenance.origins}
    assert sources["transcribe.device"] == "default"
    assert sources["transcribe.beam_size"] == "policy"
    assert sources["transcribe.threads"] == "user"
    assert sources["transcribe.language"] == "environment"
    assert sources["transcribe.words"] == "flag"


def test_a_flag_that_was_not_given_changes_nothing(files: Files) -> None:
    settings, provenance = files.load({"transcribe.beam_size": None})
    assert settings == Settings()
    assert provenance.of("transcribe.beam_size").source == "default"


@pytest.mark.parametrize("lock", ['locked = ["library.folder"]\n', "[lock]\nlibrary.folder = true\n"])
def test_a_locked_key_keeps_the_policy_s_value_and_the_others_are_told(files: Files, lock: str, tmp_path: Path) -> None:
    write(files.policy, lock + f"[library]\nfolder = '{tmp_path / 'server'}'\n")
    write(files.user, "[library]\nfolder = 5\n")
    settings, provenance = files.load(MINUTES_LIBRARY_FOLDER="/elsewhere")
    assert settings.library.folder == str(tmp_path / "server")
    assert [(n.kind, n.key, n.source) for n in provenance.notices] == [
        ("locked", "library.folder", "user"),
        ("locked", "library.folder", "environment"),
    ]
    assert provenance.of("library.folder").locked


def test_a_lock_without_a_value_locks_the_default(files: Files) -> None:
    write(files.policy, 'locked = ["audit.enabled"]')
    write(files.user, "[audit]\nenabled = false\n")
    assert files.load()[0].audit.enabled


def test_a_locked_key_is_refused_as_a_flag_and_in_set_and_reset(files: Files) -> None:
    write(files.policy, 'locked = ["network.proxy"]')
    with pytest.raises(SettingLocked, match=r"network\.proxy"):
        files.load({"network.proxy": "http://x"})
    with pytest.raises(SettingLocked):
        files.set("network.proxy", "http://x")
    with pytest.raises(SettingLocked):
        files.reset("network.proxy")
    assert not files.user.exists()


@pytest.mark.parametrize("lock", ["locked = 'library.folder'", "lock = true", "locked = 1"])
def test_a_lock_list_of_the_wrong_kind_is_refused_and_not_ignored(files: Files, lock: str) -> None:
    write(files.policy, lock)
    with pytest.raises(SettingInvalid) as caught:
        files.load()
    assert "一覧" in explain(caught.value).next_step


def test_no_environment_variable_moves_the_policy_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "HOME", "MINUTES_SETTINGS", "MINUTES_POLICY"):
        monkeypatch.setenv(name, "/tmp")
    assert inspect.unwrap(rooms.policy_path)() == Path("/etc/minutes_app/policy.toml")


def test_unknown_keys_are_noted_with_the_nearest_name_and_never_stop_the_program(files: Files) -> None:
    write(files.policy, 'locked = ["library.foldr"]\n')
    write(
        files.user, "colour = 'red'\n[transcribe]\nbeam_sise = 9\n[transcribe.deepest_thought]\nx = 1\n[[a]]\nb = 1\n"
    )
    settings, provenance = files.load(MINUTES_LOGS_LEVELS="debug", MINUTES_FULL_SIZE="1", MINUTES_SETTINGS="x")
    assert settings == Settings()
    assert {(n.key, n.nearest) for n in provenance.notices} == {
        ("library.foldr", "library.folder"),
        ("colour", ""),
        ("transcribe.beam_sise", "transcribe.beam_size"),
        ("transcribe.deepest_thought.x", ""),
        ("a", ""),
        ("MINUTES_LOGS_LEVELS", "MINUTES_LOGS_LEVEL"),
    }
    for notice in provenance.notices:
        assert wording.notice(notice.kind, notice.key, notice.source, notice.nearest).endswith("。")


def test_an_empty_folder_is_the_place_the_program_chooses_and_not_the_one_it_is_started_in(files: Files) -> None:
    write(files.user, "[library]\nfolder = ''\n")
    assert files.load()[0].library.folder == default_library()
    assert files.load({"library.folder": ""})[0].library.folder == default_library()


def test_every_language_that_the_models_know_may_be_set() -> None:
    from faster_whisper.tokenizer import _LANGUAGE_CODES

    assert sorted(_LANGUAGE_CODES) == LANGUAGES.split()


def test_a_file_of_sixty_thousand_unknown_keys_is_read_quickly(files: Files) -> None:
    write(files.user, "\n".join(f"k{n} = 1" for n in range(60_000)))
    assert 0 < len(files.load()[1].notices) <= 50


BAD = [
    ("transcribe.beam_size", "0", "1から20までの整数"),
    ("transcribe.beam_size", "21", "1から20までの整数"),
    ("transcribe.beam_size", "五", "1から20までの整数"),
    ("transcribe.beam_size", "9" * 5000, "1から20までの整数"),
    ("transcribe.words", "たぶん", "「はい」か「いいえ」"),
    ("transcribe.device", "gpu", "auto、cpu、cuda"),
    ("transcribe.language", "日本語", "「ja」（日本語）"),
    ("transcribe.language", "jp", "「ja」（日本語）"),
    ("transcribe.hotwords", "あ" * 1001, "1000文字まで"),
    ("documents.formats", "docx,pdf", "docx、txt"),
    ("documents.formats", "", "1つ以上"),
    ("documents.default_templates", "、", "1個以上20個以下"),
    ("network.proxy", "proxy.example.jp:8080", "http://"),
    ("network.proxy", "http://x\n", "http://"),
    ("models.default", "../model", "/ \\ を含まない"),
    ("library.folder", "a\0b", "フォルダーの場所"),
    ("library.folder", "~nobody-of-this-name/x", "フォルダーの場所"),
]


@pytest.mark.parametrize(("key", "value", "limits"), BAD)
def test_a_bad_value_is_refused_with_its_limits_in_japanese(files: Files, key: str, value: str, limits: str) -> None:
    page, _, name = key.partition(".")
    write(files.user, f"[{page}]\n{name} = {literal(value)}\n")
    with pytest.raises(SettingInvalid) as caught:
        files.load()
    assert caught.value.source == "user"
    message = explain(caught.value)
    assert limits in message.next_step
    assert wording.TITLES[key] in message.headline
    assert len(message.headline) < 300


@pytest.mark.parametrize(("key", "value", "limits"), [case for case in BAD if not case[1].endswith("\n")])
def test_a_bad_value_is_refused_before_it_is_written(files: Files, key: str, value: str, limits: str) -> None:
    with pytest.raises(SettingInvalid):
        files.set(key, value)
    assert not files.user.exists()


@pytest.mark.parametrize("value", ["true", "5.0", "'5'", "[5]", "2026-01-01", "{a = 1}", "inf"])
def test_a_value_of_another_kind_in_a_file_is_refused_or_noted_but_never_guessed(files: Files, value: str) -> None:
    write(files.user, f"[transcribe]\nbeam_size = {value}\n")
    try:
        settings, provenance = files.load()
    except SettingInvalid:
        return
    assert settings == Settings()
    assert provenance.notices


@pytest.mark.parametrize(
    ("text", "value"), [("はい", True), ("TRUE", True), ("1", True), ("off", False), ("しない", False)]
)
def test_yes_and_no_are_understood_in_both_languages(files: Files, text: str, value: bool) -> None:
    assert files.load(MINUTES_AUDIT_ENABLED=text)[0].audit.enabled is value


def test_lists_are_separated_by_either_comma(files: Files) -> None:
    assert files.load(MINUTES_DOCUMENTS_FORMATS="docx、txt, md")[0].documents.formats == ("docx", "txt", "md")


def test_full_width_digits_are_numbers_too(files: Files) -> None:
    assert files.set("logs.keep_days", "３０") == 30


def test_a_relative_folder_is_taken_from_here_as_a_flag_and_refused_in_a_file(
    files: Files, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    assert files.load({"library.folder": "here"})[0].library.folder == str(tmp_path / "here")
    write(files.user, "[library]\nfolder = 'here'\n")
    with pytest.raises(SettingInvalid):
        files.load()


def test_a_policy_can_name_a_folder_for_each_person(files: Files, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHO", "sato")
    write(files.policy, "[library]\nfolder = '/srv/$WHO/会議録'\n")
    assert files.load()[0].library.folder == "/srv/sato/会議録"


@pytest.mark.parametrize(
    ("content", "reason", "line"),
    [
        ("[transcribe]\nbeam_size = \n", "syntax", 2),
        ('[library]\nfolder = "D:\\会議録"\n', "syntax", 2),
        ("[a]\n[a]\n", "syntax", 2),
        ("x = " + "[" * 5000, "syntax", 0),
        (".".join("a" * 5000) + " = 1", "syntax", 0),
        ("\n[library]\nfolder = 'D:\\会議録'\n".encode("cp932"), "encoding", 3),
        (b"\x00" * (1 << 21), "size", 0),
        ("schema = 'new'", "syntax", 0),
        ("schema = true", "syntax", 0),
        ("schema = 0", "syntax", 0),
    ],
)
def test_a_broken_file_is_told_with_its_line_and_left_as_it_is(
    files: Files, content: str | bytes, reason: str, line: int
) -> None:
    write(files.user, content)
    before = files.user.read_bytes()
    with pytest.raises(SettingsUnreadable) as caught:
        files.load()
    assert (caught.value.reason, caught.value.line) == (reason, line)
    with pytest.raises(SettingsUnreadable):
        files.set("transcribe.beam_size", "7")
    assert files.user.read_bytes() == before


def test_a_folder_in_the_place_of_the_file_is_an_error_of_the_disk(files: Files) -> None:
    files.user.mkdir(parents=True)
    with pytest.raises(DiskError):
        files.load()


def test_a_byte_order_mark_and_windows_line_ends_are_read(files: Files) -> None:
    write(files.user, b"\xef\xbb\xbf[transcribe]\r\nbeam_size = 7\r\n")
    assert files.load()[0].transcribe.beam_size == 7


def test_a_newer_schema_is_refused_and_left_as_it_is(files: Files) -> None:
    write(files.user, "schema = 99\n")
    with pytest.raises(SettingsTooNew):
        files.load()
    with pytest.raises(SettingsTooNew):
        files.set("transcribe.beam_size", "7")
    assert files.user.read_text("utf-8") == "schema = 99\n"


def test_an_old_file_goes_through_every_migration_in_order(tmp_path: Path) -> None:
    def rename(table: dict[str, Any]) -> dict[str, Any]:
        return {**table, "transcribe": {"beam_size": table["whisper"]["beams"]}}

    def double(table: dict[str, Any]) -> dict[str, Any]:
        return {**table, "transcribe": {"beam_size": table["transcribe"]["beam_size"] * 2}}

    old = {"schema": 1, "whisper": {"beams": 3}}
    new = migrated(old, tmp_path, ours=3, migrations={1: rename, 2: double})
    assert new["schema"] == 3
    assert new["transcribe"] == {"beam_size": 6}


def test_set_makes_a_new_file_that_says_its_schema(files: Files) -> None:
    assert files.set("documents.formats", "docx,txt") == ("docx", "txt")
    assert tomllib.loads(files.user.read_text("utf-8")) == {"schema": 1, "documents": {"formats": ["docx", "txt"]}}
    assert files.load()[0].documents.formats == ("docx", "txt")


def test_set_keeps_every_other_line_and_comment(files: Files) -> None:
    before = "# 係の設定\n[transcribe]\nbeam_size = 3 # 速く\n# 下も\nwords = false\n\n[unknown]\nx = [1,\n 2]\n"
    write(files.user, before)
    files.set("transcribe.beam_size", "7")
    files.set("logs.keep_days", "10")
    files.set("transcribe.language", "en")
    assert files.user.read_text("utf-8") == (
        '# 係の設定\n[transcribe]\nlanguage = "en"\nbeam_size = 7\n# 下も\nwords = false\n\n'
        "[unknown]\nx = [1,\n 2]\n\n[logs]\nkeep_days = 10\n"
    )


@pytest.mark.parametrize(
    "layout",
    [
        "transcribe = {beam_size = 3, words = false}\n",
        "transcribe.beam_size = 3\ntranscribe.words = false\n",
        '["transcribe"]\n"beam_size" = 3\nwords = false\n',
        "x = '''\n[transcribe]\nbeam_size = 1\n'''\n[transcribe]\nwords = false\nbeam_size = 3\n",
        "[transcribe]\nwords = false\nbeam_size =\t3\nhotwords = '''\n甲\n[logs]\n'''\n",
        "transcribe = 5\n",
        "[documents]\nformats = [\n 'txt',\n]\n[[other]]\na = 1979-05-27T07:32:00Z\nb = {c = [1.5, inf]}\n",
    ],
)
def test_set_is_exact_however_the_file_is_laid_out(files: Files, layout: str) -> None:
    write(files.user, layout)
    before = tomllib.loads(layout)
    files.set("transcribe.beam_size", "7")
    files.set("documents.formats", "srt")
    after = tomllib.loads(files.user.read_text("utf-8"))
    assert after["transcribe"]["beam_size"] == 7
    assert after["documents"]["formats"] == ["srt"]
    if isinstance(before.get("transcribe"), dict):
        assert {**after["transcribe"], "beam_size": 3} == {**before["transcribe"], "beam_size": 3}
    assert {k: v for k, v in after.items() if k not in ("transcribe", "documents")} == {
        k: v for k, v in before.items() if k not in ("transcribe", "documents")
    }


@pytest.mark.parametrize("value", ['引用符"と\\と\x7fと\t', "髙﨑𠮷😀", "'''", "a # b", "\u2028"])
def test_any_text_comes_back_as_it_was_written(files: Files, value: str) -> None:
    files.set("transcribe.hotwords", value)
    assert files.load()[0].transcribe.hotwords == value.strip()


def test_reset_takes_the_key_out_and_leaves_the_rest(files: Files) -> None:
    files.set("transcribe.beam_size", "7")
    files.set("transcribe.language", "en")
    files.reset("transcribe.beam_size")
    files.reset("transcribe.beam_size")
    files.reset("logs.level")
    settings, _provenance = files.load()
    assert settings.transcribe.beam_size == 5
    assert settings.transcribe.language == "en"


def test_a_bad_value_in_the_file_can_be_mended_with_set(files: Files) -> None:
    write(files.user, "[transcribe]\nbeam_size = 99\n")
    files.set("transcribe.beam_size", "7")
    assert files.load()[0].transcribe.beam_size == 7


def test_an_unknown_key_is_refused_with_the_nearest_name(files: Files) -> None:
    with pytest.raises(SettingUnknown) as caught:
        files.set("transcribe.beam", "7")
    assert caught.value.nearest == "transcribe.beam_size"
    with pytest.raises(SettingUnknown):
        files.load({"nothing.like_it": "1"})


@pytest.mark.parametrize(
    ("folder", "environ", "leaves"),
    [
        (PureWindowsPath(r"C:\Users\sato\OneDrive - 一関市\ドキュメント"), {}, True),
        (PureWindowsPath(r"D:\cloud\Documents"), {"OneDriveCommercial": r"d:\Cloud"}, True),
        (PureWindowsPath(r"\\server\home\sato\Documents"), {}, True),
        (PurePosixPath("/home/sato/Dropbox/Documents"), {}, True),
        (PureWindowsPath(r"C:\Users\sato\Documents"), {"OneDrive": r"C:\Users\sato\OneDrive"}, False),
        (PurePosixPath("/home/sato/Documents"), {}, False),
    ],
)
def test_folders_that_leave_the_pc_are_recognised(
    folder: PureWindowsPath | PurePosixPath, environ: dict[str, str], leaves: bool
) -> None:
    assert leaves_pc(folder, environ) is leaves


def test_the_library_stays_on_the_pc_when_the_documents_are_synchronised(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "OneDrive" / "Documents")
    assert not leaves_pc(Path(default_library()))
    monkeypatch.setattr("platformdirs.user_documents_path", lambda: tmp_path / "Documents")
    assert default_library() == str(tmp_path / "Documents" / "会議録")


def test_every_setting_and_page_has_a_title_a_help_and_limits_in_japanese() -> None:
    keys = {one.key for one in options()}
    assert set(wording.TITLES) == set(wording.HELP) == keys
    assert set(wording.PAGES) == {one.page for one in options()}
    for one in options():
        assert wording.expected(one.expected)
        assert wording.HELP[one.key].endswith("。") or "例: " in wording.HELP[one.key]


def test_every_default_lies_within_its_own_limits(files: Files) -> None:
    settings, _provenance = files.load({one.key: one.default for one in options()})
    assert settings == Settings()


def test_the_page_of_settings_is_current() -> None:
    page = [sys.executable, str(ROOT / "tools" / "settings_page.py"), "--check"]
    assert subprocess.run(page, cwd=ROOT, timeout=60).returncode == 0, "run python tools/settings_page.py"


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(files: Files, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command on this machine of its own: exit code, stdout, stderr."""
    import argparse

    monkeypatch.setenv("MINUTES_SETTINGS", str(files.user))
    for module in ("settings.layers", "settings.user_file", "cli.settings"):
        monkeypatch.setattr(f"minutes_app.{module}.policy_path", lambda: files.policy)

    def call(*words: str) -> tuple[int, str, str]:
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        code = command.run(parser.parse_args(words), Settings())
        return (code, *capsys.readouterr())

    return call


def test_the_list_shows_every_setting_with_its_origin(run: Run, files: Files) -> None:
    write(files.policy, 'locked = ["audit.enabled"]')
    write(files.user, "[transcribe]\nbeam_size = 7\n")
    code, out, _err = run("list")
    assert code == ExitCode.OK
    assert "transcribe.beam_size = 7" in out
    assert "利用者の設定" in out
    assert "固定" in out
    assert all(one.key in out for one in options())


def test_the_list_as_json_is_one_object(run: Run, files: Files) -> None:
    write(files.user, "[transcribe]\nbeam_sizes = 7\n")
    _code, out, err = run("list", "--json")
    found = json.loads(out)
    assert len(found["settings"]) == len(options())
    assert "beam_size" in found["notices"][0]
    assert "beam_sizes" in err


def test_get_prints_the_bare_value_for_scripts(run: Run) -> None:
    run("set", "documents.formats", "docx,txt")
    assert run("get", "documents.formats")[1] == "docx,txt\n"
    assert run("get", "audit.enabled")[1] == "true\n"
    assert json.loads(run("--json", "get", "transcribe.beam_size")[1])["value"] == 5
    with pytest.raises(SettingsError):
        run("get", "nothing")


def test_set_says_when_the_environment_still_wins(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_TRANSCRIBE_BEAM_SIZE", "3")
    code, out, err = run("set", "transcribe.beam_size", "7")
    assert code == ExitCode.OK
    assert out == ""
    assert "環境変数" in err
    assert "利用者の設定から消しました" in run("reset", "transcribe.beam_size")[2]


def test_path_names_both_files_and_whether_they_exist(run: Run, files: Files) -> None:
    assert str(files.user) in run("path")[1]
    assert json.loads(run("path", "--json")[1])["policy"] == {"path": str(files.policy), "exists": False}


@pytest.mark.parametrize("text", ["[transcribe", "schema = 99", "[transcribe]\nbeam_size = 99"])
def test_path_answers_also_when_a_file_is_wrong_because_the_sentences_send_people_there(
    run: Run, files: Files, text: str
) -> None:
    write(files.policy, text)
    write(files.user, text)
    code, out, _err = run("path")
    assert code == ExitCode.OK
    assert out.splitlines() == [f"利用者の設定: {files.user}", f"管理者の設定: {files.policy}"]


def test_a_password_in_the_proxy_is_never_shown(run: Run, files: Files) -> None:
    shown = [run("set", "network.proxy", "http://sato:himitsu@proxy:8080"), run("list"), run("get", "network.proxy")]
    shown.append(run("get", "network.proxy", "--json"))
    assert "himitsu" not in str(shown)
    assert files.load()[0].network.proxy == "http://sato:himitsu@proxy:8080"
