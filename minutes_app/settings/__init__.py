"""The options of every room: one frozen dataclass a page, read from five layers.

In: defaults < machine policy file < user file < environment < flags. Out: `Settings` and where each value came from.
Stations never read settings; whoever calls them hands over the values.
"""

from minutes_app.settings.layers import load
from minutes_app.settings.options import Option, option, options
from minutes_app.settings.origins import Notice, Origin, Provenance, Source, Value
from minutes_app.settings.pages import Settings
from minutes_app.settings.places import audit_folder, effect_folder, leaves_pc, log_folder, policy_path, user_path
from minutes_app.settings.servers import own_servers
from minutes_app.settings.user_file import change, reset

__all__ = [
    "Notice",
    "Option",
    "Origin",
    "Provenance",
    "Settings",
    "Source",
    "Value",
    "audit_folder",
    "change",
    "effect_folder",
    "leaves_pc",
    "load",
    "log_folder",
    "option",
    "options",
    "own_servers",
    "policy_path",
    "reset",
    "user_path",
]
