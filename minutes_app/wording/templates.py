"""What is said about templates: places in a form, what is wrong there, and the `templates` command."""

import re

from minutes_app.wording.fields import Field
from minutes_app.wording.message import one_line

PART_NAMES = {
    "word/document.xml": "本文",
    "word/footnotes.xml": "脚注",
    "word/endnotes.xml": "文末脚注",
    "docProps/core.xml": "文書のプロパティ",
    "": "ファイル全体",
}
EXCERPT = 32

ABOUT_LIST = "使える様式の名前を表示します"
ABOUT_FIELDS = "様式に書ける項目の名前・意味・例を表示します"
ABOUT_CHECK = "様式に誤りや危険なものがないか、場所を示して確かめます"
ABOUT_COPY = "様式を、別の名前で自分の様式フォルダーに写します（Wordで編集できます）"
ABOUT_JSON = "結果を1つのJSONで標準出力に書きます"
ABOUT_FILE = "様式の名前か、.docxファイルの場所"
ABOUT_NAME = "もとになる様式の名前（または.docxファイルの場所）"
ABOUT_NEW = "新しい様式の名前"
BUILT_IN = "はじめから入っている様式"
OWN = "自分の様式"
EDIT_HINT = "Wordで開いて編集し、「minutes templates check」で確かめてから使ってください。"

SEVERITIES = {"danger": "危険", "error": "誤り", "warning": "注意"}
FINDINGS = {
    "macro": "マクロが入っています。",
    "active": "自動で動く部品（ActiveX、アドインなど）が入っています。",
    "outside": "外部のファイルやサイトを読みに行くしくみが入っています。",
    "embedded": "別のファイルが埋め込まれています。",
    "field": "ファイルや外部の内容を取り込む欄（フィールド）が入っています。",
    "hidden_field": "名前の分からない欄（フィールド）が入っています。",
    "code": "差し込みに使えない命令「{subject}」があります。",
    "bomb": "開くと異常に大きくなるファイルです。",
    "overlap": "部品が重なり合った、異常なファイルです。",
    "too_many_parts": "部品が多すぎるファイルです。",
    "path": "決まった場所の外を指す名前の部品が入っています。",
    "duplicate": "同じ名前の部品が2つ以上入っています。",
    "dtd": "XMLの危険な書き方（DTD・実体参照）があります。",
    "coding": "UTF-8ではない文字コードの部品が入っています。",
    "unknown": "「{subject}」という項目はありません。",
    "unknown_part": "この一覧に「{subject}」という項目はありません。",
    "filter": "「|{subject}」という加工は使えません。",
    "unclosed": "「{subject}」が閉じていません。「{suggestion}」が必要です。",
    "never_opened": "「{subject}」に対応する始まりがありません。",
    "syntax": "差し込みの書き方に誤りがあります（{subject}）。",
    "half_mark": "印の「{subject}」に対になる「{suggestion}」が、同じ段落にありません。",
    "wide_space": "「{subject}」のすぐ後ろの空白が、半角ではありません。半角の空白で書いてください。",
    "no_command": "「{subject}」という命令はありません。",
    "no_row": "{{%tr … %}} は表の行をくり返す印です。表の外では {{%p … %}} と書いてください。",
    "list_printed": "「{subject}」は一覧です。このままでは1行に続けて印刷されます。1件ずつ印刷するには「{suggestion}」でくり返してください。",
    "needs_loop": "「{subject}」は一覧です。「{suggestion}」でくり返した中に書いてください。",
    "not_a_list": "「{subject}」は一覧ではないため、くり返せません。",
    "no_parts": "「{subject}」の中に、別の項目はありません。",
    "too_deep": "差し込みの入れ子が深すぎます。",
    "two_marks_in_row": "1つの行に {{%tr … %}} が2つ以上あります。始まりと終わりは別々の行に書いてください。",
    "two_marks_in_paragraph": "1つの段落に {{%p … %}} が2つ以上あります。始まりと終わりは別々の段落に書いてください。",
    "text_lost": "この行や段落は差し込みの印として消えるため、ほかの文字も印刷されません。",
    "single_bracket": "「{subject}」のかっこが足りません。{{{{ {subject} }}}} と書いてください。",
    "wide_bracket": "かっこが全角です。半角の {{{{ }}}} で書いてください。",
    "missing": "「{subject}」がありません。会議録には、ふつう載せる項目です。",
}
# What Jinja2 3.1 says of a mark (jinja2/parser.py, lexer.py) → what is said to a clerk.
_SYNTAX = (
    (r"unexpected char ['\"](.)['\"]", "「{}」は印の中では使えません。全角の文字や記号になっていませんか"),
    (r"Expected an expression", "項目の名前がありません"),
    (r"Missing end of comment tag", "「{{#」を閉じる「#}}」がありません"),
    (r"(?:got|unexpected) 'end of (?:statement block|print statement|template)'", "印が途中で終わっています"),
    (r"(?:got|unexpected) '(.+?)'", "「{}」の所が読めません"),
)
PERHAPS = "「{}」の書き間違いではありませんか。"
PERHAPS_FOR = frozenset({"unknown", "unknown_part", "filter", "no_command"})


