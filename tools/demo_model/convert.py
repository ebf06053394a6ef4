"""Stage `convert`: a checkpoint becomes a folder that faster-whisper loads (CTranslate2, int8).

In: weights, the network's shape, the vocabulary. Out: model.bin, config.json, vocabulary.json, tokenizer.json,
preprocessor_config.json. Nothing but numpy and ctranslate2 is needed.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np

from tools.demo_model.network import MELS, Shape
from tools.demo_model.tokens import LANGUAGES, Vocabulary

Arrays = dict[str, np.ndarray]
_SUPPRESSED = ("translate", "transcribe", "startoflm", "startofprev", "nospeech", "startoftranscript")
GUIDED_HEADS = (0, 1)


def convert(
    weights: Arrays, shape: Shape, vocabulary: Vocabulary, target: Path, *, chunk_s: int, kind: str = "int8"
) -> None:
    """Write the model into the folder `target`, which is made. `kind`: the type of the weights."""
    from ctranslate2.specs import WhisperSpec

    target.mkdir(parents=True, exist_ok=True)
    weights = {name: np.array(value, np.float32) for name, value in weights.items()}  # quantised in place
    spec = WhisperSpec(shape.encoder_layers, shape.heads, shape.decoder_layers, shape.heads)
    _fill_encoder(spec.encoder, weights, shape)
    _fill_decoder(spec.decoder, weights, shape)
    spec.register_vocabulary(vocabulary.names())
    spec.config.suppress_ids = [*map(vocabulary.special, _SUPPRESSED), vocabulary.pieces[""]]
    spec.config.suppress_ids_begin = [vocabulary.encode(" ")[0][0]]
    spec.config.lang_ids = [vocabulary.special(language) for language in LANGUAGES]
    spec.config.alignment_heads = [[shape.guided, head] for head in GUIDED_HEADS]
    spec.validate()
    spec.optimize(quantization=kind)
    spec.save(str(target))
    vocabulary.save(target / "tokenizer.json")
    hearing = preprocessor(chunk_s)
    (target / "preprocessor_config.json").write_text(json.dumps(hearing, indent=1) + "\n", encoding="utf-8")


def preprocessor(chunk_s: int) -> dict[str, Any]:
    """What faster-whisper reads about windows."""
    kind = {"feature_extractor_type": "WhisperFeatureExtractor", "processor_class": "WhisperProcessor"}
    sizes = {"feature_size": MELS, "hop_length": 160, "n_fft": 400, "sampling_rate": 16_000}
    window = {"chunk_length": chunk_s, "n_samples": chunk_s * 16_000, "nb_max_frames": chunk_s * 100}
    return {**window, **sizes, **kind, "padding_side": "right", "padding_value": 0.0, "return_attention_mask": False}


def _linear(spec: Any, weights: Arrays, *names: str) -> None:
    """One linear layer, or several side by side; a missing bias is zero."""
    spec.weight = np.concatenate([weights[f"{name}.weight"] for name in names])
    sizes = [weights[f"{name}.weight"].shape[0] for name in names]
    biases = [weights.get(f"{name}.bias", np.zeros(size, np.float32)) for name, size in zip(names, sizes, strict=True)]
    spec.bias = np.concatenate(biases)


def _norm(spec: Any, weights: Arrays, name: str) -> None:
    spec.gamma, spec.beta = weights[f"{name}.weight"], weights[f"{name}.bias"]


def _layer(spec: Any, weights: Arrays, name: str) -> None:
    """What encoder and decoder layers share."""
    _norm(spec.self_attention.layer_norm, weights, f"{name}.norm1")
    _linear(spec.self_attention.linear[0], weights, *(f"{name}.self.{part}" for part in "qkv"))
    _linear(spec.self_attention.linear[1], weights, f"{name}.self.out")
    _norm(spec.ffn.layer_norm, weights, f"{name}.norm2")
    _linear(spec.ffn.linear_0, weights, f"{name}.fc1")
    _linear(spec.ffn.linear_1, weights, f"{name}.fc2")


def _fill_encoder(spec: Any, weights: Arrays, shape: Shape) -> None:
    for part in ("conv1", "conv2"):
        getattr(spec, part).weight = weights[f"encoder.{part}.weight"]
        getattr(spec, part).bias = weights[f"encoder.{part}.bias"]
    spec.position_encodings.encodings = weights["encoder.positions"]
    _norm(spec.layer_norm, weights, "encoder.norm")
    for number in range(shape.encoder_layers):
        _layer(spec.layer[number], weights, f"encoder.{number}")


def _fill_decoder(spec: Any, weights: Arrays, shape: Shape) -> None:
    spec.embeddings.weight = weights["decoder.tokens"]
    spec.projection.weight = weights["decoder.tokens"].copy()
    spec.position_encodings.encodings = weights["decoder.positions"]
    _norm(spec.layer_norm, weights, "decoder.norm")
    for number in range(shape.decoder_layers):
        name, layer = f"decoder.{number}", spec.layer[number]
        _layer(layer, weights, name)
        _norm(layer.attention.layer_norm, weights, f"{name}.norm3")
        _linear(layer.attention.linear[0], weights, f"{name}.cross.q")
        _linear(layer.attention.linear[1], weights, f"{name}.cross.k", f"{name}.cross.v")
        _linear(layer.attention.linear[2], weights, f"{name}.cross.out")
