"""Sentences for the families audio, model and engine, and for a child process that ended."""

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, clock, detail, name_of, one_line, place_of, size
from minutes_app.wording.models import DOWNLOAD, MENDS, REFUSED, SAYS_WHAT_TO_DO, UNSUITABLE, USB

_UNTOUCHED = "元のファイルには手を加えていません。"
_KEPT = "それより前の文字起こしは保存されています。"
_AGAIN = "同じコマンドをもう一度実行すると、続きから始まります。"
_MEETING_SAFE = "保存済みの録音と文字起こしはそのまま残っています。"
_LIST = "「minutes models list」で使えるモデルを確かめてください。"

_NOT_TAKEN = "このPCには何も書き込んでいません。"

_CONVERTED = "faster-whisper用（CTranslate2形式）のWhisperモデルを用意してください。"
_TO_WAV = "録音機に付属するソフトなどでWAV形式に変換してから、もう一度お試しください。"
_UNSUPPORTED = {
    "ds2": (
        "はオリンパスのICレコーダーのDS2形式で、このプログラムでは読めません。",
        "録音機に付属するソフト（Olympus Sonority、ODMSなど）でWAV形式に変換してから、もう一度お試しください。",
    ),
    "msv": (
        "はソニーのICレコーダーの古い形式（MSV、DVF）で、このプログラムでは読めません。",
        "録音機に付属するソフト（Digital Voice Editor、Sound Organizerなど）でWAV形式に変換してから、もう一度お試しください。",
    ),
    "real": ("はRealPlayerの形式で、このプログラムでは読めません。", _TO_WAV),
    "playlist": (
        "は曲の並び順や配信元を書いたファイルで、録音そのものではありません。",
        "中に書かれている録音ファイルのほうを指定してください。",
    ),
    "not_media": (
        "は録音や動画のファイルではありません。",
        "録音ファイル（wav、mp3、m4a、flac、wma、mp4など）を指定してください。",
    ),
    "midi": (
        "は楽譜のファイル（MIDI）で、声は入っていません。",
        "録音ファイル（wav、mp3、m4a、flac、wma、mp4など）を指定してください。",
    ),
    "empty": (
        "は空のファイル（0バイト）です。",
        "録音機からもう一度コピーしてください。録音機の中でも空なら、録音に失敗しています。",
    ),
    "blank": (
        "には音が書き込まれていません（中身がすべて空です）。",
        "録音中に録音機の電源が切れたときに起こります。録音機のソフトに修復の機能があればお試しください。",
    ),
    "folder": ("はフォルダーです。", "フォルダーの中の録音ファイルを指定してください。"),
    "not_file": ("はふつうのファイルではありません。", "録音ファイルをこのPCにコピーして、それを指定してください。"),
    "protected": (
        "は暗号化されているか、コピー防止がかかっていて読めません。",
        "録音機に付属するソフトで保護を外し、WAV形式に変換してから、もう一度お試しください。",
    ),
    "unknown_codec": ("の音声は、このプログラムでは読めない方式で圧縮されています。", _TO_WAV),
    "too_many_streams": ("には音声が多すぎるほど入っていて読めません。", _TO_WAV),
    "too_many_channels": (
        "はチャンネルの数が多すぎて読めません。",
        "録音機のソフトなどで2チャンネル（ステレオ）以下に変換してから、もう一度お試しください。",
    ),
    "rate_too_high": ("は音の細かさ（サンプリング周波数）が高すぎて読めません。", _TO_WAV),
    "rate_too_low": ("は音の細かさ（サンプリング周波数）が低すぎて、声を聞き取れません。", _TO_WAV),
    "too_long": (
        "は長すぎます。時刻の記録が壊れているかもしれません。",
        "録音機のソフトなどで短く分けるか、WAV形式に変換してから、もう一度お試しください。",
    ),
}
_STOPPED = {
    "time": "読み込みが進まなくなったため止めました",
    "memory": "読み込みに必要なメモリーが多すぎるため止めました",
}
_ENGINE_WHY = {
    "memory": "メモリーが足りなくなり、",
    "time": "反応がなくなったため、",
}
_FAULTS = {"missing": "足りない", "changed": "中身が違う", "extra": "余分な"}


