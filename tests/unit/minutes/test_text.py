"""The text exports: valid, complete, and without a word that was hidden."""

import csv
import io
import re
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from minutes_app.files import bundled
from minutes_app.meeting.model import Meeting, Occasion, Run, Speaker, Utterance
from minutes_app.minutes.record import Record
from minutes_app.minutes.text import KINDS, Kind, export
from tests.unit.minutes.conftest import SECRET, utterance

SPAN = re.compile(r"^(\d{2,}):([0-5]\d):([0-5]\d)[.,](\d{3}) --> (\d{2,}):([0-5]\d):([0-5]\d)[.,](\d{3})$")
HOSTILE = (
    '=HYPERLINK("http://x")',
    "<script>alert(1)</script> --> & </v>",
    "一\n\n二\n00:00:01,000 --> 00:00:02,000\n三",
    "# 見出し\n- 項目 **太字** [リンク](http://x) `a` | b",
    "\x00\ud800\u202e",
    "WEBVTT\n\nNOTE",
    "1. 番号",
)


def text(meeting: Meeting, run: Run | None, kind: Kind, *, demo: bool = False) -> str:
    return export(meeting, run, kind, demo=demo).decode("utf-8-sig")


def said(*texts: str) -> Meeting:
    return Meeting(
        "m", "", utterances=tuple(utterance(n, one, at=n * 1_000, to=n * 1_000 + 900) for n, one in enumerate(texts))
    )


def spans(content: str) -> list[tuple[int, int]]:
    """Every cue's start and end in milliseconds."""
    found = [SPAN.match(line) for line in content.splitlines() if " --> " in line]
    assert all(found), content
    parts = [[int(part) for part in match.groups()] for match in found if match]
    return [(_ms(part[:4]), _ms(part[4:])) for part in parts]


def _ms(part: list[int]) -> int:
    return ((part[0] * 60 + part[1]) * 60 + part[2]) * 1000 + part[3]


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_hidden_or_deleted_is_in_any_export(meeting: Meeting, run: Run, kind: Kind) -> None:
    content = text(meeting, run, kind)
    assert SECRET not in content
    assert "説明します。" in content


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [0, 1, 2])
def test_few_utterances_are_no_special_case(kind: Kind, count: int, run: Run) -> None:
    content = text(said(*["はい。"] * count), run, kind)
    assert content.count("はい。") == (2 * count if kind == "json" else count)


@pytest.mark.parametrize("kind", KINDS)
def test_hostile_text_is_written_in_every_kind(kind: Kind, run: Run) -> None:
    content = text(said(*HOSTILE), run, kind)
    assert "見出し" in content
    assert "\x00" not in content
    assert "\u202e" not in content


def test_only_the_table_has_a_byte_order_mark(meeting: Meeting, run: Run) -> None:
    marked = [kind for kind in KINDS if export(meeting, run, kind).startswith(b"\xef\xbb\xbf")]
    assert marked == ["csv"]


@pytest.mark.parametrize("kind", ["txt", "md"])
def test_a_text_file_names_no_handout_that_there_is_not(meeting: Meeting, run: Run, kind: Kind) -> None:
    handouts = ("資料3 予算", "別紙1 図面", "参考資料2")
    content = text(replace(meeting, occasion=replace(meeting.occasion, handouts=handouts)), run, kind)
    assert "：資料3 予算、別紙1 図面、参考資料2\n" in content.replace("**", "")


def test_a_text_file_opens_with_the_occasion(meeting: Meeting, run: Run) -> None:
    lines = text(meeting, run, "txt").splitlines()
    assert lines[:5] == [
        "第3回DX推進会議",
        "",
        "【開催概要】",
        "日時：令和8年11月23日（月）午後2時～午後3時30分",
        "場所：第2会議室",
    ]
    assert "出席者：デジタル推進課 課長 髙橋 一郎、総務課 主事 髙﨑𠮷" in lines
    assert "・見積りを取る（00:00:30）　担当：総務課　期限：令和8年12月10日（木）" in lines
    assert "[00:00:16] 話者2（要確認）" in lines


