"""A session starts, orders and watches recorders that are processes of their own, and another one attaches to them."""

import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from minutes_app.capture import process
from minutes_app.capture.desk import Command, Desk, State
from minutes_app.capture.evidence import Entry, read
from minutes_app.capture.place import desk_path, desks_folder, going, going_in
from minutes_app.capture.plan import evidence_path
from minutes_app.capture.recover import interrupted, running
from minutes_app.capture.refusal import facts_of
from minutes_app.capture.session import AHEAD_S, Session, Wish
from minutes_app.errors import AlreadyRecording, DeviceMissing, MeetingInUse, NothingRecorded
from minutes_app.meeting.store import OpenMeeting
from tests.running import wait_until
from tests.unit.capture.puppets import ID, Puppets, entry, opened

BOTH = Wish({"mic": "会議室", "system": "default"}, mirror="/控え", max_s=60.0)


class Scene:
    """A meeting, its puppets, and a session over them."""

    def __init__(self, library: Path, wish: Wish = BOTH) -> None:
        self.puppets = Puppets()
        self.book = opened(library)
        self.book.__enter__()
        self.session = Session.start(self.book, wish, launch=self.puppets.launch)

    def close(self) -> None:
        self.session.close()
        self.puppets.end()
        self.book.__exit__(None, None, None)


@pytest.fixture
def scene(tmp_path: Path) -> Iterator[Scene]:
    made = Scene(tmp_path)
    yield made
    made.close()


def kinds(folder: Path) -> list[str]:
    return [each.kind for each in read(evidence_path(folder, None))]


def test_every_recorder_gets_its_plan_and_the_same_beginning(scene: Scene) -> None:
    first, second = scene.puppets.plans
    assert (first.track, first.device, second.track, second.device) == ("mic", "会議室", "system", "default")
    assert first.begins == second.begins
    assert (first.folder, first.mirror, first.max_s) == (str(scene.book.folder), "/控え", 60.0)
    assert kinds(scene.book.folder) == ["began"]
    assert {each.state for each in scene.session.status()} == {State.RECORDING}


def test_a_recorder_that_finds_no_device_says_so_and_nothing_is_left(tmp_path: Path) -> None:
    with opened(tmp_path) as book, Puppets(works=False) as puppets:

        def launch(plan: Path) -> int:
            pid = puppets.launch(plan)
            missing = DeviceMissing("会議室", "microphone", ("内蔵",))
            puppets.note(book.folder, "mic", Entry("ended", 0, 1.0, "", facts=facts_of(missing)))
            puppets.put("mic", state=State.FAILED)
            return pid

        with pytest.raises(DeviceMissing) as caught:
            Session.start(book, Wish({"mic": "会議室"}), launch=launch)
        assert caught.value.known == ("内蔵",)
        assert list(going()) == []
        assert list(desks_folder().iterdir()) == []


def test_orders_have_a_moment_ahead_that_is_the_same_for_all_tracks(scene: Scene) -> None:
    scene.session.pause()
    with Desk(desk_path(ID)) as desk:
        assert desk.get("command") == Command.PAUSE
        paused_at = desk.get("asked_at")
        assert paused_at - scene.session._ordered == pytest.approx(AHEAD_S)
    scene.session.pause()
    assert scene.session.is_paused
    scene.session.resume()
    with Desk(desk_path(ID)) as desk:
        assert desk.get("command") == Command.RECORD
        assert desk.get("asked_at") > paused_at
    assert kinds(scene.book.folder) == ["began", "paused", "resumed"]


def test_a_pause_is_no_part_of_the_time_line(scene: Scene) -> None:
    scene.session.pause()
    standing = scene.session.mark("break")
    scene.session.resume()
    paused, resumed = (
        each for each in read(evidence_path(scene.book.folder, None)) if each.kind in ("paused", "resumed")
    )
    assert resumed.at_ms == paused.at_ms
    assert standing <= paused.at_ms
    assert resumed.clock > paused.clock


def test_marks_are_on_the_disk_with_their_kind_and_place(scene: Scene) -> None:
    at_ms = scene.session.mark("agenda", "予算")
    (mark,) = (each for each in read(evidence_path(scene.book.folder, None)) if each.kind == "mark")
    assert (mark.at_ms, mark.facts) == (at_ms, {"kind": "agenda", "text": "予算"})


