"""docs/手数.md tells the clicks and keys as they are, and what they lead to is a shared 会議録 without an error."""

from pathlib import Path

import docx
import pytest
from PySide6.QtWidgets import QApplication

from tests.gui.effort import PAGE, STORIES, Hand, page, really_heard, reference, wanted


def text_of(path: Path) -> str:
    document = docx.Document(str(path))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


@pytest.fixture(scope="module")
def hands() -> dict[str, Hand]:
    """What was counted, story by story."""
    return {}


@pytest.mark.parametrize("story", STORIES)
def test_it_leads_to_a_shared_document_with_every_word(
    story: str, hands: dict[str, Hand], tmp_path: Path, app: QApplication
) -> None:
    assert app.topLevelWidgets() is not None
    hands[story] = STORIES[story](tmp_path)
    shared = "\n".join(text_of(path) for path in (tmp_path / "共有").glob("*.docx"))
    missing = [each.text for each in reference() if each.text not in shared.replace("\n", "")]
    assert missing == []


def test_the_page_is_as_it_was_counted(hands: dict[str, Hand]) -> None:
    assert list(hands) == list(STORIES)
    assert PAGE.read_text("utf-8") == page(hands), "python -m tests.gui.effort"


def test_the_errors_are_real_and_each_is_put_right_in_its_own_utterance() -> None:
    heard, said = [each.text for each in really_heard()], "".join(each.text for each in reference())
    texts = wanted(heard, said)
    assert "".join(texts) == said != "".join(heard)
    changed = [number for number, text in enumerate(texts) if text != heard[number]]
    assert 1 <= len(changed) <= 12
