"""Denial: who says of what was just told that it is not so ("Kyiv denied this", "which is untrue")."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from siegeline.claims.frame import Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.phrases import joined, sort_of
from siegeline.claims.stance import negated

_DENY = {"deny", "dispute", "reject", "refute", "dismiss", "contradict", "disprove", "debunk", "rebut"}
_TOLD = {
    *("claim", "report", "statement", "information", "news", "allegation", "assertion", "announcement", "accusation"),
    *("rumour", "rumor", "account", "charge"),
}
_THIS = {"this", "that", "it", "these", "those"}
_WHICH = {"which", "that"}
_CALL = {"call", "describe", "brand", "label", "denounce", "term"}
_TRUE = {"true", "correct", "accurate", "case", "so"}
_UNLESS = {"if", "unless", "whether", "until", "to"}
_UNSURE = {"will", "would", "shall", "may", "might", "could", "can", "should", "must", "'ll"}
_WHO = {"he", "she", "it", "they", "we", "i", "you", "who", "which", "that", "this"}
_CUE = re.compile(
    r"\b(?:den(?:y|ies|ied)|disput|reject|refut|dismiss|contradict|disprove|debunk|rebut|call|describ|brand|label|denounc"
    r"|term|true|untrue|correct|accurate|false|wrong|lies?\b|fak|invent|propaganda|nonsense|baseless|unfounded|hoax|fiction)",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Denial:
    """A denial: its ``verb``, the words for ``what`` is denied, and for the ``speaker`` (None: the author's voice).

    ``start`` is where its clause begins: what stands before it in the sentence may be what is denied.
    """

    verb: Span
    what: Span
    speaker: Span | None
    start: int


def may_deny(text: str) -> bool:
    """Whether a sentence has a word of denial, so that its parse is worth a look."""
    return _CUE.search(text) is not None


def denials(doc: Doc) -> Iterator[Denial]:
    """The denials of a sentence that point back to what was told, and say nothing of their own."""
    for token in doc:
        lemma = token.lemma_.lower()
        if lemma in _DENY and token.pos_ == "VERB":
            yield from _of_verb(token, {"dobj", "nsubjpass"})
        elif lemma in _CALL and token.pos_ == "VERB" and _called(token):
            yield from _of_verb(token, {"dobj", "nsubjpass", "ccomp"})
        elif (lemma in lexicon().words["untrue"] or lemma in _TRUE) and token.dep_ in {"acomp", "attr"}:
            yield from _of_copula(token, lemma)


def _of_verb(verb: Token, roles: set[str]) -> Iterator[Denial]:
    if not _asserts(verb):
        return
    for child in verb.children:
        if child.dep_ not in roles:
            continue
        what = next((one for one in child.children if one.dep_ == "nsubj"), None) if child.dep_ == "ccomp" else child
        speaker = _speaker(verb)
        if what is not None and speaker is not None and _points_back(what, verb):
            yield Denial(_span(verb), joined(what), joined(speaker), _begin(verb))


def _of_copula(said: Token, lemma: str) -> Iterator[Denial]:
    """ "this is not true", "the ministry said that the report was false", "..., which is untrue"."""
    verb = said.head
    untrue = lemma in lexicon().words["untrue"]
    what = next((one for one in verb.children if one.dep_ == "nsubj" and _points_back(one, verb)), None)
    if what is None or negated(verb) == untrue or _unsure(verb):
        return
    teller = verb.head
    if verb.dep_ == "relcl" and what.lower_ in _WHICH:
        yield Denial(_span(said), joined(what), None, _begin(verb))
        return
    says = verb.dep_ == "ccomp" and teller.lemma_.lower() in lexicon().words["say"] and _asserts(teller)
    if says and (speaker := _speaker(teller)) is not None:
        yield Denial(_span(said), joined(what), joined(speaker), _begin(teller))


def _called(verb: Token) -> bool:
    """Whether a verb calls something untrue ("called the report a lie", "described it as false")."""
    untrue = lexicon().words["untrue"]
    for child in verb.children:
        if child.dep_ in {"oprd", "acomp", "attr", "ccomp", "xcomp"} and child.lemma_.lower() in untrue:
            return True
        if child.lower_ == "as" and any(one.lemma_.lower() in untrue for one in child.subtree):
            return True
    return False


def _points_back(what: Token, verb: Token) -> bool:
    if what.lower_ in _WHICH and verb.dep_ == "relcl":
        return what.lower_ == "which" or (verb.head.lemma_.lower() in _TOLD and verb.head.dep_ == "appos")
    if what.lower_ in _THIS:
        return not any(one.i > what.i for one in what.children)
    if what.lemma_.lower() not in _TOLD:
        return False
    if any(one.i > what.i and one.dep_ != "punct" and not _is_teller(one) for one in what.children):
        return False  # "the claim that ...": it tells what it denies itself
    return any(one.dep_ in {"det", "poss", "predet"} for one in what.lefts) or what.tag_ == "NNS"


def _is_teller(link: Token) -> bool:
    """Whether words after "the claims" tell whose they are ("of the army"), or what they are called ("as lies")."""
    if link.lower_ in {"by", "from", "as"}:
        return True
    return link.lower_ == "of" and any(sort_of(one) in {"force", "name"} for one in link.children)


def _asserts(verb: Token) -> bool:
    """Whether it is said as done: not asked, negated, foretold, or one of two ("neither confirmed nor denied")."""
    if verb.dep_ not in {"ROOT", "conj", "parataxis", "advcl", "relcl"} or negated(verb) or _unsure(verb):
        return False
    if verb.dep_ != "conj":
        return not any(one.text == "?" for one in verb.doc)
    shared = not any(one.dep_ in {"nsubj", "nsubjpass"} for one in verb.children)
    links = {one.lower_ for one in (*verb.children, *verb.head.children) if one.dep_ in {"cc", "preconj"}}
    return not ((shared and (negated(verb.head) or _unsure(verb.head))) or links & {"or", "nor", "neither"})


def _unsure(verb: Token) -> bool:
    return any(
        (one.dep_ == "aux" and one.lower_ in _UNSURE | {"to"}) or (one.dep_ == "mark" and one.lower_ in _UNLESS)
        for one in verb.children
    )


def _speaker(verb: Token) -> Token | None:
    """Who denies it; None for a pronoun, which may be who told it."""
    passive = any(one.dep_ in {"nsubjpass", "auxpass"} for one in verb.children)
    for child in verb.children:
        if child.dep_ == "agent":
            return next((one for one in child.children if one.dep_ == "pobj"), None)
        if child.dep_ == "nsubj" and not passive:
            return child if child.lower_ not in _WHO else None
        if child.i < verb.i and child.dep_ in {"amod", "compound"} and child.text[:1].isupper():
            return child  # a name that the parse takes for the verb's attribute ("Kyiv disputes that")
    return _speaker(verb.head) if verb.dep_ == "conj" and not passive else None


def _begin(verb: Token) -> int:
    """Where the clause of a verb begins: with its subject, or its link to what goes before."""
    own = [one for one in verb.children if one.dep_ in {"nsubj", "nsubjpass", "mark", "dobj"}]
    first = min([verb, *(one.left_edge for one in own)], key=lambda one: one.i)
    return int(first.idx)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token))


__all__ = ["Denial", "denials", "may_deny"]
