"""Sentences for the family settings."""

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, name_of, one_line, place_of
from minutes_app.wording.settings import SOURCES, TITLES, expected

_SAFE = "ほかの設定と会議には影響ありません。"
_LIST = "「minutes settings list」で設定の一覧が表示されます。"
_WHERE = {
    "policy": "情報担当の方に、管理者の設定ファイルを直すよう伝えてください。場所は「minutes settings path」で分かります。",
    "user": "「minutes settings set {key} 新しい値」で直してください。",
    "environment": "環境変数の値を直すか、消してください。",
    "flag": "値を直して、もう一度実行してください。",
}


def _title(key: str) -> str:
    return f"「{TITLES[key]}」（{key}）" if key in TITLES else f"「{one_line(key)}」"


def _setting_invalid(error: errors.SettingInvalid) -> Message:
    place = SOURCES.get(error.source, "設定")
    step = _WHERE.get(error.source, _LIST).replace("{key}", one_line(error.key))
    return Message(
        f"{place}にある設定{_title(error.key)}の値「{one_line(error.value, 80)}」は使えません。",
        _SAFE,
        f"使える値は、{expected(error.expected)}です。{step}",
    )


def _setting_unknown(error: errors.SettingUnknown) -> Message:
    guess = f"「{error.nearest}」ではありませんか。" if error.nearest else ""
    return Message(f"「{one_line(error.key)}」という設定はありません。", "設定は変えていません。", f"{guess}{_LIST}")


def _setting_locked(error: errors.SettingLocked) -> Message:
    return Message(
        f"設定{_title(error.key)}は、管理者が固定しているため変えられません。",
        "設定は変えていません。",
        "この指定を外して実行するか、情報担当の方に相談してください。",
    )


def _settings_unreadable(error: errors.SettingsUnreadable) -> Message:
    line = f"{error.line}行目" if error.line else ""
    if error.reason == "encoding":
        return Message(
            f"設定ファイル{name_of(error.path)}の文字コードを読み取れません" + (f"（{line}）。" if line else "。"),
            "設定ファイルには手を加えていません。",
            f"メモ帳で開き、「名前を付けて保存」で文字コードを「UTF-8」にしてください（場所: {error.path}）。",
        )
    if error.reason == "size":
        return Message(
            f"設定ファイル{name_of(error.path)}が大きすぎます。",
            "設定ファイルには手を加えていません。",
            f"別のファイルが置かれていないか確かめてください（場所: {error.path}）。",
        )
    return Message(
        f"設定ファイル{name_of(error.path)}の書き方に誤りがあります" + (f"（{line}）。" if line else "。"),
        "設定ファイルには手を加えていません。",
        "Windowsの場所は 'D:\\会議録' のように1つの引用符（'）で囲んでください。直せないときは、"
        f"ファイルを別の名前に変えると初めの設定で動きます（場所: {error.path}）。",
    )


def _settings_too_new(error: errors.SettingsTooNew) -> Message:
    return Message(
        f"設定ファイル{place_of(error.path)}は、このプログラムより新しい版で書かれています。",
        "設定ファイルには手を加えていません。",
        f"このPCのプログラムを新しくしてください（設定の形式 {error.schema}、この版が読める形式 {error.ours}）。",
    )


SENTENCES: Sentences = {
    errors.SettingInvalid: _setting_invalid,
    errors.SettingUnknown: _setting_unknown,
    errors.SettingLocked: _setting_locked,
    errors.SettingsUnreadable: _settings_unreadable,
    errors.SettingsTooNew: _settings_too_new,
}
