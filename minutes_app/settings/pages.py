"""The declarations: each option once, with its type, limits and default. Title and help are in `wording.settings`.

A folder is text; "" means the place the program chooses. This file reads and writes nothing.
"""

from dataclasses import dataclass, field
from typing import Annotated, Literal

from msgspec import Meta

from minutes_app.settings.places import default_library

SCHEMA = 1

Folder = Annotated[str, Meta(max_length=1000, pattern=r"^[^\x00-\x1f]*\Z", extra={"kind": "folder"})]
File = Annotated[str, Meta(max_length=1000, pattern=r"^[^\x00-\x1f]*\Z", extra={"kind": "file"})]
Url = Annotated[str, Meta(max_length=500, pattern=r"^(https?://[^\s]+)?\Z", extra={"kind": "url"})]
Name = Annotated[str, Meta(max_length=100, pattern=r"^[^/\\\s\x00-\x1f]+\Z", extra={"kind": "name"})]
LANGUAGES = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr "
    "ht hu hy id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc "
    "pa pl ps pt ro ru sa sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue "
    "zh"
)
"""What Whisper models can be told to hear (faster_whisper.tokenizer); "jp" is not among them."""
Language = Annotated[str, Meta(pattern=rf"^({LANGUAGES.replace(' ', '|')})\Z", extra={"kind": "language"})]
Text = Annotated[str, Meta(max_length=1000)]
DeviceName = Annotated[str, Meta(max_length=300, pattern=r"^[^\x00-\x1f]*\Z", extra={"kind": "device"})]
TemplateName = Annotated[str, Meta(min_length=1, max_length=1000)]
TemplateNames = Annotated[tuple[TemplateName, ...], Meta(max_length=20, extra={"kind": "names_or_none"})]
Post = Annotated[str, Meta(min_length=1, max_length=40, pattern=r"^[^\x00-\x1f]+\Z")]
Posts = Annotated[tuple[Post, ...], Meta(max_length=20, extra={"kind": "names_or_none"})]
ExportFormat = Literal["docx", "txt", "md", "srt", "vtt", "csv", "json"]
ComputeType = Literal[
    "auto",
    "int8",
    "int8_float32",
    "int8_float16",
    "int8_bfloat16",
    "int16",
    "float16",
    "bfloat16",
    "float32",
]


@dataclass(frozen=True, slots=True)
class LibraryPage:
    """会議の保存."""

    folder: Folder = field(default_factory=default_library)


@dataclass(frozen=True, slots=True)
class ModelsPage:
    """認識モデル."""

    folder: Folder = ""
    default: Name = "large-v3-turbo"


@dataclass(frozen=True, slots=True)
class TranscribePage:
    """文字起こし: the same names as `transcribe.engine.EngineOptions`."""

    language: Language = "ja"
    device: Literal["auto", "cpu", "cuda"] = "auto"
    compute_type: ComputeType = "auto"
    threads: Annotated[int, Meta(ge=0, le=256)] = 0
    beam_size: Annotated[int, Meta(ge=1, le=20)] = 5
    words: bool = True
    hotwords: Text = ""


@dataclass(frozen=True, slots=True)
class CapturePage:
    """録音."""

    device: DeviceName = ""
    system: DeviceName = ""
    follow_default: bool = False
    mirror: Folder = ""
    part_minutes: Annotated[int, Meta(ge=10, le=30)] = 20
    max_hours: Annotated[int, Meta(ge=1, le=48)] = 8
    long_silence_minutes: Annotated[int, Meta(ge=0, le=600)] = 30


@dataclass(frozen=True, slots=True)
class DocumentsPage:
    """文書."""

    templates_folder: Folder = ""
    default_templates: Annotated[tuple[TemplateName, ...], Meta(min_length=1, max_length=20)] = ("会議録（要点筆記）",)
    council_templates: TemplateNames = ()
    internal_templates: TemplateNames = ()
    talk_templates: TemplateNames = ()
    assembly_templates: TemplateNames = ()
    approvers: Posts = ()
    circulation: Posts = ()
    formats: Annotated[tuple[ExportFormat, ...], Meta(min_length=1, max_length=7)] = ("docx",)
    shared_folder: Folder = ""
    reply_days: Annotated[int, Meta(ge=0, le=60)] = 7


