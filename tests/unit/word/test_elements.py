"""Markup that is put into a document of somebody else stands where Word's schema wants it."""

from typing import Any

import pytest

from minutes_app.word.adopting.pieces import Line
from minutes_app.word.finish import shade_blanks
from minutes_app.word.scan import W, parse
from minutes_app.wording.fields import BLANK

NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml"'
)
LOOKS = {
    "nothing": "",
    "what comes before": "<w:rFonts/><w:b/><w:sz/>",
    "what comes behind": "<w:vertAlign/><w:lang/>",
    "a formula": "<w:oMath/>",
    "an effect of Word 2010": "<w:b/><w14:glow/><w14:shadow/>",
    "a tracked change of the look": "<w:b/><w:rPrChange/>",
    "the same once before": "<w:b/><w:u/><w:shd/><w:lang/>",
}
ORDER = ("rFonts", "b", "sz", "u", "shd", "vertAlign", "lang", "oMath", "glow", "shadow", "rPrChange")


def paragraph(look: str, text: str) -> Any:
    return parse(f"<w:p {NAMES}><w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r></w:p>".encode())


def looks_in(tree: Any, name: str) -> list[list[str]]:
    looks = [[child.tag.rpartition("}")[2] for child in one] for one in tree.iter(W + "rPr")]
    return [look for look in looks if name in look]


@pytest.mark.parametrize("look", LOOKS)
def test_the_shade_of_a_blank_stands_where_the_schema_wants_it(look: str) -> None:
    tree = paragraph(LOOKS[look], f"前{BLANK}後")
    shade_blanks(tree)
    found = looks_in(tree, "shd")
    assert found
    assert found == [sorted(set(one), key=ORDER.index) for one in found]


@pytest.mark.parametrize("look", LOOKS)
def test_the_line_under_a_mark_stands_where_the_schema_wants_it(look: str) -> None:
    tree = paragraph(LOOKS[look], "期日＿＿＿＿まで")
    Line(tree).replace(2, 6, "{{ 期日 }}")
    found = looks_in(tree, "u")
    assert found
    assert found == [sorted(set(one), key=ORDER.index) for one in found]
