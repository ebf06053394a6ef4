"""会議の準備: 名簿 out of files, a pasted 次第, words to know, and the last meeting of the series."""

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from minutes_app.gui.view_models.preparation import PreparationModel
from minutes_app.meeting.model import AgendaItem, Attendee, Meeting, Occasion
from minutes_app.meeting.store import create
from minutes_app.transcribe.weights import folders_for
from minutes_app.wording import gui as words, preparation as extra, recording_window as recording
from tests.gui.scene import SOUND, Until, drop, meetings_in, press, window_on
from tests.unit.transcribe.hub import put_model, registry_of, write_registry

LAST = Occasion(
    "第2回 DX推進会議",
    "2026-10-05",
    place="第2会議室",
    chair="髙橋 一郎",
    attendees=(Attendee("髙橋 一郎", "企画課", "課長"), Attendee("佐藤 花子", "総務課", absent=True)),
    agenda=(AgendaItem("a1", "古い議題"),),
)
SHIDAI = """会議次第
日時　令和8年11月23日（月）午後2時
場所　第2会議室
１　開会
２　議事
　（1）特定健診の進め方について
　（2）第1号議案 3月補正予算
３　その他
"""


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_roster_file_fills_the_attendees(kind: str, tmp_path: Path, until: Until) -> None:
    rows = [
        ("所属", "職名", "氏名", "出欠"),
        ("企画課", "課長", "佐藤 一郎", "出"),
        ("総務課", "主事", "髙橋 花子", "欠"),
    ]
    roster = tmp_path / f"名簿（秘）①.{kind}"
    if kind == "csv":
        roster.write_text("\n".join(map(",".join, rows)), "cp932")
    else:
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        for row in rows:
            sheet.append(row)
        book.save(roster)
    model, told = PreparationModel(()), list[str]()
    model.roster_read.connect(told.append)
    model.read_roster(roster)
    until(lambda: told)
    assert told == [""]
    people = (Attendee("佐藤 一郎", "企画課", "課長"), Attendee("髙橋 花子", "総務課", "主事", True))
    assert model.understood().occasion.attendees == people
    model.read_roster(tmp_path / "無い.csv")
    until(lambda: len(told) == 2)
    assert "無い.csv" in told[1]
    assert model.understood().occasion.attendees == people
    model.close()


def test_a_pasted_agenda_loses_its_numbers_and_feeds_the_words() -> None:
    model = PreparationModel(())
    model.put("agenda", SHIDAI)
    model.put("attendees", "企画課\t課長\t髙﨑 一郎\nさいたま係\t主査\t林 次郎")
    occasion = model.understood().occasion
    titles = [item.title for item in occasion.agenda]
    assert titles == ["開会", "議事", "特定健診の進め方について", "第1号議案 3月補正予算", "その他"]
    assert model.fed()[0] == "髙﨑"
    assert "特定健診" in model.fed()
    assert "その他" not in model.fed()
    model.put("words", "特定健診、庁舎\n雨漏り")
    assert model.understood().occasion.words[:3] == ("特定健診", "庁舎", "雨漏り")
    assert model.understood().occasion.words.count("特定健診") == 1
    model.feeds = False
    assert model.understood().occasion.words == ("特定健診", "庁舎", "雨漏り")


def test_words_of_a_meeting_that_is_there_stay_as_they_are() -> None:
    base = replace(LAST, words=("特定 健診", "庁舎"))
    assert PreparationModel(base=base).understood().occasion == base
    assert PreparationModel(base=base).fed() == ()


def test_a_numbered_title_that_was_there_keeps_its_id() -> None:
    base = replace(LAST, agenda=(AgendaItem("a7", "1 開会"),))
    model = PreparationModel(base=base)
    assert model.understood().occasion.agenda == base.agenda


def test_the_last_meeting_of_the_series_fills_only_what_is_blank() -> None:
    model = PreparationModel((), earlier=[replace(LAST, date="2025-01-01", place="旧庁舎"), LAST, Occasion("庁議")])
    assert model.offered() is None
    model.put("title", "第3回DX推進会議")
    assert model.offered() == LAST
    model.put("chair", "議長はこの人")
    filled: list[str] = []
    model.filled.connect(filled.append)
    model.take_offer()
    said = model.understood().occasion
    assert (said.place, said.chair) == ("第2会議室", "議長はこの人")
    assert [(one.name, one.absent) for one in said.attendees] == [("髙橋 一郎", False), ("佐藤 花子", False)]
    assert said.agenda == ()
    assert filled == ["place", "attendees"]
    assert model.offered() is None


