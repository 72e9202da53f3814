"""Graphs in whole numbers: a float graph's matrices in int8, with what int8 loses made small.

Each input of a matrix is rounded to 256 steps of its whole range, which a few of its channels take up alone: of MiniLM's
claims, one in eight came out otherwise than in float. ``smoothed`` divides such channels by what the matrix then
multiplies, as in SmoothQuant (Xiao et al. 2023, https://arxiv.org/abs/2211.10438). ``int8`` rounds matrices by column and
tables of embeddings by row. The ranges of the inputs are learnt from texts and fixed: found anew for each batch, a
sentence's figures would hang on those beside it.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

Feed = Mapping[str, np.ndarray]
ALPHA = 0.8  # how much of a channel's range goes to the matrix; of 0.5 to 1.0 the nearest to float on unlabelled text
RUNTIME = "com.microsoft"  # operators that onnxruntime knows beside those of ONNX
_LEAST = 1e-5


def smoothed(model: onnx.ModelProto, feeds: Sequence[Feed], *, alpha: float = ALPHA) -> onnx.ModelProto:
    """The same function, with channels of like range before each matrix; ``feeds`` are inputs to learn the ranges from."""
    _plain(model)
    held = {one.name: one for one in model.graph.initializer}
    groups: dict[str, list[onnx.NodeProto]] = {}
    for node in _products(model):
        groups.setdefault(node.input[0], []).append(node)
    ranges = _ranges(model, list(groups), feeds)
    nodes = list(model.graph.node)
    for name, takers in groups.items():
        matrices = [numpy_helper.to_array(held[node.input[1]]) for node in takers]
        rows = np.maximum(np.max([np.abs(matrix).max(1) for matrix in matrices], 0), _LEAST)
        by = np.maximum(np.abs(ranges[name]).max(0), _LEAST) ** alpha / rows ** (1 - alpha)
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


def _plain(model: onnx.ModelProto) -> None:
    """Products written as Gemm, as products and sums: a Gemm of one row is not summed as one of many are."""
    held = {one.name: one for one in model.graph.initializer}
    nodes: list[onnx.NodeProto] = []
    for node in model.graph.node:
        if node.op_type != "Gemm":
            nodes.append(node)
            continue
        matrix, product = f"{node.name}_matrix", f"{node.name}_product"
        values = numpy_helper.to_array(held[node.input[1]])
        turned = any(one.name == "transB" and one.i for one in node.attribute)
        values = np.ascontiguousarray(values.T) if turned else values
        model.graph.initializer.append(numpy_helper.from_array(values, matrix))
        nodes.append(helper.make_node("MatMul", [node.input[0], matrix], [product], product))
        nodes.append(helper.make_node("Add", [product, node.input[2]], list(node.output), node.name))
    _keep(model, nodes)


def _products(model: onnx.ModelProto) -> list[onnx.NodeProto]:
    """The nodes that multiply by a matrix of the model's own."""
    held = {one.name for one in model.graph.initializer}
    return [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in held]


def _ranges(model: onnx.ModelProto, names: Sequence[str], feeds: Iterable[Feed]) -> dict[str, np.ndarray]:
    """The least and the largest value of each channel of the tensors named, over all feeds: (2, channels)."""
    tapped = onnx.ModelProto()
    tapped.CopyFrom(model)
    given = {one.name for one in model.graph.input}
    asked = [name for name in names if name not in given]
    tapped.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in asked)
    session = onnxruntime.InferenceSession(tapped.SerializeToString(), providers=["CPUExecutionProvider"])
    found: dict[str, np.ndarray] = {}
    for feed in feeds:
        told = dict(zip(asked, session.run(asked, dict(feed)), strict=True)) | {n: feed[n] for n in names if n in given}
        for name, values in told.items():
            rows = values.reshape(-1, values.shape[-1])
            here = np.stack([rows.min(0), rows.max(0)])
            before = found.get(name, here)
            found[name] = np.stack([np.minimum(before[0], here[0]), np.maximum(before[1], here[1])])
    return found


