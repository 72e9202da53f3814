"""Graphs in whole numbers: a float graph's matrices in int8, with what int8 loses made small.

Each input of a matrix is rounded to 256 steps of its whole range, which a few of its channels take up alone: of MiniLM's
claims, one in eight came out otherwise than in float. ``smoothed`` divides such channels by what the matrix then
multiplies, as in SmoothQuant (Xiao et al. 2023, https://arxiv.org/abs/2211.10438). ``int8`` rounds matrices by column and
tables of embeddings by row.
"""

import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

Feed = Mapping[str, np.ndarray]
ALPHA = 0.8  # how much of a channel's range goes to the matrix; of 0.5 to 1.0 the nearest to float on unlabelled text
_LEAST = 1e-5


def smoothed(model: onnx.ModelProto, feeds: Iterable[Feed], *, alpha: float = ALPHA) -> onnx.ModelProto:
    """The same function, with channels of like range before each matrix; ``feeds`` are inputs to learn the ranges from."""
    held = {one.name: one for one in model.graph.initializer}
    groups: dict[str, list[onnx.NodeProto]] = {}
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in held:
            groups.setdefault(node.input[0], []).append(node)
    largest = _ranges(model, list(groups), feeds)
    nodes = list(model.graph.node)
    for name, takers in groups.items():
        matrices = [numpy_helper.to_array(held[node.input[1]]) for node in takers]
        rows = np.maximum(np.max([np.abs(matrix).max(1) for matrix in matrices], 0), _LEAST)
        by = np.maximum(largest[name], _LEAST) ** alpha / rows ** (1 - alpha)
        by = (by / np.exp(np.log(by).mean())).astype(np.float32)
        evened = f"{name}_evened"
        model.graph.initializer.append(numpy_helper.from_array(1 / by, f"{evened}_by"))
        nodes.insert(
            min(nodes.index(node) for node in takers), helper.make_node("Mul", [name, f"{evened}_by"], [evened], evened)
        )
        for node, matrix in zip(takers, matrices, strict=True):
            node.input[0] = evened
            held[node.input[1]].CopyFrom(numpy_helper.from_array(matrix * by[:, None], node.input[1]))
    _keep(model, nodes)
    return model


def _ranges(model: onnx.ModelProto, names: list[str], feeds: Iterable[Feed]) -> dict[str, np.ndarray]:
    """The largest absolute value of each channel of the tensors named, over all feeds."""
    tapped = onnx.ModelProto()
    tapped.CopyFrom(model)
    given = {one.name for one in model.graph.input}
    asked = [name for name in names if name not in given]
    tapped.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in asked)
    session = onnxruntime.InferenceSession(tapped.SerializeToString(), providers=["CPUExecutionProvider"])
    largest: dict[str, np.ndarray] = {}
    for feed in feeds:
        told = dict(zip(asked, session.run(asked, dict(feed)), strict=True)) | {n: feed[n] for n in names if n in given}
        for name, values in told.items():
            here = np.abs(values).reshape(-1, values.shape[-1]).max(0)
            largest[name] = np.maximum(largest.get(name, here), here)
    return largest


def int8(model: onnx.ModelProto, path: Path) -> None:
    """Writes the graph to ``path`` with its matrices and tables in int8."""
    _round_tables(model)
    with tempfile.TemporaryDirectory() as folder:
        onnx.save(model, Path(folder) / "float.onnx")
        quantize_dynamic(
            Path(folder) / "float.onnx",
            path,
            per_channel=True,
            weight_type=QuantType.QInt8,
            op_types_to_quantize=["MatMul"],
        )


def _round_tables(model: onnx.ModelProto) -> None:
    """Each table that rows are taken from, as whole numbers and a scale a row."""
    held = {one.name: one for one in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        table = (
            numpy_helper.to_array(held[node.input[0]]) if node.op_type == "Gather" and node.input[0] in held else None
        )
        if table is None or table.dtype != np.float32 or table.ndim != 2:
            nodes.append(node)
            continue
        name, out = node.input[0], node.output[0]
        scale = np.maximum(np.abs(table).max(1, keepdims=True), _LEAST) / 127
        whole = np.rint(table / scale).astype(np.int8)
        model.graph.initializer.append(numpy_helper.from_array(whole, f"{name}_quantized"))
        model.graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_scale"))
        nodes += [
            helper.make_node("Gather", [f"{name}_quantized", node.input[1]], [f"{out}_whole"], f"{node.name}_whole"),
            helper.make_node("Gather", [f"{name}_scale", node.input[1]], [f"{out}_scale"], f"{node.name}_scale"),
            helper.make_node("Cast", [f"{out}_whole"], [f"{out}_cast"], f"{node.name}_cast", to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{out}_cast", f"{out}_scale"], [out], node.name),
        ]
    _keep(model, nodes)


def _keep(model: onnx.ModelProto, nodes: list[onnx.NodeProto]) -> None:
    """Gives the graph these nodes, and takes out the numbers that none of them uses."""
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [one for one in model.graph.initializer if one.name in used]
    del model.graph.initializer[:]
    model.graph.initializer.extend(kept)
