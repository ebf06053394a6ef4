"""Sound as numbers: streaming decode, time line, windows."""
