"""What a pass through the story needs: the parts that live in other processes, how to hear, what to write, what to say.

Values and seams only; `pipeline` is the story, `listening` its live part.
"""

import dataclasses
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import Tracks
from minutes_app.logbook import Action, Auditor
from minutes_app.meeting.paperwork import Kind
from minutes_app.meeting.runs import RunHeader
from minutes_app.servers import Servers
from minutes_app.settings.pages import DocumentsPage
from minutes_app.transcribe.engine import Engine, EngineOptions
from minutes_app.transcribe.far_end import FarEnd
from minutes_app.transcribe.weights import Weights
from minutes_app.transcribe.whisper import WhisperEngine
from minutes_app.word.template import find, user_folder
from minutes_app.word.writer import Writer


@dataclass(frozen=True, slots=True)
class Notice:
    """A fact that a person should know: a key of `wording.transcribe` and what goes into its sentence."""

    kind: str
    facts: tuple[str, ...] = ()


def unheard(_action: Action, _meeting: str, _sha256: str) -> None:
    """An auditor for whom nothing is kept."""


@dataclass(frozen=True, slots=True)
class Tools:
    """The parts that live in other processes."""

    decoder: Decoder
    engine: Engine
    writer: Writer
    audit: Auditor = unheard
    far_end: FarEnd = field(default_factory=FarEnd)

    def close(self) -> None:
        """End their processes."""
        self.decoder.close()
        self.engine.close()
        self.writer.close()
        self.far_end.close()


def tools_from(audit: Auditor = unheard, *, live: bool = False) -> Tools:
    """The real parts; nothing is started yet. `live`: people wait for each sentence."""
    return Tools(Decoder(), WhisperEngine(background=not live), Writer(), audit)


@dataclass(frozen=True, slots=True)
class Hearing:
    """How a meeting is to be heard. `again`: also when the same work is already done."""

    weights: Weights
    options: EngineOptions
    tracks: Tracks = "mix"
    again: bool = False

    def knowing(self, words: tuple[str, ...]) -> "Hearing":
        """The same, told also these words (a meeting's names and terms), before those of the settings: Whisper reads
        some 220 tokens of them.
        """
        if not words:
            return self
        told = (part for text in (*words, self.options.hotwords) for part in text.split())
        hotwords = " ".join(dict.fromkeys(told))
        return dataclasses.replace(self, options=dataclasses.replace(self.options, hotwords=hotwords))

    def key_options(self) -> dict[str, str | int | float | bool]:
        """What changes the text: part of a run's key."""
        engine = {"language", "beam_size", "words", "hotwords", "compute_type"}
        chosen = {name: value for name, value in dataclasses.asdict(self.options).items() if name in engine}
        return {**chosen, "tracks": self.tracks}

    def header(self, key: str) -> RunHeader:
        """What a run of this begins with."""
        weights = self.weights
        return RunHeader(key, weights.name, weights.sha256_of_all, self.key_options(), demo=weights.demo)


@dataclass(frozen=True, slots=True)
class Order:
    """What to write: templates (paths) for "docx", other formats by name; `out` None = the meeting's exports/.

    `by_kind`: the office's forms for a kind of meeting, in the place of `templates`; `approvers`, `circulation`: the
    office's 決裁欄 and 供覧欄, for meetings that have none of their own. `servers`: where beside the meeting
    and `out` an earlier 確定版 may be looked for.
    """

    formats: tuple[str, ...]
    templates: tuple[Path, ...]
    out: Path | None = None
    by_kind: Mapping[Kind, tuple[Path, ...]] = field(default_factory=dict)
    approvers: tuple[str, ...] = ()
    circulation: tuple[str, ...] = ()
    servers: Servers = field(default_factory=Servers)

    def templates_for(self, kind: Kind) -> tuple[Path, ...]:
        """The forms for a meeting of this kind."""
        return self.by_kind.get(kind) or self.templates


def of_kinds(page: DocumentsPage) -> dict[Kind, tuple[str, ...]]:
    """The office's forms for each kind of meeting, by their names; () where it has none of its own."""
    return {
        "council": page.council_templates,
        "internal": page.internal_templates,
        "talk": page.talk_templates,
        "assembly": page.assembly_templates,
    }


def forms_of(page: DocumentsPage, kind: Kind) -> tuple[str, ...]:
    """The names of the office's forms for a kind of meeting: those for all where it has none of its own."""
    return of_kinds(page).get(kind) or page.default_templates


def office_order(
    page: DocumentsPage, formats: tuple[str, ...] = ("docx",), out: Path | None = None, named: Iterable[str] = ()
) -> Order:
    """An order with the forms that are `named`, else with the office's own. Raises TemplateMissing."""
    folders = (user_folder(page.templates_folder),)

    def found(names: Iterable[str]) -> tuple[Path, ...]:
        return tuple(dict.fromkeys(find(name, folders) for name in names))

    chosen = tuple(named)
    by_kind = {} if chosen else {kind: found(names) for kind, names in of_kinds(page).items()}
    return Order(formats, found(chosen or page.default_templates), out, by_kind, page.approvers, page.circulation)
