"""保管と廃棄: nothing is done without a yes, nothing is deleted without a rule, and what was deleted is recorded."""

import hashlib
import json
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from minutes_app.cli import main
from minutes_app.closing.keeping import kept_until, years_of
from minutes_app.closing.ledger import disposals_in, entries_in
from minutes_app.logbook import verify_audit
from minutes_app.meeting.edit import set_text
from minutes_app.meeting.handing import receive_kaigi
from minutes_app.meeting.model import Recording
from minutes_app.meeting.paperwork import Paperwork
from minutes_app.meeting.store import OpenMeeting, create, load
from minutes_app.minutes.wareki import japanese_date
from minutes_app.settings import audit_folder
from minutes_app.settings.layers import load as load_settings
from tests.closing.typing import Typed, typed_at
from tests.publishing import published_meeting

SOUND = b"RIFF" + bytes(range(256)) * 400


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    meeting = published_meeting()
    recordings = (
        Recording("recording-1.wav", "録音 0115.wav", hashlib.sha256(SOUND).hexdigest(), 10_000),
        Recording("recording-2.wav", "録音 0116.wav", "0" * 64, 5_000, 10_000),
    )
    checked = tuple(replace(one, checked=True) for one in meeting.utterances)
    occasion = replace(meeting.occasion, paperwork=Paperwork(kept_for="5年"))
    made = create(tmp_path / "会議", replace(meeting, recordings=recordings, utterances=checked, occasion=occasion))
    for one in recordings:
        (made / one.file).write_bytes(SOUND)
    return made


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Typed:
    return typed_at(folder, capsys)


@pytest.fixture
def confirmed(typed: Typed) -> None:
    assert typed("confirm", "--despite", "試験のため")[0] == 0


