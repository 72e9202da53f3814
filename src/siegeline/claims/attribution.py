"""Attribution inside a sentence: to whom the words are ascribed."""

import re
from itertools import pairwise

from spacy.tokens import Token

from siegeline.claims.frame import Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.parsed import has_word, root, sentence
from siegeline.claims.phrases import joined, phrase, sort_of
from siegeline.claims.untrue import gainsaid

_ACCORDING = re.compile(r"\b(?:according to|as per|citing|per)\b", re.I)
_SOURCED = frozenset({"according"})
_NOBODY = {"it", "there", "this", "that", "which", "what"}


def speaker_of(trigger: Token) -> Span | None:
    """The speaker of the claim that ``trigger`` carries; None for the author's own voice."""
    words = lexicon().words
    if denial := gainsaid(trigger):
        return _subject(denial)
    node = trigger
    while node.head != node:
        parent = node.head
        if parent.lemma_.lower() in words["say"] and parent.pos_ in {"VERB", "AUX", "ADJ"}:
            below_speech = node.dep_ in {
                "ccomp",
                "xcomp",
                "dobj",
                "parataxis",
                "advcl",
                "pcomp",
                "prep",
                "pobj",
                "acl",
                "nsubjpass",
            }
            if below_speech and (speaker := _subject(parent)):
                return speaker
        node = parent
    said = root(trigger)
    for child in said.subtree:
        if (
            (
                child.dep_ in {"parataxis", "ccomp"}
                and child.lemma_.lower() in words["say"]
                and trigger not in child.subtree
            )
            and (speaker := _subject(child))
            and not any(one.dep_ in {"ccomp", "dobj", "xcomp"} for one in child.children)
        ):
            return speaker
    if said.lemma_.lower() in words["say"] and trigger not in said.subtree:
        return _subject(said)
    return _according(trigger)


def _subject(verb: Token) -> Span | None:
    for child in verb.children:
        if child.dep_ == "nsubj" and child.lower_ not in _NOBODY:
            return joined(child)
        if child.dep_ == "agent":
            for inner in child.children:
                if inner.dep_ == "pobj" and sort_of(inner) in {
                    "name",
                    "force",
                    "thing",
                    "person",
                    "civilian",
                }:
                    return phrase(inner)
    if verb.dep_ in {"conj", "xcomp"}:
        return _subject(verb.head)
    return None


def _according(trigger: Token) -> Span | None:
    if not has_word(trigger, _SOURCED):
        return None
    for token, following in pairwise(sentence(trigger)):
        if token.lower_ == "according" and following.lower_ == "to":
            for inner in (*following.children, *token.children):
                if inner.dep_ == "pobj":
                    return joined(inner)
    return None
