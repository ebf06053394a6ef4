"""What each screen knows and can do, without a widget: QtCore only, tested with no window."""
