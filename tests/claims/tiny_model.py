"""A tiny language model made on the spot, as a GGUF file that llama.cpp loads: random weights, one layer, 100 kB.

It knows nothing. A bias on a few characters (``likely``) decides whether the JSON that a server's grammar holds it to
comes to an end.
"""

import struct
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

WIDTH, INNER = 32, 64
BYTES = [f"<0x{byte:02X}>" for byte in range(256)]
TOKENS = ["<unk>", "<s>", "</s>", *BYTES, "\u2581", *map(chr, range(33, 127))]
UNKNOWN, CONTROL, BYTE, NORMAL = 2, 3, 6, 1
SORTS = [UNKNOWN, CONTROL, CONTROL, *[BYTE] * 256, *[NORMAL] * (len(TOKENS) - 259)]
ALIGNED = 32
# Once a claim is begun, all is ended as soon as it can be: words, the claim, the list.
ENDING = {'"': 60.0, ",": 20.0, "{": 50.0, "}": 50.0, "]": 40.0}

Value = str | int | float | Sequence[str] | Sequence[int] | Sequence[float]


def write_tiny_model(path: Path, *, context: int, likely: Mapping[str, float]) -> Path:
    """Write the model; a character of ``likely`` comes before others by so much, where the grammar lets it."""
    facts: dict[str, Value] = {
        "general.architecture": "llama",
        "llama.context_length": context,
        "llama.embedding_length": WIDTH,
        "llama.block_count": 1,
        "llama.feed_forward_length": INNER,
        "llama.attention.head_count": 2,
        "llama.attention.head_count_kv": 2,
        "llama.attention.layer_norm_rms_epsilon": 1e-5,
        "llama.rope.dimension_count": WIDTH // 2,
        "llama.vocab_size": len(TOKENS),
        "tokenizer.ggml.model": "llama",
        "tokenizer.ggml.tokens": TOKENS,
        "tokenizer.ggml.scores": [0.0] * len(TOKENS),
        "tokenizer.ggml.token_type": SORTS,
        "tokenizer.ggml.bos_token_id": 1,
        "tokenizer.ggml.eos_token_id": 2,
        "tokenizer.ggml.unknown_token_id": 0,
    }
    weights = _weights(likely)
    head = b"GGUF" + struct.pack("<IQQ", 3, len(weights), len(facts))
    head += b"".join(_text(name) + _value(value) for name, value in facts.items())
    body = b""
    for name, numbers in weights.items():
        head += _text(name) + struct.pack("<I", numbers.ndim)
        head += struct.pack(f"<{numbers.ndim}Q", *reversed(numbers.shape)) + struct.pack("<IQ", 0, len(body))
        body += numbers.astype("<f4").tobytes()
        body += bytes(-len(body) % ALIGNED)
    path.write_bytes(head + bytes(-len(head) % ALIGNED) + body)
    return path


def _weights(likely: Mapping[str, float]) -> "dict[str, np.ndarray[tuple[int, ...], np.dtype[np.float64]]]":
    random = np.random.default_rng(0)
    read, say = random.normal(size=(2, len(TOKENS), WIDTH))
    read[:, 0] = 2.0  # a part that is the same in every state, for the bias to hold on to
    for character, bias in likely.items():
        say[TOKENS.index(character), 0] += bias
    layer = {f"attn_{part}": (WIDTH, WIDTH) for part in ("q", "k", "v", "output")}
    layer |= {"ffn_gate": (INNER, WIDTH), "ffn_up": (INNER, WIDTH), "ffn_down": (WIDTH, INNER)}
    return {
        "token_embd.weight": read,
        "output_norm.weight": np.ones(WIDTH),
        "output.weight": say,
        "blk.0.attn_norm.weight": np.ones(WIDTH),
        "blk.0.ffn_norm.weight": np.ones(WIDTH),
        **{f"blk.0.{part}.weight": random.normal(scale=0.2, size=shape) for part, shape in layer.items()},
    }


def _text(text: str) -> bytes:
    return struct.pack("<Q", len(text.encode())) + text.encode()


def _value(value: Value) -> bytes:
    if isinstance(value, str):
        return struct.pack("<I", 8) + _text(value)
    if isinstance(value, int):
        return struct.pack("<II", 4, value)
    if isinstance(value, float):
        return struct.pack("<If", 6, value)
    if isinstance(value[0], str):
        return struct.pack("<IIQ", 9, 8, len(value)) + b"".join(map(_text, map(str, value)))
    sort, kept = (5, "<i4") if isinstance(value[0], int) else (6, "<f4")
    return struct.pack("<IIQ", 9, sort, len(value)) + np.array(value, dtype=kept).tobytes()
