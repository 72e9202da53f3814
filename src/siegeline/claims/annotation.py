"""Annotation: part of speech, morphology and lemma of words, remembered by the word, its tag and its dependency.

spaCy's attribute ruler and lemmatizer work these out for each token anew, at a fifth of the cost of a parse. But for a
few words that are read together with their neighbour ("let 's", "there is") they are functions of one token.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc, Token

_MOST = 300_000  # words remembered, some 40 MB; then it begins anew
_WITH_NEXT = frozenset({"ai", "gon", "got", "let", "c'm", "y", "y'"})  # first words of the ruler's rules over two
_EXPLETIVE = "expl"  # and "there", by its dependency
_GIVEN: list[int | str] = ["ORTH", "TAG", "DEP"]
_MADE: list[int | str] = ["POS", "MORPH", "LEMMA"]
_REPLACED = ("attribute_ruler", "lemmatizer")
Key = tuple[int, int, int]
Value = tuple[int, int, int]


class Annotation:
    """Does what the ruler and lemmatizer of a pipeline do, looking words up that they have seen."""

    def __init__(self, parts: Sequence[Callable[[Doc], Doc]]) -> None:
        self._parts = parts
        self._known: dict[Key, Value | None] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document, annotated."""
        if not len(doc):
            return doc
        keys: list[Key] = list(map(tuple, doc.to_array(_GIVEN).tolist()))
        if unseen := {key: at for at, key in enumerate(keys) if key not in self._known}:
            self._learn(doc, unseen)
        known = self._known
        found = [known[key] for key in keys]
        if None in found:  # a word that is read together with its neighbour
            return self._worked_out(doc)
        values: Any = np.array(found, dtype="uint64")
        doc.from_array(_MADE, values)
        return doc

    def _learn(self, doc: Doc, unseen: Mapping[Key, int]) -> None:
        """Work words out by themselves, in a document of nothing else."""
        if len(self._known) > _MOST:
            self._known.clear()
            unseen = {key: at for at, key in enumerate(map(tuple, doc.to_array(_GIVEN).tolist()))}
        tokens = {key: doc[at] for key, at in unseen.items()}
        alone = {key: one for key, one in tokens.items() if not _is_joined(one)}
        self._known.update(dict.fromkeys(tokens.keys() - alone.keys()))
        if alone:
            words = [one.text for one in alone.values()]
            apart = Doc(doc.vocab, words=words, tags=[one.tag_ for one in alone.values()])
            for key, token in zip(alone, apart, strict=True):
                token.dep = key[2]
            apart = self._worked_out(apart)
            values = map(tuple, apart.to_array(_MADE).tolist())
            self._known.update(zip(alone, values, strict=True))

    def _worked_out(self, doc: Doc) -> Doc:
        for part in self._parts:
            doc = part(doc)
        return doc


def _is_joined(token: Token) -> bool:
    return token.is_space or token.lower_ in _WITH_NEXT or token.dep_ == _EXPLETIVE


def remember(nlp: Language) -> None:
    """Put an :class:`Annotation` in the place of a pipeline's ruler and lemmatizer."""
    parts = [nlp.get_pipe(name) for name in _REPLACED]
    for name in _REPLACED:
        nlp.remove_pipe(name)
    Language.component("siegeline_annotation", func=Annotation(parts))
    nlp.add_pipe("siegeline_annotation", last=True)
