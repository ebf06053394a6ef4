"""What a person is told when something went wrong, and how facts look inside a sentence."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Message:
    """Three sentences. `safe` and `next_step` may be ""."""

    headline: str
    safe: str = ""
    next_step: str = ""

    def as_text(self) -> str:
        """The message as lines for a terminal."""
        return "\n".join(part for part in (self.headline, self.safe, self.next_step) if part)


Sentences = dict[type[Any], Callable[[Any], Message]]
"""error class → the function that makes its message."""


def name_of(path: Path) -> str:
    """The file's or folder's own name in brackets; the whole path where there is no name."""
    return f"「{one_line(path.name or str(path))}」"


def place_of(path: Path) -> str:
    """The whole path in brackets."""
    return f"「{one_line(str(path), 300)}」"


def clock(at_ms: int) -> str:
    """A place on the time line: 00:12:30."""
    seconds = max(at_ms, 0) // 1000
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def size(count: int) -> str:
    """Bytes as people say them: 3.2 GB, 640 MB."""
    if count >= 1 << 30:
        return f"{count / (1 << 30):.1f} GB"
    return f"{max(count, 0) / (1 << 20):.0f} MB"


def one_line(text: str, limit: int = 120) -> str:
    """Text from outside on one line: control and direction marks gone, cut at `limit`."""
    cleaned = "".join(
        " " if c.isspace() or not c.isprintable() else c for c in text.encode("utf-8", "replace").decode()
    )
    cleaned = re.sub(r" +", " ", cleaned).strip()
    return cleaned if len(cleaned) <= limit else cleaned[: limit - 1] + "…"


def detail(text: str) -> str:
    """A foreign program's own word, for whoever is asked for help; "" for nothing."""
    kept = one_line(text)
    return f"（問い合わせのときは次の内容をお伝えください: {kept}）" if kept else ""
