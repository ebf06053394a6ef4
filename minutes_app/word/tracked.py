"""A paragraph of a document that somebody may have changed: what stood there, what stands there now, and who did it.

In: lxml trees. Out: pieces of text, each with what tracked changes (変更履歴) say of it; ECMA-376 Part 1, 17.13.5.
Decides nothing about the changes, and changes no tree.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from minutes_app.word.scan import W

PLACE = re.compile(r"[upi]_\w{1,38}")
"""Bookmarks around passages (`reply_form.bookmark`); Word adds some of its own (_GoBack), and people theirs."""

_ADDS = (W + "ins", W + "moveTo")
_REMOVES = (W + "del", W + "moveFrom")
_MARKS = (W + "bookmarkStart", W + "bookmarkEnd")
_TEXTS = (W + "t", W + "delText")
_SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n"}
_UNREAD = {
    *(W + name for name in ("p", "pPr", "rPr", "sdtPr", "drawing", "pict", "object")),
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """Some text. `adder`, `remover`: who put it in or took it out as a tracked change; None where nobody did."""

    text: str
    adder: str | None = None
    remover: str | None = None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Its pieces, and the names of the passages that begin in it."""

    pieces: tuple[Piece, ...]
    places: tuple[str, ...] = ()

    @property
    def before(self) -> str:
        """The text without any tracked change."""
        return "".join(one.text for one in self.pieces if one.adder is None)

    @property
    def after(self) -> str:
        """The text with every tracked change."""
        return "".join(one.text for one in self.pieces if one.remover is None)

    @property
    def authors(self) -> tuple[str, ...]:
        """Who has tracked changes in it, in their order."""
        names = (name for one in self.pieces for name in (one.adder, one.remover) if name is not None)
        return tuple(dict.fromkeys(names))

    def only_by(self, author: str) -> str:
        """The text with the tracked changes of one person."""
        return "".join(one.text for one in self.pieces if one.adder in (None, author) and one.remover != author)


def paragraph_of(element: Any) -> Paragraph:
    """The text of a `w:p`, without paragraphs that stand in it (text boxes)."""
    found = list(walk(element))
    marks = (one for one in found if not isinstance(one, Piece) and one.tag == W + "bookmarkStart")
    names = tuple(str(mark.get(W + "name", "")) for mark in marks)
    return Paragraph(tuple(one for one in found if isinstance(one, Piece)), tuple(filter(PLACE.fullmatch, names)))


def joins_next(paragraph: Any) -> str | None:
    """Who has put in, as a tracked change, the end of this paragraph: the next one was its second half before."""
    mark = paragraph.find(f"{W}pPr/{W}rPr/{W}ins")
    return None if mark is None else str(mark.get(W + "author", ""))


def is_added(paragraph: Any) -> bool:
    """Whether somebody added it with its whole row, as a tracked change."""
    row = next(paragraph.iterancestors(W + "tr"), None)
    return row is not None and row.find(f"{W}trPr/{W}ins") is not None


def walk(element: Any, state: Piece = Piece("")) -> Iterator[Any]:
    """The pieces of a paragraph in their order, and between them the marks of bookmarks, as lxml elements.

    What was published and what came back are read by this alone: they are compared with each other.
    """
    for child in element:
        tag = child.tag
        if not isinstance(tag, str) or tag in _UNREAD:
            continue
        if tag in _MARKS:
            yield child
        elif tag in _TEXTS:
            yield Piece(child.text or "", state.adder, state.remover)
        elif tag in _SIGNS:
            yield Piece(_SIGNS[tag], state.adder, state.remover)
        else:
            yield from walk(child, _changed(child, state))


def _changed(element: Any, state: Piece) -> Piece:
    """What is said of everything in an element."""
    author = str(element.get(W + "author", ""))
    if element.tag in _ADDS:
        return replace(state, adder=author)
    return replace(state, remover=author) if element.tag in _REMOVES else state
