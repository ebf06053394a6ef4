"""Where each value came from, and what was odd on the way. Facts only; the sentences are in `wording.settings`."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

Source = Literal["default", "policy", "user", "environment", "flag"]
Value = str | int | bool | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Origin:
    """One option: "page.key", its value, the layer it came from, and whether the policy has locked it."""

    key: str
    value: Value
    source: Source
    locked: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Not an error, but worth a line. `nearest`: the name that was probably meant, or ""."""

    kind: Literal["unknown_key", "locked"]
    key: str
    source: Source
    nearest: str = ""


@dataclass(frozen=True, slots=True)
class Provenance:
    """Every option in the order of declaration, the notices, and the two files that were looked for."""

    origins: tuple[Origin, ...]
    notices: tuple[Notice, ...]
    policy_file: Path
    user_file: Path

    def of(self, key: str) -> Origin:
        """The option `key` ("page.key"). Raises KeyError."""
        for origin in self.origins:
            if origin.key == key:
                return origin
        raise KeyError(key)
