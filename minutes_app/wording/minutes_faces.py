"""What the faces of the page 会議録 say: 決定・宿題 with their proposals, 文書事項, 復命, 確定."""

from minutes_app.wording.editor import KINDS
from minutes_app.wording.items import assigned, cue_of
from minutes_app.wording.message import Message, one_line
from minutes_app.wording.paperwork import KINDS as MEETING_KINDS, LABELS
from minutes_app.wording.times import clock

TAB_RESULTS, TAB_DUTIES, TAB_GATE = "決定・宿題", "復命", "確定"

# 決定・宿題
RESULTS = "決定事項・宿題などの案と、会議録に入れたもの"
RESULTS_HINT = "案は、「入れる」を押すまで会議録に載りません。行を押すと、元の発言が流れます。"
PROPOSED = "案"
PUT_IN = "会議録に入れたもの"
REFUSED = "要らないと答えた案"
SHOW_REFUSED = "要らないと答えた案も出す"
NOTHING_PROPOSED = "答えていない案はありません。案のないところも、読んで確かめてください。"
NOTHING_PUT_IN = "まだ1つもありません。案を入れるか、校正で発言に「決定」「宿題」を付けます。"
READING = "発言から案を探しています…"
TAKE, TAKE_CHANGED, REFUSE = "入れる", "直して入れる…", "要らない"
CHANGE, REMOVE, LISTEN, STOP = "直す…", "消す", "聞く", "止める"
UP, DOWN, ADD = "上へ", "下へ", "足す…"
DATE_IT = "期限を日付に"
OPEN_SPEECH = "校正で発言を開く"
EVIDENCE = "根拠の発言。Enterで聞きます"
EVIDENCE_HEAD = "根拠の発言"
NO_EVIDENCE = "根拠の発言がありません（消した発言・非公開の発言は、根拠になりません）。"
TIPS = {
    TAKE: "この案を会議録に入れます（Enter）",
    TAKE_CHANGED: "種類・文・担当・期限を直して、会議録に入れます（F2）",
    REFUSE: "この案は要らないと答えます。次からは出ません（Delete）",
    CHANGE: "種類・文・担当・期限・根拠を直します（Enter、F2）",
    REMOVE: "会議録から消します。元に戻せます（Delete）",
    ADD: "案になかったものを、根拠の発言を付けて入れます",
    LISTEN: "根拠の発言を聞きます（スペース）",
    UP: "1つ上へ（Alt+↑）",
    DOWN: "1つ下へ（Alt+↓）",
    OPEN_SPEECH: "校正の画面で、この発言を開きます（Ctrl+Enter）",
}
CANNOT_UNDO = "ほかの画面で直されたため、元に戻せません。"


def cannot_undo() -> Message:
    """An edit that somebody has edited over."""
    return Message(
        CANNOT_UNDO, "いまの内容は、そのまま保存されています。", "直すところは、ここでもう一度直してください。"
    )


def results_tab(waiting: int) -> str:
    """The tab, with how many proposals wait for an answer."""
    return f"{TAB_RESULTS}（案{waiting}）" if waiting else TAB_RESULTS


WRONG_FIRST = "読み取れない欄があります。直すか、空にしてから、もう一度お試しください。"


def wrong(field: str) -> str:
    """A field that cannot be understood as it is typed."""
    return f"読み取れません: {field}（このままでは会議録に入りません）"


def unanswered(count: int) -> str:
    """A line of what is open."""
    return f"答えていない案: {count}件（決定・宿題の面で、入れるか要らないかを答えます）"


def more(count: int) -> str:
    """Proposals that are not listed yet."""
    return f"ほか{count}件（上の案に答えると、続きが出ます）"


def more_left(count: int) -> str:
    """Places that are not listed."""
    return f"ほかに{count}か所あります。"


def heading(name: str, count: int) -> str:
    """Above a part of the list."""
    return f"{name}（{count}件）"


def proposal(kind: str, text: str, rest: tuple[str, str], cue: str, at_ms: int) -> str:
    """A proposal; 「？」 because nobody has confirmed it. `rest`: 担当 and 期限."""
    facts = "　".join(filter(None, (assigned(*map(one_line, rest)), f"[{clock(at_ms)}]", cue_of(cue))))
    return f"{KINDS[kind]}？　{text}\n{facts}"


