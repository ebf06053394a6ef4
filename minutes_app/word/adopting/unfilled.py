"""The labels of a form that we know and for which no blank was found, so that a person is told of them.

In: the roots of the parts, the labels and the fields of the blanks that were found. Out: labels as they are printed.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from minutes_app.word.adopting.find import MC
from minutes_app.word.adopting.labels import field_of, is_label, is_stamp, labels_in, plain
from minutes_app.word.adopting.lines import COLON
from minutes_app.word.adopting.pieces import Line
from minutes_app.word.scan import W
from minutes_app.wording.form_words import TITLES


def unfilled(trees: Iterable[Any], labels: set[str], fields: set[str]) -> Iterator[str]:
    """Each label once. `labels`, `fields`: what the blanks that were found are called, and what they ask for."""
    told = labels | set(TITLES)
    for tree in trees:
        for paragraph in tree.iter(W + "p"):
            if next(paragraph.iterancestors(MC + "Fallback"), None) is not None:
                continue
            for label, name in _labels_of(Line(paragraph).text):
                if label not in told and name not in fields and not is_stamp(label):
                    told.add(label)
                    yield label


def _labels_of(text: str) -> Iterator[tuple[str, str]]:
    """(label, field): a line that is nothing else, or with a colon behind."""
    if is_label(text) and (name := field_of(text)):
        yield plain(text), name
        return
    for start, end, name in labels_in(text):
        if COLON.match(text, end):
            yield plain(text[start:end]), name
