"""What is said when a meeting is closed: 確定版, 第2版, 保管, 保存期間, 廃棄記録."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, name_of, one_line, size
from minutes_app.wording.times import length

STATUS = "確定"
FINAL = "確定版"
UTTERANCE = "発言"
OWNER = "担当: "
DUE = "期限: "
ADDED = "（追加）"
REMOVED = "（削除）"
HIDDEN_SINCE = "（非公開にしたため、ここには載せません）"
CHANGE_COLUMNS = ("区分", "場所", "変更前", "変更後")


def reasons(each: Iterable[str]) -> str:
    """Several reasons of a 保留 as one."""
    return "、".join(each)


def held_too(reason: str) -> str:
    """It was held already. `reason`: with the new one."""
    return f"保留の理由を加えました。録音は消せません（理由: {reason}）。--release は、このすべてを解きます。"


def released(reason: str) -> str:
    """What was ended: whoever had only one of several reasons in mind sees the others. `reason` "" = not known."""
    return f"保留を解きました（理由: {reason}）。" if reason else "保留を解きました。"


def changes_heading(edition: int) -> str:
    """Above the list of changes."""
    return f"第{edition}版での変更"


def changes_sentence(edition: int, day: str, count: int) -> str:
    """Below it."""
    if not count:
        return f"第{edition}版は{day}に確定しました。第{edition - 1}版と文の違いはありません。"
    return f"第{edition}版は{day}に確定しました。第{edition - 1}版から{count}か所を変更しています。"


_UNTOUCHED = "録音も文書も消していません。"
_REFUSED = {
    "rule": (
        "録音を消す決まりが、この職場の設定にありません。",
        "消す決まりにするときは、情報担当の方に設定 archive.audio を after_confirmed にしてもらってください。",
    ),
    "not_confirmed": (
        "会議録がまだ確定していないので、録音は消せません。",
        "「minutes confirm」で確定してから、もう一度お試しください。",
    ),
    "recording": (
        "録音がまだ終わっていないか、途中で終わったままです。",
        "録音を終えるか、直してから、もう一度お試しください。",
    ),
}
_LEDGER = "closing.jsonl"
_RESTORE = f"情報担当の方に、控え（バックアップや、前に保管した.kaigi）から {_LEDGER} を戻してもらってください。"
REFUSED = (*_REFUSED, "held", "too_early", "unreadable")


def _disposal_refused(error: errors.DisposalRefused) -> Message:
    if error.reason == "held":
        reason = f"（理由: {one_line(error.fact, 200)}）" if error.fact else ""
        return Message(
            f"この会議は保留になっているので、録音は消せません{reason}。",
            _UNTOUCHED,
            "消してよくなったら「minutes dispose 会議 --release」で保留を解いてください。",
        )
    if error.reason == "unreadable":
        return Message(
            f"この会議の記録（{_LEDGER}）の{one_line(error.fact, 60)}行目が読めません。保留かもしれないので、録音は消せません。",
            f"{_UNTOUCHED}ほかの行の記録もそのままです。",
            _RESTORE,
        )
    if error.reason == "too_early":
        return Message(
            f"録音を消せるのは{one_line(error.fact)}からです。",
            _UNTOUCHED,
            "その日を過ぎてから、もう一度お試しください。",
        )
    why, step = _REFUSED.get(error.reason, ("録音を消せません。", "職場の決まりを情報担当の方に確かめてください。"))
    return Message(why, _UNTOUCHED, step)


def _not_confirmed(error: errors.NotConfirmed) -> Message:
    return Message(
        f"会議{name_of(error.path)}の会議録は、まだ確定していません。",
        "会議の内容は変わっていません。",
        "「minutes confirm」で確定してから、もう一度お試しください。",
    )


SENTENCES: Sentences = {
    errors.NotConfirmed: _not_confirmed,
    errors.DisposalRefused: _disposal_refused,
}

STEPS_HERE: dict[type[errors.MinutesError], str] = {
    errors.NotConfirmed: "会議録の画面で確定してから、もう一度お試しください。",
}
_HERE = {
    "rule": "消す決まりにするときは、情報担当の方に「設定」の「保管と廃棄」で決めてもらってください。",
    "not_confirmed": "会議録の画面で確定してから、もう一度お試しください。",
    "held": "消してよくなったら「保留を解く」を押してください。",
}


def refused_here(reason: str) -> str:
    """The next step in the window; "" where it is the same."""
    return _HERE.get(reason, "")


HELP = {
    "out": "確定版を置くフォルダー（省略すると会議の中の exports）",
    "check": "作らずに、これまでの確定版が記録のSHA-256のとおりかを確かめます",
    "template": "確定版にする様式（何度でも。省略すると設定の様式）",
    "to": "保管先のフォルダー（省略すると設定 archive.folder）",
    "yes": "予定を表示するだけでなく、実際に行います",
    "hold": "この会議の録音を消さないよう保留にします（理由を書きます）",
    "release": "保留を解きます",
    "record": "廃棄記録を表示します",
}

DRY_RUN = "これは予定です。まだ何も行っていません。行うときは --yes を付けてください。"
NO_PDF = (
    "このPCにLibreOfficeもWordもないので、PDFは作っていません。Wordで開き、「名前を付けて保存」でPDFを選んでください。"
)
NO_FORM = "確定版にする様式がありません（1人ずつの様式だけが選ばれています）。会議録の様式を選んでください。"
PDF_FAILED = "PDFを作れませんでした。Wordで開き、「名前を付けて保存」でPDFを選んでください。"
NOTHING_LEFT = "消す録音はありません。"
NO_RECORD = "廃棄記録はありません。"
NO_PERIOD = "保存期間が決まっていません（会議の文書事項か、設定 archive.kept_for）。"
COPIES_STAY = (
    "消すのは会議のフォルダーの録音だけです。取り込む前の元のファイル、録音中の控え、前に渡したり保管したりした.kaigiの録音は、"
    "それぞれの場所に残っています。"
)
HELD = "保留にしました。録音は消せません。"
NO_FINAL = "確定版はまだありません。"
STATES = {"whole": "記録のとおりです", "altered": "書き換えられています", "missing": "見当たりません"}
NOT_HELD = "この会議は保留になっていません。解く保留がないので、何もしていません。"
RESTORED = "廃棄した後、指示があって会議に戻した"


def lines_lost(numbers: Sequence[int]) -> str:
    """Lines of closing.jsonl that cannot be read."""
    return (
        f"この会議の記録（{_LEDGER}）の{'、'.join(map(str, numbers))}行目が読めません。"
        f"確定版、保管、保留、廃棄のどれかの記録です。ほかの行の記録と、録音と文書はそのままです。{_RESTORE}"
    )


def number_passed_over(numbers: Sequence[int]) -> str:
    """The same when a 確定版 is made."""
    return f"{lines_lost(numbers)}読めない行は前の版の記録かもしれないので、その版の番号は飛ばします（前の版が読めないときは、変更の一覧は付きません）。"


def made(path: Path, edition: int, digest: str) -> str:
    """A 確定版 that was written."""
    return f"確定版（第{edition}版）を作りました: {path}\nSHA-256: {digest}"


def there(path: Path, edition: int, digest: str) -> str:
    """A 確定版 that has not changed since."""
    return f"前の確定版（第{edition}版）から変わっていないので、新しく作りませんでした: {path}\nSHA-256: {digest}"


def altered(path: Path, edition: int) -> str:
    """A 確定版 that is not as it was written."""
    return (
        f"確定版（第{edition}版）が、作った後に書き換えられています（記録のSHA-256と違います）: {path}\n"
        "このファイルには手を加えていません。だれが何を直したかを確かめてください。"
    )


def checked(edition: int, form: str, path: Path, state: str, digest: str) -> str:
    """A file of a 確定版 against its record."""
    return f"第{edition}版　{one_line(form, 60)}　{STATES[state]}: {path}\n　記録のSHA-256: {digest}"


def plan_line(files: int, count: int, out: Path) -> str:
    """What would be archived."""
    return f"保管するもの: ファイル{files}個（{size(count)}）　保管先: {out}"


def period(kept_for: str, until: str, *, understood: bool) -> str:
    """The 保存期間."""
    if not kept_for:
        return NO_PERIOD
    if until:
        return f"保存期間: {one_line(kept_for, 40)}（{until}まで）"
    return f"保存期間: {one_line(kept_for, 40)}" + ("" if understood else "（満了日は計算できません）")


def finals_elsewhere(names: Sequence[str]) -> str:
    """確定版 that the archive does not hold, for they are not in the meeting's folder."""
    shown = "、".join(one_line(name, 120) for name in names)
    return f"⚠ 会議のフォルダーにない確定版が{len(names)}個あり、保管するファイルに入りません: {shown}。一緒に保管するときは、そのファイルも保管先に置いてください。"


