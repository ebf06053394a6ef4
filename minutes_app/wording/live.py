"""What is said about the text that grows while people speak."""

from minutes_app.wording.times import roughly

PREPARING = "録音中の文字起こしの準備をしています…（録音はもう始まっています）"
UNMEASURED = "このPCでの速さを確かめられなかったため、録音中の文字は出しません。録音が終わったあとで文字に起こします。"
NO_MODEL = "録音は続いています。録音中の文字は出せません。"
HOUR_MS = 3_600_000


def live(model: str, late_s: float) -> str:
    """The chosen model keeps up."""
    return (
        f"話している間に文字を出します（認識モデル: {model}）。発言が終わってから、{_within(late_s)}で文字になります。"
    )


def draft(fine: str, small: str, late_s: float, fine_speed: float) -> str:
    """A smaller model gives a draft; the chosen one works afterwards."""
    return (
        f"このPCでは「{fine}」が話す速さに間に合わないため、録音中は「{small}」で下書きを出します（{_within(late_s)}）。"
        f"終わったあと「{fine}」で起こし直します。{_afterwards(fine_speed)}"
    )


def none(fine: str, fine_speed: float) -> str:
    """Nothing keeps up."""
    return (
        f"このPCでは「{fine}」が話す速さに間に合わず、間に合う小さいモデルも入っていないため、録音中の文字は出しません。"
        f"録音が終わったあとで文字に起こします。{_afterwards(fine_speed)}"
    )


def _within(late_s: float) -> str:
    return "およそ1秒以内" if late_s <= 1.0 else f"およそ{late_s + 0.5:.0f}秒"


def _afterwards(speed: float) -> str:
    return f"録音1時間につき{roughly(round(HOUR_MS / speed))}かかる見込みです。" if speed > 0 else ""
