"""The glass is thin: what a screen knows is told without a widget, and logic that needs no Qt has none."""

import ast

import pytest

from tests.conftest import ROOT

GUI = ROOT / "minutes_app" / "gui"
ALLOWED = {
    "editing": set(),
    "view_models": {"PySide6.QtCore"},
    "views": {"PySide6.QtCore", "PySide6.QtGui", "PySide6.QtWidgets", "PySide6.QtPdf", "PySide6.QtPdfWidgets"},
}
"""Room of the window → what of Qt it may import."""


def _qt_in(code: str) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        found |= {name for name in names if name.split(".")[0] in ("PySide6", "shiboken6")}
    return found


@pytest.mark.parametrize("room", ALLOWED)
def test_each_room_of_the_window_imports_only_its_part_of_qt(room: str) -> None:
    wrong = {
        path.name: extra
        for path in sorted((GUI / room).glob("*.py"))
        if (extra := _qt_in(path.read_text(encoding="utf-8")) - ALLOWED[room])
    }
    assert wrong == {}


def test_the_check_sees_every_kind_of_import() -> None:
    assert _qt_in("def f():\n    from PySide6.QtWidgets import QLabel\nimport PySide6.QtGui") == {
        "PySide6.QtWidgets",
        "PySide6.QtGui",
    }
