"""Sentences about the meeting information (file and flags) and lists of attendees: what is wrong where, what to write."""

from minutes_app import errors
from minutes_app.wording.message import Message, detail, name_of, one_line

_BLANK = "分からない項目は書かなければ、会議録では空欄になります。"
_QUOTES = '文字は「"」で囲み、1行に1項目で書きます（例: 会議名 = "定例会議"）。'

EXPECTED: dict[str, tuple[str, str]] = {
    "date": (
        "{where}の日付{value}を読み取れません。",
        "「2026-11-23」「2026/11/23」「令和8年11月23日」「R8.11.23」のどれかの形で、年から書いてください。",
    ),
    "date_without_year": (
        "{where}の日付{value}には年がありません。",
        "「令和8年11月23日」や「2026-11-23」のように、年から書いてください。",
    ),
    "weekday": (
        "{where}の日付{value}は、日付と曜日が合っていません。",
        "日付か曜日のどちらかを直してください。曜日は書かなくても会議録に入ります。",
    ),
    "clock": (
        "{where}の時刻{value}を読み取れません。",
        "「14:30」「14時30分」「午後2時30分」のどれかの形で書いてください。",
    ),
    "clock_twelve": (
        "{where}の時刻{value}は、昼か夜中かが決められません。",
        "昼なら「12:30」「午後0時30分」、夜中なら「0:30」「午前0時30分」のように書いてください。正午は「正午」と書けます。",
    ),
    "end_before_start": (
        "{where}の終わりの時刻が、始まりより前になっています{value}。",
        "開始と終了の時刻を確かめてください。日をまたぐ会議は12時間まで書けます。",
    ),
    "line": (
        "{where}には1行の文字を書きますが、{value}と書かれています。",
        f"{_QUOTES}{_BLANK}",
    ),
    "list": (
        "{where}には一覧を書きますが、{value}と書かれています。",
        '「["一つ目", "二つ目"]」のように、角かっこの中に読点（,）で区切って書いてください。',
    ),
    "shorter": ("{where}が長すぎます{value}。", "1項目200文字までで書いてください。"),
    "fewer": ("{where}の数が多すぎます{value}。", "議題と資料は500件、出席者は1,000人までで書いてください。"),
    "attendee": (
        "{where}の{value}を出席者として読み取れません。",
        "「企画課 課長 佐藤一郎」のように、所属・職名・氏名を空白で区切って書いてください。",
    ),
    "attendee_key": (
        "{where}に、出席者の項目ではない{value}が書かれています。",
        "出席者に書けるのは「所属」「職名」「氏名」「欠席」です。",
    ),
    "attendee_name": (
        "{where}に、氏名のない出席者があります{value}。",
        "氏名を書くか、その出席者を消してください。",
    ),
    "after_table": (
        "{where}の表の中に、会議の項目{value}が入っています。",
        "「[[出席者]]」より後に書いた項目は出席者のものとして読まれます。会議の項目は「[[出席者]]」より前に書いてください。",
    ),
    "list_place": (
        "{where}の名簿{value}は、ほかのPCの場所を指しているため開きません。",
        "名簿を会議の情報のファイルと同じフォルダーに置き、ファイル名だけを書いてください。",
    ),
    "kind": (
        "{where}の会議の種別{value}を読み取れません。",
        "「附属機関」「庁内会議」「打合せ」「議会委員会」のどれかを書いてください。",
    ),
    "openness": (
        "{where}の公開の別{value}を読み取れません。",
        "「公開」「非公開」「一部非公開」のどれかを書いてください。理由は「非公開の理由」に書けます。",
    ),
    "standing": (
        "{where}の扱い{value}を読み取れません。",
        "「兼ねる」（会議録で復命書に代える）「個別」（自分の復命書を出す）「対象外」のどれかを書いてください。",
    ),
    "duty": (
        "{where}の{value}を復命の扱いとして読み取れません。",
        "「[[復命]]」の下に、氏名と、あれば扱い・理由・所感を書いてください。",
    ),
    "no_attendee": (
        "{where}の{value}は、出席者の中にありません。",
        "出席者に書いた氏名と同じ氏名を書いてください。",
    ),
    "namesakes": (
        "{where}の{value}に当たる出席者が、2人以上います: {choices}。",
        "「企画課 佐藤健」のように所属か職名を付けて書くか、出席者の番号（「2番」など）で書いてください。",
    ),
    "no_proposal": (
        "{where}の番号{value}には、提案された日付がありません。",
        "「minutes dates 会議のフォルダー」で番号を確かめてください。日付は --set で書けます。",
    ),
    "impression": ("{where}の所感が長すぎます{value}。", "所感は1人2,000文字までで書いてください。"),
    "key": (
        "{where}という項目はありません。",
        "書ける項目は、会議名・開催日・開始・終了・場所・主催・議長・記録者・出席者・欠席者・議題・配布資料・次回・会議の種別と、文書番号などの文書事項です（「minutes templates fields」で見られます）。",
    ),
    "twice": ("{where}は、{value}と同じ項目が2回書かれています。", "どちらか1つにしてください。"),
    "file": ("会議の情報のファイル{where}が見つかりません。", "ファイルの名前と場所を確かめてください（{value}）。"),
    "file_too_big": (
        "会議の情報のファイル{where}が大きすぎます。",
        "256 KBまでのTOMLのファイルを指定してください。録音やWordのファイルではありませんか。",
    ),
    "sheet": (
        "会議の情報のファイル{where}は、Excelのファイルとして読めません。",
        "Excelで開けるか確かめ、パスワードを外し、「Excelブック（.xlsx）」で保存し直してください。",
    ),
    "text": (
        "会議の情報のファイル{where}は、文字のファイルとして読めません。",
        "メモ帳で開き、文字コードを「UTF-8」にして保存し直してください。",
    ),
    "toml": ("{where}の書き方が違います{value}。", f"{_QUOTES}かぎかっこや角かっこの閉じ忘れも確かめてください。"),
    "toml_twice": ("{where}の項目は、前にも書かれています{value}。", "どちらか1つにしてください。"),
    "toml_backslash": (
        "{where}の「\\」または「¥」を読み取れません{value}。",
        "場所を書くときは「'C:\\名簿.csv'」のように「'」で囲むか、「/」で区切ってください。",
    ),
}
"""Key of `BadInformation.expected` → headline and next step."""

