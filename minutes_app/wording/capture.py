"""What happens to a recording, in sentences: what watchdogs notice, the names of marks, the errors of the room."""

from collections.abc import Callable, Mapping

from minutes_app import errors
from minutes_app.wording.message import Message, Sentences, detail, one_line, size
from minutes_app.wording.times import clock

Facts = Mapping[str, str | int | float]

SAFE = "ここまでの録音は保存されています。"
GOES_ON = "録音は続いています。"
LAST_SECOND = "録音はPCに保存されています。失われたのは長くても最後の1秒です。"

TRACKS = {"mic": "会場のマイク", "system": "PCの音（オンライン会議の相手側）"}

MARKS = {
    "agenda": "議題",
    "decision": "決定",
    "task": "宿題",
    "important": "重要",
    "break": "休憩",
    "back": "再開",
    "vote": "採決",
    "late": "遅参",
    "left": "退席",
    "paused": "録音の一時停止",
    "no_data": "音が届かない",
    "lost": "音の欠落",
    "silence": "無音",
    "clipping": "音割れ",
    "too_quiet": "音が小さい",
    "device_gone": "装置が外れた",
    "device_back": "装置が戻った",
    "data_back": "音が戻った",
    "sound_back": "音が戻った",
    "other_device": "別の装置からの音",
    "server_gone": "音声のしくみの停止",
    "disk_low": "ディスクの空きが少ない",
    "disk_out": "ディスクがいっぱい",
    "mirror_only": "控えの録音だけで継続",
    "mirror_lost": "控えの録音の停止",
    "write_error": "書き込みの失敗",
    "clock_changed": "PCの時計の変更",
    "slept": "PCのスリープ",
    "long_silence": "長い無音による終了",
    "max_reached": "時間の上限による終了",
    "orphaned": "画面が閉じたことによる終了",
    "recorder_died": "録音の処理の入れ直し",
}
"""Names of the kinds of `meeting.model.Mark`."""


def _track(facts: Facts) -> str:
    return TRACKS.get(str(facts.get("track", "")), "録音")


def _device(facts: Facts) -> str:
    name = one_line(str(facts.get("device", "") or facts.get("name", "")))
    return f"「{name}」" if name else _track(facts)


def _span(facts: Facts) -> str:
    at_ms, until_ms = int(facts.get("at_ms", 0)), int(facts.get("until_ms", 0))
    return f"{clock(at_ms)}から{max(until_ms - at_ms, 0) / 1000:.1f}秒" if until_ms > at_ms else clock(at_ms)


def _lost(facts: Facts) -> Message:
    if "overflow" in facts:
        return Message(
            f"{_track(facts)}の音が、ごく短く欠けました（{clock(int(facts.get('at_ms', 0)))}ごろ）。",
            f"欠けたのは一瞬で、時刻はずれません。{GOES_ON}",
            "続くときは、ほかの重いプログラムを閉じてください。その場所には印が付いています。",
        )
    return Message(
        f"{_track(facts)}の音が欠けました（{_span(facts)}）。",
        f"欠けた分は無音で埋めてあり、時刻はずれません。{GOES_ON}",
        "続くときは、ほかの重いプログラムを閉じてください。欠けた場所には印が付いています。",
    )


def _no_data(facts: Facts) -> Message:
    return Message(
        f"{_track(facts)}から音が届いていません。",
        f"{SAFE}届くまで待っています。",
        "マイクの電源やミュート、接続を確かめてください。会議が続いているなら、別の録音機も回してください。",
    )


def _silence(facts: Facts) -> Message:
    mute = "マイクのスイッチ（ミュート）と接続を確かめてください。"
    far = "相手側が話しているのに続くときは、会議アプリの音の出力先を確かめてください。"
    return Message(
        f"{_track(facts)}の音がまったくの無音になっています。", GOES_ON, far if facts.get("track") == "system" else mute
    )


def _clipping(facts: Facts) -> Message:
    return Message(
        f"{_track(facts)}の音が大きすぎて割れています。",
        GOES_ON,
        "マイクを少し離すか、PCの入力の音量を下げてください。",
    )


def _too_quiet(facts: Facts) -> Message:
    return Message(
        f"{_track(facts)}の音が小さすぎます。",
        GOES_ON,
        "マイクを話す人に近づけるか、PCの入力の音量を上げてください。このままでは文字起こしの間違いが増えます。",
    )


