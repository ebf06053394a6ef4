"""Windows of training: clips placed on a time line, made worse, with the tokens that Whisper should write.

In: the corpus, a `Bucket`, a random generator. Out: a `Sample` with exact labels of every frame and, for every token,
the frames in which it is spoken.
"""

import random
from dataclasses import dataclass, field

import numpy as np

from tools.demo_model import sound
from tools.demo_model.corpus import Corpus, Utterance, power_of
from tools.demo_model.mel import BANDS, log_norm
from tools.demo_model.prompts import prompt
from tools.demo_model.tokens import LAST_STAMP, Vocabulary

IGNORED = -1
WRONG = 0.08
"""Share of wrong input tokens: the decoder must lean on the sound."""

RESPELT, PEOPLE = 0.5, 0.4
"""Share of the prompted windows whose people are spelt as only the prompt can tell; and of the sentences of a prompted
window that are chosen because they speak of somebody. (Of all sentences a quarter does; names came slowly so.)"""

SILENT, SILENT_SLICES, REMAINS, ALONE = 0.05, 0.12, 0.2, 0.7
"""Share of the windows of sentences, and of the slices, in which nobody speaks; of the windows in which somebody speaks
and an echo has left something; and of those in which nobody does, or not for long."""

LEFT_OVER, CUT, UNFINISHED, WAITING = 0.15, 0.06, 0.12, 0.12
"""Share of the slices that begin with the last breath of the sentence before, which is written already; of their
sentences of which a voice filter has cut the first sound off; of the slices that end within their first sentence; of
those in which nobody speaks for long, and then somebody does."""

