"""Pieces of Word's own markup, made and put where its schema wants them.

In: lxml elements of a document. Out: runs and their texts; or the element that was given, changed.
"""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from minutes_app.word.scan import W

XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_OF_A_RUN = """
rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
eastAsianLayout specVanish oMath
"""
"""The children of w:rPr in their order (ECMA-376 Part 1, 17.3.2); what others add and w:rPrChange stand behind them."""
_FULL, _LEAST = 9070, 4000
"""Twentieths of a point: the text of a page of A4 with Word's margins; and what something can still be read in."""


def run_of(children: Iterable[Any], look: Any = None) -> Any:
    """A run of these children, with a copy of the look (w:rPr, or None) of another one."""
    from lxml import etree

    run = etree.Element(W + "r")
    if look is not None:
        run.append(deepcopy(look))
    run.extend(children)
    return run


def text_run(content: str, look: Any = None) -> Any:
    """A run that says `content` in the look of another one."""
    return run_of([text_of(content)], look)


def text_of(content: str) -> Any:
    """A w:t."""
    from lxml import etree

    made = etree.Element(W + "t")
    say(made, content)
    return made


def say(text: Any, content: str) -> None:
    """Give a w:t its text, with the spaces at its ends."""
    text.text = content
    text.set(XML_SPACE, "preserve")


def set_look(run: Any, name: str, **values: str) -> None:
    """Give a run one property in place of what it has of this name: `set_look(run, "u", val="single")`."""
    from lxml import etree

    look = run.find(W + "rPr")
    if look is None:
        look = etree.Element(W + "rPr")
        run.insert(0, look)
    put_in_order(look, name, values, _OF_A_RUN)


def put_in_order(parent: Any, name: str, values: dict[str, str], order: str) -> None:
    """A child in place of those of its name, behind all that come before it in `order` (names between spaces)."""
    from lxml import etree

    for old in parent.findall(W + name):
        parent.remove(old)
    made = etree.Element(W + name)
    for key, value in values.items():
        made.set(W + key, value)
    names = order.split()
    before = {W + each for each in names[: names.index(name)]}
    parent.insert(max((parent.index(child) + 1 for child in parent if child.tag in before), default=0), made)


def append_to(body: Any, elements: Iterable[Any]) -> None:
    """Put elements behind everything in the body, before the properties of its last section."""
    last = body.find(W + "sectPr")
    for one in elements:
        if last is None:
            body.append(one)
        else:
            last.addprevious(one)


def text_width(body: Any) -> int:
    """Of the text on the body's last page, in twentieths of a point."""
    size, margins = body.find(f"{W}sectPr/{W}pgSz"), body.find(f"{W}sectPr/{W}pgMar")
    if size is None or margins is None:
        return _FULL
    whole = int(float(size.get(W + "w", "11906")))
    return max(whole - sum(int(float(margins.get(W + side, "1418"))) for side in ("left", "right")), _LEAST)
