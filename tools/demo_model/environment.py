"""The tool's own virtual environment, `.venv-demo-model`, with what `requirements.lock` says, and PyTorch when asked.

In: the command line. Out: the same command line run by that environment's Python. Elsewhere (a machine with a GPU, its
own JAX and no network) `--here` uses the Python that is running.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / ".venv-demo-model"
PYTHON = FOLDER / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")


def is_inside() -> bool:
    """Whether the running Python is the environment's."""
    return Path(sys.prefix).resolve() == FOLDER.resolve()


def run_inside(arguments: list[str]) -> int:
    """Make the environment if need be, run `python -m tools.demo_model` in it, and return its exit code."""
    name = "requirements-torch.lock" if "--torch" in arguments else "requirements.lock"
    _install(Path(__file__).with_name(name))
    command = [str(PYTHON), "-m", "tools.demo_model", *arguments]
    return subprocess.call(command, cwd=Path.cwd(), env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"})


def _install(lock: Path) -> None:
    wanted = hashlib.sha256(lock.read_bytes() + sys.version.encode()).hexdigest()
    stamp = FOLDER / f".{lock.name}.sha256"
    if PYTHON.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print(f"installing {lock.name} into {FOLDER.name} …", flush=True)
    if not PYTHON.is_file():
        subprocess.check_call([sys.executable, "-m", "venv", "--without-pip", str(FOLDER)])
    base = Path(sys.base_prefix) / ("python.exe" if sys.platform == "win32" else "bin/python3")
    pip = [str(base), "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "install", "--quiet"]
    subprocess.check_call([*pip, "--require-hashes", "-r", str(lock)])
    stamp.write_text(wanted, encoding="utf-8")
