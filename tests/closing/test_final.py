"""確定版: written once, protected, never overwritten; a later one is 第2版 and lists what it says otherwise."""

import hashlib
import json
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.closing.ledger import entries_in, finals_in
from minutes_app.meeting.edit import mark_hidden, set_text
from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.meeting.store import OpenMeeting, create, load
from minutes_app.word.printer import Printer
from minutes_app.word.scan import W, parse
from tests.closing.typing import Typed, typed_at
from tests.documents.pages import Printed, print_all
from tests.documents.validator import faults_of
from tests.publishing import contents_of, published_meeting

NAME = "20261123_第3回DX推進会議_会議録（要点筆記）_確定版"
SECRET = "ここだけの話です。極秘。"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    meeting = published_meeting()
    hidden = Utterance("u-secret", 20_000, 21_000, SECRET, SECRET, "s1", hidden=True)
    checked = tuple(replace(one, checked=True) for one in meeting.utterances)
    return create(tmp_path / "会議（秘）①", replace(meeting, utterances=(*checked, hidden)))


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    return typed_at(folder, capsys)


def files(typed: Typed, *arguments: str) -> list[dict[str, object]]:
    code, out, err = typed("finalize", "--json", *arguments)
    assert code == 0, err
    made: list[dict[str, object]] = json.loads(out)["files"]
    return made


def settings_of(path: Path) -> object:
    with zipfile.ZipFile(path) as archive:
        return parse(archive.read("word/settings.xml"))


def said_in(path: Path) -> str:
    """Every part of the file."""
    return b"".join(contents_of(path)).decode("utf-8", "replace")


def change(folder: Path, edit: Callable[[Meeting], object]) -> None:
    with OpenMeeting(folder) as book:
        book.commit(edit(book.meeting))  # type: ignore[arg-type] # a Change


def test_nothing_is_made_before_the_meeting_is_confirmed(typed: Typed, folder: Path) -> None:
    code, _out, err = typed("finalize")
    assert code == 1
    assert "まだ確定していません。" in err
    assert not (folder / "exports").exists()


