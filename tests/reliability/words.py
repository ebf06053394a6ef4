"""The sentences of docs/reliability.md; the figures are put in by `report.py`."""

from tests.reliability.kills import Victim

VICTIMS: dict[Victim, str] = {
    "recorder": "録音の処理",
    "session": "画面（端末）の処理",
    "all": "両方を同時に",
    "engine": "文字起こしの処理（--live）",
}

HEAD = """\
# 録音の確かさの測定

このページは `tests/reliability` のプログラムが書いたものです。手で直さないでください。
{quick}
- もう一度測る: `python3 tasks.py reliability`（30分以内。ほかのプログラムを閉じてください）
- 小さな大きさで測る: `python3 tasks.py reliability --quick --out 書き出し先`（3分ほど）
- 測った日: {day}
- 機械: {machine}
"""

QUICK = """
> **これは `--quick` の結果です。** 小さな大きさで測ったものです。
"""

HOW = """\
## どう測ったか

- 録音するのは、本物の `minutes record` です。マイクの代わりに、中身がすべて分かっている音を実時間で流し込みます。
  10ミリ秒ごとに違う値なので、何が欠けたかは、録音された音そのものから分かります。
- **損失** は、止めた瞬間までにマイクが渡していたのに、止められたままのファイルに入っていなかった音です。
- **途切れ** は、でき上がった録音全体で欠けている音です。
  録音の処理を止めたときは、次の処理が録り始めるまでの間も含みます。
- ファイルは、止められたその瞬間の写しを、直さずに libsndfile と ffmpeg で最後まで読みます。
- 2つの音（マイクとPCの音）には同じ音を同時に流し、同じ値がどれだけ離れて録れたかを測ります。
- 停電は、その瞬間に「ディスクに書き終えた」と記録されていた所より後を消すか0で埋めて、まねています。
"""

PROMISES = "## 約束と結果"
KILLS = """\
## 処理を強制終了（kill -9）したとき

でたらめな時刻に、1つか2つの音を録っている最中の処理を止めました。いくつもの録音を同時に走らせています。
"""
SCENES = """\
## 止まる、閉じる、停電、忙しいPC
"""
LIVE = """\
## 話している間の文字（--live）
"""
OTHERS = """\
## そのほか

次のことは、それぞれのテストが確かめます（本番の大きさで実行した結果です）。
"""
EVERY = "## 1回ごとの結果（kill -9）"


def verdict(*, holds: bool) -> str:
    """○ or ×."""
    return "○" if holds else "×"