@pytest.fixture
def rule(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_ARCHIVE_AUDIO", "after_confirmed")


def sounds(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.glob("recording-*"))


@pytest.mark.usefixtures("confirmed")
def test_without_a_rule_of_the_office_nothing_is_deleted(typed: Typed, folder: Path) -> None:
    code, _out, err = typed("dispose", "--yes")
    assert code == 1
    assert "録音を消す決まりが、この職場の設定にありません。" in err
    assert len(sounds(folder)) == 2


@pytest.mark.usefixtures("rule")
def test_before_the_meeting_is_confirmed_nothing_is_deleted(typed: Typed, folder: Path) -> None:
    code, _out, err = typed("dispose", "--yes")
    assert (code, len(sounds(folder))) == (1, 2)
    assert "会議録がまだ確定していないので、録音は消せません。" in err


@pytest.mark.usefixtures("rule", "confirmed")
def test_a_correction_opens_the_meeting_again_and_the_recording_stays(typed: Typed, folder: Path) -> None:
    with OpenMeeting(folder) as book:
        book.commit(set_text(book.meeting, "u1", "直した。"))
    assert typed("dispose", "--yes")[0] == 1
    assert len(sounds(folder)) == 2


@pytest.mark.usefixtures("rule", "confirmed")
def test_the_dry_run_says_what_would_go_and_touches_nothing(typed: Typed, folder: Path) -> None:
    before = {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()}
    code, out, err = typed("dispose")
    assert code == 0
    assert "消す録音: recording-1.wav（0 MB、10秒）" in out
    assert "これは予定です。まだ何も行っていません。" in err
    assert "取り込む前の元のファイル" in err
    assert [one["file"] for one in json.loads(typed("dispose", "--json")[1])["would_delete"]] == [
        "recording-1.wav",
        "recording-2.wav",
    ]
    assert {one.name: one.read_bytes() for one in folder.iterdir() if one.is_file()} == before


@pytest.mark.usefixtures("rule", "confirmed")
def test_with_a_yes_it_goes_and_what_when_who_rule_and_hash_are_recorded(typed: Typed, folder: Path) -> None:
    code, _out, err = typed("dispose", "--yes")
    assert code == 0
    assert "録音2個を消し、廃棄記録に残しました" in err
    assert sounds(folder) == []
    assert japanese_date(date.today().isoformat()) in typed("dispose", "--record")[1]
    records = json.loads(typed("dispose", "--record", "--json")[1])["deleted"]
    digest = hashlib.sha256(SOUND).hexdigest()
    assert [(one["file"], one["sha256"], one["as_received"]) for one in records] == [
        ("recording-1.wav", digest, True),
        ("recording-2.wav", digest, False),
    ]
    assert all(one["who"] and one["at"] and one["rule"] == "確定後に録音を消す（環境変数）" for one in records)
    assert f"SHA-256: {digest}" in typed("dispose", "--record")[1]
    assert "消す録音はありません。" in typed("dispose")[2]
    audit = audit_folder(load_settings()[0].audit) / "audit.jsonl"
    assert verify_audit(audit).is_intact
    assert audit.read_text(encoding="utf-8").count('"deleted"') == 2
    meeting = load(folder)
    assert (meeting.status, len(meeting.recordings)) == ("confirmed", 2)


@pytest.mark.usefixtures("rule", "confirmed")
def test_a_second_hold_hides_no_first_one_and_who_releases_sees_what_he_ends(typed: Typed, folder: Path) -> None:
    typed("dispose", "--hold", "情報公開請求のため")
    said = typed("dispose", "--hold", "訴訟のため")[2]
    assert "（理由: 情報公開請求のため、訴訟のため）。--release は、このすべてを解きます。" in said
    assert "（理由: 情報公開請求のため、訴訟のため）" in typed("dispose", "--yes")[2]
    assert "保留を解きました（理由: 情報公開請求のため、訴訟のため）。" in typed("dispose", "--release")[2]
    assert typed("dispose", "--hold", "もう一度")[2].startswith("保留にしました。"), "what was released is over"


@pytest.mark.usefixtures("rule", "confirmed")
def test_a_hold_keeps_it_until_it_is_released(typed: Typed, folder: Path) -> None:
    assert "保留にしました。" in typed("dispose", "--hold", "情報公開請求のため")[2]
    code, _out, err = typed("dispose", "--yes")
    assert code == 1
    assert "（理由: 情報公開請求のため）" in err
    assert len(sounds(folder)) == 2
    assert json.loads(typed("dispose", "--record", "--json")[1])["held"] == "情報公開請求のため"
    assert "保留を解きました（理由: 情報公開請求のため）。" in typed("dispose", "--release")[2]
    code, _out, err = typed("dispose", "--release")
    assert code == 1
    assert "この会議は保留になっていません。" in err
    assert "保留を解きました" not in err
    assert len([one for one in entries_in(folder) if one.hold is not None]) == 2
    assert typed("dispose", "--yes")[0] == 0


@pytest.mark.usefixtures("rule", "confirmed")
def test_so_many_days_have_to_pass(typed: Typed, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MINUTES_ARCHIVE_AUDIO_DAYS", "30")
    code, _out, err = typed("dispose", "--yes")
    assert (code, len(sounds(folder))) == (1, 2)
    day = japanese_date((date.today() + timedelta(days=30)).isoformat(), weekday=False)
    assert f"録音を消せるのは{day}からです。" in err


@pytest.mark.usefixtures("rule", "confirmed")
def test_a_disposal_that_was_killed_half_way_goes_on(
    typed: Typed, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.unlink

    def unlink(path: Path, missing_ok: bool = False) -> None:
        if path.name == "recording-2.wav":
            raise KeyboardInterrupt
        real(path, missing_ok=missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", unlink)
        assert typed("dispose", "--yes")[0] != 0
    assert sounds(folder) == ["recording-2.wav"]
    assert typed("dispose", "--yes")[0] == 0
    assert [one.disposal.file.name for one in disposals_in(entries_in(folder)) if one.disposal] == [
        "recording-1.wav",
        "recording-2.wav",
    ]


def test_a_policy_locks_the_rule(tmp_path: Path) -> None:
    policy = tmp_path / "policy.toml"
    policy.write_text('schema = 1\nlocked = ["archive.audio"]\n[archive]\naudio = "keep"\n', encoding="utf-8")
    found, told = load_settings(environ={"MINUTES_ARCHIVE_AUDIO": "after_confirmed"}, policy_file=policy)
    assert found.archive.audio == "keep"
    assert told.of("archive.audio").locked


def test_only_what_is_confirmed_is_archived(typed: Typed, tmp_path: Path) -> None:
    assert "まだ確定していません。" in typed("archive", "--to", tmp_path / "保管", "--yes")[2]
    assert not (tmp_path / "保管").exists()


@pytest.mark.usefixtures("confirmed")
def test_the_plan_first_then_a_kaigi_that_can_be_taken_in_again(typed: Typed, folder: Path, tmp_path: Path) -> None:
    code, _out, err = typed("archive")
    assert code == 2
    assert "保管先のフォルダーが決まっていません。" in err
    place = tmp_path / "保管"
    code, _out, err = typed("archive", "--to", place)
    assert code == 0
    assert "保存期間: 5年（" in err
    assert "これは予定です。" in err
    assert not place.exists()
    made = json.loads(typed("archive", "--to", place, "--yes", "--json")[1])
    path = Path(made["file"])
    assert hashlib.sha256(path.read_bytes()).hexdigest() == made["sha256"]
    received = receive_kaigi(path, tmp_path / "別の一覧")
    assert load(received.folder).confirmations
    assert (received.folder / "recording-1.wav").read_bytes() == SOUND
    archived = [one.archived for one in entries_in(folder) if one.archived is not None]
    assert [(one.file.sha256, one.kept_for) for one in archived] == [(made["sha256"], "5年")]


@pytest.mark.usefixtures("rule", "confirmed")
def test_what_was_disposed_of_is_not_in_the_archive_and_its_record_is(typed: Typed, tmp_path: Path) -> None:
    assert "このファイルには、録音（15秒）、" in typed("archive", "--to", tmp_path / "保管")[2]
    typed("dispose", "--yes")
    _code, out, err = typed("archive", "--to", tmp_path / "保管", "--yes", "--json")
    assert "録音（" not in err
    assert "録音は、もう会議のフォルダーにないので入りません。" in err
    made = json.loads(out)
    received = receive_kaigi(Path(made["file"]), tmp_path / "別の一覧")
    assert sounds(received.folder) == []
    assert len(disposals_in(entries_in(received.folder))) == 2


@pytest.mark.parametrize(
    ("text", "finished", "until"),
    [
        ("5年", date(2026, 11, 25), "2032-03-31"),
        ("５年", date(2027, 3, 31), "2032-03-31"),
        ("10年保存", date(2027, 4, 1), "2038-03-31"),
        ("30年間", date(2026, 4, 1), "2057-03-31"),
        ("永年", date(2026, 11, 25), ""),
        ("必要な間", date(2026, 11, 25), ""),
        ("", date(2026, 11, 25), ""),
    ],
)
def test_years_count_from_the_april_after_the_fiscal_year(text: str, finished: date, until: str) -> None:
    assert kept_until(text, finished) == until


def test_what_is_for_ever_and_what_is_not_understood() -> None:
    known = [years_of(text) for text in ("永年保存", "1年未満", "3 年", "五年", "二十五年間", "十年")]
    assert known == ["for_ever", None, 3, 5, 25, 10]


@pytest.mark.parametrize(("typed", "is_told"), [("五年", False), ("永年", False), ("", False), ("1年未満", True)])
def test_who_sets_a_period_without_a_last_day_is_told(
    typed: str, is_told: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["settings", "set", "archive.kept_for", typed]) == 0
    assert ("満了日を計算できません" in capsys.readouterr().err) is is_told
