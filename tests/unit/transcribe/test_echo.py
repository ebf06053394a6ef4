"""What the far end said and the room heard again is flagged; what somebody in the room says is not."""

from dataclasses import replace

import numpy as np
import pytest

from minutes_app.audio.echo import Cleaner
from minutes_app.audio.window import RATE
from minutes_app.meeting.model import Heard
from minutes_app.transcribe.echo import FAR, NOTHING_LEFT, ROOM, Scene, compared, is_echo, marked, share_of
from tests.online import Meeting, online_meeting, pcm_of

FAR_END = Heard(14_700, 18_700, "県からの通知により、アンケート結果の提出が必要です。", track=FAR)


@pytest.fixture(scope="module")
def meeting() -> Meeting:
    return online_meeting()


@pytest.fixture(scope="module")
def scene(meeting: Meeting) -> Scene:
    """14 s of silence in the room, then only the loudspeaker."""
    return Scene(0, pcm_of(meeting.microphone()), pcm_of(meeting.far))


def heard(text: str, start_ms: int = 14_820, end_ms: int = 18_800, track: int = ROOM) -> Heard:
    return Heard(start_ms, end_ms, text, track=track)


def test_what_comes_again_out_of_the_loudspeaker_is_flagged(scene: Scene) -> None:
    again = heard("県からの通知により、アンケート結果の提出が必要です。")
    assert [each.flags for each in marked([FAR_END, again], scene)] == [(), ("echo",)]


@pytest.mark.parametrize("text", ["からの通知により、改革です。", "県からの通知により、", "アンケート結果の提出が必要"])
def test_pieces_and_garbled_echoes_are_flagged_as_well(text: str, scene: Scene) -> None:
    assert is_echo(heard(text), [FAR_END], scene)


GARBLED = "早いパレンクへ提出してとようです。"
"""What a model made of the rest of an echo: four of its characters were said."""


def test_what_is_hardly_like_the_words_is_flagged_where_the_sound_is_nothing_else(scene: Scene) -> None:
    assert is_echo(heard(GARBLED, 16_400, 18_880), [FAR_END], scene)


def test_the_same_of_somebody_who_speaks_softly_at_the_same_time_is_not(meeting: Meeting) -> None:
    soft = Meeting(np.roll(meeting.near, 14 * RATE) // 4, meeting.far, meeting.said)
    own = Scene(0, pcm_of(soft.microphone()), pcm_of(soft.far))
    assert not is_echo(heard(GARBLED, 16_400, 18_880), [FAR_END], own)


def test_where_nothing_is_left_of_the_room_nobody_spoke_whatever_was_written(meeting: Meeting) -> None:
    room, far = pcm_of(meeting.microphone()), pcm_of(meeting.far)
    clean = Scene(0, room, far, Cleaner()(room, far, True))
    question = Heard(31_960, 33_840, "工程表はいつ配布されますか。", track=FAR)
    rest = heard("してい多いですが。", 32_320, 32_940)
    assert is_echo(rest, [question], clean)
    assert not is_echo(rest, [question], replace(clean, cleaned=b"")), "the words alone do not tell"
    assert not is_echo(rest, [], clean)
    talking = meeting.talking_together()
    soft = Meeting((talking.near * 0.12).astype(talking.near.dtype), talking.far, talking.said)
    room, far = pcm_of(soft.microphone()), pcm_of(soft.far)
    both = Scene(0, room, far, Cleaner()(room, far, True))
    for one in soft.said[0][1:7]:
        assert compared(heard(one.text, one.start_ms, one.end_ms), both).left > 1.5 * NOTHING_LEFT, one.text


def test_other_words_at_the_same_time_are_not(scene: Scene) -> None:
    assert not is_echo(heard("松田所長の意見に賛成です。"), [FAR_END], scene)


def test_the_same_words_said_in_the_room_are_not(meeting: Meeting) -> None:
    """The sound decides: the room has its own voice, which says the same by chance."""
    room = np.roll(meeting.near, 14 * RATE)
    own = Scene(0, pcm_of(room + 0.1 * meeting.far), pcm_of(meeting.far))
    assert not compared(heard("", 14_700, 17_400), own).is_doubtful
    assert not is_echo(heard("県からの通知により、アンケート結果の提出が必要です。", 14_700, 17_400), [FAR_END], own)


def test_what_the_far_end_said_before_is_no_echo(scene: Scene) -> None:
    later = heard("県からの通知により、アンケート結果の提出が必要です。", 30_000, 33_000)
    assert not is_echo(later, [FAR_END], scene)


def test_the_far_end_itself_is_never_flagged(scene: Scene) -> None:
    assert not is_echo(FAR_END, [FAR_END], scene)


def test_what_cannot_be_compared_is_left_alone(scene: Scene) -> None:
    assert not is_echo(heard(FAR_END.text), [FAR_END], Scene(0, b"", b""))
    assert not is_echo(heard("", 2_000, 3_000), [FAR_END], scene)


def test_a_rest_of_the_far_end_without_words_is_no_place_to_listen_to(scene: Scene) -> None:
    rest = Heard(15_000, 16_500, "", confidence=0.0, flags=("no_text",))
    assert [each.flags for each in marked([FAR_END, rest], scene)] == [(), ("echo",)]


@pytest.mark.parametrize(
    ("text", "said", "share"),
    [
        ("はい。", "はい、そうです", 1.0),
        ("そうです", "ちがうのです", 0.5),
        ("", "はい", 0.0),
        ("予算", "", 0.0),
        ("い", "はい", 1.0),
    ],
)
def test_the_share_of_a_text_that_was_said(text: str, said: str, share: float) -> None:
    assert share_of(text, said) == pytest.approx(share, abs=0.01)
