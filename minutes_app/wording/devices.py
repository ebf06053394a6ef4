"""What `minutes devices` says."""

from minutes_app.wording.message import one_line

ABOUT_JSON = "結果を JSON（1件のオブジェクト）で標準出力に出します"

HEADINGS = {
    "microphone": "マイク（minutes record --device 名前）",
    "system": "PCの音（オンライン会議の相手側。minutes record --system 名前）",
}
EMPTY = {
    "microphone": (
        "マイクが見つかりません。\n"
        "マイクをつないで電源を入れ、もう一度「minutes devices」を実行してください。"
        "つないであるときは、PCの「設定」の「サウンド」でマイクが無効になっていないか確かめてください。\n"
        "マイクのないPCでは、ICレコーダーなどで録音したファイルを「minutes transcribe」で文字に起こせます。"
    ),
    "system": (
        "音の出口（スピーカーやヘッドホン）が見つからないため、PCの音は録音できません。\n"
        "オンライン会議を録音するときは、スピーカーかヘッドホンをつないでください。マイクの録音には影響ありません。"
    ),
}
DEFAULT = "（標準）"
HINT = (
    "名前は一部だけでも指定できます。省くと（標準）の装置を使います。\n"
    "声が届いているかは、録音を始めると音の大きさ（小さい・適正・大きすぎ）で分かります。"
    "会議の前に一度、短く試してください。"
)


def line(name: str, host: str, *, default: bool) -> str:
    """One device."""
    return f"  {one_line(name)}{DEFAULT if default else ''}　[{one_line(host)}]"
