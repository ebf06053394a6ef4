"""What every control on a screen needs: a name for who hears it read, and a size that a finger or an old hand hits."""

from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

CONTROLS = (QAbstractButton, QLineEdit, QPlainTextEdit, QAbstractItemView, QComboBox, QAbstractSpinBox)
SMALLEST_PX = 32


def controls(page: QWidget) -> list[QWidget]:
    """The controls that are seen now; at least one, else nothing was looked at."""
    shown = [one for one in page.findChildren(QWidget) if isinstance(one, CONTROLS) and one.isVisible()]
    seen: list[QWidget] = [one for one in shown if not _is_inner(one)]
    assert seen, f"no control is visible on {page}"
    return seen


def unusable(page: QWidget) -> list[str]:
    """Each visible control without a name, or lower than `SMALLEST_PX`."""
    told = [(name_of(one), one) for one in controls(page)]
    nameless = [f"no name: {one}" for name, one in told if not name]
    return nameless + [f"{one.height()} px: {name}" for name, one in told if one.height() < SMALLEST_PX]


def name_of(widget: QWidget) -> str:
    """What a screen reader says."""
    return widget.accessibleName() or (widget.text() if isinstance(widget, QAbstractButton) else "")


def _is_inner(widget: QWidget) -> bool:
    """Parts inside a widget of Qt: the cross in a line, the corner of a table, the list of a box."""
    if widget.objectName().startswith("qt_"):
        return True
    parent: object = widget.parent()
    while isinstance(parent, QWidget):
        if isinstance(parent, QLineEdit | QAbstractItemView | QComboBox | QAbstractSpinBox):
            return True
        parent = parent.parent()
    return False
