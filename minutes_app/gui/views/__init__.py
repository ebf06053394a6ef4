"""The widgets: each builds, connects and formats, and decides nothing about meetings."""
