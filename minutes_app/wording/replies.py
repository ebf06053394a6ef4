"""What is said of what came back of a published 会議録: replies, attendees, files that are not read, reminders."""

from collections.abc import Sequence
from pathlib import Path

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, clock, name_of, one_line, place_of

NAMELESS_AUTHORS = ("Unknown Author", "不明な作成者", "Author", "作成者")
"""What Word and LibreOffice write for who has given them no name, or has it taken out."""
NOBODY_KNOWN = "（だれの直しか記録なし）"

KINDS = {
    "opinion": "修正意見",
    "impression": "所感",
    "comment": "コメント",
    "text": "文の直し",
    "removed": "削除",
    "added": "追加",
    "other": "そのほかの直し",
}
STATES = {"open": "未決", "taken": "反映済", "refused": "見送り", "gone": "取り下げ"}
STANDINGS = {"waiting": "未回答", "confirmed": "確認済", "opinion": "意見あり", "overdue": "期限超過"}

_MAKERS = {
    "macro": "マクロ",
    "active": "自動で動く部品（ActiveX、アドインなど）",
    "outside": "外部のファイルやサイトへの参照",
    "embedded": "埋め込まれたファイル",
    "field": "自動で実行される欄（DDE、INCLUDEなど）",
    "hidden_field": "隠された欄",
    "bomb": "開くと異常に大きくなるファイル",
    "overlap": "開くと異常に大きくなるファイル",
    "too_many_parts": "多すぎる部品",
    "path": "決まった場所の外を指す名前",
    "duplicate": "同じ名前の部品",
    "dtd": "XMLの危険な書き方（DTD、実体参照）",
    "coding": "中身を隠す文字コード",
}
_UNREADABLE = {
    "not_word": "Wordの.docx形式ではありません",
    "strict": "Wordの「厳密なOpen XML文書」の形式です",
    "old_doc": "古いWordの形式（.doc）です",
    "password": "パスワードがかかっています",
    "encrypted": "暗号化されています",
    "damaged": "ファイルが壊れています",
    "empty": "空のファイルです",
    "too_big": "大きすぎます",
    "another_text": "配った文と違う所が多すぎます（2,000か所を超えます）",
    "too_costly": "読むのに時間かメモリーを使いすぎたので、途中で止めました",
}
_NOTHING = "この文書からは何も取り込んでいません。会議の内容は変わっていません。"
_ASK_AGAIN = "出した人に、Wordの「Word文書（.docx）」で保存し直してもらい、もう一度集めてください。"


def _refused(error: errors.ReplyRefused) -> Message:
    name = name_of(error.path)
    if error.reason == "dangerous":
        kinds = "、".join(dict.fromkeys(_MAKERS.get(one, "文書にあってはならないもの") for one in error.facts))
        return Message(
            f"{name}は、安全のため読みませんでした。{kinds or '文書にあってはならないもの'}が入っています。",
            _NOTHING,
            "だれが出したものかを確かめ、心当たりがなければ情報担当の方にお知らせください。",
        )
    if error.reason == "foreign":
        return Message(
            f"{name}は、この会議の文書ではありません。", _NOTHING, "会議と、集めるファイルを確かめてください。"
        )
    if error.reason == "older":
        old, new = (*error.facts, "", "")[:2]
        return Message(
            f"{name}は、前の版（第{old}版）への回答です。今は第{new}版の回答を集めています。",
            _NOTHING,
            f"出した人に、第{new}版に書いてもらうか、書かれたことを見て手で直してください。",
        )
    if error.reason == "unknown_edition":
        return Message(
            f"{name}は、このPCの記録にない版への回答です。",
            _NOTHING,
            "文書を配ったPCで集めるか、その会議を受け取ってから集めてください。",
        )
    if error.reason in ("record", "lines", "away", "strange", "too_many_files"):
        return _place_refused(error)
    why = _UNREADABLE.get(error.reason, "Wordのファイルとして開けません")
    return Message(f"{name}を読めません。{why}。", _NOTHING, _ASK_AGAIN)


