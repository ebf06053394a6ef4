import threading

from minutes_app.capture.lane import Lane


def test_jobs_are_done_in_order_and_the_giver_does_not_wait() -> None:
    lane, done, gate = Lane("lane"), list[int](), threading.Event()
    lane.do(gate.wait)
    for number in range(100):
        lane.do(lambda number=number: done.append(number))  # type: ignore[misc] # bound to this turn
    assert (done, lane.waiting) == ([], 101)
    gate.set()
    assert lane.drain(10)
    assert done == list(range(100))
    lane.close(10)


def test_a_job_may_hand_over_another_one_also_at_the_very_end() -> None:
    lane, done = Lane("lane"), list[str]()
    lane.do(lambda: lane.do(lambda: lane.do(lambda: done.append("last"))))
    lane.close(10)
    assert done == ["last"]


def test_a_lane_that_hangs_is_left_behind() -> None:
    lane, gate = Lane("lane"), threading.Event()
    lane.do(gate.wait)
    assert not lane.drain(0.05)
    lane.close(0.05)
    gate.set()
    lane.close(10)


def test_without_a_thread_jobs_are_done_at_once() -> None:
    lane, done = Lane("lane", threaded=False), list[int]()
    lane.do(lambda: done.append(1))
    assert (done, lane.waiting, lane.drain(0)) == ([1], 0, True)
    lane.close(0)
