"""Meeting information from files and flags, and what is said when it cannot be read."""

import random
import re
import time
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from minutes_app.errors import BadInformation, BadRoster
from minutes_app.files import bundled
from minutes_app.meeting.information import FILE_LIMIT, merge, occasion_from_flags, read_information
from minutes_app.meeting.keys import KEYS
from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.wording import explain
from minutes_app.wording.information import EXPECTED

JAPANESE = """\
"会議名" = "第3回DX推進会議"
"開催日" = "令和8年11月23日（月）"
"開始" = "午後2時"
"終了" = "15:30"
"場所" = "第2会議室"
"主催" = "企画課"
"議長" = "髙橋 一郎"
"記録者" = "佐藤"
"出席者" = ["企画課 課長 髙橋一郎", "総務課 髙﨑𠮷（欠席）"]
"欠席者" = ["議会事務局 局長 田中"]
"議題" = ["窓口予約", "健診"]
"配布資料" = ["資料1 工程表"]
"次回" = "未定"
"""
ENGLISH = """\
title = "第3回DX推進会議"
date = 2026-11-23
start = 14:00:00
end = "15時30分"
place = "第2会議室"
organiser = "企画課"
chair = "髙橋 一郎"
note_taker = "佐藤"
agenda = ["窓口予約", "健診"]
handouts = ["資料1 工程表"]
next = "未定"

[[attendees]]
department = "企画課"
post = "課長"
name = "髙橋一郎"

[[attendees]]
department = "総務課"
name = "髙﨑𠮷"
absent = true

[[absentees]]
"所属" = "議会事務局"
"職名" = "局長"
"氏名" = "田中"
"""
BARE = """\
会議名　＝　第3回DX推進会議      # 説明
開催日 = R8.11.23
開始 = 14:00
終了 = 午後3時30分
場所 = “第2会議室”
主催 = '企画課'
議長 = "髙橋 一郎"
記録者 = 佐藤
出席者 = ["企画課 課長 髙橋一郎"， "総務課 髙﨑𠮷（欠席）"]
欠席者 = {所属 = 議会事務局, 職名 = 局長, 氏名 = 田中}
議題 = \"\"\"
窓口予約
健診
\"\"\"
配布資料 = "資料1 工程表"
次回 = 未定
"""
MEETING = Occasion(
    title="第3回DX推進会議",
    date="2026-11-23",
    start="14:00",
    end="15:30",
    place="第2会議室",
    organiser="企画課",
    chair="髙橋 一郎",
    note_taker="佐藤",
    attendees=(
        Attendee("髙橋一郎", "企画課", "課長"),
        Attendee("髙﨑𠮷", "総務課", absent=True),
        Attendee("田中", "議会事務局", "局長", absent=True),
    ),
    agenda=(AgendaItem("a1", "窓口予約"), AgendaItem("a2", "健診")),
    handouts=("資料1 工程表",),
    next_meeting="未定",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, text: str | bytes, name: str = "会議.toml") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
    return path


def complaint(folder: Path, text: str | bytes) -> BadInformation:
    with pytest.raises(BadInformation) as caught:
        read_information(written(folder, text))
    error = caught.value
    assert error.expected in EXPECTED
    sentence = explain(error).as_text()
    assert not re.search(r"[{}]", sentence.replace(error.value, "")), sentence
    return error


@pytest.mark.parametrize("text", [JAPANESE, ENGLISH, BARE], ids=["japanese", "english", "bare"])
def test_the_same_meeting_is_read_from_japanese_english_and_unquoted_keys(folder: Path, text: str) -> None:
    assert read_information(written(folder, text)) == MEETING


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_the_encodings_and_line_ends_of_office_pcs_are_read(folder: Path, encoding: str, newline: str) -> None:
    content = JAPANESE.replace("\n", newline).encode(encoding)
    assert read_information(written(folder, content)) == MEETING


def test_cp932_is_read(folder: Path) -> None:
    content = JAPANESE.replace("𠮷", "吉").encode("cp932")
    assert read_information(written(folder, content)).attendees[1].name == "髙﨑吉"


def test_an_empty_file_says_nothing(folder: Path) -> None:
    assert read_information(written(folder, "# まだ何も\n")) == Occasion()
    assert (
        read_information(written(folder, '会議名 = ""\n開催日 = " "\n開始 = ""\n議題 = []\n出席者 = [""]'))
        == Occasion()
    )


