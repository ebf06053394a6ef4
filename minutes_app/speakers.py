"""Utterances with names on them: what a run heard becomes 発言 and 話者.

Today the only evidence is the channel (a microphone each); who spoke on a shared channel is not guessed.
"""

from dataclasses import replace

from minutes_app.meeting.model import Heard, Meeting, Run, Speaker, Utterance


def with_run(meeting: Meeting, run: Run) -> Meeting:
    """The meeting with what `run` heard as its utterances, in the order of their starts.

    A meeting that a person has edited keeps its utterances; the run then only stands beside it.
    """
    if meeting.touched:
        return meeting
    tracks = sorted({heard.track for heard in run.heard})
    speakers = _speakers(meeting, len(tracks)) if len(tracks) > 1 else ()
    named = {track: speaker.id for track, speaker in zip(tracks, speakers, strict=False)}
    spoken = sorted((heard for heard in run.heard if heard.text), key=lambda heard: (heard.start_ms, heard.track))
    utterances = tuple(_utterance(number, heard, named.get(heard.track, "")) for number, heard in enumerate(spoken, 1))
    return replace(meeting, utterances=utterances, speakers=speakers, run_id=run.id)


def _speakers(meeting: Meeting, count: int) -> tuple[Speaker, ...]:
    """One speaker a channel; names given earlier to the same channel stay."""
    known = {speaker.id: speaker for speaker in meeting.speakers}
    fresh = (Speaker(f"s{number}", f"話者{number}") for number in range(1, count + 1))
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
