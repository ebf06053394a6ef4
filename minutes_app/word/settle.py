"""Tracked changes of a form (変更履歴) settled as Word's 「すべて承諾」 does: what was deleted is gone before any mark
is read, what was inserted stays. Takes and changes lxml trees; ECMA-376 Part 1, 17.13.5.
"""

from typing import Any

from minutes_app.word.scan import W

_REMOVED = (W + "del", W + "moveFrom")
_STAYING = (W + "ins", W + "moveTo")
_PROPERTIES = frozenset(W + name for name in ("rPr", "trPr", "numPr"))
_RECORDS = tuple(
    W + name
    for name in (
        *("rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "trPrChange", "tcPrChange"),
        *("tblGridChange", "numberingChange", "moveFromRangeStart", "moveFromRangeEnd", "moveToRangeStart"),
        "moveToRangeEnd",
    )
)


def settle(root: Any) -> Any:
    """`root` without tracked changes."""
    deleted = (element for element in root.iter(*_REMOVED) if element.getparent().tag not in _PROPERTIES)
    for element in [*root.iter(*_RECORDS), *deleted]:
        _drop(element)
    for row in list(root.iter(W + "tr")):
        if _is_removed(row.find(W + "trPr")):
            _drop_row(row)
    for paragraph in list(root.iter(W + "p")):
        if _is_removed(paragraph.find(f"{W}pPr/{W}rPr")) and _is_spare(paragraph):
            _drop(paragraph)
    for element in list(root.iter(*_REMOVED, *_STAYING)):
        _unwrap(element)
    return root


def _is_removed(properties: Any) -> bool:
    """Whether the mark of a paragraph or a row was deleted."""
    return properties is not None and any(properties.find(tag) is not None for tag in _REMOVED)


def _is_spare(paragraph: Any) -> bool:
    """Nothing is left in it, and its cell or text box has another paragraph to end with."""
    following = paragraph.getnext()
    return not any(child.tag != W + "pPr" for child in paragraph) and following is not None and following.tag == W + "p"


def _drop_row(row: Any) -> None:
    table = row.getparent()
    _drop(row)
    if table.tag == W + "tbl" and table.find(W + "tr") is None:
        _drop(table)


def _drop(element: Any) -> None:
    if element.getparent() is not None:
        element.getparent().remove(element)


def _unwrap(element: Any) -> None:
    """Put what an insertion holds in its place; of one that is only a property nothing stays."""
    for child in list(element):
        element.addprevious(child)
    _drop(element)
