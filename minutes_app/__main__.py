"""Front door: arguments → the command line, none and a screen → the window; or a recorder process.

(`freeze_support` first, or a frozen program would open itself without end.)
"""

import os
import signal
import sys


def main() -> int:
    """Run the command line and return its exit code; Ctrl-C while the program is still being loaded is no error."""
    try:
        import multiprocessing

        multiprocessing.freeze_support()
        if len(sys.argv) == 3 and sys.argv[1] == "--recorder":
            _record(sys.argv[2])
        from minutes_app.cli import main as run_command

        return run_command(_asked())
    except KeyboardInterrupt:
        return _stopped()
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def _asked() -> list[str]:
    """What was typed; nothing at all means the window, where one can be shown."""
    from minutes_app.gui.command import has_display

    return sys.argv[1:] or (["gui"] if has_display() else [])


def _record(plan: str) -> None:
    """Be a recorder process. All is on the disk at its end, and a sound library would wait for a server that hangs."""
    from minutes_app.capture.pc import put_first

    put_first()  # before the imports: a recorder that was started again on a busy PC must not wait for them
    from minutes_app.capture.recorder import main as record

    os._exit(record(plan))


def _stopped() -> int:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    from minutes_app.cli.console import say
    from minutes_app.cli.exit_code import ExitCode
    from minutes_app.wording.commands import STOPPED

    say(STOPPED)
    return ExitCode.CANCELLED


if __name__ == "__main__":
    sys.exit(main())
