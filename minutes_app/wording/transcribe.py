"""What is said while a recording becomes a 会議録."""

from minutes_app.wording.times import clock, length

HELP = {
    "inputs": "録音・録画のファイル、またはそれが入ったフォルダー（いくつでも）",
    "as_one": "分かれた録音を、並べた順に1つの会議としてつなげます",
    "tracks": "ステレオの扱い。mix: まとめて聞く（既定） / separate: 左右を別の話者として起こす",
    "language": "話されている言語（既定 ja）",
    "device": "計算に使う装置。auto: 使えるGPUがあれば使う（既定） / cpu / cuda",
    "compute_type": "計算の精度（既定 auto）",
    "model": "認識モデルの名前（minutes models list で見られます）",
    "restore": "この会議から廃棄した録音を、会議に戻します（戻したことは記録に残ります）",
    "rerun": "同じ録音をもう一度起こします（校正した本文は変えません）",
    "library": "会議を保存するフォルダー",
    "out": "会議録などを書き出すフォルダー（省略すると会議のフォルダーの中の exports）",
    "formats": "書き出す形式をコンマで区切って: docx,txt,md,srt,vtt,csv,json",
    "template": "様式の名前、またはWordファイル（何度でも指定できます）",
    "json": "結果を1つのJSONとして標準出力に出します",
    "info": "会議の情報を書いたファイル（TOML、またはExcelの表）",
    "meeting": "会議のフォルダー（保存先の中なら、フォルダーの名前だけでもかまいません）",
    "recover": "会議のファイルが壊れているとき、最後に正しく保存された状態に戻してから使います",
    "take_over": "ほかのPCで開いたままの会議を引き継ぎます（相手がもう使っていないことを確かめてから）",
}

SAID = {
    "title": "会議の名前",
    "date": "開催日（2026-11-23 または 令和8年11月23日）",
    "start": "開始時刻（14:00 または 午後2時）",
    "end": "終了時刻",
    "place": "場所",
    "organiser": "主催（課など）",
    "chair": "議長・司会",
    "note_taker": "記録者",
    "attendees": "出席者「所属 職名 氏名」、または名簿のファイル（CSV・xlsx）。何度でも指定できます",
    "absentees": "欠席者「所属 職名 氏名」。何度でも指定できます",
    "agenda": "議題。何度でも指定できます",
    "handouts": "配布資料。何度でも指定できます",
    "next_meeting": "次回の予定",
    "words": "この会議に出てきそうな言葉（人名、事業名など）。何度でも指定できます",
    "kind": "会議の種別（附属機関・庁内会議・打合せ・議会委員会）。種別ごとの様式と、会議録に載せる文書事項が決まります",
}
UNTITLED = "会議"
INFORMATION = "会議の情報（書かなかったところは会議録で空欄になります）"

