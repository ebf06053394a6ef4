"""A sentence for every error: what happened, what is safe, what to do next.

The sentences lie in `errors_recording`, `errors_meeting`, `errors_template`, `errors_settings`, `capture`, `handing`,
`draft`, `replies` and `closing`; this file joins them.
"""

from minutes_app.errors import MinutesError
from minutes_app.wording import (
    capture,
    closing,
    draft,
    errors_meeting,
    errors_recording,
    errors_settings,
    errors_template,
    handing,
    replies,
)
from minutes_app.wording.message import Message, Sentences

__all__ = ["SENTENCES", "Message", "explain", "explain_bug"]

SENTENCES: Sentences = {
    **errors_recording.SENTENCES,
    **capture.SENTENCES,
    **errors_meeting.SENTENCES,
    **errors_template.SENTENCES,
    **errors_settings.SENTENCES,
    **handing.SENTENCES,
    **draft.SENTENCES,
    **replies.SENTENCES,
    **closing.SENTENCES,
}


def explain(error: MinutesError) -> Message:
    """The message for `error`; a class without a sentence of its own gets its family's, in the end the plain one."""
    for kind in type(error).__mro__:
        if kind in SENTENCES:
            return SENTENCES[kind](error)
    return Message(
        "処理を続けられませんでした。",
        "保存済みの録音と文字起こしはそのまま残っています。",
        "もう一度お試しください。続くときは「minutes doctor」でこのPCの状態を確かめてください。",
    )


def explain_bug(log_place: str = "") -> Message:
    """The message for a mistake of the program itself; `log_place` is where the technical log lies."""
    where = f"動作の記録は {log_place} にあります。" if log_place else ""
    return Message(
        "申し訳ありません。プログラムの誤りで処理が止まりました。",
        "保存済みの録音と文字起こしはそのまま残っています。",
        f"もう一度お試しください。続くときは情報担当の方にお知らせください。{where}",
    )
