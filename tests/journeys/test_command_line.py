"""What a person or a script gets from the commands: folders, information, resuming, second editions, exit codes."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import msgspec
import pytest
from openpyxl import Workbook

from tests.conftest import ROOT
from tests.libreoffice import saved_as
from tests.running import Ran, minutes

DATA = ROOT / "tests" / "data"


class Answered(msgspec.Struct, forbid_unknown_fields=True):
    """One finished recording of `--json`, with exactly the documented keys."""

    source: str
    meeting: str
    exports: list[str]
    audio_ms: int
    wall_ms: int
    utterances: int
    warnings: list[str]


class Failed(msgspec.Struct, forbid_unknown_fields=True):
    """One recording that did not work."""

    source: str
    error: str
    sentence: str


class Answer(msgspec.Struct, forbid_unknown_fields=True):
    """The whole of `--json`."""

    meetings: list[Answered]
    failed: list[Failed]


@pytest.fixture(scope="module")
def clip(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Twelve seconds of speech under a name as an office makes it."""
    path = tmp_path_factory.mktemp("録音") / "20261120_1400_会議（秘）①.wav"
    cut = ["-ss", "0", "-t", "12", "-i", str(DATA / "single_1min.flac")]
    subprocess.run(["ffmpeg", "-v", "error", *cut, str(path)], check=True)
    return path


def transcribe(*arguments: str | Path, place: Path) -> Ran:
    return minutes("transcribe", *arguments, "--model", "demo-ja", "--library", place / "会議", "--json")


def answer_of(ran: Ran) -> Answer:
    """The one JSON object on stdout: no more, no less."""
    assert ran.out.count("\n") == 1
    return msgspec.json.decode(ran.out, type=Answer)


def meeting_of(answered: Answered) -> Any:
    return json.loads((Path(answered.meeting) / "meeting.json").read_text(encoding="utf-8"))


def text_of(docx: str, folder: Path) -> str:
    """What a reader sees: LibreOffice's own text of the document."""
    saved_as("txt:Text (encoded):UTF8", folder, Path(docx))
    return (folder / f"{Path(docx).stem}.txt").read_text(encoding="utf-8-sig")


def test_one_command_makes_every_format_in_the_folder_that_was_named(clip: Path, tmp_path: Path) -> None:
    out = tmp_path / "出力 先"
    ran = transcribe(clip, "--out", out, "--formats", "docx,txt,md,srt,vtt,csv,json", place=tmp_path)
    assert ran.code == 0, ran.err
    (meeting,) = answer_of(ran).meetings
    assert sorted(Path(path).suffix for path in meeting.exports) == sorted(
        (".docx", ".txt", ".md", ".srt", ".vtt", ".csv", ".json")
    )
    assert all(Path(path).parent == out and Path(path).stat().st_size > 100 for path in meeting.exports)
    assert meeting.utterances >= 2


def test_the_date_and_start_come_from_the_files_name_and_are_marked(clip: Path, tmp_path: Path) -> None:
    ran = transcribe(clip, place=tmp_path)
    (meeting,) = answer_of(ran).meetings
    page = text_of(meeting.exports[0], tmp_path)
    assert "令和8年11月20日（金）" in page
    assert "午後2時" in page
    assert "録音から推定" in page
    assert any("推定しました" in warning for warning in meeting.warnings)


def test_information_from_file_and_flags_and_excel_reaches_the_page(clip: Path, tmp_path: Path) -> None:
    book = Workbook()
    assert book.active is not None
    for row in (
        ("所属", "職名", "氏名", "出欠"),
        ("企画課", "課長", "髙橋 𠮷男", "出"),
        ("税務課", "主事", "山﨑 花", "欠席"),
    ):
        book.active.append(row)
    book.save(tmp_path / "名簿.xlsx")
    info = tmp_path / "情報.toml"
    info.write_text('会議名 = "ファイルの名前"\n場所 = "第2会議室"\n出席者 = "名簿.xlsx"\n', encoding="utf-8")
    ran = transcribe(clip, "--info", info, "--title", "旗の名前", "--agenda", "予算について", place=tmp_path)
    assert ran.code == 0, ran.err
    page = text_of(answer_of(ran).meetings[0].exports[0], tmp_path)
    for expected in ("旗の名前", "第2会議室", "髙橋 𠮷男", "山﨑 花", "予算について"):
        assert expected in page
    assert "ファイルの名前" not in page


