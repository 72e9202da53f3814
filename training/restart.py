"""The weights that ship, as weights to train on from: what int8 left of them.

python restart.py --models ../src/siegeline/claims/models --base DIR --out again.pt

Embeddings of word pieces, which are never trained, come from the pre-trained encoder. Of the manners of annotating
(``styles``) a graph holds only the gold folder's; the others start from it.
"""

import argparse
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader, pretrained, shaped
from onnx import numpy_helper


def weights(models: Path, base: Path) -> Reader:
    """The network of ``models`` (finder.onnx, roles.onnx), with each matrix as int8 rounded it."""
    graphs = {name: onnx.load(models / f"{name}.onnx") for name in ("finder", "roles")}
    told = {n: {one.name: numpy_helper.to_array(one) for one in graph.graph.initializer} for n, graph in graphs.items()}
    names = [name.removeprefix("reader.") for held in told.values() for name in held]
    reader = shaped(names, len(told["finder"]["reader.lower.0.inner.bias"]))
    state = reader.state_dict()
    pieces = pretrained(base).state_dict()
    state |= {name: pieces[name] for name in ("words.weight", "positions.weight")}
    for graph, model in graphs.items():
        held = told[graph]
        state |= {own: torch.tensor(held[name]) for name in held if (own := name.removeprefix("reader.")) in state}
        for node in model.graph.node:
            if node.op_type == "MatMulIntegerToFloat":
                path = node.name.removeprefix("/").replace("/", ".")
                own = re.sub(r"^(\w+)\.(?=\1\.)|\.(MatMul|Gemm_product)$", "", path)
                matrix = torch.tensor(_whole(held, node.input[1].removesuffix("_whole"))).T
                state[f"{own}.weight"] = matrix * torch.tensor(held[f"{node.input[0].removesuffix('_whole')}_by"])
        unnamed = {name.split("_")[0].removeprefix("onnx::"): held[name] for name in held if name.startswith("onnx::")}
        if graph == "finder":
            state["styles.weight"] = torch.tensor(unnamed["Add"]).expand_as(state["styles.weight"])
        else:
            state["marks.weight"] = torch.tensor(np.stack([unnamed["Add"], unnamed["Mul"]]))
            for table in ("kinds", "distances"):
                state[f"{table}.weight"] = torch.tensor(_whole(held, f"reader.{table}.weight"))
    reader.load_state_dict(state)
    return reader


def _whole(held: Mapping[str, np.ndarray], name: str) -> np.ndarray:
    """A matrix in float: whole numbers × step, one a column or a row."""
    return held[f"{name}_whole"].astype(np.float32) * held[f"{name}_step"]


def main() -> None:
    """Command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("--models", type=Path, required=True)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.save(weights(args.models, args.base).state_dict(), args.out)


if __name__ == "__main__":
    main()
