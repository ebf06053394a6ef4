"""The queue of many recordings, as a value and on disk: nothing is lost, whatever is killed when."""

from dataclasses import replace
from pathlib import Path

from minutes_app.batch.ledger import Entry, Ledger, Wish, ledger_file, read_ledger, write_ledger
from minutes_app.batch.queue import Queue

ENTRIES = tuple(Entry(f"e{number}", f"/録音/会議（秘）{number}.m4a") for number in range(4))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    file = tmp_path / "queue.json"
    done = replace(ENTRIES[1], state="done", folder="/会議/a", title="庁議", documents=("/会議/a/x.docx",))
    ledger = Ledger((ENTRIES[0], done), Wish(("/様式/会議録.docx",), ("txt",)))
    write_ledger(file, ledger)
    assert read_ledger(file) == ledger


def test_what_was_cut_off_waits_again_and_what_failed_says_why(tmp_path: Path) -> None:
    file = tmp_path / "queue.json"
    failed = replace(ENTRIES[2], state="failed", why=("読めません。", "", ""))
    cut_off = (replace(ENTRIES[0], state="working", folder="/会議/a"), replace(ENTRIES[1], state="writing"))
    write_ledger(file, Ledger((*cut_off, failed)))
    found = read_ledger(file).entries
    assert [one.state for one in found] == ["waiting", "waiting", "failed"]
    assert found[0].folder == "/会議/a"
    assert found[2].why[0] == "読めません。"


def test_an_empty_queue_leaves_no_file(tmp_path: Path) -> None:
    file = tmp_path / "queue.json"
    assert read_ledger(file) == Ledger()
    write_ledger(file, Ledger(ENTRIES))
    write_ledger(file, Ledger())
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_queue_is_set_aside_and_a_new_one_begins(tmp_path: Path) -> None:
    file = tmp_path / "queue.json"
    write_ledger(file, Ledger(ENTRIES))
    file.write_bytes(file.read_bytes().replace("録音".encode(), "録昔".encode(), 1))
    assert read_ledger(file) == Ledger()
    assert [path.name for path in tmp_path.iterdir()] == ["queue.damaged"]


def test_each_library_has_a_queue_of_its_own(tmp_path: Path) -> None:
    assert ledger_file(tmp_path / "一") != ledger_file(tmp_path / "二")
    assert ledger_file(tmp_path / "一") == ledger_file(tmp_path / "一")


def test_a_recording_that_waits_is_not_added_twice_but_one_that_failed_is(tmp_path: Path) -> None:
    queue = Queue()
    assert queue.add((tmp_path / "a.mp3", tmp_path / "a.mp3", tmp_path / "b.mp3")) == 2
    assert queue.add((tmp_path / "a.mp3",)) == 0
    queue.change(queue.entries[0].id, state="failed")
    assert queue.add((tmp_path / "a.mp3",)) == 1


def test_the_order_is_the_person_s() -> None:
    queue = Queue(ENTRIES)
    assert queue.move("e2", -1)
    assert not queue.move("e0", -1)
    assert not queue.move("nobody", 1)
    assert [one.id for one in queue.entries] == ["e0", "e2", "e1", "e3"]
    queue.change("e0", state="done")
    waiting = queue.next_waiting()
    assert waiting is not None
    assert waiting.id == "e2"


def test_trying_again_takes_what_failed_and_one_that_was_taken_out_only_when_named() -> None:
    queue = Queue(ENTRIES)
    queue.change("e0", state="failed", why=("x",))
    queue.change("e1", state="cancelled")
    queue.change("e2", state="done")
    assert queue.try_again() == 1
    assert queue.try_again("e1") == 1
    assert queue.try_again("e2") == 0
    assert [one.state for one in queue.entries] == ["waiting", "waiting", "done", "waiting"]
    assert queue.entries[0].why == ()


def test_tidying_forgets_what_is_over_and_all_only_when_asked() -> None:
    queue = Queue(ENTRIES)
    queue.change("e0", state="done")
    queue.change("e1", state="working")
    queue.tidy()
    assert [one.id for one in queue.entries] == ["e1", "e2", "e3"]
    queue.tidy(all_of_it=True)
    assert [one.id for one in queue.entries] == ["e1"]


def test_the_time_left_is_known_where_length_and_speed_are() -> None:
    queue = Queue(ENTRIES)
    queue.measured(ENTRIES[0].source, 600_000)
    queue.measured(ENTRIES[1].source, 60_000)
    assert queue.left_ms(0.0, "", -1) == {}
    assert queue.left_ms(10.0, "", -1) == {"e0": 60_000, "e1": 6_000}
    assert queue.left_ms(10.0, "e0", 25_000) == {"e0": 25_000, "e1": 6_000}
