import unicodedata
from pathlib import Path

import pytest

from minutes_app.errors import TemplateExists, TemplateMissing
from minutes_app.word.template import BUILT_IN, VERBATIM, copy, find, list_templates, user_folder


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("総務課.docx", "~$総務課.docx", ".隠し.docx", "メモ.txt", "古い.doc"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "フォルダー.docx").mkdir()
    return tmp_path


def test_built_in_templates_come_first_and_words_lock_files_never(folder: Path) -> None:
    assert [one.name for one in list_templates((folder, folder / "ない"))] == [*sorted(BUILT_IN), "総務課"]
    assert all(one.path.is_file() for one in list_templates(()))


@pytest.mark.parametrize("name", ["総務課", "総務課.docx", " 総務課 ", "総務課.DOCX"])
def test_a_template_is_found_by_name(folder: Path, name: str) -> None:
    assert find(name, (folder,)) == folder / "総務課.docx"


def test_brackets_and_composed_characters_do_not_matter(folder: Path) -> None:
    assert find("会議録(全文)", (folder,)).stem == VERBATIM
    decomposed = folder / unicodedata.normalize("NFD", "ガイド.docx")
    decomposed.write_bytes(b"x")
    assert find("ガイド", (folder,)) == decomposed


def test_a_persons_own_template_stands_before_a_built_in_one_of_its_name(folder: Path) -> None:
    own = folder / f"{VERBATIM}.docx"
    own.write_bytes(b"x")
    assert find(VERBATIM, (folder,)) == own
    assert [one.path for one in list_templates((folder,)) if one.name == VERBATIM] == [own]


def test_a_template_is_found_by_its_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "様式.docx"
    path.write_bytes(b"x")
    monkeypatch.chdir(tmp_path)
    assert find(str(path), ()) == path
    assert find("./様式.docx", ()) == path


@pytest.mark.parametrize("name", ["ない", "", "../総務課", "フォルダー.docx"])
def test_what_is_not_there_is_missing(folder: Path, name: str) -> None:
    with pytest.raises(TemplateMissing):
        find(name, (folder,))


def test_a_copy_is_made_once_and_never_over_another(tmp_path: Path) -> None:
    target = copy(find(VERBATIM, ()), "総務課／様式.docx", tmp_path / "様式", taken=())
    assert target == tmp_path / "様式" / "総務課／様式.docx"
    assert target.read_bytes() == find(VERBATIM, ()).read_bytes()
    target.write_bytes(b"edited")
    with pytest.raises(TemplateExists):
        copy(find(VERBATIM, ()), "総務課／様式", tmp_path / "様式", taken=())
    assert target.read_bytes() == b"edited"


def test_a_copy_cannot_take_the_name_of_another_template_or_leave_the_folder(tmp_path: Path) -> None:
    with pytest.raises(TemplateExists):
        copy(find(VERBATIM, ()), "会議録(全文)", tmp_path, taken=list_templates(()))
    outside = copy(find(VERBATIM, ()), "../../x", tmp_path / "様式", taken=())
    assert outside.parent == tmp_path / "様式"


def test_the_users_folder_is_the_one_that_is_set_or_their_own(tmp_path: Path) -> None:
    assert user_folder(str(tmp_path)) == tmp_path
    assert user_folder("").name == "様式"
