"""What the screens know, without a window."""

from pathlib import Path

import pytest
from PySide6.QtTest import QAbstractItemModelTester

from minutes_app.gui.view_models.meeting_table import MeetingTable
from minutes_app.gui.view_models.preparation import PreparationModel
from minutes_app.gui.view_models.progress import ProgressModel
from minutes_app.gui.work import gather
from minutes_app.meeting.glance import Glance, Stage
from minutes_app.meeting.model import AgendaItem, Attendee, Occasion
from minutes_app.pace import Pace
from minutes_app.progress import Progress, Stage as Doing, no_report
from minutes_app.wording import gui as words
from minutes_app.wording.errors import SENTENCES
from minutes_app.wording.gui import explain_here
from tests.gui.scene import Until
from tests.unit.test_wording import EVERY_CASE

SAID = Occasion(
    "定例会議",
    "2026-11-23",
    "14:00",
    "15:30",
    "第2会議室",
    attendees=(Attendee("佐藤 一郎", "企画課", "課長"), Attendee("髙橋 花子", absent=True), Attendee("田中", "総務課")),
    agenda=(AgendaItem("a1", "予算"),),
    handouts=("資料1",),
    guessed=("date",),
)


def test_a_sheet_that_nobody_touched_says_what_was_there() -> None:
    sheet = PreparationModel(base=SAID)
    assert sheet.understood().occasion == SAID
    assert sheet.understood().wrong == {}


def test_an_agenda_line_that_stays_keeps_its_id() -> None:
    sheet = PreparationModel(base=SAID)
    sheet.put("agenda", "その他\n予算\n\n予算")
    agenda = sheet.understood().occasion.agenda
    assert [item.title for item in agenda] == ["その他", "予算"]
    assert agenda[1].id == "a1"


@pytest.mark.parametrize(("field", "text"), [("date", "きのう"), ("start", "25時"), ("end", "午後12時30分")])
def test_what_cannot_be_understood_is_told_with_an_example(field: str, text: str) -> None:
    sheet = PreparationModel(())
    sheet.put(field, text)
    assert words.FIELDS[field] in sheet.understood().wrong[field]


def test_the_table_of_meetings_is_a_good_model(tmp_path: Path) -> None:
    table = MeetingTable()
    QAbstractItemModelTester(table, QAbstractItemModelTester.FailureReportingMode.Fatal)
    glances = [Glance(tmp_path / str(number), SAID, Stage.HEARD, 1000) for number in range(3)]
    table.put(glances, {})
    table.put(glances[:1], {glances[0].folder: words.HEARING})
    assert table.index(0, 0).data() == "令和8年11月23日（月）午後2時～午後3時30分"
    assert table.index(0, 3).data() == words.HEARING


def test_progress_appears_only_after_a_moment_and_tells_the_time_left(until: Until, tmp_path: Path) -> None:
    model = ProgressModel()
    model.begin()
    assert not model.is_shown
    model.pace = Pace(tmp_path / "pace.json", "demo/cpu", 10.0)
    model.see(Progress(Doing.TRANSCRIBE, 600_000, 3_600_000))
    assert model.percent == 16
    assert model.line == "文字起こし 16%（00:10:00 / 01:00:00）　10.0倍の速さ　残り約5分"
    until(lambda: model.is_shown)
    model.end()
    assert not model.is_shown


def test_work_that_is_over_at_once_shows_no_progress(until: Until) -> None:
    model, shown = ProgressModel(), list[bool]()
    model.changed.connect(lambda: shown.append(model.is_shown))
    model.begin()
    model.see(Progress(Doing.WRITE, 1, 1))
    model.end()
    assert True not in shown


def test_a_folder_is_gathered_in_the_order_a_person_counts(tmp_path: Path) -> None:
    for name in ("会議10.mp3", "会議2.mp3", "メモ.txt"):
        (tmp_path / name).write_bytes(b"")
    found = [each.name for each in gather((tmp_path,), no_report) if isinstance(each, Path)]
    assert found == ["会議2.mp3", "会議10.mp3"]


def test_no_sentence_of_the_window_names_a_flag_where_a_button_is_meant() -> None:
    """What was interrupted has no screen yet: there the command is the way."""
    told = {kind.__name__: explain_here(kind(**facts)).as_text() for kind, facts in EVERY_CASE if kind in SENTENCES}
    plain = {name: text.replace("コマンドの指定", "").replace("minutes recover", "") for name, text in told.items()}
    assert [name for name, text in plain.items() if "--" in text or "コマンド" in text or "minutes " in text] == []
