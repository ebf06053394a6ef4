"""Titles, help and limits of the settings, and what `minutes settings` says. Keyed by "page.key"."""

PAGES = {
    "library": "会議の保存",
    "models": "認識モデル",
    "capture": "録音",
    "transcribe": "文字起こし",
    "documents": "文書",
    "network": "通信（モデルの入手のときだけ）",
    "logs": "動作の記録",
    "audit": "操作の記録",
    "archive": "保管と廃棄",
    "window": "画面の見え方",
    "editor": "校正",
    "effect": "効果の測定",
    "draft": "要点の下書き（言語モデル）",
}

TITLES = {
    "library.folder": "会議を保存するフォルダー",
    "models.folder": "認識モデルを置くフォルダー",
    "models.default": "ふだん使う認識モデル",
    "capture.device": "録音に使うマイク",
    "capture.system": "一緒に録るPCの音",
    "capture.follow_default": "マイクが外れたら既定のマイクに切り替える",
    "capture.mirror": "録音の控えを置くフォルダー",
    "capture.part_minutes": "録音ファイル1つの長さ（分）",
    "capture.max_hours": "録音時間の上限（時間）",
    "capture.long_silence_minutes": "無音が続いたら終わる時間（分）",
    "transcribe.language": "話されている言語",
    "transcribe.device": "計算に使う装置",
    "transcribe.compute_type": "計算の精度",
    "transcribe.threads": "使うCPUの数",
    "transcribe.beam_size": "候補の数",
    "transcribe.words": "単語ごとの時刻を残す",
    "transcribe.hotwords": "出てきそうな言葉",
    "documents.templates_folder": "様式を置くフォルダー",
    "documents.default_templates": "ふだん使う様式",
    "documents.council_templates": "附属機関の会議に使う様式",
    "documents.internal_templates": "庁内会議に使う様式",
    "documents.talk_templates": "打合せに使う様式",
    "documents.assembly_templates": "議会の委員会に使う様式",
    "documents.approvers": "決裁欄の職名",
    "documents.circulation": "供覧欄の職名",
    "documents.formats": "書き出す形式",
    "documents.shared_folder": "共有フォルダー",
    "documents.reply_days": "確認の期限までの日数",
    "network.proxy": "プロキシ",
    "network.ca_bundle": "証明書ファイル",
    "network.hub_endpoint": "モデルの配布元",
    "logs.folder": "動作の記録を置くフォルダー",
    "logs.keep_days": "動作の記録を残す日数",
    "logs.level": "動作の記録の細かさ",
    "audit.enabled": "操作の記録をとる",
    "audit.folder": "操作の記録を置くフォルダー",
    "archive.folder": "保管先のフォルダー",
    "archive.kept_for": "ふだんの保存期間",
    "archive.audio": "確定した会議の録音",
    "archive.audio_days": "録音を消すまでの日数",
    "window.welcome": "初めての準備を案内する",
    "window.theme": "色合い",
    "window.text_percent": "文字の大きさ（%）",
    "editor.back_seconds": "再生を止めたときに戻る秒数",
    "editor.skip_silence": "再生で無音を飛ばす",
    "editor.keys": "校正のキーの変更",
    "effect.measure": "作業した時間を測る",
    "effect.idle_seconds": "作業とみなす間（秒）",
    "effect.minutes_per_hour": "これまでの会議録づくりの時間（会議1時間あたり、分）",
    "effect.report_minutes": "これまでの復命書づくりの時間（1通あたり、分）",
    "effect.covering_templates": "復命書に代わる様式",
    "effect.ask": "ときどき操作感を尋ねる",
    "draft.address": "言語モデルのアドレス",
    "draft.model": "言語モデルの名前",
    "draft.seconds": "答えを待つ時間（秒）",
}