def int8(model: onnx.ModelProto, path: Path, feeds: Sequence[Feed]) -> None:
    """Writes the graph to ``path`` with its matrices and tables in int8; ``feeds`` are inputs to learn the ranges from."""
    products = _products(model)
    ranges = _ranges(model, list(dict.fromkeys(node.input[0] for node in products)), feeds)
    _round_tables(model)
    held = {one.name: one for one in model.graph.initializer}
    takers: dict[str, list[onnx.NodeProto]] = {}
    for node in model.graph.node:
        for name in node.input:
            takers.setdefault(name, []).append(node)
    nodes: list[onnx.NodeProto] = []
    rounded: set[str] = set()
    added: list[onnx.NodeProto] = []
    for node in model.graph.node:
        if node in added:
            continue
        if node not in products:
            nodes.append(node)
            continue
        name, matrix = node.input
        if name not in rounded:
            rounded.add(name)
            nodes.append(_round_input(model, name, ranges[name]))
        _round_matrix(model, matrix, numpy_helper.to_array(held[matrix]))
        out, bias = node.output[0], ""
        after = takers.get(out, [])
        if len(after) == 1 and after[0].op_type == "Add" and (sums := [n for n in after[0].input if n in held]):
            out, bias = after[0].output[0], sums[0]
            added.append(after[0])
        given = [f"{name}_whole", f"{matrix}_whole", f"{name}_step", f"{matrix}_step", f"{name}_zero", "", bias]
        nodes.append(helper.make_node("MatMulIntegerToFloat", given, [out], node.name, domain=RUNTIME))
    _keep(model, nodes)
    if all(one.domain != RUNTIME for one in model.opset_import):
        model.opset_import.append(helper.make_opsetid(RUNTIME, 1))
    onnx.save(model, path)


def _round_input(model: onnx.ModelProto, name: str, ranges: np.ndarray) -> onnx.NodeProto:
    """What rounds a tensor to 256 steps of its range, zero being one of them."""
    low, high = min(float(ranges.min()), 0.0), max(float(ranges.max()), 0.0)
    step = np.float32(max(high - low, _LEAST) / 255)
    zero = np.uint8(np.clip(np.rint(-low / step), 0, 255))
    model.graph.initializer.append(numpy_helper.from_array(np.array(step), f"{name}_step"))
    model.graph.initializer.append(numpy_helper.from_array(np.array(zero), f"{name}_zero"))
    given = [name, f"{name}_step", f"{name}_zero"]
    return helper.make_node("QuantizeLinear", given, [f"{name}_whole"], f"{name}_whole")


def _round_matrix(model: onnx.ModelProto, name: str, values: np.ndarray) -> None:
    """A matrix in whole numbers, with a scale a column."""
    step = np.maximum(np.abs(values).max(0), _LEAST) / 127
    model.graph.initializer.append(numpy_helper.from_array(np.rint(values / step).astype(np.int8), f"{name}_whole"))
    model.graph.initializer.append(numpy_helper.from_array(step.astype(np.float32), f"{name}_step"))


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
        model.graph.initializer.append(numpy_helper.from_array(whole, f"{name}_whole"))
        model.graph.initializer.append(numpy_helper.from_array(scale.astype(np.float32), f"{name}_step"))
        nodes += [
            helper.make_node("Gather", [f"{name}_whole", node.input[1]], [f"{out}_whole"], f"{node.name}_whole"),
            helper.make_node("Gather", [f"{name}_step", node.input[1]], [f"{out}_step"], f"{node.name}_step"),
            helper.make_node("Cast", [f"{out}_whole"], [f"{out}_cast"], f"{node.name}_cast", to=TensorProto.FLOAT),
            helper.make_node("Mul", [f"{out}_cast", f"{out}_step"], [out], node.name),
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
