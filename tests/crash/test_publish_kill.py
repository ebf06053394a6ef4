"""kill -9 of `minutes publish` at random moments: no file in the shared folder is half-written, and nothing is lost."""

import contextlib
import os
import random
import signal
import subprocess
import time
import zipfile
from pathlib import Path

import pytest

from minutes_app.meeting.place import OUTBOX
from minutes_app.share.outbox import waiting
from minutes_app.word.reply_form import publications_of
from tests.conftest import FULL_SIZE
from tests.publishing import folder_with, published_meeting
from tests.running import minutes, start

KILLS = 40 if FULL_SIZE else 6
SEED = 20_261_125

pytestmark = pytest.mark.heavy


def whole(path: Path) -> bool:
    with zipfile.ZipFile(path) as archive:
        return archive.testzip() is None and "word/document.xml" in archive.namelist()


def kill(process: "subprocess.Popen[bytes]") -> None:
    """The whole family, as a power cut does."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def test_a_kill_leaves_whole_files_only_and_the_next_try_brings_the_rest(tmp_path: Path) -> None:
    folder = folder_with(tmp_path / "会議", published_meeting())
    shared = tmp_path / "共有（秘）①"
    shared.mkdir()
    place = ("--library", folder.parent, "--to", shared)
    began = time.monotonic()
    minutes("publish", folder.name, *place)
    lasts_s = time.monotonic() - began
    chance = random.Random(SEED)
    for _kill in range(KILLS):
        process = start("publish", folder.name, *place, err=tmp_path / "err")
        time.sleep(chance.uniform(0.3, 1.0) * lasts_s)
        kill(process)
        assert all(whole(path) for path in shared.glob("*.docx"))
    minutes("publish", "--retry", "--library", folder.parent)
    assert waiting(folder.parent) == ()
    assert [path.name for path in shared.iterdir() if path.suffix != ".docx"] == []
    assert not list((folder.parent / OUTBOX).glob("[!.]*"))
    records = publications_of(folder)
    assert records
    for record in records:
        assert record.waits == ()
        assert all(whole(shared / one.name) for one in record.files)
