"""Utterances are cut out of sound that still grows as they are cut out of a finished file."""

import itertools
import random
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest

from minutes_app.audio.window import RATE, Window
from minutes_app.meeting.model import Heard
from minutes_app.transcribe.engine import Draft, LiveSound, Settled
from minutes_app.transcribe.following import Follower
from minutes_app.transcribe.regions import Region, regions_of
from minutes_app.transcribe.speech import MIN_SILENCE_MS, Span

PER_MS = RATE // 1000
CHUNK_MS = 8_000
FRAME = 512


def voices(samples: Any, threshold: float, pause_ms: int = MIN_SILENCE_MS) -> list[Span]:
    """Loud frames, as the real detector gives them: a stretch ends with a pause, and one that has not ended lasts."""
    count = len(samples) // FRAME
    loud = np.abs(samples[: count * FRAME].reshape(count, FRAME)).max(axis=1, initial=0) > 0.05
    spans: list[Span] = []
    for frame in np.flatnonzero(loud):
        start, end = int(frame) * FRAME, (int(frame) + 1) * FRAME
        if spans and start - spans[-1][1] < pause_ms * PER_MS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    if spans and len(samples) - spans[-1][1] < pause_ms * PER_MS:
        spans[-1] = (spans[-1][0], len(samples))
    return spans


@dataclass(slots=True)
class Ear:
    """Remembers what it was asked to hear; says where it was."""

    asked: list[tuple[str, int, int]] = field(default_factory=list)

    def __call__(self, region: Region, *, draft: bool) -> list[Heard]:
        start, end = region.speech_ms
        self.asked.append(("draft" if draft else "final", start, end))
        return [Heard(start, end, f"{end - start}")]


def speech(*stretches_ms: tuple[int, int], length_ms: int, seed: int = 1) -> bytes:
    """Noise where somebody speaks, hush elsewhere."""
    rng = np.random.default_rng(seed)
    samples = rng.normal(0, 3, length_ms * PER_MS)
    for start, end in stretches_ms:
        samples[start * PER_MS : end * PER_MS] += rng.uniform(-9_000, 9_000, (end - start) * PER_MS)
    return np.clip(samples, -32768, 32767).astype("<i2").tobytes()


@dataclass(slots=True)
class Told:
    """What came of a recording that grew: each with the place up to which it had grown."""

    finals: list[tuple[int, Heard]] = field(default_factory=list)
    drafts: list[tuple[int, Draft]] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)


def grown(pcm: bytes, ear: Ear, *, step_ms: int = 100, draft: bool = False, follower: Follower | None = None) -> Told:
    follower, told, settled = follower or Follower(), Told(), 0
    length_ms = len(pcm) // 2 // PER_MS
    for end_ms in range(step_ms, length_ms + step_ms, step_ms):
        sound = LiveSound(0, 0, pcm[: end_ms * PER_MS * 2], settled, draft, end_ms >= length_ms)
        for each in follower.follow(sound, voices, ear, chunk_ms=CHUNK_MS):
            if isinstance(each, Settled):
                told.settled.append(each)
                settled = each.settled_ms
            elif isinstance(each, Draft):
                told.drafts.append((end_ms, each))
            else:
                told.finals.append((end_ms, each))
    return told


def cuts(told: Told) -> list[tuple[int, int]]:
    return [(each.start_ms, each.end_ms) for _at, each in told.finals]


def test_an_utterance_is_told_once_half_a_second_after_it_ended() -> None:
    told = grown(speech((1_000, 3_000), (5_000, 6_000), length_ms=8_000), Ear())
    assert [start for start, _end in cuts(told)] == [pytest.approx(1_000, abs=40), pytest.approx(5_000, abs=40)]
    for at_ms, each in told.finals:
        assert 500 <= at_ms - each.end_ms <= 650


def test_a_breath_does_not_end_an_utterance() -> None:
    told = grown(speech((1_000, 2_000), (2_350, 3_000), length_ms=5_000), Ear())
    assert len(told.finals) == 1


def test_what_was_heard_when_an_utterance_seemed_to_end_is_not_heard_again() -> None:
    ear = Ear()
    told = grown(speech((1_000, 3_000), length_ms=5_000), ear)
    assert len(told.finals) == 1
    assert [kind for kind, _start, _end in ear.asked] == ["final"]


def test_an_utterance_that_goes_on_after_all_is_heard_as_a_whole() -> None:
    ear = Ear()
    told = grown(speech((1_000, 2_000), (2_350, 3_000), length_ms=5_000), ear)
    assert len(ear.asked) == 2
    ((_at, whole),) = told.finals
    assert whole.end_ms - whole.start_ms == pytest.approx(2_000, abs=80)


