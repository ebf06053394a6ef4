"""The documents say what the program does: links, command lines, options, sentences and tables are checked against it.

A code span that ends with 。 is a sentence of the program; 「…」 in it stands for what differs. Nothing is executed.
"""

import argparse
import ast
import html
import io
import json
import re
import tempfile
from collections.abc import Iterator
from contextlib import redirect_stderr
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from urllib.parse import unquote

import msgspec
import pytest

import tasks
from minutes_app.cli import COMMANDS, parser_with
from minutes_app.cli.output_flags import FORMATS
from minutes_app.meeting.information import read_information
from minutes_app.settings import option, options
from minutes_app.settings.layers import load
from minutes_app.settings.options import checked
from minutes_app.transcribe.registry import known_model
from minutes_app.wording.fields import FIELDS
from tests.conftest import ROOT
from tools import fields_page, make_pictures

GUIDE = ROOT / "docs" / "使い方.md"
FORMS = ROOT / "docs" / "様式の作り方.md"
CHECKLIST = ROOT / "docs" / "windows-checklist.md"
PAGES = sorted((*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")))
GUIDES = (ROOT / "README.md", GUIDE, FORMS, CHECKLIST)
SHELLS = {"sh", "bat"}
OTHERS_OPTIONS = {
    *("--quick", "--window", "--torch"),
    *("--help", "--version", "--check"),
    *("--no-deps", "--python", "--require-hashes", "--platform", "--python-version", "--only-binary"),
    *("--generate-hashes", "--universal", "--without-pip"),
}
"""Options of argparse, pip, uv, venv and our tools."""

PICTURES_LIMIT = 1_500_000
MISTYPED = {"minutes transcrib a.mp3"}
"""Command lines that a page shows because they are wrong."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A command line on a page; a `mention` may leave out what the command needs."""

    page: str
    line: str
    mention: bool


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def fences(text: str) -> list[tuple[str, str]]:
    """(language, content) of each fenced block."""
    return [(found[1], found[2]) for found in re.finditer(r"^ *```(\w*)\n(.*?)^ *```$", text, re.DOTALL | re.MULTILINE)]


def without_fences(text: str) -> str:
    return re.sub(r"^ *```\w*\n.*?^ *```$", "", text, flags=re.DOTALL | re.MULTILINE)


def spans(text: str) -> list[str]:
    """Code spans outside of fenced blocks, as a reader sees them."""
    return [span.replace("\\|", "|") for span in re.findall(r"`([^`\n]+)`", without_fences(text))]


def shown_commands() -> Iterator[Shown]:
    """Every `minutes …` that a page shows: whole lines of shell blocks, and code spans."""
    for page in PAGES:
        text = text_of(page)
        blocks = "\n".join(content for language, content in fences(text) if language in SHELLS)
        for line in re.findall(r"^\s*(minutes .*)$", blocks, re.MULTILINE):
            yield from (Shown(page.name, each.strip(), False) for each in re.split(r"\s{3,}(?=minutes )", line))
        for span in spans(text):
            first = re.split(r" (?:\||>|2>) ", span)[0]
            if re.fullmatch(r"(\.venv\\Scripts\\)?minutes .*", first) and first not in MISTYPED:
                yield Shown(page.name, first.removeprefix(".venv\\Scripts\\"), True)


def words_of(line: str) -> list[str]:
    """The arguments as cmd and sh both split them; a comment at the end is left out."""
    bare = re.sub(r"\s#.*$", "", line)
    return [word.strip('"') for word in re.findall(r'(?:[^\s"]|"[^"]*")+', bare)][1:]


def parsed(arguments: list[str]) -> argparse.Namespace:
    """Raises SystemExit when the command line does not parse."""
    name = next((word for word in arguments if not word.startswith("-")), "")
    module = import_module(COMMANDS[name]) if name in COMMANDS else None
    return parser_with(module, name).parse_args(arguments)


SHOWN = sorted(set(shown_commands()), key=lambda shown: (shown.page, shown.line, shown.mention))


def test_the_pages_show_commands() -> None:
    pages = {shown.page for shown in SHOWN}
    assert {page.name for page in GUIDES} <= pages
    assert len(SHOWN) > 80


@pytest.mark.parametrize("shown", SHOWN, ids=lambda shown: f"{shown.page}: {shown.line}")
def test_every_command_line_in_the_documents_parses(shown: Shown) -> None:
    said = io.StringIO()
    with redirect_stderr(said), pytest.MonkeyPatch.context() as patch:
        patch.setattr("sys.stdout", io.StringIO())
        try:
            args = parsed(words_of(shown.line))
        except SystemExit as ended:
            lacking = ("次の指定が足りません", "次のどれかを指定してください")
            incomplete = shown.mention and any(one in said.getvalue() for one in lacking)
            if ended.code and not incomplete:
                pytest.fail(said.getvalue())
            return
    check_values(args)


def check_values(args: argparse.Namespace) -> None:
    """What argparse cannot know: formats, models and settings that exist."""
    if getattr(args, "formats", None):
        assert set(args.formats.split(",")) <= set(FORMATS)
    model = getattr(args, "model", None) or (getattr(args, "name", None) if args.command == "models" else None)
    assert not model or known_model(model), model
    if args.command == "settings" and getattr(args, "key", None) not in (None, "設定の名前"):
        one = option(args.key)
        if args.action == "set" and not str(args.value).startswith("C:\\"):
            checked(one, args.value, "flag")


def all_options() -> set[str]:
    """Every option of every command."""
    found: set[str] = set()
    waiting = [parser_with(import_module(module), name) for name, module in COMMANDS.items()]
    while waiting:
        parser = waiting.pop()
        for action in parser._actions:
            found.update(action.option_strings)
            if isinstance(action, argparse._SubParsersAction):
                waiting.extend(action.choices.values())
    return found


def test_every_option_that_the_documents_name_exists() -> None:
    known = all_options() | OTHERS_OPTIONS
    named = {
        (page.name, word)
        for page in PAGES
        for code in (*spans(text_of(page)), *(content for _language, content in fences(text_of(page))))
        for word in re.findall(r"(?<![\w-])--[a-z][a-z-]+", code)
    }
    assert len(named) > 30
    assert {each for each in named if each[1] not in known} == set()


def test_the_guide_explains_every_option_of_transcribe() -> None:
    parser = parser_with(import_module(COMMANDS["transcribe"]), "transcribe")
    actions = next(each for each in parser._actions if isinstance(each, argparse._SubParsersAction))
    wanted = {string for action in actions.choices["transcribe"]._actions for string in action.option_strings}
    unexplained = {each for each in wanted - {"-h", "--help"} if each not in text_of(GUIDE)}
    assert unexplained - {"--compute-type", "--language"} == set()
    assert all(key in text_of(ROOT / "docs" / "settings.md") for key in ("compute_type", "language"))


def test_every_task_that_the_documents_name_exists() -> None:
    shown = {(page.name, task) for page in PAGES for task in re.findall(r"tasks\.py (\w+)", text_of(page))}
    known = {"demo", "test", "lock", "bench", "reliability"}
    assert {task for _page, task in shown} >= {"demo", "test"}
    assert {each for each in shown if each[1] not in known} == set()
    assert all(callable(getattr(tasks, name)) for name in known)


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: str(page.name))
def test_nobody_is_told_to_install_outside_of_the_environment(page: Path) -> None:
    """Debian 12's own Python refuses: "externally-managed-environment" (PEP 668)."""
    told = re.findall(r"^.*\bpip\b.*\binstall .*$", text_of(page), re.MULTILINE)
    assert [line for line in told if "--python .venv" not in line] == []


def targets(text: str) -> list[str]:
    """Where the links and pictures of a page lead."""
    return [unquote(html.unescape(target)) for target in re.findall(r"\]\(([^)\s]+)\)", without_fences(text))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_every_local_link_and_picture_exists(page: Path) -> None:
    local = [target for target in targets(text_of(page)) if not target.startswith(("http://", "https://"))]
    missing = [target for target in local if target[0] != "#" and not (page.parent / target.split("#")[0]).exists()]
    assert missing == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: str(page.name))
def test_every_link_within_a_page_has_its_heading(page: Path) -> None:
    headings = re.findall(r"^#+ (.+)$", without_fences(text_of(page)), re.MULTILINE)
    anchors = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    wanted = {target[1:] for target in targets(text_of(page)) if target.startswith("#")}
    assert wanted - anchors == set()


def test_every_picture_is_used_and_made_by_the_tool() -> None:
    files = {path.stem: path for path in (ROOT / "docs" / "pictures").iterdir()}
    assert set(files) == set(make_pictures.SCENES)
    shown = [target for page in GUIDES for target in targets(text_of(page)) if target.endswith(".png")]
    used = {Path(target).stem for target in shown if not target.startswith("screenshots/")}
    assert used == set(files)
    assert sum(path.stat().st_size for path in files.values()) < PICTURES_LIMIT
    assert all(path.read_bytes().startswith(b"\x89PNG\r\n\x1a\n") for path in files.values())


def program_texts() -> str:
    """Every text constant of the program's sentences and of tasks.py, one a line, without what `format` puts in."""
    sources = [*(ROOT / "minutes_app" / "wording").glob("*.py"), ROOT / "tasks.py"]
    constants = [
        node.value
        for source in sources
        for node in ast.walk(ast.parse(source.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    ]
    doubled = [constant.replace("{{", "{").replace("}}", "}") for constant in constants]
    return "\n".join((*constants, *doubled))


def strange_pieces(sentence: str) -> list[str]:
    """What is left of a sentence without names, numbers and brackets, as far as the program never says it."""
    pieces = re.split(r"「[^」]*」|（(?:[^（）]|（[^）]*）)*）|…|[\d:]+", sentence)
    return [piece for piece in pieces if len(piece.strip()) > 3 and piece not in PROGRAM]


PROGRAM = program_texts()
SENTENCES = sorted({(page.name, span) for page in GUIDES for span in spans(text_of(page)) if span.endswith("。")})


def test_the_guides_quote_sentences() -> None:
    assert len(SENTENCES) > 40


@pytest.mark.parametrize(("page", "sentence"), SENTENCES, ids=lambda value: str(value)[:30])
def test_every_sentence_that_a_guide_quotes_is_one_of_the_program(page: str, sentence: str) -> None:
    assert strange_pieces(sentence) == [], page


@pytest.mark.parametrize("page", [GUIDE, FORMS], ids=lambda page: str(page.name))
def test_every_sentence_in_the_captured_output_is_one_of_the_program(page: Path) -> None:
    lines = [line for language, content in fences(text_of(page)) if language == "text" for line in content.splitlines()]
    said = [line for line in lines if line.endswith("。")]
    assert said
    assert [(line, strange) for line in said if (strange := strange_pieces(line))] == []


@pytest.mark.parametrize("page", GUIDES, ids=lambda page: str(page.name))
def test_every_first_column_of_a_table_of_sentences_is_on_the_screen(page: Path) -> None:
    rows = re.findall(r"^\| `([^`]+)` \|", text_of(page).partition("| 画面の言葉 |")[2], re.MULTILINE)
    quoted = [row.replace("\\|", "|") for row in rows if not row.startswith("{")]
    assert [row for row in quoted if any(piece not in PROGRAM for piece in row.split("…"))] == []


def test_the_table_of_fields_is_current() -> None:
    text = text_of(FORMS)
    assert text == fields_page.page(text), "run: python -m tools.fields_page"
    assert all(field.name in fields_page.table() for field in FIELDS)


def test_the_table_of_fields_notices_a_change() -> None:
    text = text_of(FORMS)
    assert fields_page.page(text.replace("会議の名称", "何か", 1)) == text


def test_the_examples_of_settings_are_read_by_the_program(tmp_path: Path) -> None:
    blocks = [content for language, content in fences(text_of(GUIDE)) if language == "toml"]
    information, policy = (tmp_path / name for name in ("会議情報.toml", "policy.toml"))
    information.write_text(blocks[0], encoding="utf-8")
    said = read_information(information)
    assert (said.title, said.date, said.end, len(said.attendees)) == ("第3回DX推進会議", "2026-11-23", "15:30", 3)
    drives = blocks[1].replace("'D:\\", "'/").replace("'\\\\", "'/").replace("\\", "/")
    policy.write_text(drives, encoding="utf-8")
    _settings, told = load(environ={}, policy_file=policy, user_file=tmp_path / "none.toml")
    assert told.notices == ()
    assert {origin.key for origin in told.origins if origin.locked} == {
        *("library.folder", "models.folder", "audit.enabled", "audit.folder"),
    }


def test_the_settings_that_the_guide_names_exist() -> None:
    pages = {one.page for one in options()}
    named = set(
        re.findall(rf"`((?:{'|'.join(pages)})\.[a-z_]+)`", text_of(GUIDE) + text_of(FORMS) + text_of(CHECKLIST))
    )
    assert len(named) > 4
    assert named - {one.key for one in options()} == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_the_json_examples_are_json(page: Path) -> None:
    for language, content in fences(text_of(page)):
        if language == "json":
            json.loads(content)


def test_the_json_example_of_the_guide_has_the_keys_that_the_program_prints() -> None:
    example = next(content for language, content in fences(text_of(GUIDE)) if language == "json")
    answer = msgspec.json.decode(example)
    source = (ROOT / "minutes_app" / "cli" / "hearing.py").read_text(encoding="utf-8")
    assert set(answer) == {"meetings", "failed"}
    assert all(f'"{key}":' in source for key in answer["meetings"][0])
    assert set(answer["failed"][0]) == {"source", "error", "sentence"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_no_page_names_a_place_of_the_machine_it_was_written_on(page: Path) -> None:
    here = [str(ROOT), str(Path.home()), tempfile.gettempdir(), "/root", "/home/"]
    assert [place for place in here if place in text_of(page)] == []
