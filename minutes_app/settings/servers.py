"""Which file servers are this office's own, by the settings."""

from pathlib import PurePath

from minutes_app.servers import Servers
from minutes_app.settings.pages import Settings


def own_servers(settings: Settings, *more: str | PurePath) -> Servers:
    """The servers on which the places of the settings lie, and `more`."""
    named = (settings.library.folder, settings.archive.folder, settings.documents.shared_folder)
    return Servers.of(*named, *more)
