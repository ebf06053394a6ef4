import os
import threading
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from minutes_app.errors import (
    MeetingDamaged,
    MeetingInUse,
    MeetingMissing,
    MeetingTooNew,
)
from minutes_app.meeting import edit, model, snapshot, store
from minutes_app.meeting.change import Change, Misfit, Splice
from minutes_app.meeting.lock import LOCK, Lock
from minutes_app.meeting.model import Meeting
from minutes_app.meeting.place import folder_names
from minutes_app.meeting.sealed import NotReadable, seal
from minutes_app.meeting.snapshot import Migration, Snapshot, write_snapshot
from minutes_app.meeting.store import OpenMeeting, create, load, recover
from tests.unit.meeting.making import a_meeting


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return create(tmp_path / "会議（秘）①", a_meeting())


def _edited(folder: Path, count: int = 3, *, fold_after: int = -1) -> Meeting:
    with OpenMeeting(folder) as opened:
        for number in range(count):
            opened.commit(edit.set_text(opened.meeting, f"u{number % 5}", f"直した{number}"))
            if number == fold_after:
                opened.fold()
        return opened.meeting


def _open(folder: Path) -> OpenMeeting:
    return OpenMeeting(folder).__enter__()


def _files(folder: Path) -> dict[str, bytes]:
    return {entry.name: entry.read_bytes() for entry in folder.iterdir() if entry.is_file()}


def _written(path: Path) -> tuple[int, int, int]:
    """Which file it is and when it was written; reading it does not change that."""
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def test_a_meeting_is_read_as_it_was_written(folder: Path) -> None:
    assert load(folder) == a_meeting()
    assert sorted(_files(folder)) == ["meeting.json", "meeting.json.bak"]


def test_a_commit_costs_a_line_and_never_a_rewrite(folder: Path) -> None:
    before = _written(folder / "meeting.json")
    after = _edited(folder, 7)
    assert load(folder) == after
    assert _written(folder / "meeting.json") == before
    lines = (folder / "edits.jsonl").read_text(encoding="utf-8").splitlines()
    assert [msgspec.json.decode(line)["seq"] for line in lines] == [1, 2, 3, 4, 5, 6, 7]
    first = msgspec.json.decode(lines[0])
    assert first["who"] == Lock(folder).owner.user
    assert first["at"][10] == "T"
    assert first["at"][-6] in "+-"


