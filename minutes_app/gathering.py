"""What documents are made of, gathered where they are made: in the document child, from the meeting on the disk.

In: a meeting's folder and what is asked of it. Out, called in the child: the fields of a template, a text export, or
the proposals for 決定・宿題.
Ten hours take seconds of Python, in which the window's process could draw nothing. Whoever asks has kept every edit.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from secrets import token_hex

from minutes_app.errors import MeetingFileError
from minutes_app.meeting.marked import by_marks
from minutes_app.meeting.model import Mark, Meeting, Occasion, Run, Speaker, Utterance
from minutes_app.meeting.runs import load_run
from minutes_app.meeting.sealed import decode, encode_gently
from minutes_app.meeting.store import load
from minutes_app.minutes.anchors import anchored, leading_to_record
from minutes_app.minutes.duties import Duty, duties_of
from minutes_app.minutes.fields import Fields, fields_of
from minutes_app.minutes.paperwork import person_fields
from minutes_app.minutes.propose import Proposal, drafted
from minutes_app.minutes.secrecy import for_readers
from minutes_app.minutes.text import Kind, export
from minutes_app.progress import Progress, Report, Stage
from minutes_app.transcribe.registry import known_model
from minutes_app.word.appendix import RECORD_BEHIND
from minutes_app.wording.fields import PERSONAL


@dataclass(frozen=True, slots=True)
class Source:
    """A meeting for all documents of one order: they are made of one state of it, as it was for the first of them."""

    folder: Path
    today: date
    order: str = field(default_factory=lambda: token_hex(8))


@dataclass(frozen=True, slots=True)
class FieldsOf:
    """The fields of a source. `approvers`, `circulation`: the office's columns where the meeting has none.

    `own`: fields of one document alone; None: those of the first who reports, if anybody does.
    Raises, when it is called, MeetingFileError, DiskError.
    """

    source: Source
    approvers: tuple[str, ...] = ()
    circulation: tuple[str, ...] = ()
    own: Fields | None = field(default_factory=dict)

    def __call__(self, report: Report) -> Fields:
        """Gather them."""
        meeting, _run, _demo = _read(self.source, report)
        own = _of_first(meeting) if self.own is None else self.own
        return with_office(_fields(self.source), self.approvers, self.circulation) | own


@dataclass(frozen=True, slots=True)
class AnchoredFieldsOf:
    """As `FieldsOf`, with bookmarks for answers; `with_record`: the whole record stands behind the form."""

    source: Source
    approvers: tuple[str, ...]
    circulation: tuple[str, ...]
    with_record: bool

    def __call__(self, report: Report) -> Fields:
        """Gather them."""
        meeting, run, demo = _read(self.source, report)
        fields = anchored(fields_of(meeting, run, demo=demo, today=self.source.today), meeting)
        if self.with_record:
            fields = leading_to_record(fields) | {RECORD_BEHIND: True}
        return with_office(fields, self.approvers, self.circulation)


@dataclass(frozen=True, slots=True)
class TextOf:
    """A text export of a source. Raises, when it is called, MeetingFileError, DiskError."""

    source: Source
    kind: Kind

    def __call__(self, report: Report) -> bytes:
        """Make it."""
        meeting, run, demo = _read(self.source, report)
        return export(meeting, run, self.kind, demo=demo)


@dataclass(frozen=True, slots=True)
class ProposalsIn:
    """What may be a result in what was said: two seconds of rules for ten hours. `utterances`: JSON, as it crosses."""

    utterances: bytes
    speakers: tuple[Speaker, ...]
    marks: tuple[Mark, ...]
    date: str

    @classmethod
    def of(cls, meeting: Meeting) -> "ProposalsIn":
        """Of a meeting as it stands in this process, on the disk or not yet."""
        utterances = b"[" + b",".join(map(bytes, encode_gently(meeting.utterances))) + b"]"
        return cls(utterances, meeting.speakers, meeting.marks, meeting.occasion.date)

    def __call__(self, report: Report) -> list[Proposal]:
        """Find them."""
        report(Progress(Stage.WAIT))
        said = decode(self.utterances, tuple[Utterance, ...])
        occasion = Occasion(date=self.date)
        return drafted(Meeting("", "", occasion, speakers=self.speakers, utterances=said, marks=self.marks))


def readable(meeting: Meeting) -> Meeting:
    """The meeting as readers of documents may see it."""
    return by_marks(for_readers(meeting))


def with_office(fields: Fields, approvers: tuple[str, ...], circulation: tuple[str, ...]) -> Fields:
    """The fields with the office's own 決裁欄 and 供覧欄 where the meeting has none."""
    return fields | {
        "決裁欄一覧": fields["決裁欄一覧"] or list(approvers),
        "供覧欄一覧": fields["供覧欄一覧"] or list(circulation),
    }


def reporting(meeting: Meeting) -> list[Duty]:
    """Everybody who has to report, in the order of the list."""
    return [duty for duty in duties_of(meeting.occasion) if duty.standing != "excused"]


def last_export(meeting: Meeting) -> str:
    """The file name of the 会議録 that was written last, or ""."""
    names = [Path(one.file).name for one in meeting.exports if one.file.endswith(".docx") and not one.person]
    return names[-1] if names else ""


def _of_first(meeting: Meeting) -> Fields:
    attached = last_export(meeting)
    return next(({PERSONAL: person_fields(duty), "別添": attached} for duty in reporting(meeting)), {})


def _read(source: Source, report: Report) -> tuple[Meeting, Run | None, bool]:
    """As `_facts`; it may be cancelled before and after."""
    report(Progress(Stage.WRITE))
    facts = _facts(source)
    report(Progress(Stage.WRITE))
    return facts


@lru_cache(maxsize=1)
def _facts(source: Source) -> tuple[Meeting, Run | None, bool]:
    """The meeting as readers may see it, its run, and whether that is to try it out."""
    meeting = load(source.folder)
    run = _run_of(source.folder, meeting)
    return readable(meeting), run, run is not None and _is_demo(run)


@lru_cache(maxsize=1)
def _fields(source: Source) -> Fields:
    meeting, run, demo = _facts(source)
    return fields_of(meeting, run, demo=demo, today=source.today)


def _run_of(folder: Path, meeting: Meeting) -> Run | None:
    """The run that the text came from. A lost or damaged one costs its figures, not the document."""
    try:
        return load_run(folder, meeting.run_id) if meeting.run_id else None
    except MeetingFileError:
        return None


def _is_demo(run: Run) -> bool:
    """A demo model that was imported under another name stays one; runs of before that was kept go by the name."""
    entry = known_model(run.model)
    return run.demo or (entry is not None and entry.demo)
