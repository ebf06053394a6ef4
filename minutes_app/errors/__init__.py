"""Everything in the world that can go wrong, as facts; `wording.explain` has the sentences.

MinutesError                 the world's fault; has a sentence; not a bug
├─ AudioError                InputMissing · UnsupportedSound · CannotDecode · NoSoundInFile · DecoderStopped
├─ CaptureError              DeviceMissing · DeviceGone · DeviceRefused · SoundSystemMissing · RecorderDied
│                            AlreadyRecording · NothingRecorded
├─ ModelError                UnknownModel · ModelMissing · ModelDamaged · ModelUnsuitable · ModelRefused
│                            ModelSourceMissing · ModelBundled · NotEnoughMemory · DownloadFailed
├─ EngineError               EngineStopped · EngineFailed · ComputeTypeUnusable
├─ MeetingFileError          MeetingMissing · MeetingDamaged · MeetingTooNew · MeetingInUse
├─ TemplateError             TemplateMissing · TemplateUnreadable · TemplateDangerous · TemplateFaulty
│                            TemplateTooCostly · TemplateExists · TemplateUnadoptable
├─ InputError                BadInformation · BadRoster · BadArguments
├─ SettingsError             SettingInvalid · SettingUnknown · SettingLocked · SettingsUnreadable · SettingsTooNew
├─ HandingError              KaigiRefused · StillRecording · EditsWaiting · FormForOne
├─ DraftError                DraftOff · DraftUnreachable · DraftUnusable
├─ ReplyError                ReplyRefused · NotPublished · ReplyOverlaps · ReplyMoved
├─ ClosingError              NotConfirmed · DisposalRefused
├─ ShareError                ShareAway · ShareFull · ShareRefused
├─ DiskError                 DiskFull · NoPermission · FileInUse · DiskFault
└─ ChildDied                 a child process ended (translated by the room that owns the child)
anything else                our fault: a bug
"""

from dataclasses import dataclass
from pathlib import Path

from minutes_app.errors.base import MinutesError as MinutesError
from minutes_app.errors.draft import (
    DraftError as DraftError,
    DraftOff as DraftOff,
    DraftUnreachable as DraftUnreachable,
    DraftUnusable as DraftUnusable,
)
from minutes_app.errors.handing import (
    ClosingError as ClosingError,
    DisposalRefused as DisposalRefused,
    EditsWaiting as EditsWaiting,
    FormForOne as FormForOne,
    HandingError as HandingError,
    KaigiRefused as KaigiRefused,
    NotConfirmed as NotConfirmed,
    NotPublished as NotPublished,
    ReplyError as ReplyError,
    ReplyMoved as ReplyMoved,
    ReplyOverlaps as ReplyOverlaps,
    ReplyRefused as ReplyRefused,
    ShareAway as ShareAway,
    ShareError as ShareError,
    ShareFull as ShareFull,
    ShareRefused as ShareRefused,
    StillRecording as StillRecording,
)
from minutes_app.errors.recording import (
    AlreadyRecording as AlreadyRecording,
    AudioError as AudioError,
    CannotDecode as CannotDecode,
    CaptureError as CaptureError,
    DecoderStopped as DecoderStopped,
    DeviceGone as DeviceGone,
    DeviceMissing as DeviceMissing,
    DeviceRefused as DeviceRefused,
    InputMissing as InputMissing,
    NoSoundInFile as NoSoundInFile,
    NothingRecorded as NothingRecorded,
    RecorderDied as RecorderDied,
    SoundSystemMissing as SoundSystemMissing,
    UnsupportedSound as UnsupportedSound,
)


class ModelError(MinutesError):
    """The recognition model cannot be used."""


@dataclass(eq=False)
class UnknownModel(ModelError):
    """No model of this name is in the registry or installed."""

    name: str


@dataclass(eq=False)
class ModelMissing(ModelError):
    """The model is known but not installed on this PC."""

    name: str


@dataclass(eq=False)
class ModelDamaged(ModelError):
    """Files differ from the manifest: (relative name, "missing" | "changed" | "extra").

    `mend`: what puts it right: "install", "import" (a model that is on no hub), "reinstall" (it came with the program),
    "copy" (it came from outside and was not taken in).
    """

    name: str
    faults: tuple[tuple[str, str], ...]
    mend: str = "import"


@dataclass(eq=False)
class ModelUnsuitable(ModelError):
    """The folder or archive is no CTranslate2 Whisper model; `reason` is a key of `wording.models.UNSUITABLE`."""

    name: str
    reason: str


@dataclass(eq=False)
class ModelRefused(ModelError):
    """An archive or folder from outside holds something dangerous; `reason` is a key of `wording.models.REFUSED`."""

    path: Path
    reason: str


@dataclass(eq=False)
class ModelSourceMissing(ModelError):
    """There is nothing at the path that a model was to be imported from."""

    path: Path


@dataclass(eq=False)
class ModelBundled(ModelError):
    """The model came with the program and cannot be removed by itself."""

    name: str


@dataclass(eq=False)
class NotEnoughMemory(ModelError):
    """The model needs more memory (bytes) than this PC has free."""

    name: str
    needed: int
    free: int


