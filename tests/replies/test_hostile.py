"""Files that may do harm or are broken: a sentence, nothing taken, and the others are read all the same."""

import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from minutes_app.replies.kept import kept_in
from minutes_app.word.reply_form import record_of, to_json
from tests.replies.conftest import Round, Typed

Break = Callable[[Path], object]


def changed(path: Path, part: str, edit: Callable[[bytes], bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = edit(parts.get(part, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _outside(xml: bytes) -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    one = b'<Relationship Id="rX" Type="' + kind + b'" Target="http://example.invalid/a.dotm" TargetMode="External"/>'
    return xml.replace(b"</Relationships>", one + b"</Relationships>")


HOSTILE: dict[str, tuple[Break, str]] = {
    "zip bomb": (
        lambda path: changed(path, "word/media/a.xml", lambda _old: b"<a>" + b" " * 60_000_000 + b"</a>"),
        "開くと異常に大きくなるファイル",
    ),
    "DTD": (
        lambda path: changed(
            path,
            "word/comments.xml",
            lambda _old: b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        ),
        "XMLの危険な書き方",
    ),
    "external relationship": (
        lambda path: changed(path, "word/_rels/document.xml.rels", _outside),
        "外部のファイルやサイトへの参照",
    ),
    "macro": (lambda path: changed(path, "word/vbaProject.bin", lambda _old: b"\0" * 100), "マクロ"),
    "cut off": (lambda path: path.write_bytes(path.read_bytes()[:5000]), "ファイルが壊れています"),
    "no zip": (lambda path: path.write_bytes("ただの文章".encode()), "Wordの.docx形式ではありません"),
    "empty": (lambda path: path.write_bytes(b""), "空のファイルです"),
    "broken XML": (
        lambda path: changed(path, "word/document.xml", lambda old: old[: len(old) // 2]),
        "ファイルが壊れています",
    ),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_or_broken_file_is_told_and_the_others_are_read(copies: Round, typed: Typed, kind: str) -> None:
    spoil, sentence = HOSTILE[kind]
    copies.paper("1").tick("1").overwrite("u_u2", "その2", "その二").save()
    spoil(copies.copy_of("1"))
    copies.paper("2").tick("2").save()
    code, out, err = typed("collect", copies.folder)
    assert code == 1
    assert sentence in err
    assert "この文書からは何も取り込んでいません。" in err
    assert "文の直し" not in out
    assert "未回答　髙橋 一郎" in out
    assert "確認済　𠮷田 花子" in out


def test_absurd_texts_do_no_harm(copies: Round, typed: Typed) -> None:
    paper = copies.paper("3").write("opinion", "3", "<script>\u202e" + "長" * 30_000)
    code, out, _err = typed("collect", copies.folder, "--from", paper.save())
    assert code == 0
    assert "<script> 長長長" in out
    assert "\u202e" not in out
    assert len(out) < 5_000
    [entry] = kept_in(copies.folder).entries
    assert len(entry.reply.new) == 20_000


def test_a_forged_author_is_told_beside_the_one_whose_copy_it_is(copies: Round, typed: Typed) -> None:
    paper = copies.paper("3").track("u_u2", "その2", "その二", "髙橋 \u202e一郎")
    code, out, _err = typed("collect", copies.folder, "--from", paper.save())
    assert code == 0
    assert "文の直し　山﨑 太郎（記入: 髙橋 一郎）" in out
    assert "未回答　髙橋 一郎" in out
    assert "意見あり　山﨑 太郎" in out


@pytest.mark.parametrize("other", ["1", "77"])
def test_answers_of_somebody_else_in_a_copy_are_nobody_s(copies: Round, typed: Typed, other: str) -> None:
    """Of another attendee, and of a person who was not asked."""
    paper = copies.paper("3").tick("3").write("opinion", "3", "よい")
    for mark in paper.body.iter("{*}tag", "{*}bookmarkStart"):
        for name, value in mark.items():
            mark.set(name, re.sub(r"\A(minutes\.|reply_)(\w+)([._])3\Z", rf"\1\2\g<3>{other}", value))
    code, out, _err = typed("collect", copies.folder, "--from", paper.save())
    assert code == 0
    assert "よい" not in out
    assert "未回答　髙橋 一郎" in out
    assert "未回答　山﨑 太郎" in out


def test_a_folder_that_is_away_is_told(copies: Round, typed: Typed) -> None:
    code, _out, err = typed("collect", copies.folder, "--from", copies.shared / "ない")
    assert code == 1
    assert "につながりません。" in err


def test_a_server_that_a_received_record_names_is_not_asked(
    copies: Round, typed: Typed, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows would sign in there with the person's password."""
    evil = r"\\evil\c$"
    record_of(copies.folder, copies.publication.id).write_bytes(to_json(replace(copies.publication, folder=evil)))
    asked: list[str] = []
    stat = os.stat

    def noted(path: Any, **named: Any) -> os.stat_result:
        asked.append(str(path))
        return stat(path, **named)

    monkeypatch.setattr(os, "stat", noted)
    code, _out, err = typed("collect", copies.folder)
    assert code == 1
    assert "設定にないサーバー" in err
    assert asked
    assert not [path for path in asked if "evil" in path]
    code, _out, err = typed("collect", copies.folder, "--from", evil)
    assert code == 1
    assert "につながりません。" in err
    assert evil in asked, "somebody has named it"
    asked.clear()
    monkeypatch.setenv("MINUTES_DOCUMENTS_SHARED_FOLDER", "//EVIL/共有")
    assert "につながりません。" in typed("collect", copies.folder)[2]
    assert evil in asked, "the office has named it"


def test_a_text_of_a_megabyte_and_thousands_of_paragraphs_are_judged_in_time(copies: Round, typed: Typed) -> None:
    wild = "".join(chr(0x4E00 + number * 7919 % 5000) for number in range(400_000))
    copies.paper("1").overwrite("u_u2", "その2", wild).save()
    code, out, _err = typed("collect", copies.folder)
    assert code == 0
    assert "そのほかの直し　髙橋 一郎" in out
    paper = copies.paper("2")
    for number in range(2_500):
        paper.add_behind("u_u9", f"足した段落{number}です。")
    paper.save()
    code, _out, err = typed("collect", copies.folder)
    assert code == 1
    assert "配った文と違う所が多すぎます" in err
