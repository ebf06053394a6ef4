"""What the sheet of keys says when a person chooses other keys."""

from minutes_app.wording.editor import KEYS, key_names

HOW = "行を選んで「キーを変える」を押すと、使いやすいキーに変えられます。変えたキーはこのPCに残ります。"
CHANGE = "キーを変える"
RESET_ONE = "この行を初めのキーに戻す"
RESET_ALL = "すべて初めのキーに戻す"
FIXED = "このキーは日本語入力と合わせるため、変えられません。"

_WHY = {
    "menu": "ウィンドウのメニューが使っています。",
    "letter": "文字を入力している間にも使うキーなので、CtrlかAltと組み合わせてください（F1～F5、F11、F12はそのまま使えます）。",
    "input_method": "日本語入力の変換で使うキーです。",
    "text": "文字の編集（コピー、貼り付け、単語ごとの移動など）で使うキーです。",
    "digit": "番号で選ぶ操作なので、数字と組み合わせてください（例: Alt+1）。",
}


def ask(deed: str, *, numbered: bool) -> str:
    """Before the key is pressed."""
    wanted = "数字の1と一緒に押してください（例: Alt+1）" if numbered else "押してください"
    return f"「{deed}」に使うキーを{wanted}。やめるときはEscを押します。"


def clash(sequence: str, why: str, intent: str) -> str:
    """The key cannot be used."""
    reason = (
        f"「{KEYS[intent]}」で使っています。先にそちらを別のキーに変えてください。" if why == "taken" else _WHY[why]
    )
    return f"{key_names((sequence,))}は使えません。{reason}"


def taken(sequence: str, intent: str) -> str:
    """The key was changed."""
    return f"「{KEYS[intent]}」を{key_names((sequence,))}にしました。"


def not_back(intent: str) -> str:
    """The first key is used for something else now."""
    return f"初めのキーは、今は「{KEYS[intent]}」で使っています。先にそちらを別のキーに変えてください。"
