"""Fields as a document can hold them: visible blanks for "", no characters that XML forbids. Knows no template."""

import re
from dataclasses import dataclass
from typing import Any

from minutes_app.word.links import MARK
from minutes_app.word.passages import Marked
from minutes_app.wording.fields import BLANK

_SURROGATES = re.compile("[\ud800-\udfff]")
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?|[\x85\u2028\u2029]")


class Blank(str):
    """Nothing has been said yet: false in `{% if %}` and `or`, a visible blank when printed."""

    __slots__ = ()

    def __html__(self) -> str:
        """What an autoescaping template prints."""
        return BLANK

    def __str__(self) -> str:
        """What anything else prints."""
        return BLANK


@dataclass(slots=True)
class Cleaner:
    """Prepares fields for a template and counts in `dropped` what it had to take out."""

    dropped: int = 0

    def prepared(self, value: Any) -> Any:
        """`value` with every string cleaned and every "" made a `Blank`; dicts and lists all the way down."""
        if isinstance(value, Marked):
            return Marked((name, self.text(text)) for name, text in value.parts) or Blank()
        if isinstance(value, str):
            return self.text(value) or Blank()
        if isinstance(value, dict):
            return {key: self.prepared(part) for key, part in value.items()}
        if isinstance(value, list | tuple):
            return [self.prepared(part) for part in value]
        return value

    def text(self, value: str) -> str:
        """`value` as XML 1.0 can hold it (https://www.w3.org/TR/xml/#charsets): controls dropped, halves of
        surrogate pairs as �, all line ends as one newline."""
        if value.isascii() and value.isprintable():
            return value
        pieces, end = [], 0
        for mark in MARK.finditer(value):
            pieces += [self._cleaned(value[end : mark.start()]), mark[0]]
            end = mark.end()
        return "".join((*pieces, self._cleaned(value[end:])))

    def _cleaned(self, value: str) -> str:
        value = _LINE_ENDS.sub("\n", value)
        value, halves = _SURROGATES.subn("�", value)
        value, controls = _NOT_XML.subn("", value)
        self.dropped += halves + controls
        return value
