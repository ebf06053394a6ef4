"""What the training minimises: Whisper's own loss, and what the synthesiser knows exactly.

In: parameters and a batch of samples. Out: one number and its parts. The encoder is told the phoneme and the token of
every frame; two heads of the first and of the guided decoder layer are told where to look: at the token that was just
written, and at the token to be written; a head of the next layer: where the prompt has the token to be written.
"""

import jax
import jax.numpy as jnp

from tools.demo_model.network import Parameters, Shape, decode, encode, linear, logits
from tools.demo_model.windows import IGNORED

Batch = dict[str, jax.Array]
MARGIN = 6
"""Frames around a token's span in which the guided heads may look."""

EVERY = 3
"""The token of every third frame is asked for; which third changes with the step."""

RARE = 2
"""A token of the prompt that is there more often is not looked for."""

TOLD = 4.0
"""How much more a token counts that stands in the prompt: names are few, and the sound says all the others."""

PARTS = ("text", "phoneme", "frame", "guide", "guide_before", "copy", "text_right", "phoneme_right")


def losses(
    weights: Parameters,
    shape: Shape,
    batch: Batch,
    phase: jax.Array,
    shares: tuple[jax.Array, jax.Array],
    kind: jnp.dtype,
) -> tuple[jax.Array, jax.Array]:
    """The loss and its `PARTS`. `phase`: which third of the frames; `kind`: type of the matrix products."""
    heard = encode(shape, weights, batch["mel"].astype(kind), batch["offset"])
    phoneme = linear(weights, "head.phoneme", heard).astype(jnp.float32)
    states, looks, selves = decode(shape, weights, batch["inputs"], heard)
    same, told = _told(batch)
    scores = logits(weights, states)
    text, text_right = _cross_entropy(scores, batch["targets"])
    more, _right = _cross_entropy(scores, jnp.where(told, batch["targets"], IGNORED))
    named, named_right = _cross_entropy(phoneme, batch["phones"])
    count = heard.shape[1] // EVERY
    some = jax.lax.dynamic_slice_in_dim(
        heard[:, : count * EVERY].reshape(heard.shape[0], count, EVERY, -1), phase, 1, 2
    )
    asked = jax.lax.dynamic_slice_in_dim(batch["heard"][:, : count * EVERY].reshape(-1, count, EVERY), phase, 1, 2)
    frame, _right = _cross_entropy(logits(weights, linear(weights, "head.token", some[:, :, 0])), asked[:, :, 0])
    before = jnp.concatenate([jnp.full_like(batch["spans"][:, :1], IGNORED), batch["spans"][:, :-1]], 1)
    guide = _guide(looks[shape.guided], batch["spans"])
    guide_before = _guide(looks[0], before)
    copy = _copy(selves[shape.copying][:, 0], same, told)
    text_and_more = text + TOLD * more * told.sum() / jnp.maximum(1, (batch["targets"] >= 0).sum())
    total = text_and_more + shares[0] * (named + frame) + shares[1] * (guide + guide_before + copy)
    return total, jnp.stack([text, named, frame, guide, guide_before, copy, text_right, named_right])


def _cross_entropy(scores: jax.Array, targets: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Mean over the targets that are known, and the share that would be right."""
    known = targets >= 0
    wanted = jnp.where(known, targets, 0)
    top = jax.scipy.special.logsumexp(scores, axis=-1)
    chosen = jnp.take_along_axis(scores, wanted[..., None], -1)[..., 0]
    count = jnp.maximum(1, known.sum())
    right = ((scores.argmax(-1) == wanted) & known).sum() / count
    return ((top - chosen) * known).sum() / count, right


def _guide(looks: jax.Array, spans: jax.Array) -> jax.Array:
    """Minus the logarithm of the attention that two heads give to the span of the token."""
    frame = jnp.arange(looks.shape[-1])
    inside = (frame >= spans[..., :1] - MARGIN) & (frame <= spans[..., 1:] + MARGIN)
    known = spans[..., 0] >= 0
    mass = (looks[:, :2] * inside[:, None]).sum(-1)
    missed = -jnp.log(jnp.maximum(mass, 1e-4)) * known[:, None]
    return missed.sum() / (2 * jnp.maximum(1, known.sum()))


def _told(batch: Batch) -> tuple[jax.Array, jax.Array]:
    """Where the prompt has each target (batch, length, length), and which targets it has, once or twice."""
    targets, inputs = batch["targets"], batch["inputs"]
    opens = (targets >= 0).argmax(1)[:, None]
    in_prompt = jnp.arange(inputs.shape[1])[None] < opens
    same = (targets[:, :, None] == inputs[:, None]) & in_prompt[:, None]
    count = same.sum(-1)
    return same, (batch["spans"][..., 1] > batch["spans"][..., 0]) & (count > 0) & (count <= RARE)


def _copy(look: jax.Array, same: jax.Array, told: jax.Array) -> jax.Array:
    """Minus the logarithm of the attention of one head (batch, length, length) to the token's places in the prompt."""
    missed = -jnp.log(jnp.maximum((look * same).sum(-1), 1e-4)) * told
    return missed.sum() / jnp.maximum(1, told.sum())