HELP = {
    "library.folder": "録音と会議録はここに会議ごとのフォルダーで保存されます。初めは「ドキュメント」の中ですが、"
    "「ドキュメント」がOneDriveなどと同期されているときや共有サーバーにあるときは、"
    "録音がPCの外に出ないようにPCの中だけの場所になります。",
    "models.folder": "空欄なら、利用者ごとのPC内の場所に置きます。PCを数人で使うときは共通のフォルダーを指定できます。",
    "models.default": "「minutes models list」で表示される名前です。",
    "capture.device": "「minutes devices」で表示される名前です。空欄ならPCの既定のマイク、「none」ならマイクを録りません。",
    "capture.system": "オンライン会議の相手側の声です。「default」で、PCから今出ている音を録ります。空欄なら録りません。",
    "capture.follow_default": "いいえなら、同じマイクが戻るのを待ちます。はいにすると、既定のマイクで録音を続けます。",
    "capture.mirror": "録音と同時に、同じものをこのフォルダーにも書きます。USBメモリーなど別のディスクにすると、"
    "PCのディスクが壊れても録音が残ります。空欄なら書きません。",
    "capture.part_minutes": "録音はこの長さごとに別のファイルになります。文字起こしでは1つの会議としてつながります。",
    "capture.max_hours": "止め忘れたときに録音を終わらせるまでの時間です。",
    "capture.long_silence_minutes": "だれの声もしないままこの時間がたつと、止め忘れとみて録音を終わります。0なら終わりません。",
    "transcribe.language": "日本語は「ja」、英語は「en」です。",
    "transcribe.device": "「auto」は使えるGPUがあれば使い、なければCPUで計算します。"
    "「cpu」はいつもCPU、「cuda」はNVIDIAのGPUです。",
    "transcribe.compute_type": "「auto」はこのPCに合うものを選びます。「int8」は軽く、「float32」は重くて正確です。",
    "transcribe.threads": "0なら自動です。ほかの作業のための余力を残して決めます。",
    "transcribe.beam_size": "大きいほど丁寧に認識しますが、時間がかかります。",
    "transcribe.words": "はいにすると、どの言葉がいつ話されたかまで残ります。",
    "transcribe.hotwords": "人名や事業名など、会議に出てきそうな言葉を空白で区切って書きます。",
    "documents.templates_folder": "空欄なら、利用者ごとのPC内の場所に置きます。",
    "documents.default_templates": "「minutes templates list」で表示される名前か、.docxファイルの場所です。",
    "documents.council_templates": "会議の種別が「附属機関」のときに使います。空欄なら、ふだん使う様式です。",
    "documents.internal_templates": "会議の種別が「庁内会議」のときに使います。会議録で復命書に代えるなら「会議録兼復命書」、"
    "1人ずつの復命書が要るなら「会議録（要点筆記）、復命書（個人別の鑑）」のように書きます。空欄なら、ふだん使う様式です。",
    "documents.talk_templates": "会議の種別が「打合せ」のときに使います。空欄なら、ふだん使う様式です。",
    "documents.assembly_templates": "会議の種別が「議会委員会」のときに使います。空欄なら、ふだん使う様式です。",
    "documents.approvers": "決裁欄に左から並ぶ職名です。会議ごとに書いたときは、そちらが使われます。空欄なら、欄だけが印刷されます。",
    "documents.circulation": "供覧欄に左から並ぶ職名です。会議ごとに書いたときは、そちらが使われます。",
    "documents.formats": "会議録と一緒に書き出すファイルの種類です。",
    "documents.shared_folder": "できた会議録を「共有フォルダーへ」で置く場所です。庁内のファイルサーバーなどを指定します。空欄なら、初めて使うときに選びます。",
    "documents.reply_days": "会議録を出席者の確認に回すとき、今日から何日後を回答の期限にするかです。0なら期限を付けません。",
    "network.proxy": "庁内のプロキシの場所です。空欄なら使いません。例: http://proxy.example.lg.jp:8080",
    "network.ca_bundle": "庁内の通信検査のための証明書（PEM形式）があるときに指定します。",
    "network.hub_endpoint": "庁内に配布元の写しがあるときに指定します。空欄なら公式の配布元です。",
    "logs.folder": "空欄なら、利用者ごとのPC内の場所に置きます。会議の内容、件名、ファイル名は記録しません。",
    "logs.keep_days": "これより古い動作の記録は自動で消えます。",
    "logs.level": "「error」「warning」「info」「debug」の順に細かくなります。",
    "audit.enabled": "だれが、いつ、どの会議を開き、変更し、書き出し、削除したかを残します。",
    "audit.folder": "空欄なら、利用者ごとのPC内の場所に置きます。管理者が共通のフォルダーを指定できます。",
    "archive.folder": "会議を受け渡しファイル（.kaigi）にまとめて保管するフォルダーです。空欄なら、保管のたびに指定します。",
    "archive.kept_for": "会議の文書事項に保存期間がないときに使います。「5年」「永年」のように書きます。",
    "archive.audio": "「keep」は録音を残します。「after_confirmed」は、確定した会議の録音を、確かめたうえで消せるようにします。自動では消しません。",
    "archive.audio_days": "確定からこの日数がたつまで、録音は消せません。「確定した会議の録音」が「after_confirmed」のときだけ使います。",
    "window.welcome": "実際の会議に使える認識モデルがまだないとき、ウィンドウを開くと、このPCの確認とモデルの入れ方を案内します。"
    "一度済ませるか、お試し用のままで始めると「いいえ」になります。",
    "window.theme": "「system」はPCの設定に合わせます。「light」は明るく、「dark」は暗くします。",
    "window.text_percent": "100がPCの標準の大きさです。",
    "editor.back_seconds": "聞きながら打つとき、止めるたびに少し戻ると聞き落としません。0なら戻りません。",
    "editor.skip_silence": "はいにすると、だれも話していない所を飛ばして再生します。発言のある所は飛ばしません。",
    "editor.keys": "校正の「キー操作」の画面で変えたキーが入ります。ここでは空欄に戻すことだけをおすすめします（空欄なら初めのキー）。",
    "effect.measure": "校正と会議録（回答の取りまとめと保管を含む）の画面で、人が作業している時間を会議ごとに測ります。残るのは日付と秒数だけで、このPCの中にあり、"
    "どこにも送りません。いいえにすると、それからは何も残しません。",
    "effect.idle_seconds": "これより長くキーもマウスも使わず、再生もしていない間は、作業に数えません。",
    "effect.minutes_per_hour": "このアプリを使う前に、1時間の会議の会議録を作るのにかかっていた時間です。自分の課で測った値を入れてください。"
    "0なら、減った時間は計算しません。",
    "effect.report_minutes": "復命書を1通書くのにかかっていた時間です。自分の課で測った値を入れてください。0なら、減った時間は計算しません。",
    "effect.covering_templates": "この様式で会議録を書き出すか確認に回した会議だけ、書かずに済んだ復命書を数えます。「、」で区切ります。空欄なら数えません。",
    "effect.ask": "会議録を書き出したあとに、多くても月に1回、操作感を1問だけ尋ねます。答えはこのPCの中に残り、どこにも送りません。",
    "draft.address": "情報担当の方が決めます。このPCか庁内のサーバーの、OpenAI互換のアドレスです（例: http://127.0.0.1:11434/v1）。空欄なら使いません。"
    "書くと、人が要点の下書きを頼んだときだけ、非公開でない発言をこのサーバーに渡します。http:// は、このPCか庁内のアドレスだけです。",
    "draft.model": "そのサーバーで動いているモデルの名前です（例: qwen3:8b）。空欄なら使いません。",
    "draft.seconds": "この時間のうちに答えが届かなければ、やめて、会議を変えずに知らせます。",
}

