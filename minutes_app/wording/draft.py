"""A draft of 要点 from a language model: its mark, what is said while it is made, and why there is none."""

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences

MARK = "AI要約（要確認）"
MARKED = "【{0}】{1}"

HELP = {
    "draft": "設定した言語モデルに、要点の下書きを作らせます（非公開の発言は送りません。下書きには印が付きます）",
    "draft_agenda": "下書きを作る議題の番号（1から。省くとすべての発言から作ります）",
    "check": "この番号の要点の下書きを、確かめたものとします（「AI要約（要確認）」の印を外します）",
}

UNREACHABLE = {
    "address": "言語モデルのアドレスの書き方が正しくありません",
    "plain_http": "暗号化されない http:// のアドレスは、このPCか庁内のサーバーのときだけ使えます",
    "unreachable": "言語モデルのサーバーにつながりません",
    "certificate": "言語モデルのサーバーの証明書を確かめられません",
    "status": "言語モデルのサーバーが断りました",
    "time": "言語モデルの答えが、決めた時間のうちに届きませんでした",
    "too_long": "言語モデルの答えが長すぎます",
    "meeting": "発言が長すぎて、言語モデルに一度に渡せません",
    "nothing": "渡せる発言がありません",
}
UNUSABLE = {
    "not_json": "決めた形になっていません",
    "no_points": "要点が1つもありません",
    "too_many": "要点が多すぎます",
    "text": "文のない要点か、長すぎる要点があります",
    "utterance": "渡していない発言を根拠にした要点があります",
    "evidence": "根拠の発言のない要点があります",
}
_STEPS = {
    "meeting": "「--of 番号」で、議題を1つずつ指定してください。",
    "nothing": "文字起こしと校正をしてから、もう一度お試しください。",
}


def step_here(error: errors.DraftError) -> str:
    """What to do next in the window; "" = the same as on the command line."""
    if isinstance(error, errors.DraftUnusable):
        return "もう一度お試しください。続くときは、発言を選んで「要点へ送る」を押し、要点を人が書いてください。"
    if isinstance(error, errors.DraftUnreachable) and error.reason == "meeting":
        return "要点の上の欄で議題を1つ選んでから、もう一度お試しください。"
    return ""


BUTTON = "下書きを頼む…"
BUTTON_NAME = "言語モデルに要点の下書きを頼む"
CONFIRM_BUTTON = "確かめた"
CONFIRM_NAME = "AIの下書きを確かめたので、印を外す"
PROGRESS = "要点の下書き"
QUESTION_HINT = "渡すのは、非公開でない発言の文と話者の名前だけです。できた要点には「AI要約（要確認）」の印が付き、確かめて印を外すまで確定できません。"
SEND = "渡して頼む"
KEEP = "やめる"
STOPPED = "要点の下書きをやめました。会議は変わっていません。"
CLOSING = "要点の下書きを頼んでいるところです。閉じますか？"
CLOSING_HINT = "閉じると、下書きは入りません。会議は変わりません。"


def question(host: str, count: int) -> str:
    """Before anything leaves this PC."""
    return f"発言{count}件を、{host} の言語モデルに渡しますか？"


def drafted_here(count: int) -> str:
    """The drafts are among the points of this window."""
    return f"要点の下書きを{count}件入れました。根拠の発言を聞いて直し、「{CONFIRM_BUTTON}」で印を外してください。元に戻す（Ctrl+Z）で消せます。"


def asking(host: str, count: int) -> str:
    """Before anything is sent: what goes where."""
    return f"{host} の言語モデルに、発言{count}件（非公開の発言を除く）を渡して、要点の下書きを頼んでいます…"


def drafted(count: int) -> str:
    """The drafts are in the meeting."""
    return (
        f"要点の下書きを{count}件入れました。すべて「{MARK}」の印が付いています。"
        "根拠の発言と照らし合わせて直し、「minutes points 会議 check 番号」で印を外してください。印があるうちは確定できません。"
    )


def checked(number: int) -> str:
    """A person has confirmed a draft."""
    return f"要点{number}の下書きを、確かめたものとしました。"


def _off(_error: errors.DraftOff) -> Message:
    return Message(
        "要点の下書きに使う言語モデルが設定されていません。",
        "会議は変わっていません。何も送っていません。",
        "情報担当の方が、設定の「draft.address」と「draft.model」に、このPCか庁内のサーバーを書くと使えます。",
    )


def _unreachable(error: errors.DraftUnreachable) -> Message:
    return Message(
        f"{UNREACHABLE.get(error.reason, UNREACHABLE['unreachable'])}。",
        "会議は変わっていません。",
        _STEPS.get(error.reason, "しばらくしてもう一度お試しください。続くときは情報担当の方に相談してください。"),
    )


def _unusable(error: errors.DraftUnusable) -> Message:
    return Message(
        f"言語モデルの答えを使えませんでした（{UNUSABLE.get(error.reason, UNUSABLE['not_json'])}）。",
        "会議は変わっていません。",
        "もう一度お試しください。続くときは、要点を人が書いてください（minutes points 会議 add）。",
    )


SENTENCES: Sentences = {
    errors.DraftOff: _off,
    errors.DraftUnreachable: _unreachable,
    errors.DraftUnusable: _unusable,
}
