"""One reading of dates for proposals and for the gate: what is proposed for words that were said is also proved."""

from dataclasses import replace
from datetime import date

import pytest

from minutes_app.meeting.model import Item, Meeting, Occasion, Utterance
from minutes_app.minutes.gate import findings_of
from minutes_app.minutes.propose import proposals
from minutes_app.minutes.spoken_dates import dates_in, moments_in, proposed_due
from tests.items.sets import sentences, sets

MEETING = date(2026, 11, 23)


def may_be_written(said: str, written: str, day: date | None = MEETING) -> bool:
    heard, found = moments_in(said, day), moments_in(written, day)
    assert found, written
    return all(any(one.says(each, day) for one in heard) for each in found)


def meeting_of(said: str, due: str, day: date = MEETING) -> Meeting:
    utterances = (Utterance("u0", 0, 4000, said, said),)
    item = Item("i", "task", "それを出す。", due=due, utterance_ids=("u0",))
    return Meeting("m", "", Occasion(title="会議", date=day.isoformat()), utterances=utterances, items=(item,))


@pytest.mark.parametrize(
    ("said", "written", "passes"),
    [
        ("3日後に集まります", "11月26日", True),
        ("3日後に集まります", "11月27日", False),
        ("翌月10日に払います", "12月10日", True),
        ("翌月10日に払います", "令和9年12月10日", False),
        ("来月末です", "12月31日", True),
        ("12月上旬です", "12月中旬", False),
        ("12月上旬です", "12月", True),
        ("来月上旬です", "12月上旬", True),
        ("来週の金曜に出します", "来週", True),
        ("来週の金曜に出します", "再来週", False),
        ("2週間以内に出します", "3週間以内", False),
        ("年度内に終えます", "年内", False),
        ("年内に終えます", "年度内", True),
        ("来年度から始めます", "令和9年度", True),
        ("来年度から始めます", "令和8年度", False),
        ("令和9年に始めます", "令和9年度", False),
        ("第3四半期に行います", "第4四半期", False),
        ("月末までです", "11月末", True),
        ("2月30日です", "2月30日", True),
        ("2月28日です", "2月30日", False),
        ("来年の元日です", "令和9年", True),
        ("10日の月曜です", "12月10日", True),
        ("午後4時半です", "16時30分", True),
        ("12月4日です", "12月4日（金）", True),
        ("12月4日です", "12月4日（火）", False),
        ("11月3日です", "11月3日（火）", True),
        ("15日までです", "15日（月）", True),
        ("12月4日の木曜です", "12月4日の木曜", True),
        ("令和8年12月4日です", "令和8年12月4日（土）", False),
    ],
)
def test_what_is_written_has_to_mean_what_was_said(said: str, written: str, passes: bool) -> None:
    assert may_be_written(said, written) is passes


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("平成31年4月30日", "2019年4月30日"),
        ("令和元年5月1日", "R1.5.1"),
        ("昭和64年1月7日", "1989年1月7日"),
        ("平成元年1月8日", "H1.1.8"),
        ("大正15年12月24日", "1926年12月24日"),
        ("令和元年度", "2019年度"),
        ("平成31年度", "令和元年度"),
    ],
)
def test_the_borders_of_eras_are_read_the_same_from_both_sides(said: str, written: str) -> None:
    assert may_be_written(said, written)
    assert may_be_written(written, said)


def test_a_year_that_an_era_never_had_is_no_proposal_and_is_still_compared() -> None:
    assert dates_in("昭和65年4月1日", MEETING) == ()
    assert may_be_written("昭和65年4月1日", "昭和65年4月1日")
    assert not may_be_written("昭和64年4月1日", "昭和65年4月1日")


@pytest.mark.parametrize(
    ("day", "said", "written", "passes"),
    [
        (date(2027, 2, 1), "来年度からです", "令和9年度", True),
        (date(2027, 2, 1), "来年度からです", "令和10年度", False),
        (date(2027, 3, 31), "年度末までです", "令和9年3月31日", True),
        (date(2027, 4, 1), "年度末までです", "令和10年3月31日", True),
        (date(2026, 12, 31), "翌月10日です", "令和9年1月10日", True),
        (date(2019, 4, 30), "明日からです", "令和元年5月1日", True),
        (date(2026, 12, 28), "来週の火曜です", "令和9年1月5日", True),
    ],
)
def test_ends_of_years_and_fiscal_years_are_crossed(day: date, said: str, written: str, passes: bool) -> None:
    assert may_be_written(said, written, day) is passes


def test_the_year_of_the_meeting_itself_needs_nobody_to_say_it() -> None:
    meeting = meeting_of("補助金を出すことに決定します。", "")
    (item,) = meeting.items
    assert findings_of(replace(meeting, items=(replace(item, text="今年度の補助金を出す。"),))) == []
    (found,) = findings_of(replace(meeting, items=(replace(item, text="来年度の補助金を出す。"),)))
    assert (found.kind, found.place) == ("date", "来年度")


@pytest.mark.parametrize(
    "said", ["来週中", "年内", "今月いっぱい", "4月", "15日まで", "次の火曜日まで", "12月上旬", "年度内"]
)
def test_a_date_that_is_proposed_for_a_deadline_passes_the_gate_and_the_day_after_does_not(said: str) -> None:
    sentence = f"資料は{said}に出してください。"
    found = proposed_due(sentence, MEETING)
    assert found is not None
    assert findings_of(meeting_of(sentence, found.due)) == []
    after = date.fromordinal(date.fromisoformat(found.due).toordinal() + 1).isoformat()
    assert [one.kind for one in findings_of(meeting_of(sentence, after))] == ["date"]


def test_every_deadline_of_the_sets_is_proposed_as_a_date_or_names_no_day() -> None:
    no_day = ("次回", "次の会議", "次の委員会", "次の部会", "次の打合せ", "盆明け", "2学期の終わり", "11時", "今晩中")
    with_due = [row for name in sets() for row in sentences(name) if row.due]
    assert len(with_due) > 30
    for row in with_due:
        assert (proposed_due(row.due, MEETING) is None) == row.due.startswith(no_day), row.due


def test_a_proposed_task_tells_the_day_that_its_words_may_mean() -> None:
    said = ("見積りは佐藤係長が来週の金曜までに出してください。", "名簿は総務課が15日までに出してください。")
    utterances = tuple(Utterance(f"u{at}", at * 5000, at * 5000 + 4000, text, text) for at, text in enumerate(said))
    meeting = Meeting("m", "", Occasion(date="2026-11-23"), utterances=utterances)
    assert [(one.due_on, one.due_is_sure) for one in proposals(meeting)] == [
        ("2026-12-04", True),
        ("2026-12-15", False),
    ]
    undated = replace(meeting, occasion=Occasion())
    assert [one.due_on for one in proposals(undated)] == ["", ""]


def test_without_the_day_of_the_meeting_only_dates_that_need_none_are_read() -> None:
    found = moments_in("来週の金曜、12月4日の午後2時、令和8年12月5日、3日後", None)
    assert [(one.said, one.year, one.month, one.day) for one in found if not one.minutes] == [
        ("12月4日", None, 12, 4),
        ("令和8年12月5日", 2026, 12, 5),
    ]