def test_keys_under_a_heading_are_read_too(folder: Path) -> None:
    assert read_information(written(folder, '[開催概要]\n会議名 = "定例"\n[[出席者]]\n氏名 = "佐藤"')) == Occasion(
        title="定例", attendees=(Attendee("佐藤"),)
    )


def test_the_bundled_sample_is_standard_toml_and_says_that_it_is_a_sample() -> None:
    path = bundled("resources", "demo", "会議情報.toml")
    assert tomllib.loads(path.read_text(encoding="utf-8"))
    occasion = read_information(path)
    assert occasion.title == "第3回デジタル推進会議（合成音声による見本）"
    assert len({person.department for person in occasion.attendees}) == 5
    assert any("髙橋" in person.name for person in occasion.attendees)
    assert len(occasion.agenda) == 2
    assert all(getattr(occasion, name) for name in Occasion.__dataclass_fields__ if name not in ("guessed", "words"))


def test_the_numbers_before_agenda_items_are_counted_by_the_page_and_not_twice(folder: Path) -> None:
    lines = '"議題3 予算", "①決算", "(2) 健診", "1．庁舎", "一　開会", "3月補正予算", "第1号議案 条例", "4"'
    occasion = read_information(written(folder, f"議題 = [{lines}]"))
    titles = ["予算", "決算", "健診", "庁舎", "開会", "3月補正予算", "第1号議案 条例", "4"]
    assert [one.title for one in occasion.agenda] == titles


def test_attendees_come_from_a_list_beside_the_file(folder: Path) -> None:
    written(folder, "所属,職名,氏名\n企画課,課長,髙橋", "名簿.csv")
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["氏名", "出欠"])
    book.active.append(["佐藤", "欠"])
    book.save(folder / "委員.xlsx")
    for text in ('出席者 = "名簿.csv"', "出席者 = 名簿.csv", '出席者 = ["名簿.csv"]'):
        assert read_information(written(folder, text)).attendees == (Attendee("髙橋", "企画課", "課長"),)
    mixed = read_information(written(folder, '出席者 = ["名簿.csv", "委員.xlsx", "総務課 田中"]')).attendees
    assert [person.name for person in mixed] == ["髙橋", "佐藤", "田中"]
    assert [person.absent for person in mixed] == [False, True, False]


def test_a_list_that_is_not_there_is_named(folder: Path) -> None:
    with pytest.raises(BadRoster) as caught:
        read_information(written(folder, '出席者 = "無い.csv"'))
    assert caught.value.reason == "missing"
    assert "「無い.csv」が見つかりません" in explain(caught.value).headline


def test_a_list_on_another_pc_is_not_opened_on_the_word_of_a_file(folder: Path) -> None:
    assert complaint(folder, r"出席者 = '\\server\share\名簿.csv'").expected == "list_place"


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ('開催日 = "11月23日"', "date_without_year"),
        ('開催日 = "2026-02-30"', "date"),
        ('開催日 = "令和8年11月23日（火）"', "weekday"),
        ("開催日 = 20261123", "date"),
        ("開催日 = 2026-11-23T14:00:00", "date"),
        ('開始 = "午後12時30分"', "clock_twelve"),
        ('開始 = "25:00"', "clock"),
        ("開始 = 14", "clock"),
        ('開始 = "15:00"\n終了 = "14:00"', "end_before_start"),
        ('次回 = "令和8年12月21日（火）"', "weekday"),
        ("会議名 = true", "line"),
        ('会議名 = ["a"]', "line"),
        ("会議名 = 2026-11-23", "line"),
        (f'会議名 = "{"長" * 201}"', "shorter"),
        (f'議題 = ["{"長" * 201}"]', "shorter"),
        (f"議題 = {['a'] * 501}", "fewer"),
        (f"出席者 = {['a'] * 1001}", "fewer"),
        ("議題 = 3", "list"),
        ("議題 = [3.5]", "line"),
        ('議題 = [{x = "a"}]', "line"),
        ("出席者 = [1]", "attendee"),
        (f'出席者 = ["{"長" * 201}"]', "shorter"),
        ('出席者 = [{所属 = "企画課"}]', "attendee_name"),
        ('出席者 = [{氏名 = "佐藤", 電話 = "1"}]', "attendee_key"),
        ('[[出席者]]\n氏名 = "佐藤"\n議題 = ["a"]', "after_table"),
        ('会議明 = "定例会"', "key"),
        ('会議名 = "a"\ntitle = "b"', "twice"),
        ('会議名 = "a"\n[会議]\n会議名 = "b"', "twice"),
        ('会議名 = "a"\n会議名 = "b"', "toml_twice"),
        ('会議名 = "閉じ忘れ', "toml"),
        ("会議名 = 第3回 定例会議", "toml"),
        ('議題 = ["a", "b"', "toml"),
        ("会議名", "toml"),
        (r'場所 = "C:\会議室"', "toml_backslash"),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_is_expected(folder: Path, line: str, expected: str) -> None:
    error = complaint(folder, line)
    assert error.expected == expected
    assert "会議.toml" in error.where