def _input_missing(error: errors.InputMissing) -> Message:
    if error.is_folder:
        return Message(
            f"フォルダー{place_of(error.path)}に録音が見つかりません。",
            "フォルダーには手を加えていません。",
            "録音ファイル（wav、mp3、m4a、flac、wma、mp4など）の入ったフォルダーか、録音ファイルそのものを指定してください。",
        )
    return Message(
        f"{place_of(error.path)}が見つかりません。",
        "ほかのファイルには影響ありません。",
        "名前と場所を確かめてください。USBメモリーや録音機なら、つながっているか確かめてください。",
    )


def _unsupported_sound(error: errors.UnsupportedSound) -> Message:
    says, mend = _UNSUPPORTED.get(
        error.kind,
        (
            "はこのプログラムでは読めない形式です。",
            "録音機に付属するソフトなどでWAV形式に変換してから、もう一度お試しください。",
        ),
    )
    return Message(f"{name_of(error.path)}{says}", _UNTOUCHED, mend)


def _cannot_decode(error: errors.CannotDecode) -> Message:
    return Message(
        f"{name_of(error.path)}は壊れていて読めません。",
        _UNTOUCHED,
        "録音機やUSBメモリーからもう一度コピーして、お試しください。録音機で再生できるなら、録音機のソフトで"
        f"WAV形式に変換すると読めることがあります。{detail(error.reason)}",
    )


def _no_sound(error: errors.NoSoundInFile) -> Message:
    return Message(
        f"{name_of(error.path)}には音声が入っていません。",
        _UNTOUCHED,
        "録音機で再生できるか確かめ、音声の入ったファイルを指定してください。",
    )


def _decoder_stopped(error: errors.DecoderStopped) -> Message:
    why = _STOPPED.get(error.why, "読み込みの途中で異常が起きました")
    return Message(
        f"{name_of(error.path)}を読めませんでした。{why}。",
        _UNTOUCHED,
        "ファイルが壊れているかもしれません。もう一度コピーするか、WAV形式に変換してからお試しください。",
    )


def _unknown_model(error: errors.UnknownModel) -> Message:
    return Message(
        f"「{one_line(error.name)}」という認識モデルはありません。", "", f"{_LIST}名前を見て指定してください。"
    )


def _model_missing(error: errors.ModelMissing) -> Message:
    name = one_line(error.name)
    return Message(
        f"認識モデル「{name}」がこのPCに入っていません。",
        "録音はそのまま残っています。",
        f"インターネットにつながるPCなら「minutes models install {name}」で入ります。{USB.format(name)}",
    )


def _model_damaged(error: errors.ModelDamaged) -> Message:
    shown = "、".join(f"{one_line(file)}（{_FAULTS.get(fault, fault)}ファイル）" for file, fault in error.faults[:3])
    more = f" ほか{len(error.faults) - 3}個" if len(error.faults) > 3 else ""
    name = one_line(error.name)
    if error.mend == "copy":
        headline = (
            f"取り込もうとした認識モデル「{name}」は、ファイルが欠けているか、元のものと違います: {shown}{more}。"
        )
        return Message(headline, _NOT_TAKEN, MENDS["copy"])
    return Message(
        f"認識モデル「{name}」のファイルが壊れているか、書き換えられています: {shown}{more}。",
        "安全のため、このモデルは使いませんでした。録音はそのまま残っています。",
        MENDS.get(error.mend, MENDS["import"]).format(name) + (USB.format(name) if error.mend == "install" else ""),
    )


def _model_unsuitable(error: errors.ModelUnsuitable) -> Message:
    return Message(
        f"「{one_line(error.name)}」は、このプログラムで使える認識モデルではありません。",
        "今あるモデルには手を加えていません。",
        f"{_told(UNSUITABLE, error.reason)}{'' if error.reason in SAYS_WHAT_TO_DO else _CONVERTED}",
    )


def _model_refused(error: errors.ModelRefused) -> Message:
    return Message(
        f"{name_of(error.path)}は、安全のため取り込みませんでした。",
        _NOT_TAKEN,
        f"{_told(REFUSED, error.reason)}モデルの入手元を確かめ、「minutes models export」で作ったものを使ってください。",
    )