STAMPED = 0.75
LATEST_FIRST_S = 1.0
"""faster-whisper allows no first time stamp after it."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """A shape of windows. `frames` of 10 ms; `tokens` a window; `prompted`: all have a prompt; `whole`: whole sentences
    that fill it (else a slice of a meeting, which may begin and end within a sentence)."""

    frames: int
    tokens: int
    whole: bool = True
    prompted: bool = False


@dataclass(frozen=True, slots=True)
class Sample:
    """`spans`: first and last frame of 20 ms of every target, -1 where there is none; `offset`: position of frame 0."""

    mel: np.ndarray
    phones: np.ndarray
    heard: np.ndarray
    inputs: np.ndarray
    targets: np.ndarray
    spans: np.ndarray
    offset: int


@dataclass(slots=True)
class _Placed:
    """A clip on the time line: `base` is the time of its beginning; characters `first` to `last` lie in the window."""

    said: Utterance
    base: float
    first: int
    last: int
    on: float
    off: float
    complete: bool


@dataclass(slots=True)
class _Line:
    """The time line while it is filled; `stop`: the frame in which the sound ends."""

    stop: int
    power: np.ndarray
    phones: np.ndarray
    placed: list[_Placed] = field(default_factory=list)


@dataclass(slots=True)
class _Script:
    """Tokens: the prompt, what opens the transcript, the transcript; and the frames of the last of them."""

    head: list[int]
    ids: list[int] = field(default_factory=list)
    spans: list[tuple[int, int]] = field(default_factory=list)
    before: list[int] = field(default_factory=list)
    silent: bool = False


def window(corpus: Corpus, bucket: Bucket, draw: random.Random) -> Sample:
    """One sample."""
    line = _filled(corpus, bucket, draw)
    if bucket.prompted and draw.random() < RESPELT:
        for placed in line.placed:
            placed.said = corpus.respelt(placed.said, draw)
    mel = _heard_mel(line, corpus, bucket, draw)
    offset = draw.randint(0, 1500 - bucket.frames // 2) if bucket.whole and draw.random() < 0.5 else 0
    script = _tokens(line, corpus, offset, draw)
    script.before = _prompt_tokens(corpus, bucket, script, [each.said for each in line.placed], draw)
    inputs, targets, spans = _sequence(script, corpus.vocabulary, bucket.tokens, draw)
    heard = _heard_tokens(line, script, corpus.vocabulary.end)
    return Sample(mel.astype(np.float16), line.phones, heard, inputs, targets, spans, offset)


def _filled(corpus: Corpus, bucket: Bucket, draw: random.Random) -> _Line:
    line, at = _begun(corpus, bucket, draw)
    if draw.random() < (SILENT if bucket.whole else SILENT_SLICES):
        if draw.random() < ALONE:
            _remains(line, corpus, 10 ** draw.uniform(-2.0, 0.3), draw)
        return line
    while at < line.stop - 20:
        said = _fitting(corpus, bucket, line, at, draw)
        if said is None:
            break
        at = _place(line, said, bucket, at, draw)
        if bucket.whole and draw.random() < 0.2:
            break
        at += 2 * (draw.randint(0, 30) if bucket.whole else _pause(draw))
    _overlap(line, corpus, draw)
    if line.placed and draw.random() < (ALONE if line.placed[0].on > 2 * LATEST_FIRST_S else REMAINS):
        _remains(line, corpus, float(line.power.mean()) * 10 ** -draw.uniform(1.0, 3.5), draw)
    return line


def _begun(corpus: Corpus, bucket: Bucket, draw: random.Random) -> tuple[_Line, int]:
    """An empty line, and the frame in which somebody begins to speak."""
    frames = bucket.frames
    line = _Line(frames, np.zeros((frames, BANDS), np.float32), np.zeros(frames // 2, np.uint8))
    if bucket.whole:
        return line, 2 * draw.randint(0, 8)
    at = draw.choice([0, 0, 0, 6, 10, 20, 40, 60, 2 * draw.randint(0, 75)])
    if draw.random() < 0.35:
        line.stop = 2 * draw.randint(100, frames // 2)
    if draw.random() < WAITING:
        at = 2 * draw.randint(75, frames // 6)
    elif draw.random() < LEFT_OVER:
        at = _left_over(line, corpus.plain(draw), draw)
    if draw.random() < UNFINISHED:
        line.stop = min(line.stop, at + 2 * draw.randint(40, 250))
    return line, at


def _pause(draw: random.Random) -> int:
    """A pause in frames of 20 ms."""
    kind = draw.random()
    low, high = (0.0, 0.5) if kind < 0.5 else (0.3, 1.6) if kind < 0.9 else (1.5, 7.0)
    return int(50 * draw.uniform(low, high))


def _fitting(corpus: Corpus, bucket: Bucket, line: _Line, at: int, draw: random.Random) -> Utterance | None:
    """A sentence; for windows of whole sentences one that fits, the first one a long one."""
    pick = corpus.with_people if bucket.prompted and draw.random() < PEOPLE else corpus.any
    if not bucket.whole:
        return pick(draw)
    room = bucket.frames - at - 4
    least = 0 if line.placed else int(0.4 * room)
    for _attempt in range(30):
        said = pick(draw)
        if least <= len(said.mel) <= room:
            return said
    return None


def _place(line: _Line, said: Utterance, bucket: Bucket, at: int, draw: random.Random) -> int:
    """Put a sentence at a frame, from its middle now and then; returns the (even) frame after it."""
    skip, first = 0, 0
    is_first = not line.placed and not line.power[:at].any()
    if is_first and not bucket.whole and draw.random() < 0.12 and len(said.mel) > 150:
        skip, at = 2 * draw.randint(10, len(said.mel) // 2 - 40), 0
        first = int(np.searchsorted(said.ends, skip / 100 + 0.05))
    elif not bucket.whole and draw.random() < CUT:
        skip = 2 * (int(said.on * 50) + draw.randint(0, 5))
    speech = sound.coloured(power_of(said)[skip:], draw)
    count = min(len(speech), line.stop - at)
    line.power[at : at + count] += speech[:count]
    phones = said.phones[skip // 2 :]
    halves = min(len(phones), (line.stop - at) // 2)
    there = line.phones[at // 2 : at // 2 + halves]
    line.phones[at // 2 : at // 2 + halves] = np.where(phones[:halves] > 0, phones[:halves], there)
    base, end = (at - skip) / 100, line.stop / 100
    complete = base + said.off < end - 0.02 or len(speech) <= line.stop - at
    last = len(said.text) if complete else int(np.searchsorted(said.ends, end - base - 0.02))
    on, off = max(at / 100, base + said.on), min(base + said.off, end)
    line.placed.append(_Placed(said, base, first, last, on, off, complete))
    return at + len(speech) + len(speech) % 2


def _overlap(line: _Line, corpus: Corpus, draw: random.Random) -> None:
    """Now and then somebody else talks quietly in the background; that is not written."""
    if line.placed and draw.random() < 0.08:
        level, other = line.power.mean(), power_of(corpus.plain(draw))
        at = draw.randrange(max(1, line.stop - 50))
        count = min(len(other), line.stop - at)
        quiet = level / max(1e-9, other.mean()) * 10 ** (-draw.uniform(1.2, 2.5))
        line.power[at : at + count] += other[:count] * np.float32(quiet)


def _remains(line: _Line, corpus: Corpus, level: float, draw: random.Random) -> None:
    """What a loudspeaker said and the application took out of the room again, but for so much; that is not written."""
    left = draw.choice(corpus.remains)
    at = 0 if draw.random() < 0.5 else draw.randrange(max(1, line.stop - 50))
    begin = draw.randrange(max(1, len(left) - (line.stop - at)))
    left = left[begin : begin + line.stop - at]
    line.power[at : at + len(left)] += left * np.float32(level / max(1e-9, left.mean()))


def _left_over(line: _Line, said: Utterance, draw: random.Random) -> int:
    """The end of a sentence: a window begins where a time stamp says that one ends. Returns the frame after a pause."""
    skip = 2 * max(0, int(said.off * 50) - draw.randint(1, 12))
    left = sound.coloured(power_of(said)[skip : line.stop + skip], draw)
    line.power[: len(left)] += left
    phones = said.phones[skip // 2 : (skip + len(left)) // 2]
    line.phones[: len(phones)] = phones
    return 2 * (len(left) // 2 + draw.randint(2, 25))


def _heard_mel(line: _Line, corpus: Corpus, bucket: Bucket, draw: random.Random) -> np.ndarray:
    """Log-mel with noise and masks; zeros after the sound's end, as faster-whisper pads."""
    energy = line.power[: line.stop]
    level = float(energy.mean()) if line.placed else 10 ** draw.uniform(-4, 0)
    if energy.any() and not line.placed:
        level = float(energy.mean()) * 10 ** draw.uniform(0.5, 2.5)
    sound.add_noise(energy, max(level, 1e-8), corpus.noises, draw)
    above = draw.choice([0.0, 0.0, draw.uniform(0, 0.8)]) if line.placed else draw.uniform(0, 3)
    mel = np.zeros((bucket.frames, BANDS), np.float32)
    mel[: line.stop] = log_norm(energy, above)
    sound.mask(mel[: line.stop], draw)
    return mel


