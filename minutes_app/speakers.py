"""Utterances with names on them: what a run heard becomes 発言 and 話者.

Today the only evidence is the channel (a microphone each); who spoke on a shared channel is not guessed.
"""

from dataclasses import replace

from minutes_app.meeting.model import Heard, Meeting, Run, Speaker, Utterance


def keeps_text(meeting: Meeting) -> bool:
    """Whether a new run stands beside the utterances instead of replacing them: a person has worked on them."""
    return meeting.touched and bool(meeting.utterances)


def with_run(meeting: Meeting, run: Run) -> Meeting:
    """The meeting with what `run` heard as its utterances, in the order of their starts.

    A meeting that `keeps_text` stays as it is; speakers that a person added before the first run stay, too.
    """
    if keeps_text(meeting):
        return meeting
    tracks = sorted({heard.track for heard in run.heard})
    speakers = _speakers(meeting, tracks) if len(tracks) > 1 else ()
    named = {track: speaker.id for track, speaker in zip(tracks, speakers, strict=False)}
    if meeting.touched:
        speakers += tuple(speaker for speaker in meeting.speakers if speaker.id not in named.values())
    spoken = sorted((heard for heard in run.heard if heard.text), key=lambda heard: (heard.start_ms, heard.track))
    utterances = tuple(_utterance(number, heard, named.get(heard.track, "")) for number, heard in enumerate(spoken, 1))
    return replace(meeting, utterances=utterances, speakers=speakers, run_id=run.id)


def _speakers(meeting: Meeting, tracks: list[int]) -> tuple[Speaker, ...]:
    """One speaker a channel; names given earlier to the same channel stay."""
    known = {speaker.id: speaker for speaker in meeting.speakers}
    fresh = (Speaker(f"s{track + 1}", f"話者{track + 1}") for track in tracks)
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
