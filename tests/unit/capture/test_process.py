"""A process is alive when its number and its start are those of then."""

import os
import signal
import subprocess
import sys

import psutil

from minutes_app.capture.process import is_alive, started
from tests.running import wait_until


def test_this_process_is_alive_and_one_of_the_same_number_but_another_start_is_not() -> None:
    assert is_alive(os.getpid(), started(os.getpid()))
    assert not is_alive(os.getpid(), started(os.getpid()) - 100)


def test_a_stopped_process_is_alive_and_a_killed_one_is_not() -> None:
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as process:
        began = started(process.pid)
        process.send_signal(signal.SIGSTOP)
        assert wait_until(lambda: psutil.Process(process.pid).status() == psutil.STATUS_STOPPED)
        assert is_alive(process.pid, began)
        process.kill()
        assert wait_until(lambda: not is_alive(process.pid, began)), "a zombie counts as alive"
    assert started(process.pid) == 0.0


def test_no_process_has_the_number_nought() -> None:
    assert not is_alive(0, 0.0)
