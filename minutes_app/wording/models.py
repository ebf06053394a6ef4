"""What `minutes models` says, and the reasons behind the errors of models."""

ABOUT_JSON = "結果を JSON（1件のオブジェクト）で標準出力に出します"
ABOUT_LIST = "使える認識モデルと、導入できる認識モデルを一覧します"
ABOUT_INSTALL = "認識モデルをダウンロードして導入します（このコマンドだけがインターネットに接続します）"
ABOUT_IMPORT = "USBメモリーなどのフォルダーまたはzipから、認識モデルを取り込みます"
ABOUT_EXPORT = "導入済みの認識モデルを、USBメモリーなどで運べるzipに書き出します"
ABOUT_VERIFY = "認識モデルのファイルが壊れていないか、すべて読んで確かめます"
ABOUT_REMOVE = "認識モデルをこのPCから削除します"
ABOUT_NAME = "認識モデルの名前（例: large-v3-turbo）。一覧は minutes models list"
ABOUT_PATH = "認識モデルのフォルダー、またはzipファイル"
ABOUT_AS_NAME = "取り込むときの名前（省くと、モデル自身の名前）"
ABOUT_DIR = "書き出し先のフォルダー"
ABOUT_FOLDER = "zipにせず、フォルダーのまま書き出します"
ABOUT_AGAIN = "導入済みでも、もう一度ダウンロードします"

STATES = {"ready": "使えます", "absent": "未導入", "damaged": "破損"}
COLUMNS = ("名前", "状態", "大きさ", "必要なメモリー", "このPCのメモリー")
FITS = {True: "足ります", False: "足りません"}
OTHER = "その他"
PLACES = {"machine": "組織の共通フォルダー", "user": "あなた専用のフォルダー", "bundled": "アプリ付属"}
DEFAULT_MARK = "（ふだん使う設定）"

NOTICES = {
    "demo_only": (
        "お試し用の認識モデル（demo-ja）を使います。合成音声で作ったもので、実際の会議には使えません。\n"
        "実際の会議には、minutes models install large-v3-turbo で導入してください。"
        "インターネットにつながらないPCでは、USBメモリーから minutes models import で取り込めます。"
    ),
    "default_missing": "標準の認識モデルが導入されていないため、導入済みの別の認識モデルを使います。",
}
ONLY_DEMO = (
    "このPCには、お試し用の認識モデル（demo-ja）しかありません。合成音声で作ったもので、実際の会議には使えません。\n"
    "次のどちらかで、実際の会議に使える認識モデルを入れてください。\n"
    "  インターネットにつながるPC:      minutes models install {0}\n"
    "  つながらないPC（USBメモリーから）: minutes models import <フォルダーまたはzip>"
)
NOTHING = (
    "使える認識モデルがありません。次のどちらかで入れてください。\n"
    "  インターネットにつながるPC:      minutes models install {0}\n"
    "  つながらないPC（USBメモリーから）: minutes models import <フォルダーまたはzip>"
)

