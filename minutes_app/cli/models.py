"""`minutes models list | install | import | export | verify | remove`: the recognition models of this PC.

In: names and paths as typed. Out: a table, paths or one JSON object on stdout, sentences and progress on stderr.
Only `install` opens a network connection.
"""

import argparse
from collections.abc import Callable
from typing import Any

from minutes_app.cli.arguments import named_path
from minutes_app.cli.console import answer, answer_json, say, say_error
from minutes_app.cli.exit_code import ExitCode
from minutes_app.cli.progress_line import ProgressLine, answer_columns, columns, folded
from minutes_app.errors import MinutesError, ModelMissing, UnknownModel
from minutes_app.pace import Pace
from minutes_app.progress import Cancelled, Progress
from minutes_app.settings import Settings
from minutes_app.transcribe.weights import Listed, ModelFolders, State, Verified, folders_for, mend_for
from minutes_app.wording import models as words
from minutes_app.wording.message import size as memory

_WORTH_SHOWING = 64 << 20
_INDENT = "    "


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The six actions and their arguments."""
    actions = parser.add_subparsers(dest="action", metavar="list|install|import|export|verify|remove", required=True)
    listing = actions.add_parser("list", help=words.ABOUT_LIST, description=words.ABOUT_LIST)
    install = actions.add_parser("install", help=words.ABOUT_INSTALL, description=words.ABOUT_INSTALL)
    install.add_argument("name", metavar="NAME", help=words.ABOUT_NAME)
    install.add_argument("--again", action="store_true", help=words.ABOUT_AGAIN)
    take = actions.add_parser("import", help=words.ABOUT_IMPORT, description=words.ABOUT_IMPORT)
    take.add_argument("path", metavar="PATH", type=named_path, help=words.ABOUT_PATH)
    take.add_argument("--name", default="", help=words.ABOUT_AS_NAME)
    export = actions.add_parser("export", help=words.ABOUT_EXPORT, description=words.ABOUT_EXPORT)
    export.add_argument("name", metavar="NAME", help=words.ABOUT_NAME)
    export.add_argument("to", metavar="DIR", type=named_path, help=words.ABOUT_DIR)
    export.add_argument("--folder", action="store_true", help=words.ABOUT_FOLDER)
    verify = actions.add_parser("verify", help=words.ABOUT_VERIFY, description=words.ABOUT_VERIFY)
    verify.add_argument("name", metavar="NAME", nargs="?", default="", help=words.ABOUT_NAME)
    remove = actions.add_parser("remove", help=words.ABOUT_REMOVE, description=words.ABOUT_REMOVE)
    remove.add_argument("name", metavar="NAME", help=words.ABOUT_NAME)
    for action in (listing, verify):
        action.add_argument("--json", action="store_true", help=words.ABOUT_JSON)


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Do what was asked. 0 done, 1 failed or damaged, 2 no such name, 3 known but not installed, 130 stopped."""
    folders = folders_for(settings.models.folder)
    actions: dict[str, Callable[[argparse.Namespace, Settings, ModelFolders], int]] = {
        "list": _list,
        "install": _install,
        "import": _import,
        "export": _export,
        "verify": _verify,
        "remove": _remove,
    }
    try:
        return actions[args.action](args, settings, folders)
    except (KeyboardInterrupt, Cancelled):
        say(words.STOPPED)
        return ExitCode.CANCELLED
    except MinutesError as error:
        say_error(error)
        if isinstance(error, UnknownModel):
            return ExitCode.USAGE
        return ExitCode.NO_MODEL if isinstance(error, ModelMissing) else ExitCode.FAILED


class _Meter:
    """Progress for what takes a while; a small model is done before the line could be read."""

    def __init__(self) -> None:
        self._line = ProgressLine(Pace.of("models", ""))

    def __call__(self, progress: Progress) -> None:
        if progress.total >= _WORTH_SHOWING:
            self._line(progress)

    def __enter__(self) -> "_Meter":
        return self

    def __exit__(self, *_exc: object) -> None:
        self._line.clear()


def _list(args: argparse.Namespace, settings: Settings, folders: ModelFolders) -> int:
    from minutes_app.transcribe.weights import listing

    lines = listing(folders)
    if args.json:
        answer_json({"models": [_facts(line, settings) for line in lines]})
    else:
        answer(_table(lines, settings))
    for line in lines:
        if line.state is State.DAMAGED and line.folder:
            say(words.mend(line.name, mend_for(line.folder, folders)))
    usable = [line for line in lines if line.state is State.READY]
    if not usable:
        say(words.NOTHING.format(_suggestion(lines)))
    elif all(line.demo for line in usable):
        say(words.ONLY_DEMO.format(_suggestion(lines)))
    return ExitCode.OK


def _suggestion(lines: tuple[Listed, ...]) -> str:
    """The first model to install that this PC has the memory for."""
    fitting = [line.name for line in lines if line.installable and line.fits]
    return next(iter(fitting), "small")


