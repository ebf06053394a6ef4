"""Last touches on a filled body: visible blanks get a shade, a trial its label, and what a loop has repeated no name
twice. Takes and changes lxml trees."""

from typing import Any

from minutes_app.word.elements import run_of, set_look, text_run
from minutes_app.word.scan import W14, W
from minutes_app.wording.fields import BLANK, TRIAL

SHADE = "FFF2CC"


def shade_blanks(tree: Any) -> int:
    """Shade every visible blank, each in a run of its own, and drop runs that were left empty; returns the blanks."""
    blanks = 0
    for text in list(tree.iter(W + "t")):
        run = text.getparent()
        if run.tag != W + "r":
            continue
        if not text.text and all(child is text or child.tag == W + "rPr" for child in run):
            run.getparent().remove(run)
        elif text.text and BLANK in text.text:
            blanks += text.text.count(BLANK)
            _split(text)
    return blanks


def drop_repeated_names(tree: Any) -> None:
    """Bookmarks, paragraph ids and content control ids that Word has put into a form stand once, not once an entry."""
    _drop_repeated_bookmarks(tree)
    seen: set[str] = set()
    for element in tree.iter(W + "p", W + "tr"):
        name = element.get(W14 + "paraId")
        if name in seen:
            del element.attrib[W14 + "paraId"]
            element.attrib.pop(W14 + "textId", None)
        elif name:
            seen.add(name)
    seen.clear()
    for control in list(tree.iterfind(f".//{W}sdtPr/{W}id")):
        if control.get(W + "val") in seen:
            control.getparent().remove(control)
        seen.add(control.get(W + "val"))


def _drop_repeated_bookmarks(tree: Any) -> None:
    names: set[str] = set()
    ends_wanted: set[str] = set()
    for mark in list(tree.iter(W + "bookmarkStart", W + "bookmarkEnd")):
        number = mark.get(W + "id")
        if mark.tag == W + "bookmarkStart" and mark.get(W + "name") not in names:
            names.add(mark.get(W + "name"))
            ends_wanted.add(number)
        elif mark.tag == W + "bookmarkEnd" and number in ends_wanted:
            ends_wanted.remove(number)
        else:
            mark.getparent().remove(mark)


def label_as_trial(body: Any) -> None:
    """Put the trial sentence at the top of a body that does not carry it already (a person's own template)."""
    if any(TRIAL in (text.text or "") for text in body.iter(W + "t")):
        return
    body.insert(0, _trial_paragraph(body))


def _split(text: Any) -> None:
    """Take a run apart at the blanks in one of its texts; every piece keeps the run's look."""
    run = text.getparent()
    look = run.find(W + "rPr")
    position = run.index(text)
    before, after = run[:position], run[position + 1 :]
    pieces = [run_of(before)] if [child for child in before if child is not look] else []
    for index, part in enumerate(text.text.split(BLANK)):
        if index:
            pieces.append(_shaded(text_run(BLANK, look)))
        if part:
            pieces.append(text_run(part, look))
    if len(after):
        pieces.append(run_of(after, look))
    for piece in pieces:
        run.addprevious(piece)
    run.getparent().remove(run)


def _shaded(run: Any) -> Any:
    set_look(run, "shd", val="clear", color="auto", fill=SHADE)
    return run


def _trial_paragraph(body: Any) -> Any:
    from lxml import etree

    paragraph = etree.SubElement(body, W + "p")
    run = _shaded(text_run(TRIAL))
    set_look(run, "b")
    set_look(run, "color", val="C00000")
    paragraph.append(run)
    return paragraph
