"""検索と置換: every hit with its place, so that each can be looked at before anything is changed. Knows no Qt.

In: a meeting and what to look for. Out: hits, and the change that puts the chosen ones in place. Deleted utterances are
left alone.
"""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from minutes_app.gui.editing.rules import Rule
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.fillers import FILLER
from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.wording.correcting import bad_rule


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to look for, and what to put in its place (`\\1` = the first group of a regular expression)."""

    find: str
    put: str = ""
    regex: bool = False
    exact_case: bool = True


@dataclass(frozen=True, slots=True)
class Hit:
    """Characters `start` to `end` of an utterance's text would become `new`."""

    utterance_id: str
    start_ms: int
    text: str
    start: int
    end: int
    new: str


class BadPattern(ValueError):
    """The regular expression cannot be read; the reason in the words of Python's `re`."""


def hits(meeting: Meeting, wanted: Wanted) -> tuple[Hit, ...]:
    """Every hit, in order. Raises `BadPattern`."""
    if not wanted.find:
        return ()
    try:
        pattern = re.compile(
            wanted.find if wanted.regex else re.escape(wanted.find), 0 if wanted.exact_case else re.IGNORECASE
        )
        return tuple(_found(meeting, pattern, wanted))
    except (re.error, IndexError) as error:
        raise BadPattern(str(error)) from None


def filler_hits(meeting: Meeting) -> tuple[Hit, ...]:
    """Every filler, to be taken out."""
    return tuple(_found(meeting, FILLER, Wanted("")))


def rule_hits(meeting: Meeting, rules: Iterable[Rule]) -> Iterator[tuple[Hit, ...]]:
    """The hits of many rules, an utterance at a time; of two that meet the first or the longer one wins.

    Raises `BadPattern` at once.
    """
    looked = [(_pattern(rule), rule) for rule in rules]
    return (tuple(_ruled(utterance, looked)) for utterance in meeting.utterances)


def _pattern(rule: Rule) -> re.Pattern[str]:
    try:
        pattern = re.compile(rule.find if rule.regex else re.escape(rule.find))
        if rule.regex:
            re.compile(f"{rule.find}|").sub(rule.put, "")
        return pattern
    except (re.error, IndexError) as error:
        raise BadPattern(bad_rule(rule.find, str(error))) from None


def _ruled(utterance: Utterance, looked: list[tuple[re.Pattern[str], Rule]]) -> Iterator[Hit]:
    if utterance.deleted:
        return
    found = [
        (match.start(), -match.end(), place, match, match.expand(rule.put) if rule.regex else rule.put)
        for place, (pattern, rule) in enumerate(looked)
        if rule.regex or rule.find in utterance.text
        for match in pattern.finditer(utterance.text)
        if match[0]
    ]
    end = 0
    for start, _end, _place, match, new in sorted(found, key=lambda each: each[:3]):
        if start >= end:
            end = match.end()
            if new != match[0]:
                yield Hit(utterance.id, utterance.start_ms, utterance.text, start, end, new)


def replaced(meeting: Meeting, chosen: Collection[Hit], label: str = "replace") -> Change:
    """The chosen hits in one step. An utterance of which nothing that sounds is left is deleted with its old text."""
    by_utterance: dict[str, list[Hit]] = {}
    for hit in chosen:
        by_utterance.setdefault(hit.utterance_id, []).append(hit)
    texts = {utterance_id: _put(each) for utterance_id, each in by_utterance.items()}
    kept = {utterance_id: text for utterance_id, text in texts.items() if any(map(str.isalnum, text))}
    empty = texts.keys() - kept.keys()
    return edit.together(
        meeting, label, (lambda now: edit.set_texts(now, kept), lambda now: edit.mark_deleted(now, empty))
    )


def _found(meeting: Meeting, pattern: re.Pattern[str], wanted: Wanted) -> Iterator[Hit]:
    for utterance in meeting.utterances:
        if utterance.deleted:
            continue
        for match in pattern.finditer(utterance.text):
            new = match.expand(wanted.put) if wanted.regex else wanted.put
            if match[0] and new != match[0]:
                yield Hit(utterance.id, utterance.start_ms, utterance.text, *match.span(), new)


def _put(hits_of_one: list[Hit]) -> str:
    text = hits_of_one[0].text
    for hit in sorted(hits_of_one, key=lambda each: each.start, reverse=True):
        text = text[: hit.start] + hit.new + text[hit.end :]
    return text.strip()
