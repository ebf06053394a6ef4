"""What is read out of a returned file: real published documents, edited as Word edits them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from minutes_app.replies.model import Found, Reply
from minutes_app.replies.reading import Reader, Unchanged
from minutes_app.wording.replies import NOBODY_KNOWN
from tests.answering import Paper
from tests.documents.validator import faults_of
from tests.replies.conftest import Round

TAIL = "髙﨑𠮷🎉"
Facts = list[tuple[str, str, str, str]]


def found(round_: Round, path: Path) -> Found:
    with Reader((round_.publication,), round_.meeting.id) as reader:
        [read] = reader.read_all((path,), named=True)
    assert isinstance(read, Found), read
    return read


def facts(replies: tuple[Reply, ...]) -> Facts:
    """Kind, subject, old, new; the 所感 that was printed is left out."""
    known = "よい会議だった。\n周知を急ぐ。"
    return [(one.kind, one.subject, one.old, one.new) for one in replies if one.new != known]


CASES: dict[str, tuple[Callable[[Paper], Paper], Facts]] = {
    "a tracked correction": (
        lambda paper: paper.track("u_u2", "その2", "その二", "髙橋 一郎"),
        [("text", "u2", f"発言その2です。{TAIL}", f"発言その二です。{TAIL}")],
    ),
    "a tracked deletion": (
        lambda paper: paper.track("u_u2", TAIL, "", "髙橋 一郎"),
        [("text", "u2", f"発言その2です。{TAIL}", "発言その2です。")],
    ),
    "words written over": (
        lambda paper: paper.overwrite("u_u0", "その0です", "そのゼロです。本当です"),
        [("text", "u0", f"発言その0です。{TAIL}", f"発言そのゼロです。本当です。{TAIL}")],
    ),
    "two passages of one paragraph": (
        lambda paper: paper.overwrite("u_u6", "その6", "その六").track("u_u9", "その9", "その九", "髙橋 一郎"),
        [
            ("text", "u6", f"発言その6です。{TAIL}", f"発言その六です。{TAIL}"),
            ("text", "u9", f"発言その9です。{TAIL}", f"発言その九です。{TAIL}"),
        ],
    ),
    "an item": (
        lambda paper: paper.overwrite("i_i_1", "4月", "5月"),
        [("text", "i-1", "実証運行を令和9年4月から行う。", "実証運行を令和9年5月から行う。")],
    ),
    "a paragraph taken out": (
        lambda paper: paper.remove("u_u5"),
        [("removed", "u5", "1行目です。\n2行目です👍", "")],
    ),
    "a paragraph more": (
        lambda paper: paper.add_behind("u_u5", "発言をもう1つ足します。"),
        [("added", "u5", "", "発言をもう1つ足します。")],
    ),
    "a tracked paragraph more": (
        lambda paper: paper.add_behind("u_u5", "発言をもう1つ足します。", "髙橋 一郎"),
        [("added", "u5", "", "発言をもう1つ足します。")],
    ),
    "a paragraph dragged elsewhere": (
        lambda paper: paper.move_behind("u_u5", "u_u9", "髙橋 一郎"),
        [
            ("removed", "u5", "1行目です。\n2行目です👍", ""),
            ("added", "u9", "", "00:00:05\t○話者1\u30001行目です。\n2行目です👍"),
        ],
    ),
    "a row more": (
        lambda paper: paper.add_row("山﨑 太郎", "佐藤 次郎", "髙橋 一郎"),
        [("added", "", "", "佐藤 次郎")],
    ),
    "a paragraph cut in two by Enter": (lambda paper: paper.cut_in_two("u_u7", TAIL), []),
    "the form's own words": (
        lambda paper: _retitled(paper),
        [("other", "", "第3回DX推進会議", "第4回DX推進会議")],
    ),
    "nothing": (lambda paper: paper, []),
    "bookmarks lost, and words written over": (
        lambda paper: paper.overwrite("u_u5", "2行目", "二行目").lose_bookmarks(),
        [("text", "u5", "1行目です。\n2行目です👍", "1行目です。\n二行目です👍")],
    ),
}


def _retitled(paper: Paper) -> Paper:
    text = next(one for one in paper.body.iter("{*}t") if one.text == "第3回DX推進会議")
    text.text = "第4回DX推進会議"
    return paper


@pytest.mark.parametrize("case", CASES)
def test_each_change_is_found_with_its_place_and_both_texts(copies: Round, case: str) -> None:
    edit, wanted = CASES[case]
    read = found(copies, edit(copies.paper("1")).save())
    assert facts(read.replies) == wanted
    assert {one.who for one in read.replies} <= {"髙橋 一郎"}
    assert (read.person, read.edition, read.confirmed) == ("1", 1, {"1": False})


def test_a_published_file_that_nobody_touched_says_nothing(copies: Round) -> None:
    with Reader((copies.publication,), copies.meeting.id) as reader:
        read = list(reader.read_all((copies.copy_of("2"), copies.copy_of("")), named=True))
    assert [(type(one), getattr(one, "person", None)) for one in read] == [(Unchanged, "2"), (Unchanged, "")]


def test_the_box_and_both_fields_are_read_and_a_prompt_is_no_answer(copies: Round) -> None:
    paper = copies.paper("2").tick("2").write("opinion", "2", "議題2を直して\nください。")
    read = found(copies, paper.save())
    assert read.confirmed == {"2": True}
    assert facts(read.replies) == [("opinion", "", "", "議題2を直して\nください。")]


def test_the_answers_are_read_where_a_program_has_taken_the_controls_away(copies: Round) -> None:
    paper = copies.paper("2").tick("2").write("opinion", "2", "直してください。").write("impression", "2", "学んだ。")
    read = found(copies, paper.lose_controls().save())
    assert read.confirmed == {"2": True}
    assert [one[0::3] for one in facts(read.replies)] == [("opinion", "直してください。"), ("impression", "学んだ。")]


def test_comments_of_people_are_found_at_their_utterance_and_ours_are_not(copies: Round) -> None:
    read = found(copies, copies.paper("3").comment("u_u4", "数字を確かめてください。", "山﨑 太郎").save())
    [comment] = read.replies
    assert (comment.kind, comment.subject, comment.new) == ("comment", "u4", "数字を確かめてください。")
    assert comment.quoted == f"発言その4です。{TAIL}"


def test_who_wrote_in_somebody_elses_copy_is_named(copies: Round) -> None:
    read = found(copies, copies.paper("2").track("u_u2", "その2", "その二", "鈴木 次郎").save())
    assert [(one.who, one.person, one.tracked) for one in read.replies] == [("𠮷田 花子（記入: 鈴木 次郎）", "2", True)]


def test_in_one_shared_file_each_author_has_a_reply_and_what_was_written_over_is_nobodys(one: Round) -> None:
    paper = one.paper("").track("u_u2", "その2", "その二", "髙橋 一郎").track("u_u2", "です。", "でした。", "𠮷田 花子")
    read = found(one, paper.overwrite("u_u5", "1行目", "一行目").tick("1").tick("3").save())
    assert [(each.who, each.person, each.new) for each in read.replies if each.kind == "text"] == [
        ("髙橋 一郎", "1", f"発言その二です。{TAIL}"),
        ("𠮷田 花子", "2", f"発言その2でした。{TAIL}"),
        (NOBODY_KNOWN, "", "一行目です。\n2行目です👍"),
    ]
    assert read.confirmed == {"1": True, "2": False, "3": True}


def test_a_copy_is_known_by_its_content_when_its_properties_are_gone(copies: Round) -> None:
    path = copies.paper("3").tick("3").overwrite("u_u1", "その1", "その一").save(copies.shared / "ばらばら.docx")
    _without(path, "docProps/custom.xml")
    read = found(copies, path)
    assert (read.person, read.publication) == ("3", copies.publication.id)
    assert [each.subject for each in read.replies] == ["u1"]


def _without(path: Path, part: str) -> None:
    import zipfile

    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    parts["_rels/.rels"] = b"".join(piece for piece in _pieces(parts["_rels/.rels"]) if b"custom" not in piece)
    parts["[Content_Types].xml"] = b"".join(
        piece for piece in _pieces(parts["[Content_Types].xml"]) if b"docProps/custom" not in piece
    )
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def _pieces(xml: bytes) -> list[bytes]:
    return [b"<" + piece for piece in xml.split(b"<")[1:]]


def test_the_imitations_are_documents_that_word_opens(copies: Round) -> None:
    paper = copies.paper("1").tick("1").write("opinion", "1", "直す。").track("u_u2", "その2", "その二", "髙橋 一郎")
    paper.move_behind("u_u5", "u_u9", "髙橋 一郎").add_behind("u_u9", "足す。", "髙橋 一郎").cut_in_two("u_u7", TAIL)
    paper.add_row("山﨑 太郎", "佐藤 次郎", "髙橋 一郎").comment("u_u4", "確かめて。", "髙橋 一郎")
    assert faults_of(paper.save()) == []
