"""Weights to begin with: random ones, and attention heads that are written down instead of learned.

In: a `Shape`, the id of the first time stamp, a seed. Out: parameters. Trained from nothing on little compute, a small
Whisper attends evenly over the whole window for long. Sinusoidal positions make it possible to write down heads that
look nearby (encoder), at the last time stamp (decoder), and near the place that a time stamp names (cross-attention):
with q = [sin wt, cos wt] and k the same turned by w·d, q·k = Σ cos(w(t + d - s)), which peaks at s = t + d.
"""

import math

import numpy as np

from tools.demo_model.network import MELS, POSITIONS, TOKENS, Shape, sinusoids

Arrays = dict[str, np.ndarray]
POSITION_SCALE = 3.0
LOCAL = ((-5, -2, 2, 5), (-8, -3, 3, 8), (-12, -4, 4, 12), (-16, -5, 5, 16))
"""Encoder layer → where each head looks, in frames of 20 ms; more layers repeat the last row."""

PEAKS = (10.0, 10.0, 9.0, 8.0)
STAMP_SCALE = 0.1
_WIDE = (0.32, 0.94)
"""Which of the frequencies (as shares of their list) tell places some seconds apart."""


def fresh(shape: Shape, stamps: int, seed: int = 0) -> Arrays:
    """All parameters of a new network, with the training-only heads (`head.phoneme`, `head.token`)."""
    draw = np.random.default_rng(seed)
    weights: Arrays = {}
    _front(weights, shape, draw)
    for layer in range(shape.encoder_layers):
        _layer(weights, f"encoder.{layer}", shape, draw)
        _look_nearby(weights, f"encoder.{layer}.self", shape, layer)
    for layer in range(shape.decoder_layers):
        _layer(weights, f"decoder.{layer}", shape, draw)
        _norm(weights, f"decoder.{layer}.norm3", shape.width)
        _attention(weights, f"decoder.{layer}.cross", shape.width, draw)
    _norm(weights, "encoder.norm", shape.width)
    _norm(weights, "decoder.norm", shape.width)
    _linear(weights, "head.phoneme", (shape.phonemes, shape.width), draw)
    _linear(weights, "head.token", (shape.width, shape.width), draw)
    _stamps(weights, shape, stamps, draw)
    return weights


def grown(weights: Arrays, shape: Shape, stamps: int) -> Arrays:
    """Weights trained in fewer layers; the layers that are new add nothing at first. ValueError: another network."""
    larger = fresh(shape, stamps)
    if any(name not in larger or larger[name].shape != value.shape for name, value in weights.items()):
        raise ValueError("the checkpoint is of a network that more layers do not make this one")
    added = {
        name: np.zeros_like(value) if name.rpartition(".")[0].endswith((".out", ".fc2")) else value
        for name, value in larger.items()
        if name not in weights
    }
    return {**weights, **added}


def _uniform(draw: np.random.Generator, size: tuple[int, ...], inputs: int) -> np.ndarray:
    limit = 1 / math.sqrt(inputs)
    return draw.uniform(-limit, limit, size).astype(np.float32)


def _linear(weights: Arrays, name: str, size: tuple[int, int], draw: np.random.Generator, spread: float = 0.0) -> None:
    weights[f"{name}.weight"] = (
        draw.normal(0, spread, size).astype(np.float32) if spread else _uniform(draw, size, size[1])
    )
    weights[f"{name}.bias"] = np.zeros(size[0], np.float32)


def _norm(weights: Arrays, name: str, width: int) -> None:
    weights[f"{name}.weight"] = np.ones(width, np.float32)
    weights[f"{name}.bias"] = np.zeros(width, np.float32)


def _attention(weights: Arrays, name: str, width: int, draw: np.random.Generator) -> None:
    for part in ("q", "k", "v"):
        _linear(weights, f"{name}.{part}", (width, width), draw)
    del weights[f"{name}.k.bias"]
    _linear(weights, f"{name}.out", (width, width), draw, 0.02)


def _layer(weights: Arrays, name: str, shape: Shape, draw: np.random.Generator) -> None:
    _attention(weights, f"{name}.self", shape.width, draw)
    _norm(weights, f"{name}.norm1", shape.width)
    _norm(weights, f"{name}.norm2", shape.width)
    _linear(weights, f"{name}.fc1", (shape.inner, shape.width), draw)
    _linear(weights, f"{name}.fc2", (shape.width, shape.inner), draw, 0.02)