def test_a_wrong_information_file_is_said_before_any_work(clip: Path, tmp_path: Path) -> None:
    info = tmp_path / "情報.toml"
    info.write_text('開催日 = "2026-13-45"\n', encoding="utf-8")
    ran = transcribe(clip, "--info", info, place=tmp_path)
    assert ran.code == 2
    assert answer_of(ran).failed[0].error == "BadInformation"
    assert "開催日" in ran.err
    assert not (tmp_path / "会議").exists()


def test_a_second_run_returns_the_same_meeting_at_once(clip: Path, tmp_path: Path) -> None:
    first = answer_of(transcribe(clip, place=tmp_path)).meetings[0]
    again = transcribe(clip, place=tmp_path)
    second = answer_of(again).meetings[0]
    assert second.meeting == first.meeting
    assert second.utterances == first.utterances
    assert "もう文字に起こしてあります" in again.err
    assert len(list((Path(first.meeting) / "runs").iterdir())) == 1


def test_what_is_said_about_a_known_meeting_reaches_its_document(clip: Path, tmp_path: Path) -> None:
    first = answer_of(transcribe(clip, "--formats", "txt", "--place", "第1会議室", place=tmp_path)).meetings[0]
    again = transcribe(clip, "--formats", "txt", "--title", "臨時会議", place=tmp_path)
    second = answer_of(again).meetings[0]
    assert second.meeting == first.meeting
    page = Path(second.exports[0]).read_text(encoding="utf-8-sig")
    assert "臨時会議" in page
    assert "第1会議室" in page


def test_rerun_adds_a_run_and_never_touches_what_a_person_wrote(clip: Path, tmp_path: Path) -> None:
    from minutes_app.meeting.edit import set_text
    from minutes_app.meeting.store import OpenMeeting

    first = answer_of(transcribe(clip, place=tmp_path)).meetings[0]
    with OpenMeeting(Path(first.meeting)) as book:
        book.commit(set_text(book.meeting, book.meeting.utterances[0].id, "人が直した文です。"))
    again = transcribe(clip, "--rerun", "--formats", "txt", place=tmp_path)
    assert again.code == 0, again.err
    second = answer_of(again).meetings[0]
    assert len(list((Path(first.meeting) / "runs").glob("*.json"))) == 2
    assert "人が直した文です。" in Path(second.exports[0]).read_text(encoding="utf-8-sig")
    assert "本文はそのままにしました" in again.err


def test_a_document_that_a_person_changed_gets_a_second_edition(clip: Path, tmp_path: Path) -> None:
    meeting = answer_of(transcribe(clip, place=tmp_path)).meetings[0]
    document = Path(meeting.exports[0])
    document.write_bytes(document.read_bytes() + b"changed by a person")
    before = document.read_bytes()
    ran = minutes("write", meeting.meeting, "--json")
    assert ran.code == 0, ran.err
    (second,) = ran.answer["meetings"][0]["exports"]
    assert "第2版" in second
    assert document.read_bytes() == before
    assert "上書きせず" in ran.err


def test_write_fills_several_templates_from_the_meeting_folder(clip: Path, tmp_path: Path) -> None:
    meeting = answer_of(transcribe(clip, "--formats", "txt", place=tmp_path)).meetings[0]
    ran = minutes(
        *("write", Path(meeting.meeting).name, "--library", Path(meeting.meeting).parent, "--place", "大会議室"),
        *("--template", "会議録（全文）", "--template", "会議録（要点筆記）", "--formats", "docx", "--json"),
    )
    assert ran.code == 0, ran.err
    exports = ran.answer["meetings"][0]["exports"]
    assert len(exports) == 2
    assert all("大会議室" in text_of(path, tmp_path) for path in exports)


def test_files_of_one_recorder_are_joined_on_one_time_line(clip: Path, tmp_path: Path) -> None:
    second = tmp_path / "REC0002.mp3"
    subprocess.run(
        ["ffmpeg", "-v", "error", "-t", "8", "-i", str(DATA / "mostly_silence.flac"), str(second)], check=True
    )
    ran = transcribe(clip, second, "--as-one", "--title", "連結", place=tmp_path)
    assert ran.code == 0, ran.err
    (meeting,) = answer_of(ran).meetings
    saved = meeting_of(Answered(**msgspec.to_builtins(meeting)))
    recordings = saved["meeting"]["recordings"] if "meeting" in saved else saved["recordings"]
    assert [each["offset_ms"] for each in recordings] == [0, recordings[0]["duration_ms"]]
    assert 19_900 <= meeting.audio_ms <= 20_200


