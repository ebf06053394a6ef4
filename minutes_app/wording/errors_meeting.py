"""Sentences for the families meeting file, input and disk."""

from datetime import datetime
from pathlib import Path

from minutes_app import errors
from minutes_app.wording.information import bad_information, bad_roster
from minutes_app.wording.message import Message, Sentences, detail, name_of, one_line, place_of

_OFFICE = {".docx": "Word", ".doc": "Word", ".xlsx": "Excel", ".csv": "Excel", ".xls": "Excel"}

_ARGUMENTS = {
    "no_input": "録音が指定されていません",
    "format": "書き出す形式の名前が違います",
    "number": "その番号のものはありません",
    "answered": "その案は、もう会議録に入れてあります",
    "utterance": "その番号の発言はありません",
    "agenda": "その番号の議題はありません",
    "empty": "文が書かれていません",
    "not_withheld": "非公開の発言だけにもとづくものではないため、載せるための確認は要りません",
    "change_of_one": "種類・文・担当・期限・根拠を変えるときは、--confirm に番号を1つだけ指定してください",
    "no_evidence": "根拠の発言が指定されていません（--evidence 12,13）",
    "no_reason": "確定する理由が書かれていません",
    "no_meeting": "会議が指定されていません",
    "no_folder": "文書を置く共有フォルダーが指定されていません（--to フォルダー）",
    "check_alone": "--check は、--out や --template と一緒に指定できません",
    "retry_alone": "--retry と --give-up は、会議と一緒に指定できません",
    "deadline": "期限の日付を読み取れません（例: 令和8年12月2日、2026-12-02）",
    "deadline_past": "期限が過ぎた日になっています",
    "no_hold_reason": "保留の理由が書かれていません",
    "anyway": "--anyway は --take と一緒に使います",
    "no_archive": "保管先のフォルダーが決まっていません。--to で指定するか、設定 archive.folder を決めてください",
    "verify_alone": "--verify は --list と一緒に使います",
    "list_alone": "--list は、--library・--verify・--json のほかの指定と一緒に使えません",
    "no_track": "録音する音がありません。マイクかPCの音のどちらかを指定してください",
    "taken": "その名前のファイルがもうあります。別の名前を指定してください",
    "not_draft": "その要点は、AIの下書きではありません",
    "combined": "一緒に使えない指定があります",
    "no_template_name": "新しい様式の名前が書かれていません",
    "useless": "この指定は、ここでは使えません",
    "no_change": "直す内容（--text・--kind・--owner・--due・--evidence のどれか）が書かれていません",
    "swapped": "--from の日が --to の日より後になっています",
    "not_xlsx": "Excelのファイルの名前は「.xlsx」で終わるように書いてください",
    "forget_alone": "--forget は、ほかの指定と一緒に使えません",
    "blank": "その番号の記入欄はありません",
    "assignment": "「--set 番号=項目」の形で指定してください",
    "field": "その記入欄に入れられる項目ではありません",
}


def _meeting_missing(error: errors.MeetingMissing) -> Message:
    return Message(
        f"{place_of(error.path)}に会議が見つかりません。",
        "ほかの会議には影響ありません。",
        "会議のフォルダー（meeting.json のある場所）を指定してください。移したり名前を変えたりしていないか確かめてください。",
    )


def _meeting_damaged(error: errors.MeetingDamaged) -> Message:
    if error.last_good is not None:
        safe = f"最後に正しく保存された状態（{name_of(error.last_good)}）が残っていて、そこから戻せます。"
        step = "コマンドに --recover を付けると、その状態に戻して続けます。壊れたファイルは消さずに残します。"
    else:
        safe = "壊れたファイルには手を加えていません。録音は会議のフォルダーに残っています。"
        step = (
            "フォルダーの控え（バックアップ）から戻してください。"
            "控えがなければ、このフォルダーを会議の保存先の外へ移してから、録音をもう一度文字に起こしてください。"
        )
    return Message(f"会議{_meeting(error.path)}のファイルが壊れていて開けません。", safe, step + detail(error.detail))


def _meeting(path: Path) -> str:
    """The meeting's folder, also when `path` is a file in it."""
    folder = path.parent if path.suffix in (".json", ".jsonl") else path
    return name_of(folder.parent if folder.name == "runs" else folder)