def archived(path: str, digest: str) -> str:
    """After the archive was made."""
    return f"保管しました: {path}\nSHA-256: {digest}"


def doomed(name: str, count: int, duration_ms: int) -> str:
    """A file that would be deleted."""
    sound = f"、{length(duration_ms)}" if duration_ms else ""
    return f"消す録音: {one_line(name)}（{size(count)}{sound}）"


def rule(audio: str, days: int, source: str) -> str:
    """The office's rule as a 廃棄記録 names it."""
    if audio != "after_confirmed":
        return "録音を残す"
    when = f"確定から{days}日後に" if days else "確定後に"
    return f"{when}録音を消す（{source}）"


SOURCES = {
    "default": "はじめの設定",
    "policy": "管理者の設定",
    "user": "利用者の設定",
    "environment": "環境変数",
    "flag": "コマンドの指定",
}


def record_line(at: str, who: str, name: str, facts: Sequence[str]) -> str:
    """A line of 廃棄記録."""
    return "　".join((at, who, one_line(name), *facts))


def disposed(name: str) -> str:
    """A file that was deleted."""
    return f"消しました: {one_line(name)}"


def recorded(count: int) -> str:
    """After a disposal."""
    return f"録音{count}個を消し、廃棄記録に残しました（「minutes dispose 会議 --record」で見られます）。"


def record_facts(by: str, count: int, digest: str) -> tuple[str, ...]:
    """The rest of a line of 廃棄記録. `by`: the rule; "" where the file was put back."""
    return (size(count), f"根拠: {by}" if by else RESTORED, f"SHA-256: {digest}")