def test_the_first_edition_is_protected_as_word_and_pdf_and_stays_the_one(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    made = files(typed)
    assert [Path(str(one["file"])).name for one in made] == [
        "20261123_第3回DX推進会議_会議録（要点筆記）_確定版.docx",
        "20261123_第3回DX推進会議_会議録（要点筆記）_確定版.pdf",
    ]
    document = Path(str(made[0]["file"]))
    assert faults_of(document) == []
    settings = settings_of(document)
    protection = settings.find(W + "documentProtection")  # type: ignore[attr-defined] # lxml
    assert (protection.get(W + "edit"), protection.get(W + "enforcement")) == ("readOnly", "1")
    assert settings.find(W + "writeProtection").get(W + "recommended") == "1"  # type: ignore[attr-defined] # lxml
    assert Path(str(made[1]["file"])).read_bytes().startswith(b"%PDF")
    before = document.read_bytes()
    again = files(typed)
    assert [one["new"] for one in again] == [False, False]
    assert document.read_bytes() == before
    assert [one.edition for one in finals_in(entries_in(folder))] == [1]


def test_what_is_corrected_later_becomes_a_second_edition_with_a_list_of_changes(
    typed: Typed, folder: Path, tmp_path: Path
) -> None:
    typed("confirm", "--despite", "試験のため")
    template = ("--template", "会議録（全文）")
    first = Path(str(files(typed, *template)[0]["file"]))
    before = first.read_bytes()
    change(folder, lambda meeting: set_text(meeting, "u1", "直した発言です。"))
    change(folder, lambda meeting: mark_hidden(meeting, ("u2",)))
    assert typed("finalize", *template)[0] == 1, "corrected, so it is not 確定 any more"
    typed("confirm", "--despite", "試験のため")
    second = Path(str(files(typed, *template)[0]["file"]))
    assert second.name == "20261123_第3回DX推進会議_会議録（全文）_確定版_第2版.docx"
    assert first.read_bytes() == before
    assert faults_of(second) == []
    paper = print_all([second], tmp_path)[second.stem]
    last = "".join(paper.pages[-1].split())
    assert "第2版での変更" in last
    assert "第1版から2か所を変更しています。" in last
    assert "話者1：直した発言です。" in last
    assert "非公開にしたため" in last
    assert "発言その2です" not in said_in(second)
    assert [one.edition for one in finals_in(entries_in(folder))] == [1, 2]


def test_what_is_hidden_is_in_neither_file_of_a_form_that_prints_the_record(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    document, paper = (Path(str(one["file"])) for one in files(typed, "--template", "会議録（全文）"))
    pages = "".join("".join(Printed(paper).pages).split())
    for text in (said_in(document), pages):
        assert "発言その2です。" in text
        assert SECRET not in text


def test_confirmed_again_without_a_change_there_is_no_new_edition(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    files(typed)
    typed("confirm", "--despite", "もう一度")
    assert [one["new"] for one in files(typed)] == [False, False]
    assert "前の確定版（第1版）から変わっていないので" in typed("finalize")[2]


def test_a_lost_file_is_made_again_in_the_same_edition(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    document, pdf = (Path(str(one["file"])) for one in files(typed))
    document.unlink()
    before = pdf.read_bytes()
    made = files(typed)
    assert [(one["edition"], one["new"]) for one in made] == [(1, True), (1, False)]
    assert pdf.read_bytes() == before, "what is whole stays the very file that was given away"
    assert sorted(one.name for one in (folder / "exports").iterdir()) == [f"{NAME}.docx", f"{NAME}.pdf"]
    assert load(folder).exports


def test_a_final_edition_that_somebody_changed_stays_is_named_and_is_no_second_edition(typed: Typed) -> None:
    typed("confirm", "--despite", "試験のため")
    changed, pdf = (Path(str(one["file"])) for one in files(typed))
    changed.write_bytes(b"changed")
    before = pdf.read_bytes()
    code, out, err = typed("finalize", "--json")
    assert code == 0
    assert f"確定版（第1版）が、作った後に書き換えられています（記録のSHA-256と違います）: {changed}" in err
    answer = json.loads(out)
    assert answer["altered"] == [str(changed)]
    assert changed.read_bytes() == b"changed"
    assert pdf.read_bytes() == before
    assert [(Path(one["file"]).name, one["new"]) for one in answer["files"]] == [
        (f"{NAME} (2).docx", True),
        (f"{NAME}.pdf", False),
    ]
    assert "書き換えられています" in typed("finalize")[2], "as long as it lies there"


def test_into_another_folder_goes_the_very_same_edition(typed: Typed, tmp_path: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    first, out = files(typed), tmp_path / "渡す（秘）①"
    again = files(typed, "--out", str(out))
    assert [(Path(str(one["file"])).parent, one["new"]) for one in again] == [(out, True), (out, True)]
    assert [one["sha256"] for one in again] == [one["sha256"] for one in first]
    for one in again:
        assert hashlib.sha256(Path(str(one["file"])).read_bytes()).hexdigest() == one["sha256"]
    assert [one["new"] for one in files(typed, "--out", str(out))] == [False, False]
    assert files(typed) == [one | {"new": False} for one in first]


def test_an_edition_on_a_server_of_the_office_is_known_and_on_another_one_not_looked_for(
    typed: Typed, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What begins with two strokes is a server's place; here it is a folder of this machine, too."""
    office = Path("/" + str(tmp_path / "確定版"))
    assert str(office).startswith("//")
    typed("confirm", "--despite", "試験のため")
    [first, *_pdf] = files(typed, "--out", str(office))
    monkeypatch.setenv("MINUTES_ARCHIVE_FOLDER", str(office))
    [again, *_pdf] = files(typed)
    assert (again["file"], again["new"]) == (first["file"], False)
    Path(str(first["file"])).write_bytes(b"somebody else's")
    assert "書き換えられて" in typed("finalize")[2]
    monkeypatch.delenv("MINUTES_ARCHIVE_FOLDER")
    assert "書き換えられて" not in typed("finalize")[2]


def test_every_edition_is_checked_against_its_record(typed: Typed, folder: Path) -> None:
    code, _out, err = typed("finalize", "--check")
    assert (code, "確定版はまだありません。" in err) == (0, True)
    typed("confirm", "--despite", "試験のため")
    document, pdf = files(typed)
    change(folder, lambda meeting: set_text(meeting, "u1", "直した発言です。"))
    code, out, _err = typed("finalize", "--check")
    assert code == 0
    assert out.count("記録のとおりです") == 2
    assert str(document["sha256"]) in out
    Path(str(document["file"])).write_bytes(b"changed")
    Path(str(pdf["file"])).unlink()
    code, out, _err = typed("finalize", "--check", "--json")
    assert code == 1
    assert [one["state"] for one in json.loads(out)["files"]] == ["altered", "missing"]
    assert typed("finalize", "--check", "--out", "どこか")[0] == 2


def test_without_libreoffice_the_word_file_is_made_and_the_way_to_a_pdf_is_told(
    typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("minutes_app.cli.finalize.find_printer", lambda: Printer(None))
    typed("confirm", "--despite", "試験のため")
    code, _out, err = typed("finalize")
    assert code == 0
    assert "このPCにLibreOfficeもWordもないので、PDFは作っていません。" in err


def test_the_meeting_may_have_moved(
    typed: Typed, folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("confirm", "--despite", "試験のため")
    files(typed)
    moved = tmp_path / "引っ越し先" / folder.name
    shutil.copytree(folder, moved)
    shutil.rmtree(folder)
    assert main(["finalize", str(moved), "--json"]) == 0
    assert [one["new"] for one in json.loads(capsys.readouterr().out)["files"]] == [False, False]


def test_a_form_without_the_record_lists_no_speech_and_no_shokan(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    files(typed)
    change(folder, lambda meeting: set_text(meeting, "u9", "要点筆記には載らない発言。"))
    typed("duties", "--impression", "𠮷田 花子", "会議録には載せない所感。")
    typed("confirm", "--despite", "試験のため")
    assert [one["new"] for one in files(typed)] == [False, False], "nothing that it prints has changed"


def test_what_rests_on_hidden_words_alone_is_in_no_edition_and_in_no_list(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    files(typed)
    change(folder, lambda meeting: mark_hidden(meeting, ("u1",)))
    typed("confirm", "--despite", "試験のため")
    second = Path(str(files(typed)[0]["file"]))
    assert second.name.endswith("_第2版.docx")
    text = said_in(second)
    assert "実証運行を令和9年4月から行う" not in text
    assert "（非公開にしたため、ここには載せません）" in text


def test_a_form_for_one_person_is_nobodys_final_edition(typed: Typed, folder: Path) -> None:
    typed("confirm", "--despite", "試験のため")
    code, _out, err = typed("finalize", "--template", "復命書（個人別の鑑）")
    assert code == 1
    assert "確定版にする様式がありません" in err
    assert finals_in(entries_in(folder)) == ()