def item(number: int, kind: str, text: str, rest: tuple[str, str], at_ms: int | None) -> str:
    """An item. `rest`: 担当 and 期限."""
    at = f"[{clock(at_ms)}]" if at_ms is not None else "根拠なし"
    facts = "　".join(filter(None, (assigned(*map(one_line, rest)), at)))
    return f"{number}　{KINDS[kind]}　{text}\n{facts}"


def due_meant(due: str, meant: str, *, sure: bool) -> str:
    """A 期限 in words with the date that it may mean."""
    doubt = "" if sure else "（ほかの読み方もあります）"
    return f"{one_line(due, 40)} → {meant}？{doubt}"


def date_tip(meant: str) -> str:
    """The button that confirms a date."""
    return f"期限を{meant}にします（D）"


def speech(at_ms: int, speaker: str, text: str) -> str:
    """An utterance that something rests on."""
    who = f" {one_line(speaker, 20)}" if speaker else ""
    return f"[{clock(at_ms)}]{who}「{text}」"


# 直す
SHEET_ITEM, SHEET_PROPOSAL, SHEET_NEW = "決定事項・宿題などを直す", "直して会議録に入れる", "案になかったものを入れる"
CANDIDATES = "文に近い発言です。文を書くと探し直します。根拠になるものに印を付けてください。"
KIND, TEXT, OWNER, DUE = "種類", "文", "担当", "期限"
DUE_EXAMPLE = "例: 令和8年12月4日、来週の金曜"
USE_DATE = "この日付にする"
RESTS_ON = "根拠の発言（印を付けたもの）"
KEEP, KEEP_IN, CANCEL = "直す", "会議録に入れる", "やめる"
TEXT_EMPTY = "文が書かれていません。"
RESTS_ON_NOTHING = "根拠の発言が1つも選ばれていません。"
NO_DAY = "開催日がまだ決まっていないため、日付を提案できません。"


def due_reading(meant: str, *, sure: bool) -> str:
    """What a typed 期限 may mean."""
    return f"→ {meant}" + ("" if sure else "（ほかの読み方もあります。確かめてください）")


# 文書事項
PAPER = "文書事項"
PAPER_HINT = "会議の種別を選ぶと、その種別で要る項目が出ます。"
KIND_OF_MEETING = "会議の種別"
NO_KIND = "（決めない）"
NO_CHOICE = "（まだ）"
WANTED = "この種別の会議録に要る項目です。空欄のまま書き出すと「（未記入）」になります。"
MORE_LABELS = {
    "openness_reason": "公開の別の理由",
    "approvers": "決裁欄（職名）",
    "circulation": "供覧欄（職名）",
    "ordered_on": "命令日",
    "errand": "用務",
    "period": "期間",
}
EXAMPLES = {
    "document_number": "例: 交政第123号",
    "drafted_on": "例: 令和8年11月24日",
    "decided_on": "例: 令和8年11月26日",
    "ordered_on": "例: 令和8年11月16日",
    "kept_for": "例: 5年",
    "openness_reason": "例: 個人情報を含むため",
    "observers": "例: 3",
    "signers": "「、」で区切ります。例: 議長 髙橋 一郎、委員 山﨑 太郎",
    "approvers": "「、」で区切ります。例: 部長、課長、係長",
    "circulation": "「、」で区切ります。例: 総務課長、財政課長",
    "errand": "例: 第3回DX推進会議への出席",
    "period": "例: 令和8年11月23日",
    "people": "1行に1人。例: 交通政策課　課長　髙橋一郎",
    "lines": "1行に1つ",
}
_GAPS = {
    "blank": "空欄: {0}（{1}の会議録に要る項目）",
    "no_reason": "空欄: {0}（公開しない理由）",
    "decided_early": "{0}が、起案日より前になっています",
    "drafted_early": "{0}が、開催日より前になっています",
}


