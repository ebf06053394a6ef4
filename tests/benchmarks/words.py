"""The sentences of docs/benchmarks.md; the figures are put in by `report.py`."""

from tests.benchmarks.runs import Contestant
from tests.benchmarks.tree import MEASURE

NAMES: dict[Contestant, str] = {
    "ours": "この会議録アプリ",
    "plain": "素の faster-whisper",
    "fairer": "素＋VAD・前文なし",
}

HEAD = """\
# 性能の測定: 素の faster-whisper との比較

このページは `tests/benchmarks` のプログラムが書いたものです。手で直さないでください。
{quick}
- もう一度測る: `python3 tasks.py bench`（約20分。ほかのプログラムを閉じてください）
- 動くことだけ確かめる: `python3 tasks.py bench --quick --out 書き出し先`（90秒以内）
- 1回ごとの数字: [benchmarks.jsonl](benchmarks.jsonl)
"""

QUICK = """
> **これは `--quick` の結果です。**
> プログラムが動くことを確かめるための小さな測定で、数字に意味はありません。
"""

HOW_TO_READ = f"""\
## 読み方

- **素の faster-whisper** は、その README にあるとおりの使い方です:
  `WhisperModel(モデル, device="cpu", compute_type="int8")`、
  `transcribe(録音, beam_size=5, language="ja")`。
- **素＋VAD・前文なし** は、それに `vad_filter=True, condition_on_previous_text=False` を足したものです。
  この会議録アプリと同じく無音を除き、前の文を引き継がない、より公平な相手です。
- **この会議録アプリ** は `minutes transcribe` の全部です。
  録音の取り込み、途中経過の保存、Word の会議録まで含みます。
- 同じ録音・同じモデル（体験版 demo-ja）・同じコアで、毎回新しいプロセスと空の保存先から始めます。
- **倍** は「相手の数字 ÷ こちらの数字」です。1 より大きければ、こちらが速い（少ない）ことを表します。
- かっこの中は95%区間です。組にした測定の比の中央値をブートストラップしました。
  組が少ないときは、最小から最大までとほぼ同じです。
- メモリは、動いているプロセス全部（子も）の {MEASURE} の合計を、毎秒15回まで調べた最大です。
  共有しているページは1回だけ数えます。時間を測る回では、メモリを調べません。
- ※ の付いた数字は、ほかのプログラムがコアを使っている間に測った参考値です。
"""

LONG = """\
`meeting_10min.opus` を繰り返して作った録音です。最初の文字が出たところで止めます。
素の faster-whisper は録音全体を読み込んでから聞き始めるので、メモリの最大はそれより前にあります。
"""

SPARSE = """\
この会議録アプリが、無音の多い録音（`mostly_silence.flac` の繰り返し）を終わりまで聞き、会議録を書いたとき:
"""

LOADED = """\
この会議録アプリの「モデルの用意まで」には、録音の取り込み（複製と sha256）、
別プロセスの起動、試しの計算が入っています。
"""

CAVEATS = """\
- 仮想マシンのコアです。ほかの仮想マシンの影響は取り除けません。比は絶対の時間より確かです。
- **体験版モデルは、合成音声だけで作った小さなモデル（5.5 M パラメータ）です。**
  実際に使うモデルでは認識そのものの割合が大きくなり、比は変わります。
- 公平な比較は「素＋VAD・前文なし」の行を見てください。
- 小さなモデルなので、この会議録アプリは発言を2つずつ並べて聞きます。大きなモデルでは並べません。
- 最大メモリは抜き取りで調べたもので、一瞬の山は見えないことがあります。
- この会議録アプリの認識プロセスは、PC をほかの仕事に使えるよう低い優先度で動きます。
  混んだ PC では、その分遅くなります。
"""