def _front(weights: Arrays, shape: Shape, draw: np.random.Generator) -> None:
    for name, inputs in (("encoder.conv1", MELS), ("encoder.conv2", shape.width)):
        weights[f"{name}.weight"] = _uniform(draw, (shape.width, inputs, 3), inputs * 3)
        weights[f"{name}.bias"] = np.zeros(shape.width, np.float32)
    weights["encoder.positions"] = sinusoids(POSITIONS, shape.width) * POSITION_SCALE


def _frequencies(shape: Shape) -> np.ndarray:
    half = shape.width // 2
    return np.exp(-math.log(10_000) / (half - 1) * np.arange(half))


def _look_nearby(weights: Arrays, name: str, shape: Shape, layer: int) -> None:
    """Every head of an encoder layer looks at its own distance."""
    row = LOCAL[min(layer, len(LOCAL) - 1)]
    size, half = shape.width // shape.heads, shape.width // 2
    count = size // 2
    gain = 0.85 * math.sqrt(PEAKS[min(layer, len(PEAKS) - 1)] * math.sqrt(size) / count)
    rate = _frequencies(shape)
    query, key = weights[f"{name}.q.weight"], weights[f"{name}.k.weight"]
    for head in range(shape.heads):
        distance, top = row[head % len(row)], 0.46 if abs(row[head % len(row)]) <= 4 else 0.52
        rows = slice(head * size, (head + 1) * size)
        query[rows] *= 0.2
        key[rows] *= 0.2
        for index, at in enumerate(np.linspace(0, top * half, count).round().astype(int)):
            sine, cosine = head * size + index, head * size + count + index
            turn = rate[at] * distance
            query[sine, at] += gain
            query[cosine, half + at] += gain
            key[sine, at] += gain * math.cos(turn)
            key[sine, half + at] -= gain * math.sin(turn)
            key[cosine, half + at] += gain * math.cos(turn)
            key[cosine, at] += gain * math.sin(turn)


def _wide_channels(shape: Shape) -> np.ndarray:
    """The sine and cosine channels of as many wide frequencies as fit into one head."""
    half, count = shape.width // 2, shape.width // shape.heads // 2
    chosen = np.linspace(_WIDE[0] * half, _WIDE[1] * half, count).round().astype(int)
    return np.concatenate([chosen, half + chosen])


def _stamps(weights: Arrays, shape: Shape, stamps: int, draw: np.random.Generator) -> None:
    """Embeddings, of which a time stamp is the position that it names; and the heads that read them."""
    width, size = shape.width, shape.width // shape.heads
    tokens = draw.normal(0, 0.05, (shape.vocabulary, width)).astype(np.float32)
    tokens[stamps:] = np.concatenate([sinusoids(POSITIONS, width), sinusoids(POSITIONS + 1, width)[-1:]]) * STAMP_SCALE
    rotation = np.linalg.qr(draw.normal(size=(width, width)))[0].astype(np.float32)
    weights["decoder.tokens"] = tokens
    weights["decoder.positions"] = sinusoids(TOKENS, width) @ rotation * np.float32(0.05)
    channels = _wide_channels(shape)
    _copy_last_stamp(weights, shape, channels, rotation)
    gain = math.sqrt(6.0 * math.sqrt(size) / (size // 2))
    for layer in range(min(2, shape.decoder_layers)):
        for part in ("q", "k"):
            matrix = weights[f"decoder.{layer}.cross.{part}.weight"]
            matrix[np.arange(size), channels] += gain


def _copy_last_stamp(weights: Arrays, shape: Shape, channels: np.ndarray, rotation: np.ndarray) -> None:
    """Head 0 of the first decoder layer: find the latest time stamp, and bring its position here."""
    width, size = shape.width, shape.width // shape.heads
    half, name = width // 2, "decoder.0.self"
    query, key = weights[f"{name}.q.weight"], weights[f"{name}.k.weight"]
    query[:size] *= 0.1
    key[:size] *= 0.1
    key[size - 1, half + half - 8 : width] += 1.0
    weights[f"{name}.q.bias"][size - 1] = 5.0
    count = (size - 1) // 2
    gain = math.sqrt(6.0 * math.sqrt(size) / count)
    for index, at in enumerate(np.linspace(0.26 * half, 0.58 * half, count).round().astype(int)):
        for row, channel in ((index, at), (count + index, half + at)):
            query[row] += gain * rotation[channel]
            key[row] += gain * rotation[channel]
    weights[f"{name}.v.weight"][:size] *= 0.1
    weights[f"{name}.v.weight"][np.arange(size), channels] += 1.0
    weights[f"{name}.out.weight"][channels, np.arange(size)] += 0.08