def _device_gone(facts: Facts) -> Message:
    return Message(
        f"{_device(facts)}が外れました。",
        f"{SAFE}同じ装置が戻ると、録音は自動で続きます。",
        "ケーブルを挿し直してください。戻らないときは、録音を止めて別のマイクで録り直してください。",
    )


def _device_back(facts: Facts) -> Message:
    return Message(
        f"{_device(facts)}からの録音を再開しました。", "外れていた間は無音で埋めてあり、印が付いています。", ""
    )


def _other_device(facts: Facts) -> Message:
    return Message(
        f"音の入力が別の装置に変わりました（今は{_device(facts)}）。",
        GOES_ON,
        "意図した装置かどうか確かめてください。違うときは、元の装置を挿し直してください。",
    )


def _server_gone(facts: Facts) -> Message:
    return Message(
        "PCの音声のしくみ（サウンドサーバー）が止まりました。",
        f"{SAFE}動き出すと、録音は自動で続きます。",
        "続くときは、会議が終わってからPCを再起動してください。それまでは別の録音機も回してください。",
    )


def _disk_low(facts: Facts) -> Message:
    free = int(facts.get("free", 0) or facts.get("free_bytes", 0))
    left = f"（残り {size(free)}）" if free else ""
    return Message(
        f"録音を保存するディスクの空きが少なくなりました{left}。",
        GOES_ON,
        "要らないファイルを消して、空きを1 GB以上にしてください。",
    )


def _disk_out(facts: Facts) -> Message:
    return Message(
        "ディスクの空きがなくなったため、録音を終わりました。",
        SAFE,
        "空きを作ってから、もう一度録音を始めてください。今までの録音は、そのまま文字に起こせます。",
    )


def _mirror_only(facts: Facts) -> Message:
    return Message(
        "ディスクの空きがなくなったか書けなくなったため、控えのフォルダーだけに録音を続けています。",
        "録音は控えのフォルダーに残ります。",
        "会議が終わったら、元のディスクに空きを作ってください。",
    )


def _mirror_lost(facts: Facts) -> Message:
    return Message(
        "控えのフォルダーに書けなくなりました。",
        f"元の場所への録音は続いています。{SAFE}",
        "会議が終わったら、控えのフォルダーの接続と空きを確かめてください。",
    )


def _write_error(facts: Facts) -> Message:
    return Message(
        "録音をディスクに書けませんでした。",
        f"{SAFE}書けるようになるまで、音をメモリーに取っておき、くり返し試します。",
        f"ディスクの接続と空きを確かめてください。{detail(str(facts.get('reason', '')))}",
    )


def _clock_changed(facts: Facts) -> Message:
    return Message(
        "録音中にPCの時計が変わりました。", "録音の長さと時刻の印には影響ありません。", "何もしなくて大丈夫です。"
    )


def _slept(facts: Facts) -> Message:
    return Message(
        f"PCがスリープしたため、録音が途切れました（{_span(facts)}）。",
        f"{SAFE}途切れた分は無音で埋めてあり、時刻はずれません。{GOES_ON}",
        "会議が終わるまでPCのふたを閉じず、電源につないでおいてください。",
    )


def _long_silence(facts: Facts) -> Message:
    return Message(
        "長い間だれの声もしないため、録音を終わりました。",
        SAFE,
        "会議が続いているときは、もう一度録音を始めてください。",
    )


def _max_reached(facts: Facts) -> Message:
    return Message(
        "録音時間の上限になったため、録音を終わりました。",
        SAFE,
        "会議が続いているときは、もう一度録音を始めてください。上限は設定「capture.max_hours」か「--max」で変えられます。",
    )


def _orphaned(facts: Facts) -> Message:
    return Message(
        "録音の画面が閉じたため、録音を終わりました。", SAFE, "「minutes recover」で、文字起こしへ進めます。"
    )


def _recorder_died(facts: Facts) -> Message:
    return Message(
        f"{_track(facts)}を録音する処理が止まったため、すぐに始め直しました。",
        LAST_SECOND,
        "止まっていた間は無音で埋めてあり、印が付いています。続くときは、別の録音機も回してください。",
    )


def _back(facts: Facts) -> Message:
    return Message(f"{_track(facts)}の音が戻りました。", "途切れていた間は無音で埋めてあり、印が付いています。", "")


