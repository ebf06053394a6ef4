"""Characters that a document cannot hold, taken out.

In: any text. Out: text that XML and UTF-8 can carry and that cannot turn the line around. Emoji, 髙﨑𠮷 and combining
marks stay. Changes no other character.
"""

import re

from minutes_app.meeting.office_text import UNWRITABLE

_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n]+")


def writable(text: str) -> str:
    """`text` with "\\n" as the only line break and without characters that cannot be written."""
    return UNWRITABLE.sub("", _BREAKS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """`writable` text on a single line."""
    return _SPACES.sub(" ", writable(text))
