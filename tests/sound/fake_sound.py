"""A sound server of a test's own: a fake microphone and a fake system sound, as root, without D-Bus or hardware.

PulseAudio in the foreground with two null sinks. What is played into `fake_mic` comes out of the microphone `mic`
(shown as "Mic"); what is played into `fake_sys` is the system sound "FakeSystem". Two silent players keep the sinks
running: else the first block comes 1.8 s late. Everything lives in a folder of its own (short: a socket's path may
have 107 characters) and every process is a child that the kernel ends with the test's own (setpriv --pdeathsig), so
nothing outlives `close`, nor a test that is killed.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

MICROPHONE, SYSTEM, ROOM = "Mic", "FakeSystem", "RoomLine"
"""The names people see: the microphone, the PC's output, and the output that leads into the microphone."""

MIC_SINK, SYSTEM_SINK = "fake_mic", "fake_sys"
"""Where a test plays to."""

REMAP = ("module-remap-source", "source_name=mic", "master=fake_mic.monitor")


class FakeSound:
    """The running server. `env` is what a program needs to find it."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="snd"))
        run = self.folder / "run"
        run.mkdir(mode=0o700)
        self.socket = run / "native"
        self.env = {
            "PULSE_SERVER": f"unix:{self.socket}",
            "PULSE_RUNTIME_PATH": str(run),
            "PULSE_STATE_PATH": str(self.folder / "state"),
            "XDG_RUNTIME_DIR": str(run),
            "PULSE_COOKIE": str(self.folder / "cookie"),
        }
        self._server: subprocess.Popen[bytes] | None = None
        self._players: list[subprocess.Popen[bytes]] = []

    def __enter__(self) -> "FakeSound":
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    def start(self, *, microphone: str = MICROPHONE) -> None:
        """Start server and silent players, and wait until the sinks run."""
        self._server = self._child(
            *("pulseaudio", "-n", "--daemonize=no", "--exit-idle-time=-1", "--disable-shm=yes", "--use-pid-file=no"),
            *("-L", f"module-native-protocol-unix auth-anonymous=1 socket={self.socket}"),
            *("-L", f"module-null-sink sink_name={MIC_SINK} rate=48000 channels=1"
              f" sink_properties=device.description={ROOM}"),
            *("-L", f"module-null-sink sink_name={SYSTEM_SINK} rate=48000 channels=2"
              f" sink_properties=device.description={SYSTEM}"),
        )  # fmt: skip
        wait_for(self.socket.exists, "the sound server does not start")
        wait_for(lambda: self._asked("info").returncode == 0, "the sound server does not answer")
        self.plug_in(microphone)
        self.control("set-default-source", "mic")
        self.control("set-default-sink", SYSTEM_SINK)
        for sink, channels in ((MIC_SINK, 1), (SYSTEM_SINK, 2)):
            self._players.append(self._play_raw("/dev/zero", sink, rate=48000, channels=channels))
        wait_for(lambda: self.control("list", "short", "sinks").count("RUNNING") == 2, "the sinks do not run")

    def close(self) -> None:
        """End everything and remove the folder."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def kill(self) -> None:
        """The server crashes (and with it everything that plays)."""
        for child in (*self._players, self._server):
            if child is not None:
                child.kill()
                child.wait()
        self._players, self._server = [], None
        self.socket.unlink(missing_ok=True)

    def freeze(self) -> None:
        """The server hangs (SIGSTOP)."""
        self._send(signal.SIGSTOP)

    def thaw(self) -> None:
        """The server goes on."""
        self._send(signal.SIGCONT)

    def plug_in(self, name: str = MICROPHONE) -> None:
        """The microphone appears, under this name."""
        self.control("load-module", *REMAP, f"source_properties=device.description={name}")

    def pull_out(self) -> None:
        """The microphone is gone; Pulse moves who listens to it to the next source without a word."""
        self.control("unload-module", "module-remap-source")

    def rename(self, name: str) -> None:
        """The same microphone comes back under another name."""
        self.pull_out()
        self.plug_in(name)

    def suspend(self, source: str = "mic", *, on: bool = True) -> None:
        """A source delivers nothing more (False: goes on). PortAudio says nothing about it. A monitor by its sink."""
        kind = "sink" if source == SYSTEM_SINK else "source"
        self.control(f"suspend-{kind}", source, "1" if on else "0")

    def play(self, path: Path, sink: str = MIC_SINK) -> "subprocess.Popen[bytes]":
        """Play a sound file once; the process ends when it is played.

        The server takes it whole (up to 30 s) before it begins, so that a starved player does not stutter.
        """
        player = self._child("paplay", f"--device={sink}", "--latency-msec=30000", str(path))
        self._players.append(player)
        return player

    def module_of(self, name: str) -> str:
        """Number of the module that made the sink or source of this name."""
        lines = self.control("list", "short", "modules").splitlines()
        made = (f"sink_name={name}", f"source_name={name}")
        return next(line.split()[0] for line in lines if any(word in made for word in line.split()))

    def control(self, *arguments: str) -> str:
        """One `pactl` command; its answer. Raises when it fails."""
        done = self._asked(*arguments)
        assert done.returncode == 0, f"pactl {arguments}: {done.stderr}"
        return done.stdout

    def _asked(self, *arguments: str) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            ["pactl", *arguments],
            env=self._environment(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=20,
            check=False,
        )

    def _play_raw(self, path: str, sink: str, *, rate: int, channels: int) -> "subprocess.Popen[bytes]":
        return self._child(
            *("pacat", "--playback", f"--device={sink}", "--latency-msec=50", "--format=s16le"),
            *(f"--rate={rate}", f"--channels={channels}", path),
        )

    def _child(self, *command: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            ("setpriv", "--pdeathsig", "KILL", *command),
            env=self._environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def _send(self, which: signal.Signals) -> None:
        assert self._server is not None
        self._server.send_signal(which)

    def _environment(self) -> dict[str, str]:
        return {**os.environ, **self.env, "HOME": str(self.folder), "XDG_CONFIG_HOME": str(self.folder / "config")}


def wait_for(true: Callable[[], bool], otherwise: str, *, seconds: float = 20.0) -> None:
    """Poll until it is so; fail with a sentence when it does not come."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, otherwise
        time.sleep(0.02)