def test_one_bad_file_of_a_folder_does_not_stop_the_rest(clip: Path, tmp_path: Path) -> None:
    folder = tmp_path / "過去の録音"
    (folder / "下の階").mkdir(parents=True)
    (folder / "下の階" / "良い.wav").write_bytes(clip.read_bytes())
    (folder / "壊れ.mp3").write_bytes(b"not a sound at all" * 100)
    (folder / "空.wav").write_bytes(b"")
    (folder / "手紙.docx").write_bytes(b"no recording")
    (folder / "口述.ds2").write_bytes(b"\x03ds2" + bytes(4_000))
    ran = transcribe(folder, place=tmp_path)
    assert ran.code == 1
    answer = answer_of(ran)
    assert [Path(each.source).name for each in answer.meetings] == ["良い.wav"]
    assert {Path(each.source).name for each in answer.failed} == {"壊れ.mp3", "空.wav", "口述.ds2"}
    ds2 = next(each for each in answer.failed if each.source.endswith("ds2"))
    assert "WAV" in ds2.sentence
    assert all("。" in each.sentence for each in answer.failed)
    assert "Traceback" not in ran.err
    assert [path.name for path in (tmp_path / "会議").iterdir()] == [Path(answer.meetings[0].meeting).name]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["transcribe"], 2),
        (["transcribe", "x.wav", "--formats", "pdf"], 2),
        (["transcribe", "x.wav", "--model", "demo-ja", "--device", "tpu"], 2),
        (["transcribe", "x.wav", "--model", "large-v3"], 3),
        (["transcribe", "x.wav", "--model", "demo-ja", "--template", "無い様式"], 1),
        (["transcribe", "x.wav", "--model", "demo-ja"], 1),
        (["write", "無い会議"], 1),
        (["frobnicate"], 2),
        ([], 2),
    ],
)
def test_exit_codes_and_a_japanese_sentence_for_each(arguments: list[str], code: int, tmp_path: Path) -> None:
    library = ["--library", str(tmp_path)] if arguments[:1] in (["transcribe"], ["write"]) else []
    ran = minutes(*arguments, *library)
    assert ran.code == code, ran.err
    assert any("ぁ" <= character <= "ん" for character in ran.err)
    assert "Traceback" not in ran.err


def test_a_recording_that_was_disposed_of_comes_back_only_when_the_person_says_so(clip: Path, tmp_path: Path) -> None:
    library = ("--library", tmp_path / "会議", "--json")
    folder = Path(transcribe(clip, "--formats", "txt", place=tmp_path).answer["meetings"][0]["meeting"])
    assert minutes("confirm", folder, "--despite", "試験のため", *library).code == 0
    assert minutes("dispose", folder, "--yes", *library, MINUTES_ARCHIVE_AUDIO="after_confirmed").code == 0
    ran = transcribe(clip, "--formats", "txt", place=tmp_path)
    assert ran.code == 0
    assert f"「{clip.name}」は、この会議から廃棄した録音です。会議には戻していません。" in ran.err
    assert list(folder.glob("recording-*")) == []
    ran = transcribe(clip, "--formats", "txt", "--restore", place=tmp_path)
    assert ran.code == 0
    assert "廃棄した録音を会議に戻し、記録に残しました" in ran.err
    assert len(list(folder.glob("recording-*"))) == 1
    told = minutes("dispose", folder, "--record", *library).answer
    assert [one["file"] for one in told["restored"]] == [one["file"] for one in told["deleted"]]


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's way of closing a stream")
@pytest.mark.parametrize("closed", ["2>&-", ">&-", "<&- >&- 2>&-"])
def test_a_program_started_without_a_stream_does_its_work(closed: str, clip: Path, tmp_path: Path) -> None:
    words = ("transcribe", clip, "--model", "demo-ja", "--library", tmp_path, "--json")
    shell = ["sh", "-c", f'exec "$@" {closed}', "sh", sys.executable, "-m", "minutes_app", *map(str, words)]
    done = subprocess.run(shell, cwd=ROOT, stdout=subprocess.PIPE, timeout=120, check=False)
    assert done.returncode == 0
    assert list(tmp_path.glob("*/exports/*.docx"))
    assert closed != "2>&-" or len(json.loads(done.stdout)["meetings"]) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a disk that is always full")
