"""Phrases: the words that belong to a noun in a dependency parse, and what sort of thing the noun names."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from spacy.tokens import Token

from siegeline.claims.frame import Span
from siegeline.claims.lexicon import lexicon
from siegeline.claims.parsed import begins

_DROPPED = {
    "relcl",
    "acl",
    "appos",
    "punct",
    "cc",
    "conj",
    "advcl",
    "prep",
    "preconj",
    "parataxis",
    "ccomp",
    "mark",
}
_ARTICLE = {
    "the",
    "a",
    "an",
    "its",
    "their",
    "his",
    "her",
    "this",
    "that",
    "these",
    "those",
    "both",
    "some",
    "'s",
    "all",
    "no",
}
_PLACE_PREPOSITIONS = {"of"}
_LITTER = {"mine", "rubble", "debris", "obstacle", "explosive", "barricade", "wreck"}
_LEADS = {"to", "into", "from", "between"}  # "the road to A", "the road between A and B": which road it is
_MONTHS = {
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
}
_ACRONYM = re.compile(r"^[A-Z][A-Z-]{1,6}s?$")
_SPREAD = {
    "outskirt",
    "town",
    "village",
    "city",
    "district",
    "suburb",
    "settlement",
    "neighbourhood",
    "neighborhood",
    "area",
    "province",
}
_SOME = {"all", "one", "some", "most", "both", "many", "several", "each", "two", "three", "four"}
# Only a part of what follows "of": "the outskirts of A and B" is neither A nor B.
_EDGES = {"outskirt", "suburb", "edge", "vicinity", "countryside", "periphery"}
BEARINGS = {"north", "south", "east", "west", "northeast", "northwest", "southeast", "southwest"}


def sort_of(token: Token) -> str:
    """What the noun names: route, force, civilian, place, aid, siege, time, name (a proper noun) or thing."""
    before = "" if begins(token) else token.nbor(-1).lower_
    if listed := _listed_sort(token.lemma_.lower(), token.lower_, before):
        return listed
    text = token.text
    if _ACRONYM.match(text):
        return "force"
    if token.pos_ == "PROPN" or text[:1].isupper():
        return "name"
    return "thing"


def is_force(word: str) -> bool:
    """Whether a word says "force" by itself: "rebels", "caliphate", "ISIL"."""
    return _ACRONYM.match(word) is not None or _listed_sort(word.lower(), word.lower(), "") == "force"


@lru_cache(maxsize=20_000)
def _listed_sort(lemma: str, lower: str, before: str) -> str | None:
    """What the lexicon says of a word with the word ``before`` it."""
    words, compound = lexicon().words, f"{before} {lower}" if before else lower
    for sort in ("siege", "route", "force", "civilian", "place", "aid"):
        if lemma in words[sort] or lower in words[sort] or compound in words[sort] or lower.rstrip("s") in words[sort]:
            return sort
    return "person" if lower in words["person"] else None


def phrase(token: Token) -> Span:
    """The noun phrase that ``token`` heads, without its article, clauses and conjuncts; "of ..." stays."""
    low, high = _begins_name(token), token.i
    for child in token.lefts:
        if child.dep_ not in _DROPPED or (child.dep_ == "punct" and child.text in "-–'\""):
            low = min(low, child.left_edge.i)
    for child in token.rights:
        keep = child.dep_ == "prep" and child.lower_ in _PLACE_PREPOSITIONS and not _is_cleared(child)
        keep = keep or (child.dep_ == "amod" and child.pos_ == "ADJ")  # "sources close to", "forces loyal to"
        keep = keep or (child.dep_ == "prep" and token.lower_ in BEARINGS)
        keep = keep or (child.lower_ in _LEADS and token.lemma_.lower() in lexicon().words["route"])
        keep = keep or child.dep_ in {"nummod", "npadvmod", "compound", "flat", "quantmod"}
        keep = keep or (child.dep_ == "appos" and child.pos_ == "PROPN" and child.i == token.i + 1)
        if keep and child.left_edge.i <= high + 2:
            high = max(high, _tail(child).i)
    doc = token.doc
    if low and doc[low - 1].lower_ in {"on", "by", "since", "until"} and doc[low].like_num:
        low += 2 if low + 2 <= token.i and doc[low + 1].lower_ in _MONTHS else 0  # "on 12 March rebels attacked"
    while low < token.i and (
        doc[low].lower_ in _ARTICLE
        or doc[low].is_punct
        or doc[low].pos_ in {"ADV", "CCONJ"}
        or (doc[low].tag_ in {"VBD", "VBZ"} and doc[low].text[:1].islower())
        or _was_done(doc[low])
    ):
        low += 1
    while high > token.i and (doc[high].is_punct or doc[high].is_space):
        high -= 1
    return Span(doc[low].idx, doc[high].idx + len(doc[high]))


def _is_cleared(of: Token) -> bool:
    """Whether "of" names what a road is cleared of: "clearing the road of mines"."""
    return any(child.lemma_.lower() in _LITTER for child in of.children)


def _was_done(token: Token) -> bool:
    """Whether a participle tells what was done to what it stands before: "captured" of "the captured village"."""
    shapes = [one.shape for one in lexicon().adjectives.get(token.lower_, ())]
    return token.dep_ == "amod" and "adj.done" in shapes


def is_cut_name(token: Token) -> bool:
    """Whether a word is the first part of a name that the parse took for several ("al", "-" of "al-Ayn")."""
    if token.i + 1 >= len(token.doc):
        return False
    after = token.nbor(1)
    return (token.text == "-" or after.text == "-") and after.head == token.head and after.dep_ == token.dep_


def _begins_name(token: Token) -> int:
    """Where the name begins of which a word is the last part (``is_cut_name``)."""
    at = token.i
    while at and token.doc[at - 1].head == token.head and is_cut_name(token.doc[at - 1]):
        at -= 1
    return token.doc[at].left_edge.i if at < token.i else token.i


def _tail(child: Token) -> Token:
    """The last word of a complement, cut before its own clauses and conjuncts."""
    last = child
    between = child.lower_ == "between"
    for token in child.subtree:
        if between and token.dep_ in {"cc", "conj"}:
            between = token.dep_ == "cc"
        elif token.dep_ in {"relcl", "acl", "appos", "cc", "conj"} or (token.dep_ == "punct" and token.text == ","):
            break
        last = token
    return last


def joined(token: Token) -> Span:
    """The phrase with its conjuncts as one ("army and its allies")."""
    parts = [phrase(one) for one in (token, *conjuncts(token))]
    return Span(min(one.start for one in parts), max(one.end for one in parts))


def conjuncts(token: Token) -> Iterator[Token]:
    """The nouns joined to ``token`` by "and", commas or "or", to its right."""
    for child in token.rights:
        if child.pos_ in {"NOUN", "PROPN", "PRON"} and (child.dep_ == "conj" or _goes_on(child)):
            yield child
            yield from conjuncts(child)


def _goes_on(child: Token) -> bool:
    """Whether a list goes on with what the parse took for another name: "the city of A, the towns of B and C"."""
    if child.dep_ != "appos" or child.tag_ != "NNS" or child.lemma_.lower() not in _SPREAD:
        return False
    return child.head.tag_ in {"NN", "NNP"} and any(one.lower_ == "of" for one in child.rights)


def more_of(verb: Token, found: Sequence[Token]) -> list[Token]:
    """The objects of a verb and those that the parse hung on the verb ("took four villages on Friday, including A")."""
    more = list(found)
    for child in verb.rights:
        inner = [one for one in child.children if one.dep_ == "pobj" and one.i > child.i]
        if not more or not inner or child.i < more[-1].i:
            continue
        if child.lower_ == "including" and more[-1].tag_ == "NNS" and sort_of(inner[0]) in {"place", "name"}:
            more = [*more[:-1], *places_in(inner[0])]
        elif child.lower_ == "as" and child.dep_ == "cc":
            more += places_in(inner[0])
    return more


def places_in(token: Token) -> list[Token]:
    """``token`` and its conjuncts; "villages, including A and B" gives A and B, "one of the roads" the roads."""
    for child in token.rights:
        if child.lower_ in {"including", "like", "namely"} or (child.lower_ == "such" and child.dep_ == "prep"):
            inner = [one for one in child.subtree if one.dep_ in {"pobj", "dobj"}]
            if inner:
                whole = [] if token.tag_ in {"NNS", "NNPS"} or token.dep_ == "pobj" else [token]
                return [*whole, *places_in(inner[0])]
    if token.lower_ in _SOME and token.pos_ != "PROPN":
        some = [one for child in token.rights if child.lower_ == "of" for one in child.children if one.dep_ == "pobj"]
        if some:
            return places_in(some[0])
    if token.lemma_.lower() in _SPREAD:
        inner = [one for child in token.rights if child.lower_ == "of" for one in child.children if one.dep_ == "pobj"]
        if inner:
            others = [*(other for one in inner for other in conjuncts(one)), *conjuncts(token)]
            return [token, *(place for other in others for place in places_in(other))]
    named = [child for child in token.rights if child.dep_ == "appos" and child.pos_ == "PROPN"]
    if named and token.lemma_.lower() in lexicon().words["place"] and token.tag_ == "NNS":
        return [named[0], *conjuncts(named[0])]
    return [token, *conjuncts(token)]


def without_beyond(found: list[Token]) -> list[Token]:
    """Without what stands only as "the outskirts of ... and it": that is not taken or held itself."""
    edges = [one for one in found if one.lemma_.lower() in _EDGES]
    inner = [of for edge in edges for child in edge.rights if child.lower_ == "of" for of in child.children]
    beyond = [other.i for one in inner for other in conjuncts(one)]
    return [one for one in found if one.i not in beyond]
