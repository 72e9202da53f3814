"""The weights that ship, as weights to train on from: what int8 left of them.

python restart.py --models ../src/siegeline/claims/models --base DIR --out again.pt

Embeddings of word pieces, which are never trained, come from the pre-trained encoder. Of the manners of annotating
(``styles``) a graph holds only the gold folder's; the others start from it.
"""

import argparse
import re
from pathlib import Path

import numpy as np
import onnx
import torch
from model import Reader, pretrained
from onnx import numpy_helper


def weights(models: Path, base: Path) -> Reader:
    """The network of ``models`` (finder.onnx, roles.onnx), with each matrix as int8 rounded it."""
    reader = pretrained(base)
    state = reader.state_dict()
    for graph in ("finder", "roles"):
        model = onnx.load(models / f"{graph}.onnx")
        held = {one.name: numpy_helper.to_array(one) for one in model.graph.initializer}
        state |= {own: torch.tensor(held[name]) for name in held if (own := name.removeprefix("reader.")) in state}
        for node in model.graph.node:
            if node.op_type == "MatMulIntegerToFloat":
                told = node.name.removeprefix("/").replace("/", ".")
                own = re.sub(r"^(\w+)\.(?=\1\.)|\.(MatMul|Gemm_product)$", "", told)
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


def _whole(held: dict[str, np.ndarray], name: str) -> np.ndarray:
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
