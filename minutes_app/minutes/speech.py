"""Which utterances may be shown, in which order, and how they join into paragraphs.

In: a meeting. Out: visible utterances and paragraphs. Deleted and hidden (非公開) utterances appear nowhere. Changes no
word; where recognition gave nothing, a mark in brackets says so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.minutes.characters import writable
from minutes_app.wording import documents as words

GAP_MS = 2000
"""A pause of this length begins a new paragraph."""
UNNAMED_LIMIT = 200
NAMED_LIMIT = 600
"""Characters of a paragraph: without speakers it is the only thing that structures the page."""

_ENDS = re.compile(r"[。．.、，,!?！？…）)」』】\]\s　]$")
_LATIN = re.compile(r"[A-Za-z0-9]$")
_ENDS_SENTENCE = re.compile(r"[。．!?！？]$")


@dataclass(slots=True)
class Paragraph:
    """Consecutive utterances of one speaker under one agenda item. `speaker` is the shown name or ""."""

    speaker: str
    agenda_id: str
    start_ms: int
    end_ms: int
    texts: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    needs_check: bool = False
    is_mark: bool = False
    length: int = 0

    def add(self, utterance: Utterance, text: str) -> None:
        """Take one more utterance in."""
        self.texts.append(text)
        self.ids.append(utterance.id)
        self.length += len(text)
        self.end_ms = max(self.end_ms, utterance.end_ms)
        self.needs_check = self.needs_check or needs_check(utterance)

    @property
    def text(self) -> str:
        """The utterances one after the other."""
        return joined(self.texts)


def visible(meeting: Meeting) -> list[Utterance]:
    """Utterances that may be shown and have something to show, by time."""
    shown = [one for one in meeting.utterances if not one.deleted and not one.hidden and text_of(one)]
    return sorted(shown, key=lambda one: one.start_ms)


def text_of(utterance: Utterance) -> str:
    """What the page says for `utterance`; "" when there is nothing to say."""
    text = writable(utterance.text)
    if text or utterance.checked:
        return text
    if "failed" in utterance.flags:
        return words.NOT_TRANSCRIBED
    return words.UNHEARD if "no_text" in utterance.flags else ""


def needs_check(utterance: Utterance) -> bool:
    """Whether a person should listen again: flagged and not yet checked."""
    return bool(utterance.flags) and not utterance.checked


def names_of(meeting: Meeting) -> dict[str, str]:
    """Speaker id → the name, or the label as long as nobody has named them."""
    return {speaker.id: writable(speaker.name) or writable(speaker.label) for speaker in meeting.speakers}


def paragraphs(meeting: Meeting) -> list[Paragraph]:
    """The visible utterances as paragraphs, by time.

    Joined: same speaker, same agenda item, pause below `GAP_MS`, within the limit of length, nothing hidden in between.
    """
    names = names_of(meeting)
    result: list[Paragraph] = []
    broken = True
    for utterance, text in _with_breaks(meeting):
        if utterance is None:
            broken = True
            continue
        speaker = names.get(utterance.speaker_id, "")
        is_mark = not writable(utterance.text)
        if broken or is_mark or not _continues(result[-1], utterance, speaker, len(text)):
            start_ms, end_ms = utterance.start_ms, utterance.end_ms
            result.append(Paragraph(speaker, utterance.agenda_id, start_ms, end_ms, is_mark=is_mark))
        result[-1].add(utterance, text)
        broken = False
    return result


def joined(texts: list[str]) -> str:
    """Texts in a row; a full-width space where a sentence has no end, a space between Latin words."""
    result = ""
    for text in texts:
        if _LATIN.search(result) and text[:1].isascii():
            result += " "
        elif result and not _ENDS.search(result):
            result += "　"
        result += text
    return result


def _with_breaks(meeting: Meeting) -> Iterator[tuple[Utterance | None, str]]:
    """Visible utterances with their text by time; (None, "") where something hidden stands."""
    for utterance in sorted(meeting.utterances, key=lambda one: one.start_ms):
        if utterance.hidden and not utterance.deleted:
            yield None, ""
        elif not utterance.deleted and (text := text_of(utterance)):
            yield utterance, text


def _continues(paragraph: Paragraph, utterance: Utterance, speaker: str, length: int) -> bool:
    if paragraph.is_mark or (paragraph.speaker, paragraph.agenda_id) != (speaker, utterance.agenda_id):
        return False
    limit = NAMED_LIMIT if speaker else UNNAMED_LIMIT
    return utterance.start_ms - paragraph.end_ms < GAP_MS and paragraph.length + length <= limit