SOURCES = {
    "default": "初めの値",
    "policy": "管理者の設定",
    "user": "利用者の設定",
    "environment": "環境変数",
    "flag": "コマンドの指定",
}

_KINDS = {
    "bool": "「はい」か「いいえ」（true / false）",
    "names_or_none": "20個以下の名前（「、」で区切る。空欄でもよい）",
    "names": "1個以上20個以下の名前（「、」で区切る）",
    "folder": "フォルダーの場所（例: D:\\会議録 のように、ドライブから始まる書き方）",
    "file": "ファイルの場所（例: C:\\証明書\\ca.pem のように、ドライブから始まる書き方）",
    "url": "http:// か https:// で始まるアドレス（または空欄）",
    "name": "空白と / \\ を含まない名前",
    "model_name": "空白を含まない名前（200文字まで。または空欄）",
    "device": "「minutes devices」で表示される名前（300文字まで）",
    "language": "「ja」（日本語）や「en」（英語）のような、Whisperの言語の記号（英小文字2字か3字）",
    "keys": '設定の名前の一覧（例: locked = ["library.folder"]）',
}


def expected(limits: str) -> str:
    """The limits of a setting (`settings.options.Option.expected`) in Japanese, without a full stop."""
    kind, _, rest = limits.partition(":")
    if kind == "int":
        low, high = rest.split(":")
        return f"{low}から{high}までの整数"
    if kind == "choice":
        return "、".join(rest.split(",")) + " のどれか"
    if kind == "list":
        return "、".join(rest.split(",")) + " から1つ以上（「、」で区切る）"
    if kind == "text":
        return f"{rest}文字までの文字列"
    return _KINDS[kind]