def test_a_commit_is_on_the_disk_and_not_only_on_its_way_when_it_returns(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[int] = []
    fsync = os.fsync

    def sync(handle: int) -> None:
        fsync(handle)
        synced.append(os.fstat(handle).st_size)

    monkeypatch.setattr(os, "fsync", sync)
    with OpenMeeting(folder) as opened:
        for number in range(3):
            opened.commit(edit.set_text(opened.meeting, "u1", f"直した{number}"))
            assert (folder / "edits.jsonl").stat().st_size in synced


def test_every_kind_of_edit_survives_reopening(folder: Path) -> None:
    from tests.unit.meeting.test_edit import EDITS

    for make in EDITS.values():
        with OpenMeeting(folder) as opened:
            try:
                after = opened.commit(make(opened.meeting))
            except (KeyError, ValueError):
                continue
        assert load(folder) == after


def test_a_fold_keeps_the_meeting_and_empties_the_journal(folder: Path) -> None:
    with OpenMeeting(folder) as opened:
        assert not opened.fold()
        after = opened.commit(edit.set_text(opened.meeting, "u1", "直した"))
        assert opened.fold()
        assert (folder / "edits.jsonl").read_bytes() == b""
        assert load(folder) == after == opened.meeting
        after = opened.commit(edit.set_text(opened.meeting, "u1", "また直した"))
        assert load(folder) == after
    assert load(folder) == after


def test_a_long_journal_is_folded_when_the_meeting_is_closed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(store, "FOLD_BYTES", 2000)
    after = _edited(folder, 20)
    assert (folder / "edits.jsonl").read_bytes() == b""
    assert load(folder) == after


def test_a_replaced_meeting_takes_the_place_of_the_old_one_and_of_its_edits(folder: Path) -> None:
    new = replace(a_meeting(50), run_id="r2")
    with OpenMeeting(folder) as opened:
        opened.commit(edit.set_text(opened.meeting, "u1", "直した"))
        assert opened.replace(new) == opened.meeting == load(folder) == new
        after = opened.commit(edit.set_text(opened.meeting, "u49", "直した"))
    assert load(folder) == after
    assert (folder / "meeting.json").read_bytes() == (folder / "meeting.json.bak").read_bytes()


def test_edits_go_on_while_a_thread_folds(folder: Path) -> None:
    with OpenMeeting(folder) as opened:
        done = threading.Event()
        folds: list[bool] = []

        def fold() -> None:
            while not done.is_set():
                folds.append(opened.fold())

        thread = threading.Thread(target=fold)
        thread.start()
        for number in range(300):
            opened.commit(edit.set_text(opened.meeting, f"u{number % 5}", f"版{number}"))
            if number % 10 == 0:
                assert load(folder) == opened.meeting
        done.set()
        thread.join()
        assert sum(folds) > 5
        assert load(folder) == opened.meeting


def test_a_damaged_edit_is_refused_before_it_is_written(folder: Path) -> None:
    meeting = a_meeting()
    wrong: list[Any] = [
        Splice("utterances", 0, (), (replace(meeting.utterances[0], id="x", start_ms=-1),)),
        Splice("utterances", 0, (), (replace(meeting.utterances[0], id="x", text=None),)),  # type: ignore[arg-type] # on purpose
        Splice("occasion", 0, (meeting.occasion,), (replace(meeting.occasion, date="きのう"),)),
        Splice("speakers", 0, (), meeting.items),
        Splice("utterances", 0, (), (replace(meeting.utterances[0], id="x", confidence=float("nan")),)),
    ]
    with OpenMeeting(folder) as opened:
        for splice in wrong:
            with pytest.raises(NotReadable):
                opened.commit(Change("text", (splice,)))
        with pytest.raises(Misfit):
            opened.commit(Change("text", (Splice("utterances", 0, meeting.utterances[1:2], ()),)))
        with pytest.raises(NotReadable):
            opened.replace(replace(meeting, utterances=(replace(meeting.utterances[0], end_ms="1"),)))  # type: ignore[arg-type] # on purpose
        assert opened.commit(Change("text")) == meeting
        assert load(folder) == meeting
    assert "edits.jsonl" not in _files(folder)


def test_halves_of_characters_in_an_edit_do_not_stop_it(folder: Path) -> None:
    with OpenMeeting(folder) as opened:
        after = opened.commit(edit.set_text(opened.meeting, "u1", "貼り付け\ud83c"))
        assert after.utterances[1].text == "貼り付け�"
    assert load(folder) == after


@pytest.mark.parametrize("name", ["meeting.json", "meeting.json.bak", "edits.jsonl"])
def test_whatever_byte_is_flipped_nothing_is_lost_unnoticed(folder: Path, name: str) -> None:
    truth = _edited(folder, 4, fold_after=1)
    files = _files(folder)
    content = files[name]
    for place in range(0, len(content), 7 if name == "edits.jsonl" else 61):
        (folder / name).write_bytes(content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :])
        _check_damaged(folder, truth, edits_lost=int(name == "edits.jsonl"))
        for path in folder.iterdir():
            path.unlink()
        for other, was in files.items():
            (folder / other).write_bytes(was)


def _check_damaged(folder: Path, truth: Meeting, *, edits_lost: int) -> None:
    damaged = _files(folder)
    try:
        assert load(folder) == truth
    except MeetingDamaged as error:
        saved = recover(folder)
        assert error.last_good is not None  # noqa: PT017 # the other half of the cases is not damaged
        assert saved.lost_edits == edits_lost
        assert load(folder) == saved.meeting
        assert edits_lost or saved.meeting == truth
        aside = {path.read_bytes() for path in folder.glob("*.damaged-*")}
        assert aside == {damaged["meeting.json"], damaged["edits.jsonl"]}


def test_a_flipped_line_end_of_the_last_edit_is_reported(folder: Path) -> None:
    truth = _edited(folder, 2)
    content = (folder / "edits.jsonl").read_bytes()
    (folder / "edits.jsonl").write_bytes(content[:-1] + b"\x0e")
    with OpenMeeting(folder) as opened:
        assert opened.torn
        assert opened.meeting.utterances[0] == truth.utterances[0]


