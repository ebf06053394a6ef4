"""What happens before a command runs: settings are read (with the flags on top) and what was odd in them is said."""

import argparse

from minutes_app.cli.console import say
from minutes_app.settings import Settings, load

FLAGS = {
    "library": "library.folder",
    "device": "transcribe.device",
    "compute_type": "transcribe.compute_type",
    "language": "transcribe.language",
    "model": "models.default",
}
"""Command line option → the setting that it stands above."""


def settings_for(args: argparse.Namespace) -> Settings:
    """The settings for this command. Raises SettingsError."""
    given = {key: getattr(args, name) for name, key in FLAGS.items() if getattr(args, name, None) is not None}
    settings, provenance = load(given)
    for notice in provenance.notices:
        say(str(notice))
    return settings
