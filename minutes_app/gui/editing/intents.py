"""What a key means for the utterances that are chosen: a meeting and their ids in, a change out. Knows no Qt.

An intent that makes no sense (no agenda item with this number, nothing to merge with) is a change of nothing.
"""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Literal

from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.cut import words_between
from minutes_app.meeting.fillers import without
from minutes_app.meeting.model import Heard, Item, Meeting, Point, Speaker, Utterance
from minutes_app.wording.editor import speaker_label

NOTHING = Change("")
Ids = Collection[str]
MS_A_CHARACTER, LEAST_MS = 150, 500
"""How long a written text may have taken to say."""


@dataclass(frozen=True, slots=True)
class Said:
    """An utterance that a person writes. `until_ms` 0: as long as saying it takes, but not into the next one."""

    at_ms: int
    text: str
    speaker_id: str = ""
    until_ms: int = 0


def chosen(meeting: Meeting, ids: Ids) -> tuple[Utterance, ...]:
    """The utterances with these ids, in the order of the meeting."""
    wanted = set(ids)
    return tuple(utterance for utterance in meeting.utterances if utterance.id in wanted)


def toggle_checked(meeting: Meeting, ids: Ids) -> Change:
    """確認済, or not any more when all of them were."""
    return edit.mark_checked(meeting, ids, not all(each.checked for each in chosen(meeting, ids)))


def toggle_hidden(meeting: Meeting, ids: Ids) -> Change:
    """非公開, or not any more when all of them were."""
    return edit.mark_hidden(meeting, ids, not all(each.hidden for each in chosen(meeting, ids)))


def toggle_deleted(meeting: Meeting, ids: Ids) -> Change:
    """Delete, or restore when all of them were deleted."""
    return edit.mark_deleted(meeting, ids, not all(each.deleted for each in chosen(meeting, ids)))


def toggle_important(meeting: Meeting, ids: Ids) -> Change:
    """重要, or not any more when all of them were."""
    return edit.mark_important(meeting, ids, not all(each.important for each in chosen(meeting, ids)))


def new_utterance(meeting: Meeting, said: Said) -> Change:
    """What nobody heard but the person: written, and in the agenda item of what was said before."""
    text = "".join(said.text.splitlines()).strip()
    if not text:
        return NOTHING
    following = min((one.start_ms for one in meeting.utterances if one.start_ms > said.at_ms), default=None)
    end_ms = said.until_ms or said.at_ms + max(len(text) * MS_A_CHARACTER, LEAST_MS)
    end_ms = end_ms if following is None or said.until_ms else min(end_ms, following)
    made = Utterance(edit.new_id("u"), said.at_ms, end_ms, text, "", said.speaker_id, agenda_at(meeting, said.at_ms))
    return edit.add_utterances(meeting, (made,))


def empty_utterance(meeting: Meeting, start_ms: int, end_ms: int) -> Change:
    """A voice that a person has listened to, and that says nothing for the minutes: kept as a row without words."""
    agenda_id = agenda_at(meeting, start_ms)
    made = Utterance(edit.new_id("u"), start_ms, end_ms, "", "", agenda_id=agenda_id, flags=("no_text",), checked=True)
    return edit.add_utterances(meeting, (made,), "check")


def agenda_at(meeting: Meeting, at_ms: int) -> str:
    """The agenda item that what was said before this time belongs to."""
    before = [one for one in meeting.utterances if one.start_ms <= at_ms and not one.deleted]
    return max(before, key=lambda one: one.start_ms).agenda_id if before else ""


def resting_on(meeting: Meeting, chosen_ids: Ids) -> int:
    """How many 決定・宿題 and 要点 rest on these utterances."""
    wanted = set(chosen_ids)
    resting = [*(item.utterance_ids for item in meeting.items), *(point.utterance_ids for point in meeting.points)]
    return sum(not wanted.isdisjoint(ids) for ids in resting)


def speaker_by_number(meeting: Meeting, ids: Ids, number: int) -> Change:
    """The speaker with this number, from 1; 0 = not known."""
    if not 0 <= number <= len(meeting.speakers):
        return NOTHING
    return edit.set_speaker(meeting, ids, meeting.speakers[number - 1].id if number else "")


def agenda_by_number(meeting: Meeting, utterance_id: str, number: int) -> Change:
    """Agenda item `number`, from 1, begins with this utterance; 0 = here none begins."""
    agenda = meeting.occasion.agenda
    if not 0 <= number <= len(agenda):
        return NOTHING
    return edit.start_agenda(meeting, utterance_id, agenda[number - 1].id if number else "")


def merge_with_next(meeting: Meeting, row: int) -> Change:
    """One utterance of this one and the next that is not deleted."""
    following = (each for each in meeting.utterances[row + 1 :] if not each.deleted)
    second = next(following, None)
    first = meeting.utterances[row]
    return NOTHING if second is None or first.deleted else edit.merge(meeting, first.id, second.id)


def split(meeting: Meeting, utterance: Utterance, at: int, heard: tuple[Heard, ...]) -> Change:
    """Cut an utterance before character `at`, at the time that its words tell."""
    words = words_between(heard, utterance.start_ms, utterance.end_ms)
    return edit.split(meeting, utterance.id, at=at, words=words)


def item_from(meeting: Meeting, ids: Ids, kind: Literal["decision", "task"]) -> Change:
    """A 決定事項 or 宿題 with the words of these utterances, resting on them."""
    resting = chosen(meeting, ids)
    if not resting:
        return NOTHING
    text = "".join(each.text for each in resting)
    return edit.add_item(meeting, Item(edit.new_id("i"), kind, text, utterance_ids=tuple(each.id for each in resting)))


def point_from(meeting: Meeting, ids: Ids) -> Change:
    """A 要点 with the words of these utterances, in the agenda item of the first, at the end of its points."""
    resting = chosen(meeting, ids)
    if not resting:
        return NOTHING
    text = "".join(without(each.text) for each in resting)
    agenda_id = resting[0].agenda_id
    point = Point(edit.new_id("p"), text, agenda_id, tuple(each.id for each in resting))
    last = [place for place, other in enumerate(meeting.points) if other.agenda_id == agenda_id]
    return edit.add_point(meeting, point, index=last[-1] + 1 if last else None)


def move_point(meeting: Meeting, point_id: str, by: int) -> Change:
    """A point goes up (-1) or down (+1) among those of its agenda item."""
    places = {point.id: place for place, point in enumerate(meeting.points)}
    agenda_id = meeting.points[places[point_id]].agenda_id
    beside = [point.id for point in meeting.points if point.agenda_id == agenda_id]
    to = beside.index(point_id) + by
    return edit.move(meeting, "points", point_id, to=places[beside[to]]) if 0 <= to < len(beside) else NOTHING


def new_speaker(meeting: Meeting, name: str = "") -> Change:
    """A speaker more, with a label that no other has (話者3)."""
    labels = {speaker.label for speaker in meeting.speakers}
    number = next(count for count in range(1, len(labels) + 2) if speaker_label(count) not in labels)
    return edit.add_speaker(meeting, Speaker(edit.new_id("s"), speaker_label(number), name))