def test_news_come_once_and_from_every_writer(scene: Scene) -> None:
    assert [each.kind for each in scene.session.news()] == ["began"]
    scene.puppets.note(scene.book.folder, "mic", entry("silence", 5000))
    scene.session.mark("vote")
    assert sorted(each.kind for each in scene.session.news()) == ["mark", "silence"]
    assert scene.session.news() == []


def test_a_recorder_that_is_killed_is_started_again_with_its_plan(scene: Scene) -> None:
    scene.puppets.processes[0].kill()
    scene.puppets.processes[0].wait()
    assert wait_until(lambda: len(scene.puppets.plans) == 3)
    assert scene.puppets.plans[2] == scene.puppets.plans[0]
    assert wait_until(lambda: "recorder_died" in kinds(scene.book.folder))
    assert not scene.session.is_over


def test_a_recorder_that_dies_again_and_again_is_given_up(tmp_path: Path) -> None:
    scene = Scene(tmp_path, Wish({"mic": ""}))
    try:
        scene.puppets.works = False

        def over() -> bool:
            for each in scene.puppets.processes:
                each.kill()
            return scene.session.is_over

        assert wait_until(over)
        assert len(scene.puppets.plans) <= 5
    finally:
        scene.close()


def test_a_stopped_recorder_that_closes_is_not_started_again(scene: Scene) -> None:
    scene.session.stop()
    for track in scene.session.tracks:
        scene.puppets.put(track, state=State.CLOSED)
    scene.puppets.end()
    assert scene.session.wait_until_over(5.0)
    assert len(scene.puppets.plans) == 2


def test_a_recorder_that_does_not_close_is_killed(scene: Scene) -> None:
    scene.puppets.processes[1].send_signal(signal.SIGSTOP)
    scene.puppets.put("mic", state=State.CLOSED)
    scene.session.stop()
    assert not scene.session.wait_until_over(0.3)
    assert scene.puppets.processes[1].wait(20) == -signal.SIGKILL


def test_the_same_folder_cannot_be_recorded_twice(scene: Scene) -> None:
    with pytest.raises(MeetingInUse), OpenMeeting(scene.book.folder):
        pass
    with pytest.raises(AlreadyRecording):
        Session.start(scene.book, BOTH, launch=scene.puppets.launch)


def test_another_session_attaches_and_knows_the_pauses(scene: Scene) -> None:
    scene.session.pause()
    scene.session.resume()
    scene.session.close()
    again = Session.attach(scene.book, launch=scene.puppets.launch)
    try:
        assert again.tracks == ("mic", "system")
        assert again._pauses == scene.session._pauses
        assert len(scene.puppets.plans) == 2
        again.stop()
        with Desk(desk_path(ID)) as desk:
            assert desk.get("command") == Command.STOP
    finally:
        again.close()


def test_there_is_nothing_to_attach_to_in_an_ordinary_meeting(tmp_path: Path) -> None:
    with opened(tmp_path) as book, pytest.raises(NothingRecorded):
        Session.attach(book)


def test_a_recording_counts_as_running_then_as_unattended_then_as_interrupted(scene: Scene) -> None:
    folder = scene.book.folder
    assert [(each.folder, each.attended) for each in running()] == [(folder, True)]
    assert interrupted() == ()
    with Desk(desk_path(ID)) as desk:
        desk.put(pid_started=1.0)
    assert [(each.folder, each.attended) for each in running()] == [(folder, False)]
    assert interrupted() == ()
    scene.session.close()
    scene.puppets.end()
    assert running() == ()
    assert interrupted() == (folder,)


def test_a_damaged_plan_or_desk_stops_nobody(scene: Scene) -> None:
    desk_path(ID).with_name("m-broken.desk").write_bytes(b"")
    desk_path(ID).with_name("m-broken-mic.json").write_bytes(b"{")
    assert [each.folder for each in going()] == [scene.book.folder]
    assert going_in(scene.book.folder) is not None


def test_the_sign_of_life_goes_on_by_itself(scene: Scene) -> None:
    with Desk(desk_path(ID)) as desk:
        seen = desk.get("seen")
        assert wait_until(lambda: desk.get("seen") > seen)
        assert process.is_alive(int(desk.get("pid")), desk.get("pid_started"))