def _place_refused(error: errors.ReplyRefused) -> Message:
    """Where the answers are, or the record of what was asked."""
    if error.reason == "record":
        return Message(
            f"文書を配った記録{name_of(error.path)}が読めないので、その版への回答は集められません。",
            "集めた回答と会議の内容は変わっていません。",
            "情報担当の方に、控え（バックアップや、前に渡した.kaigi）から、会議のフォルダーの published に戻してもらってください。",
        )
    if error.reason == "lines":
        return Message(
            f"集めた回答の記録{name_of(error.path)}の{one_line('、'.join(error.facts), 60)}行目が読めません。"
            "回答か、反映・見送りの記録が1つ欠けていて、回答の番号も変わっているかもしれません。",
            "ほかの行の回答と、会議の内容はそのままです。",
            "情報担当の方に、控え（バックアップや、前に渡した.kaigi）から戻してもらってください。それまでは、反映する前に番号と中身を確かめてください。",
        )
    if error.reason == "away":
        return Message(
            f"回答のある場所{place_of(error.path)}につながりません。",
            "会議の内容は変わっていません。",
            "ネットワークと場所を確かめて、もう一度お試しください。ほかの場所に集めてあるときは --from で指定してください。",
        )
    if error.reason == "strange":
        return Message(
            f"回答のある場所{place_of(error.path)}は、このPCの設定にないサーバーなので、開きませんでした。"
            "ほかのPCから受け取った会議では、受け取った記録に書かれた場所です。",
            "会議の内容は変わっていません。",
            "職場のサーバーに間違いなければ、--from でこの場所を指定してください。知らない場所なら、情報担当の方にお知らせください。",
        )
    return Message(
        f"フォルダー{name_of(error.path)}には文書が多すぎます。",
        _NOTHING,
        "回答だけのフォルダーに分けるか、ファイルを指定してください。",
    )


def _not_published(_error: errors.NotPublished) -> Message:
    return Message(
        "この会議の会議録は、まだ確認に出していません。",
        "会議の内容は変わっていません。",
        "先に「minutes publish」で出席者に配ってください。",
    )


def _overlaps(error: errors.ReplyOverlaps) -> Message:
    now = f"今の文は「{one_line(error.now, 200)}」です。" if error.now else "その所は、今の会議録にはありません。"
    who = f"{error.number}番（{one_line(error.who, 60)}）"
    return Message(
        f"{who}の所感は、もう書かれています。{now}"
        if error.is_said
        else f"{who}の直す所は、配った後に別の内容に変わっています。{now}",
        "会議の内容は変わっていません。この意見は一覧に残っています。",
        "今の文を捨てて意見のとおりにするときは --anyway を付けてください。両方を生かすときは、手で直してから見送りにしてください。",
    )


def _moved(error: errors.ReplyMoved) -> Message:
    return Message(
        f"{error.number}番の取り消しはできません。反映した所が、その後に変わっています。",
        "会議の内容は変わっていません。",
        "校正の画面で直してください。前の文は「変更の履歴」で見られます。",
    )


SENTENCES: Sentences = {
    errors.ReplyRefused: _refused,
    errors.NotPublished: _not_published,
    errors.ReplyOverlaps: _overlaps,
    errors.ReplyMoved: _moved,
}

STEPS_HERE: dict[type[errors.MinutesError], str] = {
    errors.NotPublished: "先に、会議録の画面の「確認に回す」で出席者に配ってください。",
    errors.ReplyOverlaps: "校正の画面でその所を確かめ、手で直してから「見送る」を押してください。",
}

PLACES_HERE = {
    "away": "ネットワークと場所を確かめて、もう一度お試しください。ほかの場所に集めてあるときは「ファイルを選んで集める…」で選んでください。",
    "strange": "職場のサーバーに間違いなければ「ファイルを選んで集める…」で選ぶか、「設定」の「共有フォルダー」にこの場所を入れてください。知らない場所なら、情報担当の方にお知らせください。",
}

