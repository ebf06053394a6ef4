"""Meetings that are published, and what is read out of the files."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from minutes_app.meeting.model import AgendaItem, Attendee, Item, Meeting, Point, Utterance
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.progress import Report, no_report
from minutes_app.publishing import Staged, Wish, publish
from minutes_app.share.delivery import Put
from minutes_app.tools import Notice, Tools
from minutes_app.word.fill import Fields, fill
from minutes_app.word.publish import Copied, Letter, Printed, dress
from minutes_app.word.reply_form import Publication
from minutes_app.word.scan import W, parse
from minutes_app.word.template import VERBATIM, Filled, find
from minutes_app.word.writer import Writer
from tests.fakes import ScriptedDecoder, ScriptedEngine
from tests.unit.meeting.making import a_meeting

TODAY = date(2026, 11, 25)
PEOPLE = (
    Attendee("髙橋 一郎", "総務部総務課", "課長"),
    Attendee("𠮷田 花子", "", "委員"),
    Attendee("渡邊 正", "財政課", "主査", absent=True),
    Attendee("山﨑 太郎", "都市整備部交通政策課", "課長補佐"),
)


def published_meeting(said: int = 10, people: tuple[Attendee, ...] = PEOPLE) -> Meeting:
    """Ten utterances under two topics, one doubtful, one with a break; items and 要点 that rest on them."""
    meeting = a_meeting(said, title="第3回DX推進会議")
    utterances = list(meeting.utterances)
    if said > 5:
        utterances[3] = replace(utterances[3], flags=("low_confidence",))
        utterances[5] = replace(utterances[5], text="1行目です。\n2行目です👍", agenda_id="a2")
    duty = DutyReport("髙橋 一郎", impression="よい会議だった。\n周知を急ぐ。")
    occasion = replace(
        meeting.occasion, date="2026-11-23", attendees=people, paperwork=Paperwork(duties=(duty,) if people else ())
    )
    items: tuple[Item, ...] = (
        Item("i-1", "decision", "実証運行を令和9年4月から行う。", utterance_ids=("u1",)),
        Item("i-2", "task", "見積りを取る。", "総務課", "2026-12-10", ("u3",)),
        Item("i-3", "request", "屋根がほしい。", utterance_ids=("u5",)),
    )
    points: tuple[Point, ...] = (
        Point("p-1", "統合案を検討する。", "a1", ("u0", "u1")),
        Point("p-2", "その他はない。", "a2", ("u5",)),
    )
    if not said:
        items, points = (), ()
    return replace(meeting, occasion=occasion, utterances=tuple(utterances), items=items, points=points)


def big_meeting(said: int, people: int) -> Meeting:
    """Many utterances and attendees with long names, 外字 and emoji."""
    persons = tuple(
        Attendee(
            f"エリザベス・山﨑𠮷太郎👍{number}",
            "一般社団法人 地域公共交通研究所総合企画部" * 2,
            "首席運輸企画専門官（総務企画担当）",
        )
        for number in range(people)
    )
    meeting = published_meeting(max(said, 6), persons)
    spoken = tuple(
        Utterance(f"u{n}", n * 3000, n * 3000 + 2900, f"第{n}発言。髙﨑𠮷👍 A & B <b>。" * (1 + n % 7), "", "s1", "a1",
                  flags=("low_confidence",) if n % 11 == 3 else ())
        for n in range(said)
    )  # fmt: skip
    topics = (AgendaItem("a1", "長い議題" * 30), AgendaItem("a2", "その他"))
    return replace(
        meeting,
        utterances=spoken,
        occasion=replace(meeting.occasion, title="合同専門部会（拡大会議）" * 9, agenda=topics),
    )


def folder_with(library: Path, meeting: Meeting) -> Path:
    """The meeting on disk."""
    return create(library, meeting)


def sent(
    folder: Path, shared: Path, writer: Writer, report: Report = no_report, *, template: Path | None = None, **more: Any
) -> tuple[Publication, list[Put]]:
    """Publish from a library beside the meeting, with real Word files."""
    wish = Wish(folder.parent, shared, template or find(VERBATIM, ()), **more)
    steps = steps_of(folder, wish, writer, report)
    [staged] = [one for one in steps if isinstance(one, Staged)]
    return staged.publication, [one for one in steps if isinstance(one, Put)]


def steps_of(folder: Path, wish: Wish, writer: Writer, report: Report = no_report) -> list[Staged | Put | Notice]:
    """Everything that is told meanwhile."""
    tools = Tools(ScriptedDecoder(), ScriptedEngine(), writer)
    with OpenMeeting(folder) as book:
        return list(publish(book, wish, tools, report, today=TODAY))


def part_of(path: Path, name: str) -> Any:
    """The root of a part."""
    with zipfile.ZipFile(io.BytesIO(path.read_bytes())) as archive:
        return parse(archive.read(name))


def body_of(path: Path) -> Any:
    """The element of the main text."""
    return part_of(path, "word/document.xml").find(W + "body")


def controls_of(path: Path) -> dict[str, str]:
    """Tag → text of every content control."""
    found = {}
    for one in body_of(path).iter(W + "sdt"):
        tag = one.find(f"{W}sdtPr/{W}tag")
        if tag is not None:
            found[tag.get(W + "val")] = "".join(text.text or "" for text in one.iter(W + "t"))
    return found


def words_of(element: Any) -> str:
    """All text in it."""
    return "".join(text.text or "" for text in element.iter(W + "t"))


def contents_of(path: Path) -> Iterator[bytes]:
    """The file, and everything that is packed in it."""
    yield path.read_bytes()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield name.encode() + b"\n" + packed.read(name)


class WriterHere(Writer):
    """Fills and dresses in this process: many documents in little time."""

    def filled(self, template: Path, fields: Fields, *, report: Report = no_report) -> Filled:
        [done] = fill(template, fields, report=report)
        return done

    def dressed(self, content: bytes, letter: Letter, *, report: Report = no_report) -> Iterator[Printed | Copied]:
        yield from dress(content, letter, report=report)
