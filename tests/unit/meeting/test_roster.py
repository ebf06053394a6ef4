"""Lists of attendees: real CSV and Excel files, hostile ones, and garbage."""

import io
import random
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from minutes_app.errors import BadRoster
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.roster import FILE_LIMIT, read_roster
from minutes_app.meeting.workbook import MAX_PART, MAX_PARTS
from minutes_app.wording import explain
from minutes_app.wording.information import ROSTER_REASONS

PEOPLE = (
    Attendee("髙橋 一郎", "企画課", "課長"),
    Attendee("山﨑 花子", "総務課", ""),
    Attendee("渡邊 正", "総務課", "課長", absent=True),
)
TABLE = "所属,職名,氏名,出欠\n企画課,課長,髙橋 一郎,出席\n総務課,,山﨑 花子,\n総務課,課長,渡邊 正,欠席\n"


def csv_file(folder: Path, content: str | bytes, name: str = "名簿.csv") -> Path:
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    return path


def workbook(folder: Path, *sheets: list[list[object]], name: str = "名簿.xlsx") -> Path:
    book = openpyxl.Workbook()
    for number, rows in enumerate(sheets):
        sheet = book.active if number == 0 else book.create_sheet()
        assert isinstance(sheet, Worksheet)
        for row in rows:
            sheet.append(row)
    path = folder / name
    book.save(path)
    return path


