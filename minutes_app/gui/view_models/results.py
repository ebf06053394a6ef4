"""決定・宿題 and 確定 as the page shows them: the proposals, the items, what stands against 確定. Made in the lane.

In: a meeting. Out: values and lines. Changes nothing. What was found in the utterances is kept until they change.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from heapq import nlargest

from minutes_app.gathering import ProposalsIn
from minutes_app.meeting.model import Item, Meeting, Utterance
from minutes_app.minutes.due_dates import is_date, meant
from minutes_app.minutes.gate import Finding, findings_of, sentences_of
from minutes_app.minutes.propose import Proposal, judged
from minutes_app.minutes.secrecy import hidden_only
from minutes_app.minutes.speech import names_of, text_of
from minutes_app.minutes.spoken_dates import SpokenDate
from minutes_app.minutes.wareki import japanese_date, japanese_moment
from minutes_app.progress import Report, no_report
from minutes_app.word.writer import Writer
from minutes_app.wording import minutes_faces as words, secrecy

MOST = 100
"""So many are shown at a time: nobody reads more, and the window would stand still."""
MOST_CANDIDATES = 12
_FAR = 200
"""Neighbours are looked for among so many utterances: most of them are shown."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list; `thing` None: a heading, or a note that leads nowhere."""

    line: str
    thing: Proposal | Item | None = None
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Results:
    """`waiting` and `refused`: proposals; `sentences`: one for each of `findings`; `dues`: item → what its 期限 means;
    `hidden`: items that rest on nothing but 非公開; `rows`: all that is listed; `refused_rows`: what is seen on demand;
    `speech`: what may be shown of the utterances that the rows rest on, as a line.

    `meeting` None: nothing has been read yet.
    """

    meeting: Meeting | None = None
    waiting: tuple[Proposal, ...] = ()
    refused: tuple[Proposal, ...] = ()
    findings: tuple[Finding, ...] = ()
    sentences: tuple[str, ...] = ()
    dues: dict[str, SpokenDate] = field(default_factory=dict)
    hidden: frozenset[str] = frozenset()
    rows: tuple[Row, ...] = (Row(words.READING),)
    refused_rows: tuple[Row, ...] = ()
    speech: dict[str, tuple[str, Utterance]] = field(default_factory=dict)

    def heard(self, ids: Iterable[str]) -> list[tuple[str, Utterance]]:
        """(line, utterance) for each that may be shown, by time."""
        return sorted((self.speech[one] for one in ids if one in self.speech), key=lambda pair: pair[1].start_ms)


class Finder:
    """Makes `Results`; what it found in the utterances it keeps until they change. For one lane."""

    def __init__(self, writer: Writer) -> None:
        """`writer`: its child applies the rules."""
        self._writer = writer
        self._read: tuple[object, ...] = ()
        self._made: list[Proposal] = []

    def results(self, meeting: Meeting, report: Report = no_report) -> Results:
        """All of it."""
        read = (meeting.utterances, meeting.speakers, meeting.marks, meeting.occasion.date)
        if read != self._read:
            self._made, self._read = self._writer.made(ProposalsIn.of(meeting), report=report), read
        return _results_of(meeting, judged(meeting, self._made))


def _results_of(meeting: Meeting, found: list[Proposal]) -> Results:
    findings = findings_of(meeting)
    results = Results(
        meeting,
        tuple(one for one in found if one.state == "open"),
        tuple(one for one in found if one.state == "refused"),
        tuple(findings),
        tuple(sentences_of(meeting, findings)),
        {item.id: date for item in meeting.items if (date := due_of(item, meeting)) is not None},
        hidden_only(meeting),
    )
    listed: tuple[Proposal | Item, ...] = (*results.waiting[:MOST], *results.refused[:MOST], *meeting.items)
    speech = {pair[1].id: pair for pair in evidence(meeting, {used for one in listed for used in one.utterance_ids})}
    results = replace(results, speech=speech)
    return replace(results, rows=tuple(_rows(results, meeting)), refused_rows=tuple(_refused_rows(results)))


def due_of(item: Item, meeting: Meeting) -> SpokenDate | None:
    """What a 期限 in words means; None for a date, and where no date can be read."""
    if not item.due or is_date(item.due):
        return None
    return meant(item.due, meeting.occasion.date)


def proposal_line(one: Proposal) -> str:
    """A proposal as a row; its 期限 with the date that it may mean."""
    due = words.due_meant(one.due, japanese_date(one.due_on), sure=one.due_is_sure) if one.due_on else one.due
    return words.proposal(one.kind, one.text, (one.owner, due), one.cue, one.start_ms)


