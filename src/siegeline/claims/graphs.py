"""Graphs: the trained network as onnxruntime runs it, with its tokenizer and labels."""

import json
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from siegeline.claims.tagged import Floats
from siegeline.errors import MissingExtraError

Ints = NDArray[np.int64]


class OnnxNetwork:
    """The network as onnxruntime sessions."""

    def __init__(self, finder: Any, roles: Any) -> None:
        self._finder, self._roles = finder, roles

    def find(self, pieces: Ints) -> tuple[Floats, Floats]:
        """States and trigger logits, as :class:`siegeline.claims.learned.Network` says."""
        states, logits = self._finder.run(["states", "triggers"], {"pieces": pieces})
        return states, logits

    def read(self, states: Floats, trigger: Floats, kind: Ints) -> tuple[Floats, Floats, Floats]:
        """Role, status and claim logits of marked triggers, likewise."""
        given = {"states": states, "trigger": trigger, "kind": kind}
        roles, status, real = self._roles.run(["roles", "status", "real"], given)
        return roles, status, real


@lru_cache(maxsize=2)
def open_model(models: Path, threads: int) -> tuple[OnnxNetwork, Any, Mapping[str, Any]]:
    """The network, the tokenizer and the labels that lie in a folder.

    Raises:
        MissingExtraError: a package or a file of the model is not there; says which.
    """
    try:
        import onnxruntime
        import tokenizers
    except ImportError as missing:
        raise MissingExtraError("the learned reader", "learned") from missing
    names = ("finder.onnx", "roles.onnx", "tokenizer.json", "labels.json")
    if absent := [n for n in names if not (models / n).is_file()]:
        raise MissingExtraError(f"the learned reader (no {models / absent[0]})", "learned")
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    sessions = [
        onnxruntime.InferenceSession(str(models / name), options, providers=["CPUExecutionProvider"])
        for name in names[:2]
    ]
    cutter = tokenizers.Tokenizer.from_file(str(models / names[2]))
    labels = json.loads((models / names[3]).read_text(encoding="utf-8"))
    return OnnxNetwork(*sessions), cutter, labels
