"""The far end in a process of its own says what it says here, and its death costs neither sound nor text."""

import subprocess
import sys
from collections.abc import Iterator

import psutil
import pytest

from minutes_app.audio.echo import Cleaner
from minutes_app.audio.window import RATE
from minutes_app.child import Child
from minutes_app.errors import ChildDied
from minutes_app.meeting.model import Heard, Word
from minutes_app.transcribe.echo import FAR, ROOM, Likeness, Scene, compared, marked
from minutes_app.transcribe.far_end import FarEnd
from tests.conftest import ROOT
from tests.online import online_meeting, pcm_of
from tests.running import wait_until

PIECE = RATE // 10 * 2
FROM_MS = 5_000
SAID = "県からの通知により、アンケート結果の提出が必要です。"
FAR_END = Heard(14_700, 18_700, SAID, track=FAR)
AGAIN = Heard(14_820, 18_800, SAID, (Word("県", 14_820, 14_900, 0.9),), track=ROOM)


@pytest.fixture(scope="module")
def scene() -> Scene:
    talk = online_meeting()
    room, far = pcm_of(talk.microphone()), pcm_of(talk.far)
    begin = FROM_MS * RATE // 1000 * 2
    return Scene(FROM_MS, room[begin:], far[begin:])


@pytest.fixture
def far_end() -> Iterator[FarEnd]:
    made = FarEnd()
    yield made
    made.close()


def kill(far_end: FarEnd) -> None:
    assert far_end.pid is not None
    process = psutil.Process(far_end.pid)
    process.kill()
    assert wait_until(lambda: far_end.pid is None)


def test_an_echo_is_the_same_there_as_here(far_end: FarEnd, scene: Scene) -> None:
    here = compared(AGAIN, scene)
    assert here.is_doubtful
    assert far_end.compared(AGAIN, scene) == here
    assert [each.flags for each in marked([FAR_END, AGAIN], scene, far_end.compared)] == [(), ("echo",)]


@pytest.mark.parametrize("at_ms", [0, FROM_MS - 200, FROM_MS, FROM_MS + 300, 14_820, 60_000_000])
def test_no_more_of_the_scene_is_needed_than_what_lies_around(at_ms: int, scene: Scene) -> None:
    said = Heard(at_ms, at_ms + 3_000, "はい")
    assert compared(said, scene.around(said)) == compared(said, scene)
    assert len(scene.around(said).far) <= (3_000 + 900) * RATE // 1000 * 2


def test_the_room_is_cleaned_there_as_here_piece_by_piece(far_end: FarEnd, scene: Scene) -> None:
    here, there = Cleaner(), far_end.cleaner()
    for at in range(0, 20 * PIECE, PIECE):
        piece = scene.room[at : at + PIECE], scene.far[at : at + PIECE]
        assert there(*piece, False) == here(*piece, False)
    assert there(b"", b"", True) == here(b"", b"", True)


def test_a_process_that_has_died_has_lost_what_it_held_and_begins_again(far_end: FarEnd, scene: Scene) -> None:
    clean, piece = far_end.cleaner(), (scene.room[:PIECE], scene.far[:PIECE])
    assert clean(*piece, False) == Cleaner()(*piece, False)
    kill(far_end)
    assert far_end.compared(AGAIN, scene).is_doubtful, "another process answers"
    assert clean(*piece, False) is None, "and has nothing of what the first one held"
    assert clean(*piece, False) == Cleaner()(*piece, False)


def test_what_cannot_be_compared_is_no_echo_and_stays(
    far_end: FarEnd, scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    deaths: list[str] = []

    def dies(child: Child, *_args: object, **_how: object) -> None:
        deaths.append(child.name)
        raise ChildDied(child.name, -9, "crash")

    monkeypatch.setattr(Child, "call", dies)
    assert far_end.compared(AGAIN, scene) == Likeness()
    assert deaths == ["far-end", "far-end"]
    assert [each.flags for each in marked([FAR_END, AGAIN], scene, far_end.compared)] == [(), ()]


def test_numpy_is_loaded_there_and_not_here() -> None:
    asked = (
        "import sys\n"
        "from minutes_app.meeting.model import Heard\n"
        "from minutes_app.transcribe.echo import Scene\n"
        "from minutes_app.transcribe.far_end import FarEnd\n"
        "if __name__ == '__main__':\n"
        "    desk = FarEnd()\n"
        "    desk.compared(Heard(0, 1000, 'はい'), Scene(0, bytes(64000), bytes(64000)))\n"
        "    desk.cleaner()(bytes(3200), bytes(3200), True)\n"
        "    desk.close()\n"
        "    print('numpy' in sys.modules)\n"
    )
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