HELP = {
    "from": "回答のあるフォルダーかファイル（いくつでも。省略すると配ったフォルダー）",
    "take": "この番号の意見を会議録に反映します（2,3 や 7-15 のように、いくつでも）",
    "refuse": "この番号の意見を見送ります",
    "undo": "この番号の意見の反映や見送りを取り消します",
    "anyway": "--take で、その所が別の内容に変わっていても、意見のとおりにします",
    "remind": "まだ回答のない人への催促の文を表示します",
    "all": "済んだ意見も一覧に出します",
}

NO_REPLIES = "意見は届いていません。"
NONE_OPEN = "未決の意見はありません。"
HINT = "反映は --take 番号、見送りは --refuse 番号。済んだものも見るには --all。"
NOBODY_TO_REMIND = "回答を待っている人はいません。"
UNDECIDED = "（本文のどこかは分かりません）"


def written_by(name: str, author: str) -> str:
    """An attendee in whose copy somebody else has written."""
    return f"{name}（記入: {one_line(author, 60)}）"


def one_of_a_name(author: str) -> str:
    """In a shared file: who has written, where more than one who was asked has the name."""
    return f"{one_line(author, 60)}（同じ氏名の人が2人以上。だれかは分かりません）"


def taken_from(who: str, owner: str) -> str:
    """Who has taken whose reply, as the history says it."""
    return f"{who}（{one_line(owner, 60)}の意見）"


def comment_note(who: str, text: str) -> str:
    """A comment of Word as a note at its utterance."""
    return f"{who}: {text}"


def where(kind: str, at_ms: int | None, subject: str) -> str:
    """The place of a reply: the time of its utterance, or what it is about."""
    if at_ms is not None:
        return f"[{clock(at_ms)}]{subject}"
    return subject or ("確認欄" if kind in ("opinion", "impression") else UNDECIDED)


def head(number: int, kind: str, who: str, place: str, state: str) -> str:
    """The first line of a reply."""
    return f"{number}　{KINDS[kind]}　{one_line(who, 80)}　{place}　{STATES[state]}"


def lines(old: str, new: str, quoted: str) -> list[str]:
    """What it says, below its first line."""
    rows = [f"　　対象: {one_line(quoted, 300)}"] if quoted else []
    rows += [f"　　前: {one_line(old, 600)}"] if old else []
    return (
        [*rows, f"　　後: {one_line(new, 600) if new else '（削除）'}"]
        if old or not new
        else [*rows, f"　　{one_line(new, 600)}"]
    )


def rival(number: int, who: str) -> str:
    """Somebody else wants the same place otherwise."""
    return f"　　※ {number}番（{one_line(who, 60)}）と同じ所への別の直しです。"


def merges(text: str) -> str:
    """Both changes go together."""
    return f"　　※ その後の直しと合わせると: {one_line(text, 600)}"


def overlaps(now: str, *, is_said: bool) -> str:
    """The place says something else by now; a 所感 may have been there when the field was printed."""
    if is_said:
        return f"　　※ 所感はもう書かれています。今の文: {one_line(now, 600)}"
    return f"　　※ 配った後に変わっています。今の文: {one_line(now, 600) or '（会議録にありません）'}"


NOTED_ONLY = "　　※ 反映しても会議録の文は変わりません（読んで手で直し、済んだ印として使います）。"


NOBODYS = (
    "　　※ 出席者の中のだれのものか決められないので（同じ氏名の人が2人以上いるか、出席者から外れています）、反映しても所感は入りません。"
    "入れるときは、その人の所感として「minutes duties」で書いてください。"
)


def file_line(name: str, replies: int, confirmed: int) -> str:
    """A file that was read."""
    said = [f"確認{confirmed}人"] if confirmed else []
    said += [f"意見{replies}件"] if replies else []
    return f"{one_line(name)}: {'、'.join(said) or '記入はありません'}"


