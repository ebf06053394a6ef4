"""Front door: the command line, or a recorder process.

(`freeze_support` first, or a frozen program would open itself without end.)
"""

import multiprocessing
import os
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    multiprocessing.freeze_support()
    if len(sys.argv) == 3 and sys.argv[1] == "--recorder":
        from minutes_app.capture.recorder import main as record

        code = record(sys.argv[2])
        os._exit(code)  # all is on the disk, and a sound library would wait for a server that hangs
    from minutes_app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
