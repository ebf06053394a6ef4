"""Files that LibreOffice has opened and saved: nothing that an attendee wrote is lost, and nothing is invented."""

from pathlib import Path

import pytest

from minutes_app.wording.publishing import PLACEHOLDERS
from tests.answering import Paper
from tests.libreoffice import opened_and_saved
from tests.replies.conftest import Round
from tests.replies.libreoffice import edited
from tests.replies.test_finding import TAIL, facts, found


@pytest.fixture
def answered(copies: Round) -> Paper:
    paper = copies.paper("2").tick("2").write("opinion", "2", "議題2を直す。").write("impression", "2", "学んだ。")
    paper.track("u_u2", "その2", "その二", "𠮷田 花子").overwrite("u_u5", "1行目", "一行目")
    return paper.comment("u_u8", "数字を確かめて。", "𠮷田 花子")


def test_what_was_written_before_libreoffice_saved_it_is_all_there(
    copies: Round, answered: Paper, tmp_path: Path
) -> None:
    path = opened_and_saved(answered.save(), tmp_path / "lo")
    read = found(copies, path)
    assert (read.person, read.confirmed) == ("2", {"2": True})
    assert sorted(facts(read.replies)) == sorted(
        [
            ("opinion", "", "", "議題2を直す。"),
            ("impression", "", "", "学んだ。"),
            ("comment", "u8", "", "数字を確かめて。"),
            ("text", "u2", f"発言その2です。{TAIL}", f"発言その二です。{TAIL}"),
            ("text", "u5", "1行目です。\n2行目です👍", "一行目です。\n2行目です👍"),
        ]
    )


def test_a_file_that_was_only_opened_and_saved_says_nothing(copies: Round, tmp_path: Path) -> None:
    path = opened_and_saved(copies.copy_of("3"), tmp_path / "lo")
    read = found(copies, path)
    assert (read.person, read.confirmed, read.replies) == ("3", {"3": False}, ())


def test_what_somebody_writes_in_libreoffice_itself_is_found(copies: Round, tmp_path: Path) -> None:
    """Words replaced with and without 変更履歴, and a field of 確認欄 filled in, each in a session of its own.

    The words stand in 根拠一覧 once more; that copy is no passage of its own.
    """
    edits = (
        ("その7です", "その七です", True),
        ("1行目です", "一行目です", False),
        (PLACEHOLDERS["opinion"], "議題2を直してください。", False),
    )
    path, profile = copies.copy_of("3"), tmp_path / "profile"
    for number, (old, new, recorded) in enumerate(edits):
        path = edited(path, tmp_path / f"{number}.docx", old=old, new=new, recorded=recorded, profile=profile)
    read = found(copies, path)
    assert {one.who for one in read.replies} == {"山﨑 太郎"}
    assert sorted(facts(read.replies)) == sorted(
        [
            ("opinion", "", "", "議題2を直してください。"),
            ("other", "", "○話者1\u30001行目です。\n2行目です👍", "○話者1\u3000一行目です。\n2行目です👍"),
            ("text", "u5", "1行目です。\n2行目です👍", "一行目です。\n2行目です👍"),
            ("text", "u7", f"発言その7です。{TAIL}", f"発言その七です。{TAIL}"),
        ]
    )