def test_what_is_missing_is_a_visible_blank(run: Run) -> None:
    assert "場所：＿＿＿＿＿＿" in text(Meeting("m", ""), run, "txt")
    assert "- **場所**：＿＿＿＿＿＿" in text(Meeting("m", ""), run, "md")


def test_markdown_shows_signs_as_they_were_said(run: Run) -> None:
    content = text(said(HOSTILE[3], "2. 番号", "- 項目", "+1"), run, "md")
    assert "\\# 見出し - 項目 \\*\\*太字\\*\\* \\[リンク\\](http://x) \\`a\\` \\| b" in content
    assert len(re.findall(r"^#", content, re.MULTILINE)) == 3
    speech = content.split("## 発言")[1]
    assert not re.search(r"^(?:[-+]|\d+\.) ", speech, re.MULTILINE)


@pytest.mark.parametrize("kind", ["txt", "md", "vtt", "json"])
def test_a_model_for_trying_out_is_labelled(meeting: Meeting, run: Run, kind: Kind) -> None:
    label = '"demo": true' if kind == "json" else "お試し用の認識モデル"
    assert label in text(meeting, run, kind, demo=True)
    assert label not in text(meeting, run, kind)


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_subtitles_are_in_order_and_every_cue_lasts(kind: Kind, run: Run) -> None:
    utterances = (
        Utterance("b", 3_600_000 * 101, 3_600_000 * 101, "百時間", ""),
        Utterance("a", 5_000, 4_000, "逆", ""),
        Utterance("c", 4_500, 9_000, "重なる", ""),
    )
    content = text(Meeting("m", "", utterances=utterances), run, kind)
    assert spans(content) == [(4_500, 9_000), (5_000, 5_001), (363_600_000, 363_600_001)]


@pytest.mark.parametrize("kind", ["srt", "vtt"])
def test_what_was_said_cannot_break_subtitles(kind: Kind, run: Run) -> None:
    content = text(said(*HOSTILE), run, kind)
    shown = [one for one in HOSTILE if one != HOSTILE[4]]
    assert len(spans(content)) == len(shown)
    blocks = content.strip("\n").split("\n\n")
    assert len(blocks) == len(shown) + (kind == "vtt")
    assert "<script>" not in content
    if kind == "srt":
        assert [block.split("\n")[0] for block in blocks] == [str(n) for n in range(1, len(shown) + 1)]


def test_webvtt_names_the_voice_and_escapes_it(run: Run) -> None:
    odd = Meeting(
        "m",
        "",
        speakers=(Speaker("s", "話者1", "A<B>&\nC"),),
        utterances=(utterance(1, "a<b&c>d", at=0, to=9, speaker="s"),),
    )
    content = text(odd, run, "vtt")
    assert content.startswith("WEBVTT\n\n00:00:00.000 --> 00:00:00.009\n")
    assert "<v A&lt;B&gt;&amp; C>a&lt;b&amp;c&gt;d\n" in content


def test_the_table_is_what_excel_wants(meeting: Meeting, run: Run) -> None:
    content = export(meeting, run, "csv")
    assert b"\n" not in content.replace(b"\r\n", b"")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert rows[0] == ["番号", "開始", "終了", "話者", "発言", "議題", "要確認"]
    assert rows[4] == ["4", "00:00:16", "00:00:20", "話者2", "特定健診は四十万円です。", "特定健診", "要確認"]
    assert len(rows) == 6


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "＝", "＋", "－", "＠", "\t=", " =", "　＝", "\r=", "\n=", "'="])
def test_no_cell_can_be_taken_for_a_formula(start: str, run: Run) -> None:
    odd = replace(said(f"{start}1+1"), speakers=(Speaker("", "x"), Speaker("s", "l", "=cmd|'/c calc'!A1")))
    odd = replace(odd, utterances=tuple(replace(one, speaker_id="s") for one in odd.utterances))
    row = list(csv.reader(io.StringIO(text(odd, run, "csv"), newline="")))[1]
    assert row[3].startswith("'=")
    assert row[4].startswith("'")
    assert row[4].endswith("1+1")


