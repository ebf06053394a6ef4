"""The paragraphs of a package with their places, for sentences like 「本文 12段落目「…」」. Changes nothing."""

import re
from dataclasses import dataclass
from typing import Any

from minutes_app.wording.templates import place

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
DOCUMENT = "word/document.xml"
STORY = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml")
PROPERTIES = "docProps/core.xml"


@dataclass(frozen=True, slots=True)
class Spot:
    """A paragraph: its part, its number there (from 1), table and row numbers (0 outside tables), its text."""

    part: str
    number: int
    table: int
    row: int
    text: str

    @property
    def place(self) -> str:
        """Where it is, for a person."""
        return place(self.part, self.number, table=self.table, row=self.row, text=self.text)


def parse(content: bytes) -> Any:
    """The root element. No DTD, no entities, no network. Raises `lxml.etree.XMLSyntaxError`."""
    from lxml import etree

    return etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False))


def spots(part: str, root: Any) -> list[Spot]:
    """Every paragraph of a part in the order of the document; in docProps every property is a paragraph."""
    if part == PROPERTIES:
        return [Spot(part, i, 0, 0, element.text or "") for i, element in enumerate(root, start=1)]
    return _Walk(part).over(root)


class _Walk:
    """One pass over a part: paragraphs may stand in rows, rows in tables, and paragraphs in paragraphs (text boxes)."""

    def __init__(self, part: str) -> None:
        self.part = part
        self.found: list[Spot | None] = []
        self.tables = 0
        self.rows: list[list[int]] = []
        self.open: list[tuple[int, list[str]]] = []

    def over(self, root: Any) -> list[Spot]:
        from lxml import etree

        tags = [W + name for name in ("tbl", "tr", "p", "t")]
        for event, element in etree.iterwalk(root, events=("start", "end"), tag=tags):
            getattr(self, f"_{event}_{element.tag[len(W) :]}")(element)
        return [spot for spot in self.found if spot is not None]

    def _start_tbl(self, _element: Any) -> None:
        self.tables += 1
        self.rows.append([self.tables, 0])

    def _end_tbl(self, _element: Any) -> None:
        self.rows.pop()

    def _start_tr(self, _element: Any) -> None:
        if self.rows:
            self.rows[-1][1] += 1

    def _end_tr(self, _element: Any) -> None:
        pass

    def _start_p(self, _element: Any) -> None:
        self.open.append((len(self.found), []))
        self.found.append(None)

    def _end_p(self, _element: Any) -> None:
        index, texts = self.open.pop()
        table, row = self.rows[-1] if self.rows else (0, 0)
        self.found[index] = Spot(self.part, index + 1, table, row, "".join(texts))

    def _start_t(self, element: Any) -> None:
        if self.open:
            self.open[-1][1].append(element.text or "")

    def _end_t(self, _element: Any) -> None:
        pass


def story_parts(parts: dict[str, bytes]) -> list[str]:
    """The parts that are filled, the body first."""
    names = sorted(name for name in parts if STORY.fullmatch(name) or name == PROPERTIES)
    return sorted(names, key=lambda name: name != DOCUMENT)
