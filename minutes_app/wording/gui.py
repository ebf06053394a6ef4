"""What the window says: names of buttons and screens, and the sentences of errors where a command line is no help."""

from dataclasses import replace

from minutes_app import errors
from minutes_app.wording.errors import explain, explain_bug
from minutes_app.wording.message import Message

APP = "会議録アプリ"

_AGAIN = "「もう一度」を押すと、続きから始まります。"
_NEXT_STEPS: dict[type[errors.MinutesError], str] = {
    errors.EngineStopped: f"{_AGAIN}同じところで続けて止まるときは、情報担当の方にお知らせください。",
    errors.EngineFailed: f"{_AGAIN}続くときは、情報担当の方にお知らせください。",
    errors.NotEnoughMemory: "ほかのプログラムを閉じて、もう一度お試しください。",
    errors.ComputeTypeUnusable: "設定の「計算の精度」を「自動」に戻してから、もう一度お試しください。",
    errors.MeetingDamaged: "「元に戻して開く」を押すと、その状態に戻して開きます。壊れたファイルは消さずに残します。",
    errors.TemplateMissing: "様式のファイルを移したり、名前を変えたりしていないか確かめてください。",
    errors.TemplateFaulty: "Wordで様式の差し込みの書き方を直してから、もう一度お試しください。",
    errors.BadArguments: "もう一度お試しください。",
}
"""Error → what to do next in the window, in place of a command."""


def explain_here(error: errors.MinutesError) -> Message:
    """The message for `error` as the window says it: its next step is a button, not a command."""
    message = explain(error)
    if isinstance(error, errors.MeetingDamaged) and error.last_good is None:
        return message
    if isinstance(error, errors.MeetingInUse):
        return replace(message, next_step=message.next_step.split("それができなければ")[0])
    return replace(message, next_step=_NEXT_STEPS.get(type(error), message.next_step))


def explain_our_bug(log_place: str = "") -> Message:
    """The message for a mistake of the program itself."""
    return explain_bug(log_place)
