"""Front door: the command line. (`freeze_support` first, or a frozen program would open itself without end.)"""

import signal
import sys


def main() -> int:
    """Run the command line and return its exit code; Ctrl-C while the program is still being loaded is no error."""
    try:
        import multiprocessing

        multiprocessing.freeze_support()
        from minutes_app.cli import main as run_command

        return run_command()
    except KeyboardInterrupt:
        return _stopped()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _stopped() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from minutes_app.cli.console import say
    from minutes_app.cli.exit_code import ExitCode
    from minutes_app.wording.commands import STOPPED

    say(STOPPED)
    return ExitCode.CANCELLED


if __name__ == "__main__":
    sys.exit(main())