def test_an_unknown_key_brings_the_nearest_one(folder: Path) -> None:
    error = complaint(folder, '会議明 = "定例会"')
    assert error.value == "会議名"
    assert "「会議名」のことでしょうか" in explain(error).next_step
    assert complaint(folder, 'tittle = "x"').value == "title"
    assert complaint(folder, 'zzzzzz = "x"').value == ""


def test_a_line_that_is_no_toml_is_shown_with_its_number(folder: Path) -> None:
    error = complaint(folder, '会議名 = "a"\n# 説明\n場所 = 第2 会議室\n')
    assert error.where == "「会議.toml」の3行目"
    assert error.value == "場所 = 第2 会議室"


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"\x00\x01\x02", "text"),
        (b"PK\x03\x04" + bytes(range(256)), "text"),
        (b"\xff\xfe\x00", "text"),
        (b"#" * (FILE_LIMIT + 1), "file_too_big"),
        (b"a = " + b"[" * 5_000, "toml"),
    ],
)
def test_what_is_no_information_file_is_refused_with_a_sentence(folder: Path, content: bytes, expected: str) -> None:
    assert complaint(folder, content).expected == expected


def test_a_file_that_is_not_there_is_named(folder: Path) -> None:
    for path in (folder / "無い.toml", folder):
        with pytest.raises(BadInformation) as caught:
            read_information(path)
        assert caught.value.expected == "file"


def test_random_damage_gives_an_occasion_or_a_sentence_and_never_a_crash(folder: Path) -> None:
    chance = random.Random(20261123)
    for _ in range(400):
        content = bytearray(chance.choice([JAPANESE, ENGLISH, BARE]).encode("utf-8"))
        for _ in range(chance.randint(1, 6)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 3)] = bytes(chance.randrange(256) for _ in range(chance.randint(0, 3)))
        assert outcome(written(folder, bytes(content))).endswith(("。", "Occasion"))


def outcome(path: Path) -> str:
    """The headline of the refusal, or the name of what was read."""
    try:
        return type(read_information(path)).__name__
    except (BadInformation, BadRoster) as error:
        return explain(error).headline


@pytest.mark.parametrize("text", ["'" * 200_000, '"""' * 60_000 + '"', "あ" * 80_000, "＝" * 80_000, '"\\' * 100_000])
def test_a_hostile_file_takes_no_more_than_a_second(folder: Path, text: str) -> None:
    began = time.perf_counter()
    complaint(folder, text)
    assert time.perf_counter() - began < 20.0


def test_text_keeps_its_characters_and_loses_only_what_no_line_can_hold(folder: Path) -> None:
    text = '会議名 = "第3回　髙﨑𠮷\ufa19\ufa26 👨‍👩‍👧\\n会議\\u0000\\u202E"\n場所 = "か\u3099くしゅう室"'
    occasion = read_information(written(folder, text))
    assert occasion.title == "第3回　髙﨑𠮷\ufa19\ufa26 👨‍👩‍👧 会議"
    assert occasion.place == "がくしゅう室"


def test_a_meeting_over_midnight_is_possible_up_to_twelve_hours(folder: Path) -> None:
    assert read_information(written(folder, "開始 = 23:00\n終了 = 1:30")).end == "01:30"
    assert complaint(folder, "開始 = 15:00\n終了 = 14:30").expected == "end_before_start"