def test_the_sheet_offers_the_last_meeting_and_its_words_reach_the_engine(tmp_path: Path, until: Until) -> None:
    library = tmp_path / "会議"
    create(library, Meeting("m-last", "2026-10-05T10:00:00+09:00", LAST))
    write_registry(tmp_path / "registry")
    put_model(folders_for().user, "kaigi")
    with registry_of(tmp_path / "registry"), window_on(library) as window:
        until(lambda: window.home.table.shown)
        drop(window, SOUND)
        until(lambda: window.preparing)
        sheet = window.preparing
        assert sheet is not None
        assert not sheet.offer.isVisible()
        sheet.lines["title"].setText("第3回ＤＸ推進会議")
        assert sheet.offer.isVisible()
        sheet.offer.click()
        assert sheet.lines["place"].text() == "第2会議室"
        assert "髙橋 一郎" in sheet.attendees.toPlainText()
        assert not sheet.offer.isVisible()
        sheet.agenda.setPlainText(SHIDAI)
        assert sheet.counted["agenda"].text().startswith("議題5件: 開会／議事／特定健診")
        sheet.words.setPlainText("雨漏り")
        assert "髙橋" in sheet.counted["words"].text()
        press(window, words.START_HEARING)
        until(lambda: window.editor.model.is_open)
        engine = window.workshop.tools.engine
        ready = engine._ready  # type: ignore[attr-defined] # as above
        assert ready is not None
        assert ready[1].hotwords.split()[:2] == ["雨漏り", "髙橋"]
    (meeting,) = (one for one in meetings_in(library) if one.utterances)
    assert meeting.occasion.words[0] == "雨漏り"


def test_a_roster_that_cannot_be_read_is_told_under_the_field(tmp_path: Path, until: Until) -> None:
    bad = tmp_path / "名簿.xlsx"
    bad.write_bytes(b"PK\x03\x04 not a workbook")
    with window_on(tmp_path / "会議") as window:
        until(lambda: window.home.is_read)
        drop(window, SOUND)
        until(lambda: window.preparing)
        sheet = window.preparing
        assert sheet is not None
        sheet.attendees.setPlainText("佐藤")
        sheet.take_roster(bad)
        assert sheet.counted["attendees"].text() == extra.READING_ROSTER
        until(lambda: sheet.wrong["attendees"].isVisible())
        assert "名簿.xlsx" in sheet.wrong["attendees"].text()
        assert sheet.attendees.toPlainText() == "佐藤"
        press(window, words.CANCEL)


def test_tab_goes_through_the_sheet_from_top_to_bottom(tmp_path: Path, until: Until) -> None:
    library = tmp_path / "会議"
    create(library, Meeting("m-last", "2026-10-05T10:00:00+09:00", LAST))
    with window_on(library) as window:
        until(lambda: window.home.table.shown)
        drop(window, SOUND)
        until(lambda: window.preparing)
        sheet = window.preparing
        assert sheet is not None
        sheet.lines["title"].setText("第3回DX推進会議")
        QApplication.processEvents()
        sheet.lines["title"].setFocus()
        seen = [QApplication.focusWidget()]
        for _step in range(14):
            QTest.keyClick(window, Qt.Key.Key_Tab)
            seen.append(QApplication.focusWidget())
        title, *rest = sheet.lines.values()
        areas = [sheet.attendees, sheet.roster, sheet.agenda, sheet.words, sheet.feeds]
        assert seen == [title, sheet.offer, *rest, *areas, sheet.accept]
        press(window, words.CANCEL)


def test_a_file_that_comes_while_the_sheet_is_filled_is_put_beside_the_others(tmp_path: Path, until: Until) -> None:
    other = tmp_path / "続き.mp3"
    other.write_bytes(SOUND.read_bytes() + b"\0")
    with window_on(tmp_path / "会議") as window:
        until(lambda: window.home.is_read)
        drop(window, SOUND)
        until(lambda: window.preparing)
        sheet = window.preparing
        assert sheet is not None
        assert not sheet.several.isVisible()
        sheet.lines["title"].setText("第3回DX推進会議")
        sheet.attendees.setPlainText("佐藤")
        drop(window, SOUND, other)
        until(lambda: window.message.text)
        assert window.preparing is sheet
        assert "続き.mp3" in window.message.text
        assert SOUND.name not in window.message.text, "it is there already"
        assert (sheet.lines["title"].text(), sheet.attendees.toPlainText()) == ("第3回DX推進会議", "佐藤")
        assert sheet.sources.text() == f"{words.SOURCES}: {SOUND.name}、続き.mp3"
        assert sheet.model.jobs() == [(SOUND, other)]
        sheet.several.setChecked(True)
        assert sheet.model.jobs() == [(SOUND,), (other,)]
        press(window, words.CANCEL)


def test_what_is_typed_for_a_recording_is_kept_when_a_file_comes(tmp_path: Path, until: Until) -> None:
    with window_on(tmp_path / "会議") as window:
        until(lambda: window.home.is_read)
        window.record()
        press(window, recording.PREPARE)
        sheet = window.preparing
        assert sheet is not None
        sheet.lines["title"].setText("第3回DX推進会議")
        drop(window, SOUND)
        until(lambda: window.preparing is not sheet)
        assert window.recording.model.said.title == "第3回DX推進会議"
        press(window, words.CANCEL)


def test_the_last_meeting_is_offered_before_a_recording_too(tmp_path: Path, until: Until) -> None:
    library = tmp_path / "会議"
    create(library, Meeting("m-last", "2026-10-05T10:00:00+09:00", LAST))
    with window_on(library) as window:
        until(lambda: window.home.table.shown)
        window.record()
        press(window, recording.PREPARE)
        sheet = window.preparing
        assert sheet is not None
        sheet.lines["title"].setText("第3回DX推進会議")
        sheet.offer.click()
        press(window, words.SAVE)
        assert window.recording.model.said.place == "第2会議室"
        assert "髙橋" in window.recording.model.said.words
