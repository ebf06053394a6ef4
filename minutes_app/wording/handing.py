"""What is said when a meeting is handed over as one file, taken in, or a document goes to the shared folder."""

from pathlib import Path

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, name_of, one_line, place_of
from minutes_app.wording.times import length

KAIGI_FILES = "会議の受け渡しファイル"

REFUSED = {
    "not_kaigi": "会議の受け渡しファイルではありません",
    "broken": "コピーが途中で切れたか、壊れています",
    "changed": "中身が、作られたときと違います",
    "lacks": "あるはずのファイルが入っていません",
    "strange": "会議のものではないファイルが入っています",
    "path": "取り込み先の外に書き込もうとするファイルが入っています",
    "link": "ほかの場所を指すリンクが入っています",
    "duplicate": "同じ名前のファイルが2つ入っています",
    "encrypted": "パスワードで暗号化されています",
    "packed_again": "別のプログラムで圧縮し直されています",
    "too_large": "会議のファイルとしては大きすぎるか、数が多すぎます",
    "meeting": "会議の内容を読み取れません",
}
"""Reason → why a .kaigi is not taken in, without a full stop."""

_FROM_OUTSIDE = ("strange", "path", "link", "duplicate", "too_large")
_UNKNOWN = "会議の受け渡しファイルとして読めません"


def _refused(error: errors.KaigiRefused) -> Message:
    step = "渡した人に、もう一度作ってもらってください（会議録の画面の「受け渡し用にまとめる」）。"
    if error.reason in _FROM_OUTSIDE:
        step = "だれから届いたファイルかを確かめ、心当たりがなければ情報担当の方にお知らせください。"
    return Message(
        f"{name_of(error.path)}を取り込めません（{REFUSED.get(error.reason, _UNKNOWN)}）。",
        "会議の一覧には何も加えていません。元のファイルにも手を加えていません。",
        step,
    )


def _still_recording(error: errors.StillRecording) -> Message:
    return Message(
        f"会議{name_of(error.path)}は、まだ録音中か、録音が途中で終わったままです。",
        "録音は保存されています。",
        "録音を終えるか、会議の一覧から開いて録音を直してから、もう一度お試しください。",
    )


def _edits_waiting(error: errors.EditsWaiting) -> Message:
    return Message(
        f"会議{name_of(error.path)}の直したところを、まだ保存できていません。それが入らない文書になるので、何も作っていません。",
        "直したところは校正の画面に残っていて、保存できるまで繰り返し試しています。画面は閉じないでください。",
        "ディスクの空きと、保存先のフォルダーにつながっているかを確かめてから、もう一度お試しください。",
    )


def _share_away(error: errors.ShareAway) -> Message:
    return Message(
        f"共有フォルダー{place_of(error.path)}につながりません。",
        _SAFE,
        "ネットワークにつながっているか、フォルダーの場所が変わっていないかを確かめて、もう一度「共有フォルダーへ」を押してください。",
    )


def _share_full(error: errors.ShareFull) -> Message:
    return Message(
        f"共有フォルダー{place_of(error.path)}の空きがなくなりました。",
        _SAFE,
        "共有フォルダーの管理者に空きを作ってもらうか、ほかの場所を選んでください。",
    )


def _share_refused(error: errors.ShareRefused) -> Message:
    return Message(
        f"共有フォルダー{place_of(error.path)}に書き込む権限がありません。",
        _SAFE,
        "共有フォルダーの管理者に相談するか、ほかの場所を選んでください。",
    )


def _form_for_one(error: errors.FormForOne) -> Message:
    return Message(
        f"様式{name_of(error.path)}は、出席者1人に1つずつ作るもので、確認に回す文書にはなりません。",
        "まだ何も置いていません。",
        "会議録の様式（会議録（要点筆記）など）を選んでください。",
    )


_SAFE = "文書はこのPCの会議のフォルダーに保存されています。途中まで書いたファイルは残していません。"

SENTENCES: Sentences = {
    errors.KaigiRefused: _refused,
    errors.StillRecording: _still_recording,
    errors.EditsWaiting: _edits_waiting,
    errors.FormForOne: _form_for_one,
    errors.ShareAway: _share_away,
    errors.ShareFull: _share_full,
    errors.ShareRefused: _share_refused,
}

