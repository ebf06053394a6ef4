"""The network and its losses once more, in PyTorch: on a CPU its products in bfloat16 train two to four times as fast,
and on a GPU nothing has to be compiled.

In: the arrays of `network.py` as tensors, a batch as `loader.py` makes it. Out: the same loss and `PARTS` as
`losses.py`. `torch_training.py` compares the two before it trains.
"""

from collections.abc import Callable, Sequence

import torch
from torch.nn import functional

from tools.demo_model.losses import EVERY, MARGIN, RARE, TOLD
from tools.demo_model.network import Shape
from tools.demo_model.windows import IGNORED

Tensors = dict[str, torch.Tensor]


class _Attention(torch.autograd.Function):
    """Softmax attention, a head at a time so that its scores stay in the cache; (batch, heads, length, size).

    The exponential is taken of the scores as they are: bfloat16 and float32 hold e^±88, and whoever trains leaves out
    a step that is not finite.
    """

    @staticmethod
    def forward(ctx, query, key, value, causal):  # type: ignore[no-untyped-def]
        batch, heads, length, size = query.shape
        query = query * size**-0.5
        out = torch.empty_like(query)
        share = query.new_empty(batch, heads, length, 1)
        mass = query.new_empty(batch, heads, length, key.shape[2])
        for at in range(batch * heads):
            one = divmod(at, heads)
            torch.mm(query[one], key[one].t(), out=mass[one])
            mass[one].exp_()
            if causal:
                mass[one].tril_()
            share[one] = mass[one].sum(-1, keepdim=True, dtype=torch.float32).reciprocal_()
            torch.mm(mass[one], value[one], out=out[one])
            out[one].mul_(share[one])
        ctx.save_for_backward(query, key, value, mass, share, out)
        return out

    @staticmethod
    def backward(ctx, gradient):  # type: ignore[no-untyped-def]
        query, key, value, mass, share, out = ctx.saved_tensors
        asked, told, given = torch.empty_like(query), torch.empty_like(key), torch.empty_like(value)
        common = -(gradient * out).sum(-1, keepdim=True) * share
        gradient = gradient * share
        moved = mass.new_empty(mass.shape[2:])
        heads = query.shape[1]
        for at in range(query.shape[0] * heads):
            one = divmod(at, heads)
            torch.mm(mass[one].t(), gradient[one], out=given[one])
            torch.addmm(common[one], gradient[one], value[one].t(), out=moved)
            moved.mul_(mass[one])
            torch.mm(moved, key[one], out=asked[one])
            torch.mm(moved.t(), query[one], out=told[one])
        return asked * query.shape[-1] ** -0.5, told, given, None


def _softmax_attention(query: torch.Tensor, key: torch.Tensor, value: torch.Tensor, *, causal: bool) -> torch.Tensor:
    """On a GPU PyTorch's own."""
    if query.is_cuda:
        return functional.scaled_dot_product_attention(query, key, value, is_causal=causal)
    return _Attention.apply(query, key, value, causal)


def linear(weights: Tensors, name: str, states: torch.Tensor) -> torch.Tensor:
    """states · Wᵀ + b."""
    return functional.linear(states, weights[f"{name}.weight"], weights.get(f"{name}.bias"))


def norm(weights: Tensors, name: str, states: torch.Tensor) -> torch.Tensor:
    """Layer normalisation."""
    size = (states.shape[-1],)
    return functional.layer_norm(states, size, weights[f"{name}.weight"], weights[f"{name}.bias"], 1e-5)


def attend(
    weights: Tensors, name: str, asking: torch.Tensor, asked: torch.Tensor, heads: int, *, causal: bool = False
) -> torch.Tensor:
    """Multi-head attention."""
    query, key, value = _heads(weights, name, asking, asked, heads)
    return _joined(weights, name, _softmax_attention(query, key, value, causal=causal))


