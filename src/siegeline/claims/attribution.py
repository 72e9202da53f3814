"""Attribution inside a sentence: to whom the words are ascribed."""

import re

from spacy.tokens import Span as Words
from spacy.tokens import Token

from siegeline.claims.frame import Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.phrases import joined, phrase, sort_of
from siegeline.claims.untrue import gainsaid

_ACCORDING = re.compile(r"\b(?:according to|as per|citing|per)\b", re.I)
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
    for child in trigger.sent.root.subtree:
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
    root = trigger.sent.root
    if root.lemma_.lower() in words["say"] and trigger not in root.subtree:
        return _subject(root)
    return _according(trigger.sent)


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


def _according(sentence: Words) -> Span | None:
    for token in sentence:
        if token.lower_ == "according" and token.i + 1 < sentence.end and token.nbor(1).lower_ == "to":
            for inner in (*token.nbor(1).children, *token.children):
                if inner.dep_ == "pobj":
                    return joined(inner)
    return None