def _model_source_missing(error: errors.ModelSourceMissing) -> Message:
    return Message(
        f"{place_of(error.path)}に認識モデルが見つかりません。",
        _NOT_TAKEN,
        "モデルのフォルダーかzipの名前と場所を確かめてください。USBメモリーなら、つながっているか確かめてください。",
    )


def _model_bundled(error: errors.ModelBundled) -> Message:
    return Message(
        f"認識モデル「{one_line(error.name)}」はこのプログラムに付属しているため、削除できません。",
        "何も消していません。",
        "そのまま置いておいて差し支えありません。",
    )


def _told(reasons: dict[str, str], reason: str) -> str:
    """The sentence for a known reason, or the foreign word for whoever is asked for help."""
    return reasons[reason] if reason in reasons else detail(reason)


def _not_enough_memory(error: errors.NotEnoughMemory) -> Message:
    return Message(
        f"メモリーが足りません。認識モデル「{one_line(error.name)}」には約{size(error.needed)}が必要ですが、"
        f"空きは{size(error.free)}です。",
        _MEETING_SAFE,
        "ほかのプログラムを閉じてもう一度お試しください。それでも足りないときは、軽いモデルを"
        "「--model small」のように指定してください。",
    )


def _download_failed(error: errors.DownloadFailed) -> Message:
    name = one_line(error.name)
    return Message(
        f"認識モデル「{name}」を受け取れませんでした。",
        "途中まで受け取った分は残してあり、次はその続きから始まります。",
        f"{_told(DOWNLOAD, error.reason)}直してから「minutes models install {name}」をもう一度実行してください。"
        f"{USB.format(name)}",
    )


def _engine_stopped(error: errors.EngineStopped) -> Message:
    why = _ENGINE_WHY.get(error.why, "")
    mend = "ほかのプログラムを閉じてから実行してください。" if error.why == "memory" else ""
    return Message(
        f"{why}音声認識が途中で止まりました（{clock(error.at_ms)} のところ）。",
        _KEPT,
        f"{mend}{_AGAIN}同じところで止まるときは「--device cpu」を付けてお試しください。",
    )


def _engine_failed(error: errors.EngineFailed) -> Message:
    return Message(
        "音声認識を進められませんでした。",
        _MEETING_SAFE,
        f"{_AGAIN}続くときは「minutes doctor」でこのPCの状態を確かめ、「--device cpu」を付けてお試しください。"
        f"{detail(error.detail)}",
    )


def _compute_type_unusable(error: errors.ComputeTypeUnusable) -> Message:
    return Message(
        f"計算の精度「{one_line(error.compute_type, 40)}」は、このPCでは使えません。",
        _MEETING_SAFE,
        "「--compute-type auto」を付けて、もう一度実行してください。"
        "設定で指定しているときは「minutes settings reset transcribe.compute_type」で元に戻せます。",
    )


def _child_died(error: errors.ChildDied) -> Message:
    why = {"time": "反応がなくなったため止めました", "memory": "メモリーを使いすぎたため止めました"}
    return Message(
        f"裏側で動いている処理が止まりました。{why.get(error.why, '異常が起きて終了しました')}。",
        _MEETING_SAFE,
        "もう一度お試しください。続くときは、ほかのプログラムを閉じるか、PCを再起動してからお試しください。",
    )


SENTENCES: Sentences = {
    errors.InputMissing: _input_missing,
    errors.UnsupportedSound: _unsupported_sound,
    errors.CannotDecode: _cannot_decode,
    errors.NoSoundInFile: _no_sound,
    errors.DecoderStopped: _decoder_stopped,
    errors.UnknownModel: _unknown_model,
    errors.ModelMissing: _model_missing,
    errors.ModelDamaged: _model_damaged,
    errors.ModelUnsuitable: _model_unsuitable,
    errors.ModelRefused: _model_refused,
    errors.ModelSourceMissing: _model_source_missing,
    errors.ModelBundled: _model_bundled,
    errors.NotEnoughMemory: _not_enough_memory,
    errors.DownloadFailed: _download_failed,
    errors.EngineStopped: _engine_stopped,
    errors.EngineFailed: _engine_failed,
    errors.ComputeTypeUnusable: _compute_type_unusable,
    errors.ChildDied: _child_died,
}
