"""What the page says, and what it must never say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from minutes_app.meeting import edit
from minutes_app.meeting.change import apply
from minutes_app.meeting.model import AgendaItem, Heard, Meeting, Occasion, Recording, Run, Speaker, Utterance
from minutes_app.minutes.fields import fields_of
from minutes_app.word.links import link, place
from minutes_app.wording.fields import FIELDS
from tests.unit.minutes.conftest import SECRET, utterance

TODAY = date(2026, 11, 24)


def fields(meeting: Meeting, run: Run | None = None, *, demo: bool = False) -> dict[str, Any]:
    return fields_of(meeting, run, demo=demo, today=TODAY)


def test_the_fields_are_those_that_templates_may_name_no_more_and_no_less(meeting: Meeting, run: Run) -> None:
    made = fields(meeting, run)
    assert set(made) == {field.name for field in FIELDS}
    for field in FIELDS:
        whole = made[field.name]
        for row in ([whole] if isinstance(whole, dict) else whole) if field.parts else []:
            assert set(row) == {part.name for part in field.parts}, field.name


def test_the_occasion_is_written_as_an_office_writes_it(meeting: Meeting) -> None:
    made = fields(meeting)
    assert made["日時"] == "令和8年11月23日（月）午後2時～午後3時30分"
    assert made["開催日"] == "令和8年11月23日（月）"
    assert (made["開始時刻"], made["終了時刻"]) == ("午後2時", "午後3時30分")
    assert made["次回"] == "令和8年12月21日（月）"
    assert made["作成日"] == "令和8年11月24日"
    assert made["録音"] == "会議1123.mp3（1時間2分5秒）"


def test_those_present_and_those_absent_are_two_lists(meeting: Meeting) -> None:
    made = fields(meeting)
    assert made["出席者一覧"][1] == {"所属": "総務課", "職名": "主事", "氏名": "髙﨑𠮷"}
    assert made["欠席者一覧"] == [{"所属": "総務課", "職名": "課長", "氏名": "渡邊 正"}]
    assert made["出席者数"] == 2


def test_what_nobody_has_said_is_empty_and_not_made_up() -> None:
    made = fields(Meeting("m", ""))
    assert {name for name, value in made.items() if value} == {"作成日", "復命者"}
    assert not any(made["復命者"].values())
    assert made["日時"] == ""
    assert made["出席者数"] == ""
    assert made["要点一覧"] == []
    assert made["お試し"] is False


def test_a_value_from_the_recording_says_so(meeting: Meeting) -> None:
    guessed = replace(meeting.occasion, title="定例会議", guessed=("title", "date", "start", "end"))
    made = fields(replace(meeting, occasion=guessed))
    assert made["会議名"] == "定例会議（録音から推定）"
    assert made["開始時刻"] == "午後2時（録音から推定）"
    assert made["日時"] == "令和8年11月23日（月）午後2時～午後3時30分（録音から推定）"
    assert made["場所"] == "第2会議室"


@pytest.mark.parametrize(
    ("guessed", "end", "written"),
    [
        (("start",), "15:30", "令和8年11月23日（月）午後2時（録音から推定）～午後3時30分"),
        (("date",), "", "令和8年11月23日（月）（録音から推定）午後2時～"),
        (("date", "start"), "", "令和8年11月23日（月）午後2時～（録音から推定）"),
        (("end",), "15:30", "令和8年11月23日（月）午後2時～午後3時30分（録音から推定）"),
        (("title",), "", "令和8年11月23日（月）午後2時～"),
    ],
)
def test_in_a_time_only_the_guessed_part_is_marked(guessed: tuple[str, ...], end: str, written: str) -> None:
    occasion = Occasion(date="2026-11-23", start="14:00", end=end, guessed=guessed)
    assert fields(Meeting("m", "", occasion))["日時"] == written


def test_a_guess_of_nothing_is_not_marked() -> None:
    occasion = Occasion(guessed=("title", "start", "date"))
    made = fields(Meeting("m", "", occasion))
    assert (made["会議名"], made["日時"], made["開始時刻"]) == ("", "", "")


def test_hidden_and_deleted_utterances_are_nowhere(meeting: Meeting, run: Run) -> None:
    assert SECRET not in repr(fields(meeting, run))


def test_a_row_that_rests_on_hidden_speech_alone_is_not_there_and_released_it_has_no_time(meeting: Meeting) -> None:
    assert [row["内容"] for row in fields(meeting)["要点一覧"]] == ["4月に始める。"]
    made = fields(apply(meeting, edit.release(meeting, meeting.points[1])))
    first = {"内容": "4月に始める。", "時刻": "00:00:09", "根拠": link("_kaigi1", "[00:00:09]")}
    assert made["要点一覧"] == [first, {"内容": "全体の要点", "時刻": "", "根拠": ""}]
    places = link("_kaigi0", "[00:00:04]") + link("_kaigi1", "[00:00:09]")
    assert made["決定事項一覧"] == [{"内容": "窓口予約を4月から始める。", "時刻": "00:00:04", "根拠": places}]


def test_evidence_is_quoted_to_the_letter_and_never_from_what_is_hidden(meeting: Meeting) -> None:
    rows = fields(meeting)["根拠一覧"]
    assert [(one["項目"], one["時刻"], one["話者"], one["発言"]) for one in rows] == [
        ("決定事項1", "00:00:04", "髙橋", "始めます。"),
        ("決定事項1", "00:00:09", "話者2", "説明します。"),
        ("宿題1", "00:00:30", "話者2", "以上です。"),
        ("要点1", "00:00:09", "話者2", "説明します。"),
    ]
    assert [one["しおり"] for one in fields(meeting)["発言一覧"]][:2] == [place("_kaigi0"), place("_kaigi1")]


def test_other_results_say_what_they_are(meeting: Meeting) -> None:
    [only] = fields(meeting)["その他の結果一覧"]
    assert (only["種類"], only["内容"], only["根拠"]) == ("報告", "報告があった", "")


def test_tasks_leave_open_who_and_when(meeting: Meeting) -> None:
    first, second = fields(meeting)["今後の対応一覧"]
    assert first == {"内容": "見積りを取る", "担当": "総務課", "期限": "令和8年12月10日（木）"} | {
        "時刻": "00:00:30",
        "根拠": link("_kaigi3", "[00:00:30]"),
    }
    assert second == {"内容": "検討する", "担当": "", "期限": "", "時刻": "", "根拠": ""}


def test_an_agenda_item_has_its_own_points_and_speech(meeting: Meeting) -> None:
    first, second = fields(meeting)["議題一覧"]
    assert (first["番号"], first["題名"]) == (1, "窓口予約")
    assert [one["内容"] for one in first["発言一覧"]] == ["定刻になりました。始めます。", "説明します。"]
    assert [(one["内容"], one["時刻"]) for one in first["要点一覧"]] == [("4月に始める。", "00:00:09")]
    assert [one["時刻"] for one in second["発言一覧"]] == ["00:00:16", "00:00:30"]
    assert second["要点一覧"] == []


def _handouts(meeting: Meeting, *written: str) -> list[tuple[str, str]]:
    made = fields(replace(meeting, occasion=replace(meeting.occasion, handouts=written)))
    return [(one["番号"], one["名称"]) for one in made["配布資料一覧"]]


def test_handouts_keep_their_own_number(meeting: Meeting) -> None:
    assert _handouts(meeting, "資料1-2 工程表", "資料３：見込み") == [("1-2", "工程表"), ("３", "見込み")]


def test_handouts_without_a_number_are_counted(meeting: Meeting) -> None:
    names = ("委員名簿", "収支の見込み", "資料一覧", "3月補正予算", "第3回会議録", "図書館の利用", "参考", "A社の提案")
    assert _handouts(meeting, *names) == [(str(number), name) for number, name in enumerate(names, 1)]


@pytest.mark.parametrize(
    "own",
    [
        *("資料3", "資料 1 予算", "資料一　予算", "資料A 予算", "資料No.2 予算", "【資料2】予算", "予算書（資料２）"),
        *("参考資料2", "追加資料1 図面", "別紙1 図面", "別紙 図面", "別添　様式", "別表第2", "参考2 条例"),
        *("参考　条例", "①予算書", "1 予算書", "(2) 予算書", "議案第3号 予算", "第5号議案 条例"),
        *("様式第1号 申請書", "№3 予算", "図1 位置図"),
    ],
)
def test_a_number_is_never_invented_beside_one_that_a_handout_carries(meeting: Meeting, own: str) -> None:
    assert _handouts(meeting, "次第", own) == [("", "次第"), ("", own)]


def test_a_speaker_is_named_or_labelled_or_blank(meeting: Meeting) -> None:
    stray = utterance(9, "だれでしょう。", at=60_000, to=61_000, speaker="gone")
    made = fields(replace(meeting, utterances=(*meeting.utterances, stray)))
    assert [one["話者"] for one in made["発言一覧"]] == ["髙橋", "話者2", "話者2", "話者2", ""]


def test_doubtful_speech_is_marked_until_somebody_has_checked_it(meeting: Meeting) -> None:
    made = fields(meeting)
    assert [one["要確認"] for one in made["発言一覧"]] == [False, False, True, False]
    assert any("1件" in note for note in made["注意書き一覧"])
    checked = replace(meeting, utterances=tuple(replace(one, checked=True) for one in meeting.utterances))
    assert not any(one["要確認"] for one in fields(checked)["発言一覧"])
    assert fields(checked)["注意書き一覧"] == []


def test_gaps_and_failures_and_the_model_for_trying_out_are_told(meeting: Meeting, run: Run) -> None:
    holes = Recording("r.mp3", "r.mp3", "", 60_000, skipped=3, skipped_ms=1_200)
    failed = replace(run, failed_ms=600_000, heard=(Heard(600_000, 1_200_000, "", flags=("failed",)),))
    notes = fields(replace(meeting, recordings=(holes,)), failed, demo=True)["注意書き一覧"]
    assert notes[0].startswith("お試し用")
    assert "3か所・計1.2秒の読み飛ばし" in notes[1]
    assert "計10分（00:10:00～00:20:00）は文字にできませんでした" in notes[2]


def test_gaps_are_told_from_the_run_when_the_recording_does_not_know_them(meeting: Meeting, run: Run) -> None:
    notes = fields(meeting, replace(run, skipped=1, skipped_ms=12_000))["注意書き一覧"]
    assert "1か所・計12秒" in notes[0]


def test_a_recording_in_which_nothing_was_heard_says_so(run: Run) -> None:
    silent = fields(Meeting("m", ""), replace(run, heard=()))
    assert silent["発言一覧"] == []
    assert silent["注意書き一覧"] == ["録音から聞き取れた発言はありませんでした。"]


def test_several_recordings_are_named_with_their_sum(meeting: Meeting) -> None:
    parts = tuple(Recording(f"{n}.wav", f"IC_{n}.wav", "", 1_800_000, n * 1_800_000) for n in range(2))
    assert fields(replace(meeting, recordings=parts))["録音"] == "IC_0.wav（30分）、IC_1.wav（30分）　計1時間"


def test_without_speakers_paragraphs_stay_below_two_hundred_characters() -> None:
    said = tuple(utterance(n, "あ" * 45 + "。", at=n * 5_000, to=n * 5_000 + 4_500) for n in range(40))
    rows = fields(Meeting("m", "", utterances=said))["発言一覧"]
    assert [len(one["内容"]) for one in rows] == [184] * 10
    assert "".join(one["内容"] for one in rows) == "".join(one.text for one in said)


def test_a_pause_of_two_seconds_or_another_agenda_item_or_a_hidden_part_begins_a_new_paragraph() -> None:
    first = utterance(1, "一。", at=0, to=1_000, speaker="")
    cases: list[tuple[Utterance, ...]] = [
        (first, utterance(2, "二。", at=3_000, to=4_000)),
        (first, utterance(2, "二。", at=1_500, to=4_000, agenda="a1")),
        (first, replace(utterance(3, "隠", at=1_100, to=1_200), hidden=True), utterance(2, "二。", at=1_500, to=4_000)),
    ]
    for said in cases:
        assert [one["内容"] for one in fields(Meeting("m", "", utterances=said))["発言一覧"]] == ["一。", "二。"]
    near = (
        first,
        replace(utterance(3, "消", at=1_100, to=1_200), deleted=True),
        utterance(2, "二。", at=2_999, to=4_000),
    )
    assert [one["内容"] for one in fields(Meeting("m", "", utterances=near))["発言一覧"]] == ["一。二。"]


def test_sentences_without_an_end_are_kept_apart_and_latin_words_too() -> None:
    said = (
        utterance(1, "お願いします", at=0, to=900),
        utterance(2, "次に DX", at=1_000, to=1_900),
        utterance(3, "is here", at=2_000, to=2_900),
    )
    assert fields(Meeting("m", "", utterances=said))["発言一覧"][0]["内容"] == "お願いします　次に DX is here"


def test_speech_that_could_not_be_recognised_is_a_visible_gap_until_a_person_clears_it() -> None:
    gap = Utterance("u1", 0, 5_000, "", "", flags=("failed",))
    unheard = Utterance("u2", 5_000, 6_000, "", "", flags=("no_text",))
    rows = fields(Meeting("m", "", utterances=(gap, unheard)))["発言一覧"]
    assert [one["内容"] for one in rows] == ["（この間は文字にできませんでした）", "（聞き取れず）"]
    cleared = (replace(gap, checked=True), replace(unheard, checked=True))
    assert fields(Meeting("m", "", utterances=cleared))["発言一覧"] == []


def test_utterances_of_two_tracks_stand_in_the_order_of_time() -> None:
    said = (
        utterance(1, "後。", at=5_000, to=6_000, speaker="b"),
        utterance(2, "先。", at=1_000, to=9_000, speaker="a"),
    )
    assert [one["内容"] for one in fields(Meeting("m", "", utterances=said))["発言一覧"]] == ["先。後。"]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("髙﨑𠮷👨‍👩‍👧が🎤です", "髙﨑𠮷👨‍👩‍👧が🎤です"),
        ("か\u3099", "か\u3099"),
        ("a\x00b\x0bc\ud800d\ufffe", "abcd"),
        ("exe.\u202egpj", "exe.gpj"),
        ("一行\r\n二行\u2028三行", "一行\n二行\n三行"),
        ("<b>&{{ 会議名 }}{% for %}", "<b>&{{ 会議名 }}{% for %}"),
    ],
)
def test_characters_that_no_document_can_hold_are_left_out_and_names_stay_whole(typed: str, shown: str) -> None:
    said = (Utterance("u", 0, 1, typed, typed),)
    assert fields(Meeting("m", "", utterances=said))["発言一覧"][0]["内容"] == shown


def test_five_thousand_utterances_of_five_speakers_all_arrive(run: Run) -> None:
    text = "これは番号のある発言で、ふつうの長さがあります。"
    said = tuple(
        utterance(n, text, at=n * 4_000, to=n * 4_000 + 3_500, speaker=f"s{n % 5}", agenda="a1") for n in range(5_000)
    )
    speakers = tuple(Speaker(f"s{n}", f"話者{n + 1}") for n in range(5))
    occasion = Occasion(agenda=(AgendaItem("a1", "議題"),))
    made = fields(Meeting("m", "", occasion, speakers=speakers, utterances=said), run)
    assert len(made["発言一覧"]) == len(made["議題一覧"][0]["発言一覧"]) == 5_000