def of_office(posts: tuple[str, ...]) -> str:
    """What is printed where the meeting has no 決裁欄 of its own."""
    return f"空欄なら、課の設定: {'、'.join(posts)}"


def paper_gap(why: str, field: str, kind: str) -> str:
    """A line of what the 文書事項 leave open."""
    return _GAPS[why].format({**LABELS, **MORE_LABELS}[field], MEETING_KINDS[kind])


# 様式
KEEP_FORMS = "今の選択をふだんの様式にする"
FORMS_KEPT = "ふだんの様式にしました。"
FORMS_LOCKED = "ふだんの様式は、管理者が固定しています。"
FORMS_COMMA = "名前に「、」のある様式は、設定の画面で決めてください。"


def forms_of(kind: str, names: tuple[str, ...], *, own: bool) -> str:
    """Which forms the office uses for this kind of meeting."""
    listed = "、".join(names)
    if not kind:
        return f"ふだんの様式: {listed}"
    return f"{MEETING_KINDS[kind]}のふだんの様式: {listed}" + ("" if own else "（種別ごとの決まりはありません）")


# 復命
DUTIES_HINT = "この会議録が、だれの復命書を兼ねるかの一覧です。扱いを変えたい人の行を選びます。"
DUTIES = "出席者と復命の扱い"
DUTY_COLUMNS = ("出席者", "扱い", "所感")
NO_ATTENDEES = "出席者がまだ書かれていません。「開催概要」に書くと、ここに並びます。"
STANDING, REASON, IMPRESSION = "扱い", "理由", "所感"
REASON_EXAMPLE = "例: 委員のため"
HAS, WAITS, NONE_OWED = "あり", "まだ", "不要"
ABSENT_FIXED = "欠席した人は「対象外」です。"
TOO_LONG = "所感が長すぎます。1人2,000文字までで書いてください。"
EVERY_PAPER = "全員分の復命書（個人別の鑑）を作る"
EVERY_PAPER_TIP = "復命する人1人に1つずつ、Wordの文書を作ります。別添の欄には、書き出した会議録の名前が入ります"
NO_FORM = "様式「復命書（個人別の鑑）」が見つかりません。"


def counted_duties(covered: int, own: int, excused: int) -> str:
    """How many of each."""
    return f"会議録で兼ねる {covered}人　個別に提出 {own}人　対象外 {excused}人"


def about_person(name: str) -> str:
    """Above the fields of one person."""
    return f"{one_line(name, 60)}の復命"


# 確定
GATE_HINT = "根拠のない項目、根拠の発言にない数・日付・名前、要確認が残っていないかを確かめてから、確定します。"
GATE_LIST = "確定の前に残っているところ。Enterでその場所へ"
GATE_READING = "残っているところを調べています…"
GATE_CLEAR = "確定の前に残っているところは、ありません。"
CONFIRM = "確定する"
CONFIRM_DESPITE = "この理由で確定する"
DESPITE = "理由を書くと、残っているところがあるまま確定できます。理由は会議に残ります。"
DESPITE_LABEL = "残したまま確定する理由"
DESPITE_EXAMPLE = "例: 議長が録音で確かめたため"
NEWLY_FOUND = "残っているところが変わりました。もう一度確かめてください。"
OPENS_AGAIN = "このあと直すと、「校正中」に戻ります（元に戻すと、また確定になります）。"
STAYS_OPEN = "次のところを残したまま確定しました。"
CONFIRMED_CHIP = "✓ 確定"
CONFIRMED_CHIP_TIP = "この会議録は確定しています。直すと「校正中」に戻ります"


def standing(status: str) -> str:
    """Where the minutes stand."""
    return f"状態: {status}"


def gate_tab(found: int) -> str:
    """The tab, with how many places stand against 確定."""
    return f"{TAB_GATE}（{found}）" if found else TAB_GATE


def left(count: int) -> str:
    """Above the list."""
    return f"残っているところ（{count}か所）"


def confirmed_by(at: str, who: str) -> str:
    """When and by whom."""
    return f"確定しました: {at}　{one_line(who, 40)}"


def because(reason: str) -> str:
    """Why a person overruled what was found."""
    return f"理由: {reason}"
