"""Which file servers are this office's own: Windows signs in at a server as soon as it is asked for a file there.

In: places that somebody of this PC has named. Out: whether another place may be asked for. Looks at names only.
"""

from dataclasses import dataclass
from pathlib import PurePath


@dataclass(frozen=True, slots=True)
class Servers:
    """The servers (in small letters) of the places that were named here; a drive of this PC is never one."""

    names: frozenset[str] = frozenset()

    @classmethod
    def of(cls, *places: str | PurePath) -> "Servers":
        """Those on which these places lie."""
        return cls(frozenset(filter(None, map(_server_of, places))))

    def and_of(self, *places: str | PurePath) -> "Servers":
        """These, and those on which the places lie."""
        return Servers(self.names | Servers.of(*places).names)

    def may_ask(self, place: str | PurePath) -> bool:
        r"""Whether a place that was read in a file is on this PC or a known server; never \\?\, \\.\ and \??\ forms."""
        server = _server_of(place)
        return not server or (server in self.names and server not in ("?", "."))


def _server_of(place: str | PurePath) -> str:
    text = str(place).replace("/", "\\")
    if text.startswith("\\??\\"):
        return "?"
    return text[2:].partition("\\")[0].casefold() if text.startswith("\\\\") else ""
