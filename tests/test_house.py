"""The rules of the house: the floor plan, sizes, start-up, doors. Each import contract is seen to fail."""

import ast
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGE = ROOT / "minutes_app"
HEAVY = (
    "numpy",
    "av",
    "faster_whisper",
    "ctranslate2",
    "onnxruntime",
    "docx",
    "docxtpl",
    "lxml",
    "jinja2",
    "openpyxl",
    "sounddevice",
    "soundcard",
    "PySide6",
)
BREAKS = {
    "floor-plan": ("meeting/model.py", "from minutes_app.pipeline import hear"),
    "whisper-door": ("pipeline.py", "import ctranslate2"),
    "word-door": ("minutes/fields.py", "import docx"),
    "ffmpeg-door": ("library.py", "import av"),
    "hub-door": ("transcribe/whisper.py", "import huggingface_hub"),
    "sound-door": ("capture/devices.py", "import soundcard"),
    "glass-door": ("library.py", "import PySide6"),
    "no-circles": ("transcribe/tidy.py", "from minutes_app.transcribe.whisper import WhisperEngine"),
}
"""Contract → a line that breaks it, and where."""

BROAD_EXCEPTS = {"child.py", "cli/__init__.py", "cli/transcribe.py"}
"""Where a bug ends: at the edge of a child process, of one recording among many, and of the program."""


def sources() -> list[Path]:
    """Every file of the package."""
    return sorted(PACKAGE.rglob("*.py"))


def lint_imports(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    return subprocess.run(
        [sys.executable, "-c", code, "--no-cache", *arguments],
        cwd=folder,
        env={"PYTHONPATH": str(folder), "PYTHONUTF8": "1", "PATH": "", "SYSTEMROOT": "C:\\Windows"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_every_import_keeps_the_floor_plan() -> None:
    result = lint_imports(ROOT)
    assert result.returncode == 0, result.stdout


def test_no_contract_is_without_its_break() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert {contract["id"] for contract in project["tool"]["importlinter"]["contracts"]} == set(BREAKS)


@pytest.mark.parametrize("contract", BREAKS)
def test_each_import_contract_fails_when_it_is_broken(contract: str, tmp_path: Path) -> None:
    shutil.copytree(PACKAGE, tmp_path / "minutes_app", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    name, line = BREAKS[contract]
    broken = tmp_path / "minutes_app" / name
    broken.write_text(f"{broken.read_text(encoding='utf-8')}\n{line}\n", encoding="utf-8")
    result = lint_imports(tmp_path, "--contract", contract)
    assert result.returncode == 1, result.stdout
    assert "BROKEN" in result.stdout


def test_no_function_is_longer_than_40_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.name} {node.end_lineno - node.lineno + 1}"
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef) and node.end_lineno is not None and node.end_lineno - node.lineno >= 40
    ]
    assert long == []


def test_no_file_is_longer_than_its_limit() -> None:
    counted = {
        path: path.read_text(encoding="utf-8").count("\n") for path in (*sources(), *(ROOT / "tests").rglob("*.py"))
    }
    long = {str(path): lines for path, lines in counted.items() if lines > (600 if "tests" in path.parts else 400)}
    assert long == {}


def test_broad_excepts_stand_in_their_three_files() -> None:
    found = {
        path.relative_to(PACKAGE).as_posix()
        for path in sources()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert found == BROAD_EXCEPTS


def test_every_module_says_what_it_is() -> None:
    silent = [str(path) for path in sources() if not ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))]
    assert silent == []


@pytest.mark.parametrize(
    "arguments", [["--help"], ["gui", "--help"], ["transcribe", "--help"], ["models", "--help"], ["--version"]]
)
def test_help_imports_none_of_the_heavy_libraries(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom minutes_app.cli import main\n"
        f"try:\n    main({[*arguments, '--help']!r})\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True
    )
    assert done.stderr.strip().splitlines()[-1] == "[]"


def test_view_models_know_no_widget() -> None:
    """They are tested with no window: of Qt they import QtCore only."""
    models = [path for path in sources() if path.relative_to(PACKAGE).parts[:2] == ("gui", "view_models")]
    assert len(models) > 5
    assert [path.name for path in models if _qt_of(path) - {"PySide6.QtCore"}] == []
    assert _qt_of(PACKAGE / "gui" / "views" / "home.py") - {"PySide6.QtCore"}


def _qt_of(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    found |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    return {name for name in found if name.startswith("PySide6")}


def test_no_sentence_for_users_stands_outside_wording() -> None:
    """Japanese string literals belong to `wording`; tables of names that are read from files may stay in their room."""
    allowed = {"meeting", "wording", "minutes", "settings"}
    found = [
        f"{path.relative_to(PACKAGE)}:{node.lineno} {node.value[:30]}"
        for path in sources()
        if path.relative_to(PACKAGE).parts[0] not in allowed
        for node in _plain_strings(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node.value, str) and "。" in node.value and not node.value.startswith("[")
    ]
    assert found == []


def _plain_strings(tree: ast.Module) -> list[ast.Constant]:
    """String constants that are no docstrings."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    docs = {
        id(node.value)
        for parent in ast.walk(tree)
        if isinstance(parent, documented)
        for node in parent.body
        if isinstance(node, ast.Expr)
    }
    return [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in docs]


def test_no_lock_file_names_a_host() -> None:
    locks = [*ROOT.glob("requirements*.lock"), *(ROOT / "tools").rglob("*.lock")]
    assert len(locks) == 4
    assert [path.name for path in locks if "://" in path.read_text(encoding="utf-8")] == []


def test_every_dependency_has_a_line_in_decisions() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    listed = (ROOT / "tools" / "demo_model" / "requirements.in").read_text(encoding="utf-8").splitlines()
    named += [line for line in listed if not line.startswith("#")]
    assert [name for each in named if f"`{(name := each.split('>')[0])}`" not in decisions] == []


def test_no_installed_library_can_send_usage_events() -> None:
    """onnxruntime's official wheels hold an uploader from 1.29 on (DECISIONS 10); ours must not."""
    import importlib.util

    spec = importlib.util.find_spec("onnxruntime")
    assert spec is not None
    assert spec.submodule_search_locations is not None
    binaries = [
        path
        for path in Path(next(iter(spec.submodule_search_locations))).rglob("*")
        if path.suffix in (".so", ".pyd", ".dll") or ".so." in path.name
    ]
    assert binaries
    assert [path.name for path in binaries if b"OneCollector" in path.read_bytes()] == []
