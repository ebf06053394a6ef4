"""The far end of an online meeting that the room heard once more, although `audio.echo` took most of it out.

In: what was heard on both tracks, and their sound as it was recorded. Out: the same, what is a repetition flagged
"echo". It must say what the far end said just then, and sound like it: the waveforms or their envelopes go together.
Or it must sound like it where `audio.echo` left next to nothing: then nobody in the room spoke, whatever the words are.
Who speaks in the room at the same time, even the same words, does not sound like the far end, and stays.

Measured on synthetic rooms (gain 0.3 and 0.5, 120 and 400 ms): waveform 0.67 to 0.71 for an echo, at most 0.38 for
somebody in the room above an echo; envelope 0.77 to 0.93 against 0.14 to 0.48, or 0.83 were he 12 dB more quiet. Left
of an echo: -17 to -28 dB once the filter knows the room; with somebody in the room, were he 18 dB more quiet than
usual, -2 to -11 dB. In the first seconds, before it knows the room, a rest with other words may stay.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from typing import Any

from minutes_app.audio.window import RATE
from minutes_app.meeting.model import Heard
from minutes_app.transcribe.tidy import bare

ROOM, FAR = 0, 1
EARLY_MS, LATE_MS = 100, 800
"""An echo comes so much before (tracks may be 50 ms apart) or after the far end itself."""
SAME_TEXT, GARBLED_TEXT, HARDLY_TEXT = 0.6, 0.3, 0.2
SAME_WAVE, SAME_ENVELOPE = 0.45, 0.7
SURELY_WAVE, SURELY_ENVELOPE = 0.55, 0.85
NOTHING_LEFT = 10**-1.4
"""So little of the room's energy (-14 dB) is left where only the loudspeaker was to be heard."""
FRAME = RATE // 100
PER_MS = RATE // 1000


@dataclass(frozen=True, slots=True)
class Scene:
    """Both tracks as recorded, and the room without the far end, from `start_ms` on: 16 kHz mono 16 bit."""

    start_ms: int
    room: bytes
    far: bytes
    cleaned: bytes = b""

    def around(self, heard: Heard) -> "Scene":
        """As much of it as `compared` looks at."""
        begin_ms = max(self.start_ms, heard.start_ms - LATE_MS)
        begin, end = (max(0, at - self.start_ms) * PER_MS * 2 for at in (begin_ms, heard.end_ms + EARLY_MS))
        return Scene(begin_ms, self.room[begin:end], self.far[begin:end], self.cleaned[begin:end])


@dataclass(frozen=True, slots=True)
class Likeness:
    """How the room goes together with the far end, at most 1; `left`: the share of its energy that is another's."""

    wave: float = 0.0
    envelope: float = 0.0
    left: float = 1.0

    @property
    def is_doubtful(self) -> bool:
        """Whether it may be an echo, depending on what was said."""
        return self.wave >= SAME_WAVE or self.envelope >= SAME_ENVELOPE


Compare = Callable[[Heard, Scene], Likeness]
"""As `compared`."""


def with_flag(heard: Heard) -> Heard:
    """The same as an echo; there is nothing in it that a person has to listen to."""
    return replace(heard, flags=(*(flag for flag in heard.flags if flag != "no_text"), "echo"))


def share_of(text: str, said: str) -> float:
    """The share of `text` that stands in `said` in the same order, in pieces of at least two characters."""
    text, said = bare(text), bare(said)
    if not text or not said:
        return 0.0
    blocks = SequenceMatcher(None, text, said, autojunk=False).get_matching_blocks()
    return sum(block.size for block in blocks if block.size > 1 or len(text) == 1) / len(text)


def compared(heard: Heard, scene: Scene) -> Likeness:
    """The room while that was said, against the far end up to `LATE_MS` before."""
    import numpy as np

    first = max(0, (heard.start_ms - scene.start_ms) * PER_MS)
    last = max(first, (heard.end_ms - scene.start_ms) * PER_MS)
    room = np.frombuffer(scene.room, "<i2")[first:last].astype(np.float32)
    begin = max(0, first - LATE_MS * PER_MS)
    far = np.frombuffer(scene.far, "<i2")[begin : last + EARLY_MS * PER_MS].astype(np.float32)
    if len(room) < 4 * FRAME or len(far) < len(room) or not room.any() or not far.any():
        return Likeness()
    cleaned = np.frombuffer(scene.cleaned, "<i2")[first:last].astype(np.float32)
    left = float(np.square(cleaned).sum() / np.square(room).sum()) if len(cleaned) == len(room) else 1.0
    return Likeness(likeness(whitened(room), whitened(far)), likeness(envelope(room), envelope(far)), left)


def marked(heard: Sequence[Heard], scene: Scene, compare: Compare = compared) -> tuple[Heard, ...]:
    """`heard` with its echoes flagged."""
    far = [each for each in heard if each.track == FAR and each.text]
    return tuple(with_flag(each) if is_echo(each, far, scene, compare) else each for each in heard)


def is_echo(heard: Heard, far: Iterable[Heard], scene: Scene, compare: Compare = compared) -> bool:
    """Whether something heard in the room is what the far end said just then; a voice without words may be, too."""
    if heard.track != ROOM:
        return False
    near = [each for each in far if each.start_ms < heard.end_ms and each.end_ms > heard.start_ms - LATE_MS]
    if not heard.text:
        return bool(near) and compare(heard, scene).is_doubtful
    if not near:
        return False
    sound = compare(heard, scene)
    if sound.is_doubtful and sound.left <= NOTHING_LEFT:
        return True
    said = "".join(each.text for each in sorted(near, key=lambda each: each.start_ms))
    share = share_of(heard.text, said)
    surely = sound.wave >= SURELY_WAVE
    return (
        (share >= SAME_TEXT and sound.is_doubtful)
        or (share >= GARBLED_TEXT and surely)
        or (share >= HARDLY_TEXT and surely and sound.envelope >= SURELY_ENVELOPE)
    )


def likeness(piece: Any, whole: Any) -> float:
    """Normalised correlation of `piece` with the place in `whole` where it fits best."""
    import numpy as np

    size = 1 << (len(piece) + len(whole)).bit_length()
    cross = np.fft.irfft(np.fft.rfft(whole, size) * np.conj(np.fft.rfft(piece, size)), size)
    places = len(whole) - len(piece) + 1
    energy = np.concatenate([[0.0], np.cumsum(np.square(whole, dtype=np.float64))])
    there = energy[len(piece) :] - energy[: len(energy) - len(piece)]
    own = float(np.square(piece, dtype=np.float64).sum())
    power = np.sqrt(np.maximum(there[:places] * own, 1e-9))
    return float(np.max(cross[:places] / power))


def whitened(samples: Any) -> Any:
    """First difference: speech without the weight of its low tones."""
    import numpy as np

    return np.diff(samples, prepend=samples[:1])


def envelope(samples: Any) -> Any:
    """Loudness in frames of 10 ms (cube root of power), without its mean."""
    import numpy as np

    count = len(samples) // FRAME
    loudness = np.square(samples[: count * FRAME].reshape(count, FRAME)).mean(axis=1) ** (1 / 3)
    return loudness - loudness.mean()
