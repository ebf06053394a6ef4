"""Items with evidence, points, and the gate before 確定: what the terminal and the documents say of them."""

from minutes_app.wording.editor import KINDS
from minutes_app.wording.gui import FIELDS
from minutes_app.wording.message import one_line
from minutes_app.wording.times import clock

HELP = {
    "propose": "発言から見つけた案を一覧します（まだ会議録には入りません）",
    "confirm": "この番号の案を会議録に入れます（「2,5」や「7-9」のように、いくつでも）",
    "refuse": "この番号の案は要らないと答えます（次からは出ません）",
    "add": "案になかった決定事項・宿題などを入れます（--text と --evidence も付けます）",
    "change": "この番号の決定事項・宿題などを直します",
    "remove": "この番号の決定事項・宿題などを消します",
    "release": "非公開の発言だけにもとづくこの番号の決定事項・宿題などを、文書に載せてよいことにします",
    "kind": "種類（--confirm と --change のとき）",
    "text": "文",
    "owner": "担当",
    "due": "期限（2026-12-15 または「来月上旬」など）",
    "json": "結果を1つのJSONとして標準出力に出します",
    "points_add": "要点を1つ書きます",
    "points_move": "要点を別の順番に移します",
    "points_remove": "要点を1つ消します",
    "points_release": "非公開の発言だけにもとづく要点を1つ、文書に載せてよいことにします",
    "point_text": "要点の文",
    "point_number": "要点の番号（minutes points で見られます）",
    "point_to": "移す先の番号",
    "agenda": "議題の番号（1から）",
    "evidence": "根拠になる発言の番号（「12,13」や「12-15」のように。csvで書き出すと番号が見られます）",
    "despite": "根拠の足りないところや要確認が残っていても、この理由で確定します（理由は会議に残ります）",
}
TASK_CUES = "担当・期限と「{}」"
MARK_CUE = "録音中の印（{}）"
ANSWERS = {
    "confirmed": "会議録に入れました",
    "changed": "直して会議録に入れました",
    "refused": "要らないと答えました",
    "has_item": "もう入っています",
}

NO_ITEMS = "決定事項・宿題などは、まだ1つもありません。"
NO_PROPOSALS = "発言から見つかった案は、ありません。"
NO_POINTS = "要点は、まだ1つもありません。"
PROPOSE_HINT = "「minutes items 会議 --propose」で、発言から案を見つけます。"
ANSWER_HINT = (
    "案は、まだ会議録に入っていません。入れるには --confirm 番号、要らないものは --refuse 番号 を付けてください。"
)
POINT_HINT = "「minutes points 会議 add 要点の文 --evidence 発言の番号」で、書きます。"
CONFIRMED = "確定しました。このあと直すと、確定ではなくなります。"
CONFIRMED_DESPITE = "残っているところがあるまま、確定しました。理由は会議と操作の記録に残しました。"
OPENED_AGAIN = (
    "この会議録は確定していましたが、内容を変えたので「校正中」に戻りました。もう一度確定するには: minutes confirm 会議"
)
NOT_CONFIRMED = "まだ確定できません。次のところを直すか、確かめてください。"
DESPITE_HINT = "このまま確定するには、理由を付けてください: minutes confirm 会議 --despite 理由"
MOST_LINES = 30

_FINDINGS = {
    "no_evidence": "{0}: 根拠になる発言がありません（消した発言・非公開の発言は根拠になりません）。",
    "draft": "{0}: AIの下書きのままです。根拠の発言[{2}]と照らし合わせて、印を外してください。",
    "number": "{0}: 数「{1}」が、根拠の発言[{2}]にも開催概要にもありません。",
    "amount": "{0}: 金額「{1}」が、根拠の発言[{2}]にも開催概要にもありません。",
    "date": "{0}: 日付・時刻「{1}」が、根拠の発言[{2}]にも開催概要にもありません。",
    "name": "{0}: 名前「{1}」が、根拠の発言[{2}]にも開催概要にもありません。",
}


def subject(number: int, kind: str, text: str) -> str:
    """2 決定事項「会場は市民センターとする。」 `kind` "point" is 要点."""
    short = text.replace("\n", " ")
    short = short if len(short) <= 24 else f"{short[:24]}…"
    return f"{number} {KINDS.get(kind, '要点')}「{short}」"


def finding(kind: str, about: str, place: str, at_ms: int | None) -> str:
    """One thing that speaks against 確定."""
    at = clock(at_ms or 0)
    if kind == "unchecked":
        return f"[{at}] 要確認のままの発言があります。" + (f"「{place[:24]}」" if place else "")
    if kind == "guessed":
        return f"開催概要の「{FIELDS.get(place, place)}」が、録音からの推定のままです。"
    return _FINDINGS[kind].format(about, place, at)


def confirmed_since(at: str, who: str) -> str:
    """It is 確定 already."""
    by = f"（{one_line(who, 40)}）" if who else ""
    return f"この会議録は、{at}から確定しています{by}。何も変えていません。"


def more_findings(count: int) -> str:
    """What is left out of a long list."""
    return f"ほかに{count}か所あります。"


def evidence(numbers: list[int], at_ms: int | None) -> str:
    """[00:14:32] 発言12、13."""
    if at_ms is None:
        return "根拠の発言なし"
    return f"[{clock(at_ms)}] 発言{'、'.join(map(str, numbers))}"


def assigned(owner: str, due: str) -> str:
    """担当 and 期限, where they are known."""
    known = (("担当", owner), ("期限", due))
    return "　".join(f"{name}: {value}" for name, value in known if value)


def dated(due: str, proposed: str, *, sure: bool) -> str:
    """来週の金曜まで（→ 令和8年12月4日（金））; with a question mark where the words may mean another day."""
    return f"{due}（→ {proposed}{'' if sure else '？'}）" if proposed else due


def item_line(number: int, kind: str, text: str, rest: list[str]) -> str:
    """One item in the list."""
    return "　".join([str(number), KINDS[kind], text, *filter(None, rest)])


def proposal_line(number: int, kind: str, text: str, rest: list[str]) -> str:
    """One proposal in two lines; 「？」 because nobody has confirmed it."""
    return f"{number}　{KINDS[kind]}？　{text}\n　　　{'　'.join(filter(None, rest))}"


def cue_of(cue: str) -> str:
    """The words by which it was found."""
    return f"手がかり: {cue}"


def answered(number: int, state: str) -> str:
    """What became of a proposal."""
    return f"{number}: {ANSWERS[state]}。"


def added(number: int) -> str:
    """The number of the new item."""
    return f"{number}番に入れました。"


def changed(number: int) -> str:
    """An item is as the person wants it."""
    return f"{number}: 直しました。"


def removed(number: int) -> str:
    """An item or a point is gone."""
    return f"{number}: 消しました。"


def point_added(number: int) -> str:
    """The number of the new point."""
    return f"要点{number}を書きました。"


def point_moved(number: int, to: int) -> str:
    """Where it is now."""
    return f"要点{number}を{to}番目に移しました。"


def point_line(number: int, agenda: str, text: str, rest: str) -> str:
    """One point in the list."""
    return "　".join(filter(None, (str(number), f"【{agenda}】" if agenda else "", text, rest)))