@pytest.mark.parametrize("words", [["write", "無い会議", "--json"], ["settings", "path"]])
def test_an_answer_that_finds_no_room_on_the_disk_is_no_bug(words: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        shell = [sys.executable, "-m", "minutes_app", *words]
        done = subprocess.run(shell, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    said = done.stderr.decode("utf-8")
    assert done.returncode == 1
    assert "ディスクの空きがなくなり、「標準出力」を書けませんでした。" in said
    assert "Traceback" not in said


@pytest.mark.parametrize("command", ["transcribe", "write"])
def test_settings_that_are_wrong_are_answered_in_json_too(command: str) -> None:
    ran = minutes(command, "x", "--json", MINUTES_TRANSCRIBE_DEVICE="tpu")
    assert ran.code == 1
    assert ran.answer["meetings"] == []
    (failed,) = ran.answer["failed"]
    assert failed["error"] == "SettingInvalid"
    assert "環境変数" in failed["sentence"]
    assert ran.err.strip() == failed["sentence"]


@pytest.mark.parametrize("words", [["transcribe"], ["transcribe", "x.wav", "--rerum"], ["write", "x", "--formats"]])
def test_a_command_line_that_is_wrong_is_answered_in_json_too(words: list[str]) -> None:
    ran = minutes(*words, "--json")
    assert ran.code == 2
    assert ran.answer["meetings"] == []
    (failed,) = ran.answer["failed"]
    assert failed["error"] == "BadArguments"
    assert failed["sentence"] == ran.err.strip()


def test_a_damaged_meeting_is_offered_its_last_good_state(clip: Path, tmp_path: Path) -> None:
    meeting = Path(answer_of(transcribe(clip, place=tmp_path)).meetings[0].meeting)
    (meeting / "meeting.json").write_bytes(b'{"schema": 1, "title')
    refused = minutes("write", meeting)
    assert refused.code == 1
    assert "--recover" in refused.err
    mended = minutes("write", meeting, "--recover", "--json")
    assert mended.code == 0, mended.err
    assert "最後に正しく保存された状態に戻しました" in mended.err
    assert list(meeting.glob("meeting.damaged*"))


def test_a_meeting_without_a_good_state_can_be_heard_again_as_the_sentence_says(clip: Path, tmp_path: Path) -> None:
    meeting = Path(answer_of(transcribe(clip, place=tmp_path)).meetings[0].meeting)
    for name in ("meeting.json", "meeting.json.bak"):
        (meeting / name).write_bytes((meeting / name).read_bytes()[:-9])
    refused = transcribe(clip, "--recover", place=tmp_path)
    assert refused.code == 1
    assert "会議の保存先の外へ移してから" in answer_of(refused).failed[0].sentence
    meeting.rename(tmp_path / meeting.name)
    again = transcribe(clip, place=tmp_path)
    assert again.code == 0, again.err
    assert answer_of(again).meetings[0].utterances >= 2


def test_a_meeting_that_another_pc_left_open_is_taken_over_only_when_asked(clip: Path, tmp_path: Path) -> None:
    meeting = Path(answer_of(transcribe(clip, place=tmp_path)).meetings[0].meeting)
    lock = meeting / "meeting.lock"
    lock.write_text('{"user":"山田","host":"PC-7","pid":99,"started":1.0,"token":"abc"}', encoding="utf-8")
    two_hours_ago = lock.stat().st_mtime - 7_200
    os.utime(lock, (two_hours_ago, two_hours_ago))
    refused = minutes("write", meeting, "--formats", "txt")
    assert refused.code == 1
    assert "山田さん（PC: PC-7）が開いています。最後に動きがあったのは2時間前です。" in refused.err
    assert "--take-over" in refused.err
    taken = minutes("write", meeting, "--formats", "txt", "--take-over")
    assert taken.code == 0, taken.err
    assert not lock.exists()


def test_a_newer_meeting_is_refused_and_left_untouched(clip: Path, tmp_path: Path) -> None:
    meeting = Path(answer_of(transcribe(clip, place=tmp_path)).meetings[0].meeting)
    snapshot = meeting / "meeting.json"
    newer = snapshot.read_text(encoding="utf-8").replace('"schema":1', '"schema":99')
    snapshot.write_text(newer, encoding="utf-8")
    ran = minutes("write", meeting)
    assert ran.code == 1
    assert snapshot.read_text(encoding="utf-8") == newer
    assert "新しい" in ran.err