def part_name(part: str) -> str:
    """What a person calls a part of a Word file."""
    if part.startswith("word/header"):
        return "ヘッダー"
    if part.startswith("word/footer"):
        return "フッター"
    return PART_NAMES.get(part, f"ファイル内の「{one_line(part)}」")


def place(part: str, number: int, *, table: int, row: int, text: str) -> str:
    """「本文 12段落目「…」」, 「本文 表2の3行目「…」」."""
    where = f"表{table}の{row}行目" if table else f"{number}段落目"
    return f"{part_name(part)} {where}「{one_line(text, EXCERPT)}」"


def quoted(part: str, text: str) -> str:
    """「本文「…」」 where only the text is known."""
    return f"{part_name(part)}「{one_line(text, EXCERPT)}」" if text.strip() else part_name(part)


def finding(kind: str, subject: str, suggestion: str) -> str:
    """What is wrong, and what may be meant."""
    if kind == "syntax":
        subject = _in_japanese(subject)
    sentence = FINDINGS[kind].format(subject=one_line(subject), suggestion=suggestion)
    return sentence + (PERHAPS.format(suggestion) if suggestion and kind in PERHAPS_FOR else "")


def _in_japanese(fault: str) -> str:
    for pattern, sentence in _SYNTAX:
        if found := re.search(pattern, fault):
            return sentence.format(*found.groups())
    return fault


def finding_line(severity: str, where: str, sentence: str) -> str:
    """【誤り】本文 3段落目「…」: …"""
    return f"【{SEVERITIES[severity]}】{where}: {sentence}" if where else f"【{SEVERITIES[severity]}】{sentence}"


def check_summary(name: str, errors: int, warnings: int) -> str:
    """The last line of `check`."""
    if errors:
        return f"様式「{name}」は、このままでは使えません（直すところ {errors}件、注意 {warnings}件）。"
    if warnings:
        return f"様式「{name}」は使えます（注意 {warnings}件）。"
    return f"様式「{name}」は使えます。誤りも危険なものも見つかりませんでした。"


def entry_line(name: str, path: str, *, built_in: bool) -> str:
    """One line of `list`."""
    return f"{name}（{BUILT_IN if built_in else OWN}）\n    {path}"


def folder_line(folder: str) -> str:
    """Where a person's own templates go."""
    return f"自分の様式を置くフォルダー: {folder}"


def copied(path: str) -> str:
    """After `copy`."""
    return f"様式を写しました: {path}"


def field_lines(field: Field) -> list[str]:
    """One field of `fields`; a list with what each entry holds and the marks that repeat it."""
    if field.yes_no:
        return [f"{{%p if {field.name} %}} … {{%p endif %}}", f"    {field.meaning}（{field.example}）"]
    entry = field.name.removesuffix("一覧")
    if entry == field.name and field.parts:
        return [
            field.name,
            f"    {field.meaning}",
            *(f"        {line}" for part in field.parts for line in _part_lines(entry, part)),
        ]
    if entry == field.name:
        return [f"{{{{ {field.name} }}}}", f"    {field.meaning}　例: {field.example}"]
    lines = [f"{{%p for {entry} in {field.name} %}} … {{%p endfor %}}", f"    {field.meaning}"]
    if not field.parts:
        return [*lines, f"        {{{{ {entry} }}}}", f"            例: {field.example}"]
    return [*lines, *(f"        {line}" for part in field.parts for line in _part_lines(entry, part))]


def _part_lines(entry: str, part: Field) -> list[str]:
    name = f"{entry}.{part.name}"
    if part.parts:
        return [f"{{%p for {part.name.removesuffix('一覧')} in {name} %}} … {{%p endfor %}}", f"    {part.meaning}"]
    if part.yes_no:
        return [f"{{% if {name} %}} … {{% endif %}}", f"    {part.meaning}（{part.example}）"]
    return [f"{{{{ {name} }}}}", f"    {part.meaning}　例: {part.example}"]


HOW_TO = """様式はWordの文書（.docx）です。
差し込みたい所に、半角のかっこで項目の名前を書きます。

  {{ 会議名 }}
      会議名が入ります。まだ決まっていない項目は（未記入）と印刷されます。
  {{ 未記入 }}
      （未記入）の印です。

  {%p for 発言 in 発言一覧 %}
  ○{{ 発言.話者 }}　{{ 発言.内容 }}
  {%p endfor %}
      発言の数だけ印刷されます。始まりと終わりの段落は印刷されません。
  {%tr for 人 in 出席者一覧 %} … {%tr endfor %}
      表の行をくり返します。始まりと終わりは、それぞれ別の行に書きます。
  {% if 場所 %} … {% endif %}
      項目があるときだけ印刷します。
"""
