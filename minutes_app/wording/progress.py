"""The names of the stages, and one line of progress."""

from minutes_app.progress import Stage
from minutes_app.wording.times import clock, roughly

STAGES = {
    Stage.WAIT: "待っています",
    Stage.IMPORT: "取り込み",
    Stage.LOAD_MODEL: "認識モデルの準備",
    Stage.SEEK: "録音の場所を探しています",
    Stage.TRANSCRIBE: "文字起こし",
    Stage.WRITE: "会議録の作成",
    Stage.DOWNLOAD: "ダウンロード",
    Stage.VERIFY: "確認",
    Stage.PACK: "受け渡しファイルの作成",
    Stage.SHARE: "共有フォルダーへの書き込み",
    Stage.SUM_UP: "集計",
    Stage.LIST: "一覧の読み込み",
}


def line(stage: Stage, done: int, total: int, *, speed: float, left_ms: int) -> str:
    """«文字起こし 35%（00:21:00 / 01:00:00）　12.3倍　残り約4分». `speed` 0 and `left_ms` -1: not known yet."""
    text = STAGES[stage]
    if total:
        text += f" {min(100, done * 100 // total)}%"
    if stage is Stage.TRANSCRIBE and done:
        text += f"（{clock(done)}{' / ' + clock(total) if total else ''}）"
    if speed:
        text += f"　{speed:.1f}倍の速さ"
    if left_ms > 0:
        text += f"　残り{roughly(left_ms)}"
    return text
