"""What is said when a 会議録 goes to its attendees for confirmation, and what stands in it for them."""

from pathlib import Path

from minutes_app.wording import transcribe
from minutes_app.wording.message import one_line

PLACEHOLDERS = {
    "opinion": "（ここに修正意見を書いてください。本文を直接直してもかまいません。）",
    "impression": "（ここに所感を書いてください。）",
}
"""What an empty field for an answer shows; it is no answer."""

COMMENT_AUTHOR = "会議録アプリ"
"""Who has written the comments 「要確認」 that we put in; every other comment is a person's."""
COMMENT_INITIALS = "録"

# 確認用の文書に書かれること
STATUS = "確認中"
SHEET = "確認欄"
TO_SHEET = "確認欄へ"
COLUMNS = ("氏名", "確認", "修正意見", "所感")
COLUMN_OF = {"confirmed": "確認", "opinion": "修正意見", "impression": "所感"}


def doubt(at: str) -> str:
    """A comment at a place that somebody should hear again; `at` is 00:14:32."""
    return f"要確認 [{at}]\n聞き取りに自信のないところです。違っていれば、直すか修正意見に書いてください。"


def note(edition: int, deadline: str, person: str, *, asks: bool) -> str:
    """At the top of a file that is to be answered; `person`: whose copy it is."""
    whose = f"{person}様　" if person else ""
    until = f"{deadline}までに、" if deadline else ""
    ask = f"{until}内容を確かめ、終わりの確認欄に記入して、このファイルに上書き保存してください。　" if asks else ""
    return f"確認用（第{edition}版）　{whose}{ask}"


def main_note(edition: int, deadline: str, _person: str, *, asks: bool) -> str:
    """At the top of the main file, which nobody writes in."""
    until = f"（期限 {deadline}）" if deadline else ""
    ask = f"確認と意見は、同じフォルダーの、お名前の付いた確認用のファイルに記入してください{until}。　" if asks else ""
    return f"第{edition}版（確認中）　このファイルは読むためのものです。{ask}"


def lines(deadline: str, *, is_main: bool) -> tuple[str, ...]:
    """Above the table of 確認欄."""
    until = f"回答の期限：{deadline}" if deadline else ""
    said: tuple[str, ...]
    if is_main:
        said = ("記入は、お名前の付いた確認用のファイルにお願いします。",)
    else:
        said = (
            "内容に誤りがなければ「確認」の☐を押して☑にしてください。直すところがあれば、修正意見に書くか、本文をそのまま直してください（直したところは記録されます）。",
            "所感は、復命書に代えるための欄です。要らない場合は空欄のままでかまいません。",
        )
    return (*((until,) if until else ()), *said)


RECORD = "発言の記録"
EVIDENCE = "根拠一覧"
MINUTES = "会議録"
TO_CONFIRM = "確認"


def nameless(number: str) -> str:
    """In a file name, for an attendee whose name holds no letter that a file name may have."""
    return f"出席者{number}"


# コマンド
NO_DEADLINE = ("なし", "無し", "none")
HELP = {
    "to": "確認用の文書を置く共有フォルダー（省略すると設定の documents.shared_folder）",
    "template": "様式の名前か .docx（省略すると、会議の種別でふだん使う様式）",
    "one_file": "出席者1人に1つずつではなく、全員で1つの文書に記入してもらいます",
    "deadline": "回答の期限（例: 令和8年12月2日、2026-12-02。期限を付けないときは「なし」。省略すると設定の documents.reply_days 日後）",
    "with_record": "発言の載らない様式の後ろに、発言の記録を付けます（要点や決定事項の時刻から飛べます）",
    "retry": "送信待ちの文書を、もう一度共有フォルダーに置いてみます",
    "give_up": "送信待ちの文書を置くのをやめます（もう置いた文書はそのまま残ります）",
}
NOTHING_WAITS = "送信待ちの文書はありません。"

_WHY = {
    "away": "共有フォルダーにつながりません。",
    "full": "共有フォルダーの空きがありません。",
    "refused": "共有フォルダーに書き込む権限がありません。",
    "open": "同じ名前の文書を、だれかが開いています。",
}
_NOTICES = {
    "superseded": "前に回した版のうち送信待ちだった{0}個の文書は、置くのをやめました（新しい版だけを置きます）。",
    "records_lost": "前に確認に回した記録（会議のフォルダーの published の{0}）が読めません。前の版かもしれないので、その版の番号は飛ばします。配った文書はそのままです。情報担当の方に、控えから戻してもらってください。",
    "nobody_asked": "出席者が書き入れられていないため、確認欄のない文書を1つだけ作ります。確認してもらうには、開催概要に出席者を書き入れてください。",
}
_STEPS = {
    "away": "ネットワークとフォルダーの場所を確かめてください。",
    "full": "共有フォルダーの管理者に、空きを作ってもらってください。",
    "refused": "共有フォルダーの管理者に相談するか、ほかの場所を選んでください。",
    "open": "開いている人に閉じてもらってください。",
}
WITHDRAWN = "発行した後に発言が非公開・削除・統合されたため、送信待ちの文書を置くのをやめました。もう一度、確認に回してください。"


