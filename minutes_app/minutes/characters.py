"""Characters that a document cannot hold, or sets on its own, taken out.

In: any text. Out: text that XML and UTF-8 can carry and that cannot turn the line around, or that can be compared with
what a page says. Emoji, 髙﨑𠮷 and combining marks stay. Changes no other character.
"""

import re

from minutes_app.meeting.office_text import UNWRITABLE

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n]+")
_ANY_SPACES = re.compile(r"\s+")


def writable(text: str) -> str:
    """`text` with "\\n" as the only line break and without characters that cannot be written."""
    return UNWRITABLE.sub("", _BREAKS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """`writable` text on a single line."""
    return _SPACES.sub(" ", writable(text))


def squeezed(text: str) -> str:
    """The text without spaces and line ends, which every page and every program sets on its own."""
    return _ANY_SPACES.sub("", text)
