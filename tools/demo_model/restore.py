"""Stage `restore`: a converted model becomes a checkpoint again, so that a later training can go on from the model that
the application carries. `convert`, the other way round; what int8 rounded off stays off.

In: a folder in CTranslate2's format (model.bin, tokenizer.json). Out: `checkpoint.npz` of the size that was named, with
new heads where only the training needs them.
"""

import struct
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from tools.demo_model import checkpoint, tokens
from tools.demo_model.clips import PHONEMES
from tools.demo_model.network import Shape
from tools.demo_model.start import fresh

Arrays = dict[str, np.ndarray]
KINDS = (np.float32, np.int8, np.int16, np.int32, np.float16)
"""CTranslate2's number of a type of arrays; others are not written by `convert`."""


def restore(model: Path, target: Path, recipe: str, heads: int) -> Shape:
    """Write the checkpoint; returns the network's shape. `heads`: of attention, which the file does not tell."""
    vocabulary = tokens.load(model / "tokenizer.json")
    stored = _weights(_read(model / "model.bin"))
    width = stored["encoder/layer_norm/gamma"].shape[0]
    shape = Shape(
        *(len(vocabulary), len(PHONEMES), width, heads), *(_layers(stored, part) for part in ("encoder", "decoder"))
    )
    found = dict(_named(stored, shape))
    expected = fresh(shape, vocabulary.stamps)
    if wrong := sorted(name for name in found if name not in expected or expected[name].shape != found[name].shape):
        raise ValueError(f"{model}: {wrong[0]} is of another network")
    checkpoint.keep(target, expected | found, checkpoint.Standing(recipe, shape, vocabulary.stamps))
    return shape


def _layers(stored: Arrays, part: str) -> int:
    return sum(f"{part}/layer_{number}/ffn/linear_0/weight" in stored for number in range(100))


def _read(path: Path) -> Arrays:
    """All arrays of a file of CTranslate2, by name (binary version 6)."""
    content, at = path.read_bytes(), 0

    def number(kind: str) -> int:
        nonlocal at
        (value,) = struct.unpack_from(f"<{kind}", content, at)
        at += struct.calcsize(kind)
        return int(value)

    def text() -> str:
        nonlocal at
        size = number("H")
        at += size
        return content[at - size : at - 1].decode()

    number("I")
    text()
    number("I")
    arrays: Arrays = {}
    for _array in range(number("I")):
        name = text()
        sizes = [number("I") for _size in range(number("B"))]
        kind, count = np.dtype(KINDS[number("B")]), number("I")
        arrays[name] = np.frombuffer(content, kind, count // kind.itemsize, at).reshape(sizes)
        at += count
    return arrays


def _weights(arrays: Arrays) -> Arrays:
    """The weights in float32: of int8 each row is divided by its scale."""
    wide = {name: value.astype(np.float32) for name, value in arrays.items() if not name.endswith("_scale")}
    scaled = ((name[:-6], value) for name, value in arrays.items() if name.endswith("_scale"))
    for name, scale in scaled:
        wide[name] = wide[name] / scale.reshape(-1, *[1] * (wide[name].ndim - 1))
    return wide


def _named(stored: Arrays, shape: Shape) -> Iterator[tuple[str, np.ndarray]]:
    """Our names."""
    for part in ("conv1", "conv2"):
        yield from ((f"encoder.{part}.{kind}", stored[f"encoder/{part}/{kind}"]) for kind in ("weight", "bias"))
    yield "encoder.positions", stored["encoder/position_encodings/encodings"]
    yield "decoder.positions", stored["decoder/position_encodings/encodings"]
    yield "decoder.tokens", stored["decoder/embeddings/weight"]
    for part, count in (("encoder", shape.encoder_layers), ("decoder", shape.decoder_layers)):
        yield from _norm(stored, f"{part}/layer_norm", f"{part}.norm")
        for number in range(count):
            yield from _layer(stored, f"{part}/layer_{number}", f"{part}.{number}")


def _layer(stored: Arrays, theirs: str, ours: str) -> Iterator[tuple[str, np.ndarray]]:
    yield from _norm(stored, f"{theirs}/self_attention/layer_norm", f"{ours}.norm1")
    yield from _linear(stored, f"{theirs}/self_attention/linear_0", *(f"{ours}.self.{part}" for part in "qkv"))
    yield from _linear(stored, f"{theirs}/self_attention/linear_1", f"{ours}.self.out")
    yield from _norm(stored, f"{theirs}/ffn/layer_norm", f"{ours}.norm2")
    yield from _linear(stored, f"{theirs}/ffn/linear_0", f"{ours}.fc1")
    yield from _linear(stored, f"{theirs}/ffn/linear_1", f"{ours}.fc2")
    if f"{theirs}/attention/linear_0/weight" in stored:
        yield from _norm(stored, f"{theirs}/attention/layer_norm", f"{ours}.norm3")
        yield from _linear(stored, f"{theirs}/attention/linear_0", f"{ours}.cross.q")
        yield from _linear(stored, f"{theirs}/attention/linear_1", f"{ours}.cross.k", f"{ours}.cross.v")
        yield from _linear(stored, f"{theirs}/attention/linear_2", f"{ours}.cross.out")


def _norm(stored: Arrays, theirs: str, ours: str) -> Iterator[tuple[str, np.ndarray]]:
    yield f"{ours}.weight", stored[f"{theirs}/gamma"]
    yield f"{ours}.bias", stored[f"{theirs}/beta"]


def _linear(stored: Arrays, theirs: str, *ours: str) -> Iterator[tuple[str, np.ndarray]]:
    """One linear layer, or several side by side; a key has no bias."""
    weights, biases = (np.split(stored[f"{theirs}/{kind}"], len(ours)) for kind in ("weight", "bias"))
    for name, weight, bias in zip(ours, weights, biases, strict=True):
        yield f"{name}.weight", weight
        if not name.endswith(".k"):
            yield f"{name}.bias", bias
