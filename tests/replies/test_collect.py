"""`minutes collect` as a person types it: what is listed, taken, refused, taken back, and where everybody stands."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.meeting.edit import set_text
from minutes_app.meeting.past import past_edits
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.word.reply_form import publications_of, record_of, to_json
from minutes_app.word.writer import Writer
from tests.publishing import published_meeting, sent
from tests.replies.conftest import Round, Typed

TAIL = "髙﨑𠮷🎉"


@pytest.fixture
def answered(copies: Round) -> Round:
    """髙橋 ticks and corrects; 𠮷田 corrects the same place, comments and writes; 山﨑 has not answered."""
    copies.paper("1").tick("1").track("u_u2", "その2", "その二", "髙橋 一郎").save()
    paper = copies.paper("2").overwrite("u_u2", "その2", "その弐").comment("u_u4", "数字を確かめて。", "𠮷田 花子")
    paper.write("opinion", "2", "議題2の名前が違います。").write("impression", "2", "勉強になった。").save()
    return copies


def test_everything_is_listed_with_who_where_old_and_new(answered: Round, typed: Typed) -> None:
    code, out, err = typed("collect", answered.folder)
    assert code == 0
    assert "1　文の直し　髙橋 一郎　[00:00:02]話者1　未決" in out
    assert f"　　前: 発言その2です。{TAIL}\n　　後: 発言その二です。{TAIL}" in out
    assert "修正意見　𠮷田 花子　確認欄　未決\n　　議題2の名前が違います。" in out
    assert "コメント　𠮷田 花子　[00:00:04]話者1　未決" in out
    assert "※ 1番（髙橋 一郎）と同じ所への別の直しです。" in out
    assert "意見あり　髙橋 一郎（未決の意見1件、確認の印あり）" in out
    assert "意見あり2人" in err
    assert answered.text("u2") == f"発言その2です。{TAIL}", "nothing is taken by itself"


def test_a_record_of_what_was_published_that_cannot_be_read_is_named_and_is_not_none(
    answered: Round, typed: Typed
) -> None:
    (record,) = (answered.folder / "published").iterdir()
    whole = record.read_bytes()
    record.write_bytes(whole.replace(b'"edition":1', b'"edition":7'))
    code, _out, err = typed("collect", answered.folder, "--from", answered.shared)
    assert code == 1
    assert f"文書を配った記録「{record.name}」が読めない" in err
    assert "まだ確認に出していません" not in err
    record.write_bytes(whole)
    record.with_name("前の版.json").write_bytes(whole[:-9])
    code, out, err = typed("collect", answered.folder, "--json")
    assert code == 1
    assert "文書を配った記録「前の版.json」が読めない" in err
    assert len(json.loads(out)["replies"]) == 5, "what can be read is read"


def test_a_line_of_what_was_collected_that_cannot_be_read_is_named(answered: Round, typed: Typed) -> None:
    typed("collect", answered.folder)
    typed("collect", answered.folder, "--take", "1")
    kept = answered.folder / "replies.jsonl"
    lines = kept.read_bytes().splitlines(keepends=True)
    kept.write_bytes(b"".join((*lines[:-1], lines[-1].replace(b'"taken"', b'"takeX"'))))
    code, out, err = typed("collect", answered.folder)
    assert code == 1
    assert f"「replies.jsonl」の{len(lines)}行目が読めません。" in err
    assert "1　文の直し　髙橋 一郎　[00:00:02]話者1　未決" in out, "what can be read is listed"


def test_reading_twice_finds_nothing_twice(answered: Round, typed: Typed) -> None:
    first = typed("collect", answered.folder)
    kept = (answered.folder / "replies.jsonl").read_bytes()
    again = typed("collect", answered.folder, "--from", answered.shared)
    assert again[1] == first[1]
    assert (answered.folder / "replies.jsonl").read_bytes() == kept


def test_what_is_taken_is_an_edit_of_the_meeting_with_who_and_can_be_taken_back(answered: Round, typed: Typed) -> None:
    typed("collect", answered.folder)
    assert "1番を反映しました。" in typed("collect", answered.folder, "--take", "1")[2]
    assert answered.text("u2") == f"発言その二です。{TAIL}"
    edit = past_edits(answered.folder)[-1]
    assert edit.change.label == "reply"
    assert edit.who.endswith("（髙橋 一郎の意見）")
    assert "1番は、もう「反映済」になっています。" in typed("collect", answered.folder, "--take", "1")[2]
    assert "1番を未決に戻しました。" in typed("collect", answered.folder, "--undo", "1")[2]
    assert answered.text("u2") == f"発言その2です。{TAIL}"


def test_the_second_change_of_a_place_needs_a_persons_word(answered: Round, typed: Typed) -> None:
    typed("collect", answered.folder)
    typed("collect", answered.folder, "--take", "1")
    second = _number(answered, typed, "その弐")
    code, _out, err = typed("collect", answered.folder, "--take", second)
    assert code == 1
    assert "配った後に別の内容に変わっています。" in err
    assert answered.text("u2") == f"発言その二です。{TAIL}"
    assert typed("collect", answered.folder, "--take", second, "--anyway")[0] == 0
    assert answered.text("u2") == f"発言その弐です。{TAIL}"


def test_changes_of_different_words_of_one_utterance_go_together(copies: Round, typed: Typed) -> None:
    copies.paper("1").track("u_u2", "その2", "その二", "髙橋 一郎").save()
    copies.paper("2").overwrite("u_u2", TAIL, "以上。").save()
    assert "※ その後の直しと合わせると" not in typed("collect", copies.folder)[1]
    typed("collect", copies.folder, "--take", "1")
    assert "※ その後の直しと合わせると: 発言その二です。以上。" in typed("collect", copies.folder)[1]
    assert typed("collect", copies.folder, "--take", "2")[0] == 0
    assert copies.text("u2") == "発言その二です。以上。"
    typed("collect", copies.folder, "--undo", "2")
    assert copies.text("u2") == f"発言その二です。{TAIL}"


def _number(round_: Round, typed: Typed, words: str) -> str:
    answer = json.loads(typed("collect", round_.folder, "--json")[1])
    return str(next(one["number"] for one in answer["replies"] if words in one["new"]))


def test_a_shokan_a_comment_and_an_opinion_go_where_they_belong(answered: Round, typed: Typed) -> None:
    typed("collect", answered.folder)
    for words in ("勉強", "数字", "議題2"):
        assert typed("collect", answered.folder, "--take", _number(answered, typed, words))[0] == 0
    meeting = answered.meeting
    duties = {one.name: one.impression for one in meeting.occasion.paperwork.duties}
    assert duties["𠮷田 花子"] == "勉強になった。"
    assert meeting.utterances[4].comment == "𠮷田 花子: 数字を確かめて。"
    assert [one.text for one in meeting.utterances] == [one.text for one in published_meeting().utterances]
    typed("collect", answered.folder, "--undo", _number(answered, typed, "数字"))
    assert answered.meeting.utterances[4].comment == ""


def test_a_shokan_that_is_there_already_is_not_said_to_have_changed_since_it_was_sent_out(
    answered: Round, typed: Typed
) -> None:
    """It may have been printed in the very field that came back."""
    assert main(["duties", str(answered.folder), "--impression", "𠮷田 花子", "前からある。"]) == 0
    out = typed("collect", answered.folder)[1]
    assert "※ 所感はもう書かれています。今の文: 前からある。" in out
    assert "配った後に変わっています" not in out
    number = _number(answered, typed, "勉強")
    code, _out, err = typed("collect", answered.folder, "--take", number)
    assert code == 1
    assert f"{number}番（𠮷田 花子）の所感は、もう書かれています。今の文は「前からある。」です。" in err
    assert typed("collect", answered.folder, "--take", number, "--anyway")[0] == 0
    duties = {one.name: one.impression for one in answered.meeting.occasion.paperwork.duties}
    assert duties["𠮷田 花子"] == "勉強になった。"


def test_what_was_struck_out_and_what_is_new_are_taken_and_taken_back(copies: Round, typed: Typed) -> None:
    copies.paper("3").remove("u_u5").add_behind("u_u9", "閉会します。").overwrite("i_i_1", "4月", "5月").save()
    typed("collect", copies.folder)
    numbers = [_number(copies, typed, words) for words in ("閉会", "5月")]
    removed = next(
        str(one["number"])
        for one in json.loads(typed("collect", copies.folder, "--json")[1])["replies"]
        if one["kind"] == "removed"
    )
    assert typed("collect", copies.folder, "--take", ",".join((*numbers, removed)))[0] == 0
    meeting = copies.meeting
    assert meeting.utterances[5].deleted
    assert (meeting.utterances[-1].text, meeting.utterances[-1].start_ms) == ("閉会します。", 9900)
    assert meeting.items[0].text == "実証運行を令和9年5月から行う。"
    typed("collect", copies.folder, "--undo", f"{removed},{numbers[0]}")
    assert not copies.meeting.utterances[5].deleted
    assert copies.meeting.utterances[-1].deleted


def test_a_result_that_was_struck_out_comes_back_whole_and_where_it_stood(copies: Round, typed: Typed) -> None:
    before = copies.meeting
    copies.paper("3").remove("i_i_1").remove("i_i_3").save()
    replies = json.loads(typed("collect", copies.folder, "--json")[1])["replies"]
    numbers = ",".join(str(one["number"]) for one in replies if one["kind"] == "removed")
    assert typed("collect", copies.folder, "--take", numbers)[0] == 0
    assert [one.id for one in copies.meeting.items] == ["i-2"]
    assert typed("collect", copies.folder, "--undo", ",".join(reversed(numbers.split(","))))[0] == 0
    assert copies.meeting.items == before.items
    assert typed("collect", copies.folder, "--take", numbers)[0] == 0
    assert [one.id for one in copies.meeting.items] == ["i-2"]


def test_what_was_taken_and_changed_since_is_not_taken_back(answered: Round, typed: Typed) -> None:
    typed("collect", answered.folder)
    typed("collect", answered.folder, "--take", "1")
    with OpenMeeting(answered.folder) as book:
        book.commit(set_text(book.meeting, "u2", "手で直した文。"))
    code, _out, err = typed("collect", answered.folder, "--undo", "1")
    assert code == 1
    assert "反映した所が、その後に変わっています。" in err
    assert answered.text("u2") == "手で直した文。"


def test_what_an_attendee_takes_back_is_no_longer_open(copies: Round, typed: Typed) -> None:
    original = copies.copy_of("1").read_bytes()
    copies.paper("1").overwrite("u_u2", "その2", "その二").save()
    typed("collect", copies.folder)
    copies.copy_of("1").write_bytes(original)
    copies.paper("1").tick("1").save()
    code, out, _err = typed("collect", copies.folder)
    assert code == 0
    assert "確認済　髙橋 一郎" in out
    assert "文の直し　髙橋 一郎　[00:00:02]話者1　取り下げ" in typed("collect", copies.folder, "--all")[1]


def test_refused_ones_stay_listed_and_the_attendee_has_confirmed(answered: Round, typed: Typed) -> None:
    typed("collect", answered.folder)
    assert "1番を見送りました。" in typed("collect", answered.folder, "--refuse", "1")[2]
    out = typed("collect", answered.folder)[1]
    assert "1　文の直し" not in out
    assert "確認済　髙橋 一郎" in out
    assert "1　文の直し　髙橋 一郎　[00:00:02]話者1　見送り" in typed("collect", answered.folder, "--all")[1]


def test_who_has_not_answered_is_waited_for_then_overdue_and_reminded(answered: Round, typed: Typed) -> None:
    assert "未回答　山﨑 太郎" in typed("collect", answered.folder)[1]
    text = typed("collect", answered.folder, "--remind")[1]
    assert "山﨑 太郎 様" in text
    assert "髙橋" not in text
    assert "令和8年12月2日（水）" in text
    assert str(answered.shared) in text
    late = replace(answered.publication, deadline="2020-01-06")
    record_of(answered.folder, late.id).write_bytes(to_json(late))
    assert "期限超過　山﨑 太郎" in typed("collect", answered.folder)[1]


def test_the_json_says_all_of_it(answered: Round, typed: Typed) -> None:
    answer = json.loads(typed("collect", answered.folder, "--json")[1])
    first = answer["replies"][0]
    assert (first["who"], first["kind"], first["state"], first["utterances"]) == ("髙橋 一郎", "text", "open", [3])
    assert [one["state"] for one in answer["people"]] == ["opinion", "opinion", "waiting"]
    assert [one["conflicts_with"] for one in answer["replies"]].count(1) == 1
    assert answer["failed"] == []


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--take", "9"), "その番号のものはありません（9）。"),
        (("--refuse", "x"), "その番号のものはありません（x）。"),
        (("--anyway",), "--anyway は --take と一緒に使います。"),
    ],
)
def test_what_cannot_be_done_is_said(answered: Round, typed: Typed, arguments: tuple[str, ...], said: str) -> None:
    typed("collect", answered.folder)
    code, _out, err = typed("collect", answered.folder, *arguments)
    assert code == 2
    assert said in err


def test_a_meeting_that_was_not_published_says_so(tmp_path: Path, typed: Typed) -> None:
    folder = create(tmp_path, published_meeting())
    code, _out, err = typed("collect", folder)
    assert code == 1
    assert "この会議の会議録は、まだ確認に出していません。" in err


def test_an_answer_to_an_older_edition_is_told_and_not_taken(copies: Round, typed: Typed) -> None:
    old = copies.paper("1").overwrite("u_u2", "その2", "その二").save(copies.shared.parent / "古い.docx")
    with Writer() as writer:
        sent(copies.folder, copies.shared, writer)
    assert [one.edition for one in publications_of(copies.folder)] == [1, 2]
    code, out, err = typed("collect", copies.folder, "--from", old)
    assert code == 1
    assert "は、前の版（第1版）への回答です。今は第2版の回答を集めています。" in err
    assert "文の直し" not in out


def test_documents_of_other_meetings_in_the_folder_are_left_alone(copies: Round, typed: Typed) -> None:
    other = create(copies.folder.parent, replace(published_meeting(), id="m2"))
    with Writer() as writer:
        _publication, puts = sent(other, copies.shared, writer)
    code, out, err = typed("collect", copies.folder)
    assert code == 0
    assert "この会議のものではない文書4件は読みませんでした。" in err
    assert puts[1].path is not None
    code, out, err = typed("collect", copies.folder, "--from", puts[1].path)
    assert code == 1
    assert "は、この会議の文書ではありません。" in err
    assert "文の直し" not in out


def test_a_time_that_somebody_names_is_the_place_of_his_opinion(copies: Round, typed: Typed) -> None:
    copies.paper("3").write("opinion", "3", "[00:00:07] の人数は12人です。").save()
    answer = json.loads(typed("collect", copies.folder, "--json")[1])
    assert [(one["kind"], one["start_ms"]) for one in answer["replies"]] == [("opinion", 7000)]


@pytest.mark.parametrize("kind", ["text", "added", "comment", "impression", "removed"])
def test_a_kill_between_the_edit_and_the_note_of_it_takes_nothing_twice(
    copies: Round, typed: Typed, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    paper = copies.paper("2").overwrite("u_u2", "その2", "その二").add_behind("u_u9", "閉会します。").remove("u_u5")
    paper.comment("u_u4", "確かめて。", "𠮷田 花子").write("impression", "2", "学んだ。").save()
    replies = json.loads(typed("collect", copies.folder, "--json")[1])["replies"]
    number = next(str(one["number"]) for one in replies if one["kind"] == kind)

    def killed(*_args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr("minutes_app.replies.taking.keep_decision", killed)
        assert typed("collect", copies.folder, "--take", number)[0] != 0
    after = copies.meeting
    assert after != published_meeting()
    assert typed("collect", copies.folder, "--take", number)[0] == 0
    assert (copies.meeting.utterances, copies.meeting.occasion) == (after.utterances, after.occasion)
    states = {
        str(one["number"]): one["state"] for one in json.loads(typed("collect", copies.folder, "--json")[1])["replies"]
    }
    assert states[number] == "taken"


def test_two_people_may_send_files_of_one_name(copies: Round, typed: Typed, tmp_path: Path) -> None:
    for person, words in (("1", "その一"), ("2", "その弐")):
        place = tmp_path / person
        place.mkdir()
        copies.paper(person).overwrite("u_u2", "その2", words).save(place / "返信.docx")
    typed("collect", copies.folder, "--from", tmp_path / "1" / "返信.docx")
    answer = json.loads(typed("collect", copies.folder, "--from", tmp_path / "2" / "返信.docx", "--json")[1])
    assert [(one["who"], one["state"]) for one in answer["replies"]] == [("髙橋 一郎", "open"), ("𠮷田 花子", "open")]
