"""Proposals for items: what a meeting's utterances say by the cue words of `cues`, for a person to confirm or refuse.

In: a meeting. Out: proposals in the order of time, numbered; the same text gives the same numbers. A proposal is no
item: `answers` of the meeting say what a person made of it. Writes nothing and changes nothing.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from minutes_app.meeting.marked import persons_marks
from minutes_app.meeting.model import ItemKind, Meeting, Utterance
from minutes_app.minutes.assigned import Assigned, assigned
from minutes_app.minutes.cues import Cues, Rule, shipped
from minutes_app.minutes.speech import names_of, text_of, visible
from minutes_app.minutes.spoken_dates import proposed_due
from minutes_app.wording import items as words
from minutes_app.wording.editor import KINDS

_SENTENCE = re.compile(r"[^。．！!？?\n]+[。．！!？?\n]*")
_POINTS_BACK = re.compile(
    r"^(?:異議なし|異議ありません|異存)|そのように|そういうこと|このとおり|これで|その内容|その進め方|その方針|以上の"
)
_KIND_OF_MARK: dict[str, ItemKind] = {"decision": "decision", "task": "task"}
MARK_REACH_MS = 20_000
"""A mark is pressed soon after what it is for."""

State = Literal["open", "confirmed", "changed", "refused", "has_item"]


@dataclass(frozen=True, slots=True)
class Found:
    """What one sentence says."""

    kind: ItemKind
    cue: str
    owner: str = ""
    due: str = ""
    is_self: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """`number` counts from 1 over all proposals, answered ones too, so that answering one moves no other.

    `due`: 期限 in the words that were said; `due_on`: the day that they may mean (ISO), "" where none can be told.
    """

    number: int
    kind: ItemKind
    text: str
    cue: str
    utterance_ids: tuple[str, ...]
    start_ms: int
    owner: str = ""
    due: str = ""
    due_on: str = ""
    due_is_sure: bool = False
    state: State = "open"


def proposals(meeting: Meeting, cues: Cues | None = None) -> list[Proposal]:
    """Every proposal with what became of it; one a kind and utterance."""
    return judged(meeting, drafted(meeting, cues))


def drafted(meeting: Meeting, cues: Cues | None = None) -> list[Proposal]:
    """Every proposal, numbered; they change only with what was said, by whom and when, and with marks."""
    rules = cues or shipped()
    names = names_of(meeting)
    made: list[Proposal] = []
    before: Utterance | None = None
    for utterance in visible(meeting):
        for one in _of_utterance(utterance, rules, names.get(utterance.speaker_id, "")):
            ids = one.utterance_ids
            if before is not None and _POINTS_BACK.search(one.text):
                ids = (before.id, *ids)
            made.append(replace(one, utterance_ids=ids))
        before = utterance
    made = sorted((*made, *_marked(meeting, made)), key=lambda one: one.start_ms)
    day = meeting.occasion.date
    return [replace(_dated(one, day), number=number) for number, one in enumerate(made, 1)]


def judged(meeting: Meeting, made: list[Proposal]) -> list[Proposal]:
    """The same, each with what has become of it by now."""
    states = _States(meeting)
    return [replace(one, state=states.of(one)) for one in made]


def _dated(proposal: Proposal, day: str) -> Proposal:
    """With the day that its 期限 may mean, counted from that of the meeting."""
    meant = proposed_due(proposal.due, date.fromisoformat(day)) if proposal.due and day else None
    return replace(proposal, due_on=meant.due, due_is_sure=meant.sure) if meant else proposal


def found_in(sentence: str, cues: Cues) -> Found | None:
    """What one sentence is by the first rule that fits, None where none does."""
    plain = cues.plain(sentence)
    if not plain or cues.is_barred(plain):
        return None
    for rule in cues.rules:
        found = _task(plain, rule) if rule.is_for_tasks else _plainly(plain, rule)
        if found is not None:
            return found
    return None


def _plainly(plain: str, rule: Rule) -> Found | None:
    cue = rule.cue(plain)
    return Found(rule.kind, cue) if cue else None


def _task(plain: str, rule: Rule) -> Found | None:
    """Asked of somebody or for a day; promised by somebody or for a day, or as something to be ready (〜ておきます)."""
    said = rule.asks.found(plain) or rule.promises.found(plain)
    dated, weak = (rule.dated.found(plain), rule.weak.found(plain)) if not said else ("", "")
    if not (said or dated or weak) or rule.is_stopped(plain):
        return None
    who = assigned(plain)
    is_enough = who.has_somebody_or_a_day if said else who.is_asked if dated else who.is_promise
    if not who.says_what or not is_enough or (not who.due and rule.undated.found(plain)):
        return None
    return Found(rule.kind, words.TASK_CUES.format(said or dated or weak), who.owner, who.due, who.is_self)


def _marked(meeting: Meeting, made: list[Proposal]) -> Iterator[Proposal]:
    """Where somebody pressed 決定 or 宿題 while recording and no cue says so: what was said just before."""
    known = {(one.kind, used) for one in made for used in one.utterance_ids}
    shown = visible(meeting)
    for mark in persons_marks(meeting):
        kind = _KIND_OF_MARK.get(mark.kind)
        said = [one for one in shown if one.start_ms <= mark.at_ms and one.end_ms >= mark.at_ms - MARK_REACH_MS]
        if kind is None or not said or any((kind, one.id) in known for one in said):
            continue
        last = said[-1]
        who = assigned(text_of(last)) if kind == "task" else Assigned()
        cue = words.MARK_CUE.format(KINDS[kind])
        yield Proposal(0, kind, text_of(last), cue, (last.id,), last.start_ms, who.owner, who.due)


def _of_utterance(utterance: Utterance, cues: Cues, speaker: str) -> Iterator[Proposal]:
    """The utterance's proposals, sentences of one kind together."""
    by_kind: dict[ItemKind, Proposal] = {}
    for sentence in _SENTENCE.findall(text_of(utterance)):
        found = found_in(sentence, cues)
        if found is None:
            continue
        first = by_kind.get(found.kind)
        if first is not None:
            by_kind[found.kind] = replace(
                first, text=first.text + sentence.strip(), owner=first.owner or found.owner, due=first.due or found.due
            )
            continue
        owner = found.owner or (speaker if found.is_self else "")
        by_kind[found.kind] = Proposal(
            0, found.kind, sentence.strip(), found.cue, (utterance.id,), utterance.start_ms, owner, found.due
        )
    yield from by_kind.values()


def state_of(meeting: Meeting, proposal: Proposal) -> State:
    """What has become of a proposal by now."""
    return _States(meeting).of(proposal)


class _States:
    """What a person has said to proposals."""

    def __init__(self, meeting: Meeting) -> None:
        self._answers = {(one.kind, used): one.answer for one in meeting.answers for used in one.utterance_ids}
        self._items = {(item.kind, used) for item in meeting.items for used in item.utterance_ids}

    def of(self, proposal: Proposal) -> State:
        """Answered where an answer to the same kind rests on its own utterance; so does an item made by hand."""
        key = (proposal.kind, proposal.utterance_ids[-1])
        if key in self._answers:
            return self._answers[key]
        return "has_item" if key in self._items else "open"
