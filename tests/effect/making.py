"""Meetings for the measurement of the effect, on disk."""

from pathlib import Path

from minutes_app.meeting.model import Attendee, Export, Meeting, Occasion, Recording
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.store import create

HOUR_MS = 3_600_000
COVERING = Export("会議録.docx", "0" * 64, "2026-11-24T10:00:00+09:00", "会議録兼復命書")
PEOPLE = (
    Attendee("髙橋 一郎", "総務課", "課長"),
    Attendee("山田 太郎", "企画課", "係長"),
    Attendee("佐藤 花子", "企画課", "主査"),
    Attendee("渡邊 正", absent=True),
)


def meeting(
    number: int, day: str, *, hours: float = 1.0, title: str = "庁議", exports: tuple[Export, ...] = (COVERING,)
) -> Meeting:
    """One whose document stands for two 復命書: of three present one hands in a paper of his own."""
    duties = Paperwork(duties=(DutyReport("佐藤 花子", "own"),))
    recording = Recording("recording-1.mp3", "a.mp3", f"{number:064x}", round(hours * HOUR_MS))
    return Meeting(
        f"m-{number:04x}",
        "2026-11-20T10:00:00+09:00",
        Occasion(title=title, date=day, attendees=PEOPLE, paperwork=duties),
        recordings=(recording,) if hours else (),
        exports=exports,
    )


def library_of(folder: Path, *meetings: Meeting) -> Path:
    """A library with these meetings."""
    folder.mkdir(exist_ok=True)
    for one in meetings:
        create(folder, one)
    return folder