def shown(key: str, value: object) -> str:
    """A value as people read it."""
    if isinstance(value, bool):
        return "はい" if value else "いいえ"
    if isinstance(value, tuple):
        return "、".join(str(item) for item in value)
    if value == "" or (value == 0 and key in _ZERO_MEANS_NONE):
        return "（自動）" if key in _AUTOMATIC else "（なし）"
    return str(value)


_AUTOMATIC = {
    "models.folder",
    "documents.templates_folder",
    "logs.folder",
    "audit.folder",
    "transcribe.threads",
    "capture.device",
}
_ZERO_MEANS_NONE = {
    "transcribe.threads",
    "capture.long_silence_minutes",
    "effect.minutes_per_hour",
    "effect.report_minutes",
}


def notice(kind: str, key: str, source: str, nearest: str = "") -> str:
    """A line about something odd in the settings (`settings.Notice`)."""
    place = SOURCES[source]
    if kind == "locked":
        return f"「{TITLES[key]}」（{key}）は管理者が固定しているため、{place}の値は使いませんでした。"
    guess = f"「{nearest}」の書き間違いかもしれません。" if nearest else ""
    return f"{place}にある「{key}」という設定はありません。この行は使いませんでした。{guess}"


ABOUT_LIST = "設定の一覧と、値がどこで決まったかを表示します"
ABOUT_GET = "設定の値を1つ表示します"
ABOUT_SET = "設定の値を変えて、利用者の設定ファイルに書きます"
ABOUT_RESET = "設定の値を利用者の設定ファイルから消して、初めの値に戻します"
ABOUT_PATH = "設定ファイルの場所を表示します"
ABOUT_KEY = "設定の名前（例: transcribe.beam_size）"
ABOUT_VALUE = "新しい値（複数のときは「、」か「,」で区切る）"
ABOUT_JSON = "結果をJSONで標準出力に書きます"
LOCKED = "固定"


def row(key: str, value: object, source: str, *, locked: bool) -> str:
    """One line of the list."""
    mark = f"・{LOCKED}" if locked else ""
    return f"  {key} = {shown(key, value)}　… {TITLES[key]}（{SOURCES[source]}{mark}）"


NO_LAST_DAY = "この書き方からは、保存期間の満了日を計算できません。計算するには「5年」のように書いてください。"


def changed(key: str, value: object) -> str:
    """After `set`."""
    return f"「{TITLES[key]}」を「{shown(key, value)}」にしました。"


def put_back(key: str, value: object) -> str:
    """After `reset`."""
    return f"「{TITLES[key]}」を利用者の設定から消しました。今の値は「{shown(key, value)}」です。"


def overridden(key: str, value: object, source: str) -> str:
    """After `set`, when another layer wins."""
    return f"ただし、今は{SOURCES[source]}が優先され、値は「{shown(key, value)}」のままです（{key}）。"


def path_row(name: str, path: str, *, exists: bool) -> str:
    """One line of `path`: `name` is a source."""
    return f"{SOURCES[name]}: {path}" + ("" if exists else "（まだありません）")
