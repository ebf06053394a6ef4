"""Links within a document: from an item to the place in the record that it rests on, and bookmarks around passages.

In: texts with marks (`link`, `place`, `opens` and `closes`) in a filled body. Out: Word's own internal hyperlinks and
bookmarks; a link whose place is not in the document is plain text. Works in any form: the marks travel in the values of
the fields.
"""

import re
from collections.abc import Iterator
from typing import Any

from minutes_app.word.elements import run_of, text_run
from minutes_app.word.scan import W

_BEGIN, _MIDDLE, _END = "\ufdd0", "\ufdd1", "\ufdd2"
_OPENS, _CLOSES = "\ufdd3", "\ufdd4"
"""Characters that stand for nothing and that no text of a person keeps (`meeting.office_text.UNWRITABLE`)."""
MARK = re.compile(rf"{_BEGIN}([A-Za-z0-9_]{{1,40}}){_MIDDLE}([^{_BEGIN}-{_END}<>&]*){_END}")


def link(name: str, text: str) -> str:
    """`text` as a link to the place called `name`."""
    return f"{_BEGIN}{name}{_MIDDLE}{text}{_END}"


def place(name: str) -> str:
    """The place that links to `name` lead to; prints nothing."""
    return link(name, "")


def opens(name: str) -> str:
    """The beginning of the passage called `name`, which `closes` ends in the same text; both print nothing."""
    return link(name, _OPENS)


def closes(name: str) -> str:
    """The end of the passage called `name`."""
    return link(name, _CLOSES)


def without_links(text: str) -> str:
    """`text` with what links print, and no marks."""
    return MARK.sub(lambda found: found[2].strip(_OPENS + _CLOSES), text)


def connect(tree: Any) -> None:
    """Turn the marks in a body into bookmarks and hyperlinks; the first place of a name counts."""
    builder = _Builder(tree)
    for text in [one for one in tree.iter(W + "t") if one.text and _BEGIN in one.text]:
        builder.replace(text)
    builder.drop_dead_links()


def disconnect(tree: Any) -> None:
    """Plain text in the place of every mark: headers, footers and notes have no places of the record."""
    for text in tree.iter(W + "t"):
        if text.text and _BEGIN in text.text:
            text.text = without_links(text.text)


class _Builder:
    def __init__(self, tree: Any) -> None:
        numbers = [int(one.get(W + "id", "0")) for one in tree.iter(W + "bookmarkStart")]
        self._next = max(numbers, default=0) + 1
        self._places = {one.get(W + "name", "") for one in tree.iter(W + "bookmarkStart")}
        self._begun: dict[str, str] = {}
        self._links: list[Any] = []

    def replace(self, text: Any) -> None:
        """The run of one text as several: what stood around the marks, and what the marks become."""
        run = text.getparent()
        if run.tag != W + "r" or next(run.iterancestors(W + "hyperlink"), None) is not None:
            text.text = without_links(text.text)
            return
        look, at = run.find(W + "rPr"), run.index(text)
        before = [child for child in run[:at] if child is not look]
        after = list(run[at + 1 :])
        pieces = [run_of(before, look)] if before else []
        pieces += self._pieces(text.text, look)
        pieces += [run_of(after, look)] if after else []
        for piece in pieces:
            run.addprevious(piece)
        run.getparent().remove(run)

    def drop_dead_links(self) -> None:
        """Where the record is not printed there is nothing to go to."""
        for one in self._links:
            if one.get(W + "anchor") not in self._places:
                for child in list(one):
                    one.addprevious(child)
                one.getparent().remove(one)

    def _pieces(self, text: str, look: Any) -> Iterator[Any]:
        end = 0
        for found in MARK.finditer(text):
            if found.start() > end:
                yield text_run(text[end : found.start()], look)
            yield from self._mark(found[1], found[2], look)
            end = found.end()
        if end < len(text):
            yield text_run(text[end:], look)

    def _link(self, name: str, text: str, look: Any) -> Iterator[Any]:
        from lxml import etree

        made = etree.Element(W + "hyperlink")
        made.set(W + "anchor", name)
        made.set(W + "history", "1")
        made.append(text_run(text, look))
        self._links.append(made)
        yield made

    def _mark(self, name: str, text: str, look: Any) -> Iterator[Any]:
        if text == _CLOSES:
            return self._end(name)
        if text == _OPENS:
            return self._start(name)
        return self._link(name, text, look) if text else self._place(name)

    def _place(self, name: str) -> Iterator[Any]:
        yield from self._start(name)
        yield from self._end(name)

    def _start(self, name: str) -> Iterator[Any]:
        """Nothing for the second of a name; its end is then left out, too."""
        if name not in self._places:
            self._places.add(name)
            self._begun[name] = str(self._next)
            self._next += 1
            made = _bookmark("bookmarkStart", self._begun[name])
            made.set(W + "name", name)
            yield made

    def _end(self, name: str) -> Iterator[Any]:
        if name in self._begun:
            yield _bookmark("bookmarkEnd", self._begun.pop(name))


def _bookmark(kind: str, number: str) -> Any:
    from lxml import etree

    made = etree.Element(W + kind)
    made.set(W + "id", number)
    return made
