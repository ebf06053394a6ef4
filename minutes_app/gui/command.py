"""`minutes gui [--library DIR] [FILE…]`: opens the window, or hands the files to the one that is open."""

import argparse
import os
import sys
from pathlib import Path

from minutes_app.settings import Settings
from minutes_app.wording import gui as words
from minutes_app.wording.transcribe import HELP


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--library` and the files."""
    parser.add_argument("files", nargs="*", type=Path, metavar="FILE", help=words.HELP_FILES)
    parser.add_argument("--library", metavar="DIR", help=HELP["library"])


def run(args: argparse.Namespace, settings: Settings) -> int:
    """Be the window until it is closed. Qt is imported here and not before."""
    if not has_display() and not os.environ.get("QT_QPA_PLATFORM"):
        sys.stderr.write(f"{words.NO_DISPLAY}\n")
        return 1
    from minutes_app.gui.app import run as run_window

    return run_window(tuple(args.files), settings)


def has_display() -> bool:
    """Whether a window can be shown: always on Windows and macOS; elsewhere a screen must be named."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))
