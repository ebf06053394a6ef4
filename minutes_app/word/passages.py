"""Passages: stretches of a document's text that know what they were made of.

In: texts with the bookmarks that are to stand around their parts (`Marked`); they keep them through any template that
prints them whole. Out of a document: its paragraphs and passages as texts, for whoever compares an answer with what was
published. Changes nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, SupportsIndex

from minutes_app.word.links import closes, opens
from minutes_app.word.reply_form import BREAK, NOTE, SHEET, Passage, Source
from minutes_app.word.scan import W
from minutes_app.word.tracked import Piece, walk


class Marked(str):
    """A text of parts, each with the name of its bookmark or "". Equal to the plain text, and as good as it."""

    parts: tuple[tuple[str, str], ...]

    def __new__(cls, parts: Iterable[tuple[str, str]]) -> "Marked":
        """Of (bookmark, text)."""
        parts = tuple(parts)
        made = super().__new__(cls, "".join(text for _name, text in parts))
        made.parts = parts
        return made

    def __reduce__(self) -> tuple[object, ...]:
        """Travels between processes with its parts."""
        return Marked, (self.parts,)

    def replace(self, old: str, new: str, count: SupportsIndex = -1) -> str:
        """As `str`; where there is nothing to replace the parts stay known."""
        return super().replace(old, new, count) if old in self else self

    @property
    def marked(self) -> str:
        """The text with the marks that `links.connect` turns into bookmarks."""
        return "".join(f"{opens(name)}{text}{closes(name)}" if name and text else text for name, text in self.parts)


def paragraphs_in(body: Any) -> list[Any]:
    """The paragraphs of the main text in order, without our note and 確認欄."""
    found: list[Any] = []
    for paragraph in body.iter(W + "p"):
        names = {mark.get(W + "name") for mark in paragraph.iter(W + "bookmarkStart")}
        if SHEET in names:
            break
        if names.isdisjoint((NOTE, BREAK)):
            found.append(paragraph)
    return found


def text_in(paragraph: Any) -> str:
    """Its text: breaks as newlines, tabs as tabs, without what was deleted, without text boxes in it."""
    return "".join(text for _mark, text in _pieces(paragraph))


def passages_in(paragraphs: list[Any], sources: Mapping[str, tuple[Source, str]]) -> Iterator[Passage]:
    """The passages whose bookmarks are among `sources`: name → (what it was made of, its id)."""
    for number, paragraph in enumerate(paragraphs):
        open_ones: dict[str, tuple[str, list[str]]] = {}
        for mark, text in _pieces(paragraph):
            for _name, taken in open_ones.values():
                taken.append(text)
            if mark is None:
                continue
            number_of = mark.get(W + "id")
            if mark.tag == W + "bookmarkStart" and mark.get(W + "name") in sources:
                open_ones[number_of] = (mark.get(W + "name"), [])
            elif mark.tag == W + "bookmarkEnd" and number_of in open_ones:
                name, taken = open_ones.pop(number_of)
                yield Passage(name, *sources[name], "".join(taken), number)


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    """(None, text) and (bookmark's mark, "") in the order of the paragraph."""
    for one in walk(paragraph):
        if not isinstance(one, Piece):
            yield one, ""
        elif one.remover is None:
            yield None, one.text
