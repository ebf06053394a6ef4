"""The PC itself: system, processor, fonts, office programs. Asks the operating system, loads nothing."""

import contextlib
import os
import platform
import re
import shutil
import subprocess
import sys
from pathlib import Path

import psutil

from minutes_app.checkup.finding import Finding, Verdict

_WINDOWS_10 = 10
_WINDOWS_11_BUILD = 22000
_X86 = {"x86_64", "amd64"}
_FEATURES = {"sse4_1": 37, "avx": 39, "avx2": 40, "avx512f": 41}
"""Name in Linux's /proc/cpuinfo → number for Windows' IsProcessorFeaturePresent (winnt.h, PF_*)."""

_FONT_FILES = {
    "BIZ UD明朝": ("bizudminchom.ttc", "biz-udminchom.ttc"),
    "BIZ UDゴシック": ("bizudgothic-regular.ttc", "biz-udgothicr.ttc"),
    "游明朝": ("yumin.ttf",),
    "游ゴシック": ("yugothr.ttc", "yugothm.ttc"),
    "ＭＳ 明朝": ("msmincho.ttc",),
    "ＭＳ ゴシック": ("msgothic.ttc",),
    "Noto CJK": ("notoserifcjk-regular.ttc", "notosanscjk-regular.ttc", "notosansjp-vf.ttf", "notoserifjp-vf.ttf"),
}
_FONT_FAMILIES = {
    "BIZ UD明朝": ("BIZ UDMincho", "BIZ UD明朝"),
    "BIZ UDゴシック": ("BIZ UDGothic", "BIZ UDゴシック"),
    "游明朝": ("Yu Mincho", "YuMincho", "游明朝"),
    "游ゴシック": ("Yu Gothic", "YuGothic", "游ゴシック"),
    "ＭＳ 明朝": ("MS Mincho", "ＭＳ 明朝"),
    "ＭＳ ゴシック": ("MS Gothic", "ＭＳ ゴシック"),
    "Noto CJK": ("Noto Serif CJK JP", "Noto Sans CJK JP", "Noto Serif JP", "Noto Sans JP"),
}
_WORD = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\WINWORD.EXE"
_SOFFICE = r"SOFTWARE\Microsoft\Windows\CurrentVersion\App Paths\soffice.exe"


def system() -> Finding:
    """The operating system; a 32-bit Python cannot hold a model."""
    facts: dict[str, str | int] = {"system": system_name(), "machine": platform.machine()}
    if sys.maxsize <= 1 << 32:
        return Finding("system", Verdict.BAD, "bits", facts, needed=True)
    if sys.platform == "win32" and sys.getwindowsversion().major < _WINDOWS_10:
        return Finding("system", Verdict.CAUTION, "old", facts, needed=True)
    return Finding("system", Verdict.GOOD, "fine", facts, needed=True)


def system_name() -> str:
    """ "Windows 11 (22631)", "Debian GNU/Linux 12 (bookworm)"."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        name = "11" if version.build >= _WINDOWS_11_BUILD else str(version.major)
        return f"Windows {name} ({version.build})"
    try:
        return platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    except OSError:
        return f"{platform.system()} {platform.release()}"


def processor() -> Finding:
    """Name, cores and the vector instructions that recognition lives on (CTranslate2 needs SSE 4.1, loves AVX2)."""
    features = cpu_features()
    facts: dict[str, str | int] = {
        "processor": processor_name() or platform.machine(),
        "cores": psutil.cpu_count(logical=False) or 1,
        "threads": psutil.cpu_count() or 1,
        "features": "、".join(name.upper().replace("_", ".") for name in _FEATURES if name in features) or "-",
    }
    if platform.machine().lower() not in _X86:
        return Finding("processor", Verdict.GOOD, "other", facts, needed=True)
    if "sse4_1" not in features:
        return Finding("processor", Verdict.BAD, "too_old", facts, needed=True)
    if "avx2" not in features:
        return Finding("processor", Verdict.CAUTION, "slow", facts, needed=True)
    return Finding("processor", Verdict.GOOD, "fine", facts, needed=True)


def cpu_features() -> frozenset[str]:
    """Those of `_FEATURES` that this processor has, in Linux's names."""
    if sys.platform == "win32":
        import ctypes

        present = ctypes.windll.kernel32.IsProcessorFeaturePresent
        return frozenset(name for name, number in _FEATURES.items() if present(number))
    return frozenset(_cpuinfo("flags").split()) & frozenset(_FEATURES)


def processor_name() -> str:
    """The name its maker gave it, "" when the system does not tell."""
    if sys.platform == "win32":
        import winreg

        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"HARDWARE\DESCRIPTION\System\CentralProcessor\0") as key:
            return str(winreg.QueryValueEx(key, "ProcessorNameString")[0]).strip()
    return _cpuinfo("model name")


def _cpuinfo(field: str) -> str:
    """One field of the first processor in /proc/cpuinfo."""
    path = Path("/proc/cpuinfo")
    text = path.read_text("utf-8", errors="replace") if path.is_file() else ""
    found = re.search(rf"^{field}\s*:\s*(.*)$", text, re.MULTILINE)
    return found[1].strip() if found else ""


def fonts() -> Finding:
    """Japanese fonts for documents: BIZ UD is in the templates, the others are good substitutes."""
    names = installed_fonts()
    facts: dict[str, str | int] = {"fonts": "、".join(names)}
    if not names:
        return Finding("fonts", Verdict.CAUTION, "none", facts)
    return Finding("fonts", Verdict.GOOD, "fine" if "BIZ UD明朝" in names else "substitute", facts)


def installed_fonts() -> tuple[str, ...]:
    """The names of `_FONT_FAMILIES` that are installed."""
    if sys.platform == "win32":
        folders = (Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", _own_fonts())
        files = {path.name.lower() for folder in folders if folder.is_dir() for path in folder.iterdir()}
        return tuple(name for name, wanted in _FONT_FILES.items() if files.intersection(wanted))
    listed = {family.strip() for line in _output("fc-list", ":", "family").splitlines() for family in line.split(",")}
    return tuple(name for name, wanted in _FONT_FAMILIES.items() if listed.intersection(wanted))


def _own_fonts() -> Path:
    """Where Windows puts fonts that a person installed without an administrator."""
    return Path(os.environ.get("LOCALAPPDATA", "")) / "Microsoft" / "Windows" / "Fonts"


def _output(*command: str) -> str:
    """What a program prints; "" when it is not there, fails or takes more than 20 s."""
    program = shutil.which(command[0])
    if program is None:
        return ""
    try:
        done = subprocess.run([program, *command[1:]], capture_output=True, timeout=20, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def office() -> Finding:
    """What opens a .docx here."""
    names = office_programs()
    facts: dict[str, str | int] = {"programs": "、".join(names)}
    return Finding("office", Verdict.GOOD if names else Verdict.CAUTION, "fine" if names else "none", facts)


def office_programs() -> tuple[str, ...]:
    """ "Word" and "LibreOffice", as far as they are installed."""
    if sys.platform == "win32":
        found = (("Word", _registered(_WORD)), ("LibreOffice", _registered(_SOFFICE)))
    else:
        found = (("LibreOffice", any(shutil.which(name) for name in ("soffice", "libreoffice"))),)
    return tuple(name for name, present in found if present)


def _registered(key: str) -> bool:
    if sys.platform == "win32":
        import winreg

        for root in (winreg.HKEY_LOCAL_MACHINE, winreg.HKEY_CURRENT_USER):
            with contextlib.suppress(OSError), winreg.OpenKey(root, key):
                return True
    return False
