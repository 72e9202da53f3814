"""Writes the model files that ship: two int8 ONNX graphs, the tokenizer and labels.json.

python export.py --weights run/reader.pt --base DIR --labels labels.json --out ../src/siegeline/claims/models
"""

import argparse
import json
import random
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from batch import tokenizer
from heldout import LABELS
from int8 import RUNTIME, Feed, int8, smoothed
from model import HEADS, MAX_PIECES, WIDTH, Layer, Reader, attention, network_of
from onnxruntime import InferenceSession
from tokenizers import Encoding, Tokenizer
from torch import Tensor, nn


class Finder(nn.Module):
    """The first graph: pieces to states and trigger logits."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor) -> tuple[Tensor, Tensor]:
        """pieces: (rows, pieces)."""
        states, bias = self.reader.lower_states(pieces, torch.ones_like(pieces))
        return states, self.reader.find(states, bias)


class Roles(nn.Module):
    """The second graph: states with one trigger marked to roles, status and being a claim."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, trigger: Tensor, kind: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """states: (rows, pieces, width); trigger: (rows, pieces); kind: (rows,)."""
        return self.reader.read(states, torch.zeros(1), trigger, kind)


class Attention(torch.autograd.Function):
    """Attention of rows that have as many pieces each, as one operator of onnxruntime."""

    @staticmethod
    def forward(ctx: Any, query: Tensor, key: Tensor, value: Tensor) -> Tensor:
        """query, key, value: (rows, pieces, width)."""
        return attention(query, key, value, torch.zeros(1))

    @staticmethod
    def symbolic(graph: Any, query: Any, key: Any, value: Any) -> Any:
        """The operator."""
        told = graph.op(f"{RUNTIME}::MultiHeadAttention", query, key, value, num_heads_i=HEADS)
        told.setType(query.type())
        return told


def graph_of(module: nn.Module, given: tuple[Tensor, ...], inputs: list[str], outputs: list[str]) -> onnx.ModelProto:
    """A module as a graph in float, for any number of rows and pieces."""
    size = {0: "rows", 1: "pieces"}
    axes = {n: {0: "rows"} if n in ("kind", "status", "real") else size for n in [*inputs, *outputs]}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        path = Path(folder) / "graph.onnx"
        torch.onnx.export(
            module,
            given,
            str(path),
            input_names=inputs,
            output_names=outputs,
            dynamic_axes=axes,
            opset_version=17,
            custom_opsets={RUNTIME: 1},
            dynamo=False,
        )
        return onnx.load(path)


def export(reader: Reader, out: Path, texts: Sequence[Encoding], *, whole: bool = True) -> None:
    """Writes finder.onnx and roles.onnx; in int8 if ``whole``, the ranges learnt from ``texts``."""
    reader.eval()
    rows, width = 2, 7
    pieces = torch.ones(rows, width, dtype=torch.long)
    states, flags = torch.zeros(rows, width, WIDTH), torch.zeros(rows, width)
    kind = torch.zeros(rows, dtype=torch.long)
    for part in reader.modules():
        if isinstance(part, Layer):
            part.attention = lambda query, key, value, _: Attention.apply(query, key, value)
    finder = graph_of(Finder(reader), (pieces,), ["pieces"], ["states", "triggers"])
    given = ["states", "trigger", "kind"]
    roles = graph_of(Roles(reader), (states, flags, kind), given, ["roles", "status", "real"])
    if whole:
        found, asked = feeds(finder, texts)
        int8(smoothed(finder, found), out / "finder.onnx", found)
        int8(smoothed(roles, asked), out / "roles.onnx", asked)
    else:
        onnx.save(finder, out / "finder.onnx")
        onnx.save(roles, out / "roles.onnx")


def feeds(finder: onnx.ModelProto, texts: Sequence[Encoding]) -> tuple[list[Feed], list[Feed]]:
    """What goes into the two graphs for some texts: the second is asked about the likeliest trigger of each."""
    session = InferenceSession(finder.SerializeToString(), providers=["CPUExecutionProvider"])
    found, asked = [], []
    for text in texts:
        pieces = np.array([text.ids])
        states, logits = session.run(["states", "triggers"], {"pieces": pieces})
        inner = logits[0, 1:-1]
        piece, kind = np.unravel_index(inner.argmax(), inner.shape)
        trigger = np.zeros(pieces.shape, dtype=np.float32)
        trigger[0, piece + 1] = 1.0
        found.append({"pieces": pieces})
        asked.append({"states": states, "trigger": trigger, "kind": np.array([kind])})
    return found, asked


def own_texts(data: Path, cutter: Tokenizer, number: int = 300) -> list[Encoding]:
    """Some of the texts written for training, in pieces."""
    rows = [line for path in sorted(data.glob("own_*.jsonl")) for line in path.read_text(encoding="utf-8").splitlines()]
    drawn = random.Random(1).sample(rows, min(number, len(rows)))
    return list(cutter.encode_batch([json.loads(row)["text"] for row in drawn]))


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--labels", type=Path, help="labels.json of heldout.py; without, no calibration")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--data", type=Path, default=Path(__file__).parent / "data", help="texts to learn ranges from")
    parser.add_argument("--float", action="store_true", help="leave the graphs in float")
    args = parser.parse_args()
    reader = network_of(torch.load(args.weights, weights_only=True))
    args.out.mkdir(parents=True, exist_ok=True)
    export(reader, args.out, own_texts(args.data, tokenizer(args.base)), whole=not args.float)
    cutter = json.loads((args.base / "tokenizer.json").read_text(encoding="utf-8"))
    cutter["padding"] = None
    cutter["truncation"] = {
        "direction": "Right",
        "max_length": MAX_PIECES,
        "strategy": "LongestFirst",
        "stride": 0,
    }
    (args.out / "tokenizer.json").write_text(json.dumps(cutter, ensure_ascii=False), encoding="utf-8")
    labels = json.loads(args.labels.read_text(encoding="utf-8")) if args.labels else LABELS
    (args.out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
