"""Ours against plain faster-whisper on the same file, model and cores: `python -m tests.benchmarks.main`."""
