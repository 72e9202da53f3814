"""Parsed: what the rules ask again and again of a parsed sentence.

spaCy looks through all words of a document to answer which sentence a word is in. Sentences come to the parser one by
one, so that nearly every document is a single one: that is looked up once and kept with the document.
"""

from collections.abc import Iterable
from functools import lru_cache

from spacy.strings import get_string_id
from spacy.tokens import Doc, Token

_SINGLE, _WORDS, _TEXT = "siegeline single", "siegeline words", "siegeline text"


def text_of(doc: Doc) -> str:
    """The text of a document: spaCy puts it together from the words, each time."""
    kept = doc.user_data
    if (text := kept.get(_TEXT)) is None:
        text = kept[_TEXT] = doc.text
    return str(text)


def begins(token: Token) -> bool:
    """Whether a token is the first of its sentence."""
    return token.i == 0 or bool(token.is_sent_start)


def sentence(token: Token) -> Iterable[Token]:
    """The tokens of the sentence that a token is in."""
    doc = token.doc
    return doc if _is_single(doc) else token.sent


def root(token: Token) -> Token:
    """The root of the sentence that a token is in."""
    if not _is_single(token.doc):
        return token.sent.root
    while token.head != token:
        token = token.head
    return token


def opening(token: Token) -> Token:
    """The first token of the sentence that a token is in."""
    return token.doc[0] if _is_single(token.doc) else token.sent[0]


def has_word(token: Token, words: frozenset[str]) -> bool:
    """Whether the document of a token has one of these words, in small letters."""
    kept = token.doc.user_data
    if (known := kept.get(_WORDS)) is None:
        known = kept[_WORDS] = frozenset(token.doc.to_array("LOWER").tolist())
    return not _numbers(words).isdisjoint(known)


@lru_cache(maxsize=256)
def _numbers(words: frozenset[str]) -> frozenset[int]:
    """The numbers that spaCy knows words by."""
    return frozenset(map(get_string_id, words))


def _is_single(doc: Doc) -> bool:
    kept = doc.user_data
    if (single := kept.get(_SINGLE)) is None:
        single = kept[_SINGLE] = int((doc.to_array("SENT_START") == 1).sum()) <= 1
    return bool(single)