def test_a_cell_may_hold_commas_quotes_and_lines(run: Run) -> None:
    rows = list(csv.reader(io.StringIO(text(said('a,"b"\nc'), run, "csv"), newline="")))
    assert rows[1][4] == 'a,"b"\nc'


def test_the_json_is_what_its_description_says(meeting: Meeting, run: Run) -> None:
    record = msgspec.json.decode(export(meeting, run, "json"), type=Record)
    assert record.title == "第3回DX推進会議"
    assert record.occasion.attendees[2].absent is True
    assert record.utterances[0].speaker == "髙橋"
    assert record.utterances[0].heard == "聞定刻になりました。"
    assert record.utterances[3].flags == ["loop"]
    assert [item.kind for item in record.items] == ["decision", "task", "task", "report", "point"]
    assert record.items[0].start_ms == 4_000
    assert record.items[0].evidence_ms == [4_000, 9_000]
    assert record.items[2].start_ms is None
    assert record.run is not None
    assert record.run.options == {"language": "ja", "beam_size": 5, "words": True}


def test_the_json_of_a_meeting_without_a_run_has_none() -> None:
    record = msgspec.json.decode(export(Meeting("m", ""), None, "json"), type=Record)
    assert record.run is None
    assert (record.utterances, record.items) == ([], [])


def test_the_json_has_the_keys_of_the_main_issue_in_this_order(meeting: Meeting, run: Run) -> None:
    record = msgspec.json.decode(export(meeting, run, "json"))
    assert list(record) == ["title", "occasion", "utterances", "items", "run", "marks"]
    assert list(record["utterances"][0]) == ["start_ms", "end_ms", "speaker", "text", "heard", "flags"]


def test_every_key_of_the_json_is_documented_and_the_example_is_valid() -> None:
    page = Path(bundled("docs", "json-export.md")).read_text(encoding="utf-8")
    example = page.split("```json\n")[1].split("```")[0]
    msgspec.json.decode(example.encode(), type=Record)
    tables = set(
        re.findall(r"`(?:attendees\[\]\.|duties\[\]\.)?(\w+)`", "\n".join(re.findall(r"^\|.*", page, re.MULTILINE)))
    )
    assert keys_of(msgspec.json.decode(example)) - tables - {"language", "beam_size"} == set()


def keys_of(value: object) -> set[str]:
    if isinstance(value, dict):
        return set(value).union(*(keys_of(inner) for inner in value.values()))
    return set().union(*(keys_of(inner) for inner in value)) if isinstance(value, list) else set()


def test_the_heard_text_beside_a_removed_part_is_left_out_of_the_json(run: Run) -> None:
    heard = "公開します。ここは秘密"
    first = Utterance("u1", 0, 3_000, "公開します。", heard)
    second = Utterance("u2", 3_000, 5_000, "ここは秘密です。", "です。", hidden=True)
    content = text(Meeting("m", "", utterances=(first, second)), run, "json")
    assert "秘密" not in content
    untouched = replace(first, text=heard)
    assert text(Meeting("m", "", utterances=(untouched,)), run, "json").count(heard) == 2


def test_five_thousand_utterances_are_exported_in_every_kind(run: Run) -> None:
    many = said(*["ふつうの長さの発言で、句点まであります。"] * 5_000)
    many = replace(many, occasion=Occasion(title="長い会議"))
    sizes = [len(export(many, run, kind)) for kind in KINDS]
    assert min(sizes) > 5_000 * 40
