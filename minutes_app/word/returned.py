"""A published document that came back: what is in its 確認欄, its comments, and its paragraphs as somebody left them.

In: the path of a file that anybody may have sent; it is inspected as a form is, before anything is read. Out: values.
Knows no meeting and believes nothing: who has written what is for `replies` to say. Runs in a child process.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from minutes_app.errors import TemplateUnreadable
from minutes_app.progress import Progress, Report, Stage
from minutes_app.word.inspect import inspect
from minutes_app.word.passages import paragraphs_in
from minutes_app.word.properties import properties_in
from minutes_app.word.reply_form import ANSWERS, CELL, Answer, read_tag
from minutes_app.word.scan import DOCUMENT, W14, W, parse
from minutes_app.word.tracked import PLACE, Paragraph, Piece, is_added, joins_next, paragraph_of

MOST_PARAGRAPHS = 60_000
MOST_COMMENTS = 5_000
LONGEST = 20_000
"""Characters of one answer or comment."""

_CUSTOM = "docProps/custom.xml"
_COMMENTS = "word/comments.xml"
_TICKS = frozenset("☑☒✓✔レ✅■●○◯〇済")
"""What people write into a box where the box itself is gone."""


@dataclass(frozen=True, slots=True)
class Said:
    """An answer in the 確認欄. `text`: "" where only the prompt stands; `ticked`: for `confirmed`."""

    answer: Answer
    person: str
    text: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment of Word. `place`: the last bookmark before it in its paragraph, `quoted`: the text it is about."""

    author: str
    text: str
    at: str = ""
    place: str = ""
    quoted: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """`properties`: the document's own (docProps/custom.xml); `paragraphs`: those of the body outside of 確認欄."""

    properties: dict[str, str]
    paragraphs: tuple[Paragraph, ...]
    said: tuple[Said, ...]
    comments: tuple[Comment, ...]


def read_returned(path: Path, prompts: tuple[str, ...], *, report: Report) -> Iterator[Returned]:
    """Yield what the file holds. `prompts`: what an empty field of the 確認欄 shows; it is no answer.

    Raises `TemplateUnreadable`, `TemplateDangerous`, `DiskError`.
    """
    from lxml import etree

    report(Progress(Stage.WAIT))
    _content, parts = inspect(path)
    report(Progress(Stage.WAIT))
    try:
        body = parse(parts[DOCUMENT])
        comments = parse(parts[_COMMENTS]) if _COMMENTS in parts else None
        properties = properties_in(parts[_CUSTOM]) if _CUSTOM in parts else {}
    except etree.XMLSyntaxError as error:
        raise TemplateUnreadable(path, "damaged") from error
    if sum(1 for _one in body.iter(W + "p")) > MOST_PARAGRAPHS:
        raise TemplateUnreadable(path, "too_big")
    report(Progress(Stage.WAIT))
    said = {(one.answer, one.person): one for one in (*_marked_cells(body), *_controls(body))}
    yield Returned(
        properties,
        tuple(_paragraphs(body)),
        tuple(replace(one, text=_without_prompts(one.text, prompts)[:LONGEST]) for one in said.values()),
        () if comments is None else tuple(_comments(comments, body)),
    )


def _without_prompts(text: str, prompts: tuple[str, ...]) -> str:
    for prompt in prompts:
        text = text.replace(prompt, "")
    return text.strip()


def _paragraphs(body: Any) -> Iterator[Paragraph]:
    """Every paragraph in its order; what a tracked change has cut in two is one again, with the cut as a change."""
    waiting: Paragraph | None = None
    for element in _text_paragraphs(body):
        found = paragraph_of(element)
        if is_added(element):
            found = replace(found, pieces=tuple(replace(one, adder=one.adder or "") for one in found.pieces))
        if waiting is not None:
            found = _joined(waiting, found)
        author = joins_next(element)
        waiting = None
        if author is not None and found.before:
            waiting = replace(found, pieces=(*found.pieces, Piece("\n", adder=author)))
            continue
        yield found
    if waiting is not None:
        yield waiting


def _text_paragraphs(body: Any) -> Iterator[Any]:
    """As of what is published, also where the bookmarks of our own parts are lost."""
    asked = set(_reply_tables(body))
    for element in paragraphs_in(body):
        if asked.isdisjoint(element.iterancestors(W + "tbl")):
            yield element