_MOST_CHOICES = 20
_ODD = ("{where}に書かれた{value}を読み取れません。", f"書き方を確かめてください。{_BLANK}")

_SAVE_AS_XLSX = "Excel（Numbersなどの表計算ソフト）で開き、「Excelブック（.xlsx）」かCSVで保存し直して、そのファイルを指定してください。"
_HEADINGS = "見出しの行に「所属」「職名」「氏名」を書いてください（1列だけなら「氏名」）。"
_SAVE_AGAIN = "Excelで開けるか確かめ、「Excelブック（.xlsx）」かCSVで保存し直してください。"

ROSTER_REASONS: dict[str, tuple[str, str]] = {
    "missing": ("が見つかりません。", "ファイルの名前と場所を確かめてください。"),
    "save_as_xlsx": ("は、この形式のままでは読めません。", _SAVE_AS_XLSX),
    "old_or_protected": (
        "は、古い形式のExcelか、パスワードで保護されたファイルのため読めません。",
        f"パスワードを外してください。{_SAVE_AS_XLSX}",
    ),
    "rename_xlsx": (
        "は、名前はCSVですが、中身はExcelなどのファイルです。",
        "名前の終わりを「.xlsx」に直してください。",
    ),
    "damaged": ("はExcelのファイルとして読めません。壊れているようです。", _SAVE_AGAIN),
    "bomb": (
        "は、開くと異常に大きくなるなど、ふつうの名簿にない作りのため、安全のため開きませんでした。",
        "名簿の部分だけを新しいExcelのファイルに写して保存し、それを指定してください。",
    ),
    "not_text": ("は、CSV（文字のファイル）として読めません。", _SAVE_AGAIN),
    "no_name_column": ("に「氏名」の見出しがある表が見つかりません。", _HEADINGS),
    "nobody": ("には、氏名が1人も書かれていません。", _HEADINGS),
    "too_big": (
        "が大きすぎます（10 MBまで）。",
        "名簿の部分だけを新しいファイルに写して保存し、それを指定してください。",
    ),
    "too_many": ("の人数が多すぎます（1,000人まで）。", "この会議に出席した人だけの名簿にしてください。"),
    "too_long": ("に、200文字を超える氏名・所属・職名があります。", "名簿の列がずれていないか確かめてください。"),
}
"""Key of `BadRoster.reason` → the rest of the headline, and the next step."""


def key_in_file(file: str, key: str) -> str:
    """The place of an entry: 「会議情報.toml」の「開催日」."""
    return f"「{file}」の「{one_line(key, 60)}」"


def line_in_file(file: str, number: int) -> str:
    """The place of a line: 「会議情報.toml」の3行目."""
    return f"「{file}」の{number}行目"


def bad_information(error: errors.BadInformation) -> Message:
    """The message for a mistake in the meeting information."""
    headline, step = EXPECTED.get(error.expected, _ODD)
    where = error.where if "「" in error.where else f"「{one_line(error.where)}」"
    shown = one_line(error.value, 80)
    quoted = f"「{shown}」" if shown else ""
    if "{value}。" in headline and quoted:
        quoted = f"（{shown}）"
    if error.expected == "key" and shown:
        step = f"「{shown}」のことでしょうか。{step}"
    return Message(
        headline.replace("{where}", one_line(where))
        .replace("{choices}", "、".join(error.choices[:_MOST_CHOICES]))
        .replace("{value}", quoted),
        "録音や会議録には手を加えていません。",
        step.replace("{value}", shown),
    )


def bad_roster(error: errors.BadRoster) -> Message:
    """The message for a list of attendees that cannot be read."""
    rest, step = ROSTER_REASONS.get(error.reason, ("を読めません。", f"{_HEADINGS}{detail(error.reason)}"))
    return Message(f"名簿{name_of(error.path)}{rest}", "名簿には手を加えていません。", step)
