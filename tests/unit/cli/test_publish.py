"""`minutes publish` as a person types it: real Word files in a shared folder, and what waits."""

import json
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from minutes_app.cli import main
from minutes_app.meeting.store import load
from minutes_app.minutes.wareki import japanese_date
from minutes_app.settings import audit_folder, load as load_settings
from minutes_app.share.delivery import Put
from minutes_app.share.outbox import waiting
from minutes_app.word.reply_form import publications_of
from minutes_app.word.template import JOINT, PERSONAL_COVER
from tests.publishing import body_of, folder_with, published_meeting, words_of

Typed = Callable[..., tuple[int, str, str]]
SOON = (date.today() + timedelta(days=10)).isoformat()


@pytest.fixture
def shared(tmp_path: Path) -> Path:
    folder = tmp_path / "共有（秘）①"
    folder.mkdir()
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return folder_with(tmp_path / "会議", published_meeting())


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    def run(*arguments: str | Path) -> tuple[int, str, str]:
        code = main(["publish", *map(str, arguments), "--library", str(folder.parent)])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def audited() -> str:
    return "".join(path.read_text("utf-8") for path in audit_folder(load_settings()[0].audit).rglob("*.jsonl"))


def answer(out: str) -> dict[str, Any]:
    return dict(json.loads(out))


def test_a_meeting_is_published_and_every_file_is_named(typed: Typed, folder: Path, shared: Path) -> None:
    code, _out, err = typed(folder.name, "--to", shared, "--deadline", SOON)
    assert code == 0
    assert err.count("置きました: ") == 4
    assert "「会議録」第1版を、出席者3人の確認に回しました。" in err
    assert f"回答の期限: {japanese_date(SOON)}" in err
    [record] = publications_of(folder)
    assert (record.deadline, record.folder, record.template) == (SOON, str(shared), "会議録（要点筆記）")
    log = audited()
    assert log.count('"published"') == 4
    assert all(one.sha256 in log for one in record.files)


def test_what_goes_later_is_noted_in_the_audit_log_too(typed: Typed, folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "つながらない"
    typed(folder, "--to", away)
    assert audited().count('"published"') == 0
    away.mkdir()
    typed("--retry")
    assert audited().count('"published"') == 4


def test_json_has_one_object_with_everything(typed: Typed, folder: Path, shared: Path) -> None:
    code, out, _err = typed(folder, "--to", shared, "--template", JOINT, "--one-file", "--deadline", "なし", "--json")
    assert code == 0
    [said] = answer(out)["meetings"]
    assert (said["document"], said["edition"], said["deadline"]) == (JOINT, 1, "")
    assert [Path(one["path"]).is_file() for one in said["files"]] == [True]
    assert said["persons"] == ["髙橋 一郎", "𠮷田 花子", "山﨑 太郎"]


def test_without_a_deadline_the_office_s_days_count(typed: Typed, folder: Path, shared: Path) -> None:
    typed(folder, "--to", shared)
    assert publications_of(folder)[0].deadline == (date.today() + timedelta(days=7)).isoformat()
    main(["settings", "set", "documents.reply_days", "0"])
    typed(folder, "--to", shared)
    assert publications_of(folder)[1].deadline == ""


def test_the_shared_folder_of_the_settings_is_the_usual_one(typed: Typed, folder: Path, shared: Path) -> None:
    assert typed(folder)[0] == 2
    main(["settings", "set", "documents.shared_folder", str(shared)])
    assert typed(folder)[0] == 0
    assert len(list(shared.iterdir())) == 4


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--deadline", "あした"), "期限の日付を読み取れません"),
        (("--deadline", "2020-01-01"), "期限が過ぎた日になっています"),
        (("--retry",), "--retry と --give-up は、会議と一緒に指定できません"),
    ],
)
def test_what_cannot_be_meant_is_refused_before_anything_begins(
    typed: Typed, folder: Path, shared: Path, arguments: tuple[str, ...], sentence: str
) -> None:
    code, _out, err = typed(folder, "--to", shared, *arguments)
    assert code == 2
    assert sentence in err
    assert list(shared.iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--retry", "--give-up"), "一緒に使えない指定があります"),
        (("--retry", "--to", "ほかの場所"), "この指定は、ここでは使えません（--to）。"),
        (("--give-up", "--one-file"), "この指定は、ここでは使えません（--one-file）。"),
    ],
)
def test_what_waits_goes_where_it_was_to_go_as_it_is(typed: Typed, arguments: tuple[str, ...], sentence: str) -> None:
    code, _out, err = typed(*arguments)
    assert code == 2
    assert sentence in err


