"""Finds the places of running text: a blank behind a label, blank lines under a heading, a day to be filled in."""

import re
from collections.abc import Iterator
from typing import Any

from minutes_app.word.adopting.labels import (
    BOXES,
    asked_by,
    field_of,
    is_blank,
    is_full_date,
    is_label,
    is_number_only,
    labels_in,
    plain,
)
from minutes_app.word.adopting.pieces import OBJECT, Line, control_of, name_of_control
from minutes_app.word.adopting.places import Boxes, InLine, Place, Room
from minutes_app.word.scan import W
from minutes_app.wording.form_words import PEOPLE, TITLES

COLON = re.compile(r"[)）】」〕]?[^\S\n]*[:：][^\S\n]?")
_HOLLOW = re.compile(r"^[\s]*[（(「【\[〔]([\s_＿]+[人名]?)[)）」】\]〕]")
_TITLE = re.compile(rf"([（(][\s　]+[)）]|[_＿]{{3,}})[\s　]*(?={'|'.join(TITLES)})")


def places_in_lines(paragraphs: list[Any], *, title: bool = True) -> Iterator[Place]:
    """The places of paragraphs that follow each other. `title`: they are the page's own, where a title may stand."""
    at = 0
    while at < len(paragraphs):
        line = Line(paragraphs[at])
        inside = list(_in_one(line, title=title))
        yield from inside
        at += 1
        if inside or is_blank(line.text) or is_number_only(line.text):
            continue
        under = _blank_after(paragraphs, at)
        name = field_of(line.text)
        if name and under and is_label(line.text):
            yield Room(plain(line.text), name, under[0], paragraphs=under)
            at += len(under)


def _in_one(line: Line, *, title: bool) -> Iterator[Place]:
    if OBJECT in line.text and not line.text.strip(OBJECT + " 　"):
        return
    if BOXES.search(line.text):
        yield Boxes(plain(line.text[: BOXES.search(line.text).start()]) or "公開の別", "公開の別", line.paragraph)  # type: ignore[union-attr] # found
        return
    if title and (blank := _TITLE.search(line.text)) is not None:
        first = blank[1][0] in "（("
        yield InLine("標題", "会議名", line.paragraph, start=blank.start(1) + first, end=blank.end(1) - first)
        return
    if is_full_date(line.text):
        begin = len(line.text) - len(line.text.lstrip())
        field = "作成日" if _is_at_the_right(line.paragraph) else ""
        yield InLine("日付", field, line.paragraph, start=begin, end=len(line.text.rstrip()))
        return
    found = list(_behind_labels(line))
    yield from found
    if not found:
        yield from _in_controls(line)


def _is_at_the_right(paragraph: Any) -> bool:
    """Where a document has its own date; elsewhere it may be the day of a signature."""
    side = paragraph.find(f"{W}pPr/{W}jc")
    return side is not None and side.get(W + "val") in ("right", "end")


def _behind_labels(line: Line) -> Iterator[Place]:
    """Each label of the line with the blank up to the next one."""
    labels = list(labels_in(line.text))
    for number, (start, end, name) in enumerate(labels):
        until = labels[number + 1][0] if number + 1 < len(labels) else len(line.text)
        colon = COLON.match(line.text, end, until)
        begin = colon.end() if colon else end
        zone, thing, _rest = line.text[begin:until].partition(OBJECT)
        last = until == len(line.text) and not thing
        if "\n" in zone and not (last and is_blank(zone)):
            (zone, thing, _rest), last = zone.partition("\n"), True
        label = line.text[start:end]
        if not zone:
            if colon and thing != OBJECT:
                yield InLine(plain(label), name, line.paragraph, start=begin, end=begin)
        elif span := _span_of(zone, last=last, colon=colon is not None):
            name = asked_by(label, zone[: span[1]]) if name in PEOPLE else name
            yield InLine(plain(label), name, line.paragraph, start=begin + span[0], end=begin + span[1])


def _span_of(zone: str, *, last: bool, colon: bool) -> tuple[int, int] | None:
    """Which part of what follows a label is the blank, or None where it is no blank."""
    if hollow := _HOLLOW.match(zone):
        return hollow.span(1)
    if not is_blank(zone):
        return None
    if "_" in zone or "＿" in zone:
        lines = [place for place, sign in enumerate(zone) if sign in "_＿"]
        if not zone.strip(" 　\t_＿"):
            return lines[0], lines[-1] + 1
    core = zone.strip(" 　\t")
    if core:
        begin = zone.index(core)
        return begin, begin + len(core)
    if not last and len(zone) < 3:
        return None
    tabs = "\t" in zone
    begin = 0 if tabs else min(len(zone), 0 if colon else 1)
    return begin, len(zone) if last else max(begin, len(zone) - 2)


def _in_controls(line: Line) -> Iterator[Place]:
    """Content controls with a title of their own and no label before them."""
    at = 0
    seen: list[Any] = []
    for element, text in line.pieces:
        control = control_of(element)
        name = name_of_control(control) if control is not None else ""
        if name and control not in seen:
            seen.append(control)
            inside = sum(len(said) for one, said in line.pieces if control in one.iterancestors(W + "sdt"))
            yield InLine(name, field_of(name), line.paragraph, start=at, end=at + inside)
        at += len(text)


def _blank_after(paragraphs: list[Any], at: int) -> list[Any]:
    """The blank paragraphs that follow, in the same place, without the one that ends a section."""
    run: list[Any] = []
    for one in paragraphs[at:]:
        if run and one.getprevious() is not run[-1]:
            break
        text = Line(one).text
        if one.find(f"{W}pPr/{W}sectPr") is not None or not (is_blank(text) or is_number_only(text)):
            break
        run.append(one)
    return run
