"""Embedding: the vectors of words with which a parse begins, remembered by what they are worked out from.

They hang on the word alone (its norm, prefix, suffix, shape, and whether a blank follows), not on those beside it; to
work them out is half of what comes before the parser's own steps, and most words have been met before.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Doc
from thinc.api import Model, chain

_MOST = 40_000  # words remembered, some 20 MB; then it begins anew


class Embedding:
    """Does what the embedding layers of a pipeline do, looking words up that they have seen."""

    def __init__(self, layers: Model[Any, Any]) -> None:
        features, *rest = layers.layers
        self._features = features
        self._rest: Model[Any, Any] = chain(*rest)
        self._row: dict[bytes, int] = {}
        self._rows: NDArray[np.float32] = np.empty((0, layers.get_dim("nO")), dtype=np.float32)

    def __call__(self, docs: Sequence[Doc]) -> list[NDArray[np.float32]]:
        """The vectors of each document's words."""
        told = [np.ascontiguousarray(one) for one in self._features.predict(docs)]
        keys = [one.view(f"V{one.itemsize * one.shape[1]}").ravel().tolist() for one in told]
        if len(self._row) > _MOST:
            self._row.clear()
        unseen = {
            key: row for one, some in zip(told, keys, strict=True) for key, row in zip(some, one, strict=True)
            if key not in self._row
        }  # fmt: skip
        if unseen:
            self._learn(unseen)
        row = self._row
        return [self._rows[[row[key] for key in some]] for some in keys]

    def _learn(self, unseen: dict[bytes, NDArray[Any]]) -> None:
        found = self._rest.predict([np.stack(list(unseen.values()))])[0]
        known = len(self._row)
        while known + len(found) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.empty((max(1024, known), found.shape[1]), dtype=np.float32)])
        self._rows[known : known + len(found)] = found
        self._row.update(zip(unseen, range(known, known + len(found)), strict=True))


def remember_words(model: Model[Any, Any]) -> None:
    """Put an :class:`Embedding` in the place of the first layers of a model that makes vectors of documents' words."""
    embedding = Embedding(model.layers[0])

    def forward(_: Any, docs: Sequence[Doc], is_train: bool) -> tuple[Any, Callable[[Any], Any]]:
        return embedding(docs), lambda gradient: gradient

    model.layers[0] = Model("remembered", forward)
