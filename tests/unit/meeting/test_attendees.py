"""「所属 職名 氏名」 in all the ways it is typed."""

import pytest

from minutes_app.meeting.attendees import attendee_of, is_department, is_post, parse_attendee
from minutes_app.meeting.model import Attendee


@pytest.mark.parametrize(
    ("text", "department", "post", "name"),
    [
        ("企画課 課長 佐藤一郎", "企画課", "課長", "佐藤一郎"),
        ("企画課　課長　佐藤一郎", "企画課", "課長", "佐藤一郎"),
        ("  企画課\u00a0 課長　 佐藤 一郎 ", "企画課", "課長", "佐藤 一郎"),
        ("総務部 企画課 課長 佐藤 一郎", "総務部 企画課", "課長", "佐藤 一郎"),
        ("企画課 佐藤一郎", "企画課", "", "佐藤一郎"),
        ("企画課 佐藤 一郎", "企画課", "", "佐藤 一郎"),
        ("課長 佐藤一郎", "", "課長", "佐藤一郎"),
        ("佐藤 一郎", "", "", "佐藤 一郎"),
        ("佐藤一郎", "", "", "佐藤一郎"),
        ("企画課 佐藤一郎 課長", "企画課", "課長", "佐藤一郎"),
        ("公募 委員 山田", "公募", "委員", "山田"),
        ("(株)システム SE John Smith", "(株)システム", "SE", "John Smith"),
        ("企画課,,佐藤 一郎", "企画課", "", "佐藤 一郎"),
        ("企画課\t課長\t佐藤", "企画課", "課長", "佐藤"),
        ("企画課，課長，佐藤", "企画課", "課長", "佐藤"),
        ("一関市 市長 佐藤", "一関市", "市長", "佐藤"),
        ("髙﨑𠮷", "", "", "髙﨑𠮷"),
    ],
)
def test_a_line_is_taken_apart(text: str, department: str, post: str, name: str) -> None:
    assert parse_attendee(text) == Attendee(name, department, post)


@pytest.mark.parametrize(
    "name", ["阿部 一郎", "服部 太郎", "大館 花子", "田所 次郎", "長谷部 誠", "伊集院 光", "織田 信長", "中村 町子"]
)
def test_a_surname_is_not_taken_for_an_office_nor_a_given_name_for_a_post(name: str) -> None:
    assert parse_attendee(name) == Attendee(name)


@pytest.mark.parametrize(
    "text",
    [
        "企画課 佐藤（欠席）",
        "企画課 佐藤 欠席",
        "欠席 企画課 佐藤",
        "企画課 佐藤(欠)",
        "企画課 佐藤【欠席】",
        "企画課　佐藤　欠席",
    ],
)
def test_a_mark_of_absence_is_taken_out_of_the_name(text: str) -> None:
    assert parse_attendee(text) == Attendee("佐藤", "企画課", absent=True)


@pytest.mark.parametrize("text", ["", "  　", "（欠席）", ",,", "企画課,課長,", "\x00"])
def test_where_there_is_no_name_there_is_nobody(text: str) -> None:
    assert parse_attendee(text) is None


def test_no_word_of_a_line_is_lost() -> None:
    for words in (["a", "b", "c", "d", "e"], ["企画課", "総務課"], ["課長", "係長"], ["企画課", "課長", "部長", "x"]):
        person = parse_attendee(" ".join(words))
        assert person is not None
        kept = f"{person.department} {person.post} {person.name}".split()
        assert sorted(kept) == sorted(words)


def test_cells_of_a_row_are_taken_by_their_place() -> None:
    assert attendee_of(("企画課", "", "佐藤")) == Attendee("佐藤", "企画課")
    assert attendee_of(("", "", "佐藤", "一郎")) == Attendee("佐藤 一郎")
    assert attendee_of(("企画課", "課長", "")) is None
    assert attendee_of(("", "佐藤")) == Attendee("佐藤")
    assert attendee_of(()) is None


def test_offices_and_posts_are_known_by_their_endings() -> None:
    offices = ["企画課", "総務部", "議会", "教育委員会", "第2分団消防団", "DX推進室", "支所", "子育て支援センター"]
    posts = [
        "課長",
        "課長補佐",
        "主査",
        "主任主査",
        "指導主事",
        "会計年度任用職員",
        "副市長",
        "教育長",
        "保健師",
        "センター長",
    ]
    assert [word for word in offices if not is_department(word)] == []
    assert [word for word in posts if not is_post(word)] == []