def notice(kind: str, *facts: str) -> str:
    """The sentence for a notice of `publishing`."""
    return _NOTICES[kind].format(*facts) if kind in _NOTICES else transcribe.notice(kind, *facts)


def put(path: Path) -> str:
    """A file that is in the folder."""
    return f"　置きました: {path}"


def beside(name: str, other: str) -> str:
    """Somebody's file of that name stays as it is."""
    return f"　「{one_line(name)}」という別の文書がもうあるため、上書きせず「{one_line(other)}」として置きました。"


def waits(why: str, count: int) -> str:
    """Files that are not there."""
    if why == "withdrawn":
        return WITHDRAWN
    return (
        f"{_WHY[why]}{count}個の文書は、このPCの「送信待ち」に入っています。{_STEPS[why]}"
        "つながり次第、自動で置きます（すぐに試すには「minutes publish --retry」）。"
    )


def waits_here(why: str, count: int) -> str:
    """The same in the window."""
    if why == "withdrawn":
        return WITHDRAWN
    return f"{_WHY[why]}{count}個の文書は「送信待ち」に入っています。{_STEPS[why]}つながり次第、自動で置きます。"


def still_waiting(count: int) -> str:
    """At another command."""
    return f"確認用の文書が{count}個、送信待ちです（すぐに試すには「minutes publish --retry」）。"


def published(document: str, edition: int, persons: int) -> str:
    """After a publication."""
    to = f"出席者{persons}人の確認に回しました" if persons else "共有フォルダーに置きます"
    return f"「{one_line(document, 60)}」第{edition}版を、{to}。"


def until(deadline: str) -> str:
    """Its deadline."""
    return f"回答の期限: {deadline}"


def given_up(count: int, folder: str) -> str:
    """After `--give-up`."""
    return f"送信待ちの{count}個の文書を置くのをやめました（{one_line(folder, 200)}）。もう置いた文書はそのまま残っています。"


# ウィンドウ
TAB = "確認に回す"
PUBLISH = "確認に回す"
INTRODUCTION = "会議録に確認欄を付けて共有フォルダーに置き、出席者にWordで確認してもらいます。"
WHO = "確認してもらう人"
NOBODY = "出席者がまだ書き入れられていません。このまま回すと、確認欄のない文書が1つだけできます。"
TO_PEOPLE = "出席者を書き入れる"
FORM = "様式"
WITH_RECORD = "発言の載らない様式の後ろに、発言の記録を付ける"
WAY = "渡し方"
WAY_COPIES = "1人に1つずつ（おすすめ）"
WAY_COPIES_HINT = "同時に記入できます（読むための文書と、人数分のファイル）。"
WAY_ONE = "全員で1つ"
WAY_ONE_HINT = "順に記入します（Wordは同時に1人しか直せません）。"
DEADLINE = "回答の期限"
DEADLINE_HINT = "例: 令和8年12月2日（空欄なら期限なし）"
DEADLINE_UNREAD = "期限の日付を読み取れません。「令和8年12月2日」のように書いてください。"
DEADLINE_PAST = "期限が過ぎた日になっています。"
CHOOSE_FOLDER = "選ぶ…"
FOLDER_NONE = "まだ決まっていません。"
AGAIN = "今すぐ試す"
GIVE_UP = "置くのをやめる"
BEFORE = "これまでに回したもの"
_MOST_NAMES = 5


def asked(names: list[str]) -> str:
    """Who is asked, the first few by name."""
    more = f" ほか{len(names) - _MOST_NAMES}人" if len(names) > _MOST_NAMES else ""
    return f"{len(names)}人（{'、'.join(one_line(name, 30) for name in names[:_MOST_NAMES])}{more}）"


def waiting(count: int) -> str:
    """What waits, of all meetings."""
    return f"⚠ {count}個の文書が送信待ちです。共有フォルダーにつながると、自動で置きます。"


def before(document: str, edition: int, persons: int, deadline: str) -> str:
    """An earlier publication in one line."""
    until = f"、期限 {deadline}" if deadline else ""
    return f"「{one_line(document, 60)}」第{edition}版　{persons}人{until}"


def put_all(count: int, folder: Path) -> str:
    """Files that are in the folder."""
    return f"{count}個の文書を置きました: {one_line(str(folder), 200)}"


CLOSE_BUSY = "会議録を確認に回している途中です。閉じますか？"
CLOSE_BUSY_HINT = "作っている途中の文書はできません。作り終えた文書は「送信待ち」に残り、次に開いたときに置きます。"