def item_line(number: int, item: Item, results: Results) -> str:
    """An item as a row; its 期限 with the date that it may mean."""
    date = results.dues.get(item.id)
    due = japanese_moment(item.due)
    if date is not None:
        due = words.due_meant(due, japanese_date(date.due), sure=date.sure)
    at_ms = min((one.start_ms for _line, one in results.heard(item.utterance_ids)), default=None)
    line = words.item(number, item.kind, item.text, (item.owner, due), at_ms)
    if item.id in results.hidden:
        line += f"　{secrecy.RELEASED if item.released else secrecy.HELD_BACK}"
    return line


def evidence(meeting: Meeting, ids: Iterable[str]) -> list[tuple[str, Utterance]]:
    """(line, utterance) for each that may be shown, by time."""
    wanted, names = set(ids), names_of(meeting)
    found = sorted((one for one in meeting.utterances if one.id in wanted and _is_shown(one)), key=_start)
    return [(words.speech(one.start_ms, names.get(one.speaker_id, ""), text_of(one)), one) for one in found]


def around(meeting: Meeting, ids: Iterable[str], reach: int) -> list[tuple[str, Utterance]]:
    """As `evidence`, with what is said right before the first and right after the last: so many utterances each."""
    wanted = set(ids)
    places = [place for place, one in enumerate(meeting.utterances) if one.id in wanted and _is_shown(one)]
    if not places:
        return []
    first, last = places[0], places[-1]
    before = [one for one in meeting.utterances[max(first - _FAR, 0) : first] if _is_shown(one)][-reach:]
    after = [one for one in meeting.utterances[last + 1 : last + 1 + _FAR] if _is_shown(one)][:reach]
    near = {one.id for one in (*before, *meeting.utterances[first : last + 1], *after)}
    return evidence(meeting, near)


def candidates(meeting: Meeting, text: str) -> list[tuple[str, Utterance]]:
    """Utterances that share most with a text, by time: what it may rest on."""
    wanted = _pairs(text)
    shared = {one.id: len(wanted & _pairs(one.text)) for one in meeting.utterances if wanted and _is_shown(one)}
    best = nlargest(MOST_CANDIDATES, (one for one in shared if shared[one]), key=shared.__getitem__)
    return evidence(meeting, best)


def place_of(meeting: Meeting, finding: Finding) -> tuple[str, ...]:
    """The utterances at which what stands against 確定 can be heard."""
    if finding.subject is not None:
        return finding.subject.utterance_ids
    if finding.kind != "unchecked":
        return ()
    here = (one for one in meeting.utterances if one.start_ms == finding.at_ms)
    return tuple(one.id for one in here if text_of(one) == finding.place)


def last_confirmed(meeting: Meeting) -> str:
    """The last 確定: when, by whom, and what was overruled for which reason; "" where there is none."""
    if not meeting.confirmations:
        return ""
    last = meeting.confirmations[-1]
    lines = [words.confirmed_by(japanese_moment(last.at), last.who)]
    if last.reason:
        lines.append(words.because(last.reason))
    if last.open_places:
        lines += [words.STAYS_OPEN, *last.open_places]
    return "\n".join(lines)


def _rows(results: Results, meeting: Meeting) -> list[Row]:
    """Proposals first, then what is put in."""
    rows = [Row(words.heading(words.PROPOSED, len(results.waiting)), is_heading=True)]
    rows += _listed(results.waiting) or [Row(words.NOTHING_PROPOSED)]
    rows.append(Row(words.heading(words.PUT_IN, len(meeting.items)), is_heading=True))
    put_in = [Row(item_line(number, item, results), item) for number, item in enumerate(meeting.items, 1)]
    return rows + (put_in or [Row(words.NOTHING_PUT_IN)])


def _refused_rows(results: Results) -> list[Row]:
    heading = Row(words.heading(words.REFUSED, len(results.refused)), is_heading=True)
    return [heading, *_listed(results.refused)] if results.refused else []


def _listed(found: tuple[Proposal, ...]) -> list[Row]:
    rows = [Row(proposal_line(one), one) for one in found[:MOST]]
    return rows + ([Row(words.more(len(found) - MOST))] if len(found) > MOST else [])


def _is_shown(one: Utterance) -> bool:
    return not one.deleted and not one.hidden and bool(text_of(one))


def _pairs(text: str) -> set[str]:
    """Letters that stand side by side, without what parts sentences."""
    letters = "".join(one for one in text if one.isalnum())
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def _start(one: Utterance) -> int:
    return one.start_ms