_NOTICES = {
    "gpu_fallback": "GPUが使えないため（{0}）、CPUで文字起こしします。結果は同じで、時間が長くかかります。",
    "engine_restarted": "音声認識が途中で止まったため、立ち上げ直して{0}から続けます。それより前は保存されています。",
    "window_failed": "{0}の区間は、2回試しても文字に起こせませんでした。録音は残っています。ここは耳で確かめてください。",
    "resumed": "前に途中まで終わっています。{0}から続けます。",
    "live_resumed": "録音中に{0}まで文字に起こしてあります。それを使い、残りがあれば続けます。",
    "live_engine_restarted": "音声認識が止まったため、立ち上げ直しました。録音は続いていて、抜けた文字は追いかけて出します。",
    "live_stretch_failed": "{0}の区間は、2回試しても文字に起こせませんでした。録音は残っています。ここは耳で確かめてください。",
    "live_stopped": "音声認識が続けて止まったため、録音中の文字起こしをやめました。録音は続いています。終わったあとで文字に起こします。",
    "live_behind": "文字が録音より{0}遅れています。録音には影響しません。追いつきしだい続きを出します。",
    "live_caught_up": "文字が録音に追いつきました。",
    "disposed": "「{0}」は、この会議から廃棄した録音です。会議には戻していません。文字と文書はそのままです（いつだれが廃棄したかは「minutes dispose 会議 --record」）。戻すときは「minutes transcribe」に --restore を付けてください。戻したことも記録に残ります。",
    "restored": "廃棄した録音を会議に戻し、記録に残しました: {0}",
    "already_done": "この録音は、もう文字に起こしてあります。保存してある会議を使います（起こし直すには --rerun）。",
    "kept_edits": "この会議は人の手で直してあるため、本文はそのままにしました。新しい文字起こしは runs に残しました。",
    "skipped": "録音の壊れたところを{0}読み飛ばしました。残りの時刻はずれていません。",
    "cut_off": "「{0}」は、ファイルの情報では{1}までありますが、{2}までしか入っていません。"
    "コピーが途中で切れたかもしれません。録音機などの元のファイルを確かめてください。",
    "no_text": "声らしい音があるのに文字にならなかったところが{0}あります。耳で確かめてください: {1}",
    "nothing_heard": "話し声が見つかりませんでした。録音の音量とファイルを確かめてください。",
    "new_edition": "「{0}」は人が直したか開いているため、上書きせず「{1}」として書き出しました。",
    "name_taken": "同じ名前の別の文書がそこにもうあるため、上書きせず「{0}」として書き出しました。",
    "unknown_fields": "様式「{0}」に知らない項目があります: {1}。その場所は会議録で〔不明な項目〕になっています。",
    "nobody_reports": "様式「{0}」は出席者1人に1つずつ作るものですが、復命する出席者がいないため、作りませんでした。出席者を書き入れてから、もう一度作ってください。",
    "nothing_attached": "会議録がまだ書き出されていないため、様式「{0}」の別添の欄は空けてあります。会議録と一緒に作ると、名前が入ります。",
    "unclear_duties": "「{0}」の復命（扱い、理由、所感）は、同じ氏名の出席者が2人以上いて、だれのものか分からないため、どの文書にも入れていません。「復命」の一覧（コマンドでは「minutes duties」）で、本人の行に書いてください。",
    "withheld": "非公開の発言だけにもとづく決定・宿題・要点が{0}件あり、文書には載せていません。載せるには、校正の画面の右の一覧で1件ずつ「会議録に載せる…」を押してください。",
    "guessed": "{0}は、録音の情報から推定しました。会議録にその印が付いています。",
}

_GPU = {
    "libraries": "必要な部品（CUDA・cuBLAS・cuDNN）が見つからない",
    "memory": "GPUのメモリーが足りない",
    "crash": "GPUでの計算が異常終了した",
    "compute_type": "指定の計算精度がこのGPUで使えない",
    "none": "GPUが見つからない",
    "other": "GPUがエラーを返した",
}

FIELDS = {"date": "開催日", "start": "開始時刻", "title": "会議名"}


def notice(kind: str, *facts: str) -> str:
    """The sentence for a notice of the pipeline."""
    if kind == "gpu_fallback":
        facts = (_GPU.get(facts[0], _GPU["other"]),)
    return _NOTICES[kind].format(*facts)


def skipped(count: int, skipped_ms: int) -> str:
    """«3か所・計1.2秒»."""
    return f"{count}か所・計{skipped_ms / 1000:.1f}秒"


def places(starts_ms: list[int], most: int = 5) -> str:
    """The first few places, as clock times."""
    shown = "、".join(clock(ms) for ms in starts_ms[:most])
    return shown + (" ほか" if len(starts_ms) > most else "")


def finished(title: str, audio_ms: int, wall_ms: int, utterances: int) -> str:
    """One line a meeting when all is done. `wall_ms` 0: nothing was heard just now, so there is no time to tell."""
    taken = f"、所要 {length(wall_ms)}（{audio_ms / wall_ms:.1f}倍の速さ）" if wall_ms else ""
    return f"できました: {title}　録音 {length(audio_ms)}、発言 {utterances}件{taken}"


def folder(path: str) -> str:
    """Where the meeting is kept."""
    return f"　会議の保存先: {path}"


def exported(path: str) -> str:
    """Where a document is."""
    return f"　書き出し: {path}"


def failed(name: str) -> str:
    """The head of an error that belongs to one of several recordings."""
    return f"できませんでした: {name}"


def tally(done: int, failures: int) -> str:
    """The last line of a run over several recordings."""
    return f"全部で{done + failures}件のうち、{done}件できました。" + (
        f"{failures}件はできませんでした。" if failures else ""
    )


def recovered(lost: int) -> str:
    """What `--recover` did."""
    after = f"その後の直し{lost}件は読み取れませんでした。" if lost else "失われた直しはありません。"
    return f"会議を、最後に正しく保存された状態に戻しました。{after}壊れたファイルは別の名前で残してあります。"
