"""The utterances of a meeting as subtitles: SubRip (.srt) and WebVTT (https://www.w3.org/TR/webvtt1/).

In: a meeting. Out: text. Each cue lasts at least a millisecond; cues may overlap (two tracks). Blank lines, "-->"
and tags in what was said cannot break the file.
"""

import re

from minutes_app.meeting.model import Meeting, Utterance
from minutes_app.minutes.characters import one_line, writable
from minutes_app.minutes.speech import names_of, text_of, visible

_BLANK_LINES = re.compile(r"\n\s*\n+")


def srt(meeting: Meeting) -> str:
    """SubRip: numbered cues, the speaker before the text; signs of tags become full-width (SubRip has no escapes)."""
    names = names_of(meeting)
    cues = []
    for number, one in enumerate(visible(meeting), 1):
        speaker = _srt_text(names.get(one.speaker_id, ""))
        text = _srt_text(_lines(text_of(one)))
        cues.append(f"{number}\n{_span(one, ',')}\n{f'{one_line(speaker)}：' if speaker else ''}{text}\n")
    return "\n".join(cues)


def vtt(meeting: Meeting, *, note: str = "") -> str:
    """WebVTT with voices (<v 佐藤>); `note` becomes a comment at the top."""
    names = names_of(meeting)
    blocks = ["WEBVTT\n"]
    if note:
        blocks.append(f"NOTE\n{_vtt_text(_lines(note))}\n")
    for one in visible(meeting):
        speaker = _vtt_text(one_line(names.get(one.speaker_id, "")))
        text = _vtt_text(_lines(text_of(one)))
        blocks.append(f"{_span(one, '.')}\n{f'<v {speaker}>' if speaker else ''}{text}\n")
    return "\n".join(blocks)


def _span(utterance: Utterance, sign: str) -> str:
    end_ms = max(utterance.end_ms, utterance.start_ms + 1)
    return f"{_clock(utterance.start_ms, sign)} --> {_clock(end_ms, sign)}"


def _clock(milliseconds: int, sign: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    minutes, seconds = divmod(seconds, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}{sign}{rest:03}"


def _lines(text: str) -> str:
    return _BLANK_LINES.sub("\n", writable(text))


def _srt_text(text: str) -> str:
    return text.replace("<", "＜").replace(">", "＞").replace("{", "｛").replace("}", "｝")


def _vtt_text(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