def test_no_meeting_is_told(typed: Typed, shared: Path) -> None:
    code, _out, err = typed("--to", shared)
    assert code == 2
    assert "会議が指定されていません" in err


def test_a_form_for_each_person_is_refused(typed: Typed, folder: Path, shared: Path) -> None:
    code, _out, err = typed(folder, "--to", shared, "--template", PERSONAL_COVER)
    assert code == 1
    assert "出席者1人に1つずつ作るもの" in err
    assert list(shared.iterdir()) == []


def test_a_folder_that_is_away_is_told_and_retried(typed: Typed, folder: Path, tmp_path: Path) -> None:
    away = tmp_path / "つながらない"
    code, _out, err = typed(folder, "--to", away)
    assert code == 1
    assert "共有フォルダーにつながりません。4個の文書は、このPCの「送信待ち」に入っています。" in err
    assert "確認に回しました" not in err
    code, _out, err = typed("--retry")
    assert (code, "つながりません" in err) == (1, True)
    away.mkdir()
    code, out, err = typed("--retry", "--json")
    assert code == 0
    assert err.count("置きました: ") == 4
    assert len(answer(out)["meetings"][0]["files"]) == 4
    assert "送信待ちの文書はありません。" in typed("--retry")[2]


def test_the_next_command_tries_what_waits(
    typed: Typed, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    away = tmp_path / "つながらない"
    typed(folder, "--to", away)
    monkeypatch.setattr("minutes_app.share.outbox.PAUSE_S", -1.0)
    assert main(["duties", str(folder), "--library", str(folder.parent)]) == 0
    assert "確認用の文書が4個、送信待ちです" in capsys.readouterr().err
    away.mkdir()
    assert main(["duties", str(folder), "--library", str(folder.parent)]) == 0
    said = capsys.readouterr()
    assert said.err.count("置きました: ") == 4
    assert "送信待ちです" not in said.err
    assert waiting(folder.parent) == ()


def test_what_waits_can_be_given_up(typed: Typed, folder: Path, tmp_path: Path) -> None:
    typed(folder, "--to", tmp_path / "無い")
    code, _out, err = typed("--give-up")
    assert code == 0
    assert "送信待ちの4個の文書を置くのをやめました" in err
    assert publications_of(folder) == ()
    assert "送信待ちの文書はありません。" in typed("--give-up")[2]


def test_the_record_can_be_put_behind(typed: Typed, folder: Path, shared: Path) -> None:
    typed(folder, "--to", shared, "--with-record")
    assert "発言の記録" in words_of(body_of(shared / "20261123_第3回DX推進会議_会議録.docx"))
    assert load(folder).status == "review"


def test_who_stops_the_command_gives_up_what_is_not_there_yet(
    typed: Typed, folder: Path, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(_library: Path, _place: Path, *_more: object) -> Iterator[Put]:
        yield Put("会議録.docx", why="away")
        raise KeyboardInterrupt

    monkeypatch.setattr("minutes_app.publishing.deliver", stop)
    code, _out, err = typed(folder, "--to", shared)
    assert code == 130
    assert "中止しました" in err
    assert waiting(folder.parent) == ()
    assert publications_of(folder) == ()
    assert list(shared.iterdir()) == []


def test_several_meetings_are_published_and_one_that_is_missing_stops_no_other(
    typed: Typed, folder: Path, shared: Path
) -> None:
    code, _out, err = typed("無い会議", folder, "--to", shared)
    assert code == 1
    assert "会議が見つかりません" in err
    assert len(list(shared.iterdir())) == 4
