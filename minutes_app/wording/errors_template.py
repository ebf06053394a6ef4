"""Sentences for the family template: Word forms that clerks edit or that come from outside."""

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, detail, name_of, one_line

_LIST = "「minutes templates list」で使える様式を確かめてください。"
_SAFE = "様式にも会議の内容にも手を加えていません。"

_KINDS = {
    "macro": "マクロ",
    "active": "自動で動く部品（ActiveX、アドインなど）",
    "outside": "外部のファイルやサイトへの参照",
    "embedded": "埋め込まれたファイル",
    "field": "自動で実行される欄（DDE、INCLUDEなど）",
    "hidden_field": "隠された欄",
    "code": "差し込み以外の命令",
    "bomb": "開くと異常に大きくなるファイル",
    "overlap": "開くと異常に大きくなるファイル",
    "too_many_parts": "多すぎる部品",
    "path": "決まった場所の外を指す名前",
    "duplicate": "同じ名前の部品",
    "dtd": "XMLの危険な書き方（DTD、実体参照）",
    "coding": "中身を隠す文字コード",
}
_SAVE_AS = "Wordで開き、パスワードを付けずに「Word文書（.docx）」として保存し直してください。"
_UNREADABLE = {
    "not_word": ("Wordの.docx形式ではありません", _SAVE_AS),
    "strict": ("Wordの「厳密なOpen XML文書」の形式です", _SAVE_AS),
    "old_doc": ("古いWordの形式（.doc）です", _SAVE_AS),
    "password": ("パスワードがかかっています", _SAVE_AS),
    "encrypted": ("暗号化されています", _SAVE_AS),
    "damaged": ("ファイルが壊れています", f"もう一度コピーするか、{_SAVE_AS}"),
    "empty": ("空のファイルです", "正しいファイルをもう一度コピーしてください。"),
    "too_big": ("大きすぎます（50 MBまで）", "大きな写真などを取り除いて保存し直してください。"),
}


def _template_missing(error: errors.TemplateMissing) -> Message:
    return Message(f"「{one_line(error.name)}」という様式が見つかりません。", "会議の内容は残っています。", _LIST)


def _template_unreadable(error: errors.TemplateUnreadable) -> Message:
    why, step = _UNREADABLE.get(error.reason, ("Wordのファイルとして開けません", _SAVE_AS + detail(error.reason)))
    return Message(f"様式{name_of(error.path)}を読めません。{why}。", _SAFE, step)


def _template_dangerous(error: errors.TemplateDangerous) -> Message:
    kinds = list(dict.fromkeys(_KINDS.get(kind, "様式にあってはならないもの") for _place, kind in error.findings))
    places = "、".join(one_line(place, 60) or "ファイル全体" for place, _kind in error.findings[:3])
    more = f" ほか{len(error.findings) - 3}か所" if len(error.findings) > 3 else ""
    return Message(
        f"様式{name_of(error.path)}は、安全のため使いませんでした。{'、'.join(kinds[:4])}が入っています。",
        _SAFE,
        f"Wordで開いてこれらを取り除くか、入手元に確かめてください（見つかった場所: {places}{more}）。",
    )


def _template_faulty(error: errors.TemplateFaulty) -> Message:
    place = one_line(error.place)
    return Message(
        f"様式{name_of(error.path)}の差し込みの書き方に誤りがあります" + (f"（{place}）。" if place else "。"),
        _SAFE,
        f'「minutes templates check "{one_line(str(error.path), 300)}"」で誤りの場所を確かめ、Wordで直してください。'
        + ("" if error.detail == "cut" else detail(error.detail)),
    )


def _template_too_costly(error: errors.TemplateTooCostly) -> Message:
    why = {"time": "時間がかかりすぎた", "memory": "メモリーを使いすぎた"}.get(error.why, "途中で異常が起きた")
    return Message(
        f"様式{name_of(error.path)}から文書を作れませんでした。{why}ため止めました。",
        "会議の内容は保存されています。書きかけの文書は残していません。",
        "様式の繰り返しの部分を減らすか、初めから入っている様式「会議録（要点筆記）」でお試しください。",
    )


def _template_exists(error: errors.TemplateExists) -> Message:
    return Message(
        f"「{one_line(error.name)}」という様式はもうあります。",
        "今ある様式は上書きしていません。",
        "別の名前を付けてください。",
    )


_UNADOPTABLE = {
    "missing": ("ファイルが見つかりません", "ファイルの名前と場所を確かめてください。"),
    "has_marks": (
        "差し込みの印（{{ }} など）がもう書かれています",
        "印のある様式は、そのまま自分の様式のフォルダーに置くと使えます。",
    ),
    "no_blanks": (
        "記入欄が見つかりません",
        "「日時」などの見出しの右か下に空欄がある様式を選んでください。ほかの形の様式は、「様式の作り方」のとおりに印を書くと使えます。",
    ),
    "too_many": ("記入欄が多すぎます（300か所まで）", "1つの会議の会議録になる部分だけのファイルに分けてください。"),
    "lost": ("試しに記入すると、入りきらない内容がありました", "項目の割り当てを減らして、もう一度お試しください。"),
    "marks": ("作った印を確かめると、誤りがありました", "項目の割り当てを減らして、もう一度お試しください。"),
}


def _template_unadoptable(error: errors.TemplateUnadoptable) -> Message:
    why, step = _UNADOPTABLE.get(error.reason, _UNADOPTABLE["marks"])
    return Message(
        f"{name_of(error.path)}を様式として取り込めません。{why}。",
        "元のファイルには手を加えていません。様式は作っていません。",
        step,
    )


SENTENCES: Sentences = {
    errors.TemplateMissing: _template_missing,
    errors.TemplateUnreadable: _template_unreadable,
    errors.TemplateDangerous: _template_dangerous,
    errors.TemplateFaulty: _template_faulty,
    errors.TemplateTooCostly: _template_too_costly,
    errors.TemplateExists: _template_exists,
    errors.TemplateUnadoptable: _template_unadoptable,
}