def attend_seen(
    weights: Tensors, name: str, states: tuple[torch.Tensor, torch.Tensor], heads: int, seen: int, *, causal: bool
) -> tuple[torch.Tensor, torch.Tensor]:
    """Multi-head attention of (asking, asked), and where its first `seen` heads look (batch, seen, asking, asked)."""
    query, key, value = _heads(weights, name, *states, heads)
    score = (query[:, :seen] @ key[:, :seen].transpose(-1, -2)).float() * query.shape[-1] ** -0.5
    if causal:
        score = score + torch.full_like(score[0, 0], -1e9).triu(1)
    looked = score.softmax(-1)
    others = _softmax_attention(query[:, seen:], key[:, seen:], value[:, seen:], causal=causal)
    return _joined(weights, name, torch.cat([looked.to(value.dtype) @ value[:, :seen], others], 1)), looked


def _heads(
    weights: Tensors, name: str, asking: torch.Tensor, asked: torch.Tensor, heads: int
) -> tuple[torch.Tensor, ...]:
    pairs = (("q", asking), ("k", asked), ("v", asked))
    return tuple(linear(weights, f"{name}.{part}", of).unflatten(-1, (heads, -1)).transpose(1, 2) for part, of in pairs)


def _joined(weights: Tensors, name: str, heard: torch.Tensor) -> torch.Tensor:
    return linear(weights, f"{name}.out", heard.transpose(1, 2).flatten(2))


def _feed_forward(weights: Tensors, name: str, states: torch.Tensor) -> torch.Tensor:
    inner = functional.gelu(linear(weights, f"{name}.fc1", norm(weights, f"{name}.norm2", states)))
    return linear(weights, f"{name}.fc2", inner)


def _convolve(weights: Tensors, name: str, states: torch.Tensor, stride: int) -> torch.Tensor:
    length, padded = states.shape[1], functional.pad(states, (0, 0, 1, 1))
    taps = torch.cat([padded[:, tap : tap + length : stride] for tap in range(3)], -1)
    kernel = weights[f"{name}.weight"].permute(0, 2, 1).flatten(1)
    return functional.gelu(functional.linear(taps, kernel, weights[f"{name}.bias"]))


def encode(shape: Shape, weights: Tensors, mel: torch.Tensor, offset: torch.Tensor) -> torch.Tensor:
    """Log-mel (batch, frames, 80) → states (batch, frames / 2, width). `offset`: first position of each window."""
    states = _convolve(weights, "encoder.conv2", _convolve(weights, "encoder.conv1", mel, 1), 2)
    states = (
        states + weights["encoder.positions"][offset[:, None] + torch.arange(states.shape[1], device=offset.device)]
    )
    for layer in range(shape.encoder_layers):
        name = f"encoder.{layer}"
        normed = norm(weights, f"{name}.norm1", states)
        states = states + attend(weights, f"{name}.self", normed, normed, shape.heads)
        states = states + _feed_forward(weights, name, states)
    return norm(weights, "encoder.norm", states)


def decode(
    shape: Shape, weights: Tensors, tokens: torch.Tensor, heard: torch.Tensor
) -> tuple[torch.Tensor, dict[int, torch.Tensor], torch.Tensor]:
    """Tokens (batch, length) and encoder states → states before the logits, where the trained heads look by layer, and
    where the copying head does."""
    states = functional.embedding(tokens, weights["decoder.tokens"]) + weights["decoder.positions"][: tokens.shape[1]]
    looks: dict[int, torch.Tensor] = {}
    copied = states
    for layer in range(shape.decoder_layers):
        name = f"decoder.{layer}"
        normed = norm(weights, f"{name}.norm1", states)
        if layer == shape.copying:
            told, copied = attend_seen(weights, f"{name}.self", (normed, normed), shape.heads, 1, causal=True)
        else:
            told = attend(weights, f"{name}.self", normed, normed, shape.heads, causal=True)
        states = states + told
        asking = norm(weights, f"{name}.norm3", states)
        if layer in (0, shape.guided):
            told, looks[layer] = attend_seen(weights, f"{name}.cross", (asking, heard), shape.heads, 2, causal=False)
        else:
            told = attend(weights, f"{name}.cross", asking, heard, shape.heads)
        states = states + told
        states = states + _feed_forward(weights, name, states)
    return norm(weights, "decoder.norm", states), looks, copied


