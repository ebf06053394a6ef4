"""What the effect comes to: 復命書 that nobody wrote, hours saved, and nothing that is not known."""

from dataclasses import replace
from pathlib import Path

import pytest

from minutes_app.meeting.glance import Outline, outlined
from minutes_app.meeting.model import Export
from minutes_app.minutes.effect import Baseline, Period, Table, day_of, row_of, table_of, told, unwritten
from minutes_app.progress import Cancelled, Progress, no_report
from minutes_app.word.reply_form import Publication, record_of, to_json
from tests.effect.making import COVERING, library_of, meeting

BASELINE = Baseline(minutes_per_hour=180, report_minutes=40, covering=("会議録兼復命書",))


def table(library: Path, worked: dict[str, int], baseline: Baseline = BASELINE, period: Period | None = None) -> Table:
    (made,) = table_of(library, period or Period(), worked, baseline, no_report)
    return made


def test_a_meeting_of_an_hour_and_a_half_with_two_covered_attendees(tmp_path: Path) -> None:
    library = library_of(tmp_path / "会議", meeting(1, "2026-11-20", hours=1.5))
    made = table(library, {"m-0001": 3000})
    (row,) = made.rows
    assert (row.length_ms, row.active, row.reports) == (5_400_000, 50.0, 2)
    assert (row.before, row.saved) == (180 * 1.5 + 2 * 40, 180 * 1.5 + 2 * 40 - 50)
    assert made.lacking == ()
    assert told(made.total) == (
        "会議1件、作業した時間50分、書かずに済んだ復命書2通。すべて分かる1件で、減った時間は5時間00分です。"
    )


@pytest.mark.parametrize(
    ("exports", "reports"),
    [
        ((), 0),
        ((COVERING,), 2),
        ((replace(COVERING, template="会議録（要点筆記）"),), 0),
        ((replace(COVERING, person="髙橋 一郎"),), 0),
        ((replace(COVERING, template="会議録（全文）"), COVERING, COVERING), 2),
    ],
)
def test_a_report_counts_as_unwritten_only_where_a_document_was_written_that_stands_for_it(
    exports: tuple[Export, ...], reports: int
) -> None:
    assert unwritten(outlined(meeting(1, "2026-11-20", exports=exports)), BASELINE.covering) == reports


def test_the_office_says_which_forms_stand_for_reports() -> None:
    own = outlined(meeting(1, "2026-11-20", exports=(replace(COVERING, template="総務課の様式"),)))
    assert unwritten(own, ("総務課の様式",)) == 2
    assert unwritten(own, ()) == 0


@pytest.mark.parametrize(
    ("baseline", "worked", "hours", "lacking"),
    [
        (replace(BASELINE, minutes_per_hour=0), {"m-0001": 60}, 1.0, ("minutes_per_hour",)),
        (replace(BASELINE, report_minutes=0), {"m-0001": 60}, 1.0, ("report_minutes",)),
        (BASELINE, {}, 1.0, ("measured",)),
        (replace(BASELINE, measures=False), {}, 1.0, ("off",)),
        (BASELINE, {"m-0001": 60}, 0.0, ("length",)),
        (Baseline(covering=BASELINE.covering), {}, 0.0, ("minutes_per_hour", "report_minutes", "measured", "length")),
    ],
)
def test_no_hours_are_told_where_a_part_of_them_is_unknown(
    tmp_path: Path, baseline: Baseline, worked: dict[str, int], hours: float, lacking: tuple[str, ...]
) -> None:
    made = table(library_of(tmp_path / "会議", meeting(1, "2026-11-20", hours=hours)), worked, baseline)
    assert made.rows[0].saved is None
    assert made.total.saved is None
    assert (made.total.counted, made.months, made.lacking) == (0, (), lacking)


def test_a_meeting_without_a_covering_document_needs_no_minutes_a_report() -> None:
    row = row_of(outlined(meeting(1, "2026-11-20", exports=())), Path("x"), 600, replace(BASELINE, report_minutes=0))
    assert row.saved == 180 - 10


