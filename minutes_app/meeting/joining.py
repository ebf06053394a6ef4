"""What two utterances are together: the text, and everything that is known of either.

In: two neighbours. Out: one utterance with the first one's id. What is hidden stays hidden, in whatever company.
"""

from dataclasses import replace

from minutes_app.meeting.model import Flag, Utterance


def joined(first: Utterance, second: Utterance) -> Utterance:
    """The two as one."""
    lengths = [max(part.end_ms - part.start_ms, 1) for part in (first, second)]
    confidence = (first.confidence * lengths[0] + second.confidence * lengths[1]) / sum(lengths)
    flags: tuple[Flag, ...] = tuple(dict.fromkeys((*first.flags, *second.flags)))
    return replace(
        first,
        start_ms=min(first.start_ms, second.start_ms),
        end_ms=max(first.end_ms, second.end_ms),
        text=_together(first.text, second.text),
        heard=first.heard + second.heard,
        confidence=confidence,
        flags=flags,
        checked=first.checked and second.checked,
        hidden=first.hidden or second.hidden,
        deleted=first.deleted and second.deleted,
        important=first.important or second.important,
        comment="\n".join(filter(None, (first.comment, second.comment))),
    )


def _together(first: str, second: str) -> str:
    """Japanese needs no space between; words in Latin letters do."""
    both_latin = first[-1:].isascii() and second[:1].isascii() and first[-1:].strip() and second[:1].strip()
    return f"{first} {second}" if both_latin else first + second
