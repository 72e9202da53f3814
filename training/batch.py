"""Examples as tensors: word pieces, and labels on the first piece of every word."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from model import MAX_PIECES
from prepare import KINDS, ROLES, STATUSES, Chars, Example
from tokenizers import Encoding, Tokenizer
from torch import Tensor

IGNORED = -100
KIND_ID = {k: i for i, k in enumerate(KINDS)}


def tokenizer(folder: Path) -> Tokenizer:
    """The model's tokenizer, cutting at the most pieces that the reader takes, without padding."""
    found = Tokenizer.from_file(str(folder / "tokenizer.json"))
    found.no_padding()
    found.enable_truncation(MAX_PIECES)
    return found


@dataclass(slots=True)
class Batch:
    """Sentences and their (trigger, kind) pairs; ``sentence`` is each pair's row among the sentences."""

    pieces: Tensor
    mask: Tensor
    kinds: Tensor  # (sentences, pieces, kinds), 0 or 1
    first: Tensor  # (sentences, pieces), 1 on the first piece of a word
    word: Tensor  # (sentences, pieces): number of the word, -1 where there is none
    weight: Tensor  # (sentences,)
    sentence: Tensor
    trigger: Tensor
    kind: Tensor
    roles: Tensor  # (pairs, pieces, roles): 0 outside, 1 begin, 2 inside
    status: Tensor
    style: Tensor  # (sentences,)


def first_pieces(encoding: Encoding) -> np.ndarray:
    """1 on the first piece of every word."""
    ids = encoding.word_ids
    return np.array([w is not None and (i == 0 or ids[i - 1] != w) for i, w in enumerate(ids)], dtype=np.float32)


def covered(encoding: Encoding, span: Chars) -> list[int]:
    """Numbers of the pieces inside a span of characters."""
    words = encoding.word_ids
    return [i for i, (a, b) in enumerate(encoding.offsets) if words[i] is not None and a < span[1] and b > span[0]]


def collate(examples: Sequence[Example], cutter: Tokenizer) -> Batch:
    """One batch, padded to its longest text."""
    encodings = cutter.encode_batch([e.text for e in examples])
    width = max(len(e.ids) for e in encodings)
    n = len(examples)
    pieces = np.zeros((n, width), dtype=np.int64)
    mask, first = np.zeros((n, width), dtype=np.float32), np.zeros((n, width), dtype=np.float32)
    word = np.full((n, width), -1, dtype=np.int64)
    kinds = np.zeros((n, width, len(KINDS)), dtype=np.float32)
    sentence: list[int] = []
    triggers: list[list[int]] = []
    kind: list[int] = []
    roles: list[np.ndarray] = []
    status: list[int] = []
    for row, (example, encoding) in enumerate(zip(examples, encodings, strict=True)):
        size = len(encoding.ids)
        pieces[row, :size], mask[row, :size], first[row, :size] = encoding.ids, 1.0, first_pieces(encoding)
        word[row, :size] = [-1 if w is None else w for w in encoding.word_ids]
        for event in example.events:
            if not (at := covered(encoding, event.trigger)):
                continue
            kinds[row, at[0], KIND_ID[event.kind]] = 1.0
            labels = np.zeros((width, len(ROLES)), dtype=np.int64)
            for number, role in enumerate(ROLES):
                for span in event.spans.get(role, ()):
                    if inside := covered(encoding, span):
                        labels[inside, number] = 2
                        labels[inside[0], number] = 1
            labels[first[row] == 0] = IGNORED
            sentence.append(row)
            triggers.append(at)
            kind.append(KIND_ID[event.kind])
            roles.append(labels)
            status.append(STATUSES.index(event.status))
    trigger = np.zeros((len(triggers), width), dtype=np.float32)
    for row, at in enumerate(triggers):
        trigger[row, at] = 1.0
    empty = np.zeros((0, width, len(ROLES)), dtype=np.int64)
    return Batch(
        torch.from_numpy(pieces),
        torch.from_numpy(mask),
        torch.from_numpy(kinds),
        torch.from_numpy(first),
        torch.from_numpy(word),
        torch.tensor([e.weight for e in examples]),
        torch.tensor(sentence, dtype=torch.long),
        torch.from_numpy(trigger),
        torch.tensor(kind, dtype=torch.long),
        torch.from_numpy(np.stack(roles) if roles else empty),
        torch.tensor(status, dtype=torch.long),
        torch.tensor([e.style for e in examples], dtype=torch.long),
    )
