"""Characters that a document cannot hold, taken out.

In: any text. Out: text that XML 1.0 (https://www.w3.org/TR/xml/#charsets) and UTF-8 can carry and that cannot turn the
direction of the line around. Emoji, 髙﨑𠮷 and combining marks stay.
"""

import re

_UNWRITABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_BREAKS = re.compile("\r\n?|[\x85\u2028\u2029]")
_SPACES = re.compile(r"[ \t\n]+")


def writable(text: str) -> str:
    """`text` with "\\n" as the only line break and without characters that cannot be written."""
    return _UNWRITABLE.sub("", _BREAKS.sub("\n", text)).strip()


def one_line(text: str) -> str:
    """`writable` text on a single line."""
    return _SPACES.sub(" ", writable(text))