def _meeting_too_new(error: errors.MeetingTooNew) -> Message:
    return Message(
        f"会議{_meeting(error.path)}は、このプログラムより新しい版で作られています。",
        "ファイルには手を加えていません。",
        f"このPCのプログラムを新しくしてから開いてください（会議の形式 {error.schema}、この版が読める形式 {error.ours}）。",
    )


def _meeting_in_use(error: errors.MeetingInUse) -> Message:
    who = f"{one_line(error.user) or '別の人'}さん（PC: {one_line(error.host) or '不明'}）"
    if error.idle_s < 120:
        ago, step = "今も使われています", "相手が閉じるのを待つか、閉じてもらってください。"
    else:
        ago = f"最後に動きがあったのは{_ago(error.idle_s)}です"
        step = "本人に確かめ、もう使っていなければ、そのPCで閉じてください。それができなければ --take-over を付けると引き継げます。"
    return Message(
        f"会議{_meeting(error.path)}は、{who}が{_since(error.since)}開いています。{ago}。",
        "内容は変えていません。",
        step,
    )


def _since(stamp: str) -> str:
    """「11月25日14:05から」; "" where the time is not known."""
    try:
        at = datetime.fromisoformat(stamp)
    except ValueError:
        return ""
    return f"{at.month}月{at.day}日{at.hour}:{at.minute:02}から"


def _ago(seconds: int) -> str:
    if seconds < 3600:
        return f"{seconds // 60}分前"
    return f"{seconds // 3600}時間前" if seconds < 86_400 else f"{seconds // 86_400}日前"


def _bad_arguments(error: errors.BadArguments) -> Message:
    why = _ARGUMENTS.get(error.reason, "指定のしかたが違うか、組み合わせられない指定があります")
    value = f"（{one_line(error.value, 60)}）" if error.value else ""
    return Message(
        f"{why}{value}。", "まだ何も始めていません。", "「--help」を付けて実行すると、書き方が表示されます。"
    )


def _disk_full(error: errors.DiskFull) -> Message:
    return Message(
        f"ディスクの空きがなくなり、{name_of(error.path)}を書けませんでした。",
        "途中まで書いたファイルは残していません。それまでに保存された録音と文字起こしは残っています。",
        f"不要なファイルを消して空きを作り、もう一度お試しください（場所: {one_line(str(error.path.parent), 200)}）。",
    )


def _no_permission(error: errors.NoPermission) -> Message:
    return Message(
        f"{place_of(error.path)}を読み書きする権限がありません。",
        "ファイルには手を加えていません。",
        "ファイルが「読み取り専用」になっていないか確かめ、自分が書き込める場所を指定してください。"
        "共有フォルダーなら管理者に相談してください。",
    )


def _file_in_use(error: errors.FileInUse) -> Message:
    program = _OFFICE.get(error.path.suffix.lower())
    opened = f"{program}で開いています" if program else "別のプログラムが使っています"
    return Message(
        f"{name_of(error.path)}を{opened}。",
        "そのファイルには手を加えていません。",
        f"{program or 'そのプログラム'}でファイルを閉じてから、もう一度お試しください。",
    )


def _disk_fault(error: errors.DiskFault) -> Message:
    return Message(
        f"{place_of(error.path)}を読み書きできませんでした。",
        "それまでに保存された録音と文字起こしは残っています。",
        "USBメモリーや共有フォルダーなら、つながっているか確かめてください。"
        f"名前や場所が長すぎるときは短くしてください。{detail(error.reason)}",
    )


SENTENCES: Sentences = {
    errors.MeetingMissing: _meeting_missing,
    errors.MeetingDamaged: _meeting_damaged,
    errors.MeetingTooNew: _meeting_too_new,
    errors.MeetingInUse: _meeting_in_use,
    errors.BadInformation: bad_information,
    errors.BadRoster: bad_roster,
    errors.BadArguments: _bad_arguments,
    errors.DiskFull: _disk_full,
    errors.NoPermission: _no_permission,
    errors.FileInUse: _file_in_use,
    errors.DiskFault: _disk_fault,
}