@dataclass(frozen=True, slots=True)
class NetworkPage:
    """通信: used by `minutes models install` only."""

    proxy: Url = ""
    ca_bundle: File = ""
    hub_endpoint: Url = ""


@dataclass(frozen=True, slots=True)
class LogsPage:
    """記録（ログ）: technical, without a word of what was said."""

    folder: Folder = ""
    keep_days: Annotated[int, Meta(ge=1, le=3650)] = 90
    level: Literal["error", "warning", "info", "debug"] = "info"


@dataclass(frozen=True, slots=True)
class AuditPage:
    """操作の記録: who did what to which meeting, when."""

    enabled: bool = True
    folder: Folder = ""


@dataclass(frozen=True, slots=True)
class ArchivePage:
    """保管と廃棄."""

    folder: Folder = ""
    kept_for: Annotated[str, Meta(max_length=40, pattern=r"^[^\x00-\x1f]*\Z")] = ""
    audio: Literal["keep", "after_confirmed"] = "keep"
    audio_days: Annotated[int, Meta(ge=0, le=3650)] = 0


@dataclass(frozen=True, slots=True)
class WindowPage:
    """窓の見え方."""

    welcome: bool = True
    theme: Literal["system", "light", "dark"] = "system"
    text_percent: Annotated[int, Meta(ge=80, le=200)] = 100


@dataclass(frozen=True, slots=True)
class EditorPage:
    """校正. `keys` is written by the sheet of keys (`gui.editing.keys`)."""

    back_seconds: Annotated[int, Meta(ge=0, le=10)] = 2
    skip_silence: bool = False
    keys: Annotated[str, Meta(max_length=4000)] = ""


@dataclass(frozen=True, slots=True)
class EffectPage:
    """効果の測定. `minutes_per_hour`, `report_minutes`: what the office needed before; 0 = nobody has said it."""

    measure: bool = True
    idle_seconds: Annotated[int, Meta(ge=30, le=600)] = 120
    minutes_per_hour: Annotated[int, Meta(ge=0, le=1440)] = 0
    report_minutes: Annotated[int, Meta(ge=0, le=600)] = 0
    covering_templates: TemplateNames = ("会議録兼復命書",)
    ask: bool = True


@dataclass(frozen=True, slots=True)
class DraftPage:
    """要点の下書き: a language model on this PC or a server of the office; off while `address` or `model` is ""."""

    address: Url = ""
    model: Annotated[str, Meta(max_length=200, pattern=r"^[^\x00-\x20]*\Z", extra={"kind": "model_name"})] = ""
    seconds: Annotated[int, Meta(ge=10, le=900)] = 180


@dataclass(frozen=True, slots=True)
class Settings:
    """All pages; `Settings()` holds the defaults."""

    library: LibraryPage = field(default_factory=LibraryPage)
    models: ModelsPage = field(default_factory=ModelsPage)
    transcribe: TranscribePage = field(default_factory=TranscribePage)
    capture: CapturePage = field(default_factory=CapturePage)
    documents: DocumentsPage = field(default_factory=DocumentsPage)
    network: NetworkPage = field(default_factory=NetworkPage)
    logs: LogsPage = field(default_factory=LogsPage)
    audit: AuditPage = field(default_factory=AuditPage)
    archive: ArchivePage = field(default_factory=ArchivePage)
    window: WindowPage = field(default_factory=WindowPage)
    editor: EditorPage = field(default_factory=EditorPage)
    effect: EffectPage = field(default_factory=EffectPage)
    draft: DraftPage = field(default_factory=DraftPage)
