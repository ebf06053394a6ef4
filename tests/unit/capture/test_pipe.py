"""Sound from a FIFO or a raw file: nothing is lost, cut in half or waited for in vain."""

import os
import threading
import time
from pathlib import Path

import pytest

from minutes_app.capture.devices import open_source, opener
from minutes_app.capture.source import Block
from minutes_app.errors import DeviceMissing, DeviceRefused


class Quick:
    """A clock that a sleep moves at once."""

    def __init__(self) -> None:
        self.now = 100.0

    def monotonic(self) -> float:
        return self.now

    def wall(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def ended(source: object, seconds: float = 20.0) -> bool:
    end = time.monotonic() + seconds
    while source.is_alive() and time.monotonic() < end:  # type: ignore[attr-defined]
        time.sleep(0.005)
    return not source.is_alive()  # type: ignore[attr-defined]


def test_a_raw_file_comes_in_blocks_at_the_pace_of_the_clock(tmp_path: Path) -> None:
    sound = os.urandom(32_000 * 10 + 400)
    path = tmp_path / "raw.pcm"
    path.write_bytes(sound)
    clock, blocks = Quick(), list[Block]()
    source = opener(clock)(f"pipe:{path}", "microphone")
    source.start(blocks.append)
    assert ended(source)
    source.close()
    assert b"".join(block.pcm for block in blocks) == sound
    assert blocks[0].arrived == pytest.approx(100.05)
    assert blocks[-1].arrived == pytest.approx(110.05)


def test_a_fifo_goes_on_when_its_writer_comes_back_and_no_sample_is_cut(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    blocks: list[Block] = []
    source = open_source(f"pipe:{path}", "system")
    source.start(blocks.append)

    def write(pieces: list[bytes]) -> None:
        with path.open("wb", buffering=0) as out:
            for piece in pieces:
                out.write(piece)
                time.sleep(0.02)

    for pieces in ([b"\x01", b"\x02\x03", b"\x04" * 5001], [b"\x05" * 32_000]):
        writer = threading.Thread(target=write, args=(pieces,))
        writer.start()
        writer.join()
        assert source.is_alive()
    whole = b"\x01\x02\x03" + b"\x04" * 5001 + b"\x05" * 32_000
    end = time.monotonic() + 20
    while sum(len(block.pcm) for block in blocks) < len(whole) and time.monotonic() < end:
        time.sleep(0.01)
    source.close()
    assert b"".join(block.pcm for block in blocks) == whole
    assert all(len(block.pcm) % 2 == 0 and len(block.pcm) <= 1600 for block in blocks)
    assert source.device.name == f"pipe:{path}"


def test_a_fifo_that_nobody_writes_to_is_alive_and_can_be_closed(tmp_path: Path) -> None:
    path = tmp_path / "fifo"
    os.mkfifo(path)
    source = open_source(f"pipe:{path}", "microphone")
    source.start(lambda block: None)
    assert source.is_alive()
    begun = time.monotonic()
    source.close()
    source.close()
    assert time.monotonic() - begun < 5
    assert not source.is_alive()


def test_a_file_that_is_not_there_is_a_missing_device(tmp_path: Path) -> None:
    with pytest.raises(DeviceMissing):
        open_source(f"pipe:{tmp_path / 'none'}", "microphone")


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DeviceRefused):
        open_source(f"pipe:{tmp_path}", "microphone")
