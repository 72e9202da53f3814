"""Writes the model files that ship: two int8 ONNX graphs, the tokenizer and labels.json.

python export.py --weights run/reader.pt --base DIR --labels labels.json --out ../src/siegeline/claims/models
"""

import argparse
import json
import tempfile
import warnings
from pathlib import Path

import torch
from heldout import LABELS
from model import MAX_PIECES, WIDTH, Reader
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn


class Finder(nn.Module):
    """The first graph: pieces to states and trigger logits."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        """pieces, mask: (rows, pieces)."""
        states, bias = self.reader.lower_states(pieces, mask)
        return states, self.reader.find(states, bias)


class Roles(nn.Module):
    """The second graph: states with one trigger marked to roles, status and being a claim."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, states: Tensor, mask: Tensor, trigger: Tensor, kind: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """states: (rows, pieces, width); mask, trigger: (rows, pieces); kind: (rows,)."""
        return self.reader.read(states, (1.0 - mask[:, None, None, :]) * -1e4, trigger, kind)


def export(reader: Reader, out: Path, *, int8: bool = True) -> None:
    """Writes finder.onnx and roles.onnx; matrices per channel in int8, the rest in float."""
    reader.eval()
    rows, width = 2, 7
    pieces, mask = torch.ones(rows, width, dtype=torch.long), torch.ones(rows, width)
    states, flags, kind = (
        torch.zeros(rows, width, WIDTH),
        torch.zeros(rows, width),
        torch.zeros(rows, dtype=torch.long),
    )
    size = {0: "rows", 1: "pieces"}
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name, module, given, inputs, outputs in (
            ("finder", Finder(reader), (pieces, mask), ["pieces", "mask"], ["states", "triggers"]),
            (
                "roles",
                Roles(reader),
                (states, mask, flags, kind),
                ["states", "mask", "trigger", "kind"],
                ["roles", "status", "real"],
            ),
        ):
            path = Path(folder) / f"{name}.onnx"
            axes = {n: {0: "rows"} if n in ("kind", "status", "real") else size for n in [*inputs, *outputs]}
            torch.onnx.export(
                module,
                given,
                str(path),
                input_names=inputs,
                output_names=outputs,
                dynamic_axes=axes,
                opset_version=17,
                dynamo=False,
            )
            if int8:
                quantize_dynamic(
                    path,
                    out / path.name,
                    per_channel=True,
                    weight_type=QuantType.QInt8,
                    op_types_to_quantize=["MatMul", "Gather"],
                )
            else:
                (out / path.name).write_bytes(path.read_bytes())


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--labels", type=Path, help="labels.json of heldout.py; without, no calibration")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--float", action="store_true", help="leave the graphs in float")
    args = parser.parse_args()
    state = torch.load(args.weights, weights_only=True)
    reader = Reader(shared=len({n.split(".")[1] for n in state if n.startswith("lower.")}))
    reader.load_state_dict(state, strict=False)
    args.out.mkdir(parents=True, exist_ok=True)
    export(reader, args.out, int8=not args.float)
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
