"""Microphone and system sound → a recording that grows on the disk, whatever else on the PC hangs, crashes or ends.

A recorder is a process of its own for each track (`recorder`); a session (`session`) starts, watches and ends them, and
a window that was started again attaches to them. `evidence` is what they noted; `finish` and `recover` make a meeting
of it. Does not recognise speech, and does not need anybody to listen.
"""