def test_a_journal_cut_at_any_byte_gives_every_whole_edit(folder: Path) -> None:
    states = [load(folder)]
    with OpenMeeting(folder) as opened:
        states += [opened.commit(edit.set_text(opened.meeting, "u1", f"直した{number}")) for number in range(3)]
    content = (folder / "edits.jsonl").read_bytes()
    for length in range(0, len(content), 3):
        (folder / "edits.jsonl").write_bytes(content[:length])
        whole = content[:length].count(b"\n")
        with OpenMeeting(folder) as opened:
            assert opened.meeting == states[whole]
            assert opened.torn is not content[: length or None].endswith(b"\n") or length == 0
            after = opened.commit(edit.set_text(opened.meeting, "u2", "続き"))
        assert load(folder) == after


@pytest.mark.parametrize("tail", [b"\0" * 4096, b'{"seq":4', b"\xff\xfe", b"{}"])
def test_what_a_power_cut_leaves_at_the_end_is_left_out_and_reported(folder: Path, tail: bytes) -> None:
    after = _edited(folder)
    with (folder / "edits.jsonl").open("ab") as stream:
        stream.write(tail)
    with OpenMeeting(folder) as opened:
        assert opened.torn
        assert opened.meeting == after
        after = opened.commit(edit.set_text(opened.meeting, "u2", "続き"))
    assert load(folder) == after


def test_a_snapshot_cut_at_any_byte_is_damaged_and_comes_back_whole(folder: Path) -> None:
    truth = _edited(folder)
    content = (folder / "meeting.json").read_bytes()
    for length in range(0, len(content), 97):
        (folder / "meeting.json").write_bytes(content[:length])
        with pytest.raises(MeetingDamaged) as caught:
            load(folder)
        assert caught.value.last_good == folder / "meeting.json.bak"
    assert recover(folder).meeting == truth == load(folder)


def test_a_copy_left_by_a_replacement_that_was_killed_is_put_right_when_the_meeting_is_opened(folder: Path) -> None:
    before = (folder / "meeting.json").read_bytes()
    with OpenMeeting(folder) as opened:
        opened.replace(a_meeting(50))
    (folder / "meeting.json").write_bytes(before)
    after = _edited(folder)
    assert (folder / "meeting.json.bak").read_bytes() == before
    (folder / "meeting.json").unlink()
    assert recover(folder) == store.Recovered(after, 0)


def test_a_damaged_edit_in_the_middle_costs_only_itself(folder: Path) -> None:
    _edited(folder, 5)
    lines = (folder / "edits.jsonl").read_bytes().splitlines(keepends=True)
    lines[2] = lines[2].replace("直した2".encode(), "直しと2".encode())
    (folder / "edits.jsonl").write_bytes(b"".join(lines))
    with pytest.raises(MeetingDamaged, match="line 3") as caught:
        OpenMeeting(folder).__enter__()
    assert caught.value.last_good == folder / "meeting.json"
    saved = recover(folder)
    assert saved.lost_edits == 1
    assert [utterance.text for utterance in saved.meeting.utterances][:2] == ["直した0", "直した1"]
    assert [utterance.text for utterance in saved.meeting.utterances][3:] == ["直した3", "直した4"]
    aside = [path for path in folder.iterdir() if path.name.startswith("edits.damaged-")]
    assert [path.read_bytes() for path in aside] == [b"".join(lines)]
    with OpenMeeting(folder) as opened:
        after = opened.commit(edit.set_text(opened.meeting, "u2", "もう一度"))
    assert load(folder) == after


def test_edits_out_of_order_or_of_another_meeting_are_refused(folder: Path) -> None:
    _edited(folder, 4)
    lines = (folder / "edits.jsonl").read_bytes().splitlines(keepends=True)
    for wrong in (lines[1:], lines[:1] + lines[2:], [lines[1], lines[0]], [*lines, lines[3]][::-1]):
        (folder / "edits.jsonl").write_bytes(b"".join(wrong))
        with pytest.raises(MeetingDamaged):
            load(folder)