def test_work_that_took_longer_than_before_is_told_as_such() -> None:
    row = row_of(outlined(meeting(1, "2026-11-20", exports=())), Path("x"), 4 * 3600, BASELINE)
    assert row.saved == 180 - 240


def test_sums_are_over_what_is_known_and_say_over_how_many(tmp_path: Path) -> None:
    known, unmeasured = meeting(1, "2026-10-05"), meeting(2, "2026-11-20", hours=2)
    made = table(
        library_of(tmp_path / "会議", known, unmeasured, meeting(3, "2026-11-25")), {"m-0001": 600, "m-0003": 60}
    )
    total = made.total
    assert (total.meetings, total.measured, total.counted, total.reports) == (3, 2, 2, 6)
    assert total.saved == 2 * (180 + 80) - 11
    assert [(one.name, one.meetings, one.before, one.now) for one in made.months] == [
        ("2026-10", 1, 260.0, 10.0),
        ("2026-11", 1, 260.0, 1.0),
    ]


def test_the_period_takes_both_its_ends_and_the_rows_are_in_order(tmp_path: Path) -> None:
    days = ("2026-11-25", "2026-03-31", "2026-04-01", "2026-11-01")
    library = library_of(tmp_path / "会議", *(meeting(at, day) for at, day in enumerate(days, 1)))
    made = table(library, {}, period=Period("2026-04-01", "2026-11-25"))
    assert [row.day for row in made.rows] == ["2026-04-01", "2026-11-01", "2026-11-25"]
    assert [row.day for row in table(library, {}, period=Period(last="2026-03-31")).rows] == ["2026-03-31"]


def test_a_meeting_without_a_day_counts_by_the_day_on_which_it_was_taken_in() -> None:
    assert day_of(outlined(meeting(1, ""))) == "2026-11-20"
    assert day_of(Outline("m-1", "")) == ""
    assert Period().holds("")
    assert not Period(first="2026-04-01").holds("")


def test_a_damaged_meeting_is_named_and_costs_only_itself(tmp_path: Path) -> None:
    library = library_of(tmp_path / "会議", meeting(1, "2026-11-20"), meeting(2, "2026-11-21"))
    damaged = sorted(library.iterdir())[0]
    for name in ("meeting.json", "meeting.json.bak"):
        (damaged / name).write_bytes(b"{")
    made = table(library, {})
    assert (len(made.rows), made.unreadable) == (1, (damaged,))


def test_an_empty_library_comes_to_nothing(tmp_path: Path) -> None:
    made = table(tmp_path / "none", {})
    assert (made.rows, made.lacking, made.total.saved) == ((), (), None)


def test_it_can_be_stopped_between_two_meetings(tmp_path: Path) -> None:
    library = library_of(tmp_path / "会議", meeting(1, "2026-11-20"), meeting(2, "2026-11-21"))
    seen: list[int] = []

    def report(progress: Progress) -> None:
        seen.append(progress.done)
        if progress.done:
            raise Cancelled

    with pytest.raises(Cancelled):
        list(table_of(library, Period(), {}, BASELINE, report))
    assert seen == [0, 1]


def test_an_untitled_meeting_is_known_by_its_folder() -> None:
    assert row_of(Outline("m-1", ""), Path("/会議/2026_m1"), None, BASELINE).title == "2026_m1"


def test_a_meeting_that_was_sent_round_with_a_covering_form_counts_too(tmp_path: Path) -> None:
    library = library_of(tmp_path / "会議", meeting(1, "2026-11-20", exports=()))
    (folder,) = library.iterdir()
    assert table(library, {}).rows[0].reports == 0
    published = Publication("p1", "m-0001", "会議録兼復命書", "会議録兼復命書", 1, "copies", "/共有", "2026-11-21")
    record_of(folder, "p1").parent.mkdir()
    record_of(folder, "p1").write_bytes(to_json(published))
    assert table(library, {}).rows[0].reports == 2
    record_of(folder, "p1").write_bytes(to_json(replace(published, template="会議録（要点筆記）")))
    assert table(library, {}).rows[0].reports == 0
