"""非公開 and deleted: what was said, what was heard and what was noted there is in no file that leaves the program."""

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

from minutes_app.meeting.model import Attendee, Meeting
from minutes_app.meeting.paperwork import DutyReport, Paperwork
from minutes_app.meeting.store import OpenMeeting, create
from minutes_app.minutes.text import Kind
from minutes_app.pipeline import Order, draft, tools_from, write
from minutes_app.progress import no_report
from minutes_app.share import publish
from minutes_app.word.printer import Printer, find_libreoffice
from minutes_app.word.template import BUILT_IN, find
from tests.documents.pages import Printed
from tests.unit.meeting.making import a_meeting

SECRETS = ("ヒミツノハツゲン", "キコエタヒミツ", "ヒミツノメモ", "ケシタハツゲン", "ケシタトキキコエタ")
OPEN = "その4です"


def a_secret_meeting() -> Meeting:
    meeting = a_meeting(8)
    hidden, deleted = (replace(meeting.utterances[place], comment=SECRETS[2]) for place in (2, 3))
    utterances = list(meeting.utterances)
    utterances[2] = replace(hidden, text=SECRETS[0], heard=SECRETS[1], hidden=True)
    utterances[3] = replace(deleted, text=SECRETS[3], heard=SECRETS[4], deleted=True)
    present = (Attendee(name="髙﨑𠮷"),)
    own = Paperwork(duties=(DutyReport("髙﨑𠮷", "own"),))
    occasion = replace(meeting.occasion, attendees=present, paperwork=own)
    return replace(meeting, occasion=occasion, utterances=tuple(utterances))


def everything_in(content: bytes) -> bytes:
    """The bytes, and what a .docx holds unpacked."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return content + b"".join(archive.read(name) for name in archive.namelist())


def test_no_exported_published_or_previewed_byte_holds_what_is_hidden_or_deleted(tmp_path: Path) -> None:
    folder, share = create(tmp_path, a_secret_meeting()), tmp_path / "共有"
    share.mkdir()
    templates = tuple(find(name, ()) for name in BUILT_IN)
    tools, printer = tools_from(), Printer(find_libreoffice())
    try:
        with OpenMeeting(folder) as book:
            order = Order(("docx", *get_args(Kind)), templates)
            each = write(book, order, tools, no_report, today=date(2026, 11, 25))
            documents = tuple(one for one in each if isinstance(one, Path))
            published = [one.path for one in publish(documents, share, book.meeting.exports, no_report)]
            full = Order(("docx",), templates[1:2])
            content, _text = draft(folder, full, tools, no_report, today=date(2026, 11, 25))
        (tmp_path / "pages.pdf").write_bytes(printer.printed(content, no_report))
    finally:
        tools.close()
        printer.close()
    assert len(published) == len(documents) == len(BUILT_IN) + len(get_args(Kind))
    pages = "".join("".join(Printed(tmp_path / "pages.pdf").pages).split())
    left = {path.name: everything_in(path.read_bytes()) for path in (*documents, *published)} | {"pdf": pages.encode()}
    assert [name for name, held in left.items() for secret in SECRETS if secret.encode() in held] == []
    assert OPEN.encode() in left["pdf"]
    spoken = {name: held for name, held in left.items() if not name.endswith(".docx") or "全文" in name}
    assert all(OPEN.encode() in held for held in spoken.values()), sorted(spoken)
