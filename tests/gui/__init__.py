"""The window, with and without widgets."""
