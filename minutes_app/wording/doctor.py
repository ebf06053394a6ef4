"""What `minutes doctor` says: a title a check, a sentence an outcome, and what to do about it."""

from collections.abc import Mapping

from minutes_app.wording.message import one_line, size

ABOUT_JSON = "結果をJSONで標準出力に書きます"
START = "このPCで何が使えるかを調べています（数秒かかります）。"

VERDICTS = {"good": "使えます", "caution": "注意", "bad": "使えません"}
MARKS = {"good": "○", "caution": "△", "bad": "×"}

TITLES = {
    "system": "システム",
    "processor": "CPU",
    "memory": "メモリー",
    "recogniser": "音声認識エンジン",
    "graphics": "GPU",
    "models": "認識モデル",
    "templates": "様式",
    "library": "会議の保存先",
    "models_folder": "認識モデルの置き場所",
    "templates_folder": "様式の置き場所",
    "logs_folder": "動作の記録の置き場所",
    "audit": "操作の記録",
    "fonts": "フォント",
    "office": "文書を開くプログラム",
    "sound": "録音",
}

_FOLDER = {
    "fine": ("{path}（空き {free_bytes}）に書き込めます。", ""),
    "tight": ("{path} の空きが少なくなっています（{free_bytes}）。", "不要なファイルを消して、空きを作ってください。"),
    "full": ("{path} の空きがほとんどありません（{free_bytes}）。", "不要なファイルを消して、空きを作ってください。"),
    "unwritable": (
        "{path} に書き込めません。",
        "書き込める場所を「minutes settings set {key} 場所」で指定するか、情報担当の方に相談してください。",
    ),
}
_CPU_ANYWAY = "文字起こしはCPUでできます。"
_KEYS = {
    "library": "library.folder",
    "models_folder": "models.folder",
    "templates_folder": "documents.templates_folder",
    "logs_folder": "logs.folder",
    "audit": "audit.folder",
}

_SOUND_ADVICE = "ICレコーダーなどで録音したファイルを使ってください。"