def _joined(first: Paragraph, second: Paragraph) -> Paragraph:
    return Paragraph((*first.pieces, *second.pieces), (*first.places, *second.places))


def _reply_tables(body: Any) -> Iterator[Any]:
    """Tables with a cell for answers."""
    for element in body.iter(W + "tag", W + "bookmarkStart"):
        is_ours = read_tag(element.get(W + "val", "")) if element.tag == W + "tag" else _cell_of(element)
        if is_ours:
            yield from element.iterancestors(W + "tbl")


def _cell_of(mark: Any) -> tuple[Answer, str] | None:
    """Which answer of whom stands behind a bookmark of the 確認欄."""
    found = CELL.match(mark.get(W + "name", ""))
    return (next(one for one in ANSWERS if one == found[1]), found[2]) if found else None


def _controls(body: Any) -> Iterator[Said]:
    for control in body.iter(W + "sdt"):
        properties = control.find(W + "sdtPr")
        named = None if properties is None else properties.find(W + "tag")
        owner = None if named is None else read_tag(named.get(W + "val", ""))
        if properties is None or owner is None:
            continue
        text = _text(control)
        yield Said(*owner, text, _is_ticked(properties, text))


def _is_ticked(properties: Any, text: str) -> bool:
    """By the box; where a program has taken the box away, by what stands in its place."""
    box = properties.find(f"{W14}checkbox")
    if box is None:
        return bool(_TICKS & set(text))
    checked = box.find(f"{W14}checked")
    return checked is not None and checked.get(f"{W14}val", "1") in ("1", "true", "on")


def _marked_cells(body: Any) -> Iterator[Said]:
    """The same by the bookmarks around the controls, for programs that keep the text and lose the control."""
    open_now: dict[str, tuple[tuple[Answer, str], list[str]]] = {}
    for element in body.iter(W + "bookmarkStart", W + "bookmarkEnd", W + "p", W + "t", W + "br"):
        number = element.get(W + "id", "")
        if element.tag == W + "bookmarkStart":
            owner = _cell_of(element)
            if owner is not None:
                open_now[number] = (owner, [])
        elif element.tag == W + "bookmarkEnd":
            if number in open_now:
                owner, texts = open_now.pop(number)
                text = "".join(texts).strip()
                yield Said(*owner, text, bool(_TICKS & set(text)))
        else:
            for _owner, texts in open_now.values():
                texts.append(element.text or "" if element.tag == W + "t" else "\n")


def _text(element: Any) -> str:
    """The paragraphs in it as lines, tracked changes taken."""
    paragraphs = list(element.iter(W + "p")) or [element]
    return "\n".join(paragraph_of(one).after for one in paragraphs).strip()


def _comments(root: Any, body: Any) -> Iterator[Comment]:
    anchors = _anchors(body)
    for one in list(root.iter(W + "comment"))[:MOST_COMMENTS]:
        place, quoted = anchors.get(one.get(W + "id", ""), ("", ""))
        author, at = one.get(W + "author", ""), one.get(W + "date", "")
        yield Comment(author[:200], _text(one)[:LONGEST], at[:40], place, quoted[:LONGEST])


def _anchors(body: Any) -> dict[str, tuple[str, str]]:
    """Comment → the bookmark it stands behind, and the text between its two ends."""
    names = ("p", "t", "bookmarkStart", "commentRangeStart", "commentRangeEnd", "commentReference")
    places: dict[str, str] = {}
    quoted: dict[str, list[str]] = {}
    open_now: set[str] = set()
    place = ""
    for element in body.iter(*(W + name for name in names)):
        local, number = element.tag[len(W) :], element.get(W + "id", "")
        if local == "p":
            place = ""
        elif local == "bookmarkStart":
            place = name if PLACE.fullmatch(name := element.get(W + "name", "")) else place
        elif local == "commentRangeStart":
            places[number], quoted[number] = place, []
            open_now.add(number)
        elif local == "commentRangeEnd":
            open_now.discard(number)
        elif local == "commentReference":
            places[number] = places.get(number) or place
        else:
            for one in open_now:
                quoted[one].append(element.text or "")
    return {number: (place, "".join(quoted.get(number, []))) for number, place in places.items()}
