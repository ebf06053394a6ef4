"""A meeting for the page 会議録 with things to decide, and what a person does there."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from minutes_app.gui.views.minutes_faces import MinutesFaces
from minutes_app.gui.views.window import Window
from minutes_app.meeting.model import AgendaItem, Attendee, Item, Meeting, Occasion, Recording, Utterance
from minutes_app.meeting.paperwork import Paperwork
from tests.gui.editing import a_folder
from tests.gui.scene import Until

SAID = (
    "会場は市民センターに決まりました。",
    "見積りは佐藤係長が12月15日までに出してください。",
    "使用料は1時間550円です。",
    "会費は千円とすることに決定します。",
    "資料は総務課で来週の金曜までに配布してください。",
)
PEOPLE = (
    Attendee("髙橋 一郎", "企画調整課", "課長"),
    Attendee("佐藤 花子", "デジタル推進課", "係長"),
    Attendee("渡邊 正", "総務課", "課長", absent=True),
)
OCCASION = Occasion(
    *("第3回DX推進会議（秘）①", "2026-11-23", "14:00", "15:00", "第2会議室", "企画調整課", "髙橋 一郎", "佐藤 花子"),
    attendees=PEOPLE,
    agenda=(AgendaItem("a1", "会場"), AgendaItem("a2", "費用")),
)


def a_decided_meeting(*, items: tuple[Item, ...] = (), paperwork: Paperwork | None = None) -> Meeting:
    """Five utterances: two decisions, two tasks, and one that is none."""
    said = tuple(
        Utterance(f"u{at}", at * 4000, at * 4000 + 3000, text, text, agenda_id="a1") for at, text in enumerate(SAID)
    )
    sound = Recording("recording-1.wav", "録音.wav", "3f2a91" + "0c" * 29, 20_000)
    occasion = replace(OCCASION, paperwork=paperwork or Paperwork())
    return Meeting("m1", "2026-11-23T16:00:00+09:00", occasion, (sound,), utterances=said, items=items)


def a_page(window: Window, folder: Path, until: Until) -> MinutesFaces:
    """The page 会議録 of a meeting, once everything is read."""
    window.open_documents(folder)
    until(lambda: window.documents.results.meeting is not None)
    window.activateWindow()
    return window.documents_view.faces


def decided_folder(library: Path, meeting: Meeting | None = None) -> Path:
    """The meeting on the disk, with its sound."""
    return a_folder(library, meeting or a_decided_meeting())


def click_row(rows: QListWidget, start: str) -> None:
    """Click the row that begins so."""
    [item] = [rows.item(row) for row in range(rows.count()) if rows.item(row).text().startswith(start)]
    rows.scrollToItem(item)
    QTest.mouseClick(rows.viewport(), Qt.MouseButton.LeftButton, pos=rows.visualItemRect(item).center())


def texts(rows: QListWidget) -> list[str]:
    """Every row's first line."""
    return [rows.item(row).text().split("\n")[0] for row in range(rows.count())]