def _tokens(line: _Line, corpus: Corpus, offset: int, draw: random.Random) -> _Script:
    """The transcript as Whisper writes it. Of a sentence that is cut off only the time stamp at which it begins: the
    next window begins there. Were it the first one, as much of it as is said: no other window has more."""
    vocabulary, stamped = corpus.vocabulary, draw.random() < STAMPED
    script = _Script([vocabulary.special(name) for name in ("startoftranscript", "ja", "transcribe")])

    def stamp(time: float) -> None:
        frame = round(time * 50)
        script.ids.append(vocabulary.stamps + min(LAST_STAMP, max(0, frame + offset)))
        script.spans.append((frame, frame))

    for number, placed in enumerate(line.placed):
        if stamped:
            stamp(min(placed.on, LATEST_FIRST_S) if number == 0 and offset == 0 else placed.on)
            if number and not placed.complete:
                break
        _spell(placed, script.ids, script.spans)
        if stamped:
            stamp(placed.off)
    if not line.placed:
        script.silent = True
        script.ids, script.spans = ([vocabulary.stamps], [(IGNORED, IGNORED)]) if stamped else ([], [])
    script.ids.append(vocabulary.end)
    script.spans.append((IGNORED, IGNORED))
    script.head += [] if stamped else [vocabulary.special("notimestamps")]
    return script


def _spell(placed: _Placed, ids: list[int], spans: list[tuple[int, int]]) -> None:
    said = placed.said
    stops = [*said.starts[1:], len(said.text)]
    for token, start, stop in zip(said.ids, said.starts, stops, strict=True):
        if placed.first <= start < placed.last:
            begin, end = placed.base + said.begin(start), placed.base + float(said.ends[max(start, stop - 1)])
            ids.append(token)
            spans.append((round(begin * 50), max(round(end * 50), round(begin * 50) + 1)))


def _prompt_tokens(
    corpus: Corpus, bucket: Bucket, script: _Script, said: list[Utterance], draw: random.Random
) -> list[int]:
    if not bucket.prompted:
        return []
    used = len(script.head) + len(script.ids)
    tokens = prompt(corpus, said, draw, max(8, bucket.tokens - used - 2))
    return [corpus.vocabulary.special("startofprev"), *tokens]


def _sequence(
    script: _Script, vocabulary: Vocabulary, count: int, draw: random.Random
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Inputs (some of them wrong), targets and spans, each of `count`. Whether to stamp is the caller's choice."""
    begin = len(script.before)
    inputs = [*script.before, *script.head, *script.ids][:-1]
    targets = [IGNORED] * begin + script.head[1:] + script.ids
    if script.silent:
        targets[begin] = vocabulary.special("nospeech")
    if len(script.head) == 4:
        targets[begin + 2] = IGNORED
    for at in range(begin + len(script.head), len(inputs)):
        if inputs[at] < vocabulary.end and draw.random() < WRONG:
            inputs[at] = draw.randrange(256, vocabulary.end)
    where = [(IGNORED, IGNORED)] * (len(targets) - len(script.spans)) + script.spans
    spans = np.full((count, 2), IGNORED, np.int16)
    spans[: min(count, len(where))] = np.array(where, np.int16)[:count]
    return _fixed(inputs, count, vocabulary.end), _fixed(targets, count, IGNORED), spans


def _heard_tokens(line: _Line, script: _Script, end: int) -> np.ndarray:
    """The token spoken in every frame of 20 ms: <|endoftext|> in silence, `IGNORED` where unknown."""
    heard = np.where(line.phones > 0, IGNORED, end).astype(np.int16)
    for token, (first, last) in zip(script.ids, script.spans, strict=True):
        if token < end and first >= 0:
            part = slice(first, last)
            heard[part] = np.where(line.phones[part] > 0, token, heard[part])
    return heard


def _fixed(values: list[int], count: int, filler: int) -> np.ndarray:
    out = np.full(count, filler, np.int16)
    out[: min(count, len(values))] = values[:count]
    return out
