"""What to do next about models, settings and devices, for who has the window: a place in 設定 instead of a command."""

from minutes_app import errors
from minutes_app.wording import closing, draft, replies
from minutes_app.wording.message import one_line
from minutes_app.wording.models import DOWNLOAD, REFUSED, SAYS_WHAT_TO_DO, UNSUITABLE
from minutes_app.wording.settings import expected

_MODELS = "「設定」の「認識モデル」"
_USB = f"つながらないPCでは、つながる別のPCの{_MODELS}からUSBメモリーに書き出し、このPCで取り込んでください。"
_CONVERTED = "faster-whisper用（CTranslate2形式）のWhisperモデルを用意してください。"
_MENDS = {
    "install": f"{_MODELS}で選び、「入れ直す」を押してください。{_USB}",
    "import": f"{_MODELS}で、元のフォルダーかzipをもう一度取り込んでください。",
    "reinstall": "このアプリに付属するモデルです。アプリを入れ直してください。",
    "copy": "USBメモリーなどにもう一度コピーしてから、取り込み直してください。",
}
_NETWORK = (
    ("設定 network.hub_endpoint と network.proxy", "「設定」の「通信」で「モデルの配布元」と「プロキシ」"),
    ("設定 network.proxy", "「設定」の「通信」で「プロキシ」"),
    ("設定 network.ca_bundle", "「設定」の「通信」の「証明書ファイル」"),
)
_WHERE = {
    "policy": "情報担当の方に、管理者の設定ファイルを直すよう伝えてください。",
    "user": "「設定」で直してください。",
    "environment": "情報担当の方に、環境変数の値を直すよう伝えてください。",
    "flag": "値を直して、もう一度お試しください。",
}
_DOCTOR = ("「minutes doctor」でこのPCの状態を", "「設定」の「このPCの診断」で状態を")


def step_here(error: errors.MinutesError, step: str) -> str:
    """The next step for `error` in the window; `step` is the one of the command line."""
    if isinstance(error, errors.ModelError):
        return _about_model(error) or step
    if isinstance(error, errors.SettingInvalid):
        return f"使える値は、{expected(error.expected)}です。{_WHERE.get(error.source, _WHERE['user'])}"
    if isinstance(error, errors.SettingUnknown):
        return f"「{one_line(error.nearest)}」ではありませんか。" if error.nearest else ""
    if isinstance(error, errors.SettingLocked):
        return "変える必要があるときは、情報担当の方に相談してください。"
    if isinstance(error, errors.DraftError):
        return draft.step_here(error) or step
    return _about_papers(error) or _about_sound(error) or step.replace(*_DOCTOR)


def _about_papers(error: errors.MinutesError) -> str:
    if isinstance(error, errors.DisposalRefused):
        return closing.refused_here(error.reason)
    if isinstance(error, errors.ReplyRefused) and error.reason in replies.PLACES_HERE:
        return replies.PLACES_HERE[error.reason]
    return closing.STEPS_HERE.get(type(error)) or replies.STEPS_HERE.get(type(error), "")


def _about_sound(error: errors.MinutesError) -> str:
    if isinstance(error, errors.DeviceMissing):
        return "つなぎ方と電源を確かめ、「設定」の「音声デバイス」で選び直してください。"
    if isinstance(error, errors.SoundSystemMissing):
        return "PCの音の設定を確かめ、「設定」の「このPCの診断」で状態を確かめてください。"
    if isinstance(error, errors.NothingRecorded):
        return "「設定」の「音声デバイス」で装置を試してから、もう一度録音を始めてください。"
    return ""


def _about_model(error: errors.ModelError) -> str:
    if isinstance(error, errors.UnknownModel | errors.ModelMissing):
        return f"{_MODELS}で入れてください。{_USB}"
    if isinstance(error, errors.ModelDamaged):
        return _MENDS.get(error.mend, _MENDS["import"])
    if isinstance(error, errors.ModelUnsuitable):
        return _unsuitable(error.reason)
    if isinstance(error, errors.ModelRefused):
        reason = REFUSED.get(error.reason, "")
        return f"{reason}モデルの入手元を確かめ、{_MODELS}の「USBメモリーへ書き出す…」で作ったものを使ってください。"
    if isinstance(error, errors.DownloadFailed):
        reason = DOWNLOAD.get(error.reason, one_line(error.reason))
        for typed, here in _NETWORK:
            reason = reason.replace(typed, here)
        return f"{reason}そのあと「入れる」をもう一度押してください。{_USB}"
    return ""


def _unsuitable(reason: str) -> str:
    if reason == "no_name":
        return "フォルダーかzipの名前を、モデルの名前に変えてから取り込んでください。"
    told = UNSUITABLE.get(reason, one_line(reason))
    return f"{told}{'' if reason in SAYS_WHAT_TO_DO else _CONVERTED}"
