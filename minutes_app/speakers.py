"""Utterances with names on them: what a run heard becomes 発言 and 話者.

Today the only evidence is the channel (a microphone each), or the track of a recording made here (the room, the far end
of an online meeting); who spoke on a shared one is not guessed.
"""

from dataclasses import replace

from minutes_app.meeting.model import Heard, Meeting, Run, Speaker, Utterance
from minutes_app.wording.meeting import track_label


def keeps_text(meeting: Meeting) -> bool:
    """Whether a new run stands beside the utterances instead of replacing them: a person has worked on them."""
    return meeting.touched and bool(meeting.utterances)


def with_run(meeting: Meeting, run: Run) -> Meeting:
    """The meeting with what `run` heard as its utterances, in the order of their starts.

    A meeting that `keeps_text` stays as it is; speakers that a person added before the first run stay, too. What was
    heard again as an echo is left out.
    """
    if keeps_text(meeting):
        return meeting
    spoken = sorted((heard for heard in run.heard if is_spoken(heard)), key=lambda heard: (heard.start_ms, heard.track))
    tracks = _tracks(meeting, run)
    speakers = _speakers(meeting, tracks) if len(tracks) > 1 else ()
    named = {track: speaker.id for track, speaker in zip(tracks, speakers, strict=False)}
    if meeting.touched:
        speakers += tuple(speaker for speaker in meeting.speakers if speaker.id not in named.values())
    utterances = tuple(_utterance(number, heard, named.get(heard.track, "")) for number, heard in enumerate(spoken, 1))
    return replace(meeting, utterances=utterances, speakers=speakers, run_id=run.id)


def is_spoken(heard: Heard) -> bool:
    """Whether somebody said it: it has words, and they are not those of another track once more."""
    return bool(heard.text) and "echo" not in heard.flags


def _tracks(meeting: Meeting, run: Run) -> list[int]:
    """The tracks that were recorded side by side, or the channels that were heard."""
    recorded = sorted({recording.track for recording in meeting.recordings})
    return recorded if len(recorded) > 1 else sorted({heard.track for heard in run.heard})


def _speakers(meeting: Meeting, tracks: list[int]) -> tuple[Speaker, ...]:
    """One speaker a channel; names given earlier to the same channel stay."""
    known = {speaker.id: speaker for speaker in meeting.speakers}
    origins = {recording.track: recording.origin for recording in meeting.recordings}
    fresh = (Speaker(f"s{track + 1}", track_label(track, origins.get(track, "import"))) for track in tracks)
    return tuple(known.get(speaker.id, speaker) for speaker in fresh)


def _utterance(number: int, heard: Heard, speaker_id: str) -> Utterance:
    return Utterance(
        id=f"u{number:06d}",
        start_ms=heard.start_ms,
        end_ms=max(heard.end_ms, heard.start_ms),
        text=heard.text,
        heard=heard.text,
        speaker_id=speaker_id,
        confidence=heard.confidence,
        flags=heard.flags,
    )
