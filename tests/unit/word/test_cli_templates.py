import json
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.word.template import BUILT_IN
from minutes_app.wording.fields import FIELDS
from tests.unit.word.forms import form, p


def test_list_names_every_template_and_says_where_ones_own_go(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "list"]) == 0
    out, err = capsys.readouterr()
    assert "会議録（要点筆記）（はじめから入っている様式）" in out
    assert "自分の様式を置くフォルダー" in err


def test_list_as_json_is_one_object(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "list", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert [one["built_in"] for one in said["templates"]] == [True] * len(BUILT_IN)
    assert all(Path(one["path"]).is_file() for one in said["templates"])


def test_fields_names_every_field_with_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "fields"]) == 0
    out = capsys.readouterr().out
    for field in FIELDS:
        assert field.name in out
        assert field.meaning in out
    assert "{{ 注意書き }}" in out
    assert main(["templates", "fields", "--json"]) == 0
    assert len(json.loads(capsys.readouterr().out)["fields"]) == len(FIELDS)


def test_check_says_what_is_wrong_and_where(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = form(tmp_path, p("{{ 会議めい }}"))
    assert main(["templates", "check", str(path)]) == 1
    out = capsys.readouterr().out
    assert "【誤り】本文 1段落目「{{ 会議めい }}」: 「会議めい」という項目はありません。" in out
    assert "「会議名」の書き間違いではありませんか。" in out
    assert "このままでは使えません（直すところ 1件、注意 6件）" in out


def test_check_as_json_is_one_object_for_good_bad_and_unreadable_files(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["templates", "check", "会議録（全文）", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["ok"] is True
    assert main(["templates", "check", str(form(tmp_path, p("{{ x }}"))), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["findings"][0]["kind"] == "unknown"
    broken = tmp_path / "壊れ.docx"
    broken.write_bytes(b"PK\x03\x04x")
    assert main(["templates", "check", str(broken), "--json"]) == 1
    said = json.loads(capsys.readouterr().out)
    assert said["ok"] is False
    assert "壊れています" in said["sentence"]


def test_a_form_that_is_not_there_is_a_sentence(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "check", "ない様式"]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "「ない様式」という様式が見つかりません。" in err


def test_a_terminal_is_not_steered_by_what_a_form_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["templates", "check", str(form(tmp_path, p("{{ x }}\u202e\u009b31m")))])
    out = capsys.readouterr().out
    assert "\u202e" not in out
    assert "\u009b" not in out


def test_copy_makes_an_own_template_that_can_be_named_and_not_made_again(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["templates", "copy", "会議録（全文）", "総務課の会議録", "--json"]) == 0
    made = Path(json.loads(capsys.readouterr().out)["path"])
    assert made.name == "総務課の会議録.docx"
    assert main(["templates", "check", "総務課の会議録"]) == 0
    assert main(["templates", "copy", "会議録（全文）", "総務課の会議録"]) == 1
    assert "もうあります" in capsys.readouterr().err
