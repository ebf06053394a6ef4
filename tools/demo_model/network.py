"""The network: Whisper's architecture as pure functions of a flat dictionary of arrays (JAX).

In: parameters, log-mel windows (batch, frames, 80), tokens. Out: encoder states, decoder states, attention weights.
Linear weights are (out, in) and convolutions (out, in, 3), as CTranslate2 and Hugging Face keep them.
It knows nothing of training, files or text.
"""

import math
from dataclasses import dataclass

import jax
import jax.numpy as jnp
import numpy as np

Parameters = dict[str, jax.Array]
MELS = 80
POSITIONS = 1500
TOKENS = 448


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of a network; `guided` is the decoder layer whose first two heads are trained to align.

    In the layer after it the first head of self-attention is trained to find in the prompt what is to be written."""

    vocabulary: int
    phonemes: int
    width: int = 192
    heads: int = 4
    encoder_layers: int = 4
    decoder_layers: int = 3
    guided: int = 1

    @property
    def copying(self) -> int:
        """The decoder layer after the guided one: there it is known what the next token sounds like."""
        return min(self.guided + 1, self.decoder_layers - 1)

    @property
    def inner(self) -> int:
        """Width of the feed-forward layers."""
        return self.width * 4


def sinusoids(length: int, width: int) -> np.ndarray:
    """Whisper's positions: sines in the first half of the channels, cosines in the second."""
    rate = np.exp(-math.log(10_000) / (width // 2 - 1) * np.arange(width // 2))
    angle = np.arange(length)[:, None] * rate[None]
    return np.concatenate([np.sin(angle), np.cos(angle)], 1).astype(np.float32)


def linear(weights: Parameters, name: str, states: jax.Array) -> jax.Array:
    """states · Wᵀ + b, in the type of the states."""
    out = states @ weights[f"{name}.weight"].T.astype(states.dtype)
    bias = weights.get(f"{name}.bias")
    return out if bias is None else out + bias.astype(states.dtype)


def norm(weights: Parameters, name: str, states: jax.Array) -> jax.Array:
    """Layer normalisation, computed in float32."""
    wide = states.astype(jnp.float32)
    centred = wide - wide.mean(-1, keepdims=True)
    scaled = centred * jax.lax.rsqrt((centred**2).mean(-1, keepdims=True) + 1e-5)
    return (scaled * weights[f"{name}.weight"] + weights[f"{name}.bias"]).astype(states.dtype)


def attend(
    weights: Parameters, name: str, asking: jax.Array, asked: jax.Array, heads: int, mask: jax.Array | None = None
) -> tuple[jax.Array, jax.Array]:
    """Multi-head attention; returns the states and the weights (batch, heads, asking, asked)."""

    def split(states: jax.Array) -> jax.Array:
        return states.reshape(*states.shape[:2], heads, -1)

    query = split(linear(weights, f"{name}.q", asking))
    key = split(linear(weights, f"{name}.k", asked))
    value = split(linear(weights, f"{name}.v", asked))
    score = jnp.einsum("bqhd,bkhd->bhqk", query, key, preferred_element_type=jnp.float32) * query.shape[-1] ** -0.5
    if mask is not None:
        score = jnp.where(mask, score, -1e9)
    looked = jax.nn.softmax(score, axis=-1)
    heard = jnp.einsum("bhqk,bkhd->bqhd", looked.astype(value.dtype), value)
    return linear(weights, f"{name}.out", heard.reshape(asking.shape)), looked


def feed_forward(weights: Parameters, name: str, states: jax.Array) -> jax.Array:
    """The residual branch of two linear layers with the exact GELU, as Whisper has it."""
    inner = jax.nn.gelu(linear(weights, f"{name}.fc1", norm(weights, f"{name}.norm2", states)), approximate=False)
    return linear(weights, f"{name}.fc2", inner)


def convolve(weights: Parameters, name: str, states: jax.Array, stride: int) -> jax.Array:
    """A convolution over three frames as one matrix product, then GELU."""
    padded = jnp.pad(states, ((0, 0), (1, 1), (0, 0)))
    length = states.shape[1]
    taps = [padded[:, tap : tap + length : stride] for tap in range(3)]
    kernel = weights[f"{name}.weight"]
    flat = kernel.transpose(2, 1, 0).reshape(-1, kernel.shape[0]).astype(states.dtype)
    out = jnp.concatenate(taps, -1) @ flat + weights[f"{name}.bias"].astype(states.dtype)
    return jax.nn.gelu(out, approximate=False)


def encode(shape: Shape, weights: Parameters, mel: jax.Array, offset: jax.Array | None = None) -> jax.Array:
    """Log-mel (batch, frames, 80) → states (batch, frames / 2, width). `offset`: first position of each window."""
    states = convolve(weights, "encoder.conv2", convolve(weights, "encoder.conv1", mel, 1), 2)
    count = states.shape[1]
    table = weights["encoder.positions"]
    place = table[:count] if offset is None else table[offset[:, None] + jnp.arange(count)]
    states = states + place.astype(states.dtype)
    for layer in range(shape.encoder_layers):
        name = f"encoder.{layer}"
        normed = norm(weights, f"{name}.norm1", states)
        states = states + attend(weights, f"{name}.self", normed, normed, shape.heads)[0]
        states = states + feed_forward(weights, name, states)
    return norm(weights, "encoder.norm", states)


def decode(
    shape: Shape, weights: Parameters, tokens: jax.Array, heard: jax.Array
) -> tuple[jax.Array, list[jax.Array], list[jax.Array]]:
    """Tokens (batch, length), encoder states → states before the logits; every layer's cross- and self-attention."""
    length = tokens.shape[1]
    states = weights["decoder.tokens"][tokens] + weights["decoder.positions"][:length]
    states = states.astype(heard.dtype)
    causal = jnp.tril(jnp.ones((length, length), bool))[None, None]
    crosses, selves = [], []
    for layer in range(shape.decoder_layers):
        name = f"decoder.{layer}"
        normed = norm(weights, f"{name}.norm1", states)
        told, looked = attend(weights, f"{name}.self", normed, normed, shape.heads, causal)
        selves.append(looked)
        states = states + told
        told, looked = attend(weights, f"{name}.cross", norm(weights, f"{name}.norm3", states), heard, shape.heads)
        crosses.append(looked)
        states = states + told
        states = states + feed_forward(weights, name, states)
    return norm(weights, "decoder.norm", states), crosses, selves


def logits(weights: Parameters, states: jax.Array) -> jax.Array:
    """Scores of every token (the output layer is tied to the embeddings), float32."""
    rows = weights["decoder.tokens"].T.astype(states.dtype)
    return jnp.matmul(states, rows, preferred_element_type=jnp.float32)
