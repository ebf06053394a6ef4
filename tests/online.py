"""An online meeting made of two voices: the room's microphone hears its own people and, again, the loudspeaker.

From tests/data/stereo_2ch (a voice a channel): near end = left, far end = right.
"""

import json
from dataclasses import dataclass
from pathlib import Path

import numpy
import numpy.typing

from minutes_app.audio.source import Decoder
from minutes_app.audio.window import RATE, Window, one_lane
from tests.conftest import ROOT
from tests.scoring import Spoken, reference_of

RECORDING = ROOT / "tests" / "data" / "stereo_2ch.opus"
TOGETHER_S = 14
"""So much earlier the far end speaks in `talking_together`: both at once."""

Sound = numpy.typing.NDArray[numpy.float64]


@dataclass(frozen=True, slots=True)
class Meeting:
    """Two voices, and what each says. Samples of 16 kHz in the range of 16 bit."""

    near: Sound
    far: Sound
    said: tuple[tuple[Spoken, ...], tuple[Spoken, ...]]

    def microphone(self, *, gain: float = 0.3, delay_ms: int = 120, hiss: float = 20.0) -> Sound:
        """The near end, the far end through a loudspeaker and a room of 40 ms decay, and hiss."""
        chance = numpy.random.default_rng(1)
        answer = numpy.zeros(RATE // 5)
        answer[0] = 1.0
        answer[1:] = chance.normal(0, 0.06, len(answer) - 1) * numpy.exp(-numpy.arange(1, len(answer)) / RATE / 0.04)
        size = 1 << (len(self.far) + len(answer)).bit_length()
        heard = numpy.fft.irfft(numpy.fft.rfft(self.far, size) * numpy.fft.rfft(answer, size), size)[: len(self.far)]
        late = numpy.concatenate([numpy.zeros(delay_ms * RATE // 1000), heard])[: len(self.far)]
        return self.near + gain * late + chance.normal(0, hiss, len(self.near))

    def talking_together(self) -> "Meeting":
        """The same with both ends talking at the same time."""
        shift, length_ms = TOGETHER_S * RATE, len(self.near) * 1000 // RATE
        moved = tuple(
            Spoken(
                (one.start_ms - TOGETHER_S * 1000) % length_ms, (one.end_ms - TOGETHER_S * 1000) % length_ms, one.text
            )
            for one in self.said[1]
        )
        return Meeting(self.near, numpy.roll(self.far, -shift), (self.said[0], moved))


def online_meeting(recording: Path = RECORDING) -> Meeting:
    """The two channels and their references."""
    with Decoder() as decoder:
        windows = [each for each in decoder.windows(one_lane(recording), tracks="separate") if isinstance(each, Window)]
    near, far = (
        numpy.frombuffer(b"".join(window.tracks[channel] for window in windows), "<i2").astype(numpy.float64)
        for channel in (0, 1)
    )
    speakers = [each["speaker"] for each in json.loads(recording.with_suffix(".json").read_text(encoding="utf-8"))]
    by_voice = [
        tuple(one for one, speaker in zip(reference_of(recording), speakers, strict=True) if speaker == voice)
        for voice in ("S1", "S2")
    ]
    return Meeting(near, far, (by_voice[0], by_voice[1]))


def pcm_of(sound: Sound) -> bytes:
    """16 bit."""
    return numpy.clip(numpy.rint(sound), -32768, 32767).astype("<i2").tobytes()
