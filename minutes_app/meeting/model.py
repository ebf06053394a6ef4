"""The nouns: a meeting and what it is made of. Frozen values; times are integer milliseconds named `_ms`.

Dates are ISO strings ("2026-11-23"), times of day "HH:MM"; "" means that nobody has said it yet.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

from minutes_app.meeting.paperwork import Attendee as Attendee, IsoDate, Paperwork

SCHEMA = 1

Ms = Annotated[int, Meta(ge=0)]
Clock = Annotated[str, Meta(pattern=r"^(([01]\d|2[0-3]):[0-5]\d)?$")]
Flag = Literal["low_confidence", "loop", "stock_phrase", "no_text", "failed", "echo"]
"""What looks wrong in what was heard. "echo": the far end of an online meeting, heard again through a loudspeaker."""
ItemKind = Literal["decision", "approval", "continued", "taken_back", "request", "report", "task"]
"""決定事項, 了承, 継続審議, 持ち帰り, 要望, 報告, 宿題."""
Status = Literal["proofreading", "review", "confirmed"]
"""校正中, 確認中, 確定."""


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """議題."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class Occasion:
    """開催概要. `guessed` names the fields that were taken from the recording, not from a person.

    `words`: what the recogniser should expect to hear (names, terms); they stand in no document.
    """

    title: str = ""
    date: IsoDate = ""
    start: Clock = ""
    end: Clock = ""
    place: str = ""
    organiser: str = ""
    chair: str = ""
    note_taker: str = ""
    attendees: tuple[Attendee, ...] = ()
    agenda: tuple[AgendaItem, ...] = ()
    handouts: tuple[str, ...] = ()
    next_meeting: str = ""
    guessed: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    paperwork: Paperwork = field(default_factory=Paperwork)


@dataclass(frozen=True, slots=True)
class Recording:
    """録音: one file of the meeting, at `offset_ms` of its time line. `skipped_*`: broken sound that was left out.

    `track`: files of the same track follow each other; tracks run side by side (0 the room, 1 the far end).
    """

    file: str
    source_name: str
    sha256: str
    duration_ms: Ms
    offset_ms: Ms = 0
    origin: Literal["import", "microphone", "system"] = "import"
    recorded_at: str = ""
    skipped: Ms = 0
    skipped_ms: Ms = 0
    track: Annotated[int, Meta(ge=0, le=7)] = 0


def length_ms(recordings: tuple[Recording, ...]) -> int:
    """How long the meeting's time line is."""
    return max((one.offset_ms + one.duration_ms for one in recordings), default=0)


@dataclass(frozen=True, slots=True)
class Speaker:
    """話者. `name` is "" until somebody gives one; `label` is what is shown meanwhile (話者1)."""

    id: str
    label: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Word:
    """One recognised word; `confidence` 0 to 1."""

    text: str
    start_ms: Ms
    end_ms: Ms
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """発言. `text` is the person's; `heard` is the engine's, for ever. Times on the meeting's time line.

    `important` and `comment` are for those who correct; no document has them.
    """

    id: str
    start_ms: Ms
    end_ms: Ms
    text: str
    heard: str
    speaker_id: str = ""
    agenda_id: str = ""
    confidence: float = 1.0
    flags: tuple[Flag, ...] = ()
    checked: bool = False
    hidden: bool = False
    deleted: bool = False
    important: bool = False
    comment: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """A result of the meeting, with the utterances it rests on. `cue`: the words by which a rule proposed it.

    `released`: a person has said that it may be told, though all that it rests on is 非公開.
    """

    id: str
    kind: ItemKind
    text: str
    owner: str = ""
    due: str = ""
    utterance_ids: tuple[str, ...] = ()
    cue: str = ""
    released: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """What a person said to a proposed item that rested on these utterances; `item_id` where it became one."""

    id: str
    kind: ItemKind
    answer: Literal["confirmed", "changed", "refused"]
    utterance_ids: tuple[str, ...]
    item_id: str = ""


@dataclass(frozen=True, slots=True)
class Confirmation:
    """確定: when and by whom; `reason` and `open_places` where a person overruled what the gate had found."""

    at: str
    who: str
    reason: str = ""
    open_places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """要点: what the clerk wrote for an agenda item, with the utterances it rests on. `released`: as in `Item`."""

    id: str
    text: str
    agenda_id: str = ""
    utterance_ids: tuple[str, ...] = ()
    released: bool = False


@dataclass(frozen=True, slots=True)
class Mark:
    """印 on the time line: pressed by a person while recording, or left by the recorder where something happened.

    `kind`: "agenda", "decision", "task", "important", "break", "back", "vote", "late", "left" (a person's), "paused",
    or a kind of `capture.evidence.WATCHED`. `until_ms` 0 = a moment, not a stretch. `taken`: a person's mark that
    has been taken over into the utterances.
    """

    at_ms: Ms
    kind: str
    until_ms: Ms = 0
    text: str = ""
    taken: bool = False


@dataclass(frozen=True, slots=True)
class Export:
    """A file we wrote: name in the meeting's exports/ or an absolute path, and the sha256 of what we wrote.

    `person`: the attendee whose own paper it is; "" = a document for all.
    """

    file: str
    sha256: str
    at: str
    template: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class Meeting:
    """会議: the whole truth. `run_id` names the run the utterances came from; `touched` = a person has edited."""

    id: str
    created_at: str
    occasion: Occasion = Occasion()
    recordings: tuple[Recording, ...] = ()
    speakers: tuple[Speaker, ...] = ()
    utterances: tuple[Utterance, ...] = ()
    items: tuple[Item, ...] = ()
    points: tuple[Point, ...] = ()
    exports: tuple[Export, ...] = ()
    marks: tuple[Mark, ...] = ()
    answers: tuple[Answer, ...] = ()
    confirmations: tuple[Confirmation, ...] = ()
    status: Status = "proofreading"
    run_id: str = ""
    touched: bool = False
    schema: int = SCHEMA

    @property
    def in_force(self) -> Confirmation | None:
        """The 確定 that holds; None where there is none, or something was changed after it."""
        return self.confirmations[-1] if self.status == "confirmed" and self.confirmations else None


@dataclass(frozen=True, slots=True)
class Heard:
    """What the engine heard in one stretch of sound. `track`: the channel it came from; `compression`: zlib ratio."""

    start_ms: Ms
    end_ms: Ms
    text: str
    words: tuple[Word, ...] = ()
    track: int = 0
    confidence: float = 1.0
    avg_logprob: float = 0.0
    no_speech: float = 0.0
    compression: float = 1.0
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """文字起こし: one pass of the engine, immutable once finished.

    `key` = sha256 over recordings + model + options: the same key means the same work. `demo`: heard by a model for
    trying out, whatever its name was.
    """

    id: str
    key: str
    model: str
    model_sha256: str
    options: dict[str, str | int | float | bool]
    device: str
    compute_type: str
    started_at: str
    finished_at: str
    audio_ms: Ms
    wall_ms: Ms
    heard: tuple[Heard, ...] = ()
    skipped: Ms = 0
    skipped_ms: Ms = 0
    failed_ms: Ms = 0
    demo: bool = False
    schema: int = SCHEMA
