"""The text of one paragraph of a form and where it lies, run by run; and how a mark is put in the place of a blank.

In: a w:p. Out: its text as a person reads it (placeholders of content controls as blanks). Changes only what is
replaced; a mark takes the look of the blank in whose place it stands.
"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from minutes_app.word.elements import run_of, say, set_look, text_of, text_run
from minutes_app.word.scan import W
from minutes_app.wording.form_words import REQUESTS

LONGEST_REQUEST = 60
PLACEHOLDER = "＿"
OBJECT = "\ufffc"
_SEEN_AS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "sym": "□", W + "noBreakHyphen": "-"}
_OBJECTS = frozenset(
    W + name for name in ("drawing", "pict", "object", "footnoteReference", "endnoteReference", "instrText")
)
_OBJECTS_OUTSIDE = "AlternateContent"
_ALLOWED_INSTRUCTIONS = ("FORMTEXT",)
_NOT_OF_A_RUN = ("ins", "del", "moveFrom", "moveTo", "rPrChange")


class Line:
    """A paragraph. `text` is fixed when it is made: make another after a change."""

    def __init__(self, paragraph: Any) -> None:
        self.paragraph = paragraph
        self.pieces = list(_pieces(paragraph))
        self.text = "".join(text for _element, text in self.pieces)

    def replace(self, start: int, end: int, mark: str) -> None:
        """Put a mark in the place of text[start:end]; an underscored blank becomes an underlined mark."""
        inside = list(self._within(start, end))
        if not inside:
            self._insert(start, mark)
            return
        lined = any(sign in self.text[start:end] for sign in "_＿") and not any(
            control_of(element) is not None for element, _from, _to in inside
        )
        home = next((piece for piece in inside if piece[0].tag == W + "t"), None)
        if home is None:
            self._beside(inside[0][0], mark)
        else:
            self._cut(home, mark, lined=lined)
        for element, first, last in inside:
            if home is None or element is home[0]:
                continue
            if element.tag == W + "t":
                say(element, (element.text or "")[:first] + (element.text or "")[last:])
            elif "\t" in self.text[start:end] and _is_underlined(element.getparent()):
                continue
            else:
                element.getparent().remove(element)

    def _within(self, start: int, end: int) -> Iterator[tuple[Any, int, int]]:
        """(element, from, to) of what of each piece lies in text[start:end]."""
        at = 0
        for element, text in self.pieces:
            first, last = max(start - at, 0), min(end - at, len(text))
            if first < last:
                yield element, first, last
            at += len(text)

    def _cut(self, home: tuple[Any, int, int], mark: str, *, lined: bool) -> None:
        """The text of a run as up to three runs of the same look, the mark between what stays."""
        text, first, last = home
        run, said = text.getparent(), text.text or ""
        before, after = said[:first], said[last:]
        clear_placeholder(text)
        if not before and not after and not lined:
            say(text, mark)
            return
        look = run.find(W + "rPr")
        at = run.index(text)
        following = list(run[at + 1 :])
        made = text_run(mark, look)
        if lined:
            set_look(made, "u", val="single")
        run.addnext(made)
        say(text, before)
        if after:
            following.insert(0, text_of(after))
        if following:
            made.addnext(run_of(following, look))
        if not before:
            run.remove(text)
            if all(child.tag == W + "rPr" for child in run):
                run.getparent().remove(run)

    def _beside(self, element: Any, mark: str) -> None:
        """Before an underlined tab (it draws the line), else behind the tab that leads to the blank."""
        run = element.getparent()
        made = text_run(mark, run.find(W + "rPr"))
        if _is_underlined(run):
            run.addprevious(made)
        else:
            run.addnext(made)

    def _insert(self, start: int, mark: str) -> None:
        """Put a mark between two characters, in the look of the one before; behind the last one as a run of its own."""
        at = 0
        for element, text in self.pieces:
            if at < start <= at + len(text) and start < len(self.text) and element.tag == W + "t":
                self._cut((element, start - at, start - at), mark, lined=False)
                return
            at += len(text)
        self._append(mark)

    def _append(self, mark: str) -> None:
        runs = [element.getparent() for element, _text in self.pieces if element.getparent().tag == W + "r"]
        if runs:
            runs[-1].addnext(text_run(mark, runs[-1].find(W + "rPr")))
        else:
            self.paragraph.append(text_run(mark, _look_of_mark(self.paragraph)))


def sign(text: str) -> Any:
    """A paragraph that holds a mark of its own: small and blue, for who opens the form in Word."""
    from lxml import etree

    made, run = etree.Element(W + "p"), text_run(text)
    set_look(run, "color", val="1F4E79")
    set_look(run, "sz", val="14")
    made.append(run)
    return made


def control_of(element: Any) -> Any:
    """The content control whose placeholder the element is part of, or None."""
    for control in element.iterancestors(W + "sdt"):
        properties = control.find(W + "sdtPr")
        if properties is not None and (properties.find(W + "showingPlcHdr") is not None or _asks(control)):
            return control
    return None


def _asks(control: Any) -> bool:
    """What Word and other programs leave of a placeholder: the words alone."""
    text = "".join(one.text or "" for one in control.iter(W + "t"))
    return len(text) < LONGEST_REQUEST and text.strip().startswith(REQUESTS)


def name_of_control(control: Any) -> str:
    """The title or tag that somebody gave a content control."""
    for name in ("alias", "tag"):
        said = control.find(f"{W}sdtPr/{W}{name}")
        if said is not None and said.get(W + "val"):
            return str(said.get(W + "val"))
    return ""


def clear_placeholder(element: Any) -> None:
    """What stands in a content control from now on is its content: no placeholder, and nothing that Word would fetch
    from the file's own data in its place."""
    control = control_of(element)
    if control is None:
        return
    properties = control.find(W + "sdtPr")
    for child in list(properties):
        if child.tag.rpartition("}")[2] in ("showingPlcHdr", "dataBinding", "placeholder"):
            properties.remove(child)
    for dated in properties.iter(W + "date"):
        dated.attrib.pop(W + "fullDate", None)
    for run in control.iter(W + "r"):
        for style in run.findall(f"{W}rPr/{W}rStyle"):
            style.getparent().remove(style)


def _pieces(paragraph: Any) -> Iterator[tuple[Any, str]]:
    for element in paragraph.iter():
        if not isinstance(element.tag, str) or _paragraph_of(element) is not paragraph:
            continue
        if element.tag == W + "t":
            said = element.text or ""
            yield element, PLACEHOLDER * len(said) if control_of(element) is not None else said
        elif element.tag in _SEEN_AS and element.getparent().tag == W + "r":
            yield element, _SEEN_AS[element.tag]
        elif _is_object(element):
            yield element, OBJECT


def _is_object(element: Any) -> bool:
    if element.tag == W + "instrText":
        return (element.text or "").strip().upper() not in (*_ALLOWED_INSTRUCTIONS, "")
    local = element.tag.rpartition("}")[2]
    return element.tag in _OBJECTS or local == _OBJECTS_OUTSIDE


def _paragraph_of(element: Any) -> Any:
    return next(element.iterancestors(W + "p"), None)


def _is_underlined(run: Any) -> bool:
    return run.find(f"{W}rPr/{W}u") is not None


def _look_of_mark(paragraph: Any) -> Any:
    """The look that typed text would take in an empty paragraph."""
    look = paragraph.find(f"{W}pPr/{W}rPr")
    if look is None:
        return None
    copied = deepcopy(look)
    for name in _NOT_OF_A_RUN:
        for child in copied.findall(W + name):
            copied.remove(child)
    return copied
