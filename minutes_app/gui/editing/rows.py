"""Copy and paste of utterances: rows of time, speaker and text, as Excel and Word take them. Knows no Qt.

In: a meeting and what is chosen, or the text of a clipboard. Out: text, or the change that puts the rows in. A row that
begins with a time stands at that time; the others follow the row after which they are pasted, up to the next one.
"""

import re
from dataclasses import dataclass

from minutes_app.gui.editing.intents import LEAST_MS, MS_A_CHARACTER, NOTHING, Ids, agenda_at, chosen
from minutes_app.meeting import edit
from minutes_app.meeting.change import Change
from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.wording.times import clock

MOST_ROWS = 500
LONGEST = 5000
"""Characters of one row."""
_CLOCK = re.compile(r"(?:(\d{1,3}):)?(\d{1,2}):(\d{2})(?:\.(\d{1,3}))?")


@dataclass(frozen=True, slots=True)
class _Row:
    at_ms: int | None
    speaker: str
    text: str


def as_text(meeting: Meeting, ids: Ids) -> str:
    """A line an utterance: time, speaker, text, with tabs between."""
    names = {speaker.id: speaker.name or speaker.label for speaker in meeting.speakers}
    return "".join(
        f"{clock(one.start_ms)}\t{names.get(one.speaker_id, '')}\t{one.text}\n" for one in chosen(meeting, ids)
    )


def read_clock(text: str) -> int | None:
    """00:12:30, 12:30 or 12:30.5 in ms; None when it is no time."""
    found = _CLOCK.fullmatch(text.strip())
    if found is None or int(found[3]) >= 60 or (found[1] is not None and int(found[2]) >= 60):
        return None
    seconds = (int(found[1] or 0) * 60 + int(found[2])) * 60 + int(found[3])
    return seconds * 1000 + int((found[4] or "0").ljust(3, "0"))


def pasted(meeting: Meeting, row: int, text: str) -> Change:
    """The lines of `text` as utterances; empty ones are left out, and what is beyond the limits."""
    wanted = [found for line in text.splitlines()[:MOST_ROWS] if (found := _row(line)).text]
    if not wanted:
        return NOTHING
    speakers = {name: one.id for one in meeting.speakers for name in (one.label, one.name) if name}
    at_ms, end_ms = _room(meeting, row, sum(_length(one) for one in wanted if one.at_ms is None))
    share = min(1.0, (end_ms - at_ms) / max(sum(_length(one) for one in wanted if one.at_ms is None), 1))
    made: list[Utterance] = []
    for one in wanted:
        start_ms = at_ms if one.at_ms is None else one.at_ms
        lasts_ms = max(round(_length(one) * share), 1) if one.at_ms is None else _length(one)
        at_ms += lasts_ms if one.at_ms is None else 0
        speaker, agenda = speakers.get(one.speaker, ""), agenda_at(meeting, start_ms)
        made.append(Utterance(edit.new_id("u"), start_ms, start_ms + lasts_ms, one.text, "", speaker, agenda))
    return edit.add_utterances(meeting, made, "paste")


def _row(line: str) -> _Row:
    cells = [cell.strip() for cell in line[:LONGEST].split("\t")]
    at_ms = read_clock(cells[0])
    if at_ms is None:
        return _Row(None, "", " ".join(filter(None, cells)))
    speaker = cells[1] if len(cells) > 2 else ""
    return _Row(at_ms, speaker, " ".join(filter(None, cells[2 if len(cells) > 2 else 1 :])))


def _length(row: _Row) -> int:
    return max(len(row.text) * MS_A_CHARACTER, LEAST_MS)


def _room(meeting: Meeting, row: int, wanted_ms: int) -> tuple[int, int]:
    """From the end of a row to the beginning of the next, or as long as it takes after the last."""
    utterances = meeting.utterances
    if not 0 <= row < len(utterances):
        return 0, wanted_ms
    start_ms = utterances[row].end_ms
    following = next((one.start_ms for one in utterances[row + 1 :] if not one.deleted), None)
    return start_ms, start_ms + wanted_ms if following is None else max(following, start_ms)
