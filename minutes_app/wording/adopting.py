"""What is said while an office's own Word form becomes a template: the list of its blanks, answers, the window's page."""

from minutes_app.wording.message import one_line
from minutes_app.wording.templates import part_name

ABOUT = "今使っているWordの様式（印のないもの）の記入欄を見つけて、会議録の様式にします"
ABOUT_FORM = "もとになる.docxファイルの場所（このファイルは変えません）"
ABOUT_NEW = "新しい様式の名前"
ABOUT_SET = "記入欄に入れる項目を変えます（例: --set 3=場所）。何回でも書けます"
ABOUT_DROP = "記入欄に何も入れず、そのまま残します（例: --drop 4,7）。何回でも書けます"
ABOUT_DRY_RUN = "一覧と試しの結果を表示するだけで、様式は作りません"
ABOUT_REPLACE = "同じ名前の自分の様式があれば、置き換えます"

NOTHING = "（そのまま）"
KINDS = {"rows": "くり返す行", "column": "└ 列", "boxes": "チェックの四角"}
HOW_TO_CHANGE = (
    "違うところは「--set 番号=項目」で変え、そのまま残す欄は「--drop 番号」と指定してください。"
    "項目の名前は「minutes templates fields」で見られます。"
)
DRY_RUN = "様式は作っていません。よければ、--dry-run を外してもう一度実行してください。"
REPLACE_HINT = "今ある様式を置き換えるときは、--replace を付けてください。"
MOST_LABELS = 10
TRIED = "出席者0人・1人・50人、発言300件で記入を試しました。欠けたところはありません。"

# ウィンドウ
ADOPT = "今のWordの様式を取り込む…"
PAGE = "Wordの様式を取り込む"
HINT = (
    "様式の記入欄を見つけて、入れる項目を当てはめました。違うところを左の表で直してください。"
    "元のファイルは変わりません。"
)
CHOOSE_FORM = "取り込むWordの様式を選ぶ"
WORD_FILES = "Wordの文書 (*.docx)"
NAME = "新しい様式の名前"
TABLE = "記入欄の一覧。番号はページの【 】の番号です"
COLUMNS = ("番号", "様式の見出し", "場所", "入れる項目")
MAKE = "この様式を作る"
BACK = "やめる"
PREVIEW = "様式のページ"
LOOKS = ("記入欄の番号", "試しの記入（1人・発言1件）", "試しの記入（50人・発言300件）", "試しの記入（何もない会議）")
LOOK = "ページに見せるもの"
SEARCHING = "記入欄を探しています…"
MAKING = "ページを作っています…"
TRYING = "記入を試しています…"
NO_PAGES = "WordもLibreOfficeも入っていないため、ページは表示できません。番号と場所を手がかりに直してください。様式は作れます。"
PAGES_FAILED = "ページを作れませんでした。番号と場所を手がかりに直してください。様式は作れます。"
REPLACE = "同じ名前の様式があります。置き換えますか？"
REPLACE_DETAIL = "今ある様式「{}」は元に戻せません。別の名前にするときは「やめる」を押してください。"
REPLACE_IT = "置き換える"
NO_NAME = "様式の名前を入れてください。"


def place(part: str, paragraph: int, table: int, row: int) -> str:
    """「本文 表2の3行目」."""
    return f"{part_name(part)} " + (f"表{table}の{row}行目" if table else f"{paragraph}段落目")


def blank_line(number: int, where: str, label: str, kind: str, name: str) -> str:
    """One blank of the list."""
    told = f"{KINDS[kind]} " if kind in KINDS else ""
    return f"{number:>3}  {where}  {told}「{one_line(label, 24) or '―'}」 → {name or NOTHING}"


def found(form: str, count: int, filled: int) -> str:
    """Above the list."""
    return f"「{one_line(form)}」の記入欄を{count}か所見つけ、{filled}か所に項目を当てはめました。"


def grown(numbers: tuple[int, ...]) -> str:
    """Rows whose height was fixed."""
    told = "、".join(map(str, numbers))
    return f"番号{told}の行は高さが固定されていたため、内容が多いときだけ下に伸びるようにしました。"


def boxed(numbers: tuple[int, ...]) -> str:
    """Lists in text boxes."""
    told = "、".join(map(str, numbers))
    return f"番号{told}はテキストボックスの中の一覧です。箱は大きくならないため、数が多いと入りきりません。"


def unfilled(labels: tuple[str, ...]) -> str:
    """Labels without a blank."""
    told = "".join(f"「{one_line(one, 24)}」" for one in labels[:MOST_LABELS])
    more = f"など{len(labels)}か所" if len(labels) > MOST_LABELS else ""
    return (
        f"見出し{told}{more}には、記入欄が見つからなかったため、何も入れていません。"
        "Wordで見出しの右か下に空欄を作って取り込み直すか、できた様式に印を書き足してください。"
    )


def notes(grown_rows: tuple[int, ...], boxed_lists: tuple[int, ...], labels: tuple[str, ...]) -> list[str]:
    """What is to be known about a new template."""
    told = [grown(grown_rows)] * bool(grown_rows) + [boxed(boxed_lists)] * bool(boxed_lists)
    return told + [unfilled(labels)] * bool(labels)


def made(name: str, path: str) -> str:
    """The template is there."""
    return f"様式「{one_line(name)}」を作りました: {path}"


def made_here(name: str) -> str:
    """The same, in the window."""
    return f"様式「{one_line(name)}」を作りました。会議録の画面で選べます。"


def pages(people: int, said: int, count: int) -> str:
    """How long a trial became."""
    return f"出席者{people}人・発言{said}件で{count}ページになりました。"