def _facts(line: Listed, settings: Settings) -> dict[str, Any]:
    return {
        "name": line.name,
        "title": line.title,
        "good_for": line.good_for,
        "licence": line.licence,
        "state": line.state.value,
        "bytes": line.bytes,
        "memory_bytes": line.memory_bytes,
        "fits": line.fits,
        "demo": line.demo,
        "installable": line.installable,
        "default": line.name == settings.models.default,
        "folder": str(line.folder) if line.folder else None,
        "where": line.where or None,
        "installed_at": line.installed_at or None,
        "faults": _faults(line.faults),
    }


def _faults(faults: tuple[tuple[str, str], ...]) -> list[dict[str, str]]:
    return [{"path": path, "fault": fault} for path, fault in faults]


def _row(line: Listed) -> tuple[str, ...]:
    state = words.STATES[line.state.value]
    return line.name, state, words.size(line.bytes), memory(line.memory_bytes), words.FITS[line.fits]


def _table(lines: tuple[Listed, ...], settings: Settings) -> str:
    """Columns of equal width (Japanese characters take two cells), and below each model what it is good for.

    A terminal too narrow for the columns gets each model's figures below its name.
    """
    width = answer_columns() - 1
    about = [folded(_about(line, is_default=line.name == settings.models.default), width, _INDENT) for line in lines]
    head, *body = _aligned([words.COLUMNS, *map(_row, lines)])
    if max(map(columns, (head, *body))) > width:
        rows = [f"{line.name}  {words.STATES[line.state.value]}" for line in lines]
        figures = [folded(words.figures(line.bytes, line.memory_bytes, line.fits), width, _INDENT) for line in lines]
        return "\n".join(f"{row}\n{figure}\n{text}" for row, figure, text in zip(rows, figures, about, strict=True))
    return "\n".join((head, *(f"{row}\n{text}" for row, text in zip(body, about, strict=True))))


def _aligned(rows: list[tuple[str, ...]]) -> list[str]:
    widths = [max(map(columns, column)) for column in zip(*rows, strict=True)]
    padded = [[cell + " " * (width - columns(cell)) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return ["  ".join(cells).rstrip() for cells in padded]


def _about(line: Listed, *, is_default: bool) -> str:
    place = words.PLACES[line.where] if line.where else ""
    return words.about(line.title, line.good_for, line.licence, place, is_default=is_default)


def _install(args: argparse.Namespace, settings: Settings, folders: ModelFolders) -> int:
    from minutes_app.transcribe.download import HubOptions, install
    from minutes_app.transcribe.registry import known_model

    network = settings.network
    hub = HubOptions(network.proxy, network.ca_bundle, network.hub_endpoint)
    model = known_model(args.name)
    if model is not None and model.repository:
        say(words.downloading(model.name, model.bytes))
    with _Meter() as meter:
        done = install(args.name, folders, hub, again=args.again, report=meter)
    say(words.already(args.name) if done.already else words.installed(args.name, str(done.weights.folder)))
    return ExitCode.OK


def _import(args: argparse.Namespace, _settings: Settings, folders: ModelFolders) -> int:
    from minutes_app.transcribe.exchange import import_model

    with _Meter() as meter:
        done = import_model(args.path, folders, name=args.name, report=meter)
    if done.ignored:
        say(words.ignored(done.ignored))
    say(words.installed(done.weights.name, str(done.weights.folder)))
    return ExitCode.OK


def _export(args: argparse.Namespace, _settings: Settings, folders: ModelFolders) -> int:
    from minutes_app.transcribe.exchange import export_model

    with _Meter() as meter:
        path = export_model(args.name, folders, args.to, as_folder=args.folder, report=meter)
    say(words.exported(args.name))
    answer(str(path.absolute()))
    return ExitCode.OK


def _verify(args: argparse.Namespace, _settings: Settings, folders: ModelFolders) -> int:
    from minutes_app.transcribe.weights import verify

    with _Meter() as meter:
        found = verify(args.name, folders, report=meter)
    if args.json:
        answer_json({"models": [_verdict(one) for one in found]})
    elif not found:
        say(words.NONE_TO_VERIFY)
    else:
        for one in found:
            folder = str(one.folder)
            answer(words.faulty(one.name, folder, one.faults) if one.faults else words.verified(one.name, folder))
        for one in found:
            if one.faults:
                say(words.mend(one.name, mend_for(one.folder, folders)))
    return ExitCode.FAILED if any(one.faults for one in found) else ExitCode.OK


def _verdict(one: Verified) -> dict[str, Any]:
    return {"name": one.name, "folder": str(one.folder), "ok": not one.faults, "faults": _faults(one.faults)}


def _remove(args: argparse.Namespace, _settings: Settings, folders: ModelFolders) -> int:
    from minutes_app.transcribe.weights import locate, remove

    remove(args.name, folders)
    say(words.removed(args.name))
    if left := locate(args.name, folders):
        say(words.still_there(args.name, str(left[0])))
    return ExitCode.OK
