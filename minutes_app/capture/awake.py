"""The PC does not go to sleep while something is recorded; its screen may go dark.

In: nothing. Out: a context. Never fails: where it cannot be asked for, nothing happens, and a sleep that comes all the
same is noticed by the recorder's clock. To be held by the recorder itself, so that it lasts when the window has died.
It cannot stop a person who closes the lid or presses the power button.
"""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

_CONTINUOUS, _SYSTEM_REQUIRED = 0x80000000, 0x00000001
_PATIENCE_S = 2.0


@contextmanager
def kept_awake() -> Iterator[None]:
    """Inside, the PC does not go to sleep by itself. To be left by the thread that entered it."""
    with ExitStack() as stack:
        if sys.platform == "win32":
            stack.enter_context(_execution_state())
        elif (program := shutil.which("systemd-inhibit")) and Path("/run/systemd/system").is_dir():
            stack.enter_context(_inhibitor(program))
        yield


@contextmanager
def _execution_state() -> Iterator[None]:
    """Windows: SetThreadExecutionState, which lasts until the same thread takes it back, or ends."""
    import ctypes

    set_state = ctypes.windll.kernel32.SetThreadExecutionState  # type: ignore[attr-defined,unused-ignore]
    set_state(ctypes.c_uint(_CONTINUOUS | _SYSTEM_REQUIRED))
    try:
        yield
    finally:
        set_state(ctypes.c_uint(_CONTINUOUS))


@contextmanager
def _inhibitor(program: str) -> Iterator[None]:
    """Linux: systemd-inhibit around a `cat` that ends with our end of its pipe, also when we are killed."""
    command = (program, "--what=sleep:idle", "--who=minutes_app", "--why=recording", "--mode=block", "cat")
    try:
        process = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
    except OSError:
        yield
        return
    try:
        yield
    finally:
        with suppress(OSError):
            process.stdin.close()  # type: ignore[union-attr] # PIPE
        try:
            process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