def losses(
    weights: Tensors, shape: Shape, batch: Tensors, phase: int, shares: Sequence[float], *, kind: torch.dtype
) -> tuple[torch.Tensor, torch.Tensor]:
    """The loss and its `PARTS`, as `losses.losses` has them. `kind`: type of the matrix products."""
    rounded = {name: value.to(kind) for name, value in weights.items()}
    heard = encode(shape, rounded, batch["mel"].to(kind), batch["offset"])
    states, looks, copied = decode(shape, rounded, batch["inputs"], heard)
    rows = rounded["decoder.tokens"]
    same, told = _told(batch)
    share = told.sum() / (batch["targets"] >= 0).sum().clamp(min=1)
    text, text_right = _known_only(states, batch["targets"], lambda of: functional.linear(of, rows))
    more = text * 0
    if told.any():
        asked = torch.where(told, batch["targets"], IGNORED)
        more, _right = _known_only(states, asked, lambda of: functional.linear(of, rows))
    named, named_right = _known_only(heard, batch["phones"], lambda of: linear(rounded, "head.phoneme", of))
    count = heard.shape[1] // EVERY * EVERY
    some, asked = heard[:, phase:count:EVERY], batch["heard"][:, phase:count:EVERY]
    frame, _right = _known_only(some, asked, lambda of: functional.linear(linear(rounded, "head.token", of), rows))
    before = torch.cat([torch.full_like(batch["spans"][:, :1], IGNORED), batch["spans"][:, :-1]], 1)
    guide, guide_before = _guide(looks[shape.guided], batch["spans"]), _guide(looks[0], before)
    copy = _copy(copied[:, 0], same, told)
    total = text + TOLD * share * more + shares[0] * (named + frame) + shares[1] * (guide + guide_before + copy)
    return total, torch.stack([text, named, frame, guide, guide_before, copy, text_right, named_right]).detach()


def _known_only(
    states: torch.Tensor, targets: torch.Tensor, score: Callable[[torch.Tensor], torch.Tensor]
) -> tuple[torch.Tensor, torch.Tensor]:
    """Cross entropy over the targets that are known (scores are made of no others), and the share that is right."""
    asked = targets.flatten()
    known = (asked >= 0).nonzero()[:, 0]
    wanted, scores = asked[known], score(states.flatten(0, 1)[known]).float()
    with torch.no_grad():
        right = (scores.argmax(-1) == wanted).sum() / max(1, len(wanted))
    return functional.cross_entropy(scores, wanted), right


def _guide(looks: torch.Tensor, spans: torch.Tensor) -> torch.Tensor:
    """Minus the logarithm of the attention that two heads give to the span of the token."""
    frame = torch.arange(looks.shape[-1], device=looks.device)
    inside = (frame >= spans[..., :1] - MARGIN) & (frame <= spans[..., 1:] + MARGIN)
    known = spans[..., 0] >= 0
    mass = (looks * inside[:, None]).sum(-1)
    missed = -mass.clamp(min=1e-4).log() * known[:, None]
    return missed.sum() / (2 * known.sum().clamp(min=1))


def _told(batch: Tensors) -> tuple[torch.Tensor, torch.Tensor]:
    """Where the prompt has each target (batch, length, length), and which targets it has, once or twice."""
    targets, inputs = batch["targets"], batch["inputs"]
    opens = (targets >= 0).int().argmax(1)[:, None]
    in_prompt = torch.arange(inputs.shape[1], device=inputs.device)[None] < opens
    same = (targets[:, :, None] == inputs[:, None]) & in_prompt[:, None]
    count = same.sum(-1)
    return same, (batch["spans"][..., 1] > batch["spans"][..., 0]) & (count > 0) & (count <= RARE)


def _copy(look: torch.Tensor, same: torch.Tensor, told: torch.Tensor) -> torch.Tensor:
    """Minus the logarithm of the attention of one head (batch, length, length) to the token's places in the prompt."""
    missed = -(look * same).sum(-1).clamp(min=1e-4).log() * told
    return missed.sum() / told.sum().clamp(min=1)