# 受け渡し
HAND_OVER = "受け渡し用にまとめる…"
HAND_OVER_TIP = "録音と校正の途中をそのまま、ほかのPCの会議録アプリに渡すためのファイル（.kaigi）を作ります"
HAND_OVER_WHERE = "受け渡しファイルを置くフォルダーを選ぶ"
HAND_OVER_ASK = "この会議をまるごと1つのファイルにまとめますか？"
MAKE = "まとめる"
STOP_IT = "やめる"
KNOWN = "この会議は、もう会議の一覧にあります。"
KNOWN_HINT = "今ある会議はそのまま残ります。どうしますか？"
OPEN_KNOWN = "今ある会議を開く"
KEEP_BOTH = "両方残す"
OPEN_FOLDER = "フォルダーを開く"
RECEIVE = "受け渡しファイルを取り込む"
MENU_RECEIVE = "受け渡しファイルを取り込む…(&K)"

HELP_MEETING = "渡す会議のフォルダー（保存先の中なら、フォルダーの名前だけでもかまいません）"
HELP_OUT = "受け渡しファイル（.kaigi）を置くフォルダー（省略すると今のフォルダー）"
HELP_FILE = "受け取った受け渡しファイル（.kaigi）"
HELP_KEEP_BOTH = "同じ会議がもうあるときも、別の会議として取り込みます"


def holdings(length_ms: int, hidden: int, deleted: int, *, lacking: bool) -> str:
    """What a .kaigi holds that no document shows: the warning before and after it is made.

    `lacking`: what else belongs to the recording is not there any more.
    """
    no_sound = f"録音{'の一部' if length_ms else ''}は、もう会議のフォルダーにないので入りません。" if lacking else ""
    parts = [f"録音（{length(length_ms)}）"] if length_ms else []
    parts += [f"非公開の発言{hidden}件"] if hidden else []
    parts += [f"削除した発言{deleted}件"] if deleted else []
    parts += ["直す前の文字起こし", "校正のメモと変更の履歴", "集めた回答"]
    return (
        f"このファイルには、{'、'.join(parts)}がそのまま入ります。"
        "非公開や削除の印を付けたところも、受け取った人は聞いたり読んだりできます。会議の中身を知ってよい人だけに渡してください。"
        f"{no_sound}"
    )


def handed_over(path: Path) -> str:
    """After the file was made."""
    return f"受け渡しファイルを作りました: {path}"


def received(title: str) -> str:
    """After a meeting was taken in."""
    return f"会議「{one_line(title, 80)}」を取り込みました。"


def received_at(folder: Path) -> str:
    """The same on a command line."""
    return f"会議を取り込みました: {folder}"


def known_at(folder: Path) -> str:
    """On a command line: the meeting is there already."""
    return (
        f"この会議は、もう会議の保存先にあります: {folder}\n"
        "今ある会議は変えていません。別の会議として取り込むには、--keep-both を付けてください。"
    )


CLOSE_BUSY = "文書か受け渡しファイルを書いている途中です。閉じますか？"
CLOSE_BUSY_HINT = "閉じると、途中のものはできません。会議と、できあがった文書はそのまま残ります。"

# 共有フォルダー
SHARE = "共有フォルダーへ"
SHARE_SECTION = "共有フォルダー"
SHARE_NONE = "まだ決まっていません。「共有フォルダーへ」を押すと選べます。"
SHARE_NONE_LOCKED = "管理者がまだ決めていません。情報担当の方にお知らせください。"
SHARE_CHOOSE = "共有フォルダーを選ぶ"
SHARE_CHANGE = "変える…"
SHARE_LOCKED = "（管理者が決めています）"
SHARE_FIRST = "先に「書き出す」で文書を作ってください"


def shared_as(path: Path) -> str:
    """A document that is in the shared folder now."""
    return f"共有フォルダーに置きました: {path}"


def shared_already(path: Path) -> str:
    """The same document was there."""
    return f"同じものがもう共有フォルダーにあります: {path}"


def shared_beside(name: str) -> str:
    """Somebody's file of the same name stays as it is."""
    return f"共有フォルダーの同じ名前の文書は、ほかの人が直したか開いているため上書きせず、「{one_line(name)}」として置きました。"
