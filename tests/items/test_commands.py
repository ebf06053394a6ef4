"""`minutes items`, `points` and `confirm` as a person types them."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from minutes_app.cli import main
from minutes_app.meeting.model import AgendaItem, Meeting, Utterance
from minutes_app.meeting.store import create, load
from minutes_app.minutes.wareki import japanese_moment
from minutes_app.settings import audit_folder
from minutes_app.settings.layers import load as load_settings
from tests.closing.typing import Typed, typed_at
from tests.items.sets import OCCASION

SAID = (
    "会場は市民センターに決まりました。",
    "見積りは佐藤係長が12月15日までに出してください。",
    "使用料は1時間550円です。",
    "会費は千円とすることに決定します。",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    said = tuple(Utterance(f"u{at}", at * 5000, at * 5000 + 4000, text, text) for at, text in enumerate(SAID))
    occasion = replace(OCCASION, agenda=(AgendaItem("a1", "会場"), AgendaItem("a2", "費用")))
    return create(tmp_path / "会議（秘）①", Meeting("m1", "2026-11-23T16:00:00+09:00", occasion, utterances=said))


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    return typed_at(folder, capsys)


def test_items_are_proposed_with_their_cue_and_are_none_before_a_person_confirms(typed: Typed, folder: Path) -> None:
    code, out, err = typed("items", "--propose")
    assert code == 0
    assert "1　決定事項？　会場は市民センターに決まりました。\n　　　[00:00:00] 発言1　手がかり: 決まりました" in out
    assert "2　宿題？　見積りは佐藤係長が12月15日までに出してください。\n　　　担当: 佐藤係長" in out
    assert "期限: 12月15日まで（→ 令和8年12月15日（火））　[00:00:05]" in out
    assert "案は、まだ会議録に入っていません。" in err
    assert load(folder).items == ()
    assert "決定事項・宿題などは、まだ1つもありません。" in typed("items")[2]


def test_confirmed_changed_and_refused_are_kept_and_listed(typed: Typed, folder: Path) -> None:
    assert typed("items", "--confirm", "１")[0] == 0
    assert (
        "2: 直して会議録に入れました。"
        in typed("items", "--confirm", "2", "--text", "見積りを出す。", "--due", "2026-12-15")[2]
    )
    assert "3: 要らないと答えました。" in typed("items", "--refuse", "3")[2]
    meeting = load(folder)
    assert [(one.kind, one.text, one.owner, one.due) for one in meeting.items] == [
        ("decision", SAID[0], "", ""),
        ("task", "見積りを出す。", "佐藤係長", "2026-12-15"),
    ]
    assert [one.answer for one in meeting.answers] == ["confirmed", "changed", "refused"]
    assert "発言から見つかった案は、ありません。" in typed("items", "--propose")[2]
    assert "2　宿題　見積りを出す。　担当: 佐藤係長　期限: 2026-12-15　[00:00:05] 発言2" in typed("items")[1]
    said = json.loads(typed("items", "--json")[1])
    assert [one["state"] for one in said["proposals"]] == ["confirmed", "changed", "refused"]
    assert [one["utterances"] for one in said["items"]] == [[1], [2]]


def test_an_item_is_of_another_kind_when_the_person_says_so_and_goes_when_told(typed: Typed, folder: Path) -> None:
    typed("items", "--confirm", "1", "--kind", "了承")
    assert load(folder).items[0].kind == "approval"
    assert "1: 消しました。" in typed("items", "--remove", "1")[2]
    assert load(folder).items == ()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("items", "--confirm", "9"), "その番号のものはありません（9）。"),
        (("items", "--confirm", "一"), "その番号のものはありません（一）。"),
        (("items", "--refuse", "1,0"), "その番号のものはありません（0）。"),
        (("items", "--confirm", "5 6"), "その番号のものはありません（5 6）。"),
        (("items", "--change", "1"), "直す内容（--text"),
        (("items", "--text", "x"), "この指定は、ここでは使えません（--text）。"),
        (("items", "--json", "--kind", "了承"), "この指定は、ここでは使えません（--kind）。"),
        (("items", "--propose", "--text", "x"), "この指定は、ここでは使えません（--text）。"),
        (("items", "--remove", "1", "--owner", "x"), "この指定は、ここでは使えません（--owner）。"),
        (("items", "--release", "1", "--due", "x"), "この指定は、ここでは使えません（--due）。"),
        (
            ("items", "--add", "決定事項", "--kind", "了承", "--text", "x", "--evidence", "1"),
            "この指定は、ここでは使えません（--kind）。",
        ),
        (("points", "--of", "1"), "この指定は、ここでは使えません（--of）。"),
        (("points", "--of", "1", "remove", "1"), "この指定は、ここでは使えません（--of）。"),
        (("items", "--confirm", "1,2", "--text", "x"), "--confirm に番号を1つだけ指定してください。"),
        (("items", "--confirm", "1", "--text", " "), "文が書かれていません。"),
        (("items", "--refuse", "1", "--text", "x"), "--confirm に番号を1つだけ指定してください。"),
        (("items", "--add", "決定事項", "--text", "x"), "根拠の発言が指定されていません（--evidence 12,13）。"),
        (("items", "--add", "決定事項", "--evidence", "1"), "文が書かれていません。"),
        (("items", "--add", "決定事項", "--text", "x", "--evidence", "7"), "その番号の発言はありません（7）。"),
        (("items", "--change", "1,2", "--text", "x"), "その番号のものはありません（1,2）。"),
        (("items", "--change", "1", "--text", "x"), "その番号のものはありません（1）。"),
        (("points", "add", "要点", "--evidence", "1,99"), "その番号の発言はありません（99）。"),
        (("points", "add", "要点", "--evidence", "1", "--agenda", "3"), "その番号の議題はありません（3）。"),
        (("points", "add", " ", "--evidence", "1"), "文が書かれていません。"),
        (("points", "remove", "1"), "その番号のものはありません（1）。"),
        (("confirm", "--despite", " "), "確定する理由が書かれていません。"),
    ],
)
def test_what_cannot_be_done_is_said_and_changes_nothing(
    typed: Typed, folder: Path, arguments: tuple[str, ...], said: str
) -> None:
    before = load(folder)
    code, _out, err = typed(*arguments)
    assert code == 2
    assert said in err
    assert load(folder) == before


@pytest.mark.parametrize("written", ["１，２", "1、2", "1,2", "１, ２"])
def test_numbers_are_understood_as_they_are_typed_in_japanese(typed: Typed, folder: Path, written: str) -> None:
    assert typed("items", "--confirm", written)[0] == 0
    assert [one.utterance_ids for one in load(folder).items] == [("u0",), ("u1",)]


def test_a_proposal_that_is_in_the_minutes_is_not_put_in_twice(typed: Typed) -> None:
    typed("items", "--confirm", "1")
    assert "その案は、もう会議録に入れてあります（1）。" in typed("items", "--confirm", "1")[2]


def test_what_was_refused_may_be_confirmed_after_all(typed: Typed, folder: Path) -> None:
    typed("items", "--refuse", "1")
    assert typed("items", "--confirm", "1")[0] == 0
    assert len(load(folder).items) == 1
    assert json.loads(typed("items", "--json")[1])["proposals"][0]["state"] == "confirmed"


def test_points_are_written_with_their_evidence_moved_and_removed(typed: Typed, folder: Path) -> None:
    assert "要点は、まだ1つもありません。" in typed("points")[2]
    assert "要点1を書きました。" in typed("points", "add", "会場を決めた。", "--agenda", "1", "--evidence", "1,2")[2]
    typed("points", "add", "費用を確かめた。", "--agenda", "2", "--evidence", "3")
    assert "1　【会場】　会場を決めた。　[00:00:00] 発言1、2" in typed("points")[1]
    assert "要点2を1番目に移しました。" in typed("points", "move", "2", "1")[2]
    assert [one.text for one in load(folder).points] == ["費用を確かめた。", "会場を決めた。"]
    typed("points", "remove", "1")
    said = json.loads(typed("points", "--json")[1])["points"]
    assert [(one["text"], one["agenda"], one["utterances"]) for one in said] == [("会場を決めた。", "会場", [1, 2])]


def audited() -> list[dict[str, Any]]:
    settings, _told = load_settings()
    lines = (audit_folder(settings.audit) / "audit.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


def test_what_is_proved_is_confirmed_and_a_later_change_opens_it_again(typed: Typed, folder: Path) -> None:
    typed("items", "--confirm", "1,2")
    code, out, err = typed("confirm")
    assert (code, out) == (0, "")
    assert "確定しました。" in err
    assert load(folder).status == "confirmed"
    assert audited()[-1]["action"] == "confirmed"
    typed("points", "add", "会場を決めた。", "--evidence", "1")
    assert load(folder).status == "proofreading"


def test_what_is_not_proved_is_refused_with_its_place_until_a_person_overrules(typed: Typed, folder: Path) -> None:
    typed("items", "--confirm", "3", "--text", "会費は2千円とする。")
    typed("points", "add", "使用料は505円である。", "--evidence", "3")
    code, out, err = typed("confirm")
    assert code == 1
    assert "1 決定事項「会費は2千円とする。」: 金額「2千円」が、根拠の発言[00:00:15]にも開催概要にもありません。" in out
    assert "1 要点「使用料は505円である。」: 金額「505円」が、根拠の発言[00:00:10]にも開催概要にもありません。" in out
    assert "まだ確定できません。" in err
    assert load(folder).status == "proofreading"
    code, out, err = typed("confirm", "--despite", "議長の指示（秘）", "--json")
    assert code == 0
    assert [one["kind"] for one in json.loads(out)["findings"]] == ["amount", "amount"]
    [kept] = load(folder).confirmations
    assert kept.reason == "議長の指示（秘）"
    assert len(kept.open_places) == 2
    assert audited()[-1]["action"] == "overruled"
    assert audited()[-1]["sha256"] == hashlib.sha256(kept.reason.encode("utf-8")).hexdigest()
    assert "議長" not in json.dumps(audited(), ensure_ascii=False)


def test_what_is_confirmed_already_is_told_since_when_and_is_not_confirmed_again(typed: Typed, folder: Path) -> None:
    typed("items", "--confirm", "3", "--text", "会費は2千円とする。")
    typed("confirm", "--despite", "急ぎ")
    before = load(folder)
    (kept,) = before.confirmations
    for arguments in ((), ("--despite", "別の理由")):
        code, out, err = typed("confirm", *arguments)
        assert (code, out) == (0, "")
        assert (
            err == f"この会議録は、{japanese_moment(kept.at)}から確定しています（{kept.who}）。何も変えていません。\n"
        )
    assert load(folder) == before
    assert json.loads(typed("confirm", "--json")[1])["status"] == "confirmed"


AGAIN = "この会議録は確定していましたが、内容を変えたので「校正中」に戻りました。"


def test_who_takes_the_confirmation_away_is_told_and_who_does_not_is_not(typed: Typed, folder: Path) -> None:
    typed("items", "--confirm", "1,2")
    assert AGAIN not in typed("confirm")[2]
    assert AGAIN not in typed("items")[2]
    said = typed("points", "add", "会場を決めた。", "--evidence", "1")[2]
    assert said.index("要点1を書きました。") < said.index(AGAIN)
    assert AGAIN not in typed("points", "remove", "1")[2]
    typed("confirm")
    said = typed("items", "--remove", "1")[2]
    assert said.index("1: 消しました。") < said.index(AGAIN)
    typed("confirm")
    assert AGAIN in typed("duties", "--impression", "髙橋 一郎", "よい会議")[2]
    typed("confirm")
    assert AGAIN in typed("write", "--title", "別の名前", "--formats", "txt")[2]


def test_a_reason_is_not_kept_where_nothing_had_to_be_overruled(typed: Typed, folder: Path) -> None:
    assert typed("confirm", "--despite", "念のため")[0] == 0
    assert load(folder).confirmations[0].reason == ""


def test_what_no_rule_has_found_is_put_in_by_hand_and_changed(typed: Typed, folder: Path) -> None:
    added = typed("items", "--add", "要望", "--text", "使用料を550円のままにしてほしい。", "--evidence", "3")
    assert "1番に入れました。" in added[2]
    assert (
        "1: 直しました。"
        in typed("items", "--change", "1", "--kind", "報告", "--owner", "佐藤係長", "--evidence", "2,3")[2]
    )
    [item] = load(folder).items
    assert (item.kind, item.text[:3], item.owner, item.utterance_ids) == ("report", "使用料", "佐藤係長", ("u1", "u2"))
    assert typed("confirm")[0] == 0


def test_what_was_said_is_not_kept_with_the_confirmation_for_it_may_become_hidden(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    secret = Utterance("u0", 5_000, 9_000, "人事の秘密の話", "人事の秘密の話", flags=("low_confidence",))
    folder = create(tmp_path, Meeting("m2", "2026-11-23T16:00:00+09:00", OCCASION, utterances=(secret,)))
    assert main(["confirm", str(folder)]) == 1
    assert "[00:00:05] 要確認のままの発言があります。「人事の秘密の話」" in capsys.readouterr().out
    assert main(["confirm", str(folder), "--despite", "急ぎ"]) == 0
    assert load(folder).confirmations[0].open_places == ("[00:00:05] 要確認のままの発言があります。",)