def test_recover_leaves_a_healthy_meeting_as_it_is(folder: Path) -> None:
    truth = _edited(folder)
    before = _files(folder)
    assert recover(folder) == store.Recovered(truth, 0)
    assert _files(folder) == before


def test_recover_says_when_nothing_good_is_left_and_deletes_nothing(folder: Path) -> None:
    _edited(folder)
    for name in ("meeting.json", "meeting.json.bak"):
        (folder / name).write_bytes(b"\0" * 100)
    before = _files(folder)
    with pytest.raises(MeetingDamaged) as caught:
        recover(folder)
    assert caught.value.last_good is None
    assert _files(folder) == before


def test_a_folder_without_a_meeting_is_said_to_be_none(tmp_path: Path) -> None:
    for call in (load, recover, _open):
        with pytest.raises(MeetingMissing):
            call(tmp_path)
        with pytest.raises(MeetingMissing):
            call(tmp_path / "nowhere")


WRONG: dict[str, Callable[[dict[str, Any]], object]] = {
    "a number for a text": lambda m: m["utterances"][0].update(text=5),
    "a text for a time": lambda m: m["utterances"][0].update(start_ms="0"),
    "a time before the beginning": lambda m: m["utterances"][0].update(start_ms=-1),
    "a broken time": lambda m: m["utterances"][0].update(start_ms=0.5),
    "a day that is no day": lambda m: m["occasion"].update(date="1月15日"),
    "an object for a list": lambda m: m.update(utterances={}),
    "no id": lambda m: m.pop("id"),
    "nothing for the occasion": lambda m: m.update(occasion=None),
    "an unknown kind of item": lambda m: m["items"][0].update(kind="rumour"),
    "no schema": lambda m: m.pop("schema"),
    "a schema that is no number": lambda m: m.update(schema="1"),
    "a schema from before the first": lambda m: m.update(schema=0),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_meeting_with_wrong_values_is_damaged_even_when_its_check_is_right(folder: Path, name: str) -> None:
    value = msgspec.json.decode((folder / "meeting.json").read_bytes())
    WRONG[name](value)
    value.pop("check")
    (folder / "meeting.json").write_bytes(seal(value))
    with pytest.raises(MeetingDamaged) as caught:
        load(folder)
    assert caught.value.last_good == folder / "meeting.json.bak"
    assert "発言その" not in caught.value.detail


@pytest.mark.parametrize("has_seal", [True, False])
def test_a_newer_meeting_is_refused_and_left_untouched(folder: Path, has_seal: bool) -> None:
    value = msgspec.json.decode((folder / "meeting.json").read_bytes()) | {
        "schema": model.SCHEMA + 1,
        "utterances": "new",
    }
    (folder / "meeting.json").write_bytes(seal(value) if has_seal else msgspec.json.encode(value))
    before = _files(folder)
    for call in (load, recover, _open):
        with pytest.raises(MeetingTooNew) as caught:
            call(folder)
        assert (caught.value.schema, caught.value.ours) == (model.SCHEMA + 1, model.SCHEMA)
    assert _files(folder) == before


def test_an_older_meeting_is_brought_up_to_date_with_its_edits(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    after = _edited(folder)

    def louder(piece: Any) -> Any:
        return piece | {"text": piece["text"] + "！"}

    def meeting_up(value: dict[str, Any]) -> dict[str, Any]:
        return value | {"utterances": [louder(piece) for piece in value["utterances"]]}

    def piece_up(collection: str, piece: Any) -> Any:
        return louder(piece) if collection == "utterances" else piece

    monkeypatch.setattr(model, "SCHEMA", model.SCHEMA + 1)
    monkeypatch.setitem(snapshot.MIGRATIONS, model.SCHEMA - 1, Migration(meeting_up, piece_up))
    assert [u.text for u in load(folder).utterances] == [u.text + "！" for u in after.utterances]
    with OpenMeeting(folder) as opened:
        assert opened.meeting.utterances == load(folder).utterances
        assert msgspec.json.decode((folder / "meeting.json").read_bytes())["schema"] == model.SCHEMA
        now = opened.commit(edit.set_text(opened.meeting, "u1", "新しい"))
    assert load(folder).utterances == now.utterances
    monkeypatch.setattr(model, "SCHEMA", model.SCHEMA - 1)
    with pytest.raises(MeetingTooNew):
        load(folder)


def test_a_second_writer_is_refused_and_a_reader_is_not(folder: Path) -> None:
    with OpenMeeting(folder) as opened:
        with pytest.raises(MeetingInUse):
            OpenMeeting(folder).__enter__()
        with pytest.raises(MeetingInUse):
            recover(folder)
        opened.commit(edit.set_text(opened.meeting, "u1", "直した"))
        assert load(folder) == opened.meeting


def test_a_meeting_that_is_just_being_written_is_there_when_the_next_one_is(tmp_path: Path) -> None:
    meeting = a_meeting(1)
    first = tmp_path / next(folder_names(tmp_path, meeting))
    first.mkdir()
    writer = threading.Timer(0.2, (first / "meeting.json").write_bytes, [write_snapshot(Snapshot(meeting))])
    with Lock(first):
        writer.start()
        second = create(tmp_path, meeting)
        assert second != first
        assert load(first) == load(second)
    writer.join()


def test_the_last_who_uses_an_open_meeting_gives_it_back(folder: Path) -> None:
    book = OpenMeeting(folder)
    with book:
        with book as lent:
            lent.commit(edit.set_text(lent.meeting, "u1", "一"))
        book.commit(edit.set_text(book.meeting, "u1", "二"))
        assert (folder / LOCK).exists()
    assert not (folder / LOCK).exists()
    with ExitStack() as opener, ExitStack() as user:
        opener.enter_context(book)
        user.enter_context(book)
        opener.close()
        book.commit(edit.set_text(book.meeting, "u1", "三"))
        with pytest.raises(MeetingInUse), OpenMeeting(folder):
            pytest.fail("two writers")
    assert not (folder / LOCK).exists()
    assert load(folder).utterances[1].text == "三"


def test_a_meeting_that_was_given_back_is_read_anew_when_it_is_used_again(folder: Path) -> None:
    book = OpenMeeting(folder, take_over=True)
    with book:
        pass
    with OpenMeeting(folder) as other:
        other.commit(edit.set_text(other.meeting, "u1", "別の人"))
        with pytest.raises(MeetingInUse), book:
            pytest.fail("taken over twice")
    with book:
        book.commit(edit.set_text(book.meeting, "u2", "本人"))
    assert [one.text for one in load(folder).utterances[1:3]] == ["別の人", "本人"]


def test_who_lost_the_meeting_to_another_window_writes_nothing_more(folder: Path) -> None:
    with OpenMeeting(folder) as first, OpenMeeting(folder, take_over=True) as second:
        change = edit.set_text(first.meeting, "u1", "一")
        with pytest.raises(MeetingInUse):
            first.commit(change)
        with pytest.raises(MeetingInUse):
            first.replace(a_meeting(1))
        assert first.meeting == a_meeting() == load(folder)
        second.commit(change)
    assert load(folder).utterances[1].text == "一"


def test_an_exception_within_gives_the_lock_back(folder: Path) -> None:
    def fail() -> None:
        with OpenMeeting(folder) as opened:
            opened.commit(edit.set_text(opened.meeting, "u1", "直した"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    with OpenMeeting(folder) as opened:
        assert opened.meeting.utterances[1].text == "直した"


def test_an_edit_of_a_day_long_meeting_costs_a_line_not_a_rewrite(tmp_path: Path) -> None:
    folder = create(tmp_path, a_meeting(20_000))
    snapshot = (folder / "meeting.json").stat()
    with OpenMeeting(folder) as opened:
        for number in range(20):
            opened.commit(edit.set_text(opened.meeting, "u19999", f"{number}"))
        assert (folder / "edits.jsonl").stat().st_size < 20_000
    assert (folder / "meeting.json").stat().st_mtime_ns == snapshot.st_mtime_ns
    with OpenMeeting(folder) as opened:
        opened.commit(edit.set_texts(opened.meeting, {f"u{number}": "置換" for number in range(20_000)}))
    assert {utterance.text for utterance in load(folder).utterances} == {"置換"}