def test_a_next_date_alone_is_kept_as_a_date(folder: Path) -> None:
    for text, kept in [
        ("次回 = 2026-12-21", "2026-12-21"),
        ("次回 = 2026-12-21T14:00:00", "2026-12-21 14:00"),
        ('次回 = "令和8年12月21日（月）"', "2026-12-21"),
        ('次回 = "令和8年12月21日（月）午後2時"', "令和8年12月21日（月）午後2時"),
        ('次回 = "12月21日"', "12月21日"),
    ]:
        assert read_information(written(folder, text)).next_meeting == kept


def test_flags_say_the_same_as_a_file() -> None:
    flags: dict[str, Any] = {
        "title": "第3回DX推進会議",
        "date": "R8.11.23",
        "start": "１４：００",
        "end": "午後3時半",
        "place": "第2会議室",
        "organiser": "企画課",
        "chair": "髙橋 一郎",
        "note_taker": "佐藤",
        "attendees": ["企画課 課長 髙橋一郎", "総務課 髙﨑𠮷（欠席）"],
        "absentees": ["議会事務局 局長 田中"],
        "agenda": ["窓口予約", "健診"],
        "handouts": ["資料1 工程表"],
        "next_meeting": "未定",
        "words": ["特定健診", "髙橋"],
    }
    assert {*flags, "kind"} == {key.field for key in KEYS}
    assert occasion_from_flags(flags) == replace(MEETING, words=("特定健診", "髙橋"))


def test_a_flag_that_was_not_given_says_nothing() -> None:
    assert occasion_from_flags({key.field: None for key in KEYS}) == Occasion()
    assert occasion_from_flags({"title": "", "attendees": []}) == Occasion()


def test_a_wrong_flag_is_named_as_it_is_typed() -> None:
    with pytest.raises(BadInformation) as caught:
        occasion_from_flags({"date": "11/23"})
    assert caught.value.where == "--date"
    assert "「--date」の日付「11/23」には年がありません" in explain(caught.value).headline


def test_several_attendees_may_stand_in_one_flag(folder: Path) -> None:
    assert [person.name for person in occasion_from_flags({"attendees": "佐藤、田中 、"}).attendees] == ["佐藤", "田中"]
    written(folder, "氏名\n髙橋\n", "名簿.csv")
    assert occasion_from_flags({"attendees": ["名簿.csv"]}, folder).attendees == (Attendee("髙橋"),)


def test_flags_win_over_the_file_and_leave_the_rest() -> None:
    merged = merge(MEETING, Occasion(title="臨時会", agenda=(AgendaItem("a1", "別の議題"),)))
    assert merged.title == "臨時会"
    assert merged.agenda == (AgendaItem("a1", "別の議題"),)
    assert (merged.date, merged.attendees) == (MEETING.date, MEETING.attendees)


def test_naming_absentees_moves_them_and_keeps_those_present() -> None:
    merged = merge(MEETING, Occasion(attendees=(Attendee("髙橋 一郎", absent=True),)))
    assert merged.attendees == (Attendee("髙橋 一郎", absent=True),)
    base = Occasion(attendees=(Attendee("佐藤"), Attendee("田中"), Attendee("髙橋", absent=True)))
    assert merge(base, Occasion(attendees=(Attendee("田中", absent=True),))).attendees == (
        Attendee("佐藤"),
        Attendee("田中", absent=True),
    )
    assert merge(base, Occasion(attendees=(Attendee("髙橋"),))).attendees == (Attendee("髙橋"),)


def test_naming_one_of_two_of_a_name_as_absent_leaves_the_other_on_the_list() -> None:
    head, clerk = Attendee("佐藤 健", "総務課", "課長"), Attendee("佐藤 健", "企画課", "主査")
    away = Attendee("佐藤健", "企画課", absent=True)
    base = Occasion(attendees=(head, clerk))
    assert merge(base, Occasion(attendees=(away,))).attendees == (head, away)
    assert merge(base, Occasion(attendees=(Attendee("佐藤 健", absent=True),))).attendees == (
        Attendee("佐藤 健", absent=True),
    ), "the name alone means both"


def test_a_guess_stays_marked_and_never_replaces_what_a_person_said() -> None:
    guess = Occasion(title="録音", date="2026-11-22", start="13:58", guessed=("title", "date", "start"))
    said = Occasion(date="2026-11-23")
    for merged in (merge(guess, said), merge(said, guess)):
        assert merged == Occasion(title="録音", date="2026-11-23", start="13:58", guessed=("title", "start"))