def unchanged_line(name: str) -> str:
    """A file as it was published."""
    return f"{one_line(name)}: まだ何も書かれていません"


def foreign_line(count: int) -> str:
    """Documents that lie beside them."""
    return f"この会議のものではない文書{count}件は読みませんでした。"


FORMATS = {
    ".odt": "LibreOfficeの文書",
    ".doc": "古いWordの形式",
    ".docm": "マクロ有効のWordの文書",
    ".pdf": "PDF",
    ".rtf": "リッチテキスト",
    ".jtd": "一太郎の文書",
}
"""Ending → what a file in another format is."""
_IF_ANSWER = "何も取り込んでいません。回答であれば、出した人に、配った文書に書いてWordの「Word文書（.docx）」で保存してもらい、もう一度集めてください。"


def unread_lines(paths: Sequence[Path]) -> list[str]:
    """Files beside the answers that may be answers, and cannot be read as such: each by its name, and what it is."""
    others = [f"{one_line(one.name)}（{FORMATS[end]}）" for one in paths if (end := one.suffix.lower()) in FORMATS]
    own = [one_line(one.name) for one in paths if one.suffix.lower() not in FORMATS]
    lines = (
        [f"⚠ 回答として読めない形式のファイルが{len(others)}件あります: {'、'.join(others)}。{_IF_ANSWER}"]
        if others
        else []
    )
    if own:
        lines.append(f"⚠ この会議で配った文書ではないWordの文書が{len(own)}件あります: {'、'.join(own)}。{_IF_ANSWER}")
    return lines


def standing_line(name: str, state: str, *, ticked: bool, waiting: int, missing: Sequence[str]) -> str:
    """Where an attendee stands; `missing`: the documents that he has not answered, where he has several."""
    rest = [still_missing(missing)] if missing else []
    rest += [f"未決の意見{waiting}件"] if waiting else []
    rest += ["確認の印あり"] if ticked and state == "opinion" else []
    return f"{STANDINGS[state]}　{one_line(name, 80)}" + (f"（{'、'.join(rest)}）" if rest else "")


def still_missing(documents: Sequence[str]) -> str:
    """Of several documents, these are not answered."""
    return f"{'・'.join(one_line(one, 40) for one in documents)}の回答がまだ"


def tally(counts: dict[str, int], deadline: str) -> str:
    """How many stand where."""
    parts = "、".join(f"{STANDINGS[state]}{count}人" for state, count in counts.items() if count)
    return f"回答の状況: {parts or '対象者なし'}" + (f"（期限 {deadline}）" if deadline else "")


def done(number: int, state: str, *, changed: bool) -> str:
    """After a decision."""
    if state == "taken":
        return (
            f"{number}番を反映しました。"
            if changed
            else f"{number}番を済みにしました（会議録の文は変わっていません）。"
        )
    return f"{number}番を見送りました。" if state == "refused" else f"{number}番を未決に戻しました。"


def already(number: int, state: str) -> str:
    """It was decided before."""
    return f"{number}番は、もう「{STATES[state]}」になっています。"


def reminder(title: str, deadline: str, folder: str, names: Sequence[str]) -> str:
    """A text to paste into a mail or a chat."""
    until = f"確認の期限は{deadline}です。" if deadline else ""
    return (
        f"{'、'.join(f'{name} 様' for name in names)}\n\n"
        f"「{title}」の会議録の確認をお願いしています。{until}\n"
        "お手数ですが、文書を開き、最後の「確認欄」の「確認」に印を付けて保存してください。"
        "直すところがあれば、本文を直接直すか、修正意見の欄に書いてください。\n\n"
        f"文書の場所: {folder}\n"
    )


def read_from(place: Path) -> str:
    """Where the files were looked for."""
    return f"集めた場所: {place}"
