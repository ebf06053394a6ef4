"""Front door: the command line. (`freeze_support` first, or a frozen program would open itself without end.)"""

import multiprocessing
import sys


def main() -> int:
    """Run the command line and return its exit code."""
    multiprocessing.freeze_support()
    from minutes_app.cli import main as run_command

    return run_command()


if __name__ == "__main__":
    sys.exit(main())
