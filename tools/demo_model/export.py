"""Stage `export`: the same weights with Whisper's own 51,865 rows, in Hugging Face's layout.

In: weights, shape, vocabulary. Out: model.safetensors, config.json, vocab.json, added_tokens.json and what belongs to
them, for engines whose token numbers are fixed (whisper.cpp, openai/whisper). Rows that are no token of ours repeat one
that the training never wants. The result is not committed; needs numpy only.
"""

import json
import re
import struct
from pathlib import Path

import numpy as np

from tools.demo_model.convert import preprocessor
from tools.demo_model.network import MELS, POSITIONS, TOKENS, Shape
from tools.demo_model.tokens import SPECIALS, STAMPS, Vocabulary

Arrays = dict[str, np.ndarray]
ROWS, EMPTY, END = 51_865, 50_256, 50_257
NEVER = "startoflm"
_RENAMED = (
    (r"^(encoder|decoder)\.(\d)", r"\1.layers.\2"),
    (r"\.self\.(\w)\.", r".self_attn.\1_proj."),
    (r"\.cross\.(\w)\.", r".encoder_attn.\1_proj."),
    (r"\.self\.out\.", ".self_attn.out_proj."),
    (r"\.cross\.out\.", ".encoder_attn.out_proj."),
    (r"\.norm1\.", ".self_attn_layer_norm."),
    (r"\.norm2\.", ".final_layer_norm."),
    (r"\.norm3\.", ".encoder_attn_layer_norm."),
    (r"coder\.norm\.", "coder.layer_norm."),
    (r"coder\.positions$", "coder.embed_positions.weight"),
    (r"decoder\.tokens$", "decoder.embed_tokens.weight"),
)


def export(weights: Arrays, shape: Shape, vocabulary: Vocabulary, target: Path) -> None:
    """Write the folder `target`, which is made."""
    target.mkdir(parents=True, exist_ok=True)
    named = {
        f"model.{hugging_face_name(name)}": value for name, value in weights.items() if not name.startswith("head.")
    }
    named["model.decoder.embed_tokens.weight"] = padded_rows(weights["decoder.tokens"], vocabulary)
    write_safetensors(target / "model.safetensors", named)
    texts = [piece for piece in vocabulary.pieces if piece]
    taken = {piece: number for number, piece in enumerate(texts)}
    spare = {f"<|spare{number}|>": number for number in range(len(texts), EMPTY)}
    added = {name: END + number for number, name in enumerate((*SPECIALS, *STAMPS))}
    space = {" ": taken["\u0120"]} if "\u0120" in taken else {}
    _json(target / "vocab.json", taken | spare | space | {"": EMPTY})
    _json(target / "added_tokens.json", added)
    _json(target / "preprocessor_config.json", preprocessor(30))
    _json(target / "config.json", _config(shape))
    (target / "merges.txt").write_text("\n".join(" ".join(pair) for pair in vocabulary.merges) + "\n", encoding="utf-8")


def hugging_face_name(name: str) -> str:
    """Our name of an array as transformers calls it."""
    for pattern, instead in _RENAMED:
        name = re.sub(pattern, instead, name)
    return name


def padded_rows(tokens: np.ndarray, vocabulary: Vocabulary) -> np.ndarray:
    """The embeddings at Whisper's own numbers; every other row is that of a token nothing ever asked for."""
    rows = np.repeat(tokens[vocabulary.special(NEVER)][None], ROWS, axis=0)
    texts = vocabulary.pieces[""]
    rows[:texts] = tokens[:texts]
    rows[EMPTY] = tokens[texts]
    rows[END:] = tokens[vocabulary.end :]
    return rows


def write_safetensors(path: Path, arrays: Arrays) -> None:
    """The format in one screen: the length of a JSON header, the header, the arrays one after the other."""
    header, at, parts = {}, 0, []
    for name, value in sorted(arrays.items()):
        raw = np.ascontiguousarray(value, np.float32).tobytes()
        header[name] = {"dtype": "F32", "shape": list(value.shape), "data_offsets": [at, at + len(raw)]}
        at += len(raw)
        parts.append(raw)
    told = json.dumps({"__metadata__": {"format": "pt"}, **header}).encode()
    told += b" " * (-len(told) % 8)
    path.write_bytes(struct.pack("<Q", len(told)) + told + b"".join(parts))


def _config(shape: Shape) -> dict[str, object]:
    layers = {"encoder_layers": shape.encoder_layers, "decoder_layers": shape.decoder_layers}
    heads = {"encoder_attention_heads": shape.heads, "decoder_attention_heads": shape.heads}
    inner = {"encoder_ffn_dim": shape.inner, "decoder_ffn_dim": shape.inner, "d_model": shape.width}
    places = {"max_source_positions": POSITIONS, "max_target_positions": TOKENS, "max_length": TOKENS}
    special = {"bos_token_id": END, "eos_token_id": END, "pad_token_id": END, "decoder_start_token_id": END + 1}
    kind = {"architectures": ["WhisperForConditionalGeneration"], "model_type": "whisper", "num_mel_bins": MELS}
    rest = {"vocab_size": ROWS, "is_encoder_decoder": True, "activation_function": "gelu", "scale_embedding": False}
    return {**kind, **layers, **heads, **inner, **places, **special, **rest, "tie_word_embeddings": True}


def _json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, indent=1), encoding="utf-8")