SENTENCES: dict[str, dict[str, tuple[str, str]]] = {
    "system": {
        "fine": ("{system}（{machine}）です。", ""),
        "old": ("{system} は古く、動作を確かめていません。", "Windows 10以降のPCをお使いください。"),
        "bits": (
            "32ビット版で動いているため、認識モデルを読み込めません。",
            "64ビット版のプログラムを入れ直してください。",
        ),
    },
    "processor": {
        "fine": ("{processor}（{cores}コア・{threads}スレッド、{features}）です。", ""),
        "other": ("{processor}（{cores}コア・{threads}スレッド）です。", ""),
        "slow": (
            "{processor} には速く計算する命令（AVX2）がなく、文字起こしに時間がかかります。",
            "軽い認識モデル（small）をお使いください。",
        ),
        "too_old": ("{processor} は古く、音声認識エンジンが動きません。", "もっと新しいPCをお使いください。"),
    },
    "memory": {
        "alone": ("{total_bytes} のうち {free_bytes} が空いています。", ""),
        "too_small": ("{total_bytes} しかありません。", "軽い認識モデルをお使いください。"),
        "fine": (
            "{total_bytes} のうち {free_bytes} が空いています（認識モデル {model} の目安は {needed_bytes}）。",
            "",
        ),
        "small": (
            "{total_bytes} しかなく、認識モデル {model}（目安 {needed_bytes}）には足りません。",
            "軽い認識モデルを「minutes settings set models.default small」で選んでください。",
        ),
        "busy": (
            "今の空きは {free_bytes} で、認識モデル {model}（目安 {needed_bytes}）には足りません。",
            "ほかのプログラムを閉じてから文字起こしを始めてください。",
        ),
    },
    "recogniser": {
        "fine": ("動きます（計算の精度: {types}）。", ""),
        "died": (
            "起動したとたんに止まりました。",
            "PCを再起動しても直らないときは、プログラムを入れ直し、情報担当の方に相談してください。",
        ),
        "missing": (
            "必要な部品が足りないか壊れていて、起動できません。",
            "プログラムを入れ直してください。Windowsでは「Visual C++ 再頒布可能パッケージ」も確かめてください。",
        ),
    },
    "graphics": {
        "fine": ("GPUで速く文字起こしできます（計算の精度: {types}）。", ""),
        "none": (f"使えるGPU（NVIDIA）は見つかりません。{_CPU_ANYWAY}", ""),
        "untried": (
            "GPUは見つかりましたが、認識モデルがないため試していません（計算の精度: {types}）。",
            "認識モデルを入れてから、もう一度確かめてください。",
        ),
        "libraries": (
            f"GPUはありますが、必要な部品（CUDA・cuBLAS・cuDNN）が見つかりません。{_CPU_ANYWAY}",
            "GPUを使いたいときは、情報担当の方にCUDAとcuDNNの導入を相談してください。",
        ),
        "memory": (
            f"GPUはありますが、GPUのメモリーが足りません。{_CPU_ANYWAY}",
            "GPUを使うほかのプログラムを閉じてください。",
        ),
        "compute_type": (
            f"GPUはありますが、指定した計算の精度が使えません。{_CPU_ANYWAY}",
            "「minutes settings reset transcribe.compute_type」で自動に戻してください。",
        ),
        "crash": (
            f"GPUを試したところ、異常終了しました。{_CPU_ANYWAY}",
            "GPUを使いたいときは、GPUのドライバーを新しくしてください。",
        ),
        "other": (f"GPUはありますが、エラーになりました。{_CPU_ANYWAY}", "GPUのドライバーを新しくしてください。"),
    },
    "models": {
        "fine": ("{models} が入っています（ふだん使うもの: {default}）。", ""),
        "default": (
            "{models} が入っていますが、ふだん使う設定の {default} は入っていません。",
            "「minutes models install {default}」で入れるか、「minutes settings set models.default 名前」で選び直してください。",
        ),
        "damaged": (
            "壊れている認識モデルがあります: {damaged}",
            "「minutes models verify」で確かめ、「minutes models install 名前」か「minutes models import」で入れ直してください。",
        ),
        "demo": (
            "お試し用の demo-ja だけが入っています。合成音声で作ったもので、実際の会議には使えません。",
            "「minutes models install {suggestion}」で入れるか、USBメモリーから「minutes models import」で取り込んでください。",
        ),
        "none": (
            "1つも入っていません。",
            "「minutes models install {suggestion}」で入れるか、USBメモリーから「minutes models import」で取り込んでください。",
        ),
    },
    "templates": {
        "fine": ("初めからある様式がそろっています（自分で作った様式: {own}個）。", ""),
        "missing": ("初めからある様式が足りません: {missing}", "プログラムを入れ直してください。"),
    },
    "library": {
        **_FOLDER,
        "leaves": (
            "{path} はOneDriveなどと同期される場所か、共有サーバーにあります。録音がPCの外に出ることがあります。",
            "差し支えるときは、PCの中だけの場所を「minutes settings set library.folder 場所」で指定してください。",
        ),
    },
    "models_folder": _FOLDER,
    "templates_folder": _FOLDER,
    "logs_folder": _FOLDER,
    "audit": {
        **_FOLDER,
        "fine": ("記録されています（{entries}件、書き換えの跡はありません）。", ""),
        "off": (
            "操作の記録をとらない設定です。",
            "とるときは「minutes settings set audit.enabled はい」にしてください。",
        ),
        "changed": (
            "{path} の操作の記録に、書き換えられたか消された跡があります（{line}行目のあたり）。",
            "ファイルには触らずに、情報担当の方に知らせてください。",
        ),
    },
    "fonts": {
        "fine": ("{fonts} が入っています。", ""),
        "substitute": ("{fonts} が入っています。様式のBIZ UDフォントの代わりに使われます。", ""),
        "none": (
            "日本語のフォントが見つかりません。このPCで文書を開くと、文字の形が変わることがあります。",
            "文書そのものは正しく作られます。フォントのあるPCで開くか、情報担当の方に相談してください。",
        ),
    },
    "office": {
        "fine": ("{programs} が入っています。", ""),
        "none": ("WordもLibreOfficeも見つかりません。", "会議録（.docx）は作れます。Wordの入ったPCで開いてください。"),
    },
    "sound": {
        "fine": ("録音できます（マイク: {microphones}、PCの音: {outputs}）。", ""),
        "none": ("マイクが見つかりません（PCの音: {outputs}）。", f"マイクをつなぐか、{_SOUND_ADVICE}"),
        "library": ("録音に必要な部品がありません。", f"アプリを入れ直してください。それまでは、{_SOUND_ADVICE}"),
        "server": (
            "音声のしくみ（サウンドサーバー）が動いていません。",
            f"PCを再起動しても続くときは、情報担当の方に相談してください。それまでは、{_SOUND_ADVICE}",
        ),
        "silent": (
            "音声のしくみ（サウンドサーバー）が応答しません。",
            f"PCを再起動してください。それまでは、{_SOUND_ADVICE}",
        ),
        "crash": (
            "録音の装置を調べる処理が落ちるか、応答しなくなりました。",
            f"マイクを抜き差ししても続くときは、情報担当の方に相談してください。それまでは、{_SOUND_ADVICE}",
        ),
    },
}
_UNKNOWN = ("確かめられませんでした。", "情報担当の方に相談してください。")

WORKS = "このPCで、録音から会議録を作れます。"
WORKS_WITH_CARE = "このPCで、録音から会議録を作れます。△のところを確かめてください。"
WORKS_NOT = "このままでは、録音から会議録を作れません。×のうち「必要」と付いたところを直してください。"
NEEDED = "（必要）"


def sentence(name: str, outcome: str, facts: Mapping[str, str | int]) -> str:
    """What was found."""
    return SENTENCES[name].get(outcome, _UNKNOWN)[0].format(**_shown(name, facts))


def advice(name: str, outcome: str, facts: Mapping[str, str | int]) -> str:
    """What to do; "" when nothing is to be done."""
    return SENTENCES[name].get(outcome, _UNKNOWN)[1].format(**_shown(name, facts))


def line(name: str, verdict: str, said: str, *, needed: bool) -> str:
    """One line of the report."""
    mark = NEEDED if needed and verdict == "bad" else ""
    return f"{MARKS[verdict]} {TITLES[name]}: {VERDICTS[verdict]}{mark}　{said}"


def advice_line(said: str) -> str:
    """The line below it."""
    return f"    → {said}"


def conclusion(*, works: bool, care: bool) -> str:
    """The last line."""
    return (WORKS_WITH_CARE if care else WORKS) if works else WORKS_NOT


def _shown(name: str, facts: Mapping[str, str | int]) -> dict[str, str]:
    sizes = {key: size(int(value)) for key, value in facts.items() if key.endswith("_bytes")}
    return {
        "key": _KEYS.get(name, ""),
        "free_bytes": "？",
        **{k: one_line(str(v), 300) for k, v in facts.items()},
        **sizes,
    }
