"""What lies beside the answers and cannot be read as one is named: nobody's answer is lost without a word."""

import json
from dataclasses import replace
from pathlib import Path

import docx
import pytest

from minutes_app.files import sha256_of
from minutes_app.meeting.edit import record_export
from minutes_app.meeting.handing import hand_over, receive_kaigi
from minutes_app.meeting.model import Export
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.replies.reading import OTHERS
from minutes_app.wording.replies import FORMATS
from tests.publishing import WriterHere, published_meeting, sent
from tests.replies.conftest import Round, Typed

WHAT_TO_DO = (
    "何も取り込んでいません。回答であれば、出した人に、"
    "配った文書に書いてWordの「Word文書（.docx）」で保存してもらい、もう一度集めてください。"
)


def test_every_format_has_a_name() -> None:
    assert set(OTHERS) == set(FORMATS)


def test_answers_in_other_formats_are_named_with_what_they_are_and_what_to_do(copies: Round, typed: Typed) -> None:
    for name in ("髙橋.odt", "𠮷田.DOC", "山﨑.docm", "返信.pdf"):
        (copies.shared / name).write_bytes(b"x")
    code, _out, err = typed("collect", copies.folder)
    assert code == 0
    assert "⚠ 回答として読めない形式のファイルが4件あります: " in err
    for shown in (
        "髙橋.odt（LibreOfficeの文書）",
        "𠮷田.DOC（古いWordの形式）",
        "山﨑.docm（マクロ有効のWordの文書）",
        "返信.pdf（PDF）",
    ):
        assert shown in err
    assert WHAT_TO_DO in err
    assert not (copies.folder / "replies.jsonl").exists()
    unread = json.loads(typed("collect", copies.folder, "--json")[1])["unread"]
    assert sorted(Path(one).name for one in unread) == sorted(("髙橋.odt", "𠮷田.DOC", "山﨑.docm", "返信.pdf"))


def test_a_word_document_that_was_not_published_is_named(copies: Round, typed: Typed) -> None:
    document = docx.Document()
    document.add_paragraph("議題2の名前が違います。")
    document.save(str(copies.shared / "意見.docx"))
    code, _out, err = typed("collect", copies.folder)
    assert code == 0
    assert f"⚠ この会議で配った文書ではないWordの文書が1件あります: 意見.docx。{WHAT_TO_DO}" in err
    code, _out, err = typed("collect", copies.folder, "--from", copies.shared / "意見.docx")
    assert code == 1
    assert "は、この会議の文書ではありません。" in err


@pytest.mark.parametrize(
    "name", ["~$意見.doc", "~$意見.docx", ".~lock.意見.odt#", ".意見.pdf", "議題.xlsx", "写真.jpg"]
)
def test_what_a_program_keeps_beside_a_document_and_other_files_are_not_named(
    copies: Round, typed: Typed, name: str
) -> None:
    (copies.shared / name).write_bytes(b"x")
    assert "⚠" not in typed("collect", copies.folder)[2]


def test_what_we_wrote_ourselves_is_not_named_until_somebody_has_written_in_it(copies: Round, typed: Typed) -> None:
    pdf, word = copies.shared / "会議録_確定版.pdf", copies.shared / "会議録.docx"
    pdf.write_bytes(b"%PDF-1.7")
    docx.Document().save(str(word))
    with OpenMeeting(copies.folder) as book:
        for path in (pdf, word):
            book.commit(record_export(book.meeting, Export(str(path), sha256_of(path), "2026-11-25T10:00:00+09:00")))
    assert "⚠" not in typed("collect", copies.folder)[2]
    pdf.write_bytes(b"%PDF-1.7 with a remark")
    assert "会議録_確定版.pdf（PDF）" in typed("collect", copies.folder)[2]


def test_documents_of_another_meeting_are_counted_and_not_named(copies: Round, typed: Typed) -> None:
    other = create(copies.folder.parent, replace(published_meeting(), id="m2"))
    sent(other, copies.shared, WriterHere())
    err = typed("collect", copies.folder)[2]
    assert "この会議のものではない文書4件は読みませんでした。" in err
    assert "⚠" not in err


def test_a_meeting_that_was_received_beside_its_original_reads_the_answers_to_what_it_has_published(
    copies: Round, typed: Typed, tmp_path: Path
) -> None:
    copies.paper("1").tick("1").track("u_u2", "その2", "その二", "髙橋 一郎").save()
    handed = hand_over(copies.folder, tmp_path / "渡す").path
    beside = receive_kaigi(handed, copies.folder.parent, keep_both=True)
    assert beside.meeting != copies.meeting.id
    code, out, err = typed("collect", beside.folder, "--from", copies.shared)
    assert code == 0
    assert "この会議のものではない" not in err
    assert "1　文の直し　髙橋 一郎" in out