@dataclass(eq=False)
class DownloadFailed(ModelError):
    """The hub could not be reached or refused; what has arrived is kept for the next try.

    `reason` is a key of `wording.models.DOWNLOAD`.
    """

    name: str
    reason: str


class EngineError(MinutesError):
    """Recognition stopped."""


@dataclass(eq=False)
class EngineStopped(EngineError):
    """The engine process died at this place of the recording; everything before it is kept."""

    at_ms: int
    exit_code: int | None
    why: str = "crash"


@dataclass(eq=False)
class EngineFailed(EngineError):
    """The engine refused the work; `detail` is its own word."""

    detail: str


@dataclass(eq=False)
class ComputeTypeUnusable(EngineError):
    """This PC's processor cannot compute in the precision that was asked for."""

    compute_type: str


class MeetingFileError(MinutesError):
    """A meeting folder cannot be used as it is."""


@dataclass(eq=False)
class MeetingMissing(MeetingFileError):
    """There is no meeting at this place."""

    path: Path


@dataclass(eq=False)
class MeetingDamaged(MeetingFileError):
    """meeting.json does not hold a meeting; `last_good` is the state that can be offered."""

    path: Path
    detail: str
    last_good: Path | None


@dataclass(eq=False)
class MeetingTooNew(MeetingFileError):
    """Written by a newer version of the program; left untouched."""

    path: Path
    schema: int
    ours: int


@dataclass(eq=False)
class MeetingInUse(MeetingFileError):
    """Another window or PC has the meeting open, `since` (ISO or ""). `idle_s`: seconds since its last sign of life."""

    path: Path
    user: str
    host: str
    idle_s: int
    since: str = ""


class TemplateError(MinutesError):
    """A Word template cannot be used."""


@dataclass(eq=False)
class TemplateMissing(TemplateError):
    """No template of this name or at this path."""

    name: str


@dataclass(eq=False)
class TemplateUnreadable(TemplateError):
    """Not a .docx that can be opened."""

    path: Path
    reason: str


@dataclass(eq=False)
class TemplateDangerous(TemplateError):
    """Holds what a form must not hold: (place, kind) pairs, kinds as in `word.inspect`."""

    path: Path
    findings: tuple[tuple[str, str], ...]


@dataclass(eq=False)
class TemplateFaulty(TemplateError):
    """The field marks are wrong (a loop without end, an unknown filter): `place` is where."""

    path: Path
    place: str
    detail: str


@dataclass(eq=False)
class TemplateTooCostly(TemplateError):
    """Filling it took too much "time" or "memory", or the process crashed."""

    path: Path
    why: str


@dataclass(eq=False)
class TemplateExists(TemplateError):
    """A template of that name is already there; it is not overwritten."""

    name: str


@dataclass(eq=False)
class TemplateUnadoptable(TemplateError):
    """No template can be made of this form: "has_marks", "no_blanks", "too_many", "lost" or "marks" (our own check)."""

    path: Path
    reason: str


class InputError(MinutesError):
    """What a person gave us cannot be understood."""


@dataclass(eq=False)
class BadInformation(InputError):
    """The meeting information file or flag: `where` (key or line), `value`, `expected` (a key of wording).

    `choices`: what may be written instead, where there are few.
    """

    where: str
    value: str
    expected: str
    choices: tuple[str, ...] = ()


@dataclass(eq=False)
class BadRoster(InputError):
    """The list of attendees cannot be read."""

    path: Path
    reason: str


@dataclass(eq=False)
class BadArguments(InputError):
    """Arguments that contradict each other; `reason` is a key of wording."""

    reason: str
    value: str = ""


class SettingsError(MinutesError):
    """A setting cannot be used."""


@dataclass(eq=False)
class SettingInvalid(SettingsError):
    """A value outside its limits (`expected`, see `settings.options`). `source`: policy, user, environment or flag."""

    key: str
    value: str
    source: str
    expected: str


@dataclass(eq=False)
class SettingUnknown(SettingsError):
    """There is no setting of this name; `nearest` is the one that was probably meant, or ""."""

    key: str
    nearest: str = ""


@dataclass(eq=False)
class SettingLocked(SettingsError):
    """The machine's policy file has locked this key."""

    key: str


@dataclass(eq=False)
class SettingsUnreadable(SettingsError):
    """A settings file cannot be read: `reason` is "syntax" (with its 1-based `line`, 0 = end), "encoding" or "size"."""

    path: Path
    reason: str
    line: int = 0


@dataclass(eq=False)
class SettingsTooNew(SettingsError):
    """A settings file written by a newer version of the program; left untouched."""

    path: Path
    schema: int
    ours: int


class DiskError(MinutesError):
    """The disk did not do what was asked."""


@dataclass(eq=False)
class DiskFull(DiskError):
    """No room left."""

    path: Path


@dataclass(eq=False)
class NoPermission(DiskError):
    """Reading or writing is not allowed."""

    path: Path


@dataclass(eq=False)
class FileInUse(DiskError):
    """Another program has the file open (Word)."""

    path: Path


@dataclass(eq=False)
class DiskFault(DiskError):
    """Anything else the operating system said about a file."""

    path: Path
    reason: str


@dataclass(eq=False)
class ChildDied(MinutesError):
    """A child process ended without an answer. `why`: "crash", "time" or "memory"."""

    name: str
    exit_code: int | None
    why: str