def refused(path: Path) -> str:
    with pytest.raises(BadRoster) as caught:
        read_roster(path)
    message = explain(caught.value)
    assert caught.value.reason in ROSTER_REASONS
    assert path.name in message.headline
    return caught.value.reason


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
@pytest.mark.parametrize("sign", [",", "\t", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_a_table_is_read_in_every_usual_encoding(tmp_path: Path, encoding: str, sign: str, newline: str) -> None:
    content = TABLE.replace(",", sign).replace("\n", newline).encode(encoding)
    assert read_roster(csv_file(tmp_path, content)) == PEOPLE


@pytest.mark.parametrize(
    "heading",
    [
        "部署,職,名前,欠席",
        "課名,役職,お名前,出欠",
        "department,post,name,absent",
        "所　属,職 名,氏　名,出 欠",
        "所属（課）,職名等,氏名（敬称略）,出欠",
    ],
)
def test_headings_are_known_by_their_usual_names(tmp_path: Path, heading: str) -> None:
    rows = TABLE.replace("出席", "").splitlines()[1:]
    assert read_roster(csv_file(tmp_path, "\n".join([heading, *rows]))) == PEOPLE


def test_the_order_of_columns_and_lines_above_the_heading_do_not_matter(tmp_path: Path) -> None:
    above = "DX推進会議 出席者名簿,,\n,,令和8年11月23日\n出席者\n\n"
    text = above + "No,氏名,ふりがな,職名,所属\n1,髙橋 一郎,たかはし,課長,企画課\n,,,,\n計,,,,1名\n"
    assert read_roster(csv_file(tmp_path, text)) == (PEOPLE[0],)


def test_a_list_without_a_heading_is_read_by_place_or_by_words(tmp_path: Path) -> None:
    four = "企画課,課長,髙橋 一郎\n総務課,,山﨑 花子\n総務課,課長,渡邊 正,欠席\n"
    assert read_roster(csv_file(tmp_path, four)) == PEOPLE
    one = "企画課 課長 髙橋 一郎\n総務課 山﨑 花子\n\n総務課 課長 渡邊 正（欠席）\n"
    assert read_roster(csv_file(tmp_path, one, "名簿.txt")) == PEOPLE
    assert read_roster(csv_file(tmp_path, "総務課,山﨑 花子\n")) == (PEOPLE[1],)


def test_a_single_column_of_names_may_hold_whole_lines(tmp_path: Path) -> None:
    assert read_roster(csv_file(tmp_path, "氏名\n企画課 課長 髙橋 一郎\n佐藤\n")) == (PEOPLE[0], Attendee("佐藤"))


def test_surname_and_given_name_may_stand_apart(tmp_path: Path) -> None:
    assert read_roster(csv_file(tmp_path, "所属,職名,姓,名\n企画課,課長,髙橋,一郎\n")) == (PEOPLE[0],)


def test_quoted_cells_with_commas_and_lines_are_one_cell(tmp_path: Path) -> None:
    text = '所属,職名,氏名\n"企画部,\r\n企画課",課長,"髙橋 一郎"\n'
    assert read_roster(csv_file(tmp_path, text)) == (Attendee("髙橋 一郎", "企画部, 企画課", "課長"),)


@pytest.mark.parametrize(
    ("heading", "mark", "absent"),
    [
        ("出欠", "欠席", True),
        ("出欠", "欠", True),
        ("出欠", "×", True),
        ("出欠", "○", False),
        ("出欠", "出", False),
        ("出欠", "代理", False),
        ("出欠", "", False),
        ("欠席", "○", True),
        ("欠席", "欠", True),
        ("欠席", "", False),
        ("出席", "○", False),
        ("出席", "×", True),
    ],
)
def test_absence_is_read_from_its_column(tmp_path: Path, heading: str, mark: str, absent: bool) -> None:
    assert read_roster(csv_file(tmp_path, f"氏名,{heading}\n佐藤,{mark}\n"))[0].absent is absent


def test_an_excel_file_is_read_from_the_first_sheet_with_names(tmp_path: Path) -> None:
    rows: list[list[object]] = [["名簿"], [], [None, "所属", "職名", "氏名", "出欠"]]
    rows += [
        [1, "企画課", "課長", "髙橋 一郎", None],
        [2.0, "総務課", None, "山﨑 花子"],
        [3, "総務課", "課長", "渡邊 正", "欠"],
    ]
    path = workbook(tmp_path, [["表紙"], ["令和8年度"]], rows, [["氏名"], ["別の人"]])
    assert read_roster(path) == PEOPLE


def test_hidden_sheets_are_not_read(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["氏名"], ["昔の人"]], [["氏名"], ["今の人"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert read_roster(path) == (Attendee("今の人"),)


def test_a_merged_cell_counts_for_all_its_rows(tmp_path: Path) -> None:
    path = workbook(
        tmp_path, [["所属", "職名", "氏名"], ["総務課", "課長", "渡邊"], [None, "主事", "山﨑"], [None, "係長", "田中"]]
    )
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    assert [person.department for person in read_roster(path)] == ["総務課", "総務課", ""]


def test_a_heading_merged_over_two_rows_is_nobody(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["所属", "氏名"], [None, None], ["総務課", "渡邊"]])
    book = openpyxl.load_workbook(path)
    book.worksheets[0].merge_cells("A1:A2")
    book.worksheets[0].merge_cells("B1:B2")
    book.save(path)
    assert read_roster(path) == (Attendee("渡邊", "総務課"),)


def test_a_heading_repeated_on_the_next_page_is_nobody(tmp_path: Path) -> None:
    text = "所属,氏名\n総務課,渡邊\n所属,氏名\n企画課,髙橋\n"
    assert [person.name for person in read_roster(csv_file(tmp_path, text))] == ["渡邊", "髙橋"]


def test_formulas_and_errors_are_no_names(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["氏名"], ["=A3"], ["#REF!"], ["#N/A"], ["佐藤"], [12]])
    assert read_roster(path) == (Attendee("佐藤"), Attendee("12"))


@pytest.mark.parametrize(
    ("name", "reason"), [("a.xls", "save_as_xlsx"), ("a.numbers", "save_as_xlsx"), ("a.ods", "save_as_xlsx")]
)
def test_other_formats_are_told_to_be_saved_as_xlsx(tmp_path: Path, name: str, reason: str) -> None:
    path = csv_file(tmp_path, b"\xd0\xcf\x11\xe0 whatever", name)
    assert refused(path) == reason
    with pytest.raises(BadRoster) as caught:
        read_roster(path)
    assert "（.xlsx）" in explain(caught.value).next_step


def test_what_is_no_list_is_refused_with_its_reason(tmp_path: Path) -> None:
    book = workbook(tmp_path, [["氏名"], ["佐藤"]]).read_bytes()
    assert refused(tmp_path / "無い.csv") == "missing"
    assert refused(tmp_path) == "missing"
    assert refused(csv_file(tmp_path, b"\x00\x01\xff")) == "not_text"
    assert refused(csv_file(tmp_path, "a\x07b")) == "not_text"
    assert refused(csv_file(tmp_path, book, "実はExcel.csv")) == "rename_xlsx"
    assert refused(csv_file(tmp_path, "")) == "nobody"
    assert refused(csv_file(tmp_path, "所属,職名,氏名\n企画課,課長,\n")) == "nobody"
    assert refused(csv_file(tmp_path, "氏名\n" + "長" * 201)) == "too_long"
    assert refused(csv_file(tmp_path, "氏名\n" + "佐藤\n" * 1_001)) == "too_many"
    assert refused(csv_file(tmp_path, b"a" * (FILE_LIMIT + 1))) == "too_big"
    assert refused(csv_file(tmp_path, "氏名,x\n佐藤," + "y" * 200_000)) == "not_text"
    assert refused(csv_file(tmp_path, b"\xd0\xcf\x11\xe0" * 99, "鍵.xlsx")) == "old_or_protected"
    assert refused(csv_file(tmp_path, b"no zip", "a.xlsx")) == "damaged"
    assert refused(csv_file(tmp_path, book[: len(book) // 2], "b.xlsx")) == "damaged"
    assert refused(workbook(tmp_path, [["所属"], ["企画課"]])) == "no_name_column"


def outcome(path: Path) -> str:
    """The headline of the refusal, or the name of what was read."""
    try:
        return type(read_roster(path)).__name__
    except BadRoster as error:
        return explain(error).headline


def rezipped(path: Path, parts: dict[str, bytes]) -> Path:
    """The workbook with some parts replaced or added."""
    with zipfile.ZipFile(path) as archive:
        old = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {**old, **parts}.items():
            archive.writestr(name, content)
    return path


def test_bombs_are_refused_before_they_are_opened(tmp_path: Path) -> None:
    sheet = "xl/worksheets/sheet1.xml"
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    book = workbook(tmp_path, [["氏名"], ["佐藤"]]).read_bytes()
    bombs: list[dict[str, bytes]] = [
        {sheet: b" " * (MAX_PART + 1)},
        {"xl/media/x.bin": b"\0" * (2 << 20)},
        {f"xl/media/{n}": b"" for n in range(MAX_PARTS)},
        {sheet: entities},
        {sheet: entities.decode().encode("utf-16")},
    ]
    for number, parts in enumerate(bombs):
        path = rezipped(csv_file(tmp_path, book, f"{number}.xlsx"), parts)
        began = time.perf_counter()
        assert refused(path) == "bomb", number
        assert time.perf_counter() - began < 20.0


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert refused(csv_file(tmp_path, stream.getvalue(), "文書.xlsx")) == "damaged"


def test_a_sheet_that_claims_a_million_rows_is_read_in_a_moment(tmp_path: Path) -> None:
    path = workbook(tmp_path, [["氏名"], ["佐藤"]])
    xml = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<dimension ref="A1:XFD1048576"/><sheetData>'
        '<row r="1"><c r="A1" t="inlineStr"><is><t>氏名</t></is></c></row>'
        '<row r="2"><c r="A2" t="inlineStr"><is><t>佐藤</t></is></c></row>'
        '<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
        '<mergeCells count="1"><mergeCell ref="A2:A1048576"/></mergeCells></worksheet>'
    )
    rezipped(path, {"xl/worksheets/sheet1.xml": xml.encode()})
    began = time.perf_counter()
    people = read_roster(path)
    assert time.perf_counter() - began < 20.0
    assert people == (Attendee("佐藤"),)


def test_random_damage_gives_attendees_or_a_sentence_and_never_a_crash(tmp_path: Path) -> None:
    chance = random.Random(1123)
    book = workbook(tmp_path, [["所属", "職名", "氏名"], ["企画課", "課長", "髙橋"]]).read_bytes()
    for turn in range(300):
        source, suffix = (
            (book, ".xlsx") if turn % 2 else (TABLE.encode(chance.choice(["utf-8", "cp932", "utf-16"])), ".csv")
        )
        content = bytearray(source)
        for _ in range(chance.randint(1, 8)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        assert outcome(csv_file(tmp_path, bytes(content), f"傷{suffix}")).endswith(("。", "tuple"))


def test_damaged_xml_inside_a_sound_zip_never_crashes(tmp_path: Path) -> None:
    chance = random.Random(2026)
    original = workbook(tmp_path, [["所属", "職名", "氏名"], ["企画課", "課長", "髙橋"]]).read_bytes()
    with zipfile.ZipFile(io.BytesIO(original)) as archive:
        names = archive.namelist()
        parts = {name: archive.read(name) for name in names}
    for _ in range(300):
        name = chance.choice(names)
        content = bytearray(parts[name])
        for _ in range(chance.randint(1, 4)):
            at = chance.randrange(len(content))
            content[at : at + chance.randint(0, 12)] = chance.choice([b"", b"9", b"<", b'"', b"zz", b"-1", b"&#0;"])
        path = rezipped(csv_file(tmp_path, original, "中傷.xlsx"), {name: bytes(content)})
        assert outcome(path).endswith(("。", "tuple"))