def test_drafts_come_while_somebody_speaks_and_only_when_they_are_asked_for() -> None:
    pcm = speech((1_000, 4_000), length_ms=6_000)
    assert [at for at, _draft in grown(pcm, Ear()).drafts if at < 4_200] == []
    told = grown(pcm, Ear(), draft=True)
    assert len([at for at, _draft in told.drafts if 1_500 <= at <= 4_000]) >= 25
    assert all(draft.start_ms == pytest.approx(1_000, abs=40) for _at, draft in told.drafts)
    assert told.drafts[-1][0] < told.finals[0][0]


def test_nothing_is_drafted_while_nobody_speaks() -> None:
    assert grown(speech(length_ms=3_000), Ear(), draft=True).drafts == []


def test_speech_without_a_pause_is_cut_before_it_is_too_long() -> None:
    told = grown(speech((500, 20_500), length_ms=22_000), Ear())
    assert len(told.finals) >= 3
    assert all(end - start <= CHUNK_MS for start, end in cuts(told))
    for (_start, end), (start, _end) in itertools.pairwise(cuts(told)):
        assert start == pytest.approx(end, abs=2)
    assert told.finals[0][0] < 9_000, "the first piece does not wait for the end"


def test_the_end_of_the_recording_ends_what_is_being_said() -> None:
    told = grown(speech((1_000, 3_000), length_ms=3_000), Ear())
    assert [at for at, _each in told.finals] == [3_000]
    assert told.settled[-1] == Settled(0, 3_000)


def test_what_is_settled_never_goes_back_and_never_passes_somebody_who_speaks() -> None:
    told = grown(speech((1_000, 3_000), (3_700, 9_000), length_ms=12_000), Ear())
    places = [each.settled_ms for each in told.settled]
    assert places == sorted(places)
    assert all(each.since_ms < 0 or each.settled_ms <= each.since_ms for each in told.settled)


@pytest.mark.parametrize("seed", range(5))
def test_the_cuts_are_those_of_the_finished_file_whatever_the_steps(seed: int) -> None:
    chance = random.Random(seed)
    stretches, at = [], 600
    while at < 25_000:
        length = chance.choice((300, 900, 2_500, 6_000, 11_000))
        stretches.append((at, at + length))
        at += length + chance.choice((300, 700, 1_500, 4_000))
    pcm = speech(*stretches, length_ms=at + 1_000, seed=seed)
    wanted = [region.speech_ms for region in regions_of(Window(0, (pcm,)), voices, chunk_ms=CHUNK_MS)]
    for step_ms in (90, 200, 5_000):
        assert cuts(grown(pcm, Ear(), step_ms=step_ms)) == wanted


def test_the_sound_that_is_heard_begins_where_that_of_the_finished_file_does() -> None:
    pcm = speech((1_000, 3_000), (3_600, 5_000), (8_000, 9_000), length_ms=11_000)
    starts: list[int] = []

    def hear(region: Region, *, draft: bool) -> list[Heard]:
        assert not draft
        starts.append(region.start_ms)
        return [Heard(0, 1, "あ")]

    settled, follower = 0, Follower()
    for end_ms in range(100, 11_001, 100):
        sound = LiveSound(0, 0, pcm[: end_ms * PER_MS * 2], settled, ended=end_ms == 11_000)
        *_told, last = follower.follow(sound, voices, hear, chunk_ms=CHUNK_MS)
        assert isinstance(last, Settled)
        settled = last.settled_ms
    wanted = [region.start_ms for region in regions_of(Window(0, (pcm,)), voices, chunk_ms=CHUNK_MS)]
    assert starts == wanted


def test_an_utterance_of_another_recording_at_the_same_place_is_another() -> None:
    follower, ear = Follower(), Ear()
    first = speech((1_000, 3_000), length_ms=3_300, seed=1)
    second = speech((1_000, 3_000), length_ms=5_000, seed=2)
    list(follower.follow(LiveSound(0, 0, first, 0), voices, ear, chunk_ms=CHUNK_MS))
    assert len(ear.asked) == 1
    list(follower.follow(LiveSound(0, 0, second, 0), voices, ear, chunk_ms=CHUNK_MS))
    assert len(ear.asked) == 2


def test_a_track_without_sound_settles_at_its_end() -> None:
    assert list(Follower().follow(LiveSound(1, 0, b"", 0, ended=True), voices, Ear(), chunk_ms=CHUNK_MS)) == [
        Settled(1, 0)
    ]


def test_a_draft_of_half_a_word_is_tried_again_up_to_the_last_dip() -> None:
    lengths: list[int] = []

    def hear(region: Region, *, draft: bool) -> list[Heard]:
        assert draft
        lengths.append(len(region.samples))
        return [Heard(0, 1, "" if len(lengths) == 1 else "あの")]

    sound = LiveSound(0, 0, speech((500, 2_000), (2_100, 2_500), length_ms=2_500), 0, draft=True)
    drafts = [each for each in Follower().follow(sound, voices, hear, chunk_ms=CHUNK_MS) if isinstance(each, Draft)]
    assert [each.text for each in drafts] == ["あの"]
    assert lengths[0] - lengths[1] == pytest.approx((450 - 250) * PER_MS, abs=30 * PER_MS)