WATCHED: dict[str, Callable[[Facts], Message]] = {
    "no_data": _no_data,
    "data_back": _back,
    "lost": _lost,
    "silence": _silence,
    "sound_back": lambda facts: Message(f"{_track(facts)}の音が戻りました。", "", ""),
    "clipping": _clipping,
    "too_quiet": _too_quiet,
    "device_gone": _device_gone,
    "device_back": _device_back,
    "other_device": _other_device,
    "server_gone": _server_gone,
    "disk_low": _disk_low,
    "disk_out": _disk_out,
    "mirror_only": _mirror_only,
    "mirror_lost": _mirror_lost,
    "write_error": _write_error,
    "clock_changed": _clock_changed,
    "slept": _slept,
    "long_silence": _long_silence,
    "max_reached": _max_reached,
    "orphaned": _orphaned,
    "recorder_died": _recorder_died,
}
"""A message for every kind of `capture.evidence.WATCHED`."""


def watched(kind: str, facts: Facts) -> Message:
    """What a person is told while it happens. `facts`: the entry's, with its `track`, `at_ms` and `until_ms`."""
    return WATCHED[kind](facts)


def _device_missing(error: errors.DeviceMissing) -> Message:
    what = "マイク" if error.kind == "microphone" else "PCの音の取り込み口"
    known = "、".join(f"「{one_line(name)}」" for name in error.known[:5])
    there = f"今つながっているもの: {known}。" if known else f"今つながっている{what}はありません。"
    named = f"「{one_line(error.name)}」という{what}" if error.name else what
    if error.several:
        return Message(
            f"「{one_line(error.name)}」に当てはまる{what}が2つ以上あります。",
            "録音はまだ始まっていません。保存済みの会議には影響ありません。",
            f"当てはまるもの: {known}。1つに決まるように、名前を長く指定してください。",
        )
    return Message(
        f"{named}が見つかりません。",
        "録音はまだ始まっていません。保存済みの会議には影響ありません。",
        f"{there}「minutes devices」で名前を確かめて、「--device」か「--system」で指定してください。",
    )


def _device_gone_error(error: errors.DeviceGone) -> Message:
    return Message(
        f"「{one_line(error.name)}」の接続が切れました。", SAFE, "ケーブルを挿し直してから、もう一度お試しください。"
    )


def _device_refused(error: errors.DeviceRefused) -> Message:
    return Message(
        f"「{one_line(error.name)}」を使えませんでした。",
        "録音はまだ始まっていません。保存済みの会議には影響ありません。",
        "ほかのプログラムがマイクを独占していないか、Windowsの「設定」→「プライバシー」→「マイク」で使用が許可されているか"
        f"確かめてください。{detail(error.reason)}",
    )


NO_SOUND_SYSTEM = {
    "library": "録音に必要な部品がありません",
    "server": "音声のしくみ（サウンドサーバー）が動いていません",
    "silent": "音声のしくみ（サウンドサーバー）が応答しません",
}


def _sound_system_missing(error: errors.SoundSystemMissing) -> Message:
    return Message(
        f"このPCでは録音できません（{NO_SOUND_SYSTEM.get(error.what, NO_SOUND_SYSTEM['library'])}）。",
        "録音済みのファイルの文字起こしはできます。",
        "PCの音の設定を確かめ、「minutes doctor」で状態を確かめてください。",
    )


def _recorder_died_error(error: errors.RecorderDied) -> Message:
    return Message(
        f"{TRACKS.get(error.track, '録音')}を録音する処理が止まりました。",
        LAST_SECOND,
        "もう一度録音を始めてください。録れているところまでは「minutes recover」で会議録にできます。",
    )


def _already_recording(error: errors.AlreadyRecording) -> Message:
    return Message(
        "この会議は、ほかの画面で録音中です。",
        "録音には影響ありません。",
        "録音している画面で操作してください。その画面がもうないときは、30秒ほど待ってから「minutes recover」を実行してください。",
    )


def _nothing_recorded(error: errors.NothingRecorded) -> Message:
    return Message(
        "音が1つも届かないうちに録音が終わりました。",
        "ほかの会議には影響ありません。",
        "「minutes devices」で装置を確かめてから、もう一度録音を始めてください。",
    )


SENTENCES: Sentences = {
    errors.DeviceMissing: _device_missing,
    errors.DeviceGone: _device_gone_error,
    errors.DeviceRefused: _device_refused,
    errors.SoundSystemMissing: _sound_system_missing,
    errors.RecorderDied: _recorder_died_error,
    errors.AlreadyRecording: _already_recording,
    errors.NothingRecorded: _nothing_recorded,
}
