"""What the lanes of 設定 and of the first start run, as generators of values. Knows no Qt.

In: the settings, names and paths as the person chose them. Out: lists, findings, answers. The same code as behind
`minutes models`, `settings`, `templates`, `devices` and `doctor`; only `install_model` opens a network connection.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from minutes_app.capture.devices import inputs
from minutes_app.capture.source import Kind
from minutes_app.capture.tryout import Level, try_out
from minutes_app.child import Child, Limits
from minutes_app.errors import BadRoster, ChildDied, DeviceRefused, SoundSystemMissing
from minutes_app.files import disk_errors, write_atomic
from minutes_app.logbook import Action
from minutes_app.meeting.model import Attendee
from minutes_app.meeting.roster import roster_in_child
from minutes_app.progress import Report
from minutes_app.settings import Provenance, Settings, change, load, reset
from minutes_app.tools import Tools
from minutes_app.transcribe.weights import Listed, Verified, folders_for, listing, locate, remove, verify
from minutes_app.word.check import Finding
from minutes_app.word.template import TemplateEntry, copy, list_templates, user_folder

SILENCE_S = 30.0
"""A driver that says nothing for so long hangs."""
ROSTER_LIMITS = Limits(memory=1 << 30, silent_s=SILENCE_S)


@dataclass(frozen=True, slots=True)
class Read:
    """The settings in force, and where each value comes from."""

    settings: Settings
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ModelDone:
    """`kind`: "ready", "already", "removed", "exported". `place`: where it is now, or what is used instead."""

    kind: str
    name: str
    place: str = ""
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Inputs:
    """The names of what can be recorded from, the PC's own choice first."""

    microphones: tuple[str, ...]
    outputs: tuple[str, ...]


def read_settings(_report: Report) -> Iterator[Read]:
    """As they are in the files now."""
    yield Read(*load())


def put_setting(key: str, value: str, tools: Tools, _report: Report) -> Iterator[Read]:
    """Keep one value, as `minutes settings set`."""
    change(key, value)
    tools.audit(Action.SETTING_CHANGED, "", "")
    yield Read(*load())


def reset_setting(key: str, tools: Tools, _report: Report) -> Iterator[Read]:
    """Back to what the program or the policy says, as `minutes settings reset`."""
    reset(key)
    tools.audit(Action.SETTING_CHANGED, "", "")
    yield Read(*load())


def list_models(settings: Settings, _report: Report) -> Iterator[tuple[Listed, ...]]:
    """What is installed and what can be."""
    yield listing(folders_for(settings.models.folder))


def install_model(name: str, settings: Settings, tools: Tools, report: Report) -> Iterator[ModelDone]:
    """Download it; goes on where an earlier try was stopped."""
    from minutes_app.transcribe.download import HubOptions, install

    network = settings.network
    hub = HubOptions(network.proxy, network.ca_bundle, network.hub_endpoint)
    done = install(name, folders_for(settings.models.folder), hub, report=report)
    if not done.already:
        tools.audit(Action.MODEL_INSTALLED, "", "")
    yield ModelDone("already" if done.already else "ready", name, str(done.weights.folder))


def import_model(path: Path, settings: Settings, tools: Tools, report: Report) -> Iterator[ModelDone]:
    """Take one in from a folder or zip."""
    from minutes_app.transcribe.exchange import import_model as take_in

    done = take_in(path, folders_for(settings.models.folder), report=report)
    tools.audit(Action.MODEL_INSTALLED, "", "")
    yield ModelDone("ready", done.weights.name, str(done.weights.folder), done.ignored)


def export_model(name: str, to: Path, settings: Settings, report: Report) -> Iterator[ModelDone]:
    """Give one out as a zip."""
    from minutes_app.transcribe.exchange import export_model as give_out

    path = give_out(name, folders_for(settings.models.folder), to, report=report)
    yield ModelDone("exported", name, str(path))


def verify_model(name: str, settings: Settings, report: Report) -> Iterator[Verified]:
    """Read every byte of it."""
    yield from verify(name, folders_for(settings.models.folder), report=report)


def remove_model(name: str, settings: Settings, tools: Tools, _report: Report) -> Iterator[ModelDone]:
    """Take it away."""
    folders = folders_for(settings.models.folder)
    remove(name, folders)
    tools.audit(Action.MODEL_REMOVED, "", "")
    left = locate(name, folders)
    yield ModelDone("removed", name, str(left[0].parent) if left else "")


def drop_model(tools: Tools, _report: Report) -> Iterator[None]:
    """In the engine lane: let go of the model in memory, so that the next hearing loads what is on the disk now."""
    tools.engine.close()
    yield None


def list_forms(settings: Settings, _report: Report) -> Iterator[tuple[TemplateEntry, ...]]:
    """The templates that can be chosen."""
    yield list_templates((user_folder(settings.documents.templates_folder),))


def check_form(path: Path, tools: Tools, report: Report) -> Iterator[tuple[Finding, ...]]:
    """In the document lane: what is wrong with a template."""
    yield tools.writer.check(path, report=report)


def copy_form(entry: TemplateEntry, name: str, settings: Settings, tools: Tools, _report: Report) -> Iterator[Path]:
    """A template of the person's own, made from another."""
    folder = user_folder(settings.documents.templates_folder)
    made = copy(entry.path, name, folder, taken=list_templates((folder,)))
    tools.audit(Action.TEMPLATE_ADDED, "", "")
    yield made


def list_inputs(report: Report) -> Iterator[Inputs]:
    """What is connected now; asked by a child, because drivers are native code."""
    try:
        with Child("inputs", Limits(silent_s=SILENCE_S)) as child:
            yield Inputs(*child.call(inputs, report=report))
    except ChildDied as death:
        raise SoundSystemMissing("silent" if death.why == "time" else "server") from death


def try_device(name: str, kind: Kind, into: Path, report: Report) -> Iterator[Level]:
    """Record a few seconds from it."""
    try:
        with Child("trial", Limits(silent_s=SILENCE_S)) as child:
            yield from child.stream(try_out, name, kind, into, report=report)
    except ChildDied as death:
        raise DeviceRefused(name, death.why) from death


def write_text(path: Path, text: str, _report: Report) -> Iterator[Path]:
    """A text file that Windows' own programs read (UTF-8 with BOM)."""
    write_atomic(path, text.replace("\n", "\r\n").encode("utf-8-sig"))
    yield path


def read_people(path: Path, report: Report) -> Iterator[tuple[Attendee, ...]]:
    """The attendees of a 名簿 (CSV, xlsx), read by a child: the file comes from outside."""
    try:
        with Child("roster", ROSTER_LIMITS) as child:
            yield child.call(roster_in_child, path, report=report)
    except ChildDied as death:
        raise BadRoster(path, "too_big") from death


def make_folder(path: Path, _report: Report) -> Iterator[Path]:
    """A folder that need not be there yet."""
    with disk_errors(path):
        path.mkdir(parents=True, exist_ok=True)
    yield path
