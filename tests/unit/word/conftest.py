"""What the tests of the word room share: filling in this process, and reading back what was written."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from minutes_app.progress import no_report
from minutes_app.word.fill import fill
from minutes_app.word.template import Filled

Fill = Callable[..., Filled]


@pytest.fixture
def filled() -> Fill:
    """Fill a form here, without the child."""

    def run(path: Path, **fields: Any) -> Filled:
        [answer] = fill(path, fields, report=no_report)
        return answer

    return run


def texts(content: bytes) -> list[str]:
    """The paragraphs of a document's body, tables included."""
    from docx import Document

    document = Document(io.BytesIO(content))
    namespace = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    return [
        "".join(
            {"t": piece.text or "", "br": "\n", "tab": "\t"}.get(piece.tag[len(namespace) :], "")
            for piece in one.iter()
        )
        for one in document.element.body.iter(namespace + "p")
    ]