UNSUITABLE = {
    "no_model_bin": "モデル本体（model.bin）がありません。",
    "no_config": "設定ファイル（config.json）がありません。",
    "no_tokenizer": "文字の対応表（tokenizer.json）がありません。",
    "no_vocabulary": "語彙の一覧（vocabulary.json または vocabulary.txt）がありません。",
    "pytorch": "変換前のモデル（PyTorch形式）です。CTranslate2形式（faster-whisper用）のモデルを用意してください。",
    "not_ctranslate2": "モデル本体（model.bin）が CTranslate2 形式ではありません。",
    "wrong_architecture": "音声認識（Whisper）ではない、別の種類のモデルです。",
    "too_new": "このアプリより新しい形式のモデルです。アプリを新しくしてください。",
    "cut_off": "モデル本体（model.bin）が途中で切れています。コピーやダウンロードが最後まで終わっていません。もう一度コピーしてください。",
    "bad_config": "設定ファイル（config.json）が読めません。",
    "bad_tokenizer": "文字の対応表（tokenizer.json）が、この種類のモデルのものではありません。",
    "bad_vocabulary": "語彙の一覧がモデル本体と合っていません。",
    "bad_preprocessor": "音の取り扱いの設定（preprocessor_config.json）が読めません。",
    "no_preprocessor": "音の取り扱いの設定（preprocessor_config.json）がありません。このモデルには必要です。",
    "wrong_preprocessor": "音の取り扱いの設定（preprocessor_config.json）がモデル本体と合っていません。",
    "no_japanese": "日本語を認識できないモデル（英語専用）です。",
    "several_models": "中に2つ以上のモデルがあります。モデルのフォルダーを1つ指定してください。",
    "no_name": "名前が付けられません。--name で名前を指定してください。",
}
SAYS_WHAT_TO_DO = frozenset({"pytorch", "too_new", "cut_off", "several_models", "no_name"})
REFUSED = {
    "pickle": "プログラムを実行できる形式のファイル（.pt、.pkl、pytorch_model.bin など）が入っています。",
    "path": "取り込み先の外に書き込もうとするファイルが入っています。",
    "link": "ほかの場所を指すリンクが入っています。",
    "bomb": "開くと異常に大きくなるファイル（zip爆弾）の疑いがあります。",
    "encrypted": "パスワードで暗号化されています。パスワードを外したものを用意してください。",
    "duplicate": "同じ名前のファイルが2つ入っています。",
    "too_many_files": "ファイルの数が多すぎます。モデルのフォルダーそのものを指定してください。",
    "compression": "対応していない圧縮方式のzipです。いったんフォルダーに展開し、そのフォルダーを指定してください。",
    "broken_archive": "zipが壊れています。コピーやダウンロードをやり直してください。",
    "not_archive": "フォルダーでもzipでもありません。",
}
DOWNLOAD = {
    "no_route": "配布元（インターネット）に接続できませんでした。",
    "interrupted": "通信が途中で切れました。",
    "stuck": "通信が止まったままになりました。",
    "crash": "ダウンロードの処理が途中で終了しました。",
    "proxy": "プロキシサーバーに接続できないか、断られました。設定 network.proxy を確かめてください。",
    "certificate": "通信の証明書を確認できませんでした。庁内の証明書を設定 network.ca_bundle に指定してください。",
    "ca_bundle": "設定 network.ca_bundle の証明書ファイルが読めません。",
    "bad_address": "配布元またはプロキシのアドレスが正しくありません。設定 network.hub_endpoint と network.proxy を確かめてください。",
    "not_found": "配布元に、この認識モデルがありません。",
    "refused": "配布元に断られました。",
    "busy": "配布元が混み合っています。しばらくしてからもう一度お試しください。",
    "sha256": "届いたファイルが、登録されている内容と違います。安全のため破棄しました。",
    "bundled": "アプリに付属する認識モデルで、ダウンロードはできません。アプリを入れ直してください。",
}
FAULTS = {"missing": "ありません", "changed": "内容が変わっています", "extra": "余分なファイルです"}
MENDS = {
    "install": "「minutes models install {0}」を実行すると、入れ直して直ります。",
    "import": '元のモデルのフォルダーかzipを「minutes models import フォルダー --name "{0}"」で、もう一度取り込んでください。',
    "reinstall": "このアプリに付属するモデルです。アプリを入れ直してください。",
    "copy": "USBメモリーなどにもう一度コピーしてから、取り込み直してください。",
}
USB = (
    "つながらないPCでは、つながる別のPCで minutes models install {0} と minutes models export {0} <USBメモリーのフォルダー> を実行し、"
    "このPCで minutes models import <USBメモリーのzip> を実行してください。"
)


def size(count: int) -> str:
    """Bytes for people: 1.6GB, 484MB."""
    return f"{count / 1e9:.1f}GB" if count >= 1_000_000_000 else f"{count / 1e6:.0f}MB"


def figures(count: int, memory: int, fits: bool) -> str:
    """Size and memory of a model in one line, for a narrow terminal."""
    return f"大きさ {size(count)}、必要なメモリー {size(memory)}（このPCでは{FITS[fits]}）"


def about(title: str, good_for: str, licence: str, place: str, *, is_default: bool) -> str:
    """The second line of a model in the list."""
    use = f"{title or OTHER}{DEFAULT_MARK if is_default else ''}" + (f": {good_for}" if good_for else "")
    return f"{use}（{'／'.join(part for part in (licence, place) if part)}）"


def mend(name: str, way: str) -> str:
    """A damaged model and the way out; `way` as in `ModelDamaged.mend`."""
    return f"認識モデル「{name}」は壊れているため使いません。{MENDS.get(way, MENDS['import']).format(name)}"


def already(name: str) -> str:
    """Nothing to do."""
    return f"認識モデル「{name}」はもう導入されています。何もしていません。"


def downloading(name: str, count: int) -> str:
    """Before the download."""
    return f"認識モデル「{name}」（{size(count)}）をダウンロードします。途中で止めても、次は続きから始まります。"


def installed(name: str, folder: str) -> str:
    """After install or import."""
    return f"認識モデル「{name}」を使えるようになりました。\n場所: {folder}"


def ignored(names: tuple[str, ...]) -> str:
    """Files that were not taken."""
    shown = "、".join(names[:5]) + (" ほか" if len(names) > 5 else "")
    return f"モデルに必要のないファイルは取り込みませんでした（{shown}）。"


def exported(name: str) -> str:
    """After an export; the path is the answer."""
    return f"認識モデル「{name}」を書き出しました。別のPCで minutes models import に指定してください。"


def removed(name: str) -> str:
    """After a removal."""
    return f"認識モデル「{name}」を削除しました。"


def still_there(name: str, folder: str) -> str:
    """Another folder has one of the same name."""
    return f"同じ名前の認識モデルが別の場所にもあり、これからはそちらを使います。\n場所: {folder}"


def verified(name: str, folder: str) -> str:
    """A good model."""
    return f"○ {name}: 問題ありません（{folder}）"


def faulty(name: str, folder: str, faults: tuple[tuple[str, str], ...]) -> str:
    """A damaged model, with every fault."""
    return "\n".join((f"× {name}: 壊れています（{folder}）", *(f"    {file}: {FAULTS[kind]}" for file, kind in faults)))


STOPPED = "中止しました。届いたところまでは残してあります。同じコマンドをもう一度実行すると、続きから始まります。"
NONE_TO_VERIFY = "確かめる認識モデルがありません。"
